"""How the genre names who answers: "Force response:", "Comments of the Chief Constable"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.model import Speaker
from ingest.structure.item_labels import ItemLabel, item_answered, item_label

_REMEMBERED = 512  # blocks: each is asked of several times over while it is read
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
        force | constabulary | (?:(?:deputy|assistant|temporary|acting|t/)\s+)?chief\s+constable
      | chief\s+officer(?:\s+team)? | commissioner\s+of\s+police | police\s+service
      | {_FORCE_NAME} | (?-i:[A-Z]{{1,3}}P|MPS|D?CC)
    """,
    Speaker.POLICING_BODY: rf"""
        (?:office\s+of\s+the\s+)? (?:
          o?pf?cc | (?:(?-i:[A-Z][\w’'-]+)\s+)? {COMMISSIONER}
        | (?:deputy\s+)?commissioner (?!\s+of\s+police) | (?:deputy\s+)?mayor | mopac
        | (?:local\s+)? policing\s+body | policing\s+board ) | my
    """,
    Speaker.INSPECTORATE: r"hmicfrs | hmic | inspectorate | inspectors | inspection | report",
}
_SAID = r"""
    (?: (?:formal|initial|written|full|detailed|overall|further|general)\s+ )?
    (?: response | responses | comments? | commentary | reply | replies | position | update
      | observations? | actions?(?:\s+taken)? | progress | statement | view | views | answers?
      | feedback | assessment )
"""
_TO_WHAT = r"(?:\s+(?:to|on)\s+[^:.\n]{3,80})?"
_WHEN = r"""
    (?: \s* (?: [(\[] [^()\[\]\n]{2,60} [)\]] | (?:at|as\s+at|in)?\s*(?-i:[A-Z][a-z]+)\s+\d{4} ) )?
"""
_LABEL_END = r"(?P<end> \s*:(?:\*\*)?\s* | \s+[–—-]\s+(?:\*\*)? (?=\S) | \s*(?:\*\*)?\s*$ )"
_BEFORE = r"(?:\d+(?:\.\d+)*[.)]?\s+)? [*_]{0,3} (?:the\s+)?"
_WHO_SAID = {
    speaker: (
        re.compile(
            rf"{_BEFORE} (?:{who}) (?:['’]?s?['’]?)? \s+ {_SAID} {_TO_WHAT} {_WHEN} {_LABEL_END}",
            re.I | re.VERBOSE,
        ),
        re.compile(
            rf"""{_BEFORE} {_SAID} {_TO_WHAT}? \s+ (?:of|from|by) \s+ (?:the\s+)?
                 (?:{who}) \b [^:.\n]{{0,60}} {_LABEL_END}""",
            re.I | re.VERBOSE,
        ),
        re.compile(
            rf"""{_BEFORE} {_SAID} \s* (?: [(\[] \s* (?:the\s+)? (?:{who}) \s* [)\]]
                 | [–—-] \s* (?:the\s+)? (?:{who}) ) {_LABEL_END}""",
            re.I | re.VERBOSE,
        ),
    )
    for speaker, who in _WHO.items()
}
_WHAT = r"""
    (?: (?: formal | joint | combined | official | management | local | agreed | our | my
          | initial | organisational ) \s+ )*
"""
_OPENING = re.compile(
    rf"""
    {_BEFORE} {_WHAT} (?: responses? | reply | replies | comments? | answers? | commentary )
    {_TO_WHAT} {_WHEN} {_LABEL_END}
    """,
    re.I | re.VERBOSE,
)
_FOLLOWING = re.compile(
    rf"""
    {_BEFORE} {_WHAT} (?: (?:current\s+)?position(?:\s+statement)? | (?:progress\s+)?updates?
      | progress (?:\s+(?:to\s+date|made|so\s+far))?
      | (?:further\s+|next\s+|planned\s+|proposed\s+)? actions?
        (?:\s+(?:taken|planned|proposed|to\s+date|completed))? (?:\s+(?:and|or)\s+[\w ]{{3,20}})?
      | work\s+(?:undertaken|completed|to\s+date|in\s+progress)
      | what\s+(?:we|the\s+force|the\s+constabulary|has|have|is)\s+[\w’' ]{{3,40}}
      | how\s+we\s+[\w’' ]{{3,40}} )
    {_WHEN} {_LABEL_END}
    """,
    re.I | re.VERBOSE,
)
_FOLLOWS = re.compile(r"update|progress|further|next", re.I)
_VOICES = {
    speaker: re.compile(
        rf"{_BEFORE} (?:{who}) (?:['’]s?)? {_WHEN} (?P<end> \s*:(?:\*\*)?\s* )",
        re.I | re.VERBOSE,
    )
    for speaker, who in _WHO.items()
}
_ASKED_LABEL = re.compile(
    rf"""
    {_BEFORE} (?: (?:{_WHO[Speaker.INSPECTORATE]}) (?:['’]s?)? \s+ (?:key\s+)?
        (?: findings? | comments? | observations? | summary | rationale | conclusions? )
      | (?: key\s+)? findings?
      | (?:main\s+|key\s+)? (?: reasons? | rationale | background | context | issue )
        (?:\s+for\s+[\w ]{{3,50}})?
      | what\s+(?:the\s+)?(?:hmicfrs|hmic|inspectorate|inspectors|report)\s+(?:found|said|says) )
    {_LABEL_END}
    """,
    re.I | re.VERBOSE,
)
_BEFORE_HEADING = re.compile(
    r"(?:(?:appendix|annex|part|section|enclosure)\s+(?:[\dA-Z]{1,3}\b)?\s*[:.–—-]*\s*"
    r"|\d+(?:\.\d+)*[.)]?\s+)",
    re.I,
)
_INSPECTORATE_HEADING = re.compile(
    r"""
    (?:executive\s+)? summary\s+of\s+(?:the\s+)?(?:report|inspection|findings)
  | (?:the\s+)? (?:hmicfrs|hmic|inspectorate|inspection|report) (?:['’]s?)? \s+
      (?:key\s+|main\s+)? (?:findings?|summary|recommendations?|conclusions?)
  | what\s+(?:the\s+)?(?:hmicfrs|inspectorate|inspectors|report)\s+(?:found|said|says)
  | (?:key\s+|main\s+)? findings (?!\s+and)
  | about\s+the\s+(?:report|inspection)
    """,
    re.I | re.VERBOSE,
)
_NOBODY_HEADING = re.compile(
    r"bibliography|references|sources?\b|source\s+documents?|contacts?\b|background\s+papers?", re.I
)
_SPOKEN = re.compile(
    r"(?:a\s+)?(?:letter|memo(?:randum)?|report|foreword|message|statement|note|paper)\s+"
    r"(?:of|from|by)\s+(?:the\s+)?(?P<who>.{2,60})|(?:what\s+)?(?:the\s+)?(?P<whose>.{2,60}?)"
    r"(?:\s+(?:says?|said|has\s+done|is\s+doing|will\s+do)|['’]s?\s+(?:letter|report|foreword"
    r"|statement|perspective|input|contribution|section))\b.{0,30}",
    re.I,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ResponseLabel:
    speaker: Speaker | None  # None where the label does not say
    length: int
    opens: bool  # the response begins here; "Update:" may stand after an answer without a label
    answers: ItemLabel | None  # the item that it names: "Response to recommendation 4"


@lru_cache(maxsize=_REMEMBERED)
def response_label(text: str) -> ResponseLabel | None:
    """Read "Force response: …", "Chief Constable's comments", "Response to recommendation 4:"."""
    for speaker in (Speaker.FORCE, Speaker.POLICING_BODY):
        for pattern in _WHO_SAID[speaker]:
            if match := pattern.match(text):
                return _label(match, speaker, opens=True)
    if match := _OPENING.match(text):
        return _label(match, None, opens=True)
    return None


@lru_cache(maxsize=_REMEMBERED)
def answer_label(text: str) -> ResponseLabel | None:
    """Read what labels an answer only where an item is open: "Update:", "Chief Constable: …"."""
    if label := response_label(text):
        return label
    if match := _FOLLOWING.match(text):
        force = re.search(r"\bthe\s+(?:force|constabulary)\b", match.group(), re.I)
        speaker = Speaker.FORCE if force else None
        return _label(match, speaker, opens=_FOLLOWS.search(match.group()) is None)
    for speaker in (Speaker.FORCE, Speaker.POLICING_BODY):
        if match := _VOICES[speaker].match(text):
            return _label(match, speaker, opens=True)
    return None


def _label(match: re.Match[str], speaker: Speaker | None, *, opens: bool) -> ResponseLabel:
    return ResponseLabel(
        speaker=speaker, length=match.end(), opens=opens, answers=item_answered(match.group())
    )


def asked_label(text: str) -> int | None:
    """Read "HMICFRS findings: …", "Reason for the recommendation": the label's length."""
    match = _ASKED_LABEL.match(text)
    return match.end() if match else None


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
    if label := response_label(heading):
        return label.speaker
    if spoken := _SPOKEN.fullmatch(heading):
        return _named(spoken["who"] or spoken["whose"])
    return None


def _named(who: str) -> Speaker | None:
    for speaker in (Speaker.POLICING_BODY, Speaker.FORCE):
        if _VOICES[speaker].match(f"{who.partition(',')[0]}:"):
            return speaker
    return None
