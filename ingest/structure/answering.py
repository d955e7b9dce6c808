"""A block that answers an item which stands elsewhere in the letter, before it or after it."""

from __future__ import annotations

from ingest.likeness import same_words
from ingest.model import Block
from ingest.structure.asked import in_first_person, reads_as_answer
from ingest.structure.course import Course
from ingest.structure.item_labels import (
    ItemLabel,
    asks_for_something,
    item_label,
    item_reference,
    leading_number,
    leading_ordinal,
)
from ingest.structure.opened import OpenItem
from ingest.structure.response_labels import ResponseLabel, answer_label


def answers_another(course: Course, index: int, block: Block, words: str) -> bool:
    """Take "On recommendation 1, …" as an answer to the recommendation 1 found before."""
    label = item_label(words)
    answering = answer_label(words)
    if label is not None and label.number is None and course.section is None:
        return False
    if label is not None:
        item = course.register.numbered(label.kind, label.number)
        return item is not None and _taken_up(course, index, block, words, label, item)
    if answering is not None and answering.answers is not None:
        return _answers_named(course, block, words, answering, answering.answers)
    item = _referred_to(course, words)
    if item is None:
        return False
    course.answer(item, block, words, 0)
    return True


def _taken_up(
    course: Course, index: int, block: Block, words: str, label: ItemLabel, item: OpenItem
) -> bool:
    """The label of an item stands again: over its answer, or over its words once more."""
    rest = words[label.length :].strip("* ")
    following = rest or course.ahead.words_after(index)
    again = same_words(following, course.text_of(item))
    if not course.section:
        answers = (
            reads_as_answer(following) or in_first_person(following) or answer_label(following)
        )
        if again or item.answering or (asks_for_something(following) and not answers):
            return False
    skip = 0 if rest[:1].islower() else label.length  # "Recommendation 1: since …" is a sentence
    course.label(block.start, block.start + skip)
    if rest and again:
        course.current = item
        course.begin_answer(item)
        course.find(item, block.start, block.end)
    else:
        course.answer(item, block, words, skip)
    return True


def _answers_named(
    course: Course, block: Block, words: str, label: ResponseLabel, named: ItemLabel
) -> bool:
    """ "Our response to recommendation 4:", whether that item stands before or after it."""
    current = course.current
    if current is not None and not current.answering and current.number is None:
        return False
    item = course.register.numbered(named.kind, named.number)
    if item is None:
        item = OpenItem(number=named.number, kind=named.kind)
        course.register.expect(item)
    elif item is current:
        return False
    course.label(block.start, block.start + label.length)
    course.answer(item, block, words, label.length, label.speaker)
    return True


def _referred_to(course: Course, words: str) -> OpenItem | None:
    """The item that a paragraph answers by naming it, or by its place in the list of them."""
    if reference := item_reference(words):
        item = course.register.numbered(reference.kind, reference.number)
        return item if item and (course.section or not item.answering) else None
    numbered, ordinal = leading_number(words), leading_ordinal(words)
    number = numbered[0] if numbered else ordinal
    if number is None:
        return None
    item = course.register.listed(number)
    if item is None or (asks_for_something(words) and not reads_as_answer(words)):
        return None
    return item if course.section or not item.answering else None
