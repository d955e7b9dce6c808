"""Whose letters a question asks for by name: "what did Jane Doe say", "Ms Doe's reply"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from assistant.filters.across import is_comparison
from assistant.filters.found import Read, Span
from assistant.filters.marking import marked, unmarked
from assistant.filters.words import (
    ANSWERS,
    LETTER,
    MONTH,
    PLEDGES,
    SAYS,
    THINKS,
    VIEW,
    excepted,
)

_HONOURS = r"(?:C?[BK]E|[DKMO]BE|QPM|KPM|QC|KC|JP|DL|MP|PhD|CBE)"
_STYLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Cllr|Councillor|PCC|PFCC|Commissioner|Mayor)\.?"
_OFFICE_WORDS = frozenset(
    """acting and chief combined commissioner constable crime deputy fire for force interim mayor of
    office pcc police policing temporary the victims""".split()
)

_N = "\ue010"  # stands for the name of an author
_SAID = rf"(?:{LETTER}|{VIEW}|answers?|words)"
_MODAL = r"(?:did|does|do|has|have|had|would|can|could|will|should)"
_OF_NAME = r"(?!['’]s?\s)"  # else something of theirs is meant
_LIST = rf"{_N}(?:\s*(?:,|&|\b(?:and|or|vs?\.?|versus)\b)\s*{_N})*"
_FRAMES = [
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b{_MODAL}\s+{_LIST}{_OF_NAME}",
        # "the commissioner before Jane Doe said"
        rf"(?<!\bbefore\s)(?<!\bafter\s)(?<!\bunder\s)(?<!\bto\s)(?<!\bwith\s)(?<!\bfor\s)"
        rf"{_LIST}\s+(?:has\s+|had\s+)?(?:{SAYS}|{ANSWERS}|{THINKS}|{PLEDGES})\b",
        rf"{_N}['’]s?\s+(?:[\w-]+\s+){{0,2}}?{_SAID}\b",
        rf"{_N}\s+(?:{MONTH}\s+)?(?:19|20)\d\d\s+{_SAID}\b",
        rf"\baccording\s+to\s+{_LIST}{_OF_NAME}",
        rf"\b(?:{_SAID}|(?:any|every|some)thing)\s+(?:by|from|of)\s+{_LIST}{_OF_NAME}",
        # As typed into a search box: "Jane Doe on custody", "Jane Doe letter"
        rf"^\W*{_LIST}(?:\s+(?:on|about|regarding|concerning|{_SAID})\b|\s*:|\s+[–—-]\s)",
    )
]
_BESIDE = r"(?:and|or|to|from|with|than|against|vs?\.?|versus)"
_HELD = rf"(?:{_OF_NAME}|['’]s?\s+(?:{_BESIDE}|on|about|{_SAID})\b)"
_COMPARED = [
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b(?:do|does|did|between|(?:compare|contrast|differ)\w*(?:\s+{_BESIDE})?)\s+{_N}{_HELD}",
        rf"{_N}(?:['’]s?)?(?:\s+{_SAID})?\s*(?:,|\b{_BESIDE}\b)\s*{_N}{_HELD}",
    )
]


@lru_cache(maxsize=4_096)
def person(author: str) -> str | None:
    """An author's name without titles and honours; None for an office ("Chief Constable")."""
    name = re.sub(rf"^(?:{_STYLE}\s+)+|(?:,?\s+{_HONOURS}\b)+\s*$", "", author).strip(" ,")
    words = name.split()
    if len(words) < 2 or any(word.casefold().strip(",’'s") in _OFFICE_WORDS for word in words):
        return None
    return name


@lru_cache(maxsize=4)
def people(authors: frozenset[str]) -> Mapping[str, str]:
    """Map each author who is a person to the name without titles."""
    return MappingProxyType({each: name for each in sorted(authors) if (name := person(each))})


def read_authors(text: str, authors: frozenset[str]) -> list[Read[str]]:
    """Find the authors whose own words are asked for; one who is only spoken of is none.

    In a comparison of persons each of them is asked for. A name that two authors share is both's.
    """
    named = _named(text, authors)
    if not named:
        return []
    spans = sorted(named)
    text_of_names = marked(unmarked(text), [(span, _N) for span in spans]).text
    places = [at for at, mark in enumerate(text_of_names) if mark == _N]
    frames = [*_FRAMES, *_COMPARED] if is_comparison(text) else _FRAMES
    asked = {
        at
        for frame in frames
        for match in frame.finditer(text_of_names)
        for at in range(*match.span())
    }
    found: dict[str, Read[str]] = {}
    for span, at in zip(spans, places, strict=True):
        if at in asked and not excepted(text, span[0]):
            for author in named[span]:
                found.setdefault(author, Read(value=author, span=_with_possessive(text, span)))
    return [found[author] for author in sorted(found)]


def named_authors(text: str, authors: frozenset[str]) -> list[Read[str]]:
    """Find the authors who are named, whether they are asked for or only spoken of."""
    named = _named(text, authors)
    return [Read(value=author, span=span) for span in sorted(named) for author in named[span][:1]]


def _with_possessive(text: str, span: Span) -> Span:
    follows = re.compile(r"['’]s?(?!\w)").match(text, span[1])
    return (span[0], follows.end()) if follows else span


def _named(text: str, authors: frozenset[str]) -> dict[Span, Sequence[str]]:
    """Where the text names authors, and which; the longer of two names that overlap."""
    said = set(_parts(text))
    named: defaultdict[Span, list[str]] = defaultdict(list)
    for last, of_that_name in _by_last_part(authors).items():
        if last in said:
            for author, name in of_that_name:
                for match in _pattern(name).finditer(text):
                    named[match.span()].append(author)
    apart: dict[Span, Sequence[str]] = {}
    for start, end in sorted(named, key=lambda span: span[0] - span[1]):
        if all(end <= other[0] or other[1] <= start for other in apart):
            apart[start, end] = named[start, end]
    return apart


def _parts(name: str) -> list[str]:
    return re.findall(r"[\w-]+", name.casefold())


@lru_cache(maxsize=4)
def _by_last_part(authors: frozenset[str]) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Authors with their names without titles, by the last part of these in small letters."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for author, name in people(authors).items():
        found[_parts(name)[-1]].append((author, name))
    return MappingProxyType(found)


@lru_cache(maxsize=4_096)
def _pattern(name: str) -> re.Pattern[str]:
    """A first and last name, with others between, or a title and the last name."""
    first, *_, last = map(re.escape, name.split())
    full = rf"{first}\s+(?:[\w.’'-]+\s+){{0,2}}?{last}"
    return re.compile(rf"\b(?:(?:{_STYLE}\s+)?{full}|{_STYLE}\s+{last})\b", re.I)
