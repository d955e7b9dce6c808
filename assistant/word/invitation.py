"""What is lacking on record becomes an invitation to the chief constable to comment on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from docx.document import Document
from docx.table import _Cell

from assistant.drafting.duty import Duty
from assistant.drafting.model import DraftItem, DraftLetter
from assistant.word import wording
from assistant.word.naming import item_names
from assistant.word.paragraphs import add_block, add_lines, add_own_words, cite
from assistant.word.saving import save
from assistant.word.sheet import begin
from assistant.word.sources import Sources, add_sources
from assistant.word.tables import Cell, add_table
from assistant.word.text import one_line, paragraphs_of

BEFORE_THE_LAST_DAY = timedelta(days=14)  # that is suggested for the comments


def write_invitation(
    draft: DraftLetter, path: Path, *, by: date | None = None, template: Path | None = None
) -> None:
    """Write the invitation under section 55(4) to a .docx file, whole or not at all.

    Args:
        by: the last day for the comments; None leaves it to fill in.
        template: the office's own .docx, to write it in.

    Raises:
        TemplateRefused: the office's file holds macros, or cannot be opened.
        OSError: naming the path: the folder does not exist, or the file is open elsewhere.
    """
    sheet = begin(template)
    document = sheet.document
    asked = _asked(draft)
    requests = (request for _, item in asked for request in item.requests)
    sources = Sources.of(draft, (each for request in requests for each in request.citations))
    if not sheet.has_letterhead:
        add_block(document, draft.fields.letterhead)
    _add_opening(document, draft, by)
    document.add_heading(wording.NEEDED, 1)
    if asked:
        document.add_paragraph(wording.invitation_table())
        rows = [_row(name, item, by, sources) for name, item in asked]
        widths = (4.1, 4.9, 4.8, 2.2)
        add_table(document, wording.NEEDED_COLUMNS, rows, widths=widths, told=wording.NEEDED_TOLD)
    else:
        document.add_paragraph(wording.NOTHING_TO_ASK)
    for each in add_lines(document, wording.INVITATION_CLOSE):
        each.paragraph_format.keep_with_next = True
    add_block(document, draft.fields.signatory)
    if sources.listed:
        add_sources(document, sources)
    save(sheet, path, title=wording.invitation_title(draft.report_title))


def _asked(draft: DraftLetter) -> list[tuple[str, DraftItem]]:
    """The items that ask something here: those on which nothing is on record, then plans."""
    here = [
        (name, item)
        for name, item in item_names(draft)
        if item.duty is not Duty.ELSEWHERE and item.requests
    ]
    return sorted(here, key=lambda each: _order(each[1]))


def _order(item: DraftItem) -> int:
    return 0 if _nothing_on_record(item) else 1 if _plans(item) else 2


def _nothing_on_record(item: DraftItem) -> bool:
    return not any(each.statement for each in item.paragraphs)


def _plans(item: DraftItem) -> bool:
    return any(request.citations for request in item.requests)


def _add_opening(document: Document, draft: DraftLetter, by: date | None) -> None:
    clock = draft.clock
    by_law = clock is None or clock.applies
    published, due = (clock.published, clock.due) if clock else (None, None)
    add_block(document, wording.INVITATION_DATE)
    add_block(document, "\n".join((wording.CHIEF_OFFICER, one_line(draft.body))))
    add_lines(document, wording.INVITATION_SALUTATION)
    title = one_line(draft.report_title)
    document.add_paragraph(wording.invitation_title(title), "Title")
    publisher = one_line(draft.publisher or "") or None
    add_lines(document, wording.invitation_opening(title, published, publisher, due, by_law))
    suggested = due - BEFORE_THE_LAST_DAY if due else None
    add_lines(document, wording.invitation_request(by, suggested, by_law))


def _row(name: str, item: DraftItem, by: date | None, sources: Sources) -> tuple[Cell, ...]:
    return (
        partial(_fill_name, name, item),
        partial(_fill_printed, item),
        partial(_fill_requests, item, sources),
        partial(_fill_day, by),
    )


def _fill_name(name: str, item: DraftItem, cell: _Cell) -> None:
    cell.paragraphs[0].add_run(name).bold = True
    for mark in _marks(item):
        cell.add_paragraph().add_run(mark, "Item label")


def _marks(item: DraftItem) -> Iterator[str]:
    if _nothing_on_record(item):
        yield wording.NOTHING_ON_RECORD
    elif _plans(item):
        yield wording.PLANS


def _fill_printed(item: DraftItem, cell: _Cell) -> None:
    for words in paragraphs_of(item.item.text):
        cell.add_paragraph(words)


def _fill_requests(item: DraftItem, sources: Sources, cell: _Cell) -> None:
    for request in item.requests:
        paragraph = cell.add_paragraph(one_line(request.text))
        cite(paragraph, request.citations, sources)


def _fill_day(by: date | None, cell: _Cell) -> None:
    add_own_words(cell.paragraphs[0], wording.by_when(by))
