"""Whether a sentence tells what was, or what is."""

from __future__ import annotations

import re

from assistant.consistency.moments import moments

_PRESENT = re.compile(
    r"\b(?:is|are|am|has|have|does|do|will|can|cannot|may|must|remains|continues|costs|runs|pays"
    r"|plans|intends?|aims|expects?|proposes?|holds|takes|meets|covers|begins?|moves|gives|uses|pay|fund"
    r"|now|currently|still|today|at\s+present|n't)\b",
    re.I,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|would|could)\b|\b\w{2,}ed\b"
    r"|\b(?:said|told|wrote|gave|took|fell|rose|made|ran|began|spent|held|came|left|put|paid|stood|kept|met|found|sent|set)\b",
    re.I,
)
_THEN = re.compile(
    r"\b(?:at\s+(?:that|the)\s+time|then|previously|formerly|originally|earlier|had\s+been|used\s+to)\b"
    r"|\b(?:said|told|wrote|stated|reported|explained|replied|letter|response|reply)\b",
    re.I,
)
# A letter that tells what was said in another one.
_RETOLD = re.compile(
    r"\bIn\s+(?:\w+\s+)?(?:19|20)\d\d\b[^.]*\b(?:said|told|wrote|supported|stated|reported|decided)\b"
    r"|\breported\s+in\s+(?:\w+\s+)?(?:19|20)\d\d\b",
    re.I,
)


def told_as_past(text: str) -> bool:
    """Whether a sentence is told as of a time that is over."""
    if _THEN.search(text) and any(each.year for each in moments(text)):
        return True
    return bool(_PAST.search(text)) and not _PRESENT.search(text)


def retells(text: str) -> bool:
    """Whether a sentence on record tells what was said at another time."""
    return bool(_RETOLD.search(text))
