"""Other models, one setting away: embedding models with their prompts, and rerankers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from conftest import Command, with_embedder
from fakes import WordEmbedder

from ingest.model import Speaker
from vectorstore.embedding import Vectors
from vectorstore.errors import RerankerUnavailable
from vectorstore.library import Library
from vectorstore.minilm import MiniLM
from vectorstore.other_models import CrossEncoderReranker, SentenceTransformerEmbedder
from vectorstore.prompts import Prompts, prompts_of
from vectorstore.records import Candidate, LetterFacts
from vectorstore.reranking import RERANKED, reranked
from vectorstore.weights import model_folder

SEARCH = "Represent this sentence for searching relevant passages: "
QUERY = "What is done for victims?"


class LongestFirst:
    """A reranker that likes long passages."""

    name = "longest-first"

    def __init__(self) -> None:
        self.read: list[str] = []

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        assert query == QUERY
        self.read = [*texts]
        return [float(len(text)) for text in texts]


class OneSided(WordEmbedder):
    """Knows queries from passages: those begin with a word that no passage has."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return super().embed_queries([f"quaestio {text}" for text in texts])


@pytest.mark.parametrize(
    ("model", "query", "passage"),
    [
        ("intfloat/e5-base-v2", "query: ", "passage: "),
        ("intfloat/multilingual-e5-small", "query: ", "passage: "),
        ("BAAI/bge-small-en-v1.5", SEARCH, ""),
        ("Snowflake/snowflake-arctic-embed-s", SEARCH, ""),
        ("Snowflake/snowflake-arctic-embed-m-v2.0", "query: ", ""),
        ("sentence-transformers/all-mpnet-base-v2", "", ""),
        ("intfloat/multilingual-e5-large-instruct", "", ""),
    ],
)
def test_a_model_is_given_the_words_that_it_was_trained_with(
    model: str, query: str, passage: str
) -> None:
    assert prompts_of(model, {"query": "", "document": ""}) == Prompts(query=query, passage=passage)


def test_the_prompts_that_a_model_carries_come_first() -> None:
    own = {"query": "ask: ", "passage": "told: "}
    assert prompts_of("e5-base", own) == Prompts(query="ask: ", passage="told: ")


def test_questions_and_passages_are_embedded_each_with_its_own_words(tmp_path: Path) -> None:
    folder = tmp_path / "e5-small"  # the default model's weights by another name
    shutil.copytree(model_folder(), folder, symlinks=False)
    named, plain = SentenceTransformerEmbedder(str(folder)), MiniLM("float32")
    expected = plain.embed(["query: custody", "passage: custody"])
    found = np.concatenate([named.embed_queries(["custody"]), named.embed(["custody"])])
    assert np.allclose(found, expected, atol=1e-3)


def test_a_search_embeds_its_question_as_a_question(word_samples_folder: Path) -> None:
    with Library(word_samples_folder, WordEmbedder()) as library:
        plain = library.search(QUERY, k=1)[0]
    with Library(word_samples_folder, OneSided()) as library:
        marked = library.search(QUERY, k=1)[0]
    assert plain.similarity is not None
    assert marked.similarity is not None
    assert marked.similarity < plain.similarity


def test_a_reranker_puts_the_best_passages_in_its_own_order() -> None:
    letter = LetterFacts(
        letter_id="1", body=None, author=None, addressee=None, dated=None, report_title=None
    )
    before = [
        Candidate(
            passage_id=f"1-{number}",
            letter=letter,
            text="word " * (number * 7 % 41),
            speaker=Speaker.FORCE,
            similarity=None,
            bm25=None,
            score=-float(number),
        )
        for number in range(40)
    ]
    reranker = LongestFirst()
    after = reranked(QUERY, before, reranker)
    assert len(before) > RERANKED
    assert reranker.read == [each.text for each in before[:RERANKED]]
    lengths = [len(each.text) for each in after[:RERANKED]]
    assert lengths == sorted(lengths, reverse=True)
    assert after[RERANKED:] == before[RERANKED:]
    assert [each.score for each in after] == [each.score for each in before]


def test_a_search_asks_the_reranker_that_the_library_was_opened_with(
    word_samples_folder: Path,
) -> None:
    reranker = LongestFirst()
    with Library(word_samples_folder, WordEmbedder(), reranker=reranker) as library:
        found = library.search(QUERY, k=1)
    assert len(reranker.read) == RERANKED
    assert found[0].text in sorted(reranker.read, key=len)[-5:]


def test_a_search_without_a_hit_asks_no_reranker(tmp_path: Path) -> None:
    reranker = LongestFirst()
    with Library(tmp_path, WordEmbedder(), reranker=reranker) as library:
        assert library.search(QUERY) == []
    assert reranker.read == []


@pytest.fixture(scope="module")
def small_cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder that has learned nothing, with the default model's words."""
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    folder = tmp_path_factory.mktemp("models") / "cross-encoder"
    torch.manual_seed(20)
    config = BertConfig(  # type: ignore[call-arg]
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    AutoTokenizer.from_pretrained(model_folder()).save_pretrained(folder)
    return folder


@pytest.fixture
def command() -> Iterator[Command]:
    yield from with_embedder(WordEmbedder())


def test_a_cross_encoder_scores_each_passage(small_cross_encoder: Path) -> None:
    scores = CrossEncoderReranker(str(small_cross_encoder)).scores(QUERY, ["One.", "Two.", "One."])
    assert len(scores) == 3
    assert scores[0] == pytest.approx(scores[2])


def test_one_setting_makes_searches_use_a_reranker(
    command: Command,
    word_samples_folder: Path,
    small_cross_encoder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    search = ("search", QUERY, "-k", 30, "--json", "--library", word_samples_folder)
    before = command(*search).json
    monkeypatch.setenv("ONRECORD_RERANKER", str(small_cross_encoder))
    after = command(*search).json
    assert len(before) == 30
    ids = [[each["passage_id"] for each in found] for found in (before, after)]
    assert ids[0] != ids[1]


def test_a_reranker_that_cannot_be_loaded_is_named(
    command: Command, word_samples_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RerankerUnavailable, match="could not be loaded"):
        CrossEncoderReranker(str(tmp_path / "none")).scores("?", ["text"])
    monkeypatch.setenv("ONRECORD_RERANKER", str(tmp_path / "none"))
    ran = command("search", QUERY, "--library", word_samples_folder)
    assert (ran.status, ran.out) == (1, "")
    assert "Check its name, or unset ONRECORD_RERANKER." in " ".join(ran.err.split())
