"""Fit the weights of assistant/sufficiency.py on judged questions, and print them.

    python -m benchmarks.calibrate LIBRARY JUDGEMENTS.jsonl…

Questions about a detail that the record lacks are left out: a rule decides those. Logistic
regression by gradient descent, classes balanced, a little L2.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from assistant.answer import look_up
from assistant.details import asked_details
from assistant.evaluation.judgements import read_judgements
from assistant.sufficiency import LOOKED_AT, coverage
from vectorstore.library import Library
from vectorstore.minilm import MiniLM

ANSWERED = 0.98  # of the answerable questions that shall be answered


def main(folder: str, *judgements: str) -> None:
    features, labels = [], []
    with Library(Path(folder), MiniLM()) as library:
        for each in (line for file in judgements for line in read_judgements(Path(file))):
            found = look_up(each.question, library=library, k=LOOKED_AT)
            asked, best = found.question, found.evidence
            if not best or (each.unanswerable and asked_details(each.question)):
                continue
            similarity = max((e.similarity or 0.0 for e in best), default=0.0)
            features.append(
                (similarity, coverage(asked.search, best, library.rarity(asked.search)), 1.0)
            )
            labels.append(not each.unanswerable)
    x, y = np.array(features), np.array(labels)
    weights = _fit(x, y)
    confidence = 1 / (1 + np.exp(-x @ weights))
    least = float(np.quantile(confidence[y], 1 - ANSWERED))
    print(
        f"similarity={weights[0]:.2f}, coverage={weights[1]:.2f}, constant={weights[2]:.2f}, "
        f"least={least:.3f}"
    )
    print(
        f"answered {np.mean(confidence[y] >= least):.3f} of {y.sum()}, "
        f"abstained {np.mean(confidence[~y] < least):.3f} of {(~y).sum()}"
    )


def _fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    scale = np.where(y, 1.0, y.sum() / (~y).sum())
    weights = np.zeros(x.shape[1])
    for _ in range(60_000):
        gap = 1 / (1 + np.exp(-x @ weights)) - y
        weights -= 0.3 * (x.T @ (gap * scale) / len(y) + 0.002 * weights * (1, 1, 0))
    return weights


if __name__ == "__main__":
    main(*sys.argv[1:])
