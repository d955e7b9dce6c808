"""What a letter is written on: an empty page, or the office's own file with a place for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section, _Header

from assistant.word.look import (
    add_missing_styles,
    in_british_english,
    mark,
    set_own_styles,
    set_page,
)
from assistant.word.template import open_template

PLACE = "{{letter}}"  # a paragraph of the office's file that the letter takes the place of


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    document: Document
    has_letterhead: bool  # of the office's own
    _place: BaseOxmlElement | None  # the paragraph that the letter takes the place of
    _before: int  # elements that were in the file at first

    def settle(self) -> None:
        """Put what was written at the end in the place that the office's file has for it."""
        if self._place is None:
            return
        body = self.document.element.body
        for each in list(body)[self._before :]:
            if each.tag != qn("w:sectPr"):
                self._place.addprevious(each)
        body.remove(self._place)

    def mark_every_page(self, words: str) -> None:
        """Put words at the top of every page, the first and the even ones too."""
        for number, section in enumerate(self.document.sections):
            for header in _headers(section):
                if number == 0 or not header.is_linked_to_previous:
                    _mark_header(header, words)


def begin(template: Path | None) -> Sheet:
    """Args: template: the office's own .docx. Raises TemplateRefused, or OSError."""
    document = _empty() if template is None else open_template(template)
    add_missing_styles(document)
    in_british_english(document)
    place = _place_in(document)
    return Sheet(
        document=document,
        has_letterhead=template is not None and _has_letterhead(document, place),
        _place=place,
        _before=len(document.element.body) - 1,  # the section's properties stay the last
    )


def _empty() -> Document:
    document = docx.Document()
    relations = document.part.rels
    for key in [key for key, each in relations.items() if each.reltype.endswith("/customXml")]:
        del relations[key]  # a list of sources in a style of its own
    set_own_styles(document)
    set_page(document)
    return document


def _place_in(document: Document) -> BaseOxmlElement | None:
    return next((each._p for each in document.paragraphs if each.text.strip() == PLACE), None)


def _has_letterhead(document: Document, place: BaseOxmlElement | None) -> bool:
    """Whether words or a picture stand above the letter, in the file itself or in its headers."""
    above = list(document.element.body)
    if place is not None:
        above = above[: above.index(place)]
    section = document.sections[0]
    for header in _headers(section):
        if not header.is_linked_to_previous:
            above.append(header._element)
    return any(_tells(each) for each in above)


def _tells(part: BaseOxmlElement) -> bool:
    if any(True for tag in ("w:drawing", "w:pict", "w:object") for _ in part.iter(qn(tag))):
        return True
    return any((each.text or "").strip() for each in part.iter(qn("w:t")))


def _headers(section: Section) -> tuple[_Header, _Header, _Header]:
    return section.header, section.first_page_header, section.even_page_header


def _mark_header(header: _Header, words: str) -> None:
    first = header.paragraphs[0] if header.paragraphs else header.add_paragraph()
    if first.text.strip() or len(first._p) > 1:
        first = first.insert_paragraph_before()
    mark(first, words)
