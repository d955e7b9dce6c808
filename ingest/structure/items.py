"""The blocks of a letter become its items: each recommendation or AFI with the response to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import Document, Item, ItemKind, Span, Speaker
from ingest.structure.opened import OpenItem
from ingest.structure.prose import read_prose


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """The inspectorate's words outside the text of any item."""

    span: Span
    item: int | None  # index of the item that they belong to


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundItems:
    """The items of a letter in order, and what else belongs to them."""

    items: tuple[Item, ...]
    asked: tuple[Asked, ...]
    rows: dict[tuple[int, int], int]  # which item a table's row belongs to
    voiced: tuple[tuple[Span, Speaker], ...]  # labelled with a speaker, and for no one item
    labels: tuple[Span, ...]  # what only names an item, a response, a row or a column


def find_items(document: Document) -> FoundItems:
    """Pair each item with its response, in the order of the text."""
    prose = read_prose(document)
    opened = [item for item in prose.found if item.has_text]
    kept = _without_parents(document, opened)
    kept.sort(key=lambda item: item.text)
    index = {id(item): number for number, item in enumerate(kept)}
    asked = [Asked(span=span, item=index.get(id(item))) for span, item in prose.asked]
    asked += [
        Asked(span=Span(start=item.text[0], end=item.text[1]), item=None)
        for item in opened
        if id(item) not in index
    ]
    return FoundItems(
        items=tuple(item.finish(document) for item in kept),
        asked=tuple(asked),
        rows={row: number for number, item in enumerate(kept) for row in item.rows},
        voiced=tuple(prose.voiced),
        labels=tuple(prose.labels),
    )


def _without_parents(document: Document, found: Sequence[OpenItem]) -> list[OpenItem]:
    """Recommendation 3 above 3.1 and 3.2 is their heading and not an item of its own.

    A cause of concern above its recommendations is their heading and an item too.
    """
    kept: list[OpenItem] = []
    for index, item in enumerate(found):
        children = _children(found, index)
        if children and (not item.parts or item.parts[0].start > children[0].text[0]):
            above = document.text[item.text[0] : item.text[1]]
            for child in children:
                child.heading = " > ".join(part for part in (above, child.heading) if part)
        if not children or item.parts or item.kind is ItemKind.CAUSE_OF_CONCERN:
            kept.append(item)
    return kept


def _children(found: Sequence[OpenItem], index: int) -> list[OpenItem]:
    """The items right after one that are parts of it."""
    parent, children = found[index], []
    for item in found[index + 1 :]:
        within = parent.number and (item.number or "").startswith(f"{parent.number}.")
        concern = parent.kind is ItemKind.CAUSE_OF_CONCERN
        if not within and not (concern and item.kind is ItemKind.RECOMMENDATION):
            break
        children.append(item)
    return children
