"""A statement is on the screen while the next one is still being written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

import pytest
from fakes import WordEmbedder

from assistant.errors import ModelUnavailable
from assistant.question import Question
from assistant.results import Answer, Proposal
from vectorstore.library import Library
from vectorstore.records import Evidence, Filters
from webapp.ask_tab import Asking, _growing

QUESTION = "Has Harrowdale joined the national online reporting platform?"


class Slow:
    """Writes its second statement, or breaks off, once the first one was seen."""

    name = "slow"

    def __init__(self, *, breaks: bool = False) -> None:
        self.seen = Event()
        self._breaks = breaks

    def write(self, question: Question, evidence: Sequence[Evidence]) -> Iterator[Proposal]:
        yield Proposal(text="", quotes=((evidence[0].passage_id, "words of no letter"),))
        yield Proposal(text="", quotes=((evidence[0].passage_id, evidence[0].text),))
        assert self.seen.wait(30)
        if self._breaks:
            raise ModelUnavailable("The chat model slow broke off.")
        yield Proposal(text="", quotes=((evidence[1].passage_id, evidence[1].text),))


@pytest.fixture
def library(word_samples_folder: Path) -> Iterator[Library]:
    with Library(word_samples_folder, WordEmbedder()) as opened:
        yield opened


def stream(library: Library, writer: Slow) -> list[tuple[int, str, str]]:
    """For each step how many statements it shows, its HTML and its writer."""
    steps = []
    for turn, html in _growing(
        Asking(QUESTION, Filters(), (), None, decided=True), library, writer, 1
    ):
        if isinstance(turn.result, Answer):
            steps.append((html.count("<blockquote>"), html, turn.result.writer))
            writer.seen.set()
    return steps


def test_the_first_statement_is_shown_before_the_second_is_written(library: Library) -> None:
    steps = stream(library, Slow())
    assert [count for count, _, _ in steps] == [1, 2, 2]
    assert "left out" not in steps[0][1]
    assert "Written by slow" not in steps[0][1]
    assert "One proposed sentence" in steps[-1][1]
    assert "Written by slow; text stays on this computer." in steps[-1][1]


def test_what_breaks_off_is_replaced_by_quotations_and_said(library: Library) -> None:
    steps = stream(library, Slow(breaks=True))
    assert steps[0][2] == "slow"
    assert steps[-1][2] == "quotes"
    assert "The chat model slow broke off." in steps[-1][1]
