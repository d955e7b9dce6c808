"""What the browser app shows, as strings: typed results in, HTML out. The letters are invented."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fakes import WordEmbedder
from reading_fixtures import SAMPLES

from assistant import wording
from assistant.chips import Chip, chips
from assistant.drafting.clock import response_clock
from assistant.drafting.duty import Duty
from assistant.drafting.editing import FIELDS
from assistant.drafting.model import (
    DraftItem,
    DraftLetter,
    DraftWarning,
    LetterFields,
    Origin,
    Paragraph,
    Part,
    Request,
    SourceDocument,
    Standing,
    State,
    WarningKind,
)
from assistant.question import Question, understand
from assistant.results import Abstention, AbstentionReason, Answer, Citation, Statement
from assistant.settings import Settings
from ingest.model import Item, ItemKind, LetterKind, Speaker
from ingest.reading import Refused
from vectorstore.catalogue import Catalogue
from vectorstore.intake import Intake, Taken, take_in
from vectorstore.library import Library
from vectorstore.records import Evidence, EvidenceItem, Filters, KeptFile, LetterRecord
from webapp.answer_html import (
    Turn,
    question_message,
    sources_pane,
    turn_message,
)
from webapp.draft_html import draft_html
from webapp.examples import MOST, example_questions
from webapp.html import passage, shown
from webapp.letters_html import intake_list, letter_name, letters_table

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)> ![logo](https://evil.example/a.png) "
    '[here](javascript:alert(3)) ${alert(4)} {{value}} & "quoted"'
)
DESK = "The desk opened in May 2020. It will close in March 2023. Six people work there."
NEWER = "The desk closed in March 2023."


# What the tests show


def letter(letter_id: str = "a1", *, dated: date | None = date(2021, 6, 1)) -> LetterRecord:
    return LetterRecord(
        letter_id=letter_id,
        file=f"saltmere-{letter_id}.pdf",
        title="Response to Calls for service",
        kind=LetterKind.LETTER,
        body="Saltmere",
        author="Ada Fenn",
        role="Police and Crime Commissioner",
        dated=dated,
        addressee=None,
        report_title="Calls for service",
        report_published=None,
        copied_to=(),
        places={},
        pages=4,
        pages_empty=(),
        pages_recognised=(),
        items=3,
        passages=12,
        warnings=(),
        guesses=(),
        set_apart=False,
        files=(KeptFile(file=f"saltmere-{letter_id}.pdf", container=None),),
        version=1,
        versions=(letter_id,),
        replaced_by=None,
    )


def evidence(
    text: str = DESK,
    *,
    of: LetterRecord | None = None,
    start: int = 100,
    speaker: Speaker = Speaker.FORCE,
    recognised: bool = False,
    superseded_by: str | None = None,
) -> Evidence:
    of = of or letter()
    return Evidence(
        passage_id=f"{of.letter_id}-{start}",
        text=text,
        start=start,
        end=start + len(text),
        page=3,
        page_label="iii",
        heading="",
        speaker=speaker,
        recognised=recognised,
        item=EvidenceItem(index=1, number="2", kind=ItemKind.RECOMMENDATION, text="Open a desk."),
        letter=of,
        similarity=0.8,
        bm25=4.0,
        score=1.0,
        superseded_by=superseded_by,
        superseded_on=date(2023, 12, 4) if superseded_by else None,
    )


def cited(words: str, source: Evidence) -> Citation:
    at = source.start + source.text.index(words)
    return Citation(
        passage_id=source.passage_id,
        letter_id=source.letter.letter_id,
        file=source.letter.file,
        page=source.page,
        page_label=source.page_label,
        start=at,
        end=at + len(words),
        quote=words,
        body=source.letter.body,
        dated=source.letter.dated,
        report_title=source.letter.report_title,
        recognised=source.recognised,
        superseded_by=source.superseded_by,
    )


def statement(words: str, source: Evidence, *, framing: str = "", text: str = "") -> Statement:
    return Statement(
        text=text or words,
        framing=framing or "Saltmere (the force), in its letter of 1 June 2021",
        speaker=source.speaker,
        citations=(cited(words, source),),
    )


def question(text: str = "Is there a desk?", filters: Filters | None = None) -> Question:
    return understand(text, filters=filters or Filters(), letters=Catalogue([]))


def answer(*statements: Statement, found: tuple[Evidence, ...], **changes: object) -> Answer:
    made = Answer(
        question=question(),
        writer="quotes",
        statements=statements,
        evidence=found,
        withheld=0,
        note="",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def asked(
    result: Answer | Abstention | None,
    text: str = "Is there a desk?",
    *,
    without: tuple[Chip, ...] = (),
    problem: str = "",
) -> Turn:
    return Turn(
        question=text,
        read_as=None,
        chosen=Filters(),
        without=without,
        result=result,
        problem=problem,
    )


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        assert not [name for name, _ in attrs if name.startswith("on")]


def parsed(html: str) -> _Tags:
    reader = _Tags()
    reader.feed(html)
    return reader


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def assert_harmless(html: str) -> None:
    """Nothing in it but our own elements, and links within the page."""
    found = parsed(html)
    assert not {"script", "img", "iframe", "style", "object", "svg"} & set(found.tags)
    assert all(re.fullmatch(r"#[\w-]+", link) for link in found.links)


# The words of a letter


def test_the_words_of_a_letter_are_shown_and_do_nothing() -> None:
    html = shown(HOSTILE)
    assert parsed(html).tags == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "![logo](https://evil.example/a.png)" in html


def test_the_quoted_words_are_marked_and_the_rest_is_kept() -> None:
    html = passage("One < two. Three & four.", [(11, 24, "")])
    assert html == "One &lt; two. <mark>Three &amp; four.</mark>"


def test_paragraphs_and_bullets_of_a_passage_stay_apart() -> None:
    assert passage("First\nline.\n\nSecond.\n• a\n• b") == ("First line.<br>Second.<br>• a<br>• b")


def test_overlapping_quotations_are_marked_once() -> None:
    html = passage("abc def ghi", [(0, 7, "[1]"), (4, 11, "[2]"), (5, 6, "[3]")])
    assert html == "<mark>abc def</mark>[1]<mark> ghi</mark>[2][3]"


# An answer


def test_a_statement_shows_who_said_it_the_words_and_its_number() -> None:
    source = evidence()
    html = turn_message(asked(answer(statement(DESK[:28], source), found=(source,))), 1)
    assert "Saltmere (the force), in its letter of 1 June 2021:" in html
    assert "<blockquote>“The desk opened in May 2020.”" in html
    assert '<a class="or-cite" href="#source-1-1" aria-label="Source 1">[1]</a>' in html


def test_a_models_sentence_is_not_shown_as_a_quotation() -> None:
    source = evidence()
    result = answer(statement(DESK[:28], source, text="A desk opened."), found=(source,))
    html = turn_message(asked(result), 1)
    assert "<blockquote>" not in html
    assert '<p class="or-sentence">A desk opened. <a' in html


def test_an_answer_is_streamed_a_statement_at_a_time() -> None:
    source = evidence()
    one, two = statement(DESK[:28], source), statement(DESK[58:], source)
    turn = asked(answer(one, two, found=(source,), withheld=2))
    first, whole = turn_message(turn, 1, 1), turn_message(turn, 1)
    assert "May 2020" in first
    assert "Six people" not in first
    assert "left out" not in first
    assert "Six people" in whole
    assert "2 proposed sentences did not stand in the letters and were left out." in whole


def test_statements_framed_alike_are_framed_once() -> None:
    source = evidence()
    one, two = statement(DESK[:28], source), statement(DESK[58:], source)
    html = turn_message(asked(answer(one, two, found=(source,))), 1)
    assert html.count("in its letter of 1 June 2021") == 1
    assert html.count("<blockquote>") == 2


def test_the_source_shows_file_place_speaker_and_the_marked_words() -> None:
    source = evidence()
    pane = sources_pane([asked(answer(statement(DESK[29:57], source), found=(source,)))])
    assert "Saltmere, letter of 1 June 2021" in pane
    assert "saltmere-a1.pdf · page iii (3 in the file)" in pane
    assert "Words of the force, on recommendation 2 of “Calls for service”" in pane
    assert (
        "The desk opened in May 2020. <mark>It will close in March 2023.</mark>"
        '<sup class="or-ref" id="source-1-1">[1]</sup> Six people work there.' in pane
    )


def test_a_source_that_was_read_by_text_recognition_says_so() -> None:
    scan, typed = evidence(recognised=True), evidence(NEWER, of=letter("b2"))
    pane = sources_pane([asked(answer(statement(DESK[29:57], scan), found=(scan, typed)))])
    assert f"page iii (3 in the file) ({wording.RECOGNISED})" in pane
    assert pane.count(wording.RECOGNISED) == 1


def test_every_number_of_an_answer_leads_to_a_source() -> None:
    older, newer = evidence(), evidence(NEWER, of=letter("b2"))
    turns = [
        asked(answer(statement(DESK[:28], older), statement(NEWER, newer), found=(older, newer)))
    ] * 2
    pane = sources_pane(turns)
    for number, turn in enumerate(turns, 1):
        links = parsed(turn_message(turn, number)).links
        assert links == [f"#source-{number}-1", f"#source-{number}-2"]
        assert all(f'id="{link[1:]}"' in pane for link in links)


def test_the_latest_sources_come_first_and_earlier_ones_are_folded() -> None:
    source = evidence()
    one = asked(answer(statement(DESK[:28], source), found=(source,)))
    pane = sources_pane([one, one])
    assert pane.index('id="source-2-1"') < pane.index("<details") < pane.index('id="source-1-1"')


def test_a_superseded_statement_and_its_source_say_so() -> None:
    newer = evidence(NEWER, of=letter("b2", dated=date(2023, 5, 4)))
    older = evidence(superseded_by="b2")
    turn = asked(answer(statement(DESK[:28], older), found=(older, newer)))
    label = "Superseded: Saltmere said something later on 4 December 2023."
    assert label in turn_message(turn, 1)
    assert label in sources_pane([turn])


def test_what_was_found_and_not_quoted_can_be_seen() -> None:
    quoted, other = evidence(), evidence(NEWER, of=letter("b2"))
    pane = sources_pane([asked(answer(statement(DESK[:28], quoted), found=(quoted, other)))])
    assert "Also found, not quoted (1)" in pane
    assert NEWER in pane


def test_a_hostile_letter_is_harmless_in_answer_and_sources() -> None:
    of = replace(letter(), file=HOSTILE, body=HOSTILE, report_title=HOSTILE)
    source = evidence(HOSTILE, of=of)
    result = answer(
        statement(HOSTILE, source, framing=HOSTILE), found=(source, evidence(HOSTILE, start=900))
    )
    turn = asked(result, HOSTILE)
    for html in (turn_message(turn, 1), sources_pane([turn, turn]), question_message(HOSTILE)):
        assert_harmless(html)
        assert "&lt;script&gt;" in html


def test_messages_hold_no_line_break_for_a_renderer_to_read() -> None:
    source = evidence("First line\n\n# A heading\n\n![x](https://evil.example)")
    turn = asked(answer(statement(source.text, source), found=(source,)))
    assert "\n" not in turn_message(turn, 1)
    assert "\n" not in question_message("one\n\ntwo")


def test_a_very_long_question_is_not_shown_in_full() -> None:
    assert len(question_message("x" * 100_000)) < 1000


# No answer


def test_an_abstention_reads_as_help() -> None:
    result = Abstention(
        question=question(filters=Filters(bodies=("Saltmere",))),
        reason=AbstentionReason.NOTHING_ON_RECORD,
        message="Nothing in the letters of Saltmere answers this.",
        evidence=(evidence(),),
    )
    message, pane = turn_message(asked(result), 1), sources_pane([asked(result)])
    assert "No answer on record" in message
    assert "Nothing in the letters of Saltmere answers this." in message
    assert "Looked only in: Saltmere" in words_of(message)
    assert "Nearest passages" in pane
    assert "The desk opened" in pane
    assert "<mark>" not in pane


def test_an_empty_library_sends_to_the_letters_tab() -> None:
    result = Abstention(
        question=question(), reason=AbstentionReason.EMPTY_LIBRARY, message="", evidence=()
    )
    assert "Letters tab" in turn_message(asked(result), 1)


def test_a_refused_question_is_one_sentence() -> None:
    html = turn_message(asked(None, "", problem="The question is empty."), 1)
    assert words_of(html).strip() == "The question is empty."
    assert 'role="alert"' in html
    assert "Sources" in sources_pane([asked(None, "", problem="x")])


@pytest.mark.parametrize(
    ("filters", "line"),
    [
        (Filters(), []),
        (Filters(bodies=("Durham", "Kent")), ["Durham", "Kent"]),
        (
            Filters(bodies=("Durham",), dated_from=date(2020, 1, 1), dated_to=date(2020, 12, 31)),
            ["Durham", "2020"],
        ),
        (
            Filters(dated_from=date(2019, 1, 1), dated_to=date(2020, 12, 31)),
            ["2019 to 2020"],
        ),
        (Filters(dated_from=date(2020, 3, 2)), ["from 2 March 2020"]),
        (Filters(dated_to=date(2020, 3, 2)), ["until 2 March 2020"]),
        (
            Filters(dated_from=date(2020, 3, 2), dated_to=date(2020, 4, 1)),
            ["2 March 2020 to 1 April 2020"],
        ),
        (Filters(report="custody"), ["answers to “custody”"]),
    ],
)
def test_the_filters_that_were_used_are_named(filters: Filters, line: list[str]) -> None:
    shown = [each.words for each in chips(question(filters=filters))]
    assert shown == line


def test_a_filter_that_was_found_can_be_taken_away_and_one_that_was_chosen_cannot() -> None:
    given = question("What was said in 2020?", filters=Filters(bodies=("Saltmere",)))
    result = Abstention(
        question=given, reason=AbstentionReason.NOTHING_ON_RECORD, message="", evidence=()
    )
    message = turn_message(asked(result), 7)
    assert message.count("<button") == 1
    assert 'data-turn="7" data-drop="dates"' in message
    assert 'aria-label="Ask again without the filter 2020"' in message
    assert "Saltmere" in words_of(message)


def test_what_is_not_in_the_library_can_be_taken_away_too() -> None:
    result = Abstention(
        question=question("What did Kent say in reply to State of Policing 2019?"),
        reason=AbstentionReason.NO_SUCH_BODY,
        message="",
        evidence=(),
    )
    message = turn_message(asked(result), 1)
    assert 'data-drop="body:Kent"' in message
    assert 'data-drop="report"' in message
    assert "Not in the library: Kent" in words_of(message)


def test_a_question_that_is_asked_again_says_without_what() -> None:
    message = question_message("Is there a desk?", (Chip(words="2020", name="dates"),))
    assert "Asked again without the filter: 2020" in message


# A draft


def item(text: str, number: str | None) -> Item:
    return Item(
        number=number,
        kind=ItemKind.RECOMMENDATION,
        heading="",
        text=text,
        start=0,
        end=len(text),
        response="",
        response_parts=(),
        page=1,
        owner=None,
        deadline=None,
    )


def section(key: str, asked: Item, *paragraphs: Paragraph, **changes: object) -> DraftItem:
    made = DraftItem(
        key=key,
        item=asked,
        duty=Duty.LAW,
        addressee="chief constables",
        duty_note="",
        standing=Standing.CLOSE if paragraphs else Standing.NEW,
        lineage=(),
        paragraphs=paragraphs,
        nearby=(),
        requests=(),
        warnings=(),
        note="" if paragraphs else "There is nothing on record.",
        choice=None,
        state=State.DRAFTED if paragraphs else State.TO_DO,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def quoted(recalled: Statement, paragraph_id: str = "recommendation-1/1") -> Paragraph:
    return Paragraph(
        paragraph_id=paragraph_id,
        part=Part.FORCE,
        origin=Origin.RECORD,
        by="quotes",
        text=f"{recalled.framing}: “{recalled.text}”",
        statement=recalled,
    )


def left_to_fill_in(paragraph_id: str = "recommendation-1/2") -> Paragraph:
    return Paragraph(
        paragraph_id=paragraph_id,
        part=Part.ACTION,
        origin=Origin.OPEN,
        by="",
        text="[Bring this up to date.]",
        statement=None,
    )


def draft(words: str = DESK) -> DraftLetter:
    source = evidence(words)
    recalled = statement(words, source, framing="In our letter of 1 June 2021, we said")
    warning = DraftWarning(
        kind=WarningKind.OUTDATED, message="These words look ahead.", citations=recalled.citations
    )
    of = source.letter
    return DraftLetter(
        body="Saltmere",
        report_title="The desk revisited",
        publisher="HMICFRS",
        inspected=None,
        clock=(clock := response_clock(date(2024, 11, 19))),
        clock_note=clock.working,
        other_clocks=(),
        drafted=date(2024, 12, 1),
        fields=LetterFields(**{each: f"[{each}]" for each in FIELDS}),
        items=(
            section(
                "recommendation-1",
                item("Forces should open a desk.", "1"),
                quoted(recalled),
                left_to_fill_in(),
                warnings=(warning,),
            ),
            section("recommendation-2", item("Forces should count drones.", "2")),
        ),
        reasons=(),
        sources=(
            SourceDocument(
                letter_id=of.letter_id,
                file=of.file,
                sha256="ab" * 32,
                document="letter",
                body=of.body,
                author=of.author,
                role=of.role,
                dated=of.dated,
                report_title=of.report_title,
            ),
        ),
        writer="quotes",
        note="",
    )


def test_a_draft_shows_clock_counts_items_warnings_gaps_and_sources() -> None:
    html = draft_html(draft(), today=date(2025, 1, 3))
    said = words_of(html)
    assert "Response to “The desk revisited” From Saltmere." in said
    assert "2 items: 1 drafted, 1 gap." in said
    assert "Publish by 13 January 2025 (in 10 days)" in said
    assert "day 1 of 56" in said
    assert "Recommendation 1 on record Not chosen yet. State of the work: drafted." in said
    assert "Forces should open a desk. Addressed to chief constables." in said
    assert "Action taken or proposed [Bring this up to date.]" in said
    assert "In our letter of 1 June 2021, we said:" in said
    assert "Check: These words look ahead. [1]" in said
    assert "Recommendation 2 nothing on record" in said
    assert "There is nothing on record." in said
    assert "saltmere-a1.pdf, page iii (3 in the file)" in said
    assert set(parsed(html).links) == {"#draft-source-1"}
    assert 'id="draft-source-1"' in html


def test_a_draft_says_which_of_its_sources_were_read_by_text_recognition() -> None:
    assert wording.RECOGNISED not in words_of(draft_html(draft(), today=date.today()))
    made = draft()
    drafted = made.items[0]
    said = drafted.statements[0]
    scan = replace(said, citations=tuple(replace(c, recognised=True) for c in said.citations))
    scanned = replace(made, items=(replace(drafted, paragraphs=(quoted(scan),)), *made.items[1:]))
    assert wording.RECOGNISED in words_of(draft_html(scanned, today=date.today()))


def test_a_draft_without_a_publication_date_says_why_it_counts_no_days() -> None:
    html = draft_html(replace(draft(), clock=None, clock_note="Not stated."), today=date.today())
    assert "Last day not counted" in html
    assert "Not stated." in html


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2025, 1, 13), "today"),
        (date(2025, 1, 12), "tomorrow"),
        (date(2025, 1, 14), "1 day ago"),
        (date(2025, 2, 13), "31 days ago"),
    ],
)
def test_the_days_left_are_counted_from_today(today: date, left: str) -> None:
    assert f"Publish by 13 January 2025 ({left})" in draft_html(draft(), today=today)


def test_a_hostile_report_and_letter_are_harmless_in_a_draft() -> None:
    made = draft(HOSTILE)
    hostile = replace(
        made.items[1],
        key=HOSTILE,
        item=item(HOSTILE, HOSTILE),
        addressee=HOSTILE,
        duty_note=HOSTILE,
        note=HOSTILE,
        paragraphs=(replace(left_to_fill_in(), text=HOSTILE),),
        requests=(Request(text=HOSTILE, citations=()),),
    )
    made = replace(
        made,
        report_title=HOSTILE,
        body=HOSTILE,
        items=(made.items[0], hostile),
        fields=replace(made.fields, copies=HOSTILE),
        other_clocks=(HOSTILE,),
        note=HOSTILE,
    )
    html = draft_html(made, today=date.today())
    assert_harmless(html)
    assert html.count("&lt;script&gt;") >= 12


# The list of letters


def test_the_table_names_each_letter_and_says_what_is_not_stated() -> None:
    bare = replace(
        letter("b2", dated=None),
        body=None,
        author=None,
        report_title=None,
        kind=LetterKind.WEB_PAGE,
    )
    html = letters_table([letter(), bare])
    said = words_of(html)
    assert "2 letters in the library" in said
    assert "Saltmere 1 June 2021 Calls for service Letter Ada Fenn 4 3 12 saltmere-a1.pdf" in said
    assert html.count("not stated") == 4
    assert "Web page" in said


def test_an_empty_library_is_said_to_be_empty() -> None:
    assert "No letters yet" in letters_table([])


def test_what_could_not_be_read_of_a_letter_is_beside_it() -> None:
    warned = replace(letter(), warnings=("Page 2 has no text.",))
    assert "Page 2 has no text." in letters_table([warned])
    assert "Page 2 has no text." in intake_list(_intake(added=(warned,)))


def _intake(
    added: tuple[LetterRecord, ...] = (),
    updated: tuple[LetterRecord, ...] = (),
    unchanged: tuple[LetterRecord, ...] = (),
    refused: tuple[Refused, ...] = (),
) -> Intake:
    return Intake(
        added=tuple(map(_taken, added)),
        updated=tuple(map(_taken, updated)),
        unchanged=tuple(map(_taken, unchanged)),
        refused=refused,
    )


def _taken(of: LetterRecord) -> Taken:
    return Taken(file=of.file, container=None, letter=of, note=None)


def test_the_result_is_given_for_each_file() -> None:
    refused = Refused(
        container=None, file="empty.pdf", reason="is empty. Export it again from its source."
    )
    html = intake_list(
        _intake(
            added=(letter("a1"),),
            updated=(letter("b2"),),
            unchanged=(letter("c3"),),
            refused=(refused,),
        )
    )
    said = words_of(html)
    assert "Added saltmere-a1.pdf: Saltmere, 1 June 2021; 4 pages, 3 items, 12 passages." in said
    assert "Updated saltmere-b2.pdf: Saltmere" in said
    assert "Unchanged saltmere-c3.pdf: is already in the library; nothing was changed." in said
    assert "Refused empty.pdf is empty. Export it again from its source." in said


def test_a_hostile_file_name_is_harmless() -> None:
    named = replace(letter(), file=HOSTILE, author=HOSTILE, warnings=(HOSTILE,))
    refused = Refused(container=None, file=HOSTILE, reason=HOSTILE)
    for html in (letters_table([named]), intake_list(_intake(added=(named,), refused=(refused,)))):
        assert_harmless(html)
        assert "&lt;script&gt;" in html


def test_a_letter_is_named_in_one_line() -> None:
    assert letter_name(letter()) == "Saltmere, 1 June 2021, saltmere-a1.pdf"
    bare = replace(letter(dated=None), body=None)
    assert letter_name(bare) == "Body not stated, undated, saltmere-a1.pdf"


# The examples, from a real library with an embedding model that a reader can predict


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("library"), WordEmbedder()) as opened:
        yield opened


def test_without_letters_there_is_no_example(library: Library) -> None:
    assert example_questions(library) == []


def test_examples_are_made_of_the_bodies_and_items_in_the_library(library: Library) -> None:
    take_in([SAMPLES / "harrowdale-2022-custody.md"], library)
    take_in([SAMPLES / "westmarch-2023-rural-crime.txt"], library)
    found = example_questions(library)
    assert "What has Westmarch said about how forces police rural communities?" in found
    assert "What has Harrowdale done to work with local councils?" in found
    assert len(found) <= MOST


# The server


def test_a_port_that_is_taken_is_refused_in_a_sentence(tmp_path: Path) -> None:
    from ui import PortTaken, serve

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"Port {port} .* in use.*--port or ONRECORD_PORT"):
            serve(Settings(library=tmp_path / "library", port=port))
    assert not (tmp_path / "library").exists()


def test_gradio_is_told_to_send_no_usage_figures() -> None:
    from gradio.analytics import analytics_enabled

    import ui

    assert ui.HOST == "127.0.0.1"
    assert analytics_enabled() is False
