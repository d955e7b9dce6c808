"""Whether drafts tell rightly how each item stands to the record, and quote what they must.

    python -m benchmarks.drafting [-v]

Reports written for it are drafted for a body from the sample letters and the five real ones
(ONRECORD_REAL_LETTERS). Of each judged item: whether its standing is right; of repeat and close
ones, whether every passage that must be cited is; whether one that must not be is; and whether a
paragraph has neither a citation nor a gap mark. Of the set kept aside only totals are printed.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import BaseModel, Field

from assistant.drafting.draft import draft_reply
from assistant.drafting.model import DraftItem, DraftLetter, Origin, Standing
from benchmarks.judged_sets import JUDGEMENTS
from ingest.model import ItemKind
from ingest.reading import read_report
from vectorstore.intake import take_in
from vectorstore.library import Library
from vectorstore.minilm import MiniLM

TUNED, ASIDE = JUDGEMENTS / "drafting", JUDGEMENTS / "drafting-aside"
SAMPLES = Path(__file__).parent.parent / "samples" / "letters"
UNDATED = date(2025, 1, 1)  # the day of a draft where the report states no date


class JudgedItemOf(BaseModel):
    kind: ItemKind
    number: str | None


class Judgement(BaseModel):
    """One line of a file: an item of a report, and how it stands to what a body has said."""

    id: str
    report: str  # a file beside the judgements
    item: JudgedItemOf
    body: str
    status: Standing
    cite: list[list[str]] = Field(default_factory=list)  # of each list, one run is to be cited
    forbidden: list[str] = Field(default_factory=list, alias="not")
    why: str = ""

    @property
    def answered(self) -> bool:
        return self.status in (Standing.REPEAT, Standing.CLOSE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    judgement: Judgement
    drafted: DraftItem | None  # None: the item was not found in the report

    @property
    def status_right(self) -> bool:
        return self.drafted is not None and self.drafted.standing is self.judgement.status

    @property
    def missing(self) -> list[list[str]]:
        """The passages that must be cited and are not."""
        quotes = self._quotes()
        return [runs for runs in self.judgement.cite if not holds_any(runs, quotes)]

    @property
    def wrongly_cited(self) -> list[str]:
        quotes = self._quotes()
        return [run for run in self.judgement.forbidden if holds_any([run], quotes)]

    @property
    def bare(self) -> int:
        """Paragraphs with neither a citation nor a gap mark."""
        paragraphs = self.drafted.paragraphs if self.drafted else ()
        return sum(
            "[" not in each.text
            if each.origin is Origin.OPEN
            else not (each.statement and each.statement.citations)
            for each in paragraphs
        )

    def _quotes(self) -> list[str]:
        if self.drafted is None:
            return []
        told = [each.statement for each in self.drafted.paragraphs if each.statement]
        return [each.quote for statement in told for each in statement.citations]


def read_judgements(folder: Path) -> list[Judgement]:
    """Those of a folder; none where it is not there."""
    return [
        Judgement.model_validate_json(line)
        for file in sorted(folder.glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
        if line.strip()
    ]


def outcomes(judgements: Sequence[Judgement], folder: Path, library: Library) -> Iterator[Outcome]:
    drafts: dict[tuple[str, str], DraftLetter] = {}
    for each in judgements:
        key = each.report, each.body
        if key not in drafts:
            report = read_report(folder / each.report)
            day = report.published or UNDATED
            drafts[key] = draft_reply(report, body=each.body, library=library, today=day)
        wanted = each.item.kind, each.item.number
        found = [one for one in drafts[key].items if (one.item.kind, one.item.number) == wanted]
        yield Outcome(judgement=each, drafted=found[0] if found else None)


def print_measures(name: str, every: Sequence[Outcome], *, each_fault: bool) -> None:
    print(f"## {name}: {len(every)} judged items\n")
    print("| | items | status right | repeat and close | cited | forbidden cited |")
    print("|---|---|---|---|---|---|")
    _print_line("all", every)
    _print_lines(every, lambda each: each.judgement.status.value)
    _print_lines(every, lambda each: each.judgement.body)
    print("\n| judged, down; drafted, across | " + " | ".join(Standing) + " | not found |")
    print("|---|" + "---|" * (len(Standing) + 1))
    for status in Standing:
        row = Counter(
            each.drafted.standing if each.drafted else None
            for each in every
            if each.judgement.status is status
        )
        print(f"| {status} | " + " | ".join(str(row[each]) for each in [*Standing, None]) + " |")
    lost = [each.judgement.id for each in every if each.drafted is None]
    print(f"\nparagraphs with neither citation nor gap mark: {sum(each.bare for each in every)}")
    print(f"items not found by kind and number: {len(lost)} {' '.join(lost)}\n")
    for each in every if each_fault else ():
        _print_faults(each)


def _print_lines(every: Sequence[Outcome], part: Callable[[Outcome], str]) -> None:
    parts: Mapping[str, list[Outcome]] = {part(each): [] for each in every}
    for each in every:
        parts[part(each)].append(each)
    for name, outcomes_of_part in sorted(parts.items()):
        _print_line(name, outcomes_of_part)


def _print_line(name: str, every: Sequence[Outcome]) -> None:
    answered = [each for each in every if each.judgement.answered]
    cited = [not each.missing for each in answered]
    forbidden = sum(bool(each.wrongly_cited) for each in every)
    print(
        f"| {name} | {len(every)} | {_share([each.status_right for each in every])} "
        f"| {len(answered)} | {_share(cited)} | {forbidden} |"
    )


def _share(right: Sequence[bool]) -> str:
    return f"{sum(right) / len(right):.3f}" if right else ""


def _print_faults(each: Outcome) -> None:
    judged, drafted = each.judgement, each.drafted
    if drafted is None:
        print(f"- {judged.id}: not found")
        return
    faults = [] if each.status_right else [f"{judged.status} drafted as {drafted.standing}"]
    faults += [f"lacks {runs[0]!r}" for runs in each.missing if judged.answered]
    faults += [f"has {run!r}" for run in each.wrongly_cited]
    if faults:
        text = _folded(drafted.item.text)[:150]
        print(f"- {judged.id} {judged.body}: {'; '.join(faults)}\n    {text}")


def holds_any(runs: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether one of the texts holds one of the runs of words, case and white space apart."""
    folded = [_folded(each) for each in texts]
    return any(_folded(run) in text for run in runs for text in folded)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def main(*options: str) -> None:
    letters = Path(os.environ["ONRECORD_REAL_LETTERS"])
    with (
        TemporaryDirectory(ignore_cleanup_errors=True) as work,
        Library(Path(work), MiniLM()) as library,
    ):
        take_in([SAMPLES, letters], library)
        for name, folder in (("tuned on", TUNED), ("kept aside", ASIDE)):
            judged = read_judgements(folder)
            if judged:
                every = list(outcomes(judged, folder, library))
                print_measures(name, every, each_fault="-v" in options and folder == TUNED)


if __name__ == "__main__":
    main(*sys.argv[1:])
