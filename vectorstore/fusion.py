"""Two lists of scored passages become one, on normalised scores."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, pstdev

Scored = Sequence[tuple[str, float]]


def fuse(dense: Scored, lexical: Scored, *, dense_weight: float) -> list[tuple[str, float]]:
    """Return (passage_id, fused score), best first.

    Each leg's scores are put on one scale by their mean and standard deviation over the
    candidates of both legs; a passage that a leg did not return gets that leg's lowest score.
    """
    candidates = list(dict.fromkeys([passage for passage, _ in [*dense, *lexical]]))
    left = _standardised(dict(dense), candidates)
    right = _standardised(dict(lexical), candidates)
    fused = [
        (passage, dense_weight * a + (1 - dense_weight) * b)
        for passage, a, b in zip(candidates, left, right, strict=True)
    ]
    return sorted(fused, key=lambda pair: (-pair[1], pair[0]))


def _standardised(scores: dict[str, float], candidates: list[str]) -> list[float]:
    lowest = min(scores.values(), default=0.0)
    values = [scores.get(candidate, lowest) for candidate in candidates]
    spread = pstdev(values) if len(values) > 1 else 0.0
    if spread == 0.0:
        return [0.0] * len(values)
    mean = fmean(values)
    return [(value - mean) / spread for value in values]
