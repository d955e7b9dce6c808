"""Which recommendations belong to a cause of concern: those that stand under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.likeness import same_words
from ingest.model import Item, ItemKind

_NO_LEVEL = 99


class Causes:
    """Keeps the cause of concern under which the blocks of a report stand."""

    def __init__(self) -> None:
        self._words = ""  # of the cause, as its recommendations carry them
        self._fresh = False  # no narrative has come since the cause or a recommendation of it
        self._head_level = _NO_LEVEL  # of the heading just read, if it is "Cause of concern"
        self._list_level = _NO_LEVEL  # of a heading over the causes of the whole report
        self._own_level = 0  # of the heading over the cause's own words

    @property
    def standing(self) -> bool:
        return bool(self._words)

    def head(self, kind: ItemKind | None, level: int, *, of_list: bool) -> None:
        """Take a heading of a list or of an item; one that lists no recommendations ends a cause.

        So does "Recommendations" beside "Causes of concern", or in a heading that is larger than
        the cause's own: it is the list for the whole report.
        """
        self._head_level = level if kind is ItemKind.CAUSE_OF_CONCERN else _NO_LEVEL
        if of_list and kind is ItemKind.CAUSE_OF_CONCERN:
            self._list_level = level
        of_report = level < self._own_level or level <= self._list_level != _NO_LEVEL
        if kind is not ItemKind.RECOMMENDATION or of_report:
            self._words = ""
        if kind is None:
            self._list_level = _NO_LEVEL
        self._fresh = self.standing

    def label(self, kind: ItemKind, level: int) -> None:
        """Take a heading that is an item's label: "Cause of concern 1"."""
        self._head_level = _NO_LEVEL
        if kind is ItemKind.CAUSE_OF_CONCERN:
            self._own_level = level

    def narrate(self) -> None:
        """A paragraph came that asks for nothing: a number after it is one of the report's list."""
        self._fresh = False

    def under(self, item: Item) -> Item:
        """The item, with the cause's words as its heading where it belongs to one."""
        if item.kind is ItemKind.CAUSE_OF_CONCERN:
            if self._head_level != _NO_LEVEL:
                self._own_level = self._head_level
                if item.number:  # it has a label of its own under the heading
                    self._list_level = self._head_level
            self._words, self._fresh = item.text, True
            return item
        if item.kind is ItemKind.AFI or not (item.number is None or self._fresh):
            self._words = ""
        return replace(item, heading=self._words) if self._words else item


def after_their_causes(items: Sequence[Item]) -> list[Item]:
    """The items in order, but each cause directly before its recommendations."""
    causes = [index for index, item in enumerate(items) if item.kind is ItemKind.CAUSE_OF_CONCERN]
    families: dict[int, list[Item]] = {}  # by the place of the cause, or of an item of none
    for index, item in enumerate(items):
        cause = next((c for c in causes if item.heading and _is_of(item, items[c])), None)
        if cause is None:
            families.setdefault(index, []).insert(0, item)
        else:
            families.setdefault(cause, []).append(replace(item, heading=items[cause].text))
    return [item for family in families.values() for item in family]


def _is_of(item: Item, cause: Item) -> bool:
    return item.kind is not ItemKind.CAUSE_OF_CONCERN and same_words(item.heading, cause.text)
