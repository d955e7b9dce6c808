"""BM25 as it comes, over the passages' own words: what the product's lexical leg has to beat.

English stems without stop words, by tantivy, in memory. No context, no vocabulary, and all words of
a question count alike.
"""

from __future__ import annotations

from collections.abc import Sequence

import tantivy

from assistant.evaluation.rankers import CANDIDATES, Ranker, Texts

_ANALYZER = "plain"


def words_alone(texts: Texts) -> Ranker:
    analyzer = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.stopword("english"))
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )
    schema = (
        tantivy.SchemaBuilder()
        .add_text_field("passage_id", stored=True, tokenizer_name="raw")
        .add_text_field("text", stored=False, tokenizer_name=_ANALYZER)
        .build()
    )
    index = tantivy.Index(schema)
    index.register_tokenizer(_ANALYZER, analyzer)
    writer = index.writer(heap_size=50_000_000, num_threads=1)
    for passage, text in texts.items():
        writer.add_document(tantivy.Document(passage_id=passage, text=text))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def rank(question: str) -> Sequence[str]:
        asked = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", token))
            for token in analyzer.analyze(question)
        ]
        found = searcher.search(tantivy.Query.boolean_query(asked), CANDIDATES).hits
        return [searcher.doc(address)["passage_id"][0] for _, address in found]

    return rank
