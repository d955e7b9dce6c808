"""A question becomes what is searched for: its words, the filters found in it, who should speak."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from assistant.filters.reading import UnclearBody, read_filters
from assistant.preference import NONE, Preference, Voice, preference, voice_asked_for
from vectorstore.catalogue import Catalogue
from vectorstore.records import Filters

LONGEST_QUESTION = 2000  # characters

# General knowledge, advice and what is to come, where no body is named whose record could answer.
_OUTSIDE = re.compile(
    r"""
    \b(?: (?:il)?legally | (?:un)?lawful(?:ly)? | is\s+it\s+(?:il)?legal
      | against\s+the\s+law | judicial(?:ly)? | (?:maximum|prison)\s+sentence
      | (?:have|has)\s+the\s+power\s+to | difference\s+between | definition\s+of | gdpr
      | bank\s+holiday
      | how\s+(?:do|does|can|should|would)\s+(?:you|i|one|someone|somebody|a\s+\w+)
      | how\s+(?:do|can|should)\s+we\s+apply
      | (?:can|could|must|do|are)\s+(?:we|i|you)\b.{0,40}\b(?:required|obliged|allowed|sued)
      | (?:can|could|may)\s+(?:an?|any|the)\s+(?:\w+\s+){1,4}?(?:claim|sue|appeal|demand)
      | who\s+(?:will|would)\s+be | next\s+(?:general\s+)?election
      | who\s+is\s+(?:the\s+)?(?:(?:current|present)\s+|new\s+)?
        (?:home\s+secretary|prime\s+minister|policing\s+minister|monarch)
    )\b
    """,
    re.I | re.VERBOSE,
)
# What is to come is in no letter, whoever is named.
_FORETOLD = re.compile(
    r"^\W*will\b.*\b(?:next|better|worse|win|lose|survive)\b.*\b(?:inspection|grade|election|year)\b",
    re.I,
)
_GENERAL = re.compile(r"\bwhat\s+happens\s+(?:to|if|when)\b", re.I)


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What was asked and how it is understood; shown with the answer."""

    text: str
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
    outside: bool  # asks for general knowledge or legal advice
    general: bool  # it may, but a letter may also say it
    voice: Voice


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
    reading = read_filters(text, filters, letters, without)
    return Question(
        text=text,
        search=reading.search,
        filters=reading.filters,
        found=reading.found,
        missing_bodies=reading.missing_bodies,
        unclear_body=reading.unclear_body,
        missing_report=reading.missing_report,
        doubtful_report=reading.doubtful_report,
        latest_first=reading.latest_first,
        across=reading.across,
        preference=preference(text, across=reading.across),
        outside=bool(
            _FORETOLD.search(text) or (not reading.filters.bodies and _OUTSIDE.search(text))
        ),
        general=not reading.filters.bodies and bool(_GENERAL.search(text)),
        voice=voice_asked_for(text),
    )


def unread(text: str, search: str) -> Question:
    """Words that are no person's question, such as those of an item: nothing is read in them."""
    return Question(
        text=text,
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
        outside=False,
        general=False,
        voice=Voice.EITHER,
    )
