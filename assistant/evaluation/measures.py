"""Rankings and outcomes become measures, each a mean with an interval. Knows ir-measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import ir_measures
import numpy as np
from ir_measures import RR, Success, nDCG

from assistant.evaluation.judgements import Qrels

DEPTH = 20  # passages of a ranking that are looked at
RESAMPLES = 2_000
_SEED = 20  # the same intervals each time

# Relevant passages are alternatives: a question is answered by any one of them.
_RETRIEVAL = {
    "recall@1": Success @ 1,
    "recall@5": Success @ 5,
    "recall@20": Success @ 20,
    "mrr": RR,
    "ndcg@10": nDCG @ 10,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    value: float
    low: float  # of the 95% interval
    high: float
    count: int  # questions it is a mean over


def retrieval_measures(qrels: Qrels, run: Mapping[str, Sequence[str]]) -> dict[str, Measure]:
    """recall@1, @5 and @20, MRR and nDCG@10 over the questions of the qrels; none without any.

    Args:
        run: for each question the ids of passages, best first; DEPTH of them are looked at.
    """
    if not qrels:
        return {}
    scored = {
        question: {passage: -float(rank) for rank, passage in enumerate(found[:DEPTH])}
        for question, found in run.items()
    }
    values: dict[str, list[float]] = {str(measure): [] for measure in _RETRIEVAL.values()}
    for each in ir_measures.iter_calc(_RETRIEVAL.values(), qrels, scored):
        values[str(each.measure)].append(float(each.value))
    return {name: mean(values[str(measure)]) for name, measure in _RETRIEVAL.items()}


def mean(values: Sequence[float]) -> Measure:
    """The mean, with the interval that holds 95% of the means of questions drawn again."""
    drawn = np.random.default_rng(_SEED).integers(len(values), size=(RESAMPLES, len(values)))
    means = np.asarray(values)[drawn].mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    value = float(np.mean(values))
    # Means of equal values may differ in the last digit.
    return Measure(
        value=value, low=min(value, float(low)), high=max(value, float(high)), count=len(values)
    )
