"""What is indexed of a passage: its sentences, itself with its question, its words with context."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.model import Letter, Passage, Speaker
from ingest.sentences import sentences
from vectorstore.rows import passage_id


@dataclass(frozen=True, kw_only=True, slots=True)
class Indexed:
    """A passage as the indexes see it."""

    passage_id: str
    letter_id: str
    text: str
    sentences: tuple[str, ...]  # each, and each two that follow one another
    whole: str  # the passage with what it answers or continues
    context: str  # words that help to find it though it does not say them itself


def indexed(letter: Letter) -> Iterator[Indexed]:
    for passage, lead_in in _with_lead_in(letter):
        yield Indexed(
            passage_id=passage_id(letter.letter_id, passage),
            letter_id=letter.letter_id,
            text=passage.text,
            sentences=tuple(spoken(passage.text)),
            whole=_with_question(letter, passage, lead_in),
            context=_context(letter, passage, lead_in),
        )


def spoken(text: str) -> list[str]:
    """Each sentence, and each two that follow one another: "This" is often the one before."""
    spans = sentences(text)
    pairs = [(one[0], two[1]) for one, two in pairwise(spans)]
    return [text[start:end] for start, end in [*spans, *pairs]]


def _with_lead_in(letter: Letter) -> Iterator[tuple[Passage, str]]:
    """Each passage with the one before it in the same paragraph, which "it" may refer to."""
    before = None
    for passage in letter.passages:
        same = before is not None and "\n" not in letter.text[before.end : passage.start]
        yield passage, before.text if before is not None and same else ""
        before = passage


def _with_question(letter: Letter, passage: Passage, lead_in: str) -> str:
    """A response with the item that it answers; anything else by itself."""
    if passage.item is None or passage.speaker is Speaker.INSPECTORATE:
        return f"{lead_in} {passage.text}".strip()
    return f"{letter.items[passage.item].text} {lead_in} {passage.text}"


def _context(letter: Letter, passage: Passage, lead_in: str) -> str:
    front = letter.front
    asked = letter.items[passage.item] if passage.item is not None else None
    parts = [front.body, front.report_title, passage.heading, lead_in]
    if asked is not None:
        parts += [asked.kind.value.replace("_", " "), asked.number, asked.heading, asked.text]
    return "\n".join(part for part in parts if part)
