"""An inspection report, a committee's report or a pasted list becomes what must be answered."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.bodies import introduced_bodies
from ingest.dates import published
from ingest.item_labels import asks_for_something, item_label, leading_number, sub_number
from ingest.likeness import same_words
from ingest.model import Block, BlockStyle, Document, Item, ItemKind, Report

_TRAILER = re.compile(
    r"\s*\((?P<kind>recommendation|conclusion),?\s+paragraphs?\s+[\d, and–-]+\)\s*$", re.I
)
_OTHER_LABEL = re.compile(r"(?:\d+[.)]?\s+)?conclusions?\b\s*:?\s*", re.I)
_CARRIES_ON = re.compile(r"(?:this|they|it|these)\s+(?:should|must)\b", re.I)
_LIST_HEADING = re.compile(
    r"(?:(?:summary|list)\s+of\s+)?(?:our\s+|the\s+)?(?P<kind>recommendations?|areas?\s+for\s+improvement|afis?"
    r"|causes?\s+of\s+concern)\b",
    re.I,
)
_ASKS = re.compile(r"\b(?:should|must|recommend|expect|needs?\s+to|ensure|publish|review)\b", re.I)
_PUBLISHER = re.compile(
    r"(?:committee|inspectorate|hmicfrs|commons|fire\s*(?:&|and)\s*rescue\s+services)\s*$|^publish",
    re.I,
)
_GENERIC = re.compile(
    r"(?:executive\s+)?summary|contents|foreword|introduction|background|(?:our\s+)?recommendations"
    r"|(?:our\s+)?findings|areas?\s+for\s+improvement|causes?\s+of\s+concern|about\s+.*",
    re.I,
)
LONGEST_TITLE = 30  # words
SHORTEST_ITEM = 25  # characters; shorter ones are lines of a table of contents


def read_report(document: Document) -> Report:
    """Find the title, the publication date and every item, once each."""
    title = _title(document)
    bodies = introduced_bodies(title)
    return Report(
        title=title,
        published=published(document.text),
        body=bodies.most_common(1)[0][0] if bodies else None,
        items=tuple(_once(_items(document))),
        warnings=document.warnings,
    )


def read_pasted(document: Document) -> Report:
    """Read pasted text as a report; without labels, each paragraph that asks is an item."""
    report = read_report(document)
    if report.items:
        return report
    asked = [block for block in document.blocks if asks_for_something(document.words(block))]
    items = [_item(document, block, 0, ItemKind.OTHER, None) for block in asked]
    return replace(report, items=tuple(items))


def _title(document: Document) -> str:
    """The largest heading of the first two pages that can be a title, else the first line.

    A heading in capitals may be only a section's: a line before it that can be a title wins.
    """
    front = [
        block
        for block in document.blocks
        if document.page_at(block.start).number <= 2 and _may_be_title(document, block)
    ]
    if not front:
        return ""
    headings = [block for block in front if block.style is BlockStyle.HEADING]
    best = min(headings or front, key=lambda block: (block.level or 9, block.start))
    first = front[0]
    if document.words(best).isupper() and len(_first_line(document, first).split()) >= 3:
        best = first
    return _first_line(document, best) if best is first else _words(document, best)


def _may_be_title(document: Document, block: Block) -> bool:
    words = _words(document, block)
    if item_label(words) or _PUBLISHER.search(words) or _GENERIC.fullmatch(words):
        return False
    return len(words.split()) <= LONGEST_TITLE and not words.startswith("(")


def _words(document: Document, block: Block) -> str:
    return " ".join(document.words(block).split()).strip("* ")


def _first_line(document: Document, block: Block) -> str:
    """The first line of a block whose next line dates or publishes it; else all of it."""
    line, _, rest = document.words(block).partition("\n")
    return line.strip("* ") if _PUBLISHER.search(rest) else _words(document, block)


def _items(document: Document) -> list[Item]:
    items: list[Item] = []
    section: ItemKind | None = None
    pending: tuple[ItemKind, str | None] | None = None  # a label whose text is still to come
    open_item = False
    for block in document.blocks:
        words = document.words(block)
        if block.style is BlockStyle.NOTE:
            continue
        label = item_label(words)
        if label and (rest := words[label.length :].strip()):
            items.append(_item(document, block, label.length, label.kind, label.number))
            open_item, pending = bool(rest), None
        elif label:
            pending, open_item = (label.kind, label.number), False
        elif block.style is BlockStyle.HEADING and pending is None:
            heading = _LIST_HEADING.match(words.strip("* "))
            section = _kind(heading.group("kind")) if heading else None
            open_item = False
        elif _TRAILER.search(words) or (section and _numbered(words)):
            open_item = _add_listed(document, block, section, items)
        elif pending is not None:
            items.append(_item(document, block, 0, *pending))
            open_item, pending = True, None
        elif open_item and _goes_on(block, words, items[-1].text):
            items[-1] = _longer(document, items[-1], block)
        else:
            open_item = False
    return [item for item in items if len(item.text) >= SHORTEST_ITEM]


def _numbered(words: str) -> tuple[str, int] | None:
    found = sub_number(words) or leading_number(words)
    return found if found and _ASKS.search(words) else None


def _add_listed(
    document: Document, block: Block, section: ItemKind | None, items: list[Item]
) -> bool:
    """Add a numbered paragraph of a list of recommendations; a conclusion is not added."""
    words = document.words(block)
    number, skip = sub_number(words) or leading_number(words) or (None, 0)
    trailer = _TRAILER.search(words)
    if trailer and trailer.group("kind").casefold() == "conclusion":
        return False
    kind = ItemKind.RECOMMENDATION if trailer else section or ItemKind.RECOMMENDATION
    items.append(_item(document, block, skip, kind, number, trailer.start() if trailer else None))
    return trailer is None


def _item(
    document: Document,
    block: Block,
    skip: int,
    kind: ItemKind,
    number: str | None,
    stop: int | None = None,
) -> Item:
    start = block.start + skip
    end = block.end if stop is None else block.start + stop
    text = document.text[start:end].rstrip("* ")
    return Item(
        number=number,
        kind=kind,
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


def _goes_on(block: Block, words: str, before: str) -> bool:
    if _OTHER_LABEL.fullmatch(words):
        return False
    if block.style is BlockStyle.BULLET or re.match(r"\(?[a-z]\)\s|[-–•]\s", words):
        return before.rstrip().endswith((":", ";", ",", " and", " or")) or "\n" in before
    return before.rstrip()[-1] not in ".!?" or bool(_CARRIES_ON.match(words))


def _longer(document: Document, item: Item, block: Block) -> Item:
    return replace(item, text=document.text[item.start : block.end], end=block.end)


def _kind(name: str) -> ItemKind:
    name = name.casefold()
    if name.startswith("rec"):
        return ItemKind.RECOMMENDATION
    return ItemKind.CAUSE_OF_CONCERN if "concern" in name else ItemKind.AFI


def _once(items: list[Item]) -> list[Item]:
    """The list in the summary and the same items in the body are one item each."""
    kept: list[Item] = []
    for item in items:
        for index, other in enumerate(kept):
            if _same(item, other):
                numbered = [candidate for candidate in (other, item) if candidate.number]
                kept[index] = max(numbered or [other, item], key=lambda i: (len(i.text), -i.start))
                break
        else:
            kept.append(item)
    return kept


def _same(one: Item, other: Item) -> bool:
    if one.number and other.number and one.number != other.number:
        return False
    same_number = one.number is not None and (one.number, one.kind) == (other.number, other.kind)
    return same_words(one.text, other.text, within=0.6 if same_number else 0.9)
