"""Which bodies a question names: those with a letter here, and those without."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.fronts.bodies import mentions_of_bodies

_RANK = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Sir|Dame|Cllr|Councillor|PC|PS|Sgt|Sergeant"
    r"|(?:Chief\s+)?(?:Insp|Inspector|Supt|Superintendent)|DC|DS|DI|DCI|ACC|DCC)\.?"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """The bodies of a question, and the words that name those that are here."""

    present: tuple[str, ...]
    missing: tuple[str, ...]
    words: tuple[tuple[str, str], ...]  # name, and words that stand for it


def read_bodies(text: str, known: Collection[str], people: Collection[str]) -> Named:
    """Find the bodies that are named.

    Args:
        known: the bodies with a letter in the library.
        people: names of persons, whose surname may be that of a body.
    """
    mentions = mentions_of_bodies(_without_persons(text, people), frozenset(known))
    present = [name for name in mentions if name in known]
    return Named(
        present=tuple(present),
        missing=tuple(name for name in mentions if name not in known),
        words=tuple((name, words) for name in present for words in mentions[name]),
    )


def _without_persons(text: str, people: Collection[str]) -> str:
    """Take out persons: "Inspector Kent" and "Sarah Durham" are no bodies."""
    said = text.casefold()
    for name in people:
        if name.casefold() not in said:
            continue
        text = re.sub(rf"\b{re.escape(name)}\b", " ", text, flags=re.I)
    return _person().sub(" ", text)


@cache
def _person() -> re.Pattern[str]:
    lines = (files("assistant") / "data" / "given_names.txt").read_text("utf-8").splitlines()
    given = "|".join(" ".join(line for line in lines if line[:1] != "#").split())
    return re.compile(rf"\b(?:{_RANK}|{given})\s+[A-Z][a-z]+\b(?!\s+(?:Police|Constabulary)\b)")
