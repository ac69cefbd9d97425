"""Second reader: a small neural network reads once more the sentences that the weighed words leave in doubt.

The words of a sentence are weighed first (weighing.py), which settles most sentences; of the others the
second reader, which has read far more English than the corpus holds, says how strongly they tell each kind of
act. The network is MiniLM (Wang et al. 2020), tuned on the same corpus (training/second_reader in the
repository), and stands in weights/second_reader.onnx, eight bits a weight. It runs on this machine, on one
core, and says the same of the same sentence every time.
"""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from etl.coding.pieces import cut

if TYPE_CHECKING:
    import onnxruntime

MOST_PIECES = 96
"""Pieces of a sentence that are read; one in a thousand has more."""


@cache
def _network() -> "tuple[onnxruntime.InferenceSession, tuple[str, ...]]":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    model = files(__package__).joinpath("weights", "second_reader.onnx").read_bytes()
    session = onnxruntime.InferenceSession(
        model,
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],  # on a processor the two steps it joins are faster apart
    )
    return session, tuple(session.get_modelmeta().custom_metadata_map["types"].split())


def read_again(text: str) -> dict[str, float]:
    """Return how strongly a sentence tells each kind of act, in log odds."""
    import numpy as np

    session, kinds = _network()
    numbers = np.array([cut(text, MOST_PIECES)], dtype=np.int64)
    (odds,) = session.run(["types"], {"pieces": numbers})
    return dict(zip(kinds, map(float, odds), strict=True))
