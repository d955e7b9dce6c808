"""Whose letters a question asks for by name: "what did Jane Doe say", "Ms Doe's reply"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from assistant.filters.found import Read

_HONOURS = r"(?:C?[BK]E|[DKMO]BE|QPM|KPM|QC|KC|JP|DL|MP|PhD|CBE)"
_STYLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Cllr|Councillor|PCC|PFCC|Commissioner|Mayor)\.?"
_OFFICE_WORDS = frozenset(
    """acting and chief combined commissioner constable crime deputy fire for force interim mayor of
    office pcc police policing temporary the victims""".split()  # noqa: SIM905
)
_SAYS = (
    r"(?:say|said|says|think|thinks|thought|write|wrote|writes|reply|replied|replies|tell|told|tells"
    r"|state|stated|states|argue|argued|argues|believe|believed|believes|claim|claimed|claims"
    r"|promise|promised|respond|responded|responds|answer|answered|answers)"
)
_SAID = (
    r"(?:letters?|reply|replies|responses?|answers?|board\s+paper|comments?|views?|position|words)"
)
_MODAL = r"(?:did|does|do|has|have|had|would|can|could|will|should)"


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


def read_authors(text: str, people: Mapping[str, str]) -> list[Read[str]]:
    """Find the authors whose own words are asked for; one who is only spoken of is none.

    Args:
        people: authors who are persons, each with the name without titles.
    """
    found, said = list[Read[str]](), text.casefold()
    for author, name in people.items():
        first, *_, last = name.split()
        if last.casefold() not in said:
            continue
        full = rf"{re.escape(first)}\s+(?:[\w.’'-]+\s+){{0,2}}?{re.escape(last)}"
        named = rf"(?P<name>\b(?:(?i:{full})|{_STYLE}\s+{re.escape(last)})\b)"
        for pattern in _frames(named):
            if match := re.search(pattern, text):
                found.append(Read(value=author, span=match.span("name")))
                break
    return found


def _frames(named: str) -> list[str]:
    return [
        rf"(?i:\b{_MODAL})\s+{named}(?!['’]s?\s)",
        rf"{named}\s+(?i:(?:has\s+|had\s+)?{_SAYS}\b)",
        rf"{named}['’]s?\s+(?i:(?:[\w-]+\s+){{0,2}}?{_SAID}\b)",
        rf"(?i:\baccording\s+to)\s+{named}(?!['’]s?\s)",
        rf"(?i:\b{_SAID}\s+(?:by|from|of))\s+{named}(?!['’]s?\s)",
    ]
