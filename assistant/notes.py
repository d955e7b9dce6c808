"""What the reader of an answer should know beside it: who is silent, and how old it is."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import wording
from assistant.question import Question
from assistant.results import Statement
from vectorstore.library import Library

MOST_BODIES = 12  # that are each searched where none is named


def notes_on(
    question: Question, statements: Sequence[Statement], library: Library
) -> tuple[str, ...]:
    """A sentence for each; "" where there is nothing to say."""
    return (
        _silent(question, statements, library),
        _unheard(question, statements),
        _latest(question, statements),
    )


def bodies_asked(question: Question, library: Library) -> list[str]:
    """Those that a question across bodies is put to: the named ones, else all, if they are few."""
    if not question.across:
        return []
    left_out = question.filters.bodies_left_out
    every = [body for body in library.bodies() if body not in left_out]
    return [*question.filters.bodies] or (every if len(every) <= MOST_BODIES else [])


def _silent(question: Question, statements: Sequence[Statement], library: Library) -> str:
    """Which of the bodies that are asked no statement is of, or ""."""
    speak = {cited.body for each in statements for cited in each.citations}
    silent = [body for body in bodies_asked(question, library) if body not in speak]
    return wording.silent_bodies(silent) if silent else ""


def _unheard(question: Question, statements: Sequence[Statement]) -> str:
    """That who is asked for says none of it, or ""."""
    speaker = question.speaker
    if speaker is None or any(each.speaker is speaker for each in statements):
        return ""
    return wording.not_their_words(speaker)


def _latest(question: Question, statements: Sequence[Statement]) -> str:
    """How old the newest of the words are, where what holds now is asked, or ""."""
    dates = [cited.dated for each in statements for cited in each.citations if cited.dated]
    return wording.latest_on_record(max(dates)) if question.latest_first and dates else ""
