"""The last day for a response is counted as the Act counts, from dated configuration."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from assistant.drafting.clock import response_clock
from assistant.drafting.inspectors import copies_to, inspectorate_on
from assistant.drafting.office import office_of


@pytest.mark.parametrize(
    ("published", "due"),
    [
        (date(2024, 9, 3), date(2024, 10, 28)),
        (date(2020, 7, 9), date(2020, 9, 2)),
        (date(2025, 4, 14), date(2025, 6, 8)),
        (date(2024, 11, 19), date(2025, 1, 13)),
        (date(2023, 11, 6), date(2023, 12, 31)),  # a Sunday: nothing extends it
        (date(2024, 1, 5), date(2024, 2, 29)),  # the leap day is the last day
        (date(2024, 1, 6), date(2024, 3, 1)),
        (date(2023, 1, 5), date(2023, 3, 1)),  # no leap year
        (date(2024, 2, 29), date(2024, 4, 24)),  # published on a leap day
        (date(2024, 2, 28), date(2024, 4, 23)),
        (date(2023, 2, 28), date(2023, 4, 24)),
        (date(2017, 5, 2), date(2017, 6, 26)),  # the first day of the rule
    ],
)
def test_the_day_of_publication_is_day_one_of_fifty_six(published: date, due: date) -> None:
    clock = response_clock(published)
    assert clock.due == due
    assert (due - published).days == 55
    assert clock.applies


def test_every_day_of_four_years_has_fifty_six_days_from_publication_to_the_last() -> None:
    day = date(2023, 1, 1)
    while day < date(2027, 1, 1):
        due = response_clock(day).due
        assert due is not None
        assert len([day + timedelta(days=n) for n in range((due - day).days + 1)]) == 56
        day += timedelta(days=1)


def test_the_working_is_shown_and_left_to_be_confirmed() -> None:
    assert response_clock(date(2020, 7, 9)).working == (
        "Published 9 July 2020 is day 1 of 56, so the last day is 2 September 2020 "
        "(section 55(5A) of the Police Act 1996); confirm with your monitoring officer."
    )


def test_before_may_2017_thirty_days_were_asked_for_and_the_working_says_by_whom() -> None:
    clock = response_clock(date(2017, 5, 1))
    assert clock.due == date(2017, 5, 30)
    assert "Published 1 May 2017 is day 1 of 30" in clock.working
    assert "a request of the inspectorate" in clock.working
    assert "set no period before 2 May 2017" in clock.working
    assert "confirm with your monitoring officer" in clock.working


def test_a_report_from_before_the_commissioners_has_no_last_day() -> None:
    assert response_clock(date(2012, 11, 22)).due == date(2012, 12, 21)
    clock = response_clock(date(2012, 11, 21))
    assert clock.due is None
    assert "No rule is configured for a report published on 21 November 2012" in clock.working


def test_a_committee_s_report_is_counted_and_said_not_to_be_under_section_55() -> None:
    clock = response_clock(date(2025, 4, 14), "the Home Affairs Committee")
    assert not clock.applies
    assert clock.due == date(2025, 6, 8)
    assert clock.working.startswith(
        "Section 55 of the Police Act 1996 is about reports of the inspectors of constabulary; "
        "this one is by the Home Affairs Committee. If it did apply: published 14 April 2025 is "
        "day 1 of 56, so the last day is 8 June 2025"
    )


@pytest.mark.parametrize(
    ("day", "short", "begins"),
    [
        (date(2017, 7, 18), "HMIC", "Her Majesty’s Inspectorate of Constabulary"),
        (date(2017, 7, 19), "HMICFRS", "Her Majesty’s Inspectorate of Constabulary and Fire"),
        (date(2022, 9, 7), "HMICFRS", "Her Majesty’s"),
        (date(2022, 9, 8), "HMICFRS", "His Majesty’s"),
    ],
)
def test_the_inspectorate_is_named_as_on_that_day(day: date, short: str, begins: str) -> None:
    inspectorate = inspectorate_on(day)
    assert inspectorate.short == short
    assert inspectorate.name.startswith(begins)


def test_copies_go_to_the_inspectors_too_since_the_act_says_so() -> None:
    assert copies_to(date(2017, 5, 1)) == ("the Secretary of State",)
    assert copies_to(date(2017, 5, 2)) == (
        "the inspectors of constabulary",
        "the Secretary of State",
    )


COMMISSIONER = "Police and Crime Commissioner"


@pytest.mark.parametrize(
    ("body", "day", "title", "role"),
    [
        ("Durham", date(2024, 1, 1), f"{COMMISSIONER} for Durham", COMMISSIONER),
        ("Durham", date(2012, 11, 21), "Durham Police Authority", "Police Authority"),
        ("Durham", date(2012, 11, 22), f"{COMMISSIONER} for Durham", COMMISSIONER),
        (
            "Greater Manchester",
            date(2017, 5, 7),
            f"{COMMISSIONER} for Greater Manchester",
            COMMISSIONER,
        ),
        ("Greater Manchester", date(2017, 5, 8), "Mayor of Greater Manchester", "Mayor"),
        ("West Yorkshire", date(2021, 5, 9), f"{COMMISSIONER} for West Yorkshire", COMMISSIONER),
        ("West Yorkshire", date(2021, 5, 10), "Mayor of West Yorkshire", "Mayor"),
        ("South Yorkshire", date(2024, 5, 6), f"{COMMISSIONER} for South Yorkshire", COMMISSIONER),
        ("South Yorkshire", date(2024, 5, 7), "Mayor of South Yorkshire", "Mayor"),
        (
            "North Yorkshire",
            date(2024, 5, 6),
            "Police, Fire and Crime Commissioner for North Yorkshire",
            "Police, Fire and Crime Commissioner",
        ),
        ("North Yorkshire", date(2024, 5, 7), "Mayor of York and North Yorkshire", "Mayor"),
        (
            "Metropolitan Police Service",
            date(2024, 1, 1),
            "Mayor's Office for Policing and Crime",
            "Mayor’s Office for Policing and Crime",
        ),
        (
            "City of London Police",
            date(2024, 1, 1),
            "Common Council of the City of London",
            "Common Council",
        ),
    ],
)
def test_the_office_is_who_held_the_force_to_account_on_that_day(
    body: str, day: date, title: str, role: str
) -> None:
    office = office_of(body, day)
    assert (office.title, office.role) == (title, role)
    assert "Act" in office.basis


def test_a_force_that_nobody_listed_is_given_a_commissioner_and_told_so() -> None:
    office = office_of("Harrowdale", date(2024, 1, 1))
    assert office.title == f"{COMMISSIONER} for Harrowdale"
    assert "a commissioner was assumed" in office.note


def test_the_planned_end_of_commissioners_is_a_note_and_changes_no_title() -> None:
    assert office_of("Durham", date(2028, 4, 30)).note == ""
    after = office_of("Durham", date(2028, 5, 1))
    assert after.title == f"{COMMISSIONER} for Durham"
    assert "due to be abolished in May 2028" in after.note
    assert "confirm who holds the office" in after.note
    assert "abolished" not in office_of("South Yorkshire", date(2028, 5, 1)).note
