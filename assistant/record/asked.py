"""A question becomes what the rules of the record read: its names marked, its letters told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.filters.authors import people
from assistant.filters.dates import read_dates
from assistant.filters.phrases import FROM, phrases_in
from assistant.filters.times import Period, Time, times_in
from assistant.question import Question
from assistant.record.vocabulary import ANSWER, ANY_DOCUMENT, PLAIN, REPORT, REPORTS
from ingest.fronts.bodies import mentions_of_bodies
from ingest.model import LetterKind
from vectorstore.lexical import content_stems
from vectorstore.library import Library
from vectorstore.records import LetterFacts
from vectorstore.titles import title_words

# Each stands for a name in the marked text.
BODY = "\ue101"
NAMED_REPORT = "\ue102"
TIME = "\ue103"
PERSON = "\ue104"

LONGEST_MATTER = 6  # words
_WORD = re.compile(r"[a-z0-9][\w'&/-]*")
_NEGATION = re.compile(r"\b(?:not|no|never|none|nobody|without|un(?:answered|addressed))\b|n't\b")
# "The letter to Jane Doe": one or two words that a letter may be addressed to.
_TO = re.compile(
    r"\b(?:to|with)\s+(?:the\s+|(?:mr|mrs|ms|dr|sir|dame)\.?\s+)?"
    r"(?P<who>[a-z][a-z'-]{3,}(?:\s+[a-z][a-z'-]+)?)"
)
# What these wrote is no letter of the library: "When did the Home Secretary reply?"
_OTHERS = r"(?:home\s+secretary|ministers?|hmicfrs|hmic|inspectorate|(?:chief\s+)?inspectors?)"
_BY_OTHERS = re.compile(
    rf"\b(?:did|has|have|does|do)\s+(?:the\s+)?{_OTHERS}\s+(?:\w+\s+){{0,2}}?{ANSWER}\b"
    rf"|\b{_OTHERS}(?:'s?)?\s+(?:{ANY_DOCUMENT}|{ANSWER})\b"
    rf"|\b{ANY_DOCUMENT}\s+(?:from|by)\s+(?:the\s+)?{_OTHERS}\b"
)
_KINDS = {
    LetterKind.BOARD_PAPER: r"\bboard\s+papers?\b",
    LetterKind.WEB_PAGE: r"\bweb\s*pages?\b",
}
# "the letter on custody", "the reply about digital forensics", "the rural crime letter"
_ON = re.compile(
    rf"\b(?:{ANY_DOCUMENT}|{REPORTS}|{REPORT})\b[^?.]{{0,60}}?"
    r"\b(?:on|about|regarding|concerning|into|covering)\s+(?:the\s+)?$"
)
_DOCUMENT_FOLLOWS = re.compile(
    rf"(?P<of_matter>\s+crime)?\s+(?:{ANY_DOCUMENT}|{REPORTS}|{REPORT})\b"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A question as the rules of the record see it."""

    question: Question
    library: Library
    text: str  # in small letters, with one character for each name
    letters: tuple[LetterFacts, ...]  # that its filters leave, the latest first
    times: tuple[Time, ...]  # that it names, beside the name of a report
    period: Period | None  # that it names and that did not become a filter
    negated: bool
    of_others: bool  # of one who has no letter here: another body, the Home Secretary

    def matter(self, words: Iterable[str] = ()) -> str | None:
        """What the question is about beside the record; "" where nothing is.

        None where it is no matter of a letter, so that the question is none about the record.

        Args:
            words: those of the kind of question, beside the plain ones.
        """
        known = {*PLAIN, *words}
        named = set(title_words(self.question.filters.report or ""))
        left = [
            each
            for each in _WORD.finditer(self.text)
            if re.sub(r"'s?$", "", each.group().strip("'")) not in known
            and not set(title_words(each.group())) <= named
        ]
        if not left:
            return ""
        start, end = left[0].start(), left[-1].end()
        follows = _DOCUMENT_FOLLOWS.match(self.text, end)
        matter = self.text[
            start : follows.end("of_matter") if follows and follows["of_matter"] else end
        ]
        if len(matter.split()) > LONGEST_MATTER or re.search(r"[\ue100-\ue1ff]", matter):
            return None
        of_a_letter = _ON.search(self.text, 0, start) or follows
        return matter if of_a_letter else None

    def of_title(self, matter: str) -> tuple[LetterFacts, ...]:
        """The letters whose report has all words of the matter in its title."""
        wanted = set(content_stems(matter))
        return tuple(
            each
            for each in self.letters
            if wanted and wanted <= set(content_stems(each.report_title or ""))
        )


def read(question: Question, library: Library) -> Asked:
    text = _without_report(question.spelled.translate(_QUOTES), question.filters.report)
    times, period = tuple(times_in(text)), _period(text, question, library)
    mentioned = mentions_of_bodies(text)
    persons = people(library.catalogue().authors).values()
    text = _marked_spans(text, [each.span for each in times])
    text = _marked_names(text, mentioned, persons, question)
    text, addressed = _without_addressee(re.sub(r"\s+", " ", text.casefold()), library)
    known = {body.casefold() for body in library.bodies()}
    return Asked(
        question=question,
        library=library,
        text=text,
        letters=_letters(question, library, text, addressed),
        times=times,
        period=period,
        negated=bool(_NEGATION.search(text)),
        of_others=any(body.casefold() not in known for body in mentioned)
        or bool(_BY_OTHERS.search(text)),
    )


def _period(text: str, question: Question, library: Library) -> Period | None:
    """All from the first time to the last, unless that became a filter or was not to be one."""
    filters = question.filters
    if filters.dated_from or filters.dated_to or read_dates(text, library.catalogue().days):
        return None
    found = list(phrases_in(text)[1].values())
    if not found:
        return None
    # A letter "from 2022" is of that year, and not of any since.
    of_that_time = found[0].exact if found[0].sort == FROM else None
    return of_that_time or found[0].period


_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})


def _marked_spans(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + TIME + text[end:]
    return text


def _without_report(text: str, report: str | None) -> str:
    """The text with one character for the name of the report, years in it included."""
    if not report:
        return text
    words = r"\s+".join(map(re.escape, report.translate(_QUOTES).split()))
    return re.sub(rf"['\"]?\b{words}\b['\"]?", NAMED_REPORT, text, flags=re.I)


def _marked_names(
    text: str,
    mentioned: Mapping[str, Sequence[str]],
    persons: Iterable[str],
    question: Question,
) -> str:
    filters = question.filters
    names = {*filters.bodies, *filters.bodies_left_out, *question.missing_bodies}
    for words in mentioned.values():
        names.update(words)
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b(?:'s?)?", BODY, text, flags=re.I)
    for name in sorted(persons, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b(?:'s?)?", PERSON, text, flags=re.I)
    for author in filters.authors:
        last = re.escape(author.split()[-1])
        text = re.sub(rf"\b(?:[A-Z][\w.'-]*\s+)*{last}\b(?:'s?)?", PERSON, text)
    return text


def _without_addressee(text: str, library: Library) -> tuple[str, str]:
    """The text with one character for whom a letter went to, and the name, or ""."""
    held = {(each.addressee or "").casefold() for each in library.catalogue().letters}
    for match in _TO.finditer(text):
        name = match["who"]
        if any(re.search(rf"\b{re.escape(name)}\b", each) for each in held):
            start, end = match.span("who")
            plain = set(name.split()) <= PLAIN
            return text if plain else f"{text[:start]}{PERSON}{text[end:]}", name
    return text, ""


def _letters(
    question: Question, library: Library, text: str, addressed: str
) -> tuple[LetterFacts, ...]:
    """Those that the filters leave, by body where bodies are compared, the latest first."""
    found = [
        each
        for each in library.catalogue().within(question.filters)
        if addressed in (each.addressee or "").casefold()
    ]
    if kinds := [kind for kind, name in _KINDS.items() if re.search(name, text)]:
        records = library.records([each.letter_id for each in found])
        found = [each for each in found if records[each.letter_id].kind in kinds]
    found.sort(key=lambda each: each.dated or date.min, reverse=True)
    if question.across:
        found.sort(key=lambda each: each.body or "")
    return tuple(found)
