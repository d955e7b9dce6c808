"""Which report titles are meant by some words of one, by an abbreviation or by a year."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vectorstore.lexical import terms
from vectorstore.vocabulary import widen

_SPAN = re.compile(r"\b(?:20)?(\d\d)\s?[/–-]\s?(?:20)?(\d\d)\b")
_LINKS = frozenset("a an and at by for from in of on or the to with".split())  # noqa: SIM905


def titles_with(words: str, titles: Iterable[str]) -> list[str]:
    """The titles that hold all of the words, whatever their case, endings and punctuation.

    A word may also be the initials of words of the title ("VAWG"), or another name for them; a
    span of years may be written "2021/22", "2021-22" or "21/22". Titles in which the words stand
    together as given are meant before others.
    """
    wanted = _folded(words)
    held = [title for title in dict.fromkeys(titles) if _holds(_folded(title), wanted)]
    phrase = _spaced(wanted)
    return [title for title in held if phrase in _spaced(_folded(title))] or held


def title_words(text: str) -> list[str]:
    """The stems of the words of a title, without those that every title has."""
    return terms(_folded(text))


def _holds(title: str, wanted: str) -> bool:
    stems = set(terms(title))
    missing = [word for word in re.findall(r"[\w'’]+", wanted) if not set(terms(word)) <= stems]
    if not terms(wanted):
        return wanted.strip() in title
    other_names = [
        set(terms(each.term))
        for each in widen(wanted).synonyms
        if any(set(terms(name)) <= stems for name in each.alternatives)
    ]
    return all(
        word in title
        or _abbreviates(word, title)
        or any(set(terms(word)) <= n for n in other_names)
        for word in missing
    )


def _abbreviates(word: str, title: str) -> bool:
    """Whether a word is the initials of words that stand together in the title."""
    if len(word) < 3:
        return False
    words = re.findall(r"\w+", title)
    for kept in (words, [each for each in words if each not in _LINKS]):
        if word in "".join(each[0] for each in kept):
            return True
    return False


def _spaced(text: str) -> str:
    """The words alone, a space around each."""
    words = re.findall(r"[^\W_]+", text)
    return f" {' '.join(words)} "


def _folded(text: str) -> str:
    text = text.casefold().replace("’", "'")
    return _SPAN.sub(lambda years: f"20{years[1]}/{years[2]}", text)
