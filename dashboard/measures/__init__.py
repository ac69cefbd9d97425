"""Measures: pure functions from events to numbers. No store, no page, no clock, no chance (seeds are passed)."""
