"""Who wrote a letter, in which office: as signed, as named at the top, as a heading says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.dates import find_dates
from ingest.fronts.labelled import Labelled
from ingest.fronts.lines import Row, Stated, Words
from ingest.fronts.offices import PERSON, person_at, person_in, role_in
from ingest.fronts.signoff import Signature, signatures
from ingest.model import BlockStyle, Document, Span, Speaker
from ingest.structure.response_labels import heading_speaker

_MAILBOX = re.compile(
    r"(?:(?<!\s)\s+)?(?:<[^>]{0,254}>|\[mailto:[^\]]{0,254}\]|\([^\s@]{1,254}@[^\s@]{1,254}\)|\S{1,254}@\S+)"
)
_I_AM = re.compile(r"\b(?:I|myself|me)\s*,\s+(?:the\s+)?(?=[A-Z])")
_AS_OFFICE = re.compile(
    r"\b(?:[Aa]s|[Ii]n\s+(?:my|our)\s+(?:role|capacity)\s+as)\s+(?:your\s+|the\s+)?(?=[A-Z])"
)
_BY = re.compile(r"By\s+(?=[A-Z])")
_OF_WHERE = re.compile(r"(?:\s+(?:for|of)\s+[^:,\n]{3,60}?)?\s*[:,]\s*")
_BESIDE = re.compile(r"[\s,:–-]*")
_SEARCHED = 6000  # characters in which a letter says in whose name it is written


@dataclass(frozen=True, kw_only=True, slots=True)
class Authors:
    """Those who wrote: their names and offices, joined by "and" where there are several."""

    name: Stated | None
    role: Stated | None
    guesses: tuple[str, ...] = ()


def read_authors(
    document: Document, top: Sequence[Row], tail: Sequence[Row], labelled: Labelled
) -> Authors:
    signed = signatures(tail)
    authors = _signed(document, signed)
    if authors.role is None or authors.name is None:
        authors = _filled(authors, _sender(document.text, labelled))
    if authors.role is None or authors.name is None:
        above = [_officeholder(words) for row in _joined(document, top) for words in row]
        for found in above:
            authors = _filled(authors, found)
        for found in _over_comments(document):
            authors = _guessed(authors, found)
    if authors.role is None or authors.name is None:
        authors = _filled(authors, _first_person(document))
    return authors


def _signed(document: Document, signed: Sequence[Signature]) -> Authors:
    names = [each.name for each in signed if each.name]
    roles = [each.role for each in signed if each.role]
    guesses = [
        f"Another signed for {each.name.value}, who is taken for the author."
        for each in signed
        if each.for_another and each.name
    ]
    return Authors(name=_together(names), role=_together(roles), guesses=tuple(guesses))


def _together(stated: Sequence[Stated]) -> Stated | None:
    """Several who sign together: their words joined, at the run of the text that holds them all."""
    if not stated:
        return None
    return Stated(
        value=" and ".join(each.value for each in stated),
        place=Span(start=stated[0].place.start, end=stated[-1].place.end),
    )


def _sender(text: str, labelled: Labelled) -> Authors:
    """The "From" line or the "Author" row: a person, an office, both, or whoever it names."""
    roles = (_role_of(_words_of(text, each.place)) for each in labelled.get("role", []))
    role = next((each for each in roles if each), None)
    for given in labelled.get("from", []):
        words = _words_of(text, given.place)
        length = len(_MAILBOX.split(words.text)[0].rstrip(" \"',;"))
        if not length:
            continue
        bare = words.text[:length]
        name = words.part(*(_person_of(bare) or (0, length)))
        return Authors(name=name, role=_role_of(words) or role)
    return Authors(name=None, role=role)


def _words_of(text: str, place: Span) -> Words:
    return Words(text=text[place.start : place.end], start=place.start, block=0)


def _role_of(words: Words) -> Stated | None:
    office = role_in(words.text)
    return words.part(*office.span("role")) if office else None


def _person_of(sender: str) -> tuple[int, int] | None:
    """The person in "Chief Constable Ruth Penhallick" or "Ruth Penhallick, Chief Constable"."""
    office = role_in(sender)
    if office and office.start() == 0:
        joints = (
            _OF_WHERE.match(sender, office.end("role")),
            _BESIDE.match(sender, office.end("role")),
        )
        people = (person_at(sender, joint.end()) for joint in joints if joint)
        person = next((each for each in people if each), None)
        return person.span() if person else None
    person = person_at(sender)
    return person.span() if person else None


def _filled(authors: Authors, found: Authors | None) -> Authors:
    """Add what is missing; an office is only added for the same person."""
    if found is None or not _same_person(authors.name, found.name):
        return authors
    return Authors(
        name=authors.name or found.name,
        role=authors.role or found.role,
        guesses=authors.guesses,
    )


def _guessed(authors: Authors, found: Authors | None) -> Authors:
    """Likewise, from a heading over comments; say so."""
    filled = _filled(authors, found)
    if filled.name is authors.name or filled.name is None:
        return filled
    guess = (
        f"The author, {filled.name.value}, is taken from the heading over the comments; "
        "nobody signs the text."
    )
    return Authors(name=filled.name, role=filled.role, guesses=(*filled.guesses, guess))


def _over_comments(document: Document) -> list[Authors]:
    """Whom headings over comments name; the policing body's, whose duty it is to answer, first."""
    found: list[tuple[bool, Authors]] = []
    for block in document.blocks:
        speaker = heading_speaker(document.words(block))
        if block.style is not BlockStyle.HEADING or speaker is None:
            continue
        words = Words(text=document.words(block), start=block.start, block=0)
        if holder := _officeholder(words):
            found.append((speaker is not Speaker.POLICING_BODY, holder))
    return [holder for _, holder in sorted(found, key=lambda each: each[0])]


def _same_person(one: Stated | None, other: Stated | None) -> bool:
    if one is None or other is None:
        return True
    return one.value.split()[-1].casefold() in other.value.casefold().split()


def _joined(document: Document, rows: Sequence[Row]) -> Iterator[Row]:
    """A row, and before it the row's columns as one: "Commissioner:   Joy Allen"."""
    for row in rows:
        if len(row) > 1:
            text = document.text[row[0].start : row[-1].end]
            yield (Words(text=text, start=row[0].start, block=row[0].block),)
        yield row


def _officeholder(words: Words) -> Authors | None:
    """Read "Commissioner: Joy Allen", "Comments of the Mayor, Ann Other", "By Ann Other, Mayor"."""
    office = role_in(words.text)
    if office is None:
        return None
    role = words.part(*office.span("role"))
    if (byline := _BY.match(words.text)) and (writer := person_at(words.text, byline.end())):
        return Authors(name=words.part(*writer.span()), role=role)
    dates = find_dates(words.text)
    if dates and _BESIDE.fullmatch(words.text, office.end("role"), dates[0].start):
        return Authors(name=None, role=role)  # "Northmoor PCC, 5 May 2022"
    after = _OF_WHERE.match(words.text, office.end("role"))
    if after is None and office.start() == 0 and dates:
        after = _BESIDE.match(words.text, office.end("role"))  # "Mayor Ann Other, 5 May 2022"
    person = person_at(words.text, after.end()) if after else None
    if person:
        return Authors(name=words.part(*person.span()), role=role)
    return None


def _first_person(document: Document) -> Authors:
    """ "from myself, Joy Allen, Durham Police and Crime Commissioner", "As Mayor of X, I …"."""
    text = document.text[:_SEARCHED]
    words = Words(text=text, start=0, block=0)
    if spoken := _I_AM.search(text):
        person = PERSON.match(text, spoken.end())
        if person and person_in(person.group()):
            rest = text[person.end() : person.end() + 120].partition(".")[0]
            office = role_in(rest)
            return Authors(
                name=words.part(*person.span()),
                role=words.part(*(person.end() + at for at in office.span("role")))
                if office
                else None,
            )
    for spoken in _AS_OFFICE.finditer(text):
        rest = text[spoken.end() : spoken.end() + 120].partition(".")[0].partition(",")[0]
        office = role_in(rest)
        if office and len(rest[: office.start()].split()) <= 5:
            span = (spoken.end() + at for at in office.span("role"))
            return Authors(name=None, role=words.part(*span))
    return Authors(name=None, role=None)
