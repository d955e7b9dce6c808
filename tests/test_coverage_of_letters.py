"""Every character of a letter that is not blank stands in a passage or in named furniture."""

from __future__ import annotations

import time
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from layout_files import LAYOUTS, layout_bytes
from reading_fixtures import SAMPLES, document, real_letters, real_reports

from ingest.files.kinds import parse
from ingest.letters import find_letters
from ingest.model import FurnitureKind, Letter
from ingest.structure.furniture import find_furniture, uncovered

LINES = 20_000  # of a document of some 500 pages
SECONDS = 30  # that it may take on a slow machine; a quadratic reading takes minutes


FILES = sorted(SAMPLES.iterdir()) + sorted(
    path for path in LAYOUTS.iterdir() if not path.name.endswith(".json")
)
EACH = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


@cache
def letters_in(path: Path) -> tuple[Letter, ...]:
    data, name = layout_bytes(path)
    return find_letters(parse(data, name), name, "0123456789abcdef")


def share_covered(letter: Letter) -> float:
    """The share of the letter's characters, blanks apart, that are accounted for."""
    missed = uncovered(letter.text, letter.passages, letter.furniture)
    lost = sum(len("".join(letter.text[span.start : span.end].split())) for span in missed)
    inked = len("".join(letter.text.split()))
    return 1 - lost / inked


def measure(path: Path) -> None:
    measure_letters(path, letters_in(path))


def measure_letters(path: Path, letters: tuple[Letter, ...]) -> None:
    for letter in letters:
        share = share_covered(letter)
        print(f"{path.name} {letter.letter_id}: {share:.2%} of its characters accounted for")
        assert share == 1, uncovered(letter.text, letter.passages, letter.furniture)


@EACH
def test_every_character_of_a_sample_is_accounted_for(path: Path) -> None:
    measure(path)


@pytest.mark.parametrize("number", range(5))
def test_every_character_of_a_real_letter_is_accounted_for(number: int) -> None:
    measure(sorted(real_letters().iterdir())[number])


@pytest.mark.parametrize("name", ["*.report.pdf", "*.response.pdf"])
def test_every_character_of_a_real_report_is_accounted_for(name: str) -> None:
    path = next(real_reports().glob(name))
    measure_letters(path, find_letters(document(path), path.name, "0123456789abcdef"))


@EACH
def test_furniture_says_no_sentence_and_stands_outside_the_passages(path: Path) -> None:
    for letter in letters_in(path):
        named = [each for each in letter.furniture if each.span is not None]
        for each in named:
            assert each.span is not None
            assert letter.text[each.span.start : each.span.end] == each.text
            heads = each.kind is FurnitureKind.HEADING
            assert heads or len(each.text.split()) <= 12, each
        places = sorted((p.start, p.end) for p in letter.passages)
        places += [(each.span.start, each.span.end) for each in named if each.span]
        places.sort()
        assert all(one[1] <= other[0] for one, other in pairwise(places))


def test_what_no_passage_holds_and_nothing_names_is_not_hidden() -> None:
    letter = letters_in(LAYOUTS / "lettered-afis.txt")[0]
    fewer = letter.passages[1:]
    assert uncovered(letter.text, fewer, letter.furniture)
    document = parse((LAYOUTS / "lettered-afis.txt").read_bytes(), "lettered-afis.txt")
    furniture = find_furniture(document, (), fewer)
    assert share_covered(letter) == 1
    assert uncovered(letter.text, fewer, furniture)


def test_a_long_document_is_read_in_time() -> None:
    pair = (
        "Recommendation {0}: The force should count the letters that it gets in month {0}.\n\n"
        "{0}. The force counts them. It has counted {0} of them, as the report asks:\n\n"
        "- one\n\nOn recommendation {0}, I am content.\n\n"
    )
    text = "Dear Home Secretary,\n\n" + "".join(pair.format(n) for n in range(1, LINES // 8))
    began = time.process_time()
    (letter,) = find_letters(parse(text.encode(), "long.txt"), "long.txt", "0")
    assert time.process_time() - began < SECONDS
    assert len(letter.items) == LINES // 8 - 1
