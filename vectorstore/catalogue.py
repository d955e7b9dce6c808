"""What the letters in the list say of themselves, made ready to be looked up by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Literal

from vectorstore.records import Filters, LetterFacts
from vectorstore.titles import Titles

Fact = Literal["body", "author", "dated", "report_title"]


class Catalogue:
    """The facts of each letter in the list. They do not change; another list is another object."""

    def __init__(self, letters: Iterable[LetterFacts]) -> None:
        self.letters = tuple(letters)

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """By name."""
        return tuple(sorted({each.body for each in self.letters if each.body}))

    @cached_property
    def authors(self) -> frozenset[str]:
        return frozenset(each.author for each in self.letters if each.author)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The dates of the letters, each once."""
        return tuple({each.dated for each in self.letters if each.dated})

    @cached_property
    def titles(self) -> Titles:
        """Of the reports that the letters answer."""
        return Titles(each.report_title for each in self.letters if each.report_title)

    @cached_property
    def by_id(self) -> dict[str, LetterFacts]:
        return {each.letter_id: each for each in self.letters}

    def of_body(self, body: str) -> Sequence[LetterFacts]:
        """The letters of a body, whatever the case of its name."""
        return self._by_body.get(body.casefold(), ())

    def mostly_told(self, fact: Fact) -> bool:
        """Whether at least half of the letters tell a fact: else it is no ground to leave some out.

        True where there is no letter.
        """
        if fact not in self._told:
            told = sum(getattr(each, fact) is not None for each in self.letters)
            self._told[fact] = 2 * told >= len(self.letters)
        return self._told[fact]

    def within(self, filters: Filters) -> Sequence[LetterFacts]:
        """The letters that these filters leave, but for what they say of items."""
        left: Sequence[LetterFacts] = self.letters
        if filters.bodies:
            bodies = dict.fromkeys(body.casefold() for body in filters.bodies)
            left = [each for body in bodies for each in self.of_body(body)]
        if filters.bodies_left_out:
            left_out = {body.casefold() for body in filters.bodies_left_out}
            left = [each for each in left if (each.body or "").casefold() not in left_out]
        if filters.authors:
            left = [each for each in left if each.author in filters.authors]
        if filters.report:
            titles = frozenset(self.titles.holding(filters.report))
            left = [each for each in left if each.report_title in titles]
        first, last = filters.dated_from, filters.dated_to
        if first or last:
            first, last = first or date.min, last or date.max
            left = [each for each in left if each.dated and first <= each.dated <= last]
        return left

    @cached_property
    def _by_body(self) -> dict[str, list[LetterFacts]]:
        found: dict[str, list[LetterFacts]] = defaultdict(list)
        for each in self.letters:
            if each.body:
                found[each.body.casefold()].append(each)
        return dict(found)

    @cached_property
    def _told(self) -> dict[Fact, bool]:
        return {}
