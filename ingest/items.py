"""The blocks of a letter become its items: each recommendation or AFI with the response to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.item_labels import (
    asks_for_something,
    item_label,
    item_reference,
    leading_number,
    sub_number,
)
from ingest.likeness import same_words
from ingest.model import Block, BlockStyle, Document, Item, ItemKind, ResponsePart, Speaker
from ingest.opened import OpenItem
from ingest.patterns import is_board_recommendation, is_closing, is_row_key
from ingest.response_labels import heading_speaker, response_label
from ingest.signoff import sign_off
from ingest.tables import items_in_tables

_FOUND = re.compile(
    r"""
    \b (?: we | inspectors? | hmicfrs | hmic | our\s+(?:inspection|inspectors|audit) ) \s+
    (?:also\s+)?
    (?: found | saw | identified | observed | were\s+(?:concerned|told) | expect | recommend
      | noted ) \b
    """,
    re.I | re.VERBOSE,
)
_ASKED = re.compile(
    r"\b(?:forces?|constabular(?:y|ies)|constables?|police|leads?|college|office)"
    r"\s+(?:should|must|needs?\s+to)\b",
    re.I,
)
_ASKED_MORE = re.compile(
    r"""
    in\s+particular\b | this\s+(?:should|must|includes?|is\s+because|means)\b
  | (?:it|they|these)\s+(?:should|must)\b | recommendations?\s*:?\s*$
  | by\s+(?:the\s+end\s+of\s+)?(?:\d{1,2}\s+)?[A-Z][a-z]+\s+\d{4}\b [^.]{0,90} \b(?:should|must)\b
    """,
    re.I | re.VERBOSE,
)
_ANSWERS = re.compile(
    r"""
    (?i: since\s | at\s+this\s+time | at\s+present | currently | work\s+(?:is|has) | following\s
       | in\s+response | accepted | agreed | i\b | my\b | our\b
       | we\s+(?:have|are|will|accept|agree|welcome|do|did|now)\b )
  | (?:[Tt]he\s+)? (?:[A-Z][\w’'-]+\s+)* (?:[Ff]orce|[Cc]onstabulary|[Pp]olice) (?:['’]s)? \s+
      (?! should | must | need | was\s+not | were\s+not | did\s+not ) \w
    """,
    re.VERBOSE,
)
_LISTED = re.compile(r"\(?[a-z]\)\s|[-–•]\s")
_LEAST_BOLD_ITEM = 40  # characters; a shorter bold run is a heading or a stress


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundItems:
    """The items of a letter in order, and what else belongs to them."""

    items: tuple[Item, ...]
    asked: tuple[tuple[int, int], ...]  # the inspectorate's words outside an item's own text
    rows: dict[tuple[int, int], int]  # which item a table's row belongs to
    labels: frozenset[int]  # where the table cells begin that only label an item


def find_items(document: Document) -> FoundItems:
    """Pair each item with its response, in the order of the text."""
    prose = _Prose(document)
    signed = sign_off(document)
    for index, block in enumerate(document.blocks):
        if index in signed:
            prose.end_item()
        else:
            prose.take(block)
    prose.finish()
    opened = [item for item in prose.found if item.has_text]
    kept = _without_parents(document, opened) + items_in_tables(document)
    kept.sort(key=lambda item: item.text)
    headings = [item.text for item in opened if item not in kept]
    return FoundItems(
        items=tuple(item.finish(document) for item in kept),
        asked=tuple(headings + prose.restated),
        rows={row: index for index, item in enumerate(kept) for row in item.rows},
        labels=frozenset(start for item in kept for start in item.labels),
    )


@dataclass(kw_only=True)
class _Answer:
    """What a section of responses says to one item, and how many blocks it takes."""

    item: OpenItem
    first_end: int = 0  # where its first block ends
    blocks: int = 0


@dataclass(kw_only=True)
class _Section:
    """A section headed by a respondent's name: "Comments of the Chief Constable"."""

    speaker: Speaker | None
    level: int
    answers: list[_Answer] = field(default_factory=list)


class _Prose:
    """Reads the blocks outside tables in order, and keeps the items that they make."""

    def __init__(self, document: Document) -> None:
        self.found: list[OpenItem] = []
        self.restated: list[tuple[int, int]] = []
        self._document = document
        self._current: OpenItem | None = None
        self._previous: Block | None = None
        self._levels: list[int] = []
        self._section: _Section | None = None
        headings = (b for b in document.blocks if b.style is BlockStyle.HEADING)
        self._repeated = Counter(document.words(block).casefold() for block in headings)

    def take(self, block: Block) -> None:
        if block.style is BlockStyle.NOTE:
            return
        words = self._document.words(block)
        if block.style is BlockStyle.HEADING:
            self._leave_sections(block)
        if block.style is BlockStyle.CELL:
            self._current = None
        elif self._heads_section(block, words):
            self._current = None
            self._section = _Section(speaker=heading_speaker(words), level=block.level or 1)
        elif is_closing(words):
            self._current = None
        elif not (self._answers_earlier(block, words) or self._opens_item(block, words)):
            self._go_on(block, words)
        if block.style is BlockStyle.HEADING and not item_label(words):
            self._levels.append(block.level or 1)
        self._previous = block

    def end_item(self) -> None:
        self._current = None

    def finish(self) -> None:
        self._close_section()

    def _leave_sections(self, block: Block) -> None:
        level = block.level or 1
        self._levels = [outer for outer in self._levels if outer < level]
        if self._section is not None and level <= self._section.level:
            self._close_section()

    def _close_section(self) -> None:
        """Where every other answer was one paragraph, what follows the last is for no item."""
        answers = self._section.answers if self._section else []
        if len(answers) > 1 and all(answer.blocks == 1 for answer in answers[:-1]):
            last = answers[-1]
            if last.blocks > 1:
                part = last.item.parts[-1]
                last.item.parts[-1] = ResponsePart(
                    start=part.start, end=last.first_end, speaker=part.speaker
                )
        self._section = None

    def _heads_section(self, block: Block, words: str) -> bool:
        """Whether a heading opens a respondent's own section rather than the answer to an item."""
        if block.style is not BlockStyle.HEADING:
            return False
        if heading_speaker(words) not in (Speaker.FORCE, Speaker.POLICING_BODY):
            return False
        if self._current is None:
            return True
        if self._repeated[words.casefold()] > 1:
            return False
        level = block.level or 1
        return level <= self._current.level or (
            self._current.answering and not self._current.labelled
        )

    def _answers_earlier(self, block: Block, words: str) -> bool:
        """Take "On recommendation 1, …" as an answer to the recommendation 1 found before."""
        label = item_label(words) or (item_reference(words) if self._section else None)
        if label is None or label.number is None:
            return False
        item = self._earlier(label.kind, label.number)
        rest = words[label.length :].strip("* ")
        if item is None or not (self._section or (rest and not item.answering)):
            return False
        asked_again = bool(rest) and same_words(rest, self._text_of(item))
        if not self._section and (asked_again or asks_for_something(rest)):
            return False
        self._current = item
        item.begin_part(self._section.speaker if self._section else None)
        if self._section is not None:
            self._section.answers.append(_Answer(item=item))
        if asked_again:
            self.restated.append((block.start, block.end))
        elif rest:
            self._respond(item, block.start + label.length, block.end)
        return True

    def _earlier(self, kind: ItemKind, number: str) -> OpenItem | None:
        for item in reversed(self.found):
            if (item.kind, item.number) == (kind, number) and item.has_text:
                return item
        return None

    def _opens_item(self, block: Block, words: str) -> bool:
        opened = self._labelled(block, words) or self._sub_numbered(words) or _in_bold(block, words)
        if opened is None:
            return False
        item, skip = opened
        if self._repeats_label(item):
            item = self.found[-1]
        else:
            item.level = self._levels[-1] if self._levels else 0
            item.bullet = block.style is BlockStyle.BULLET
            self.found.append(item)
        self._current = item
        if skip < len(words.rstrip("* ")):
            item.add_text(block.start + skip, _text_end(block, words))
        return True

    def _labelled(self, block: Block, words: str) -> tuple[OpenItem, int] | None:
        label = item_label(words)
        if label is None or is_board_recommendation(words[label.length :]):
            return None
        if block.style is BlockStyle.HEADING and label.number is None and words[0].isdigit():
            return None  # "5 Recommendation" is a section of the paper
        return OpenItem(number=label.number, kind=label.kind), label.length

    def _sub_numbered(self, words: str) -> tuple[OpenItem, int] | None:
        sub, current = sub_number(words), self._current
        if sub is None or current is None or current.number is None:
            return None
        if sub[0].partition(".")[0] != current.number.partition(".")[0]:
            return None
        return OpenItem(number=sub[0], kind=current.kind, heading=current.heading), sub[1]

    def _repeats_label(self, item: OpenItem) -> bool:
        """ "Recommendation 1" and then "Recommendation", as a table read line by line gives."""
        last = self.found[-1] if self.found and self.found[-1] is self._current else None
        return last is not None and not last.has_text and item.number is None

    def _go_on(self, block: Block, words: str) -> None:
        """Take a block that opens nothing: a response label, a heading, more of an item."""
        label = response_label(words)
        if label and self._current is None and block.style is not BlockStyle.HEADING:
            self._current = self._from_block_before()
        current = self._current
        if current is None:
            return
        if label:
            current.begin_part(label.speaker)
            if label.length < len(words):
                self._respond(current, block.start + label.length, block.end)
        elif block.style is BlockStyle.HEADING:
            if current.has_text:
                self._current = None
            else:
                current.add_text(block.start, block.end)
        elif (current.answering and is_row_key(words)) or self._follows_list_of_items(block):
            self._current = None
        elif not current.has_text or (not current.answering and self._asks_more(current, block)):
            current.add_text(block.start, block.end)
        elif self._section and current.awaits_part and same_words(words, self._text_of(current)):
            self.restated.append((block.start, block.end))
        else:
            self._respond(current, block.start, block.end)

    def _follows_list_of_items(self, block: Block) -> bool:
        """A paragraph after a bulleted list of items says nothing to the last of them alone."""
        if block.style is BlockStyle.BULLET or len(self.found) < 2:
            return False
        listed = [item.bullet and not item.answering for item in self.found[-2:]]
        return all(listed)

    def _respond(self, item: OpenItem, start: int, end: int) -> None:
        item.add_response(start, end)
        if self._section is not None and self._section.answers:
            answer = self._section.answers[-1]
            answer.first_end = answer.first_end or end
            answer.blocks += 1

    def _from_block_before(self) -> OpenItem | None:
        """A response label makes the block before it an item, if that asks for something."""
        block = self._previous
        if block is None or block.style is BlockStyle.CELL:
            return None
        words = self._document.words(block)
        if not asks_for_something(words):
            return None
        number, skip = sub_number(words) or leading_number(words) or (None, 0)
        item = OpenItem(number=number, kind=ItemKind.OTHER)
        item.add_text(block.start + skip, _text_end(block, words))
        self.found.append(item)
        return item

    def _asks_more(self, current: OpenItem, block: Block) -> bool:
        """Whether a block without a label is still the inspectorate's, and not yet the response."""
        words = self._document.words(block)
        if block.style is BlockStyle.BULLET or _LISTED.match(words):
            if self._text_of(current).rstrip().endswith((":", ";", ",", " and", " or")):
                current.in_bullets = True
            return current.in_bullets
        current.in_bullets = False
        if _ASKED_MORE.match(words):
            return True
        return bool(_FOUND.search(words) or _ASKED.search(words)) and not _ANSWERS.match(words)

    def _text_of(self, item: OpenItem) -> str:
        return self._document.text[item.text[0] : item.text[1]]


def _in_bold(block: Block, words: str) -> tuple[OpenItem, int] | None:
    """A bold paragraph that asks for something is an item without a label."""
    if not block.bold or block.style is BlockStyle.HEADING or not asks_for_something(words):
        return None
    number, skip = sub_number(words) or leading_number(words) or (None, 0)
    if len(words) - skip <= _LEAST_BOLD_ITEM or words.rstrip("* ")[-1] not in ".:":
        return None
    skip += 2 if words[skip:].startswith("**") else 0
    return OpenItem(number=number, kind=ItemKind.OTHER), skip


def _text_end(block: Block, words: str) -> int:
    return block.end - (len(words) - len(words.rstrip("* ")))


def _without_parents(document: Document, found: Sequence[OpenItem]) -> list[OpenItem]:
    """Recommendation 3 above 3.1 and 3.2 is their heading and not an item of its own."""
    kept: list[OpenItem] = []
    for index, item in enumerate(found):
        children = []
        for later in found[index + 1 :]:
            if not (item.number and later.number and later.number.startswith(f"{item.number}.")):
                break
            children.append(later)
        if children and not item.parts:
            for child in children:
                child.heading = document.text[item.text[0] : item.text[1]]
        else:
            kept.append(item)
    return kept
