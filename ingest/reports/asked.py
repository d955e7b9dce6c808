"""A paragraph of a report that asks somebody for something becomes an item."""

from __future__ import annotations

import re

from ingest.model import Block, BlockStyle, Document, Item, ItemKind
from ingest.reports.paragraphs import with_paragraph

ASKS_SOMEBODY = re.compile(
    r"(?:(?:by|before|within|from|no\s+later|immediately|as\s+soon|with\s+immediate)\b[^.;]{0,80}?,\s*)?"
    r"(?:(?:the|all|each|every|chief|local|police|forces?|constabular|commissioners?|we\s+(?:also\s+)?recommend"
    r"|we\s+expect|it\s+should|officers|staff|supervisors)\b|[A-Z])[^.;:]{0,160}?"
    r"\b(?:should|must|needs?\s+to|recommend)\b",
    re.I,
)


def asked_in_bold(document: Document) -> list[Item]:
    """Each paragraph in bold that asks somebody, of a report that labels no item."""
    items = []
    for block in document.blocks:
        words = document.words(block)
        skip = len(words) - len(words.lstrip("*_ "))
        bold = block.bold or (words.startswith("**") and words.endswith("**"))
        if bold and block.style is not BlockStyle.NOTE and ASKS_SOMEBODY.match(words[skip:]):
            item = asked_item(document, block, skip, ItemKind.OTHER, None)
            items.append(with_paragraph(document, item))
    return items


def asked_item(
    document: Document,
    block: Block,
    skip: int,
    kind: ItemKind,
    number: str | None,
    stop: int | None = None,
) -> Item:
    """The item whose words are a block's, from its own character `skip` on."""
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
