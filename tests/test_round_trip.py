"""Every citation of an exported Word file is found in the original, by a script of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import NEW_INSPECTION, TRUST_AT_FIRST_CONTACT
from reading_fixtures import SAMPLES
from word_fixtures import rewritten

from assistant.drafting.draft import draft_reply
from assistant.word import write_internal, write_invitation, write_letter
from benchmarks.round_trip import entries_of, main, read_word
from ingest.reading import read_report
from vectorstore.library import Library

BODIES = ("Harrowdale", "Westmarch")
REPORTS = (NEW_INSPECTION, TRUST_AT_FIRST_CONTACT)
TODAY = date(2024, 12, 1)
NUMBER = '<w:rStyle w:val="Citation"/></w:rPr><w:t>'


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem)
def test_every_citation_of_the_three_files_stands_in_the_letters_on_its_page(
    samples: Library, tmp_path: Path, report: Path, body: str, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = draft_reply(read_report(report), body=body, library=samples, today=TODAY)
    sources = []
    for write in (write_letter, write_internal, write_invitation):
        path = tmp_path / f"{write.__name__}.docx"
        write(draft, path)
        assert main(str(path), str(SAMPLES)) == 0, capsys.readouterr().out
        sources.append(len(list(entries_of(read_word(path)[0]))))
    letter, internal, _ = sources
    assert 1 <= letter <= internal


@pytest.fixture(scope="module")
def exported(samples: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exported") / "letter.docx"
    report = read_report(TRUST_AT_FIRST_CONTACT)
    write_letter(draft_reply(report, body="Westmarch", library=samples, today=TODAY), path)
    return path


def in_text(old: str, new: str) -> Callable[[str, bytes], bytes]:
    def change(name: str, content: bytes) -> bytes:
        if name != "word/document.xml":
            return content
        assert old.encode() in content
        return content.replace(old.encode(), new.encode())

    return change


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("631 overdue cases", "613 overdue cases"),
        ("no longer the position", "still the position"),
        ("page 2 (3 in the file)", "page 1 (2 in the file)"),
        ("westmarch-2022-digital-forensics.docx", "westmarch-2021-digital-forensics.docx"),
        (f"{NUMBER}[1]", f"{NUMBER}[99]"),
    ],
    ids=["a figure", "a negation", "a page", "a file", "a number"],
)
def test_whatever_is_changed_in_a_citation_is_found_out(
    exported: Path, tmp_path: Path, old: str, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(str(exported), str(SAMPLES)) == 0
    changed = tmp_path / "changed.docx"
    changed.write_bytes(rewritten(exported.read_bytes(), in_text(old, new)))
    assert main(str(changed), str(SAMPLES)) == 1
    assert not capsys.readouterr().out.endswith(" 0 misses\n")
