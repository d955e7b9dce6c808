"""A draft is cut into the sentences that say something; courtesies and furniture are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.sentences import sentences

FEWEST_WORDS = 4
LONGEST_HEADING = 14  # words without a full stop or a verb

_COURTESY = re.compile(
    r"^\W*(?:dear\b|yours\s+(?:sincerely|faithfully|truly)\b|kind\s+regards\b|(?:with\s+)?best\s+wishes\b"
    r"|cc\b|cop(?:y|ies|ied)(?:\s+to)?\s*:|(?:to|from|date|subject|re|our\s+ref(?:erence)?|your\s+ref(?:erence)?)\s*:"
    r"|(?:i\s+am|we\s+are)\s+grateful\b|thank\s+you\b|(?:i|we)\s+(?:would\s+like\s+to\s+)?thank\b"
    r"|(?:(?:i|we)\s+)?(?:look(?:ing)?\s+forward\s+to\s+(?:hearing|receiving|working|your)|hope\s+(?:this|that\s+this))\b)",
    re.I,
)
_FORMALITY = re.compile(
    r"\bsection\s+55\b|\bs\.?\s?55\b|\bpolice\s+act\s+1996\b"
    r"|\b(?:i\s+am|we\s+are|i\s+have|we\s+have)\s+(?:also\s+)?(?:copying|copied|sent\s+(?:a\s+)?cop(?:y|ies)|sending\s+(?:a\s+)?cop(?:y|ies))\b"
    r"|\b(?:this|my|our|the)\s+(?:letter|reply|response|comments?)\b[^.]*\b(?:publish\w*|website)\b"
    r"|\bconstitutes\s+(?:my|our|the)\s+response\b|\bi\s+(?:write|am\s+writing)\s+(?:to\s+you\s+)?(?:in\s+response|about|as|to\s+respond)\b"
    r"|\bi\s+am\s+responding\b",
    re.I,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|shall|should|may|might|can|could|must|does|do|did|not)\b"
    r"|\b\w{3,}(?:ed|s)\b\s+(?:the|a|an|to|by|in|on|that|every|all|its|\d)",
    re.I,
)
_BRACKETED = re.compile(r"\[[^\]]*\]")


def units(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of each sentence that says something.

    A quotation is not cut in two, nor is a remark in square brackets.
    """
    for start, end in _whole(text):
        if says_something(text[start:end]):
            yield start, end


def says_something(sentence: str) -> bool:
    """Whether a sentence states a fact, a position or a promise, as far as its form shows."""
    words = _BRACKETED.sub(" ", sentence).strip()
    if len(re.findall(r"\w+", words)) < FEWEST_WORDS:
        return False
    if _COURTESY.search(words) or _FORMALITY.search(words):
        return False
    ended = bool(re.search(r"[.!?;][)\]”’\"']*$", words))
    return ended or _is_sentence(words)


def has_verb(sentence: str) -> bool:
    """Whether it may be a sentence and no heading or label; in capitals it is none."""
    return not sentence.isupper() and (
        bool(_VERB.search(sentence)) or bool(re.search(r"[.!?;]$", sentence))
    )


def _is_sentence(words: str) -> bool:
    return len(words.split()) > LONGEST_HEADING or bool(_VERB.search(words))


def _whole(text: str) -> Iterator[tuple[int, int]]:
    opened: int | None = None
    for start, end in sentences(text):
        begun = start if opened is None else opened
        piece = text[begun:end]
        open_ = any(piece.count(a) > piece.count(b) for a, b in ("“”", "[]"))
        if open_ and "\n\n" not in piece:
            opened = begun
            continue
        opened = None
        yield begun, end
    if opened is not None:
        yield from ((start, end) for start, end in sentences(text, opened))
