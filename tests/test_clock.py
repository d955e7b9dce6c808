"""The last day for a response is counted as the Act counts, from dated configuration."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.clock import response_clock


@pytest.mark.parametrize(
    ("published", "due"),
    [
        (date(2024, 9, 3), date(2024, 10, 28)),
        (date(2020, 7, 9), date(2020, 9, 2)),
        (date(2024, 11, 19), date(2025, 1, 13)),
        (date(2023, 11, 6), date(2023, 12, 31)),  # a Sunday: nothing extends it
        (date(2024, 1, 5), date(2024, 2, 29)),
        (date(2023, 1, 5), date(2023, 3, 1)),
        (date(2017, 4, 3), date(2017, 5, 28)),  # the first day of the rule
    ],
)
def test_the_day_of_publication_is_day_one_of_fifty_six(published: date, due: date) -> None:
    clock = response_clock(published)
    assert clock.due == due
    assert (due - published).days == 55


def test_the_working_is_shown_and_left_to_be_confirmed() -> None:
    working = response_clock(date(2024, 9, 3)).working
    assert "Published 3 September 2024, which is day 1 of 56" in working
    assert "28 October 2024" in working
    assert "section 55(5A) of the Police Act 1996" in working
    assert "Confirm it" in working


def test_a_report_from_before_the_rule_has_no_last_day() -> None:
    clock = response_clock(date(2017, 4, 2))
    assert clock.due is None
    assert "No rule is configured for a report published on 2 April 2017" in clock.working
