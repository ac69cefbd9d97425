"""Write the generated parts of the documentation: `python docs/generate.py [--check]`.

A part stands between `<!-- generated: NAME -->` and `<!-- end -->`; NAME is a function below. With `--check`
nothing is written, and the exit code is 1 if a part is not what the code says.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import click  # noqa: E402

from db.vocabulary import EVENT_TYPES, HALF_LIFE_DAYS, LEVELS, SCALES, TOPICS  # noqa: E402


def table(head: list[str], rows: list[list[str]], right: tuple[int, ...] = ()) -> str:
    """Return a Markdown table; `right` are the columns of numbers."""
    rule = ["---:" if i in right else "---" for i in range(len(head))]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [head, rule, *rows])


def event_types() -> str:
    """Every type with its scores, class and codes."""
    rows = [
        [f"`{t.id}`", t.label, *(f"{scale.scores[t.id]:+g}" for scale in SCALES.values()),
         t.half_life_class, t.direction, t.plover, t.cameo]
        for t in EVENT_TYPES.values()
    ]  # fmt: skip
    head = ["type", "meaning", *(f"`{name}`" for name in SCALES), "half-life", "direction", "PLOVER", "CAMEO"]
    return table(head, rows, right=(2, 3))


def half_lives() -> str:
    """The half-life of each class."""
    rows = [
        [
            name,
            f"{days:g}",
            ", ".join(t.label.lower() for t in EVENT_TYPES.values() if t.half_life_class == name),
        ]
        for name, days in HALF_LIFE_DAYS.items()
    ]
    return table(["class", "days", "types"], rows, right=(1,))


def levels() -> str:
    """The factor of each level."""
    rows = [[f"`{level.id}`", level.label, f"{level.factor:g}"] for level in LEVELS.values()]
    return table(["level", "meaning", "factor m"], rows, right=(2,))


def topics() -> str:
    """Every topic with the PLOVER contexts it stands for."""
    rows = [[f"`{t.id}`", t.label, ", ".join(t.plover_contexts)] for t in TOPICS.values()]
    return table(["topic", "meaning", "PLOVER contexts [E]"], rows)


def known_episodes() -> str:
    """What the index shows on each known turn of the shipped events."""
    sys.path.insert(0, str(ROOT / "tests"))
    from shipped_records import shipped_dyads, shipped_record

    from dashboard.measures.contract import Weights
    from dashboard.measures.known_episodes import check_episodes

    found = check_episodes({key: shipped_record(key) for key in shipped_dyads()}, Weights())
    rows = [
        [row.dyad, row.words, f"{row.first} to {row.last}", row.measured, "yes" if row.holds else "**no**"]
        for row in found.itertuples()
    ]
    return table(["dyad", "known turn", "months", "what the index shows", "holds"], rows)


def command_line() -> str:
    """Every command with its help."""
    from bilateral import cli

    parts: list[str] = []

    def describe(command: click.Command, path: str, parent: click.Context | None) -> None:
        context = click.Context(command, info_name=path.rsplit(" ", 1)[-1], parent=parent)
        context.max_content_width = context.terminal_width = 100
        if path != "bilateral":
            parts.append(f"## {path}\n\n```text\n{command.get_help(context).rstrip()}\n```")
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                child = command.get_command(context, name)
                if child is not None and not child.hidden:
                    describe(child, f"{path} {name}", context)

    describe(cli, "bilateral", None)
    return "\n\n".join(parts)


PARTS: dict[str, Callable[[], str]] = {
    "event-types": event_types,
    "half-lives": half_lives,
    "levels": levels,
    "topics": topics,
    "known-episodes": known_episodes,
    "command-line": command_line,
}


def filled(text: str) -> str:
    """Return `text` with every generated part as the code has it now."""
    return re.sub(
        r"(<!-- generated: ([a-z-]+) -->\n).*?(<!-- end -->)",
        lambda match: f"{match[1]}{PARTS[match[2]]()}\n{match[3]}",
        text,
        flags=re.DOTALL,
    )


def main() -> int:
    """Write or check every page under docs/ and the README."""
    stale = []
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        text = page.read_text(encoding="utf-8")
        if (new := filled(text)) != text:
            stale.append(str(page.relative_to(ROOT)))
            if "--check" not in sys.argv:
                page.write_text(new, encoding="utf-8")
    verb = "differs from the code, run `make docs`" if "--check" in sys.argv else "written"
    for name in stale:
        sys.stdout.write(f"{name}: {verb}\n")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
