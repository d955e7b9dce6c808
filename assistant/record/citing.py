"""Places in letters become citations, each within the passage or the furniture that holds it.

A heading or a letterhead is nobody's statement and in no passage, but a name or a title may stand
in it: it is then shown as a passage is, by a speaker who is not stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from assistant.grounding import cite
from assistant.record.replies import Reach, Slice
from assistant.results import Citation
from ingest.model import FurnitureKind, Letter, PageSource, Passage, Speaker, page_at
from ingest.sentences import sentences
from vectorstore.library import Library
from vectorstore.records import Evidence, EvidenceItem, Filters
from vectorstore.rows import passage_id

LONGEST_LINE = 16  # words


class Places:
    """The holders of the places that one answer cites, each once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._letters: dict[str, _Holders] = {}
        self._labelled: dict[str, Evidence] = {}
        self.evidence: dict[str, Evidence] = {}  # by passage_id, in the order of the citations

    def label(self, places: Iterable[Slice], filters: Filters) -> dict[str, list[Evidence]]:
        """Mark the passages of places that a later letter supersedes; return by what.

        Returns:
            by passage_id what supersedes it, unless the filters leave that out or it is at one of
            the places itself.
        """
        held = {each.passage_id: each for place in places for each in self.passages(place)}
        later: dict[str, list[Evidence]] = {}
        before = ""
        for each in self._library.with_successors([*held.values()], filters) if held else ():
            self._labelled[each.passage_id] = each
            if each.passage_id in held:
                before = each.passage_id
            else:
                later.setdefault(before, []).append(each)
        return later

    def cite(self, place: Slice) -> Iterator[Citation]:
        """Cite a slice of a letter; one that runs over several passages, in each of them."""
        for holder in self.passages(place):
            start, end = max(place.start, holder.start), min(place.end, holder.end)
            start, end = _reaching(start, end, holder, place.reach)
            words = holder.text[start - holder.start : end - holder.start]
            start += len(words) - len(words.lstrip())
            end -= len(words) - len(words.rstrip())
            if start < end:
                labelled = self._labelled.get(holder.passage_id, holder)
                kept = self.evidence.setdefault(holder.passage_id, labelled)
                yield cite(kept, start - kept.start, end - kept.start, self._library.page_at)

    def passages(self, place: Slice) -> list[Evidence]:
        """What holds some of a slice, in the order of the text."""
        return self._of(place.letter_id).over(place.start, place.end)

    def letter(self, letter_id: str) -> Letter:
        return self._of(letter_id).letter

    def passage(self, letter_id: str, passage: Passage) -> Evidence:
        return self._of(letter_id).of_passage(passage)

    def opening(self, letter_id: str) -> Evidence | None:
        """The first passage of a letter."""
        letter = self._of(letter_id).letter
        return self.passage(letter_id, letter.passages[0]) if letter.passages else None

    def _of(self, letter_id: str) -> _Holders:
        if letter_id not in self._letters:
            self._letters[letter_id] = _Holders(self._library, letter_id)
        return self._letters[letter_id]


def _reaching(start: int, end: int, holder: Evidence, reach: Reach) -> tuple[int, int]:
    """The slice with the rest of its line or sentence, as far as that is in the holder."""
    text, at, to = holder.text, start - holder.start, end - holder.start
    if reach is Reach.LINE:
        after = text.find("\n", to)
        at, to = text.rfind("\n", 0, at) + 1, after if after >= 0 else len(text)
        if len(text[at:to].split()) > LONGEST_LINE:
            return start, end
    elif reach is Reach.SENTENCE:
        parts = sentences(text)
        at = max((low for low, _ in parts if low <= at), default=at)
        to = min((high for _, high in parts if high >= to), default=to)
    return at + holder.start, to + holder.start


class _Holders:
    """The passages and the furniture of a letter, as evidence."""

    def __init__(self, library: Library, letter_id: str) -> None:
        self.letter = library.letter(letter_id)
        self._record = library.record(letter_id)

    def over(self, start: int, end: int) -> list[Evidence]:
        """Those that hold some of the characters, in the order of the text."""
        held = [self.of_passage(p) for p in self.letter.passages if p.start < end and start < p.end]
        held += [each for each in self._furniture if each.start < end and start < each.end]
        return sorted(held, key=lambda each: each.start)

    @cached_property
    def _furniture(self) -> list[Evidence]:
        spans = [
            each.span
            for each in self.letter.furniture
            if each.span is not None and each.kind is not FurnitureKind.MARK
        ]
        return [self.of_passage(self._as_passage(span.start, span.end)) for span in spans]

    def _as_passage(self, start: int, end: int) -> Passage:
        page = page_at(self.letter.pages, start)
        return Passage(
            text=self.letter.text[start:end],
            start=start,
            end=end,
            page=page.number,
            page_label=page.label,
            heading="",
            item=None,
            speaker=Speaker.UNKNOWN,
            recognised=page.source is PageSource.OCR,
        )

    def of_passage(self, passage: Passage) -> Evidence:
        item = None
        if passage.item is not None:
            asked = self.letter.items[passage.item]
            item = EvidenceItem(
                index=passage.item, number=asked.number, kind=asked.kind, text=asked.text
            )
        return Evidence(
            passage_id=passage_id(self.letter.letter_id, passage),
            text=passage.text,
            start=passage.start,
            end=passage.end,
            page=passage.page,
            page_label=passage.page_label,
            heading=passage.heading,
            speaker=passage.speaker,
            recognised=passage.recognised,
            item=item,
            letter=self._record,
            similarity=None,
            bm25=None,
            score=0.0,
            superseded_by=None,
            superseded_on=None,
        )
