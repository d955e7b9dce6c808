"""A passage becomes the words of it that answer a question best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.details import asked_details, holds
from assistant.grounding import FIGURE
from assistant.question import Question
from assistant.sufficiency import about
from ingest.sentences import sentences
from vectorstore.embedding import Embedder
from vectorstore.lexical import content_stems
from vectorstore.records import Evidence
from vectorstore.vocabulary import widen

LONGEST = 80  # words of a quotation; a shorter passage is quoted whole
WHOLE = 400  # words; no passage has more

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

Spans = Sequence[tuple[int, int]]  # of the sentences of a passage


@dataclass(frozen=True, kw_only=True, slots=True)
class Quotation:
    evidence: Evidence
    words: str
    score: float  # of its best sentence
    gives_way: bool  # to a later position: not where the question names the time of this one


def quotations(
    question: Question,
    evidence: Sequence[Evidence],
    embedder: Embedder,
    *,
    longest: int = LONGEST,
) -> list[Quotation]:
    """The best words of each passage, in the order of the passages.

    Args:
        longest: words of a quotation.
    """
    located = [sentences(each.text) for each in evidence]
    scored = _scores(question, evidence, located, embedder)
    years = set(_YEAR.findall(question.search))
    return [
        _quotation(each, spans, scores, longest, years)
        for each, spans, scores in zip(evidence, located, scored, strict=True)
        if spans
    ]


def _scores(
    question: Question, evidence: Sequence[Evidence], located: Sequence[Spans], embedder: Embedder
) -> list[list[float]]:
    """For each passage how well each of its sentences answers.

    Weights tuned on the judged sets that are not kept aside (docs/evaluation.md).
    """
    words = [
        each.text[start:end]
        for each, spans in zip(evidence, located, strict=True)
        for start, end in spans
    ]
    near = iter(_similarities(question.search, words, embedder))
    best = max((each.score for each in evidence), default=0.0)
    figures = set(FIGURE.findall(question.search))
    details, subject = asked_details(question.spelled), set(content_stems(question.search))

    def score(each: Evidence, text: str) -> float:
        told = any(holds(detail, text, question.search, about(each)) for detail in details)
        said = figures & set(FIGURE.findall(text))
        of_figures = len(said) / len(figures) if figures else 0.0
        of_passage, of_words = each.score - best, _share(subject, text)
        return next(near) + 0.35 * of_passage + 0.2 * of_words + 0.15 * (told + of_figures)

    return [
        [score(each, each.text[start:end]) for start, end in spans]
        for each, spans in zip(evidence, located, strict=True)
    ]


def _similarities(search: str, words: Sequence[str], embedder: Embedder) -> list[float]:
    ways = list(dict.fromkeys([search, widen(search).widened]))
    near = embedder.embed(words) @ embedder.embed_queries(ways).T
    return [float(value) for value in np.max(near, axis=1, initial=-1.0)]


def _quotation(
    evidence: Evidence, located: Spans, scores: Sequence[float], longest: int, years: set[str]
) -> Quotation:
    """The best sentence with those around it, the better ones first, no more than is allowed."""
    text = evidence.text
    first = last = max(range(len(scores)), key=lambda index: scores[index])
    best = scores[first]
    while True:
        wider = [
            (low, high)
            for low, high in ((first - 1, last), (first, last + 1))
            if low >= 0
            and high < len(located)
            and len(text[located[low][0] : located[high][1]].split()) <= longest
        ]
        if not wider:
            break
        first, last = max(wider, key=lambda span: max(scores[span[0]], scores[span[1]]))
    words = text[located[first][0] : located[last][1]]
    of_that_time = bool(years & set(_YEAR.findall(words)))
    return Quotation(
        evidence=evidence,
        words=words,
        score=best,
        gives_way=evidence.superseded_by is not None and not of_that_time,
    )


def _share(subject: set[str], text: str) -> float:
    return len(subject & set(content_stems(text))) / len(subject) if subject else 0.0
