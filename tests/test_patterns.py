"""No pattern takes long over a text that was made to hold it up."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from reading_fixtures import REPOSITORY

import ingest
from ingest.dates import report_published

LENGTH = 5_000  # characters of each text
LONGEST = 0.1  # seconds of processor time that a pattern may take over one text
FRAGMENTS = [
    *(" ", "\n", " \n", "\t", "\u00a0", "a", "A", "0", ".", "…", "1.", "a@", "a-", "t/", "<", "*"),
    *(
        "Aa-",
        "Aa ",
        "Aa and ",
        "1 May 2024 ",
        "Chief Constable ",
        "(a) ",
        "“",
        "deputy ",
        "<?xml ",
        "<!--\n",
    ),
]
ENDS = ("", "a!")


def test_no_pattern_of_the_reading_is_held_up_by_what_is_repeated() -> None:
    patterns = dict(patterns_in_use())
    assert len(patterns) > 200
    slow = [
        f"{name} over {fragment!r}: {seconds:.2f} s"
        for name, look in patterns.items()
        for fragment in FRAGMENTS
        for end in ENDS
        if (seconds := time_of(look, (fragment * LENGTH)[:LENGTH] + end)) > LONGEST
    ]
    assert slow == []


def test_a_date_before_many_blanks_is_read_at_once() -> None:
    assert time_of(lambda text: report_published(text, None), "1 May 2024" + " " * LENGTH) < LONGEST


def patterns_in_use() -> Iterator[tuple[str, Callable[[str], object]]]:
    """Each pattern of the package by its name, looked for as the package does.

    What is only matched at a place that is known is matched at the start; the rest is searched.
    """
    sources = {path: path.read_text() for path in sorted((REPOSITORY / "ingest").rglob("*.py"))}
    everywhere = "\n".join(sources.values())
    for module in pkgutil.walk_packages(ingest.__path__, "ingest."):
        loaded = importlib.import_module(module.name)
        own = sources.get(Path(loaded.__file__ or ""), "")
        for name, value in vars(loaded).items():
            source = own if name.startswith("_") else everywhere
            for place, pattern in enumerate(patterns_within(value)):
                yield f"{module.name}.{name}[{place}]", looked_for(pattern, name, source)


def patterns_within(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, dict):
        yield from patterns_within([*value, *value.values()])
    elif isinstance(value, (list, tuple, set, frozenset)):
        for each in value:
            yield from patterns_within(each)


def looked_for(pattern: re.Pattern[str], name: str, source: str) -> Callable[[str], object]:
    """A pattern that has no call under its own name is called under that of a loop: "pattern"."""
    calls = set(re.findall(rf"\b{name}(?:\[\w+\])?\.(\w+)\(", source))
    calls = calls or set(re.findall(r"\bpattern\.(\w+)\(", source))
    if calls == {"match"}:
        return pattern.match
    if calls == {"fullmatch"}:
        return pattern.fullmatch
    if calls == {"match", "fullmatch"}:
        return lambda text: (pattern.match(text), pattern.fullmatch(text))
    return lambda text: sum(1 for _ in pattern.finditer(text))


def time_of(look: Callable[[str], object], text: str) -> float:
    """Seconds of processor time, the least of three: the first may pay for something else."""
    least = float("inf")
    for _ in range(3):
        begun = time.process_time()
        look(text)
        least = min(least, time.process_time() - begun)
        if least < LONGEST:
            break
    return least
