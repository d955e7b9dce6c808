"""What the tests share: libraries that are filled once, and the command in this process."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fakes import WordEmbedder
from reading_fixtures import REPOSITORY, SAMPLES, real_letters

import assistant.settings
from cli.commands import main
from vectorstore.embedding import (
    DEFAULT_MODEL,
    Embedder,
    EmbeddingIdentity,
    Parted,
    Vectors,
)
from vectorstore.intake import take_in
from vectorstore.library import Library
from vectorstore.minilm import MiniLM

JUDGEMENTS = REPOSITORY / "benchmarks" / "judgements" / "letters.jsonl"
NEW_INSPECTION = REPOSITORY / "samples" / "reports" / "new-inspection.txt"
TRUST_AT_FIRST_CONTACT = REPOSITORY / "samples" / "reports" / "trust-at-first-contact-2024.pdf"


class RememberingEmbedder:
    """The real model, asked once for each text in a test run."""

    def __init__(self) -> None:
        self._model = MiniLM()
        self._known: dict[str, Vectors] = {}
        self._parted: dict[Parted, Vectors] = {}

    @property
    def identity(self) -> EmbeddingIdentity:
        return self._model.identity

    def embed(self, texts: Sequence[str]) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, self._model.embed(new), strict=True))
        if not texts:
            return np.empty((0, self.identity.dimension), dtype=np.float32)
        return np.stack([self._known[text] for text in texts])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self.embed(texts)

    def embed_parted(self, texts: Sequence[Parted]) -> list[Vectors]:
        new = [text for text in dict.fromkeys(texts) if text not in self._parted]
        self._parted.update(zip(new, self._model.embed_parted(new), strict=True))
        return [self._parted[text] for text in texts]


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)

    @property
    def json_lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Command = Callable[..., Ran]


def run_command(*arguments: object) -> Ran:
    """Run `onrecord` with these arguments as a shell would, in this process."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["onrecord", *map(str, arguments)])
        try:
            main()
            status = 0
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else 0
    return Ran(status=status, out=out.getvalue(), err=err.getvalue())


def with_embedder(embedder: Embedder) -> Iterator[Command]:
    """The command, with this in place of the default embedding model."""

    def made(model: str) -> Embedder:
        return embedder if model == DEFAULT_MODEL else WordEmbedder(model)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assistant.settings, "make_embedder", made)
        yield run_command


@pytest.fixture(scope="session", autouse=True)
def own_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where a command without --library works: never in the library of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("own") / "library"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONRECORD_LIBRARY", str(folder))
        yield folder


@pytest.fixture(scope="session")
def real_embedder() -> RememberingEmbedder:
    return RememberingEmbedder()


@pytest.fixture
def command() -> Iterator[Command]:
    """The command with the fake embedding model: quick, and enough for what it prints."""
    yield from with_embedder(WordEmbedder())


@pytest.fixture
def real_command(real_embedder: RememberingEmbedder) -> Iterator[Command]:
    """The command as users have it."""
    yield from with_embedder(real_embedder)


def _filled(folder: Path, letters: Path, embedder: Embedder) -> Path:
    with Library(folder, embedder) as library:
        intake = take_in([letters], library)
    assert not intake.refused
    return folder


@pytest.fixture(scope="session")
def real_folder(
    tmp_path_factory: pytest.TempPathFactory, real_embedder: RememberingEmbedder
) -> Path:
    """A library of the five real letters, not to be changed."""
    return _filled(tmp_path_factory.mktemp("real") / "library", real_letters(), real_embedder)


@pytest.fixture(scope="session")
def samples_folder(
    tmp_path_factory: pytest.TempPathFactory, real_embedder: RememberingEmbedder
) -> Path:
    """A library of the sample letters, not to be changed."""
    return _filled(tmp_path_factory.mktemp("samples") / "library", SAMPLES, real_embedder)


@pytest.fixture(scope="session")
def samples(samples_folder: Path, real_embedder: RememberingEmbedder) -> Iterator[Library]:
    """The sample letters, as the product reads and indexes them; not to be changed."""
    with Library(samples_folder, real_embedder) as library:
        yield library


@pytest.fixture(scope="session")
def untouched_samples_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample letters with the fake embedding model, to be copied: nobody asked anything yet."""
    return _filled(tmp_path_factory.mktemp("untouched") / "library", SAMPLES, WordEmbedder())


@pytest.fixture(scope="session")
def word_samples_folder(
    untouched_samples_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The sample library, not to be changed but by the answers that it keeps."""
    copy = tmp_path_factory.mktemp("words") / "library"
    return Path(shutil.copytree(untouched_samples_folder, copy))


@pytest.fixture
def own_samples_folder(untouched_samples_folder: Path, tmp_path: Path) -> Path:
    """A copy of the sample library, to change."""
    return Path(shutil.copytree(untouched_samples_folder, tmp_path / "library"))
