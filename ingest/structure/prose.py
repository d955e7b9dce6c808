"""The blocks of a letter in order become open items: labels open them, answers follow them."""

from __future__ import annotations

from ingest.fronts.opening import SALUTATION, opening_blocks
from ingest.fronts.signoff import sign_off
from ingest.fronts.titles import subject_blocks
from ingest.model import Block, BlockStyle, Document
from ingest.structure.answering import answers_another
from ingest.structure.course import RESPONDENTS, Course, Prose, text_end
from ingest.structure.following import go_on
from ingest.structure.in_turn import answers_in_turn, says_in_turn
from ingest.structure.item_labels import item_label, mentioned_kind
from ingest.structure.lettered import opens_part
from ingest.structure.opened import OpenItem
from ingest.structure.openers import listing, opening
from ingest.structure.patterns import is_closing
from ingest.structure.response_labels import heading_speaker
from ingest.structure.sections import OF_A_LABEL, Section
from ingest.structure.tables import is_box, read_table, tables_of


def read_prose(document: Document) -> Prose:
    """Read the items of a letter, those in its tables too, in the order in which they open."""
    course = Course(document)
    reader = _Reader(document, course)
    signed = sign_off(document)
    for index, block in enumerate(document.blocks):
        if index in signed:
            course.end_item()
        else:
            reader.take(index, block)
    reader.finish()
    return course.prose


class _Reader:
    """Says for each block whether it heads, closes, opens, answers or goes on with an item."""

    def __init__(self, document: Document, course: Course) -> None:
        self._course = course
        self._tables = tables_of(document)
        self._with_items: dict[int, bool] = {}  # by table, once it was met
        above = document.blocks[: opening_blocks(document)]
        greeted = bool(above) and SALUTATION.match(document.words(above[-1]))
        front = [*(above if greeted else ()), *subject_blocks(document)]
        self._front = {block.start for block in front}  # whose headings head no section

    def take(self, index: int, block: Block) -> None:
        if block.style is BlockStyle.NOTE:
            if self._course.current is not None:
                self._course.current.interrupt()
            return
        if block.cell is not None and not is_box(self._tables[block.cell[0]]):
            self._take_cell(block)
            return
        words = self._course.document.words(block)
        within = self._course.section is not None
        if block.style is BlockStyle.HEADING and not self._returns_to_item(words):
            self._leave_sections(block)
        left = within and self._course.section is None
        if self._heads_section(block, words, after_another=left):
            self._course.current, self._course.listed = None, None
            self._course.section = Section(speaker=heading_speaker(words), level=block.level or 1)
        elif is_closing(words):
            self._course.end_item()
        elif (item := self._course.in_turn.get(index)) is not None:
            self._course.answer(item, block, words, 0)
        elif not (
            answers_in_turn(self._course, index, block, words)
            or opens_part(self._course, block, words)
            or answers_another(self._course, index, block, words)
            or self._opens_item(block, words)
        ):
            go_on(self._course, index, block, words)
        self._note(block, words)
        heads = block.style is BlockStyle.HEADING and block.start not in self._front
        if heads and not item_label(words) and not self._is_inside(block):
            self._course.levels.append(block.level or 1)
        self._course.previous = block

    def _note(self, block: Block, words: str) -> None:
        """Keep what a block says of those after it."""
        if self._course.section is None:
            self._course.listed = listing(block, words) or self._course.listed
        if self._course.current is None:
            self._course.turn_announced = self._course.turn_announced or says_in_turn(words)
            self._course.mentioned = mentioned_kind(words) or self._course.mentioned

    def finish(self) -> None:
        if self._course.section is not None:
            self._course.section.close()

    def _take_cell(self, block: Block) -> None:
        assert block.cell is not None
        table = block.cell[0]
        if table not in self._with_items:
            found = read_table(
                self._course.document, table, self._tables[table], self._course.mentioned
            )
            self._with_items[table] = bool(found.items)
            self._course.prose.found += found.items
            self._course.prose.labels += found.labels
            self._course.prose.asked += found.asked
            if found.items:
                self._course.register.add_all(found.items)
                alone = found.items[0] if len(found.items) == 1 else None
                self._course.current = alone if alone and not alone.parts else None
        if not self._with_items[table] and self._course.current and self._course.current.parts:
            self._course.respond(self._course.current, block.start, block.end)
        self._course.previous = block

    def _returns_to_item(self, words: str) -> bool:
        """Whether a heading in a respondent's section only names an item that stands above."""
        label = item_label(words) if self._course.section else None
        return bool(label and self._course.register.numbered(label.kind, label.number))

    def _leave_sections(self, block: Block) -> None:
        level = block.level or 1
        self._course.levels = [outer for outer in self._course.levels if outer < level]
        if self._course.section is not None and level <= self._course.section.level:
            self._course.section.close()
            self._course.section = None
        if self._course.listed is not None and level <= (self._course.listed.level or OF_A_LABEL):
            self._course.listed = None

    def _heads_section(self, block: Block, words: str, *, after_another: bool) -> bool:
        """Whether a heading opens a respondent's own section rather than the answer to an item."""
        if block.style is not BlockStyle.HEADING:
            return False
        if heading_speaker(words) not in RESPONDENTS:
            return False
        if self._course.current is None or after_another:
            return True
        if self._course.repeated[words.casefold()] > 1:
            return False
        level = block.level or 1
        own = self._course.current.own_level
        if own is not None and level > own and not self._course.current.answering:
            return False
        return level <= self._course.current.level or (
            self._course.current.answering and not self._course.current.labelled
        )

    def _opens_item(self, block: Block, words: str) -> bool:
        if self._in_list_of_current(block):
            return False
        opened = opening(block, words, self._course.around())
        if opened is None:
            return False
        self._course.label(block.start, block.start + opened.skip)
        item = opened.item
        if self._repeats_label(item):
            item = self._course.prose.found[-1]
        else:
            self._course.add(item, block)
        self._course.current, self._course.finding = item, False
        if opened.skip < len(words.rstrip("* ")):
            self._course.add_text(item, block.start + opened.skip, text_end(block, words))
        return True

    def _in_list_of_current(self, block: Block) -> bool:
        """Whether a bullet goes on with the text of an item: "The force should:"."""
        current = self._course.current
        if current is None or current.answering or block.style is not BlockStyle.BULLET:
            return False
        goes_on = self._course.text_of(current).rstrip("* ").endswith((":", ";", ","))
        return goes_on and not item_label(self._course.document.words(block))

    def _repeats_label(self, item: OpenItem) -> bool:
        """ "Recommendation 1" and then "Recommendation", as a table read line by line gives."""
        found = self._course.prose.found
        last = found[-1] if found and found[-1] is self._course.current else None
        return last is not None and not last.has_text and item.number is None

    def _is_inside(self, block: Block) -> bool:
        """Whether a heading that was taken stands inside the item."""
        current = self._course.current
        return current is not None and current.answering and (block.level or 1) > current.level
