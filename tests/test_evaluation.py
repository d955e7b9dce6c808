"""Judged questions become measures, of the product and of other ways to rank its passages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Command, with_embedder
from fakes import WordEmbedder

from assistant.errors import JudgementsRefused
from assistant.evaluation import comparison
from assistant.evaluation.comparison import compare, compared, put, rankers_over
from assistant.evaluation.ensemble import OurEmbeddings, langchain_ensemble
from assistant.evaluation.judgements import (
    Judgement,
    passages_of,
    read_judgements,
    relevant_passages,
)
from assistant.evaluation.measures import DEPTH, mean, retrieval_measures
from assistant.evaluation.plain_words import words_alone
from assistant.evaluation.rankers import fused_by_rank, vectors_alone
from vectorstore.library import Library

CUSTODY = Judgement(
    id="custody",
    question="Who pays for appropriate adults in custody?",
    words=["appropriate adult"],
)
TEXTS = {
    "stop": "Officers record why they stop a person.",
    "victims": "Victims are told what became of their report.",
    "dogs": "Two police dogs retired.",
}
# BM25Retriever comes from a package that says at import that it is no longer maintained.
langchain = pytest.mark.filterwarnings("ignore:.*langchain-community.*:DeprecationWarning")


@pytest.fixture
def words_library(word_samples_folder: Path) -> Iterator[Library]:
    """The samples with the fake embedding model, not to be changed."""
    with Library(word_samples_folder, WordEmbedder()) as library:
        yield library


@pytest.fixture
def command() -> Iterator[Command]:
    yield from with_embedder(WordEmbedder())


def test_every_passage_that_holds_the_words_is_relevant(words_library: Library) -> None:
    relevant = relevant_passages([CUSTODY], words_library)["custody"]
    holding = {
        passage
        for passage, _, text in passages_of(words_library)
        if "appropriate adult" in " ".join(text.split())
    }
    assert len(holding) > 1
    assert {*relevant} == holding


def test_where_a_judgement_names_a_file_no_other_letter_is_relevant(words_library: Library) -> None:
    elsewhere = CUSTODY.model_copy(update={"file": "westmarch-2023-rural-crime.txt"})
    assert relevant_passages([elsewhere], words_library) == {"custody": {}}


def test_a_question_without_an_answer_has_no_relevant_passages_and_is_not_ranked(
    words_library: Library,
) -> None:
    silent = CUSTODY.model_copy(update={"unanswerable": True})
    assert relevant_passages([silent], words_library) == {}


def test_two_questions_with_one_id_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "twice.jsonl"
    file.write_text('{"id": "a", "question": "One?"}\n' * 2, "utf-8")
    with pytest.raises(JudgementsRefused, match=r"line 2, has the id a of an earlier line"):
        read_judgements(file)


def test_measures_are_those_of_the_rank_of_the_first_relevant_passage() -> None:
    qrels = {"first": {"p": 1}, "third": {"q": 1}, "not found": {"r": 1}, "nowhere": {}}
    run = {"first": ["p", "x"], "third": ["x", "y", "q"], "not found": ["x"], "nowhere": ["x"]}
    found = {name: each.value for name, each in retrieval_measures(qrels, run).items()}
    assert found == {
        "recall@1": pytest.approx(1 / 4),
        "recall@5": pytest.approx(2 / 4),
        "recall@20": pytest.approx(2 / 4),
        "mrr": pytest.approx((1 + 1 / 3) / 4),
        "ndcg@10": pytest.approx((1 + 1 / 2) / 4),
    }


def test_a_question_is_found_by_any_one_of_its_passages() -> None:
    found = retrieval_measures({"a": {"p": 1, "q": 1}}, {"a": ["p"]})
    assert found["recall@1"].value == 1.0


def test_a_passage_beyond_the_depth_that_is_looked_at_counts_as_not_found() -> None:
    ranking = [*map(str, range(DEPTH)), "p"]
    assert retrieval_measures({"a": {"p": 1}}, {"a": ranking})["mrr"].value == 0.0


def test_the_interval_holds_the_mean_narrows_with_questions_and_is_the_same_each_time() -> None:
    few, many = mean([1.0, 0.0] * 10), mean([1.0, 0.0] * 500)
    assert few.value == many.value == 0.5
    assert 0.2 < few.low < 0.35
    assert 0.65 < few.high < 0.8
    assert many.high - many.low < (few.high - few.low) / 5
    assert mean([1.0, 0.0] * 10) == few


def test_words_and_vectors_alone_rank_by_the_passages_own_words() -> None:
    for rank in (words_alone(TEXTS), vectors_alone(TEXTS, WordEmbedder())):
        assert rank("What are victims told of their report?")[0] == "victims"
    assert words_alone(TEXTS)("Of it (or not)?") == []
    assert words_alone({})("victims") == []


def test_fusion_by_rank_prefers_what_both_rankings_have() -> None:
    rank = fused_by_rank(lambda _: ["a", "both"], lambda _: ["b", "both"])
    assert rank("?") == ["both", "a", "b"]


@langchain
def test_langchains_ensemble_ranks_the_same_passages() -> None:
    rank = langchain_ensemble(TEXTS, OurEmbeddings(WordEmbedder()))
    assert rank("What are victims told of their report?")[0] == "victims"


@langchain
def test_langchains_ensemble_takes_an_equal_paragraph_of_two_letters_for_one() -> None:
    rank = langchain_ensemble({**TEXTS, "again": TEXTS["dogs"]}, OurEmbeddings(WordEmbedder()))
    assert len({"dogs", "again"} & {*rank("Two police dogs retired.")}) == 1


@langchain
def test_all_rankers_are_put_all_questions_on_the_same_passages(words_library: Library) -> None:
    qrels = relevant_passages([CUSTODY], words_library)
    passages = {passage for passage, _, _ in passages_of(words_library)}
    done = put({CUSTODY.id: CUSTODY.question}, rankers_over(words_library))
    assert [*done] == [
        "OnRecord",
        "BM25 alone",
        "vectors alone",
        "rank fusion",
        "EnsembleRetriever",
    ]
    for name, ranked in done.items():
        assert {*ranked[CUSTODY.id].found} <= passages
        outcome = compared(name, ranked, qrels)
        assert outcome.measures["recall@20"].value == 1.0
        assert 0 < outcome.p50 <= outcome.p95


def test_where_langchains_retrievers_are_not_installed_the_others_are_compared(
    words_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparison, "ensemble_installed", lambda: False)
    found = compare({"a": "custody"}, {"a": {}}, rankers_over(words_library))
    assert len(found) == 4


@langchain
def test_evaluate_compares_where_it_is_asked_to(
    command: Command, word_samples_folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "judgements.jsonl"
    file.write_text(json.dumps(CUSTODY.model_dump()), "utf-8")
    arguments = ("evaluate", file, "--library", word_samples_folder)
    assert command(*arguments, "--json").json["comparison"] == []
    found = command(*arguments, "--compare", "--json").json["comparison"]
    assert found[0]["ranker"] == "OnRecord"
    assert all(each["measures"]["ndcg@10"]["count"] == 1 for each in found)
    assert all(each["milliseconds"]["p50"] > 0 for each in found)
    shown = command(*arguments, "--compare").out
    assert "rank fusion" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_an_empty_library_is_evaluated_too(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "judgements.jsonl"
    file.write_text(json.dumps(CUSTODY.model_dump()), "utf-8")
    found = command("evaluate", file, "--compare", "--json", "--library", tmp_path / "library").json
    assert found["measures"]["recall@20"]["value"] == 0.0
    assert found["questions"][0]["reason"] == "empty_library"
