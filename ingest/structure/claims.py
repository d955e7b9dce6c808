"""Which stretches of a letter an item claims: its words, the response to it, what labels it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from ingest.model import Block, Document, Speaker
from ingest.structure.item_labels import item_label
from ingest.structure.items import FoundItems


class Part(IntEnum):
    """What a stretch is to its item; where two overlap, the greater holds."""

    VOICED = 0  # labelled with a speaker, and for no one item
    RESPONSE = 1
    LABEL = 2
    TEXT = 3
    ASKED = 4  # the inspectorate's words outside an item's own text


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    start: int
    end: int
    part: Part
    item: int | None
    speaker: Speaker | None  # of a response, as its label says


class Claims:
    """The claims of a letter, none overlapping another."""

    def __init__(self, document: Document, found: FoundItems) -> None:
        self._document = document
        self._claims = list(_apart(sorted(_all(found), key=lambda claim: claim.start)))
        self._ends = [claim.end for claim in self._claims]

    def within(self, block: Block) -> Iterator[tuple[int, int, Claim | None]]:
        """The parts of a block, each with its claim, labels left out.

        The label before an item's words in the same paragraph stays with them, so that "AFI 3"
        finds it.
        """
        reached = block.start
        named_from: int | None = None
        for claim in self._claims[bisect_right(self._ends, block.start) :]:
            if claim.start >= block.end:
                break
            start, end = max(claim.start, block.start), min(claim.end, block.end)
            yield from self._unclaimed(reached, start)
            if claim.part is not Part.LABEL:
                at = named_from if claim.part is Part.TEXT and named_from is not None else start
                yield at, end, claim
            named_from = start if self._names(block, claim) else None
            reached = end
        yield from self._unclaimed(reached, block.end)

    def _names(self, block: Block, claim: Claim) -> bool:
        words = self._document.text[claim.start : claim.end]
        if claim.part is not Part.LABEL or block.cell is not None or "*" in words:
            return False
        return item_label(words) is not None

    def _unclaimed(self, start: int, end: int) -> Iterator[tuple[int, int, None]]:
        words = self._document.text[start:end]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), start + len(words.rstrip()), None


def _all(found: FoundItems) -> Iterator[Claim]:
    for index, item in enumerate(found.items):
        yield Claim(start=item.start, end=item.end, part=Part.TEXT, item=index, speaker=None)
        for each in item.response_parts:
            yield Claim(
                start=each.start,
                end=each.end,
                part=Part.RESPONSE,
                item=index,
                speaker=each.speaker,
            )
    for asked in found.asked:
        span = asked.span
        yield Claim(start=span.start, end=span.end, part=Part.ASKED, item=asked.item, speaker=None)
    for span, speaker in found.voiced:
        yield Claim(start=span.start, end=span.end, part=Part.VOICED, item=None, speaker=speaker)
    for span in found.labels:
        yield Claim(start=span.start, end=span.end, part=Part.LABEL, item=None, speaker=None)


def _apart(claims: list[Claim]) -> Iterator[Claim]:
    """Cut claims, sorted by their start, so that none overlaps another."""
    edges = sorted({edge for claim in claims for edge in (claim.start, claim.end)})
    active: list[Claim] = []
    upcoming = 0
    last: Claim | None = None
    for start, end in pairwise(edges):
        while upcoming < len(claims) and claims[upcoming].start <= start:
            active.append(claims[upcoming])
            upcoming += 1
        active = [claim for claim in active if claim.end > start]
        if not active:
            continue
        top = max(active, key=lambda claim: claim.part)
        if last is not None and last.end == start and _same(last, top):
            last = _cut(last, last.start, end)
        else:
            if last is not None:
                yield last
            last = _cut(top, start, end)
    if last is not None:
        yield last


def _same(one: Claim, other: Claim) -> bool:
    return (one.part, one.item, one.speaker) == (other.part, other.item, other.speaker)


def _cut(claim: Claim, start: int, end: int) -> Claim:
    return Claim(start=start, end=end, part=claim.part, item=claim.item, speaker=claim.speaker)
