"""A sentence that quotes the record word for word is found there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.consistency.record import OnRecord
from assistant.grounding import locate

SHORTEST = 5  # words

_QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"")
_SAID = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:said|told|wrote|stated|reported|same\s+(?:letter|paper|page))\b", re.I
)


def quoted(sentence: str, near: Sequence[OnRecord]) -> OnRecord | None:
    """Where the quoted words of a sentence stand, if all do and are told as said then.

    The words that frame them are then about the letter, and are not held against it.
    """
    words = [match[1] or match[2] for match in _QUOTED.finditer(sentence)]
    words = [each.strip(" .,;") for each in words if len(each.split()) >= SHORTEST]
    frame = _QUOTED.sub(" ", sentence)
    bare = not re.search(r"\w", frame)
    if not words or not (bare or _SAID.search(frame)):
        return None
    passages = {each.evidence.passage_id: each for each in near}
    places = [
        next((each for each in passages.values() if locate(one, each.evidence.text)), None)
        for one in words
    ]
    if any(each is None for each in places):
        return None
    found = places[0]
    assert found is not None
    at = locate(words[0], found.evidence.text)
    held = [each for each in near if each.evidence.passage_id == found.evidence.passage_id]
    return next((each for each in held if at and each.end > at[0]), found)
