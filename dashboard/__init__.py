"""From the store to measures, charts, pages and files."""
