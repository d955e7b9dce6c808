"""The passages of a library as evidence, without a search."""

from __future__ import annotations

from vectorstore.library import Library
from vectorstore.records import Evidence


def evidence_of(library: Library) -> list[Evidence]:
    """Every passage of the letters, as if it had been found."""
    return [
        Evidence(
            passage_id=f"{record.letter_id}-{passage.start}",
            text=passage.text,
            start=passage.start,
            end=passage.end,
            page=passage.page,
            page_label=passage.page_label,
            heading=passage.heading,
            speaker=passage.speaker,
            recognised=False,
            item=None,
            letter=record,
            similarity=1.0,
            bm25=1.0,
            score=1.0,
            superseded_by=None,
            superseded_on=None,
        )
        for record in library.letters()
        for passage in library.letter(record.letter_id).passages
    ]
