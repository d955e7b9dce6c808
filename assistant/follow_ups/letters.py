"""A question that refers to the letter just cited: "who signed it?", "when was it sent?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.follow_ups.antecedents import said_before
from assistant.follow_ups.english import possessive, put
from assistant.follow_ups.parts import Part, Sort, of_sorts
from assistant.follow_ups.turns import Earlier
from assistant.wording import letter_named

_SENT = r"(?:signed|sent|written|published|dated|received|issued|addressed|copied)"
# "It" is a letter where it is signed, sent, or says something.
_OF_A_LETTER = [
    re.compile(pattern, re.I)
    for pattern in (
        r"\b(?:sign(?:ed|s)?|wrote|sent|received|got(?:\s+a\s+copy\s+of)?|copied\s+in(?:to)?)\s+"
        r"(?P<it>it|that|this)\b(?=\W*$)",
        rf"\b(?:was|is)\s+(?P<it>it|that|this)\s+(?:ever\s+)?{_SENT}\b",
        r"\bwho\s+(?:was|is)\s+(?P<it>it|that)\s+(?:from|to|for|by)\W*$",
        r"\b(?:does|did)\s+(?P<it>it)\s+(?:also\s+|really\s+|actually\s+)?(?:say|answer|reply|respond"
        r"|mention|quote|list|cite)\b",
        r"\bwhich\s+(?:report|inspection)\s+(?:is|was|does|did)\s+(?P<it>it|that|this)\b(?!\s+in\W*$)",
        r"\bhow\s+long\s+is\s+(?P<it>it)\W*$",
        r"\b(?:date|author|signatory|addressee|copy|title)\s+of\s+(?P<it>it|that|this)\b(?=\W*$)",
    )
]
_THE_LETTER = re.compile(
    r"\b(?P<it>(?:the|that|this)\s+(?:same\s+)?(?:letter|(?:board\s+)?paper)"
    r"|(?:that|this)\s+(?:reply|response))\b",
    re.I,
)
_COPY = re.compile(r"\b(?:a|the)\s+cop(?:y|ies)(?=\W*$)", re.I)
_OF_YEAR = re.compile(
    r"\b(?P<it>the|that|this|its|their)\s+(?=(?:19|20)\d\d\s+(?:letter|reply|response)\b)", re.I
)
_OF_ANOTHER = re.compile(
    r"\s+(?:of|from|to|by|on|about|in\s+(?:reply|response)|which|that|dated)\s+\w", re.I
)


def speaks_of_a_letter(words: str) -> bool:
    """Whether "it" is a letter: "who signed it?"."""
    matches = (pattern.search(words) for pattern in _OF_A_LETTER)
    return any(match and not said_before(words, match.start("it")) for match in matches)


def with_letter(words: str, own: Sequence[Part], earlier: Earlier) -> str:
    if earlier.letter is None:
        return words
    letter = letter_named(earlier.letter)
    for pattern in _OF_A_LETTER:
        match = pattern.search(words)
        if match and not said_before(words, match.start("it")):
            return put(words, match.span("it"), letter)
    if copy := _COPY.search(words):
        return put(words, (copy.end(),) * 2, f" of {letter}")
    if (year := _OF_YEAR.search(words)) and earlier.body and not of_sorts(own, Sort.BODY):
        return put(words, year.span("it"), possessive(earlier.body))
    match = _THE_LETTER.search(words)
    if match and not own and not _OF_ANOTHER.match(words, match.end()):
        return put(words, match.span("it"), letter)
    return words
