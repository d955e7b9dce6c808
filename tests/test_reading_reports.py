"""What a report asks: every recommendation, AFI and cause of concern once, of whom, by when."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from conftest import TRUST_AT_FIRST_CONTACT
from reading_fixtures import real_reports

from ingest.model import Item, ItemKind, Report
from ingest.reading import read_items, read_report, report_from_text
from ingest.reports.duties import deadline_of, owner_of

REPORTS = sorted((Path(__file__).parent / "reports").glob("*.json"))
GOVERNMENT = "the Government"


def committee(name: str) -> Path:
    return next(real_reports().glob(f"home-affairs*.{name}.pdf"))


@cache
def committee_report() -> Report:
    """Read once: a page of it is a picture, and to recognise its words takes long."""
    return read_report(committee("report"))


def squeezed(text: str) -> str:
    """A text without its white space, page numbers and the hyphens at its line ends."""
    text = re.sub(r"^\s*\d+\s*$", "", text, flags=re.M)
    return re.sub(r"[\s\u00ad-]+", "", text)


def printed(file: Path) -> str:
    """The words of a PDF as another program reads them."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run([program, str(file), "-"], capture_output=True, check=True)
    return squeezed(done.stdout.decode())


def test_the_recommendations_of_a_committee_have_their_numbers_pages_and_owners() -> None:
    report = committee_report()
    assert report.title == "Police response to the 2024 summer disorder"
    assert report.published == date(2025, 4, 14)
    assert report.body is None
    assert report.publisher == "the Home Affairs Committee"
    assert [(item.number, item.page, item.paragraph, item.owner) for item in report.items] == [
        ("3", 38, "17", "the CPS"),
        ("5", 39, "25", GOVERNMENT),
        ("7", 39, "31", "The new national system for policing"),
        ("9", 40, "35", GOVERNMENT),
        ("11", 40, "43", GOVERNMENT),
        ("13", 40, "47", "The Government"),
        ("15", 41, "51", GOVERNMENT),
        ("17", 41, "58", "The Government"),
        ("19", 41, "63", "The Government"),
    ]
    assert {item.deadline for item in report.items} == {None}


def test_the_recommendations_of_a_committee_are_whole() -> None:
    words = printed(committee("report"))
    items = committee_report().items
    assert len(items) == 9
    assert {item.kind for item in items} == {ItemKind.RECOMMENDATION}
    assert items[0].text.startswith("Notwithstanding potential changes")
    assert items[0].text.endswith("interpretation and use.")
    for item in items:
        whole = re.escape(item.number or "") + r"\." + re.escape(squeezed(item.text))
        assert re.search(whole + r"\(Recommendation,Paragraph\d+\)", words), item.number


def test_the_government_s_reply_gives_each_recommendation_its_whole_response() -> None:
    words = printed(committee("response"))
    items = read_items(committee("response"))
    assert len(items) == 9
    assert [item.page for item in items] == [4, 5, 6, 6, 7, 8, 9, 9, 10]
    for item in items:
        pair = f"Recommendation:{squeezed(item.text)}Response:{squeezed(item.response)}"
        assert pair in words, item.text[:40]
        assert "Recommendation:" not in item.response
    after = [_after(words, item) for item in items]
    assert all(re.match(r"Recommendation:|\d\.[A-Z]", rest) for rest in after[:-1])
    assert after[-1] == ""


def _after(words: str, item: Item) -> str:
    """What stands after an item's response, of the words of its file."""
    return words.partition(squeezed(item.response))[2]


@pytest.mark.parametrize("expected", REPORTS, ids=lambda file: file.stem)
def test_the_whole_reading_of_a_report(expected: Path) -> None:
    """Beside each report in tests/reports stands its expected reading."""
    file = next(file for file in expected.parent.glob(f"{expected.stem}.*") if file != expected)
    report = read_report(file)
    assert json.loads(expected.read_text("utf-8")) == {
        "title": report.title,
        "published": report.published.isoformat() if report.published else None,
        "body": report.body,
        "publisher": report.publisher,
        "items": [
            {
                "kind": item.kind.value,
                "number": item.number,
                "paragraph": item.paragraph,
                "owner": item.owner,
                "deadline": item.deadline.isoformat() if item.deadline else None,
                "begins": " ".join(item.text.split()[:4]),
                "ends": " ".join(item.text.split()[-3:]),
                "under": " ".join(item.heading.split()[:4]),
                "page": item.page,
            }
            for item in report.items
        ],
    }


def test_the_recommendation_of_a_cause_of_concern_stands_directly_after_it() -> None:
    items = read_report(TRUST_AT_FIRST_CONTACT).items
    named = [(item.kind.value, item.number) for item in items]
    assert len(named) == 10
    assert named[:3] == [
        ("cause_of_concern", "1"),
        ("recommendation", None),
        ("recommendation", "1"),
    ]
    assert items[1].heading == items[0].text
    assert items[2].heading == ""


@pytest.mark.parametrize(
    ("words", "paragraph"),
    [
        (
            "Recommendation 1: Forces should keep a record of it. (Recommendation, Paragraph 38)",
            "38",
        ),
        ("Recommendation 1: Forces should keep a record of it (see paragraph 4.12).", "4.12"),
        ("Recommendation 1 (paragraphs 9 and 10): Forces should keep a record of it.", "9 and 10"),
        ("Recommendation 1: Forces should keep a record of it, as in paragraph 4.", None),
    ],
)
def test_the_paragraph_of_an_item_is_read_as_printed(words: str, paragraph: str | None) -> None:
    (item,) = report_from_text(words).items
    assert item.paragraph == paragraph
    assert "aragraph" not in item.text or paragraph is None


@pytest.mark.parametrize(
    ("words", "owners"),
    [
        (
            "Recommendation 1 to the Home Office: Forces should be given more cells.",
            ["the Home Office"],
        ),
        ("Recommendation 1 (NPCC): Agree a national standard for cells.", ["NPCC"]),
        ("Recommendation 1 - to the CPS. It should publish its standard for cells.", ["the CPS"]),
        (
            "Recommendations\n\nHome Office\n\n1. Publish the plan for new cells by May 2025.\n\n"
            "Chief constables\n\n2. They should make sure that all cells are clean.",
            ["Home Office", "Chief constables"],
        ),
    ],
)
def test_an_item_is_for_whom_its_heading_or_label_addresses(words: str, owners: list[str]) -> None:
    assert [item.owner for item in report_from_text(words).items] == owners


@pytest.mark.parametrize(
    ("words", "owner"),
    [
        ("Chief constables should answer.", "Chief constables"),
        ("By March 2022, the force should answer.", "the force"),
        ("We recommend that the Home Office publishes a plan.", "the Home Office"),
        ("We expect all forces to answer.", "all forces"),
        ("Each force must be sure that it answers.", "Each force"),
        ("If it has not done so already the Government should pay.", "the Government"),
        (
            "By 1 May 2023, the College of Policing, with the National Police Chiefs’ Council, "
            "should publish guidance.",
            "the College of Policing, with the National Police Chiefs’ Council",
        ),
        ("Immediately, chief constables and PCCs must review it.", "chief constables and PCCs"),
        ("The NPCC lead for custody should write to forces.", "The NPCC lead for custody"),
        (
            "The new national system for policing should add it.",
            "The new national system for policing",
        ),
        ("We recommend that, with immediate effect, forces should act.", "forces"),
        ("Forces hold children when they should not.", None),
        ("Structures and funding should be put in place.", None),
        ("This should include a plan.", None),
        ("Too many people wait.", None),
    ],
)
def test_who_is_to_act_is_read_as_printed(words: str, owner: str | None) -> None:
    assert owner_of(words) == owner


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("By 31 March 2022, forces should act.", date(2022, 3, 31)),
        ("By March 2022, forces should act.", date(2022, 3, 31)),
        ("Forces should act by the end of February 2024.", date(2024, 2, 29)),
        ("By the end of 2023, forces should act.", date(2023, 12, 31)),
        ("No later than 1st June 2023, forces should act.", date(2023, 6, 1)),
        ("Within six months of publication, forces should act.", date(2023, 11, 4)),
        ("Within 28 days of the publication of this report, forces should act.", date(2023, 6, 1)),
        ("Within three months, forces should act.", None),
        ("Immediately, forces should act.", None),
        ("Forces should act on what they learned by talking to staff in May 2023.", None),
    ],
)
def test_a_deadline_is_a_day_where_the_item_states_one(words: str, deadline: date | None) -> None:
    assert deadline_of(words, date(2023, 5, 4)) == deadline


def test_months_of_publication_are_not_counted_from_an_unknown_day() -> None:
    assert deadline_of("Within six months of publication, forces should act.", None) is None
