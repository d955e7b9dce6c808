"""Which reports were answered, and whether one was."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.record import wording
from assistant.record.asked import NAMED_REPORT, Asked
from assistant.record.narrowing import MOST, narrowed, records
from assistant.record.replies import Reply, Said, place_of
from assistant.record.vocabulary import ANSWER, ANY_DOCUMENT, REPORT, REPORTS, WRITING
from assistant.results import AbstentionReason
from ingest.model import Speaker
from vectorstore.records import LetterFacts

_A_REPORT = rf"(?:{NAMED_REPORT}|\b{REPORT}\b)"
_YES_NO = re.compile(
    rf"^\W*(?:and\s+|so\s+)?(?:did|have|has|had|was|were)\b.*\b{ANSWER}\b.*{_A_REPORT}"
    rf"|^\W*(?:was|has|is|were)\b.*{_A_REPORT}.*\b{ANSWER}\b"
    rf"|^\W*(?:is|are|was)\s+there\b.*\b{ANY_DOCUMENT}\b.*{_A_REPORT}"
    rf"|^\W*(?:do|does|did|have|has)\b.*\b(?:have|hold|got|send|sent|issue)\b.*\b{ANY_DOCUMENT}\b"
    rf".*{_A_REPORT}"
)
_WHICH = re.compile(
    rf"\b(?:which|what|list|how\s+many|show|name)\b(?:\s+\S+){{0,4}}?\s+(?:{REPORTS}|{REPORT})\b"
    rf"|^\W*what\s+(?:is|was|does|did)\b.*\b{ANY_DOCUMENT}\b.*\bto\W*$"
)
_ANSWERED = re.compile(rf"\b(?:{ANSWER}|{ANY_DOCUMENT})\b")
_BODIES = re.compile(
    rf"\b(?:which|what)\s+(?:bodies|forces|commissioners|pccs)\b.*\b{ANSWER}\b.*{_A_REPORT}"
)
_WORDS = WRITING | frozenset("anybody anyone dealt formally".split())


def reports(asked: Asked) -> Reply | None:
    if asked.negated:
        return None
    if _YES_NO.search(asked.text):
        return _whether(asked)
    if _BODIES.search(asked.text):
        return _list(asked, yes=False, counted=False)
    if _WHICH.search(asked.text) and _ANSWERED.search(asked.text):
        return _list(asked, yes=False, counted="how many" in asked.text)
    return None


def _whether(asked: Asked) -> Reply | None:
    matter = asked.matter(_WORDS)
    if matter is None or not (matter or asked.question.filters.report):
        return None
    if not matter:
        return _list(asked, yes=True, counted=False)
    if found := asked.of_title(matter):
        return _reply(asked, found, yes=True, counted=False, note="")
    titles = list(dict.fromkeys(each.report_title for each in asked.letters if each.report_title))
    return Reply(
        said=(),
        silent=wording.no_such_report(matter, asked.question.filters, titles),
        reason=AbstentionReason.NO_SUCH_REPORT,
    )


def _list(asked: Asked, *, yes: bool, counted: bool) -> Reply | None:
    found = narrowed(asked, _WORDS, searched=False)
    if found is None:
        return None
    return _reply(asked, found.letters, yes=yes, counted=counted, note=found.note)


def _reply(
    asked: Asked, letters: Sequence[LetterFacts], *, yes: bool, counted: bool, note: str
) -> Reply | None:
    naming = [each for each in letters if each.report_title]
    said = [
        Said(
            text=wording.answers(each.report_title, yes=yes),
            framing=wording.of_letter(each),
            speaker=Speaker.UNKNOWN,
            places=place_of(each, "report_title"),
        )
        for each in records(asked, naming[:MOST])
        if each.report_title and place_of(each, "report_title")
    ]
    if not said:
        return None
    if counted:
        titles = {each.report_title for each in naming}
        count = Said(
            text=wording.counted_reports(len(titles)),
            framing=wording.in_the_library(asked.question.filters, asked.period),
            speaker=Speaker.UNKNOWN,
            places=tuple(place for each in said for place in each.places),
            counted=(len(titles),),
        )
        said.insert(0, count)
    if len(naming) > MOST:
        note = " ".join(filter(None, [note, wording.more(MOST, len(naming))]))
    return Reply(said=tuple(said), note=note)
