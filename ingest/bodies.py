"""Names of forces and local policing bodies: those on the list, and those a letter introduces."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

_WORD = r"[A-Z][a-z]+(?:[-’'][A-Za-z]+)*"
_NAME = rf"(?P<name>{_WORD}(?:(?:\s+(?:and|&|of)\s+|,\s+|[ \t]+)(?:the\s+)?{_WORD}){{0,4}})"
_OFFICE = (
    r"(?:Police,?(?:\s*(?:,|and|&)\s*Fire)?(?:\s*(?:,|and|&)\s*Rescue)?\s*(?:,|and|&)?\s*Crime"
    r"(?:\s*(?:,|and|&)\s*Victims?[’']?)?\s+Commissioner|PCC|PFCC|Chief\s+Constable)"
)
_INTRODUCED = [
    re.compile(rf"{_OFFICE}\s+(?:for|of)\s+(?:the\s+)?{_NAME}"),
    re.compile(rf"{_NAME}(?:[’']s?)?\s+{_OFFICE}"),
    re.compile(
        rf"{_NAME}(?:[ \t]+|[ \t]*\n[ \t]*)(?:Police|Constabulary)\b(?!\s+(?:Chiefs|and\s+Crime|Act))"
    ),
]
_NOT_A_NAME = set(
    "a acting and as at by chief college constabulary county dear deputy each english every for "
    "force former from furthermore her his home if in inspectorate local majesty’s majesty's "
    "moreover national no of office on or our police royal since so the their these this to uk "
    "under we welsh when where while with within neighbourhood response british also although "
    "committee council affairs both dr mr mrs ms sir dame commissioner crime inspector superintendent".split()
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
    for match in _known_pattern(extra).finditer(text):
        name = _short_name(re.sub(r"\s+", " ", match.group()), extra)
        mentions.setdefault(name, []).append(match.group())
    for match in _FORCE.finditer(text):
        introduced = _trim(re.sub(r"\s+", " ", match.group("name")))
        if introduced and not any(introduced in words for words in mentions.values()):
            name = _short_name(introduced, extra)
            mentions.setdefault(name, []).append(introduced)
    return mentions


def introduced_bodies(text: str) -> Counter[str]:
    """Count the bodies that the text introduces by office or force: "Chief Constable of X"."""
    counts = Counter[str]()
    for pattern in _INTRODUCED:
        for match in pattern.finditer(text):
            name = _trim(re.sub(r"\s+", " ", match.group("name")))
            if name:
                counts[known_bodies().get(name.casefold(), name)] += 1
    return counts


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
    return " ".join(words).strip(",") or None
