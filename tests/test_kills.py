"""Killed at any moment of reading, keeping, indexing or removing, a library opens whole."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import docx
import pytest
from fakes import WordEmbedder
from scan_fixtures import PLAIN, typeset

from ingest.model import Letter
from ingest.reading import Read, read_files
from vectorstore.intake import take_in
from vectorstore.library import Library

# Forks, for each line that it is sent, a process that ingests files and removes letters in an
# order that a seed gives, until it is killed, and says what it has done.
WORK = """
import os, sys, traceback
from pathlib import Path
from random import Random
from fakes import WordEmbedder
from vectorstore.intake import take_in
from vectorstore.library import Library

def tell(*words):
    line = " ".join(map(str, words)) + "\\n"
    os.write(1, line.encode())  # in one go, as two processes tell

class Telling(Library):
    def add(self, source, letters):
        tell("keeping", *(letter.letter_id for letter in letters))
        entered = super().add(source, letters)
        for each in entered:
            tell("kept", each.letter_id)
        return entered

def work(folder, letters, seed):
    chosen = Random(seed)
    files = sorted(Path(letters).iterdir())
    with Telling(Path(folder), WordEmbedder(dimension=32)) as library:
        tell("open")
        while True:
            some = chosen.sample(files, 6)
            intake = take_in(some, library, lambda stage, *_: tell(stage.split()[0].lower()))
            assert intake.refused == (), intake.refused
            held = library.letters()
            for letter in chosen.sample(held, min(len(held), chosen.randrange(3))):
                tell("removing", *letter.versions)
                library.remove(letter.letter_id)
                tell("removed", *letter.versions)

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        try:
            work(*line.split())
        finally:
            traceback.print_exc()
            os._exit(1)
    tell("started", child)
    os.waitpid(child, 0)
    tell("ended")
"""
WORDS = """Office of the Police and Crime Commissioner for Harrowdale

{day} May 20{year}

Response to the inspection report "Number {number}"

Recommendation 1: Forces should count the bicycles of ward {number}.

The Constabulary {counted} {count} bicycles in ward {number}. {words}

Ada Quill
Police and Crime Commissioner for Harrowdale
"""
LETTERS, FILES = 12, 15
PATIENCE = 10  # seconds
TOLD = 40  # lines that one tells before it is killed, at most


def letter(number: int, counted: str = "counted") -> str:
    words = " ".join(f"word{number}of{each}." for each in range(25))
    return WORDS.format(
        day=number + 1,
        year=10 + number,
        number=number,
        counted=counted,
        count=number * 7,
        words=words,
    )


def as_pdf(text: str) -> bytes:
    return typeset([(part, PLAIN) for part in text.split("\n\n")])


def as_word(text: str) -> bytes:
    document, made = docx.Document(), io.BytesIO()
    for part in text.split("\n\n"):
        document.add_paragraph(part)
    document.save(made)
    return made.getvalue()


def written(folder: Path) -> Path:
    """Letters to other reports, of other words, as files of all kinds, and three revised ones."""
    folder.mkdir()
    for number in range(8):
        (folder / f"{number:02}.txt").write_text(letter(number), "utf-8")
    for number in (0, 3, 7):
        (folder / f"{number:02}b.txt").write_text(letter(number, "found"), "utf-8")
    (folder / "08.pdf").write_bytes(as_pdf(letter(8)))
    (folder / "09.docx").write_bytes(as_word(letter(9)))
    with zipfile.ZipFile(folder / "packed.zip", "w") as archive:
        archive.writestr("10.txt", letter(10))
        archive.writestr("11.pdf", as_pdf(letter(11)))
    return folder


@dataclass
class Killed:
    """A process that was killed."""

    told: list[list[str]] = field(default_factory=list)
    readers: set[int] = field(default_factory=set)  # the processes that read for it


@contextmanager
def at_work(scratch: Path) -> Iterator[subprocess.Popen[str]]:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "TMPDIR": str(scratch),
    }
    with subprocess.Popen(
        [sys.executable, "-c", WORK],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    ) as work:
        yield work


def kill(work: subprocess.Popen[str], line: str, after: int, seconds: float) -> Killed:
    """Kill a process so many seconds after it told so much."""
    assert work.stdin is not None
    assert work.stdout is not None
    print(line, file=work.stdin, flush=True)
    killed, started = Killed(), 0
    while len(killed.told) <= after or not started:
        killed.told.append(work.stdout.readline().split())
        assert killed.told[-1] != ["ended"]
        if killed.told[-1][0] == "started":
            started = int(killed.told.pop()[1])
    time.sleep(seconds)
    os.kill(started, signal.SIGSTOP)  # so that it starts no other
    killed.readers = children(started)
    os.kill(started, signal.SIGKILL)
    while killed.told[-1] != ["ended"]:
        killed.told.append(work.stdout.readline().split())
    killed.told.pop()
    return killed


def children(process: int) -> set[int]:
    tasks = Path(f"/proc/{process}/task").iterdir()
    return {int(each) for task in tasks for each in (task / "children").read_text().split()}


def seconds_until_ended(processes: set[int]) -> float:
    began = time.perf_counter()
    while left := [each for each in processes if runs(each)]:
        waited = time.perf_counter() - began
        assert waited < PATIENCE, f"process {left[0]} reads on for one that was killed"
        time.sleep(0.02)
    return time.perf_counter() - began


def runs(process: int) -> bool:
    """Whether a process has not ended, though nobody may have taken note of its end."""
    try:
        return "State:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="sees the processes there")
@pytest.mark.parametrize(
    "kills", [10, pytest.param(100, marks=[pytest.mark.long, pytest.mark.timeout(3600)])]
)
def test_killed_at_any_moment_a_library_opens_whole(
    tmp_path: Path, kills: int, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, letters = tmp_path / "library", written(tmp_path / "letters")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    read = [each for each in read_files([letters]) if isinstance(each, Read)]
    known = {letter.letter_id: letter for each in read for letter in each.letters}
    assert len(known) == FILES
    chosen = Random(kills)
    held = set[str]()
    slowest, last, moments = 0.0, 0.0, Counter[str]()
    with at_work(scratch) as work:
        for number in range(kills):
            after, seconds = chosen.randrange(TOLD), chosen.random() * 0.3
            killed = kill(work, f"{folder} {letters} {number}", after, seconds)
            moments[killed.told[-1][0]] += 1
            began = time.perf_counter()
            with Library(folder, WordEmbedder(dimension=32)) as library:
                slowest = max(slowest, time.perf_counter() - began)
                held = whole(library, killed.told, held, known)
            last = max(last, seconds_until_ended(killed.readers))
            assert [each for each in scratch.rglob("*") if each.is_file()] == []
    with capsys.disabled():
        print(
            f"\n{kills} kills, while {dict(moments)}; the slowest opening took {slowest:.2f} s, "
            f"the last process that read ended after {last:.1f} s"
        )
    assert slowest < 2
    with Library(folder, WordEmbedder(dimension=32)) as library:
        intake = take_in([letters], library)
        assert intake.refused == ()
        assert {each.letter.letter_id for each in intake.unchanged} == held
        assert len(library.letters()) == LETTERS
        assert library.verify() == []
        assert len(take_in([letters], library).unchanged) == FILES


def whole(
    library: Library, told: list[list[str]], before: set[str], known: dict[str, Letter]
) -> set[str]:
    """See that a library holds what was acknowledged, and nothing by half; its letters."""
    assert library.verify() == []
    on_file = {each for letter in library.letters() for each in letter.versions}
    must, removed = set(before), set[str]()
    for what, *of in told:
        if what == "keeping":
            removed -= set(of)
        elif what == "kept":
            must |= set(of)
        elif what == "removing":
            must -= set(of)
        elif what == "removed":
            removed |= set(of)
    assert must <= on_file
    assert not removed & on_file
    for each in on_file:
        assert library.letter(each) == known[each]
        assert hashlib.sha256(library.original(each)).hexdigest().startswith(each)
    return on_file
