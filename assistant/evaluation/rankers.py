"""Ways to rank the passages of a library: the product, and what it should be better than."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from assistant.answer import find_passages
from assistant.evaluation.measures import DEPTH
from vectorstore.embedding import Embedder
from vectorstore.library import Library

Ranker = Callable[[str], Sequence[str]]  # question: ids of passages, best first
Texts = Mapping[str, str]  # id of a passage: its text

CANDIDATES = 100  # passages of each ranking that are fused by rank
RANK_CONSTANT = 60  # as in the paper on reciprocal rank fusion, and in LangChain


def product(library: Library) -> Ranker:
    """All that happens to a question up to its evidence: filters, vocabulary, both legs, fusion."""

    def rank(question: str) -> list[str]:
        return [each.passage_id for each in find_passages(question, library=library, k=DEPTH)]

    return rank


def vectors_alone(texts: Texts, embedder: Embedder) -> Ranker:
    """Cosine of the question and the passage as a whole, compared with every passage."""
    ids, vectors = [*texts], embedder.embed([*texts.values()])

    def rank(question: str) -> list[str]:
        cosines = vectors @ embedder.embed_queries([question])[0]
        return [ids[place] for place in np.argsort(-cosines, kind="stable")[:CANDIDATES]]

    return rank


def fused_by_rank(*rankers: Ranker) -> Ranker:
    """Reciprocal rank fusion: a passage scores 1 / (60 + its rank) in each ranking it is in."""

    def rank(question: str) -> list[str]:
        scores: defaultdict[str, float] = defaultdict(float)
        for ranker in rankers:
            for place, passage in enumerate(ranker(question), 1):
                scores[passage] += 1 / (RANK_CONSTANT + place)
        return sorted(scores, key=lambda each: -scores[each])

    return rank
