"""An item while its blocks are still coming, and the Item that it becomes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.model import Document, Item, ItemKind, ResponsePart, Speaker
from ingest.reports.duties import deadline_of, owner_of
from ingest.structure.response_labels import answer_label

PARAGRAPH_BREAK = "\n\n"
_LONGEST_NAME = 12  # words; "Investigating crime", between an item's label and its words


@dataclass(kw_only=True, eq=False)
class OpenItem:
    """An item of which more may come: more of its text, or of the response to it."""

    number: str | None
    kind: ItemKind
    heading: str = ""
    level: int = 0  # of the section in which the item stands; 0 outside of any
    own_level: int | None = None  # of the item's label, where that is a heading
    text: tuple[int, int] = (0, 0)  # empty until its words have come
    parts: list[ResponsePart] = field(default_factory=list)
    rows: set[tuple[int, int]] = field(default_factory=set)  # table and row of its cells
    bold: bool = False  # its words are set in bold
    listed: bool = False  # it stands in a list
    part: str | None = None  # "b", where it is a part of an item that is answered part by part
    in_bullets: bool = False  # its text ends in a list of bullets
    _interrupted: bool = False
    _next_part: tuple[Speaker | None] | None = None  # a label whose words have not come yet

    @property
    def has_text(self) -> bool:
        return self.text[0] < self.text[1]

    @property
    def awaits_part(self) -> bool:
        """Whether a label has come and not yet the words under it."""
        return self._next_part is not None

    @property
    def answering(self) -> bool:
        """Whether the response has begun after the item's words; some stand before them."""
        return self.awaits_part or any(part.start >= self.text[1] for part in self.parts)

    @property
    def labelled(self) -> bool:
        """Whether a label, and not only its place, made something the response."""
        return self.awaits_part or any(part.speaker for part in self.parts)

    def add_text(self, start: int, end: int) -> None:
        self.text = (self.text[0] if self.has_text else start, end)

    def name_by_text(self, document: Document) -> None:
        """What has come was the item's name, and its words are still to come."""
        self.heading = " ".join(document.text[self.text[0] : self.text[1]].split()).strip("* ")
        self.text = (0, 0)

    def begin_part(self, speaker: Speaker | None) -> None:
        """What comes next is a part of the response, by this speaker."""
        self._next_part = (speaker,)

    def add_response(self, start: int, end: int) -> None:
        if self._next_part is not None:
            self.parts.append(ResponsePart(start=start, end=end, speaker=self._next_part[0]))
            self._next_part = None
        elif self.parts and self._interrupted:
            self.parts.append(ResponsePart(start=start, end=end, speaker=self.parts[-1].speaker))
        elif self.parts:
            last = self.parts[-1]
            self.parts[-1] = ResponsePart(start=last.start, end=end, speaker=last.speaker)
        else:
            self.parts.append(ResponsePart(start=start, end=end, speaker=None))
        self._interrupted = False

    def interrupt(self) -> None:
        """Something of another kind stands here, such as a note at the foot of a page."""
        self._interrupted = True

    def finish(self, document: Document) -> Item:
        start, end = self.text
        return Item(
            number=self.number,
            kind=self.kind,
            heading=self.heading,
            text=document.text[start:end],
            start=start,
            end=end,
            response=_response(document.text, self.parts),
            response_parts=tuple(self.parts),
            page=document.page_at(start).number,
            owner=owner_of(document.text[start:end]),
            deadline=deadline_of(document.text[start:end], None),
        )


def is_name(words: str) -> bool:
    """Whether words after an item's label only name its subject: "Investigating crime"."""
    return len(words.split()) <= _LONGEST_NAME and not re.search(r"[.:;?!,”\"*]\s*$", words)


def _response(text: str, parts: Sequence[ResponsePart]) -> str:
    if not parts:
        return ""
    between = [text[one.end : other.start].strip() for one, other in pairwise(parts)]
    if all(_is_label(words) for words in between):
        return text[parts[0].start : parts[-1].end]
    return PARAGRAPH_BREAK.join(text[part.start : part.end] for part in parts)


def _is_label(words: str) -> bool:
    label = answer_label(words)
    return not words or (label is not None and label.length == len(words))
