"""Names of forces and local policing bodies: those on the list, and those a letter introduces."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.response_labels import COMMISSIONER

_WORD = r"[A-Z][a-z]+(?:[-’'][A-Za-z]+)*"
_NAME = rf"""
    (?P<name> {_WORD} (?: (?: \s+(?:and|&|of)\s+ | ,\s+ | [ \t]+ ) (?:the\s+)? {_WORD} ){{0,4}} )
"""
_OFFICE = rf"""
    (?: (?i:{COMMISSIONER}) | PCC | PFCC | Chief\s+Constable | (?:Deputy\s+)?Mayor )
"""
_FORCE = re.compile(
    rf"""{_NAME} (?: [ \t]+ | [ \t]*\n[ \t]* ) (?:Police|Constabulary)\b
         (?! \s+ (?!Service)[A-Z] )
         (?! ,? \s+ (?:and|&|Fire|Crime) \s+ (?:Fire|Crime|Rescue|and|Commissioner) )""",
    re.VERBOSE,
)
_INTRODUCED = [
    re.compile(rf"{_OFFICE} \s+ (?:for|of) \s+ (?:the\s+)? {_NAME}", re.VERBOSE),
    # On one line: a name over an office is the signature of the person who holds it.
    re.compile(rf"{_NAME} (?:[’']s?)? [ \t]+ {_OFFICE}", re.VERBOSE),
    _FORCE,
]
_NOT_A_NAME = frozenset(
    """
    a acting affairs also although and as at both british by chief college combined commissioner
    committee constable constabulary council county crime dame dear deputy dr each english every
    fire for force former from furthermore government government’s government's has her hers his
    home how i if in inspector inspectorate local majesty’s majesty's mayor moreover mr mrs ms my
    national neighbourhood no of office on or our police policing rescue response royal she he they
    since sir so superintendent the their these this to uk under we welsh what when where while
    with within
    """.split()  # noqa: SIM905 -- a list of words reads better as words
)


@cache
def known_bodies() -> dict[str, str]:
    """Map every known name of a body or force, casefolded, to the body's short name."""
    listed = tomllib.loads((files("ingest") / "data" / "bodies.toml").read_text("utf-8"))["body"]
    return {
        alias.casefold(): body["name"]
        for body in listed
        for alias in [body["name"], body["force"], *body["aliases"]]
    }


def named_bodies(text: str) -> Counter[str]:
    """Count the mentions of the bodies on the list."""
    return Counter({name: len(words) for name, words in mentions_of_bodies(text).items()})


def mentions_of_bodies(text: str, extra: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    """Map each body named in the text, of the list or `extra`, to the words that name it.

    A force that is on neither ("Ruritania Police") is found too, by its own name.
    """
    mentions: dict[str, list[str]] = {}
    listed = list(_known_pattern(extra).finditer(text))
    for match in listed:
        name = _short_name(re.sub(r"\s+", " ", match.group()), extra)
        mentions.setdefault(name, []).append(match.group())
    for match in _FORCE.finditer(text):
        if any(each.start() < match.end() and match.start() < each.end() for each in listed):
            continue
        if introduced := _trim(re.sub(r"\s+", " ", match.group("name"))):
            mentions.setdefault(introduced, []).append(introduced)
    return mentions


@dataclass(frozen=True, kw_only=True, slots=True)
class Introduced:
    """A body that a text introduces, and where: "Chief Constable of Durham"."""

    name: str
    start: int
    end: int


def introductions(text: str) -> list[Introduced]:
    """The bodies that the text introduces by office or force, or by a full name on the list."""
    found = []
    for pattern in _INTRODUCED:
        for match in pattern.finditer(text):
            if name := _trim(re.sub(r"\s+", " ", match.group("name"))):
                name = known_bodies().get(name.casefold(), name)
                found.append(Introduced(name=name, start=match.start(), end=match.end()))
    return found


def introduced_bodies(text: str) -> Counter[str]:
    """Count the bodies that the text introduces by office or force: "Chief Constable of X"."""
    return Counter(introduced.name for introduced in introductions(text))


def _short_name(name: str, extra: frozenset[str]) -> str:
    known = known_bodies().get(name.casefold())
    return known or next((e for e in extra if e.casefold() == name.casefold()), name)


@cache
def _known_pattern(extra: frozenset[str]) -> re.Pattern[str]:
    names = sorted({*known_bodies(), *(name.casefold() for name in extra)}, key=len, reverse=True)
    alternatives = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.I)


def _trim(name: str) -> str | None:
    words = name.split(" ")
    while words and words[0].casefold().strip(",") in _NOT_A_NAME:
        words = words[1:]
    while words and words[-1].casefold().strip(",") in _NOT_A_NAME:
        words = words[:-1]
    name = " ".join(words).strip(",")
    return re.sub(r"[’']s?$", "", name) or None
