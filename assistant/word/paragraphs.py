"""Paragraphs of a letter: blocks of lines, what is left to fill in, notes, links to sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from docx.document import Document
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from assistant.results import Citation
from assistant.word import wording
from assistant.word.text import lines_of, one_line
from assistant.word.xml import element

KEPT_TOGETHER = 900  # characters of a paragraph that may be moved to the next page as a whole
NO_BREAK = "\u00a0"  # a space that no line ends at
FIRST_BOOKMARK = 7000  # an office's own letter may have some, which count from 0
_BRACKETED = re.compile(r"(\[[^\]]+\])")


class Numbers(Protocol):
    def number(self, citation: Citation) -> int: ...


def add_block(document: Document, text: str) -> None:
    """The lines of one block, such as an address, kept on one page."""
    added = []
    for line in lines_of(text):
        paragraph = document.add_paragraph(style="Address line")
        add_own_words(paragraph, line)
        paragraph.paragraph_format.keep_with_next = True
        added.append(paragraph)
    if added:
        added[-1].paragraph_format.keep_with_next = False
        added[-1].paragraph_format.space_after = Pt(14)


def add_lines(document: Document, text: str) -> list[Paragraph]:
    """A paragraph for each line of what the office says; what is left to fill in is shaded."""
    added = []
    for line in lines_of(text):
        added.append(document.add_paragraph())
        add_own_words(added[-1], line)
    return added


def add_own_words(paragraph: Paragraph, text: str) -> None:
    for piece in _BRACKETED.split(text):
        if piece:
            paragraph.add_run(piece, "To fill in" if piece.startswith("[") else None)


def add_printed(document: Document, paragraphs: Sequence[str]) -> None:
    """An item in the report's words, in a box.

    No label stands above them: read back, it would count as the first words of the item.
    """
    for index, words in enumerate(paragraphs):
        printed = document.add_paragraph(words, "Item as printed")
        printed.paragraph_format.keep_together = len(words) < KEPT_TOGETHER
        if index < len(paragraphs) - 1:
            printed.paragraph_format.space_after = Pt(3)


def add_note(
    document: Document, message: str, citations: Sequence[Citation] = (), to: Numbers | None = None
) -> None:
    """A note of the product to the officer, in a box."""
    note = document.add_paragraph(one_line(wording.drafting_note(message)), "Drafting note")
    if citations and to:
        cite(note, citations, to)


def cite(paragraph: Paragraph, citations: Sequence[Citation], to: Numbers) -> None:
    """Append "[1]" for each citation, each a link to its entry in the list of sources."""
    for number in dict.fromkeys(to.number(each) for each in citations):
        paragraph.add_run(NO_BREAK)
        link = element(f'<w:hyperlink w:anchor="source_{number}" w:history="1"/>')
        run = paragraph.add_run(f"[{number}]", "Citation")
        link.append(run._r)
        paragraph._p.append(link)


def bookmark(paragraph: Paragraph, number: int) -> None:
    """Make a paragraph what the links of that number lead to."""
    at = FIRST_BOOKMARK + number
    start = f'<w:bookmarkStart w:id="{at}" w:name="source_{number}"/>'
    paragraph.runs[0]._r.addprevious(element(start))
    paragraph._p.append(element(f'<w:bookmarkEnd w:id="{at}"/>'))
