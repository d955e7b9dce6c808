"""What the assistant gives back: an answer, every sentence cited, or an abstention."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.question import Question
from ingest.model import Speaker
from vectorstore.records import Evidence


def on_one_line(quote: str) -> str:
    """A quotation as it is shown: line ends folded, "multi-\\nagency" joined, no ** of Markdown."""
    joined = re.sub(r"(?<=\w)-[ \t]*\n\s*(?=\w)", "-", quote)
    return re.sub(r"\s+", " ", joined.replace("**", "")).strip()


class AbstentionReason(StrEnum):
    EMPTY_LIBRARY = "empty_library"
    NO_SUCH_BODY = "no_such_body"  # the body asked about has no letter here
    AMBIGUOUS_BODY = "ambiguous_body"  # several bodies here may be meant
    NO_SUCH_AUTHOR = "no_such_author"  # its letters are by others than the one asked about
    NO_SUCH_REPORT = "no_such_report"  # no letter of it answers the report asked about
    NO_SUCH_DATE = "no_such_date"  # no letter of it is of the time asked about
    OUTSIDE_THE_RECORD = "outside_the_record"  # general knowledge or legal advice
    NOTHING_ON_RECORD = "nothing_on_record"  # no passage bears on the question
    DETAIL_NOT_ON_RECORD = "detail_not_on_record"  # the matter is there; the figure or date is not
    ONLY_THE_INSPECTORATE = "only_the_inspectorate"  # it speaks of the matter, and no body replied
    ONLY_SUPERSEDED = "only_superseded"  # what was asked of now stands in an earlier position alone
    UNSUPPORTED = "unsupported"  # what the writer proposed did not stand in the letters


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """Verbatim words of a letter. `quote` is the letter's text[start:end]."""

    passage_id: str
    letter_id: str
    file: str
    page: int
    page_label: str | None
    start: int
    end: int
    quote: str
    body: str | None
    dated: date | None
    report_title: str | None
    recognised: bool  # some words of its passage were recognised in a picture of the page
    superseded_by: str | None  # letter_id of a later letter on the same matter


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """A sentence that is shown, and the words that carry it.

    `framing` says in the product's own words who said it, when and in reply to what; it comes
    from the letter's metadata and never from a model.
    """

    text: str
    framing: str
    speaker: Speaker
    citations: tuple[Citation, ...]  # at least one

    @property
    def is_quotation(self) -> bool:
        """Whether the text is the letter's own words, and not a sentence about them."""
        return any(self.text == on_one_line(citation.quote) for citation in self.citations)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    question: Question
    writer: str
    statements: tuple[Statement, ...]
    evidence: tuple[Evidence, ...]  # as it was when the question was answered
    withheld: int  # proposed statements that did not stand in the letters
    note: str  # what the reader should know of how it was made, or ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Abstention:
    question: Question
    reason: AbstentionReason
    message: str
    evidence: tuple[Evidence, ...]  # the nearest passages


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The passages for a question."""

    question: Question
    evidence: tuple[Evidence, ...]
    message: str  # what the reader should know of how they were found, or why none was; or ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A sentence that a writer would like to show, with the words it rests on.

    A quotation has no sentence of its own: `text` is then "".
    """

    text: str
    quotes: tuple[tuple[str, str], ...]  # (passage_id, words in that passage)


Proposals = Sequence[Proposal]
