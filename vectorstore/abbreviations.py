"""What a letter's abbreviations stand for, read from where the letter spells them out.

A letter says "Public Protection Unit (PPU)" once and "PPU" from then on. The long form is found
from the bracket backwards, letter by letter, as Schwartz and Hearst describe ("A simple algorithm
for identifying abbreviation definitions in biomedical text", 2003).
"""

from __future__ import annotations

import re

_BRACKETED = re.compile(r"\(\s*[\"“'‘]?(?P<short>[A-Z][A-Za-z&-]{1,9})[\"”'’]?\s*\)")
_SPELLED_BEHIND = re.compile(r"\b(?P<short>[A-Z][A-Z&]{1,8})\s+\((?P<long>[A-Za-z][^()]{5,80})\)")
_SMALL = frozenset(("a", "an", "and", "&", "at", "by", "for", "in", "of", "on", "or", "the", "to"))
_WORDS_BEFORE = 3  # more words than the abbreviation has letters


def abbreviations(text: str) -> dict[str, str]:
    """Return the long form of each abbreviation that the text spells out, by the abbreviation."""
    found: dict[str, str] = {}
    for match in _BRACKETED.finditer(text):
        short = match["short"]
        if sum(letter.isupper() for letter in short) < 2:
            continue
        if long := _long_form(short, text[max(0, match.start() - 160) : match.start()]):
            found.setdefault(_singular(short), long)
    for match in _SPELLED_BEHIND.finditer(text):
        if long := _long_form(match["short"], match["long"]):
            found.setdefault(match["short"], long)
    return found


def other_forms(text: str, known: dict[str, str]) -> list[str]:
    """The long forms of the abbreviations in a text, and the abbreviations of its long forms."""
    folded = " ".join(text.split()).casefold()
    others = []
    for short, long in known.items():
        says_short = re.search(rf"\b{re.escape(short)}s?\b", text) is not None
        says_long = long.casefold() in folded
        if says_short and not says_long:
            others.append(long)
        elif says_long and not says_short:
            others.append(short)
    return others


def _long_form(short: str, before: str) -> str | None:
    """The last words of `before` that the abbreviation's letters stand for, if they do."""
    words = before.split()[-(len(short) + _WORDS_BEFORE) :]
    letters = [letter.casefold() for letter in _singular(short) if letter.isalnum()]
    for first in range(len(words) - 1, -1, -1):
        candidate = " ".join(words[first:])
        if words[first][:1].casefold() == letters[0] and _stands_for(letters, words[first:]):
            return candidate
    return None


def _singular(short: str) -> str:
    return short.removesuffix("s")


def _stands_for(letters: list[str], words: list[str]) -> bool:
    """Whether each letter begins a word, in order, small words and hyphened parts allowed for."""
    begins = [part[:1].casefold() for word in words for part in re.split(r"[-/]", word) if part]
    at = 0
    for letter in letters:
        while at < len(begins) and begins[at] != letter:
            at += 1
        if at == len(begins):
            return False
        at += 1
    weighty = [word for word in words if word.casefold() not in _SMALL]
    return len(words) >= 2 and len(weighty) <= len(letters) + 1
