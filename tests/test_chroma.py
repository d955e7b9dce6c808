"""Chroma keeps the vector of every passage: in the library's folder, on a server, or in the cloud.

Each test with the fixture `address` says the same of all of them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import chromadb
import numpy as np
import pytest
from chroma_server import chroma_server, free_port
from chromadb.config import Settings
from conftest import Command
from fakes import WordEmbedder
from reading_fixtures import SAMPLES

import vectorstore.chroma
from assistant.settings import Settings as OurSettings
from vectorstore.chroma import ChromaAddress, ChromaStore
from vectorstore.embedding import Vectors
from vectorstore.errors import ChromaUnreachable
from vectorstore.intake import take_in
from vectorstore.library import Library

CUSTODY = SAMPLES / "harrowdale-2022-custody.md"
RURAL = SAMPLES / "westmarch-2023-rural-crime.txt"
MADE = "words"
DIMENSION = 8
IN_LETTER = 40


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_server(tmp_path_factory.mktemp("chroma") / "server") as address:
        yield address


@pytest.fixture(params=["embedded", "server", "cloud"])
def address(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ChromaAddress:
    """Where Chroma is; the cloud is the server, asked as the cloud is and as sparingly."""
    if request.param == "embedded":
        return ChromaAddress()
    server: str = request.getfixturevalue("server")
    if request.param == "server":
        return ChromaAddress(place=server)
    real = chromadb.CloudClient
    host, port = server.removeprefix("http://").split(":")
    monkeypatch.setattr(vectorstore.chroma, "_CLOUD", server)
    monkeypatch.setattr(
        chromadb,
        "CloudClient",
        lambda *given: real(*given, cloud_host=host, cloud_port=int(port), enable_ssl=False),
    )
    return ChromaAddress(place="cloud:default_tenant/default_database", key="secret")


@pytest.fixture
def store(address: ChromaAddress, tmp_path: Path) -> Iterator[ChromaStore]:
    with closing(ChromaStore(address, tmp_path / "chroma", f"test-{tmp_path.name}")) as opened:
        opened.empty()
        yield opened


def vectors(count: int) -> Vectors:
    found = np.random.default_rng(3).standard_normal((count, DIMENSION), dtype=np.float32)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


def names(count: int) -> tuple[list[str], list[str]]:
    """The ids of so many passages, and of their letters."""
    letters = [f"letter{number // IN_LETTER}" for number in range(count)]
    return [f"{letter}-{number}" for number, letter in enumerate(letters)], letters


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(5_460, marks=pytest.mark.long),
        pytest.param(5_461, marks=pytest.mark.long),
        5_462,
    ],
)
def test_a_batch_of_any_size_is_kept_named_and_dropped(store: ChromaStore, count: int) -> None:
    ids, letters = names(count)
    given = vectors(count)
    store.put(ids, letters, given)
    assert store.count() == count
    assert {ids[0], ids[-1]} <= {*store.nearest(given[[0, -1]], 20)}
    store.put(ids[-5:], letters[-5:], given[-5:])
    assert store.count() == count
    store.drop([*dict.fromkeys(letters)][1:])
    assert store.count() == IN_LETTER
    assert {*store.nearest(given[-1:], 20)} <= {*ids[:IN_LETTER]}
    store.empty()
    assert store.count() == 0
    assert store.nearest(given[:1], 20) == []


@pytest.mark.long
@pytest.mark.parametrize("count", [32_766, 32_767])
def test_more_than_one_query_of_sqlite_holds_is_kept_and_dropped(
    store: ChromaStore, count: int
) -> None:
    ids, letters = names(count)
    store.put(ids, letters, vectors(count))
    assert store.count() == count
    store.drop(letters[-1:])
    assert store.count() == count - letters.count(letters[-1])
    store.drop([*dict.fromkeys(letters)])
    assert store.count() == 0


def test_a_letter_of_more_passages_than_a_batch_is_dropped(store: ChromaStore) -> None:
    ids, _ = names(5_462)
    store.put(ids, ["one"] * len(ids), vectors(len(ids)))
    store.drop(["one", "another"])
    assert store.count() == 0


def test_it_knows_what_it_has_seen_of_vectors_made_the_same_way(store: ChromaStore) -> None:
    assert store.seen(MADE) == 0
    store.note(7, MADE)
    assert store.seen(MADE) == 7
    assert store.seen("otherwise") == 0
    store.empty()
    assert store.seen(MADE) == 0


@pytest.fixture
def library(address: ChromaAddress, tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", WordEmbedder(), chroma=address) as opened:
        yield opened


def kept(library: Library) -> int | None:
    return library._indexes.in_chroma()


def test_a_letter_that_comes_in_and_goes_does_so_in_chroma(library: Library) -> None:
    take_in([CUSTODY, RURAL], library)
    custody = next(each for each in library.letters() if each.file == CUSTODY.name)
    assert kept(library) == sum(each.passages for each in library.letters()) > custody.passages
    assert library.search("appropriate adults")[0].letter == custody
    assert library.verify() == []
    library.remove(custody.letter_id)
    assert kept(library) == sum(each.passages for each in library.letters()) > 0
    assert library.verify() == []


def test_rebuilding_makes_what_chroma_keeps_anew(library: Library, address: ChromaAddress) -> None:
    take_in([CUSTODY], library)
    with closing(library._indexes._open_chroma()) as store:
        store.put(["stray-1"], ["stray"], np.eye(1, 512, dtype=np.float32))
    (fault,) = library.verify()
    assert fault.startswith("The store of vectors (Chroma) holds")
    library.rebuild()
    assert library.verify() == []


def test_a_chroma_that_was_wiped_is_filled_again_without_embedding(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in([CUSTODY, RURAL], library)
    library._indexes.empty_chroma()
    monkeypatch.setattr(WordEmbedder, "embed", None)
    assert library.verify() == []
    assert kept(library) == sum(each.passages for each in library.letters())


def test_another_model_takes_the_place_of_the_vectors_in_chroma(
    address: ChromaAddress, tmp_path: Path
) -> None:
    with Library(tmp_path / "library", WordEmbedder(), chroma=address) as library:
        take_in([CUSTODY], library)
    other = WordEmbedder("other-words", dimension=64)
    with Library(tmp_path / "library", other, chroma=address, reindexing=True) as library:
        library.rebuild()
        assert library.verify() == []
        assert kept(library) == library.letters()[0].passages


def test_chroma_answers_where_it_has_seen_all_changes(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in([CUSTODY, RURAL], library)
    before = [each.passage_id for each in library.search("appropriate adults", k=5)]
    monkeypatch.setattr(library._indexes.dense, "_scanned", 0)
    monkeypatch.setattr("vectorstore.dense._rough", None)
    monkeypatch.setattr("vectorstore.dense.FEW", 0)
    assert [each.passage_id for each in library.search("appropriate adults", k=5)] == before


def test_only_vectors_and_ids_are_sent(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[dict[str, object]] = []
    real = chromadb.Collection.upsert

    def upsert(self: chromadb.Collection, **given: object) -> None:
        sent.append(given)
        real(self, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(chromadb.Collection, "upsert", upsert)
    take_in([CUSTODY], library)
    assert len(sent) > 0
    for each in sent:
        assert {*each} == {"ids", "embeddings", "metadatas"}
        assert all({*of} == {"letter_id"} for of in each["metadatas"])  # type: ignore[attr-defined]


def test_two_libraries_on_one_server_are_kept_apart(server: str, tmp_path: Path) -> None:
    on_server = ChromaAddress(place=server)
    for name, letter in (("one", CUSTODY), ("two", RURAL)):
        with Library(tmp_path / name, WordEmbedder(), chroma=on_server) as library:
            take_in([letter], library)
    for name in ("one", "two"):
        with Library(tmp_path / name, WordEmbedder(), chroma=on_server) as library:
            assert library.verify() == []
            assert kept(library) == library.letters()[0].passages
            library.remove(library.letters()[0].letter_id)
            assert kept(library) == 0


def test_a_library_moves_to_a_server_and_back_by_the_setting(server: str, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with Library(folder, WordEmbedder()) as library:
        take_in([CUSTODY], library)
    assert (folder / "dense" / "chroma" / "chroma.sqlite3").exists()
    with Library(folder, WordEmbedder(), chroma=ChromaAddress(place=server)) as library:
        take_in([RURAL], library)
        assert library.verify() == []
    assert not (folder / "dense" / "chroma").exists()
    with Library(folder, WordEmbedder()) as library:
        assert library.verify() == []
        assert kept(library) == sum(each.passages for each in library.letters())


def test_while_the_server_is_down_letters_come_in_and_it_is_told_later(tmp_path: Path) -> None:
    folder, port = tmp_path / "library", free_port()
    on_server = ChromaAddress(place=f"http://127.0.0.1:{port}")
    with Library(folder, WordEmbedder(), chroma=on_server) as library:
        with pytest.raises(ChromaUnreachable) as refusal:
            take_in([CUSTODY], library)
        said = str(refusal.value)
        assert said.startswith(f"Chroma at http://127.0.0.1:{port} cannot be used (")
        assert "Start it, or correct ONRECORD_CHROMA" in said
        assert "\n" not in said
        assert library.search("appropriate adults")[0].letter.file == CUSTODY.name
        with pytest.raises(ChromaUnreachable):
            library.rebuild()
        library._indexes.dense._scanned = 0  # as if there were too many passages to look at all
        assert library.search("appropriate adults")[0].letter.file == CUSTODY.name
        with chroma_server(tmp_path / "server", port):
            assert library.verify() == []
            assert kept(library) == library.letters()[0].passages


def test_the_command_says_in_one_line_that_the_server_is_down(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = ("--library", tmp_path / "library")
    monkeypatch.setenv("ONRECORD_CHROMA", f"http://127.0.0.1:{free_port()}")
    ran = command("ingest", CUSTODY, *library)
    assert ran.status == 1
    assert "ONRECORD_CHROMA" in ran.err
    assert "Traceback" not in ran.err
    assert command("search", "appropriate adults", *library).status == 0


def test_the_command_works_with_a_server(
    command: Command, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = ("--library", tmp_path / "library", "--json")
    monkeypatch.setenv("ONRECORD_CHROMA", server)
    assert command("ingest", CUSTODY, *library).status == 0
    assert command("verify", *library).json["faults"] == []
    assert not (tmp_path / "library" / "dense" / "chroma").exists()
    assert command("rebuild", *library).json["passages"] > 0


@pytest.mark.parametrize(
    "place",
    ["127.0.0.1:8000", "http://", "http://host:port", "http://host/path", "cloud:", "cloud:tenant"],
)
def test_an_address_that_is_none_is_refused_in_one_line(
    command: Command, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_CHROMA", place)
    monkeypatch.setenv("ONRECORD_CHROMA_KEY", "secret")
    ran = command("letters")
    assert ran.status == 1
    assert "The setting ONRECORD_CHROMA is of no use" in ran.err
    assert "secret" not in ran.err


def test_the_cloud_needs_a_key(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_CHROMA", "cloud:tenant/database")
    ran = command("letters")
    assert ran.status == 1
    assert "ONRECORD_CHROMA_KEY" in ran.err
    monkeypatch.setenv("ONRECORD_CHROMA_KEY", "secret")
    assert OurSettings().chroma_address == ChromaAddress(
        place="cloud:tenant/database", key="secret"
    )


def test_the_vectors_that_chroma_keeps_are_those_of_the_embedding_model(tmp_path: Path) -> None:
    with Library(tmp_path / "library", WordEmbedder()) as library:
        take_in([CUSTODY], library)
    copied = shutil.copytree(tmp_path / "library" / "dense" / "chroma", tmp_path / "copy")
    client = chromadb.PersistentClient(str(copied), Settings(anonymized_telemetry=False))
    found = client.get_collection("passages", embedding_function=None).get(include=["embeddings"])
    assert found["embeddings"] is not None
    assert len(found["embeddings"]) > 5
    for vector in np.asarray(found["embeddings"]):
        assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-4)
    client.close()  # type: ignore[attr-defined]  # Chroma's protocol leaves it out
