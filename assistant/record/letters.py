"""How many letters there are of a body, a time or a report, and which."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.record import wording
from assistant.record.asked import Asked
from assistant.record.narrowing import MOST, Narrowed, narrowed, records
from assistant.record.replies import Reply, Said, place_of, place_of_letter
from assistant.record.vocabulary import ANSWER, DOCUMENT, DOCUMENTS, WRITING
from ingest.model import Speaker

_COUNT = re.compile(
    rf"\b(?:how\s+many|number\s+of|count)\s+(?:\S+\s+){{0,2}}?{DOCUMENTS}\b"
    rf"|\bhow\s+(?:many\s+times|often)\b.*\b{ANSWER}\b"
)
_LIST = re.compile(
    rf"\b(?:which|what|list|show|name|give|all|any)\b(?:\s+\S+){{0,3}}?\s+{DOCUMENTS}\b"
    rf"|^\W*(?:all|every)\b.*\b{DOCUMENTS}\b|\b(?:every|each)\s+{DOCUMENT}\b"
    r"|\bwhat\b.*\b(?:on\s+(?:file|record)|in\s+the\s+library)\b"
)
_OF_EACH_BODY = re.compile(
    r"\b(?:each|per|by|every)\s+(?:police\s+)?(?:body|bodies|force|commissioner|pcc)\b"
)
_WORDS = WRITING | frozenset(
    "addressed altogether made available exist exists ingested kept often stored".split()
)


def letters(asked: Asked) -> Reply | None:
    count = bool(_COUNT.search(asked.text))
    if asked.negated or not (count or _LIST.search(asked.text)):
        return None
    found = narrowed(asked, _WORDS, searched=False)
    if found is None:
        return None
    if _OF_EACH_BODY.search(asked.text):
        return Reply(said=tuple(_of_each_body(asked, found)), note=found.note)
    said = [_counted(asked, found)]
    if not count:
        said += _listed(asked, found)
    note = [found.note]
    if len(found.letters) > MOST:
        note.append(wording.more(MOST, len(found.letters)))
    return Reply(said=tuple(said), note=" ".join(filter(None, note)))


def _of_each_body(asked: Asked, found: Narrowed) -> list[Said]:
    """A count of each body's letters, by their names."""
    bodies = sorted({each.body for each in found.letters if each.body})
    return [
        _counted(
            replace(
                asked,
                question=replace(
                    asked.question, filters=replace(asked.question.filters, bodies=(body,))
                ),
            ),
            replace(found, letters=tuple(each for each in found.letters if each.body == body)),
        )
        for body in bodies
    ]


def _counted(asked: Asked, found: Narrowed) -> Said:
    """How many, with the date of each as far as they can be listed."""
    shown = records(asked, found.first())
    cited = [each for each in shown if place_of_letter(each)]
    dated = [each.dated for each in cited if each.dated and place_of(each, "dated")]
    undated = sum(each.dated is None for each in shown)
    return Said(
        text=wording.counted(len(found.letters), dated, undated),
        framing=wording.in_the_library(asked.question.filters, asked.period),
        speaker=Speaker.UNKNOWN,
        places=tuple(place for each in cited for place in place_of_letter(each)),
        counted=(len(found.letters), undated),
    )


def _listed(asked: Asked, found: Narrowed) -> list[Said]:
    said = []
    for each in records(asked, found.first()):
        places = [*place_of(each, "dated"), *place_of(each, "report_title")]
        if places:
            said.append(
                Said(
                    text=wording.listed_letter(each),
                    framing=wording.of_letter(each),
                    speaker=Speaker.UNKNOWN,
                    places=tuple(places),
                )
            )
    return said
