"""The blocks of a letter in order become open items: labels open them, answers follow them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ingest.asked import reads_as_answer, still_asked
from ingest.item_labels import (
    ItemLabel,
    asks_for_something,
    item_label,
    item_reference,
    leading_number,
    leading_ordinal,
    mentioned_kind,
    sub_number,
)
from ingest.likeness import same_words
from ingest.model import Block, BlockStyle, Document, ItemKind, Span, Speaker
from ingest.opened import OpenItem, is_name
from ingest.openers import Around, Listing, heads_list, listing, opening, unlabelled
from ingest.opening import SALUTATION, opening_blocks
from ingest.patterns import is_closing, is_farewell, is_row_key
from ingest.register import Register
from ingest.response_labels import (
    ResponseLabel,
    answer_label,
    asked_label,
    heading_speaker,
    response_label,
)
from ingest.sections import OF_A_LABEL, Section
from ingest.signoff import sign_off
from ingest.tables import is_box, read_table, tables_of
from ingest.titles import subject_blocks

_RESPONDENTS = (Speaker.FORCE, Speaker.POLICING_BODY)


@dataclass(kw_only=True)
class Prose:
    """What the blocks of a letter gave."""

    found: list[OpenItem] = field(default_factory=list)
    asked: list[tuple[Span, OpenItem | None]] = field(default_factory=list)
    labels: list[Span] = field(default_factory=list)
    voiced: list[tuple[Span, Speaker]] = field(default_factory=list)  # labelled, for no one item


def read_prose(document: Document) -> Prose:
    """Read the items of a letter, those in its tables too, in the order in which they open."""
    reader = _Reader(document)
    signed = sign_off(document)
    for index, block in enumerate(document.blocks):
        if index in signed:
            reader.end_item()
        else:
            reader.take(index, block)
    reader.finish()
    return reader.prose


class _Reader:
    """Reads the blocks in order, and keeps the items that they make."""

    def __init__(self, document: Document) -> None:
        self.prose = Prose()
        self._document = document
        self._register = Register(document)
        self._tables = tables_of(document)
        self._with_items: dict[int, bool] = {}  # by table, once it was met
        self._current: OpenItem | None = None
        self._previous: Block | None = None
        self._levels: list[int] = []  # of the sections around
        above = document.blocks[: opening_blocks(document)]
        greeted = bool(above) and SALUTATION.match(document.words(above[-1]))
        front = [*(above if greeted else ()), *subject_blocks(document)]
        self._front = {block.start for block in front}  # whose headings head no section
        self._section: Section | None = None
        self._list: Listing | None = None
        self._mentioned = ItemKind.OTHER  # the kind of items spoken of last, outside of any
        self._parted = False  # headings have parted the response to an item
        self._finding = False  # a label said that the inspectorate's words follow
        headings = (b for b in document.blocks if b.style is BlockStyle.HEADING)
        self._repeated = Counter(document.words(block).casefold() for block in headings)
        self._ahead = _Ahead(document, self._repeated)

    def take(self, index: int, block: Block) -> None:
        if block.style is BlockStyle.NOTE:
            if self._current is not None:
                self._current.interrupt()
            return
        if block.cell is not None and not is_box(self._tables[block.cell[0]]):
            self._take_cell(block)
            return
        words = self._document.words(block)
        if block.style is BlockStyle.HEADING and not self._returns_to_item(words):
            self._leave_sections(block)
        if self._heads_section(block, words):
            self._current, self._list = None, None
            self._section = Section(speaker=heading_speaker(words), level=block.level or 1)
        elif is_closing(words):
            self.end_item()
        elif not (self._answers_another(index, block, words) or self._opens_item(block, words)):
            self._go_on(index, block, words)
        self._note(block, words)
        heads = block.style is BlockStyle.HEADING and block.start not in self._front
        if heads and not item_label(words) and not self._is_inside(block):
            self._levels.append(block.level or 1)
        self._previous = block

    def _note(self, block: Block, words: str) -> None:
        """Keep what a block says of those after it."""
        self._list = (None if self._section else listing(block, words)) or self._list
        if self._current is None:
            self._mentioned = mentioned_kind(words) or self._mentioned

    def end_item(self) -> None:
        self._current, self._list = None, None

    def finish(self) -> None:
        if self._section is not None:
            self._section.close()

    def _take_cell(self, block: Block) -> None:
        assert block.cell is not None
        table = block.cell[0]
        if table not in self._with_items:
            found = read_table(self._document, table, self._tables[table], self._mentioned)
            self._with_items[table] = bool(found.items)
            self.prose.found += found.items
            self.prose.labels += found.labels
            self.prose.asked += found.asked
            if found.items:
                self._register.add_all(found.items)
                alone = found.items[0] if len(found.items) == 1 else None
                self._current = alone if alone and not alone.parts else None
        if not self._with_items[table] and self._current and self._current.parts:
            self._respond(self._current, block.start, block.end)
        self._previous = block

    def _returns_to_item(self, words: str) -> bool:
        """Whether a heading in a respondent's section only names an item that stands above."""
        label = item_label(words) if self._section else None
        return bool(label and self._register.numbered(label.kind, label.number))

    def _leave_sections(self, block: Block) -> None:
        level = block.level or 1
        self._levels = [outer for outer in self._levels if outer < level]
        if self._section is not None and level <= self._section.level:
            self._section.close()
            self._section = None
        if self._list is not None and level <= (self._list.level or OF_A_LABEL):
            self._list = None

    def _heads_section(self, block: Block, words: str) -> bool:
        """Whether a heading opens a respondent's own section rather than the answer to an item."""
        if block.style is not BlockStyle.HEADING:
            return False
        if heading_speaker(words) not in _RESPONDENTS:
            return False
        if self._current is None:
            return True
        if self._repeated[words.casefold()] > 1:
            return False
        level = block.level or 1
        own = self._current.own_level
        if own is not None and level > own and not self._current.answering:
            return False
        return level <= self._current.level or (
            self._current.answering and not self._current.labelled
        )

    def _answers_another(self, index: int, block: Block, words: str) -> bool:
        """Take "On recommendation 1, …" as an answer to the recommendation 1 found before."""
        label = item_label(words)
        answering = answer_label(words)
        if label is not None:
            item = self._register.numbered(label.kind, label.number)
            return item is not None and self._taken_up(index, block, words, label, item)
        if answering is not None and answering.answers is not None:
            return self._answers_named(block, words, answering, answering.answers)
        item = self._referred_to(words)
        if item is None:
            return False
        self._answer(item, block, words, 0)
        return True

    def _taken_up(
        self, index: int, block: Block, words: str, label: ItemLabel, item: OpenItem
    ) -> bool:
        """The label of an item stands again: over its answer, or over its words once more."""
        rest = words[label.length :].strip("* ")
        following = rest or self._ahead.words_after(index)
        again = same_words(following, self._text_of(item))
        if not self._section:
            answers = reads_as_answer(following) or bool(answer_label(following))
            if again or item.answering or (asks_for_something(following) and not answers):
                return False
        self._label(block.start, block.start + label.length)
        if rest and again:
            self._current = item
            self._begin_answer(item)
            self.prose.asked.append((Span(start=block.start, end=block.end), item))
        else:
            self._answer(item, block, words, label.length)
        return True

    def _answers_named(
        self, block: Block, words: str, label: ResponseLabel, named: ItemLabel
    ) -> bool:
        """ "Our response to recommendation 4:", whether that item stands before or after it."""
        current = self._current
        if current is not None and not current.answering and current.number is None:
            return False
        item = self._register.numbered(named.kind, named.number)
        if item is None:
            item = OpenItem(number=named.number, kind=named.kind)
            self._register.expect(item)
        elif item is current:
            return False
        self._label(block.start, block.start + label.length)
        self._answer(item, block, words, label.length, label.speaker)
        return True

    def _referred_to(self, words: str) -> OpenItem | None:
        """The item that a paragraph answers by naming it, or by its place in the list of them."""
        if reference := item_reference(words):
            item = self._register.numbered(reference.kind, reference.number)
            return item if item and (self._section or not item.answering) else None
        numbered, ordinal = leading_number(words), leading_ordinal(words)
        number = numbered[0] if numbered else ordinal
        if number is None:
            return None
        item = self._register.listed(number)
        if item is None or (asks_for_something(words) and not reads_as_answer(words)):
            return None
        return item if self._section or not item.answering else None

    def _answer(
        self, item: OpenItem, block: Block, words: str, skip: int, speaker: Speaker | None = None
    ) -> None:
        self._current = item
        self._begin_answer(item, speaker)
        if words[skip:].strip("* "):
            self._respond(item, block.start + skip, block.end)

    def _begin_answer(self, item: OpenItem, speaker: Speaker | None = None) -> None:
        item.begin_part(speaker or (self._section.speaker if self._section else None))
        if self._section is not None:
            self._section.answers(item)

    def _opens_item(self, block: Block, words: str) -> bool:
        if self._in_list_of_current(block):
            return False
        opened = opening(block, words, self._around())
        if opened is None:
            return False
        self._label(block.start, block.start + opened.skip)
        item = opened.item
        if self._repeats_label(item):
            item = self.prose.found[-1]
        else:
            self._add(item, block)
        self._current = item
        if opened.skip < len(words.rstrip("* ")):
            self._add_text(item, block.start + opened.skip, _text_end(block, words))
        return True

    def _around(self) -> Around:
        return Around(current=self._current, listed=self._list, mentioned=self._mentioned)

    def _in_list_of_current(self, block: Block) -> bool:
        """Whether a bullet goes on with the text of an item: "The force should:"."""
        current = self._current
        if current is None or current.answering or block.style is not BlockStyle.BULLET:
            return False
        goes_on = self._text_of(current).rstrip("* ").endswith((":", ";", ","))
        return goes_on and not item_label(self._document.words(block))

    def _add(self, item: OpenItem, block: Block) -> None:
        item.level = self._levels[-1] if self._levels else 0
        item.bold = block.bold
        item.listed = item.listed or block.style is BlockStyle.BULLET
        if self._current is not None and not self._current.answering:
            in_sentence = self._text_of(self._current).endswith((";", "; and", ","))
            self._current.listed = self._current.listed or in_sentence
            item.listed = item.listed or in_sentence
        self.prose.found.append(item)

    def _repeats_label(self, item: OpenItem) -> bool:
        """ "Recommendation 1" and then "Recommendation", as a table read line by line gives."""
        found = self.prose.found
        last = found[-1] if found and found[-1] is self._current else None
        return last is not None and not last.has_text and item.number is None

    def _add_text(self, item: OpenItem, start: int, end: int) -> None:
        """Add to an item's words; where they stand in the letter already, the two are one item."""
        new = not item.has_text
        item.add_text(start, end)
        if not new:
            return
        same = self._register.enter(item)
        if same is None:
            return
        self.prose.found.remove(item)
        self._current = same
        if len(self._text_of(item)) >= 0.6 * len(self._text_of(same)) and not same.answering:
            same.text, item.text = item.text, same.text
            same.level, same.own_level, same.listed = item.level, item.own_level, item.listed
        elif same.answering:
            self._begin_answer(same)
        self.prose.asked.append((Span(start=item.text[0], end=item.text[1]), same))

    def _go_on(self, index: int, block: Block, words: str) -> None:
        """Take a block that opens nothing: a response label, a heading, more of an item."""
        heads = block.style is BlockStyle.HEADING
        label = answer_label(words)
        if label and self._current is None and not heads and response_label(words):
            self._current = self._from_block_before()
        current = self._current
        if current is None:
            if self._section is not None and self._section.level == OF_A_LABEL and not heads:
                self._voice(block.start, block.end)
            return
        if label:
            self._take_label(block, words, label, current)
        elif heads_list(words) and self._ahead.is_listed(index):
            self._label(block.start, block.end)
        elif heads and current.has_text:
            if self._ends_item(index, block):
                self._current = None
            else:
                self._parted = True
                if not current.answering:
                    current.begin_part(None)
        elif (found := asked_label(words)) is not None and current.has_text:
            self._label(block.start, block.start + found)
            self._finding = True
            if found < len(words):
                self._find(current, block.start + found, block.end)
        elif is_row_key(words.replace("*", "")):
            self._current = None if current.answering else current
        elif (current.answering and self._is_farewell(index, words)) or self._follows_list(block):
            self._current = None
        elif (self._finding and not current.answering) or (
            current.awaits_part and same_words(words, self._text_of(current))
        ):
            self._find(current, block.start, block.end)
        elif current.answering:
            self._respond(current, block.start, block.end)
        elif not current.has_text:
            numbered = sub_number(words)  # of the paper's paragraphs
            skip = numbered[1] if numbered else 0
            self._label(block.start, block.start + skip)
            self._add_text(current, block.start + skip, _text_end(block, words))
        elif self._names_item(current, words):
            self._label(*current.text)
            current.name_by_text(self._document)
            self._add_text(current, block.start, block.end)
        elif still_asked(current, self._text_of(current), block, words, self._ahead.label(index)):
            current.add_text(block.start, _text_end(block, words))
        else:
            self._respond(current, block.start, block.end)

    def _take_label(
        self, block: Block, words: str, label: ResponseLabel, current: OpenItem
    ) -> None:
        """A label of a response: to the item, to what it is a part of, or to a list of items."""
        self._finding = False
        self._label(block.start, block.start + label.length)
        if self._after_list() or (
            block.style is BlockStyle.HEADING
            and self._repeated[words.casefold()] == 1
            and self._several_unanswered()
        ):
            concern = self._concern_above()
            if concern is None:
                self._current, self._list = None, None
                self._section = Section(speaker=label.speaker, level=OF_A_LABEL)
                self._voice(block.start + label.length, block.end)
                return
            self._current = current = concern
        current.begin_part(label.speaker)
        if label.length < len(words):
            self._respond(current, block.start + label.length, block.end)

    def _voice(self, start: int, end: int) -> None:
        """A label says who speaks here, and it is to no one item."""
        if start < end and self._section and self._section.speaker in _RESPONDENTS:
            assert self._section.speaker is not None
            self.prose.voiced.append((Span(start=start, end=end), self._section.speaker))

    def _several_unanswered(self) -> bool:
        last = self.prose.found[-2:]
        if len(last) < 2 or any(item.answering for item in last):
            return False
        one, other = last
        within = one.number and (other.number or "").startswith(f"{one.number}.")
        return not within and one.kind is not ItemKind.CAUSE_OF_CONCERN

    def _concern_above(self) -> OpenItem | None:
        """The cause of concern whose recommendations stand last, none of them answered."""
        for item in reversed(self.prose.found):
            if item.answering:
                return None
            if item.kind is ItemKind.CAUSE_OF_CONCERN:
                return item
        return None

    def _is_farewell(self, index: int, words: str) -> bool:
        """Whether a last remark looks back over the letter, and answers no item."""
        return not self._ahead.more_items(index) and is_farewell(words)

    def _names_item(self, current: OpenItem, words: str) -> bool:
        """Whether the words so far are only the name of what these words ask."""
        so_far = self._text_of(current)
        return is_name(so_far) and not asks_for_something(so_far) and asks_for_something(words)

    def _find(self, item: OpenItem, start: int, end: int) -> None:
        self.prose.asked.append((Span(start=start, end=end), item))

    def _after_list(self) -> bool:
        """Whether the last items stand in a list, and none of them has been answered."""
        last = self.prose.found[-2:]
        goes_on = bool(last) and last[-1] is self._current
        return goes_on and self._several_unanswered() and all(item.listed for item in last)

    def _follows_list(self, block: Block) -> bool:
        """A paragraph after a list of items says nothing to the last of them alone."""
        listed = block.style is BlockStyle.BULLET or leading_number(self._document.words(block))
        return not listed and self._after_list()

    def _ends_item(self, index: int, block: Block) -> bool:
        """Whether a heading ends the item, or only parts the response to it."""
        current = self._current
        assert current is not None
        level = block.level or 1
        if current.own_level is not None:
            return level <= current.own_level
        goes_on = self._ahead.more_items(index) or self._parted
        return level <= current.level or not goes_on or self._ahead.opens_next(index)

    def _is_inside(self, block: Block) -> bool:
        """Whether a heading that was taken stands inside the item."""
        current = self._current
        return current is not None and current.answering and (block.level or 1) > current.level

    def _respond(self, item: OpenItem, start: int, end: int) -> None:
        item.add_response(start, end)
        if self._section is not None:
            self._section.took(end)

    def _label(self, start: int, end: int) -> None:
        if start < end:
            self.prose.labels.append(Span(start=start, end=end))

    def _from_block_before(self) -> OpenItem | None:
        """A response label makes the block before it an item, if that asks for something."""
        block = self._previous
        if block is None or block.cell is not None:
            return None
        words = self._document.words(block)
        if not asks_for_something(words) or is_closing(words):
            return None
        found = unlabelled(words, self._around().kind)
        self._add(found.item, block)
        self._label(block.start, block.start + found.skip)
        self._add_text(found.item, block.start + found.skip, _text_end(block, words))
        return found.item

    def _text_of(self, item: OpenItem) -> str:
        return self._document.text[item.text[0] : item.text[1]]


class _Ahead:
    """What comes after each block: the next label of a response, the next item."""

    def __init__(self, document: Document, repeated: Counter[str]) -> None:
        self._document = document
        self._labels: list[ResponseLabel | None] = []
        self._more: list[bool] = []
        self._opens: list[bool] = []
        label: ResponseLabel | None = None
        more = opens = False
        for block in reversed(document.blocks):
            self._labels.append(label)
            self._more.append(more)
            self._opens.append(opens)
            words = document.words(block)
            heads = block.style is BlockStyle.HEADING
            opens = item_label(words) is not None or (block.bold and asks_for_something(words))
            more = more or opens
            if (
                opens
                or is_closing(words)
                or (heads and repeated[words.casefold()] == 1 and heading_speaker(words))
            ):
                label = None
            elif found := answer_label(words):
                label = found
        for each in (self._labels, self._more, self._opens):
            each.reverse()

    def label(self, index: int) -> ResponseLabel | None:
        """The label of a response after this block, if it comes before any other item."""
        return self._labels[index]

    def more_items(self, index: int) -> bool:
        return self._more[index]

    def opens_next(self, index: int) -> bool:
        return self._opens[index]

    def is_listed(self, index: int) -> bool:
        """Whether the next block is numbered or a bullet, and asks for something."""
        blocks = self._document.blocks
        if index + 1 >= len(blocks):
            return False
        words = self._document.words(blocks[index + 1])
        marked = blocks[index + 1].style is BlockStyle.BULLET or leading_number(words)
        return bool(marked) and asks_for_something(words)

    def words_after(self, index: int) -> str:
        blocks = self._document.blocks
        return self._document.words(blocks[index + 1]) if index + 1 < len(blocks) else ""


def _text_end(block: Block, words: str) -> int:
    return block.end - (len(words) - len(words.rstrip("* ")))
