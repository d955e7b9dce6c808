"""What stands after each block of a letter: the next label of a response, the next item."""

from __future__ import annotations

from collections import Counter

from ingest.model import BlockStyle, Document
from ingest.structure.item_labels import asks_for_something, item_label, leading_number, sub_number
from ingest.structure.patterns import is_closing
from ingest.structure.response_labels import ResponseLabel, answer_label, heading_speaker


class Ahead:
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
        numbered = leading_number(words) or sub_number(words)
        marked = blocks[index + 1].style is BlockStyle.BULLET or numbered
        return bool(marked) and asks_for_something(words)

    def words_after(self, index: int) -> str:
        blocks = self._document.blocks
        return self._document.words(blocks[index + 1]) if index + 1 < len(blocks) else ""
