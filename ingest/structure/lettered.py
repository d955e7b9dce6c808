"""Parts (a), (b), (c) of an item, each answered under it, become items of their own."""

from __future__ import annotations

import re

from ingest.model import Block
from ingest.structure.asked import reads_as_answer
from ingest.structure.course import Course, text_end
from ingest.structure.item_labels import leading_number
from ingest.structure.opened import OpenItem

_FIRST = re.compile(r"(?P<lead>.*:)\s*(?P<marker>\((?:a|i|1)\)\s+|a[.)]\s+)(?P<part>\S.*)", re.S)
_MARKER = re.compile(r"(?:^|\n)[^\S\n]*+(?:\([a-z0-9]{1,4}\)|[a-z][.)])\s", re.I)
_ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]


def opens_part(course: Course, block: Block, words: str) -> bool:
    """Take "(b) …" after the answer to "(a) …": each part is an item, what they go on from above.

    Parts that are listed first and answered afterwards stay the words of one item.
    """
    current, marker = course.current, leading_number(words)
    if current is None or marker is None or not current.answering:
        return False
    first = _first_part(course, current) if current.part is None else None
    before = first["marker"].strip(" ().\n") if first else current.part
    if before is None or marker[0].casefold() not in _after(before):
        return False
    if reads_as_answer(words[marker[1] :]):
        return False
    if first is not None:
        _become_first(course, current, first)
    _add(course, current, block, words, marker)
    return True


def _first_part(course: Course, item: OpenItem) -> re.Match[str] | None:
    """The words of an item that end in its part (a), with no other part among them."""
    found = _FIRST.fullmatch(course.text_of(item))
    return found if found and not _MARKER.search(found["lead"] + found["part"]) else None


def _become_first(course: Course, item: OpenItem, found: re.Match[str]) -> None:
    start = item.text[0]
    item.heading = " > ".join(part for part in (item.heading, found["lead"]) if part)
    item.part = found["marker"].strip(" ().\n")
    item.number = _numbered(item.number, item.part)
    item.text = (start + found.start("part"), item.text[1])
    course.find(item, start, start + found.end("lead"))
    course.label(start + found.start("marker"), start + found.end("marker"))


def _add(
    course: Course, before: OpenItem, block: Block, words: str, marker: tuple[str, int]
) -> None:
    part, skip = marker
    assert before.part is not None
    whole = (before.number or "").removesuffix(before.part).removesuffix(f"({before.part})")
    item = OpenItem(number=_numbered(whole, part), kind=before.kind, heading=before.heading)
    item.part, item.own_level = part, before.own_level
    course.label(block.start, block.start + skip)
    course.add(item, block)
    item.level = before.level
    course.current, course.finding = item, False
    course.add_text(item, block.start + skip, text_end(block, words))


def _numbered(whole: str | None, part: str) -> str:
    return f"{whole}({part})" if whole else part


def _after(marker: str) -> set[str]:
    """The markers that may follow one: "b" after "a", "2" after "1", "ii" or "j" after "i"."""
    if marker.isdigit():
        return {str(int(marker) + 1)}
    folded = marker.casefold()
    following = {_ROMAN[_ROMAN.index(folded) + 1]} if folded in _ROMAN[:-1] else set()
    return following | ({chr(ord(folded) + 1)} if len(folded) == 1 else set())
