"""A question across bodies is answered from each of them, not five times from one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from fakes import WordEmbedder

from assistant.answer import look_up
from vectorstore.intake import take_in
from vectorstore.library import Library
from vectorstore.records import Evidence

LETTER = """Office of the Police and Crime Commissioner for {body}

{day} May 2021

Dear Home Secretary,

Response to the inspection report "Counting the cost in {body}"

{words}

Yours sincerely,

Ada Quill
Police and Crime Commissioner for {body}
"""
LOUD = "\n\n".join(
    f"The force keeps otters at {place}, and the otters of {place} are counted every {day}."
    for place in ("Millbridge", "Stennet", "Coldwell", "Marchhaven", "Netherby", "Harrow")
    for day in ("Monday", "Friday")
)
OTTERS = "We have had two otters since the spring."
DRUMS = "The band plays the drums at the gate when a sergeant retires."


def letters(folder: Path, said: dict[str, str]) -> Path:
    folder.mkdir()
    for day, (body, words) in enumerate(said.items(), 1):
        text = LETTER.format(body=body, day=day, words=words)
        (folder / f"{body}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """One body speaks of otters at length, two in a sentence, one not at all."""
    said = {"Harrowdale": LOUD, "Westmarch": OTTERS, "Durham": OTTERS, "Dorset": DRUMS}
    with Library(tmp_path / "library", WordEmbedder()) as opened:
        intake = take_in([letters(tmp_path / "letters", said)], opened)
        assert len(intake.added) == 4
        yield opened


def bodies(found: tuple[Evidence, ...] | list[Evidence]) -> list[str]:
    return [each.letter.body or "" for each in found]


def test_a_plain_question_is_answered_by_what_fits_best(library: Library) -> None:
    found = look_up("Where are otters counted every Monday?", library=library, k=5)
    assert set(bodies(found.evidence)) == {"Harrowdale"}


@pytest.mark.parametrize(
    "question",
    [
        "Which forces have otters?",
        "Who else has otters?",
        "Has any force got otters?",
        "Compare what is said about otters.",
    ],
)
def test_a_question_across_forces_has_the_best_passage_of_each(
    library: Library, question: str
) -> None:
    found = look_up(question, library=library, k=5)
    assert set(bodies(found.evidence)[:3]) == {"Harrowdale", "Westmarch", "Durham"}
    with_otters = [each for each in found.evidence[:3] if "otters" in each.text]
    assert len(with_otters) == 3


def test_a_body_that_says_nothing_of_the_matter_takes_no_place_from_one_that_does(
    library: Library,
) -> None:
    found = look_up("Which forces keep otters, counted every Monday?", library=library, k=4)
    assert "Dorset" not in bodies(found.evidence)


def test_each_body_that_is_named_gets_its_share(library: Library) -> None:
    found = look_up("How do Harrowdale and Durham differ on otters?", library=library, k=4)
    assert sorted(set(bodies(found.evidence))) == ["Durham", "Harrowdale"]
    assert bodies(found.evidence).count("Durham") >= 1
    assert "otters" in next(e for e in found.evidence if e.letter.body == "Durham").text


def test_a_named_body_gets_its_share_though_it_says_little(library: Library) -> None:
    found = look_up("How do Harrowdale and Dorset differ on otters?", library=library, k=4)
    assert bodies(found.evidence)[:2] == ["Harrowdale", "Dorset"]


def test_one_body_held_against_the_others_is_not_a_filter(library: Library) -> None:
    found = look_up("How does Durham compare with other forces on otters?", library=library, k=5)
    assert found.question.filters.bodies == ()
    assert {"Durham", "Harrowdale", "Westmarch"} <= set(bodies(found.evidence))


def test_of_many_bodies_the_best_get_a_place(tmp_path: Path) -> None:
    said = {
        f"Saint{letter}": f"{OTTERS} " + "So it is. " * n for n, letter in enumerate("abcdefghij")
    }
    said = {name.title(): words for name, words in said.items()}
    with Library(tmp_path / "library", WordEmbedder()) as opened:
        take_in([letters(tmp_path / "letters", said)], opened)
        found = look_up("Which forces have otters?", library=opened, k=6)
    assert len(set(bodies(found.evidence))) == 6


def test_bodies_take_turns(library: Library) -> None:
    found = look_up("Which forces have otters?", library=library, k=3)
    assert all(one != two for one, two in pairwise(bodies(found.evidence)))
