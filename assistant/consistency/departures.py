"""What a rule looks at, and what it finds: one way in which a sentence departs from the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.consistency.alignment import Aligned, pairs
from assistant.consistency.model import Agreement, Difference
from assistant.consistency.record import OnRecord
from assistant.consistency.tenses import retells
from assistant.consistency.tokens import Sentence, alike


@dataclass(frozen=True, kw_only=True, slots=True)
class Departure:
    """`said` and `stands` are the words in which the two differ, as printed."""

    agreement: Agreement
    difference: Difference
    said: str
    stands: str


@dataclass(frozen=True, kw_only=True)
class Held:
    """A sentence of a draft beside the sentence on record that it is held against."""

    text: str
    said: Sentence
    best: Aligned
    beside: Sequence[OnRecord]  # of the same answer, with what the best leaves of the draft's words
    around: Sequence[OnRecord] = field(repr=False)  # all of the same answer

    @property
    def found(self) -> OnRecord:
        return self.best.found

    @property
    def close(self) -> list[OnRecord]:
        """The sentence it is held against, and those beside it."""
        return [self.found, *self.beside]

    @property
    def repeated(self) -> list[OnRecord]:
        """Of the sentences beside it those whose words the draft has too, for the most part."""
        mine = self.said.stems
        return [
            each
            for each in self.beside
            if not retells(each.text)
            and 2 * sum(any(alike(one, other) for other in mine) for one in each.said.stems)
            >= len(each.said.stems)
        ]

    @cached_property
    def pairs(self) -> list[tuple[int, int, bool]]:
        """The words of the draft and of the record that answer each other."""
        return pairs(self.said, self.found.said)
