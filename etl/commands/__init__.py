"""The commands of `bilateral ingest` and around it; modules import click only, the rest when it runs."""
