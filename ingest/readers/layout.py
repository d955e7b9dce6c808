"""The pages of a file become the blocks of a document: paragraphs, headings, notes, cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from ingest.model import BlockStyle, Document, FurnitureKind
from ingest.readers.builder import DocumentBuilder
from ingest.readers.columns import Region, in_reading_order
from ingest.readers.lines import Line, join_row, rows_of
from ingest.readers.looks import with_headings
from ingest.readers.paragraphs import Column, Paragraph, Typography, right_edge
from ingest.readers.pieces import Piece, Table
from ingest.readers.running import Parted, part_running
from ingest.readers.styles import Styles
from ingest.readers.tables import (
    LaterRows,
    Row,
    RowPart,
    WholeTable,
    row_goes_on,
    whole_tables,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class LaidPage:
    """A page as what stands on it, in any order."""

    pieces: Sequence[Piece]
    label: str | None  # by the file's own account
    recognised: bool  # the lines were read in a picture


Element = Paragraph | Table


def lay_out(pages: Sequence[LaidPage], warnings: Sequence[str]) -> Document:
    """Put the pages of a file together; `warnings` say what of them could not be read."""
    builder = DocumentBuilder()
    add_pages(builder, pages)
    document = builder.build(warnings)
    return replace(document, blocks=tuple(with_headings(document.text, list(document.blocks))))


def add_pages(builder: DocumentBuilder, pages: Sequence[LaidPage]) -> None:
    """Add every page to the document, its lines joined to paragraphs and tables."""
    parted = part_running([page.pieces for page in pages])
    regions = [[_in_rows(region) for region in in_reading_order(page.flow)] for page in parted]
    lines = [
        piece
        for page in regions
        for region in page
        for piece in region.pieces
        if isinstance(piece, Line)
    ]
    typography = Typography(lines)
    styles = Styles(typography.body, {line.size for line in lines})
    elements = [_elements(page, typography, styles) for page in regions]
    writer = _Writer(builder, typography, styles, whole_tables(elements))
    for page, part, found in zip(pages, parted, elements, strict=True):
        writer.add_page(page, part, found)
    writer.finish()


def _in_rows(region: Region) -> Region:
    """The region with the pieces of each line joined."""
    pieces: list[Piece] = []
    for is_line, group in groupby(region.pieces, key=lambda piece: isinstance(piece, Line)):
        if is_line:
            rows = rows_of(piece for piece in group if isinstance(piece, Line))
            pieces += [join_row(row) for row in rows]
        else:
            pieces += group
    return Region(pieces=pieces, column=region.column)


def _elements(regions: Sequence[Region], typography: Typography, styles: Styles) -> list[Element]:
    across = [
        piece
        for region in regions
        if region.column is None
        for piece in region.pieces
        if isinstance(piece, Line)
    ]
    edge = typography.edge_of(across)
    page: list[Element] = []
    for before, region in zip([None, *regions], regions, strict=False):
        found: list[Element] = []
        for is_line, group in groupby(region.pieces, key=lambda piece: isinstance(piece, Line)):
            if is_line:
                lines = [piece for piece in group if isinstance(piece, Line)]
                ends = edge if region.column is None else _column_edge(lines, region.column)
                found += typography.paragraphs(Column(lines=lines, edge=ends))
            else:
                found += [piece for piece in group if isinstance(piece, Table)]
        beside = before is not None and before.column is not None and region.column is not None
        if found and isinstance(found[0], Paragraph):
            found[0].opens_column = beside or not page
        page += _notes_first(found, styles)
    return _notes_first(page, styles)


def _column_edge(lines: Sequence[Line], column: tuple[float, float]) -> float:
    return right_edge(lines) or column[1]


def _notes_first(elements: list[Element], styles: Styles) -> list[Element]:
    """Notes at the foot come before what may go on over the page."""
    notes = 0
    while notes < len(elements) and _is_note(elements[-1 - notes], styles):
        notes += 1
    if 0 < notes < len(elements):
        body, foot = elements[:-notes], elements[-notes:]
        return [*body[:-1], *foot, body[-1]]
    return elements


def _is_note(element: Element, styles: Styles) -> bool:
    return isinstance(element, Paragraph) and styles.is_note(element)


class _Writer:
    """Writes elements in order; holds back the last row of a page, which may go on over it."""

    def __init__(
        self,
        builder: DocumentBuilder,
        typography: Typography,
        styles: Styles,
        tables: dict[int, WholeTable],
    ) -> None:
        self._builder, self._typography, self._styles = builder, typography, styles
        self._tables = tables
        self._carried: Paragraph | None = None
        self._table: WholeTable | None = None
        self._row: list[RowPart] = []

    def add_page(self, page: LaidPage, parted: Parted, elements: Sequence[Element]) -> None:
        part = elements[0] if elements else None
        rows = self._rows_carried_over(part) if isinstance(part, Table) else None
        turn = partial(self._turn_to, page, parted, rows.repeated if rows else ())
        if (
            rows
            and rows.own
            and self._row
            and row_goes_on(self._row[-1].row, rows.own[0], first_filled=rows.first_filled)
        ):
            self._row.append(RowPart(row=rows.own[0], turn=turn))
            self._hold(rows.own[1:])
        else:
            self.finish()
            turn()
            if rows:
                self._hold(rows.own)
        for element in elements[1:] if rows else elements:
            if isinstance(element, Table):
                self._add_table(element)
            else:
                self._add_paragraph(element)
        for line in parted.aside:
            self.finish()
            self._builder.add(line.text, BlockStyle.PARAGRAPH)
            self._carried = None

    def finish(self) -> None:
        """Write the row that is held back."""
        if self._row and self._table is not None:
            self._table.write(self._builder, self._row, self._typography)
        self._row = []

    def _turn_to(self, page: LaidPage, parted: Parted, repeated: Sequence[Row]) -> None:
        self._builder.new_page(parted.printed or page.label, recognised=page.recognised)
        for each in parted.apart:
            self._builder.keep_apart(each.kind, each.piece.text)
        for row in repeated:
            for cell in row:
                self._builder.keep_apart(FurnitureKind.LABEL, cell.text)
        for mark in _marks(page.pieces):
            self._builder.keep_apart(FurnitureKind.MARK, mark)

    def _rows_carried_over(self, part: Table) -> LaterRows | None:
        """The rows at the top of a page that go on with the table on the page before."""
        table = self._tables[id(part)]
        return None if table is not self._table else table.later_rows(part, self._typography)

    def _add_table(self, part: Table) -> None:
        self.finish()
        self._carried = None
        self._table = self._tables[id(part)]
        self._hold(self._table.rows(part, self._typography))

    def _hold(self, rows: Sequence[Row]) -> None:
        self._carried = None
        for row in rows:
            self.finish()
            self._row = [RowPart(row=row, turn=None)]

    def _add_paragraph(self, paragraph: Paragraph) -> None:
        self.finish()
        self._table = None
        carried = self._carried
        if carried and paragraph.opens_column and self._typography.goes_on(carried, paragraph):
            head, joint = self._typography.joint(carried.text, paragraph.text)
            self._builder.extend(paragraph.text, joint if head == carried.text else "")
        else:
            look = self._styles.look(paragraph)
            self._builder.add(
                paragraph.text,
                look.style,
                bold=look.bold,
                level=look.level,
                own=(look.start, look.end),
            )
        self._carried = paragraph


def _marks(pieces: Sequence[Piece]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, Line):
            yield from piece.marks
        else:
            for row in piece.rows:
                for cell in row:
                    for line in cell.lines:
                        yield from line.marks
