"""A question names its own filters: whose letters, and of when."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.question import Question, understand
from vectorstore.catalogue import Catalogue
from vectorstore.records import Filters, LetterFacts


def letter(body: str, year: int, author: str) -> LetterFacts:
    return LetterFacts(
        letter_id=f"{body}-{year}",
        body=body,
        author=author,
        dated=date(year, 7, 1),
        report_title=None,
    )


LETTERS = [
    letter("Durham", 2020, "Steve White"),
    letter("Cambridgeshire", 2021, "Ada Quill"),
    letter("Harrowdale", 2020, "Miriam Ashcombe"),
    letter("Westmarch", 2023, "Owen Brackenridge"),
]


def understood(text: str, filters: Filters | None = None) -> Question:
    return understand(text, filters=filters or Filters(), letters=Catalogue(LETTERS))


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("What did Durham say about custody?", ("Durham",)),
        ("what did durham say about custody?", ("Durham",)),
        ("DURHAM'S custody?", ("Durham",)),
        ("What has Durham Constabulary done?", ("Durham",)),
        ("What does Cambs say about drones?", ("Cambridgeshire",)),
        ("What does the Cambridgeshire PCC say?", ("Cambridgeshire",)),
        ("What does harrowdale say?", ("Harrowdale",)),
        ("Do Harrowdale and Westmarch agree?", ("Harrowdale", "Westmarch")),
        ("Who answers calls at night?", ()),
        ("What about the durhamshire road?", ()),
    ],
)
def test_a_body_that_is_named_is_a_filter(text: str, bodies: tuple[str, ...]) -> None:
    question = understood(text)
    assert question.filters.bodies == bodies
    assert question.missing_bodies == ()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("How many drones does Dorset Police operate?", ("Dorset",)),
        ("what does the met do about knife crime?", ("Metropolitan Police",)),
        ("What do Kent and Durham do?", ("Kent",)),
        ("What does Ruritania Police do?", ("Ruritania",)),
        ("What did Ada Quill say?", ()),
    ],
)
def test_a_body_without_a_letter_is_named_as_missing(text: str, missing: tuple[str, ...]) -> None:
    assert understood(text).missing_bodies == missing


@pytest.mark.parametrize(
    "text",
    [
        "What did Steve White say about custody?",
        "Does the Single Online Home work?",
        "What is the National Crime Recording Standard?",
        "Who is the Home Secretary?",
        "Have the targets been met?",
        "Which of the forces met the target?",
        "How does Athena work with THRIVE?",
        "What happens in Stoke Road on a May evening?",
    ],
)
def test_a_name_that_is_no_body_is_not_taken_for_one(text: str) -> None:
    question = understood(text)
    assert question.filters.bodies == ()
    assert question.missing_bodies == ()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("What did the 2020 letter say?", date(2020, 1, 1), date(2020, 12, 31)),
        ("What did Durham say in 2020 about calls?", date(2020, 1, 1), date(2020, 12, 31)),
        ("What did we say in July 2021?", date(2021, 7, 1), date(2021, 7, 31)),
        ("What did Durham say before 2021?", None, date(2020, 12, 31)),
        ("What has Westmarch said since 2021?", date(2021, 1, 1), None),
        ("What has Westmarch said after 2021?", date(2022, 1, 1), None),
        ("How many calls were there in 2020/21?", None, None),
        ("What will be done by 2030?", None, None),
        ("What did Durham say in 1999?", date(1999, 1, 1), date(1999, 12, 31)),
        ("What about outcome 2020 forms?", None, None),
    ],
)
def test_a_year_of_saying_is_a_filter_and_a_year_of_doing_is_not(
    text: str, first: date | None, last: date | None
) -> None:
    filters = understood(text).filters
    assert (filters.dated_from, filters.dated_to) == (first, last)


def test_a_filter_that_was_given_is_kept() -> None:
    given = Filters(bodies=("Westmarch",), dated_from=date(2023, 1, 1))
    assert understood("What did Durham say in 2020?", given).filters == given


def test_what_became_a_filter_is_not_searched_for() -> None:
    assert "Durham" not in understood("What did Durham Constabulary say about custody?").search
    assert "custody" in understood("What did Durham Constabulary say about custody?").search
    assert understood("Durham?").search == "Durham?"


def test_the_question_is_kept_as_it_was_asked_on_one_line() -> None:
    assert understood("  What of\n the\tcells? ").text == "What of the cells?"
