"""Two writers behind one protocol: quotations, and a chat model. Neither is trusted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from assistant.question import Question
from assistant.results import Proposal
from vectorstore.records import Evidence


class Writer(Protocol):
    @property
    def name(self) -> str: ...

    def write(self, question: Question, evidence: Sequence[Evidence]) -> Iterable[Proposal]:
        """Propose what to say, piece by piece where it can.

        Raises ModelUnavailable where a model is needed and not there, also between two pieces.
        """
        ...
