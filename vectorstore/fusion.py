"""Two lists of scored passages become one, on normalised scores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scored = Sequence[tuple[str, float]]

DENSE_WEIGHT = 0.5  # of the dense leg, where the words of the question are spoken of
DENSE_WEIGHT_ALONE = 0.8  # where none is: what is found by words is chance then
SPOKEN_OF = 0.8  # of the possible score: from there on the words are spoken of

_EVEN = 1e-9  # a spread of scores that are equal but for rounding


def fuse(dense: Scored, lexical: Scored, *, dense_weight: float) -> list[tuple[str, float]]:
    """Return (passage_id, fused score), best first.

    Each leg's scores are put on one scale by their mean and standard deviation over the
    candidates of both legs; a passage that a leg did not return gets that leg's lowest score.
    """
    candidates = list(dict.fromkeys([passage for passage, _ in [*dense, *lexical]]))
    left = _standardised(dict(dense), candidates)
    right = _standardised(dict(lexical), candidates)
    both = (dense_weight * left + (1 - dense_weight) * right).tolist()
    fused = zip(candidates, both, strict=True)
    return sorted(fused, key=lambda pair: (-pair[1], pair[0]))


def dense_weight(lexical: Scored, possible: float) -> float:
    """How much the dense leg counts, the rest being the lexical leg's.

    Args:
        possible: about the score of a passage that holds each word of the question once.
    """
    best = max((score for _, score in lexical), default=0.0)
    share = min(1.0, best / possible / SPOKEN_OF) if possible else 1.0
    return DENSE_WEIGHT_ALONE + (DENSE_WEIGHT - DENSE_WEIGHT_ALONE) * share


def _standardised(scores: dict[str, float], candidates: list[str]) -> NDArray[np.float64]:
    lowest = min(scores.values(), default=0.0)
    values = np.array([scores.get(candidate, lowest) for candidate in candidates])
    spread = values.std() if len(values) else 0.0
    even = spread <= _EVEN
    return np.zeros(len(values)) if even else (values - values.mean()) / spread
