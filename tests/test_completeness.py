"""A letter is complete when the policing body has answered for itself, and nothing is left open."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from conftest import NEW_INSPECTION, TRUST_AT_FIRST_CONTACT

from assistant.drafting.choices import Choice
from assistant.drafting.completeness import LATE, Lack, Lacking, lacking
from assistant.drafting.draft import draft_reply
from assistant.drafting.editing import (
    FIELDS,
    add_paragraph,
    choose,
    edit_paragraph,
    fill_in,
    give_reason,
    is_choice,
    leave_out,
    remove_paragraph,
)
from assistant.drafting.model import DraftItem, DraftLetter, LetterFields, Origin, Part
from assistant.errors import EditRefused
from ingest.reading import read_report
from vectorstore.library import Library

IN_TIME = date(2024, 12, 1)
LAST_DAY = date(2025, 1, 13)


@pytest.fixture(scope="module")
def first_cut(samples: Library) -> DraftLetter:
    report = read_report(NEW_INSPECTION)
    return draft_reply(report, body="Harrowdale", library=samples, today=IN_TIME)


@pytest.fixture(scope="module")
def finished(first_cut: DraftLetter) -> DraftLetter:
    """The letter with every choice made and every mark filled in."""
    draft = first_cut
    for item in draft.items:
        draft = choose(draft, item.key, Choice.ACCEPT, by="Ada")
        for each in item.paragraphs:
            if each.origin is Origin.OPEN and not is_choice(each):
                words = "We have asked for a report by 1 May 2025."
                draft = edit_paragraph(draft, each.paragraph_id, words, by="Ada")
    filled = {name: f"Filled in: {name}" for name in FIELDS}
    filled["copies"] = "Copies: HM Chief Inspector of Constabulary; the Home Secretary"
    filled["chief_officer"] = "The Chief Constable has not commented."
    for name, words in filled.items():
        draft = fill_in(draft, name, words)
    return draft


def lacks(draft: DraftLetter, today: date = IN_TIME) -> list[Lacking]:
    return lacking(draft, today=today)


def item(draft: DraftLetter, key: str) -> DraftItem:
    return next(each for each in draft.items if each.key == key)


def of(found: list[Lacking], lack: Lack, key: str | None = None) -> list[Lacking]:
    return [each for each in found if each.lack is lack and (key is None or each.key == key)]


def test_a_first_cut_lacks_choices_words_the_front_and_copies(first_cut: DraftLetter) -> None:
    found = lacks(first_cut)
    assert len(of(found, Lack.NO_CHOICE)) == len(first_cut.items) == 5
    assert len(of(found, Lack.OPEN_MARK)) >= 5
    assert of(found, Lack.NO_FORCE)


def test_a_finished_letter_lacks_nothing(finished: DraftLetter) -> None:
    assert lacks(finished) == []


def test_a_recommendation_that_only_the_force_answers_is_not_answered_by_law(
    finished: DraftLetter,
) -> None:
    key = "recommendation-4"
    draft = finished
    for each in item(finished, key).paragraphs:
        if not is_choice(each) and each.part is not Part.FORCE:
            draft = remove_paragraph(draft, each.paragraph_id)
    (found,) = lacks(draft)
    assert (found.lack, found.key, found.by_law) == (Lack.NO_ACTION, key, True)
    draft = add_paragraph(draft, key, Part.FORCE, "The force has bought two drones.", by="Ada")
    assert of(lacks(draft), Lack.NO_ACTION, key)
    draft = add_paragraph(draft, key, Part.ACTION, "I will ask for the policy.", by="Ada")
    assert lacks(draft) == []


def test_accepting_an_area_for_improvement_without_action_breaks_a_house_rule_and_no_law(
    samples: Library,
) -> None:
    report = read_report(TRUST_AT_FIRST_CONTACT)
    draft = draft_reply(report, body="Harrowdale", library=samples, today=date(2024, 9, 4))
    (found,) = of(lacks(draft, date(2024, 9, 4)), Lack.NO_ACTION, "afi-2")
    assert not found.by_law


def test_an_item_for_somebody_else_is_answered_or_left_out(samples: Library) -> None:
    report = read_report(TRUST_AT_FIRST_CONTACT)
    draft = draft_reply(report, body="Harrowdale", library=samples, today=date(2024, 9, 4))
    key = "recommendation-4"
    assert [each.lack for each in lacks(draft) if each.key == key] == [Lack.OPEN_MARK]
    (mark,) = item(draft, key).paragraphs
    answered = edit_paragraph(draft, mark.paragraph_id, "We support this.", by="Ada")
    assert not [each for each in lacks(answered) if each.key == key]
    left = leave_out(draft, key)
    assert not [each for each in lacks(left) if each.key == key]
    assert len(left.items) == len(draft.items) - 1


def test_a_choice_that_is_taken_back_is_asked_for_again(finished: DraftLetter) -> None:
    draft = choose(finished, "recommendation-1", None, by="Ada")
    assert {each.lack for each in lacks(draft)} == {Lack.NO_CHOICE, Lack.OPEN_MARK}


def test_brackets_left_in_an_edited_paragraph_are_found_and_those_of_a_letter_are_not(
    finished: DraftLetter,
) -> None:
    written = item(finished, "recommendation-1").written
    edited = next(e for e in written if e.origin is Origin.EDITED and not is_choice(e))
    draft = edit_paragraph(finished, edited.paragraph_id, "By [date] we will know.", by="Ada")
    assert [each.lack for each in lacks(draft)] == [Lack.OPEN_MARK]
    recalled = next(e for e in written if e.origin is Origin.RECORD)
    quoted = replace(recalled, text="We said: “the [sic] plan”")
    items = tuple(
        replace(each, paragraphs=tuple(quoted if p == recalled else p for p in each.paragraphs))
        for each in finished.items
    )
    assert lacks(replace(finished, items=items)) == []


def test_the_letter_may_be_published_on_the_last_day_and_not_after_it(
    finished: DraftLetter,
) -> None:
    assert finished.clock is not None
    assert finished.clock.due == LAST_DAY
    assert lacks(finished, LAST_DAY) == []
    (found,) = lacks(finished, LAST_DAY + timedelta(days=1))
    assert (found.lack, found.by_law) == (Lack.TOO_LATE, True)
    told = give_reason(finished, LATE, "The report reached us late.", by="Ada")
    assert lacks(told, LAST_DAY + timedelta(days=1)) == []


@pytest.mark.parametrize(
    "copies", ["Copies: the Home Secretary", "Copies: HM Inspectors of Constabulary", "None."]
)
def test_copies_that_leave_out_the_inspectors_or_the_secretary_of_state_are_not_enough(
    finished: DraftLetter, copies: str
) -> None:
    (found,) = lacks(fill_in(finished, "copies", copies))
    assert (found.lack, found.by_law) == (Lack.NO_COPIES, True)


def test_a_reversal_needs_a_reason_in_writing(finished: DraftLetter) -> None:
    turned = "We will not join the\nplatform."
    (found,) = lacking(finished, today=IN_TIME, reversed_=[turned])
    assert found.lack is Lack.NO_REASON
    told = give_reason(finished, turned, "The link failed its test.", by="Ada")
    assert lacking(told, today=IN_TIME, reversed_=[turned]) == []


def test_every_field_of_the_letter_is_named_where_it_is_open(first_cut: DraftLetter) -> None:
    assert {each.name for each in fields(LetterFields)} == set(FIELDS)
    opened = [name for name in FIELDS if "[" in getattr(first_cut.fields, name)]
    found = [each for each in lacks(first_cut) if each.key is None]
    assert len(opened) == len(found) >= 6


def test_a_recommendation_for_the_body_is_left_out_only_with_a_reason_that_is_kept(
    finished: DraftLetter,
) -> None:
    with pytest.raises(EditRefused, match="is to be answered by law"):
        leave_out(finished, "recommendation-1")
    left = leave_out(finished, "recommendation-1", why="Answered in March.", by="Ada")
    assert [(each.reason, each.by) for each in left.reasons] == [("Answered in March.", "Ada")]
    assert lacks(left) == []


def test_what_is_chosen_is_not_edited_into_something_else(finished: DraftLetter) -> None:
    chosen = item(finished, "recommendation-1").paragraphs[0]
    with pytest.raises(EditRefused, match="Choose again"):
        edit_paragraph(finished, chosen.paragraph_id, "It is not accepted.", by="Ada")
    with pytest.raises(EditRefused, match="Choose again"):
        remove_paragraph(finished, chosen.paragraph_id)


def test_why_a_recommendation_is_not_accepted_must_be_written_today(
    first_cut: DraftLetter,
) -> None:
    key = "recommendation-1"
    assert not of(lacks(choose(first_cut, key, Choice.ACCEPT, by="Ada")), Lack.NO_ACTION, key)
    refused = choose(first_cut, key, Choice.NOT_ACCEPT, by="Ada")
    assert of(lacks(refused), Lack.NO_ACTION, key)
    told = add_paragraph(refused, key, Part.ACTION, "It would cost too much.", by="Ada")
    assert not of(lacks(told), Lack.NO_ACTION, key)


def test_a_report_that_is_not_of_the_inspectors_sets_no_day_and_no_copies(
    finished: DraftLetter,
) -> None:
    assert finished.clock is not None
    committee = replace(finished, clock=replace(finished.clock, applies=False))
    committee = fill_in(committee, "copies", "Copies: the chief constable")
    assert lacks(committee, LAST_DAY + timedelta(days=1)) == []
