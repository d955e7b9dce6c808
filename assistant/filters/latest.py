"""Whether a question asks for what holds now, and so for the latest letter first."""

from __future__ import annotations

import re

from assistant.filters.found import Span

_LATEST = re.compile(
    r"""
    (?<!at\sthe\s)(?<!by\sthe\s)\b (?:
        (?:most\s+)?(?:latest|newest) | most\s+recent(?:ly)? | current(?:ly)? | up[\s-]to[\s-]date
      | at\s+present | at\s+the\s+moment | nowadays | these\s+days | as\s+of\s+now
      | (?<!until\s)(?<!by\s)(?<!just\s)(?<!from\s)now(?!\s+that\b)(?!-)
      | last (?=\s+(?:letter|reply|response)\b)
    )\b
    """,
    re.I | re.VERBOSE,
)


def read_latest(text: str) -> list[Span]:
    """The words that ask for the latest; none where the question does not."""
    return [match.span() for match in _LATEST.finditer(text)]
