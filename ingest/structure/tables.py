"""The tables of a letter become items: one a row, or one a table of named rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.model import Block, Document, ItemKind, Span, Speaker
from ingest.structure.asked import reads_as_answer
from ingest.structure.item_labels import asks_for_something, item_label, leading_number, sub_number
from ingest.structure.opened import OpenItem
from ingest.structure.response_labels import answer_label
from ingest.structure.table_names import (
    OTHER,
    TEXT,
    is_finding,
    is_number,
    is_response,
    is_text,
    name_of,
)

Row = dict[int, Block]  # by column
Rows = dict[int, Row]  # by row

_LEAST_TEXT = 25  # characters of an item's own words beside its label
_PROSE = 6  # words, on average, of a column that says something


@dataclass(kw_only=True)
class TableItems:
    """The items of a table, and what else of it is accounted for."""

    items: list[OpenItem] = field(default_factory=list)
    labels: list[Span] = field(default_factory=list)  # names of rows and columns, numbers
    asked: list[tuple[Span, OpenItem]] = field(default_factory=list)  # findings beside an item


def read_table(document: Document, table: int, rows: Rows, kind: ItemKind) -> TableItems:
    """Find the items of a table in order; a table of something else has none.

    Args:
        kind: of the items whose own words and names do not say.
    """
    for reading in (_under_header, _row_by_row, _plain_rows):
        found = reading(document, table, rows)
        if found.items:
            for item in found.items:
                item.kind = kind if item.kind is ItemKind.OTHER else item.kind
            return found
    return TableItems()


def tables_of(document: Document) -> dict[int, Rows]:
    """The cells of each table, by row and column."""
    tables: dict[int, Rows] = {}
    for block in document.blocks:
        if block.cell is not None:
            table, row, column = block.cell
            tables.setdefault(table, {}).setdefault(row, {})[column] = block
    return tables


def is_box(rows: Rows) -> bool:
    """Whether a table is only a frame around paragraphs."""
    return all(len(cells) == 1 for cells in rows.values())


def _span(block: Block) -> Span:
    return Span(start=block.start, end=block.end)


@dataclass(frozen=True, kw_only=True)
class _Columns:
    row: int  # where their names stand
    names: dict[int, str]
    number: int | None
    text: int
    findings: list[int]
    responses: list[int]


def _under_header(document: Document, table: int, rows: Rows) -> TableItems:
    """A row that names a column of items and what answers or numbers them: an item a row."""
    found = TableItems()
    columns = next(
        filter(None, (_columns(document, row, rows) for row in sorted(rows)[:3])),
        None,
    )
    if columns is None:
        return found
    found.labels += [_span(block) for block in rows[columns.row].values()]
    for row, cells in rows.items():
        if row <= columns.row:
            continue
        if columns.text in cells and len(cells) > 1:
            number = cells.get(columns.number) if columns.number is not None else None
            item = _item(document, cells[columns.text], number, columns.names[columns.text], found)
            found.items.append(item)
        elif not found.items or (len(cells) == 1 and not cells.keys() & set(columns.responses)):
            continue  # a row that says what the rows below it are about
        item = found.items[-1]
        item.rows.add((table, row))
        found.asked += [(_span(cells[each]), item) for each in columns.findings if each in cells]
        for each in columns.responses:
            if each in cells:
                _answer(document, item, cells[each], columns.names[each], found)
    return found


def _columns(document: Document, row: int, rows: Rows) -> _Columns | None:
    names = {column: name_of(document, block) for column, block in rows[row].items()}
    texts = [column for column, name in names.items() if is_text(name)]
    findings = [column for column, name in names.items() if is_finding(name)]
    numbers = [column for column, name in names.items() if is_number(name)]
    responses = [column for column, name in names.items() if is_response(name)]
    if not texts:
        texts, findings = findings[:1], findings[1:]
    if not texts or len(names) < 2 or not (responses or numbers) or len(rows) < 2:
        return None
    label = item_label(names[texts[0]])
    if label and label.number and not responses:
        return None  # "Number", "Recommendation 1": a row that numbers one item
    known = {*texts, *findings, *numbers, *responses}
    if not responses:
        responses = [
            column
            for column, name in names.items()
            if column not in known
            and not OTHER.search(name)
            and _says_something(document, rows, row, column)
        ]
    return _Columns(
        row=row,
        names=names,
        number=numbers[0] if numbers else None,
        text=texts[0],
        findings=findings + texts[1:],
        responses=responses,
    )


def _says_something(document: Document, rows: Rows, header: int, column: int) -> bool:
    cells = [cells[column] for row, cells in rows.items() if row > header and column in cells]
    words = sum(len(document.words(cell).split()) for cell in cells)
    return bool(cells) and words / len(cells) >= _PROSE


def _item(
    document: Document, text: Block, number: Block | None, name: str, found: TableItems
) -> OpenItem:
    """An item whose words are a cell; its number stands in them, or in a cell of its own."""
    printed = " ".join(document.words(number).split()).strip(" :*") if number else ""
    own, beside, above = (item_label(words) for words in (document.words(text), printed, name))
    if own and own.length >= len(document.words(text)):
        own = None
    label = own or beside or above
    numbered = (each.number for each in (own, beside, above) if each and each.number)
    item = OpenItem(
        number=next(numbered, None) or (printed.rstrip(".") if printed and not beside else None),
        kind=label.kind if label else _kind(name),
    )
    counted = None if own or number else _own_number(document.words(text))
    item.number = item.number or (counted[0] if counted else None)
    start = text.start + (own.length if own else counted[1] if counted else 0)
    item.add_text(start, text.end)
    if start > text.start:
        found.labels.append(Span(start=text.start, end=start))
    if number:
        found.labels.append(_span(number))
    return item


def _own_number(words: str) -> tuple[str, int] | None:
    """ "3. The force should …" in a cell: the number, unless the cell is a list of several."""
    lines = [sub_number(line) or leading_number(line) for line in words.splitlines()]
    return lines[0] if sum(line is not None for line in lines) == 1 else None


def _kind(name: str) -> ItemKind:
    match = TEXT.search(name)
    label = item_label(match.group().rstrip("s")) if match else None
    return label.kind if label else ItemKind.OTHER


def _answer(document: Document, item: OpenItem, cell: Block, name: str, found: TableItems) -> None:
    """Take a cell as the response, or as several where labels in it say so."""
    named = answer_label(f"{name}:")
    speaker, opened = named.speaker if named else None, cell.start
    at = cell.start
    for line in document.words(cell).splitlines(keepends=True):
        label = answer_label(line.rstrip())
        if label and (at > cell.start or label.speaker):
            _part(document, item, opened, at, speaker)
            found.labels.append(Span(start=at, end=at + min(label.length, len(line.rstrip()))))
            speaker, opened = label.speaker or speaker, at + label.length
        at += len(line)
    _part(document, item, opened, cell.end, speaker)


def _part(
    document: Document, item: OpenItem, start: int, end: int, speaker: Speaker | None
) -> None:
    words = document.text[start:end]
    if words.strip():
        item.begin_part(speaker)
        item.add_response(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _row_by_row(document: Document, table: int, rows: Rows) -> TableItems:
    """Rows whose first cell names the second; a cell across the table can be either."""
    found = TableItems()
    if any(len(cells) > 2 for cells in rows.values()):
        return found
    number: tuple[int, Row] | None = None  # the row that numbers the item to come
    named = False  # some row said what it holds
    awaited: str | None = None  # the name over a cell that is still to come
    for row, cells in rows.items():
        first, *others = (cells[column] for column in sorted(cells))
        value = others[0] if others else None
        name = name_of(document, first)
        label = item_label(document.words(first))
        if value is None and awaited is not None and found.items:
            _answer(document, found.items[-1], first, awaited, found)
            awaited = None
        elif is_number(name) or (value is None and item_label(name) and _bare(document, first)):
            number = (row, cells)
            continue
        elif label and first.end - first.start - label.length >= _LEAST_TEXT and value is None:
            found.items.append(_item(document, first, None, "", found))
        elif is_text(name) and value is not None:
            found.labels.append(_span(first))
            found.items.append(_numbered_item(document, table, number, value, name, found))
            number = None
        elif found.items and is_response(name):
            found.labels.append(_span(first))
            named = True
            if value is None:
                awaited = name
            else:
                _answer(document, found.items[-1], value, name, found)
        elif found.items and value is not None and is_finding(name):
            found.labels.append(_span(first))
            found.asked.append((_span(value), found.items[-1]))
        elif found.items and value is None and answer_label(document.words(first)):
            named = True
            _answer(document, found.items[-1], first, "", found)
        if found.items:
            found.items[-1].rows.add((table, row))
    return found if named else TableItems()


def _bare(document: Document, block: Block) -> bool:
    label = item_label(document.words(block))
    return label is not None and label.length >= len(document.words(block))


def _numbered_item(
    document: Document,
    table: int,
    number: tuple[int, Row] | None,
    text: Block,
    name: str,
    found: TableItems,
) -> OpenItem:
    if number is None:
        return _item(document, text, None, name, found)
    row, cells = number
    item = _item(document, text, cells[max(cells)], name, found)
    found.labels += [_span(cell) for cell in cells.values()]
    item.rows.add((table, row))
    return item


def _plain_rows(document: Document, table: int, rows: Rows) -> TableItems:
    """No names at all: what is asked in one cell, perhaps after its number, and the response."""
    found = TableItems()
    if is_box(rows):
        return found
    read = [(row, *_cells_of_item(document, cells)) for row, cells in rows.items()]
    asked = [each for each in read if each[2] is not None]
    labelled = any(item_label(document.words(text)) for _, _, text, _ in read if text is not None)
    if not asked or (2 * len(asked) < len(read) and not labelled):
        return found
    for row, number, text, responses in read:
        if text is None:
            continue
        item = _item(document, text, number, "", found)
        item.rows.add((table, row))
        found.items.append(item)
        for cell in responses:
            _answer(document, item, cell, "", found)
    return found


def _cells_of_item(
    document: Document, cells: Row
) -> tuple[Block | None, Block | None, list[Block]]:
    """The number, the text and the responses in a row; no text where the row is no item."""
    order = [cells[column] for column in sorted(cells)]
    number = None
    if _numbers_an_item(document, order[0]):
        number, *order = order
    if not order or (number is None and len(order) < 2):
        return None, None, []
    text, *rest = order
    words = document.words(text)
    label = item_label(words)
    asks = asks_for_something(words) and not reads_as_answer(words)
    if (len(words) - (label.length if label else 0) < _LEAST_TEXT) or not (label or asks):
        return None, None, []
    return number, text, [cell for cell in rest[:1] if len(document.words(cell).split()) > 1]


def _numbers_an_item(document: Document, block: Block) -> bool:
    words = document.words(block).strip(" .:()")
    return bool(re.fullmatch(r"\d+(?:\.\d+)*[a-z]?|[A-Z]\d*|[ivx]+", words)) or _bare(
        document, block
    )
