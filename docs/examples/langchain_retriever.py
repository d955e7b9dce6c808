"""A library of letters as the retriever of a LangChain chain.

    python docs/examples/langchain_retriever.py LIBRARY MODEL QUESTION

MODEL is a chat model as LangChain's init_chat_model names it, such as ollama:llama3.2. What it
says is shown as it comes: unlike the answers of `onrecord ask` it is not checked against the
letters.
"""

from __future__ import annotations

import sys
from pathlib import Path

from langchain.chat_models import init_chat_model
from langchain_core.documents import Document
from langchain_core.language_models import BaseChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import Runnable, RunnablePassthrough

from assistant.retriever import LibraryRetriever
from assistant.settings import Settings, open_library
from vectorstore.library import Library

PROMPT = ChatPromptTemplate.from_messages(
    [
        ("system", "Answer from these passages alone, and name the letter of each:\n\n{passages}"),
        ("human", "{question}"),
    ]
)


def answering(library: Library, model: BaseChatModel) -> Runnable[str, str]:
    """A chain: question in, the model's answer out."""
    retriever = LibraryRetriever(library=library, k=5)
    return (
        {"passages": retriever | _listed, "question": RunnablePassthrough()}
        | PROMPT
        | model
        | StrOutputParser()
    )


def _listed(passages: list[Document]) -> str:
    return "\n\n".join(
        f"[{each.metadata['file']}, page {each.metadata['page']}, "
        f"said by {each.metadata['speaker']}]\n{each.page_content}"
        for each in passages
    )


def main(folder: str, model: str, question: str) -> None:
    with open_library(Settings(library=Path(folder))) as library:
        print(answering(library, init_chat_model(model)).invoke(question))


if __name__ == "__main__":
    main(*sys.argv[1:])
