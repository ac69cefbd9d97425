"""Suggested: a first mapping for a table that nobody has described, by the looks of its columns."""
