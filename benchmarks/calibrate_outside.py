"""Fit assistant/data/outside.json: which questions no letter could answer.

    python -m benchmarks.calibrate_outside

Taken for outside are those of benchmarks/judgements/outside.txt and of that class in the sets that
are tuned on; for inside all other questions of these, and those about the record. Logistic
regression by Newton's method with a little L2. Printed is what it makes of a half that it was not
fitted on.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from assistant.evaluation.judgements import read_judgements
from assistant.likely_outside import LIKELY
from benchmarks.judged_sets import ASIDE, JUDGEMENTS
from vectorstore.minilm import MiniLM

DATA = Path("assistant/data/outside.json")
L2 = 0.1
DIGITS = 4
RECORD = ("asked", "further")


def main() -> None:
    model = MiniLM()
    outside, inside = _questions()
    x = model.embed_queries([*outside, *inside]).astype(np.float64)
    y = np.arange(len(x)) < len(outside)
    chosen = np.random.default_rng(1).random(len(x)) < 0.5
    other = _likely(x[~chosen], _fit(x[chosen], y[chosen]))
    found, false = other[y[~chosen]] > LIKELY, other[~y[~chosen]] > LIKELY
    print(f"fitted on half, of the other half: {found.mean():.3f} of {len(found)} found,")
    print(f"{false.mean():.3f} of {len(false)} taken for it wrongly")
    weights = _fit(x, y)
    kept = {
        "sha256": model.identity.sha256,
        "constant": round(float(weights[-1]), DIGITS),
        "weights": [round(float(each), DIGITS) for each in weights[:-1]],
    }
    DATA.write_text(json.dumps(kept) + "\n", "utf-8")


def _questions() -> tuple[list[str], list[str]]:
    outside = (JUDGEMENTS / "outside.txt").read_text("utf-8").splitlines()
    inside = list[str]()
    files = [path for path in sorted(JUDGEMENTS.glob("letters*.jsonl")) if path.stem not in ASIDE]
    for file in [*files, *(JUDGEMENTS / "record" / f"{name}.jsonl" for name in RECORD)]:
        for each in read_judgements(file):
            (outside if each.kind == "outside" else inside).append(each.question)
    return outside, inside


def _likely(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-(x @ weights[:-1] + weights[-1]))))


def _fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    x = np.hstack([x, np.ones((len(x), 1))])
    little = L2 * np.append(np.ones(x.shape[1] - 1), 1e-6)
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        likely = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (likely - y) + little * weights
        curve = (x * (likely * (1 - likely))[:, None]).T @ x + np.diag(little)
        weights -= np.linalg.solve(curve, slope)
    return weights


if __name__ == "__main__":
    main()
