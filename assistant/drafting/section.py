"""An item and what is on record of it become its section of the letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from assistant.drafting import wording
from assistant.drafting.cautions import cautions
from assistant.drafting.duty import Duty
from assistant.drafting.editing import choice_id
from assistant.drafting.model import DraftItem, Earlier, Origin, Paragraph, Part, State
from assistant.drafting.plans import Plan, plans_in
from assistant.drafting.positions import OnRecord, Position
from assistant.drafting.recalled import Recalled, recall
from assistant.drafting.requests import requests_on
from assistant.drafting.worksheet import WorksheetItem
from assistant.grounding import cite
from assistant.results import Statement, on_one_line
from assistant.writers import Writer
from ingest.model import Item, Speaker
from vectorstore.library import Library

_PARTS = {Speaker.POLICING_BODY: Part.COMMISSIONER, Speaker.FORCE: Part.FORCE}


def write_section(
    asked: WorksheetItem,
    found: OnRecord,
    *,
    body: str,
    library: Library,
    writer: Writer,
    today: date,
) -> DraftItem:
    """Raises ModelUnavailable."""
    key, item = asked.key, asked.item
    said = recall(item, found.bearing, library=library, writer=writer)
    plans = [plan for each in said for plan in _plans(each, today)]
    nearby = recall(item, found.near, library=library, writer=writer)
    return DraftItem(
        key=key,
        item=item,
        duty=asked.duty,
        addressee=asked.addressee,
        duty_note=asked.note,
        standing=found.standing,
        lineage=tuple(_earlier(position, said) for position in found.lineage),
        paragraphs=_section(asked, said, plans, writer.name, library),
        nearby=tuple(each.statement for each in nearby),
        requests=tuple(requests_on(said, plans, library)),
        warnings=tuple(cautions(asked, said, plans, library)),
        note="" if said else wording.gap(body),
        choice=None,
        state=State.DRAFTED if said else State.TO_DO,
    )


def _section(
    asked: WorksheetItem,
    said: Sequence[Recalled],
    plans: Sequence[Plan],
    writer: str,
    library: Library,
) -> tuple[Paragraph, ...]:
    """What is to be decided, and the parts; one mark for what others are asked and nobody said."""
    if asked.duty is Duty.ELSEWHERE and not said:
        for_others = _open(Part.ACTION, wording.for_others(asked.addressee))
        return tuple(_numbered(asked.key, iter([for_others])))
    paragraphs = _paragraphs(said, plans, writer, library)
    return (_choice_to_make(asked.key, asked.item), *_numbered(asked.key, paragraphs))


def _paragraphs(
    said: Sequence[Recalled], plans: Sequence[Plan], writer: str, library: Library
) -> Iterator[Paragraph]:
    """Part by part: what was said, and what is left to fill in."""
    yield from _recalled(Part.COMMISSIONER, said, writer)
    if not any(_PARTS[each.statement.speaker] is Part.FORCE for each in said):
        yield _open(Part.FORCE, wording.NO_WORDS_OF_FORCE)
    yield from _recalled(Part.FORCE, said, writer)
    for plan in plans:
        words = on_one_line(plan.words)
        statement = _of_plan(plan, library)
        yield _open(Part.ACTION, wording.what_came_of(words, plan.passed), statement)
    yield _open(Part.ACTION, wording.BRING_UP_TO_DATE if said else wording.GAP_PLACEHOLDER)


def _choice_to_make(key: str, item: Item) -> Paragraph:
    words = wording.choice_to_make(item.kind)
    return replace(_open(Part.COMMISSIONER, words), paragraph_id=choice_id(key))


def _recalled(part: Part, said: Sequence[Recalled], writer: str) -> Iterator[Paragraph]:
    own = [each for each in said if _PARTS[each.statement.speaker] is part]
    for letter_id, of_letter in groupby(own, key=lambda each: each.evidence.letter.letter_id):
        overtaken = False
        for each in of_letter:
            overtaken = overtaken or each.superseded_by not in (None, letter_id)
            quoted = each.statement.is_quotation
            yield Paragraph(
                paragraph_id="",
                part=part,
                origin=Origin.RECORD if quoted else Origin.MODEL,
                by=writer,
                text=f"{each.statement.framing}: {_told(each.statement)}",
                statement=each.statement,
            )
        if overtaken:
            yield _open(part, wording.OVERTAKEN)


def _told(statement: Statement) -> str:
    """A quotation in its marks; "…" where it begins within a sentence."""
    if not statement.is_quotation:
        return statement.text
    return f"“{'… ' if statement.text[:1].islower() else ''}{statement.text}”"


def _open(part: Part, text: str, statement: Statement | None = None) -> Paragraph:
    return Paragraph(
        paragraph_id="", part=part, origin=Origin.OPEN, by="", text=text, statement=statement
    )


def _numbered(key: str, paragraphs: Iterator[Paragraph]) -> Iterator[Paragraph]:
    for number, each in enumerate(paragraphs, 1):
        yield replace(each, paragraph_id=f"{key}/{number}")


def _plans(recalled: Recalled, today: date) -> Iterator[Plan]:
    """What was still to be done in the words recalled; a later letter has dealt with older ones."""
    if recalled.superseded_by:
        return
    for citation in recalled.statement.citations:
        if citation.passage_id == recalled.evidence.passage_id:
            offset = recalled.evidence.start
            yield from plans_in(
                recalled.evidence, citation.start - offset, citation.end - offset, today
            )


def _of_plan(plan: Plan, library: Library) -> Statement:
    return Statement(
        text=on_one_line(plan.words),
        framing=wording.document_of(plan.evidence.letter),
        speaker=plan.evidence.speaker,
        citations=(cite(plan.evidence, plan.start, plan.end, library.page_at),),
    )


def _earlier(position: Position, said: Sequence[Recalled]) -> Earlier:
    first = position.passages[0]
    ids = {each.passage_id for each in position.passages}
    return Earlier(
        report_title=first.letter.report_title,
        letter_id=first.letter.letter_id,
        dated=first.letter.dated,
        number=first.item.number if first.item else None,
        asked=first.item.text if first.item else "",
        answered=tuple(each.statement for each in said if each.evidence.passage_id in ids),
    )
