"""Questions as a scrutiny panel asks them, in a hurry and to the point."""

from __future__ import annotations

import pytest

from assistant.answer import answer_question
from assistant.contractions import spelled_out
from assistant.outside import asks_outside
from assistant.results import Abstention, AbstentionReason, Answer
from assistant.stances import Stance, asked_stance, stance
from assistant.sufficiency import Sufficiency
from ingest.model import Speaker
from vectorstore.library import Library


def answered(question: str, library: Library) -> Answer:
    result = answer_question(question, library=library)
    assert isinstance(result, Answer), f"{question}: {result.message}"
    return result


def refused(question: str, library: Library) -> Abstention:
    result = answer_question(question, library=library)
    assert isinstance(result, Abstention), f"{question}: {result.statements[0].text}"
    return result


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("whats the cost", "what is the cost"),
        ("who's the lead, and what date's on it?", "who is the lead, and what date is on it?"),
        (
            "it isnt the force's plan, they can't say",
            "it is not the force's plan, they can not say",
        ),
        ("its letters", "its letters"),
        ("the wants of victims", "the wants of victims"),
    ],
)
def test_contractions_are_spelled_out_and_owners_are_left(typed: str, read: str) -> None:
    assert spelled_out(typed) == read


@pytest.mark.parametrize(
    ("sentence", "taken"),
    [
        ("I accept all six areas for improvement.", Stance.ACCEPTS),
        ("The Chief Constable agrees with this recommendation.", Stance.ACCEPTS),
        ("The force does not propose to run the desk at night.", Stance.REFUSES),
        ("The Constabulary sends no letter and has no plans to do so.", Stance.REFUSES),
        ("I support this decision, though it departs from the recommendation.", Stance.REFUSES),
        ("Millbridge will not be joining the platform.", Stance.REFUSES),
        ("The desk opened in May.", None),
        ("We have not yet agreed a date with the council.", None),
    ],
)
def test_a_sentence_accepts_refuses_or_says_neither(sentence: str, taken: Stance | None) -> None:
    assert stance(sentence) is taken


def test_a_question_asks_what_was_refused_or_whether_it_was_accepted() -> None:
    assert asked_stance("Which recommendations did they turn down?") is Stance.REFUSES
    assert asked_stance("What have we not accepted?") is Stance.REFUSES
    assert asked_stance("Did you accept AFI 3?") is Stance.ACCEPTS
    assert asked_stance("What did you say about AFI 3?") is None


def test_what_was_refused_is_told_in_the_sentences_that_refuse_it(samples: Library) -> None:
    answer = answered("Which recommendations did Harrowdale reject?", samples)
    assert answer.writer == "record"
    texts = " ".join(each.text for each in answer.statements)
    assert "does not propose to run the desk through the night" in texts
    assert "will not be joining the national online reporting platform" in texts
    assert all(each.speaker is not Speaker.INSPECTORATE for each in answer.statements)


def test_whether_an_item_was_accepted_is_answered_first_by_the_sentence_that_says(
    samples: Library,
) -> None:
    answer = answered("Have you accepted recommendation 4 of Answering the call?", samples)
    assert "it departs from the recommendation" in answer.statements[0].text


def test_bodies_that_are_compared_are_each_judged_by_their_own_letters(samples: Library) -> None:
    answer = answered("Compare Harrowdale and Westmarch on abandoned 101 calls", samples)
    assert "Nothing was found" not in answer.note
    quotes = " ".join(each.text for each in answer.statements)
    assert "22%" in quotes
    assert "17.4%" in quotes


def test_bodies_of_which_none_answers_by_itself_have_nothing_on_record(
    samples: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = Sufficiency(confidence=0.0, enough=False)
    monkeypatch.setattr("assistant.writers.quotes.judge", lambda *_: nobody)
    abstention = refused("Compare Harrowdale and Westmarch on abandoned 101 calls", samples)
    assert abstention.reason is AbstentionReason.NOTHING_ON_RECORD
    assert abstention.message.startswith("Nothing in the letters of Harrowdale and Westmarch")
    assert abstention.evidence


def test_a_question_to_all_forces_names_those_with_nothing_on_record(samples: Library) -> None:
    answer = answered("Which forces have a rural crime team?", samples)
    bodies = {cited.body for each in answer.statements for cited in each.citations}
    assert "Westmarch" in bodies
    assert "Harrowdale" not in bodies
    assert "Nothing was found that answers this for Harrowdale" in answer.note


def test_a_figure_of_the_year_that_is_named_leads_though_a_later_one_is_on_record(
    samples: Library,
) -> None:
    question = "How many devices were waiting to be examined in Westmarch at the end of 2021?"
    assert "1,126" in answered(question, samples).statements[0].text
    now = "How many devices are waiting to be examined in Westmarch now?"
    assert "417" in answered(now, samples).statements[0].text


def test_a_name_that_no_letter_has_is_said_to_be_in_none(samples: Library) -> None:
    result = refused("What have you said about the Larkspur review?", samples)
    assert result.reason is AbstentionReason.NOTHING_ON_RECORD
    assert "“Larkspur”" in result.message
    answered("What have you said about Vulnerability Teams in the control room?", samples)


def test_who_is_asked_for_leads_and_it_is_said_where_they_are_silent(samples: Library) -> None:
    answer = answered("What did the inspectorate find about appropriate adults?", samples)
    assert answer.statements[0].speaker is Speaker.INSPECTORATE
    silent = answered("What did the commissioner say about the THRIVE training?", samples)
    assert {each.speaker for each in silent.statements} == {Speaker.FORCE}
    assert "None of these are words of the commissioner" in silent.note


def test_a_question_of_what_holds_now_is_told_how_old_the_newest_words_are(
    samples: Library,
) -> None:
    answer = answered("What is Westmarch's current position on vulnerability teams?", samples)
    assert "The newest of these words are of 12 September 2023" in answer.note


@pytest.mark.parametrize(
    "question",
    [
        "whats the weather doing in Westmarch tomorrow",
        "who won the last PCC election in Harrowdale",
        "what's 56 days on from 3 February 2027",
        "which AI model are you running on?",
        "please write a poem about custody",
        "Is Westmarch in breach of the Victims' Code?",
        "What is the deadline for responding to an inspection report?",
    ],
)
def test_what_no_letter_could_say_is_outside_the_record(question: str, samples: Library) -> None:
    assert refused(question, samples).reason is AbstentionReason.OUTSIDE_THE_RECORD


@pytest.mark.parametrize(
    "question",
    [
        "which team is top of the league",
        "can my neighbour be arrested for playing loud music",
        "suggest a good name for our new cat",
        "my printer is out of paper again",
    ],
)
def test_a_question_like_those_that_no_letter_answers_is_outside_though_no_pattern_has_it(
    question: str, samples: Library
) -> None:
    assert asks_outside(question, of_a_body=False) is None
    assert refused(question, samples).reason is AbstentionReason.OUTSIDE_THE_RECORD


@pytest.mark.parametrize(
    "question",
    [
        "What football policing did Westmarch commit to?",
        "How does the force translate letters for victims?",
        "Did the prompt response improve?",
        "What does the force do about weather emergencies?",
        "Who won the contract for appropriate adults?",
        "Do you agree with recommendation 2?",
        "What AI model does the force use?",
        "Has Westmarch breached its own target?",
        "How many days after 3 March did they reply?",
        "What did Durham say about officers in Ireland?",
    ],
)
def test_a_question_of_what_a_body_did_is_not_outside_for_a_word_of_it(question: str) -> None:
    of_a_body = any(name in question for name in ("Westmarch", "Durham"))
    assert asks_outside(question, of_a_body=of_a_body) is None


def test_what_only_sounds_like_a_sum_or_an_order_is_asked_of_the_letters(samples: Library) -> None:
    for question in (
        "What did Westmarch say in its assessment of 2022/23?",
        "What does THRIVE stand for?",
    ):
        answered(question, samples)


def test_letters_of_a_year_are_counted_for_each_body(samples: Library) -> None:
    answer = answered("How many letters are there from each body in 2023?", samples)
    assert [each.text.split()[0] for each in answer.statements] == ["1", "2"]
    assert all("of 2023" in each.framing for each in answer.statements)


def test_letters_are_counted_for_each_body_where_that_is_asked(samples: Library) -> None:
    answer = answered("How many letters are there from each body?", samples)
    assert len(answer.statements) == 2
    assert all(each.text.startswith("4 letters") for each in answer.statements)


def test_the_report_that_a_letter_answers_is_told(samples: Library) -> None:
    question = "the Harrowdale letter of 6 October 2022, which inspection is it replying to"
    assert "A duty of care" in answered(question, samples).statements[0].text
