"""Words that were recognised in a picture are marked as such wherever they are quoted."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Command, with_embedder
from fakes import WordEmbedder
from reading_fixtures import SAMPLES
from scan_fixtures import BOLD, HEADING, PLAIN, pictures_only, scanned, typeset

from assistant.wording import RECOGNISED

QUESTION = "Who pays for appropriate adults in Harrowdale?"
MARKS = {"# ": HEADING, "## ": BOLD, "### ": BOLD}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of one scanned letter: a sample that was printed and scanned."""
    folder = tmp_path_factory.mktemp("scan")
    blocks = (SAMPLES / "harrowdale-2022-custody.md").read_text("utf-8").split("\n\n")
    parts = []
    for block in blocks:
        mark, _, words = block.partition(" ")
        style = MARKS.get(f"{mark} ", PLAIN)
        parts.append((words if style is not PLAIN else block.replace("**", ""), style))
    (folder / "custody.pdf").write_bytes(pictures_only(scanned(typeset(parts))))
    for command in with_embedder(WordEmbedder()):
        ran = command("ingest", folder / "custody.pdf", "--library", folder / "library", "--json")
        assert ran.status == 0, ran.err
        assert ran.json["added"][0]["pages_recognised"] == [1, 2]
    return folder / "library"


def test_a_citation_says_that_its_words_were_recognised(command: Command, library: Path) -> None:
    answered = command("ask", QUESTION, "--library", library, "--json").json
    assert answered["status"] == "answered"
    cited = [each for said in answered["statements"] for each in said["citations"]]
    assert cited
    assert all(each["recognised"] for each in [*cited, *answered["evidence"]])
    assert RECOGNISED in in_one_line(command("ask", QUESTION, "--library", library).out)


def test_what_is_found_and_what_is_shown_says_it_too(command: Command, library: Path) -> None:
    found = command("search", "appropriate adults", "--library", library, "--json").json
    assert found
    assert all(each["recognised"] for each in found)
    assert RECOGNISED in in_one_line(command("search", "adults", "--library", library).out)
    letter_id = found[0]["letter_id"]
    shown = command("show", letter_id, "--library", library)
    assert RECOGNISED in in_one_line(shown.out)


def in_one_line(text: str) -> str:
    return " ".join(text.split())
