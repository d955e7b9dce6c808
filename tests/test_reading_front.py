"""Who wrote, when, to whom, about which report, and where in the text each is read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from reading_fixtures import SAMPLES, read, real_letters

from ingest.dates import find_dates
from ingest.files.kinds import parse
from ingest.fronts.bodies import introduced_bodies, named_bodies
from ingest.letters import find_letters
from ingest.model import Letter, PageSource


def words_at(letter: Letter, name: str) -> str:
    place = letter.front.places[name]
    return " ".join(letter.text[place.start : place.end].split())


def assert_each_place_bears_its_value(letter: Letter) -> None:
    """The words at the place of each field are the field's, white space and case apart."""
    front = letter.front
    for name in ("author", "role", "addressee", "report_title"):
        value = getattr(front, name)
        assert (value is None) == (name not in front.places), name
        for part in value.split(" and ") if value else []:
            assert part.casefold() in words_at(letter, name).casefold(), name
    for name in ("dated", "report_published"):
        day = getattr(front, name)
        assert (day is None) == (name not in front.places), name
        if day is not None:
            assert [found.day for found in find_dates(words_at(letter, name))] == [day]
    assert (front.body is None) == ("body" not in front.places)
    if front.body is not None:
        there = words_at(letter, "body")
        named = front.body.casefold() in there.casefold()
        assert named or front.body in {*introduced_bodies(there), *named_bodies(there)}
    assert bool(front.copied_to) == ("copied_to" in front.places)
    for copy in front.copied_to:
        assert copy in words_at(letter, "copied_to")
    if "title" in front.places:
        assert words_at(letter, "title") in (front.title, front.report_title)


@pytest.mark.parametrize("file", sorted(SAMPLES.iterdir()), ids=lambda file: file.name)
def test_each_field_of_a_sample_is_read_from_the_words_that_bear_it(file: Path) -> None:
    letter = read(file)
    assert {"kind", "body", "author", "role", "dated", "report_title"} <= set(letter.front.places)
    assert_each_place_bears_its_value(letter)


def test_each_field_of_a_real_letter_is_read_from_the_words_that_bear_it() -> None:
    files = sorted(real_letters().iterdir())
    assert len(files) == 5
    for file in files:
        letter = read(file)
        assert {"kind", "body", "author", "role", "dated", "addressee"} <= set(letter.front.places)
        assert_each_place_bears_its_value(letter)


FRONTS = sorted((Path(__file__).parent / "fronts").glob("*.json"))


@pytest.mark.parametrize("expected", FRONTS, ids=lambda file: file.stem)
def test_the_whole_front_of_an_opening_is_read(expected: Path) -> None:
    """Beside each letter in tests/fronts stands its expected reading, of every field."""
    file = next(file for file in expected.parent.glob(f"{expected.stem}.*") if file != expected)
    letter = read(file)
    front = letter.front
    dates = {
        name: day.isoformat() if (day := getattr(front, name)) else None
        for name in ("dated", "report_published")
    }
    assert json.loads(expected.read_text("utf-8")) == {
        "kind": front.kind.value,
        "body": front.body,
        "author": front.author,
        "role": front.role,
        "addressee": front.addressee,
        "report_title": front.report_title,
        "copied_to": list(front.copied_to),
        "guesses": list(letter.guesses),
        "warnings": list(letter.warnings),
        **dates,
    }
    assert_each_place_bears_its_value(letter)


@pytest.mark.parametrize(("day", "warned"), [("3 June 2015", False), ("3 June 2019", True)])
def test_an_office_that_was_another_s_on_the_day_is_said(
    tmp_path: Path, day: str, warned: bool
) -> None:
    file = tmp_path / "letter.txt"
    file.write_text(
        f"{day}\n\nDear Home Secretary,\n\nDoing better\n\nI have read it.\n\nYours sincerely,\n\n"
        "Tom Alder\nPolice and Crime Commissioner for Greater Manchester\n"
    )
    expected = (
        "It is signed as Police and Crime Commissioner and dated 3 June 2019, when the policing "
        "body of Greater Manchester was the Mayor of Greater Manchester."
    )
    assert read(file).warnings == ((expected,) if warned else ())


@pytest.mark.parametrize(
    "rank",
    [
        "Temporary Chief Constable",
        "Interim Chief Constable",
        "Acting Deputy Chief Constable",
        "Assistant Chief Constable",
        "T/Chief Constable",
    ],
)
def test_a_rank_is_a_role_and_no_body(tmp_path: Path, rank: str) -> None:
    file = tmp_path / "letter.txt"
    file.write_text(
        f"From: {rank}, Wexmoor Police\nTo: HMICFRS\nDate: 3 May 2022\n\n"
        "Recommendation 1: Forces should count.\n\nWe count.\n"
    )
    front = read(file).front
    assert (front.body, front.role) == ("Wexmoor", rank)


CONFUSED = "PCC for Northmoor\n\n1O 0ctober 2O21\n\nDear Minister,\n\nI have read it.\n"


@pytest.mark.parametrize("source", [PageSource.OCR, PageSource.TEXT])
def test_a_letter_o_for_a_nought_is_read_where_the_text_was_recognised(source: PageSource) -> None:
    document = parse(CONFUSED.encode(), "letter.txt")
    document = replace(document, pages=(replace(document.pages[0], source=source),))
    letter = find_letters(document, "letter.txt", "0")[0]
    if source is PageSource.TEXT:
        assert (letter.front.dated, letter.guesses) == (None, ())
        return
    assert letter.front.dated == date(2021, 10, 10)
    assert words_at(letter, "dated") == "1O 0ctober 2O21"
    assert letter.guesses == (
        "The date 10 October 2021 is read from “1O 0ctober 2O21”: a nought and the letter O look "
        "alike in a picture.",
    )


def test_the_date_of_an_earlier_report_is_not_that_of_the_report(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text(
        "4 May 2023\n\nDear Minister,\n\nRoad policing in rural forces\n\nHMICFRS published “Not "
        "optional” on 15 July 2020. This report was published on 9 March 2023.\n"
    )
    front = read(file).front
    assert front.report_title == "Road policing in rural forces"
    assert front.report_published == date(2023, 3, 9)


@pytest.mark.parametrize(
    "title",
    [
        "First on the scene: response policing in rural areas",
        "Response times after dark",
        "Ready to go: response to emergencies at sea",
    ],
)
def test_a_report_on_response_policing_is_no_label_of_a_response(
    tmp_path: Path, title: str
) -> None:
    file = tmp_path / "letter.txt"
    file.write_text(
        f"3 June 2021\n\nDear Home Secretary,\n\n{title}\n\nI have read it with care.\n\n"
        "Yours sincerely,\n\nTom Alder\nPolice and Crime Commissioner for Westmarch\n"
    )
    assert read(file).front.report_title == title
