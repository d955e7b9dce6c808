"""Whether a question asks what several bodies say, rather than what one says."""

from __future__ import annotations

import re

_BODIES = (
    r"(?:(?:police\s+)?forces|bodies|(?:police\s+and\s+crime\s+)?commissioners|p(?:f)?ccs|areas)"
)
_BODY = r"(?:(?:police\s+)?force|body|(?:police\s+and\s+crime\s+)?commissioner|p(?:f)?cc)"
_AUXILIARY = (
    r"(?:has|have|had|is|are|was|were|does|do|did|said|will|can|took|gave"
    r"|(?!\w*[eo]rs\b)\w+(?:[^s\W]s|ed))"
)
_ACROSS = re.compile(
    rf"""
    \b(?: (?:which|what|how\s+many|all|most|other|some|any|both|between|across|among)
          \s+ (?:of\s+)? (?:the\s+)? (?:other\s+)? {_BODIES}
        | (?:which|what) \s+ (?:other\s+)? {_BODY} \s+ {_AUXILIARY}
        | (?:any|every|each|either|neither|no) \s+ (?:other\s+)? {_BODY}
        | (?:any|no)(?:one|body)\s+else | (?:who|where)\s+else
        | who\s+ (?:uses|has|have|runs|operates|employs)
    )\b
    """,
    re.I | re.VERBOSE,
)
_COMPARED = re.compile(
    r"""
    ^\W*(?:please\s+|can\s+you\s+)?(?:compare|contrast)\b
    | \bhow\s+(?:do|does|did)\b.*\b(?:compare|differ)\b
    | \b(?:in\s+comparison|compar(?:ed|ison)|differences?)\s+(?:with|to|of|between)\b
    """,
    re.I | re.VERBOSE,
)
_WITH_OTHERS = re.compile(
    rf"\b(?:with|to|from|than|against|between|and)\s+(?:(?:all|any|the|most)\s+)*"
    rf"(?:others?\b|rest\b|elsewhere|everyone|anyone|{_BODIES}\b)",
    re.I,
)


def asks_across(text: str, named: int) -> bool:
    """Whether the evidence should come from several bodies.

    Args:
        named: how many bodies with a letter here the question names.
    """
    if named == 1:
        return asks_of_others(text)
    return named > 1 or bool(_ACROSS.search(text) or _COMPARED.search(text))


def asks_of_others(text: str) -> bool:
    """Whether the body that is named is to be held against those that are not."""
    return bool(_COMPARED.search(text) and _WITH_OTHERS.search(text))
