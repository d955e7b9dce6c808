"""A draft is held against the record and against the law: where it departs, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.consistency.comparing import compare
from assistant.consistency.model import Agreement, Compared
from assistant.drafting.completeness import Lacking, lacking
from assistant.drafting.editing import is_choice
from assistant.drafting.model import DraftLetter, Origin
from vectorstore.library import Library


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """How a sentence of a draft agrees with the record."""

    key: str  # of the item
    paragraph_id: str
    compared: Compared


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    told: tuple[Told, ...]  # every sentence that says something, in the order of the letter
    lacking: tuple[Lacking, ...]

    @property
    def departures(self) -> tuple[Told, ...]:
        """Those that do not say what the record says."""
        return tuple(each for each in self.told if each.compared.agreement is not Agreement.SAME)


def review(draft: DraftLetter, *, library: Library, today: date) -> Review:
    told = tuple(_told(draft, library, today))
    reversed_ = [
        each.compared.sentence for each in told if each.compared.agreement is Agreement.REVERSED
    ]
    return Review(told=told, lacking=tuple(lacking(draft, today=today, reversed_=reversed_)))


def _told(draft: DraftLetter, library: Library, today: date) -> Iterator[Told]:
    for item in draft.items:
        for each in item.written:
            if each.origin is Origin.RECORD or is_choice(each):
                continue  # the record itself, with its date; and what the officer decides
            for compared in compare(
                each.text, body=draft.body, library=library, on=today, question=item.item.text
            ):
                yield Told(key=item.key, paragraph_id=each.paragraph_id, compared=compared)
