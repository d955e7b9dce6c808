"""The items found so far, by number and by words, so that a later block can speak of them."""

from __future__ import annotations

import re

from ingest.likeness import same_words
from ingest.model import Document, ItemKind
from ingest.structure.item_labels import same_number
from ingest.structure.opened import OpenItem

_FIRST_WORDS = 6


class Register:
    """Finds an item again without looking through all of them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._numbered: dict[tuple[ItemKind, str], OpenItem] = {}
        self._by_words: dict[tuple[str, ...], OpenItem] = {}
        self._expected: dict[tuple[ItemKind, str], OpenItem] = {}
        self._in_order: list[OpenItem] = []
        self._of_kind: dict[ItemKind, list[OpenItem]] = {}
        self._of_number: dict[str, OpenItem] = {}

    def numbered(self, kind: ItemKind, number: str | None) -> OpenItem | None:
        """The latest item of this kind and number; of any kind, where it is not known."""
        if number is None:
            alone = self._of_kind.get(kind, [])
            return alone[0] if len(alone) == 1 else None
        if kind is ItemKind.OTHER:
            return self.listed(number)
        item = self._numbered.get((kind, same_number(number)))
        return item or _in_place(self._of_kind.get(kind, []), number)

    def listed(self, number: str) -> OpenItem | None:
        """The item of this number or in this place, where all of them stand in a list."""
        if len(self._in_order) < 2:
            return None
        return self._of_number.get(same_number(number)) or _in_place(self._in_order, number)

    def expect(self, item: OpenItem) -> None:
        """An answer has come to an item that is still to come."""
        assert item.number is not None
        self._expected[item.kind, same_number(item.number)] = item

    def add_all(self, items: list[OpenItem]) -> None:
        for item in items:
            self.enter(item)

    def enter(self, item: OpenItem) -> OpenItem | None:
        """Keep an item whose words have come; return the earlier one that says the same."""
        words = self._document.text[item.text[0] : item.text[1]]
        same = self._same(item, words)
        if same is not None:
            return same
        if item.number is not None:
            key = item.kind, same_number(item.number)
            for each in re.findall(r"\d+", item.number) if " " in item.number else [key[1]]:
                self._numbered[item.kind, each] = item
            self._of_number.setdefault(key[1], item)
            if expected := self._expected.pop(key, None):
                item.parts = [*expected.parts, *item.parts]
        self._by_words[_first(words)] = item
        self._in_order.append(item)
        self._of_kind.setdefault(item.kind, []).append(item)
        return None

    def _same(self, item: OpenItem, words: str) -> OpenItem | None:
        if item.number is not None:
            same = self._numbered.get((item.kind, same_number(item.number)))
            if same is not None and same_words(words, self._words(same)):
                return same
        same = self._by_words.get(_first(words))
        if same is None or same.answering or (same.number and item.number):
            return None
        return same if same_words(words, self._words(same)) else None

    def _words(self, item: OpenItem) -> str:
        return self._document.text[item.text[0] : item.text[1]]


def _in_place(items: list[OpenItem], number: str) -> OpenItem | None:
    """The item in this place of those without numbers; "last" is one of them."""
    if not items or items[0].number is not None:
        return None
    folded = same_number(number)
    if folded in ("last", "final"):
        return items[-1]
    if len(folded) == 1 and folded.isalpha():
        folded = str(ord(folded) - ord("a") + 1)
    place = int(folded) - 1 if folded.isdigit() else -1
    return items[place] if 0 <= place < len(items) else None


def _first(words: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z0-9]+", words.casefold())[:_FIRST_WORDS])
