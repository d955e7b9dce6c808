"""A Word file becomes a Document: paragraphs and tables in the order of the page.

Page numbers are those of the last time Word laid the file out, from the breaks it left in it.
Numbers of lists, which Word shows and does not write, become part of the words. Notes stand at the
end of their page. Headers and footers are kept apart, but for the letterhead: the lines at the head
of the first page that the body does not hold, where a sender and a date often stand, are text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml.etree import LxmlError

from ingest.errors import UnreadableFile
from ingest.limits import check_paragraphs, page_read
from ingest.model import BlockStyle, Document, FurnitureKind
from ingest.readers.builder import DocumentBuilder
from ingest.readers.looks import headed_by_looks, look_at
from ingest.readers.plain import blocks_of
from ingest.readers.rich import PAGE_BREAK, Rich
from ingest.readers.word_numbering import ListMark, Numbering
from ingest.readers.word_package import open_word, part_of
from ingest.readers.word_runs import UNREAD_OBJECT, ReadParagraph, RunReader
from ingest.readers.word_stories import Margins, Note, Notes
from ingest.readers.word_styles import Styles, qn
from ingest.readers.word_tables import Cell, content_of, is_layout, rows_of

LONGEST_HEADING = 30  # words; a longer paragraph in a heading's style is a numbered paragraph


def read_word(data: bytes, file: str) -> Document:
    """Read a .docx.

    Raises:
        UnreadableFile: it is corrupt, holds no text or unpacks too large.
        BeyondLimits: it has too many paragraphs.
    """
    word, warnings = open_word(data, file)
    check_paragraphs(sum(1 for _ in word.element.body.iter(qn("w:p"))))
    try:
        document = _Reader(word, warnings).read()
    except LxmlError as error:
        raise UnreadableFile(
            file, "is damaged: a part of it cannot be read. Save it again as .docx in Word."
        ) from error
    if not document.blocks:
        raise UnreadableFile(
            file,
            "holds no text, only pictures if anything. Print it to PDF and run text recognition "
            "(OCR) on that.",
        )
    return document


@dataclass(frozen=True, kw_only=True, slots=True)
class _Begun:
    """A paragraph whose end is gone, so that the next one goes on with it."""

    words: Rich
    element: BaseOxmlElement
    mark: ListMark | None


@dataclass(kw_only=True)
class _Row:
    """A row of a table while its cells are read."""

    lines: list[tuple[int, str]] = field(default_factory=list)  # column and text
    breaks_before: int = 0
    breaks_inside: int = 0


class _Reader:
    def __init__(self, word: WordDocument, warnings: list[str]) -> None:
        self._body = word.element.body
        self._styles = Styles(part_of(word, RELATIONSHIP_TYPE.STYLES))
        self._numbering = Numbering(part_of(word, RELATIONSHIP_TYPE.NUMBERING), self._styles)
        self._runs = RunReader(styles=self._styles, warnings=warnings)
        margin_runs = RunReader(
            styles=self._styles, warnings=self._runs.warnings, guesses=self._runs.guesses
        )
        self._notes = Notes(word, margin_runs)
        self._margins = Margins(word, margin_runs)
        self._sections = list(self._body.iter(qn("w:sectPr")))
        self._section = 0
        self._builder = DocumentBuilder()
        self._lines: list[str] = []  # preformatted ones, not yet added
        self._footnotes: list[Note] = []  # of this page
        self._endnotes: list[Note] = []
        self._begun: _Begun | None = None
        self._tables = 0
        self._has_heading_styles = False

    def read(self) -> Document:
        self._enter_section(first=True)
        for element in content_of(self._body):
            self._take(element)
        self._add_begun()
        self._add_preformatted()
        self._add_notes(self._footnotes)
        self._add_notes(self._endnotes)
        document = self._builder.build(
            self._runs.warnings, self._runs.guesses, ["".join(self._runs.hidden)]
        )
        return document if self._has_heading_styles else headed_by_looks(document)

    def _enter_section(self, *, first: bool) -> None:
        lines = self._margins.enter(self._sections[self._section]) if self._sections else []
        if first:
            self._builder.new_page(self._margins.next_label())
        body = _squeezed(_raw_text(self._body)) if first else ""
        for line in lines:
            own = first and line.first_page and line.kind is FurnitureKind.HEADER
            if own and _squeezed(line.text) not in body:
                self._builder.add(line.text, BlockStyle.PARAGRAPH)
            else:
                self._builder.keep_apart(line.kind, line.text)

    def _take(self, element: BaseOxmlElement) -> None:
        if element.tag == qn("w:tbl"):
            self._take_table(element)
        elif element.tag == qn("w:altChunk"):
            self._runs.warn(UNREAD_OBJECT)
        else:
            self._take_paragraph(element)

    def _take_paragraph(self, element: BaseOxmlElement) -> None:
        read = self._runs.read(element)
        words = read.words
        if self._begun is None and self._styles.is_set(element, "w:pageBreakBefore"):
            words = Rich.of(self._runs.break_by_hand(), bold=False) + words
        if read.goes_on and (words.text.strip() or self._begun):
            mark = self._begun.mark if self._begun else self._numbering.next(element)
            before = self._begun.words if self._begun else Rich.of("", bold=False)
            first = self._begun.element if self._begun else element
            self._begun = _Begun(words=before + words, element=first, mark=mark)
        elif not read.goes_on:
            begun, self._begun = self._begun, None
            if begun is None:
                self._add_paragraph(element, words, self._numbering.next(element), read.fields)
            else:
                self._add_paragraph(begun.element, begun.words + words, begun.mark, read.fields)
        self._take_anchored(read)
        if element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            self._next_section()

    def _take_anchored(self, read: ReadParagraph) -> None:
        self._take_notes(read)
        for box in read.boxes:
            self._add_preformatted()
            for element in content_of(box):
                self._take(element)

    def _take_notes(self, read: ReadParagraph) -> None:
        for reference in read.notes:
            if note := self._notes.of(reference):
                notes = self._footnotes if reference.kind == "footnote" else self._endnotes
                notes.append(note)
                self._builder.keep_apart(FurnitureKind.MARK, note.mark)

    def _next_section(self) -> None:
        self._add_begun()
        self._section = min(self._section + 1, len(self._sections) - 1)
        kind = self._sections[self._section].find(qn("w:type"))
        if kind is None or kind.get(qn("w:val")) != "continuous":
            self._runs.break_by_hand()
            self._new_page()
        self._enter_section(first=False)

    def _add_begun(self) -> None:
        if begun := self._begun:
            self._begun = None
            self._add_paragraph(begun.element, begun.words, begun.mark, set())

    def _add_paragraph(
        self, element: BaseOxmlElement, words: Rich, mark: ListMark | None, fields: set[str]
    ) -> None:
        if self._styles.is_preformatted(element) and mark is None:
            self._lines.append(words.text)
            return
        self._add_preformatted()
        shown = words.text.replace(PAGE_BREAK, " ").strip()
        if "TOC" in fields:
            self._turn_pages(words.text)
            if shown:
                self._builder.keep_apart(FurnitureKind.HEADING, shown)
        elif not shown and mark is not None:
            self._turn_pages(words.text)
            self._builder.keep_apart(FurnitureKind.MARK, mark.text)
        else:
            number = mark.text if mark and not mark.bullet else ""
            bullet = mark.text if mark and mark.bullet else ""
            for index, part in enumerate(words.numbered(number).parts()):
                self._add_part(element, part, bullet if index == 0 else "")

    def _add_part(self, element: BaseOxmlElement, part: Rich, bullet: str) -> None:
        before = ""  # what of the paragraph stands on the page before
        for index, piece in enumerate(part.text.split(PAGE_BREAK)):
            if index:
                self._new_page(flush=not before)
            if not piece.strip():
                continue
            if before:
                parted = before[-1].isspace() or piece[0].isspace()
                self._builder.extend(piece, " " if parted else "")
            else:
                self._add_block(element, piece.strip(), bullet, bold=part.bold)
            before = piece

    def _add_block(self, element: BaseOxmlElement, text: str, bullet: str, *, bold: bool) -> None:
        level = self._styles.level(element)
        if bullet:
            own = (len(bullet) + 1, len(bullet) + 1 + len(text))
            self._builder.add(f"{bullet} {text}", BlockStyle.BULLET, bold=bold, own=own)
        elif level is not None and len(text.split()) <= LONGEST_HEADING:
            self._has_heading_styles = True
            self._builder.add(text, BlockStyle.HEADING, bold=bold, level=level)
        else:
            look = look_at(text, bold=bold)
            in_list = any(name.startswith("list bullet") for name in self._styles.names(element))
            style = BlockStyle.BULLET if in_list else look.style
            self._builder.add(
                text, style, bold=look.bold, level=look.level, own=(look.start, look.end)
            )

    def _add_preformatted(self) -> None:
        """Add the lines of a text that was opened in Word, cut as a text file is."""
        lines, self._lines = self._lines, []
        pages = "\n".join(lines).split(PAGE_BREAK)
        for index, page in enumerate(pages):
            if index:
                self._new_page()
            if page.strip():
                self._builder.add_preformatted(page.rstrip(), blocks_of(page.rstrip()))

    def _take_table(self, element: BaseOxmlElement) -> None:
        self._add_begun()
        self._add_preformatted()
        rows = rows_of(element)
        if is_layout(rows):
            for cell in (cell for row in rows for cell in row):
                for inner in content_of(cell.element):
                    self._take(inner)
                self._add_preformatted()
            return
        table, self._tables = self._tables, self._tables + 1
        for number, cells in enumerate(rows):
            row = self._read_row(cells)
            for _ in range(row.breaks_before):
                self._new_page()
            for column, text in row.lines:
                self._builder.add(text, BlockStyle.CELL, cell=(table, number, column))
            for _ in range(row.breaks_inside):
                self._new_page()

    def _read_row(self, cells: list[Cell]) -> _Row:
        row = _Row()
        for cell in cells:
            text = "\n".join(self._cell_lines(cell.element, counted=not cell.goes_on))
            before = len(text) - len(text.lstrip())
            row.breaks_before = max(row.breaks_before, text[:before].count(PAGE_BREAK))
            row.breaks_inside = max(row.breaks_inside, text[before:].count(PAGE_BREAK))
            if text := text.replace(PAGE_BREAK, " ").strip():
                row.lines.append((cell.column, text))
        return row

    def _cell_lines(self, cell: BaseOxmlElement, *, counted: bool) -> list[str]:
        """The lines of a cell; those of a table inside it are its rows, with tabs."""
        lines: list[str] = []
        for element in content_of(cell):
            if element.tag == qn("w:tbl"):
                for inner in rows_of(element):
                    row = self._read_row(inner)
                    lines.append("\t".join(text for _, text in row.lines))
            elif element.tag == qn("w:p"):
                read = self._runs.read(element)
                words = read.words
                shown = words.text.strip()
                if (shown or not read.goes_on) and (counted or shown):
                    mark = self._numbering.next(element)
                    words = words.numbered(mark.text) if mark else words
                lines.append(words.text)
                self._take_notes(read)
                for box in read.boxes:
                    lines += self._cell_lines(box, counted=counted)
        return [line for line in lines if line.strip(" \t\n")]

    def _turn_pages(self, text: str) -> None:
        for _ in range(text.count(PAGE_BREAK)):
            self._new_page()

    def _new_page(self, *, flush: bool = True) -> None:
        if flush:
            self._add_notes(self._footnotes)
        page_read()
        self._builder.new_page(self._margins.next_label())

    def _add_notes(self, notes: list[Note]) -> None:
        for note in notes:
            own = (len(note.mark) + 1, len(note.mark) + 1 + len(note.text))
            self._builder.add(f"{note.mark} {note.text}", BlockStyle.NOTE, own=own)
        notes.clear()


def _raw_text(element: BaseOxmlElement) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()
