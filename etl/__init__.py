"""From sources to events: files, feeds and articles become dated, sourced events in the store."""
