"""What a rule of the record says: sentences of the product, each with its places in letters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.results import AbstentionReason
from ingest.model import Speaker
from vectorstore.records import LetterRecord


class Reach(StrEnum):
    """How much around a place is quoted with it, so that it can be read by itself."""

    ITSELF = "itself"
    LINE = "line"
    SENTENCE = "sentence"


# A name or a date stands on a line of its own; "published on 9 July 2020" is told by its sentence.
_REACHES = {
    "author": Reach.LINE,
    "role": Reach.LINE,
    "addressee": Reach.LINE,
    "dated": Reach.LINE,
    "copied_to": Reach.SENTENCE,
    "report_published": Reach.SENTENCE,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Slice:
    """A place in a letter's text."""

    letter_id: str
    start: int
    end: int
    reach: Reach = Reach.ITSELF


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A sentence and the places that bear it; "" is the words of the first place themselves."""

    text: str
    framing: str
    speaker: Speaker
    places: tuple[Slice, ...]  # at least one
    counted: tuple[int, ...] = ()  # numbers in the sentence that were counted and stand nowhere


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """`silent` says why nothing can be told, where `said` is empty."""

    said: tuple[Said, ...]
    note: str = ""
    of_positions: bool = False  # what a later letter says on the matter belongs to the answer
    silent: str = ""
    silent_of: tuple[str, ...] = ()  # ids of the letters that it names
    reason: AbstentionReason = AbstentionReason.DETAIL_NOT_ON_RECORD


def place_of(record: LetterRecord, field: str) -> tuple[Slice, ...]:
    """Where a letter says a fact of itself; none where it does not."""
    found = record.places.get(field)
    if found is None:
        return ()
    return (
        Slice(
            letter_id=record.letter_id,
            start=found.start,
            end=found.end,
            reach=_REACHES.get(field, Reach.ITSELF),
        ),
    )


def place_of_letter(record: LetterRecord) -> tuple[Slice, ...]:
    """What tells a letter from others: its date, else what it answers, its title or opening."""
    for field in ("dated", "report_title", "title", "kind", "body"):
        if place := place_of(record, field):
            return place
    return ()
