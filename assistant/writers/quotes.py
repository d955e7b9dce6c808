"""The default writer: sentences of the evidence, chosen for the question. No model writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question import Question
from assistant.results import Proposal
from assistant.sufficiency import asked_detail, content_stems, holds
from ingest.sentences import sentences
from vectorstore.library import Library
from vectorstore.records import Evidence
from vectorstore.vocabulary import widen

PASSAGES = 5  # looked at
MOST = 4  # quotations in an answer
LONGEST = 60  # words from which a quotation takes no further sentence
NEAR = 0.16  # how far below the best sentence another may score


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sentence:
    passage: int
    start: int
    end: int
    score: float


class QuotesWriter:
    """The same question over the same letters gives the same answer, every time."""

    name = "quotes"

    def __init__(self, library: Library) -> None:
        self._library = library

    def write(self, question: Question, evidence: Sequence[Evidence]) -> list[Proposal]:
        looked_at = evidence[:PASSAGES]
        ranked = sorted(self._scored(question, looked_at), key=lambda s: (-s.score, s.passage))
        if not ranked:
            return []
        chosen = [each for each in ranked if each.score >= ranked[0].score - NEAR][: MOST + 1]
        runs = _runs(chosen, looked_at)
        return [
            Proposal(
                text="", quotes=((looked_at[index].passage_id, looked_at[index].text[start:end]),)
            )
            for index, start, end in runs[:MOST]
        ]

    def _scored(self, question: Question, evidence: Sequence[Evidence]) -> list[_Sentence]:
        located = [
            (index, start, end)
            for index, each in enumerate(evidence)
            for start, end in sentences(each.text)
        ]
        words = [evidence[index].text[start:end] for index, start, end in located]
        ways = list(dict.fromkeys([question.search, widen(question.search).widened]))
        vectors = self._library.embedder.embed([*ways, *words])
        near = (vectors[len(ways) :] @ vectors[: len(ways)].T).max(axis=1)
        best = max(each.score for each in evidence) if evidence else 0.0
        detail = asked_detail(question.text)
        subject = set(content_stems(question.search))
        scored = []
        for (index, start, end), text, similarity in zip(located, words, near, strict=True):
            score = float(similarity) + 0.15 * (evidence[index].score - best)
            score += 0.2 * _share(subject, text)
            if detail is not None:
                score += 0.15 * holds(detail, text, question.search)
            scored.append(_Sentence(passage=index, start=start, end=end, score=score))
        return scored


def _share(subject: set[str], text: str) -> float:
    return len(subject & set(content_stems(text))) / len(subject) if subject else 0.0


def _runs(chosen: Sequence[_Sentence], evidence: Sequence[Evidence]) -> list[tuple[int, int, int]]:
    """Join chosen sentences that follow one another; the best run comes first."""
    runs: list[tuple[int, int, int]] = []
    for each in chosen:
        for index, (passage, start, end) in enumerate(runs):
            text = evidence[passage].text
            joined = min(start, each.start), max(end, each.end)
            between = text[end : each.start] if each.start >= end else text[each.end : start]
            if (
                passage == each.passage
                and not between.strip()
                and len(text[joined[0] : joined[1]].split()) <= LONGEST
            ):
                runs[index] = (passage, *joined)
                break
        else:
            runs.append((each.passage, each.start, each.end))
    return runs
