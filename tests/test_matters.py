"""A matter of policing that is named is not answered by what only comes near it."""

from __future__ import annotations

import pytest

from assistant.answer import answer_question
from assistant.matters import named_matters, speak_of_any
from assistant.results import Abstention, Answer
from vectorstore.library import Library


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What was said about vetting?", 1),
        ("Do they use drones or Tasers?", 2),
        ("Is CCTV looked at?", 1),
        ("Who is in charge of the control room?", 0),
        ("How quickly are victims told, and is it up to speed?", 0),
        ("Is the ced switched off?", 0),
        ("What is done to prevent machinery theft?", 0),
        ("What campaign was mounted?", 0),
    ],
)
def test_matters_are_named_in_their_own_words(question: str, named: int) -> None:
    assert len(named_matters(question)) == named


def test_a_matter_is_spoken_of_under_any_of_its_names() -> None:
    matters = named_matters("Are body-worn cameras switched off?")
    assert speak_of_any(["Officers use body worn video."], matters)
    assert not speak_of_any(["Officers wear a new coat."], matters)


def test_a_matter_that_no_passage_names_is_not_answered(samples: Library) -> None:
    result = answer_question("How is Harrowdale dealing with its vetting backlog?", library=samples)
    assert isinstance(result, Abstention)
    assert result.reason == "nothing_on_record"
    asked = answer_question("How is Westmarch dealing with rural crime?", library=samples)
    assert isinstance(asked, Answer)
