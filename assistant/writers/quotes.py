"""The default writer: sentences of the evidence, chosen for the question. No model writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.details import asked_details, holds
from assistant.question import Question
from assistant.results import Proposal
from assistant.sufficiency import about
from ingest.model import Speaker
from ingest.sentences import sentences
from vectorstore.lexical import content_stems
from vectorstore.library import Library
from vectorstore.records import Evidence
from vectorstore.vocabulary import widen

PASSAGES = 5  # looked at
MOST = 4  # quotations in an answer
LONGEST = 80  # words of a quotation; a shorter passage is quoted whole
NEAR = 0.30  # how far below the best passage another may score and still be quoted


@dataclass(frozen=True, kw_only=True, slots=True)
class _Quotation:
    evidence: Evidence
    words: str
    score: float  # of its best sentence


class QuotesWriter:
    """The same question over the same letters gives the same answer, every time."""

    name = "quotes"

    def __init__(self, library: Library) -> None:
        self._library = library

    def write(self, question: Question, evidence: Sequence[Evidence]) -> list[Proposal]:
        looked_at = evidence[:PASSAGES]
        quotations = [
            _quotation(each, located, scores)
            for each, (located, scores) in zip(
                looked_at, self._scored(question, looked_at), strict=True
            )
            if located
        ]
        quotations = _who_should_speak(quotations, question.about_inspectorate)
        best = max((each.score for each in quotations), default=0.0)
        near = [each for each in quotations if each.score >= best - NEAR]
        later = {each.evidence.superseded_by for each in near}
        near = [e for e in quotations if e in near or e.evidence.letter.letter_id in later]
        if not question.latest_first:  # else they stand as they were found, the latest first
            near.sort(key=lambda each: (each.evidence.superseded_by is not None, -each.score))
        return [
            Proposal(text="", quotes=((each.evidence.passage_id, each.words),))
            for each in near[:MOST]
        ]

    def _scored(
        self, question: Question, evidence: Sequence[Evidence]
    ) -> list[tuple[list[tuple[int, int]], list[float]]]:
        """For each passage its sentences, and how well each of them answers."""
        located = [sentences(each.text) for each in evidence]
        words = [
            each.text[start:end]
            for each, spans in zip(evidence, located, strict=True)
            for start, end in spans
        ]
        near = iter(self._similarities(question.search, words))
        best = max((each.score for each in evidence), default=0.0)
        details, subject = asked_details(question.text), set(content_stems(question.search))
        scored = []
        for each, spans in zip(evidence, located, strict=True):
            scores = []
            for start, end in spans:
                text = each.text[start:end]
                score = next(near) + 0.15 * (each.score - best) + 0.2 * _share(subject, text)
                score += 0.15 * any(
                    holds(detail, text, question.search, about(each)) for detail in details
                )
                scores.append(score)
            scored.append((spans, scores))
        return scored

    def _similarities(self, search: str, words: Sequence[str]) -> list[float]:
        ways = list(dict.fromkeys([search, widen(search).widened]))
        embedder = self._library.embedder
        near = embedder.embed(words) @ embedder.embed_queries(ways).T
        return [float(value) for value in np.max(near, axis=1, initial=-1.0)]


def _who_should_speak(quotations: list[_Quotation], about_inspectorate: bool) -> list[_Quotation]:
    """What was asked of a body is not its answer: keep the side that the question is about."""
    wanted = [
        each
        for each in quotations
        if (each.evidence.speaker is Speaker.INSPECTORATE) == about_inspectorate
    ]
    return wanted or quotations


def _quotation(
    evidence: Evidence, located: Sequence[tuple[int, int]], scores: Sequence[float]
) -> _Quotation:
    """The best sentence with those around it, the better ones first, as far as LONGEST allows."""
    text = evidence.text
    first = last = max(range(len(scores)), key=lambda index: scores[index])
    best = scores[first]
    while True:
        wider = [
            (low, high)
            for low, high in ((first - 1, last), (first, last + 1))
            if low >= 0
            and high < len(located)
            and len(text[located[low][0] : located[high][1]].split()) <= LONGEST
        ]
        if not wider:
            break
        first, last = max(wider, key=lambda span: max(scores[span[0]], scores[span[1]]))
    return _Quotation(
        evidence=evidence,
        words=text[located[first][0] : located[last][1]],
        score=best,
    )


def _share(subject: set[str], text: str) -> float:
    return len(subject & set(content_stems(text))) / len(subject) if subject else 0.0
