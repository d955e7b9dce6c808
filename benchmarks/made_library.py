"""As many letters as are asked for, made in memory as if they had been read: no two passages alike.

The sentences are those of benchmarks/made_letters.py and more, with places, operations, numbers
and dates that vary. Bodies, places and operations are invented. The same number makes the same
letters.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from benchmarks.made_letters import ANSWERS, ASKS, DAYS, MATTERS, MINE, MONTHS, PEOPLE, REPORTS
from ingest.model import (
    Front,
    Item,
    ItemKind,
    Letter,
    LetterKind,
    Page,
    PageSource,
    Passage,
    ResponsePart,
    Speaker,
)

_STARTS = ("Ash", "Brack", "Cold", "Dun", "Elder", "Fern", "Gold", "Harrow", "Ivy", "Kestrel")
_ENDS = ("bourne", "combe", "dale", "field", "ford", "ham", "marsh", "mere", "stead", "wick")
PLACES = tuple(start + end for start, end in product(_STARTS, _ENDS))
BODIES = tuple(f"{place}shire" for place in PLACES[::2])
OPERATIONS = (
    *("Anvil", "Barley", "Compass", "Dovetail", "Ember", "Foxglove", "Granite", "Heron"),
    *("Indigo", "Juniper", "Keystone", "Lantern", "Mallard", "Nettle", "Orchard", "Pewter"),
)
SUBJECTS = (
    *("stalking", "knife crime", "rural theft", "fraud against older people", "hate crime"),
    *("missing children", "custody records", "digital evidence", "call handling", "burglary"),
    *("firearms licensing", "neighbourhood patrols", "online grooming", "road deaths", "vetting"),
)
TOLD = (
    "In {place} officers working on {subject} took {number} statements in Operation {operation}.",
    "Operation {operation}, which began in {place} in {month} {year}, led to {few} convictions.",
    "A survey of {number} people in {place} found {high} per cent content with work on {subject}.",
    "The station at {place} now has {few} detectives who work on {subject} and nothing else.",
    "Training on {subject} reached {number} constables in {place} between {month} and {day} last.",
    "The backlog in {subject} at {place} fell from {number} cases to {few} by {month} {year}.",
    "A scrutiny panel in {place} read {number} files on {subject} and sent {few} of them back.",
    "Since {month} {year} each report of {subject} in {place} is seen within {few} hours.",
)  # fmt: skip
ASKED = (
    "What has been done so that {matter}?",
    "How many statements on {subject} were taken in Operation {operation}?",
    "What did the survey of people in {place} find about {subject}?",
    "How far did the backlog in {subject} at {place} fall?",
    "What came of Operation {operation} in {place}?",
    "Which audit found the records complete in {year}?",
    "How soon is a report of {subject} in {place} seen?",
    "What did the commissioner fund from the precept?",
)
YEARS = range(2012, 2026)
FIRST = "0" * 16  # the id of the first letter; the others have a number after it
_LINE = "\n\n"


def made_letters(passages: int) -> Iterator[Letter]:
    """Letters with so many passages in all, or a few more: the last letter is whole."""
    chance = random.Random(20)  # noqa: S311 -- the same letters each time
    inspected = list(product(BODIES, REPORTS, YEARS, SUBJECTS))  # a body answers a report once
    chance.shuffle(inspected)
    said: set[str] = set()
    count = 0
    for number, (body, report, year, subject) in enumerate(inspected, 1):
        if count >= passages:
            return
        title = f"{report}: {subject}, {year}"
        letter = _letter(chance, said, f"{FIRST}.{number}", body, title, year)
        count += len(letter.passages)
        yield letter
    raise ValueError(f"There are no more than {count} made passages.")


def questions(count: int) -> list[str]:
    """Questions that name no body, so that all passages are looked at."""
    chance = random.Random(21)  # noqa: S311 -- always the same letters
    return [_filled(chance, ASKED[number % len(ASKED)]) for number in range(count)]


def _letter(
    chance: random.Random, said: set[str], letter_id: str, body: str, report: str, year: int
) -> Letter:
    lines = [
        (
            f"I write in response to {report}, as Police and Crime Commissioner for {body}.",
            Speaker.POLICING_BODY,
        )
    ]
    for number in range(1, 5):
        ask = chance.choice(ASKS).replace("{what}", "{matter}")
        asked = _new(chance, said, [f"By {{month}} {{year}}, {ask}, above all in {{place}}."])
        lines.append((f"Recommendation {number}: {asked}", Speaker.INSPECTORATE))
        for sentences, most, speaker in (
            (ANSWERS + TOLD, 4, Speaker.FORCE),
            (ANSWERS + TOLD, 3, Speaker.FORCE),
            (MINE + TOLD, 3, Speaker.POLICING_BODY),
        ):
            drawn = chance.sample(sentences, chance.randint(2, most))
            lines.append((_new(chance, said, drawn), speaker))
    return _laid_out(letter_id, lines, body=body, report=report, year=year, chance=chance)


def _new(chance: random.Random, said: set[str], sentences: list[str]) -> str:
    """Fill in the sentences with what has not been said yet."""
    while (text := " ".join(_filled(chance, each) for each in sentences)) in said:
        pass
    said.add(text)
    return text


def _filled(chance: random.Random, words: str) -> str:
    return words.replace("{matter}", chance.choice(MATTERS)).format(
        number=chance.randint(11, 4_800),
        few=chance.randint(2, 90),
        low=chance.randint(21, 58),
        high=chance.randint(59, 98),
        year=chance.choice(YEARS),
        month=chance.choice(MONTHS),
        day=chance.choice(DAYS),
        place=chance.choice(PLACES),
        operation=chance.choice(OPERATIONS),
        subject=chance.choice(SUBJECTS),
    )


def _laid_out(
    letter_id: str,
    lines: list[tuple[str, Speaker]],
    *,
    body: str,
    report: str,
    year: int,
    chance: random.Random,
) -> Letter:
    passages: list[Passage] = []
    items: list[tuple[str, int, int]] = []
    parts: list[list[ResponsePart]] = []
    start = 0
    for text, speaker in lines:
        end = start + len(text)
        if speaker is Speaker.INSPECTORATE:
            items.append((text, start, end))
            parts.append([])
        elif items:
            parts[-1].append(ResponsePart(start=start, end=end, speaker=speaker))
        passages.append(
            Passage(
                text=text,
                start=start,
                end=end,
                page=1,
                page_label=None,
                heading="",
                item=len(items) - 1 if items else None,
                speaker=speaker,
                recognised=False,
            )
        )
        start = end + len(_LINE)
    whole = _LINE.join(text for text, _ in lines)
    return Letter(
        letter_id=letter_id,
        file=f"{letter_id}.txt",
        front=Front(
            title=report,
            kind=LetterKind.LETTER,
            body=body,
            author=chance.choice(PEOPLE),
            role=None,
            dated=date(year, 1, 7) + timedelta(days=chance.randrange(350)),
            addressee=None,
            report_title=report,
            report_published=None,
            copied_to=(),
            places={},
        ),
        text=whole,
        pages=(Page(number=1, label=None, start=0, end=len(whole), source=PageSource.TEXT),),
        items=tuple(
            Item(
                number=str(number),
                kind=ItemKind.RECOMMENDATION,
                heading="",
                text=text,
                start=begin,
                end=end,
                response=whole[response[0].start : response[-1].end],
                response_parts=tuple(response),
                page=1,
                owner=None,
                deadline=None,
            )
            for number, ((text, begin, end), response) in enumerate(
                zip(items, parts, strict=True), 1
            )
        ),
        passages=tuple(passages),
        furniture=(),
        warnings=(),
        guesses=(),
        set_apart=False,
    )
