"""A question becomes evidence: both legs are searched, fused and labelled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from difflib import get_close_matches
from heapq import nlargest

from ingest.model import Speaker
from vectorstore.arranging import at_most, body_by_body, latest_of_the_best
from vectorstore.database import Database
from vectorstore.embedding import Embedder, Vectors
from vectorstore.errors import UnknownFilter
from vectorstore.fusion import Scored, fuse
from vectorstore.indexing import Indexes
from vectorstore.lexical import terms
from vectorstore.records import Evidence, Filters
from vectorstore.reranking import Reranker, reranked
from vectorstore.succession import Succession
from vectorstore.vocabulary import Query, widen

DENSE_WEIGHT = 0.5
CANDIDATES = 200  # passages from each leg
WEIGHED = 60  # of the fused candidates, the best ones: what they say is looked at
WEIGHED_ACROSS = 240  # where several bodies are to be found among them
SUPPORT = 0.2  # of the best scores in the same letter, against a passage's own
SUPPORTING = 3  # passages of a letter whose scores speak for each other

Preference = Callable[[Evidence], float]  # what a passage's score gains, in standard deviations


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
        *,
        across: bool = False,
        latest_first: bool = False,
    ) -> list[Evidence]:
        """Return up to k passages for the query, best first.

        Where a passage is superseded, the one that supersedes it is returned too.

        Args:
            preference: what a passage's score gains for what it is, in standard deviations.
            across: take the bodies in turn, the best passage of each first.
            latest_first: of passages that answer about as well, the latest letter's first.

        Raises:
            UnknownFilter: a filter names a body or report that no letter has.
        """
        filters = filters or Filters()
        self._refuse_unknown(filters)
        widened = widen(query)
        vectors = self._embedder.embed_queries(list(dict.fromkeys([widened.text, widened.widened])))
        dense, lexical, shares = self._legs(vectors, widened, filters, across=across)
        fused = fuse(dense, lexical, dense_weight=DENSE_WEIGHT)
        most = max(WEIGHED_ACROSS if across else WEIGHED, 2 * k)
        weighed = _worth_weighing(fused, most, shares, k)
        found = self._evidence(weighed, dict(dense), dict(lexical))
        evidence = _weighed(reranked(widened.text, found, self._reranker), preference)
        if latest_first:
            evidence = latest_of_the_best(evidence)
        if across:
            evidence = body_by_body(evidence, k, filters.bodies)
        # Where only bodies are chosen, what a body said later is among what was found.
        whole_record = filters == Filters(bodies=filters.bodies)
        candidates = [each for each, _ in fused] if whole_record else None
        shown = self._with_successors(evidence[:k], filters, candidates, later_first=latest_first)
        return at_most(shown, k)

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

    def _legs(
        self, vectors: Vectors, query: Query, filters: Filters, *, across: bool
    ) -> tuple[Scored, Scored, list[set[str]]]:
        """What each leg finds within the filters, and the passages of each body that is named.

        Where several are named to be compared, each is searched by itself.
        """
        parts = [filters]
        if across and len(filters.bodies) > 1:
            parts = [replace(filters, bodies=(body,)) for body in filters.bodies]
        limit = CANDIDATES // len(parts)
        dense: list[tuple[str, float]] = []
        lexical: list[tuple[str, float]] = []
        shares = []
        for part in parts:
            letter_ids = self._database.matching(part) if part else None
            near = self._indexes.dense.search(vectors, limit, letter_ids)
            worded = self._indexes.lexical.search(query, limit, letter_ids)
            dense += near
            lexical += worded
            shares.append({each for each, _ in [*near, *worded]})
        if filters.of_items:
            kept = self._database.passages_asked(set().union(*shares), filters)
            dense = [(each, score) for each, score in dense if each in kept]
            lexical = [(each, score) for each, score in lexical if each in kept]
        return dense, lexical, shares

    def _with_successors(
        self,
        evidence: Sequence[Evidence],
        filters: Filters,
        candidates: Collection[str] | None,
        *,
        later_first: bool,
    ) -> list[Evidence]:
        succession = Succession(
            self._database,
            self._indexes.dense,
            lambda scored: self._evidence(scored, {}, {}),
            candidates,
        )
        letters = set(self._database.matching(filters)) if filters else set()

        def within(new: Evidence) -> bool:
            if filters and new.letter.letter_id not in letters:
                return False
            asked = self._database.passages_asked
            return not filters.of_items or bool(asked([new.passage_id], filters))

        return succession.with_successors(evidence, within=within, later_first=later_first)

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
                    superseded_on=None,
                )
            )
        return evidence

    def _refuse_unknown(self, filters: Filters) -> None:
        have = self._database.catalogue().bodies
        for body in filters.bodies:
            if body.casefold() not in {name.casefold() for name in have}:
                near = get_close_matches(body, have, n=1)
                hint = f" Did you mean {near[0]}?" if near else ""
                raise UnknownFilter(
                    f"There is no letter from {body} in the library.{hint} "
                    f"It has letters from: {', '.join(have) or 'nobody yet'}."
                )
        if filters.report and not self._database.matching(Filters(report=filters.report)):
            titles = self._database.catalogue().titles.names
            raise UnknownFilter(
                f"No letter in the library answers a report called “{filters.report}”. "
                f"It has answers to: {'; '.join(titles) or 'none yet'}."
            )


def _worth_weighing(
    fused: Scored, most: int, shares: Sequence[set[str]], share: int
) -> list[tuple[str, float]]:
    """The best candidates, and of each share at least so many of the best."""
    best = list(fused[:most])
    for passages in shares:
        own = [pair for pair in fused if pair[0] in passages][:share]
        best += [pair for pair in own if pair not in best]
    return best


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
