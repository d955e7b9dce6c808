"""What is not in the library is said of the letters that were looked at, and of no others."""

from __future__ import annotations

import pytest

from assistant.answer import answer_question, look_up
from assistant.as_json import asked_json
from assistant.chips import chips
from assistant.results import Abstention
from vectorstore.library import Library


@pytest.mark.parametrize(
    ("question", "reason", "message"),
    [
        (
            "What did Miriam Ashcombe say in 2023?",
            "no_such_date",
            "The library has no letter by Miriam Ashcombe of that time (2023). "
            "It has letters by Miriam Ashcombe of 2020.",
        ),
        (
            "What did Miriam Ashcombe say in reply to Lanes and fields?",
            "no_such_report",
            "No letter by Miriam Ashcombe in the library answers a report called “Lanes and "
            "fields”. It has answers by Miriam Ashcombe to:",
        ),
        (
            "What did forces other than Westmarch say in 2019?",
            "no_such_date",
            "The library has no letter other than from Westmarch of that time (2019).",
        ),
        (
            "What did forces other than Harrowdale and Westmarch say?",
            "no_such_body",
            "The library has letters from Harrowdale and Westmarch and from no other body.",
        ),
    ],
)
def test_what_is_missing_is_told_of_all_the_filters_that_were_kept(
    samples: Library, question: str, reason: str, message: str
) -> None:
    abstention = answer_question(question, library=samples)
    assert isinstance(abstention, Abstention)
    assert abstention.reason == reason
    assert message in abstention.message


def test_a_body_that_is_left_out_is_not_searched_until_that_is_taken_back(
    samples: Library,
) -> None:
    question = "What did forces other than Westmarch say about custody?"
    found = look_up(question, library=samples)
    assert {each.letter.body for each in found.evidence} == {"Harrowdale"}
    assert "Westmarch" not in found.question.search
    (chip,) = chips(found.question)
    assert (chip.words, chip.name) == ("not Westmarch", "without:Westmarch")
    assert asked_json(found.question) == {"without_body": ["Westmarch"], "across": True}
    again = look_up(question, library=samples, without=["without:Westmarch"])
    assert {each.letter.body for each in again.evidence} == {"Harrowdale", "Westmarch"}
    assert chips(again.question) == []


def test_what_may_be_a_report_is_searched_for_and_said_not_to_be_there(samples: Library) -> None:
    question = "What did Harrowdale say on custody in reply to the domestic abuse report?"
    found = look_up(question, library=samples)
    assert found.evidence
    assert found.message == (
        "No letter from Harrowdale in the library names the domestic abuse report as what it "
        "answers, so these words were only searched for."
    )


def test_items_of_two_kinds_are_shown_as_either(samples: Library) -> None:
    found = look_up("What of recommendation 1 and AFI 2?", library=samples)
    (chip,) = chips(found.question)
    assert chip.words == "recommendation or area for improvement 1 and 2"
