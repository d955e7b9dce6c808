"""Fit assistant/data/standing.json: when an item is a repeat, close, near or new.

    python -m benchmarks.calibrate_standing [-v]

Fitted on the judged drafts that are tuned on (benchmarks/drafting.py). What a body said in answer
to one item is the same ask where an item judged a repeat must cite it, and bears on the item where
a repeat or close one must. Two logistic regressions by Newton's method with a little L2; the
likelihoods from which something is so are those that get the most statuses right. Printed is what
each tenth of the items gets from models fitted on the others.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from assistant.drafting.asks import asking
from assistant.drafting.model import Standing
from assistant.drafting.said import BodysRecord
from assistant.drafting.standing import Features, ask, features, on_another_matter
from benchmarks.drafting import SAMPLES, TUNED, Judgement, holds_any, read_judgements
from ingest.reading import read_report
from vectorstore.intake import take_in
from vectorstore.library import Library
from vectorstore.minilm import MiniLM

DATA = Path("assistant/data/standing.json")
SAME = ("ask_vector", "ask_words", "asked_words", "ask_covered", "asked_covered")
BEARS = ("said_vector", "said_words", "said_covered", "sentence_covered")
BESIDE = 0.6  # set by hand: what is quoted beside an answer to the same ask must surely bear
APART = 0.5  # at least, of the scores from which something is close and near
L2 = 1.0
DIGITS = 3
PARTS = 10

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A judged item, and what its body said in answer to one item or in one passage."""

    item: int  # of the judgements
    answers: bool  # it answers an item
    cited: bool  # the judgement wants it cited
    found: Features


@dataclass(frozen=True, kw_only=True, slots=True)
class Fitted:
    names: tuple[str, ...]
    weights: Floats
    constant: float

    def score(self, pair: Pair) -> float:
        return float(self.weights @ [pair.found[name] for name in self.names]) + self.constant


def pairs_of(judged: Sequence[Judgement], library: Library) -> list[Pair]:
    records: dict[str, BodysRecord] = {}
    reports = {each.report: read_report(TUNED / each.report) for each in judged}
    pairs = []
    for place, each in enumerate(judged):
        record = records.setdefault(each.body, BodysRecord(each.body, library))
        wanted = each.item.kind, each.item.number
        items = [one for one in reports[each.report].items if (one.kind, one.number) == wanted]
        for item in items[:1]:
            asked = ask(asking(item.text), record.reader)
            for said in record.said:
                if on_another_matter(asked, said):
                    continue
                words = "\n".join(one.text for one in said.passages)
                pair = Pair(
                    item=place,
                    answers=bool(said.ask),
                    cited=any(holds_any(runs, [words]) for runs in each.cite),
                    found=features(asked, said, record.reader),
                )
                pairs.append(pair)
    return pairs


def fit(judged: Sequence[Judgement], pairs: Sequence[Pair]) -> tuple[Fitted, Fitted]:
    answers = [each for each in pairs if each.answers]
    same = [each.cited and judged[each.item].status is Standing.REPEAT for each in answers]
    # Whether what is near bears a little, nobody has judged.
    clear = [each for each in pairs if judged[each.item].status is not Standing.NEAR]
    bears = [each.cited and judged[each.item].answered for each in clear]
    return _fitted(SAME, answers, same), _fitted(BEARS, clear, bears)


def _fitted(names: tuple[str, ...], pairs: Sequence[Pair], so: Sequence[bool]) -> Fitted:
    x = np.array([[each.found[name] for name in names] for each in pairs])
    y = np.array(so, dtype=float)
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = np.hstack([(x - mean) / spread, np.ones((len(x), 1))])
    little = L2 * np.append(np.ones(len(names)), 1e-6)
    weights = np.zeros(len(names) + 1)
    for _ in range(50):
        likely = 1 / (1 + np.exp(-z @ weights))
        curve = (z * (likely * (1 - likely))[:, None]).T @ z + np.diag(little)
        weights -= np.linalg.solve(curve, z.T @ (likely - y) + little * weights)
    plain = weights[:-1] / spread
    return Fitted(names=names, weights=plain, constant=float(weights[-1] - mean @ plain))


def best_scores(count: int, pairs: Sequence[Pair], models: tuple[Fitted, Fitted]) -> Floats:
    """For each item the score of the best same ask, and of what bears on it most."""
    found = np.full((count, 2), -20.0)
    for each in pairs:
        same = models[0].score(each) if each.answers else -20.0
        found[each.item] = np.maximum(found[each.item], (same, models[1].score(each)))
    return found


def standings(scores: Floats, least: Sequence[float]) -> NDArray[np.str_]:
    repeat, close, near = least
    same, bears = scores.T
    return np.select(
        [same >= repeat, bears >= close, bears >= near],
        [Standing.REPEAT, Standing.CLOSE, Standing.NEAR],
        default=Standing.NEW,
    )


def best_least(scores: Floats, wanted: Sequence[Standing]) -> tuple[float, float, float]:
    """The scores from which an item is a repeat, close or near that get the most right."""
    steps = np.arange(-4.0, 3.0, 0.2)
    tried = [(r, c, n) for r, c, n in product(steps, steps, steps) if n <= c - APART]
    judged = np.array(wanted)

    def right(least: Sequence[float]) -> int:
        return int(np.sum(standings(scores, least) == judged))

    repeat, close, near = max(tried, key=right)
    return float(repeat), float(close), float(near)


def main(*options: str) -> None:
    judged = read_judgements(TUNED)
    with (
        TemporaryDirectory(ignore_cleanup_errors=True) as work,
        Library(Path(work), MiniLM()) as library,
    ):
        take_in([SAMPLES, Path(os.environ["ONRECORD_REAL_LETTERS"])], library)
        pairs = pairs_of(judged, library)
    texts = list(dict.fromkeys((each.report, each.item.number) for each in judged))
    part = np.array([texts.index((each.report, each.item.number)) % PARTS for each in judged])
    scores = np.full((len(judged), 2), -20.0)
    for number in range(PARTS):
        models = fit(judged, [each for each in pairs if part[each.item] != number])
        own = best_scores(len(judged), pairs, models)
        scores[part == number] = own[part == number]
    wanted = [each.status for each in judged]
    least = best_least(scores, wanted)
    told = standings(scores, least)
    right = float(np.mean(told == np.array(wanted)))
    print(f"fitted on the others: {right:.3f} of {len(wanted)} right")
    for status in Standing:
        row = Counter(a for a, b in zip(told, wanted, strict=True) if b is status)
        print(f"  {status}: " + ", ".join(f"{row[each]} {each}" for each in Standing))
    if "-v" in options:
        for each, so, (same, bears) in zip(judged, told, scores, strict=True):
            if so != each.status:
                print(f"  {each.id} {each.body}: {each.status} as {so}, {same:.1f}, {bears:.1f}")
    same, bears = fit(judged, pairs)
    names = ("repeat", "close", "near")
    kept = {
        "same": _kept(same),
        "bears": _kept(bears),
        "least": {name: _likely(value) for name, value in zip(names, least, strict=True)}
        | {"beside": BESIDE},
    }
    DATA.write_text(json.dumps(kept, indent=2) + "\n", "utf-8")


def _kept(model: Fitted) -> dict[str, object]:
    weights = dict(zip(model.names, (round(float(w), DIGITS) for w in model.weights), strict=True))
    return {"weights": weights, "constant": round(model.constant, DIGITS)}


def _likely(score: float) -> float:
    return round(1 / (1 + float(np.exp(-score))), DIGITS)


if __name__ == "__main__":
    main(*sys.argv[1:])
