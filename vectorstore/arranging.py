"""Ranked passages in another order: body by body, or the latest letter first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from itertools import zip_longest

from vectorstore.records import Candidate, Evidence

# In standard deviations of the fused score below the best passage.
AS_GOOD = 1.0  # another passage answers about as well
GOOD_ENOUGH = 3.0  # a passage is worth a turn of its body, if it is near enough, too:
NEAR_ENOUGH = 0.5  # of the similarity of the nearest passage


def latest_of_the_best(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those that answer about as well as the best one, the latest letter first; then the rest."""
    best = candidates[0].score if candidates else 0.0
    good = [each for each in candidates if each.score >= best - AS_GOOD]
    good.sort(key=lambda each: each.letter.dated or date.min, reverse=True)
    return [*good, *candidates[len(good) :]]


def body_by_body(
    candidates: Sequence[Candidate], k: int, named: Collection[str] = ()
) -> list[Candidate]:
    """The best passage of each body, then the second of each, and so on.

    What is far below the best passage of all gets no turn and follows, except for the first
    passage of a body that is named. Of more than k bodies the best k get turns.
    """
    best = max((each.score for each in candidates), default=0.0)
    nearest = max((each.similarity or 0.0 for each in candidates), default=0.0)
    asked = {name.casefold() for name in named}
    turns: dict[str | None, list[Candidate]] = {}
    rest = []
    for each in candidates:
        body = each.letter.body
        first_of_named = (body or "").casefold() in asked and body not in turns
        near = (each.similarity or 0.0) >= nearest * NEAR_ENOUGH
        good = near and each.score >= best - GOOD_ENOUGH
        if (good or first_of_named) and (body in turns or len(turns) < k):
            turns.setdefault(body, []).append(each)
        else:
            rest.append(each)
    rounds = [each for turn in zip_longest(*turns.values()) for each in turn if each]
    return [*rounds, *rest]


def at_most(evidence: Sequence[Evidence], k: int) -> list[Evidence]:
    """The best k, and nothing that is superseded without what supersedes it.

    From the end on, those give way that supersede none of the others; the best one stays.
    """
    shown = list(evidence)
    while len(shown) > k:
        newer = {each.superseded_by for each in shown if each.superseded_by}
        loose = [at for at, each in enumerate(shown) if each.letter.letter_id not in newer]
        shown.pop(loose[-1] if loose and loose[-1] > 0 else -1)
    return shown
