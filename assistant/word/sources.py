"""The citations of a draft become a numbered list of sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from docx.document import Document

from assistant.drafting.model import DraftLetter
from assistant.drafting.wording import source
from assistant.results import Citation
from assistant.word import wording
from assistant.word.paragraphs import bookmark
from assistant.word.text import one_line
from assistant.wording import place


class Sources:
    """The distinct citations of a draft, numbered from 1 in the order in which they are met.

    Those of the letter come first, so that their numbers are the same in all its files.
    """

    def __init__(
        self, draft: DraftLetter, *, with_notes: bool, more: Sequence[Citation] = ()
    ) -> None:
        """
        Args:
            with_notes: those too that only the office's own copy tells.
            more: what else is cited, as by a comparison with the record.
        """
        self.listed: list[tuple[Citation, str]] = []  # with the kind of its document
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._kinds = {each.letter_id: each.document for each in draft.sources}
        self._number(_of_letter(draft))
        if with_notes:
            self._number(citation for item in draft.items for citation in item.citations)
        self._number(more)

    @classmethod
    def of(cls, draft: DraftLetter, citations: Iterable[Citation]) -> Sources:
        """These citations alone, as of the invitation."""
        made = cls(draft, with_notes=False)
        made.listed.clear()
        made._numbers.clear()
        made._number(citations)
        return made

    def number(self, citation: Citation) -> int:
        return self._numbers[_place(citation)]

    def _number(self, citations: Iterable[Citation]) -> None:
        for citation in citations:
            if _place(citation) not in self._numbers:
                self.listed.append((citation, self._kinds.get(citation.letter_id, "document")))
                self._numbers[_place(citation)] = len(self.listed)


def _of_letter(draft: DraftLetter) -> Iterator[Citation]:
    for item in draft.items:
        for each in item.written:
            if each.statement:
                yield from each.statement.citations


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.letter_id, citation.start, citation.end


def add_sources(document: Document, sources: Sources) -> None:
    """The list at the end of a letter, on a page of its own."""
    document.add_heading(wording.SOURCES, 1).paragraph_format.page_break_before = True
    if not sources.listed:
        document.add_paragraph(wording.NO_SOURCES)
    for number in range(1, len(sources.listed) + 1):
        add_source(document, sources, number)


def add_source(document: Document, sources: Sources, number: int) -> None:
    """One source: its document, its file and page, and the words in full."""
    citation, kind = sources.listed[number - 1]
    where = place(citation.page, citation.page_label, recognised=citation.recognised)
    file = f"{one_line(citation.file)}, {where}"
    line = source(citation.body, kind, citation.dated, citation.report_title, file)
    told = one_line(line).removesuffix(f"{file}.")
    entry = document.add_paragraph(f"[{number}]\t{told}", "Source")
    entry.add_run(file, "Source place")
    entry.add_run(".")
    bookmark(entry, number)
    document.add_paragraph(f"“{one_line(citation.quote)}”", "Source quotation")
