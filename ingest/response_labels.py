"""How the genre names who answers: "Force response:", "Comments of the Chief Constable"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.item_labels import item_label
from ingest.model import Speaker

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


@dataclass(frozen=True, kw_only=True, slots=True)
class ResponseLabel:
    speaker: Speaker | None  # None where the label does not say
    length: int


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
