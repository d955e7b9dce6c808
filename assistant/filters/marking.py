"""A text with some of its words each turned into one character, to be read around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.filters.found import Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Marked:
    """A text in which a character may stand for words."""

    text: str
    origins: tuple[int, ...]  # where each character, and the end, stands in the original

    def original(self, start: int, end: int) -> Span:
        return self.origins[start], self.origins[end]


def unmarked(text: str) -> Marked:
    return Marked(text=text, origins=tuple(range(len(text) + 1)))


def marked(before: Marked, pieces: Iterable[tuple[Span, str]]) -> Marked:
    """Put one character in the place of each piece; pieces are in order and do not overlap."""
    text, origins, at = "", list[int](), 0
    for (start, end), mark in pieces:
        text += before.text[at:start] + mark
        origins += before.origins[at : start + 1]
        at = end
    return Marked(text=text + before.text[at:], origins=(*origins, *before.origins[at:]))
