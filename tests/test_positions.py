"""What a body said on a matter over time: linked, labelled, and never shown without the latest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes import WordEmbedder

from assistant.answer import answer_question, look_up
from assistant.results import Answer
from vectorstore.intake import take_in
from vectorstore.library import Library
from vectorstore.records import Evidence, Filters

LETTER = """Office of the Police and Crime Commissioner for {body}

{day}

Dear Home Secretary,

Response to the inspection report "{report}"

I write as section 55 of the Police Act 1996 requires, and this letter is on {site}.

{words}

Yours sincerely,

Ada Quill
Police and Crime Commissioner for {body}
"""
HERONS_2019 = (
    "The Constabulary keeps forty herons at Millbridge and feeds the herons every morning."
)
HERONS_2021 = (
    "The Constabulary keeps sixty herons at Millbridge and feeds the herons every evening."
)
HERONS_2023 = "The Constabulary keeps no herons at Millbridge and feeds the geese every evening."
BELLS = "Every station in the district rings a brass bell at noon to mark the change of shift."

AddLetter = Callable[..., None]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", WordEmbedder()) as opened:
        yield opened


@pytest.fixture
def add(library: Library, tmp_path: Path) -> AddLetter:
    def add_letter(
        year: int, words: str, body: str = "Harrowdale", site: str = "my website"
    ) -> None:
        report = f"Counting the cost of {year}"
        text = LETTER.format(body=body, day=f"4 May {year}", report=report, words=words, site=site)
        file = tmp_path / f"{body}-{year}.txt"
        file.write_text(text, "utf-8")
        assert len(take_in([file], library).added) == 1

    return add_letter


def passage(found: list[Evidence], words: str) -> Evidence:
    holding = [each for each in found if words in " ".join(each.text.split())]
    assert len(holding) == 1, [each.text for each in found]
    return holding[0]


def year_of(evidence: Evidence) -> int | None:
    return evidence.letter.dated.year if evidence.letter.dated else None


def test_a_later_passage_of_a_letter_without_items_supersedes_an_earlier_one(
    library: Library, add: AddLetter
) -> None:
    add(2019, HERONS_2019)
    add(2021, HERONS_2021)
    found = library.search("herons at Millbridge", k=8)
    old, new = passage(found, HERONS_2019), passage(found, HERONS_2021)
    assert old.superseded_by == new.letter.letter_id
    assert old.superseded_on == new.letter.dated
    assert new.superseded_by is None


def test_the_latest_of_three_positions_supersedes_both(library: Library, add: AddLetter) -> None:
    for year, words in ((2019, HERONS_2019), (2021, HERONS_2021), (2023, HERONS_2023)):
        add(year, words)
    found = library.search("herons at Millbridge", k=8)
    latest = passage(found, HERONS_2023).letter.letter_id
    assert passage(found, HERONS_2019).superseded_by == latest
    assert passage(found, HERONS_2021).superseded_by == latest
    assert passage(found, HERONS_2023).superseded_by is None


def test_what_supersedes_a_passage_is_returned_though_it_was_not_among_the_best(
    library: Library, add: AddLetter
) -> None:
    clerks = "\n\n".join(f"Forty herons, said clerk {name}." for name in ("Ada", "Bea", "Cal"))
    add(2019, f"{HERONS_2019}\n\n{clerks}\n\n{BELLS}")
    add(2023, HERONS_2023)
    found = library.search("forty herons", k=5)
    assert len(found) == 5
    new = passage(found, HERONS_2023)
    assert passage(found, HERONS_2019).superseded_by == new.letter.letter_id
    assert found.index(new) == found.index(passage(found, HERONS_2019)) + 1


def test_where_both_do_not_fit_the_superseded_passage_gives_way(
    library: Library, add: AddLetter
) -> None:
    add(2019, f"{HERONS_2019}\n\nForty herons, said the clerk of the herons.")
    add(2023, HERONS_2023)
    clerk, new = library.search("forty herons", k=2)
    assert "clerk" in clerk.text
    assert new == passage([new], HERONS_2023)


def test_another_body_does_not_supersede(library: Library, add: AddLetter) -> None:
    add(2019, HERONS_2019)
    add(2021, HERONS_2021, body="Westmarch")
    assert {each.superseded_by for each in library.search("herons at Millbridge", k=8)} == {None}


def test_another_matter_does_not_supersede(library: Library, add: AddLetter) -> None:
    add(2019, HERONS_2019)
    add(2021, BELLS)
    assert {each.superseded_by for each in library.search("herons at Millbridge", k=8)} == {None}


def test_what_a_letter_says_of_itself_is_no_position(library: Library, add: AddLetter) -> None:
    add(2019, HERONS_2019)
    add(2021, BELLS, site="the website of the office")
    found = library.search("section 55 of the Police Act 1996, website", k=8)
    assert len([each for each in found if "section 55" in each.text]) == 2
    assert {each.superseded_by for each in found} == {None}


def test_a_later_letter_outside_the_filters_is_named_and_not_returned(
    library: Library, add: AddLetter
) -> None:
    add(2019, HERONS_2019)
    add(2023, HERONS_2023)
    found = look_up("What did Harrowdale say in 2019 about the herons?", library=library).evidence
    assert {year_of(each) for each in found} == {2019}
    old = passage([*found], HERONS_2019)
    assert old.superseded_on is not None
    assert old.superseded_on.year == 2023


@pytest.mark.parametrize(
    "question",
    [
        "What is Harrowdale's latest position on forty herons at Millbridge?",
        "What does Harrowdale now say on forty herons at Millbridge every morning?",
    ],
)
def test_a_question_about_what_holds_now_gets_the_latest_first(
    library: Library, add: AddLetter, question: str
) -> None:
    add(2019, HERONS_2019)
    add(2021, HERONS_2021)
    plain = look_up("Harrowdale: forty herons at Millbridge every morning", library=library)
    assert year_of(plain.evidence[0]) == 2019
    asked = look_up(question, library=library)
    assert [year_of(each) for each in asked.evidence[:2]] == [2021, 2019]
    for word in ("latest", "now"):
        assert word not in asked.question.search.split()


# With the sample letters and the real model


def test_no_superseded_passage_stands_without_what_supersedes_it(samples: Library) -> None:
    linked = 0
    for question in (
        "Does Westmarch have a dedicated vulnerability team in its control room?",
        "Has Harrowdale joined the national online reporting platform?",
        "Does Harrowdale write to every victim?",
        "How many digital devices were waiting in Westmarch?",
        "How long do callers to 101 wait in Harrowdale?",
    ):
        found = look_up(question, library=samples, k=8).evidence
        letters = {each.letter.letter_id for each in found}
        for each in found:
            if each.superseded_by:
                linked += 1
                assert each.superseded_by in letters, question
    assert linked >= 5


def test_a_narrative_letter_is_superseded_by_the_answer_to_an_item(samples: Library) -> None:
    found = look_up(
        "What did Westmarch say of neighbourhood officers sent to other work?", library=samples
    ).evidence
    old = passage([*found], "less content about neighbourhood policing")
    assert old.item is None
    newer = [each for each in found if each.letter.letter_id == old.superseded_by]
    assert any(each.item is not None for each in newer)


def test_a_question_about_the_current_position_is_answered_with_it_first(
    samples: Library,
) -> None:
    answer = answer_question(
        "What is Westmarch's current position on a dedicated vulnerability team?", library=samples
    )
    assert isinstance(answer, Answer)
    first, *rest = answer.statements
    assert "began work in the control room" in first.text
    assert first.citations[0].superseded_by is None
    assert any("does not intend to create one" in each.text for each in rest)


def test_no_more_passages_are_returned_than_were_asked_for(samples: Library) -> None:
    for k in (1, 2, 3, 8):
        found = samples.search("vulnerability team", k=k, filters=Filters(bodies=("Westmarch",)))
        assert len(found) == k
