"""Tables: files of any kind as rows of text with true line numbers, and their cells as dates and lists."""
