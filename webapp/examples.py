"""Questions worth trying, made of the bodies and the items that the library holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from ingest.model import Letter
from vectorstore.library import Library

MOST = 4
LOOKED_AT = 40  # letters
LONGEST = 16  # words of what an item asks for
SHORTEST = 4

_ASKED = re.compile(
    r"\b(?:should|must|needs? to)\b(?:\s+(?:also|now|consider))?\s+(?P<what>[a-z].*)", re.S
)
_ENDS = re.compile(r"[,;:.(]|\bso that\b|\bwhich\b|\bwithin\b|\bby (?=\d|[A-Z])")


def example_questions(library: Library) -> list[str]:
    """Up to MOST questions, a body at a time, the latest letters first."""
    by_body: dict[str, list[str]] = {}
    for record in library.catalogue().letters[:LOOKED_AT]:
        if record.body is None or len(by_body.get(record.body, [])) >= MOST:
            continue
        letter = library.letter(record.letter_id)
        found = [*_questions(record.body, letter)] or [*_about_report(record.body, letter)]
        by_body.setdefault(record.body, []).extend(dict.fromkeys(found))
    turns = zip_longest(*by_body.values())
    return [question for turn in turns for question in turn if question][:MOST]


def _about_report(body: str, letter: Letter) -> Iterator[str]:
    title = letter.front.report_title
    if title:
        yield f"What has {body} said about {title.split(':')[-1].strip()}?"


def _questions(body: str, letter: Letter) -> Iterator[str]:
    """One from each of a letter's items whose request reads on from "What has X done to"."""
    for item in letter.items:
        found = _ASKED.search(item.text)
        words = _ENDS.split(found["what"], maxsplit=1)[0].split() if found else []
        if SHORTEST <= len(words) <= LONGEST and words[0].isalpha() and words[0] != "be":
            yield f"What has {body} done to {' '.join(words)}?"
