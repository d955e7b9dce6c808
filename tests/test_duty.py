"""Each item is sorted by who must answer it: by law, by custom, or somebody else."""

from __future__ import annotations

import pytest

from assistant.drafting.duty import Duties, Duty, duty_of
from ingest.model import Item, ItemKind
from ingest.reports.duties import owner_of

LAW, CUSTOM, ELSEWHERE = Duty.LAW, Duty.CUSTOM, Duty.ELSEWHERE


def item(text: str, kind: ItemKind = ItemKind.RECOMMENDATION, owner: str | None = None) -> Item:
    return Item(
        number="1",
        kind=kind,
        heading="",
        text=text,
        start=0,
        end=len(text),
        response="",
        response_parts=(),
        page=1,
        owner=owner or owner_of(text),
        deadline=None,
    )


def sorted_for(text: str, body: str = "Durham") -> Duties:
    return duty_of(item(text), body=body)


@pytest.mark.parametrize(
    "text",
    [
        "By May 2025, chief constables should keep a record.",
        "Forces should keep a record.",
        "The force should keep a record.",
        "Police and crime commissioners should publish it.",
        "Local policing bodies should publish it.",
        "Durham Constabulary should keep a record.",
        "Supervisors must check the record.",
        "Structures and funding should be put in place.",
    ],
)
def test_a_recommendation_to_forces_or_policing_bodies_is_answered_by_law(text: str) -> None:
    assert sorted_for(text).duty is LAW


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("The Home Office should change the law.", "The Home Office"),
        ("We recommend that the CPS publish its protocol.", "the CPS"),
        (
            "By April 2025, the National Police Chiefs’ Council should publish guidance.",
            "the National Police Chiefs’ Council",
        ),
        ("The NPCC lead for police custody should write.", "The NPCC lead for police custody"),
        (
            "The College of Policing, with the National Police Chiefs’ Council, should train.",
            "The College of Policing, with the National Police Chiefs’ Council",
        ),
        (
            "The new national system for policing should include more capacity.",
            "The new national system for policing",
        ),
        ("The Government should explain what forces should do with it.", "The Government"),
        ("Local authorities should find places for children.", "Local authorities"),
        ("Northmoor Police should keep a record.", "Northmoor Police"),
        ("The Chief Constable of Kent Police should keep a record.", None),
    ],
)
def test_an_item_that_is_asked_of_somebody_else_names_them(
    text: str, addressee: str | None
) -> None:
    found = sorted_for(text)
    assert found.duty is ELSEWHERE
    assert found.addressee == (addressee or found.addressee)
    assert f"addressed to {found.addressee}" in found.note


@pytest.mark.parametrize(
    ("text", "others"),
    [
        (
            "Chief constables and the College of Policing should agree it.",
            "the College of Policing",
        ),
        ("The Home Office and forces should agree it.", "The Home Office"),
        ("By May 2025, chief constables and local authorities should meet.", "local authorities"),
        (
            "By December 2025, the College of Policing should set a standard, and chief constables "
            "should report against it.",
            "the College of Policing",
        ),
        (
            "Forces should keep a record, and the Home Office should publish it.",
            "the Home Office",
        ),
    ],
)
def test_an_item_that_asks_several_is_answered_by_law_and_says_who_else(
    text: str, others: str
) -> None:
    found = sorted_for(text)
    assert found.duty is LAW
    assert f"It asks {others} too" in found.note


def test_an_area_for_improvement_is_answered_by_custom() -> None:
    found = duty_of(item("The force should keep a record.", ItemKind.AFI), body="Durham")
    assert (found.duty, found.note) == (CUSTOM, "")


def test_a_cause_of_concern_is_answered_by_custom_and_its_recommendation_by_law() -> None:
    found = duty_of(item("Too few records are kept.", ItemKind.CAUSE_OF_CONCERN), body="Durham")
    assert found.duty is CUSTOM
    assert "always carries a recommendation" in found.note


def test_an_area_for_improvement_of_somebody_else_is_theirs() -> None:
    asked = item("The Home Office should keep a record.", ItemKind.AFI)
    assert duty_of(asked, body="Durham").duty is ELSEWHERE


def test_an_item_whose_kind_is_not_stated_is_taken_for_a_recommendation() -> None:
    found = duty_of(item("Forces should keep a record.", ItemKind.OTHER), body="Durham")
    assert found.duty is LAW
    assert "taken for a recommendation" in found.note


def test_an_item_that_names_nobody_is_taken_to_be_for_the_body() -> None:
    found = sorted_for("Structures and funding should be put in place.")
    assert found.addressee is None
    assert "names nobody" in found.note


def test_nothing_in_a_report_of_others_is_to_be_answered_by_law() -> None:
    asked = item("Forces should keep a record.")
    found = duty_of(asked, body="Durham", by_inspectors=False)
    assert found.duty is CUSTOM
    assert "Section 55 does not apply" in found.note


def test_another_force_is_somebody_else_only_where_it_is_asked_alone() -> None:
    assert sorted_for("Kent Police and other forces should meet.").duty is LAW
    assert sorted_for("Northmoor Police should meet.", body="Northmoor").duty is LAW
