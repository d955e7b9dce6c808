"""The words of drafting as data: the letter that grows from an inspection report, item by item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.drafting.choices import Choice
from assistant.drafting.clock import Clock
from assistant.drafting.duty import Duty
from assistant.results import Citation, Statement
from ingest.model import Item


class Standing(StrEnum):
    """How an item stands to what the body has said before."""

    REPEAT = "repeat"  # it has answered this very ask
    CLOSE = "close"  # it has told its position on the same thing, in reply to another ask
    NEAR = "near"  # only something in the neighbourhood is on record
    NEW = "new"  # nothing is


class ItemStatus(StrEnum):
    DRAFTED = "drafted"
    GAP = "gap"


class State(StrEnum):
    """How far the work on an item has come."""

    TO_DO = "to_do"
    DRAFTED = "drafted"
    WITH_FORCE = "with_force"
    AGREED = "agreed"


class Part(StrEnum):
    """Where in an item's section a paragraph stands, in this order."""

    COMMISSIONER = "commissioner"  # the policing body's comments
    FORCE = "force"  # the chief constable's position
    ACTION = "action"  # taken or proposed, or why none is


class Origin(StrEnum):
    """Where the words of a paragraph come from."""

    RECORD = "record"  # quoted from an earlier letter, under a framing with its date
    MODEL = "model"  # written by a chat model from the record, and held against it
    EDITED = "edited"  # by a person
    OPEN = "open"  # what is left to fill in, in square brackets


class WarningKind(StrEnum):
    SUPERSEDED = "superseded"
    OUTDATED = "outdated"
    ONLY_FORCE = "only_force"
    ADDRESSED_ELSEWHERE = "addressed_elsewhere"


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftWarning:
    kind: WarningKind
    message: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """A paragraph of the letter. `statement` is the record that it rests on, also once edited."""

    paragraph_id: str  # unique in the draft, and the same in all its versions
    part: Part
    origin: Origin
    by: str  # the writer: "quotes", a model's name, or the person who edited it
    text: str  # as it stands in the letter, without the numbers of its citations
    statement: Statement | None  # None where nothing on record carries it


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """What the chief constable is asked for on an item, in the invitation under section 55(4)."""

    text: str
    citations: tuple[Citation, ...]  # the words of the record that give rise to it, if any


@dataclass(frozen=True, kw_only=True, slots=True)
class Earlier:
    """The same ask in an earlier inspection, and what was said to it."""

    report_title: str | None
    letter_id: str
    dated: date | None  # of the letter that answered it
    number: str | None
    asked: str  # in the words of that report, as the letter gives them
    answered: tuple[Statement, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftItem:
    """One item's section of the letter."""

    key: str  # unique in the draft, and the same in all its versions
    item: Item
    duty: Duty
    addressee: str | None  # who is asked, as printed
    duty_note: str  # what the officer should know of whether a reply is due, or ""
    standing: Standing
    lineage: tuple[Earlier, ...]  # the latest first
    paragraphs: tuple[Paragraph, ...]
    nearby: tuple[Statement, ...]  # for the officer alone: what is on record in the neighbourhood
    requests: tuple[Request, ...]
    warnings: tuple[DraftWarning, ...]
    note: str  # for a gap, what to do about it
    choice: Choice | None
    state: State

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The body's own words in it, in the order of the letter."""
        return tuple(each.statement for each in self.written if each.statement)

    @property
    def written(self) -> tuple[Paragraph, ...]:
        """The paragraphs that say something: not those that are left to fill in."""
        return tuple(each for each in self.paragraphs if each.origin is not Origin.OPEN)

    @property
    def status(self) -> ItemStatus:
        return ItemStatus.DRAFTED if self.written else ItemStatus.GAP

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Of the letter's words, and then of what only the office's own copy tells."""
        told = [each.statement for each in self.paragraphs if each.statement]
        told += [*self.nearby, *(each for past in self.lineage for each in past.answered)]
        return (
            *(citation for each in told for citation in each.citations),
            *(citation for warning in self.warnings for citation in warning.citations),
            *(citation for request in self.requests for citation in request.citations),
        )

    def of_part(self, part: Part) -> tuple[Paragraph, ...]:
        return tuple(each for each in self.paragraphs if each.part is part)


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterFields:
    """What stands round the items, each as it is printed; lines of a block are parted by line ends.

    What is left to fill in stands in square brackets.
    """

    letterhead: str
    dated: str
    addressee: str
    salutation: str
    opening: str  # which report, and under which law the letter is written
    chief_officer: str  # that the chief constable's comments are there, or why not
    copies: str
    valediction: str
    signatory: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """Why a sentence of the letter departs from what was said before."""

    sentence: str
    reason: str
    by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceDocument:
    """A document of the library that the letter quotes, or that a note in it is about."""

    letter_id: str
    file: str
    sha256: str  # of the file
    document: str  # "letter", "board paper", "web page" or "document"
    body: str | None
    author: str | None
    role: str | None
    dated: date | None
    report_title: str | None  # that it answers


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftLetter:
    """A response as it stands; `clock` is None where the report states no publication date."""

    body: str
    report_title: str
    publisher: str | None  # of the report
    inspected: str | None  # the body that the report is about; None: a national report
    clock: Clock | None
    clock_note: str
    other_clocks: tuple[str, ...]  # a sentence each
    drafted: date  # the day on which the record was asked
    fields: LetterFields
    items: tuple[DraftItem, ...]
    reasons: tuple[Reason, ...]
    sources: tuple[SourceDocument, ...]
    writer: str
    note: str
