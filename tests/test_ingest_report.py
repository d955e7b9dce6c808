"""The ingest report: what was read of each file, what was not, and what was guessed."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from fakes import WordEmbedder
from PIL import Image
from rich.console import Console
from scan_fixtures import PLAIN, joined, scanned, typeset

from cli.as_json import intake_json
from cli.as_text import intake_text
from vectorstore.intake import Intake, take_in
from vectorstore.library import Library

LETTER = """Office of the Police and Crime Commissioner for Harrowdale
4 May 2023

Recommendation 1: Forces should count the bicycles of each ward.
Force response: The Constabulary has counted the bicycles of every ward.

Recommendation 2: Forces should paint them.
Force response: {second}

Ada Quill
Police and Crime Commissioner for Harrowdale"""
PAINTED = "The Constabulary has painted 40 of them \N{EN DASH} all blue."
SCANNED = "The Constabulary will report to the panel on the bicycles that are left."


def scan() -> Image.Image:
    return scanned(typeset([(SCANNED, PLAIN)]))[0]


@pytest.fixture(scope="module")
def intake(tmp_path_factory: pytest.TempPathFactory) -> Intake:
    """Of a letter whose second page is empty and third a scan; a revision, a copy and refusals."""
    folder = tmp_path_factory.mktemp("post")
    library = tmp_path_factory.mktemp("library")
    (folder / "a.pdf").write_bytes(joined(LETTER.format(second=PAINTED), "", scan()))
    western = LETTER.replace("Harrowdale", "Ferrowby").replace("2023", "2021")
    (folder / "b.txt").write_bytes(western.format(second=PAINTED).encode("cp1252"))
    (folder / "c.txt").write_text(western.format(second=PAINTED.replace("40", "41")), "utf-8")
    with zipfile.ZipFile(folder / "d.zip", "w") as archive:
        archive.write(folder / "c.txt", "2021/copy.txt")
        archive.writestr("2021/sheet.xlsx", b"PK\x03\x04")
    (folder / "e.txt").touch()
    with Library(library, WordEmbedder()) as opened:
        return take_in([folder], opened)


@pytest.fixture(scope="module")
def report(intake: Intake) -> dict[str, Any]:
    return intake_json(intake)


@pytest.fixture(scope="module")
def shown(intake: Intake) -> list[str]:
    console = Console(file=io.StringIO(), width=200, record=True)
    console.print(intake_text(intake))
    return [" ".join(line.split()) for line in console.export_text().splitlines()]


def test_each_file_has_its_outcome(report: dict[str, Any]) -> None:
    came = {kind: [each["file"] for each in report[kind]] for kind in report if kind != "passages"}
    assert came == {
        "added": ["a.pdf", "b.txt"],
        "updated": ["c.txt"],
        "unchanged": ["copy.txt"],
        "refused": ["sheet.xlsx", "e.txt"],
    }


def test_the_pages_that_were_read_empty_or_recognised_are_counted(report: dict[str, Any]) -> None:
    first, second = report["added"]
    assert (first["pages"], first["pages_empty"], first["pages_recognised"]) == (3, [2], [3])
    assert (second["pages"], second["pages_empty"], second["pages_recognised"]) == (1, [], [])
    assert "Page 3 was recognised from a picture (OCR)." in first["warnings"]


def test_items_and_passages_are_counted(intake: Intake, report: dict[str, Any]) -> None:
    assert [each["items"] for each in report["added"]] == [2, 2]
    assert all(each["passages"] >= 4 for each in report["added"])
    (updated,) = report["updated"]
    first, replaced = report["added"]
    assert replaced["replaced_by"] == updated["letter_id"]
    assert report["passages"] == intake.passages == first["passages"] + updated["passages"]


def test_what_was_guessed_is_said(report: dict[str, Any]) -> None:
    first, second = report["added"]
    assert not any("1252" in each for each in first["guesses"])
    assert any("1252" in each for each in second["guesses"])


def test_a_refusal_names_the_file_where_it_came_from_and_why(report: dict[str, Any]) -> None:
    sheet, empty = report["refused"]
    assert sheet["container"] == "d.zip/2021"
    assert sheet["reason"].endswith(".")
    assert empty == {
        "file": "e.txt",
        "container": None,
        "reason": "is empty. Export it again from its source.",
    }


def test_the_same_words_in_another_file_are_said_to_be(report: dict[str, Any]) -> None:
    (copy,) = report["unchanged"]
    assert copy["container"] == "d.zip/2021"
    assert copy["letter_id"] == report["updated"][0]["letter_id"]


def test_a_terminal_shows_the_same_figures(shown: list[str], report: dict[str, Any]) -> None:
    assert shown[0] == "File What came of it Pages Items Passages"
    for outcome in ("added", "updated", "unchanged"):
        assert report[outcome]
        for each in report[outcome]:
            figures = f"{each['pages']} {each['items']} {each['passages']}"
            assert f"{each['file']} {outcome} {figures}" in shown
    for each in report["refused"]:
        assert f"{each['file']} refused" in shown
    assert shown[-1] == f"3 taken with {report['passages']} passages, 1 unchanged, 2 refused."


def test_a_terminal_shows_below_each_file_what_to_know_of_it(
    shown: list[str], report: dict[str, Any]
) -> None:
    first, second = shown.index("a.pdf:"), shown.index("b.txt:")
    assert first < second
    remarks = shown[first + 1 : second]
    assert "Page 2 without text: nothing was read there." in remarks
    assert "Page 3 recognised in a scan: check the words you quote." in remarks
    assert set(report["added"][0]["warnings"]) <= set(remarks)
    assert len(report["added"][1]["guesses"]) > 1
    assert {f"assumed: {each}" for each in report["added"][1]["guesses"]} <= set(shown[second:])
