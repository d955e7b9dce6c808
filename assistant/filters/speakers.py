"""Whose words a question wants: "what did the commissioner say", "as opposed to the force"."""

from __future__ import annotations

import re

from assistant.filters.found import Span
from assistant.filters.words import ANSWERS, PLEDGES, SAYS, THINKS, VIEW
from ingest.model import Speaker

_SPEAKERS = {
    Speaker.FORCE: r"(?:police\s+)?force|constabulary|police|chief\s+constable",
    Speaker.POLICING_BODY: r"o?p(?:f)?cc|commissioner|mayor|policing\s+body",
    Speaker.INSPECTORATE: r"hmic(?:frs)?|inspectorate|inspectors",
}
_AGAINST = {
    speaker: re.compile(
        r"[,(]?\s*\b(?:as\s+opposed\s+to|rather\s+than|instead\s+of|(?:and\s+)?not(?:\s+just)?(?=\s+(?:the|its|his|her)\b))\s+"
        rf"(?:what\s+)?(?:the\s+|its\s+|his\s+|her\s+)?(?:{names})(?:['’]s?)?\b"
        r"(?:\s+(?:said|says|did|own))?\)?",
        re.I,
    )
    for speaker, names in _SPEAKERS.items()
}
_ANY_SAID = (
    rf"(?:{SAYS}|{ANSWERS}|{THINKS}|{PLEDGES}|found|recommend(?:s|ed)?|want(?:s|ed)?"
    r"|accept(?:s|ed)?|reject(?:s|ed)?|criticise[ds]?|ask(?:s|ed)?\s+for)"
)
_ASKED = {
    speaker: re.compile(
        rf"\b(?:did|does|do|has|have|had)\s+(?:[\w'’-]+\s+){{0,3}}?(?:{names})\b"
        rf"(?:\s+(?:for|of|in)\s+\w+)?(?:\s+\w+){{0,2}}?\s+{_ANY_SAID}\b"
        rf"|\b(?:{names})(?:['’]s?)?\s+(?:own\s+)?(?:words|{VIEW})\b"
        rf"|\baccording\s+to\s+(?:\w+\s+){{0,2}}?(?:{names})\b",
        re.I,
    )
    for speaker, names in _SPEAKERS.items()
}
_EMPHASIS = re.compile(r"\b(?:himself|herself|themselves|itself|personally)\b", re.I)


def asked_speaker(text: str) -> Speaker | None:
    """Who of the three is asked for, where one alone is: "what did the commissioner say"."""
    asked = [who for who, pattern in _ASKED.items() if pattern.search(text)]
    return asked[0] if len(asked) == 1 else None


def asked_against(text: str) -> Speaker | None:
    """Whose words are not wanted: "as opposed to the force"."""
    return next((who for who, pattern in _AGAINST.items() if pattern.search(text)), None)


def words_of_contrast(text: str) -> list[Span]:
    """Where a question says whose words it wants, which no letter says back."""
    return [
        match.span()
        for pattern in (*_AGAINST.values(), _EMPHASIS)
        for match in pattern.finditer(text)
    ]
