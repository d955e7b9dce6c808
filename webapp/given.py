"""What a person typed, as what it means; what cannot be read is told in a sentence."""

from __future__ import annotations

from datetime import date

from ingest.dates import find_dates
from webapp import draft_wording as ours


class NotAsked(Exception):
    """Something that is needed was not given; the message says what."""


def day_of(words: str) -> date:
    """Raises NotAsked: it is not a date."""
    found = find_dates(words)
    if not found:
        raise NotAsked(ours.BAD_DATE.format(date=" ".join(words.split())))
    return found[0].day
