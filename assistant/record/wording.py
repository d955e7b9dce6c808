"""Every sentence that OnRecord says in its own voice about the record itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.filters.times import Period
from assistant.wording import (
    KIND_NAMES,
    KIND_PLURALS,
    document_name,
    no_such_report,
    period_words,
    uk_date,
)
from ingest.model import ItemKind
from vectorstore.records import Filters, LetterRecord

__all__ = ["no_such_report"]

ASKED_OF_ALL = "The question names no letter, so all in the library were looked at."
WE = (
    "The library cannot know who “we” are, so this is of all its bodies. Name a body to have its "
    "own letters alone."
)
MORE_ITEMS = "Not all letters and items are shown. Name a body or a report to see the others."
IN_OFFICE_THEN = "Who holds the office today, the letters do not tell."
IN_SO_MANY_WORDS = (
    "These are the sentences that say so in so many words, as of the date of each letter. What was "
    "done, or left undone, without such words is not among them."
)
AS_OF_THEN = (
    "Each is what was planned on the date of its letter. Whether it was done, these words do not "
    "tell."
)


def looked_through(looked: int, of: int) -> str:
    return f"The latest {looked} of {of} letters were looked through; name a body or a report."


def of_letter(letter: LetterRecord) -> str:
    """Which letter it is: "Durham, in its letter of 1 September 2020 on “…”"."""
    about = f" on “{letter.report_title}”" if letter.report_title else ""
    name = document_name(letter)
    when = f"letter of {uk_date(letter.dated)}" if letter.dated else "undated letter"
    when = when.replace("letter", name)
    if letter.body is None:
        return f"The {when} in {letter.file}{about}"
    return f"{letter.body}, in its {when}{about}"


def asked_in_letter(letter: LetterRecord) -> str:
    """Who asks for an item that a letter quotes."""
    return f"The inspectorate, as quoted here: {of_letter(letter)}"


def in_the_library(filters: Filters, period: Period | None) -> str:
    """Which letters were counted: "The library, from Durham, of 2020"."""
    parts = [
        f"from {_listed(filters.bodies)}" if filters.bodies else "",
        f"other than from {_listed(filters.bodies_left_out)}" if filters.bodies_left_out else "",
        f"by {_listed(filters.authors)}" if filters.authors else "",
        f"on “{filters.report}”" if filters.report else "",
    ]
    first, last = (period.first, period.last) if period else (filters.dated_from, filters.dated_to)
    if time := period_words(first, last):
        parts.append(time if time.startswith(("from", "until")) else f"of {time}")
    return ", ".join(["The letters in the library", *filter(None, parts)])


def signed(author: str, role: str | None, *, by_hand: bool) -> str:
    office = f", {role}" if role and role.casefold() != author.casefold() else ""
    return f"{'Signed by' if by_hand else 'By'} {author}{office}."


def nobody_signed(letters: Sequence[LetterRecord]) -> str:
    return (
        f"No author or signature could be read in {_letters_named(letters)}. "
        "Open the original to see whether it is signed."
    )


def addressed(addressee: str) -> str:
    return f"Addressed to: {addressee}."


def no_addressee(letters: Sequence[LetterRecord]) -> str:
    return f"No addressee could be read in {_letters_named(letters)}."


def copied(copied_to: Sequence[str]) -> str:
    return f"Copied to: {'; '.join(copied_to)}."


def no_copies(letters: Sequence[LetterRecord]) -> str:
    return f"Nobody could be read in {_letters_named(letters)} as having a copy."


def dated(day: date) -> str:
    return f"Dated {uk_date(day)}."


def undated(letters: Sequence[LetterRecord]) -> str:
    return f"No date could be read in {_letters_named(letters)}."


def extreme(day: date, *, latest: bool, of: int) -> str:
    which = "latest" if latest else "first"
    return f"Dated {uk_date(day)}, the {which} of {of}." if of > 1 else f"Dated {uk_date(day)}."


def report_published(day: date) -> str:
    return f"It says that the report was published on {uk_date(day)}."


def counted(total: int, days: Sequence[date], undated: int) -> str:
    """ "4 letters, of 13 July 2020 and 6 October 2022, and 1 without a date"."""
    parts = [f"{total} letter{'s' if total != 1 else ''}"]
    if days:
        parts.append(f"of {_listed([uk_date(day) for day in days])}")
    if undated and len(days) + undated == total:
        parts.append(f"{undated} without a date")
    return f"{', '.join(parts)}."


def counted_reports(total: int) -> str:
    return f"{total} report{'s are' if total != 1 else ' is'} answered."


def listed_letter(letter: LetterRecord) -> str:
    when = f"Dated {uk_date(letter.dated)}" if letter.dated else "Undated"
    return (
        f"{when}, on “{_on_one_line(letter.report_title)}”." if letter.report_title else f"{when}."
    )


def answers(title: str, *, yes: bool) -> str:
    return (
        f"Yes, it answers “{_on_one_line(title)}”."
        if yes
        else (f"It answers “{_on_one_line(title)}”.")
    )


def items_counted(counts: Sequence[tuple[ItemKind, int]]) -> str:
    return f"{_listed([_of_kind(kind, count) for kind, count in counts])}."


def items_without_answer(counts: Sequence[tuple[ItemKind, int]], unanswered: int) -> str:
    of = _listed([_of_kind(kind, count) for kind, count in counts])
    if not unanswered:
        return f"{of}, each with a response."
    return f"{of}, {unanswered} without a response:"


def item(kind: ItemKind, number: str | None, words: str) -> str:
    return f"{KIND_NAMES[kind]} {number}: “{words}”" if number else f"“{words}”"


def past(days: Sequence[str]) -> str:
    return f"Now past: {_listed(days)}."


def more(shown: int, total: int) -> str:
    return f"{shown} of {total} are shown. Name a body, a report or a year to see the others."


def taken_for(matter: str) -> str:
    return (
        f"No report that is answered has “{matter}” in its title, so the letter was taken that "
        "speaks of it most."
    )


def _of_kind(kind: ItemKind, count: int) -> str:
    if kind is ItemKind.OTHER:
        return f"{count} item{'s' if count != 1 else ''} whose kind the letter does not state"
    name = KIND_PLURALS[kind] if count != 1 else KIND_NAMES[kind].lower()
    return f"{count} {name}"


def _letters_named(letters: Sequence[LetterRecord]) -> str:
    return _listed(
        [
            f"the {document_name(each)} of {uk_date(each.dated)} ({each.file})"
            if each.dated
            else f"the undated {document_name(each)} {each.file}"
            for each in letters
        ]
    )


def _on_one_line(words: str) -> str:
    return " ".join(words.split())


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
