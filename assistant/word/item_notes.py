"""An item of the office's own copy: where its paragraphs come from, and what to know of it."""

from __future__ import annotations

from collections.abc import Set
from functools import partial

from docx.document import Document
from docx.table import _Cell

from assistant.drafting.duty import Duty
from assistant.drafting.model import DraftItem, DraftLetter, Earlier, Origin, Paragraph, Part
from assistant.results import Citation, Statement
from assistant.word import wording
from assistant.word.naming import part_name
from assistant.word.paragraphs import add_note, add_own_words, add_printed, cite
from assistant.word.sources import Sources
from assistant.word.tables import Cell, add_table
from assistant.word.text import lines_of, one_line, paragraphs_of


def add_item(
    document: Document, name: str, item: DraftItem, draft: DraftLetter, sources: Sources
) -> None:
    document.add_heading(name, 2)
    add_printed(document, paragraphs_of(item.item.text))
    _add_notes(document, item, sources)
    _add_origins(document, name, item, draft, sources)
    _add_earlier(document, item, sources)
    if item.nearby:
        document.add_heading(wording.NEARBY, 3)
        for each in item.nearby:
            _add_statement(document, each, sources)
    if item.requests and item.duty is not Duty.ELSEWHERE:
        document.add_heading(wording.TO_ASK, 3)
        for request in item.requests:
            cite(document.add_paragraph(one_line(request.text)), request.citations, sources)


def _add_notes(document: Document, item: DraftItem, sources: Sources) -> None:
    """The duty and the warnings; a message that stands there already is not said again."""
    gap = "" if item.duty is Duty.ELSEWHERE else item.note
    told = dict.fromkeys(each for each in (item.duty_note, gap) if each)
    for message in told:
        add_note(document, message)
    for warning in item.warnings:
        if warning.message not in told:
            add_note(document, warning.message, warning.citations, sources)


def _add_origins(
    document: Document, name: str, item: DraftItem, draft: DraftLetter, sources: Sources
) -> None:
    rows: list[tuple[Cell, ...]] = [
        (
            part_name(part, draft.body, draft.drafted),
            partial(_fill_words, each),
            partial(_fill_origin, each, sources),
        )
        for part in Part
        for each in item.of_part(part)
    ]
    if rows:
        document.add_heading(wording.PARAGRAPHS, 3)
        told = wording.origins_told(name)
        add_table(document, wording.ORIGIN_COLUMNS, rows, widths=(2.9, 9.6, 3.5), told=told)


def _fill_words(each: Paragraph, cell: _Cell) -> None:
    if each.origin in (Origin.RECORD, Origin.MODEL):
        cell.add_paragraph(one_line(each.text))
    elif each.origin is Origin.OPEN:
        cell.add_paragraph().add_run(one_line(each.text), "To fill in")
    else:
        for line in lines_of(each.text):
            add_own_words(cell.add_paragraph(), line)


def _fill_origin(each: Paragraph, sources: Sources, cell: _Cell) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.add_run(_origin(each))
    if each.statement:
        cite(paragraph, each.statement.citations, sources)


def _origin(each: Paragraph) -> str:
    if each.origin is Origin.RECORD:
        return wording.from_record()
    if each.origin is Origin.MODEL:
        return wording.written_by(one_line(each.by))
    if each.origin is Origin.EDITED:
        return wording.edited_by(one_line(each.by), on_record=each.statement is not None)
    return wording.TO_FILL_IN


def _add_earlier(document: Document, item: DraftItem, sources: Sources) -> None:
    if not item.lineage:
        return
    above = {citation for each in item.statements for citation in each.citations}
    document.add_heading(wording.ASKED_BEFORE, 3)
    for each in item.lineage:
        told = wording.asked_before(each.report_title, each.number, each.dated)
        heading = document.add_paragraph()
        heading.add_run(one_line(told)).bold = True
        heading.paragraph_format.keep_with_next = True
        if each.asked:
            document.add_paragraph(wording.was_asked(one_line(each.asked)))
        _add_answers(document, each, above, sources)


def _add_answers(
    document: Document, earlier: Earlier, above: Set[Citation], sources: Sources
) -> None:
    """What was answered; what the letter quotes is named by its number alone."""
    quoted = [each for each in earlier.answered if above >= set(each.citations)]
    if quoted:
        paragraph = document.add_paragraph(wording.ANSWERED_ABOVE)
        cite(paragraph, [citation for each in quoted for citation in each.citations], sources)
    for each in earlier.answered:
        if each not in quoted:
            _add_statement(document, each, sources)
    if not earlier.answered:
        document.add_paragraph(wording.NOT_ANSWERED_HERE)


def _add_statement(document: Document, statement: Statement, sources: Sources) -> None:
    framing, words = one_line(statement.framing), one_line(statement.text)
    told = f"{framing}: {words}"
    if statement.is_quotation:
        told = wording.was_answered(framing, words)
    cite(document.add_paragraph(told), statement.citations, sources)
