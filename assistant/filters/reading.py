"""A question and what the library holds become filters, and the words that are left to search."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from assistant.filters.across import asks_across, asks_of_others
from assistant.filters.authors import people, read_authors
from assistant.filters.bodies import Named, read_bodies
from assistant.filters.dates import read_dates
from assistant.filters.found import Span
from assistant.filters.items import read_items
from assistant.filters.latest import read_latest
from assistant.filters.reports import read_report
from vectorstore.catalogue import Catalogue
from vectorstore.records import Filters

_OFFICE = r"(?:['’]s?)?(?:\s+(?:police|constabulary|force|o?pcc|commissioner)\b(?:['’]s?)?)?"


class _Everything:
    """A container that holds every name."""

    def __contains__(self, name: object) -> bool:
        return True


EVERY_FILTER = _Everything()  # in the place of names of filters: none is to be read


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a question asks within.

    `found` names what was read in the question and not given beforehand: "body:Durham",
    "author:Jane Doe", "report", "items", "dates", "latest". Each can be left unread by that name.
    """

    filters: Filters
    found: tuple[str, ...]
    missing_bodies: tuple[str, ...]
    missing_report: str | None
    latest_first: bool
    across: bool
    search: str


def read_filters(text: str, given: Filters, letters: Catalogue, without: Container[str]) -> Reading:
    """Add to the given filters those that the question names; a given one is not overruled.

    Where a filter is only probable it is left out: a wrong one hides the answer.
    """
    filters, found = given, list[str]()
    taken: list[Span] = []  # words that are not searched for
    written_by = people(letters.authors)

    said_by = [e for e in read_authors(text, written_by) if f"author:{e.value}" not in without]
    if said_by and not given.authors:
        filters = replace(filters, authors=tuple(each.value for each in said_by))
        found += [f"author:{each.value}" for each in said_by]

    named = Named(present=(), missing=(), words=())
    if letters.mostly_told("body"):
        named = read_bodies(text, letters.bodies, written_by.values())
    present = tuple(name for name in named.present if f"body:{name}" not in without)
    present = tuple(
        name for name in present if not _only_spoken_of(name, text, named, filters, letters)
    )
    names = [words for name, words in named.words if name in present]
    across = asks_across(text, len(present))
    of_others = len(present) == 1 and asks_of_others(text)
    if present and not given.bodies and not of_others:
        filters = replace(filters, bodies=present)
        found += [f"body:{name}" for name in present]

    missing_report = None
    meant = read_report(text, letters.titles) if letters.mostly_told("report_title") else None
    if meant and not given.report and "report" not in without:
        narrowed = replace(filters, report=meant.value.words)
        if not meant.value.known:
            missing_report = meant.value.words
        elif meant.value.by_name or letters.within(narrowed):
            filters = narrowed
            found.append("report")
            taken.append(meant.span)

    items = read_items(text)
    if items and not given.of_items and "items" not in without:
        filters = replace(filters, kinds=items.value.kinds, items=items.value.numbers)
        found.append("items")

    readable = "dates" not in without and letters.mostly_told("dated")
    days = {each.dated for each in letters.within(filters)} if filters else letters.days
    period = read_dates(text, [each for each in days if each]) if readable else None
    if period and not (given.dated_from or given.dated_to):
        first, last = period.value.first, period.value.last
        filters = replace(filters, dated_from=first, dated_to=last)
        found.append("dates")

    latest = read_latest(text)
    taken += latest
    if latest and "latest" not in without:
        found.append("latest")

    names += [name for author, name in written_by.items() if f"author:{author}" not in without]
    return Reading(
        filters=filters,
        found=tuple(found),
        missing_bodies=tuple(each for each in named.missing if f"body:{each}" not in without),
        missing_report=missing_report,
        latest_first="latest" in found,
        across=across,
        search=_left(text, taken, names),
    )


def _only_spoken_of(
    body: str, text: str, named: Named, filters: Filters, letters: Catalogue
) -> bool:
    """Whether a body is what the author of another body's letters is asked about."""
    if not filters.authors or letters.within(replace(filters, bodies=(body,))):
        return False
    words = "|".join(re.escape(words) for name, words in named.words if name == body)
    return bool(re.search(rf"\b(?:about|on|regarding|concerning|of)\s+(?:{words})\b", text, re.I))


def _left(text: str, taken: Sequence[Span], names: Sequence[str]) -> str:
    """Take out what became a filter; keep the whole question where nothing would remain."""
    bare = text
    for start, end in taken:
        bare = bare[:start] + " " * (end - start) + bare[end:]
    said = bare.casefold()
    for name in names:
        if name.casefold() not in said:
            continue
        bare = re.sub(rf"\b{re.escape(name)}{_OFFICE}", " ", bare, flags=re.I)
    bare = re.sub(r"\s+", " ", bare).strip()
    return bare if re.search(r"\w{3}", bare) else text
