"""The sample letters, each in a layout of its own, are read as a person would read them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from reading_fixtures import REPOSITORY, SAMPLES, passage_with, read

from ingest.model import ItemKind, Letter, LetterKind, Speaker
from ingest.reading import read_report

FORCE, BODY = Speaker.FORCE, Speaker.POLICING_BODY
RECOMMENDATION, AFI = ItemKind.RECOMMENDATION, ItemKind.AFI
PCC = "Police and Crime Commissioner"


def sample(name: str) -> Letter:
    found = list(SAMPLES.glob(f"{name}.*"))
    assert len(found) == 1
    return read(found[0])


@pytest.mark.parametrize(
    ("name", "author", "role", "dated", "report", "report_published"),
    [
        (
            "harrowdale-2020-first-contact",
            "Miriam Ashcombe",
            PCC,
            date(2020, 7, 13),
            "Answering the call: how forces handle first contact with the public",
            date(2020, 5, 20),
        ),
        (
            "harrowdale-2021-victims",
            "Anthea Lorrimer",
            PCC,
            date(2021, 11, 22),
            "Kept informed: the service that forces give to victims of crime",
            date(2021, 9, 30),
        ),
        (
            "harrowdale-2022-custody",
            "Anthea Lorrimer",
            PCC,
            date(2022, 10, 6),
            "A duty of care: how forces look after people in custody",
            date(2022, 8, 23),
        ),
        (
            "harrowdale-2023-second-look",
            "Anthea Lorrimer",
            PCC,
            date(2023, 12, 4),
            "Answering the call: a second look at first contact",
            date(2023, 10, 17),
        ),
        (
            "westmarch-2019-control-room-risk",
            "Owen Brackenridge",
            PCC,
            date(2019, 7, 29),
            "On the line: risk and vulnerability in police control rooms",
            date(2019, 6, 11),
        ),
        (
            "westmarch-2022-digital-forensics",
            "Owen Brackenridge",
            PCC,
            date(2022, 3, 8),
            "Waiting for evidence: digital forensics and the pace of investigation",
            date(2022, 1, 18),
        ),
        (
            "westmarch-2023-board-paper",
            "Ruth Penhallick",
            "Chief Constable",
            date(2023, 9, 12),
            "Service, standards and staff: an assessment of Westmarch Police 2022/23",
            date(2023, 7, 25),
        ),
        (
            "westmarch-2023-rural-crime",
            "Owen Brackenridge",
            PCC,
            date(2023, 4, 17),
            "Lanes and fields: how forces police rural communities",
            date(2023, 2, 28),
        ),
    ],
)
def test_the_front_of_a_sample_is_read(
    name: str, author: str, role: str, dated: date, report: str, report_published: date
) -> None:
    front = sample(name).front
    assert front.body == name.partition("-")[0].capitalize()
    assert (front.author, front.role, front.dated) == (author, role, dated)
    assert (front.report_title, front.report_published) == (report, report_published)


@pytest.mark.parametrize(
    ("name", "items", "speakers"),
    [
        ("harrowdale-2020-first-contact", [(RECOMMENDATION, str(n)) for n in range(1, 6)], [None]),
        ("harrowdale-2021-victims", [(AFI, str(n)) for n in range(1, 5)], [FORCE, BODY]),
        (
            "harrowdale-2022-custody",
            [(RECOMMENDATION, "1"), (RECOMMENDATION, "2"), (AFI, "1")],
            [BODY, FORCE],
        ),
        (
            "harrowdale-2023-second-look",
            [(RECOMMENDATION, "1"), (RECOMMENDATION, "2"), (RECOMMENDATION, "3"), (AFI, "1")],
            [None],
        ),
        ("westmarch-2019-control-room-risk", [(AFI, str(n)) for n in range(1, 6)], [None]),
        (
            "westmarch-2022-digital-forensics",
            [(RECOMMENDATION, str(n)) for n in (1, 2, 3, 4)],
            [None],
        ),
        ("westmarch-2023-board-paper", [(AFI, f"4.{n}") for n in range(1, 7)], [FORCE]),
        ("westmarch-2023-rural-crime", [], []),
    ],
)
def test_the_items_of_a_sample_are_found_with_who_answers_them(
    name: str, items: list[tuple[ItemKind, str]], speakers: list[Speaker | None]
) -> None:
    letter = sample(name)
    assert [(item.kind, item.number) for item in letter.items] == items
    for item in letter.items:
        assert [part.speaker for part in item.response_parts] == speakers


@pytest.mark.parametrize("file", sorted(SAMPLES.iterdir()), ids=lambda file: file.name)
def test_passages_of_a_sample_are_slices_and_short(file: Path) -> None:
    letter = read(file)
    assert letter.passages
    for passage in letter.passages:
        assert letter.text[passage.start : passage.end] == passage.text
        assert len(passage.text.split()) <= 180
    for item in letter.items:
        assert letter.text[item.start : item.end] == item.text
        for part in item.response_parts:
            assert letter.text[part.start : part.end] in item.response


def test_a_wrapped_line_that_begins_with_recommendation_is_no_label() -> None:
    response = sample("harrowdale-2020-first-contact").items[3].response
    assert "departs from the recommendation. We would look at the matter again" in response
    assert response.endswith("an affordable link became available.")


def test_a_wrapped_line_that_begins_with_a_figure_is_no_new_paragraph() -> None:
    passage = passage_with(sample("harrowdale-2020-first-contact"), "raised the priority of 702.")
    assert "The Constabulary opened a vulnerability desk" in passage.text


def test_what_a_letter_says_of_itself_ends_the_last_response() -> None:
    letter = sample("harrowdale-2020-first-contact")
    assert letter.items[-1].response.endswith("beginning in September 2020.")
    closing = passage_with(letter, "comments are on my website")
    assert (closing.item, closing.speaker) == (None, BODY)
    assert passage_with(sample("harrowdale-2023-second-look"), "I have sent copies").item is None
    assert passage_with(sample("westmarch-2022-digital-forensics"), "I have sent a").item is None


def test_each_comment_of_a_web_page_answers_its_own_item() -> None:
    letter = sample("harrowdale-2022-custody")
    assert letter.front.kind is LetterKind.WEB_PAGE
    first, second, afi = letter.items
    assert first.response.startswith("On recommendation 1, I accept")
    assert "\n\nRecommendation 1: the new appropriate adult service began" in first.response
    assert second.response.endswith("compared with five in September 2021.")
    assert afi.text.endswith("a supervisor reviews them.")
    assert afi.response.endswith("of 80 cases.")


def test_what_a_web_page_says_of_no_item_stands_alone() -> None:
    letter = sample("harrowdale-2022-custody")
    healthcare = passage_with(letter, "Healthcare in the three suites costs")
    assert (healthcare.item, healthcare.speaker) == (None, FORCE)
    grateful = passage_with(letter, "I am grateful to the inspectors")
    assert (grateful.item, grateful.speaker) == (None, FORCE)
    figures = passage_with(letter, "puts the first of these in figures")
    assert (figures.item, figures.speaker) == (None, Speaker.INSPECTORATE)
    assert passage_with(letter, "Page last updated").speaker is Speaker.UNKNOWN
    assert not any(passage.text.startswith("---") for passage in letter.passages)


def test_a_table_of_named_rows_is_an_item_with_its_owner_beside_it() -> None:
    letter = sample("westmarch-2022-digital-forensics")
    first = letter.items[0]
    assert first.text.startswith("By December 2022, chief constables")
    assert first.text.endswith("could not tell us how many devices they held.")
    assert first.response.endswith("an outside laboratory for nine months.")
    owner = passage_with(letter, "Chief Inspector Dominic Hale-Warren")
    assert (owner.item, owner.speaker) == (1, Speaker.UNKNOWN)
    assert owner.text.startswith("Owner")
    paid = passage_with(letter, "I have released £450,000")
    assert (paid.item, paid.speaker) == (0, BODY)


def test_a_commissioner_who_names_the_office_speaks_for_it() -> None:
    passage = passage_with(sample("westmarch-2022-digital-forensics"), "I publish this response")
    assert passage.speaker is BODY


def test_a_chief_constable_s_paper_is_the_force_s_but_for_the_commissioner_s_section() -> None:
    letter = sample("westmarch-2023-board-paper")
    assert letter.front.kind is LetterKind.BOARD_PAPER
    assert passage_with(letter, "sets out the response of Westmarch Police").speaker is FORCE
    assert passage_with(letter, "I accept all six areas").speaker is BODY
    assert passage_with(letter, "The Commissioner has set a limit").speaker is BODY
    assert passage_with(letter, "Contact officers").speaker is Speaker.UNKNOWN


def test_a_narrative_letter_is_passages_without_items() -> None:
    letter = sample("westmarch-2023-rural-crime")
    assert passage_with(letter, "I paid for the marking kits").speaker is BODY
    assert passage_with(letter, "Westmarch Police made 38 arrests").speaker is FORCE


def test_first_persons_in_a_commissioner_s_letter_are_the_commissioner_s() -> None:
    letter = sample("harrowdale-2023-second-look")
    assert passage_with(letter, "In 2020 we said that Harrowdale would not").speaker is BODY
    assert passage_with(letter, "In 2021 I supported").speaker is BODY


def test_an_inspection_report_of_text_has_the_title_above_its_sections() -> None:
    report = read_report(REPOSITORY / "samples" / "reports" / "new-inspection.txt")
    assert report.title == "Behind the front desk: promises made to the public"
    assert report.published == date(2024, 11, 19)
    assert [item.number for item in report.items] == ["1", "2", "3", "4", "5"]
    assert report.items[4].text.endswith("report against it each year.")


def test_items_listed_and_repeated_in_chapters_are_found_once_each() -> None:
    report = read_report(REPOSITORY / "samples" / "reports" / "trust-at-first-contact-2024.pdf")
    assert report.title == "Trust at first contact"
    assert report.published == date(2024, 9, 3)
    cause, under_the_cause, *others = report.items
    assert under_the_cause.kind is ItemKind.RECOMMENDATION
    assert under_the_cause.number is None
    assert under_the_cause.heading == cause.text
    numbered = [cause, *others]
    found = sorted((item.kind.value, item.number) for item in numbered)
    assert found == [
        ("afi", "1"),
        ("afi", "2"),
        ("afi", "3"),
        ("cause_of_concern", "1"),
        *(("recommendation", str(n)) for n in range(1, 6)),
    ]
