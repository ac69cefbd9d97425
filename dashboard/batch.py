"""Exports on their way to disk: one or hundreds, through one warm renderer, each file whole or not there."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from dashboard.charts import charts as all_charts
from dashboard.charts.contract import SIZES, Chart
from dashboard.exports import formats as all_formats
from dashboard.exports.contract import Document, Format, document_of
from dashboard.exports.recipe import Recipe, changes_since
from dashboard.exports.recipe_reader import MAX_FILE_BYTES, page_of, read_recipe
from dashboard.exports.report import build_report
from dashboard.listings import why_nothing, with_proofs
from dashboard.measures.intensity import METHODS
from dashboard.records import read_view, records_behind
from dashboard.renderer import Renderer, why_missing
from dashboard.selection import Selection, did_you_mean
from db.errors import BilateralError, InputError, UsageError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from dashboard.views import DyadView

STDOUT = "-"

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Settings:
    """What all files of a job share.

    Attributes:
        today: The day on which they are made.
        address: Where the dashboard is served; "" if unknown.
        size: Id of the print size.
        scale_factor: Pixels per CSS pixel of a PNG.
        version: Of Bilateral.
    """

    today: date
    address: str = ""
    size: str = "column"
    scale_factor: int = 2
    version: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """What to make, and where to put it.

    Attributes:
        selections: The views.
        charts, formats: Of each view.
        file: The one file's path, or `-`; "" where the files go into `folder` under their own names.
        folder: See `file`.
        n_charts: Where the charts are others than `charts`: how many of them.
    """

    selections: tuple[Selection, ...]
    charts: tuple[Chart, ...]
    formats: tuple[Format, ...]
    file: str = ""
    folder: Path = Path()
    n_charts: int = 0

    @property
    def n_files(self) -> int:
        """How many files it makes."""
        return len(self.selections) * (self.n_charts or len(self.charts)) * len(self.formats)


@dataclass(slots=True)
class Outcome:
    """What became of a job."""

    written: list[Path] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def plan(
    selections: Sequence[Selection],
    *,
    charts: Sequence[str],
    formats: Sequence[str],
    output: str | None,
    is_many: bool,
) -> Job:
    """Return the job that the command's words ask for; nothing is read or written yet.

    Args:
        selections: The views.
        charts, formats: Ids, or `all`; no format is the one of the output's suffix, or ZIP for many.
        output: File, folder, `-` or None.
        is_many: Many dyads: the output is a folder.

    Raises:
        UsageError: A word names nothing, or the words contradict each other.
    """
    chosen_charts = _chosen("chart", charts, all_charts())
    n_others = len(chosen_charts) * len(selections)
    chosen_formats, file, folder = plan_files(formats, output, n_others=n_others, is_many=is_many)
    return Job(tuple(selections), chosen_charts, chosen_formats, file=file, folder=folder)


def plan_files(
    formats: Sequence[str], output: str | None, *, n_others: int, is_many: bool = False
) -> tuple[tuple[Format, ...], str, Path]:
    """Return the formats asked for, the one file's path ("" where there are several), and the folder.

    Args:
        formats: Ids, or `all`; no format is the one of the output's suffix, or ZIP for many.
        output: File, folder, `-` or None.
        n_others: Files of each format.
        is_many: The output is a folder, whatever their number.

    Raises:
        UsageError: A word names nothing, or the words contradict each other.
    """
    chosen = _chosen("format", formats or _formats_of(output, is_many), all_formats())
    n_files = n_others * len(chosen)
    if is_many or n_files != 1:
        if output in (None, "", STDOUT):
            raise UsageError(f"{n_files or 'several'} files need a folder", "Name one: -o FOLDER")
        place = Path(str(output))
        if place.exists() and not place.is_dir():
            raise UsageError(f"{output} is a file, and several files need a folder", "Name one: -o FOLDER")
        return chosen, "", place
    if output is None:
        return chosen, "", Path()
    if output != STDOUT and (Path(output).is_dir() or output.endswith(("/", os.sep))):
        return chosen, "", Path(output)
    suffix = Path(output).suffix.lower()
    if output != STDOUT and formats and suffix and suffix != chosen[0].suffix:
        raise UsageError(
            f"{output} is named {suffix}, but the format asked for is {chosen[0].id}",
            "Leave --format out, or change the name.",
        )
    return chosen, output, Path()


def _formats_of(output: str | None, is_many: bool) -> tuple[str, ...]:
    suffix = Path(output or "").suffix.lower().removeprefix(".")
    if suffix in all_formats() and not is_many:
        return (suffix,)
    if is_many:
        return ("zip",)
    said = f"no format is called {suffix!r}" if suffix else "say in which format"
    raise UsageError(
        said, f"Name the file, such as -o chart.svg, or use --format: {', '.join(all_formats())}."
    )


def _chosen(what: str, asked: Sequence[str], known: Mapping[str, Item]) -> tuple[Item, ...]:
    if "all" in asked:
        return tuple(known.values())
    for name in asked:
        if name not in known:
            hint = f"There are: {', '.join(known)}, or all."
            raise UsageError(f"there is no {what} {name!r}{did_you_mean(name, tuple(known))}", hint)
    return tuple(known[name] for name in dict.fromkeys(asked))


def pairs_in(name: str) -> list[tuple[str, str]]:
    """Return the pairs of countries in a file: one per line, `JPN-MYS`, `JPN MYS`, or `Japan, Malaysia`.

    Raises:
        InputError: A line holds no pair, or the file none at all.
    """
    try:
        text = sys.stdin.read() if name == STDOUT else _read(Path(name)).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(
            f"{name} is no UTF-8 text", "Save it as UTF-8, a pair per line, such as: JPN MYS"
        ) from None
    pairs = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.partition("#")[0].strip()
        if not line:
            continue
        separator = next((mark for mark in ("\t", ",", ";") if mark in line), None)
        parts = [part.strip() for part in (line.split(separator) if separator else line.split())]
        if len(parts) == 1 and line.count("-") == 1:
            parts = line.split("-")
        if len(parts) != 2 or not all(parts):
            raise InputError(
                f"{name}, line {number}: {line[:80]!r} is no pair of countries", "Write: JPN MYS"
            )
        pairs.append((parts[0], parts[1]))
    if not pairs:
        raise InputError(f"{name} holds no pair of countries", "Write one per line, such as: JPN MYS")
    return list(dict.fromkeys(pairs))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}", "Check the name.") from None


def read_recipe_file(path: Path) -> Recipe:
    """Return the recipe of an exported file.

    Raises:
        InputError: It carries none.
    """
    recipe = read_recipe(_read(path), path.name)
    page_of(recipe)
    if recipe.selection.method not in METHODS:
        raise InputError(
            f"{path.name}: its recipe asks for the method {recipe.selection.method!r}, which is unknown here",
            f"There are: {', '.join(METHODS)}.",
        )
    if recipe.size not in SIZES and recipe.chart != "report":
        raise InputError(f"{path.name}: its recipe names a size that is unknown here: {recipe.size}", "")
    return recipe


def say_changes(engine: "Engine", recipe: Recipe, settings: Settings) -> None:
    """Say on stderr what of the recipe's view is not as it was when the file was made."""
    for problem in recipe.problems:
        click.echo(problem, err=True)
    records = records_behind(engine, recipe.selection, page_of(recipe))
    said = changes_since(recipe, records, app_version=settings.version)
    for sentence in said or (f"The data are the same as on {recipe.made_on}.",):
        click.echo(sentence, err=True)


def run(engine: "Engine", job: Job, settings: Settings) -> Outcome:
    """Make the files of a job, their paths on stdout, progress on stderr; a failure does not stop the others.

    Raises:
        BilateralError: The only file cannot be made, or no browser is there for any of the formats.
        KeyboardInterrupt: Passed on; what is written by then is whole.
    """
    outcome = Outcome()
    with Renderer() as renderer:
        if any(one.needs_renderer for one in job.formats):
            renderer.check()
        why = why_missing()
        if why and any(one.id == "zip" for one in job.formats):
            click.echo(f"The ZIP files go without figures: {why}.", err=True)
        render = None if why else renderer.render
        try:
            with _progress(job.n_files) as step:
                for selection in job.selections:
                    try:
                        view = _view(engine, selection, settings)
                    except BilateralError as problem:
                        if len(job.selections) == 1:
                            raise
                        outcome.failures.append(_told(selection, problem))
                        step("-".join(selection.dyad or ()), len(job.charts) * len(job.formats))
                        continue
                    for chart in job.charts:
                        document = document_of(
                            chart,
                            view,
                            base_address=settings.address,
                            size=SIZES[settings.size],
                            scale_factor=settings.scale_factor,
                            app_version=settings.version,
                            render=render,
                        )
                        for file_format in job.formats:
                            step(f"{view.record.key} {chart.id}.{file_format.id}", 0)
                            make_file(document, file_format, job, outcome)
                            step("", 1)
        except KeyboardInterrupt:
            click.echo(
                f"{len(outcome.written)} of {job.n_files} files are written, each of them whole", err=True
            )
            raise
    for failure in outcome.failures:
        click.echo(f"error: {failure}", err=True)
    if job.n_files > 1:
        click.echo(f"{len(outcome.written)} of {job.n_files} files written to {job.folder}", err=True)
    return outcome


def _view(engine: "Engine", selection: Selection, settings: Settings) -> "DyadView":
    view = read_view(engine, selection, today=settings.today)
    if view.record.events.empty:
        raise why_nothing(engine, selection)
    return view


def make_file(document: Document, file_format: Format, job: Job, outcome: Outcome) -> None:
    """Make one file of a job and note what became of it; the only file's failure is raised."""
    try:
        data = file_format.build(document)
        if job.file == STDOUT:
            sys.stdout.buffer.write(data)
            return
        path = Path(job.file) if job.file else job.folder / f"{document.stem}{file_format.suffix}"
        write_atomically(path, data)
    except BilateralError as problem:
        if job.n_files == 1:
            raise
        outcome.failures.append(f"{document.stem}{file_format.suffix}: {problem}")
    else:
        outcome.written.append(path)
        click.echo(str(path))


def _told(selection: Selection, problem: BilateralError) -> str:
    return f"{'-'.join(selection.dyad or ())}: {problem}"


@contextmanager
def _progress(n_files: int) -> Iterator[Callable[[str, int], None]]:
    """Yield (what, files done) -> None, which moves a bar on stderr; a single file needs none."""
    if n_files <= 1:
        yield lambda _what, _done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    console = Console(stderr=True)
    # The paths go to stdout, so rich must leave it alone.
    options = {"redirect_stdout": False, "redirect_stderr": False, "transient": True}
    with Progress(*columns, console=console, disable=not console.is_terminal, **options) as bar:  # type: ignore[arg-type]
        task = bar.add_task("", total=n_files)

        def step(what: str, done: int) -> None:
            bar.update(task, advance=done, description=what or None)

        yield step


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path`, whose folder is made if missing; the file is whole or not there.

    Raises:
        BilateralError: The place cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".bilateral-", suffix=path.suffix, dir=path.parent)
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            part.chmod(0o666 & ~_umask())
            part.replace(path)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
    except OSError as error:
        raise BilateralError(
            f"cannot write {path}: {error.strerror}", "Name another place with -o."
        ) from None


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def report_page(engine: "Engine", view: "DyadView", *, address: str, version: str) -> bytes:
    """Return the report of a dyad as an HTML page."""
    proofs = with_proofs(engine, view.record.events)
    return build_report(view, all_charts(), proofs, base_address=address, app_version=version)
