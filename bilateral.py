"""The `bilateral` command: one lazy group over the packages, so that `--help` imports none of them."""

import sys
from collections.abc import Mapping
from importlib import import_module, metadata

import click

COMMANDS: Mapping[str, tuple[str, str]] = {
    "dashboard": ("dashboard.launch:dashboard", "Open the dashboard in a browser."),
    "ingest": ("etl.cli:ingest", "Load events: the embedded ones, tables, articles, feeds."),
    "sources": ("etl.cli:sources", "List the data sources in the store."),
    "loads": ("etl.cli:loads", "List the loads, or undo one."),
    "rejects": ("etl.cli:rejects", "List the rows that a load rejected, with reasons."),
    "review": ("etl.cli:review", "List, accept or reject what waits for a decision."),
    "doctor": ("etl.cli:doctor", "Look the store over: health, proofs, coverage, duplicates."),
    "dyads": ("dashboard.cli:dyads", "List the country pairs in the store."),
    "events": ("dashboard.cli:events", "List the events of two countries."),
    "intensity": ("dashboard.cli:intensity", "Print the intensity series of two countries."),
    "topics": ("dashboard.cli:topics", "Print the topic mix of two countries."),
    "export": ("dashboard.cli_files:export", "Write a chart as a file."),
    "report": ("dashboard.cli_files:report", "Write a printable brief of two countries."),
    "db": ("db.cli:db", "Look after the store."),
}
"""Name -> (import path, what the overview says of it)."""


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command, or None if there is no such name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the overview without importing any command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


def _version() -> str:
    try:
        return metadata.version("bilateral")
    except metadata.PackageNotFoundError:
        return "0+unknown (not installed)"


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(_version(), prog_name="bilateral")
def cli() -> None:
    """Relations between countries as dated, sourced events: load them, measure them, chart them.

    Results go to stdout, progress to stderr. Exit codes: 0 done, 1 failed, 2 usage, 3 network.
    """


def main() -> None:
    """Run the command; an error that the user can mend is said in a line or two, without a traceback."""
    from db.errors import BilateralError
    from db.terminal import one_line

    try:
        cli(standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; the store is as it was", err=True)
        sys.exit(1)
    except BilateralError as problem:
        # Words of a page or of a server stand in some, and could drive the terminal.
        click.echo(f"error: {one_line(problem)}", err=True)
        if problem.hint:
            click.echo(one_line(problem.hint), err=True)
        sys.exit(problem.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
