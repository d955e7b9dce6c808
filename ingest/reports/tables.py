"""Tables of recommendations in a report: one a row, with who is to act and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ingest.model import Block, Document, Item, ItemKind
from ingest.reports.duties import deadline_of
from ingest.structure.item_labels import item_label, kind_named

Row = dict[int, Block]  # by column

_NUMBER = re.compile(
    r"(?:recommendation\s+|afi\s+|item\s+)?(?:no\.?|number|ref(?:erence)?|#)", re.I
)
_TEXT = re.compile(
    r"(?P<kind>recommendations?|areas?\s+for\s+improvement|afis?|causes?\s+of\s+concern)"
    r"(?:\s+(?:text|wording|in\s+full))?|what\s+(?:should|must|needs\s+to)\s+.*|action\s+(?:needed|required)",
    re.I,
)
_OWNER = re.compile(
    r"(?:action\s+)?(?:owners?|leads?)|who.*|responsib\w+.*|for(?:\s+whom)?|addressed\s+to|(?:lead|responsible)\s+\w+"
    r"|by\s+whom|for\s+the\s+attention\s+of",
    re.I,
)
_PARAGRAPH = re.compile(r"(?:report\s+)?para(?:graph)?s?\.?(?:\s+(?:no\.?|number|ref\w*))?", re.I)
_DEADLINE = re.compile(
    r"deadline|(?:by\s+)?when|(?:due|target|completion)\s+(?:date|by)|due|timescales?|timetable|date|by",
    re.I,
)


def items_in_report_tables(document: Document) -> Iterator[Item]:
    for rows in _tables(document).values():
        yield from _items(document, rows)


def _tables(document: Document) -> dict[int, dict[int, Row]]:
    tables: dict[int, dict[int, Row]] = {}
    for block in document.blocks:
        if block.cell is not None:
            table, row, column = block.cell
            tables.setdefault(table, {}).setdefault(row, {})[column] = block
    return tables


def _items(document: Document, rows: dict[int, Row]) -> Iterator[Item]:
    """The rows under a header that names a column of recommendations."""
    first = min(rows)
    names = {column: document.words(cell).strip(" :*") for column, cell in rows[first].items()}
    text = _column(names, _TEXT)
    if text is None or len(rows) < 2:
        yield from _labelled(document, rows)
        return
    number, owner = _column(names, _NUMBER), _column(names, _OWNER)
    deadline, paragraph = _column(names, _DEADLINE), _column(names, _PARAGRAPH)
    named = _TEXT.fullmatch(names[text])
    kind = kind_named(named["kind"]) if named and named["kind"] else ItemKind.RECOMMENDATION
    if number is None and 0 not in (text, owner, deadline, paragraph) and 0 in names:
        number = 0
    if number is None and _holds_numbers(document, rows, text):
        number, text = text, min((c for c in names if c > text), default=text)
    for row, cells in rows.items():
        if row == first or text not in cells:
            continue
        item = _item(document, cells[text], kind, _words(document, cells, number))
        yield replace(
            item,
            owner=_words(document, cells, owner),
            deadline=_date(_words(document, cells, deadline)),
            paragraph=_words(document, cells, paragraph),
        )


def _labelled(document: Document, rows: dict[int, Row]) -> Iterator[Item]:
    """Cells that say themselves which item they hold: "Recommendation 1: …"."""
    for cells in rows.values():
        for column in sorted(cells):
            words = document.words(cells[column])
            label = item_label(words)
            if label and label.length < len(words.rstrip()):
                yield _item(document, cells[column], label.kind, None)
            elif label and column + 1 in cells and label.number:
                yield _item(document, cells[column + 1], label.kind, label.number)
                break


def _holds_numbers(document: Document, rows: dict[int, Row], column: int) -> bool:
    """A column named "Recommendation" that holds "1", "2", … ; the next holds the words."""
    held = [document.words(cells[column]) for cells in list(rows.values())[1:] if column in cells]
    return bool(held) and all(len(words) <= 20 for words in held)


def _item(document: Document, cell: Block, kind: ItemKind, number: str | None) -> Item:
    words = document.words(cell)
    label = item_label(words)
    beside = item_label(number) if number else None
    start = cell.start + (label.length if label else 0)
    text = document.text[start : cell.end].rstrip("* ")
    return Item(
        number=(label and label.number) or (beside and beside.number) or number,
        kind=label.kind if label else beside.kind if beside else kind,
        heading="",
        text=text,
        start=start,
        end=start + len(text),
        response="",
        response_parts=(),
        page=document.page_at(start).number,
        owner=None,
        deadline=None,
    )


def _column(names: dict[int, str], wanted: re.Pattern[str]) -> int | None:
    return next((column for column, name in names.items() if wanted.fullmatch(name)), None)


def _words(document: Document, cells: Row, column: int | None) -> str | None:
    if column is None or column not in cells:
        return None
    return " ".join(document.words(cells[column]).split()).strip("*. ") or None


def _date(words: str | None) -> date | None:
    return (
        deadline_of(f"by {words.removeprefix('By ').removeprefix('by ')}", None) if words else None
    )
