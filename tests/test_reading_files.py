"""Files, and all that is in folders, are read in order while what was read is taken in."""

from __future__ import annotations

import hashlib
import os
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
    """The processes that this one has started and that still run."""
    return {
        int(each) for task in TASKS.iterdir() for each in (task / "children").read_text().split()
    }


@pytest.fixture
def before(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The processes there are when none is kept for reading."""
    monkeypatch.setattr(lending, "IDLE", 0.2)
    with lending.lent():
        pass  # what was kept longer is kept so long now
    time.sleep(1)
    return readers()


@pytest.mark.skipif(not TASKS.exists(), reason="sees the processes there")
def test_the_process_that_read_reads_the_next_and_ends_when_none_comes(
    tmp_path: Path, before: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    monkeypatch.setattr(lending, "IDLE", 30)
    read_letters(tmp_path / "a.txt")
    kept = readers() - before
    assert len(kept) == 1
    monkeypatch.setattr(lending, "IDLE", 0.2)
    read_letters(tmp_path / "a.txt")
    assert readers() - before == kept
    time.sleep(1)
    assert readers() == before


@pytest.mark.skipif(not TASKS.exists(), reason="sees the processes there")
def test_no_process_reads_on_when_reading_is_left(tmp_path: Path, before: set[int]) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_text(f"{number} {SENTENCE}")
    reading = read_files([tmp_path])
    assert isinstance(next(reading), Read)
    assert readers() > before
    reading.close()
    assert readers() == before


def test_reading_can_be_left_in_the_middle(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_text(f"{number} {SENTENCE}")
    reading = read_files([tmp_path])
    assert isinstance(next(reading), Read)
    reading.close()
