"""Whatever is interrupted, and whoever else writes, no letter is lost, doubled or half removed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from fakes import WordEmbedder
from reading_fixtures import SAMPLES

import vectorstore.library
from vectorstore.dense import DenseIndex
from vectorstore.errors import EmbeddingChanged, IndexDamaged, LibraryBusy
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

    with pytest.MonkeyPatch.context() as patch, pytest.raises(Interrupted):  # noqa: PT012 -- what is interrupted may take several steps
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


@pytest.mark.parametrize(
    "file",
    [
        "dense/chroma/chroma.sqlite3",
        "dense/vectors/table.json",
        "dense/vectors/wholes.0",
        "dense/vectors/sentences.0",
        "lexical/meta.json",
    ],
)
def test_a_damaged_index_is_named_and_made_anew(folder: Path, file: str) -> None:
    (folder / file).write_bytes(b"not what was written here" * 100)  # and shorter, of vectors
    with (
        pytest.raises(IndexDamaged, match=r"is damaged\. Make it anew: onrecord rebuild"),
        Library(folder, WordEmbedder()) as library,
    ):
        library.verify()
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


def test_while_the_indexes_are_made_anew_no_question_is_told_that_nothing_is_there(
    folder: Path,
) -> None:
    with Library(folder, WordEmbedder()) as library:
        assert first(library, ADULTS) == CUSTODY.name
        with held(folder):
            for index in ("dense", "lexical"):
                shutil.rmtree(folder / index)
            with pytest.raises(LibraryBusy, match="is being written by"):
                library.search(ADULTS)
        assert first(library, ADULTS) == CUSTODY.name


def test_a_rebuild_with_another_model_elsewhere_is_not_mixed_with_ours(folder: Path) -> None:
    other = WordEmbedder("other-words")
    with Library(folder, WordEmbedder()) as library:
        assert first(library, ADULTS) == CUSTODY.name
        with Library(folder, other, reindexing=True) as elsewhere:
            elsewhere.rebuild()
        with pytest.raises(EmbeddingChanged, match="indexed with other-words"):
            library.search(ADULTS)
        with pytest.raises(EmbeddingChanged, match="To index it anew: onrecord rebuild"):
            take_in([RURAL], library)
    with Library(folder, other) as library:  # what was kept meanwhile is indexed as the rest is
        assert first(library, SHEEP) == RURAL.name
        assert library.verify() == []


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
