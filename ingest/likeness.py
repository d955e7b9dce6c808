"""Whether two texts say the same in nearly the same words."""

from __future__ import annotations

import re

ALIKE = 0.8  # of the words of both
WITHIN = 0.9  # of the words of the shorter
FEWEST = 5  # words; a shorter text is within too many others


def same_words(one: str, other: str, *, within: float = WITHIN) -> bool:
    """Whether the texts share most of their words, or one holds the other."""
    return words_shared(words_of(one), words_of(other), within=within)


def words_shared(one: frozenset[str], other: frozenset[str], *, within: float = WITHIN) -> bool:
    """Likewise, of the words of two texts."""
    if not one or not other:
        return False
    shared = len(one & other)
    fewest = min(len(one), len(other))
    return shared / len(one | other) >= ALIKE or (shared / fewest >= within and fewest > FEWEST)


def words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9]+", text.casefold()))
