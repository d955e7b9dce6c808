"""An item of a report becomes how it stands to what a body has said, and what that was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import sqrt
from operator import attrgetter

from assistant.drafting.asks import asking, asks_in
from assistant.drafting.model import Standing
from assistant.drafting.said import BodysRecord, Said
from assistant.drafting.standing import Ask, Bearing, ask, bearing, decision
from assistant.drafting.stretches import bearing_stretch
from assistant.preference import Preference
from ingest.model import Item, Speaker
from vectorstore.library import Library
from vectorstore.records import Evidence, Filters

LOOKED_AT = 16  # passages for each item
LONGEST_SEARCH = 1200  # characters of an item that are searched for
COMPARED = 40  # answered items, those whose asks are nearest
MOST = 4  # positions on an item, the likeliest
MOST_NEAR = 2
ALIEN = 0.03  # likelihood that it bears on the item, below which it answers no such ask
RIVAL = 0.6  # of the likelihood of the best of its letter, for another to be the same ask too
RIVAL_CLOSE = 0.5  # of the likelihood of what bears most, for something else to bear on it too

_OWN_WORDS = Preference(speakers={Speaker.INSPECTORATE: -9.0, Speaker.UNKNOWN: -9.0}, told=())


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """What a body said in one letter on an item: the whole answer to the very same ask, or the
    stretches that bear on it, in the order of the letter."""

    passages: tuple[Evidence, ...]  # at least one; none of them the inspectorate's
    similarity: float  # how likely it is that it bears on the item, from 0 to 1

    @property
    def dated(self) -> date:
        return self.passages[0].letter.dated or date.min

    def said_by(self, speaker: Speaker) -> list[Evidence]:
        return [each for each in self.passages if each.speaker is speaker]


@dataclass(frozen=True, kw_only=True, slots=True)
class OnRecord:
    """What a body has said that matters for an item. Each of the lists has the latest first."""

    standing: Standing
    bearing: tuple[Position, ...]  # they answer the item; none where it is near or new
    near: tuple[Position, ...]  # in the neighbourhood: for the officer, not for the letter
    lineage: tuple[Position, ...]  # those of `bearing` that answered the very same ask


def on_record(
    item: Item, *, body: str, library: Library, record: BodysRecord | None = None
) -> OnRecord:
    """How an item stands to what a body has said, and what it said.

    Args:
        record: of the body, where several items are looked up one after the other.

    Raises UnknownFilter if the body has no letter in the library.
    """
    record = record or BodysRecord(body, library)
    asked = _asks(item, record)
    found = _compared(item, asked, record)
    same = _same_ask(found)
    told = [*same, *_bearing_on([each for each in found if each not in same], bool(same))][:MOST]
    if not told:
        return _near(found, asked, record)
    told += _successors(told, found, record)
    lineage = _lineage([each for each in told if each in same])
    stretches = [
        _position(each, bearing_stretch(asked, each.said, record.reader))
        for each in told
        if each not in same
    ]
    return OnRecord(
        standing=Standing.REPEAT if lineage else Standing.CLOSE,
        bearing=_latest_first([*lineage, *stretches]),
        near=(),
        lineage=_latest_first(lineage),
    )


def _same_ask(found: Sequence[Bearing]) -> list[Bearing]:
    """Those that answered the very same ask: of each letter none that is far behind another."""
    same = [each for each in found if each.same >= decision().repeat and each.bears >= ALIEN]
    best = {each.said.letter.letter_id: each.same for each in sorted(same, key=attrgetter("same"))}
    return [each for each in same if each.same >= RIVAL * best[each.said.letter.letter_id]]


def _bearing_on(found: Sequence[Bearing], beside: bool) -> list[Bearing]:
    """What bears on the item, the likeliest first.

    Args:
        beside: answers to the very same ask are there already.
    """
    best = max((each.bears for each in found), default=0.0)
    if best < decision().close:
        return []
    least = decision().beside if beside else RIVAL_CLOSE * best
    told = [each for each in found if each.bears >= least]
    return sorted(told, key=attrgetter("bears"), reverse=True)


def _asks(item: Item, record: BodysRecord) -> list[Ask]:
    """What the item asks for as a whole, and each part of it."""
    texts = dict.fromkeys([asking(item.text), *asks_in(item.text)])
    return [ask(each, record.reader) for each in texts]


def _compared(item: Item, asked: Sequence[Ask], record: BodysRecord) -> list[Bearing]:
    """What may bear on it, each by the ask of the item that it stands nearest to."""
    candidates = _candidates(item, asked[0], record)
    whole, *parts = [bearing(each, candidates, record.reader) for each in asked]
    return [
        replace(
            of_whole,
            same=_likeliest(of_whole.same, [each.same for each in of_parts]),
            bears=_likeliest(of_whole.bears, [each.bears for each in of_parts]),
        )
        for of_whole, *of_parts in zip(whole, *parts, strict=True)
    ]


def _likeliest(of_whole: float, of_parts: Sequence[float]) -> float:
    """Of the ask as a whole, or of a part of it: "and know whether it works" alone says little."""
    return max([of_whole, *(sqrt(each * of_whole) for each in of_parts)])


def _candidates(item: Item, asked: Ask, record: BodysRecord) -> list[Said]:
    """What a search comes upon, and the answers to the asks that are nearest."""
    found = record.library.search(
        item.text[:LONGEST_SEARCH],
        k=LOOKED_AT,
        filters=Filters(bodies=(record.body,)),
        preference=_OWN_WORDS,
    )
    by_id = {each.passage_id: each for each in found}
    met = [each for each in record.said if any(one.passage_id in by_id for one in each.passages)]
    answered = [each for each in record.said if each.ask and each not in met]
    reads = record.reader.read(each.ask for each in answered)
    nearness = {
        id(each): float(asked.read.vector @ read.vector)
        for each, read in zip(answered, reads, strict=True)
    }
    nearest = sorted(answered, key=lambda each: -nearness[id(each)])[:COMPARED]
    return [each.labelled(by_id) for each in [*met, *nearest]]


def _successors(
    told: Sequence[Bearing], found: Sequence[Bearing], record: BodysRecord
) -> list[Bearing]:
    """For each superseded position the one that supersedes it, however it is worded."""
    added: list[Bearing] = []
    for old in told:
        letters = {each.superseded_by for each in old.said.passages}
        later = [each for each in found if each.said.letter.letter_id in letters]
        if not later or any(each in told for each in later):
            continue
        (before, *after) = record.reader.read(_matter(each.said) for each in [old, *later])
        alike = [float(before.vector @ each.vector) for each in after]
        best = later[alike.index(max(alike))]
        if best not in added:
            added.append(best)
    return added


def _matter(said: Said) -> str:
    """An answer with what was asked, as positions on one matter are compared."""
    return " ".join([said.ask, *(each.text for each in said.passages)]).strip()


def _lineage(same: Sequence[Bearing]) -> list[Position]:
    """The whole answers to the very same ask; all but the latest have been superseded by it."""
    if not same:
        return []
    latest = max((each.said for each in same), key=attrgetter("dated"))
    return [_position(each, _superseded(each.said, latest)) for each in same]


def _superseded(said: Said, latest: Said) -> Said:
    if said.dated >= latest.dated:
        return said
    letter = latest.letter
    marked = (
        each
        if each.superseded_by
        else replace(each, superseded_by=letter.letter_id, superseded_on=letter.dated)
        for each in said.passages
    )
    return replace(said, passages=tuple(marked))


def _near(found: Sequence[Bearing], asked: Sequence[Ask], record: BodysRecord) -> OnRecord:
    """Only the neighbourhood: what nearly bears on it, or names a matter of policing of its."""
    near = [each for each in found if each.neighbour or each.bears >= decision().near]
    nearest = sorted(near, key=attrgetter("nearness"), reverse=True)[:MOST_NEAR]
    positions = [
        _position(each, bearing_stretch(asked, each.said, record.reader)) for each in nearest
    ]
    standing = Standing.NEAR if positions else Standing.NEW
    return OnRecord(standing=standing, bearing=(), near=_latest_first(positions), lineage=())


def _position(found: Bearing, said: Said) -> Position:
    return Position(passages=said.passages, similarity=max(found.same, found.bears))


def _latest_first(positions: Iterable[Position]) -> tuple[Position, ...]:
    return tuple(sorted(positions, key=attrgetter("dated"), reverse=True))
