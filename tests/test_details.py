"""What a question asks to be told, and whether a passage tells it."""

from __future__ import annotations

import pytest

from assistant.details import Detail, asked_details, holds


@pytest.mark.parametrize(
    ("question", "details"),
    [
        ("How many drones are there and what do they cost?", (Detail.NUMBER, Detail.SUM)),
        ("How many advisers are there, and what are they paid?", (Detail.NUMBER, Detail.SUM)),
        ("What has the commissioner paid for?", ()),
        ("When did the desk open?", (Detail.TIME,)),
        ("What date did the desk open?", (Detail.DATE,)),
        ("Who chairs the scrutiny panel?", (Detail.CHAIR,)),
        ("Who sits on the scrutiny panel?", (Detail.MEMBERS,)),
        ("What's the name of the chief constable?", (Detail.PERSON,)),
        ("What grade was given for custody?", (Detail.GRADE,)),
        ("How does the desk work?", ()),
    ],
)
def test_a_question_asks_for_details(question: str, details: tuple[Detail, ...]) -> None:
    assert asked_details(question) == details


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        (
            "How many drones does the force fly?",
            "The force flies four drones.",
            "The force flies drones on 14 May. Calls are answered within 10 seconds.",
        ),
        (
            "When will the new switchboard open?",
            "The new switchboard is being built. It opens once the tests are done.",
            "The new switchboard is being built. The budget of 2021 was spent on the car park.",
        ),
        (
            "What date does the new switchboard open?",
            "The new switchboard opens on 3 May.",
            "The new switchboard opens once the tests are done.",
        ),
        (
            "Who chairs the Callers' Panel?",
            "The Callers' Panel is chaired by a magistrate.",
            "The Callers' Panel met in May.",
        ),
        (
            "Who sits on the Callers' Panel?",
            "The Callers' Panel is made up of six residents.",
            "The Callers' Panel met in May.",
        ),
        (
            "What is the name of the chief constable?",
            "I have consulted Chief Constable Nadia Thorne.",
            "I have consulted the Chief Constable. Yours, Martin Vale, Commissioner",
        ),
        (
            "What grade did the force get for custody?",
            "For custody the force was graded adequate.",
            "Care in custody is good and improving.",
        ),
    ],
)
def test_a_detail_is_told_by_a_sentence_on_what_is_asked_about(
    question: str, told: str, not_told: str
) -> None:
    (detail,) = asked_details(question)
    assert holds(detail, told, question, "")
    assert not holds(detail, not_told, question, "")
