"""The library as a retriever for LangChain programs: a question becomes Documents."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.answer import find_passages
from vectorstore.library import Library
from vectorstore.records import Evidence, Filters


class LibraryRetriever(BaseRetriever):
    """Finds passages as `onrecord search` does, within the filters that a question names.

    The text of a Document is the passage's exact words: `start` and `end` in its metadata are
    their place in the letter's text. A question that is empty or too long raises QuestionRefused,
    and a filter that no letter matches UnknownFilter.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library  # open for as long as the retriever is used
    k: int = 10  # passages at most
    filters: Filters = Filters()  # those found in the question are added to these

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        found = find_passages(query, library=self.library, filters=self.filters, k=self.k)
        return [document(each) for each in found]


def document(evidence: Evidence) -> Document:
    """All values in the metadata are strings, numbers or None."""
    letter = evidence.letter
    return Document(
        id=evidence.passage_id,
        page_content=evidence.text,
        metadata={
            "passage_id": evidence.passage_id,
            "letter_id": letter.letter_id,
            "file": letter.file,
            "page": evidence.page,  # counts from 1
            "page_label": evidence.page_label,  # what is printed on the page
            "start": evidence.start,
            "end": evidence.end,
            "speaker": evidence.speaker.value,
            "body": letter.body,
            "date": letter.dated.isoformat() if letter.dated else None,
            "report": letter.report_title,
            "superseded_by": evidence.superseded_by,  # id of a later letter on the same matter
            "score": evidence.score,  # orders the passages of one question
        },
    )
