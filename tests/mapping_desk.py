"""A user at the command line with a table, its mapping and a store."""

import sqlite3
from pathlib import Path

from click.testing import CliRunner

from bilateral import cli
from db.errors import BilateralError


class Desk:
    """A user with a store, a table and its mapping."""

    def __init__(self, folder: Path) -> None:
        self.store = folder / "store.sqlite"
        self.folder = folder

    def run(self, *words: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(cli, [*words, "--db", f"sqlite:///{self.store}"])
        if isinstance(done.exception, BilateralError):
            return 1, done.stdout, f"error: {done.exception}"
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.stdout, done.stderr

    def load(self, table: Path, mapping: str, *more: str) -> tuple[dict[str, str], str]:
        path = self.folder / "m.toml"
        path.write_text(mapping, encoding="utf-8")
        code, out, err = self.run("ingest", "events", str(table), "--mapping", str(path), *more)
        assert code == 0, (out, err)
        names, values = out.replace("dry run", "dry-run").splitlines()[-2:]
        return dict(zip(names.split(), values.split(), strict=True)), err

    def events(self) -> list[tuple[str, ...]]:
        with sqlite3.connect(self.store) as store:
            return store.execute(
                "select date, date_end, actor, recipient, type from event order by id"
            ).fetchall()


def suggestion(table: Path) -> str:
    done = CliRunner().invoke(cli, ["ingest", "events", str(table), "--suggest-mapping"])
    assert done.exit_code == 0, done.stderr
    return done.stdout
