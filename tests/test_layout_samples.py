"""Each layout that letters come in has a sample with its expected reading beside it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from layout_files import LAYOUTS, layout_bytes
from reading_fixtures import passage_with

from ingest.files.kinds import parse
from ingest.letters import find_letters
from ingest.model import Letter, Span
from ingest.structure.splitting import parts_of

SAMPLES = sorted(
    path for path in LAYOUTS.iterdir() if path.is_file() and not path.name.endswith(".json")
)
EACH = pytest.mark.parametrize("source", SAMPLES, ids=lambda path: path.name)


@cache
def letters(source: Path) -> tuple[Letter, ...]:
    data, name = layout_bytes(source)
    return find_letters(parse(data, name), name, "0123456789abcdef")


def expected(source: Path) -> list[dict[str, Any]]:
    path = source.with_name(source.name.partition(".")[0] + ".expected.json")
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return found


def reading(letter: Letter, wanted: dict[str, Any]) -> dict[str, Any]:
    """What is read of a letter, in the shape of what is expected of it."""
    front = {name: getattr(letter.front, name) for name in wanted["front"]}
    read = [
        {
            "number": item.number,
            "kind": item.kind.value,
            "page": item.page,
            "heading": item.heading,
            "text": item.text,
            "response": item.response,
            "parts": [part.speaker and part.speaker.value for part in item.response_parts],
        }
        for item in letter.items
    ]
    return {
        "front": {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in front.items()
        },
        "items": read,
        "speakers": {
            words: passage_with(letter, words).speaker.value for words in wanted["speakers"]
        },
    }


@EACH
def test_a_sample_is_read_as_expected(source: Path) -> None:
    wanted = expected(source)
    found = letters(source)
    assert len(found) == len(wanted)
    for letter, want in zip(found, wanted, strict=True):
        want["items"] = [{"heading": "", **item} for item in want["items"]]
        assert reading(letter, want) == want


@EACH
def test_passages_and_parts_are_slices_and_an_item_s_words_the_inspectorate_s(source: Path) -> None:
    for letter in letters(source):
        assert letter.passages
        for passage in letter.passages:
            assert letter.text[passage.start : passage.end] == passage.text
        for index, item in enumerate(letter.items):
            assert letter.text[item.start : item.end] == item.text
            asked = [p for p in letter.passages if p.start < item.end and item.start < p.end]
            assert {(p.speaker.value, p.item) for p in asked} == {("inspectorate", index)}
            for part in item.response_parts:
                assert letter.text[part.start : part.end] in item.response


@EACH
def test_the_letters_of_a_file_are_its_text_and_its_pages(source: Path) -> None:
    data, name = layout_bytes(source)
    document = parse(data, name)
    assert "".join(part.text for part in parts_of(document)) == document.text
    for number, letter in enumerate(letters(source), 1):
        assert letter.letter_id == "0123456789abcdef" + (f".{number}" if number > 1 else "")
        assert [letter.pages[0].start, letter.pages[-1].end] == [0, len(letter.text)]
        for page in letter.pages:
            assert Span(start=page.start, end=page.end)
            assert document.pages[page.number - 1].label == page.label
