"""How likely a question is one that no letter could answer, by the vector of its words.

A logistic model over the vectors of the built-in embedding model. It was fitted by
`python -m benchmarks.calibrate_outside`; with another model, whose vectors mean something else,
only the patterns of assistant/outside.py tell.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from math import exp

import numpy as np

from vectorstore.embedding import Embedder

LIKELY = 0.7


def likely_outside(question: str, embedder: Embedder) -> bool:
    sha256, weights, constant = _model()
    if embedder.identity.sha256 != sha256:
        return False
    score = float(embedder.embed_queries([question])[0] @ weights) + constant
    return 1 / (1 + exp(-score)) > LIKELY


@cache
def _model() -> tuple[str, np.ndarray, float]:
    kept = json.loads((files("assistant") / "data" / "outside.json").read_text("utf-8"))
    return kept["sha256"], np.array(kept["weights"], dtype=np.float32), float(kept["constant"])
