"""Which letters, passages and items the filters of a search leave."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import partial

from ingest.model import ItemKind
from vectorstore.database import Database
from vectorstore.records import Filters
from vectorstore.rows import Row

_ASKED = """
    SELECT q.passage_id, substr(l.text, q.start + 1, q."end" - q.start) AS words,
           i.number, i.kind,
           EXISTS (SELECT 1 FROM items o WHERE o.letter_id = q.letter_id) AS letter_has_items
    FROM passages q JOIN letters l USING (letter_id)
    LEFT JOIN items i ON i.letter_id = q.letter_id AND i.position = q.item
    WHERE passage_id IN (?)
"""
_SPOKEN_OF = {
    ItemKind.RECOMMENDATION: ("recommendation",),
    ItemKind.AFI: ("afi", "area for improvement", "areas for improvement"),
    ItemKind.CAUSE_OF_CONCERN: ("cause of concern", "causes of concern"),
    ItemKind.OTHER: (),
}


class Filtered:
    def __init__(self, database: Database) -> None:
        self._database = database

    def letters(self, filters: Filters) -> Sequence[str]:
        """The letters in the list that a search with these filters looks at."""
        return self._database.remembered.get(filters, partial(self._matching, filters))

    def _matching(self, filters: Filters) -> tuple[str, ...]:
        left = [each.letter_id for each in self._database.catalogue().within(filters)]
        if filters.items:
            items = self._database.rows("SELECT DISTINCT letter_id, number, kind FROM items")
            numbered = {each["letter_id"] for each in items if _is_asked(each, filters)}
            numbered |= {letter_id for letter_id, _ in self._paragraphs(filters)}
            left = [each for each in left if each in numbered]
        return tuple(left)

    def _paragraphs(self, filters: Filters) -> frozenset[tuple[str, str]]:
        """Where "4.6" is asked for, the passages that begin so, each with its letter.

        A paper numbers its own paragraphs as it does the items.
        """
        numbers = [number for number in filters.items if "." in number]
        if not numbers or filters.kinds:
            return frozenset()
        return self._database.remembered.get(
            ("paragraphs", filters), partial(self._find_paragraphs, filters, numbers)
        )

    def _find_paragraphs(
        self, filters: Filters, numbers: Sequence[str]
    ) -> frozenset[tuple[str, str]]:
        begins = re.compile(rf"(?:{'|'.join(map(re.escape, numbers))})\.?\s")
        of_letter = "SELECT text FROM letters WHERE letter_id = ? AND instr(text, ?)"
        starts = "SELECT passage_id, start FROM passages WHERE letter_id = ?"
        return frozenset(
            (each.letter_id, row["passage_id"])
            for each in self._database.catalogue().within(filters)
            for number in numbers
            for letter in self._database.rows(of_letter, (each.letter_id, number))
            for row in self._database.rows(starts, (each.letter_id,))
            if begins.match(letter["text"], row["start"])
        )

    def passages(self, passage_ids: Collection[str], filters: Filters) -> set[str]:
        """Those of the passages that belong to the items of the filters.

        A number may be that of a paragraph too. Where a letter does not say of what kind an item
        is, it may be of any. A passage outside of all items counts where only a kind is asked for,
        and its letter has no items or it speaks of the kind.
        """
        asked = {each for _, each in self._paragraphs(filters)} & set(passage_ids)
        for row in self._database.in_parts(_ASKED, passage_ids):
            if row["kind"] is not None:
                if _is_asked(row, filters):
                    asked.add(row["passage_id"])
            elif not filters.items:
                names = [name for kind in filters.kinds for name in _SPOKEN_OF[kind]]
                words = row["words"].casefold()
                if not row["letter_has_items"] or any(name in words for name in names):
                    asked.add(row["passage_id"])
        return asked

    def has_items(self, filters: Filters) -> bool:
        """Whether the letters of these filters have what is numbered and of the kind they say."""
        if self._paragraphs(filters):
            return True
        letter_ids = self.letters(filters)
        found = self._database.in_parts(
            "SELECT number, kind FROM items WHERE letter_id IN (?)", letter_ids
        )
        return any(_is_asked(row, filters) for row in found)


def _is_asked(item: Row, filters: Filters) -> bool:
    """Whether an item is of the kinds and numbers of the filters.

    An item of no kind may be of any. The parts of recommendation 3 are numbered 3.1 and 3.2.
    """
    kind, number = ItemKind(item["kind"]), item["number"] or ""
    if filters.kinds and kind not in (*filters.kinds, ItemKind.OTHER):
        return False
    parts = tuple(f"{each}." for each in filters.items) if kind in filters.kinds else ()
    return not filters.items or number in filters.items or number.startswith(parts)
