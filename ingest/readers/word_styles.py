"""What a paragraph or a run of Word is by its properties and by the styles that it is based on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from docx.oxml.ns import qn as uncached_qn
from docx.oxml.xmlchemy import BaseOxmlElement

qn = cache(uncached_qn)  # every element that is read asks for a few

_HEADING = re.compile(r"heading (\d)", re.I)
_PREFORMATTED = ("preformatted text", "html preformatted", "plain text")
_MOST_BASES = 20  # styles that a style may be based on, one on the other


class Styles:
    """Looks properties up: in the element itself, then in its style and those below it."""

    def __init__(self, styles: BaseOxmlElement | None) -> None:
        self._by_id: dict[str, BaseOxmlElement] = {}
        self._default: str | None = None
        self._toggles: dict[tuple[str | None, str], bool | None] = {}  # by style and property
        self._values: dict[tuple[str | None, str], str | None] = {}
        self._run_defaults: list[BaseOxmlElement] = []
        if styles is None:
            return
        for style in styles.iterchildren(qn("w:style")):
            name = style.get(qn("w:styleId")) or ""
            self._by_id[name] = style
            if style.get(qn("w:type")) == "paragraph" and is_on(style, qn("w:default")):
                self._default = name
        defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        self._run_defaults = [] if defaults is None else [defaults]

    def names(self, paragraph: BaseOxmlElement) -> list[str]:
        """The paragraph's style and those that it is based on, by name in lower case."""
        return [
            (value_of(style, "w:name") or "").casefold() for style in self._styles_of(paragraph)
        ]

    def ids(self, paragraph: BaseOxmlElement) -> list[str]:
        """The paragraph's style and those that it is based on, by id."""
        return [style.get(qn("w:styleId")) for style in self._styles_of(paragraph)]

    def list_number(self, style: str) -> str | None:
        """The list that a list style names."""
        for each in self._chain(style):
            for own in each.iter(qn("w:numPr")):
                return value_of(own, "w:numId")
        return None

    def level(self, paragraph: BaseOxmlElement) -> int | None:
        """The level of a heading, from 1; None for what is no heading."""
        outline = self.value(paragraph, "w:outlineLvl")
        if outline is not None:
            level = number_in(outline, 9) + 1
            return level if level < 10 else None
        for name in self.names(paragraph):
            if match := _HEADING.fullmatch(name):
                return int(match.group(1))
            if name in ("title", "subtitle"):
                return 1
        return None

    def is_preformatted(self, paragraph: BaseOxmlElement) -> bool:
        return any(name in _PREFORMATTED for name in self.names(paragraph)[:1])

    def value(self, paragraph: BaseOxmlElement, tag: str) -> str | None:
        """A property of the paragraph, its own or its style's."""
        for own in paragraph.iterchildren(qn("w:pPr")):
            if (found := value_of(own, tag)) is not None:
                return found
        style = self._style_of(paragraph)
        if (style, tag) not in self._values:
            said = (value_of(each, tag) for each in self._in_styles(style, "w:pPr"))
            self._values[style, tag] = next((each for each in said if each is not None), None)
        return self._values[style, tag]

    def is_set(self, paragraph: BaseOxmlElement, tag: str) -> bool:
        """Whether a property of the paragraph is on, by its own word or its style's."""
        for own in paragraph.iterchildren(qn("w:pPr")):
            if (said := _toggle(own, tag)) is not None:
                return said
        return bool(self._toggle_of_style(self._style_of(paragraph), "w:pPr", tag))

    def run_is(self, run: BaseOxmlElement, paragraph: BaseOxmlElement, tag: str) -> bool:
        """Whether a property of a run's letters is on: w:b, w:vanish."""
        for own in run.iterchildren(qn("w:rPr")):
            if (said := _toggle(own, tag)) is not None:
                return said
            style = value_of(own, "w:rStyle")
            if style and (said := self._toggle_of_style(style, "w:rPr", tag)) is not None:
                return said
        said = self._toggle_of_style(self._style_of(paragraph), "w:rPr", tag)
        return bool(said or (said is None and any(_toggle(d, tag) for d in self._run_defaults)))

    def paragraph_properties(self, paragraph: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
        yield from paragraph.iterchildren(qn("w:pPr"))
        yield from self._in_styles(self._style_of(paragraph), "w:pPr")

    def _toggle_of_style(self, style: str | None, properties: str, tag: str) -> bool | None:
        if (style, tag) not in self._toggles:
            said = (_toggle(each, tag) for each in self._in_styles(style, properties))
            self._toggles[style, tag] = next((each for each in said if each is not None), None)
        return self._toggles[style, tag]

    def _in_styles(self, style: str | None, properties: str) -> Iterator[BaseOxmlElement]:
        for each in self._chain(style):
            yield from each.iterchildren(qn(properties))

    def _style_of(self, paragraph: BaseOxmlElement) -> str | None:
        properties = paragraph.find(qn("w:pPr"))
        named = None if properties is None else value_of(properties, "w:pStyle")
        return named if named in self._by_id else self._default

    def _styles_of(self, paragraph: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
        return self._chain(self._style_of(paragraph))

    def _chain(self, name: str | None) -> Iterator[BaseOxmlElement]:
        for _ in range(_MOST_BASES):
            style = self._by_id.get(name or "")
            if style is None:
                return
            yield style
            name = value_of(style, "w:basedOn")


def value_of(parent: BaseOxmlElement, tag: str) -> str | None:
    """The w:val of a child, as in <w:ilvl w:val="0"/>."""
    child = parent.find(qn(tag))
    return None if child is None else child.get(qn("w:val"))


def is_on(element: BaseOxmlElement, attribute: str, absent: str = "0") -> bool:
    return element.get(attribute, absent) not in ("0", "false", "off")


def number_in(text: str | None, absent: int) -> int:
    """A whole number as an attribute holds it."""
    return int(text) if text and text.isascii() and text.isdigit() else absent


def _toggle(properties: BaseOxmlElement, tag: str) -> bool | None:
    toggle = properties.find(qn(tag))
    return None if toggle is None else is_on(toggle, qn("w:val"), "1")
