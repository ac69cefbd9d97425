"""Measures: pure functions from events to numbers. No store, page or clock; seeds are passed."""
