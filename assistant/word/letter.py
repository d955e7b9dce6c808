"""A DraftLetter becomes the public letter."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docx.document import Document

from assistant.drafting.duty import Duty
from assistant.drafting.model import DraftItem, DraftLetter, Origin, Paragraph, Part
from assistant.word import wording
from assistant.word.naming import item_names, part_name
from assistant.word.paragraphs import (
    add_block,
    add_lines,
    add_printed,
    cite,
)
from assistant.word.saving import save
from assistant.word.sheet import Sheet, begin
from assistant.word.sources import Sources, add_sources
from assistant.word.text import one_line, paragraphs_of


def write_letter(
    draft: DraftLetter,
    path: Path,
    *,
    lacking: Sequence[str] = (),
    template: Path | None = None,
) -> None:
    """Write the letter to a .docx file, whole or not at all.

    Args:
        lacking: what it still lacks; if anything, every page says so.
        template: the office's own .docx, to write it in.

    Raises:
        TemplateRefused: the office's file holds macros, or cannot be opened.
        OSError: naming the path: the folder does not exist, or the file is open elsewhere.
    """
    sheet = begin(template)
    if lacking:
        sheet.mark_every_page(wording.INCOMPLETE)
    sources = Sources(draft, with_notes=False)
    _add_opening(sheet, draft, with_sources=bool(sources.listed))
    sheet.document.add_heading(wording.LETTER_COMMENTS, 1)
    for name, item in item_names(draft):
        _add_item(sheet.document, name, item, draft, sources)
    _add_ending(sheet.document, draft)
    add_sources(sheet.document, sources)
    save(sheet, path, title=wording.letter_title(draft.report_title))


def _add_opening(sheet: Sheet, draft: DraftLetter, *, with_sources: bool) -> None:
    document, fields = sheet.document, draft.fields
    if not sheet.has_letterhead:
        add_block(document, fields.letterhead)
    add_block(document, fields.dated)
    add_block(document, fields.addressee)
    add_lines(document, fields.salutation)
    document.add_paragraph(one_line(wording.letter_title(draft.report_title)), "Title")
    add_lines(document, fields.opening)
    add_lines(document, fields.chief_officer)
    document.add_paragraph(wording.how_to_read(with_sources=with_sources))


def _add_item(
    document: Document, name: str, drafted: DraftItem, draft: DraftLetter, sources: Sources
) -> None:
    document.add_heading(name, 2)
    add_printed(document, paragraphs_of(drafted.item.text))
    if drafted.duty is Duty.ELSEWHERE and not drafted.paragraphs:
        document.add_paragraph(one_line(wording.asked_of(drafted.addressee)))
    for part in Part:
        said = drafted.of_part(part)
        if said:
            document.add_heading(part_name(part, draft.body, draft.drafted), 3)
        for each in said:
            add_paragraph(document, each, sources)


def add_paragraph(document: Document, said: Paragraph, sources: Sources) -> None:
    """A paragraph of an item's section, with the numbers of what it rests on."""
    if said.origin is Origin.OPEN:
        document.add_paragraph(one_line(said.text), "Placeholder")
        return
    if said.origin is Origin.EDITED:
        added = add_lines(document, said.text)
    else:
        added = [document.add_paragraph(one_line(said.text))]
    if said.statement and added:
        cite(added[-1], said.statement.citations, sources)


def _add_ending(document: Document, draft: DraftLetter) -> None:
    for each in add_lines(document, draft.fields.valediction):
        each.paragraph_format.keep_with_next = True
    add_block(document, draft.fields.signatory)
    add_lines(document, draft.fields.copies)
