"""Which items a question asks for: a kind ("which recommendations") or a number ("AFI 3")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.filters.found import Read, Span
from assistant.filters.words import NUMBERS, excepted
from ingest.model import ItemKind

_SINGULARS = {
    ItemKind.RECOMMENDATION: r"rec(?:ommendation)?",
    ItemKind.AFI: r"(?:afi|area\s+for\s+improvement)",
    ItemKind.CAUSE_OF_CONCERN: r"cause\s+of\s+concern",
}
_PLURALS = {
    ItemKind.RECOMMENDATION: r"rec(?:ommendation)?s",
    ItemKind.AFI: r"(?:afis|areas\s+for\s+improvement)",
    ItemKind.CAUSE_OF_CONCERN: r"causes\s+of\s+concern",
}
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
)
_DIGITS = r"\d{1,2}(?:\.\d{1,2}){0,2}(?!\.?\d|/\d|\s*%)"
_WORD = rf"(?:{'|'.join(NUMBERS)})\b(?!\s+(?:can|could|may|might|should|would|must|of)\b)"
_NUMBER = rf"(?:{_DIGITS}|{_WORD})"
# "AFI 2, 14 days": what follows counts something else.
_NO_COUNT = (
    r"(?!\s+(?:(?:new|more|working|calendar|extra|other)\s+)?"
    r"(?!(?:is|was|has|as|its|this|does|says)\b)\w+(?<!s)s\b)"
)
_NUMBERS = (
    rf"(?P<numbers>{_NUMBER}"
    rf"(?:\s*(?:,\s*(?:and|or)\b|,|&|[–—-]|\b(?:and|or|to|through)\b)\s*{_NUMBER}{_NO_COUNT})*)"
)
_JOINED = re.compile(rf"(\W*(?:\b(?:and|or|to|through)\b)?\W*)({_NUMBER})", re.I)
_NUMBERED = {
    kind: re.compile(
        rf"\b(?:{_PLURALS[kind]}|{name})\.?\s*(?:number|nos?\.?|\#)?\s*{_NUMBERS}"
        rf"|(?:\b(?:the|its|their|your|our)|['’]s?)\s+"
        rf"(?P<ordinal>{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\s+{name}\b",
        re.I,
    )
    for kind, name in _SINGULARS.items()
}
_ASKED = {
    kind: re.compile(
        rf"\b(?:which|what|list|any|name)\s+(?:of\s+)?(?:(?:all|the|its|their)\s+){{0,2}}"
        rf"(?:(?:other|open|outstanding|national|new|further)\s+)?{plural}\b"
        rf"|\b(?:said|say|says|think|thought|replied|answered|responded|done)\s+(?:about|on|to)\s+"
        rf"(?:(?:all|each|any|of|the|these|those|its|their|our|your)\s+){{1,3}}{plural}\b",
        re.I,
    )
    for kind, plural in _PLURALS.items()
}
# "Item 4", "at 4.6", "paragraph 4.6", "the VAWG letter, 4.6": an item of any kind.
_OF_ANY_KIND = re.compile(
    rf"(?:(?<!agenda\s)\bitems?\s+|\b(?:points?|para(?:graph)?s?)\s+(?=\d+\.\d)"
    rf"|\b(?:at|under|about|on)\s+(?=\d+\.\d+\W*$)"
    rf"|(?:^|,\s+)(?=\d{{1,2}}\.\d{{1,2}}\s*(?:[,:?]|$)))"
    rf"(?:number\s+)?{_NUMBERS}",
    re.I,
)
_MOST_OF_A_RANGE = 40  # items


@dataclass(frozen=True, kw_only=True, slots=True)
class Items:
    """Where several kinds are asked for with numbers, each number may be of any of the kinds;
    where none is, of any kind at all."""

    kinds: tuple[ItemKind, ...]
    numbers: tuple[str, ...]  # none where only the kind is asked for


def read_items(text: str) -> Read[Items] | None:
    """Find the items that are asked for, by number before by kind.

    "How many recommendations" is none of it: how many there are stands outside of them.
    """
    numbered = list(_numbered(text, _NUMBERED.items()))
    if not numbered:
        numbered = list(_numbered(text, [(None, _OF_ANY_KIND)]))
    if numbered:
        kinds = tuple(dict.fromkeys(kind for kind, _, _ in numbered if kind))
        numbers = tuple(dict.fromkeys(each for _, found, _ in numbered for each in found))
        return Read(value=Items(kinds=kinds, numbers=numbers), span=numbered[0][2])
    asked = [(kind, match) for kind, pattern in _ASKED.items() if (match := pattern.search(text))]
    if not asked:
        return None
    kinds = tuple(kind for kind, _ in asked)
    return Read(value=Items(kinds=kinds, numbers=()), span=asked[0][1].span())


def _numbered(
    text: str, patterns: Iterable[tuple[ItemKind | None, re.Pattern[str]]]
) -> Iterator[tuple[ItemKind | None, list[str], Span]]:
    """Each kind that has numbers after it, in the order of the patterns, with these."""
    for kind, pattern in patterns:
        for match in pattern.finditer(text):
            if not excepted(text, match.start()):
                yield kind, _listed(match), match.span()


def _listed(match: re.Match[str]) -> list[str]:
    """The numbers as they are printed, those between two of them too."""
    if match.groupdict().get("ordinal"):
        return [_as_digits(match["ordinal"], ORDINALS)]
    listed: list[str] = []
    for joined, written in _JOINED.findall(match["numbers"]):
        number = _as_digits(written, NUMBERS)
        if listed and re.search(r"[–—-]|to|through", joined, re.I):
            listed += _between(listed[-1], number)
        listed.append(number)
    return listed


def _as_digits(number: str, names: list[str]) -> str:
    if number[0].isdigit():
        return re.sub(r"[a-z]+$", "", number, flags=re.I)
    return str(names.index(number.casefold()) + 1)


def _between(first: str, last: str) -> Iterator[str]:
    """The numbers between two of the same section: "4.2" between "4.1" and "4.3"."""
    section, _, low = first.rpartition(".")
    other, _, high = last.rpartition(".")
    if section == other and int(high) - int(low) <= _MOST_OF_A_RANGE:
        dot = "." if section else ""
        yield from (f"{section}{dot}{number}" for number in range(int(low) + 1, int(high)))
