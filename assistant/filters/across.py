"""Whether a question asks what several bodies say, rather than what one says."""

from __future__ import annotations

import re

from assistant.filters.words import BODIES, BODY

_AUXILIARY = (
    r"(?:has|have|had|does|do|did|said|will|can|took|gave"
    r"|(?!was\b|\w*[eo]rs\b)\w+(?:[^s\W]s|ed)"
    r"|(?:is|are|was|were)(?=\s+(?-i:[a-z])))"  # not "which commissioner is Jane Doe"
)
_ACROSS = re.compile(
    rf"""
    \b(?: (?:which|what|how\s+many|all|most|other|some|any|both|between|across|among)
          \s+ (?:of\s+)? (?:the\s+)? (?:other\s+)? {BODIES}
        | (?:which|what|how\s+many|other) \s+ areas \s+ (?:use|run|operate|employ
            | (?:have|had) \s+ (?:an?|any|no|their) ) \b
        | (?!what\s+force\s+(?:is|was|can|may|do|did)\b)  # that is used
          (?:which|what) \s+ (?:other\s+)? {BODY} \s+ {_AUXILIARY}
        | (?:any|every|each|either|neither|no) \s+ (?:other\s+)? {BODY}
        | (?:any|no)(?:one|body)\s+else | (?:who|where)\s+else
        | who\s+ (?:uses|operates|employs) (?!\s+the\b)
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
    rf"(?:others?\b|rest\b|elsewhere|everyone|anyone|{BODIES}\b)",
    re.I,
)


def asks_across(text: str, named: int) -> bool:
    """Whether the evidence should come from several bodies.

    Args:
        text: the question, without the names of persons.
        named: how many bodies with a letter here the question names.
    """
    if named == 1:
        return asks_of_others(text)
    return named > 1 or bool(_ACROSS.search(text)) or is_comparison(text)


def asks_of_others(text: str) -> bool:
    """Whether the body that is named is to be held against those that are not."""
    return is_comparison(text) and bool(_WITH_OTHERS.search(text))


def is_comparison(text: str) -> bool:
    """Whether what is named is to be held against each other."""
    return bool(_COMPARED.search(text))
