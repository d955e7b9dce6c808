"""What an inspection report is called and when it was published, as its first pages say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.fronts.bodies import introductions
from ingest.fronts.lines import Stated, located
from ingest.model import Block, BlockStyle, Document, Span
from ingest.reports.duties import duties_in
from ingest.structure.item_labels import asks_for_something, item_label

_INSPECTION_OF = re.compile(r"inspection|assessment|\bpeel\b|report\s+on|review\s+of", re.I)
LONGEST_TITLE = 30  # words
_LONGEST_WITH_STOP = 8  # words; "Time is up." may be a title, a longer sentence is not
_PUBLISHER = re.compile(
    r"(?:committee|inspectorate|hmicfrs|commons|fire\s*(?:&|and)\s*rescue\s+services|of\s+constabulary)\s*$|^publish",
    re.I,
)
_GENERIC = re.compile(
    r"(?:executive\s+)?summary|contents|foreword|introduction|background|(?:our\s+)?recommendations"
    r"|(?:our\s+)?findings|\d+(?:\.\d+)*[.)]?\s.*|(?:annex|appendix|chapter|part)\b.*"
    r"|(?:\w+\s+){1,3}report\s+of\s+session\b.*|areas?\s+for\s+improvement|causes?\s+of\s+concern|about\s+.*",
    re.I,
)


def report_title_of(document: Document) -> Stated | None:
    """The largest heading of the first two pages that can be a title, else the first line.

    A heading in capitals may be only a section's: a line before it that can be a title wins.
    """
    front = list(_front(document))
    if not front:
        return None
    headings = [block for block in front if block.style is BlockStyle.HEADING]
    best = min(headings or front, key=lambda block: (block.level or 9, block.start))
    first = front[0]
    if document.words(best).isupper() and len(_first_line(document, first).split()) >= 3:
        best = first
    words = _first_line(document, best) if best is first else _words(document, best)
    return located(document.text, words, Span(start=best.start, end=best.end))


def inspected_body(document: Document) -> Stated | None:
    """The force that the title or a line beside it names; a national report is of none."""
    title = report_title_of(document)
    found: dict[str, Span] = {}
    for block in _front(document):
        of_title = title is not None and block.start <= title.place.start < block.end
        words = document.words(block)
        for each in introductions(words) if block.cell is None else ():
            whole = each.end - each.start >= len(words.strip("* ")) - 1
            if of_title or whole or _INSPECTION_OF.search(words):
                place = Span(start=block.start + each.start, end=block.start + each.end)
                found.setdefault(each.name, place)
    names = list(found)
    return Stated(value=names[0], place=found[names[0]]) if len(names) == 1 else None


def _front(document: Document) -> Iterator[Block]:
    """The blocks of the first two pages that may be the title."""
    end = document.pages[1].end if len(document.pages) > 1 else len(document.text)
    for block in document.blocks:
        if block.start >= end:
            return
        if _may_be_title(document, block):
            yield block


def _may_be_title(document: Document, block: Block) -> bool:
    words = _words(document, block)
    if (
        item_label(words)
        or duties_in(words)
        or _PUBLISHER.search(words)
        or _GENERIC.fullmatch(words)
    ):
        return False
    count = len(words.split())
    says = words.endswith(".") and count > _LONGEST_WITH_STOP
    asks = words.endswith((".", ":")) and asks_for_something(words)
    return count <= LONGEST_TITLE and not words.startswith("(") and not says and not asks


def _words(document: Document, block: Block) -> str:
    return " ".join(document.words(block).split()).strip("* ")


def _first_line(document: Document, block: Block) -> str:
    """The first line of a block whose next line dates or publishes it; else all of it."""
    line, _, rest = document.words(block).partition("\n")
    return line.strip("* ") if _PUBLISHER.search(rest) else _words(document, block)
