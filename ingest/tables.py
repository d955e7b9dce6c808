"""The tables of a letter become items: one a row under a header, or one a table of named rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.item_labels import item_label
from ingest.model import Block, Document, ItemKind
from ingest.opened import OpenItem
from ingest.response_labels import response_label

Row = dict[int, Block]  # by column
Rows = dict[int, Row]  # by row

_NUMBER = re.compile(
    r"(?:recommendation\s+|afi\s+|item\s+)?(?:no\.?|number|ref(?:erence)?|#)|item|rec\.?", re.I
)
_TEXT = re.compile(
    r"recommendation|area\s+for\s+improvement|\bafi\b|finding|cause\s+of\s+concern|hmicfrs", re.I
)
_RESPONSE = re.compile(r"response|comment|action|update|reply|position|progress", re.I)
_OTHER = re.compile(r"\b(?:owner|lead|date|status|due|target|deadline|by\s+(?:whom|when))\b", re.I)
_LEAST_TEXT = 25  # characters of an item's own words beside its label


def items_in_tables(document: Document) -> list[OpenItem]:
    """Find the items in every table of the document, in order."""
    found: list[OpenItem] = []
    for table, rows in _tables(document).items():
        found += (
            list(_under_header(document, table, rows))
            or list(_in_named_rows(document, table, rows))
            or list(_in_labelled_rows(document, table, rows))
        )
    return found


def _tables(document: Document) -> dict[int, Rows]:
    tables: dict[int, Rows] = {}
    for block in document.blocks:
        if block.cell is not None:
            table, row, column = block.cell
            tables.setdefault(table, {}).setdefault(row, {})[column] = block
    return tables


def _is_number(name: str) -> bool:
    return bool(_NUMBER.fullmatch(name))


def _is_response(name: str) -> bool:
    return bool(_RESPONSE.search(name)) and not _OTHER.search(name)


def _is_text(name: str) -> bool:
    return bool(_TEXT.search(name)) and not _is_number(name) and not _is_response(name)


def _under_header(document: Document, table: int, rows: Rows) -> Iterator[OpenItem]:
    """A first row that names a column of items and one of responses: an item a row."""
    names = {
        column: document.words(block).strip(" :*") for column, block in rows[min(rows)].items()
    }
    texts = [column for column, name in names.items() if _is_text(name)]
    responses = [column for column, name in names.items() if _is_response(name)]
    numbers = [column for column, name in names.items() if _is_number(name)]
    if not texts or not responses:
        return
    header = {block.start for block in rows[min(rows)].values()}
    for row, cells in rows.items():
        if row == min(rows) or texts[0] not in cells:
            continue
        number = cells.get(numbers[0]) if numbers else None
        item = _item(document, cells[texts[0]], number, names[texts[0]])
        item.rows = {(table, row)}
        item.labels |= header
        for column in responses:
            if column in cells:
                _answer(item, cells[column], names[column])
        yield item


def _item(document: Document, text: Block, number: Block | None, name: str) -> OpenItem:
    """An item whose words are a cell; its number stands in them, or in a cell of its own."""
    printed = document.words(number).strip(" :*") if number else ""
    own, beside, above = (item_label(words) for words in (document.words(text), printed, name))
    label = own or beside or above
    item = OpenItem(
        number=next(
            (found.number for found in (own, beside, above) if found and found.number), None
        )
        or (printed if printed and not beside else None),
        kind=label.kind if label else _kind(name),
    )
    item.add_text(text.start + (own.length if own else 0), text.end)
    item.labels = {number.start} if number else set()
    return item


def _kind(name: str) -> ItemKind:
    label = item_label(name.rstrip("s"))
    return label.kind if label else ItemKind.OTHER


def _answer(item: OpenItem, cell: Block, name: str) -> None:
    label = response_label(f"{name}:")
    item.begin_part(label.speaker if label else None)
    item.add_response(cell.start, cell.end)


def _in_named_rows(document: Document, table: int, rows: Rows) -> list[OpenItem]:
    """Rows whose first cell names the second: number, recommendation, response, owner, date."""
    if any(max(cells) > 1 for cells in rows.values()):
        return []
    items: list[OpenItem] = []
    number: tuple[int, Row] | None = None  # the row that numbers the item to come
    for row, cells in rows.items():
        key, value = cells.get(0), cells.get(1)
        name = document.words(key).strip(" :*") if key else ""
        if _is_number(name) or (value is None and item_label(name)):
            number = (row, cells)
            continue
        if key is None or value is None:
            continue
        if _is_text(name):
            items.append(_numbered_item(document, table, number, value, name))
            number = None
        if not items:
            continue
        if _is_text(name) or _is_response(name):
            items[-1].labels.add(key.start)
        if _is_response(name):
            _answer(items[-1], value, name)
        items[-1].rows.add((table, row))
    return [item for item in items if item.parts]


def _numbered_item(
    document: Document, table: int, number: tuple[int, Row] | None, text: Block, name: str
) -> OpenItem:
    if number is None:
        return _item(document, text, None, name)
    row, cells = number
    item = _item(document, text, cells[max(cells)], name)
    item.labels |= {cell.start for cell in cells.values()}
    item.rows.add((table, row))
    return item


def _in_labelled_rows(document: Document, table: int, rows: Rows) -> Iterator[OpenItem]:
    """No names at all: "Recommendation 1: …" in one cell, the response in the next."""
    for row, cells in rows.items():
        columns = sorted(cells)
        label = item_label(document.words(cells[columns[0]]))
        if label is None or len(columns) < 2:
            continue
        text = cells[columns[0]]
        if text.end - text.start - label.length < _LEAST_TEXT:
            continue
        item = _item(document, text, None, "")
        item.rows = {(table, row)}
        _answer(item, cells[columns[1]], "")
        yield item
