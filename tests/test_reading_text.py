"""Text and Markdown files are read in any common encoding, character for character."""

from __future__ import annotations

import pytest
from word_fixtures import apart, read, understood, words

from ingest.errors import UnreadableFile
from ingest.files.kinds import parse
from ingest.model import BlockStyle

HEADING, BULLET, CELL = BlockStyle.HEADING, BlockStyle.BULLET, BlockStyle.CELL
WORDS = "The force’s budget is £3m – and “rising”; the café’s too.\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"]
)
def test_unicode_is_read_with_and_without_its_mark(encoding: str) -> None:
    assert read(WORDS.encode(encoding), "letter.txt").text == WORDS.replace("\r\n", "\n")


@pytest.mark.parametrize(("encoding", "name"), [("cp1252", "cp1252"), ("mac_roman", "Mac Roman")])
def test_an_encoding_that_the_file_does_not_name_is_guessed_and_said_so(
    encoding: str, name: str
) -> None:
    document = read(WORDS.encode(encoding), "letter.txt")
    assert document.text == WORDS.replace("\r\n", "\n")
    assert document.guesses == (f"The encoding was taken to be {name}.",)


def test_a_euro_sign_tells_the_newer_latin_encoding() -> None:
    document = read("It cost €40,000 in the café.".encode("iso8859_15"), "letter.txt")
    assert document.text == "It cost €40,000 in the café."
    assert document.guesses == ("The encoding was taken to be ISO-8859-15.",)


def test_unicode_with_a_broken_character_stays_unicode_and_says_so() -> None:
    document = read("The force’s ‘plan’".encode() + b"\xa3 is done.", "letter.txt")
    assert document.text == "The force’s ‘plan’\ufffd is done."
    assert document.guesses == ()
    assert document.warnings == ("1 characters could not be read and stand as \ufffd.",)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="is not text"):
        parse(b"MZ\x90\x00\x03\x00\x00\x00" * 9, "letter.txt")


def test_form_feeds_part_pages_and_the_numbers_at_their_edges_are_no_words() -> None:
    document = read(b"One.\n\n1\n\fTwo 2.\n\nPage 2 of 3\n\f3\n\nThree.\n", "letter.txt")
    assert [page.label for page in document.pages] == ["1", "2", "3"]
    assert words(document) == ["One.", "Two 2.", "Three."]
    assert apart(document) == [
        ("page_number", "1"),
        ("page_number", "Page 2 of 3"),
        ("page_number", "3"),
    ]


def test_lines_that_number_pages_part_them_where_no_form_feed_does() -> None:
    document = read(b"One.\n\nPage 1 of 2\n\nTwo.\n\nPage 2 of 2\n", "letter.txt")
    assert [(document.words(b), document.page_at(b.start).label) for b in document.blocks] == [
        ("One.", "1"),
        ("Two.", "2"),
    ]


def test_a_figure_alone_on_a_line_is_a_page_number_only_at_the_edge_of_a_page() -> None:
    document = read(b"How many were late?\n\n14\n\nWe know why.\n", "letter.txt")
    assert words(document) == ["How many were late?", "14", "We know why."]


def test_a_long_address_does_not_undo_the_wrapping_of_the_other_lines() -> None:
    wrapped = (
        "This is the first line of a letter that its writer has wrapped by hand at eighty\n"
        "characters, so that a paragraph goes on from each line to the next one, and ends\n"
        "here.\n\n"
        f"https://www.harrowdale.example/{'a' * 120}\n\n"
        "And another line of the letter that its writer has wrapped by hand at eighty or\n"
        "so.\n"
    )
    assert len(read(wrapped.encode(), "letter.txt").blocks) == 3


def test_a_table_of_pipes_is_cells_and_its_items_are_found() -> None:
    text = (
        "# Our response\n\n"
        "| No. | Recommendation | Force response |\n"
        "|:----|----------------|---------------:|\n"
        "| 1 | The force should train staff. | All are trained. |\n"
        "| 2 | The force should buy vans. | Two were `a\\|b` bought. |\n\n"
        "| Year | Calls |\n|---|---|\n| 2021 |  |\n\nAfter | it.\n"
    )
    document = read(text.encode(), "page.md")
    assert document.text == text
    assert [document.words(b) for b in document.blocks if b.cell and b.cell[1] == 0] == [
        *("No.", "Recommendation", "Force response", "Year", "Calls")
    ]
    assert [(item.number, item.text) for item in understood(document).items] == [
        ("1", "The force should train staff."),
        ("2", "The force should buy vans."),
    ]
    assert words(document)[-1] == "After | it."
    assert words(document, CELL)[-1] == "2021"


def test_the_marks_of_markdown_are_no_words() -> None:
    text = (
        "<!-- saved\n\nfrom the web -->\n"
        "Our response\n============\n\n## Force response ##\n\n"
        "> The force should train its staff.\n\n"
        "- one\n  - two\n* three\n\n1. [our page](https://x.example)\n\n---\n\n"
        "**Commissioner’s comments**\n\nI agree.\n"
    )
    document = read(text.encode(), "page.md")
    assert words(document) == [
        "Our response",
        "Force response",
        "The force should train its staff.",
        "one",
        "two",
        "three",
        "1. [our page](https://x.example)",
        "Commissioner’s comments",
        "I agree.",
    ]
    assert [(b.level, document.words(b)) for b in document.blocks if b.style is HEADING] == [
        (1, "Our response"),
        (2, "Force response"),
        (2, "Commissioner’s comments"),
    ]
    assert words(document, BULLET) == ["one", "two", "three"]
    assert apart(document) == [("mark", "<!-- saved\n\nfrom the web -->")]


def test_each_line_of_a_text_that_is_not_wrapped_is_a_paragraph() -> None:
    long = "The force has trained each of its officers in how to answer the calls of victims. " * 2
    document = read(f"{long}\n{long}\nShort.\n".encode(), "letter.txt")
    assert len(document.blocks) == 3
