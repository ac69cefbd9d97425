"""From sources to events: files, feeds and articles become dated, sourced events in the store.

The way in: sources/ (one module per source) over web/ and tables/; mappings/ and suggested/ for anyone's
tables; coding/ for what words mean; joining/ for what several sources say of one event. pipeline.py leads it.
"""
