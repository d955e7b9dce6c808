"""A question becomes what is searched for: its words, the filters found in it, who should speak."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.preference import Preference, about_inspectorate, preference
from ingest.fronts.bodies import mentions_of_bodies
from vectorstore.records import Filters, LetterRecord

LONGEST_QUESTION = 2000  # characters

# General knowledge and legal advice, where no body is named whose record could answer.
_OUTSIDE = re.compile(
    r"""
    \b(?: (?:il)?legally | (?:un)?lawful(?:ly)? | judicial(?:ly)? | (?:maximum|prison)\s+sentence
      | (?:have|has)\s+the\s+power\s+to | difference\s+between | definition\s+of | gdpr
      | bank\s+holiday | what\s+happens\s+(?:to|if|when)
      | how\s+(?:do|does|can)\s+(?:you|i|we|one|someone|somebody|a\s+\w+)\s+apply
      | (?:can|could|must|do|are)\s+(?:we|i|you)\b.{0,40}\b(?:required|obliged|allowed|sued)
    )\b
    """,
    re.I | re.VERBOSE,
)
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DOCUMENT = re.compile(
    rf"\b(?:(?P<month>{_MONTHS})\s+)?(?P<year>20\d\d)\b(?!/)\s+(?:[\w'’-]+\s+){{0,3}}?"
    r"(?:letter|reply|response|paper|submission)\b",
    re.I,
)
_SAID_IN = re.compile(
    r"\b(?:say|said|says|tell|told|state|stated|write|wrote|reply|replied|respond|responded)\b"
    rf"[^?.]*?\bin\s+(?:(?P<month>{_MONTHS})\s+)?(?P<year>20\d\d)\b(?!/)",
    re.I,
)
_SAID_SINCE = re.compile(
    r"\b(?:say|said|says|told|stated|wrote|replied|responded|position|letters?|replies)\b[^?.]*?"
    r"\b(?P<side>before|until|since|after|from)\s+(?P<year>20\d\d)\b(?!/)",
    re.I,
)
_OFFICE = r"(?:['’]s?)?(?:\s+(?:police|constabulary|force|o?pcc|commissioner)\b(?:['’]s?)?)?"


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What was asked and how it is understood; shown with the answer."""

    text: str
    search: str  # the words that are looked for: without the names that became filters
    filters: Filters
    missing_bodies: tuple[str, ...]  # named in the question, without a letter in the library
    preference: Preference
    outside: bool  # asks for general knowledge or legal advice
    about_inspectorate: bool  # asks what the inspectorate found or wants, not what was replied


def understand(text: str, *, filters: Filters, letters: Sequence[LetterRecord]) -> Question:
    """Read the filters that a question names, and add them to those already given.

    Args:
        letters: those in the library; their bodies, years and authors are known names.
    """
    bodies = {letter.body for letter in letters if letter.body}
    years = {letter.dated.year for letter in letters if letter.dated}
    authors = [letter.author for letter in letters if letter.author]
    text = re.sub(r"\s+", " ", text).strip()
    mentions = mentions_of_bodies(text, frozenset(bodies))
    present = [name for name in mentions if name in bodies]
    missing = tuple(name for name in mentions if name not in bodies)
    if not filters.bodies and present:
        filters = replace(filters, bodies=tuple(present))
    if not (filters.dated_from or filters.dated_to):
        filters = _dated(text, filters, years)
    return Question(
        text=text,
        search=_without_names(text, [*(m for name in present for m in mentions[name]), *authors]),
        filters=filters,
        missing_bodies=missing,
        preference=preference(text),
        outside=not present and bool(_OUTSIDE.search(text)),
        about_inspectorate=about_inspectorate(text),
    )


def _dated(text: str, filters: Filters, years: set[int]) -> Filters:
    found = _DOCUMENT.search(text) or _SAID_IN.search(text)
    if found and int(found["year"]) in years:
        year = int(found["year"])
        return replace(filters, dated_from=date(year, 1, 1), dated_to=date(year, 12, 31))
    if found := _SAID_SINCE.search(text):
        year, side = int(found["year"]), found["side"].casefold()
        if side in ("before", "until"):
            return replace(filters, dated_to=date(year - 1, 12, 31))
        return replace(filters, dated_from=date(year + (side == "after"), 1, 1))
    return filters


def _without_names(text: str, names: Sequence[str]) -> str:
    """Take out what became a filter; keep the whole question where nothing would remain."""
    bare = text
    for name in names:
        bare = re.sub(rf"\b{re.escape(name)}{_OFFICE}", " ", bare, flags=re.I)
    bare = re.sub(r"\s+", " ", bare).strip()
    return bare if re.search(r"\w{3}", bare) else text
