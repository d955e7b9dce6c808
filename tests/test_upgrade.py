"""A library of an older version is refused, and brought up to date from its original files."""

from __future__ import annotations

import hashlib
import sqlite3
from email.message import EmailMessage
from pathlib import Path

import pytest
from conftest import Command
from fakes import WordEmbedder
from reading_fixtures import SAMPLES

from vectorstore.errors import LibraryDamaged, LibraryOutdated
from vectorstore.library import Library
from vectorstore.register import Register
from vectorstore.upgrade import bring_up_to_date

CUSTODY = SAMPLES / "harrowdale-2022-custody.md"
RURAL = SAMPLES / "westmarch-2023-rural-crime.txt"
# What version 1 had, of its tables and columns those that are taken over, and one that is not.
FIRST_SCHEMA = """
CREATE TABLE letters (
    letter_id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, file TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE answers (
    answer_id INTEGER PRIMARY KEY, asked_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    question TEXT NOT NULL, answer TEXT NOT NULL
);
"""
ANSWERED = ("Who pays?", '{"status": "answered"}')


def mail() -> bytes:
    """A letter that came as an e-mail with a file attached, which is an original of its own."""
    message = EmailMessage()
    message["From"], message["Subject"] = "office@harrowdale.example", "Response"
    message.set_content(f"Dear Home Secretary,\n\n{CUSTODY.read_text('utf-8')}")
    message.add_attachment(RURAL.read_bytes(), maintype="text", subtype="plain", filename="a.txt")
    return message.as_bytes()


def first_version(folder: Path, *files: tuple[str, bytes]) -> Path:
    """A library as version 1 kept it: its database, originals and indexes."""
    (folder / "originals").mkdir(parents=True)
    connection = sqlite3.connect(folder / "library.sqlite")
    connection.executescript(FIRST_SCHEMA)
    for name, data in files:
        sha256 = hashlib.sha256(data).hexdigest()
        (folder / "originals" / sha256).write_bytes(data)
        connection.execute("INSERT INTO letters VALUES (?, ?, ?, '')", (sha256[:16], sha256, name))
    connection.execute("INSERT INTO answers (question, answer) VALUES (?, ?)", ANSWERED)
    connection.commit()
    connection.close()
    for index in ("dense", "lexical"):
        (folder / index).mkdir()
        (folder / index / "onrecord.json").write_text('{"generation": 7, "model": {}}')
    return folder


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return first_version(
        tmp_path / "library",
        ("reply.md", CUSTODY.read_bytes()),
        ("reply.txt", RURAL.read_bytes()),
        ("reply.txt", RURAL.read_bytes().replace(b"Westmarch", b"Ferrowby")),
        ("reply.eml", mail()),
        ("lost.pdf", b"%PDF-1.4 and no more"),
    )


def kept_answers(folder: Path) -> list[tuple[str, str]]:
    database = sqlite3.connect(folder / "library.sqlite")
    rows = database.execute("SELECT question, answer FROM answers").fetchall()
    database.close()
    return rows


def test_a_library_of_another_version_is_refused_with_the_command_to_run(
    command: Command, old: Path
) -> None:
    before = (old / "library.sqlite").read_bytes()
    with pytest.raises(LibraryOutdated, match=r"another version of OnRecord.* onrecord rebuild"):
        Library(old, WordEmbedder())
    refused = command("letters", "--library", old)
    assert refused.status == 1
    assert refused.err.count("\n") == 1
    assert refused.err.rstrip().endswith("onrecord rebuild")
    assert (old / "library.sqlite").read_bytes() == before


def test_a_rebuild_reads_the_originals_of_another_version_again(
    command: Command, old: Path
) -> None:
    rebuilt = command("rebuild", "--json", "--library", old)
    assert rebuilt.status == 0
    assert "lost.pdf is damaged" in rebuilt.err
    assert "in the folder “unread”" in rebuilt.err
    assert [each.name for each in (old / "unread").iterdir()] == ["lost.pdf"]
    with Library(old, WordEmbedder()) as library:
        records = library.letters()
        assert sorted(each.file for each in records) == [
            "reply.eml",
            "reply.md",
            "reply.txt",
            "reply.txt",
        ]
        assert rebuilt.json == {"passages": sum(each.passages for each in records)}
        found = library.search("appropriate adults Dalebridge Advocacy", k=1)
        assert found[0].letter.file in ("reply.md", "reply.eml")
        assert library.verify() == []
    assert kept_answers(old) == [ANSWERED]
    assert command("verify", "--library", old).status == 0


def test_an_upgrade_that_is_interrupted_leaves_the_library_as_it_was(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted((path, path.read_bytes()) for path in old.rglob("*") if path.is_file())
    with monkeypatch.context() as patch:
        patch.setattr(Register, "enter", interrupt)
        with pytest.raises(KeyboardInterrupt):
            bring_up_to_date(old)
    left = sorted((path, path.read_bytes()) for path in old.rglob("*") if path.is_file())
    assert [each for each in left if not each[0].name.startswith("write.")] == before
    assert [each.file for each in bring_up_to_date(old)] == ["lost.pdf"]
    with Library(old, WordEmbedder()) as library:
        assert len(library.letters()) == 4
        assert library.verify() == []


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_an_original_that_is_gone_is_named_and_the_others_are_read(old: Path) -> None:
    (old / "originals" / hashlib.sha256(CUSTODY.read_bytes()).hexdigest()).unlink()
    refused = bring_up_to_date(old)
    assert sorted(each.file for each in refused) == ["lost.pdf", "reply.md"]
    with Library(old, WordEmbedder()) as library:
        assert len(library.letters()) == 3


def test_what_is_no_library_of_any_version_is_left_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    connection = sqlite3.connect(folder / "library.sqlite")
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    before = (folder / "library.sqlite").read_bytes()
    with pytest.raises(LibraryDamaged, match="Restore it from a backup"):
        bring_up_to_date(folder)
    assert (folder / "library.sqlite").read_bytes() == before
