"""A web page becomes its pieces in order: paragraphs, headings, entries of lists, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.model import FurnitureKind
from ingest.readers.counting import in_figures
from ingest.readers.html_frame import Element, Frame, is_heading_button
from ingest.readers.html_tables import Grid, grid_of, is_layout
from ingest.readers.rich import Rich, joined

DEEPEST = 2000  # elements in one another; the parser drops what is deeper still without a word

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset(("b", "strong", "th", *_HEADINGS))
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
     "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
     "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "noscript", "ol",
     "option", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
     "tr", "ul", "button", "select", *_HEADINGS)
)  # fmt: skip
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡])[\])]?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A run of the page that stands on lines of its own."""

    words: Rich
    level: int | None = None  # of a heading
    bullet: bool = False
    number: str = ""  # that a list gives it
    apart: FurnitureKind | None = None  # of the frame
    term: bool = False  # it names what follows it in a list of definitions
    preformatted: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TablePiece:
    grid: Grid


class TooDeep(Exception):
    """Elements stand in one another beyond what is read."""


@dataclass(kw_only=True)
class _List:
    next_number: int
    step: int
    form: str | None  # None: bullets


@dataclass(kw_only=True)
class _Walk:
    """What is known at one place of the page."""

    frame: Frame
    runs: list[Rich] = field(default_factory=list)
    bold: int = 0  # elements around that make letters bold
    level: int | None = None  # of the heading around
    heading_level: int = 1  # of the last heading before
    lists: list[_List] = field(default_factory=list)
    mark: str | None = None  # of a list's entry whose words have not come; "•" for a bullet
    apart: list[Element] = field(default_factory=list)  # elements of the frame around
    term: bool = False
    in_content: bool = False
    content_came: bool = False

    def flush(self) -> Iterator[Piece]:
        words = joined(self.runs).tidied()
        self.runs.clear()
        if not words.text:
            return
        mark, self.mark = self.mark, None
        yield Piece(
            words=words,
            level=self.level,
            bullet=mark == "•",
            number=mark if mark and mark != "•" else "",
            apart=self.kept_apart(),
            term=self.term,
        )

    def kept_apart(self) -> FurnitureKind | None:
        outside = self.frame.content is not None and not self.in_content
        if not self.apart and not outside:
            return None
        return FurnitureKind.FOOTER if self.content_came else FurnitureKind.HEADER


def pieces_of(page: Element, frame: Frame) -> Iterator[Piece | TablePiece]:
    """Walk through an element in the order of the page.

    Raises TooDeep, since the parser keeps no deeper elements.
    """
    walk = _Walk(frame=frame, in_content=frame.content is None)
    events = etree.iterwalk(page, events=("start", "end"))
    depth = 0
    whole: Element | None = None  # read as one, without a look at what is inside it
    for event, element in events:
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise TooDeep
        if event == "end" and element is whole:
            whole = None
            _add_tail(walk, element, page)
        elif event == "end":
            yield from _leave(walk, element, page)
        elif (pieces := _whole(walk, element)) is not None:
            yield from pieces
            whole = element
            events.skip_subtree()
        else:
            yield from _enter(walk, element)


def _whole(walk: _Walk, element: Element) -> list[Piece | TablePiece] | None:
    """What an element is that is read as one; None for one to walk into."""
    if walk.frame.is_unseen(element):
        return []
    if element.tag == "table" and walk.kept_apart() is None and not is_layout(element):
        return [*walk.flush(), TablePiece(grid=grid_of(element))]
    text = "".join(element.itertext()) if element.tag in ("pre", "sup") else ""
    if element.tag == "pre":
        words = Rich.of(text.strip("\n"), bold=False)
        return [*walk.flush(), Piece(words=words, preformatted=True, apart=walk.kept_apart())]
    if element.tag == "sup" and _is_note_mark(element, text.strip()):
        return [Piece(words=Rich.of(text.strip(), bold=False), apart=FurnitureKind.MARK)]
    return None


def _enter(walk: _Walk, element: Element) -> Iterator[Piece]:
    tag = element.tag
    if tag in _BLOCKS or is_heading_button(element):
        yield from walk.flush()
    if element is walk.frame.content:
        walk.in_content = walk.content_came = True
    if walk.frame.holds(element):
        walk.apart.append(element)
    elif walk.frame.content is None and tag == "p" and not walk.apart:
        walk.content_came = True
    if tag in _HEADINGS:
        walk.level = walk.heading_level = _HEADINGS[tag]
    elif is_heading_button(element) and walk.level is None:
        walk.level = walk.heading_level + 1
    if tag in ("ul", "ol", "menu", "dir"):
        walk.lists.append(_list(element))
    elif tag == "li":
        walk.mark = _mark(walk, element)
    elif tag == "dt":
        walk.term = True
    elif tag == "br":
        walk.runs.append(Rich.of("\n", bold=False))
    walk.bold += tag in _BOLD
    _add(walk, element.text)


def _leave(walk: _Walk, element: Element, page: Element) -> Iterator[Piece]:
    tag = element.tag
    if tag in _BLOCKS or is_heading_button(element):
        yield from walk.flush()
    if element is walk.frame.content:
        walk.in_content = False
    if walk.apart and walk.apart[-1] is element:
        walk.apart.pop()
    if tag in _HEADINGS or (is_heading_button(element) and not _in_heading(element)):
        walk.level = None
    if tag in ("ul", "ol", "menu", "dir"):
        walk.lists.pop()
    elif tag == "li":
        walk.mark = None
    elif tag == "dt":
        walk.term = False
    walk.bold -= tag in _BOLD
    _add_tail(walk, element, page)


def _add(walk: _Walk, text: str | None) -> None:
    if text:
        spaced = re.sub(r"[ \t\r\n\f\u00a0\u00ad]+", lambda m: _space(m.group()), text)
        walk.runs.append(Rich.of(spaced, bold=walk.bold > 0))


def _space(run: str) -> str:
    return "" if not run.strip("\u00ad") else " "


def _add_tail(walk: _Walk, element: Element, page: Element) -> None:
    if element is not page:
        _add(walk, element.tail)


def _in_heading(element: Element) -> bool:
    return any(parent.tag in _HEADINGS for parent in element.iterancestors())


def _list(element: Element) -> _List:
    if element.tag != "ol":
        return _List(next_number=1, step=1, form=None)
    backwards = element.get("reversed") is not None
    entries = sum(child.tag == "li" for child in element)
    start = _integer(element.get("start"))
    return _List(
        next_number=start if start is not None else (entries if backwards else 1),
        step=-1 if backwards else 1,
        form=_FORMS.get(element.get("type") or "", "decimal"),
    )


def _mark(walk: _Walk, entry: Element) -> str | None:
    if not walk.lists:
        return "•"
    own = walk.lists[-1]
    if own.form is None:
        return "•"
    value = _integer(entry.get("value"))
    number = own.next_number if value is None else value
    own.next_number = number + own.step
    return f"{in_figures(number, own.form)}."


def _integer(value: str | None) -> int | None:
    return int(value) if value and re.fullmatch(r"\s*-?\d{1,6}\s*", value) else None


def _is_note_mark(raised: Element, text: str) -> bool:
    """The raised number of a note, which is a link to it."""
    links = raised.xpath(".//a[starts-with(@href, '#')] | parent::a[starts-with(@href, '#')]")
    return bool(links and _NOTE_MARK.fullmatch(text))
