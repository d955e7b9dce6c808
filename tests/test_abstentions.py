"""A question that the record does not answer is told why, by the kind of silence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import RememberingEmbedder

from assistant.answer import answer_question
from assistant.results import Abstention, Answer
from ingest.model import Speaker
from vectorstore.intake import take_in
from vectorstore.library import Library

SOUTH_2020 = """Office of the Police and Crime Commissioner for South Yorkshire

3 March 2020

Dear Home Secretary

Paws for thought: an inspection of police dogs

The kennels were rebuilt in January 2020, and 30 police dogs sleep there now.

The inspectors found that retired police horses are stabled in the open and fed too little.

Yours sincerely

Ada Thwaite
Police and Crime Commissioner for South Yorkshire
"""
WEST_2021 = """Office of the Police and Crime Commissioner for West Yorkshire

9 May 2021

Dear Home Secretary

Paws for thought: an inspection of police dogs

Recommendation 1: By June 2020, chief constables should heat the kennels of police dogs.

The kennels of West Yorkshire Police have been heated since 2016.

Yours sincerely

Bram Oldroyd
Police and Crime Commissioner for West Yorkshire
"""


@pytest.fixture(scope="module")
def kennels(
    tmp_path_factory: pytest.TempPathFactory, real_embedder: RememberingEmbedder
) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("kennels")
    for name, text in (("south-2020.txt", SOUTH_2020), ("west-2021.txt", WEST_2021)):
        (folder / name).write_text(text, "utf-8")
    with Library(Path(folder / "library"), real_embedder) as library:
        taken = take_in([folder / "south-2020.txt", folder / "west-2021.txt"], library)
        assert len(taken.added) == 2
        yield library


def refused(question: str, library: Library) -> Abstention:
    result = answer_question(question, library=library)
    assert isinstance(result, Abstention), result
    return result


def test_what_only_the_inspectorate_speaks_of_has_no_reply(kennels: Library) -> None:
    abstention = refused("How did South Yorkshire respond on retired police horses?", kennels)
    assert abstention.reason == "only_the_inspectorate"
    assert "South Yorkshire only the inspectorate speaks of this" in abstention.message
    assert Speaker.INSPECTORATE in {each.speaker for each in abstention.evidence}
    asked = "What did the inspectorate find on retired police horses?"
    answer = answer_question(asked, library=kennels)
    assert isinstance(answer, Answer)
    assert answer.statements[0].speaker is Speaker.INSPECTORATE


def test_a_name_that_several_bodies_share_is_asked_about(kennels: Library) -> None:
    abstention = refused("Are the kennels in Yorkshire heated?", kennels)
    assert abstention.reason == "ambiguous_body"
    assert abstention.message == (
        "“Yorkshire” may be South Yorkshire or West Yorkshire. Ask again and name the one that "
        "you mean."
    )
    assert abstention.evidence
    named = answer_question("Are the kennels in West Yorkshire heated?", library=kennels)
    assert isinstance(named, Answer)
    assert {each.citations[0].body for each in named.statements} == {"West Yorkshire"}


def test_a_shared_name_that_one_body_here_has_is_that_body(samples: Library) -> None:
    missing = refused("Are the kennels in Yorkshire heated?", samples)
    assert missing.reason == "no_such_body"
    assert "no letter from Yorkshire" in missing.message


def test_a_present_figure_that_only_an_earlier_position_gives_is_no_present_figure(
    samples: Library,
) -> None:
    question = "How many sergeants are on the Harrowdale vulnerability desk now?"
    abstention = refused(question, samples)
    assert abstention.reason == "only_superseded"
    assert "a later letter has changed it since" in abstention.message
    then = answer_question(question.replace(" now", " in 2019"), library=samples)
    assert isinstance(then, Answer)


@pytest.mark.parametrize(
    "question",
    [
        "Is it legal to record calls?",
        "How do I turn on track changes?",
        "Who is the current Home Secretary?",
        "Should we accept recommendation 3?",
        "Can we be taken to court if our reply is late?",
        "What does PEEL stand for?",
        "How many police forces are there?",
        "Can a victim claim compensation from the police?",
        "Will Harrowdale get a better grade at its next inspection?",
    ],
)
def test_what_no_letter_could_say_is_outside_the_record(question: str, samples: Library) -> None:
    assert refused(question, samples).reason == "outside_the_record"


def test_general_words_about_a_body_are_looked_up(samples: Library) -> None:
    answer = answer_question("Can the public report crime online in Harrowdale?", library=samples)
    assert isinstance(answer, Answer)
