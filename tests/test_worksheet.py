"""A report becomes a worksheet: who answers each item, the clocks apart, each item to be mended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest
from conftest import NEW_INSPECTION, TRUST_AT_FIRST_CONTACT
from reading_fixtures import real_reports

from assistant.drafting.duty import Duty
from assistant.drafting.other_clocks import other_clocks
from assistant.drafting.worksheet import (
    Worksheet,
    added,
    edited,
    make_worksheet,
    merged,
    removed,
    split,
)
from assistant.errors import WorksheetRefused
from ingest.model import ItemKind
from ingest.reading import read_report, report_from_text

PASTED = """HMICFRS
Published on 29 February 2024

Recommendation 1: By 1 June 2024, forces should keep a record. By 1 July 2024, the Home Office \
should publish it.

Recommendation 2: Chief constables should tell victims.

Area for improvement 1: The force should answer calls sooner.
"""


@cache
def trust() -> Worksheet:
    return make_worksheet(read_report(TRUST_AT_FIRST_CONTACT), body="Harrowdale")


@pytest.fixture(scope="module")
def sheet() -> Worksheet:
    return make_worksheet(report_from_text(PASTED), body="Harrowdale")


def keys(worksheet: Worksheet) -> list[str]:
    return [each.key for each in worksheet.items]


def test_each_item_of_a_national_report_has_a_key_a_duty_and_whom_it_asks() -> None:
    worksheet = trust()
    assert worksheet.inspected is None
    assert worksheet.publisher == "HMICFRS"
    assert [(each.key, each.duty.value, each.addressee) for each in worksheet.items] == [
        ("cause-of-concern-1", "custom", None),
        ("recommendation-of-cause-1", "law", "chief constables"),
        ("recommendation-1", "law", "chief constables"),
        ("recommendation-2", "law", "chief constables"),
        ("recommendation-3", "law", "chief constables"),
        ("recommendation-4", "elsewhere", "the National Police Chiefs’ Council"),
        ("recommendation-5", "law", "chief constables and local authorities"),
        ("afi-1", "custom", "Forces"),
        ("afi-2", "custom", "Forces"),
        ("afi-3", "custom", "Forces"),
    ]


def test_the_clock_of_the_worksheet_is_shown_with_its_working_and_apart_from_deadlines() -> None:
    worksheet = make_worksheet(read_report(NEW_INSPECTION), body="Harrowdale")
    assert worksheet.clock is not None
    assert worksheet.clock.due == date(2025, 1, 13)
    assert worksheet.clock_note == worksheet.clock.working
    assert worksheet.other_clocks == (
        "5 items have own deadlines (31 March 2025 to 31 December 2025): for what is asked, and "
        "not for the response.",
    )


def test_the_report_of_a_committee_makes_nine_items_that_are_for_others() -> None:
    report = read_report(next(real_reports().glob("home-affairs*.report.pdf")))
    worksheet = make_worksheet(report, body="Harrowdale")
    assert worksheet.published == date(2025, 4, 14)
    assert [each.key for each in worksheet.items] == [
        f"recommendation-{number}" for number in (3, 5, 7, 9, 11, 13, 15, 17, 19)
    ]
    assert {each.duty for each in worksheet.items} == {Duty.ELSEWHERE}
    assert worksheet.clock is not None
    assert worksheet.clock.due == date(2025, 6, 8)
    assert not worksheet.clock.applies
    assert "this one is by the Home Affairs Committee" in worksheet.clock_note
    assert "published 14 April 2025 is day 1 of 56" in worksheet.clock_note
    assert worksheet.other_clocks == ()


def test_a_report_without_date_or_publisher_says_so() -> None:
    report = report_from_text("Recommendation 1: Forces should keep a record of it.")
    worksheet = make_worksheet(report, body="Harrowdale")
    assert worksheet.clock is None
    assert "does not state when it was published" in worksheet.clock_note
    assert "does not say who published it" in worksheet.clock_note


@pytest.mark.parametrize(
    ("front", "named"),
    [
        (
            "National Child Protection Inspection: Northmoor Police\nPublished on 3 September 2024",
            "within 6 weeks of publication (by 15 October 2024)",
        ),
        ("Police response to stalking: report on the super-complaint", "its items name 1 May 2025"),
        ("Learning report\nIndependent Office for Police Conduct", "56 days of their own"),
    ],
)
def test_another_clock_is_named_in_a_sentence_and_not_mixed_with_ours(
    front: str, named: str
) -> None:
    text = f"{front}\n\nRecommendation 1: Forces should write to us by 1 May 2025."
    found = other_clocks(report_from_text(text))
    assert len(found) == 2
    assert named in found[0]
    assert "That is not the clock of section 55" in found[0]
    assert found[1].startswith("One item has its own deadline (1 May 2025)")


def test_a_report_that_only_mentions_the_iopc_has_no_clock_of_it() -> None:
    text = (
        "HMICFRS\n\nWe spoke to the Independent Office for Police Conduct and to forces.\n\n"
        "Recommendation 1: Forces should ask for a copy."
    )
    report = report_from_text(text)
    assert len(report.items) == 1
    assert other_clocks(report) == ()


def test_an_edited_item_keeps_its_key_and_is_sorted_anew(sheet: Worksheet) -> None:
    changed = edited(sheet, "recommendation-2", text="The Home Office should tell victims by 2025.")
    item = changed.items[1]
    assert (item.key, item.duty, item.addressee) == (
        "recommendation-2",
        Duty.ELSEWHERE,
        "The Home Office",
    )
    again = edited(changed, "recommendation-2", owner="forces", number="2a", kind=ItemKind.AFI)
    assert (again.items[1].key, again.items[1].duty) == ("recommendation-2", Duty.CUSTOM)
    assert (again.items[1].item.number, again.items[1].item.owner) == ("2a", "forces")
    assert edited(again, "recommendation-2", number="", owner="").items[1].item.number is None


def test_nothing_changes_the_worksheet_that_it_is_given(sheet: Worksheet) -> None:
    before = sheet
    removed(sheet, "afi-1")
    edited(sheet, "afi-1", number="9")
    assert sheet == before
    assert keys(sheet) == ["recommendation-1", "recommendation-2", "afi-1"]


def test_an_item_that_asks_two_is_split_and_each_part_sorted(sheet: Worksheet) -> None:
    at = sheet.items[0].item.text.index("By 1 July")
    parts = split(sheet, "recommendation-1", at)
    assert keys(parts) == [
        "recommendation-1",
        "recommendation-1-part-2",
        "recommendation-2",
        "afi-1",
    ]
    first, second = parts.items[:2]
    assert (first.duty, second.duty) == (Duty.LAW, Duty.ELSEWHERE)
    assert (first.item.deadline, second.item.deadline) == (date(2024, 6, 1), date(2024, 7, 1))
    assert first.item.text == "By 1 June 2024, forces should keep a record."


def test_items_that_are_merged_have_the_words_and_the_earliest_deadline(sheet: Worksheet) -> None:
    one = merged(sheet, ["recommendation-2", "recommendation-1"])
    assert keys(one) == ["recommendation-1", "afi-1"]
    item = one.items[0].item
    assert item.text.endswith("publish it.\n\nChief constables should tell victims.")
    assert item.owner == "forces and Chief constables"
    assert item.deadline == date(2024, 6, 1)


def test_an_item_is_added_by_hand_and_a_second_of_its_number_has_a_key_too(
    sheet: Worksheet,
) -> None:
    more = added(sheet, ItemKind.RECOMMENDATION, "3", "Forces should buy kiosks by May 2024.")
    more = added(more, ItemKind.RECOMMENDATION, "3", "The CPS should say what it needs.")
    more = added(more, ItemKind.AFI, None, "The force should improve supervision.")
    assert keys(more)[3:] == ["recommendation-3", "recommendation-3-2", "afi-unnumbered"]
    assert [each.duty for each in more.items[3:]] == [Duty.LAW, Duty.ELSEWHERE, Duty.CUSTOM]
    assert (more.items[3].item.page, more.items[3].item.deadline) == (0, date(2024, 5, 31))
    assert keys(removed(more, "recommendation-3"))[3:] == ["recommendation-3-2", "afi-unnumbered"]


def test_a_worksheet_refuses_in_a_sentence_what_it_cannot_do(sheet: Worksheet) -> None:
    refusals: list[tuple[Callable[[], Worksheet], str]] = [
        (lambda: edited(sheet, "afi-9", number="1"), "There is no item “afi-9” in this worksheet."),
        (lambda: removed(sheet, "afi-9"), "It has recommendation-1, recommendation-2 and afi-1."),
        (lambda: edited(sheet, "afi-1", text=" \n"), "An item must have words."),
        (lambda: added(sheet, ItemKind.AFI, None, ""), "An item must have words."),
        (lambda: split(sheet, "afi-1", 0), "both parts must have words"),
        (lambda: split(sheet, "afi-1", 10_000), "both parts must have words"),
        (lambda: merged(sheet, ["afi-1", "afi-1"]), "at least two different items"),
    ]
    for change, message in refusals:
        with pytest.raises(WorksheetRefused) as refused:
            change()
        assert message in str(refused.value)
