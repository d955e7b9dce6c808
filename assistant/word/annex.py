"""The evidence annex: each source of a draft with all that is needed to find and check it."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document

from assistant.drafting.model import DraftLetter
from assistant.results import Citation, Statement
from assistant.word import wording
from assistant.word.sources import Sources, add_source
from assistant.word.text import one_line
from assistant.wording import SPEAKER_NAMES
from ingest.model import Speaker


def add_evidence(document: Document, draft: DraftLetter, sources: Sources) -> None:
    document.add_heading(wording.EVIDENCE, 1).paragraph_format.page_break_before = True
    if not sources.listed:
        document.add_paragraph(wording.NO_EVIDENCE)
    speakers = {
        citation.passage_id: statement.speaker
        for statement in _statements(draft)
        for citation in statement.citations
    }
    for number, (citation, _) in enumerate(sources.listed, 1):
        add_source(document, sources, number)
        quotation = document.paragraphs[-1]
        quotation.paragraph_format.keep_with_next = True
        told = _details(citation, draft, speakers.get(citation.passage_id))
        document.add_paragraph(one_line(told), "Source details")


def _details(citation: Citation, draft: DraftLetter, speaker: Speaker | None) -> str:
    documents = {each.letter_id: each for each in draft.sources}
    letter = documents.get(citation.letter_id)
    later = documents.get(citation.superseded_by or "")
    details = [
        wording.source_of(
            SPEAKER_NAMES[speaker] if speaker else None,
            letter.author if letter else None,
            letter.role if letter else None,
            citation.body,
        ),
        wording.passage(citation.passage_id, citation.start, citation.end),
        wording.superseded(
            citation.superseded_by, later.file if later else None, later.dated if later else None
        ),
        wording.file_hash(letter.sha256 if letter else None),
    ]
    return " ".join(details)


def _statements(draft: DraftLetter) -> Iterator[Statement]:
    for item in draft.items:
        yield from (each.statement for each in item.paragraphs if each.statement)
        yield from item.nearby
        for earlier in item.lineage:
            yield from earlier.answered
