"""A question names its own filters: whose letters, and of when."""

from __future__ import annotations

from dataclasses import replace
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
        addressee=None,
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


def test_a_name_that_is_no_filter_is_searched_for() -> None:
    assert understood("Who is Steve White?").search == "Who is Steve White?"
    assert understood("Steve White on custody").search == "on custody"
    assert understood("What is Mr White's view of custody?").search == "What is view of custody?"


def test_the_words_of_a_report_stay_where_no_other_matter_is_named() -> None:
    letters = [replace(each, report_title="PEEL 2021/22") for each in LETTERS]
    question = understand(
        "How did Durham respond to PEEL?", filters=Filters(), letters=Catalogue(letters)
    )
    assert question.filters.report == "PEEL"
    assert question.search == "How did respond to PEEL?"
    quoted = understand(
        'How did Durham respond to "PEEL"?', filters=Filters(), letters=Catalogue(letters)
    )
    assert quoted.search == 'How did respond to "PEEL"?'


def test_a_report_is_named_without_the_verb_before_it() -> None:
    letters = [replace(each, report_title="On the line: control rooms") for each in LETTERS]
    question = understand(
        "What is the control room report about?", filters=Filters(), letters=Catalogue(letters)
    )
    assert question.filters.report == "control room"


@pytest.mark.parametrize(
    ("text", "search"),
    [
        ("What is electrical current?", "What is electrical current?"),
        ("How many current officers are there?", "How many current officers are there?"),
        ("What is the current position on custody?", "What is the position on custody?"),
        ("What is the latest on custody?", "What is the on custody?"),
        ("Which forces other than Durham use drones?", "Which forces use drones?"),
        ("Apart from Durham, who uses drones?", ", who uses drones?"),
    ],
)
def test_only_words_that_became_a_filter_leave_the_search(text: str, search: str) -> None:
    assert understood(text).search == search


def test_a_filter_that_is_left_unread_is_searched_for() -> None:
    text = "Which forces other than Durham now use drones?"
    question = understand(
        text, filters=Filters(), letters=Catalogue(LETTERS), without=["without:Durham", "latest"]
    )
    assert question.search == text
    assert not question.filters


def test_the_question_is_kept_as_it_was_asked_on_one_line() -> None:
    assert understood("  What of\n the\tcells? ").text == "What of the cells?"
