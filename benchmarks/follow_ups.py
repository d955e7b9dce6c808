"""How many judged follow-ups are read rightly by rule, over the sample letters.

    python -m benchmarks.follow_ups [-v]

A follow-up is read rightly if the question it becomes names the bodies, years, items and report
that were judged, and has the judged words and not the others; where nothing is to be inherited, if
it stays as it was asked. Of the part kept aside only the totals are printed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import BaseModel, Field

from assistant.answer import answer_question
from assistant.follow_ups.reading import read_follow_up
from assistant.follow_ups.turns import Asked, asked
from assistant.question import understand
from benchmarks.judged_sets import JUDGEMENTS
from vectorstore.intake import take_in
from vectorstore.library import Library
from vectorstore.minilm import MiniLM
from vectorstore.records import Filters

SAMPLES = Path(__file__).parent.parent / "samples" / "letters"


class Pair(BaseModel):
    """One line of follow-ups.jsonl. Words are looked for in any case; "a|b" is either of two."""

    id: str
    earlier: list[str]  # each may itself lean on the one before it
    follow_up: str
    stand_alone: str | None  # None: it stands alone as it is, or cannot be understood
    aside: bool
    bodies: list[str] = Field(default_factory=list)
    years: list[str] = Field(default_factory=list)
    items: list[str] = Field(default_factory=list)
    report: str = ""
    words: list[str] = Field(default_factory=list)
    without: list[str] = Field(default_factory=list)


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    pair: Pair
    read_as: str | None
    faults: list[str]  # none: it is read rightly


def read_pairs(file: Path = JUDGEMENTS / "follow-ups.jsonl") -> list[Pair]:
    return [Pair.model_validate_json(line) for line in file.read_text("utf-8").splitlines()]


def outcomes(pairs: Sequence[Pair], library: Library) -> Iterator[Outcome]:
    for pair in pairs:
        turns: list[Asked] = []
        for text in pair.earlier:
            read = read_follow_up(text, turns, library.catalogue())
            answer = answer_question(read.text if read else text, library=library)
            turns.append(asked(answer))
        read = read_follow_up(pair.follow_up, turns, library.catalogue())
        read_as = read.text if read else None
        yield Outcome(pair=pair, read_as=read_as, faults=_faults(pair, read_as, library))


def _faults(pair: Pair, read_as: str | None, library: Library) -> list[str]:
    if pair.stand_alone is None or read_as is None:
        wanted = "it stands alone" if pair.stand_alone is None else "it is not put in full"
        return [] if pair.stand_alone == read_as else [wanted]
    question = understand(read_as, filters=Filters(), letters=library.catalogue())
    filters, said = question.filters, read_as.casefold()
    years = {*re.findall(r"\b(?:19|20)\d\d", read_as)}
    found = {
        "bodies": ({*filters.bodies, *question.missing_bodies}, {*pair.bodies}),
        "years": (years, {*pair.years}),
        "items": ({*filters.items}, {*pair.items}),
    }
    faults = [f"{name}: {has or 'none'}" for name, (has, wanted) in found.items() if has != wanted]
    if pair.report not in (filters.report or "").casefold():
        faults.append(f"report: {filters.report}")
    faults += [
        f"lacks {words}"
        for words in pair.words
        if not any(either.casefold() in said for either in words.split("|"))
    ]
    return faults + [f"has {words}" for words in pair.without if words.casefold() in said]


def main(*options: str) -> None:
    with (
        TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        Library(Path(folder), MiniLM()) as library,
    ):
        take_in([SAMPLES], library)
        every = list(outcomes(read_pairs(), library))
    for aside, name in ((False, "tuned on"), (True, "kept aside")):
        part = [each for each in every if each.pair.aside == aside]
        right = sum(not each.faults for each in part)
        print(f"{name}: {right} of {len(part)} read rightly, {right / len(part):.3f}")
        for each in part:
            if not aside and (each.faults or "-v" in options):
                print(f"  {each.pair.id} {each.pair.follow_up} -> {each.read_as} {each.faults}")


if __name__ == "__main__":
    main(*sys.argv[1:])
