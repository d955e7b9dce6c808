"""A block that opens nothing goes on with the open item: its words, a label, the response."""

from __future__ import annotations

from ingest.likeness import same_words
from ingest.model import Block, BlockStyle, ItemKind
from ingest.structure.asked import still_asked
from ingest.structure.course import Course, text_end
from ingest.structure.item_labels import asks_for_something, heads_list, leading_number, sub_number
from ingest.structure.opened import OpenItem, is_name
from ingest.structure.openers import unlabelled
from ingest.structure.patterns import asks_board, is_closing, is_farewell, is_row_key
from ingest.structure.response_labels import (
    ResponseLabel,
    answer_label,
    asked_label,
    response_label,
)
from ingest.structure.sections import OF_A_LABEL, Section


def go_on(course: Course, index: int, block: Block, words: str) -> None:
    """Take a block that opens nothing: a response label, a heading, more of an item."""
    heads = block.style is BlockStyle.HEADING
    label = answer_label(words)
    if label and course.current is None and not heads and response_label(words):
        course.current = _from_block_before(course)
    current = course.current
    if current is None:
        if course.section is not None and course.section.level == OF_A_LABEL and not heads:
            course.voice(block.start, block.end)
        return
    if label:
        _take_label(course, block, words, label, current)
    elif heads_list(words) and course.ahead.is_listed(index):
        course.label(block.start, block.end)
    elif heads and current.has_text:
        if _ends_item(course, index, block):
            course.current = None
        else:
            course.parted = True
            if not current.answering:
                current.begin_part(None)
    elif (found := asked_label(words)) is not None and current.has_text:
        course.label(block.start, block.start + found)
        course.finding = True
        if found < len(words):
            course.find(current, block.start + found, block.end)
    elif is_row_key(words.replace("*", "")):
        course.current = None if current.answering else current
    elif (current.answering and _ends_answer(course, index, words)) or _follows_list(course, block):
        course.current = None
    elif (course.finding and not current.answering) or (
        current.awaits_part and same_words(words, course.text_of(current))
    ):
        course.find(current, block.start, block.end)
    elif current.answering:
        course.respond(current, block.start, block.end)
    elif not current.has_text:
        numbered = sub_number(words)  # of the paper's paragraphs
        skip = numbered[1] if numbered else 0
        course.label(block.start, block.start + skip)
        course.add_text(current, block.start + skip, text_end(block, words))
    elif _names_item(course, current, words):
        course.label(*current.text)
        current.name_by_text(course.document)
        course.add_text(current, block.start, block.end)
    elif still_asked(current, course.text_of(current), block, words, course.ahead.label(index)):
        current.add_text(block.start, text_end(block, words))
    else:
        course.respond(current, block.start, block.end)


def _take_label(
    course: Course, block: Block, words: str, label: ResponseLabel, current: OpenItem
) -> None:
    """A label of a response: to the item, to what it is a part of, or to a list of items."""
    course.finding = False
    course.label(block.start, block.start + label.length)
    if course.after_list() or (
        block.style is BlockStyle.HEADING
        and course.repeated[words.casefold()] == 1
        and course.several_unanswered()
    ):
        concern = _concern_above(course)
        if concern is None:
            course.current, course.listed = None, None
            course.section = Section(speaker=label.speaker, level=OF_A_LABEL)
            course.voice(block.start + label.length, block.end)
            return
        course.current = current = concern
    current.begin_part(label.speaker)
    if label.length < len(words):
        course.respond(current, block.start + label.length, block.end)


def _concern_above(course: Course) -> OpenItem | None:
    """The cause of concern whose recommendations stand last, none of them answered."""
    for item in reversed(course.prose.found):
        if item.answering:
            return None
        if item.kind is ItemKind.CAUSE_OF_CONCERN:
            return item
    return None


def _ends_answer(course: Course, index: int, words: str) -> bool:
    """Whether a paragraph answers no item: it asks the board, or looks back over the letter."""
    return asks_board(words) or (not course.ahead.more_items(index) and is_farewell(words))


def _names_item(course: Course, current: OpenItem, words: str) -> bool:
    """Whether the words so far are only the name of what these words ask."""
    so_far = course.text_of(current)
    return is_name(so_far) and not asks_for_something(so_far) and asks_for_something(words)


def _follows_list(course: Course, block: Block) -> bool:
    """A paragraph after a list of items says nothing to the last of them alone."""
    listed = block.style is BlockStyle.BULLET or leading_number(course.document.words(block))
    return not listed and course.after_list()


def _ends_item(course: Course, index: int, block: Block) -> bool:
    """Whether a heading ends the item, or only parts the response to it."""
    current = course.current
    assert current is not None
    level = block.level or 1
    if current.own_level is not None:
        return level <= current.own_level
    goes_on = course.ahead.more_items(index) or course.parted
    return level <= current.level or not goes_on or course.ahead.opens_next(index)


def _from_block_before(course: Course) -> OpenItem | None:
    """A response label makes the block before it an item, if that asks for something."""
    block = course.previous
    if block is None or block.cell is not None:
        return None
    words = course.document.words(block)
    if not asks_for_something(words) or is_closing(words):
        return None
    found = unlabelled(words, course.around().kind)
    course.add(found.item, block)
    course.label(block.start, block.start + found.skip)
    course.add_text(found.item, block.start + found.skip, text_end(block, words))
    return found.item
