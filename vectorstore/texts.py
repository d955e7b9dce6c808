"""What is indexed of a passage: itself by sentence, what it answers, its words with context."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.model import Letter, Passage, Speaker
from ingest.sentences import sentences
from vectorstore.abbreviations import abbreviations, other_forms
from vectorstore.rows import passage_id


@dataclass(frozen=True, kw_only=True, slots=True)
class Indexed:
    """A passage as the indexes see it."""

    passage_id: str
    letter_id: str
    text: str
    sentences: tuple[tuple[int, int], ...]  # where each starts and ends in the text
    answers: str | None  # the item that the passage answers, in its own words
    context: str  # words that help to find it though it does not say them itself


def indexed(letter: Letter) -> Iterator[Indexed]:
    known = abbreviations(letter.text)
    for passage, lead_in in _with_lead_in(letter):
        yield Indexed(
            passage_id=passage_id(letter.letter_id, passage),
            letter_id=letter.letter_id,
            text=passage.text,
            sentences=tuple(sentences(passage.text)),
            answers=_answered(letter, passage),
            context=_context(letter, passage, [lead_in, *other_forms(passage.text, known)]),
        )


def _with_lead_in(letter: Letter) -> Iterator[tuple[Passage, str]]:
    """Each passage with the one before it in the same paragraph, which "it" may refer to."""
    before = None
    for passage in letter.passages:
        same = before is not None and "\n" not in letter.text[before.end : passage.start]
        yield passage, before.text if before is not None and same else ""
        before = passage


def _answered(letter: Letter, passage: Passage) -> str | None:
    if passage.item is None or passage.speaker is Speaker.INSPECTORATE:
        return None
    return letter.items[passage.item].text


def _context(letter: Letter, passage: Passage, beside: Sequence[str]) -> str:
    front = letter.front
    asked = letter.items[passage.item] if passage.item is not None else None
    parts = [front.body, front.report_title, passage.heading, *beside]
    if asked is not None:
        parts += [asked.kind.value.replace("_", " "), asked.number, asked.heading, asked.text]
    return "\n".join(part for part in parts if part)
