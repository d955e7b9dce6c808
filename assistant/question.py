"""A question becomes what is searched for: its words, the filters found in it, who should speak."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from assistant.contractions import spelled_out
from assistant.filters.reading import UnclearBody, read_filters
from assistant.filters.speakers import asked_speaker
from assistant.outside import Outside, asks_generally, asks_outside
from assistant.preference import NONE, Preference, Voice, preference, voice_asked_for
from ingest.model import Speaker
from vectorstore.catalogue import Catalogue
from vectorstore.records import Filters

LONGEST_QUESTION = 2000  # characters


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What was asked and how it is understood; shown with the answer."""

    text: str
    spelled: str  # the text without contractions, as it is read
    search: str  # the words that are looked for: without those that became filters
    filters: Filters
    found: tuple[str, ...]  # which of the filters stand in the question; see Reading
    missing_bodies: tuple[str, ...]  # named in the question, without a letter in the library
    unclear_body: UnclearBody | None
    missing_report: str | None  # named in the question, answered by no letter in the library
    doubtful_report: str | None  # may be the same, or no report at all
    latest_first: bool  # asks for what holds now
    across: bool  # asks what several bodies say
    preference: Preference
    outside: Outside | None  # why no letter could answer
    general: bool  # it may, but a letter may also say it
    voice: Voice
    speaker: Speaker | None  # who of those that speak in letters is asked for


def understand(
    text: str,
    *,
    filters: Filters,
    letters: Catalogue,
    without: Container[str] = (),
) -> Question:
    """Read the filters that a question names, and add them to those already given.

    Args:
        letters: those in the library; their bodies, authors, reports and dates are known names.
        without: what is not to be read as a filter, by its name in `Question.found`.
    """
    text = re.sub(r"\s+", " ", text).strip()
    spelled = spelled_out(text)
    reading = read_filters(spelled, filters, letters, without)
    of_a_body = bool(reading.filters.bodies)
    return Question(
        text=text,
        spelled=spelled,
        search=reading.search,
        filters=reading.filters,
        found=reading.found,
        missing_bodies=reading.missing_bodies,
        unclear_body=reading.unclear_body,
        missing_report=reading.missing_report,
        doubtful_report=reading.doubtful_report,
        latest_first=reading.latest_first,
        across=reading.across,
        preference=preference(spelled, across=reading.across),
        outside=asks_outside(spelled, of_a_body=of_a_body),
        general=asks_generally(spelled, of_a_body=of_a_body),
        voice=voice_asked_for(spelled),
        speaker=asked_speaker(spelled),
    )


def unread(text: str, search: str) -> Question:
    """Words that are no person's question, such as those of an item: nothing is read in them."""
    return Question(
        text=text,
        spelled=text,
        search=search,
        filters=Filters(),
        found=(),
        missing_bodies=(),
        unclear_body=None,
        missing_report=None,
        doubtful_report=None,
        latest_first=False,
        across=False,
        preference=NONE,
        outside=None,
        general=False,
        voice=Voice.EITHER,
        speaker=None,
    )
