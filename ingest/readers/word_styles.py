"""What a paragraph or a run of Word is by its properties and by the styles that it is based on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_HEADING = re.compile(r"heading (\d)", re.I)
_PREFORMATTED = ("preformatted text", "html preformatted", "plain text")
_MOST_BASES = 20  # styles that a style may be based on, one on the other


class Styles:
    """Looks properties up: in the element itself, then in its style and those below it."""

    def __init__(self, styles: BaseOxmlElement) -> None:
        self._by_id: dict[str, BaseOxmlElement] = {}
        self._default: str | None = None
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
        if outline is not None and outline.isdigit():
            return int(outline) + 1 if int(outline) < 9 else None
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
        for properties in self.paragraph_properties(paragraph):
            if (found := value_of(properties, tag)) is not None:
                return found
        return None

    def is_set(self, paragraph: BaseOxmlElement, tag: str) -> bool:
        """Whether a property of the paragraph is on, by its own word or its style's."""
        return _first_toggle(self.paragraph_properties(paragraph), tag)

    def run_is(self, run: BaseOxmlElement, paragraph: BaseOxmlElement, tag: str) -> bool:
        """Whether a property of a run's letters is on: w:b, w:vanish."""
        return _first_toggle(self._run_properties(run, paragraph), tag)

    def paragraph_properties(self, paragraph: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
        yield from paragraph.iterchildren(qn("w:pPr"))
        for style in self._styles_of(paragraph):
            yield from style.iterchildren(qn("w:pPr"))

    def _run_properties(
        self, run: BaseOxmlElement, paragraph: BaseOxmlElement
    ) -> Iterator[BaseOxmlElement]:
        for own in run.iterchildren(qn("w:rPr")):
            yield own
            for style in self._chain(value_of(own, "w:rStyle")):
                yield from style.iterchildren(qn("w:rPr"))
        for style in self._styles_of(paragraph):
            yield from style.iterchildren(qn("w:rPr"))
        yield from self._run_defaults

    def _styles_of(self, paragraph: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
        properties = paragraph.find(qn("w:pPr"))
        named = None if properties is None else value_of(properties, "w:pStyle")
        return self._chain(named if named in self._by_id else self._default)

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


def _first_toggle(properties: Iterator[BaseOxmlElement], tag: str) -> bool:
    for each in properties:
        toggle = each.find(qn(tag))
        if toggle is not None:
            return is_on(toggle, qn("w:val"), "1")
    return False
