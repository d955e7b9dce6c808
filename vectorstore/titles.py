"""Which report titles are meant by some words of one, by an abbreviation or by a year."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from functools import cached_property
from itertools import accumulate

from vectorstore.lexical import terms
from vectorstore.vocabulary import widen

_SPAN = re.compile(r"\b(?:20)?(\d\d)\s?[/–-]\s?(?:20)?(\d\d)\b")
_LINKS = frozenset("a an and at by for from in of on or the to with".split())


class Titles:
    """The titles of reports, to be looked up by their words."""

    def __init__(self, titles: Iterable[str]) -> None:
        self.names = tuple(sorted(set(titles)))

    def holding(self, words: str) -> list[str]:
        """The titles that hold all of the words, whatever their case, endings and punctuation.

        A word may also be the initials of words of the title ("VAWG"), or another name for them; a
        span of years may be written "2021/22", "2021-22" or "21/22". Titles in which the words
        stand together as given are meant before others.
        """
        wanted = _folded(words)
        if terms(wanted):
            held = self._with_all_words(wanted)
        else:
            held = self._folded_names.holding(wanted.strip())
        phrase = _spaced(wanted)
        together = [each for each in held if phrase in self._spaced_names[each]]
        return [self.names[each] for each in sorted(together or held)]

    def _with_all_words(self, wanted: str) -> set[int]:
        others = [
            (frozenset(terms(each.term)), self._with_any_name(each.alternatives))
            for each in widen(wanted).synonyms
        ]
        held: set[int] | None = None
        for word in dict.fromkeys(re.findall(r"[\w'’]+", wanted)):
            stems = frozenset(terms(word))
            with_word = self._with_stems(stems) if stems else set(range(len(self.names)))
            if len(with_word) < len(self.names):
                with_word = with_word | self._folded_names.holding(word)
                if len(word) > 2:
                    with_word |= self._initials.holding(word)
                for term, titles in others:
                    if stems <= term:
                        with_word |= titles
            held = with_word if held is None else held & with_word
        return held or set()

    def _with_any_name(self, names: Iterable[str]) -> set[int]:
        return set().union(*(self._with_stems(frozenset(terms(name))) for name in names))

    def _with_stems(self, stems: frozenset[str]) -> set[int]:
        """The titles with each of the stems, of which there is at least one."""
        first, *others = (self._by_stem.get(stem, frozenset()) for stem in stems)
        return set(first).intersection(*others)

    @cached_property
    def _by_stem(self) -> Mapping[str, Set[int]]:
        found: defaultdict[str, set[int]] = defaultdict(set)
        for number, name in enumerate(self.names):
            for stem in terms(_folded(name)):
                found[stem].add(number)
        return dict(found)

    @cached_property
    def _folded_names(self) -> _Lines:
        return _Lines(map(_folded, self.names))

    @cached_property
    def _spaced_names(self) -> list[str]:
        return [_spaced(_folded(name)) for name in self.names]

    @cached_property
    def _initials(self) -> _Lines:
        return _Lines(_initials(_folded(name)) for name in self.names)


class _Lines:
    """Many short texts, of which those that hold some letters are found in one go."""

    def __init__(self, lines: Iterable[str]) -> None:
        kept = [line.replace("\n", " ") for line in lines]
        self._text = "\n".join(kept)
        self._starts = [0, *accumulate(len(line) + 1 for line in kept)]

    def holding(self, letters: str) -> set[int]:
        """The numbers of the lines that hold these letters, at least one, one after the other."""
        found = set()
        at = self._text.find(letters)
        while letters and at >= 0:
            number = bisect_right(self._starts, at) - 1
            found.add(number)
            at = self._text.find(letters, self._starts[number + 1])
        return found


def title_words(text: str) -> list[str]:
    """The stems of the words of a title, without those that every title has."""
    return terms(_folded(text))


def _initials(title: str) -> str:
    """Of all words, and of those that carry meaning."""
    words = re.findall(r"\w+", title)
    carrying = [each for each in words if each not in _LINKS]
    return " ".join("".join(each[0] for each in kept) for kept in (words, carrying))


def _spaced(text: str) -> str:
    """The words alone, a space around each."""
    words = re.findall(r"[^\W_]+", text)
    return f" {' '.join(words)} "


def _folded(text: str) -> str:
    text = text.casefold().replace("’", "'")
    return _SPAN.sub(lambda years: f"20{years[1]}/{years[2]}", text)
