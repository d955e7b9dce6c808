"""Over every judged question: what is cited stands in the letters, and enough of it is right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import JUDGEMENTS, RememberingEmbedder, run_command, with_embedder
from reading_fixtures import real_letters

FLOORS = {"recall@5": 0.93, "answered": 0.90, "cited": 0.75, "mrr": 0.75, "abstained": 0.78}


@pytest.fixture(scope="module", autouse=True)
def _command(real_embedder: RememberingEmbedder) -> Iterator[None]:
    for _ in with_embedder(real_embedder):
        yield


@pytest.fixture(scope="module")
def judgements() -> list[dict[str, Any]]:
    return [json.loads(line) for line in JUDGEMENTS.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def answers(
    real_folder: Path, judgements: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> list[dict[str, Any]]:
    """What `onrecord ask --questions` says to every judged question."""
    file = tmp_path_factory.mktemp("questions") / "questions.txt"
    file.write_text("\n".join(each["question"] for each in judgements), "utf-8")
    asked = run_command("ask", "--questions", file, "--library", real_folder)
    assert asked.status == 0
    return asked.json_lines


@pytest.fixture(scope="module")
def letters(real_folder: Path) -> dict[str, dict[str, Any]]:
    """What `onrecord show` says of each letter, by its id."""
    listed = run_command("letters", "--json", "--library", real_folder).json
    assert len(listed) == 5
    shown = [
        run_command("show", each["letter_id"], "--json", "--library", real_folder).json
        for each in listed
    ]
    return {each["letter_id"]: each for each in shown}


def statements(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [statement for answer in answers for statement in answer["statements"]]


def test_the_judged_set_is_large_enough(judgements: list[dict[str, Any]]) -> None:
    assert sum(not each["unanswerable"] for each in judgements) >= 40
    assert sum(each["unanswerable"] for each in judgements) >= 15


def test_the_words_of_every_judgement_stand_in_their_letter(
    judgements: list[dict[str, Any]],
) -> None:
    texts = {file.name: file.read_text("utf-8") for file in real_letters().iterdir()}
    for judgement in judgements:
        assert judgement["unanswerable"] == (judgement["file"] is None)
        for words in judgement["words"]:
            folded = " ".join(texts[judgement["file"]].split())
            assert " ".join(words.split()) in folded, judgement["id"]


def test_every_question_has_one_answer_in_its_order(
    answers: list[dict[str, Any]], judgements: list[dict[str, Any]]
) -> None:
    assert [answer["question"] for answer in answers] == [each["question"] for each in judgements]
    for answer in answers:
        answered = answer["status"] == "answered"
        assert answered == bool(answer["statements"])
        assert answered == (answer["reason"] is None)


def test_every_quote_is_exactly_the_slice_of_the_letter_that_it_names(
    answers: list[dict[str, Any]], letters: dict[str, dict[str, Any]]
) -> None:
    shown = statements(answers)
    assert len(shown) > 80
    for statement in shown:
        assert statement["citations"]
        for citation in statement["citations"]:
            letter = letters[citation["letter_id"]]
            assert letter["text"][citation["start"] : citation["end"]] == citation["quote"]
            assert letter["file"] == citation["file"]
            assert letter["body"] == citation["body"]
            assert letter["date"] == citation["date"]


def test_every_quote_stands_in_its_passage_and_on_its_page(
    answers: list[dict[str, Any]], letters: dict[str, dict[str, Any]]
) -> None:
    passages = {p["passage_id"]: p for letter in letters.values() for p in letter["passages"]}
    cited = [citation for each in statements(answers) for citation in each["citations"]]
    assert cited
    for citation in cited:
        passage = passages[citation["passage_id"]]
        assert passage["start"] <= citation["start"] < citation["end"] <= passage["end"]
        assert citation["page"] >= passage["page"]


def test_no_sentence_of_the_inspectorate_is_shown_as_anybody_elses(
    answers: list[dict[str, Any]], letters: dict[str, dict[str, Any]]
) -> None:
    speakers = {
        passage["passage_id"]: passage["speaker"]
        for letter in letters.values()
        for passage in letter["passages"]
    }
    quoted = 0
    for statement in statements(answers):
        for citation in statement["citations"]:
            assert statement["speaker"] == speakers[citation["passage_id"]]
        if statement["speaker"] == "inspectorate":
            quoted += 1
            assert statement["framing"].startswith("The inspectorate, as ")
        else:
            assert "inspectorate" not in statement["framing"].split(" on “")[0]
    assert quoted


def test_every_abstention_says_why_and_shows_the_nearest_passages(
    answers: list[dict[str, Any]],
) -> None:
    abstained = [answer for answer in answers if answer["status"] == "abstained"]
    assert abstained
    for answer in abstained:
        assert answer["message"]
        assert answer["evidence"]


def test_the_measures_do_not_fall(real_folder: Path, judgements: list[dict[str, Any]]) -> None:
    found = run_command("evaluate", JUDGEMENTS, "--json", "--library", real_folder).json
    assert [each["id"] for each in found["questions"]] == [each["id"] for each in judgements]
    for name, floor in FLOORS.items():
        assert found["measures"][name]["value"] >= floor, name
    unanswerable = sum(each["unanswerable"] for each in judgements)
    assert found["measures"]["abstained"]["count"] == unanswerable
    assert found["measures"]["answered"]["count"] == len(judgements) - unanswerable
