"""Two lists of scored passages become one, on normalised scores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scored = Sequence[tuple[str, float]]

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


def _standardised(scores: dict[str, float], candidates: list[str]) -> NDArray[np.float64]:
    lowest = min(scores.values(), default=0.0)
    values = np.array([scores.get(candidate, lowest) for candidate in candidates])
    spread = values.std() if len(values) else 0.0
    even = spread <= _EVEN
    return np.zeros(len(values)) if even else (values - values.mean()) / spread
