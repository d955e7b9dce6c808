"""Several rankers are put the same questions, on the same passages, in one run."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.evaluation.ensemble import OurEmbeddings, ensemble_installed, langchain_ensemble
from assistant.evaluation.judgements import Qrels, passages_of
from assistant.evaluation.measures import Measure, retrieval_measures
from assistant.evaluation.plain_words import words_alone
from assistant.evaluation.rankers import Ranker, fused_by_rank, product, vectors_alone
from vectorstore.library import Library

Rankers = dict[str, Ranker]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranked:
    """What a ranker made of one question."""

    found: tuple[str, ...]  # ids of passages, best first
    milliseconds: float


Put = dict[str, Ranked]  # by the question's id


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """How one ranker did."""

    ranker: str
    measures: dict[str, Measure]
    p50: float  # milliseconds for a question: half of them took no longer
    p95: float


def rankers_over(
    library: Library, embeddings: Embeddings | None = None, *, langchain: bool = True
) -> Rankers:
    """The product and the others over its passages; LangChain's only where it is installed.

    "rank fusion" is of BM25 alone and of vectors alone, which are of whole passages.

    Args:
        embeddings: the model that LangChain uses; None: the library's own.
        langchain: whether its ranker is wanted at all.
    """
    texts = {passage: text for passage, _, text in passages_of(library)}
    bm25, dense = words_alone(texts), vectors_alone(texts, library.embedder)
    rankers = {
        "OnRecord": product(library),
        "BM25 alone": bm25,
        "vectors alone": dense,
        "rank fusion": fused_by_rank(bm25, dense),
    }
    if langchain and texts and ensemble_installed():
        model = embeddings or OurEmbeddings(library.embedder)
        rankers["EnsembleRetriever"] = langchain_ensemble(texts, model)
    return rankers


def put(questions: Mapping[str, str], rankers: Rankers) -> dict[str, Put]:
    """Put each question to each ranker in turn, so that a busy moment falls on all of them.

    Args:
        questions: by their ids; at least one.
    """
    for rank in rankers.values():
        rank(next(iter(questions.values())))  # whatever is loaded at the first question
    done: dict[str, Put] = {name: {} for name in rankers}
    for key, question in questions.items():
        for name, rank in rankers.items():
            started = time.perf_counter()
            found = tuple(rank(question))
            took = 1000 * (time.perf_counter() - started)
            done[name][key] = Ranked(found=found, milliseconds=took)
    return done


def compared(ranker: str, done: Put, qrels: Qrels) -> Compared:
    """How a ranker did on the questions of the qrels, all of which it was put."""
    ranked = {key: done[key] for key in qrels}
    took = [each.milliseconds for each in ranked.values()]
    return Compared(
        ranker=ranker,
        measures=retrieval_measures(qrels, {key: each.found for key, each in ranked.items()}),
        p50=float(np.quantile(took, 0.50)),
        p95=float(np.quantile(took, 0.95)),
    )


def compare(questions: Mapping[str, str], qrels: Qrels, rankers: Rankers) -> list[Compared]:
    return [compared(name, done, qrels) for name, done in put(questions, rankers).items()]
