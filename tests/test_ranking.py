"""Words and vectors together put passages in order, each counting as much as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from vectorstore.fusion import dense_weight, fuse
from vectorstore.lexical import LexicalEntry, LexicalIndex, terms, weight
from vectorstore.vocabulary import Query, widen


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    texts = {
        "a": "People work with people at work",
        "b": "A dashboard was bought",
        "c": "Nothing of the kind",
    }
    index = LexicalIndex(tmp_path)
    index.replace(
        [],
        [
            LexicalEntry(passage_id=name, letter_id=name, text=text, context="")
            for name, text in texts.items()
        ],
    )
    return index


def test_a_word_counts_the_more_the_less_common_it_is_in_english() -> None:
    stems = [terms(word)[0] for word in ("people", "teaching", "leaflet", "dashboard")]
    weights = [weight(stem) for stem in stems]
    assert weights == sorted(weights)
    assert weights[0] < weights[-1] == 1.0
    assert weight("which") == weight("say") == min(weight(stem) for stem in (*stems, "say"))


def test_a_rare_word_finds_before_several_common_ones(index: LexicalIndex) -> None:
    found = index.search(Query(text="Do people work on a dashboard?", synonyms=()), 3, None)
    assert [name for name, _ in found] == ["b", "a"]


def test_vectors_decide_where_no_passage_has_the_words_of_the_question(
    index: LexicalIndex,
) -> None:
    def weight_for(question: str) -> float:
        found = index.search(Query(text=question, synonyms=()), 3, None)
        return dense_weight(found, index.possible(question))

    spoken_of = weight_for("Was a dashboard bought?")
    hardly = weight_for("Which people get a sabbatical for teaching apprentices?")
    assert spoken_of == 0.5 < hardly < weight_for("Sabbaticals for apprentices?") == 0.8


def test_a_passage_that_one_leg_did_not_find_has_the_lowest_score_of_that_leg() -> None:
    dense, lexical = [("a", 0.9), ("b", 0.5)], [("b", 9.0), ("c", 1.0)]
    fused = dict(fuse(dense, lexical, dense_weight=0.5))
    assert fused.keys() == {"a", "b", "c"}
    assert fused["b"] > fused["c"]
    assert fuse(dense, [], dense_weight=0.5)[0][0] == "a"


@pytest.mark.parametrize(
    ("put", "asked"),
    [
        (
            "To ask the Secretary of State for Health, what was spent on vans.",
            "what was spent on vans.",
        ),
        ("To ask His Majesty's Government what was spent on vans.", "what was spent on vans."),
        ("Could you please tell me what was spent on vans?", "what was spent on vans?"),
        ("I'd like to know who signed the letter", "who signed the letter"),
        ("Hello, can you find the letters on custody", "the letters on custody"),
        (
            "What did the force ask the Home Secretary?",
            "What did the force ask the Home Secretary?",
        ),
        ("Please", "Please"),
    ],
)
def test_the_words_by_which_a_question_is_put_are_not_searched_for(put: str, asked: str) -> None:
    assert widen(put).text == asked
