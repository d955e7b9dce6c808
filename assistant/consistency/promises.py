"""A promise that stood beside the facts that a text repeats, and is left out of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.consistency.record import OnRecord, Record
from assistant.consistency.tokens import Sentence, alike, read
from assistant.record.commitments import commits, still_to_come

LEFT_OUT = (
    0.45  # share of a promise's words, by weight, that a text has; with fewer it leaves it out
)

_CLAUSE = re.compile(
    r",\s+(?:and|but|so)\s+|;\s+|\s+and\s+(?=(?:I|it|the|a|an|we|they|he|she|will|aims?|has|is)\b)|,\s+"
)
_TELLS_MORE = re.compile(r",\s+(?:and|but)\s+|;\s+|\s+and\s+(?=(?:I|it|the|we|they|he|she)\b)")
_ASKED = re.compile(r"\b(?:have|has)\s+asked\b", re.I)
_NO_PROMISE = re.compile(r"\bwill\s+not\b|\b(?:an?|the|action|its|their)\s+plan\s+to\b", re.I)
# What is not what somebody will do about the matter.
_OF_THE_LETTER = re.compile(r"\b(?:letter|response|copy|copies|website)\b", re.I)


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """A promise on record, and the sentence beside which it stood, which the text repeats."""

    promise: OnRecord
    beside: OnRecord


def left_out(repeated: OnRecord, said: Sentence, record: Record) -> LeftOut | None:
    """The promise beside a sentence on record that a text repeats, where the text has it not.

    Args:
        said: the whole text.
    """
    if _lacks_clause(repeated, said, record):
        return LeftOut(promise=repeated, beside=repeated)
    near = record.around(repeated)
    at = next((n for n, each in enumerate(near) if each.key == repeated.key), len(near))
    after = near[at + 1] if at + 1 < len(near) else None
    if after is not None and _lacks(after, said, record):
        return LeftOut(promise=after, beside=repeated)
    return None


def _lacks_clause(repeated: OnRecord, said: Sentence, record: Record) -> bool:
    """Whether one part of a sentence is a promise and the text has another part alone."""
    parts = _CLAUSE.split(repeated.text)
    if len(parts) < 2:
        return False
    for number, part in enumerate(parts):
        if not _promises(part, repeated) or len(part.split()) < 4:
            continue
        rest = [each for n, each in enumerate(parts) if n != number and len(each.split()) > 2]
        own = read(part).stems - read(" ".join(rest)).stems
        if rest and own and _share(own, said, record) < LEFT_OUT:
            return True
    return False


def _lacks(after: OnRecord, said: Sentence, record: Record) -> bool:
    first = _TELLS_MORE.split(after.text)[0]
    if first != after.text and not (_promises(first, after) or _ASKED.search(first)):
        return False  # its promise stood beside facts of its own
    return _promises(after.text, after) and _share(after.said.stems, said, record) < LEFT_OUT


def _promises(words: str, found: OnRecord) -> bool:
    dated = found.evidence.letter.dated
    if _OF_THE_LETTER.search(words) or _NO_PROMISE.search(words):
        return False
    return commits(words, dated) or (still_to_come(words, dated) is not None and " will " in words)


def _share(stems: frozenset[str], said: Sentence, record: Record) -> float:
    have = [one for one in stems if any(alike(one, each) for each in said.stems)]
    whole = record.weigh(stems)
    return record.weigh(have) / whole if whole else 1.0
