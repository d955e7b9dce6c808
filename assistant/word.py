"""A DraftLetter becomes a Word file: the public letter, or the internal copy with its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.table import _Row
from docx.text.paragraph import Paragraph

from assistant import wording
from assistant.draft import DraftItem, DraftLetter, ItemStatus
from assistant.results import Citation, Statement

FONT = "Arial"
KEPT_TOGETHER = 900  # characters of a paragraph that may be moved to the next page as a whole
NAVY = RGBColor(0x1B, 0x2A, 0x49)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PARAGRAPHS = re.compile(r"\n\s*\n|\n(?=\s*[-•*]\s)")
_BRACKETED = re.compile(r"(\[[^\]]+\])")


def write_letter(draft: DraftLetter, path: Path, *, internal: bool = False) -> None:
    """Write the draft to a .docx file, whole or not at all.

    Args:
        internal: with the drafting notes, the clock's working, counts and an evidence annex.

    Raises OSError, naming the path: the folder does not exist, or the file is open elsewhere.
    """
    document = _blank(draft, internal)
    sources = Sources(draft, with_notes=internal)
    if internal:
        _add_summary(document, draft, sources)
    _add_opening(document, draft, internal)
    document.add_heading(wording.LETTER_COMMENTS, 1)
    for name, item in _named(draft):
        _add_item(document, name, item, sources, internal)
    _add_ending(document)
    _add_sources(document, sources)
    if internal:
        _add_evidence(document, draft, sources)
    _save(document, path)


class Sources:
    """The distinct citations of a draft, numbered from 1 in the order in which they are met."""

    def __init__(self, draft: DraftLetter, *, with_notes: bool) -> None:
        self.listed: list[tuple[Citation, str]] = []  # with the kind of its document
        self._numbers: dict[tuple[str, int, int], int] = {}
        statements = [each for item in draft.items for each in item.statements]
        kinds = {
            each.citations[0].letter_id: wording.document_recalled(each.framing)
            for each in statements
        }
        cited = [citation for each in statements for citation in each.citations]
        if with_notes:
            warnings = [warning for item in draft.items for warning in item.warnings]
            cited += [citation for each in warnings for citation in each.citations]
        for citation in cited:
            if _place(citation) not in self._numbers:
                self.listed.append((citation, kinds.get(citation.letter_id, "document")))
                self._numbers[_place(citation)] = len(self.listed)

    def number(self, citation: Citation) -> int:
        return self._numbers[_place(citation)]

    def document(self, citation: Citation) -> str:
        return self.listed[self.number(citation) - 1][1]


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.letter_id, citation.start, citation.end


def _named(draft: DraftLetter) -> Iterator[tuple[str, DraftItem]]:
    """Each item with the name that heads it."""
    for place, each in enumerate(draft.items, 1):
        name = wording.item_name(each.item.kind, each.item.number, place)
        yield _one_line(name), each


# The letter


def _add_opening(document: Document, draft: DraftLetter, internal: bool) -> None:
    letterhead = _add_lines(document, wording.LETTERHEAD)
    letterhead.paragraph_format.page_break_before = internal
    _add_lines(document, [wording.LETTER_DATE])
    _add_lines(document, wording.ADDRESSEE)
    _add_own(document, wording.SALUTATION)
    title = _one_line(draft.report_title)
    document.add_paragraph(wording.letter_title(title), "Title")
    published = draft.clock.published if draft.clock else None
    due = draft.clock.due if draft.clock else None
    _add_own(document, wording.letter_opening(_one_line(draft.body), title, published, due))
    if internal:
        _add_note(document, draft.clock_note)
        _add_note(document, wording.BASIS_NOTE)
    _add_own(document, wording.CHIEF_OFFICER_COMMENTS)
    _add_own(document, wording.HOW_TO_READ)


def _add_item(
    document: Document, name: str, drafted: DraftItem, sources: Sources, internal: bool
) -> None:
    document.add_heading(name, 2)
    _add_printed(document, _paragraphs(drafted.item.heading, drafted.item.text))
    before: Statement | None = None
    for statement in drafted.statements:
        _add_statement(document, statement, before, sources)
        before = statement
    gap = drafted.status is ItemStatus.GAP
    last = _add_own(document, wording.GAP_PLACEHOLDER if gap else wording.BRING_UP_TO_DATE)
    for message, citations in _notes(drafted) if internal else ():
        last.paragraph_format.keep_with_next = True
        last = _add_note(document, message, citations, sources)


def _add_printed(document: Document, paragraphs: Sequence[str]) -> None:
    """The item in the report's words, under a label that says so."""
    for index, words in enumerate(paragraphs):
        printed = document.add_paragraph(style="Item as printed")
        printed.paragraph_format.keep_together = len(words) < KEPT_TOGETHER
        if index == 0:
            # A line, not a paragraph: LibreOffice parts a heading from a chain of two kept ones.
            printed.add_run(wording.AS_PRINTED, "Item label").add_break()
        printed.add_run(words)


def _add_statement(
    document: Document, statement: Statement, before: Statement | None, sources: Sources
) -> None:
    """A statement after one from the same document does not name the document again."""
    first = statement.citations[0]
    framing = statement.framing
    if before and before.citations[0].letter_id == first.letter_id:
        framing = wording.recalled_again(sources.document(first), statement.speaker)
    paragraph = document.add_paragraph(f"{_one_line(framing)}: ")
    if _without_spaces(statement.text) == _without_spaces(first.quote):
        for citation in statement.citations:
            paragraph.add_run(f"“{_one_line(citation.quote)}” ")
            _cite(paragraph, [citation], sources)
    else:
        paragraph.add_run(f"{_one_line(statement.text)} ")
        _cite(paragraph, statement.citations, sources)
    if any(citation.superseded_by for citation in statement.citations):
        _add_own(document, wording.OVERTAKEN)


def _add_ending(document: Document) -> None:
    _add_own(document, wording.COPIES)
    _add_own(document, wording.VALEDICTION).paragraph_format.keep_with_next = True
    _add_lines(document, wording.SIGNATORY)


def _add_sources(document: Document, sources: Sources) -> None:
    document.add_heading(wording.SOURCES, 1).paragraph_format.page_break_before = True
    if not sources.listed:
        document.add_paragraph(wording.NO_SOURCES)
    for number, (citation, kind) in enumerate(sources.listed, 1):
        place = wording.place(citation.page, citation.page_label, recognised=citation.recognised)
        where = f"{citation.file}, {place}"
        line = wording.source(citation.body, kind, citation.dated, citation.report_title, where)
        entry = document.add_paragraph(f"[{number}]\t{_one_line(line)}", "Source")
        _bookmark(entry, number)
        document.add_paragraph(f"“{_one_line(citation.quote)}”", "Source quotation")


# The internal copy


def _add_summary(document: Document, draft: DraftLetter, sources: Sources) -> None:
    document.add_heading(wording.DRAFTING_SUMMARY, 1)
    document.add_paragraph(_one_line(wording.letter_title(draft.report_title)))
    document.add_paragraph(_one_line(draft.clock_note))
    document.add_paragraph(
        wording.draft_counts(
            items=len(draft.items),
            gaps=sum(each.status is ItemStatus.GAP for each in draft.items),
            statements=sum(len(each.statements) for each in draft.items),
            sources=len(sources.listed),
            notes=sum(len(list(_notes(each))) for each in draft.items),
        )
    )
    document.add_paragraph(_one_line(wording.drafted_by(draft.writer)))
    if draft.note:
        document.add_paragraph(_one_line(draft.note))
    rows = [
        (
            name,
            wording.ITEM_STATUS[each.status],
            str(len(each.statements)),
            str(len(list(_notes(each)))),
        )
        for name, each in _named(draft)
    ]
    _add_table(document, wording.SUMMARY_COLUMNS, rows, widths=(7.5, 3.0, 2.5, 3.0))


def _add_evidence(document: Document, draft: DraftLetter, sources: Sources) -> None:
    document.add_heading(wording.EVIDENCE_ANNEX, 1)
    rows = [
        (
            name,
            f"[{sources.number(citation)}]",
            wording.SPEAKER_NAMES[statement.speaker],
            f"{citation.passage_id}, {wording.characters(citation.start, citation.end)}",
            wording.superseded_in_annex(citation.superseded_by),
        )
        for name, each in _named(draft)
        for statement in each.statements
        for citation in statement.citations
    ]
    _add_table(document, wording.EVIDENCE_COLUMNS, rows, widths=(3.8, 1.6, 2.9, 4.4, 3.3))


def _notes(drafted: DraftItem) -> Iterator[tuple[str, Sequence[Citation]]]:
    """What to tell the officer about an item, each message with what it is about."""
    if drafted.note:
        yield drafted.note, ()
    for warning in drafted.warnings:
        yield warning.message, warning.citations


def _add_note(
    document: Document,
    message: str,
    citations: Sequence[Citation] = (),
    sources: Sources | None = None,
) -> Paragraph:
    note = document.add_paragraph(_one_line(wording.drafting_note(message)), "Drafting note")
    if citations and sources:
        note.add_run(" ")
        _cite(note, citations, sources)
    return note


# Paragraphs, tables and links


def _add_own(document: Document, text: str) -> Paragraph:
    """A paragraph in the product's own voice; what is left to fill in is shaded."""
    paragraph = document.add_paragraph()
    _add_shaded(paragraph, text)
    return paragraph


def _add_lines(document: Document, lines: Sequence[str]) -> Paragraph:
    """Lines of one block, such as an address; return the first of them."""
    added = [document.add_paragraph(style="Address line") for _ in lines]
    for paragraph, line in zip(added, lines, strict=True):
        _add_shaded(paragraph, line)
        paragraph.paragraph_format.keep_with_next = paragraph is not added[-1]
    added[-1].paragraph_format.space_after = Pt(14)
    return added[0]


def _add_shaded(paragraph: Paragraph, text: str) -> None:
    for piece in _BRACKETED.split(text):
        if piece:
            paragraph.add_run(piece, "Placeholder" if piece.startswith("[") else None)


def _add_table(
    document: Document,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    widths: Sequence[float],
) -> None:
    """A table whose header is repeated on each page; widths are in centimetres."""
    table = document.add_table(len(rows) + 1, len(header), "Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row, texts in zip(table.rows, (header, *rows), strict=True):
        _fill_row(row, texts, widths)
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
        cell._tc.get_or_add_tcPr().append(_xml('<w:shd w:val="clear" w:fill="E7EBF2"/>'))
    table.rows[0]._tr.get_or_add_trPr().append(_xml("<w:tblHeader/>"))


def _fill_row(row: _Row, texts: Sequence[str], widths: Sequence[float]) -> None:
    row._tr.get_or_add_trPr().append(_xml("<w:cantSplit/>"))
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = Cm(width)
        cell.paragraphs[0].style = "Table text"
        cell.paragraphs[0].add_run(_one_line(text))


def _cite(paragraph: Paragraph, citations: Sequence[Citation], sources: Sources) -> None:
    """Append "[1]" for each citation, each a link to its entry in the list of sources."""
    for citation in citations:
        number = sources.number(citation)
        link = _xml(f'<w:hyperlink w:anchor="source_{number}" w:history="1"/>')
        run = paragraph.add_run(f"[{number}]", "Citation")
        link.append(run._r)
        paragraph._p.append(link)


def _bookmark(paragraph: Paragraph, number: int) -> None:
    start = f'<w:bookmarkStart w:id="{number}" w:name="source_{number}"/>'
    paragraph.runs[0]._r.addprevious(_xml(start))
    paragraph._p.append(_xml(f'<w:bookmarkEnd w:id="{number}"/>'))


def _one_line(text: str) -> str:
    """Words as they run on in Word: no line ends of the source, nothing that XML cannot hold."""
    text = re.sub(r"(?<=\w)-[ \t]*\n\s*(?=\w)", "-", text)
    return _NOT_XML.sub("", re.sub(r"\s+", " ", text)).strip()


def _without_spaces(text: str) -> str:
    """For comparing a quotation with its source, whose lines may end within "multi-agency"."""
    return "".join(text.split())


def _paragraphs(*texts: str) -> list[str]:
    lines = [_one_line(each) for text in texts for each in _PARAGRAPHS.split(text)]
    return [each for each in lines if each]


# The look of the file


def _blank(draft: DraftLetter, internal: bool) -> Document:
    """An empty A4 document in British English, with its styles, footer and properties."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.3)
    _set_styles(document)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_page_number(footer)
    if internal:
        section.header.paragraphs[0].add_run(wording.INTERNAL_MARK).bold = True
    properties = document.core_properties
    properties.title = _one_line(wording.letter_title(draft.report_title))[:255]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.language = "en-GB"
    properties.created = properties.modified = datetime.now(UTC)
    return document


def _set_styles(document: Document) -> None:
    language = document.styles.element.find(f".//{qn('w:lang')}")
    assert language is not None
    language.set(qn("w:val"), "en-GB")
    _set_font(_style(document, "Normal"), size=11, after=8)
    _style(document, "Normal").paragraph_format.line_spacing = 1.15
    for name, size, before, after in [
        ("Title", 17, 10, 10),
        ("Heading 1", 15, 20, 8),
        ("Heading 2", 12.5, 18, 6),
    ]:
        _set_font(_style(document, name), size=size, before=before, after=after, colour=NAVY)
        _style(document, name).font.bold = True
    for border in _style(document, "Title").element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    for name in ("Header", "Footer"):
        _set_font(_style(document, name), size=9, after=0)
    _add_styles(document)


def _add_styles(document: Document) -> None:
    _new_style(document, "Address line", after=0)
    item = _new_style(document, "Item as printed", after=10, left=0.4)
    item.paragraph_format.right_indent = Cm(0.2)
    _decorate(item, fill="F1F3F7", borders={"left": ("single", 24, "1B2A49")})
    note = _new_style(document, "Drafting note", size=10, after=10, left=0.2)
    note.paragraph_format.right_indent = Cm(0.2)
    note.paragraph_format.keep_together = True
    box = ("single", 6, "B07A00")
    _decorate(note, fill="FFF4D6", borders=dict.fromkeys(("top", "left", "bottom", "right"), box))
    source = _new_style(document, "Source", size=10, after=2, left=1.0)
    source.paragraph_format.first_line_indent = Cm(-1.0)
    source.paragraph_format.tab_stops.add_tab_stop(Cm(1.0))
    source.paragraph_format.keep_with_next = True
    quotation = _new_style(document, "Source quotation", size=10, after=8, left=1.0)
    quotation.paragraph_format.keep_together = True
    cell = _new_style(document, "Table text", size=9, after=2)
    cell.paragraph_format.space_before = Pt(2)
    shade = _xml('<w:shd w:val="clear" w:color="auto" w:fill="FFF2A8"/>')
    _new_character_style(document, "Placeholder").element.get_or_add_rPr().append(shade)
    _new_character_style(document, "Citation").font.color.rgb = NAVY
    label = _new_character_style(document, "Item label")
    label.font.size, label.font.bold, label.font.color.rgb = Pt(9), True, NAVY


def _style(document: Document, name: str) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _new_style(
    document: Document,
    name: str,
    *,
    size: float = 11,
    after: float,
    left: float = 0,
    colour: RGBColor | None = None,
) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.base_style = document.styles["Normal"]
    _set_font(style, size=size, after=after, colour=colour)
    style.paragraph_format.left_indent = Cm(left)
    return style


def _new_character_style(document: Document, name: str) -> CharacterStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    assert isinstance(style, CharacterStyle)
    return style


def _set_font(
    style: ParagraphStyle,
    *,
    size: float,
    after: float,
    before: float = 0,
    colour: RGBColor | None = None,
) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in [key for key in fonts.attrib if str(key).endswith("Theme")]:
        del fonts.attrib[key]  # a theme's font wins over a named one
    if colour is not None:
        style.font.color.rgb = colour
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _decorate(
    style: ParagraphStyle, *, fill: str, borders: dict[str, tuple[str, int, str]]
) -> None:
    """Shade a paragraph style and rule its sides: line, eighths of a point, colour."""
    sides = "".join(
        f'<w:{side} w:val="{line}" w:sz="{size}" w:space="4" w:color="{colour}"/>'
        for side, (line, size, colour) in borders.items()
    )
    properties = style.element.get_or_add_pPr()
    # The order of a paragraph's properties is fixed: borders, then shading, then spacing.
    spacing = properties.find(qn("w:spacing"))
    assert spacing is not None
    spacing.addprevious(_xml(f"<w:pBdr>{sides}</w:pBdr>"))
    spacing.addprevious(_xml(f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'))


def _add_page_number(footer: Paragraph) -> None:
    footer._p.append(_xml('<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))


def _xml(fragment: str):  # type: ignore[no-untyped-def]
    """An element of WordprocessingML, for what python-docx has no name for."""
    tag = re.match(r"<([\w:]+)", fragment)
    assert tag is not None
    name = tag.group(1)
    return parse_xml(fragment.replace(f"<{name}", f"<{name} {nsdecls('w')}", 1))


def _save(document: Document, path: Path) -> None:
    """Write beside the path and rename, so that a failure leaves what was there."""
    written = BytesIO()
    document.save(written)
    partial = path.with_name(path.name + ".partial")
    try:
        partial.write_bytes(written.getvalue())
        partial.replace(path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise OSError(error.errno, error.strerror, str(path)) from error
