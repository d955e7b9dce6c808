"""What the comparison of a sentence with the record comes to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.results import Citation


class Agreement(StrEnum):
    """How a sentence stands to what is on record."""

    SAME = "same"
    STRONGER = "stronger"
    WEAKER = "weaker"
    REVERSED = "reversed"
    CHANGED = "changed"  # a figure, date, name or person differs from the record
    OUTDATED = "outdated"  # it was so, and is told as if it still were
    NEW = "new"  # nothing on record bears on it


class Difference(StrEnum):
    """In what a sentence departs from the record."""

    FIGURE = "figure"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    COMMITMENT = "commitment"
    OFFICE_HOLDER = "office_holder"
    PROMISE_LEFT_OUT = "promise_left_out"


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """A sentence of a text, and how it stands to the record.

    `start` and `end` are characters of the text that was compared, and `sentence` is that slice.
    """

    sentence: str
    start: int
    end: int
    agreement: Agreement
    differences: tuple[Difference, ...]
    message: str  # what was said and what stands on record, in the product's own voice; "" if same
    citations: tuple[Citation, ...]  # what it was held against, the latest first; none where new
    framing: str  # who said the first of these, when and in reply to what; "" where new
    judged_by: str  # "rules"
