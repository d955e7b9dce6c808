"""How the genre marks its other parts: closings, section headings, bullets, lines of a list."""

from __future__ import annotations

import re

from ingest.structure.item_labels import item_label
from ingest.structure.response_labels import response_label

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
_ASKS_BOARD = re.compile(
    r"(?:\d+(?:\.\d+)*[.)]?\s+)?(?:the\s+)?(?:board|panel|committee|members?)\s+(?:is|are)\s+"
    r"(?:recommended|asked|invited|requested)\s+to\b",
    re.I,
)
_NUMBERED_LINE = re.compile(
    r"\d{1,3}[.)]\s+\S | \([a-z]{1,3}\)\s+\S | \(?\d+(?:\.\d+)+\)?[:.)]?\s+[A-Z*]", re.VERBOSE
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
  | i\s+(?:hope|trust|believe)\s+(?:that\s+)?(?:this|the\s+above|you)\b
  | \[image:
  | bibliography\b | (?:source\s+documents?|contact\s+officers?|background\s+papers?)\b
  | (?:in\s+)?conclusion\s*$ | next\s+steps?\s*$ | appendix\b | annex\b
    """,
    re.I | re.VERBOSE,
)
_FAREWELL = re.compile(
    r"""
    (?: in\s+conclusion | to\s+conclude | in\s+summary | overall | in\s+closing
      | (?:moving|going|looking)\s+(?:forward|ahead) ) \s* ,
  | (?:i|we)\s+(?:very\s+much\s+)?(?:look|am\s+looking|are\s+looking)\s+forward\b
  | (?:i|we)\s+(?:would\s+(?:also\s+)?like|wish|want)\s+to\s+(?:thank|place|record)\b
  | (?:i|we)\s+thank\b | thank\s+you\b
  | (?:i|we)\s+(?:am|are|remain)\s+(?:\w+\s+)?
      (?: grateful | confident | satisfied | assured | reassured ) \b
      [^.]* \b (?: report | recommendations | areas\s+for | inspect\w+ | findings ) \b
  | (?:the\s+chief\s+constable\s+and\s+i|my\s+office(?:\s+and\s+i)?|i|we)
      \s+(?:will|shall)\s+continue\s+to\b
    """,
    re.I | re.VERBOSE,
)
_PAGE_FOOTER = re.compile(
    r"contacts?\s*:|(?:(?:our|my|this)\s+)?response\s+(?:was\s+)?published\b|(?:page\s+)?last\s+(?:updated|modified|reviewed)\b|share\s+this\s+page"
    r"|back\s+to\s+top|source\s+documents?\b|contact\s+officers?\b",
    re.I,
)
_ROW_KEY = re.compile(
    r"(?:(?:action|risk|report)\s+)?"
    r"(?:Owner|Lead|Due\s+date|Target\s+date|Completion\s+date|Date|Status|Rating)"
    r"(?:\s*:|\s+(?=[A-Z\d]))"
)


def is_board_recommendation(text: str) -> bool:
    """A board paper's own recommendation ("The Board is recommended to note …") is no item."""
    return bool(_BOARD.match(text))


def asks_board(text: str) -> bool:
    """ "The Panel is asked to note …" closes a board paper."""
    return bool(_ASKS_BOARD.match(text))


def is_closing(text: str) -> bool:
    """Copied-to lines, sign-offs, lost pictures, bibliographies: what follows the last response."""
    return bool(_CLOSING.match(text.lstrip("*#_ "))) or is_page_footer(text)


def is_farewell(text: str) -> bool:
    """A last remark on the whole report or letter, after the last response."""
    return bool(_FAREWELL.match(text.lstrip("*#_ ")))


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


_MARKS = 20  # characters in which the marks at the end of a sentence are looked for
_ENDED = re.compile(r"[.:;!?][)\]'\"’”*]*$")


def opens_block(line: str, before: str = "") -> bool:
    """Whether a line begins a new block, after the text `before` of the block that it may join.

    A number or a label at the start of a line can be the middle of a sentence that was wrapped
    there; a bullet cannot.
    """
    if _BULLET.match(line) or re.match(r"(?:Dear|Yours|To|From|Date|cc)\b[:\s]", line):
        return True
    if before and not _ENDED.search(before[-_MARKS:]) and not _begins_numbered(before):
        return False
    if item_label(line):
        return not line[0].islower()
    return bool(response_label(line)) or _begins_numbered(line) or is_row_key(line)


def _begins_numbered(text: str) -> bool:
    return bool(_NUMBERED_LINE.match(text))
