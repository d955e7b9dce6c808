"""How the genre names an item: "AFI 1-", "Recommendation 3:", "On recommendation 2, …", "3.2"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.model import ItemKind

_REMEMBERED = 512  # blocks: each is asked of several times over while it is read
NUMBER_WORDS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
]
_NUMBER = rf"""
    (?: \d+ (?:[./]\d+)* (?: \s?\([a-z]{{1,3}}\) | [a-z] )? (?:\s+of\s+\d+)?
      | [A-Z] (?:[.-]?\d+)? (?: \s?\([a-z]{{1,3}}\) )? | [ivx]+ | {"|".join(NUMBER_WORDS)} )
"""
_KIND = r"""
    (?P<kind> accelerated\s+causes?\s+of\s+concern | causes?\s+of\s+concern
            | areas?\s+(?:for|of|requiring)\s+improvement | afis? | recommendations? )
"""
_BRIEF_KIND = r"(?P<brief> rec(?:om+)?s?\.? | r | coc )"
_WHOSE = r"""
    (?: (?: (?:hmicfrs|hmic) (?:['’]s?)? | peel | inspection | national | force | local | key
          | the | our | general ) \s+ )?
"""
_NUMBERED = rf"""
    (?: \s+ | (?=[\d(\#]) ) (?:no\.?|number|ref(?:erence)?\.?|\#)? \s* (?P<open>\()?
    (?P<number>{_NUMBER} (?: \s* (?:and|&|to|,) \s* \d+ \b )*)
    (?(open) \) | (?!\w) )
"""
_NOTE = r"(?: \s* [(\[] [^()\[\]\n]{2,80} [)\]] )?"
_TO = r"(?: \s+ (?:to|for|from|by) \s+ (?:the\s+|all\s+)? [\w’' ]{3,50}? (?= \s*: ) )?"
_ITEM_LABEL = re.compile(
    rf"""
    (?:\d+(?:\.\d+)*[.)]?\s+)? [*_\[(]{{0,3}}
    (?: (?P<ordinal>{"|".join(_ORDINALS)}) \s+ )? {_WHOSE}
    (?: {_KIND} (?: {_NUMBERED} )? | {_BRIEF_KIND} \s* (?P<brief_number>\d+(?:\.\d+)*[a-z]?) )
    {_NOTE} {_TO} [*_]{{0,3}}
    (?P<mark> \s*[-–—:.)\]|]+ | [ ]*\t | \s*\n | \s*$ )
    [*_]{{0,3}} \s*
    """,
    re.I | re.VERBOSE,
)
_UNMARKED_LABEL = re.compile(
    rf"{_WHOSE} {_KIND} \s+ (?P<number>\d+(?:\.\d+)*) {_NOTE} (?:\*\*)?\s+ (?=[A-Z“\"])",
    re.I | re.VERBOSE,
)
_NAMED = rf"""
    (?:the\s+|this\s+)? (?:
        {_WHOSE} (?P<kind> areas?\s+for\s+improvement | causes?\s+of\s+concern | afis?
        | recommendations? | recs?\.? )
        \s+ (?:no\.?|number|\#)? \s* (?P<number>{_NUMBER}) \b
      | (?P<ordinal>{"|".join(_ORDINALS)}|last|final)
        (?: \s+ {_WHOSE} (?P<ordinal_kind> areas?\s+for\s+improvement | causes?\s+of\s+concern
        | afis? | recommendations? ) | (?:\s+of\s+these)? (?=,) ) )
"""
_REFERENCE = re.compile(
    rf"""
    [*_]{{0,3}} (?:turning\s+(?:next\s+|now\s+)?)?
    (?: (?: on | as\s+(?:to|for|regards) | to
      | in\s+(?:response|relation|respect|answer|reply)\s+(?:to|of)
      | with\s+(?:regard|respect|reference)\s+to | regarding | concerning | addressing | under | for
      | re:? )
    \s+ {_NAMED} \s* (?: \( [^()\n]{{2,60}} \) \s* )?
      (?: [,:;.–—-] | (?<=\d\s) (?= (?:since|i|we|my|our|the\s+(?:force|constabulary)) \b ) )
    | (?P<bare>recommendation|area\s+for\s+improvement|afi) \s+ (?P<bare_number>\d+) \s* ,
    )
    """,
    re.I | re.VERBOSE,
)
_ANSWERED = re.compile(rf"\b(?:to|on|for|against|regarding|of)\s+{_NAMED}", re.I | re.VERBOSE)
_SUB_NUMBER = re.compile(
    r"(?:\*\*)?\(?(?P<number>\d+(?:\.\d+)+[a-z]?)\)?[:.)]?(?:\*\*)?\s+(?:\*\*)?"
)
_LEADING = re.compile(
    r"[*_]{0,3}(?:\((?P<bracketed>\d{1,3}|[a-z]|[ivx]{1,4})\)|(?P<number>\d{1,3}|[a-z])[.)])"
    r"[*_]{0,3}\s+(?=\S)",
    re.I,
)
_ORDINAL_FIRST = re.compile(
    rf"(?:(?P<ordinal>{'|'.join(_ORDINALS)})(?:ly)?|last(?:ly)?|finally)\s*,", re.I
)
_PLURAL = re.compile(r"areas|afis|recommendations|(?:accelerated\s+)?causes", re.I)
_MENTIONED = re.compile(
    r"\b(?:areas\s+for\s+improvement|afis|causes\s+of\s+concern|recommendations)\b", re.I
)
_BARE_LIST = re.compile(r"(?:recommendations|areas\s+for\s+improvement|afis)\s*:?", re.I)
_LIST = re.compile(
    r"""
    (?:\d+(?:\.\d+)*[.)]?\s+)? (?:[^.:;?!\n]{0,60}?\b)?
    (?P<kind> areas?\s+(?:for|of)\s+improvement | afis | causes?\s+of\s+concern | recommendations )
    \b
    """,
    re.I | re.VERBOSE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemLabel:
    kind: ItemKind
    number: str | None  # as printed
    length: int  # characters up to the item's own text


@lru_cache(maxsize=_REMEMBERED)
def item_label(text: str) -> ItemLabel | None:
    """Read "AFI 1- …", "Recommendation 3: …", "Area for improvement" at the start of a block."""
    match = _ITEM_LABEL.match(text)
    if match and _marks_an_item(match, text):
        return ItemLabel(
            kind=kind_named(match["kind"] or match["brief"]),
            number=match["number"] or match["brief_number"] or match["ordinal"],
            length=match.end(),
        )
    unmarked = _UNMARKED_LABEL.match(text)
    if unmarked and asks_for_something(text) and unmarked["kind"][0].isupper():
        kind = kind_named(unmarked["kind"])
        return ItemLabel(kind=kind, number=unmarked["number"], length=unmarked.end())
    return None


def _marks_an_item(match: re.Match[str], text: str) -> bool:
    kind, mark = match["kind"], match["mark"]
    number = match["number"] or match["brief_number"] or match["ordinal"]
    rest = text[match.end() :].strip()
    if kind is None:
        return match["brief"][0].isupper() and (mark.strip() != "." or asks_for_something(rest))
    if kind[0].islower() and rest and match.group().strip(" *_[(")[0].islower():
        return False
    if _PLURAL.match(kind) and not number:
        return False  # "Recommendations" heads a list
    if not mark.strip():
        return not rest or "\n" in mark or "\t" in mark
    return bool(number) or not mark.strip().startswith((".", ")"))


def item_reference(text: str) -> ItemLabel | None:
    """Read "On recommendation 1, …": the item that a paragraph speaks of; its length is 0."""
    match = _REFERENCE.match(text)
    return _referred(match) if match else None


def item_answered(label: str) -> ItemLabel | None:
    """Read the item that a label of a response names: "Our response to recommendation 4"."""
    match = _ANSWERED.search(label)
    return _referred(match) if match else None


def _referred(match: re.Match[str]) -> ItemLabel:
    named = match.groupdict()
    kind = named["kind"] or named["ordinal_kind"] or named.get("bare")
    return ItemLabel(
        kind=kind_named(kind) if kind else ItemKind.OTHER,
        number=named["number"] or named["ordinal"] or named.get("bare_number"),
        length=0,
    )


def kind_named(name: str) -> ItemKind:
    name = name.casefold()
    if name.startswith("r"):
        return ItemKind.RECOMMENDATION
    return ItemKind.CAUSE_OF_CONCERN if "concern" in name or name == "coc" else ItemKind.AFI


def same_number(printed: str) -> str:
    """A number as printed, as it is compared: "Three", "third", "3 of 5" and "3." are one."""
    folded = re.sub(r"\s+of\s+\d+$", "", printed.casefold().strip(" .:()")).replace(" ", "")
    for names in (NUMBER_WORDS, _ORDINALS):
        if folded in names:
            return str(names.index(folded) + 1)
    return folded


def listed_kind(text: str) -> ItemKind | None:
    """What a heading or a lead-in says it lists: "Areas for improvement and our response"."""
    match = _LIST.match(text.lstrip("*# "))
    return kind_named(match["kind"]) if match else None


def heads_list(words: str) -> bool:
    """Whether a line is nothing but "Recommendations"."""
    return bool(_BARE_LIST.fullmatch(words.strip("* ")))


def mentioned_kind(text: str) -> ItemKind | None:
    """The one kind of items that a paragraph speaks of; None where it speaks of two, or none."""
    kinds = {kind_named(match.group()) for match in _MENTIONED.finditer(text)}
    return kinds.pop() if len(kinds) == 1 else None


def asks_for_something(text: str) -> bool:
    return bool(re.search(r"\b(?:should|must|expect|needs?\s+to|recommend)\b", text, re.I))


def sub_number(text: str) -> tuple[str, int] | None:
    """Read "3.2: …": the number and where the text begins."""
    match = _SUB_NUMBER.match(text)
    return (match.group("number"), match.end()) if match else None


def leading_number(text: str) -> tuple[str, int] | None:
    """Read "12. …", "(b) …", "c) …": the number and where the text begins."""
    match = _LEADING.match(text)
    return (match["bracketed"] or match["number"], match.end()) if match else None


def leading_ordinal(text: str) -> str | None:
    """Read "Secondly, …": the place in a list that a paragraph answers."""
    match = _ORDINAL_FIRST.match(text)
    return match["ordinal"] if match else None
