"""The best passages are put in a new order by a model that reads question and passage together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from vectorstore.records import Candidate

RERANKED = 30  # passages that the model reads for a question


class Reranker(Protocol):
    @property
    def name(self) -> str: ...

    def scores(self, query: str, texts: Sequence[str]) -> Sequence[float]:
        """How well each text answers the query: the higher, the better, on any scale."""
        ...


def reranked(
    query: str, candidates: Sequence[Candidate], reranker: Reranker | None
) -> list[Candidate]:
    """The candidates, best first by the reranker; without one as it is.

    The scores stay on their scale, which others rely on: the passages change places among them.
    """
    best, rest = list(candidates[:RERANKED]), list(candidates[RERANKED:])
    if reranker is None or not best:
        return [*best, *rest]
    found = reranker.scores(query, [each.text for each in best])
    order = sorted(range(len(best)), key=lambda place: -found[place])
    fused = [each.score for each in best]
    return [
        *(replace(best[place], score=score) for place, score in zip(order, fused, strict=True)),
        *rest,
    ]


def make_reranker(model: str | None) -> Reranker | None:
    """A cross-encoder by its name on the hub or its folder; None: no reranker."""
    if not model:
        return None
    from vectorstore.other_models import CrossEncoderReranker

    return CrossEncoderReranker(model)
