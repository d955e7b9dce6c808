"""A question becomes evidence: both legs are searched, fused and labelled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from difflib import get_close_matches
from heapq import nlargest

from ingest.model import Speaker
from vectorstore.arranging import at_most, body_by_body, latest_of_the_best
from vectorstore.database import Database
from vectorstore.embedding import Embedder
from vectorstore.errors import UnknownFilter
from vectorstore.filtered import Filtered
from vectorstore.fusion import Scored, dense_weight, fuse
from vectorstore.indexing import Indexes
from vectorstore.lexical import terms
from vectorstore.records import Candidate, Evidence, Filters
from vectorstore.reranking import Reranker, reranked
from vectorstore.rows import letter_of
from vectorstore.succession import Succession
from vectorstore.vocabulary import Query, widen

CANDIDATES = 200  # passages from each leg
WEIGHED = 40  # of the fused candidates, the best ones: what they say is looked at
WEIGHED_ACROSS = 240  # where several bodies are to be found among them
SUPPORT = 0.2  # of the best scores in the same letter, against a passage's own
SUPPORTING = 3  # passages of a letter whose scores speak for each other

Gain = Callable[[Candidate], float]  # of a passage's score, in standard deviations


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
        self._filtered = Filtered(database)
        self._indexes = indexes
        self._embedder = embedder
        self._reranker = reranker
        # A question is embedded while its words are looked up.
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="question")

    def search(
        self,
        query: str,
        k: int = 10,
        filters: Filters | None = None,
        preference: Gain | None = None,
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
        with self._database.at_one_time():
            self.refuse_unknown(filters)
            widened = widen(query)
            dense, lexical, shares = self._legs(widened, filters, across=across)
            possible = self._indexes.lexical.possible(widened.text)
            fused = fuse(dense, lexical, dense_weight=dense_weight(lexical, possible))
            most = max(WEIGHED_ACROSS if across else WEIGHED, 2 * k)
            weighed = _worth_weighing(fused, most, shares, k)
            found = self._candidates(weighed, dict(dense), dict(lexical))
            ranked = _weighed(reranked(widened.text, found, self._reranker), preference)
            if latest_first:
                ranked = latest_of_the_best(ranked)
            if across:
                ranked = body_by_body(ranked, k, filters.bodies)
            # Where only bodies are chosen, what a body said later is among what was found.
            whole_record = filters == Filters(bodies=filters.bodies)
            near = [each for each, _ in fused] if whole_record else None
            evidence = self._evidence(ranked[:k])
            shown = self._with_successors(evidence, filters, near, later_first=latest_first)
            return at_most(shown, k)

    def close(self) -> None:
        self._beside.shutdown()

    def whole_answer(self, evidence: Evidence) -> list[Evidence]:
        """All passages that answer the item which this one answers, in the letter's order."""
        if evidence.item is None:
            return [evidence]
        ids = self._database.passages_of_item(evidence.letter.letter_id, evidence.item.index)
        found = self._located([(each, evidence.score) for each in ids])
        own = (Speaker.FORCE, Speaker.POLICING_BODY)
        return [each for each in found if each.speaker in own]

    def with_successors(self, evidence: Sequence[Evidence], filters: Filters) -> list[Evidence]:
        """The passages labelled as a search labels them, each followed by what supersedes it."""
        with self._database.at_one_time():
            return self._with_successors(evidence, filters, None, later_first=False)

    def with_continuations(self, evidence: Sequence[Evidence], first: int) -> list[Evidence]:
        """The passages, the first of them followed by what goes on with their paragraph."""
        shown: dict[str, Evidence] = {}
        known = {each.passage_id: each for each in evidence}
        for place, each in enumerate(evidence):
            shown.setdefault(each.passage_id, each)
            if place >= first:
                continue
            after = self._database.continued_by(each.letter.letter_id, each.end)
            if after is not None and after not in shown:
                found = [known[after]] if after in known else self._located([(after, each.score)])
                shown.update((one.passage_id, one) for one in found)
        return [*shown.values()]

    def rarity(self, text: str) -> dict[str, float]:
        """For each stem of the text's words, how rare it is in the library; at least 0."""
        return self._indexes.lexical.rarity(terms(text))

    def has_words(self, words: str) -> bool:
        """Whether a passage holds one of the words in any form, or a letter's text these words."""
        return self._indexes.lexical.holds_any(terms(words)) or self._database.has_text(words)

    def _legs(
        self, query: Query, filters: Filters, *, across: bool
    ) -> tuple[Scored, Scored, list[set[str]]]:
        """What each leg finds within the filters, and the passages of each body that is named.

        Where several are named to be compared, each is searched by itself.
        """
        ways = list(dict.fromkeys([query.text, query.widened]))
        vectors = self._beside.submit(self._embedder.embed_queries, ways)
        parts = [filters]
        if across and len(filters.bodies) > 1:
            parts = [replace(filters, bodies=(body,)) for body in filters.bodies]
        limit = CANDIDATES // len(parts)
        dense: list[tuple[str, float]] = []
        lexical: list[tuple[str, float]] = []
        shares = []
        for part in parts:
            letter_ids = self._filtered.letters(part) if part else None
            worded = self._indexes.lexical.search(query, limit, letter_ids)
            near = self._indexes.dense.search(vectors.result(), limit, letter_ids)
            dense += near
            lexical += worded
            shares.append({each for each, _ in [*near, *worded]})
        if filters.of_items:
            kept = self._filtered.passages(set().union(*shares), filters)
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
            self._located,
            candidates,
        )
        letters = set(self._filtered.letters(filters)) if filters else set()

        def within(new: Evidence) -> bool:
            if filters and new.letter.letter_id not in letters:
                return False
            asked = self._filtered.passages
            return not filters.of_items or bool(asked([new.passage_id], filters))

        return succession.with_successors(evidence, within=within, later_first=later_first)

    def _candidates(
        self,
        fused: Sequence[tuple[str, float]],
        dense: Mapping[str, float],
        lexical: Mapping[str, float],
    ) -> list[Candidate]:
        said = self._database.candidates([passage_id for passage_id, _ in fused])
        letters = self._database.catalogue().by_id
        return [
            Candidate(
                passage_id=each,
                letter=letters[letter_of(each)],
                text=said[each][0],
                speaker=said[each][1],
                similarity=dense.get(each),
                bm25=lexical.get(each),
                score=score,
            )
            for each, score in fused
            if each in said and letter_of(each) in letters
        ]

    def _located(self, scored: Sequence[tuple[str, float]]) -> list[Evidence]:
        """Passages that no leg returned, as evidence with these scores."""
        return self._evidence(self._candidates(scored, {}, {}))

    def _evidence(self, candidates: Sequence[Candidate]) -> list[Evidence]:
        """What is there of the candidates: another process may be removing a letter."""
        found = self._database.passages([each.passage_id for each in candidates])
        letters = {
            each.letter_id: each
            for each in self._database.records_of({each.letter.letter_id for each in candidates})
        }
        evidence = []
        for each in candidates:
            if each.passage_id not in found or each.letter.letter_id not in letters:
                continue
            passage, item = found[each.passage_id]
            evidence.append(
                Evidence(
                    passage_id=each.passage_id,
                    text=passage.text,
                    start=passage.start,
                    end=passage.end,
                    page=passage.page,
                    page_label=passage.page_label,
                    heading=passage.heading,
                    speaker=passage.speaker,
                    recognised=passage.recognised,
                    item=item,
                    letter=letters[each.letter.letter_id],
                    similarity=each.similarity,
                    bm25=each.bm25,
                    score=each.score,
                    superseded_by=None,
                    superseded_on=None,
                )
            )
        return evidence

    def refuse_unknown(self, filters: Filters) -> None:
        """Raises UnknownFilter: a filter names a body or report that no letter has."""
        have = self._database.catalogue().bodies
        for body in filters.bodies:
            if body.casefold() not in {name.casefold() for name in have}:
                near = get_close_matches(body, have, n=1)
                hint = f" Did you mean {near[0]}?" if near else ""
                raise UnknownFilter(
                    f"There is no letter from {body} in the library.{hint} "
                    f"It has letters from: {', '.join(have) or 'nobody yet'}."
                )
        if filters.report and not self._filtered.letters(Filters(report=filters.report)):
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


def _weighed(candidates: Sequence[Candidate], preference: Gain | None) -> list[Candidate]:
    """Order passages by their own score, what is preferred, and how well their letter fits."""
    own = [each.score + (preference(each) if preference else 0.0) for each in candidates]
    of_letter: dict[str, list[float]] = defaultdict(list)
    for each, score in zip(candidates, own, strict=True):
        of_letter[each.letter.letter_id].append(max(score, 0.0))
    support = {key: sum(nlargest(SUPPORTING, scores)) for key, scores in of_letter.items()}
    scored = [
        replace(each, score=score + SUPPORT * support[each.letter.letter_id])
        for each, score in zip(candidates, own, strict=True)
    ]
    return sorted(scored, key=lambda each: -each.score)
