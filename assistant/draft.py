"""An inspection report becomes a DraftLetter: each item with what the record says, or a gap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from assistant import wording
from assistant.clock import Clock, response_clock
from assistant.errors import ModelUnavailable, ReportWithoutItems
from assistant.grounding import cite, ground
from assistant.positions import LONGEST_SEARCH, Position, positions_on
from assistant.question import unread
from assistant.results import Citation, Statement
from assistant.writers import Writer
from assistant.writers.quotes import QuotesWriter
from ingest.dates import months_named
from ingest.model import Item, Report, Speaker
from ingest.sentences import sentences
from vectorstore.library import Library
from vectorstore.records import Evidence

MOST_QUOTED = 2  # statements of each speaker from one position

_OTHERS = (
    r"(?P<owner>(?:the\s+)?(?:National\s+Police\s+Chiefs['’]?\s+Council|NPCC|Home\s+Office"
    r"|Government|College\s+of\s+Policing|Crown\s+Prosecution\s+Service|CPS"
    r"|Ministry\s+of\s+Justice|(?:new\s+)?national\s+(?:policing\s+)?(?:system|body|lead)))"
)
_OTHER_OWNER = re.compile(
    rf"\b{_OTHERS}(?:\s+[\w’'-]+){{0,6}}?\s+(?:should|must|needs?\s+to)\b", re.I
)
_ASKED_OF_OTHER = re.compile(
    rf"\b(?:recommend|encourage|call\s+on|ask|urge)s?\s+(?:that\s+)?{_OTHERS}\b", re.I
)
_LOCAL_OWNER = re.compile(
    r"\b(?:forces?|chief\s+constables?|constabular(?:y|ies)|policing\s+bod(?:y|ies)"
    r"|commissioners?)\b[^.;]{0,60}?\b(?:should|must|needs?\s+to)\b",
    re.I,
)


class ItemStatus(StrEnum):
    DRAFTED = "drafted"
    GAP = "gap"


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
class DraftItem:
    item: Item
    status: ItemStatus
    statements: tuple[Statement, ...]  # the body's own words, the latest first; none for a gap
    warnings: tuple[DraftWarning, ...]
    note: str  # for a gap, what to do about it


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftLetter:
    """A first cut of the response; `clock` is None where the report states no publication date."""

    body: str
    report_title: str
    clock: Clock | None
    clock_note: str
    items: tuple[DraftItem, ...]
    writer: str
    note: str


def draft_reply(
    report: Report, *, body: str, library: Library, writer: Writer | None = None
) -> DraftLetter:
    """Draft a response of a body to a report from what the body said before.

    Raises:
        ReportWithoutItems: nothing in the report asks for a response.
        UnknownFilter: the body has no letter in the library.
    """
    if not report.items:
        raise ReportWithoutItems(wording.report_without_items(report.title))
    body = next((name for name in library.bodies() if name.casefold() == body.casefold()), body)
    writer = writer or QuotesWriter(library)
    drafted, note = [], ""
    for item in report.items:
        positions = positions_on(item, body=body, library=library)
        try:
            drafted.append(_draft_item(item, positions, body, report, library, writer))
        except ModelUnavailable as problem:
            note = wording.fell_back(str(problem))
            writer = QuotesWriter(library)
            drafted.append(_draft_item(item, positions, body, report, library, writer))
    clock = response_clock(report.published) if report.published else None
    return DraftLetter(
        body=body,
        report_title=report.title,
        clock=clock,
        clock_note=clock.working if clock else wording.no_clock(None),
        items=tuple(drafted),
        writer=writer.name,
        note=note,
    )


def _draft_item(
    item: Item,
    positions: Sequence[Position],
    body: str,
    report: Report,
    library: Library,
    writer: Writer,
) -> DraftItem:
    statements = [
        statement
        for position in positions
        for statement in _statements(item, position, library, writer)
    ]
    elsewhere = _other_owner(item)
    return DraftItem(
        item=item,
        status=ItemStatus.DRAFTED if statements else ItemStatus.GAP,
        statements=tuple(statements),
        warnings=tuple(_warnings(elsewhere, positions, statements, report, library)),
        note="" if statements else wording.gap(body, elsewhere),
    )


def _statements(
    item: Item, position: Position, library: Library, writer: Writer
) -> Iterator[Statement]:
    """What the commissioner said and what was said of the force, each at least once."""
    question = unread(item.text, item.text[:LONGEST_SEARCH])
    for speaker in (Speaker.POLICING_BODY, Speaker.FORCE):
        if said := position.said_by(speaker):
            grounded = ground(writer.write(question, said), said, library.page_at)
            for statement in grounded.statements[:MOST_QUOTED]:
                yield _recalled(statement, said)


def _recalled(statement: Statement, evidence: Sequence[Evidence]) -> Statement:
    cited = statement.citations[0].passage_id
    source = next(each for each in evidence if each.passage_id == cited)
    return replace(statement, framing=wording.recalled(source, statement.speaker))


def _other_owner(item: Item) -> str | None:
    """Whom an item is addressed to, where that is neither a force nor a policing body."""
    if _LOCAL_OWNER.search(item.text):
        return None
    found = _OTHER_OWNER.search(item.text) or _ASKED_OF_OTHER.search(item.text)
    return " ".join(found["owner"].split()) if found else None


def _warnings(
    elsewhere: str | None,
    positions: Sequence[Position],
    statements: Sequence[Statement],
    report: Report,
    library: Library,
) -> Iterator[DraftWarning]:
    if elsewhere:
        message = wording.addressed_elsewhere(elsewhere)
        yield DraftWarning(kind=WarningKind.ADDRESSED_ELSEWHERE, message=message, citations=())
    for statement in statements:
        for citation in statement.citations:
            if citation.superseded_by is not None:
                later = library.record(citation.superseded_by)
                yield DraftWarning(
                    kind=WarningKind.SUPERSEDED,
                    message=wording.superseded_statement(later.dated),
                    citations=(citation,),
                )
    for position in positions:
        yield from _outdated(position, report.published, library)
    if statements and not any(position.said_by(Speaker.POLICING_BODY) for position in positions):
        yield DraftWarning(kind=WarningKind.ONLY_FORCE, message=wording.only_force(), citations=())


def _outdated(
    position: Position, published: date | None, library: Library
) -> Iterator[DraftWarning]:
    """Sentences that looked ahead, when they were written, to a day that is now past."""
    if published is None:
        return
    for passage in position.passages:
        for start, end in sentences(passage.text):
            passed = [
                words
                for words, last_day in months_named(passage.text[start:end])
                if position.dated < last_day < published
            ]
            if passed:
                yield DraftWarning(
                    kind=WarningKind.OUTDATED,
                    message=wording.dates_passed(passed),
                    citations=(cite(passage, start, end, library.page_at),),
                )
