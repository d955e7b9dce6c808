"""What a question asks to be told decides between passages on the same matter."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from assistant.preference import preference
from ingest.model import Speaker


@dataclass(frozen=True, kw_only=True)
class Said:
    text: str
    speaker: Speaker = Speaker.FORCE


def gain(question: str, text: str, speaker: Speaker = Speaker.FORCE) -> float:
    return preference(question)(Said(text=text, speaker=speaker))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "tells", "tells_not"),
    [
        (
            "Who runs the contact centre?",
            "It is led by Supt Ama Lund.",
            "Callers are answered within a minute.",
        ),
        (
            "When did the new unit start?",
            "The unit opened on 3 March 2021.",
            "The unit has twelve officers.",
        ),
        (
            "What deadline was set for the plan?",
            "Forces should publish a plan by March 2022.",
            "In March 2022 the plan was welcomed.",
        ),
        (
            "Who can I ring about the paper?",
            "Contact officer: Ama Lund, Tel: 01234 567890",
            "The board is asked to read the paper.",
        ),
    ],
)
def test_a_passage_that_tells_what_is_asked_gains(
    question: str, tells: str, tells_not: str
) -> None:
    assert gain(question, tells) > gain(question, tells_not)


def test_politeness_answers_only_a_question_of_opinion() -> None:
    polite = "The chief constable and I welcome the report."
    assert gain("How are call takers trained?", polite) < 0
    assert gain("Does the commissioner agree with the report?", polite) == 0


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("What did the inspectors find about custody?", Speaker.INSPECTORATE),
        ("Why does HMICFRS reckon that?", Speaker.INSPECTORATE),
        ("What has the PCC paid for?", Speaker.POLICING_BODY),
        ("What has been done about AFI 3?", Speaker.FORCE),
        ("AFI 3 response", Speaker.FORCE),
        ("What does recommendation 4.1 ask for?", Speaker.INSPECTORATE),
        ("What has been done about custody?", Speaker.FORCE),
    ],
)
def test_the_one_who_is_asked_for_speaks(question: str, who: Speaker) -> None:
    gains = {each: gain(question, "Custody is inspected.", each) for each in Speaker}
    assert gains[who] == max(gains.values())
    assert (gains[Speaker.INSPECTORATE] >= gains[Speaker.FORCE]) == (who is Speaker.INSPECTORATE)
