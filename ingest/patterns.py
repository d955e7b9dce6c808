"""How the genre marks its parts: item labels, response labels, section headings, bullets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.model import ItemKind, Speaker

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

COMMISSIONER = r"""
    police ,? (?:\s*(?:,|and|&)\s*fire)? (?:\s*(?:,|and|&)\s*rescue)? \s* (?:,|and|&)? \s*
    crime (?:\s*(?:,|and|&)\s*victims?['’]?)? \s+ commissioner
"""
_FORCE_NAME = r"""
    (?-i: [A-Z][\w&]+ (?:\s+(?:and\s+)?[A-Z][\w&]+){0,3} \s+ (?:Police|Constabulary)
          (?! ,?\s+(?:and|&|Fire|Crime) ) )
"""
_WHO = {
    Speaker.FORCE: rf"""
        force | constabulary | chief\s+constable | chief\s+officer
      | commissioner\s+of\s+police | {_FORCE_NAME} | (?-i:[A-Z]{{1,3}}P|MPS)
    """,
    Speaker.POLICING_BODY: rf"""
        o?pf?cc | {COMMISSIONER} | (?:deputy\s+)?commissioner | (?:deputy\s+)?mayor | mopac | my
      | local\s+policing\s+body
    """,
    Speaker.INSPECTORATE: r"hmicfrs | hmic | inspectorate | inspection | report",
}
_SAID = r"""
    (?: response | comments? | commentary | reply | replies | position | update | observations?
      | actions?(?:\s+taken)? | progress )
"""
_TO_WHAT = r"(?:\s+(?:to|on)\s+[^:.\n]{3,80})?"
_LABEL_END = r"(?P<end> \s*:(?:\*\*)?\s* | (?:\*\*)?\s*$ )"
_RESPONSE_LABELS = [
    (speaker, re.compile(pattern, re.I | re.VERBOSE))
    for speaker, who in _WHO.items()
    for pattern in (
        rf"""(?:\d+(?:\.\d+)*[.)]?\s+)? (?:\*\*)? (?:the\s+)?
             (?:{who}) (?:['’]?s?['’]?)? \s+ {_SAID} {_TO_WHAT} {_LABEL_END}""",
        rf"""(?:\*\*)? (?:response|comments?|reply) \s+ (?:of|from|by) \s+ (?:the\s+)?
             (?:{who}) [^:.\n]{{0,60}} {_LABEL_END}""",
    )
]
_PLAIN_RESPONSE = re.compile(
    rf"""(?:\*\*)? (?:formal\s+|our\s+)? (?:response|reply|comments?|actions?\s+taken)
         {_LABEL_END}""",
    re.I | re.VERBOSE,
)
_BEFORE_HEADING = re.compile(
    r"(?:(?:appendix|annex|part|section)\s+[\dA-Z]{1,3}\s*[:.–—-]*\s*|\d+(?:\.\d+)*[.)]?\s+)", re.I
)
_INSPECTORATE_HEADING = re.compile(
    r"""
    (?:executive\s+)? summary\s+of\s+(?:the\s+)?(?:report|inspection|findings)
  | (?:the\s+)? (?:hmicfrs|hmic|inspectorate|inspection|report) (?:['’]s)? \s+
      (?:findings?|summary|recommendations?|conclusions?)
  | what\s+(?:the\s+)?(?:hmicfrs|inspectorate|inspectors|report)\s+(?:found|said|says)
  | findings
    """,
    re.I | re.VERBOSE,
)
_NOBODY_HEADING = re.compile(
    r"bibliography|references|sources?\b|source\s+documents?|contacts?\b|background\s+papers?", re.I
)
_SECTION = re.compile(r"\d{1,2}\.?\s+[A-Z][^.:;?!]{2,70}")
_STREET = re.compile(r"\b(?:Street|Road|Lane|Avenue|Way|Drive|Close|Square|Place)$")
_BULLET = re.compile(r"[-–*•·▪●○]\s+\S")
_BOARD = re.compile(
    r"""
    (?:\d+(?:\.\d+)*[.)]?\s+)? (?:it\s+is\s+recommended\s+that\s+)?
    (?: (?:the\s+)? (?:board|panel|committee|members?|meeting)\b | that\s+the\s+(?:board|panel) )
    """,
    re.I | re.VERBOSE,
)
_SELF = r"(?:letter|response|reply|page|paper|document|statement)"
_CLOSING = re.compile(
    rf"""
    (?:i\s+am|we\s+are|i\s+have|i\s+will|we\s+have) \s+ (?:also\s+)?
      (?: copying | copied
        | (?:sending|sent|send|forwarding|forwarded|publish\w*) \s+ (?:(?:a\s+)?cop(?:y|ies)\b
        | this\s+{_SELF}) )
  | (?:a\s+)? cop(?:y|ies) \s+ (?:of\s+this|to\b|has|have) | copie[ds]\s*(?:to\b|:) | c\.?c\.?[\s:]
  | (?:this|my) \s+ {_SELF} \b [^.]{{0,90}} \s
      (?:publish|(?:on|to)\s+(?:my|our|the)\s+(?:\w+\s+)?website|cop(?:y|ied))
  | yours\s+(?:sincerely|faithfully|truly) | (?:kind|best|warm)\s+(?:regards|wishes)
  | please\s+(?:do\s+not\s+hesitate|contact) | (?:if|should)\s+you\s+(?:require|need|have)\s+
      (?:any|more|further)
  | i\s+(?:hope|trust)\s+(?:that\s+)?(?:this|the\s+above|you)\b
  | \[image:
  | bibliography\b | (?:source\s+documents?|contact\s+officers?|background\s+papers?)\b
  | (?:in\s+)?conclusion\s*$ | next\s+steps?\s*$ | appendix\b | annex\b
    """,
    re.I | re.VERBOSE,
)
_PAGE_FOOTER = re.compile(
    r"contacts?\s*:|(?:page\s+)?last\s+(?:updated|modified|reviewed)\b|share\s+this\s+page"
    r"|back\s+to\s+top|source\s+documents?\b|contact\s+officers?\b",
    re.I,
)
_ROW_KEY = re.compile(
    r"(?:(?:action|risk|report)\s+)?"
    r"(?:Owner|Lead|Due\s+date|Target\s+date|Completion\s+date|Date|Status|Rating)"
    r"(?:\s*:|\s+(?=[A-Z\d]))"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemLabel:
    kind: ItemKind
    number: str | None  # as printed
    length: int  # characters up to the item's own text


@dataclass(frozen=True, kw_only=True, slots=True)
class ResponseLabel:
    speaker: Speaker | None  # None where the label does not say
    length: int


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


def response_label(text: str) -> ResponseLabel | None:
    """Read "Force response: …", "Chief Constable's comments", "Response:"."""
    for speaker, pattern in _RESPONSE_LABELS:
        if speaker is not Speaker.INSPECTORATE and (match := pattern.match(text)):
            return ResponseLabel(speaker=speaker, length=match.end())
    if match := _PLAIN_RESPONSE.match(text):
        return ResponseLabel(speaker=None, length=match.end())
    return None


def is_bare_label(text: str) -> bool:
    """Whether a block is nothing but the label of an item or of a response."""
    label = item_label(text) or response_label(text)
    return label is not None and label.length >= len(text.rstrip())


def heading_speaker(heading: str) -> Speaker | None:
    """Whose words stand under a heading: "Chief Constable's comments", "Summary of the report"."""
    heading = heading.strip("*# ")
    if before := _BEFORE_HEADING.match(heading):
        heading = heading[before.end() :]
    if _INSPECTORATE_HEADING.match(heading):
        return Speaker.INSPECTORATE
    if _NOBODY_HEADING.match(heading):
        return Speaker.UNKNOWN
    label = response_label(heading)
    return label.speaker if label else None


def is_board_recommendation(text: str) -> bool:
    """A board paper's own recommendation ("The Board is recommended to note …") is no item."""
    return bool(_BOARD.match(text))


def is_closing(text: str) -> bool:
    """Copied-to lines, sign-offs, lost pictures, bibliographies: what follows the last response."""
    return bool(_CLOSING.match(text.lstrip("*#_ "))) or is_page_footer(text)


def is_page_footer(text: str) -> bool:
    """Contacts and dates of change at the foot of a web page or paper: nobody's position."""
    return bool(_PAGE_FOOTER.match(text.lstrip("*#_ ")))


def is_row_key(text: str) -> bool:
    """A row of an item's table, read as a line: "Owner Head of Crime", "Due date: 31 July"."""
    return bool(_ROW_KEY.match(text)) and len(text.split()) <= 12


def section_heading(text: str) -> bool:
    """A heading by its looks alone: "4. Force response to the report", "BIBLIOGRAPHY"."""
    if len(text) > 90 or "\n" in text or not re.search(r"[A-Za-z]{3}", text):
        return False
    if _STREET.search(text):
        return False
    if _SECTION.fullmatch(text) and not re.search(r"\b(?:19|20)\d\d\b", text):
        return True
    labelled = item_label(text) or response_label(text)
    return text.isupper() and len(text) > 6 and text[-1] not in ".," and not labelled


def opens_block(line: str, before: str = "") -> bool:
    """Whether a line begins a new block, after the text `before` of the block that it may join.

    A number or a label at the start of a line can be the middle of a sentence that was wrapped
    there; a bullet cannot.
    """
    if _BULLET.match(line) or re.match(r"(?:Dear|Yours|To|From|Date|cc)\b[:\s]", line):
        return True
    if before and not re.search(r"[.:;!?][)\]'\"’”*]*$", before) and not _begins_numbered(before):
        return False
    if item_label(line):
        return not line[0].islower()
    return bool(response_label(line)) or _begins_numbered(line) or is_row_key(line)


def _begins_numbered(text: str) -> bool:
    return bool(_NUMBERED.match(text) or re.match(r"\(?\d+(?:\.\d+)+\)?[:.)]?\s+[A-Z*]", text))
