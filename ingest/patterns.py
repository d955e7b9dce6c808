"""How the genre marks its parts: item labels, response labels, section headings, bullets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.model import ItemKind, Speaker

_NUMBER = r"(?:\d+(?:\.\d+)*[a-z]?|[A-Z](?:\.?\d+)?|[ivx]+)"
_KIND = (
    r"(?P<kind>accelerated\s+causes?\s+of\s+concern|causes?\s+of\s+concern"
    r"|areas?\s+for\s+improvement|afis?|recommendations?)"
)
_ITEM_LABEL = re.compile(
    rf"(?:\d+(?:\.\d+)*[.)]?\s+)?(?:\*\*)?{_KIND}(?:\s+(?:no\.?|number)?\s*(?P<number>{_NUMBER})\b)?"
    r"(?:\*\*)?\s*(?P<mark>[-–—:.)]+|\n|$)(?:\*\*)?\s*",
    re.I,
)
_SUB_NUMBER = re.compile(
    r"(?:\*\*)?\(?(?P<number>\d+(?:\.\d+)+[a-z]?)\)?[:.)]?(?:\*\*)?\s+(?:\*\*)?"
)
_NUMBERED = re.compile(r"(?P<number>\d{1,3})[.)]\s+(?=\S)")

_WHO = {
    Speaker.FORCE: r"force|constabulary|chief\s+constable|chief\s+officer|commissioner\s+of\s+police"
    r"|[A-Z][\w&]+(?:\s+(?:and\s+)?[A-Z][\w&]+){0,3}\s+(?:Police|Constabulary)",
    Speaker.POLICING_BODY: r"o?pf?cc|police(?:,|\s+and)\s+(?:fire\s+and\s+)?crime\s+commissioner"
    r"|police\s+and\s+crime\s+commissioner|(?:deputy\s+)?commissioner|mayor|mopac|my|our"
    r"|local\s+policing\s+body",
    Speaker.INSPECTORATE: r"hmicfrs|hmic|inspectorate|inspection|report",
}
_SAID = (
    r"(?:response|comments?|commentary|reply|replies|position|update|observations?"
    r"|actions?(?:\s+taken)?|progress)"
)
_RESPONSE_LABELS = [
    (
        speaker,
        re.compile(
            rf"(?:\d+(?:\.\d+)*[.)]?\s+)?(?:\*\*)?(?:the\s+)?(?:{who})(?:['’]?s?['’]?)?\s+{_SAID}"
            r"(?:\s+(?:to|on)\s+[^:.\n]{3,80})?(?P<end>\s*:(?:\*\*)?\s*|(?:\*\*)?\s*$)",
            re.I,
        ),
    )
    for speaker, who in _WHO.items()
]
_SAID_BY = [
    (
        speaker,
        re.compile(
            rf"(?:\*\*)?(?:response|comments?|reply)\s+(?:of|from|by)\s+(?:the\s+)?(?:{who})"
            r"[^:.\n]{0,60}(?P<end>\s*:(?:\*\*)?\s*|(?:\*\*)?\s*$)",
            re.I,
        ),
    )
    for speaker, who in _WHO.items()
]
_PLAIN_RESPONSE = re.compile(
    r"(?:\*\*)?(?:formal\s+)?(?:response|our\s+response|reply|actions?\s+taken)"
    r"(?P<end>\s*:(?:\*\*)?\s*|(?:\*\*)?\s*$)",
    re.I,
)
_INSPECTORATE_HEADING = re.compile(
    r"(?:executive\s+)?summary\s+of\s+(?:the\s+)?(?:report|inspection|findings)"
    r"|(?:the\s+)?(?:hmicfrs|hmic|inspectorate|inspection|report)(?:['’]s)?\s+"
    r"(?:findings?|summary|recommendations?|conclusions?)"
    r"|what\s+(?:the\s+)?(?:hmicfrs|inspectorate|inspectors|report)\s+(?:found|said|says)"
    r"|findings",
    re.I,
)
_SECTION = re.compile(r"\d{1,2}\.?\s+[A-Z][^.:;?!]{2,70}")
_STREET = re.compile(r"\b(?:Street|Road|Lane|Avenue|Way|Drive|Close|Square|Place)$")
_BULLET = re.compile(r"[-–*•·▪●○]\s+\S")
_BOARD = re.compile(
    r"(?:\d+(?:\.\d+)*[.)]?\s+)?(?:it\s+is\s+recommended\s+that\s+)?"
    r"(?:(?:the\s+)?(?:board|panel|committee|members?|meeting)\b|that\s+the\s+(?:board|panel))",
    re.I,
)
_CLOSING = re.compile(
    r"(?:i\s+am|we\s+are|i\s+have)\s+(?:also\s+)?(?:copying|copied|sending|sent|forwarding)\b"
    r"|(?:a\s+)?cop(?:y|ies)\s+(?:of\s+this|to\b|has|have)|copied\s+to\b|c\.?c\.?\s*:"
    r"|yours\s+(?:sincerely|faithfully|truly)|(?:kind|best)\s+regards|\[image:"
    r"|this\s+(?:letter|response|reply)\s+(?:will\s+be|has\s+been|is)\s+(?:also\s+)?published"
    r"|bibliography\b|(?:source\s+documents?|contact\s+officers?|background\s+papers?)\b"
    r"|(?:in\s+)?conclusion\s*$|next\s+steps?\s*$|appendix\b|annex\b",
    re.I,
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
    if not match:
        return None
    if (
        not match.group("mark").strip()
        and text[match.end() :].strip()
        and "\n" not in match.group()
    ):
        return None
    if match.group("kind").casefold().endswith("s") and not match.group("number"):
        return None  # "Recommendations" heads a list
    kind = match.group("kind").casefold()
    return ItemLabel(
        kind=ItemKind.RECOMMENDATION
        if kind.startswith("rec")
        else ItemKind.AFI
        if kind.startswith("a") and "concern" not in kind
        else ItemKind.CAUSE_OF_CONCERN,
        number=match.group("number"),
        length=match.end(),
    )


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
    for speaker, pattern in [*_RESPONSE_LABELS, *_SAID_BY]:
        if speaker is not Speaker.INSPECTORATE and (match := pattern.match(text)):
            return ResponseLabel(speaker=speaker, length=match.end())
    if match := _PLAIN_RESPONSE.match(text):
        return ResponseLabel(speaker=None, length=match.end())
    return None


def heading_speaker(heading: str) -> Speaker | None:
    """Whose words stand under a heading: "Chief Constable's comments", "Summary of the report"."""
    heading = re.sub(r"^\d+(?:\.\d+)*[.)]?\s+", "", heading.strip("*# "))
    if _INSPECTORATE_HEADING.match(heading):
        return Speaker.INSPECTORATE
    label = response_label(heading)
    return label.speaker if label else None


def is_board_recommendation(text: str) -> bool:
    """A board paper's own recommendation ("The Board is recommended to note …") is no item."""
    return bool(_BOARD.match(text))


def is_closing(text: str) -> bool:
    """Copied-to lines, sign-offs, lost pictures, bibliographies: what follows the last response."""
    return bool(_CLOSING.match(text.lstrip("*# ")))


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


def opens_block(text: str) -> bool:
    """Whether a line begins a new block whatever stands before it."""
    return bool(
        _BULLET.match(text)
        or item_label(text)
        or response_label(text)
        or _NUMBERED.match(text)
        or re.match(r"\(?\d+(?:\.\d+)+\)?[:.)]?\s+[A-Z*]", text)
        or re.match(r"(?:Dear|Yours|To|From|Date|cc)\b[:\s]", text)
    )
