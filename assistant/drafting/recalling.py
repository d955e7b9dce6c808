"""The quotes writer of drafts: what was chosen of a letter, whole and in its own order."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.question import Question
from assistant.results import Proposal
from assistant.writers.quotes import QuotesWriter
from vectorstore.records import Evidence

SHORTEST = 6  # words; a shorter passage is the tail of a sentence that another speaker began


class RecallingWriter:
    """A position is quoted as it was found: all of it bears on the item (positions.py)."""

    name = QuotesWriter.name

    def write(self, question: Question, evidence: Sequence[Evidence]) -> list[Proposal]:
        told = [each for each in evidence if len(each.text.split()) >= SHORTEST]
        return [
            Proposal(text="", quotes=((each.passage_id, each.text),)) for each in told or evidence
        ]
