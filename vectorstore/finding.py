"""A question becomes evidence: both legs are searched, fused and labelled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from heapq import nlargest

from ingest.model import Speaker
from vectorstore.database import Database
from vectorstore.embedding import Embedder
from vectorstore.errors import UnknownFilter
from vectorstore.fusion import fuse
from vectorstore.indexing import Indexes
from vectorstore.lexical import terms
from vectorstore.records import Evidence, Filters
from vectorstore.reranking import Reranker, reranked
from vectorstore.vocabulary import widen

DENSE_WEIGHT = 0.5
CANDIDATES = 400  # passages from the lexical leg, vectors of each kind from the dense one
WEIGHED = 60  # of the fused candidates, the best ones: what they say is looked at
SUPPORT = 0.2  # of the best scores in the same letter, against a passage's own
SUPPORTING = 3  # passages of a letter whose scores speak for each other

Preference = Callable[[Evidence], float]  # what a passage's score gains, in standard deviations

SAME_MATTER = 0.70  # cosine of two answers, each with its item, from which they are one matter


class Finder:
    """To be used by one thread at a time."""

    def __init__(
        self,
        database: Database,
        indexes: Indexes,
        embedder: Embedder,
        reranker: Reranker | None = None,
    ) -> None:
        self._database = database
        self._indexes = indexes
        self._embedder = embedder
        self._reranker = reranker

    def search(
        self,
        query: str,
        k: int = 10,
        filters: Filters | None = None,
        preference: Preference | None = None,
    ) -> list[Evidence]:
        """Return up to k passages for the query, best first.

        Args:
            preference: what a passage's score gains for what it is, in standard deviations.

        Raises:
            UnknownFilter: a filter names a body or report that no letter has.
        """
        filters = filters or Filters()
        self._refuse_unknown(filters)
        letter_ids = self._database.matching(filters) if filters else None
        widened = widen(query)
        vectors = self._embedder.embed_queries(list(dict.fromkeys([widened.text, widened.widened])))
        dense = self._indexes.dense.search(vectors, CANDIDATES, letter_ids)
        lexical = self._indexes.lexical.search(widened, CANDIDATES, letter_ids)
        fused = fuse(dense, lexical, dense_weight=DENSE_WEIGHT)
        weighed = fused[: max(WEIGHED, 2 * k)]
        evidence = self._evidence(weighed, dict(dense), dict(lexical))
        evidence = reranked(widened.text, evidence, self._reranker)
        return self._with_positions(_weighed(evidence, preference)[:k])

    def whole_answer(self, evidence: Evidence) -> list[Evidence]:
        """All passages that answer the item which this one answers, in the letter's order."""
        if evidence.item is None:
            return [evidence]
        ids = self._database.passages_of_item(evidence.letter.letter_id, evidence.item.index)
        found = self._evidence([(each, evidence.score) for each in ids], {}, {})
        own = (Speaker.FORCE, Speaker.POLICING_BODY)
        return [each for each in found if each.speaker in own]

    def rarity(self, text: str) -> dict[str, float]:
        """For each stem of the text's words, how rare it is in the library; at least 0."""
        return self._indexes.lexical.rarity(terms(text))

    def _with_positions(self, evidence: list[Evidence]) -> list[Evidence]:
        """Label a body's answer to an item that a later letter of it answers again."""
        answers = [e for e in evidence if e.item and e.speaker is not Speaker.INSPECTORATE]
        vectors = self._indexes.dense.whole([each.passage_id for each in answers])
        answers = [each for each in answers if each.passage_id in vectors]
        later: dict[str, Evidence] = {}
        for old in answers:
            successors = [
                new
                for new in answers
                if _is_later(new, old)
                and float(vectors[old.passage_id] @ vectors[new.passage_id]) >= SAME_MATTER
            ]
            if successors:
                later[old.passage_id] = max(
                    successors, key=lambda each: each.letter.dated or date.min
                )
        return [
            replace(each, superseded_by=later[each.passage_id].letter.letter_id)
            if each.passage_id in later
            else each
            for each in evidence
        ]

    def _evidence(
        self,
        fused: Sequence[tuple[str, float]],
        dense: dict[str, float],
        lexical: dict[str, float],
    ) -> list[Evidence]:
        found = self._database.passages([passage for passage, _ in fused])
        holding = {letter_id for letter_id, _, _ in found.values()}
        letters = {
            record.letter_id: record
            for record in self._database.records_of(holding)
            if record.replaced_by is None
        }
        evidence = []
        for each, score in fused:
            if each not in found or found[each][0] not in letters:
                continue  # removed by another process since the index was read
            letter_id, passage, item = found[each]
            evidence.append(
                Evidence(
                    passage_id=each,
                    text=passage.text,
                    start=passage.start,
                    end=passage.end,
                    page=passage.page,
                    page_label=passage.page_label,
                    heading=passage.heading,
                    speaker=passage.speaker,
                    recognised=passage.recognised,
                    item=item,
                    letter=letters[letter_id],
                    similarity=dense.get(each),
                    bm25=lexical.get(each),
                    score=score,
                    superseded_by=None,
                )
            )
        return evidence

    def _refuse_unknown(self, filters: Filters) -> None:
        have = self._database.bodies()
        for body in filters.bodies:
            if body.casefold() not in {name.casefold() for name in have}:
                near = get_close_matches(body, have, n=1)
                hint = f" Did you mean {near[0]}?" if near else ""
                raise UnknownFilter(
                    f"There is no letter from {body} in the library.{hint} "
                    f"It has letters from: {', '.join(have) or 'nobody yet'}."
                )
        if filters.report and not self._database.matching(Filters(report=filters.report)):
            titles = sorted({r.report_title for r in self._database.records() if r.report_title})
            raise UnknownFilter(
                f"No letter in the library answers a report called “{filters.report}”. "
                f"It has answers to: {'; '.join(titles) or 'none yet'}."
            )


def _weighed(evidence: Sequence[Evidence], preference: Preference | None) -> list[Evidence]:
    """Order passages by their own score, what is preferred, and how well their letter fits."""
    own = [each.score + (preference(each) if preference else 0.0) for each in evidence]
    of_letter: dict[str, list[float]] = defaultdict(list)
    for each, score in zip(evidence, own, strict=True):
        of_letter[each.letter.letter_id].append(max(score, 0.0))
    support = {key: sum(nlargest(SUPPORTING, scores)) for key, scores in of_letter.items()}
    scored = [
        replace(each, score=score + SUPPORT * support[each.letter.letter_id])
        for each, score in zip(evidence, own, strict=True)
    ]
    return sorted(scored, key=lambda each: -each.score)


def _is_later(new: Evidence, old: Evidence) -> bool:
    """Whether a passage is of the same body as another and of a later date."""
    dates = new.letter.dated, old.letter.dated
    return (
        new.letter.body == old.letter.body
        and dates[0] is not None
        and dates[1] is not None
        and dates[0] > dates[1]
    )
