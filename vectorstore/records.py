"""What the library gives back: a letter's entry, and evidence for a question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ingest.model import ItemKind, LetterKind, Speaker


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where in a letter one of its facts was read."""

    start: int
    end: int
    page: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptFile:
    """A file that holds a letter, as it was named when it came in."""

    file: str
    container: str | None  # the archive or e-mail that it came in


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterRecord:
    """A letter's line in the list of letters."""

    letter_id: str
    file: str
    title: str
    kind: LetterKind
    body: str | None
    author: str | None
    role: str | None
    dated: date | None
    addressee: str | None
    report_title: str | None
    report_published: date | None
    copied_to: tuple[str, ...]
    places: dict[str, Place]  # where each of these facts was read, by its name
    pages: int
    pages_empty: tuple[int, ...]
    pages_recognised: tuple[int, ...]
    items: int
    passages: int
    warnings: tuple[str, ...]
    guesses: tuple[str, ...]
    set_apart: bool  # it gives orders to a program, so no answer rests on it
    files: tuple[KeptFile, ...]  # every file with this text, the first one first
    version: int  # counts from 1
    versions: tuple[str, ...]  # the ids of all versions, the oldest first
    replaced_by: str | None  # the id of the next version; None where this is the current one


@dataclass(frozen=True, kw_only=True, slots=True)
class EvidenceItem:
    """The item that a passage asks or answers."""

    index: int  # among the letter's items, from 0
    number: str | None
    kind: ItemKind
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterFacts:
    """Of a letter in the list, what a question may name."""

    letter_id: str
    body: str | None
    author: str | None
    addressee: str | None
    dated: date | None
    report_title: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A passage that may become evidence: of it and its letter, what its rank depends on."""

    passage_id: str
    letter: LetterFacts
    text: str
    speaker: Speaker
    similarity: float | None
    bm25: float | None
    score: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """A passage retrieved for one question, with its scores.

    `similarity` is the cosine of the question and the passage's nearest sentence, `bm25` the
    lexical score; either is None where that leg did not return the passage. `score` is their
    fusion: it orders the evidence of one question and means nothing across questions.
    """

    passage_id: str
    text: str
    start: int
    end: int
    page: int
    page_label: str | None
    heading: str
    speaker: Speaker
    recognised: bool  # some of its words were recognised in a picture of the page
    item: EvidenceItem | None
    letter: LetterRecord
    similarity: float | None
    bm25: float | None
    score: float
    superseded_by: str | None  # letter_id of the same body's later letter on the same matter
    superseded_on: date | None  # the date of that letter


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """What a search is restricted to; None and the empty tuple restrict nothing."""

    bodies: tuple[str, ...] = ()
    bodies_left_out: tuple[str, ...] = ()  # a letter that names no body is not left out
    authors: tuple[str, ...] = ()  # as the letters name them
    dated_from: date | None = None
    dated_to: date | None = None
    report: str | None = None  # words of the report's title, or an abbreviation of it
    kinds: tuple[ItemKind, ...] = ()  # of the item that a passage asks or answers
    items: tuple[str, ...] = ()  # numbers of such items, as printed

    def __bool__(self) -> bool:
        return self.of_letters or self.of_items

    @property
    def of_letters(self) -> bool:
        return bool(
            self.bodies
            or self.bodies_left_out
            or self.authors
            or self.dated_from
            or self.dated_to
            or self.report
        )

    @property
    def of_items(self) -> bool:
        return bool(self.kinds or self.items)
