"""Whatever is interrupted, and whoever else writes, no letter is lost, doubled or half removed."""

from __future__ import annotations

import os
import pickle
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from random import Random

import pytest
from fakes import WordEmbedder
from reading_fixtures import SAMPLES

import vectorstore.library
from ingest.reading import Read, read_files
from vectorstore.dense import DenseIndex
from vectorstore.errors import IndexDamaged, LibraryBusy
from vectorstore.intake import take_in
from vectorstore.lexical import LexicalIndex
from vectorstore.library import Library
from vectorstore.lock import writing

CUSTODY = SAMPLES / "harrowdale-2022-custody.md"
RURAL = SAMPLES / "westmarch-2023-rural-crime.txt"
ADULTS = "appropriate adults Dalebridge Advocacy"
SHEEP = "rural crime farm watch"

INGEST = """
import sys
from pathlib import Path
from fakes import WordEmbedder
from vectorstore.intake import take_in
from vectorstore.library import Library
with Library(Path(sys.argv[1]), WordEmbedder()) as library:
    take_in([Path(sys.argv[2])], library)
"""
KILLED_BEFORE_INDEXING = (
    """
import os, signal
from vectorstore.lexical import LexicalIndex
LexicalIndex.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
"""
    + INGEST
)
REBUILD = """
import sys
from pathlib import Path
from fakes import WordEmbedder
from vectorstore.library import Library
with Library(Path(sys.argv[1]), WordEmbedder(), reindexing=True) as library:
    library.rebuild()
    assert library.search("appropriate adults")
    assert library.verify() == []
"""
HOLD = """
import sys
from pathlib import Path
from vectorstore.lock import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


# Forks, for each line that it is sent, a process that adds and removes letters in an order that
# a seed gives, and says what it has done.
WORK = """
import os, pickle, sys
from pathlib import Path
from random import Random
from fakes import WordEmbedder
from vectorstore.library import Library

def work(folder, letters, seed):
    chosen = Random(seed)
    reads = pickle.loads(Path(letters).read_bytes())
    chosen.shuffle(reads)
    with Library(Path(folder), WordEmbedder(dimension=32)) as library:
        print("open", flush=True)
        for read in reads:
            if not library.knows(read.source.sha256):
                for entered in library.add(read.source, read.letters):
                    print("added", entered.letter_id, flush=True)
            if chosen.random() < 0.4:
                print("indexing", flush=True)
                library.catch_up()
                print("indexed", flush=True)
            if chosen.random() < 0.25 and (held := library.letters()):
                letter = chosen.choice(held)
                print("removing", *letter.versions, flush=True)
                library.remove(letter.letter_id)
                print("removed", *letter.versions, flush=True)

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        work(*line.split())
        os._exit(0)
    print("started", child, flush=True)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""


class Interrupted(Exception):
    pass


def python(code: str, *arguments: object) -> list[str]:
    return [sys.executable, "-c", code, *map(str, arguments)]


def environment() -> dict[str, str]:
    """Another process finds the fakes of these tests."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


@contextmanager
def held(folder: Path) -> Iterator[int]:
    """Another process holds the library's lock; its number."""
    with subprocess.Popen(
        python(HOLD, folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process.pid
        process.communicate("")
    assert process.returncode == 0


@contextmanager
def interrupted(target: object, name: str) -> Iterator[None]:
    """What is done in the block ends, as by a loss of power, where this would be called."""

    def interrupt(*_: object) -> None:
        raise Interrupted

    with pytest.MonkeyPatch.context() as patch, pytest.raises(Interrupted):  # noqa: PT012
        patch.setattr(target, name, interrupt)
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library with one letter."""
    with Library(tmp_path / "library", WordEmbedder()) as library:
        take_in([CUSTODY], library)
    return tmp_path / "library"


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock is waited for a moment instead of ten seconds."""
    monkeypatch.setattr(vectorstore.library, "writing", partial(writing, wait=0.1))


def files(library: Library) -> list[str]:
    return sorted(each.file for each in library.letters())


def first(library: Library, question: str) -> str:
    return library.search(question, k=1)[0].letter.file


@pytest.mark.parametrize("index", [DenseIndex, LexicalIndex])
def test_a_letter_whose_indexing_was_interrupted_is_indexed_on_the_next_opening(
    folder: Path, index: type[DenseIndex | LexicalIndex]
) -> None:
    with Library(folder, WordEmbedder()) as library:
        with interrupted(index, "replace"):
            take_in([RURAL], library)
        assert files(library) == [CUSTODY.name, RURAL.name]
    with Library(folder, WordEmbedder()) as library:
        assert files(library) == [CUSTODY.name, RURAL.name]
        assert first(library, SHEEP) == RURAL.name
        assert first(library, ADULTS) == CUSTODY.name
        assert library.verify() == []
        assert len(take_in([RURAL], library).unchanged) == 1


def test_a_process_that_was_killed_before_indexing_loses_nothing(folder: Path) -> None:
    done = subprocess.run(python(KILLED_BEFORE_INDEXING, folder, RURAL), env=environment())
    assert done.returncode == -signal.SIGKILL
    with Library(folder, WordEmbedder()) as library:
        assert files(library) == [CUSTODY.name, RURAL.name]
        assert first(library, SHEEP) == RURAL.name
        assert library.verify() == []


def test_a_letter_that_was_interrupted_before_it_was_kept_can_be_taken_again(folder: Path) -> None:
    with Library(folder, WordEmbedder()) as library:
        with interrupted(library._register, "enter"):
            take_in([RURAL], library)
        assert files(library) == [CUSTODY.name]
        assert len(take_in([RURAL], library).added) == 1
        assert library.verify() == []


def test_a_removal_that_was_interrupted_is_finished_on_the_next_opening(folder: Path) -> None:
    with Library(folder, WordEmbedder()) as library:
        take_in([RURAL], library)
        letter_id = next(each.letter_id for each in library.letters() if each.file == RURAL.name)
        with interrupted(LexicalIndex, "write_anew"):
            library.remove(letter_id)
    with Library(folder, WordEmbedder()) as library:
        assert files(library) == [CUSTODY.name]
        assert {each.letter.file for each in library.search(SHEEP, k=50)} == {CUSTODY.name}
        assert library.verify() == []
        originals = [path.read_bytes() for path in (folder / "originals").iterdir()]
        assert originals == [CUSTODY.read_bytes()]


def test_a_rebuild_that_was_interrupted_is_finished_by_either_model(folder: Path) -> None:
    other = WordEmbedder("other-words", dimension=64)

    for embedder in (other, WordEmbedder()):
        with (
            Library(folder, other, reindexing=True) as library,
            interrupted(LexicalIndex, "replace"),
        ):
            library.rebuild()
        with Library(folder, embedder) as library:
            assert first(library, ADULTS) == CUSTODY.name
            assert library.verify() == []


@pytest.mark.parametrize("file", ["dense/chroma.sqlite3", "lexical/meta.json"])
def test_a_damaged_index_is_named_and_made_anew(folder: Path, file: str) -> None:
    (folder / file).write_bytes(b"not what was written here" * 100)
    with (
        pytest.raises(IndexDamaged, match=r"is damaged\. Make it anew: onrecord rebuild"),
        Library(folder, WordEmbedder()) as library,
    ):
        library.search(ADULTS)
    # Chroma remembers what it failed to open for as long as its process lives.
    subprocess.run(python(REBUILD, folder), env=environment(), check=True)


@pytest.mark.usefixtures("_impatient")
def test_a_second_writer_is_refused_and_told_who_writes(folder: Path) -> None:
    with Library(folder, WordEmbedder()) as library:
        with held(folder) as pid, pytest.raises(LibraryBusy) as refusal:
            take_in([RURAL], library)
        assert re.search(rf"is being written by \S+ \(process {pid}, since 20", str(refusal.value))
        assert str(refusal.value).endswith("then retry.")
        assert files(library) == [CUSTODY.name]
        assert len(take_in([RURAL], library).added) == 1


def test_a_library_that_is_being_written_can_be_read(folder: Path) -> None:
    with held(folder), Library(folder, WordEmbedder()) as library:
        assert first(library, ADULTS) == CUSTODY.name


def test_what_another_process_adds_and_removes_is_seen_by_an_open_library(folder: Path) -> None:
    with Library(folder, WordEmbedder()) as library:
        assert first(library, SHEEP) == CUSTODY.name
        subprocess.run(python(INGEST, folder, RURAL), env=environment(), check=True)
        assert files(library) == [CUSTODY.name, RURAL.name]
        assert first(library, SHEEP) == RURAL.name
        found = library.search(SHEEP, k=50)
        assert any(each.similarity and each.letter.file == RURAL.name for each in found)
        assert library.verify() == []
        with Library(folder, WordEmbedder()) as other:
            letter_id = next(each.letter_id for each in other.letters() if each.file == RURAL.name)
            other.remove(letter_id)
        assert {each.letter.file for each in library.search(SHEEP, k=50)} == {CUSTODY.name}
        assert library.verify() == []


def test_progress_is_told_for_each_file(folder: Path) -> None:
    told = []
    with Library(folder, WordEmbedder()) as library:
        take_in([RURAL], library, lambda *each: told.append(each))
    assert told == [
        (f"Reading {RURAL.name}", 0, 1),
        ("Indexing", 1, 1),
        ("Done", 1, 1),
    ]


SMALL = """Office of the Police and Crime Commissioner for Harrowdale

{day} May 20{year}

Response to the inspection report "Number {number}"

Recommendation 1: Forces should count the bicycles of ward {number}.

The Constabulary counted {count} bicycles in ward {number}. {words}

Ada Quill
Police and Crime Commissioner for Harrowdale
"""


def small_letters(folder: Path) -> Path:
    """Letters to other reports, of other words, and a revision of every fifth."""
    folder.mkdir()
    for number in range(12):
        words = " ".join(f"word{number}of{each}." for each in range(25))
        text = SMALL.format(
            day=number + 1, year=10 + number, number=number, count=number * 7, words=words
        )
        (folder / f"{number:02}.txt").write_text(text, "utf-8")
        if number % 5 == 0:
            (folder / f"{number:02}b.txt").write_text(text.replace("counted", "found"), "utf-8")
    return folder


def killed(work: subprocess.Popen[str], line: str, seconds: float) -> list[list[str]]:
    """Kill a process so many seconds after it opened the library; what it had told."""
    assert work.stdin is not None
    assert work.stdout is not None
    print(line, file=work.stdin, flush=True)
    told: list[list[str]] = []
    started = 0
    while not started or ["open"] not in told:
        told.append(work.stdout.readline().split())
        started = int(told[-1][1]) if told[-1][0] == "started" else started
    time.sleep(seconds)
    with suppress(ProcessLookupError):
        os.kill(started, signal.SIGKILL)
    while told[-1] != ["ended"]:
        told.append(work.stdout.readline().split())
    return [each for each in told[:-1] if each[0] not in ("started", "open")]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(
    "kills", [10, pytest.param(100, marks=[pytest.mark.long, pytest.mark.timeout(3600)])]
)
def test_killed_at_any_moment_a_library_opens_whole(tmp_path: Path, kills: int) -> None:
    folder, letters = tmp_path / "library", small_letters(tmp_path / "letters")
    reads = [each for each in read_files([letters]) if isinstance(each, Read)]
    assert len(reads) == 15
    (tmp_path / "reads").write_bytes(pickle.dumps(reads))
    chosen = Random(kills)  # noqa: S311 -- the same moments in every run
    held = set[str]()
    slowest, moments = 0.0, Counter[str]()
    with subprocess.Popen(
        python(WORK), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), text=True
    ) as work:
        for kill in range(kills):
            line = f"{folder} {tmp_path / 'reads'} {kill}"
            told = killed(work, line, chosen.random() * 3)
            moments[told[-1][0] if told else "open"] += 1
            began = time.perf_counter()
            with Library(folder, WordEmbedder(dimension=32)) as library:
                slowest = max(slowest, time.perf_counter() - began)
                held = whole(library, told, held)
    print(f"{kills} kills, after {dict(moments)}; the slowest opening took {slowest:.2f} s")
    assert slowest < 2
    with Library(folder, WordEmbedder(dimension=32)) as library:
        assert take_in([letters], library).refused == ()
        assert len(library.letters()) == 12
        assert library.verify() == []
        assert len(take_in([letters], library).unchanged) == 15


def whole(library: Library, told: list[list[str]], before: set[str]) -> set[str]:
    """See that a library holds what was acknowledged, and nothing by half; its letters."""
    assert library.verify() == []
    on_file = {each for letter in library.letters() for each in letter.versions}
    must, removed = set(before), set[str]()
    for what, *of in told:
        if what == "added":
            must |= set(of)
            removed -= set(of)
        elif what == "removing":
            must -= set(of)
        elif what == "removed":
            removed |= set(of)
    assert must <= on_file
    assert not removed & on_file
    for each in on_file:
        letter = library.letter(each)
        assert letter.passages
        assert library.original(each).decode("utf-8").split() == letter.text.split()
    return on_file
