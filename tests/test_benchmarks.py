"""The benchmarks measure what they say: their texts, their sets and the vectors they keep."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from fakes import WordEmbedder

from assistant.answer import find_passages
from benchmarks.judged_sets import letter_sets, parliament
from benchmarks.kept_vectors import KeptEmbeddings, KeptVectors
from benchmarks.made_library import made_letters, questions
from benchmarks.speakers import (
    INVENTED,
    hash_of,
    judged_sentences,
    read_all,
    sentence_is_right,
)
from ingest.model import Letter, Speaker
from vectorstore.embedding import Parted, Vectors


class CountingEmbedder(WordEmbedder):
    """Counts the texts that it is given."""

    asked = 0

    def embed_parted(self, texts: Sequence[Parted]) -> list[Vectors]:
        self.asked += len(texts)
        return super().embed_parted(texts)


@pytest.fixture(scope="module")
def letters() -> list[Letter]:
    return list(made_letters(2_000))


def test_made_passages_are_all_different_and_lie_where_they_say(letters: list[Letter]) -> None:
    passages = [(letter, each) for letter in letters for each in letter.passages]
    assert 2_000 <= len(passages) < 2_020
    assert len({each.text for _, each in passages}) == len(passages)
    assert all(letter.text[each.start : each.end] == each.text for letter, each in passages)


def test_made_letters_pair_each_item_with_its_response(letters: list[Letter]) -> None:
    for letter in letters[:50]:
        assert len(letter.items) == 4
        for place, item in enumerate(letter.items):
            asking, *answering = [each for each in letter.passages if each.item == place]
            assert (asking.text, asking.speaker) == (item.text, Speaker.INSPECTORATE)
            spans = [(each.start, each.end, each.speaker) for each in answering]
            assert spans == [(each.start, each.end, each.speaker) for each in item.response_parts]


def test_made_letters_and_questions_are_the_same_each_time(letters: list[Letter]) -> None:
    assert next(made_letters(1)) == letters[0]
    assert questions(20) == questions(20)
    assert len(set(questions(20))) > 15


def test_kept_vectors_are_those_of_the_model_and_made_once(tmp_path: Path) -> None:
    model = CountingEmbedder()
    texts = [Parted(text="One stop. Two stops.", parts=((0, 9), (10, 20)))]
    for _ in range(2):
        kept = KeptVectors(tmp_path / "vectors", model)
        (found,) = kept.embed_parted(texts)
        assert np.array_equal(found, model.embed_parted(texts)[0])
        whole = KeptEmbeddings(kept).embed_query("One stop. Two stops.")
        assert whole == found[0].tolist()
        kept.close()
    assert model.asked == 1 + 2  # two of them by this test


def test_sets_that_are_kept_aside_are_told_apart_and_no_question_counts_twice(
    tmp_path: Path,
) -> None:
    for name in ("letters", "letters-more", "letters-aside"):
        (tmp_path / f"{name}.jsonl").write_text('{"id": "1", "question": "What?"}\n', "utf-8")
    found = [(name, part, len(judgements)) for name, part, judgements in letter_sets(tmp_path)]
    assert found == [
        ("letters", "tuned on", 1),
        ("letters-aside", "kept aside", 1),
        ("letters-more", "tuned on", 1),
        ("all letters", "tuned on", 2),
        ("all letters", "kept aside", 1),
    ]
    together = [judgements for name, _, judgements in letter_sets(tmp_path) if name[:3] == "all"]
    assert len({each.id for judgements in together for each in judgements}) == 3


def test_at_least_95_of_100_sentences_of_the_invented_letters_have_their_speaker() -> None:
    told = [
        sentence_is_right(judged, letter)
        for letter in read_all(INVENTED)
        for judged in judged_sentences(letter)
    ]
    assert len(told) > 300
    assert sum(told) / len(told) >= 0.95


def test_a_sentence_that_reads_otherwise_than_when_it_was_judged_is_named(tmp_path: Path) -> None:
    letter = read_all(INVENTED)[0]
    judged = {"file": letter.file, "start": 0, "end": 9, "speakers": ["force"], "aside": False}
    file = tmp_path / "letters.jsonl"
    file.write_text(json.dumps({**judged, "sha256": hash_of(letter.text[:9])}), "utf-8")
    assert len(judged_sentences(letter, file)) == 1
    file.write_text(json.dumps({**judged, "sha256": hash_of("changed")}), "utf-8")
    with pytest.raises(ValueError, match=letter.file):
        judged_sentences(letter, file)


def test_each_answer_to_parliament_is_one_passage_that_the_product_finds(tmp_path: Path) -> None:
    answers = {
        "a1": "Knives are banned.\nThe ban began in May.",
        "a2": "Dogs retire at nine. " * 99,
    }
    lines = [json.dumps({"_id": key, "text": text}) for key, text in answers.items()]
    (tmp_path / "corpus.jsonl").write_text("\n".join(lines), "utf-8")
    asked = {"q1": "When did the ban on knives begin?", "q2": "When do dogs retire?"}
    lines = [json.dumps({"_id": key, "text": text}) for key, text in asked.items()]
    (tmp_path / "queries.jsonl").write_text("\n".join(lines), "utf-8")
    rows = ["query-id\tcorpus-id\tscore", "q1\ta1\t1", "q2\ta2\t1"]
    (tmp_path / "qrels.tsv").write_text("\n".join(rows), "utf-8")
    with parliament(tmp_path, WordEmbedder()) as (library, judged):
        assert [*judged.questions.values()] == [*asked.values()]
        for key, question in judged.questions.items():
            best, other = find_passages(question, library=library)
            assert {best.passage_id: 1} == judged.qrels[key]
            assert {best.text, other.text} == {text.strip() for text in answers.values()}
