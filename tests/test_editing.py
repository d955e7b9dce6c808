"""What an officer changes in a draft is changed, and nothing else is."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import NEW_INSPECTION

from assistant.drafting.choices import Choice
from assistant.drafting.content import content_of, draft_from
from assistant.drafting.draft import draft_reply
from assistant.drafting.editing import (
    add_paragraph,
    choose,
    edit_paragraph,
    fill_in,
    item_of,
    paragraph_of,
    remove_paragraph,
    set_state,
)
from assistant.drafting.model import DraftLetter, Origin, Part, State
from assistant.errors import DraftUnreadable, EditRefused
from ingest.reading import read_report
from vectorstore.library import Library

KEY = "recommendation-1"


@pytest.fixture(scope="module")
def draft(samples: Library) -> DraftLetter:
    report = read_report(NEW_INSPECTION)
    return draft_reply(report, body="Harrowdale", library=samples, today=date(2024, 12, 1))


def test_an_edited_paragraph_says_who_edited_it_and_keeps_what_it_rests_on(
    draft: DraftLetter,
) -> None:
    recalled = next(e for e in item_of(draft, KEY).paragraphs if e.origin is Origin.RECORD)
    edited = edit_paragraph(draft, recalled.paragraph_id, "We met the target.", by="Ada")
    new = paragraph_of(edited, recalled.paragraph_id)
    assert (new.text, new.origin, new.by) == ("We met the target.", Origin.EDITED, "Ada")
    assert new.statement == recalled.statement is not None
    assert paragraph_of(draft, recalled.paragraph_id) == recalled


def test_a_paragraph_is_added_at_the_end_of_its_part_under_an_id_of_its_own(
    draft: DraftLetter,
) -> None:
    edited = add_paragraph(draft, KEY, Part.COMMISSIONER, "I have read the report.", by="Ada")
    told = item_of(edited, KEY).of_part(Part.COMMISSIONER)
    assert told[-1].text == "I have read the report."
    ids = [each.paragraph_id for each in item_of(edited, KEY).paragraphs]
    assert len(ids) == len(set(ids)) == len(item_of(draft, KEY).paragraphs) + 1
    parts = [each.part for each in item_of(edited, KEY).paragraphs]
    assert parts == sorted(parts, key=list(Part).index)


def test_a_removed_paragraph_is_gone(draft: DraftLetter) -> None:
    last = item_of(draft, KEY).paragraphs[-1]
    edited = remove_paragraph(draft, last.paragraph_id)
    assert item_of(edited, KEY).paragraphs == item_of(draft, KEY).paragraphs[:-1]


@pytest.mark.parametrize("choice", list(Choice))
def test_only_the_officers_choice_says_whether_an_item_is_accepted(
    draft: DraftLetter, choice: Choice
) -> None:
    first = item_of(draft, KEY).paragraphs[0]
    assert first.origin is Origin.OPEN
    assert first.text.startswith("[Say whether")
    chosen = item_of(choose(draft, KEY, choice, by="Ada"), KEY)
    assert chosen.choice is choice
    assert (chosen.paragraphs[0].origin, chosen.paragraphs[0].by) == (Origin.EDITED, "Ada")
    assert "[" not in chosen.paragraphs[0].text
    assert chosen.paragraphs[1:] == item_of(draft, KEY).paragraphs[1:]
    again = choose(choose(draft, KEY, choice, by="Ada"), KEY, None, by="Ada")
    assert again == draft


def test_a_state_and_a_field_are_set(draft: DraftLetter) -> None:
    assert item_of(set_state(draft, KEY, State.WITH_FORCE), KEY).state is State.WITH_FORCE
    assert fill_in(draft, "dated", "3 January 2025").fields.dated == "3 January 2025"


def test_what_a_change_does_not_find_is_told_with_what_there_is(draft: DraftLetter) -> None:
    with pytest.raises(EditRefused, match="no paragraph “nowhere/1”"):
        edit_paragraph(draft, "nowhere/1", "Words.", by="Ada")
    with pytest.raises(EditRefused, match="Its items are: recommendation-1"):
        set_state(draft, "afi-9", State.AGREED)
    with pytest.raises(EditRefused, match="Its fields are: letterhead"):
        fill_in(draft, "motto", "Semper")
    with pytest.raises(EditRefused, match="No words were given"):
        add_paragraph(draft, KEY, Part.FORCE, "  \n", by="Ada")


def test_a_draft_comes_back_from_json_as_it_was(draft: DraftLetter) -> None:
    edited = choose(draft, KEY, Choice.PARTLY, by="Ada")
    assert draft_from(content_of(edited)) == edited


def test_a_draft_of_another_version_is_refused_with_the_next_step(draft: DraftLetter) -> None:
    content = content_of(draft)
    del content["items"]
    with pytest.raises(DraftUnreadable, match="draft the reply anew"):
        draft_from(content)
