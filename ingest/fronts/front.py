"""The top and the tail of a letter say who wrote it, when, to whom, about which report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.dates import published, report_published
from ingest.fronts.addressee import addressee
from ingest.fronts.authors import Authors, read_authors
from ingest.fronts.bodies import Introduced, introductions, mentions_of_bodies
from ingest.fronts.body_list import Office, listed_bodies
from ingest.fronts.copies import copied_to, span_of
from ingest.fronts.labelled import Labelled, read_labels
from ingest.fronts.lines import Row, Stated, located, rows_of, tidy
from ingest.fronts.noughts import read_with_noughts, with_noughts
from ingest.fronts.opening import SALUTATION, lines_under, opening_blocks
from ingest.fronts.own_date import DatedWords, dates_in, own_date, speaks_of_later
from ingest.fronts.signoff import sign_off
from ingest.fronts.titles import report_title
from ingest.genre import is_report
from ingest.model import BlockStyle, Document, Front, LetterKind, Span, Speaker
from ingest.reports.heads import inspected_body, report_title_of
from ingest.structure.response_labels import heading_speaker

_TO_A_BOARD = re.compile(r"\b(?:board|panel|committee|meeting|members)\b", re.I)
_BOARD_DECIDES = re.compile(
    r"(?:board|panel|committee|members)\s+(?:is|are)\s+(?:recommended|asked|invited|requested)",
    re.I,
)
_REPORT = re.compile(r"report|hmic|inspection", re.I)
_LONGEST_TITLE = 120  # characters of a first line
_WEIGHT_OF_THE_ENDS = 3  # of a name at the top or in the sign-off, against one elsewhere


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadFront:
    """A letter's account of itself, what of it was inferred, and what does not agree."""

    front: Front
    guesses: tuple[str, ...]
    warnings: tuple[str, ...]


def read_front(document: Document) -> ReadFront:
    """Read the letter's own account of itself; a field it does not state is None."""
    opening, signed = opening_blocks(document), sign_off(document)
    top = rows_of(document, range(opening))
    tail = rows_of(document, signed)
    labelled = read_labels(top)

    kind, kind_place = _kind(document, labelled)
    if kind is LetterKind.REPORT:
        return _front_of_report(document, kind_place)
    authors = read_authors(document, top, tail, labelled)
    under = rows_of(document, lines_under(document, opening))
    legible = replace(document, text=with_noughts(document))
    dated = own_date(legible.text, top, under, tail, labelled)
    written_to = addressee(document, top, labelled)
    report = report_title(document, opening, labelled.get("title", []))
    body, body_guess = _body(document, top, authors, signed)
    report_day = _published(legible, report, labelled)
    confused = read_with_noughts(document.text, legible.text, dated.day, dated.place)
    if report_day:
        confused += read_with_noughts(document.text, legible.text, report_day.day, report_day.place)
    copies = copied_to(document, top, tail)
    title = _title(document, report)

    places = {
        "title": title.place if title else None,
        "kind": kind_place,
        "body": body.place if body else None,
        "author": authors.name.place if authors.name else None,
        "role": authors.role.place if authors.role else None,
        "dated": dated.place if dated.day else None,
        "addressee": written_to.place if written_to else None,
        "report_title": report.place if report else None,
        "report_published": report_day.place if report_day else None,
        "copied_to": span_of(copies) if copies else None,
    }
    return ReadFront(
        front=Front(
            title=_shown_title(title, answers=report is not None),
            kind=kind,
            body=body.value if body else None,
            author=authors.name.value if authors.name else None,
            role=authors.role.value if authors.role else None,
            dated=dated.day,
            addressee=written_to.value if written_to else None,
            report_title=report.value if report else None,
            report_published=report_day.day if report_day else None,
            copied_to=tuple(copy.value for copy in copies),
            places={field: place for field, place in places.items() if place},
        ),
        guesses=(
            *_kind_guess(kind, kind_place),
            *body_guess,
            *authors.guesses,
            *dated.guesses,
            *confused,
        ),
        warnings=(
            *dated.warnings,
            *speaks_of_later(legible.text, dated.day),
            *_out_of_office(body, authors, dated.day),
        ),
    )


def _front_of_report(document: Document, kind_place: Span | None) -> ReadFront:
    """A report in the library speaks for nobody who answers; it is dated by its publication."""
    title = report_title_of(document)
    day = published(document.text)
    body = inspected_body(document)
    places = {
        "title": title.place if title else None,
        "kind": kind_place,
        "body": body.place if body else None,
        "dated": Span(start=day.start, end=day.end) if day else None,
        "report_title": title.place if title else None,
        "report_published": Span(start=day.start, end=day.end) if day else None,
    }
    return ReadFront(
        front=Front(
            title=_shown_title(title, answers=False),
            kind=LetterKind.REPORT,
            body=body.value if body else None,
            author=None,
            role=None,
            dated=day.day if day else None,
            addressee=None,
            report_title=title.value if title else None,
            report_published=day.day if day else None,
            copied_to=(),
            places={field: place for field, place in places.items() if place},
        ),
        guesses=(),
        warnings=(),
    )


def _kind(document: Document, labelled: Labelled) -> tuple[LetterKind, Span | None]:
    """The kind, and the words that show it; None where it is what remains."""
    blocks = document.blocks
    for block in blocks:
        if SALUTATION.match(document.words(block)):
            end = block.start + len(document.words(block).partition("\n")[0])
            return LetterKind.LETTER, Span(start=block.start, end=end)
    to_a_board = next((to for to in labelled.get("to", []) if _TO_A_BOARD.search(to.value)), None)
    meeting = next(iter(labelled.get("meeting", [])), None)
    if to_a_board or meeting:
        return LetterKind.BOARD_PAPER, (to_a_board or meeting).place  # type: ignore[union-attr]
    if decides := _BOARD_DECIDES.search(document.text):
        return LetterKind.BOARD_PAPER, Span(start=decides.start(), end=decides.end())
    if report := is_report(document):
        return LetterKind.REPORT, report
    respondents = (Speaker.FORCE, Speaker.POLICING_BODY)
    for block in blocks:
        heads = block.style is BlockStyle.HEADING
        if heads and heading_speaker(document.words(block)) in respondents:
            return LetterKind.WEB_PAGE, Span(start=block.start, end=block.end)
    return LetterKind.LETTER, None


def _kind_guess(kind: LetterKind, place: Span | None) -> tuple[str, ...]:
    if place is not None:
        return ()
    return ("It is taken for a letter: nothing in it shows another kind of document.",)


def _body(
    document: Document, top: Sequence[Row], authors: Authors, signed: range
) -> tuple[Stated | None, tuple[str, ...]]:
    """The body of the author's office; else the one most named, the ends above all."""
    found = introductions(document.text)
    if authors.role is not None:
        role = authors.role.place
        for each in found:
            if each.start < role.end and role.start < each.end:
                return _named(each.name, each.start, each.end), ()
    top_end = top[-1][-1].end if top else 0
    tail_start = document.blocks[signed.start].start if signed else len(document.text)
    at_the_ends = [each for each in found if each.start < top_end or each.start >= tail_start]
    at_the_ends += _at_the_top(document.text[:top_end], {each.name for each in found})
    counts = Counter(each.name for each in found)
    for each in at_the_ends:
        counts[each.name] += _WEIGHT_OF_THE_ENDS
    trusted = Counter({name: count for name, count in counts.items() if count > 1})
    for name, _ in trusted.most_common(1):
        stated = next((each for each in at_the_ends if each.name == name), None)
        first = stated or next(each for each in found if each.name == name)
        guess = () if stated else (_taken_for_body(name),)
        return _named(name, first.start, first.end), guess
    return _mostly_named(document.text)


def _at_the_top(top: str, names: set[str]) -> list[Introduced]:
    """Names that the text introduces elsewhere, as letterheads print them: "NORTHMOOR BOARD"."""
    return [
        Introduced(name=name, start=match.start(), end=match.end())
        for name in sorted(names)
        for match in re.finditer(rf"\b{re.escape(name)}\b", top, re.I)
    ]


def _out_of_office(body: Stated | None, authors: Authors, dated: date | None) -> Iterator[str]:
    """Warn of an office that, by the list of bodies, did not hold the force to account that day."""
    if body is None or authors.role is None or dated is None:
        return
    held = listed_bodies().policing_body(body.value, dated)
    as_mayor = bool(re.search(r"\bmayor\b", authors.role.value, re.I))
    as_commissioner = bool(re.search(r"crime.*\bcommissioner\b", authors.role.value, re.I))
    if held is None or not (as_mayor or as_commissioner):
        return
    by_mayor = held.office is Office.MAYOR
    by_commissioner = held.office in (Office.COMMISSIONER, Office.FIRE_COMMISSIONER)
    if (as_mayor and not by_mayor) or (as_commissioner and not by_commissioner):
        yield (
            f"It is signed as {authors.role.value} and dated {dated.day} {dated:%B %Y}, when the "
            f"policing body of {body.value} was the {held.name}."
        )


def _named(name: str, start: int, end: int) -> Stated:
    return Stated(value=name, place=Span(start=start, end=end))


def _taken_for_body(name: str) -> str:
    return f"The body is taken to be {name}, which the text names most."


def _mostly_named(text: str) -> tuple[Stated | None, tuple[str, ...]]:
    """The body that is more than half of those named: a reply to all forces has none."""
    mentions = mentions_of_bodies(text)
    total = sum(map(len, mentions.values()))
    for name, words in mentions.items():
        if len(words) > max(1, total / 2) and (
            stated := located(text, words[0], Span(start=0, end=len(text)))
        ):
            return Stated(value=name, place=stated.place), (_taken_for_body(name),)
    return None, ()


def _published(document: Document, report: Stated | None, labelled: Labelled) -> DatedWords | None:
    """When the report was published, as a line at the top or a sentence says it.

    A line that says no more than "Published" gives the day of the page that holds it.
    """
    of_report = [each for each in labelled.get("published", []) if _of_a_report(document, each)]
    for stated in of_report:
        if found := next(dates_in(document.text, stated.place), None):
            return found
    said = report_published(document.text, report.value if report else None)
    return DatedWords(day=said.day, place=Span(start=said.start, end=said.end)) if said else None


def _of_a_report(document: Document, stated: Stated) -> bool:
    before = document.text[max(0, stated.place.start - 60) : stated.place.start]
    return bool(_REPORT.search(before.rpartition("\n")[2]))


def _title(document: Document, report: Stated | None) -> Stated | None:
    """What the document is called: after the report that it answers, else by its first line."""
    if report is not None or not document.blocks:
        return report
    block = document.blocks[0]
    return Stated(value=tidy(document.words(block)), place=Span(start=block.start, end=block.end))


def _shown_title(title: Stated | None, *, answers: bool) -> str:
    if title is None:
        return ""
    return f"Response to {title.value}" if answers else title.value[:_LONGEST_TITLE]
