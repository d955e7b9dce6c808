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
from assistant.grounding import ground
from assistant.question import Question
from assistant.results import Citation, Proposal, Statement
from assistant.writers import Writer
from assistant.writers.quotes import QuotesWriter
from ingest.dates import months_named
from ingest.model import Item, Report, Speaker
from vectorstore.library import Library
from vectorstore.records import Evidence, Filters

EVIDENCE = 8  # passages looked at for each item
LONGEST_SEARCH = 1200  # characters of an item that are searched for
LIKE_ENOUGH = 0.60  # similarity from which a passage bears on an item; docs/evaluation.md
_OWN_WORDS = {Speaker.INSPECTORATE: -9.0, Speaker.UNKNOWN: -9.0}
_OTHER_OWNER = re.compile(
    r"\b(?P<owner>(?:the\s+)?(?:National\s+Police\s+Chiefs['’]?\s+Council|NPCC|Home\s+Office"
    r"|Government|College\s+of\s+Policing|Crown\s+Prosecution\s+Service|CPS|Ministry\s+of\s+Justice))"
    r"(?:\s+[\w’'-]+){0,6}?\s+(?:should|must|needs?\s+to|publish)\b"
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
    writer = writer or QuotesWriter(library)
    drafted, note = [], ""
    for item in report.items:
        evidence = positions_on(item, body=body, library=library)
        try:
            drafted.append(_draft_item(item, evidence, body, report, library, writer))
        except ModelUnavailable as problem:
            note = wording.fell_back(str(problem))
            writer = QuotesWriter(library)
            drafted.append(_draft_item(item, evidence, body, report, library, writer))
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


def positions_on(item: Item, *, body: str, library: Library) -> list[Evidence]:
    """The body's own passages that bear on an item, the latest first."""
    found = library.search(
        item.text[:LONGEST_SEARCH],
        k=EVIDENCE,
        filters=Filters(bodies=(body,)),
        prior=_OWN_WORDS,
    )
    own = [each for each in found if each.speaker in (Speaker.FORCE, Speaker.POLICING_BODY)]
    asked = [each.item.text if each.item else each.text for each in own]
    vectors = library.embedder.embed([item.text, *asked])
    near = [
        (each, ((each.similarity or 0.0) + float(vector @ vectors[0])) / 2)
        for each, vector in zip(own, vectors[1:], strict=True)
    ]
    kept = [each for each, similarity in near if similarity >= LIKE_ENOUGH]
    return sorted(kept, key=lambda each: (each.letter.dated or date.min, each.score), reverse=True)


def _draft_item(
    item: Item,
    evidence: Sequence[Evidence],
    body: str,
    report: Report,
    library: Library,
    writer: Writer,
) -> DraftItem:
    statements: tuple[Statement, ...] = ()
    if evidence:
        grounded = ground(_proposals(item, evidence, writer), evidence, library.page_at)
        statements = tuple(_recalled(each, evidence) for each in grounded.statements)
    return DraftItem(
        item=item,
        status=ItemStatus.DRAFTED if statements else ItemStatus.GAP,
        statements=tuple(sorted(statements, key=_latest, reverse=True)),
        warnings=tuple(_warnings(item, statements, report, library)),
        note="" if statements else wording.gap(body),
    )


def _proposals(item: Item, evidence: Sequence[Evidence], writer: Writer) -> list[Proposal]:
    question = Question(
        text=item.text,
        search=item.text[:LONGEST_SEARCH],
        filters=Filters(),
        missing_bodies=(),
        prior={},
    )
    return writer.write(question, evidence)


def _recalled(statement: Statement, evidence: Sequence[Evidence]) -> Statement:
    cited = statement.citations[0].passage_id
    source = next(each for each in evidence if each.passage_id == cited)
    return replace(statement, framing=wording.recalled(source, statement.speaker))


def _latest(statement: Statement) -> date:
    return statement.citations[0].dated or date.min


def _warnings(
    item: Item, statements: Sequence[Statement], report: Report, library: Library
) -> Iterator[DraftWarning]:
    owner = _OTHER_OWNER.search(item.text)
    if owner and not _LOCAL_OWNER.search(item.text):
        message = wording.addressed_elsewhere(" ".join(owner["owner"].split()))
        yield DraftWarning(kind=WarningKind.ADDRESSED_ELSEWHERE, message=message, citations=())
    if not statements:
        return
    for statement in statements:
        for citation in statement.citations:
            if citation.superseded_by is not None:
                later = library.record(citation.superseded_by)
                yield DraftWarning(
                    kind=WarningKind.SUPERSEDED,
                    message=wording.superseded_statement(later.dated),
                    citations=(citation,),
                )
            if passed := _past_dates(citation, report.published):
                yield DraftWarning(
                    kind=WarningKind.OUTDATED,
                    message=wording.dates_passed(passed),
                    citations=(citation,),
                )
    if all(statement.speaker is Speaker.FORCE for statement in statements):
        yield DraftWarning(kind=WarningKind.ONLY_FORCE, message=wording.only_force(), citations=())


def _past_dates(citation: Citation, published: date | None) -> list[str]:
    """Months and days that lay ahead when the words were written and no longer do."""
    if citation.dated is None or published is None:
        return []
    return [
        words
        for words, last_day in months_named(citation.quote)
        if citation.dated < last_day < published
    ]
