"""The numbers that Word shows before the paragraphs of its lists, which it never writes down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.xmlchemy import BaseOxmlElement

from ingest.readers.counting import in_figures
from ingest.readers.word_styles import Styles, is_on, number_in, qn, value_of

LEVELS = 9
_BULLETS = {"o": "◦", "§": "▪", "Ø": "➢", "ü": "✓"}  # letters of the fonts that Word draws them in


@dataclass(frozen=True, kw_only=True, slots=True)
class ListMark:
    """What stands before a paragraph of a list: "3.2" as shown, or a bullet."""

    text: str
    bullet: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class _Level:
    start: int
    form: str  # decimal, lowerLetter, bullet, …
    pattern: str  # "%1.%2"
    legal: bool  # every number in Arabic figures
    restarts_after: int | None  # the level whose number begins it again; 0: never
    style: str | None  # whose paragraphs it numbers


class Numbering:
    """Counts the lists of a document; its paragraphs are shown to it in their order."""

    def __init__(self, numbering: BaseOxmlElement | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, BaseOxmlElement] = {}
        self._lists: dict[str, BaseOxmlElement] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        for element in () if numbering is None else numbering.iterchildren():
            if element.tag == qn("w:abstractNum"):
                self._abstract[element.get(qn("w:abstractNumId")) or ""] = element
            elif element.tag == qn("w:num"):
                self._lists[element.get(qn("w:numId")) or ""] = element

    def next(self, paragraph: BaseOxmlElement) -> ListMark | None:
        """What Word shows before this paragraph; each one may be asked for once only."""
        place = self._place(paragraph)
        if place is None:
            return None
        number, index = place
        levels = self._levels_of(number)
        level = levels.get(index)
        if level is None:
            return None
        counts = self._count(number, index, levels)
        if level.form == "bullet":
            return ListMark(text=_bullet(level.pattern), bullet=True)
        shown = re.sub(
            r"%(\d)",
            lambda match: _figure(int(match.group(1)) - 1, level, levels, counts),
            level.pattern,
        )
        return ListMark(text=shown.strip(), bullet=False) if shown.strip() else None

    def _place(self, paragraph: BaseOxmlElement) -> tuple[str, int] | None:
        """The list and the level of a paragraph, by its own properties or its style's."""
        number = index = None
        for properties in self._styles.paragraph_properties(paragraph):
            for own in properties.iterchildren(qn("w:numPr")):
                number = number or value_of(own, "w:numId")
                index = index or value_of(own, "w:ilvl")
            if number is not None:
                break
        if number is None or number not in self._lists:
            return None
        if index is None:
            return number, self._level_of_style(number, paragraph)
        return number, number_in(index, 0)

    def _level_of_style(self, number: str, paragraph: BaseOxmlElement) -> int:
        ids = self._styles.ids(paragraph)
        for index, level in self._levels_of(number).items():
            if level.style in ids:
                return index
        return 0

    def _count(self, number: str, index: int, levels: dict[int, _Level]) -> list[int | None]:
        """Count this paragraph in and return the numbers of all levels."""
        counts = self._counts.setdefault(self._abstract_id(number), [None] * LEVELS)
        override = self._start_override(number, index)
        if override is not None and (number, index) not in self._begun:
            counts[index] = override
        else:
            before = counts[index]
            counts[index] = levels[index].start if before is None else before + 1
        self._begun.add((number, index))
        for deeper in range(index + 1, LEVELS):
            after = levels[deeper].restarts_after if deeper in levels else None
            if after is None or index < after:
                counts[deeper] = None
                self._begun -= {(number, deeper)}
        return counts

    def _abstract_id(self, number: str) -> str:
        """The definition that a list counts in; one may be made by way of a list style."""
        found = value_of(self._lists[number], "w:abstractNumId") or ""
        for _ in range(LEVELS):
            element = self._abstract.get(found)
            link = None if element is None else value_of(element, "w:numStyleLink")
            if link is None:
                break
            linked = self._styles.list_number(link)
            if linked is None or linked not in self._lists:
                break
            found = value_of(self._lists[linked], "w:abstractNumId") or ""
        return found

    def _start_override(self, number: str, index: int) -> int | None:
        for override in self._overrides(number, index):
            start = value_of(override, "w:startOverride")
            if start is not None:
                return number_in(start, 0)
        return None

    def _overrides(self, number: str, index: int) -> Iterator[BaseOxmlElement]:
        for override in self._lists[number].iterchildren(qn("w:lvlOverride")):
            if override.get(qn("w:ilvl")) == str(index):
                yield override

    def _levels_of(self, number: str) -> dict[int, _Level]:
        if number not in self._levels:
            abstract = self._abstract.get(self._abstract_id(number))
            own = () if abstract is None else abstract.iterchildren(qn("w:lvl"))
            levels = dict(_level(element) for element in own)
            for index in range(LEVELS):
                for override in self._overrides(number, index):
                    levels |= dict(_level(e) for e in override.iterchildren(qn("w:lvl")))
            self._levels[number] = levels
        return self._levels[number]


def _level(element: BaseOxmlElement) -> tuple[int, _Level]:
    legal = element.find(qn("w:isLgl"))
    restart = value_of(element, "w:lvlRestart")
    return number_in(element.get(qn("w:ilvl")), 0), _Level(
        start=number_in(value_of(element, "w:start"), 0),
        form=value_of(element, "w:numFmt") or "decimal",
        pattern=value_of(element, "w:lvlText") or "",
        legal=legal is not None and is_on(legal, qn("w:val"), "1"),
        restarts_after=None if restart is None else number_in(restart, 0),
        style=value_of(element, "w:pStyle"),
    )


def _figure(index: int, shown: _Level, levels: dict[int, _Level], counts: list[int | None]) -> str:
    level = levels.get(index)
    if level is None:
        return ""
    count = counts[index]
    form = "decimal" if shown.legal else level.form
    return in_figures(level.start if count is None else count, form)


def _bullet(pattern: str) -> str:
    """The bullet as shown; those of symbol fonts are private characters."""
    shown = pattern.strip()
    if len(shown) != 1 or "\ue000" <= shown <= "\uf8ff":
        return "•"
    return _BULLETS.get(shown, "•" if shown.isalnum() else shown)
