"""The positions on an item become the statements that recall them, each framed with its date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.drafting import wording
from assistant.drafting.positions import LONGEST_SEARCH, Position
from assistant.grounding import ground
from assistant.question import unread
from assistant.results import Statement
from assistant.writers import Writer
from ingest.model import Item, Speaker
from vectorstore.library import Library
from vectorstore.records import Evidence

# "I am content with her decision", "both": what it is about stands before it.
_POINTS_BACK = re.compile(
    r"(?:[\w’'-]+,?\s+){0,6}?(?:her|his|their|this|that|these|those|both|such)\b", re.I
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Recalled:
    """Words of an earlier letter, the passage in which they stand, and what overtook them."""

    statement: Statement
    evidence: Evidence
    superseded_by: str | None  # letter_id of a later letter on what this one answers


def superseded_by(position: Position) -> str | None:
    """The later letter on the matter, whichever passage of the position it overtook."""
    return next((each.superseded_by for each in position.passages if each.superseded_by), None)


def recall(
    item: Item, positions: Sequence[Position], *, library: Library, writer: Writer
) -> list[Recalled]:
    """What the commissioner said and what was said of the force, the latest letter first.

    Raises ModelUnavailable.
    """
    return [
        each
        for speaker in (Speaker.POLICING_BODY, Speaker.FORCE)
        for each in _framed(_of_speaker(item, positions, speaker, library, writer), library)
    ]


def _of_speaker(
    item: Item,
    positions: Sequence[Position],
    speaker: Speaker,
    library: Library,
    writer: Writer,
) -> Iterator[tuple[Recalled, Position]]:
    question = unread(item.text, item.text[:LONGEST_SEARCH])
    for position in positions:
        if said := position.said_by(speaker):
            for statement in ground(writer.write(question, said), said, library.page_at).statements:
                first = statement.citations[0].passage_id
                source = next(each for each in said if each.passage_id == first)
                yield (
                    Recalled(
                        statement=statement, evidence=source, superseded_by=superseded_by(position)
                    ),
                    position,
                )


def _framed(pairs: Iterator[tuple[Recalled, Position]], library: Library) -> Iterator[Recalled]:
    """A statement after one from the same document does not name the document again."""
    before: str | None = None
    for each, position in pairs:
        letter = each.evidence.letter
        frame = wording.recalled_again if letter.letter_id == before else wording.recalled
        framing = frame(
            letter,
            each.statement.speaker,
            former=_former(letter.author, letter.body, library),
            on_the_force=_on_the_force(each, position),
        )
        yield replace(each, statement=replace(each.statement, framing=framing))
        before = letter.letter_id


def _former(author: str | None, body: str | None, library: Library) -> bool:
    """Whether the latest letters of the body's own office are by somebody else."""
    signed = [
        each.author
        for each in library.letters()
        if each.body == body
        and each.author
        and not (each.role and "constable" in each.role.casefold())
    ]
    return bool(author and signed and author != signed[0])


def _on_the_force(recalled: Recalled, position: Position) -> bool:
    """Whether a comment points back to the words of the force that stand right before it."""
    if recalled.statement.speaker is not Speaker.POLICING_BODY:
        return False
    before = [each for each in position.passages if each.start < recalled.evidence.start]
    if not before or before[-1].speaker is not Speaker.FORCE:
        return False
    first = recalled.statement.citations[0]
    opens = first.start == recalled.evidence.start
    return opens and _POINTS_BACK.match(first.quote) is not None
