"""What is lacking becomes an invitation to the chief constable. The letters here are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from letter_fixtures import (
    DESK,
    cells,
    citation,
    cited_in,
    draft_of,
    drafted,
    everything,
    item,
    listed_sources,
    paragraphs,
    quoted,
    statement,
    styled,
)

from assistant.drafting import wording as drafting
from assistant.drafting.clock import response_clock
from assistant.drafting.duty import Duty
from assistant.drafting.model import DraftLetter, Request
from assistant.word import wording, write_invitation

PLAN = citation("The desk will move in June 2022.", start=900)
PASSED = Request(text="What came of the move?", citations=(PLAN,))
CHANGED = Request(text="What has changed?", citations=())


@pytest.fixture
def draft() -> DraftLetter:
    said = quoted(statement(citation(DESK)))
    return draft_of(
        drafted(item("Forces should staff a desk.", "1"), said, requests=[CHANGED]),
        drafted(item("Forces should move it.", "2"), said, requests=[PASSED, CHANGED]),
        drafted(item("The council should publish.", "3"), duty=Duty.ELSEWHERE),
        drafted(item("Forces should fly fewer drones:\n• by night; and\n• by day.", "4")),
    )


def invitation(draft: DraftLetter, folder: Path, by: date | None = None) -> list[tuple[str, str]]:
    write_invitation(draft, folder / "invitation.docx", by=by)
    return paragraphs(folder / "invitation.docx")


def test_items_with_nothing_on_record_come_first_then_those_with_plans(
    draft: DraftLetter, tmp_path: Path
) -> None:
    invitation(draft, tmp_path)
    assert [row[0] for row in cells(tmp_path / "invitation.docx")] == [
        "Item",
        f"Recommendation 4\n{wording.NOTHING_ON_RECORD}",
        f"Recommendation 2\n{wording.PLANS}",
        "Recommendation 1",
    ]


def test_each_item_stands_whole_with_exactly_what_is_needed_and_by_when(
    draft: DraftLetter, tmp_path: Path
) -> None:
    invitation(draft, tmp_path, by=date(2024, 12, 20))
    _, first, second, _ = cells(tmp_path / "invitation.docx")
    assert first[1:] == [
        "Forces should fly fewer drones:\n• by night; and\n• by day.",
        drafting.ASK_AFRESH,
        "20 December 2024",
    ]
    assert second[2] == "What came of the move? [1]\nWhat has changed?"


def test_what_is_asked_of_others_is_not_asked_here(draft: DraftLetter, tmp_path: Path) -> None:
    invitation(draft, tmp_path)
    assert not any("council" in text for text in everything(tmp_path / "invitation.docx"))


def test_it_says_what_the_report_is_when_it_was_published_and_the_last_day(
    draft: DraftLetter, tmp_path: Path
) -> None:
    texts = [text for _, text in invitation(draft, tmp_path)]
    opening = next(text for text in texts if text.startswith("HMICFRS published"))
    assert "“Behind the desk” on 19 November 2024" in opening
    assert "section 55 of the Police Act 1996" in opening
    assert "13 January 2025" in opening


def test_without_a_day_it_suggests_one_two_weeks_before_the_last(
    draft: DraftLetter, tmp_path: Path
) -> None:
    texts = [text for _, text in invitation(draft, tmp_path)]
    asked = next(text for text in texts if "Please let me have" in text)
    assert "[date; 30 December 2024 is two weeks before the last day]" in asked
    assert cells(tmp_path / "invitation.docx")[1][3] == "[date]"


def test_without_a_clock_the_dates_are_left_to_fill_in(draft: DraftLetter, tmp_path: Path) -> None:
    told = "\n".join(text for _, text in invitation(replace(draft, clock=None), tmp_path))
    assert "[date of publication]" in told
    assert "[last day for publication]" in told
    assert "comments by [date]." in told


def test_a_report_of_others_is_not_said_to_fall_under_section_55(
    draft: DraftLetter, tmp_path: Path
) -> None:
    clock = response_clock(date(2024, 11, 19), "the Home Affairs Committee")
    made = replace(draft, clock=clock, publisher="the Home Affairs Committee")
    texts = [text for _, text in invitation(made, tmp_path)]
    assert not any("section 55" in text.casefold() for text in texts)
    assert any(text.startswith("Please let me have") for text in texts)


def test_every_number_is_a_source_and_only_what_is_asked_about_is_cited(
    draft: DraftLetter, tmp_path: Path
) -> None:
    found = invitation(draft, tmp_path)
    assert listed_sources(found) == [1]
    assert cited_in(tmp_path / "invitation.docx") == [1]
    assert styled(found, "Source quotation") == ["“The desk will move in June 2022.”"]


def test_an_invitation_that_cites_nothing_has_no_list_of_sources(tmp_path: Path) -> None:
    found = invitation(draft_of(drafted(item("A", "1"))), tmp_path)
    assert styled(found, "Heading 1") == [wording.NEEDED]


def test_where_nothing_is_asked_here_it_says_so(tmp_path: Path) -> None:
    found = invitation(draft_of(drafted(item("A", "1"), duty=Duty.ELSEWHERE)), tmp_path)
    assert (wording.NOTHING_TO_ASK) in [text for _, text in found]
    assert cells(tmp_path / "invitation.docx") == []


def test_the_table_has_a_header_row_that_repeats_and_alternative_text(
    draft: DraftLetter, tmp_path: Path
) -> None:
    invitation(draft, tmp_path)
    (table,) = docx.Document(str(tmp_path / "invitation.docx")).tables
    assert "<w:tblHeader/>" in table.rows[0]._tr.xml
    assert wording.NEEDED_TOLD in table._tbl.tblPr.xml
