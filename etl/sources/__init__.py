"""One file per source; `etl.registry` finds them by their module-level `SOURCE`."""
