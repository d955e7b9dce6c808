"""Which report titles are meant by some words of one, by an abbreviation or by a year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

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
    if not terms(wanted):
        held = [title for title in dict.fromkeys(titles) if wanted.strip() in _folded(title)]
    else:
        holds = _holder(wanted)
        held = [title for title in dict.fromkeys(titles) if holds(_read(title))]
    phrase = _spaced(wanted)
    return [title for title in held if phrase in _read(title).spaced] or held


@dataclass(frozen=True, kw_only=True, slots=True)
class _Title:
    folded: str
    spaced: str
    stems: frozenset[str]
    initials: tuple[str, ...]  # of all words, and of those that carry meaning


@lru_cache(maxsize=100_000)
def _read(title: str) -> _Title:
    folded = _folded(title)
    return _Title(
        folded=folded,
        spaced=_spaced(folded),
        stems=frozenset(terms(folded)),
        initials=_initials(folded),
    )


def title_words(text: str) -> list[str]:
    """The stems of the words of a title, without those that every title has."""
    return terms(_folded(text))


def _holder(wanted: str) -> Callable[[_Title], bool]:
    """Tells of a title whether it holds all of the words."""
    words = {word: frozenset(terms(word)) for word in re.findall(r"[\w'’]+", wanted)}
    synonyms = [
        (frozenset(terms(each.term)), [frozenset(terms(name)) for name in each.alternatives])
        for each in widen(wanted).synonyms
    ]

    def holds(title: _Title) -> bool:
        missing = [word for word, stems in words.items() if not stems <= title.stems]
        if not missing:
            return True
        other_names = [
            term for term, names in synonyms if any(name <= title.stems for name in names)
        ]
        return all(
            word in title.folded
            or (len(word) > 2 and any(word in initials for initials in title.initials))
            or any(words[word] <= name for name in other_names)
            for word in missing
        )

    return holds


def _initials(title: str) -> tuple[str, ...]:
    words = re.findall(r"\w+", title)
    carrying = [each for each in words if each not in _LINKS]
    return tuple("".join(each[0] for each in kept) for kept in (words, carrying))


def _spaced(text: str) -> str:
    """The words alone, a space around each."""
    words = re.findall(r"[^\W_]+", text)
    return f" {' '.join(words)} "


def _folded(text: str) -> str:
    text = text.casefold().replace("’", "'")
    return _SPAN.sub(lambda years: f"20{years[1]}/{years[2]}", text)
