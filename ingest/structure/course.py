"""Where the reading of a letter stands, and what it has found so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ingest.model import Block, BlockStyle, Document, ItemKind, Span, Speaker
from ingest.structure.ahead import Ahead
from ingest.structure.opened import OpenItem
from ingest.structure.openers import Around, Listing
from ingest.structure.register import Register
from ingest.structure.sections import Section

RESPONDENTS = (Speaker.FORCE, Speaker.POLICING_BODY)


@dataclass(kw_only=True)
class Prose:
    """What the blocks of a letter gave."""

    found: list[OpenItem] = field(default_factory=list)
    asked: list[tuple[Span, OpenItem | None]] = field(default_factory=list)
    labels: list[Span] = field(default_factory=list)
    voiced: list[tuple[Span, Speaker]] = field(default_factory=list)  # labelled, for no one item


class Course:
    """The open item, the section and the list around it, and what each stretch is taken for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.prose = Prose()
        self.register = Register(document)
        headings = (b for b in document.blocks if b.style is BlockStyle.HEADING)
        self.repeated = Counter(document.words(block).casefold() for block in headings)
        self.ahead = Ahead(document, self.repeated)
        self.current: OpenItem | None = None
        self.previous: Block | None = None
        self.levels: list[int] = []  # of the sections around
        self.section: Section | None = None
        self.listed: Listing | None = None
        self.mentioned = ItemKind.OTHER  # the kind of items spoken of last, outside of any
        self.parted = False  # headings have parted the response to an item
        self.turn_announced = False  # it was said, outside of any item, that they are answered so
        self.in_turn: dict[int, OpenItem] = {}  # by block, what answers the items in their order
        self.finding = False  # a label said that the inspectorate's words follow

    def end_item(self) -> None:
        self.current, self.listed = None, None

    def around(self) -> Around:
        return Around(current=self.current, listed=self.listed, mentioned=self.mentioned)

    def add(self, item: OpenItem, block: Block) -> None:
        item.level = self.levels[-1] if self.levels else 0
        item.bold = block.bold
        item.listed = item.listed or block.style is BlockStyle.BULLET
        if self.current is not None and not self.current.answering:
            in_sentence = self.text_of(self.current).endswith((";", "; and", ","))
            self.current.listed = self.current.listed or in_sentence
            item.listed = item.listed or in_sentence
        self.prose.found.append(item)

    def add_text(self, item: OpenItem, start: int, end: int) -> None:
        """Add to an item's words; where they stand in the letter already, the two are one item."""
        new = not item.has_text
        item.add_text(start, end)
        if not new:
            return
        same = self.register.enter(item)
        if same is None:
            return
        self.prose.found.remove(item)
        self.current = same
        if len(self.text_of(item)) >= 0.6 * len(self.text_of(same)) and not same.answering:
            same.text, item.text = item.text, same.text
            same.level, same.own_level, same.listed = item.level, item.own_level, item.listed
        elif same.answering:
            self.begin_answer(same)
        self.prose.asked.append((Span(start=item.text[0], end=item.text[1]), same))

    def answer(
        self, item: OpenItem, block: Block, words: str, skip: int, speaker: Speaker | None = None
    ) -> None:
        self.current = item
        self.begin_answer(item, speaker)
        if words[skip:].strip("* "):
            self.respond(item, block.start + skip, block.end)

    def begin_answer(self, item: OpenItem, speaker: Speaker | None = None) -> None:
        item.begin_part(speaker or (self.section.speaker if self.section else None))
        if self.section is not None:
            self.section.answers(item)

    def respond(self, item: OpenItem, start: int, end: int) -> None:
        item.add_response(start, end)
        if self.section is not None:
            self.section.took(end)

    def label(self, start: int, end: int) -> None:
        if start < end:
            self.prose.labels.append(Span(start=start, end=end))

    def find(self, item: OpenItem, start: int, end: int) -> None:
        self.prose.asked.append((Span(start=start, end=end), item))

    def voice(self, start: int, end: int) -> None:
        """A label says who speaks here, and it is to no one item."""
        if start < end and self.section and self.section.speaker in RESPONDENTS:
            assert self.section.speaker is not None
            self.prose.voiced.append((Span(start=start, end=end), self.section.speaker))

    def several_unanswered(self) -> bool:
        last = self.prose.found[-2:]
        if len(last) < 2 or any(item.answering for item in last):
            return False
        one, other = last
        within = one.number and (other.number or "").startswith(f"{one.number}.")
        return not within and one.kind is not ItemKind.CAUSE_OF_CONCERN

    def after_list(self) -> bool:
        """Whether the last items stand in a list, and none of them has been answered."""
        last = self.prose.found[-2:]
        goes_on = bool(last) and last[-1] is self.current
        return goes_on and self.several_unanswered() and all(item.listed for item in last)

    def text_of(self, item: OpenItem) -> str:
        return self.document.text[item.text[0] : item.text[1]]


def text_end(block: Block, words: str) -> int:
    """Where a block's words end, without what marks them as bold."""
    return block.end - (len(words) - len(words.rstrip("* ")))
