"""A follow-up is put in full, and shown so; a question that is complete inherits nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from time import monotonic, sleep

import pytest
from conftest import Command
from fakes import ScriptedWriter
from langchain_core.language_models import FakeListChatModel

from assistant.follow_ups.reading import read_follow_up, stand_alone
from assistant.follow_ups.turns import Asked
from assistant.question import understand
from assistant.writers.rewriting import ChatModel, keeps_to, proposed
from benchmarks.follow_ups import Outcome, outcomes, read_pairs
from vectorstore.catalogue import Catalogue
from vectorstore.library import Library
from vectorstore.records import Filters, LetterFacts

HARROWDALE = LetterFacts(
    letter_id="h",
    body="Harrowdale",
    author="Anthea Lorrimer",
    addressee=None,
    dated=date(2022, 10, 6),
    report_title="A duty of care: how forces look after people in custody",
)
WESTMARCH = LetterFacts(
    letter_id="w",
    body="Westmarch",
    author="Owen Brackenridge",
    addressee=None,
    dated=date(2019, 7, 29),
    report_title="On the line: risk and vulnerability in police control rooms",
)
LETTERS = Catalogue([HARROWDALE, WESTMARCH])


def turn(text: str, *cited: LetterFacts) -> Asked:
    question = understand(text, filters=Filters(), letters=LETTERS)
    return Asked(question=question, cited=tuple(each.letter_id for each in cited))


def in_full(follow_up: str, *earlier: str | Asked) -> str | None:
    turns = [turn(each) if isinstance(each, str) else each for each in earlier]
    read = stand_alone(follow_up, turns, LETTERS)
    return read.text if read else None


# The judged pairs


@pytest.fixture(scope="module")
def judged(samples: Library) -> list[Outcome]:
    return list(outcomes(read_pairs(), samples))


@pytest.mark.parametrize("aside", [False, True])
def test_nine_in_ten_judged_follow_ups_are_read_rightly_without_a_model(
    judged: list[Outcome], aside: bool
) -> None:
    for leans in (True, False):
        part = [
            each
            for each in judged
            if each.pair.aside == aside and (each.pair.stand_alone is not None) == leans
        ]
        assert len(part) >= (5 if aside else 12)
        right = sum(not each.faults for each in part)
        assert right / len(part) >= 0.9, [each for each in part if each.faults]


def test_there_are_enough_judged_follow_ups() -> None:
    pairs = read_pairs()
    assert sum(each.stand_alone is not None for each in pairs) >= 45
    assert sum(each.stand_alone is None for each in pairs) >= 10
    assert sum(each.aside for each in pairs) >= 15


# What is exchanged


def test_another_year_takes_the_place_of_the_one_before() -> None:
    earlier = "How many 101 calls were abandoned in Harrowdale in 2020?"
    wanted = "How many 101 calls were abandoned in Harrowdale in 2023?"
    assert in_full("and in 2023?", earlier) == wanted
    assert in_full("2023?", earlier) == wanted


def test_another_body_takes_the_place_of_the_one_before() -> None:
    earlier = "Has Harrowdale joined the national platform?"
    assert in_full("what about Dorset?", earlier) == "Has Dorset joined the national platform?"


def test_a_body_is_added_where_none_was_named() -> None:
    earlier = "What has been said about hare coursing?"
    wanted = "What has been said about hare coursing in Westmarch?"
    assert in_full("and Westmarch?", earlier) == wanted


def test_another_constabulary_is_not_given_the_name_of_the_first() -> None:
    earlier = "What did Harrowdale Constabulary say about bail?"
    assert in_full("and Westmarch?", earlier) == "What did the Westmarch force say about bail?"


def test_one_body_of_those_that_were_asked_is_asked_by_itself() -> None:
    assert in_full("and Westmarch?", "Which forces use THRIVE?") == "Does Westmarch use THRIVE?"


def test_another_item_keeps_the_report_and_the_body() -> None:
    earlier = "What did Harrowdale say about recommendation 2 of the custody report?"
    wanted = "What did Harrowdale say about AFI 1 of the custody report?"
    assert in_full("and AFI 1?", earlier) == wanted


def test_another_speaker_is_asked_of_the_same_body_and_matter() -> None:
    earlier = "What did the Harrowdale force say about bail?"
    wanted = "What did the Harrowdale commissioner say about bail?"
    assert in_full("and the commissioner?", earlier) == wanted


def test_another_matter_keeps_the_body() -> None:
    earlier = "What did Harrowdale say about custody visits?"
    assert in_full("and bail?", earlier) == "What did Harrowdale say about bail?"


def test_follow_ups_build_on_the_question_before_as_it_was_read() -> None:
    first = "How many 101 calls were abandoned in Harrowdale?"
    second = in_full("and in 2020?", first)
    assert second is not None
    third = in_full("and Westmarch?", first, second)
    assert third == "How many 101 calls were abandoned in Westmarch in 2020?"


def test_a_question_word_alone_asks_more_of_the_same() -> None:
    promised = "What did Westmarch promise on devices?"
    assert in_full("by when?", promised) == "What did Westmarch promise on devices, and by when?"
    sent = "Does Harrowdale send every victim a letter?"
    assert in_full("why not?", sent) == "Why does Harrowdale not send every victim a letter?"


# What is referred to


def test_who_signed_it_is_asked_of_the_letter_just_cited() -> None:
    cited = turn("What did Harrowdale say about strip searches?", HARROWDALE)
    wanted = "Who signed Harrowdale’s letter of 6 October 2022?"
    assert in_full("who signed it?", cited) == wanted
    assert in_full("When was that letter sent?", cited) == (
        "When was Harrowdale’s letter of 6 October 2022 sent?"
    )


def test_no_letter_is_referred_to_where_none_was_cited() -> None:
    read = in_full("When was that letter sent?", "What did Dorset say about strip searches?")
    assert read is None or "letter of" not in read


def test_they_and_the_force_are_those_that_were_asked_about() -> None:
    earlier = "What did Harrowdale say about custody visits?"
    assert in_full("What did they say about bail?", earlier) == (
        "What did Harrowdale say about bail?"
    )
    assert in_full("What did the force say about bail?", earlier) == (
        "What did the Harrowdale force say about bail?"
    )


def test_she_is_the_author_who_was_asked_about() -> None:
    earlier = "What did Anthea Lorrimer say about custody visits?"
    assert in_full("What did she say about bail?", earlier) == (
        "What did Anthea Lorrimer say about bail?"
    )


def test_it_and_their_are_of_the_matter_that_was_asked_about() -> None:
    read = in_full("how often does it meet?", "Is there a panel for strip searches in Harrowdale?")
    assert read == "How often does the panel for strip searches in Harrowdale meet?"
    read = in_full("what is their sickness rate?", "What did Westmarch say about its officers?")
    assert read == "What did Westmarch say about its officers, and what is their sickness rate?"


def test_where_it_may_be_one_thing_or_another_both_questions_are_shown() -> None:
    read = in_full("has it changed?", "What did Westmarch say about devices?")
    assert read == "What did Westmarch say about devices, and has it changed?"


# What inherits nothing


@pytest.mark.parametrize(
    "text",
    [
        "How many thefts of farm machinery were recorded in Westmarch?",
        "And how many devices are waiting to be examined in Westmarch?",
        "What about strip searches in Westmarch?",
        "Which forces use THRIVE?",
        "hare coursing",
        "How long does it take to examine a device?",
        "Did Westmarch say that it has a domestic abuse car?",
        "How many victims were sent a letter so that they had it in writing?",
        "Is there a vulnerability team in the control room?",
        "Thank you",
    ],
)
def test_a_change_of_topic_does_not_inherit(text: str) -> None:
    assert in_full(text, turn("What did Harrowdale say about bail in 2022?", HARROWDALE)) is None


def test_the_first_question_of_a_session_leans_on_nothing() -> None:
    assert in_full("and in 2022?") is None


def test_nothing_leans_on_a_question_of_law() -> None:
    assert in_full("and in 2022?", "Is it lawful to record calls?") is None


def test_thanks_in_between_are_passed_over() -> None:
    earlier = ("What did Harrowdale say about bail?", "Thank you")
    assert in_full("and Westmarch?", *earlier) == "What did Westmarch say about bail?"


def test_a_long_text_is_no_follow_up() -> None:
    assert in_full("and " + "word " * 100, "What did Harrowdale say about bail?") is None


# With a chat model


class Proposing(ScriptedWriter):
    """A writer whose model puts every follow-up in full like this."""

    def __init__(self, said: str | None) -> None:
        super().__init__()
        self._proposal = said

    def rewrite(self, text: str, earlier: Sequence[str]) -> str | None:
        return self._proposal


EARLIER = "How many 101 calls were abandoned in Harrowdale in 2020?"


def read_with(said: str | None, follow_up: str = "and in 2023?") -> str | None:
    read = read_follow_up(follow_up, [turn(EARLIER)], LETTERS, Proposing(said))
    return read.text if read else None


def test_what_the_model_proposes_is_what_is_asked() -> None:
    said = "In 2023, how many 101 calls were abandoned in Harrowdale?"
    assert read_with(said) == said


@pytest.mark.parametrize(
    "said",
    [
        None,  # it is down, or too slow
        "How many 101 calls were abandoned in Westmarch in 2023?",  # of its own making
        "How many 101 calls were abandoned in Harrowdale in 2021?",
        "How many 101 calls were abandoned in Harrowdale?",  # loses what was asked
    ],
)
def test_a_proposal_that_adds_or_loses_something_gives_way_to_the_rule(said: str | None) -> None:
    assert read_with(said) == "How many 101 calls were abandoned in Harrowdale in 2023?"


def test_a_model_may_leave_a_question_as_it_is() -> None:
    assert read_with("Which forces use THRIVE?", "Which forces use THRIVE?") is None


def test_a_model_cannot_carry_the_topic_into_a_complete_question_by_its_own_words() -> None:
    assert not keeps_to("Which forces use facial recognition?", "Which forces use THRIVE?", [])


class Down:
    def invoke(self, input: object) -> object:  # noqa: A002
        raise ConnectionError("refused")


class Hanging:
    def invoke(self, input: object) -> object:  # noqa: A002
        sleep(5)
        return Chatty()


class Chatty:
    """A model that says more than one line."""

    content = "Certainly! Here it is:\nHow many 101 calls were abandoned in 2023?"

    def invoke(self, input: object) -> object:  # noqa: A002
        return self


def test_a_chat_model_is_shown_the_earlier_questions_and_proposes_one_line() -> None:
    said = "How many 101 calls were abandoned in Harrowdale in 2023?"
    model = FakeListChatModel(responses=[f"{said}\n"])
    assert proposed(model, "and in 2023?", [EARLIER]) == said


@pytest.mark.parametrize("model", [Down(), Hanging(), Chatty()])
def test_a_model_that_is_down_slow_or_chatty_proposes_nothing(model: ChatModel) -> None:
    began = monotonic()
    assert proposed(model, "and in 2023?", [EARLIER], timeout=0.2) is None
    assert monotonic() - began < 2


# At the command line


def test_a_follow_up_at_the_command_line_says_how_it_was_read(
    command: Command, own_samples_folder: object
) -> None:
    earlier = ("--after", "What did Harrowdale say about bail?")
    asked = ("ask", "and Westmarch?", "--library", own_samples_folder)
    document = command(*asked, *earlier, "--json").json
    assert document["question"] == "and Westmarch?"
    assert document["read_as"] == "What did Westmarch say about bail?"
    assert document["filters"]["body"] == ["Westmarch"]
    assert "Read as: What did Westmarch say about bail?" in command(*asked, *earlier).out
    assert command(*asked, "--json").json["read_as"] is None


def test_what_is_agreed_to_is_the_matter_of_the_question_before() -> None:
    asked = "What did Westmarch say about hare coursing?"
    for follow_up in ("Did the commissioner agree?", "Has the chief constable accepted it?"):
        read = in_full(follow_up, asked)
        assert read is not None
        assert read.startswith("What did Westmarch say about hare coursing, and ")


def test_what_holds_still_is_not_asked_of_the_year_before() -> None:
    read = in_full("Is that still the case?", "What did Westmarch say about vetting in 2019?")
    assert read == "What did Westmarch say about vetting, and is that still the case?"
