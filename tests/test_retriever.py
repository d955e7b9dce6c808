"""The library in other LangChain programs."""

from __future__ import annotations

import asyncio
import json
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import WordEmbedder
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, BaseMessage
from reading_fixtures import REPOSITORY

from assistant.answer import find_passages
from assistant.errors import QuestionRefused
from assistant.retriever import LibraryRetriever
from vectorstore.errors import UnknownFilter
from vectorstore.library import Library
from vectorstore.records import Filters

QUESTION = "Who pays for appropriate adults in Harrowdale?"


@pytest.fixture
def library(word_samples_folder: Path) -> Iterator[Library]:
    with Library(word_samples_folder, WordEmbedder()) as opened:
        yield opened


def test_a_program_gets_the_passages_that_a_search_finds_in_its_order(library: Library) -> None:
    found = LibraryRetriever(library=library, k=4).invoke(QUESTION)
    assert len(found) == 4
    evidence = find_passages(QUESTION, library=library, k=4)
    assert [each.id for each in found] == [each.passage_id for each in evidence]
    assert [each.metadata["score"] for each in found] == [each.score for each in evidence]


def test_each_document_has_the_exact_words_and_says_where_they_stand(library: Library) -> None:
    found = LibraryRetriever(library=library).invoke(QUESTION)
    assert found
    for each in found:
        where = each.metadata
        letter = library.letter(where["letter_id"])
        assert letter.text[where["start"] : where["end"]] == each.page_content
        assert library.page_at(where["letter_id"], where["start"])[0] == where["page"]
        assert (where["file"], where["body"]) == (letter.file, "Harrowdale")
        assert where["report"] == letter.front.report_title
        assert letter.front.dated
        assert where["date"] == letter.front.dated.isoformat()
        assert where["speaker"] in {"inspectorate", "policing_body", "force", "unknown"}
        assert json.loads(json.dumps(where)) == where
    assert {"page_label", "superseded_by", "passage_id"} <= found[0].metadata.keys()


def test_filters_hold_for_every_question(library: Library) -> None:
    retriever = LibraryRetriever(library=library, filters=Filters(bodies=("Westmarch",)))
    found = retriever.invoke("What is done for victims?")
    assert found
    assert {each.metadata["body"] for each in found} == {"Westmarch"}


def test_an_asynchronous_program_gets_the_same(library: Library) -> None:
    retriever = LibraryRetriever(library=library, k=3)

    async def ask() -> list[list[str | None]]:
        return [
            [each.id for each in found]
            for found in await asyncio.gather(*(retriever.ainvoke(QUESTION) for _ in range(3)))
        ]

    assert asyncio.run(ask()) == [[each.id for each in retriever.invoke(QUESTION)]] * 3


def test_what_cannot_be_searched_for_is_refused(library: Library) -> None:
    with pytest.raises(QuestionRefused):
        LibraryRetriever(library=library).invoke(" ")
    with pytest.raises(UnknownFilter, match="no letter from Kent"):
        LibraryRetriever(library=library, filters=Filters(bodies=("Kent",))).invoke(QUESTION)


def test_the_example_hands_the_passages_to_the_model(library: Library) -> None:
    example = runpy.run_path(str(REPOSITORY / "docs" / "examples" / "langchain_retriever.py"))
    asked: list[list[BaseMessage]] = []

    class Listening(GenericFakeChatModel):
        def _generate(self, messages: list[BaseMessage], *args: object, **named: object):  # type: ignore[no-untyped-def]
            asked.append(messages)
            return super()._generate(messages, *args, **named)  # type: ignore[arg-type]

    model = Listening(messages=iter([AIMessage("The commissioner does.")]))
    assert example["answering"](library, model).invoke(QUESTION) == "The commissioner does."
    ((system, human),) = asked
    assert human.content == QUESTION
    passages = find_passages(QUESTION, library=library, k=5)
    assert len(passages) == 5
    assert all(each.text in system.content for each in passages)
    assert "[harrowdale-2022-custody.md, page 1, said by policing_body]" in system.content
