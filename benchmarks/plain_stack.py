"""The stack that people would otherwise assemble, on chunks of its own.

RecursiveCharacterTextSplitter(1000, 200), HuggingFaceEmbeddings with the same weights,
langchain-chroma, similarity search. A chunk may hold up to 1,000 characters, a passage of ours
often less, so it has the easier task; but words that a chunk's end cuts in two are in neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import uuid4

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.evaluation.judgements import Judgement, Qrels
from assistant.evaluation.measures import DEPTH
from assistant.evaluation.rankers import Ranker
from ingest.reading import letter_files, read_letters


def chunks_of(folder: Path) -> list[Document]:
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    return [
        Document(page_content=chunk, id=f"{file.name} {number}", metadata={"file": file.name})
        for file in letter_files(folder)
        for number, chunk in enumerate(splitter.split_text(read_letters(file)[0][0].text))
    ]


def plain_ranker(chunks: Sequence[Document], embeddings: Embeddings) -> Ranker:
    store = Chroma(collection_name=f"plain-{uuid4()}", embedding_function=embeddings)
    store.add_documents([*chunks])

    def rank(question: str) -> list[str]:
        return [str(each.id) for each in store.similarity_search(question, k=DEPTH)]

    return rank


def relevant_chunks(judgements: Iterable[Judgement], chunks: Sequence[Document]) -> Qrels:
    return {
        each.id: {
            str(chunk.id): 1
            for chunk in chunks
            if each.stands_in(chunk.metadata["file"], chunk.page_content)
        }
        for each in judgements
        if not each.unanswerable
    }
