"""Whether a paragraph under an item, with no label of its own, is still the inspectorate's."""

from __future__ import annotations

import re

from ingest.model import Block, BlockStyle, Speaker
from ingest.structure.item_labels import heads_list, leading_number
from ingest.structure.opened import OpenItem
from ingest.structure.response_labels import ResponseLabel

_WE_FOUND = re.compile(
    r"""
    \b (?: we | our\s+(?:inspection|inspectors|audit|fieldwork) ) \s+ (?:also\s+|previously\s+)?
    (?: found | saw | identified | observed | heard | noted | concluded | examined | spoke\s+to
      | expect | recommend
      | (?:were|are)\s+(?:also\s+)?(?:concerned|told|pleased|disappointed|unable) ) \b
    """,
    re.I | re.VERBOSE,
)
_THEY_FOUND = re.compile(
    r"""
    \b (?: (?:the\s+)?inspectors? | hmicfrs | hmic | the\s+inspect(?:ion|orate) | the\s+report ) \s+
    (?:also\s+)?
    (?: found | finds | saw | identified | observed | heard | noted | concluded | says | said
      | were\s+(?:also\s+)?(?:concerned|told) | expects? | recommends? ) \b
    """,
    re.I | re.VERBOSE,
)
_ASKED = re.compile(
    r"\b(?:forces?|constabular(?:y|ies)|constables?|police|leads?|college|office)"
    r"\s+(?:should|must|needs?\s+to)\b",
    re.I,
)
_ASKED_MORE = re.compile(
    r"""
    in\s+particular\b | this\s+(?:should|must|includes?|is\s+because|means)\b
  | (?:it|they|these)\s+(?:should|must)\b
  | by\s+(?:the\s+end\s+of\s+)?(?:\d{1,2}\s+)?[A-Z][a-z]+\s+\d{4}\b [^.]{0,90} \b(?:should|must)\b
  | (?:in|of)\s+(?:\d+|\w+)\s+(?:out\s+)?of\s+(?:the\s+)?\d* \b
  | (?:during|in)\s+(?:the|our)\s+(?:inspection|fieldwork|audit)\b
    """,
    re.I | re.VERBOSE,
)
_ANSWERS = re.compile(
    r"""
    (?i: since\s | at\s+this\s+time | at\s+present | currently | work\s+(?:is|has) | following\s
       | in\s+response | accepted | agreed | i\b | my\b
       | our\s+(?!inspect|audit|fieldwork)
       | we\s+(?:have|are|will|accept|agree|welcome|do|did|now)\b(?!\s+(?:also\s+)?concerned) )
  | (?:[Tt]he\s+)? (?:[A-Z][\w’'-]+\s+)* (?:[Ff]orce|[Cc]onstabulary|[Pp]olice) (?:['’]s)? \s+
      (?! should | must | need | was\s+not | were\s+not | did\s+not ) \w
    """,
    re.VERBOSE,
)
_HAS_ACTED = re.compile(
    r"""
    (?:^|[.!?]\s+)
    (?: The\s+(?:[Ff]orce|[Cc]onstabulary) | We | [A-Z]\w+\s+(?:Police|Constabulary) ) \s+
    (?: has | have | is | are | will | now ) \b
    """,
    re.VERBOSE,
)
_SPEAKS = re.compile(r"(?:^|[.!?]\s+)(?:I|My)\s")
_LISTED = re.compile(r"\(?[a-z]\)\s|\(?[ivx]+\)\s|[-–•]\s", re.I)
_GOES_ON = (":", ";", ",", " and", " or")
_OPENED, _CLOSED = "“‘", "”’"


def still_asked(
    item: OpenItem, text: str, block: Block, words: str, ahead: ResponseLabel | None
) -> bool:
    """Whether a block that follows an item's text, before any response, is more of it.

    Args:
        text: the item's words so far.
        ahead: the label of a response that comes before anything else does.
    """
    if _begins_again(text, words):
        return False
    if block.style is BlockStyle.BULLET or _LISTED.match(words):
        if text.rstrip().endswith(_GOES_ON):
            item.in_bullets = True
        return item.in_bullets or _announced(ahead)
    item.in_bullets = False
    if _announced(ahead) or _in_quotation(text):
        return True
    if item.bold and block.bold:
        return True
    if _ASKED_MORE.match(words) or heads_list(words):
        return True
    return reads_as_asked(words)


def reads_as_asked(words: str) -> bool:
    """Whether a paragraph by its own words is a finding or a demand of the inspectorate."""
    if _ANSWERS.match(words):
        return False
    if _WE_FOUND.search(words) or (_ASKED.search(words) and not _SPEAKS.search(words)):
        return True
    answered = _HAS_ACTED.search(words) or _SPEAKS.search(words)
    return bool(_THEY_FOUND.search(words)) and not answered


def reads_as_answer(words: str) -> bool:
    """Whether a paragraph begins as a respondent's does: "The force has …", "I have …"."""
    return bool(_ANSWERS.match(words))


def in_first_person(words: str) -> bool:
    """Whether one of the sentences is a respondent's own: "I expect …", "My office …"."""
    return bool(_SPEAKS.search(words))


def _begins_again(text: str, words: str) -> bool:
    """Whether "(a)" stands a second time: over the answer to the first part."""
    marker = leading_number(words)
    return marker is not None and bool(
        re.search(rf"(?:^|\n)\s*\(?{re.escape(marker[0])}[.)]\s", text)
    )


def _announced(ahead: ResponseLabel | None) -> bool:
    """A label says where the response begins, unless it is only the commissioner's after it."""
    return ahead is not None and ahead.opens and ahead.speaker is not Speaker.POLICING_BODY


def _in_quotation(text: str) -> bool:
    """Whether the item's words open a quotation that a later paragraph closes."""
    return bool(text) and text[0] in _OPENED and text.rstrip(" .*")[-1:] not in _CLOSED
