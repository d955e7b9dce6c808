"""Which items a question asks for: a kind ("which recommendations") or a number ("AFI 3")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.filters.found import Read
from ingest.model import ItemKind

_NAMES = {
    ItemKind.RECOMMENDATION: r"rec(?:ommendation)?s?\.?",
    ItemKind.AFI: r"(?:afis?|areas?\s+for\s+improvement)",
    ItemKind.CAUSE_OF_CONCERN: r"causes?\s+of\s+concern",
}
_PLURALS = {
    ItemKind.RECOMMENDATION: r"recommendations",
    ItemKind.AFI: r"(?:afis|areas\s+for\s+improvement)",
    ItemKind.CAUSE_OF_CONCERN: r"causes\s+of\s+concern",
}
_NUMBER = r"\d{1,2}(?:\.\d{1,2}){0,2}(?!\d|/\d|\s*%)"
_NUMBERS = rf"(?P<numbers>{_NUMBER}(?:\s*(?:,|and|&|or)\s*{_NUMBER})*)"
_NUMBERED = {
    kind: re.compile(rf"\b{name}\s*(?:number|no\.?|\#)?\s*{_NUMBERS}", re.I)
    for kind, name in _NAMES.items()
}
_ASKED = {
    kind: re.compile(
        rf"\b(?:which|what|list|any|name)\s+(?:of\s+)?(?:(?:all|the|its|their)\s+){{0,2}}"
        rf"(?:(?:other|open|outstanding|national|new|further)\s+)?{plural}\b",
        re.I,
    )
    for kind, plural in _PLURALS.items()
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Items:
    kinds: tuple[ItemKind, ...]
    numbers: tuple[str, ...]  # none where only the kind is asked for


def read_items(text: str) -> Read[Items] | None:
    """Find the items that are asked for, by number before by kind.

    "How many recommendations" is none of it: how many there are stands outside of them.
    """
    for kind, pattern in _NUMBERED.items():
        if match := pattern.search(text):
            numbers = tuple(re.findall(_NUMBER, match["numbers"]))
            return Read(value=Items(kinds=(kind,), numbers=numbers), span=match.span())
    asked = [(kind, match) for kind, pattern in _ASKED.items() if (match := pattern.search(text))]
    if not asked:
        return None
    kinds = tuple(kind for kind, _ in asked)
    return Read(value=Items(kinds=kinds, numbers=()), span=asked[0][1].span())
