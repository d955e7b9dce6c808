"""The words of the domain as data: a letter, its items and its passages."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter


class Speaker(StrEnum):
    """Whose words a passage is."""

    INSPECTORATE = "inspectorate"
    POLICING_BODY = "policing_body"
    FORCE = "force"
    UNKNOWN = "unknown"


class ItemKind(StrEnum):
    RECOMMENDATION = "recommendation"
    AFI = "afi"
    CAUSE_OF_CONCERN = "cause_of_concern"
    OTHER = "other"


class LetterKind(StrEnum):
    LETTER = "letter"
    BOARD_PAPER = "board_paper"
    WEB_PAGE = "web_page"
    REPORT = "report"


class BlockStyle(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    CELL = "cell"
    NOTE = "note"  # at the foot of a page


class PageSource(StrEnum):
    """Where the words of a page come from."""

    TEXT = "text"  # the file says them
    OCR = "ocr"  # recognised in a picture of the page
    EMPTY = "empty"  # there are none


class FurnitureKind(StrEnum):
    """What stands on a page and is nobody's statement."""

    LETTERHEAD = "letterhead"
    HEADER = "header"
    FOOTER = "footer"
    PAGE_NUMBER = "page_number"
    HEADING = "heading"  # kept with each passage under it
    LABEL = "label"  # "Force response:", the name of a table's row or column
    MARK = "mark"  # a bullet, a rule, the number of a note, the asterisks of Markdown


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A slice of a text."""

    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Furniture:
    """A run of a letter that belongs to no passage, and why."""

    kind: FurnitureKind
    text: str
    page: int
    span: Span | None  # in the letter's text; None where it is kept apart, as a running header


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A paragraph, heading, bullet or table cell, as a slice of the document's text."""

    start: int
    end: int
    style: BlockStyle
    bold: bool
    level: int | None  # of a heading: 1 is the outermost
    cell: tuple[int, int, int] | None  # table, row and column, each from 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page as a slice of the document's text; the pages of a document cover it exactly."""

    number: int  # counts from 1
    label: str | None  # what is printed on the page
    start: int
    end: int
    source: PageSource


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """What a reader makes of a file, before anything is understood of it."""

    text: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...]  # what the reader kept apart from the text
    warnings: tuple[str, ...]  # what could not be read, a sentence each
    guesses: tuple[str, ...]  # what the file does not say and the reader assumed, likewise
    unseen: tuple[str, ...]  # what the file holds where nobody who opens it sees it

    def words(self, block: Block) -> str:
        return self.text[block.start : block.end]

    def page_at(self, offset: int) -> Page:
        return page_at(self.pages, offset)

    def pages_of(self, start: int, end: int) -> tuple[Page, ...]:
        """The pages on which a slice of the text stands."""
        first = bisect_right(self.pages, start, key=attrgetter("end"))
        after = bisect_left(self.pages, end, key=attrgetter("start"))
        return self.pages[first:after]


def page_at(pages: tuple[Page, ...], offset: int) -> Page:
    """Return the page that holds the character at `offset`."""
    return pages[max(0, bisect_right(pages, offset, key=attrgetter("start")) - 1)]


@dataclass(frozen=True, kw_only=True, slots=True)
class ResponsePart:
    """One stretch of the response to an item, as a slice of the letter's text."""

    start: int
    end: int
    speaker: Speaker | None  # as its label or section says; None where neither does


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One recommendation, area for improvement or cause of concern, and the response to it.

    `text` is a slice of the letter's text. `response` is one too where nothing but white space
    and response labels stands between its parts; else it is the parts, a blank line between.
    An item without a response, as in an inspection report, has no parts.
    """

    number: str | None  # as printed
    kind: ItemKind
    heading: str  # the recommendation that a sub-numbered item belongs to, or ""
    text: str
    start: int
    end: int
    response: str
    response_parts: tuple[ResponsePart, ...]  # in the order of the text
    page: int
    owner: str | None  # who is to act, as printed: "Chief constables"
    deadline: date | None  # by when, where the item states a date
    paragraph: str | None = None  # of the report that it stands at, as printed: "38", "9 and 10"


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A located run of a letter's text. `letter.text[start:end] == text`, always."""

    text: str
    start: int
    end: int
    page: int
    page_label: str | None
    heading: str
    item: int | None  # index into the letter's items
    speaker: Speaker
    recognised: bool  # some of its words were recognised in a picture of the page


@dataclass(frozen=True, kw_only=True, slots=True)
class Front:
    """Who wrote, when, to whom, about which report; None where the text does not say."""

    title: str
    kind: LetterKind
    body: str | None
    author: str | None
    role: str | None
    dated: date | None  # the letter's own date, not the file's
    addressee: str | None
    report_title: str | None
    report_published: date | None
    copied_to: tuple[str, ...]
    places: dict[str, Span]  # where in the text each field was read, by the field's name


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """One response document, read.

    A file with several letters gives several: the second has the id of the first with ".2" after
    it, and its pages go on counting those of the file.
    """

    letter_id: str  # the first 16 hex digits of the file's SHA-256
    file: str  # the file's name
    front: Front
    text: str
    pages: tuple[Page, ...]
    items: tuple[Item, ...]
    passages: tuple[Passage, ...]
    furniture: tuple[Furniture, ...]
    warnings: tuple[str, ...]
    guesses: tuple[str, ...]
    set_apart: bool  # it gives orders to a program, so no answer rests on it


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """An inspection report (or a committee's): what asks for a response."""

    title: str
    published: date | None
    body: str | None  # None for a national report
    publisher: str | None  # "HMICFRS", "the Home Affairs Committee"; None where it does not say
    opening: str  # its first words, which say what it is
    items: tuple[Item, ...]
    warnings: tuple[str, ...]
