"""How the genre marks its other parts: closings, section headings, bullets, lines of a list."""

from __future__ import annotations

import re

from ingest.item_labels import item_label, leading_number
from ingest.response_labels import response_label

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
    return bool(leading_number(text) or re.match(r"\(?\d+(?:\.\d+)+\)?[:.)]?\s+[A-Z*]", text))
