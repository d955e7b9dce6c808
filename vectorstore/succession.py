"""What a body said later on a matter is found, and set beside what it said before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
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
        of_body: dict[str | None, list[Evidence]] = defaultdict(list)
        for each in old:
            if each.passage_id in vectors:
                of_body[each.letter.body].append(each)
        near = {body: self._near(mine, vectors, shown) for body, mine in of_body.items()}
        vectors.update(self._dense.whole([each for ids in near.values() for each in ids]))
        alike = {
            body: _alike(mine, [each for each in near[body] if each in vectors], vectors)
            for body, mine in of_body.items()
        }
        here = {each.passage_id: each for each in shown}
        elsewhere = dict.fromkeys(id_ for ids in alike.values() for id_ in ids if id_ not in here)
        here.update((e.passage_id, e) for e in self._located([(id_, 0.0) for id_ in elsewhere]))
        later: dict[str, Evidence] = {}
        for body, mine in of_body.items():
            theirs = [here[id_] for id_ in alike[body] if id_ in here and _is_position(here[id_])]
            for each in mine:
                if found := _latest(each, theirs, vectors):
                    later[each.passage_id] = found
        return later

    def _near(
        self, old: Sequence[Evidence], vectors: Mapping[str, Vectors], shown: Sequence[Evidence]
    ) -> list[str]:
        """Passages of later letters of the same body that may be on these matters."""
        first = min(each.letter.dated or date.max for each in old)
        letters = self._letters_of(old[0].letter.body, after=first)
        if not letters:
            return []
        if self._candidates is not None:
            held = letters & self._candidates.keys()
            found = [each for letter_id in held for each in self._candidates[letter_id]]
        else:
            asked = np.stack([vectors[each.passage_id] for each in old])
            found = [each for each, _ in self._dense.search(asked, LOOKED_AT, [*letters])]
        among = [each.passage_id for each in shown if each.letter.letter_id in letters]
        return [*dict.fromkeys([*among, *found])]

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


def _alike(
    old: Sequence[Evidence], near: Sequence[str], vectors: Mapping[str, Vectors]
) -> list[str]:
    """Those of the near passages that are on the matter of one of the old ones."""
    if not near:
        return []
    asked = np.stack([vectors[each.passage_id] for each in old])
    likeness = (np.stack([vectors[each] for each in near]) @ asked.T).max(axis=1)
    return [near[at] for at in np.flatnonzero(likeness >= SAME_MATTER).tolist()]


def _latest(
    old: Evidence, candidates: Sequence[Evidence], vectors: Mapping[str, Vectors]
) -> Evidence | None:
    """The latest of the candidates on the same matter; of one letter the likest."""
    vector = vectors[old.passage_id]
    linked = [
        (new.letter.dated or date.min, likeness, new)
        for new in candidates
        if _is_later(new, old)
        and _may_supersede(new, old, likeness := float(vector @ vectors[new.passage_id]))
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
