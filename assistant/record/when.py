"""When a letter was written, which is the latest or first, when its report is said to be out."""

from __future__ import annotations

import re
from datetime import date

from assistant.record import wording
from assistant.record.asked import NAMED_REPORT, Asked
from assistant.record.narrowing import narrowed, records
from assistant.record.replies import Reply, Said, place_of
from assistant.record.vocabulary import (
    ANSWER,
    ANY_DOCUMENT,
    DOCUMENT,
    FIRST,
    LATEST,
    REPORT,
    WRITING,
)
from ingest.model import Speaker
from vectorstore.records import LetterRecord

_WHEN = re.compile(
    r"\bwhen\b|\bhow\s+long\s+ago\b|\b(?:what|which)\b.*\b(?:date|day|month|year)\b|^\W*(?:the\s+)?(?:date|publication)\b"
)
_OF_A_LETTER = re.compile(rf"\b{ANY_DOCUMENT}\b|\b{ANSWER}\b")
_PUBLISHED = re.compile(r"\b(?:publish\w*|publication|c[ao]me\s+out|released|issued)\b")
_A_REPORT = re.compile(rf"\b{REPORT}\b|{NAMED_REPORT}")
_EXTREME = re.compile(
    rf"\b(?:(?P<latest>{LATEST})|(?P<first>{FIRST}))\b(?:\s+\S+){{0,3}}?\s+(?:{DOCUMENT}|{ANSWER}|thing)\b"
)
_ASKS_FOR_ONE = re.compile(r"^\W*(?:what|which|when|show|give|tell|find|please|on)\b")
_WORDS = WRITING | frozenset("came come long made out thing publication received released".split())
_SAYS = frozenset("given said say says stated".split())


def when(asked: Asked) -> Reply | None:
    if asked.negated:
        return None
    text = asked.text
    if (extreme := _EXTREME.search(text)) and _ASKS_FOR_ONE.search(text):
        return _extreme(asked, latest=bool(extreme["latest"]))
    if not _WHEN.search(text):
        return None
    if _PUBLISHED.search(text) and _A_REPORT.search(text) and not _letter_published(text):
        return _published(asked)
    return _written(asked) if _OF_A_LETTER.search(text) else None


def _letter_published(text: str) -> bool:
    """Whether it is the answer to a report that was published, and not the report."""
    found = re.search(rf"\b{ANY_DOCUMENT}\b", text)
    report = _A_REPORT.search(text)
    return found is not None and report is not None and found.start() < report.start()


def _written(asked: Asked) -> Reply | None:
    found = narrowed(asked, _WORDS)
    if found is None:
        return None
    letters = records(asked, found.first())
    said = [
        Said(
            text=wording.dated(each.dated),
            framing=wording.of_letter(each),
            speaker=Speaker.UNKNOWN,
            places=place_of(each, "dated"),
        )
        for each in letters
        if each.dated and place_of(each, "dated")
    ]
    undated = [each for each in letters if each.dated is None]
    silent = wording.undated(undated) if undated else ""
    note = " ".join(filter(None, [found.note, silent]))
    if not said:
        return Reply(said=(), silent=silent) if silent else None
    if len(found.letters) > len(letters):
        note = " ".join(filter(None, [note, wording.more(len(letters), len(found.letters))]))
    return Reply(said=tuple(said), note=note)


def _extreme(asked: Asked, *, latest: bool) -> Reply | None:
    """The latest letter of each body that is compared, else of all."""
    found = narrowed(asked, _WORDS, one=False)
    if found is None:
        return None
    dated = [each for each in found.letters if each.dated]
    groups = [dated]
    if asked.question.across:
        bodies = dict.fromkeys(each.body for each in dated)
        groups = [[each for each in dated if each.body == body] for body in bodies]
    said = []
    for group in filter(None, groups):
        facts = (max if latest else min)(group, key=lambda each: each.dated or date.min)
        for letter in records(asked, [facts]):
            place = place_of(letter, "dated")
            if letter.dated and place:
                said.append(_one(letter, latest=latest, of=len(group)))
    return Reply(said=tuple(said), note=found.note) if said else None


def _one(letter: LetterRecord, *, latest: bool, of: int) -> Said:
    assert letter.dated is not None
    return Said(
        text=wording.extreme(letter.dated, latest=latest, of=of),
        framing=wording.of_letter(letter),
        speaker=Speaker.UNKNOWN,
        places=place_of(letter, "dated"),
        counted=(of,),
    )


def _published(asked: Asked) -> Reply | None:
    found = narrowed(asked, _WORDS | _SAYS, searched=False)
    if found is None:
        return None
    said = [
        Said(
            text=wording.report_published(each.report_published),
            framing=wording.of_letter(each),
            speaker=Speaker.UNKNOWN,
            places=place_of(each, "report_published"),
        )
        for each in records(asked, found.first())
        if each.report_published and place_of(each, "report_published")
    ]
    return Reply(said=tuple(said), note=found.note) if said else None
