"""What people type in a hurry is spelled out: "what's" and "whats" become "what is"."""

from __future__ import annotations

import re

_SPELLED_OUT = [
    (
        r"\b(what|who|there|that|it|he|she)['’]?s(?=\s+(?:been|got|signed|said|written|changed)\b)",
        r"\1 has",
    ),
    (r"\b(what|who|when|where|which|how|there|that)['’]?s\b", r"\1 is"),
    (r"\b(it|he|she)['’]s\b", r"\1 is"),
    # No owner comes before such a word: "what date's on the letter".
    (r"\b(date|day|name|number|deadline|figure)['’]s(?=\s+(?:on|in|of|for|the)\b)", r"\1 is"),
    (r"\b(is|are|was|were|has|have|had|do|does|did|would|could|should)n['’]?t\b", r"\1 not"),
    (r"\bcan['’]?t\b", "can not"),
    (r"\bwon['’]t\b", "will not"),
    (r"\b(we|they|you|who)['’]ve\b", r"\1 have"),
    (r"\b(we|they|you|what|who)['’]re\b", r"\1 are"),
]


def spelled_out(text: str) -> str:
    """The text without contractions.

    >>> spelled_out("Who's the lead, and whats the date on it?")
    'Who is the lead, and what is the date on it?'
    """
    for pattern, plain in _SPELLED_OUT:
        text = re.sub(pattern, plain, text, flags=re.I)
    return text
