"""The letters that a question about the record is of: those of its matter, and no more than fit."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.record import wording
from assistant.record.asked import Asked
from assistant.record.vocabulary import DOCUMENT, FIRST, LATEST
from vectorstore.lexical import content_stems
from vectorstore.records import Evidence, LetterFacts, LetterRecord

MOST = 12  # letters, items or promises in one answer
_LOOKED_AT = 8  # passages
ONE_OF = re.compile(
    rf"\b(?:(?P<latest>{LATEST})|(?P<first>{FIRST}))\b(?:\s+\S+){{0,3}}?\s+{DOCUMENT}\b"
)
_WE = re.compile(r"\b(?:we|us|our|ours|ourselves)\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class Narrowed:
    letters: tuple[LetterFacts, ...]  # the latest first
    note: str  # what the reader should know of how they were chosen, or ""

    def first(self, most: int = MOST) -> tuple[LetterFacts, ...]:
        return self.letters[:most]


def narrowed(
    asked: Asked,
    words: Collection[str],
    *,
    timed: bool = True,
    searched: bool = True,
    one: bool = True,
) -> Narrowed | None:
    """The letters of the question; None where it asks for more than the record can tell.

    Args:
        words: those of the kind of question, beside the plain ones.
        timed: a time in the question is that of the letters, and of nothing that was done.
        searched: a letter may be told by what it speaks of, and not by its report alone.
        one: where the latest or the first letter is asked for, the others are left out.
    """
    if timed and (period := asked.period):
        letters = [each for each in asked.letters if each.dated and period.holds(each.dated)]
        asked = replace(asked, letters=tuple(letters))
    if not asked.letters:
        return None
    found = _of_matter(asked, asked.matter(words), searched=searched)
    return _one(asked, found) if found and one else found


def _of_matter(asked: Asked, matter: str | None, *, searched: bool) -> Narrowed | None:
    if matter is None or (matter and _of_everybody(matter)):
        return None
    if not matter:
        return Narrowed(letters=asked.letters, note=_note(asked, asked.letters))
    if of_title := asked.of_title(matter):
        return Narrowed(letters=of_title, note=_note(asked, of_title))
    found = _most_about(asked, matter) if searched else None
    return Narrowed(letters=(found,), note=wording.taken_for(matter)) if found else None


def _one(asked: Asked, found: Narrowed) -> Narrowed:
    """The latest or the first letter alone, where the question says so."""
    wanted = ONE_OF.search(asked.text)
    dated = [each for each in found.letters if each.dated]
    if wanted is None or not dated:
        return found
    dated.sort(key=lambda each: each.dated or date.min, reverse=True)
    return replace(found, letters=(dated[0 if wanted["latest"] else -1],))


def records(asked: Asked, letters: Sequence[LetterFacts]) -> list[LetterRecord]:
    found = asked.library.records([each.letter_id for each in letters])
    return [found[each.letter_id] for each in letters if each.letter_id in found]


def _of_everybody(matter: str) -> bool:
    """Whether it has no word that a letter could be told by."""
    return not content_stems(matter)


def _note(asked: Asked, letters: Sequence[LetterFacts]) -> str:
    if not _WE.search(asked.text) or asked.question.filters.bodies:
        return ""
    return wording.WE if len({each.body for each in letters}) > 1 else ""


def _most_about(asked: Asked, matter: str) -> LetterFacts | None:
    """The letter of the best passage that has all words of the matter, itself or by its heading."""
    wanted = set(content_stems(matter))
    filters = replace(asked.question.filters, kinds=(), items=())
    for each in asked.library.search(matter, k=_LOOKED_AT, filters=filters):
        if wanted <= set(content_stems(_around(each))):
            return next(
                (f for f in asked.letters if f.letter_id == each.letter.letter_id),
                None,
            )
    return None


def _around(evidence: Evidence) -> str:
    return f"{evidence.heading} {evidence.text} {evidence.letter.report_title or ''}"
