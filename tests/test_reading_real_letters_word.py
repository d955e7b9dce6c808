"""The five real letters say the same as Word files, OpenDocument texts and web pages."""

from __future__ import annotations

import html
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from reading_fixtures import document, read, real_letters

from ingest.model import Document, Front, Letter
from ingest.structure.furniture import uncovered

PREFIXES = ("000", "001", "002", "003", "004")
ITEMS = {"000": 6, "001": 4, "002": 0, "003": 3, "004": 8}
Made = Callable[[str, str], Letter]


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The letters as LibreOffice writes them, in one run of it for each format."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("converted")
    letters = sorted(map(str, real_letters().glob("*.txt")))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for suffix in ("docx", "odt", "html"):
        subprocess.run(
            [
                "soffice",
                "--headless",
                profile,
                "--convert-to",
                suffix,
                "--outdir",
                folder,
                *letters,
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
    return folder


@pytest.fixture(scope="session")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The letters as they would be typed: each paragraph a paragraph of Word, or of a page."""
    folder = tmp_path_factory.mktemp("typed")
    for file in real_letters().glob("*.txt"):
        word, page = docx.Document(), ["<html><body>"]
        for paragraph in printed(document(file)):
            word.add_paragraph(paragraph)
            page.append(f"<p>{html.escape(paragraph)}</p>")
        word.save(str(folder / f"{file.stem}.docx"))
        (folder / f"{file.stem}.html").write_text("\n".join(page), encoding="utf-8")
    return folder


def printed(text: Document) -> list[str]:
    """The paragraphs of a text, each with the bullet or the asterisks around it."""
    found = []
    for block in text.blocks:
        start = text.text.rfind("\n", 0, block.start) + 1
        end = text.text.find("\n", block.end)
        found.append(text.text[start : end if end >= 0 else len(text.text)].strip())
    return found


def path_of(folder: Path, prefix: str, suffix: str) -> Path:
    (found,) = folder.glob(f"{prefix}_*.{suffix}")
    return found


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("suffix", ["docx", "odt", "html"])
def test_a_letter_converted_by_libreoffice_says_what_its_text_says(
    converted: Path, prefix: str, suffix: str
) -> None:
    see_the_same(path_of(converted, prefix, suffix), prefix)


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("suffix", ["docx", "html"])
def test_a_letter_typed_paragraph_by_paragraph_says_what_its_text_says(
    typed: Path, prefix: str, suffix: str
) -> None:
    see_the_same(path_of(typed, prefix, suffix), prefix)


def see_the_same(file: Path, prefix: str) -> None:
    letter, text = read(file), read(path_of(real_letters(), prefix, "txt"))
    assert front(letter.front) == front(text.front)
    assert len(letter.items) == ITEMS[prefix]
    assert items(letter) == items(text)
    assert passages(letter) == passages(text)
    assert uncovered(letter.text, letter.passages, letter.furniture) == []
    for passage in letter.passages:
        assert letter.text[passage.start : passage.end] == passage.text


def front(read_front: Front) -> list[object]:
    return [getattr(read_front, name) for name in Front.__slots__ if name != "places"]


def items(letter: Letter) -> list[tuple[object, ...]]:
    return [
        (
            *(item.number, item.kind, item.owner, item.deadline, squeezed(item.heading)),
            *(squeezed(item.text), squeezed(item.response)),
            [part.speaker for part in item.response_parts],
        )
        for item in letter.items
    ]


def passages(letter: Letter) -> list[tuple[object, ...]]:
    return [
        (squeezed(each.text), each.speaker, each.item, squeezed(each.heading))
        for each in letter.passages
    ]


def squeezed(text: str) -> str:
    return " ".join(text.split())
