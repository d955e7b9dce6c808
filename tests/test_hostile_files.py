"""Each file that is made to do harm is refused, or read, in bounded time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import hostile_files
import pytest
from reading_fixtures import REPOSITORY

LONGEST = 20  # seconds by the clock, with the good file after it
MOST = 50  # MB by which the process that has files read may grow
# They only look dangerous: a form of forms is drawn to a limit, a wide cell is one cell.
MAY_BE_READ = {
    "forms-in-forms.pdf",
    "letters-of-a-font-without-end.pdf",
    "tables-in-tables.docx",
    "wide-cell.docx",
    "headers.eml",
}


def read_in_another_process(folder: Path, names: list[str]) -> dict[str, Any]:
    """Have files made and read there, each before a good one; by name, what came of each."""
    every = {**hostile_files.OTHERS, **hostile_files.HARMLESS}
    for name in names:
        (folder / name).write_bytes(every[name]())
    ran = subprocess.run(
        [sys.executable, "tests/hostile_files.py", str(folder)],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
    )
    found = {each["file"]: each for each in map(json.loads, ran.stdout.splitlines())}
    assert sorted(found) == sorted(names)
    return found


def assert_bounded(
    found: dict[str, Any], report: Callable[[], AbstractContextManager[None]]
) -> None:
    """See that no file took too long or too much, and print a table of what each took."""
    with report():
        print(f"\n{'seconds':>8} {'MB grown':>8}")
        for name, each in sorted(found.items(), key=lambda one: -one[1]["seconds"]):
            came = "refused" if each["refused"] else "read"
            print(f"{each['seconds']:8} {each['grown']:8}  {name}, {came}")
    for name, each in found.items():
        assert each["good"], f"the file after {name} was not read"
        assert each["grown"] < MOST, name
        assert each["seconds"] < LONGEST, name


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="measures memory there")
def test_a_hostile_file_is_refused_in_a_sentence_and_the_next_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = read_in_another_process(tmp_path, list(hostile_files.OTHERS))
    assert_bounded(found, capsys.disabled)
    assert {name for name, each in found.items() if not each["refused"]} <= MAY_BE_READ
    for each in found.values():
        for reason in each["refused"]:
            assert reason.endswith(".")
            assert "\n" not in reason
    assert not list(tmp_path.parent.rglob("outside.txt"))


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="measures memory there")
def test_what_is_odd_and_harmless_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = read_in_another_process(tmp_path, list(hostile_files.HARMLESS))
    assert_bounded(found, capsys.disabled)
    assert {name: each["refused"] for name, each in found.items() if each["refused"]} == {}
    assert found["script.pdf"]["read"] == [len(hostile_files.GOOD)]
    assert found["entity-outside.docx"]["read"] == [len(hostile_files.GOOD)]
