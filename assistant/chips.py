"""The filters of a question, each in a few words, and whether it can be taken away."""

from __future__ import annotations

from dataclasses import dataclass

from assistant import wording
from assistant.question import Question


@dataclass(frozen=True, kw_only=True, slots=True)
class Chip:
    """A filter as it is shown with the answer."""

    words: str
    name: str | None  # as `without` takes it; None for one that was chosen and not found


def chips(question: Question) -> list[Chip]:
    """What was looked in, in the order of whose, of what and of when."""
    filters, found = question.filters, question.found

    def chip(words: str, name: str) -> Chip:
        return Chip(words=words, name=name if name in found else None)

    every = [chip(body, f"body:{body}") for body in filters.bodies]
    every += [chip(wording.not_body(body), f"without:{body}") for body in filters.bodies_left_out]
    every += [chip(wording.letters_by([name]), f"author:{name}") for name in filters.authors]
    if filters.report:
        every.append(chip(wording.answers_to(filters.report), "report"))
    if filters.of_items:
        every.append(chip(wording.items_words(filters.kinds, filters.items), "items"))
    if period := wording.period_words(filters.dated_from, filters.dated_to):
        every.append(chip(period, "dates"))
    return every


def missing_chips(question: Question) -> list[Chip]:
    """What the question names and the library does not have, to be taken away likewise."""
    bodies = [Chip(words=body, name=f"body:{body}") for body in question.missing_bodies]
    if question.missing_report:
        bodies.append(Chip(words=wording.answers_to(question.missing_report), name="report"))
    return bodies


def order_chips(question: Question) -> list[Chip]:
    """In what order the letters are shown, where the question asks for one."""
    return [Chip(words=wording.LATEST_FIRST, name="latest")] if question.latest_first else []
