"""Whether two texts say the same in nearly the same words."""

from __future__ import annotations

import re

ALIKE = 0.8  # of the words of both
WITHIN = 0.9  # of the words of the shorter
FEWEST = 5  # words; a shorter text is within too many others


def same_words(one: str, other: str, *, within: float = WITHIN) -> bool:
    """Whether the texts share most of their words, or one holds the other."""
    first, second = _bag(one), _bag(other)
    if not first or not second:
        return False
    shared = len(first & second)
    fewest = min(len(first), len(second))
    return shared / len(first | second) >= ALIKE or (shared / fewest >= within and fewest > FEWEST)


def _bag(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.casefold()))
