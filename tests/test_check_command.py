"""`onrecord check` compares a draft that was written anywhere with the record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import NEW_INSPECTION, Command
from docx import Document

FINDING = {"kind", "sentence", "message", "citations"}
CITATION = {"letter_id", "file", "page", "page_label", "start", "end", "quote", "date"}
DRAFT = """Dear Home Secretary,

Thank you for the report, which I answer under section 55 of the Police Act 1996.

Recommendation 1: By March 2025, chief constables should make sure that high-risk victims of
domestic abuse hear from the police, before anybody else, that the person suspected of harming them
has been freed from custody.

The release notification team began work on 1 November 2021 and covers all three custody suites.

Recommendation 2: By June 2025, chief constables and local policing bodies should cut the time that
children and vulnerable people in cells spend waiting for an appropriate adult to arrive.

The new service from Dalebridge Advocacy costs £184,000 a year. Harrowdale will not be joining the
national online reporting platform. The force has bought two helicopters for the coast guard.

Yours sincerely,

Anthea Lorrimer
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "draft.txt"
    file.write_text(DRAFT, "utf-8")
    return file


def findings(document: Any, kind: str) -> list[Any]:
    found = [each for each in document["findings"] if each["kind"] == kind]
    for each in found:
        assert each.keys() >= FINDING
        assert all(cited.keys() >= CITATION for cited in each["citations"])
    return found


def test_check_prints_each_departure_with_the_words_on_record(
    draft: Path, samples_folder: Path, real_command: Command
) -> None:
    ran = real_command(
        *("check", draft, "--body", "Harrowdale", "--on", "2024-12-01"),
        *("--library", samples_folder, "--json"),
    )
    assert ran.status == 0, ran.err
    (conflict,) = findings(ran.json, "conflict")
    assert (conflict["class"], conflict["differences"]) == ("changed", ["figure"])
    assert "£174,000" in conflict["citations"][0]["quote"]
    assert conflict["page"] == 1
    (outdated,) = findings(ran.json, "outdated")
    assert [each["date"] for each in outdated["citations"]] == ["2023-12-04", "2020-07-13"]
    (unsupported,) = findings(ran.json, "unsupported")
    assert "helicopters" in unsupported["sentence"]
    assert unsupported["citations"] == []
    assert ran.json["sentences"] == 4
    assert ran.json["same"] == 1


def test_check_names_the_items_of_the_report_that_a_draft_leaves_out(
    draft: Path, samples_folder: Path, real_command: Command
) -> None:
    ran = real_command(
        *("check", draft, "--body", "harrowdale", "--report", NEW_INSPECTION),
        *("--on", "2024-12-01", "--library", samples_folder, "--json"),
    )
    missing = findings(ran.json, "missing_item")
    assert [each["message"] for each in missing] == [
        f"The draft does not mention Recommendation {number} of the report." for number in (3, 4, 5)
    ]


def test_a_word_file_is_checked_as_a_text_is(
    tmp_path: Path, samples_folder: Path, real_command: Command
) -> None:
    written = Document()
    for paragraph in DRAFT.split("\n\n"):
        written.add_paragraph(paragraph.replace("\n", " "))
    written.save(str(tmp_path / "draft.docx"))
    ran = real_command(
        *("check", tmp_path / "draft.docx", "--body", "Harrowdale", "--on", "2024-12-01"),
        *("--library", samples_folder, "--json"),
    )
    kinds = [each["kind"] for each in ran.json["findings"]]
    assert sorted(kinds) == ["conflict", "outdated", "unsupported"]


def test_check_shows_both_quotations_to_people(
    draft: Path, samples_folder: Path, real_command: Command
) -> None:
    ran = real_command(
        *("check", draft, "--body", "Harrowdale", "--on", "2024-12-01"),
        *("--library", samples_folder),
    )
    shown = " ".join(ran.out.split())
    assert "The new service from Dalebridge Advocacy costs £184,000 a year." in shown
    assert "6 October 2022" in shown
    assert "at £174,000 a year for three years" in shown
    assert "4 sentences compared with the record: 1 without a finding, 3 findings." in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("missing.docx", "--body", "Harrowdale"), "missing.docx"),
        (("draft.txt", "--body", "Nowhere"), "There is no letter from Nowhere in the library."),
    ],
)
def test_what_cannot_be_checked_is_told_in_one_sentence(
    arguments: tuple[str, ...],
    message: str,
    draft: Path,
    word_samples_folder: Path,
    command: Command,
) -> None:
    file, *rest = arguments
    ran = command("check", draft.with_name(file), *rest, "--library", word_samples_folder)
    assert (ran.status, ran.out) == (1, "")
    assert message in ran.err
    assert len(ran.err.splitlines()) == 1
