"""Text: an article as headlines, datelines and sentences, each traceable to where it stood."""
