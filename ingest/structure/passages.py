"""A letter's text becomes its passages: located, attributed, none mixing two speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.fronts.opening import opening_blocks
from ingest.fronts.signoff import sign_off
from ingest.fronts.titles import subject_blocks
from ingest.model import Block, BlockStyle, Document, Item, PageSource, Passage, Speaker
from ingest.sentences import sentences
from ingest.structure.claims import Claim, Claims, Part
from ingest.structure.items import FoundItems
from ingest.structure.patterns import is_page_footer
from ingest.structure.response_labels import heading_speaker, is_bare_label
from ingest.structure.speakers import introduces_quotation, sentence_speaker
from ingest.structure.tables import is_box, tables_of
from ingest.structure.voices import Voices, spoken

_QUOTES = ("“", "‘", '"', "'")
_SAYS_SOMETHING = re.compile(r"[^\W_]")
LONGEST_PASSAGE = 180  # words; the embedding model stops reading at 256 tokens


@dataclass(frozen=True, kw_only=True, slots=True)
class _Run:
    """Text that belongs together: one speaker, one item, one section."""

    start: int
    end: int
    speaker: Speaker
    heading: str
    item: int | None
    joins: bool  # may be joined with a neighbour of the same kind
    bullet: bool = False  # of a list; a list stays with its lead-in
    row: tuple[int, int] | None = None  # of a table; the cells of a row are joined


def find_passages(document: Document, items: FoundItems, author: Speaker) -> tuple[Passage, ...]:
    """Cut the letter into passages of at most LONGEST_PASSAGE words.

    Args:
        author: who speaks where no label, heading or sentence says otherwise.
    """
    bullets = {block.start for block in document.blocks if block.style is BlockStyle.BULLET}
    runs = [
        replace(run, bullet=run.start in bullets)
        for block in _runs(document, items, author)
        for run in block
    ]
    runs = _join(runs, document)
    passages = []
    for run in runs:
        for start, end in _short_enough(document, run):
            if not _SAYS_SOMETHING.search(document.text, start, end):
                continue
            page = document.page_at(start)
            pages = document.pages_of(start, end)
            passages.append(
                Passage(
                    text=document.text[start:end],
                    start=start,
                    end=end,
                    page=page.number,
                    page_label=page.label,
                    heading=run.heading,
                    item=run.item,
                    speaker=run.speaker,
                    recognised=any(each.source is PageSource.OCR for each in pages),
                )
            )
    return tuple(passages)


def _runs(document: Document, found: FoundItems, author: Speaker) -> Iterator[list[_Run]]:
    headings: list[tuple[int, str]] = []
    opening, signed = opening_blocks(document), sign_off(document)
    subject = {block.start for block in subject_blocks(document)}
    boxes = {table for table, rows in tables_of(document).items() if is_box(rows)}
    claims = Claims(document, found)
    introduced = False  # the block before says that the report's own words follow
    for index, block in enumerate(document.blocks):
        heads = block.style is BlockStyle.HEADING and index >= opening
        if heads:
            level = block.level or 1
            headings = [(at, text) for at, text in headings if at < level]
        path = " > ".join(text for _, text in headings)
        section = _section_speaker([text for _, text in headings], author)
        quoted = introduced and document.words(block).lstrip("*_> ").startswith(_QUOTES)
        introduced = introduces_quotation(document.words(block))
        runs: list[_Run] = []
        for start, end, claim in claims.within(block):
            if claim is not None and not (heads and claim.start < block.start):
                runs += _claimed(document, (start, end, claim), path, found.items, section, author)
            elif heads:
                continue
            elif block.cell is not None and block.cell[0] not in boxes:
                runs.append(_cell_run(block, start, end, path, found))
            elif index < opening or index in signed or _is_subject(document, block, subject):
                runs.append(_unattributed(start, end, ""))
            elif is_page_footer(document.words(block)):
                runs.append(_unattributed(start, end, path))
            elif quoted:
                runs.append(_asked(start, end, path, None))
            elif not is_bare_label(document.text[start:end]):
                voices = Voices(default=section, first_person=section)
                runs += _spoken(document.text, (start, end), voices, path, None)
        if heads:
            headings.append((level, document.words(block)))
        yield runs


def _is_subject(document: Document, block: Block, subject: set[int]) -> bool:
    """Whether a line under "Dear …" names the report, and is nobody's sentence about it."""
    words = document.words(block)
    return block.start in subject and sentence_speaker(words, Speaker.POLICING_BODY) is None


def _unattributed(start: int, end: int, path: str) -> _Run:
    return _Run(
        start=start,
        end=end,
        speaker=Speaker.UNKNOWN,
        heading=path,
        item=None,
        joins=True,
    )


def _cell_run(block: Block, start: int, end: int, path: str, found: FoundItems) -> _Run:
    """A table cell that is no item's words nor the response to one: an owner, a date."""
    assert block.cell is not None
    table, row, _ = block.cell
    return _Run(
        start=start,
        end=end,
        speaker=Speaker.UNKNOWN,
        heading=path,
        item=found.rows.get((table, row)),
        joins=False,
        row=(table, row),
    )


def _claimed(
    document: Document,
    stretch: tuple[int, int, Claim],
    path: str,
    items: Sequence[Item],
    section: Speaker,
    author: Speaker,
) -> list[_Run]:
    """The runs of a stretch that an item claims."""
    start, end, claim = stretch
    above = items[claim.item].heading if claim.item is not None else ""
    heading = " > ".join(part for part in (path, above) if part)
    if claim.part not in (Part.RESPONSE, Part.VOICED):
        return [_asked(start, end, heading, claim.item)]
    # Letters answer an item with what the force does, unless the words say otherwise.
    default = claim.speaker or (author if author is Speaker.UNKNOWN else Speaker.FORCE)
    voices = Voices(default=default, first_person=claim.speaker or section)
    return _spoken(document.text, (start, end), voices, heading, claim.item)


def _asked(start: int, end: int, heading: str, item: int | None) -> _Run:
    return _Run(
        start=start,
        end=end,
        speaker=Speaker.INSPECTORATE,
        heading=heading,
        item=item,
        joins=True,
    )


def _section_speaker(headings: list[str], author: Speaker) -> Speaker:
    for heading in reversed(headings):
        if speaker := heading_speaker(heading):
            return speaker
    return author


def _spoken(
    text: str, stretch: tuple[int, int], voices: Voices, heading: str, item: int | None
) -> list[_Run]:
    return [
        _Run(start=start, end=end, speaker=speaker, heading=heading, item=item, joins=False)
        for start, end, speaker in spoken(text, *stretch, voices)
    ]


def _join(runs: list[_Run], document: Document) -> list[_Run]:
    """Join letterhead lines, the paragraphs of one item's text, and a list with its lead-in."""
    joined: list[_Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if (
            last is not None
            and (last.speaker, last.heading, last.item) == (run.speaker, run.heading, run.item)
            and _belong_together(document, last, run)
            and len(document.text[last.start : run.end].split()) <= LONGEST_PASSAGE
        ):
            joined[-1] = replace(last, end=run.end, bullet=run.bullet)
        else:
            joined.append(run)
    return joined


def _belong_together(document: Document, last: _Run, run: _Run) -> bool:
    if last.row or run.row:
        return last.row == run.row
    return (run.joins and last.joins) or (run.bullet and last.bullet) or _is_list(document, last)


def _is_list(document: Document, last: _Run) -> bool:
    before = document.text[last.start : last.end].rstrip()
    return before.endswith((":", ";", "; and", "; or"))


def _short_enough(document: Document, run: _Run) -> Iterator[tuple[int, int]]:
    """Part a long run between sentences; a single longer sentence stays whole."""
    start, end = None, run.start
    for left, right in sentences(document.text, run.start, run.end):
        if start is None:
            start = left
        elif len(document.text[start:right].split()) > LONGEST_PASSAGE:
            yield start, end
            start = left
        end = right
    if start is not None:
        yield start, end
