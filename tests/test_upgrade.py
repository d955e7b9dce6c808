"""A library of an older version is refused, and brought up to date from its original files."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
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
LATER = ("Who else pays?", '{"status": "answered"}')
LOST = b"%PDF-1.4 and no more"


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
        ("lost.pdf", LOST),
    )


def kept_answers(folder: Path) -> list[tuple[str, str]]:
    """Question and answer, of the first version or as they were carried over, the first first."""
    with closing(sqlite3.connect(folder / "library.sqlite")) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_schema")}
        if "answer_contents" not in tables:
            return database.execute("SELECT question, answer FROM answers").fetchall()
        rows = database.execute("SELECT content FROM answer_contents ORDER BY number").fetchall()
    contents = [json.loads(content) for (content,) in rows]
    return [(each.pop("asked"), json.dumps(each)) for each in contents]


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
    kept = unread_name("lost.pdf", LOST)
    assert f"It is kept in the library as unread/{kept}." in rebuilt.err
    assert unread(old) == {kept: LOST}
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


def unread(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in (folder / "unread").iterdir()}


def unread_name(name: str, data: bytes) -> str:
    return f"{hashlib.sha256(data).hexdigest()[:16]}-{name}"


def test_two_originals_of_one_name_that_cannot_be_read_are_both_kept(tmp_path: Path) -> None:
    other = LOST + b", alas"
    long = f"{'ŵ' * 120}.pdf"  # 244 bytes, of the 255 that a name may have
    folder = first_version(
        tmp_path / "library", ("lost.pdf", LOST), ("lost.pdf", other), (long, LOST[:-1])
    )
    refused = bring_up_to_date(folder)
    kept = {
        unread_name("lost.pdf", LOST): LOST,
        unread_name("lost.pdf", other): other,
        unread_name(long[-50:], LOST[:-1]): LOST[:-1],
    }
    assert [each.reason.rpartition(" unread/")[2] for each in refused] == [f"{k}." for k in kept]
    Library(folder, WordEmbedder()).close()
    assert unread(folder) == kept
    assert list((folder / "originals").iterdir()) == []


@contextmanager
def opened_elsewhere(folder: Path) -> Iterator[sqlite3.Connection]:
    """The database as the browser app of version 1 has it open; an answer is in the log only."""
    with closing(sqlite3.connect(folder / "library.sqlite", timeout=0)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("INSERT INTO answers (question, answer) VALUES (?, ?)", LATER)
        connection.commit()
        yield connection


def test_a_library_that_is_open_elsewhere_is_not_replaced(command: Command, old: Path) -> None:
    with opened_elsewhere(old) as connection:
        before = sorted((path, path.read_bytes()) for path in (old / "originals").iterdir())
        refused = command("rebuild", "--library", old)
        assert refused.status == 1
        assert refused.err.count("\n") == 1
        assert "is open in another program. Close OnRecord elsewhere, then retry." in refused.err
        assert kept_answers(old) == [ANSWERED, LATER]
        assert not (old / "unread").exists()
        connection.execute("INSERT INTO answers (question, answer) VALUES (?, ?)", LATER)
        connection.commit()
    assert [each.file for each in bring_up_to_date(old)] == ["lost.pdf"]
    with Library(old, WordEmbedder()) as library:
        assert len(library.letters()) == 4
        assert library.verify() == []
    assert kept_answers(old) == [ANSWERED, LATER, LATER]
    assert sorted((path, path.read_bytes()) for path in (old / "originals").iterdir()) == [
        each for each in before if each[1] != LOST
    ]


def test_nobody_can_open_a_library_that_is_being_read_again(old: Path) -> None:
    heard = []

    def look(*_: object) -> None:
        with pytest.raises(sqlite3.OperationalError, match="locked"), opened_elsewhere(old):
            pass
        heard.append(True)

    with opened_elsewhere(old):
        pass
    bring_up_to_date(old, look)
    assert heard
    assert kept_answers(old) == [ANSWERED, LATER]


def test_a_log_that_is_left_beside_the_old_database_is_not_replayed_over_the_new(
    old: Path, tmp_path: Path
) -> None:
    other = first_version(tmp_path / "other")
    with opened_elsewhere(other):
        log = (other / "library.sqlite-wal").read_bytes()
    assert log

    def leave(*_: object) -> None:
        (old / "library.sqlite-wal").write_bytes(log)
        (old / "library.sqlite-shm").write_bytes(bytes(2**15))

    bring_up_to_date(old, leave)
    with Library(old, WordEmbedder()) as library:
        assert len(library.letters()) == 4
        assert library.verify() == []
    assert kept_answers(old) == [ANSWERED]


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
