"""A paragraph of Word becomes the words that Word shows, with every tracked change accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.oxml.xmlchemy import BaseOxmlElement

from ingest.readers.rich import PAGE_BREAK, Rich, joined
from ingest.readers.symbols import symbol
from ingest.readers.word_forms import form_field
from ingest.readers.word_styles import Styles, is_on, number_in, qn

HIDDEN = "It has hidden text, which was not read."
REVISED = "It has tracked changes; it was read as if all were accepted."
COMMENTED = "It has comments in its margin, which were not read."
LARGE = 3_600_000  # 10 cm in the units of a drawing
LARGE_PICTURE = "It holds a large picture; words in a picture are not read."
UNREAD_OBJECT = "It holds a diagram, a chart or another document, whose words were not read."

_LEFT_OUT = frozenset(
    qn(name)
    for name in (
        *("w:del", "w:moveFrom", "w:rPr", "w:pPr", "w:sdtPr", "w:instrText", "w:delText"),
        *("w:rt", "w:ffData", "w:fldData"),
    )
)
_OBJECTS = re.compile(r"/(?:chart|diagram)$")
_PRIVATE = re.compile(r"[\uf000-\uf0ff]")
_NOT_PRINTED = str.maketrans(
    {"\u00ad": None, "\u00a0": " ", "\n": " ", "\r": " ", "\t": " ", PAGE_BREAK: " "}
)
_OBJECT_TAGS = ("OLEObject", "altChunk", "subDoc")


@dataclass(kw_only=True)
class Reference:
    """The mark of a note among the words."""

    kind: str  # "footnote" or "endnote"
    note: str  # its id
    own_mark: str = ""  # where the author chose it
    awaits_mark: bool = False


@dataclass(kw_only=True)
class ReadParagraph:
    """What stands in a paragraph: its words, and what is anchored to it."""

    words: Rich
    boxes: list[BaseOxmlElement]  # the contents of text boxes
    notes: list[Reference]
    fields: set[str]  # the names of its fields: PAGE, TOC
    goes_on: bool  # its end was deleted or is hidden: the next paragraph belongs to it


@dataclass(kw_only=True)
class RunReader:
    """Reads the paragraphs of one story in order: a field or a page may begin in one and end later.

    A page break is PAGE_BREAK among the words, once for each page that ends.
    """

    styles: Styles
    warnings: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)  # what Word does not show, run by run
    guesses: list[str] = field(default_factory=list)
    _open_fields: list[_Field] = field(default_factory=list)
    _breaks_by_hand: int = 0  # since the last words; Word leaves its own mark after each

    def read(self, paragraph: BaseOxmlElement) -> ReadParagraph:
        content = _Content(reader=self, paragraph=paragraph)
        content.fields |= {each.name for each in self._open_fields}
        content.take(paragraph)
        return ReadParagraph(
            words=joined(content.runs),
            boxes=content.boxes,
            notes=content.notes,
            fields=content.fields,
            goes_on=self._mark_is_gone(paragraph),
        )

    def warn(self, sentence: str) -> None:
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def guess(self, sentence: str) -> None:
        if sentence not in self.guesses:
            self.guesses.append(sentence)

    def shows(self) -> bool:
        """Whether words here are a field's result, or in no field, and not its instructions."""
        return all(each.has_result for each in self._open_fields)

    def field_mark(self, kind: str | None) -> None:
        if kind == "begin":
            self._open_fields.append(_Field())
        elif self._open_fields and kind == "separate":
            self._open_fields[-1].has_result = True
        elif self._open_fields and kind == "end":
            self._open_fields.pop()

    def field_instruction(self, text: str) -> str:
        """Note what the innermost field is told to show, and return its name."""
        if not self._open_fields:
            return ""
        self._open_fields[-1].instruction += text
        return self._open_fields[-1].name

    def break_by_hand(self) -> str:
        self._breaks_by_hand += 1
        return PAGE_BREAK

    def break_of_layout(self) -> str:
        if self._breaks_by_hand:
            self._breaks_by_hand -= 1
            return ""
        return PAGE_BREAK

    def words_came(self) -> None:
        self._breaks_by_hand = 0

    def _mark_is_gone(self, paragraph: BaseOxmlElement) -> bool:
        mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
        if mark is None:
            return False
        return any(mark.find(qn(name)) is not None for name in ("w:del", "w:moveFrom", "w:vanish"))


@dataclass(kw_only=True)
class _Field:
    """A field that has begun: its instruction, then what it shows."""

    instruction: str = ""
    has_result: bool = False

    @property
    def name(self) -> str:
        return (self.instruction.split() or [""])[0].upper()


@dataclass(kw_only=True)
class _Content:
    reader: RunReader
    paragraph: BaseOxmlElement
    runs: list[Rich] = field(default_factory=list)
    boxes: list[BaseOxmlElement] = field(default_factory=list)
    notes: list[Reference] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)

    def take(self, parent: BaseOxmlElement) -> None:
        for child in shown_children(parent):
            if child.tag == qn("w:r"):
                self._take_run(child)
            elif child.tag == qn("w:fldSimple"):
                self.fields.add(((child.get(qn("w:instr")) or "").split() or [""])[0].upper())
                self.take(child)
            elif child.tag == qn("w:txbxContent"):
                self.boxes.append(child)
            elif child.tag in (qn("w:ins"), qn("w:moveTo")):
                self.reader.guess(REVISED)
                self.take(child)
            elif child.tag == qn("m:t"):
                self._add(child.text or "", bold=False)
            elif child.tag == qn("w:commentRangeStart"):
                self.reader.warn(COMMENTED)
            else:
                self._look_for_objects(child)
                self.take(child)
        if any(child.tag in (qn("w:del"), qn("w:moveFrom")) for child in parent):
            self.reader.guess(REVISED)

    def _take_run(self, run: BaseOxmlElement) -> None:
        styles = self.reader.styles
        hidden = styles.run_is(run, self.paragraph, "w:vanish")
        bold = styles.run_is(run, self.paragraph, "w:b")
        for node in shown_children(run, keep=("w:instrText",)):
            name = node.tag.rpartition("}")[2]
            if name == "fldChar":
                self._add(form_field(node), bold=bold)
                self.reader.field_mark(node.get(qn("w:fldCharType")))
            elif name == "instrText":
                self.fields.add(self.reader.field_instruction(node.text or ""))
            elif name in ("footnoteReference", "endnoteReference"):
                self.notes.append(
                    Reference(
                        kind=name.removesuffix("Reference"),
                        note=node.get(qn("w:id")) or "",
                        awaits_mark=is_on(node, qn("w:customMarkFollows")),
                    )
                )
            elif name == "commentReference":
                self.reader.warn(COMMENTED)
            elif (words := self._words(node, name)) is not None:
                if hidden and words.strip():
                    self.reader.warn(HIDDEN)
                    self.reader.hidden.append(words)
                elif self.notes and self.notes[-1].awaits_mark and words.strip():
                    self.notes[-1].own_mark = words.strip()
                    self.notes[-1].awaits_mark = False
                elif not hidden:
                    self._add(words, bold=bold)
            else:
                self._look_for_objects(node)
                self.take(node)

    def _words(self, node: BaseOxmlElement, name: str) -> str | None:
        """What a part of a run shows; None for what holds more, such as a drawing."""
        match name:
            case "t":
                return self._letters(node)
            case "tab" | "ptab":
                return "\t"
            case "noBreakHyphen":
                return "-"
            case "sym":
                return symbol(node.get(qn("w:font")) or "", node.get(qn("w:char")) or "")
            case "softHyphen" | "footnoteRef" | "endnoteRef" | "separator":
                return ""
            case "lastRenderedPageBreak":
                return self.reader.break_of_layout()
            case "br" if node.get(qn("w:type")) == "page":
                return self.reader.break_by_hand()
            case "br" | "cr":
                return "\n"
        return None

    def _letters(self, node: BaseOxmlElement) -> str:
        text = _tidy(node.text or "")
        if not _PRIVATE.search(text):
            return text
        fonts = node.getparent().find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        font = "" if fonts is None else fonts.get(qn("w:ascii")) or ""
        return _PRIVATE.sub(lambda match: symbol(font, f"{ord(match.group()):X}"), text)

    def _add(self, words: str, *, bold: bool) -> None:
        if not self.reader.shows():
            return
        if words.strip():
            self.reader.words_came()
        self.runs.append(Rich.of(words, bold=bold))

    def _look_for_objects(self, node: BaseOxmlElement) -> None:
        if node.tag.rpartition("}")[2] in _OBJECT_TAGS:
            self.reader.warn(UNREAD_OBJECT)
        elif node.tag == qn("a:graphicData"):
            if _OBJECTS.search(node.get("uri") or ""):
                self.reader.warn(UNREAD_OBJECT)
            elif _is_large_picture(node):
                self.reader.warn(LARGE_PICTURE)


def _is_large_picture(data: BaseOxmlElement) -> bool:
    """Whether a drawing is a picture of the size of a page and not of a badge."""
    extent = data.find(f"../../{qn('wp:extent')}")
    if extent is None or data.find(qn("pic:pic")) is None:
        return False
    return all(number_in(extent.get(side), 0) >= LARGE for side in ("cx", "cy"))


def shown_children(
    parent: BaseOxmlElement, keep: tuple[str, ...] = ()
) -> Iterator[BaseOxmlElement]:
    """The children that Word shows: of two ways to write the same thing, the first."""
    kept = {qn(name) for name in keep}
    for child in parent.iterchildren():
        if not isinstance(child.tag, str) or (child.tag in _LEFT_OUT and child.tag not in kept):
            continue
        if child.tag.endswith("}AlternateContent"):
            choices = [c for c in child.iterchildren() if str(c.tag).endswith("}Choice")]
            yield from choices[:1] or child.iterchildren()
        else:
            yield child


def _tidy(text: str) -> str:
    return text.translate(_NOT_PRINTED)
