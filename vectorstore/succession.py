"""What a body said later on a matter is found, and set beside what it said before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date

import numpy as np

from ingest.model import Speaker
from vectorstore.database import Database
from vectorstore.dense import DenseIndex
from vectorstore.embedding import Vectors
from vectorstore.records import Evidence
from vectorstore.rows import letter_of

SAME_MATTER = 0.70  # cosine of two passages, each with the item it answers; docs/evaluation.md
SAME_WORDS = 0.95  # cosine from which the later one only says the same again
LOOKED_AT = 40  # later vectors of each kind, for each body
ROUNDS = 3  # a later passage may have a still later one

# What a letter says of itself is no position: its duty, its copies, its thanks.
_FORMALITY = re.compile(
    r"\bsection\s+55\b|\bconstitutes\b|\b(?:this|the)\s+(?:letter|response|paper|page|report)\b(?!\s+of\b)"
    r"|\b(?:copy|copies|copying)\b|\bthank\s+you\b|\bposition\s+statements?\b|\bgrateful\b",
    re.I,
)

Located = Callable[[Sequence[tuple[str, float]]], list[Evidence]]  # (passage_id, score) pairs


class Succession:
    """Links the passages of one answer to later ones of the same body. The work is bounded."""

    def __init__(
        self,
        database: Database,
        dense: DenseIndex,
        located: Located,
        candidates: Collection[str] | None,
    ) -> None:
        """
        Args:
            candidates: passages among which the later ones are, since a search came upon all that
                is near its question; None: they are looked for in all letters.
        """
        self._database = database
        self._candidates = None if candidates is None else _by_letter(candidates)
        self._dense = dense
        self._located = located

    def with_successors(
        self,
        evidence: Sequence[Evidence],
        *,
        within: Callable[[Evidence], bool],
        later_first: bool,
    ) -> list[Evidence]:
        """Label what is superseded, and put what supersedes it beside it if it is missing.

        Args:
            within: whether the filters of the search leave a passage; a later one that they do not
                leave is named by the label and not returned.
            later_first: whether a passage stands before the one that it supersedes.
        """
        shown = list(evidence)
        unlinked = shown
        newer: dict[str, str] = {}
        for _ in range(ROUNDS):
            links = self._links(unlinked, shown)
            if not links:
                break
            newer.update({old: new.passage_id for old, new in links.items()})
            unlinked = []
            linked: list[Evidence] = []
            here = {each.passage_id for each in shown}
            for each in shown:
                if (new := links.get(each.passage_id)) is None:
                    linked.append(each)
                    continue
                label = replace(
                    each, superseded_by=new.letter.letter_id, superseded_on=new.letter.dated
                )
                added = []
                if new.passage_id not in here and within(new):
                    here.add(new.passage_id)
                    added = [replace(new, score=each.score)]
                    unlinked += added
                linked += [label, *added]
            shown = linked
        return _later_before(shown, newer) if later_first else shown

    def _links(
        self, unlinked: Sequence[Evidence], shown: Sequence[Evidence]
    ) -> dict[str, Evidence]:
        """For each passage that is superseded, the latest one that supersedes it."""
        old = [each for each in unlinked if _is_position(each)]
        vectors = self._dense.whole([each.passage_id for each in old])
        old = [each for each in old if each.passage_id in vectors]
        later: dict[str, Evidence] = {}
        for body in dict.fromkeys(each.letter.body for each in old):
            mine = [each for each in old if each.letter.body == body]
            nearest = self._later(mine, vectors, [e for e in shown if e.letter.body == body])
            for each in mine:
                if found := _latest(each, vectors[each.passage_id], nearest):
                    later[each.passage_id] = found
        return later

    def _later(
        self, old: Sequence[Evidence], vectors: dict[str, Vectors], shown: Sequence[Evidence]
    ) -> list[tuple[Evidence, Vectors]]:
        """Passages of later letters of the same body that are on these matters."""
        first = min(each.letter.dated or date.max for each in old)
        letters = self._letters_of(old[0].letter.body, after=first)
        if not letters:
            return []
        asked = np.stack([vectors[each.passage_id] for each in old])
        here = {each.passage_id: each for each in shown}
        near = [each for each in here if letter_of(each) in letters]
        near += [each for each in self._near(asked, letters) if each not in here]
        if not near:
            return []
        theirs = {
            each: vector
            for each, vector in self._dense.whole(near).items()
            if (asked @ vector).max() >= SAME_MATTER
        }
        if not theirs:
            return []
        elsewhere = self._located([(each, 0.0) for each in theirs if each not in here])
        found = [*(here[each] for each in theirs if each in here), *elsewhere]
        return [(each, theirs[each.passage_id]) for each in found if _is_position(each)]

    def _near(self, asked: Vectors, letters: Set[str]) -> list[str]:
        """Passages of these letters that may be on the matters asked for."""
        if self._candidates is not None:
            held = letters & self._candidates.keys()
            return [each for letter_id in held for each in self._candidates[letter_id]]
        return [each for each, _ in self._dense.search(asked, LOOKED_AT, [*letters])]

    def _letters_of(self, body: str | None, *, after: date) -> set[str]:
        facts = self._database.catalogue().of_body(body) if body else ()
        return {each.letter_id for each in facts if each.dated and each.dated > after}


def _by_letter(passage_ids: Collection[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for each in passage_ids:
        found[letter_of(each)].append(each)
    return found


def _later_before(shown: Sequence[Evidence], newer: Mapping[str, str]) -> list[Evidence]:
    """Each passage after the one that supersedes it.

    Args:
        newer: for the id of a superseded passage that of the one that supersedes it.
    """
    waiting, ordered = {each.passage_id: each for each in shown}, list[Evidence]()
    for each in shown:
        later = newer.get(each.passage_id, "")
        ordered += [waiting.pop(one) for one in (later, each.passage_id) if one in waiting]
    return ordered


def _latest(
    old: Evidence, vector: Vectors, candidates: Sequence[tuple[Evidence, Vectors]]
) -> Evidence | None:
    """The latest of the candidates on the same matter; of one letter the likest."""
    linked = [
        (new.letter.dated or date.min, likeness, new)
        for new, theirs in candidates
        if _is_later(new, old) and _may_supersede(new, old, likeness := float(vector @ theirs))
    ]
    return max(linked, key=lambda each: each[:2])[2] if linked else None


def _may_supersede(new: Evidence, old: Evidence, likeness: float) -> bool:
    """Whether they are one matter, and the later one does not just repeat a formula."""
    formula = likeness >= SAME_WORDS and new.item is None and old.item is None
    return likeness >= SAME_MATTER and not formula


def _is_later(new: Evidence, old: Evidence) -> bool:
    dates = new.letter.dated, old.letter.dated
    return dates[0] is not None and dates[1] is not None and dates[0] > dates[1]


def _is_position(evidence: Evidence) -> bool:
    """Whether a passage says where a body stands on a matter, in answer to an item or not."""
    if evidence.letter.body is None or evidence.letter.dated is None:
        return False
    if evidence.item is not None:
        return evidence.speaker is not Speaker.INSPECTORATE
    own = evidence.speaker in (Speaker.FORCE, Speaker.POLICING_BODY)
    return own and not _FORMALITY.search(evidence.text)
