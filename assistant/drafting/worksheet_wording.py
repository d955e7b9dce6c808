"""What the product says in its own voice about a report, its clocks and who is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.wording import listed, uk_date

CONFIRM = "confirm with your monitoring officer"
_NOT_SECTION_55 = "That is not the clock of section 55; confirm it in the report."


def clock(published: date, due: date, days: int, basis: str) -> str:
    return (
        f"Published {uk_date(published)} is day 1 of {days}, so the last day is {uk_date(due)} "
        f"({basis}); {CONFIRM}."
    )


def not_of_the_inspectors(publisher: str, working: str) -> str:
    return (
        "Section 55 of the Police Act 1996 is about reports of the inspectors of constabulary; "
        f"this one is by {publisher}. If it did apply: {working[0].lower()}{working[1:]}"
    )


def assumed_commissioner(body: str) -> str:
    return f"The list of bodies has no {body} for that day; a commissioner was assumed. Confirm it."


def planned_change(what: str) -> str:
    return f"{what}; confirm who holds the office."


def child_protection_clock(weeks: int, due: date | None) -> str:
    until = f" (by {uk_date(due)})" if due else ""
    return (
        "This seems to be a child protection inspection: the force is usually asked for an action "
        f"plan within {weeks} weeks of publication{until}. {_NOT_SECTION_55}"
    )


def super_complaint_clock(days: Sequence[date]) -> str:
    asked = f"; its items name {listed([uk_date(day) for day in days])}" if days else ""
    return (
        "This seems to be the report on a super-complaint: a reply is due on the date that the "
        f"report itself asks for{asked}. {_NOT_SECTION_55}"
    )


def iopc_clock(days: int) -> str:
    return (
        "This seems to hold recommendations of the Independent Office for Police Conduct: they "
        f"have {days} days of their own, beginning with the day on which each was made. "
        f"{_NOT_SECTION_55}"
    )


def own_deadlines(count: int, first: date, last: date) -> str:
    when = uk_date(first) if first == last else f"{uk_date(first)} to {uk_date(last)}"
    items = "One item has its own deadline" if count == 1 else f"{count} items have own deadlines"
    return f"{items} ({when}): for what is asked, and not for the response."


def nobody_named() -> str:
    return "The item names nobody; it is taken to be for you."


def asked_too(others: Sequence[str]) -> str:
    return f"It asks {listed(others)} too; answer for your own part."


def cause_has_recommendation() -> str:
    return "A cause of concern always carries a recommendation, which is to be answered by law."


def section_does_not_apply() -> str:
    return "Section 55 does not apply to this report; an answer is a courtesy."


def kind_not_stated() -> str:
    return "The report does not say what kind of item this is; it is taken for a recommendation."


def asked_elsewhere(addressee: str) -> str:
    return f"This is addressed to {addressee}. Check whether a response from you is needed."


def unknown_item(key: str, known: Sequence[str]) -> str:
    return f"There is no item “{key}” in this worksheet. It has {listed(known) or 'none'}."


def empty_item() -> str:
    return "An item must have words. Remove it if it is not wanted."


def split_outside(at: int, length: int) -> str:
    return f"Nothing is split off at character {at} of {length}: both parts must have words."


def one_item_to_merge() -> str:
    return "Name at least two different items to merge."


def published_by_nobody() -> str:
    return "The report does not say who published it; it was taken for one of the inspectorate."
