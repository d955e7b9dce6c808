"""Where a document that holds several letters is to be cut, and the documents that this gives."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise

from ingest.dates import find_dates
from ingest.model import Block, BlockStyle, Document, Page

_SALUTATION = re.compile(r"dear\s+\S", re.I)
_SIGNED = re.compile(r"yours\s+(?:sincerely|faithfully|truly|ever)\b", re.I)
_REGARDS = re.compile(r"(?:with\s+)?(?:kind|best|warm)?\s*(?:regards|wishes)|many\s+thanks", re.I)
_ENCLOSED = re.compile(r"(?:appendix|annex|enclosure|attachment|schedule)\b", re.I)
_NUMBERED_ENCLOSURE = re.compile(r"\w+\s+(?:\d{1,2}|[A-Z])\b(?!\w)")
_MAIL_HEADER = re.compile(
    r"(?:from|sent|subject)\s*:|>|-{2,}\s*original\s+message|begin\s+forwarded\s+message"
    r"|on\s+.{6,60}\bwrote\s*:",
    re.I,
)
_RULE = re.compile(r"(?:[-=_*~]\s?){3,}")
_LONGEST_LINE = 25  # words of a letterhead's line
_GAP = 4  # line ends between two blocks that part two letters
_LETTERHEAD = re.compile(
    r"\boffice\s+of\b|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s+\d[A-Z]{2}\b|our\s+ref", re.I
)
_RESPONSE = re.compile(r"response|reply|letter|comments|statement", re.I)
_ABOUT = re.compile(r"hmicfrs|\bhmic\b|inspect|report|peel\b|recommendation", re.I)
_PUBLISHED = re.compile(r"(?:hmicfrs|hmic|the\s+inspectorate)\s+published\b", re.I)
_FEWEST_WORDS = 20  # in a section of a page that is a response of its own


def parts_of(document: Document) -> tuple[Document, ...]:
    """Cut a document where each of its letters begins; most documents are one."""
    cuts = _letterheads(document) or _dated_headings(document)
    spans = pairwise([0, *cuts, len(document.text)])
    return tuple(_part(document, start, end) for start, end in spans) if cuts else (document,)


def _letterheads(document: Document) -> list[int]:
    """Where a letter begins after the sign-off of another: at what stands above its "Dear …".

    A letter among the enclosures stays with the letter that encloses it, and the earlier mail
    under an e-mail stays with that.
    """
    cuts: list[int] = []
    begins = 0  # the first block of the letter
    greeted: int | None = None  # its salutation, with no enclosure or mail header after it
    signed: int | None = None  # its last sign-off, likewise
    for index, block in enumerate(document.blocks):
        words = document.words(block).lstrip("*_# ")
        if _SALUTATION.match(words):
            if signed is not None and index - signed > 1:
                begins = _head(document, begins, signed, index)
                cuts.append(document.blocks[begins].start)
            elif greeted is not None and (top := _dated_top(document, greeted, index)):
                begins = top
                cuts.append(document.blocks[begins].start)
            greeted, signed = index, None
        elif _SIGNED.match(words) or _REGARDS.fullmatch(words.strip(" ,.")):
            signed = index
        elif _MAIL_HEADER.match(words) or _encloses(block, words):
            greeted = signed = None
    return cuts


def _dated_top(document: Document, greeted: int, salutation: int) -> int | None:
    """The first block of a page that a date and a salutation head, after another's page."""
    page = document.page_at(document.blocks[salutation].start)
    top = bisect_left(document.blocks, page.start, key=lambda block: block.start)
    if top <= greeted:
        return None
    lines = [document.words(block) for block in document.blocks[top:salutation]]
    dated = any(find_dates(line) for line in lines)
    short = all(len(line.split()) <= _LONGEST_LINE for line in lines)
    return top if dated and short else None


def _encloses(block: Block, words: str) -> bool:
    """Whether a line heads an enclosure, and does not only announce it under the sign-off."""
    heads = block.style is BlockStyle.HEADING or _NUMBERED_ENCLOSURE.match(words)
    return bool(_ENCLOSED.match(words) and heads)


def _head(document: Document, begins: int, signed: int, salutation: int) -> int:
    """The first block of the letterhead above a salutation, under the sign-off before it."""
    blocks, text = document.blocks, document.text
    between = range(signed + 1, salutation + 1)
    gaps = {index: text[blocks[index - 1].end : blocks[index].start] for index in between}
    first = document.words(blocks[begins]).casefold()
    letterhead = {document.words(block).casefold() for block in blocks[begins : begins + 3]}
    lines = {index: document.words(blocks[index]) for index in between}
    candidates = (
        [i for i in reversed(between) if _page(document, i) != _page(document, i - 1)],
        [i for i in reversed(between) if _RULE.search(gaps[i])],
        [i for i in reversed(between) if lines[i].casefold() == first],
        [i for i in between if lines[i].casefold() in letterhead],
        [i for i in between if blocks[i].style is BlockStyle.HEADING],
        [i for i in reversed(between) if gaps[i].count("\n") >= _GAP],
        [i for i in between[1:] if find_dates(lines[i]) or _LETTERHEAD.search(lines[i])],
        [min(signed + 3, salutation)],  # a name and an office
    )
    return next(found[0] for found in candidates if found)


def _page(document: Document, index: int) -> int:
    return document.page_at(document.blocks[index].start).number


def _dated_headings(document: Document) -> list[int]:
    """Where each response begins on a page that lists them under dated headings of one level."""
    by_level: dict[int, list[int]] = {}
    for index, block in enumerate(document.blocks):
        if block.style is BlockStyle.HEADING and _heads_response(document, index):
            by_level.setdefault(block.level or 1, []).append(block.start)
    for _, starts in sorted(by_level.items()):
        sections = pairwise([*starts, len(document.text)])
        if len(starts) > 1 and all(_is_response(document.text[a:b]) for a, b in sections):
            return starts[1:]
    return []


def _heads_response(document: Document, index: int) -> bool:
    """Whether a heading, or the line under it, is dated, and it names a response or a report."""
    heading = document.words(document.blocks[index])
    below = document.words(document.blocks[min(index + 1, len(document.blocks) - 1)])
    dated = find_dates(heading) or (len(below.split()) <= 8 and find_dates(below))
    named = _RESPONSE.search(heading) or _ABOUT.search(heading) or _PUBLISHED.match(below)
    return bool(dated and named)


def _is_response(section: str) -> bool:
    return len(section.split()) >= _FEWEST_WORDS and bool(_ABOUT.search(section))


def _part(document: Document, start: int, end: int) -> Document:
    """A stretch of a document as a document; its pages keep their numbers and labels."""
    first = bisect_left(document.blocks, start, key=lambda block: block.start)
    after = bisect_left(document.blocks, end, key=lambda block: block.start)
    pages = document.pages_of(start, end)
    numbers = {page.number for page in pages}
    return replace(
        document,
        text=document.text[start:end],
        pages=tuple(_moved_page(page, start, end) for page in pages),
        blocks=tuple(_moved(block, start) for block in document.blocks[first:after]),
        furniture=tuple(each for each in document.furniture if each.page in numbers),
    )


def _moved_page(page: Page, start: int, end: int) -> Page:
    return replace(page, start=max(page.start, start) - start, end=min(page.end, end) - start)


def _moved(block: Block, start: int) -> Block:
    return replace(block, start=block.start - start, end=block.end - start)
