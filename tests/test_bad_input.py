"""Bad input gets one clear line on standard error, exit status 1, and harms nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from conftest import JUDGEMENTS, NEW_INSPECTION, Command, Ran
from fakes import WordEmbedder
from reading_fixtures import REPOSITORY, SAMPLES
from test_reading_refusals import SENTENCE, docx, pdf

from vectorstore.library import Library

NARRATIVE = SAMPLES / "westmarch-2023-rural-crime.txt"
GOOD = SAMPLES / "harrowdale-2022-custody.md"


@pytest.fixture
def folder(own_samples_folder: Path) -> Path:
    return own_samples_folder


def contents(folder: Path) -> list[object]:
    """The letters and originals of a library, and what its own check finds wrong."""
    with Library(folder, WordEmbedder()) as library:
        originals = sorted((folder / "originals").iterdir())
        hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in originals]
        assert [path.name for path in originals] == hashes
        return [library.letters(), hashes, library.verify()]


def assert_one_line(ran: Ran, *words: str) -> None:
    assert ran.status == 1
    assert ran.out == ""
    assert ran.err.count("\n") == 1, ran.err
    assert "Traceback" not in ran.err
    for word in words:
        assert word in ran.err


@pytest.mark.parametrize(
    ("name", "content", "fact"),
    [
        ("missing.pdf", None, "does not exist"),
        ("empty.txt", b"", "is empty"),
        ("scan.pdf", pdf("", ""), "no words on its 2 pages"),
        ("locked.pdf", pdf(SENTENCE, encrypt="x"), "locked with a password"),
        ("torn.docx", docx(b"<w:document")[:90], "is damaged"),
        ("program.pdf", b"MZ\x90\x00\x03" * 99, "is not a PDF"),
        ("picture.png", b"\x89PNG", "cannot be opened as a picture"),
        ("sheet.xlsx", b"PK\x03\x04", "is of a kind that is not read"),
    ],
    ids=["missing", "empty", "scan", "locked", "torn", "program", "picture", "sheet"],
)
def test_a_file_that_cannot_be_read_is_refused(
    command: Command, folder: Path, tmp_path: Path, name: str, content: bytes | None, fact: str
) -> None:
    before = contents(folder)
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    ingested = command("ingest", file, "--json", "--library", folder)
    assert ingested.status == 1
    assert [each["file"] for each in ingested.json["refused"]] == [name]
    assert fact in ingested.json["refused"][0]["reason"]
    assert ingested.json["added"] == []
    shown = command("ingest", file, "--library", folder)
    assert shown.status == 1
    assert shown.err.splitlines()[-1].startswith(f"{name} ")
    assert fact in shown.err.splitlines()[-1]
    assert_one_line(command("items", file), name, fact)
    assert_one_line(command("draft", file, "--body", "Harrowdale", "--library", folder), name, fact)
    assert contents(folder) == before


def test_a_refused_file_does_not_stop_the_others(command: Command, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    ran = command("ingest", tmp_path / "empty.txt", GOOD, "--json", "--library", tmp_path / "new")
    assert ran.status == 0
    assert [each["file"] for each in ran.json["added"]] == [GOOD.name]
    assert [each["file"] for each in ran.json["refused"]] == ["empty.txt"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ask", ""], ["The question is empty"]),
        (["ask", " \n\t "], ["The question is empty"]),
        (["search", ""], ["The question is empty"]),
        (["ask", "why " * 25_000], ["100,000 characters", "at most 2,000"]),
        (["search", "why " * 25_000], ["100,000 characters"]),
        (["ask", "Why?", "--body", "Narnia"], ["no letter from Narnia", "Harrowdale, Westmarch"]),
        (["search", "cells", "--body", "Westmarsh"], ["Did you mean Westmarch?"]),
        (["search", "cells", "--report", "Narnia"], ["“Narnia”", "A duty of care"]),
        (["draft", NEW_INSPECTION, "--body", "Narnia"], ["no letter from Narnia"]),
        (["show", "0123456789abcdef"], ["no letter 0123456789abcdef", "onrecord letters"]),
        (["remove", "0123456789abcdef"], ["no letter 0123456789abcdef"]),
        (["remove", "%"], ["no letter %"]),
        (["ask", "--questions", "gone.txt"], ["gone.txt"]),
        (["evaluate", "gone.jsonl"], ["gone.jsonl"]),
        (["draft", NARRATIVE, "--body", "Harrowdale"], ["No recommendation"]),
        (["ask", "Why?", "--model", "no-such-provider:model"], ["no-such-provider:model"]),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    command: Command, folder: Path, arguments: list[object], words: list[str]
) -> None:
    before = contents(folder)
    assert_one_line(command(*arguments, "--library", folder), *words)
    assert_one_line(command(*arguments, "--json", "--library", folder), *words)
    assert contents(folder) == before


def test_a_library_that_is_a_file_is_refused(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "library"
    file.write_text("words")
    for arguments in (["letters"], ["ask", "Why?"], ["ingest", GOOD], ["rebuild"], ["verify"]):
        assert_one_line(command(*arguments, "--library", file), str(file))
    assert file.read_text() == "words"


def test_a_library_whose_database_is_not_one_is_refused(command: Command, tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").write_text("This is not a database. " * 100)
    assert_one_line(command("letters", "--library", tmp_path), "library.sqlite")


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "a"}', '{"id": "a", "question": 7}', "\x00"])
def test_a_broken_line_of_judgements_is_named(
    command: Command, folder: Path, tmp_path: Path, line: str
) -> None:
    file = tmp_path / "judgements.jsonl"
    good = JUDGEMENTS.read_text("utf-8").splitlines()[0]
    file.write_text(f"{good}\n\n{line}\n", "utf-8")
    ran = command("evaluate", file, "--library", folder)
    assert_one_line(ran, "judgements.jsonl, line 3")


def test_a_folder_without_letters_is_said_to_be_one(command: Command, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    ran = command("ingest", tmp_path / "nothing", "--json", "--library", tmp_path / "library")
    assert ran.status == 1
    assert ran.json["refused"][0]["file"] == str(tmp_path / "nothing")
    assert ran.err == f"{tmp_path / 'nothing'} holds no file. Name another folder.\n"


@pytest.mark.parametrize("output", ["missing/reply.docx", "library/reply.docx/reply.docx"])
def test_an_output_in_a_folder_that_is_not_there_is_refused_before_the_work(
    command: Command, folder: Path, tmp_path: Path, output: str
) -> None:
    arguments = ["draft", NEW_INSPECTION, "--body", "Harrowdale", "--library", folder]
    assert_one_line(command(*arguments, "-o", tmp_path / output), "reply.docx")
    assert not (tmp_path / "missing").exists()


def test_a_backup_into_a_folder_that_is_not_there_is_refused(
    command: Command, folder: Path, tmp_path: Path
) -> None:
    ran = command("backup", tmp_path / "missing" / "backup.zip", "--library", folder)
    assert_one_line(ran, "missing")


def test_a_file_of_questions_that_is_not_text_is_refused(
    command: Command, folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "questions.txt"
    file.write_bytes(b"\xff\xfe\x00\xd8")
    assert_one_line(command("ask", "--questions", file, "--library", folder), "questions.txt")


def test_a_bad_question_among_many_does_not_stop_the_others(
    command: Command, folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "questions.txt"
    file.write_text(f"Who pays for appropriate adults?\n{'w' * 100_000}\nWhat of sheep?\n")
    ran = command("ask", "--questions", file, "--library", folder)
    assert ran.status == 0
    assert len(ran.json_lines) == 3
    refused = ran.json_lines[1]
    assert (refused["status"], refused["reason"]) == ("abstained", "question_refused")
    assert "100,000 characters" in refused["message"]
    assert set(refused) == set(ran.json_lines[0])
    found = command("search", "--questions", file, "--library", folder)
    assert [bool(each) for each in found.json_lines] == [True, False, True]


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["search"],
        ["ingest"],
        ["nonsense"],
        ["ask", "Why?", "--nonsense"],
        ["ask", "Why?", "--from", "last year"],
        ["search", "Why?", "-k", "0"],
        ["draft", NEW_INSPECTION],
        ["show"],
        [],
    ],
)
def test_wrong_usage_ends_with_status_2(
    command: Command, own_library: Path, arguments: list[object]
) -> None:
    ran = command(*arguments)
    assert ran.status == 2
    assert not own_library.exists(), "the library was opened before the usage was judged"
    assert ran.err or not arguments
    assert "Traceback" not in ran.err


def test_the_embedding_model_of_another_library_is_refused_with_the_command_to_run(
    command: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_EMBEDDING_MODEL", "other-words")
    assert_one_line(command("letters", "--library", folder), "onrecord rebuild")
    assert command("rebuild", "--library", folder).status == 0
    assert command("letters", "--library", folder).status == 0
    monkeypatch.delenv("ONRECORD_EMBEDDING_MODEL")
    assert_one_line(command("letters", "--library", folder), "other-words")


def test_settings_that_make_no_sense_are_said_in_a_line(
    command: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_PORT", "many")
    assert_one_line(command("letters", "--library", folder), "ONRECORD_PORT")


def test_nothing_is_written_beside_the_letters(command: Command, tmp_path: Path) -> None:
    before = sorted(REPOSITORY.glob("samples/**/*"))
    command("ingest", SAMPLES / "westmarch-2023-rural-crime.txt", "--library", tmp_path / "new")
    assert sorted(REPOSITORY.glob("samples/**/*")) == before
