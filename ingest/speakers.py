"""Whose words a sentence is, from how it begins and from what stands around it."""

from __future__ import annotations

import re

from ingest.model import Speaker

_LEAD_IN = (
    r"(?i:(?:moreover|additionally|furthermore|however|also|in\s+addition|finally|similarly|in\s+turn"
    r"|as\s+a\s+result|since\s+then|currently|at\s+present|to\s+date|further)\s*,?\s+)?"
)
_BODY = re.compile(
    _LEAD_IN
    + r"(?:(?:as|in\s+my\s+role\s+as)\s+(?:the\s+|your\s+)?(?:police\s+(?:and|&)\s+crime\s+commissioner"
    r"|p[fc]*cc|commissioner|mayor|deputy\s+mayor)\b"
    r"|i\b|my\b|the\s+(?:acting\s+)?(?:police\s+(?:and|&)\s+crime\s+)?commissioner\b|the\s+o?pf?cc\b|the\s+mayor\b)",
    re.I,
)
_FORCE = re.compile(
    _LEAD_IN
    + r"(?:(?i:on\s+behalf\s+of)\s+[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*\s+(?:Police|Constabulary)\b"
    r"|(?i:the|our)\s+(?i:force|constabulary|(?:(?:deputy|assistant)\s+)?chief\s+constable)\b"
    r"(?!\s+and\s+I\b)"
    r"|[A-Z][\w’'-]+(?:\s+(?:and\s+)?[A-Z][\w’'-]+){0,3}\s+(?:Police|Constabulary)\b"
    r"|(?i:(?:chief\s+)?(?:supt|superintendent|inspector|insp))\.?\s+[A-Z])"
)
_INSPECTORATE = re.compile(
    _LEAD_IN
    + r"(?:hmicfrs|hmic|the\s+inspectorate|inspectors|the\s+(?:inspection|report))\s+(?:also\s+)?(?:has\s+)?"
    r"(?:found|identified|concluded|noted|said|says|stated|states|reported|highlighted|highlights"
    r"|recommended|recommends|observed|judged|graded|considered|asked|asks)\b",
    re.I,
)


def sentence_speaker(sentence: str) -> Speaker | None:
    """Return who speaks by the sentence's own opening, or None where that does not say."""
    sentence = sentence.lstrip("-•* ")
    if _INSPECTORATE.match(sentence):
        return Speaker.INSPECTORATE
    if _BODY.match(sentence):
        return Speaker.POLICING_BODY
    if _FORCE.match(sentence):
        return Speaker.FORCE
    return None
