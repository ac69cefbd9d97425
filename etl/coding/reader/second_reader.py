"""Second reader: a small neural network reads once more the sentences that the weights leave in doubt.

The words of a sentence are weighed first (weighing.py), its states and its days after that (sides.py,
moments.py), which settles most; of the others the second reader, which has read far more English than the
corpus holds, says how strongly they tell each kind of act, which of the states that they name did it and to
whom, and which of their dates was its day. It sees the sentence before as well. The network is MiniLM (Wang
et al. 2020), tuned on the same corpus (training/second_reader in the repository), and stands in
second_reader.onnx, eight bits a weight. It runs on this machine, on one core, and says the same of
the same sentences every time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from etl.coding.days.date_words import DateExpression
from etl.coding.reader.pages import Page, lay_out
from etl.coding.who.mentions import Mention

if TYPE_CHECKING:
    import onnxruntime


@cache
def _network() -> "tuple[onnxruntime.InferenceSession, tuple[str, ...]]":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    model = files(__package__).joinpath("second_reader.onnx").read_bytes()
    session = onnxruntime.InferenceSession(
        model,
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],  # on a processor the two steps it joins are faster apart
    )
    return session, tuple(session.get_modelmeta().custom_metadata_map["types"].split())


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the second reader says of a sentence, in log odds.

    Attributes:
        kinds: How strongly it tells each kind of act.
        doers, others: How strongly each state is who did it (or, of a mutual act, either side), and whom it
            was done to, by kind.
        days: How strongly each date, by the place where its words begin, is the act's day, by kind.
    """

    kinds: dict[str, float]
    doers: dict[str, dict[str, float]]
    others: dict[str, dict[str, float]]
    days: dict[int, dict[str, float]]


@dataclass(slots=True)
class Second:
    """The second reader at a sentence: asked once, when first needed."""

    text: str
    mentions: Sequence[Mention]
    expressions: Sequence[DateExpression]
    before: tuple[str, Sequence[Mention]] | None
    _said: Opinion | None = None

    @property
    def is_asked(self) -> bool:
        """Whether it has been asked."""
        return self._said is not None

    @property
    def opinion(self) -> Opinion:
        """What it says of the sentence."""
        if self._said is None:
            self._said = read_again(lay_out(self.text, self.mentions, self.expressions, self.before))
        return self._said


def read_again(page: Page) -> Opinion:
    """Return what the second reader says of a sentence."""
    import numpy as np

    session, kinds = _network()
    size = len(page.numbers)
    places = [*page.states.values(), *page.dates.values()]
    names = np.zeros((len(places) or 1, size), dtype=np.float32)
    for row, at in enumerate(places):
        names[row, list(at)] = 1 / len(at)
    parts = np.zeros((1, size), dtype=np.int64)
    parts[0, page.here :] = 1
    numbers = np.array([page.numbers], dtype=np.int64)
    odds, roles = session.run(["types", "roles"], {"pieces": numbers, "parts": parts, "names": names})

    def said(row: int, role: int) -> dict[str, float]:
        return dict(zip(kinds, roles[row, role].tolist(), strict=True))

    return Opinion(
        dict(zip(kinds, odds.tolist(), strict=True)),
        {iso: said(row, 0) for row, iso in enumerate(page.states)},
        {iso: said(row, 1) for row, iso in enumerate(page.states)},
        {at: said(row, 2) for row, at in enumerate(page.dates, start=len(page.states))},
    )
