"""A section headed by a respondent's name answers items that stand elsewhere in the letter."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.model import ResponsePart, Speaker
from ingest.structure.opened import OpenItem

OF_A_LABEL = 9  # the level of a section that a label opens after a list; any heading ends it


@dataclass(kw_only=True)
class _Answer:
    """What a section says to one item, and how many blocks it takes."""

    item: OpenItem
    first_end: int = 0  # where its first block ends
    blocks: int = 0


@dataclass(kw_only=True)
class Section:
    """A section of responses: "Comments of the Chief Constable"."""

    speaker: Speaker | None
    level: int
    _answers: list[_Answer] = field(default_factory=list)

    def answers(self, item: OpenItem) -> None:
        """What comes next answers this item."""
        self._answers.append(_Answer(item=item))

    def took(self, end: int) -> None:
        """The answer has taken a block that ends here."""
        if self._answers:
            answer = self._answers[-1]
            answer.first_end = answer.first_end or end
            answer.blocks += 1

    def close(self) -> None:
        """Where every other answer was one paragraph, what follows the last is for no item."""
        if len(self._answers) < 2 or any(answer.blocks != 1 for answer in self._answers[:-1]):
            return
        last = self._answers[-1]
        if last.blocks > 1:
            part = last.item.parts[-1]
            last.item.parts[-1] = ResponsePart(
                start=part.start, end=last.first_end, speaker=part.speaker
            )
