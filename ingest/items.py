"""The blocks of a letter become its items: each recommendation or AFI with the response to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.model import Block, BlockStyle, Document, Item, ItemKind, ResponsePart
from ingest.patterns import (
    is_board_recommendation,
    is_closing,
    item_label,
    leading_number,
    response_label,
    sub_number,
)

_FOUND = re.compile(
    r"\b(?:we|inspectors?|hmicfrs|hmic|our\s+(?:inspection|inspectors|audit))\s+(?:also\s+)?"
    r"(?:found|saw|identified|observed|were\s+(?:concerned|told)|expect|recommend|noted)\b",
    re.I,
)
_ASKED = re.compile(
    r"\b(?:forces?|constabular(?:y|ies)|constables?|police|leads?|college|office)"
    r"\s+(?:should|must|needs?\s+to)\b",
    re.I,
)
_ASKED_MORE = re.compile(
    r"(?:in\s+particular\b|this\s+(?:should|must|includes?|is\s+because|means)\b"
    r"|(?:it|they|these)\s+(?:should|must)\b)",
    re.I,
)
_ANSWERS = re.compile(
    r"(?:(?i:since\s|at\s+this\s+time|at\s+present|currently|work\s+(?:is|has)|following\s"
    r"|in\s+response|accepted|agreed|i\b|my\b|our\b"
    r"|we\s+(?:have|are|will|accept|agree|welcome|do|did|now)\b)"
    r"|(?:[Tt]he\s+)?(?:[A-Z][\w’'-]+\s+)*(?:[Ff]orce|[Cc]onstabulary|[Pp]olice)(?:['’]s)?\s+"
    r"(?!should|must|need|was\s+not|were\s+not|did\s+not)\w)"
)
_ASKS = re.compile(r"\b(?:should|must|expect|needs?\s+to|recommend)\b", re.I)

PARAGRAPH_BREAK = "\n\n"


@dataclass(kw_only=True, eq=False)
class _Open:
    """An item while its blocks are still coming."""

    number: str | None
    kind: ItemKind
    heading: str = ""
    text: tuple[int, int] | None = None
    parts: list[ResponsePart] = field(default_factory=list)
    label: ResponsePart | None = None  # a response label whose words have not come yet
    in_bullets: bool = False

    def add_text(self, start: int, end: int) -> None:
        self.text = (self.text[0] if self.text else start, end)

    def add_response(self, start: int, end: int) -> None:
        if self.label is not None:
            self.parts.append(ResponsePart(start=start, end=end, speaker=self.label.speaker))
            self.label = None
        elif self.parts:
            last = self.parts[-1]
            self.parts[-1] = ResponsePart(start=last.start, end=end, speaker=last.speaker)
        else:
            self.parts.append(ResponsePart(start=start, end=end, speaker=None))

    @property
    def answering(self) -> bool:
        return bool(self.parts) or self.label is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundItems:
    """The items of a letter in order, and the recommendations that only head sub-numbered ones."""

    items: tuple[Item, ...]
    parents: tuple[tuple[int, int], ...]  # where the words of each such recommendation stand


def find_items(document: Document) -> FoundItems:
    """Pair each item with its response, in the order of the text."""
    opened = [item for item in _items_in_prose(document) if item.text]
    kept = _without_parents(document, opened)
    items = [_finish(document, item) for item in kept] + _items_in_tables(document)
    return FoundItems(
        items=tuple(sorted(items, key=lambda item: item.start)),
        parents=tuple(item.text for item in opened if item.text and item not in kept),
    )


def _items_in_prose(document: Document) -> list[_Open]:
    found: list[_Open] = []
    current: _Open | None = None
    previous: Block | None = None
    for block in document.blocks:
        words = document.words(block)
        if block.style is BlockStyle.NOTE:
            continue
        if block.style is BlockStyle.CELL or is_closing(words):
            current = None
        elif opened := _opens_item(
            block, words, current, document.words(previous) if previous else ""
        ):
            item, skip = opened
            found.append(item)
            current = item
            if skip < len(words.rstrip("* ")):
                current.add_text(block.start + skip, _text_end(block, words))
        elif label := response_label(words):
            if current is None and previous is not None and block.style is not BlockStyle.HEADING:
                current = _from_text_before(document, previous)
                found.extend([current] if current else [])
            if current is not None:
                current.label = ResponsePart(start=0, end=0, speaker=label.speaker)
                if label.length < len(words):
                    current.add_response(block.start + label.length, block.end)
        elif block.style is BlockStyle.HEADING:
            if current is not None and current.text is None:
                current.add_text(block.start, block.end)
            else:
                current = None
        elif current is not None:
            _add_block(current, document, block)
        previous = block
    return found


def _opens_item(
    block: Block, words: str, current: _Open | None, before: str
) -> tuple[_Open, int] | None:
    """Return a new item and where in the block its text begins, if the block opens one."""
    label = item_label(words)
    if label and not is_board_recommendation(words[label.length :]):
        if (
            block.style is BlockStyle.HEADING
            and label.number is None
            and _SECTION_NUMBER.match(words)
        ):
            return None
        return _Open(number=label.number, kind=label.kind), label.length
    if (sub := sub_number(words)) and current is not None and current.number is not None:
        root = current.number.partition(".")[0]
        if sub[0].partition(".")[0] == root:
            return _Open(number=sub[0], kind=current.kind, heading=current.heading), sub[1]
    if block.bold and block.style is not BlockStyle.HEADING and _ASKS.search(words):
        number, skip = sub or leading_number(words) or (None, 0)
        if len(words) - skip > 40 and words.rstrip("* ")[-1] in ".:":
            skip += 2 if words[skip:].startswith("**") else 0
            return _Open(number=number, kind=ItemKind.OTHER), skip
    return None


_SECTION_NUMBER = re.compile(r"\d")


def _text_end(block: Block, words: str) -> int:
    return block.end - (len(words) - len(words.rstrip("* ")))


def _from_text_before(document: Document, block: Block) -> _Open | None:
    """A response label makes the block before it an item, if that asks for something."""
    words = document.words(block)
    if block.style is BlockStyle.CELL or not _ASKS.search(words):
        return None
    number, skip = sub_number(words) or leading_number(words) or (None, 0)
    item = _Open(number=number, kind=ItemKind.OTHER)
    item.add_text(block.start + skip, _text_end(block, words))
    return item


def _add_block(current: _Open, document: Document, block: Block) -> None:
    if current.text is None:
        current.add_text(block.start, block.end)
    elif not current.answering and _goes_on_asking(current, document, block):
        current.add_text(block.start, block.end)
    else:
        current.add_response(block.start, block.end)


def _goes_on_asking(current: _Open, document: Document, block: Block) -> bool:
    """Whether a block without a label is still the inspectorate's, and not yet the response."""
    assert current.text is not None
    words = document.words(block)
    if block.style is BlockStyle.BULLET or re.match(r"\(?[a-z]\)\s|[-–•]\s", words):
        before = document.text[current.text[0] : current.text[1]].rstrip()
        if before.endswith((":", ";", ",", " and", " or")):
            current.in_bullets = True
            return True
        return current.in_bullets
    current.in_bullets = False
    if _ASKED_MORE.match(words):
        return True
    return bool(_FOUND.search(words) or _ASKED.search(words)) and not _ANSWERS.match(words)


def _without_parents(document: Document, found: Sequence[_Open]) -> list[_Open]:
    """Recommendation 3 above 3.1 and 3.2 is their heading and not an item of its own."""
    kept: list[_Open] = []
    for index, item in enumerate(found):
        children = []
        for later in found[index + 1 :]:
            if not (item.number and later.number and later.number.startswith(f"{item.number}.")):
                break
            children.append(later)
        if children and not item.parts and item.text:
            heading = document.text[item.text[0] : item.text[1]]
            for child in children:
                child.heading = heading
        else:
            kept.append(item)
    return kept


def _finish(document: Document, item: _Open) -> Item:
    assert item.text is not None
    start, end = item.text
    return Item(
        number=item.number,
        kind=item.kind,
        heading=item.heading,
        text=document.text[start:end],
        start=start,
        end=end,
        response=_response(document.text, item.parts),
        response_parts=tuple(item.parts),
        page=document.page_at(start).number,
    )


def _response(text: str, parts: Sequence[ResponsePart]) -> str:
    if not parts:
        return ""
    between = [text[a.end : b.start].strip() for a, b in pairwise(parts)]
    if all(_is_label(words) for words in between):
        return text[parts[0].start : parts[-1].end]
    return PARAGRAPH_BREAK.join(text[part.start : part.end] for part in parts)


def _is_label(words: str) -> bool:
    label = response_label(words)
    return not words or (label is not None and label.length == len(words))


_COLUMN_TEXT = re.compile(
    r"recommendation|area\s+for\s+improvement|afi|finding|cause\s+of\s+concern|hmicfrs", re.I
)
_COLUMN_RESPONSE = re.compile(r"response|comment|action|update|reply|position|progress", re.I)
_COLUMN_NUMBER = re.compile(
    r"(?:no\.?|number|ref(?:erence)?|item|#|afi\s+no\.?|rec(?:\.|\s+no\.?)?)", re.I
)


def _items_in_tables(document: Document) -> list[Item]:
    """A table whose first row names a column of items and one of responses: an item a row."""
    tables: dict[int, dict[int, dict[int, Block]]] = {}
    for block in document.blocks:
        if block.cell is not None:
            table, row, column = block.cell
            tables.setdefault(table, {}).setdefault(row, {})[column] = block
    found = []
    for rows in tables.values():
        header = {c: document.words(b).strip() for c, b in rows.get(0, {}).items()}
        numbers = [c for c, name in header.items() if _COLUMN_NUMBER.fullmatch(name)]
        responses = [c for c, name in header.items() if _COLUMN_RESPONSE.search(name)]
        texts = [
            c
            for c, name in header.items()
            if _COLUMN_TEXT.search(name) and c not in numbers and c not in responses
        ]
        if not texts or not responses:
            continue
        for row, cells in rows.items():
            if row == 0 or texts[0] not in cells:
                continue
            found.append(_from_row(document, cells, numbers, texts[0], responses, header))
    return found


def _from_row(
    document: Document,
    cells: dict[int, Block],
    numbers: list[int],
    text: int,
    responses: list[int],
    header: dict[int, str],
) -> Item:
    block = cells[text]
    words = document.words(block)
    label = item_label(words)
    printed = document.words(cells[numbers[0]]).strip() if numbers and numbers[0] in cells else ""
    named = item_label(printed + ":") if printed else None
    number = label.number if label else named.number if named else printed or None
    kind = label.kind if label else named.kind if named else _kind_of(header[text])
    item = _Open(number=number, kind=kind)
    item.add_text(block.start + (label.length if label else 0), block.end)
    for column in responses:
        if column in cells:
            speaker = response_label(header[column] + ":")
            item.parts.append(
                ResponsePart(
                    start=cells[column].start,
                    end=cells[column].end,
                    speaker=speaker.speaker if speaker else None,
                )
            )
    return _finish(document, item)


def _kind_of(name: str) -> ItemKind:
    label = item_label(name.rstrip("s") + ":")
    return label.kind if label else ItemKind.OTHER
