"""Mappings: anyone's table as events, as a TOML file says."""
