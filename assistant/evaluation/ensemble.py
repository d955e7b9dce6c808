"""LangChain's EnsembleRetriever over the passages, for those who installed what it takes.

BM25Retriever and Chroma with equal weights, all as they come. It takes two passages with the same
text for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from uuid import uuid4

from langchain_core.embeddings import Embeddings

from assistant.evaluation.measures import DEPTH
from assistant.evaluation.rankers import Ranker, Texts
from vectorstore.embedding import Embedder, Vectors

AT_ONCE = 5_000  # texts that Chroma is given; it takes no more than 5,461
_NEEDED = ("langchain_classic", "langchain_community", "langchain_chroma", "rank_bm25")


def ensemble_installed() -> bool:
    return all(find_spec(each) for each in _NEEDED)


def langchain_ensemble(texts: Texts, embeddings: Embeddings) -> Ranker:
    """To be called where ensemble_installed()."""
    from langchain_chroma import Chroma
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever

    ids, words = [*texts], [*texts.values()]
    named = [{"passage_id": each} for each in ids]
    store = Chroma(collection_name=f"compared-{uuid4()}", embedding_function=embeddings)
    for first in range(0, len(ids), AT_ONCE):
        part = slice(first, first + AT_ONCE)
        store.add_texts(words[part], named[part], ids[part])
    retriever = EnsembleRetriever(
        retrievers=[
            BM25Retriever.from_texts(words, named, k=DEPTH),
            store.as_retriever(search_kwargs={"k": DEPTH}),
        ],
        weights=[0.5, 0.5],
    )

    def rank(question: str) -> list[str]:
        return [str(each.metadata["passage_id"]) for each in retriever.invoke(question)]

    return rank


class OurEmbeddings(Embeddings):
    """The library's embedding model, as LangChain wants one."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        return _listed(self._embedder.embed(texts))

    def embed_query(self, text: str) -> list[float]:
        return _listed(self._embedder.embed_queries([text]))[0]


def _listed(vectors: Vectors) -> list[list[float]]:
    return [[*map(float, vector)] for vector in vectors]
