"""A file of judged questions becomes judgements, and these the passages that should be found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from assistant.errors import JudgementsRefused
from vectorstore.library import Library
from vectorstore.rows import passage_id

Qrels = Mapping[str, Mapping[str, int]]  # id of a question: id of a passage: 1 where it is relevant


class Judgement(BaseModel):
    """One line of a judgements file; docs/evaluation.md."""

    id: str
    question: str
    words: list[str] = Field(default_factory=list)
    file: str | None = None
    unanswerable: bool = False
    kind: str = Field(default="", alias="class")

    def stands_in(self, file: str, text: str) -> bool:
        """Whether a text of a letter's file holds some of the words, white space apart."""
        folded = " ".join(text.split())
        return (self.file is None or self.file == file) and any(
            " ".join(words.split()) in folded for words in self.words
        )


def read_judgements(path: Path) -> list[Judgement]:
    """Read a JSON lines file. Raises JudgementsRefused, naming the line."""
    adapter = TypeAdapter(Judgement)
    found: dict[str, Judgement] = {}
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise JudgementsRefused(
            f"{path.name} cannot be read. Check the name and folder."
        ) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            read = adapter.validate_python(json.loads(line))
        except (ValidationError, ValueError) as error:
            raise JudgementsRefused(
                f"{path.name}, line {number}, is not a judgement. "
                "See the design of judgements in docs/evaluation.md."
            ) from error
        if read.id in found:
            raise JudgementsRefused(
                f"{path.name}, line {number}, has the id {read.id} of an earlier line. "
                "Give each question its own."
            )
        found[read.id] = read
    return [*found.values()]


def relevant_passages(judgements: Iterable[Judgement], library: Library) -> Qrels:
    """For each answerable question the passages that hold its words; there may be none."""
    asked = [each for each in judgements if not each.unanswerable]
    qrels: dict[str, dict[str, int]] = {each.id: {} for each in asked}
    for passage, file, text in passages_of(library):
        for each in asked:
            if each.stands_in(file, text):
                qrels[each.id][passage] = 1
    return qrels


def passages_of(library: Library) -> Iterator[tuple[str, str, str]]:
    """Each passage that can be found: its id, its letter's file and its text."""
    for record in library.letters():
        letter = library.letter(record.letter_id)
        for passage in letter.passages:
            yield passage_id(letter.letter_id, passage), letter.file, passage.text
