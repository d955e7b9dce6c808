"""The parts of a question that a follow-up may exchange: body, time, item, report, speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.filters.authors import named_authors, people
from assistant.filters.bodies import without_persons
from assistant.filters.found import Span
from assistant.filters.items import read_items
from assistant.filters.phrases import BARE, phrases_in
from assistant.filters.reports import read_report
from assistant.filters.words import MONTH, REPORT
from ingest.fronts.bodies import mentions_of_bodies
from vectorstore.catalogue import Catalogue

_INSPECTORATE = r"inspectorate|inspectors|hmicfrs|hmic"
_OFFICES = r"(?:police\s+and\s+crime\s+)?commissioner|chief\s+constable|p(?:f)?cc|mayor"
_SPEAKER = re.compile(
    rf"\b(?:the\s+)?(?P<role>{_OFFICES}|force|constabulary|{_INSPECTORATE})\b(?!['’]s?\s+code)",
    re.I,
)
# "2018/19", "the year to September 2023": times of which no letter is.
_YEARS = re.compile(
    r"\b(?:(?:in|during|for|over|since|before|after)\s+)?(?:19|20)\d\d\s?[/–-]\s?(?:20)?\d\d\b",
    re.I,
)
_UP_TO = re.compile(
    rf"\b(?:(?:in|over|for|during)\s+)?the\s+(?:[\w-]+\s+)?(?:years?|months|quarter|weeks)\s+"
    rf"(?:to|ending(?:\s+in)?)\s+(?:{MONTH}\s+)?(?:19|20)\d\d\b",
    re.I,
)


class Sort(StrEnum):
    BODY = "body"
    TIME = "time"
    ITEM = "item"
    REPORT = "report"
    SPEAKER = "speaker"
    AUTHOR = "author"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Words of a question that say one thing."""

    sort: Sort
    span: Span
    words: str
    value: str  # the body's or author's name, the role of a speaker, else the words
    bare: bool = False  # of a time: no word of its own leads it, as in "the 2020 letter"

    @property
    def of_inspectorate(self) -> bool:
        return self.sort is Sort.SPEAKER and bool(re.fullmatch(_INSPECTORATE, self.value, re.I))

    @property
    def is_office(self) -> bool:
        return self.sort is Sort.SPEAKER and bool(re.fullmatch(_OFFICES, self.value, re.I))


def parts_in(text: str, catalogue: Catalogue) -> list[Part]:
    """The parts in their order; none overlaps another."""
    found: list[Part] = []
    for each in _every(text, catalogue):
        start, end = each.span
        if all(end <= other.span[0] or other.span[1] <= start for other in found):
            found.append(each)
    return sorted(found, key=lambda each: each.span)


def of_sorts(parts: Sequence[Part], *sorts: Sort) -> list[Part]:
    return [each for each in parts if each.sort in sorts]


def _every(text: str, catalogue: Catalogue) -> Iterator[Part]:
    """What is found first is kept where two overlap."""

    def part(sort: Sort, span: Span, value: str = "", *, bare: bool = False) -> Part:
        words = text[slice(*span)]
        return Part(sort=sort, span=span, words=words, value=value or words, bare=bare)

    report = read_report(text, catalogue.titles)
    if report and report.value.known and report.value.words in text:
        yield part(Sort.REPORT, _of_report(text, report.value.words))
    for author in named_authors(text, catalogue.authors):
        yield part(Sort.AUTHOR, author.span, author.value)
    without = without_persons(text, people(catalogue.authors).values())
    for name, mentions in mentions_of_bodies(without, frozenset(catalogue.bodies)).items():
        for words in dict.fromkeys(mentions):
            for match in re.finditer(rf"(?<![\w-]){re.escape(words)}(?![\w-])", text):
                yield part(Sort.BODY, match.span(), name)
    for pattern in (_UP_TO, _YEARS):
        for match in pattern.finditer(text):
            yield part(Sort.TIME, match.span(), bare=match.group()[0].isdigit())
    for phrase in phrases_in(text)[1].values():
        yield part(Sort.TIME, phrase.span, bare=phrase.sort == BARE)
    items = read_items(text)
    if items and items.value.numbers:
        yield part(Sort.ITEM, items.span)
    for match in _SPEAKER.finditer(text):
        yield part(Sort.SPEAKER, match.span(), match["role"])


def _of_report(text: str, words: str) -> Span:
    """Where a report is named, with its article and the word "report"."""
    name = re.escape(words)
    match = re.search(
        rf"(?:\b(?:the|its|their)\s+)?[“\"‘']?{name}(?:[”\"’'](?!\w)|\s+{REPORT}\b)?", text
    )
    assert match
    return match.span()
