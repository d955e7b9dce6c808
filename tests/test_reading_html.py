"""A saved web page is read as its own text, with what surrounds it kept apart and not lost."""

from __future__ import annotations

import re
from email.message import EmailMessage

import pytest
from word_fixtures import apart, read, understood, words

from ingest.errors import UnreadableFile
from ingest.files.kinds import parse
from ingest.model import BlockStyle, Document, LetterKind, Speaker

HEADING, BULLET, CELL = BlockStyle.HEADING, BlockStyle.BULLET, BlockStyle.CELL

THREE_BLOCKS = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Custody - Harrowdale PCC</title>
<style>p { color: red }</style><script>document.write("run")</script></head>
<body>
<div id="cookie-banner"><p>We use cookies.</p><button>Accept</button></div>
<header><a href="/">Harrowdale PCC</a><nav><ul><li>Home</li><li>News</li></ul></nav></header>
<main>
 <nav class="breadcrumb"><ol><li>Home</li><li>Publications</li></ol></nav>
 <h1>Response to HMICFRS report: A duty of care</h1>
 <dl><dt>Published</dt><dd>6 October 2022</dd></dl>
 <h2>Summary of the report</h2>
 <p>Inspectors looked at three custody suites in Harrowdale.</p>
 <p><strong>Recommendation 1:</strong> The force should check&nbsp;every
    cell twice an hour.</p>
 <p><strong>Recommendation 2:</strong> The force should write down each check.</p>
 <h2>Comments of the Police and Crime Commissioner, Anthea Lorrimer</h2>
 <p>On recommendation 1, I accept it and have paid for two more detention officers.</p>
 <p>On recommendation 2, I have asked for a monthly count.</p>
 <h2>Comments of the Chief Constable</h2>
 <p>On recommendation 1, we check each cell four times an hour.</p>
 <p>On recommendation 2, we write each check in a log.</p>
 <form action="/feedback"><label>Was this page useful?</label><input value="Yes"></form>
</main>
<footer><p>© Harrowdale PCC</p></footer>
</body></html>"""


def page(body: str, head: str = "") -> Document:
    return read(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "page.html")


def test_a_page_of_three_blocks_gives_its_items_with_who_answers_each() -> None:
    letter = understood(read(THREE_BLOCKS.encode(), "page.html"))
    assert letter.front.kind is LetterKind.WEB_PAGE
    assert (letter.front.author, str(letter.front.dated)) == ("Anthea Lorrimer", "2022-10-06")
    assert letter.front.report_title == "A duty of care"
    assert [item.text for item in letter.items] == [
        "The force should check every cell twice an hour.",
        "The force should write down each check.",
    ]
    for item in letter.items:
        assert [part.speaker for part in item.response_parts] == [
            Speaker.POLICING_BODY,
            Speaker.FORCE,
        ]


def test_the_frame_of_a_page_is_kept_apart_and_what_is_run_is_not_text() -> None:
    document = read(THREE_BLOCKS.encode(), "page.html")
    assert words(document)[:2] == [
        "Harrowdale PCC",
        "Response to HMICFRS report: A duty of care",
    ]
    assert words(document)[-1] == "On recommendation 2, we write each check in a log."
    assert apart(document) == [
        ("header", "Custody - Harrowdale PCC"),
        ("header", "We use cookies."),
        ("header", "Accept"),
        ("header", "Harrowdale PCC"),
        ("header", "Home"),
        ("header", "News"),
        ("footer", "Home"),
        ("footer", "Publications"),
        ("footer", "Was this page useful?"),
        ("footer", "© Harrowdale PCC"),
    ]


def test_the_name_of_the_site_says_whose_page_it_is() -> None:
    letter = understood(read(THREE_BLOCKS.encode(), "page.html"))
    assert letter.front.body == "Harrowdale"


def test_no_word_of_a_page_is_lost() -> None:
    document = read(THREE_BLOCKS.encode(), "page.html")
    shown = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", THREE_BLOCKS).replace("&nbsp;", " ")
    kept = " ".join(
        [document.text.removeprefix("Harrowdale PCC"), *(text for _, text in apart(document))]
    )
    assert sorted(kept.replace("•", "").split()) == sorted(shown.split())


def test_a_page_that_does_not_say_which_part_is_its_text_is_read_whole() -> None:
    document = page("<div><h2>Our answer</h2><p>We agree.</p></div><div>And more.</div>")
    assert words(document) == ["Our answer", "We agree.", "And more."]
    split = page("<main><p>Short.</p></main><div><p>The comments are all out here.</p></div>")
    assert words(split) == ["Short.", "The comments are all out here."]


def test_a_form_around_the_whole_page_is_no_form() -> None:
    document = page(
        "<form><h1>Our answer</h1><p>We agree with all of it.</p></form><form><p>Search</p></form>"
    )
    assert words(document) == ["Our answer", "We agree with all of it."]


def test_the_foot_of_an_article_is_no_part_of_its_last_answer() -> None:
    document = page(
        "<article><header><h1>Our answer</h1></header><p>We agree with all of it.</p>"
        "<footer>Posted in News</footer></article>"
    )
    assert words(document) == ["Our answer", "We agree with all of it."]
    assert apart(document) == [("footer", "Posted in News")]


def test_a_page_without_a_heading_is_headed_by_its_title() -> None:
    document = page("<p>We agree.</p>", "<title>Response to\n Doing better</title>")
    first = document.blocks[0]
    assert (first.level, document.words(first)) == (1, "Response to Doing better")


def test_lists_have_their_numbers_and_bullets() -> None:
    document = page(
        "<ol start='3'><li>Count calls.<ul><li>by day</li></ul></li><li value='7'>Train.</li>"
        "<li>Write.</li></ol><ol type='a' reversed><li>x</li><li>y</li></ol>"
    )
    assert words(document) == [
        "3. Count calls.",
        "by day",
        "7. Train.",
        "8. Write.",
        "b. x",
        "a. y",
    ]
    assert words(document, BULLET) == ["by day"]
    assert "\n\n• by day\n\n" in document.text


def test_cells_stand_in_the_column_where_they_begin() -> None:
    document = page(
        "<table><caption>Answers</caption><thead><tr><th>No.</th><th colspan=2>Recommendation</th>"
        "<th>Force response</th></tr></thead><tbody><tr><td rowspan=2>1</td><td>The force should "
        "train</td><td>all <b>staff</b>.</td><td><p>Done.</p><p>In May.</p><ul><li>all</li></ul>"
        "</td></tr><tr><td>x</td><td>y<br>z</td></tr></tbody></table>"
    )
    assert words(document)[0] == "Answers"
    assert [(b.cell, document.words(b)) for b in document.blocks if b.style is CELL] == [
        ((0, 0, 0), "No."),
        ((0, 0, 1), "Recommendation"),
        ((0, 0, 3), "Force response"),
        ((0, 1, 0), "1"),
        ((0, 1, 1), "The force should train"),
        ((0, 1, 2), "all staff."),
        ((0, 1, 3), "Done.\nIn May.\n• all"),
        ((0, 2, 1), "x"),
        ((0, 2, 2), "y\nz"),
    ]


def test_a_table_that_places_the_page_is_no_table() -> None:
    document = page(
        "<table><tr><td>Menu</td><td><h1>Our answer</h1><p>We agree.</p></td></tr></table>"
    )
    assert words(document) == ["Menu", "Our answer", "We agree."]
    assert words(document, CELL) == []


def test_line_breaks_white_space_and_bold_are_as_shown() -> None:
    document = page(
        "<p>One\n  line,<br>and  <i>an</i>other.<br><br>A para&shy;graph.</p>"
        "<p><b>The force should train each of its sergeants in custody.</b></p><p>Yes.</p>"
    )
    assert words(document)[:2] == ["One line,\nand another.", "A paragraph."]
    assert [block.bold for block in document.blocks] == [False, False, True, False]


def test_what_opens_the_text_under_it_is_its_heading() -> None:
    document = page(
        "<h2>Comments</h2><details><summary>Chief Constable’s comments</summary><p>Yes.</p>"
        "</details>"
        "<button class='accordion'>Commissioner’s comments</button><div><p>Good.</p></div>"
        "<h3><button aria-expanded='false'>Next steps</button></h3><p>None.</p>"
        "<button>Print</button>"
    )
    assert [(b.level, document.words(b)) for b in document.blocks if b.style is HEADING] == [
        (2, "Comments"),
        (3, "Chief Constable’s comments"),
        (3, "Commissioner’s comments"),
        (3, "Next steps"),
    ]
    assert apart(document) == [("footer", "Print")]


def test_the_mark_of_a_note_is_glued_to_no_word() -> None:
    document = page(
        "<p>All are trained<sup><a href='#n1'>1</a></sup> by the 1<sup>st</sup> of May.</p>"
    )
    assert document.text == "All are trained by the 1st of May."
    assert apart(document) == [("mark", "1")]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset='windows-1252'>", "cp1252"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-1'>", "cp1252"),
        ("<meta charset=utf-8>", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_names(head: str, encoding: str) -> None:
    text = f"<?xml version='1.0'?><html><head>{head}</head><body><p>“£3m” – the force’s</p></body>"
    document = read(text.encode(encoding), "page.htm")
    assert (document.text, document.guesses) == ("“£3m” – the force’s", ())


def test_a_page_saved_with_its_pictures_is_read() -> None:
    message = EmailMessage()
    message.set_content("plain")
    message.add_alternative("<p>We agree: “yes”.</p>", subtype="html", charset="utf-8")
    assert read(message.as_bytes(), "page.mhtml").text == "We agree: “yes”."


def test_entities_are_not_expanded_and_nesting_has_an_end() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><p>x &b; y</p>'
    assert "aaaa" not in read(bomb.encode(), "page.html").text
    assert page(f"{'<div>' * 1500}Deep.").text == "Deep."
    with pytest.raises(UnreadableFile, match="too deeply"):
        parse(b"<div>" * 50_000 + b"Lost.", "page.html")


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="holds no text"):
        parse(b"<html><body><script>x</script></body></html>", "page.html")
