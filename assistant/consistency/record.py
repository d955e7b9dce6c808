"""What a body has on record near a sentence: its own sentences, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.consistency.tokens import Sentence, read
from assistant.grounding import cite
from assistant.preference import Preference
from assistant.record.citing import Places
from assistant.results import Citation
from ingest.model import Speaker
from ingest.sentences import sentences
from vectorstore.lexical import terms, weight
from vectorstore.library import Library
from vectorstore.records import Evidence, Filters

LOOKED_AT = 10  # passages for each sentence
UNKNOWN_RARITY = 2.0  # of a stem that no passage has
LONGEST_SEARCH = 600  # characters

_OWN_WORDS = Preference(speakers={Speaker.INSPECTORATE: -9.0}, told=())


@dataclass(frozen=True, kw_only=True, slots=True)
class OnRecord:
    """A sentence of a letter. `evidence.text[start:end] == text`."""

    evidence: Evidence
    start: int
    end: int
    place: int  # among the sentences of its passage, from 0
    text: str
    said: Sentence = field(repr=False)

    @property
    def key(self) -> tuple[str, int]:
        return self.evidence.passage_id, self.start


class Record:
    """The letters of one body, looked through for one text."""

    def __init__(self, library: Library, body: str) -> None:
        self.library = library
        self.body = body
        self._filters = Filters(bodies=(body,))
        self._places = Places(library)
        self._read: dict[str, tuple[OnRecord, ...]] = {}
        self._rarity: dict[str, float] = {}

    def near(self, text: str, question: str = "") -> list[OnRecord]:
        """The body's own sentences in the passages nearest to a text, the nearest first.

        Raises UnknownFilter if the body has no letter in the library.
        """
        found = self._search(text)
        if question:
            found += [each for each in self._search(question) if each not in found]
        return [each for evidence in found for each in self.sentences(evidence)]

    def sentences(self, evidence: Evidence) -> tuple[OnRecord, ...]:
        known = self._read.get(evidence.passage_id)
        if known is None or known[0].evidence.superseded_by != evidence.superseded_by:
            known = tuple(
                OnRecord(
                    evidence=evidence,
                    start=start,
                    end=end,
                    place=place,
                    text=evidence.text[start:end],
                    said=read(evidence.text[start:end]),
                )
                for place, (start, end) in enumerate(sentences(evidence.text))
            )
            if known:
                self._read[evidence.passage_id] = known
        return known

    def around(self, found: OnRecord) -> list[OnRecord]:
        """The sentences of the same answer, or of the passages beside it where it answers none."""
        evidence = found.evidence
        letter = self._places.letter(evidence.letter.letter_id)
        own = [each for each in letter.passages if each.speaker is not Speaker.INSPECTORATE]
        at = next((n for n, each in enumerate(own) if each.start == evidence.start), None)
        if at is None:
            return list(self.sentences(evidence))
        if evidence.item is not None:
            near = [each for each in own if each.item == evidence.item.index]
        else:
            near = [each for each in own[max(0, at - 1) : at + 2] if each.item is None]
        return [
            each
            for passage in near
            for each in self.sentences(
                evidence
                if passage.start == evidence.start
                else self._places.passage(evidence.letter.letter_id, passage)
            )
        ]

    def weigh(self, stems: Iterable[str]) -> float:
        """What stems weigh together: the more, the rarer they are in the library."""
        wanted = set(stems)
        if unknown := wanted - self._rarity.keys():
            rarity = self.library.rarity(" ".join(unknown))
            for each in unknown:
                found = max((rarity[one] for one in terms(each) if one in rarity), default=None)
                self._rarity[each] = (UNKNOWN_RARITY if found is None else found) * weight(each)
        return sum(self._rarity[each] for each in wanted)

    def cite(self, found: OnRecord) -> Citation:
        return cite(found.evidence, found.start, found.end, self.library.page_at)

    def _search(self, text: str) -> list[Evidence]:
        found: Sequence[Evidence] = self.library.search(
            text[:LONGEST_SEARCH], k=LOOKED_AT, filters=self._filters, preference=_OWN_WORDS
        )
        return [each for each in found if each.speaker is not Speaker.INSPECTORATE]
