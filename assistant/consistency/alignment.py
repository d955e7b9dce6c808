"""A sentence is laid beside those on record: which it comes near, and word to word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.consistency.record import OnRecord, Record
from assistant.consistency.tokens import Sentence, alike, contrary, read

COVERED = 0.5  # what each part counts for in `nearness`
COVERING = 0.2
SIMILAR = 0.3
FIGURE_WEIGHT = 4.0  # of a figure that both have

# What says where something was said is not what was said.
_FRAME = re.compile(
    r"\b(?:as\s+)?(?:(?:I|we|he|she|it|the\s+\w+|my\s+predecessor)\s+)?"
    r"(?:said|wrote|told|stated|reported|explained|replied)?"
    r"(?:\s+(?:to\s+)?(?:you|the\s+home\s+secretary|the\s+inspectorate))?\s*"
    r"\b(?:in|by|from)\s+(?:my|our|its|her|his|the|their)\s+(?:\w+\s+){0,2}?"
    r"(?:letter|response|reply|paper)"
    r"(?:\s+(?:of|dated|on|to)\s+[^,.;:“\"]{0,40}?(?:19|20)\d\d)?(?:\s+that\b)?",
    re.I,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Aligned:
    """A sentence on record, and how near it comes; `nearness` is 1 at best."""

    found: OnRecord
    nearness: float
    covered: float  # share of the draft's words, by weight, that it has
    covering: float  # share of its own words that the draft has


def align(said: Sentence, near: Sequence[OnRecord], record: Record) -> list[Aligned]:
    """The sentences on record by how near they come, the nearest first."""
    wanted = read(_FRAME.sub(" ", said.text)).stems or said.stems
    known = frozenset().union(*(each.said.stems for each in near))
    # A name that none of them has may be the very thing that was changed.
    strange = {each.stem for each in said.tokens if each.name and each.stem not in known}
    wanted -= strange
    aligned = [_aligned(said, wanted, each, record) for each in near if each.said.stems]
    return sorted(aligned, key=lambda each: -each.nearness)


def _aligned(said: Sentence, wanted: frozenset[str], found: OnRecord, record: Record) -> Aligned:
    have = found.said
    mine = frozenset(one for one in wanted if _matched(one, have.stems))
    theirs = frozenset(one for one in have.stems if _matched(one, said.stems))
    figures = {each.word for each in said.tokens if each.figure}
    shared = FIGURE_WEIGHT * len(figures & {each.word for each in have.tokens if each.figure})
    covered = _share(record.weigh(mine) + shared, record.weigh(wanted) + shared)
    covering = _share(record.weigh(theirs) + shared, record.weigh(have.stems) + shared)
    similar = max(0.0, found.evidence.similarity or 0.0)
    return Aligned(
        found=found,
        nearness=COVERED * covered + COVERING * covering + SIMILAR * similar,
        covered=covered,
        covering=covering,
    )


def pairs(said: Sentence, have: Sentence) -> list[tuple[int, int, bool]]:
    """Words that answer each other: their places, and whether they are contraries.

    A word is paired with each of its like; contraries only where neither has its like.
    """
    found: list[tuple[int, int, bool]] = []
    paired: set[int] = set()
    theirs: set[int] = set()
    for at, token in enumerate(said.tokens):
        if not token.content:
            continue
        same = [n for n, each in enumerate(have.tokens) if each.content and each.stem == token.stem]
        same = same or [
            n for n, each in enumerate(have.tokens) if each.content and alike(each.stem, token.stem)
        ]
        found += [(at, n, False) for n in same]
        if same:
            paired.add(at)
            theirs.update(same)
    for at, token in enumerate(said.tokens):
        if at in paired or not token.content:
            continue
        found += [
            (at, n, True)
            for n, each in enumerate(have.tokens)
            if n not in theirs and contrary(each.stem, token.stem)
        ]
    return found


def _matched(stem: str, others: frozenset[str]) -> bool:
    return stem in others or any(alike(stem, each) or contrary(stem, each) for each in others)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
