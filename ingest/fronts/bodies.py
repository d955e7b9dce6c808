"""Names of forces and local policing bodies: those on the list, and those a letter introduces."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.fronts.body_list import BodyList, folded, listed_bodies
from ingest.structure.response_labels import COMMISSIONER

_WORD = r"[A-Z][a-z]++(?:[-’'][A-Za-z]++){0,6}+"
_GAP = r"(?: [ \t\u00a0]+ | [ \t]*\n[ \t]* )"  # a name may be wrapped, and ends with its paragraph
_NAME = rf"""
    (?P<name> {_WORD}
      (?: (?: {_GAP}(?:and|&|of){_GAP} | ,{_GAP} | [ \t]+ ) (?:the{_GAP})? {_WORD} ){{0,4}} )
"""
_OFFICE = rf"""
    (?: (?i:{COMMISSIONER}) | PCC | PFCC | Chief\s+Constable | (?:Deputy\s+)?Mayor )
"""
_FORCE = re.compile(
    rf"""(?P<line> ^[ \t]* )? {_NAME} (?: [ \t]+ | [ \t]*\n[ \t]* ) (?:Police|Constabulary)\b
         (?(line) (?= [ \t]*$ ) | (?! (?:[ \t]+ | [ \t]*\n[ \t]*) (?!Service | \w+:)[A-Z] )
           (?! ,? \s+ (?:and|&|Fire|Crime) \s+ (?:Fire|Crime|Rescue|and|Commissioner) ) )""",
    re.VERBOSE | re.M,
)
_INTRODUCED = [
    re.compile(rf"{_OFFICE} \s+ (?:for|of) \s+ (?:the\s+)? {_NAME}", re.VERBOSE),
    # On one line: a name over an office is the signature of the person who holds it.
    re.compile(rf"{_NAME} (?:[’']s?)? [ \t]+ {_OFFICE}", re.VERBOSE),
    _FORCE,
]
_AFTER_OFFICE = re.compile(
    rf"""(?:{_OFFICE} | (?:Police|Combined) \s+ Authority) \s* (?:(?:for|of|in)\s+)? (?:the\s+)?
         [,:–—-]? \s* $""",
    re.VERBOSE,
)
_LONGEST_OFFICE = 60  # characters
_CAPITALS = re.compile(r"^(?=[^a-z\n]*+$).*?[A-Z]{4}.*$", re.M)
_WORD_IN_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_ABBREVIATIONS = frozenset(("PCC", "OPCC", "PFCC", "OPFCC", "MOPAC", "GMP", "MPS", "GMCA", "BTP"))
_NOT_A_NAME = frozenset(
    """
    a acting affairs also although and as assistant at both british by chief college combined
    commissioner committee constable constabulary council county crime dame dear deputy dr each
    english every fire for force former from furthermore government government’s government's
    has her hers his home how i if in inspector inspectorate interim local majesty’s majesty's
    mayor moreover mr mrs ms my national neighbourhood no of office on or our police policing
    rescue response royal she he they since sir so superintendent temporary the their these this
    to uk under we welsh what when where while with within
    """.split()
)


def named_bodies(text: str) -> Counter[str]:
    """Count the mentions of the bodies on the list."""
    return Counter({name: len(words) for name, words in mentions_of_bodies(text).items()})


def mentions_of_bodies(text: str, extra: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    """Map each body named in the text, of the list or `extra`, to the words that name it.

    A force that is on neither ("Ruritania Police") is found too, by its own name.
    """
    mentions: dict[str, list[str]] = {}
    listed = list(_listed(text, extra))
    for match in listed:
        mentions.setdefault(_short_name(match.group(), extra), []).append(match.group())
    ends = [match.end() for match in listed]
    for match in _FORCE.finditer(text):
        after = bisect_right(ends, match.start())  # the first that does not end before it
        if after < len(listed) and listed[after].start() < match.end():
            continue
        if introduced := _trim(re.sub(r"\s+", " ", match.group("name")), of_force=True):
            mentions.setdefault(introduced, []).append(introduced)
    return mentions


@dataclass(frozen=True, kw_only=True, slots=True)
class Introduced:
    """A body that a text introduces, and where: "Chief Constable of Durham"."""

    name: str
    start: int
    end: int


def introductions(text: str) -> list[Introduced]:
    """The bodies that the text introduces: by office or force, or by a name that is only theirs."""
    text = _CAPITALS.sub(lambda line: _WORD_IN_CAPITALS.sub(_in_small_letters, line.group()), text)
    listed = listed_bodies()
    found = [
        Introduced(name=listed.names[folded(match.group())], start=match.start(), end=match.end())
        for match in _listed(text)
        if folded(match.group()) in listed.full_names
        or match.group() in listed.exact_names
        or _AFTER_OFFICE.search(text[max(0, match.start() - _LONGEST_OFFICE) : match.start()])
    ]
    by_name = {(each.name, each.end) for each in found}
    for pattern in _INTRODUCED:
        for match in pattern.finditer(text):
            printed = re.sub(r"\s+", " ", match.group("name"))
            if name := _trim(printed, of_force=pattern is _FORCE):
                name = listed.names.get(folded(match.group()), listed.names.get(folded(name), name))
                if (name, match.end()) not in by_name:
                    start = match.end() - len(match.group().lstrip())
                    found.append(Introduced(name=name, start=start, end=match.end()))
    return sorted(found, key=lambda each: each.start)


def introduced_bodies(text: str) -> Counter[str]:
    """Count the bodies that the text introduces by office or force: "Chief Constable of X"."""
    return Counter(introduced.name for introduced in introductions(text))


def _in_small_letters(word: re.Match[str]) -> str:
    """A word of a line in capitals as it would stand in another: "FOR" as "for"."""
    letters = word.group()
    if letters in ("FOR", "OF", "AND", "THE"):
        return letters.lower()
    return letters if letters in _ABBREVIATIONS else letters.capitalize()


def _listed(text: str, extra: frozenset[str] = frozenset()) -> Iterator[re.Match[str]]:
    """The names on the list in a text; one of an exact form only in that form."""
    listed = listed_bodies()
    exact = {folded(name) for name in listed.exact_names}
    for match in _pattern(listed, extra).finditer(text):
        name = match.group()
        if folded(name) not in exact or " ".join(name.split()) in listed.exact_names:
            yield match


def _short_name(name: str, extra: frozenset[str]) -> str:
    known = listed_bodies().names.get(folded(name))
    return known or next((e for e in extra if folded(e) == folded(name)), name)


@lru_cache(maxsize=16)
def _pattern(listed: BodyList, extra: frozenset[str]) -> re.Pattern[str]:
    names = sorted({*listed.names, *map(folded, extra)}, key=len, reverse=True)
    by_letter: dict[str, list[str]] = {}
    for name in names:
        rest = re.escape(name[1:]).replace(r"\ ", r"\s+").replace("'", "['’]")
        by_letter.setdefault(name[0], []).append(rest)
    alternatives = "|".join(
        f"{re.escape(letter)}(?:{'|'.join(rests)})" for letter, rests in by_letter.items()
    )
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.I)


def _trim(name: str, *, of_force: bool) -> str | None:
    """A name without the offices and other words before and after it."""
    words = name.split(" ")
    while words and words[0].casefold().strip(",") in _NOT_A_NAME:
        if words[0].endswith(",") and not of_force:
            return None  # "Deputy Mayor for Policing, Ann Other": a person follows
        words = words[1:]
    while words and words[-1].casefold().strip(",") in _NOT_A_NAME:
        words = words[:-1]
    name = " ".join(words).strip(",")
    if "," in name and not re.search(r",[^,]*\s(?:and|&)\s", name):
        # Not the places of one body, but "Chief Constable, Northmoor" or "Northmoor, Ann Other".
        name = (name.rpartition(",")[2] if of_force else name.partition(",")[0]).strip()
    return re.sub(r"[’']s?$", "", name) or None
