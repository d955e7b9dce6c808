"""A sentence of the record becomes a plan, with the days that it looked ahead to, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.record.commitments import commits
from ingest.dates import months_named
from ingest.sentences import sentences
from vectorstore.records import Evidence

_UNDER_WAY = re.compile(
    r"\bunder\s+(?:review|consideration|discussion|development|way)\b"
    r"|\b(?:is|are|am|being)\s+(?:now\s+|currently\s+|also\s+|being\s+)*"
    r"(?:review|consider|explor|develop|recruit|pilot|trial|test|draft|consult|prepar|work(?:ing)?\s+on)\w*"
    r"|\b(?:pilot|trial)\b[^.]*\b(?:will|began|begins|runs?|continues)\b"
    r"|\bin\s+(?:progress|development|training)\b|\bnot\s+yet\b",
    re.I,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What was still to be done, or still going on, when it was written."""

    evidence: Evidence
    start: int  # in the passage
    end: int
    passed: tuple[str, ...]  # the days named in it that lie between its letter and now, as printed

    @property
    def words(self) -> str:
        return self.evidence.text[self.start : self.end]


def plans_in(evidence: Evidence, start: int, end: int, today: date) -> Iterator[Plan]:
    """The plans among the sentences of passage.text[start:end]."""
    dated = evidence.letter.dated
    for first, last in sentences(evidence.text):
        if first < start or last > end:
            continue
        words = evidence.text[first:last]
        passed = tuple(
            name
            for name, last_day in months_named(words)
            if dated is not None and dated < last_day < today
        )
        if passed or commits(words, dated) or _UNDER_WAY.search(words):
            yield Plan(evidence=evidence, start=first, end=last, passed=passed)
