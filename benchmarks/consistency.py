"""Whether changes that were planted in drafts are found, and rewordings left alone.

    python -m benchmarks.consistency [PLANTS.jsonl] [--letters F]

A plant is `{"id", "body", "on", "source", "words", "draft", "kind", "why"}`: a draft of one to
three sentences made from the `words` of a letter, with one change of that kind, or with none. The
library holds the sample letters and the real ones. Prints for each kind the share of plants found
with the right class: at least one sentence of the draft must have it, and where the kind is a
difference, that difference. Of the rewordings that change nothing it prints how many were flagged,
and how many were told to be new, which is no flag. Then how long a sentence took.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.consistency.comparing import compare
from assistant.consistency.model import Agreement, Compared, Difference
from benchmarks.judged_sets import JUDGEMENTS
from benchmarks.speakers import SAMPLES, share
from vectorstore.intake import take_in
from vectorstore.library import Library
from vectorstore.minilm import MiniLM

PLANTS = JUDGEMENTS / "consistency" / "plants.jsonl"
HARMLESS = "harmless"
RIGHT: dict[str, tuple[Agreement, Difference | None]] = {
    "reversed": (Agreement.REVERSED, None),
    "weaker": (Agreement.WEAKER, None),
    "stronger": (Agreement.STRONGER, None),
    "figure": (Agreement.CHANGED, Difference.FIGURE),
    "date": (Agreement.CHANGED, Difference.DATE),
    "name": (Agreement.CHANGED, Difference.NAME),
    "office_holder": (Agreement.CHANGED, Difference.OFFICE_HOLDER),
    "promise_dropped": (Agreement.WEAKER, Difference.PROMISE_LEFT_OUT),
    "outdated": (Agreement.OUTDATED, None),
    "new": (Agreement.NEW, None),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Plant:
    id: str
    body: str
    on: date
    source: str
    words: str
    draft: str
    kind: str
    why: str


def plants(file: Path = PLANTS) -> list[Plant]:
    read = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    return [Plant(**{**each, "on": date.fromisoformat(each["on"])}) for each in read]


def is_right(kind: str, compared: Sequence[Compared]) -> bool:
    """Whether a plant of a kind is found; for one that is harmless, whether it is left alone."""
    if kind == HARMLESS:
        return not is_flagged(compared)
    agreement, difference = RIGHT[kind]
    return any(
        each.agreement is agreement and (difference is None or difference in each.differences)
        for each in compared
    )


def is_flagged(compared: Sequence[Compared]) -> bool:
    return any(each.agreement not in (Agreement.SAME, Agreement.NEW) for each in compared)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("plants", type=Path, nargs="?", default=PLANTS)
    default = Path(os.environ.get("ONRECORD_REAL_LETTERS", "../shared/letters"))
    asked.add_argument("--letters", type=Path, default=default)
    asked.add_argument("--show", action="store_true", help="print what was missed or flagged")
    given = asked.parse_args()
    with TemporaryDirectory() as folder, Library(Path(folder), MiniLM()) as library:
        take_in([SAMPLES, given.letters], library)
        library.catch_up()
        report(plants(given.plants), library, show=given.show)


def report(planted: Sequence[Plant], library: Library, *, show: bool) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    sentences, new = 0, 0
    begun = time.perf_counter()
    for plant in planted:
        compared = compare(plant.draft, body=plant.body, library=library, on=plant.on)
        total[plant.kind] += 1
        sentences += len({each.start for each in compared})
        if is_right(plant.kind, compared):
            right[plant.kind] += 1
        elif show:
            print(f"{plant.id} {plant.kind}: {plant.draft}\n  planted: {plant.why}")
            for each in compared:
                print(f"  {each.agreement} {[*map(str, each.differences)]} {each.message}")
                for cited in each.citations:
                    print(f"    {' '.join(cited.quote.split())[:160]}")
        if plant.kind == HARMLESS:
            new += any(each.agreement is Agreement.NEW for each in compared)
    seconds = time.perf_counter() - begun
    for kind in (each for each in RIGHT if total[each]):
        print(f"{kind}: {share(right[kind], total[kind])}")
    changed = [kind for kind in total if kind not in (HARMLESS, "new")]
    found = share(sum(right[each] for each in changed), sum(total[each] for each in changed))
    print(f"changes found with the right class: {found}")
    if harmless := total[HARMLESS]:
        print(f"rewordings flagged: {share(harmless - right[HARMLESS], harmless)}")
        print(f"rewordings told to be new: {share(new, harmless)}")
    print(f"{1000 * seconds / max(1, sentences):.0f} ms a sentence")


if __name__ == "__main__":
    main()
