"""Paragraphs without numbers that answer the items of a list: "Taking these in turn, …"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.fronts.signoff import closes_letter
from ingest.model import Block, BlockStyle, Document
from ingest.structure.course import Course
from ingest.structure.item_labels import item_label, item_reference, leading_number
from ingest.structure.opened import OpenItem
from ingest.structure.patterns import asks_board, is_closing, is_farewell
from ingest.structure.response_labels import response_label

_IN_TURN = re.compile(
    r"\b(?:in\s+turn|one\s+by\s+one|one\s+at\s+a\s+time"
    r"|in\s+(?:the\s+same|this|that|the|their)\s+(?:same\s+)?order)\b",
    re.I,
)
_OPENS_ANSWER = re.compile(
    r"(?:taking|to\s+take|turning\s+to)\s+(?:[\w’']+\s+){1,4}?in\s+turn\s*[,:]\s+\S", re.I
)
_LONGEST_LEAD = 25  # words
_LEAST_WORD = 5  # letters of a word that tells one item from another
_CLEARLY = 2  # words more in common with another item than with its own


def says_in_turn(words: str) -> bool:
    """Whether a paragraph says that the items are answered in their order."""
    return bool(_IN_TURN.search(words))


def answers_in_turn(course: Course, index: int, block: Block, words: str) -> bool:
    """Where a letter says so, give each paragraph after a list to the item in its place.

    Only where there are as many paragraphs as items without an answer, and none of them shares
    clearly more words with another item: a wrong pairing is worse than none.
    """
    if block.style is not BlockStyle.PARAGRAPH:
        return False
    first = _first_answer(course, index, words)
    items = _unanswered(course) if first is not None else []
    if first is None or len(items) < 2:
        return False
    paragraphs = _paragraphs(course.document, first)
    texts = [course.document.words(course.document.blocks[at]) for at in paragraphs]
    if len(items) != len(paragraphs) or _crossed([course.text_of(i) for i in items], texts):
        return False
    course.in_turn = dict(zip(paragraphs, items, strict=True))
    course.current, course.listed = None, None
    if first == index:
        course.answer(items[0], block, words, 0)
    return True


def _first_answer(course: Course, index: int, words: str) -> int | None:
    """The block that answers the first item: after the line that says so, or this one."""
    if _OPENS_ANSWER.match(words) or (course.turn_announced and course.after_list()):
        return index if not _is_lead(words) else index + 1
    return index + 1 if _is_lead(words) else None


def _is_lead(words: str) -> bool:
    short = len(words.split()) <= _LONGEST_LEAD and not _OPENS_ANSWER.match(words)
    return short and not leading_number(words) and says_in_turn(words)


def _unanswered(course: Course) -> list[OpenItem]:
    """The last items, none of which has been answered."""
    items: list[OpenItem] = []
    for item in reversed(course.prose.found):
        if item.answering or item.parts or not item.has_text:
            break
        items.append(item)
    return items[::-1]


def _paragraphs(document: Document, first: int) -> list[int]:
    """The paragraphs from a block on, up to what cannot be an answer without a label."""
    found: list[int] = []
    for index in range(first, len(document.blocks)):
        block, words = document.blocks[index], document.words(document.blocks[index])
        if block.style is not BlockStyle.PARAGRAPH or closes_letter(words):
            break
        if is_closing(words) or is_farewell(words) or asks_board(words) or _is_marked(words):
            break
        found.append(index)
    return found


def _is_marked(words: str) -> bool:
    marks = (item_label, item_reference, leading_number, response_label)
    return any(mark(words) for mark in marks)


def _crossed(items: Sequence[str], answers: Sequence[str]) -> bool:
    """Whether an answer is clearly more like another item than like the one in its place."""
    told = _telling(items)
    for place, answer in enumerate(answers):
        said = _words(answer)
        common = [len(said & words) for words in told]
        if max(common) - common[place] >= _CLEARLY:
            return True
    return False


def _telling(items: Sequence[str]) -> list[set[str]]:
    """The words of each item that no other has."""
    each = [_words(item) for item in items]
    counts = Counter(word for words in each for word in words)
    return [{word for word in words if counts[word] == 1} for words in each]


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]+", text.casefold()) if len(word) >= _LEAST_WORD}
