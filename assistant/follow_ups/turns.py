"""The earlier question of a session, as far as the next one may lean on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.filters.authors import people
from assistant.filters.words import ANSWERS, PLEDGES, SAYS, THINKS
from assistant.follow_ups.english import ASKING, AUXILIARY
from assistant.follow_ups.parts import Part, Sort, parts_in
from assistant.question import Question
from assistant.results import Abstention, Answer
from vectorstore.catalogue import Catalogue
from vectorstore.lexical import content_stems
from vectorstore.records import LetterFacts

# What was joined to a question for its follow-up is not what the next one leans on.
_JOINED = re.compile(rf", and (?:{ASKING}|{AUXILIARY})\b[^,]*$")
_SAID = re.compile(rf"\b(?:{SAYS}|{THINKS}|{PLEDGES}|{ANSWERS})\b", re.I)
_COURTESY = re.compile(
    r"^\W*(?:(?:many\s+)?thank(?:s|\s+you)|cheers|ok(?:ay)?|hello|hi|good\s+\w+|great|sorry)\b",
    re.I,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A question of the session as it was understood, and the letters that its answer cites."""

    question: Question
    cited: tuple[str, ...]  # ids of letters, in the order of the statements


def asked(result: Answer | Abstention) -> Asked:
    if isinstance(result, Abstention):
        return Asked(question=result.question, cited=())
    every = [cited.letter_id for each in result.statements for cited in each.citations]
    return Asked(question=result.question, cited=tuple(dict.fromkeys(every)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Earlier:
    """The question that is leaned on, and what of it may be exchanged or referred to."""

    text: str
    parts: Sequence[Part]
    question: Question
    letter: LetterFacts | None  # the first one that the answer cites
    bodies: tuple[str, ...]  # that the question, or else the answer, is about
    who: str  # that was asked about as "they": "the Harrowdale force"; "" where nobody
    person: str  # "she": the author that was asked about, else of the letter; or ""

    def of(self, sort: Sort) -> list[Part]:
        return [each for each in self.parts if each.sort is sort]

    @property
    def body(self) -> str | None:
        return self.bodies[0] if len(self.bodies) == 1 else None


def earlier_of(turns: Sequence[Asked], catalogue: Catalogue) -> Earlier | None:
    """The last question of the session that asks for something; None where there is none.

    Nothing leans on a question of law or general knowledge: the letters have no part in it.
    """
    last = next((each for each in reversed(turns) if _asks(each.question.text)), None)
    if last is None or last.question.outside:
        return None
    text = _JOINED.sub("?", last.question.text)
    parts = parts_in(text, catalogue)
    cited = [catalogue.by_id[each] for each in last.cited if each in catalogue.by_id]
    authors = [each for each in parts if each.sort is Sort.AUTHOR]
    bodies = _bodies(last.question, parts, cited, catalogue)
    letter = cited[0] if cited else None
    return Earlier(
        text=text,
        parts=parts,
        question=last.question,
        letter=letter,
        bodies=bodies,
        who=_who(parts, authors, bodies),
        person=_person(text, parts, authors, bodies, letter, catalogue),
    )


def _asks(text: str) -> bool:
    return bool(content_stems(text)) and not _COURTESY.search(text)


def _bodies(
    question: Question, parts: Sequence[Part], cited: Sequence[LetterFacts], catalogue: Catalogue
) -> tuple[str, ...]:
    """Those that the question names, by an author too; else the one of all letters cited."""
    named = [each.value for each in parts if each.sort is Sort.BODY] or [*question.filters.bodies]
    if not named:
        authors = {each.value for each in parts if each.sort is Sort.AUTHOR}
        letters = [each for each in catalogue.letters if each.author in authors]
        if not authors and not question.across:
            letters = list(cited)
        of_letters = {each.body for each in letters if each.body}
        named = [*of_letters] if len(of_letters) == 1 else []
    return tuple(dict.fromkeys(named))


def of_body(body: str, role: str) -> str:
    """ "the Harrowdale force"; a constabulary is called by its own name."""
    constabulary = role.casefold() == "constabulary"
    return f"{body} Constabulary" if constabulary else f"the {body} {role}"


def _who(parts: Sequence[Part], authors: Sequence[Part], bodies: Sequence[str]) -> str:
    if authors:
        return authors[0].words
    roles = [each for each in parts if each.sort is Sort.SPEAKER and not each.of_inspectorate]
    if roles and len(bodies) == 1:
        return of_body(bodies[0], roles[0].value)
    return " and ".join(bodies) if len(bodies) < 3 else ""


def _person(
    text: str,
    parts: Sequence[Part],
    authors: Sequence[Part],
    bodies: Sequence[str],
    letter: LetterFacts | None,
    catalogue: Catalogue,
) -> str:
    if authors:
        return authors[0].words
    roles = [each for each in parts if each.sort is Sort.SPEAKER and each.is_office]
    if roles and len(bodies) == 1:
        return of_body(bodies[0], roles[0].value)
    if not _SAID.search(text):
        return ""  # who is spoken of is then somebody of the matter
    return people(catalogue.authors).get(letter.author or "", "") if letter else ""
