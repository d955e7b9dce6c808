"""The content of a page becomes its ink: runs of text and rulings, each with its place.

The text is what pypdf's extract_text gives, which does not say where each word ends; so its
parser and its fonts are used here, and the operators of text, paths and marks followed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot
from typing import Any, NamedTuple

import pypdf
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject, NameObject

from ingest.readers.faces import Face

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

SPACE = 0.13  # of the size: a wider gap between two letters is a space
APART = 1.2  # of the size: text after a wider gap stands by itself
THIN = 4  # points; a thinner filled box is a ruling
STRAIGHT = 1  # point
SHORTEST_RULE = 4  # points
MOST_RULES = 4000  # on a page; one with more is a drawing
MOST_FORMS = 2000  # drawn on a page
DEEPEST_FORM = 12
MOST_DRAWN = 4 * 2**20  # bytes of operators on a page, which take about a second each 2**20

_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_SHOWS_TEXT = re.compile(rb"T[jJ]|\bDo\b|['\"]")


class Run(NamedTuple):
    """Text drawn in one go, in points from the lower left corner of the page as it is shown."""

    text: str
    left: float
    right: float
    y: float  # of the base line
    size: float
    bold: bool
    upright: bool
    artifact: bool  # a tagged file says that it is no content
    mark: int | None  # of a tagged file: the marked content that the run belongs to


class Rule(NamedTuple):
    """A straight line, or the edge of a tinted box."""

    across: bool
    at: float  # its height where it goes across, else its distance from the left
    start: float
    end: float
    drawn: bool  # not only the edge of a tinted box


@dataclass(kw_only=True, slots=True)
class Ink:
    """What is drawn on a page."""

    runs: list[Run] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


class TooMuchDrawn(Exception):
    """A page of more operators than are followed: a map, or a drawing made to take for ever."""


class Fonts:
    """The fonts of a file, each read once."""

    def __init__(self) -> None:
        self._faces: dict[object, Face | None] = {}

    def of(self, resources: DictionaryObject) -> dict[str, Face]:
        """The fonts that a page or a form names."""
        named = _object(resources.get("/Font"))
        if not isinstance(named, DictionaryObject):
            return {}
        faces = {name: self._face(named.raw_get(name)) for name in named}
        return {name: face for name, face in faces.items() if face is not None}

    def _face(self, raw: Any) -> Face | None:
        key = (raw.idnum, raw.generation) if isinstance(raw, IndirectObject) else id(raw)
        if key not in self._faces:
            resource = _object(raw)
            try:
                self._faces[key] = Face(resource)
            except (AttributeError, TypeError, KeyError, ValueError, IndexError):
                self._faces[key] = None
        return self._faces[key]


def read_ink(page: pypdf.PageObject, fonts: Fonts) -> Ink:
    """Follow the content of a page; it is turned as the page is shown. Raises TooMuchDrawn."""
    ink = _draw(page, fonts, _shown(page))
    turned = sum(len(run.text) for run in ink.runs if not run.upright)
    if turned * 2 > sum(len(run.text) for run in ink.runs):
        sideways = [_draw(page, fonts, _quarter(page, turns)) for turns in (1, 3)]
        return max(sideways, key=lambda each: sum(len(r.text) for r in each.runs if r.upright))
    return ink


def _draw(page: pypdf.PageObject, fonts: Fonts, base: Matrix) -> Ink:
    contents = _object(page.get("/Contents"))
    if contents is None:
        return Ink()
    stream = ContentStream(contents, page.pdf, "bytes")
    if not _SHOWS_TEXT.search(stream.get_data()):
        return Ink()
    ink = Ink()
    _Pen(page.pdf, fonts, ink, base).follow(stream, _resources(page))
    if len(ink.rules) > MOST_RULES:
        ink.rules.clear()
    return ink


def _shown(page: pypdf.PageObject) -> Matrix:
    return _quarter(page, round(page.rotation / 90) % 4)


def _quarter(page: pypdf.PageObject, turns: int) -> Matrix:
    """From the page's own space to that in which it is turned clockwise by quarters."""
    box = page.cropbox
    left, low, right, high = (float(side) for side in (box.left, box.bottom, box.right, box.top))
    return (
        (1.0, 0.0, 0.0, 1.0, -left, -low),
        (0.0, -1.0, 1.0, 0.0, -low, right),
        (-1.0, 0.0, 0.0, -1.0, right, high),
        (0.0, 1.0, -1.0, 0.0, high, -left),
    )[turns]


def _resources(holder: DictionaryObject) -> DictionaryObject:
    """Its own, or those of the pages above it."""
    for _ in range(64):
        resources = _object(holder.get("/Resources"))
        if isinstance(resources, DictionaryObject):
            return resources
        above = _object(holder.get("/Parent"))
        if not isinstance(above, DictionaryObject):
            break
        holder = above
    return DictionaryObject()


def _object(raw: Any) -> Any:
    return raw.get_object() if raw is not None else None


def _times(m: Matrix, n: Matrix) -> Matrix:
    a, b, c, d, e, f = m
    g, h, i, j, k, l = n  # noqa: E741
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    )


def _numbers(operands: Any, count: int) -> list[float]:
    """The first operands as numbers; raises ValueError or TypeError where they are none."""
    numbers = [float(operand) for operand in operands[:count]]
    if len(numbers) != count:
        raise ValueError(operands)
    return numbers


class _State(NamedTuple):
    """What q keeps and Q brings back."""

    matrix: Matrix
    face: Face | None
    size: float
    letter_gap: float
    word_gap: float
    stretch: float
    leading: float
    rise: float
    heavy: bool


class _Pen:
    """Follows the operators of a content stream and of the forms that it draws."""

    def __init__(self, pdf: Any, fonts: Fonts, ink: Ink, base: Matrix) -> None:
        self._pdf, self._fonts, self._ink = pdf, fonts, ink
        self._matrix = base
        self._face: Face | None = None
        self._size = 12.0
        self._letter_gap = self._word_gap = self._leading = self._rise = 0.0
        self._stretch = 1.0
        self._heavy = False
        self._text: Matrix = _IDENTITY  # of the line
        self._device: Matrix = base  # the line's, in points on the page
        self._moved = 0.0  # along the line, in units of the text
        self._kept: list[_State] = []
        self._marks: list[tuple[bool, int | None]] = [(False, None)]
        self._path: list[list[Point]] = []
        self._forms = 0
        self._followed = 0  # bytes of operators
        self._drawing: set[int] = set()
        self._faces: dict[str, Face] = {}
        self._resources = DictionaryObject()
        self._operators: dict[bytes, Callable[[Any], None]] = {
            b"BT": self._begin_text,
            b"Tf": self._set_font,
            b"Td": self._move,
            b"TD": self._move_and_lead,
            b"Tm": self._set_text_matrix,
            b"T*": self._next_line,
            b"Tj": self._show,
            b"TJ": self._show_spaced,
            b"'": self._show_on_next_line,
            b'"': self._show_on_spaced_line,
            b"Tc": self._set_letter_gap,
            b"Tw": self._set_word_gap,
            b"Tz": self._set_stretch,
            b"TL": self._set_leading,
            b"Ts": self._set_rise,
            b"Tr": self._set_mode,
            b"q": self._keep,
            b"Q": self._bring_back,
            b"cm": self._transform,
            b"Do": self._draw_form,
            b"BMC": self._mark,
            b"BDC": self._mark,
            b"EMC": self._end_mark,
            b"m": self._begin_path,
            b"l": self._go_on,
            b"re": self._box,
            b"h": self._close,
            b"n": self._forget_path,
            b"S": self._stroke,
            b"s": self._stroke_closed,
            b"B": self._stroke,
            b"B*": self._stroke,
            b"b": self._stroke_closed,
            b"b*": self._stroke_closed,
            b"f": self._fill,
            b"F": self._fill,
            b"f*": self._fill,
        }

    def follow(self, stream: ContentStream, resources: DictionaryObject) -> None:
        self._followed += len(stream.get_data())
        if self._followed > MOST_DRAWN:
            raise TooMuchDrawn
        outer = self._resources, self._faces
        self._resources, self._faces = resources, self._fonts.of(resources)
        operators = self._operators
        for operands, operator in stream.operations:
            if act := operators.get(operator):
                try:
                    act(operands)
                except (ValueError, TypeError, IndexError, KeyError, AttributeError):
                    continue  # an operator with operands that are none of its own
        self._resources, self._faces = outer

    # The state

    def _keep(self, _: Any) -> None:
        self._kept.append(
            _State(
                self._matrix,
                self._face,
                self._size,
                self._letter_gap,
                self._word_gap,
                self._stretch,
                self._leading,
                self._rise,
                self._heavy,
            )
        )

    def _bring_back(self, _: Any) -> None:
        if self._kept:
            (
                self._matrix,
                self._face,
                self._size,
                self._letter_gap,
                self._word_gap,
                self._stretch,
                self._leading,
                self._rise,
                self._heavy,
            ) = self._kept.pop()

    def _transform(self, operands: Any) -> None:
        a, b, c, d, e, f = _numbers(operands, 6)
        self._matrix = _times((a, b, c, d, e, f), self._matrix)
        self._place()

    def _mark(self, operands: Any) -> None:
        artifact, mark = self._marks[-1]
        artifact = artifact or operands[0] == "/Artifact"
        if len(operands) > 1 and not artifact:
            properties = operands[1]
            if isinstance(properties, NameObject):
                properties = _object(_object(self._resources["/Properties"])[properties])
            number = properties.get("/MCID")
            mark = mark if number is None else int(number)
        self._marks.append((artifact, mark))

    def _end_mark(self, _: Any) -> None:
        if len(self._marks) > 1:
            self._marks.pop()

    def _draw_form(self, operands: Any) -> None:
        form = _object(_object(self._resources["/XObject"]).raw_get(operands[0]))
        if form["/Subtype"] != "/Form" or id(form) in self._drawing:
            return
        if self._forms >= MOST_FORMS or len(self._drawing) >= DEEPEST_FORM:
            return
        self._forms += 1
        stream = ContentStream(form, self._pdf, "bytes")
        if not _SHOWS_TEXT.search(stream.get_data()):
            return
        self._drawing.add(id(form))
        kept, marks = self._kept, self._marks
        self._kept, self._marks = [], [marks[-1]]
        self._keep(None)
        if "/Matrix" in form:
            self._transform(form["/Matrix"])
        own = _object(form.get("/Resources"))
        self.follow(stream, own if isinstance(own, DictionaryObject) else self._resources)
        del self._kept[1:]
        self._bring_back(None)
        self._kept, self._marks = kept, marks
        self._drawing.discard(id(form))

    # Text

    def _begin_text(self, _: Any) -> None:
        self._text = _IDENTITY
        self._place()

    def _place(self) -> None:
        self._device = _times(self._text, self._matrix)
        self._moved = 0.0

    def _set_text_matrix(self, operands: Any) -> None:
        a, b, c, d, e, f = _numbers(operands, 6)
        self._text = (a, b, c, d, e, f)
        self._place()

    def _move(self, operands: Any) -> None:
        x, y = _numbers(operands, 2)
        self._shift(x, y)

    def _shift(self, x: float, y: float) -> None:
        a, b, c, d, e, f = self._text
        self._text = (a, b, c, d, e + x * a + y * c, f + x * b + y * d)
        a, b, c, d, e, f = self._device
        self._device = (a, b, c, d, e + x * a + y * c, f + x * b + y * d)
        self._moved = 0.0

    def _move_and_lead(self, operands: Any) -> None:
        x, y = _numbers(operands, 2)
        self._leading = -y
        self._shift(x, y)

    def _next_line(self, _: Any) -> None:
        self._shift(0.0, -self._leading)

    def _set_font(self, operands: Any) -> None:
        self._face = self._faces.get(operands[0])
        self._size = float(operands[1])

    def _set_letter_gap(self, operands: Any) -> None:
        self._letter_gap = float(operands[0])

    def _set_word_gap(self, operands: Any) -> None:
        self._word_gap = float(operands[0])

    def _set_stretch(self, operands: Any) -> None:
        self._stretch = float(operands[0]) / 100

    def _set_leading(self, operands: Any) -> None:
        self._leading = float(operands[0])

    def _set_rise(self, operands: Any) -> None:
        self._rise = float(operands[0])

    def _set_mode(self, operands: Any) -> None:
        self._heavy = operands[0] == 2  # filled and outlined: bold where the font has none

    def _show(self, operands: Any) -> None:
        self._show_spaced([[operands[0]]])

    def _show_on_next_line(self, operands: Any) -> None:
        self._next_line(None)
        self._show(operands)

    def _show_on_spaced_line(self, operands: Any) -> None:
        self._word_gap, self._letter_gap = _numbers(operands, 2)
        self._next_line(None)
        self._show(operands[2:])

    def _show_spaced(self, operands: Any) -> None:
        face, size, stretch = self._face, self._size, self._stretch
        pieces: list[str] = []
        begun = moved = self._moved
        for part in operands[0]:
            if isinstance(part, int | float):
                gap = -float(part) / 1000
                if gap > SPACE and pieces:
                    if gap > APART:
                        self._add("".join(pieces), begun, moved)
                        pieces.clear()
                    elif not pieces[-1].endswith(" "):
                        pieces.append(" ")
                moved += gap * size * stretch
            elif isinstance(part, bytes) or (
                isinstance(part, str) and not isinstance(part, NameObject)
            ):
                if face is None:
                    text = "\N{REPLACEMENT CHARACTER}" * len(part)
                    width, codes, scale = 500.0 * len(part), len(part), 1.0
                else:
                    text, width, codes = face.read(part)
                    scale = face.scale
                if not pieces:
                    begun = moved
                pieces.append(text)
                width = width * size * scale / 1000 + codes * self._letter_gap
                if self._word_gap:
                    width += text.count(" ") * self._word_gap
                moved += width * stretch
        if pieces:
            self._add("".join(pieces), begun, moved)
        self._moved = moved

    def _add(self, text: str, begun: float, ended: float) -> None:
        if not text or text.isspace():
            return
        a, b, c, d, e, f = self._device
        face = self._face
        if text[0] == " " or text[-1] == " ":
            space = (face.space if face else 250.0) * self._size / 1000
            space = (space + self._letter_gap + self._word_gap) * self._stretch
            begun += space * (len(text) - len(text.lstrip(" ")))
            ended -= space * (len(text) - len(text.rstrip(" ")))
        rise = self._rise
        size = self._size * hypot(c, d) * (face.scale if face else 1.0)
        upright = a > 0 and abs(b) < 0.05 * a
        left = e + begun * a + rise * c
        artifact, mark = self._marks[-1]
        self._ink.runs.append(
            Run(
                text,
                left,
                e + ended * a + rise * c if upright else left + size,
                f + begun * b + rise * d,
                abs(size),
                self._heavy or (face is not None and face.bold),
                upright,
                artifact,
                mark,
            )
        )

    # Paths

    def _point(self, x: Any, y: Any) -> Point:
        a, b, c, d, e, f = self._matrix
        x, y = float(x), float(y)
        return a * x + c * y + e, b * x + d * y + f

    def _begin_path(self, operands: Any) -> None:
        self._path.append([self._point(operands[0], operands[1])])

    def _go_on(self, operands: Any) -> None:
        self._path[-1].append(self._point(operands[0], operands[1]))

    def _box(self, operands: Any) -> None:
        x, y, width, height = _numbers(operands, 4)
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
        self._path.append([self._point(*corner) for corner in corners])

    def _close(self, _: Any) -> None:
        self._path[-1].append(self._path[-1][0])

    def _forget_path(self, _: Any) -> None:
        self._path = []

    def _stroke_closed(self, _: Any) -> None:
        self._close(None)
        self._stroke(None)

    def _stroke(self, _: Any) -> None:
        for points in self._path:
            if not self._add_thin(points):
                self._add_edges(points, drawn=True)
        self._path = []

    def _fill(self, _: Any) -> None:
        for points in self._path:
            if not self._add_thin(points):
                self._add_edges(points, drawn=False)
        self._path = []

    def _add_edges(self, points: list[Point], *, drawn: bool) -> None:
        for (x, y), (to_x, to_y) in pairwise(points):
            self._add_rule(x, y, to_x, to_y, drawn=drawn)

    def _add_thin(self, points: list[Point]) -> bool:
        """Add the box around the points as one ruling, if it is thin enough."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, right, low, high = min(xs), max(xs), min(ys), max(ys)
        if high - low < THIN:
            self._add_rule(left, (low + high) / 2, right, (low + high) / 2, drawn=True)
        elif right - left < THIN:
            self._add_rule((left + right) / 2, low, (left + right) / 2, high, drawn=True)
        else:
            return False
        return True

    def _add_rule(self, x: float, y: float, to_x: float, to_y: float, *, drawn: bool) -> None:
        rules = self._ink.rules
        if len(rules) > MOST_RULES:
            return
        if abs(y - to_y) < STRAIGHT and abs(x - to_x) > SHORTEST_RULE:
            rules.append(Rule(True, (y + to_y) / 2, min(x, to_x), max(x, to_x), drawn))
        elif abs(x - to_x) < STRAIGHT and abs(y - to_y) > SHORTEST_RULE:
            rules.append(Rule(False, (x + to_x) / 2, min(y, to_y), max(y, to_y), drawn))
