"""To whom a letter is written: its "To" line, its salutation, the name in its address."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.fronts.labelled import Labelled
from ingest.fronts.lines import Row, Stated, tidy
from ingest.fronts.offices import PERSON
from ingest.fronts.opening import SALUTATION
from ingest.model import Document, Span

_STYLES = frozenset(
    """
    all and both cllr colleague colleagues councillor dame dr hon honourable lady lord madam miss
    mr mrs ms mx or prof professor right rt sir the baroness
    """.split()
)
_OFFICE = re.compile(
    r"secretary|minister|inspector|commissioner|constable|mayor|chair|panel|board|clerk|leader",
    re.I,
)
_RECIPIENT = re.compile(r"home\s+secretary|secretary\s+of\s+state|minister|inspector", re.I)
_MAILBOX = re.compile(r"(?:(?<!\s)\s+)?(?:<[^>]{0,254}>|\[mailto:[^\]]{0,254}\])")


def addressee(document: Document, rows: Sequence[Row], labelled: Labelled) -> Stated | None:
    """The "To" line; else who is greeted, by the full name where the address above has it."""
    for stated in labelled.get("to", []):
        named = _MAILBOX.split(stated.value)[0].strip(" '\"")
        if named and "@" not in named:
            place = Span(start=stated.place.start, end=stated.place.start + len(named))
            return Stated(value=named, place=place)
    for block in document.blocks:
        if match := SALUTATION.match(document.words(block)):
            start, end = (block.start + offset for offset in match.span("who"))
            who = document.text[start:end].rstrip()
            greeted = Stated(value=tidy(who), place=Span(start=start, end=start + len(who)))
            return _in_full(greeted, rows) or greeted
    return None


def _in_full(greeted: Stated, rows: Sequence[Row]) -> Stated | None:
    """ "Dear Sir Thomas" under "Sir Thomas Winsor"; "Dear Sir" under "HM Chief Inspector".

    An office ("Dear Home Secretary") is whole as it stands.
    """
    if _OFFICE.search(greeted.value):
        return None
    names = [w for w in re.findall(r"[\w’'-]+", greeted.value) if w.casefold() not in _STYLES]
    above = [words for row in rows for words in row if words.end <= greeted.place.start]
    for words in above:
        person = PERSON.match(words.text)
        if names and person and all(name in person.group().split() for name in names):
            return words.part(*person.span())
    if not names:
        return next((w.whole() for w in reversed(above) if _RECIPIENT.search(w.text)), None)
    return None
