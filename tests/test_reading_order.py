"""Answers that name no item: in the order of a list, or one by one under its parts."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_fixtures import read

from ingest.model import Letter

TOP = "Police and Crime Commissioner for Northmoor\n\n1 May 2024\n\nDear Minister,\n\n"
LIST = """The report makes these recommendations:

1. Forces should count their letters.
2. Forces should answer every telephone within a minute.
3. Forces should polish the brass handles.

"""
ANSWERS = """The letters are counted on Mondays.

Most calls are answered in a minute.

There is no brass left in Northmoor."""
END = "\n\nYours sincerely,\n\nTom Alder\nPolice and Crime Commissioner for Northmoor\n"


def letter_of(tmp_path: Path, text: str) -> Letter:
    file = tmp_path / "letter.txt"
    file.write_text(TOP + text + END, "utf-8")
    return read(file)


def responses(letter: Letter) -> list[tuple[str | None, str]]:
    return [(item.number, item.response) for item in letter.items]


IN_ORDER = list(zip("123", ANSWERS.split("\n\n"), strict=True))


@pytest.mark.parametrize(
    "text",
    [
        f"{LIST}Taking these in turn:\n\n{ANSWERS}",
        f"{LIST}I answer them in the same order.\n\n{ANSWERS}",
        f"I reply to each recommendation in turn.\n\n{LIST}{ANSWERS}",
    ],
    ids=["after the list", "in the same order", "before the list"],
)
def test_answers_that_are_said_to_follow_in_turn_are_paired_in_order(
    tmp_path: Path, text: str
) -> None:
    assert responses(letter_of(tmp_path, text)) == IN_ORDER


def test_the_first_answer_may_say_that_they_follow_in_turn(tmp_path: Path) -> None:
    opened = ANSWERS.replace("The letters", "Taking these in turn, the letters", 1)
    expected = [("1", opened.partition("\n")[0]), *IN_ORDER[1:]]
    assert responses(letter_of(tmp_path, LIST + opened)) == expected


@pytest.mark.parametrize(
    "answers",
    [
        f"Taking these in turn:\n\n{ANSWERS}\n\nI rode in a van.",
        "Taking these in turn:\n\nMost calls are answered.\n\nThere is no brass left.",
        "Taking these in turn:\n\nEvery telephone is answered within the minute.\n\n"
        "Our letters are counted.\n\nThere is no brass left.",
        ANSWERS,
    ],
    ids=["one more", "one fewer", "in another order", "nothing said of the order"],
)
def test_paragraphs_that_may_not_follow_the_order_are_paired_with_nothing(
    tmp_path: Path, answers: str
) -> None:
    letter = letter_of(tmp_path, LIST + answers)
    assert responses(letter) == [("1", ""), ("2", ""), ("3", "")]
    assert any("no brass left" in passage.text for passage in letter.passages)


ASKS = "Recommendation 1\n\nForces should:\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "(a) count;\n\nWe count.\n\n(b) read; and\n\nWe read.\n\n(c) write.\n\nWe write.",
            [("1(a)", "We count."), ("1(b)", "We read."), ("1(c)", "We write.")],
        ),
        (
            "(i) count;\n\nForce response: We count.\n\n(ii) read.\n\nForce response: We read.",
            [("1(i)", "We count."), ("1(ii)", "We read.")],
        ),
        (
            "(a) count;\n(b) read.\n\n(a) We have counted.\n\n(b) We have read.",
            [("1", "(a) We have counted.\n\n(b) We have read.")],
        ),
        (
            "(a) count.\n\nWe have bought:\n\n(a) beads;\n\n(c) a book.",
            [("1", "We have bought:\n\n(a) beads;\n\n(c) a book.")],
        ),
    ],
    ids=["parts", "with labels", "listed first", "a list of the answer's own"],
)
def test_parts_are_items_of_their_own_where_each_is_answered_under_it(
    tmp_path: Path, text: str, expected: list[tuple[str, str]]
) -> None:
    letter = letter_of(tmp_path, ASKS + text)
    assert responses(letter) == expected
    if len(letter.items) > 1:
        assert {item.heading for item in letter.items} == {"Forces should:"}


def test_an_answer_that_opens_with_its_item_is_quoted_in_whole_sentences(tmp_path: Path) -> None:
    answers = [
        "On recommendation 1, since June we count them.",
        "Recommendation 2: since June the calls are short.",
        "Recommendation 3, since June, needs no brass.",
    ]
    letter = letter_of(tmp_path, LIST + "\n\n".join(answers))
    assert responses(letter) == list(zip("123", answers, strict=True))


def test_the_label_of_an_answer_is_no_part_of_it(tmp_path: Path) -> None:
    answers = "Recommendation 1: I accept it.\n\nRecommendation 2 – Done.\n\nRecommendation 3: No."
    letter = letter_of(tmp_path, LIST + answers)
    assert responses(letter) == [("1", "I accept it."), ("2", "Done."), ("3", "No.")]
