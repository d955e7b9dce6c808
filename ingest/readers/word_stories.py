"""What a Word file keeps apart from its body: notes, and the margins of its sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from ingest.model import FurnitureKind
from ingest.readers.counting import in_figures
from ingest.readers.rich import PAGE_BREAK
from ingest.readers.word_package import part_of
from ingest.readers.word_runs import Reference, RunReader
from ingest.readers.word_styles import number_in, qn, value_of
from ingest.readers.word_tables import content_of

_NOTES = {
    "footnote": (RELATIONSHIP_TYPE.FOOTNOTES, "decimal"),
    "endnote": (RELATIONSHIP_TYPE.ENDNOTES, "lowerRoman"),
}
_PAGE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES"}
_PAGE_NUMBER = re.compile(r"\W*+(?:page\s*+)?(?:\d+|[ivxlc]+)?(?:\s*+(?:of|/)\s*+\d*)?\W*", re.I)


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    mark: str
    text: str


class Notes:
    """The footnotes and endnotes, as the paragraphs that are read refer to them."""

    def __init__(self, word: WordDocument, runs: RunReader) -> None:
        self._runs = runs
        self._stories: dict[tuple[str, str], BaseOxmlElement] = {}
        self._forms: dict[str, str] = {}
        self._counts = dict.fromkeys(_NOTES, 0)
        settings = part_of(word, RELATIONSHIP_TYPE.SETTINGS)
        for kind, (relation, form) in _NOTES.items():
            properties = None if settings is None else settings.find(qn(f"w:{kind}Pr"))
            chosen = None if properties is None else value_of(properties, "w:numFmt")
            self._forms[kind] = chosen or form
            stories = part_of(word, relation)
            for story in () if stories is None else stories.iterchildren():
                self._stories[kind, story.get(qn("w:id")) or ""] = story

    def of(self, reference: Reference) -> Note | None:
        """The note that a reference points to, under the number that Word shows."""
        kind, own_mark = reference.kind, reference.own_mark
        if not own_mark:
            self._counts[kind] += 1
        story = self._stories.get((kind, reference.note))
        if story is None:
            return None
        mark = own_mark or in_figures(self._counts[kind], self._forms[kind])
        lines = [line.text for line in story_lines(story, self._runs)]
        text = "\n".join(line.removeprefix(own_mark).strip() for line in lines).strip()
        return Note(mark=mark, text=text) if text else None


@dataclass(frozen=True, kw_only=True, slots=True)
class MarginLine:
    kind: FurnitureKind
    text: str
    first_page: bool  # it stands at the head of the section's first page


class Margins:
    """The headers and footers of each section in turn, each story once, and the page's label."""

    def __init__(self, word: WordDocument, runs: RunReader) -> None:
        self._word = word
        self._runs = runs
        self._stories: dict[tuple[str, str], str] = {}  # the relation of each kind in effect
        self._shown: set[str] = set()
        settings = part_of(word, RELATIONSHIP_TYPE.SETTINGS)
        both = settings is not None and settings.find(qn("w:evenAndOddHeaders")) is not None
        self._kinds = ["default", "even"] if both else ["default"]
        self._numbers = False
        self._form = "decimal"
        self._next_number = 1

    def enter(self, section: BaseOxmlElement) -> list[MarginLine]:
        """Begin a section and return what is new in its margins."""
        for tag in ("headerReference", "footerReference"):
            for reference in section.iterchildren(qn(f"w:{tag}")):
                kind = reference.get(qn("w:type")) or "default"
                self._stories[tag, kind] = reference.get(qn("r:id")) or ""
        title = section.find(qn("w:titlePg"))
        kinds = self._kinds if title is None else ["first", *self._kinds]
        lines: list[MarginLine] = []
        for tag in ("headerReference", "footerReference"):
            for kind in kinds:
                relation = self._stories.get((tag, kind))
                if relation and relation not in self._shown:
                    self._shown.add(relation)
                    at_top = tag == "headerReference" and kind == kinds[0]
                    lines += self._lines(relation, tag, at_top)
        numbering = section.find(qn("w:pgNumType"))
        if numbering is not None:
            self._form = numbering.get(qn("w:fmt")) or "decimal"
            self._next_number = number_in(numbering.get(qn("w:start")), self._next_number)
        return lines

    def next_label(self) -> str | None:
        """What is printed on the next page, where the margins hold a page number."""
        number, self._next_number = self._next_number, self._next_number + 1
        return in_figures(number, self._form) or None if self._numbers else None

    def _lines(self, relation: str, tag: str, at_top: bool) -> Iterator[MarginLine]:
        part = self._word.part.related_parts.get(relation)
        if part is None:
            return
        for line in story_lines(parse_xml(part.blob), self._runs):
            counts = bool(line.fields & _PAGE_FIELDS)
            self._numbers = self._numbers or "PAGE" in line.fields
            kind = FurnitureKind.HEADER if tag == "headerReference" else FurnitureKind.FOOTER
            if counts and _PAGE_NUMBER.fullmatch(line.text):
                kind = FurnitureKind.PAGE_NUMBER
            yield MarginLine(kind=kind, text=line.text, first_page=at_top)


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryLine:
    text: str
    fields: set[str] = field(default_factory=set)


def story_lines(story: BaseOxmlElement, runs: RunReader) -> Iterator[StoryLine]:
    """The paragraphs of a story, those in its tables and text boxes too; blank ones left out."""
    for element in content_of(story):
        if element.tag == qn("w:tbl"):
            for cell in element.iter(qn("w:tc")):
                yield from story_lines(cell, runs)
        elif element.tag == qn("w:p"):
            read = runs.read(element)
            if text := read.words.text.replace(PAGE_BREAK, " ").strip():
                yield StoryLine(text=text, fields=read.fields)
            for box in read.boxes:
                yield from story_lines(box, runs)
