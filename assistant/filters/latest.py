"""Whether a question asks for what holds now, and so for the latest letter first."""

from __future__ import annotations

import re

from assistant.filters.found import Span
from assistant.filters.words import LETTER, VIEW

_LATEST = re.compile(
    rf"""
    (?<!at\sthe\s)(?<!by\sthe\s)\b (?:
        (?:most\s+)?(?:latest|newest) | most\s+recent(?:ly)? | currently | up[\s-]to[\s-]date
      | current (?=\s+(?:{VIEW}|{LETTER}|line|policy|approach|status|thinking)\b)
      | at\s+present | at\s+the\s+moment | nowadays | these\s+days | as\s+of\s+now
      | today(?!['’])
      | (?<!stand\s)(?<!stood\s)still
        (?!-|\s+(?:images?|photo\w*|frames?|needs?|requires?|has|have|must)\b)
      | (?<!until\s)(?<!by\s)(?<!just\s)(?<!from\s)now(?!\s+that\b)(?!-)
      | last (?=\s+(?:letter|reply|response|say|said|state|stated|wrote|write|replied|told|tell)\b)
    )\b
    """,
    re.I | re.VERBOSE,
)
# As in "current officers" the word is of the matter too; "an electrical current" asks for no order.
_CURRENT = re.compile(
    r"""
    (?<!electric\s)(?<!electrical\s)(?<!alternating\s)(?<!direct\s)\bcurrent\b
    (?=\s+(?!(?:is|was|in|of|on|at|to|and|or|for|from|with|through|has|can|will)\b)\w)
    """,
    re.I | re.VERBOSE,
)


def asks_for_latest(text: str) -> bool:
    return bool(_LATEST.search(text) or _CURRENT.search(text))


def words_for_latest(text: str) -> list[Span]:
    """The words that only ask for the latest, and are of no matter that could be searched for."""
    return [match.span() for match in _LATEST.finditer(text)]
