"""An item of a report becomes what a body has said on the same matter, letter by letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.preference import Preference
from ingest.model import Item, Speaker
from vectorstore.library import Library
from vectorstore.records import Evidence, Filters

LOOKED_AT = 16  # passages for each item
LONGEST_SEARCH = 1200  # characters of an item that are searched for
LIKE_ENOUGH = 0.60  # similarity from which a position bears on an item; docs/evaluation.md
MOST = 3  # positions on an item, the nearest ones

_OWN_WORDS = Preference(speakers={Speaker.INSPECTORATE: -9.0, Speaker.UNKNOWN: -9.0}, told=())


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """What a body said in one letter in answer to one item, in the order of the letter."""

    passages: tuple[Evidence, ...]  # at least one; none of them the inspectorate's
    similarity: float  # of the item then and the item now, with what was answered

    @property
    def dated(self) -> date:
        return self.passages[0].letter.dated or date.min

    def said_by(self, speaker: Speaker) -> list[Evidence]:
        return [each for each in self.passages if each.speaker is speaker]


def positions_on(item: Item, *, body: str, library: Library) -> list[Position]:
    """The positions of a body that bear on an item, the latest first.

    Raises UnknownFilter if the body has no letter in the library.
    """
    found = library.search(
        item.text[:LONGEST_SEARCH],
        k=LOOKED_AT,
        filters=Filters(bodies=(body,)),
        preference=_OWN_WORDS,
    )
    own = [each for each in found if each.speaker in (Speaker.FORCE, Speaker.POLICING_BODY)]
    grouped: dict[tuple[str, object], list[tuple[float, Evidence]]] = {}
    for similarity, each in _with_similarity(item, own, library):
        key = (each.letter.letter_id, each.item.index if each.item else each.passage_id)
        grouped.setdefault(key, []).append((similarity, each))
    near = [group for group in grouped.values() if _nearest(group) >= LIKE_ENOUGH]
    near = sorted(near, key=lambda group: -_nearest(group))[:MOST]
    near += _successors(near, list(grouped.values()), library)
    positions = [_position(group, library) for group in near]
    return sorted(positions, key=lambda each: each.dated, reverse=True)


def _with_similarity(
    item: Item, own: Sequence[Evidence], library: Library
) -> list[tuple[float, Evidence]]:
    """Each passage with the mean of its own similarity and that of the item it answers."""
    asked = [each.item.text if each.item else each.text for each in own]
    vectors = library.embedder.embed([item.text, *asked])
    return [
        (((each.similarity or 0.0) + float(vector @ vectors[0])) / 2, each)
        for each, vector in zip(own, vectors[1:], strict=True)
    ]


def _successors(
    near: Sequence[list[tuple[float, Evidence]]],
    groups: Sequence[list[tuple[float, Evidence]]],
    library: Library,
) -> list[list[tuple[float, Evidence]]]:
    """For each superseded position the one that supersedes it, however it is worded."""
    found: list[list[tuple[float, Evidence]]] = []
    for _, old in (pair for group in near for pair in group):
        later = [
            (each, group)
            for group in groups
            for _, each in group
            if each.letter.letter_id == old.superseded_by
        ]
        if not later:
            continue
        matters = [_matter(old), *(_matter(each) for each, _ in later)]
        vectors = library.embedder.embed(matters)
        alike = [float(vector @ vectors[0]) for vector in vectors[1:]]
        best = later[alike.index(max(alike))][1]
        if best not in near and best not in found:
            found.append(best)
    return found


def _matter(evidence: Evidence) -> str:
    """An answer with the item that it answers, as positions on one matter are compared."""
    return f"{evidence.item.text} {evidence.text}" if evidence.item else evidence.text


def _nearest(group: Sequence[tuple[float, Evidence]]) -> float:
    return max(similarity for similarity, _ in group)


def _position(group: Sequence[tuple[float, Evidence]], library: Library) -> Position:
    """All that the letter says in answer to that item, not only what the search returned."""
    similarity, nearest = max(group, key=lambda pair: pair[0])
    passages = {each.passage_id: each for each in library.whole_answer(nearest)}
    passages.update({each.passage_id: each for _, each in group})
    ordered = sorted(passages.values(), key=lambda each: each.start)
    return Position(passages=tuple(ordered), similarity=similarity)
