"""Files, and all that is in folders, are read in order while what was read is taken in."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from reading_fixtures import SAMPLES
from test_reading_refusals import SENTENCE, pdf

from ingest.files import lending
from ingest.reading import Known, Read, Refused, read_files, read_letters

TASKS = Path(f"/proc/{os.getpid()}/task")


def test_files_are_read_in_order_and_as_they_are_read_alone() -> None:
    read = list(read_files([SAMPLES]))
    assert all(isinstance(each, Read) for each in read)
    names = [each.source.file for each in read if isinstance(each, Read)]
    assert names == sorted(names)
    assert len(names) > 5
    for each in read:
        assert isinstance(each, Read)
        assert each.letters == read_letters(each.source.path)[0]


def test_a_file_whose_bytes_are_known_is_not_read_again(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"{number} {SENTENCE}")
    second = hashlib.sha256(f"1 {SENTENCE}".encode()).hexdigest()
    first, known, last = read_files([tmp_path], known=lambda sha256: sha256 == second)
    assert isinstance(first, Read)
    assert isinstance(known, Known)
    assert isinstance(last, Read)
    assert known.source.sha256 == second
    assert known.source.file == "1.txt"


def test_a_refusal_stands_in_its_place_and_the_next_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "b.pdf").write_bytes(pdf(SENTENCE))
    (tmp_path / "none").mkdir()
    folder, refused, read = read_files([tmp_path / "none", tmp_path])
    assert isinstance(folder, Refused)
    assert "holds no file" in folder.reason
    assert isinstance(refused, Refused)
    assert refused.file == "a.txt"
    assert isinstance(read, Read)
    assert SENTENCE in read.letters[0].text


def readers() -> set[int]:
    """The processes that read for this one."""
    started = {int(each) for task in TASKS.iterdir() for each in started_by(task)}
    return {
        each for each in started if b"ingest.files" in Path(f"/proc/{each}/cmdline").read_bytes()
    }


def started_by(task: Path) -> list[str]:
    try:
        return (task / "children").read_text().split()
    except FileNotFoundError:  # the thread has ended
        return []


def all_end() -> bool:
    """Whether no process reads for this one, after some time."""
    until = time.monotonic() + 10
    while readers() and time.monotonic() < until:
        time.sleep(0.05)
    return not readers()


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are kept for a moment; none is when the test begins."""
    monkeypatch.setattr(lending, "IDLE", 0.2)
    with lending.lent():
        pass  # what was kept longer is kept so long now
    assert all_end()


@pytest.mark.skipif(not TASKS.exists(), reason="sees the processes there")
@pytest.mark.usefixtures("short")
def test_the_process_that_read_reads_the_next_and_ends_when_none_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    with monkeypatch.context() as patch:
        patch.setattr(lending, "IDLE", 60)
        read_letters(tmp_path / "a.txt")
    kept = readers()
    assert len(kept) == 1
    read_letters(tmp_path / "a.txt")
    assert readers() <= kept
    assert all_end()


LARGE = """
import sys
from pathlib import Path
from test_reading_files import readers
from ingest.reading import read_letters
held = b"x" * 700 * 2**20
for _ in range(2):
    read_letters(Path(sys.argv[1]))
    print(readers())
"""


@pytest.mark.skipif(not TASKS.exists(), reason="sees the processes there")
def test_a_process_that_has_much_in_memory_has_its_files_read_by_one_process_too(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    ran = subprocess.run(
        [sys.executable, "-c", LARGE, tmp_path / "a.txt"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )
    first, second = ran.stdout.splitlines()
    assert first == second != "set()"


@pytest.mark.skipif(not TASKS.exists(), reason="sees the processes there")
@pytest.mark.usefixtures("short")
def test_no_process_reads_on_when_reading_is_left(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_text(f"{number} {SENTENCE}")
    reading = read_files([tmp_path])
    assert isinstance(next(reading), Read)
    assert readers()
    reading.close()
    assert readers() == set()


def test_reading_can_be_left_in_the_middle(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_text(f"{number} {SENTENCE}")
    reading = read_files([tmp_path])
    assert isinstance(next(reading), Read)
    reading.close()
