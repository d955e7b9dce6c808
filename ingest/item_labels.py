"""How the genre names an item: "AFI 1-", "Recommendation 3:", "On recommendation 2, …", "3.2"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.model import ItemKind

_NUMBER = r"(?:\d+(?:\.\d+)*[a-z]?|[A-Z](?:\.?\d+)?|[ivx]+)"
_KIND = r"""
    (?P<kind> accelerated\s+causes?\s+of\s+concern | causes?\s+of\s+concern
            | areas?\s+for\s+improvement | afis? | recommendations? )
"""
_ITEM_LABEL = re.compile(
    rf"""
    (?:\d+(?:\.\d+)*[.)]?\s+)? (?:\*\*)?
    {_KIND}
    (?:\s+ (?:no\.?|number)? \s* (?P<number>{_NUMBER})\b )?
    (?:\*\*)? \s*
    (?P<mark> [-–—:.)]+ | \n | $ )
    (?:\*\*)? \s*
    """,
    re.I | re.VERBOSE,
)
_UNMARKED_LABEL = re.compile(
    rf"{_KIND}\s+(?P<number>\d+(?:\.\d+)*)(?:\*\*)?\s+(?=[A-Z])", re.I | re.VERBOSE
)
_REFERENCE = re.compile(
    rf"""
    (?: on | as\s+to | in\s+(?:response|relation|respect|answer)\s+(?:to|of)
      | (?:with\s+)?regard(?:ing|s)?(?:\s+to)? | turning\s+to | concerning | for )
    \s+ (?:the\s+)? {_KIND} \s+ (?P<number>{_NUMBER}) \b \s* [,:–—-]
    """,
    re.I | re.VERBOSE,
)
_SUB_NUMBER = re.compile(
    r"(?:\*\*)?\(?(?P<number>\d+(?:\.\d+)+[a-z]?)\)?[:.)]?(?:\*\*)?\s+(?:\*\*)?"
)
_NUMBERED = re.compile(r"(?P<number>\d{1,3})[.)]\s+(?=\S)")


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemLabel:
    kind: ItemKind
    number: str | None  # as printed
    length: int  # characters up to the item's own text


def item_label(text: str) -> ItemLabel | None:
    """Read "AFI 1- …", "Recommendation 3: …", "Area for improvement" at the start of a block."""
    match = _ITEM_LABEL.match(text)
    if match and _marks_an_item(match, text):
        return _item_label(match)
    unmarked = _UNMARKED_LABEL.match(text)
    if unmarked and asks_for_something(text) and unmarked.group("kind")[0].isupper():
        return _item_label(unmarked)
    return None


def _marks_an_item(match: re.Match[str], text: str) -> bool:
    kind, number, mark = match.group("kind", "number", "mark")
    rest = text[match.end() :].strip()
    if kind[0].islower() and rest:
        return False
    if kind.casefold().endswith("s") and not number:
        return False  # "Recommendations" heads a list
    if not mark.strip():
        return not rest or "\n" in match.group()
    return bool(number) or not mark.startswith((".", ")"))


def _item_label(match: re.Match[str]) -> ItemLabel:
    return ItemLabel(
        kind=kind_named(match.group("kind")), number=match.group("number"), length=match.end()
    )


def item_reference(text: str) -> ItemLabel | None:
    """Read "On recommendation 1, …": the item that a paragraph speaks of; its length is 0."""
    match = _REFERENCE.match(text)
    if not match:
        return None
    kind = kind_named(match.group("kind"))
    return ItemLabel(kind=kind, number=match.group("number"), length=0)


def kind_named(name: str) -> ItemKind:
    name = name.casefold()
    if name.startswith("rec"):
        return ItemKind.RECOMMENDATION
    return ItemKind.CAUSE_OF_CONCERN if "concern" in name else ItemKind.AFI


def asks_for_something(text: str) -> bool:
    return bool(re.search(r"\b(?:should|must|expect|needs?\s+to|recommend)\b", text, re.I))


def sub_number(text: str) -> tuple[str, int] | None:
    """Read "3.2: …": the number and where the text begins."""
    match = _SUB_NUMBER.match(text)
    return (match.group("number"), match.end()) if match else None


def leading_number(text: str) -> tuple[str, int] | None:
    """Read "12. …": the number and where the text begins."""
    match = _NUMBERED.match(text)
    return (match.group("number"), match.end()) if match else None
