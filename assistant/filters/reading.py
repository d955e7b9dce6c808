"""A question and what the library holds become filters, and the words that are left to search."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from assistant.filters.across import asks_across, asks_of_others
from assistant.filters.authors import people, read_authors
from assistant.filters.bodies import NONE_NAMED, Named, read_bodies, without_persons
from assistant.filters.dates import read_dates
from assistant.filters.found import Read, Span
from assistant.filters.items import read_items
from assistant.filters.latest import asks_for_latest, words_for_latest
from assistant.filters.reports import Meant, read_report
from assistant.filters.speakers import words_of_contrast
from assistant.filters.words import ANSWERS, LETTER, OF_BODY
from vectorstore.catalogue import Catalogue
from vectorstore.records import Filters

# "How did … respond to …?" asks for nothing by itself.
_ASKING = re.compile(
    rf"\b(?:how|what|which|who|when|where|why|did|do|does|is|are|was|were|has|have|had|the|an?|to|of"
    rf"|on|in|about|its|their|{ANSWERS})\b",
    re.I,
)


class _Everything:
    """A container that holds every name."""

    def __contains__(self, name: object) -> bool:
        return True


EVERY_FILTER = _Everything()  # in the place of names of filters: none is to be read


@dataclass(frozen=True, kw_only=True, slots=True)
class UnclearBody:
    """A word that may mean several bodies with letters here."""

    word: str
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a question asks within.

    `found` names what was read in the question and not given beforehand: "body:Durham",
    "without:Durham", "author:Jane Doe", "report", "items", "dates", "latest". Each can be left
    unread by that name.
    """

    filters: Filters
    found: tuple[str, ...]
    missing_bodies: tuple[str, ...]
    unclear_body: UnclearBody | None
    missing_report: str | None  # a report by its name
    doubtful_report: str | None  # words that may be a report that no letter here answers
    latest_first: bool
    across: bool
    search: str


def read_filters(text: str, given: Filters, letters: Catalogue, without: Container[str]) -> Reading:
    """Add to the given filters those that the question names; a given one is not overruled.

    Where a filter is only probable it is left out: a wrong one hides the answer.
    """
    reader = _Reader(text, given, letters, without)
    reader.read_authors()
    reader.read_bodies()
    reader.read_report()
    reader.read_items()
    reader.read_dates()
    reader.read_latest()
    return reader.reading()


class _Reader:
    """One question, read filter by filter: each sees the filters that were read before it."""

    def __init__(
        self, text: str, given: Filters, letters: Catalogue, without: Container[str]
    ) -> None:
        self._text, self._letters, self._without = text, letters, without
        self._given, self._filters = given, given
        self._found: list[str] = []
        self._taken = words_of_contrast(text)  # and words that became a filter
        self._report_at: Span | None = None  # those that name the report
        self._names: list[str] = []  # names that did, wherever they stand
        self._missing_bodies: tuple[str, ...] = ()
        self._unclear_body: UnclearBody | None = None
        self._missing_report: str | None = None
        self._doubtful_report: str | None = None
        self._across = False

    def read_authors(self) -> None:
        said_by = read_authors(self._text, self._letters.authors)
        said_by = [each for each in said_by if f"author:{each.value}" not in self._without]
        if said_by and not self._given.authors:
            authors = tuple(each.value for each in said_by)
            self._filters = replace(self._filters, authors=authors)
            self._found += [f"author:{author}" for author in authors]
            self._taken += [each.span for each in said_by]
            known = people(self._letters.authors)
            self._names += [known[author] for author in authors]

    def read_bodies(self) -> None:
        persons = people(self._letters.authors).values()
        bare = without_persons(self._text, persons)
        named = NONE_NAMED
        if self._letters.mostly_told("body"):
            named = read_bodies(self._text, bare, self._letters.bodies)
        present = tuple(name for name in named.present if f"body:{name}" not in self._without)
        present = tuple(name for name in present if not self._only_spoken_of(name, named))
        meant, unmet = self._clear_up(named)
        present = tuple(dict.fromkeys((*present, *meant)))
        self._across = asks_across(bare, len(present)) or bool(named.left_out and not present)
        self._names += [words for name, words in named.words if name in present]
        self._missing_bodies = tuple(
            name for name in (*named.missing, *unmet) if f"body:{name}" not in self._without
        )
        if self._given.bodies or self._given.bodies_left_out:
            return
        if present and not (len(present) == 1 and asks_of_others(bare)):
            self._filters = replace(self._filters, bodies=present)
            self._found += [f"body:{name}" for name in present]
        self._leave_out(named)

    def _clear_up(self, named: Named) -> tuple[list[str], list[str]]:
        """The bodies that unclear words mean, where one alone has letters, and words without."""
        meant, unmet = list[str](), list[str]()
        for word, names in named.unclear:
            here = tuple(name for name in names if name in self._letters.bodies)
            if len(here) > 1:
                self._unclear_body = UnclearBody(word=word, names=here)
            elif not here:
                unmet.append(word)
            elif f"body:{here[0]}" not in self._without:
                meant += here
        return meant, unmet

    def _leave_out(self, named: Named) -> None:
        names = list[str]()
        for each in named.left_out:
            if not any(f"without:{name}" in self._without for name in each.names):
                self._taken.append(each.span)
            names += [name for name in each.names if f"without:{name}" not in self._without]
        left_out = tuple(dict.fromkeys(name for name in names if name in self._letters.bodies))
        self._filters = replace(self._filters, bodies_left_out=left_out)
        self._found += [f"without:{name}" for name in left_out]

    def _only_spoken_of(self, body: str, named: Named) -> bool:
        """Whether a body is what the author of another body's letters is asked about."""
        if not self._filters.authors:
            return False
        if self._letters.within(replace(self._filters, bodies=(body,))):
            return False
        words = "|".join(re.escape(words) for name, words in named.words if name == body)
        about = rf"\b(?:about|on|regarding|concerning|of)\s+(?:{words})\b"
        return bool(re.search(about, self._text, re.I))

    def read_report(self) -> None:
        if self._given.report or "report" in self._without:
            return
        if not self._letters.mostly_told("report_title"):
            return
        read = read_report(self._text, self._letters.titles)
        if read is None:
            return
        if self._of_a_letter_alone(read):
            return
        meant, narrowed = read.value, replace(self._filters, report=read.value.words)
        if meant.known and (meant.by_name or self._letters.within(narrowed)):
            self._filters = narrowed
            self._found.append("report")
            self._report_at = read.span
        elif not meant.known and meant.by_name:
            self._missing_report = meant.words
        elif not meant.known:
            self._doubtful_report = meant.words

    def _of_a_letter_alone(self, read: Read[Meant]) -> bool:
        """Whether the words are a letter's body and year: "the 2022 Durham letter"."""
        words = re.sub(r"\b(?:19|20)\d\d\b(?!\s?[/–-])", " ", read.value.words)
        for name in self._names:
            words = re.sub(rf"\b{re.escape(name)}{OF_BODY}", " ", words, flags=re.I)
        return not re.search(r"\w", words) and bool(
            re.match(rf"\s*{LETTER}\b", self._text[read.span[1] :], re.I)
        )

    def read_items(self) -> None:
        items = read_items(self._text)
        if items and not self._given.of_items and "items" not in self._without:
            kinds, numbers = items.value.kinds, items.value.numbers
            self._filters = replace(self._filters, kinds=kinds, items=numbers)
            self._found.append("items")

    def read_dates(self) -> None:
        if self._given.dated_from or self._given.dated_to or "dates" in self._without:
            return
        if not self._letters.mostly_told("dated"):
            return
        letters, days = self._letters, self._letters.days
        if self._filters:
            days = tuple({each.dated for each in letters.within(self._filters) if each.dated})
        if period := read_dates(self._text, days):
            first, last = period.value.first, period.value.last
            self._filters = replace(self._filters, dated_from=first, dated_to=last)
            self._found.append("dates")

    def read_latest(self) -> None:
        if asks_for_latest(self._text) and "latest" not in self._without:
            self._found.append("latest")
            self._taken += words_for_latest(self._text)

    def reading(self) -> Reading:
        return Reading(
            filters=self._filters,
            found=tuple(self._found),
            missing_bodies=self._missing_bodies,
            unclear_body=self._unclear_body,
            missing_report=self._missing_report,
            doubtful_report=self._doubtful_report,
            latest_first="latest" in self._found,
            across=self._across,
            search=self._search(),
        )

    def _search(self) -> str:
        """What did not become a filter. The words of a report stay where no others do."""
        if self._report_at is not None:
            bare = _left(self._text, [*self._taken, self._report_at], self._names)
            if re.search(r"\w", _ASKING.sub(" ", bare)):
                return bare
        return _left(self._text, self._taken, self._names)


def _left(text: str, taken: Sequence[Span], names: Sequence[str]) -> str:
    """Take words and names out; keep the whole question where nothing would remain."""
    bare = text
    for start, end in taken:
        bare = bare[:start] + " " * (end - start) + bare[end:]
    said = bare.casefold()
    for name in names:
        if name.casefold() not in said:
            continue
        bare = re.sub(rf"\b{re.escape(name)}{OF_BODY}", " ", bare, flags=re.I)
    bare = re.sub(r"\s+", " ", bare).strip()
    return bare if re.search(r"\w{3}", bare) else text
