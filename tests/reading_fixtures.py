"""What the tests of reading share: where the real letters are, and how to read a made one."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from ingest.files.kinds import parse
from ingest.model import Document, Letter, Passage
from ingest.reading import read_letters

REPOSITORY = Path(__file__).parent.parent
SAMPLES = REPOSITORY / "samples" / "letters"


def real_letters() -> Path:
    """The folder of real letters; the test is skipped where there is none."""
    beside = REPOSITORY.parent / "shared" / "letters"
    folder = Path(os.environ.get("ONRECORD_REAL_LETTERS") or beside)
    if not folder.is_dir():
        pytest.skip(f"no real letters in {folder}: set ONRECORD_REAL_LETTERS to their folder")
    return folder


def real_reports() -> Path:
    """The folder of real reports, beside that of the letters."""
    folder = real_letters().parent / "reports"
    if not folder.is_dir():
        pytest.skip(f"no real reports in {folder}")
    return folder


@cache
def read(path: Path) -> Letter:
    """Read a file once in a test run."""
    return read_letters(path)[0][0]


@cache
def document(path: Path) -> Document:
    """What the reader of this kind of file makes of its text, before it is understood."""
    return parse(path.read_bytes(), path.name, recognise=False)


def passage_with(letter: Letter, words: str) -> Passage:
    """The one passage that holds the words."""
    found = [passage for passage in letter.passages if words in " ".join(passage.text.split())]
    assert len(found) == 1, f"{len(found)} passages hold {words!r}"
    return found[0]
