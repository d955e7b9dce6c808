"""The lexical index: passages by their words, through tantivy. The one module that knows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log
from pathlib import Path

import tantivy

from vectorstore.errors import IndexDamaged
from vectorstore.vocabulary import Query

SYNONYM_WEIGHT = 0.7  # of another name for a term, against the term itself
CONTEXT_WEIGHT = 0.6  # of a word in the context, against the same word in the passage
PUTTING_WEIGHT = 0.3  # of a word that says how a question is put, against a rare word
COMMON_WEIGHT = 0.4  # of one of the most common words of English, likewise
MOST_COMMON = 100  # of them; from there on a word weighs the more, the less common it is
_ANALYZER = "english"


@dataclass(frozen=True, kw_only=True, slots=True)
class LexicalEntry:
    """`context` helps to find the passage and is never quoted."""

    passage_id: str
    letter_id: str
    text: str
    context: str


class LexicalIndex:
    def __init__(self, folder: Path) -> None:
        """Open the index in `folder`, made if need be. Raises IndexDamaged."""
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._index = tantivy.Index(_schema(), path=str(folder))
        except ValueError as error:
            raise IndexDamaged(folder) from error
        self._index.register_tokenizer(_ANALYZER, _analyzer())

    def replace(self, letter_ids: Iterable[str], entries: Iterable[LexicalEntry]) -> None:
        """Drop all entries of the letters and add the given ones, in one commit."""
        with self._writing() as writer:
            for letter_id in letter_ids:
                writer.delete_documents_by_term("letter_id", letter_id)
            _add(writer, entries)

    def write_anew(self, entries: Iterable[LexicalEntry]) -> None:
        """Hold these entries alone; the words of all others leave the disk."""
        with self._writing() as writer:
            writer.delete_all_documents()
            _add(writer, entries)

    def search(
        self, query: Query, limit: int, letter_ids: Sequence[str] | None
    ) -> list[tuple[str, float]]:
        """Return (passage_id, BM25 score), best first; within the letters, if any are given."""
        tokens = {each: weight(each) for each in terms(query.text)}
        if not tokens or (letter_ids is not None and not letter_ids):
            return []
        others = [
            [
                self._any({stem: 1.0 for stem in terms(name) if stem not in tokens})
                for name in each.alternatives
            ]
            for each in query.synonyms
        ]
        asked = tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, self._any(tokens))]
            + [
                (
                    tantivy.Occur.Should,
                    tantivy.Query.boost_query(
                        tantivy.Query.disjunction_max_query(names), SYNONYM_WEIGHT
                    ),
                )
                for names in others
            ]
        )
        if letter_ids is not None:
            within = tantivy.Query.term_set_query(self._index.schema, "letter_id", list(letter_ids))
            asked = tantivy.Query.boolean_query(
                [
                    (tantivy.Occur.Must, asked),
                    (tantivy.Occur.Must, tantivy.Query.const_score_query(within, 0.0)),
                ]
            )
        self._index.reload()
        searcher = self._index.searcher()
        return [
            (searcher.doc(address)["passage_id"][0], score)
            for score, address in searcher.search(asked, limit).hits
        ]

    def possible(self, text: str) -> float:
        """About the score of a passage that holds each word of the text once."""
        return sum(weight(stem) * rarity for stem, rarity in self.rarity(terms(text)).items())

    def rarity(self, tokens: Iterable[str]) -> dict[str, float]:
        """For each stem its inverse document frequency over passages and their contexts."""
        self._index.reload()
        searcher = self._index.searcher()
        total = searcher.num_docs
        found = {}
        for token in tokens:
            both = [searcher.doc_freq(field, token) for field in ("text", "context")]
            held = min(total, max(both))
            found[token] = log(1 + (total - held + 0.5) / (held + 0.5))
        return found

    def holds_any(self, tokens: Iterable[str]) -> bool:
        """Whether a passage or its context has one of the stems."""
        self._index.reload()
        searcher = self._index.searcher()
        fields = ("text", "context")
        return any(searcher.doc_freq(field, each) for each in tokens for field in fields)

    def count(self) -> int:
        self._index.reload()
        return int(self._index.searcher().num_docs)

    @contextmanager
    def _writing(self) -> Iterator[tantivy.IndexWriter]:
        writer = self._index.writer(heap_size=50_000_000, num_threads=1)
        # A process that was killed in a commit left files whose names are wanted again.
        writer.garbage_collect_files()
        yield writer
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def _any(self, tokens: Mapping[str, float]) -> tantivy.Query:
        """A passage scores for each token that it, or its context, holds, by the token's weight."""
        fields = (("text", 1.0), ("context", CONTEXT_WEIGHT))
        return tantivy.Query.boolean_query(
            [
                (
                    tantivy.Occur.Should,
                    tantivy.Query.boost_query(
                        tantivy.Query.term_query(self._index.schema, field, token), share * weight
                    ),
                )
                for token, weight in tokens.items()
                for field, share in fields
            ]
        )


def _add(writer: tantivy.IndexWriter, entries: Iterable[LexicalEntry]) -> None:
    for entry in entries:
        writer.add_document(
            tantivy.Document(
                passage_id=entry.passage_id,
                letter_id=entry.letter_id,
                text=entry.text,
                context=entry.context,
            )
        )


def terms(text: str) -> list[str]:
    """The distinct stems of the words that carry meaning, in order."""
    return list(dict.fromkeys(_analyzer().analyze(text)))


def content_stems(text: str) -> list[str]:
    """The stems of the words that say what a text is about."""
    return [stem for stem in terms(text) if stem not in function_stems() and not stem.isdigit()]


@cache
def function_stems() -> frozenset[str]:
    """The stems of words that say how a question is put and not what it is about."""
    return frozenset(terms(_words("function_words.txt")))


def weight(stem: str) -> float:
    """What a word of a question counts, from 0 to 1: the less, the less it says."""
    return PUTTING_WEIGHT if stem in function_stems() else _common_weights().get(stem, 1.0)


@cache
def _common_weights() -> dict[str, float]:
    """For each stem of the common words of English its weight, which grows with the logarithm
    of its place among them."""
    words = _words("common_words.txt").split()
    known: dict[str, float] = {}
    for place, word in enumerate(words, 1):
        share = max(0.0, log(place / MOST_COMMON) / log(len(words) / MOST_COMMON))
        for stem in terms(word):
            known.setdefault(stem, COMMON_WEIGHT + (1 - COMMON_WEIGHT) * share)
    return known


def _words(name: str) -> str:
    text = (files("vectorstore") / "data" / name).read_text("utf-8")
    return " ".join(line for line in text.splitlines() if line[:1] != "#")


@cache
def _analyzer() -> tantivy.TextAnalyzer:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stopword("english"))
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


def _schema() -> tantivy.Schema:
    return (
        tantivy.SchemaBuilder()
        .add_text_field("passage_id", stored=True, tokenizer_name="raw")
        .add_text_field("letter_id", stored=False, tokenizer_name="raw")
        .add_text_field("text", stored=False, tokenizer_name=_ANALYZER)
        .add_text_field("context", stored=False, tokenizer_name=_ANALYZER)
        .build()
    )
