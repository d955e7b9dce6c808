"""A draft becomes a letter in Word that an officer can take on. The letters here are invented."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from conftest import NEW_INSPECTION, TRUST_AT_FIRST_CONTACT
from letter_fixtures import (
    DESK,
    FIELDS,
    LATER,
    LATER_LETTER,
    NURSES,
    TO_FILL_IN,
    WHEN,
    cells,
    citation,
    cited_in,
    draft_of,
    drafted,
    item,
    letter,
    listed_sources,
    paragraph,
    paragraphs,
    printed,
    quoted,
    statement,
    styled,
)

from assistant.drafting import wording as drafting
from assistant.drafting.choices import Choice
from assistant.drafting.draft import draft_reply
from assistant.drafting.duty import Duty
from assistant.drafting.editing import choose, edit_paragraph, fill_in, is_choice
from assistant.drafting.model import DraftLetter, DraftWarning, Origin, Part, WarningKind
from assistant.word import (
    Sources,
    file_name,
    wording,
    write_internal,
    write_invitation,
    write_letter,
)
from ingest.model import ItemKind, Speaker
from ingest.reading import read_letters, read_report
from vectorstore.library import Library

WRITERS = [write_letter, write_internal, write_invitation]
Write = Callable[[DraftLetter, Path], None]


@pytest.fixture
def draft() -> DraftLetter:
    desk, nurses = citation(DESK), citation(NURSES, start=400)
    later = citation(LATER, start=90, letter_id=LATER_LETTER)
    outdated = DraftWarning(
        kind=WarningKind.OUTDATED, message=drafting.dates_passed(["May 2020"]), citations=(desk,)
    )
    return draft_of(
        drafted(
            item("Forces should staff a desk.\n\nWe found that few did.", "1"),
            quoted(statement(later)),
            quoted(statement(desk)),
            warnings=[outdated],
        ),
        drafted(item("Forces should fly fewer drones.", "2")),
        drafted(
            item("Forces should help those in need.", "3.2", ItemKind.AFI),
            quoted(statement(nurses, speaker=Speaker.POLICING_BODY)),
            quoted(statement(desk)),
        ),
    )


# The letter


def test_each_item_has_a_heading_as_printed(draft: DraftLetter, tmp_path: Path) -> None:
    found = letter(draft, tmp_path)
    assert styled(found, "Title") == ["Response to “Behind the desk”"]
    assert styled(found, "Heading 2") == [
        "Recommendation 1",
        "Recommendation 2",
        "Area for improvement 3.2",
    ]
    assert styled(found, "Heading 1") == ["Comments", "Sources"]


def test_the_items_stand_in_the_words_of_the_report(draft: DraftLetter, tmp_path: Path) -> None:
    found = letter(draft, tmp_path)
    assert wording.how_to_read(with_sources=True) in styled(found, "Normal")
    assert printed(found) == [
        "Forces should staff a desk.",
        "We found that few did.",
        "Forces should fly fewer drones.",
        "Forces should help those in need.",
    ]


def test_only_parts_that_say_something_have_a_heading(tmp_path: Path) -> None:
    found = letter(draft_of(drafted(item("A", "1"), quoted(statement(citation(DESK))))), tmp_path)
    assert styled(found, "Heading 3") == [
        "The commissioner’s comments",
        "The chief constable’s position",
        "Action taken or proposed",
    ]
    gap = letter(draft_of(drafted(item("A", "1"))), tmp_path)
    assert styled(gap, "Heading 3") == ["The commissioner’s comments", "Action taken or proposed"]


@pytest.mark.parametrize(
    ("body", "heading"),
    [
        ("Greater Manchester", "The mayor’s comments"),
        ("Saltmere", "The commissioner’s comments"),
        ("City of London", "Comments of the Common Council"),
    ],
)
def test_the_comments_are_those_of_the_office_that_there_is(
    tmp_path: Path, body: str, heading: str
) -> None:
    found = letter(replace(draft_of(drafted(item("A", "1"))), body=body), tmp_path)
    assert styled(found, "Heading 3")[0] == heading


def test_every_number_in_the_text_is_a_source_and_every_source_is_cited(
    draft: DraftLetter, tmp_path: Path
) -> None:
    found = letter(draft, tmp_path)
    assert listed_sources(found) == [1, 2, 3]
    assert set(cited_in(tmp_path / "reply.docx")) == {1, 2, 3}


def test_the_same_words_cited_twice_have_one_number(draft: DraftLetter, tmp_path: Path) -> None:
    found = letter(draft, tmp_path)
    assert len([text for _, text in found if f"“{DESK}” [2]" in text]) == 2
    assert cited_in(tmp_path / "reply.docx") == [1, 2, 3, 2]


def test_quotations_stand_word_for_word_in_the_text_and_in_the_sources(
    draft: DraftLetter, tmp_path: Path
) -> None:
    found = letter(draft, tmp_path)
    for quote in (DESK, NURSES, LATER):
        assert any(f": “{quote}” [" in text for text in styled(found, "Normal"))
        assert f"“{quote}”" in styled(found, "Source quotation")


def test_a_paragraph_stands_as_the_draft_has_it(tmp_path: Path) -> None:
    found = letter(draft_of(drafted(item("A", "1"), quoted(statement(citation(DESK))))), tmp_path)
    assert f"{WHEN}: “{DESK}” [1]" in styled(found, "Normal")


def test_what_somebody_typed_keeps_its_lines_and_its_source(tmp_path: Path) -> None:
    typed = paragraph(
        "The desk stays.\nWe shall say more by [date].",
        part=Part.FORCE,
        origin=Origin.EDITED,
        by="Ada",
        said=statement(citation(DESK)),
    )
    found = styled(letter(draft_of(drafted(item("A", "1"), typed)), tmp_path), "Normal")
    at = found.index("The desk stays.")
    assert found[at + 1] == "We shall say more by [date]. [1]"


def test_a_source_names_body_document_date_report_file_and_page(
    draft: DraftLetter, tmp_path: Path
) -> None:
    assert styled(letter(draft, tmp_path), "Source")[1] == (
        "[2]\tSaltmere, board paper of 1 June 2021, in response to “Calls for service”. "
        "saltmere-2021.pdf, page iii (3 in the file)."
    )


def test_a_source_that_was_read_by_text_recognition_says_so(tmp_path: Path) -> None:
    scan, typed = citation(DESK, recognised=True), citation(LATER, start=500)
    made = draft_of(
        drafted(item("Open a desk.", "1"), quoted(statement(scan)), quoted(statement(typed)))
    )
    sources = styled(letter(made, tmp_path), "Source")
    assert ["read by text recognition" in line for line in sources] == [True, False]


def test_a_citation_leads_to_its_source(draft: DraftLetter, tmp_path: Path) -> None:
    write_letter(draft, tmp_path / "reply.docx")
    xml = ZipFile(tmp_path / "reply.docx").read("word/document.xml").decode()
    anchors = re.findall(r'w:anchor="(\w+)"', xml)
    bookmarks = re.findall(r'<w:bookmarkStart [^>]*w:name="(\w+)"', xml)
    assert bookmarks == ["source_1", "source_2", "source_3"]
    assert set(anchors) == set(bookmarks)


def test_a_sentence_that_is_no_quotation_has_no_quotation_marks(tmp_path: Path) -> None:
    said = statement(citation(DESK), text="Six people staff it.")
    own = paragraph(
        f"{said.framing}: {said.text}", part=Part.FORCE, origin=Origin.MODEL, by="m", said=said
    )
    found = letter(draft_of(drafted(item("A", "1"), own)), tmp_path)
    assert any(text.endswith("the force said: Six people staff it. [1]") for _, text in found)
    assert f"“{DESK}”" in styled(found, "Source quotation")


def test_a_gap_says_that_nothing_is_on_record(draft: DraftLetter, tmp_path: Path) -> None:
    placeholders = styled(letter(draft, tmp_path), "Placeholder")
    assert placeholders.count(drafting.GAP_PLACEHOLDER) == 1


def test_an_item_for_others_that_nothing_is_said_on_says_whose_it_is(tmp_path: Path) -> None:
    others = drafted(item("The council should publish.", "1"), duty=Duty.ELSEWHERE)
    others = replace(others, paragraphs=(), addressee="the council")
    found = letter(draft_of(others), tmp_path)
    assert "The report addresses this to the council." in styled(found, "Normal")
    assert styled(found, "Heading 3") == []


def test_the_fields_stand_round_the_items_in_the_order_of_a_letter(
    draft: DraftLetter, tmp_path: Path
) -> None:
    texts = [text for _, text in letter(draft, tmp_path)]
    told = [FIELDS.letterhead, FIELDS.dated, FIELDS.addressee, FIELDS.salutation]
    told += [draft_title(), FIELDS.opening, FIELDS.chief_officer, "Comments"]
    told += [FIELDS.valediction, FIELDS.signatory, FIELDS.copies, "Sources"]
    places = [texts.index(line) for each in told for line in each.split("\n")]
    assert places == sorted(places)


def draft_title() -> str:
    return wording.letter_title("Behind the desk")


@pytest.mark.parametrize("write", WRITERS)
def test_nothing_is_accepted_on_anybodys_behalf(
    draft: DraftLetter, tmp_path: Path, write: Write
) -> None:
    write(draft, tmp_path / "reply.docx")
    told = "\n".join(text for _, text in paragraphs(tmp_path / "reply.docx"))
    told += "\n".join(cell for row in cells(tmp_path / "reply.docx") for cell in row)
    assert not re.search(r"\b(?:we|I) (?:\w+ )?(?:accept|agree|welcome|will)\b", told, re.I)


def test_what_is_left_to_fill_in_is_marked_and_a_letters_own_brackets_are_not(
    tmp_path: Path,
) -> None:
    quote = "The desk [sic] opened in May."
    made = draft_of(drafted(item("A", "1"), quoted(statement(citation(quote)))))
    found = letter(made, tmp_path)
    document = docx.Document(str(tmp_path / "reply.docx"))
    runs = [run for each in document.paragraphs for run in each.runs]
    marked = [run.text for run in runs if run.style.name == "To fill in"]
    assert {"[Date]", "[Name]", FIELDS.chief_officer} <= set(marked)
    assert TO_FILL_IN in styled(found, "Placeholder")
    assert not any("sic" in text for text in [*marked, *styled(found, "Placeholder")])
    assert any("[sic]" in text for text in styled(found, "Normal"))


def test_the_public_letter_has_no_drafting_notes(draft: DraftLetter, tmp_path: Path) -> None:
    found = letter(draft, tmp_path)
    file = ZipFile(tmp_path / "reply.docx")
    assert styled(found, "Drafting note") == []
    assert cells(tmp_path / "reply.docx") == []
    for name in file.namelist():
        if name.endswith(".xml") and name != "word/styles.xml":
            content = file.read(name).decode()
            assert "Drafting note" not in content
            assert wording.INTERNAL_MARK not in content
            assert "0f1e2d3c4b5a6978-0" not in content  # a passage id


def test_the_numbers_of_the_letter_are_those_of_all_files(draft: DraftLetter) -> None:
    public = Sources(draft, with_notes=False).listed
    assert len(public) == 3
    assert Sources(draft, with_notes=True).listed[: len(public)] == public


# An incomplete letter


def test_an_incomplete_letter_says_so_on_every_page(draft: DraftLetter, tmp_path: Path) -> None:
    write_letter(draft, tmp_path / "reply.docx", lacking=["A signature"])
    section = docx.Document(str(tmp_path / "reply.docx")).sections[0]
    for header in (section.header, section.first_page_header, section.even_page_header):
        assert [each.text for each in header.paragraphs] == [wording.INCOMPLETE]


def test_a_complete_letter_has_nothing_in_its_header(draft: DraftLetter, tmp_path: Path) -> None:
    letter(draft, tmp_path)
    file = ZipFile(tmp_path / "reply.docx")
    assert not any(
        wording.INCOMPLETE.encode() in file.read(name)
        for name in file.namelist()
        if name.endswith(".xml")
    )


def test_the_name_of_an_incomplete_letter_says_so(draft: DraftLetter) -> None:
    assert file_name(draft, kind="letter", incomplete=True) == (
        "saltmere-response-behind-the-desk-INCOMPLETE.docx"
    )
    assert file_name(draft, kind="invitation", incomplete=False) == (
        "saltmere-invitation-behind-the-desk.docx"
    )


@pytest.mark.parametrize("title", ["", "../../etc/passwd", "CON: a|b*?", "Ünïcødé’s", "long " * 90])
def test_no_title_of_a_report_makes_a_name_that_a_system_refuses(
    draft: DraftLetter, title: str
) -> None:
    name = file_name(replace(draft, report_title=title), kind="internal", incomplete=True)
    assert re.fullmatch(r"saltmere-internal-copy-(?:[a-z0-9-]+-)?INCOMPLETE\.docx", name)
    assert len(name) < 120


# What letters and reports can hold


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("mark", ["\x0b", "\x00", "\x0c", "\x1f", "\ufffe", "\ud800"])
def test_control_characters_do_not_break_the_file(tmp_path: Path, mark: str, write: Write) -> None:
    dirty = f"The desk{mark} opened."
    typed = paragraph(dirty, origin=Origin.EDITED, by=f"A{mark}da")
    made = draft_of(
        drafted(
            item(f"Forces{mark} should.", f"1{mark}"), quoted(statement(citation(dirty))), typed
        )
    )
    made = replace(
        made,
        report_title=f"Behind{mark} the desk",
        clock_note=f"No{mark} clock",
        note=f"A{mark} note",
        publisher=f"HMICFRS{mark}",
        fields=replace(FIELDS, dated=f"1{mark} May", opening=dirty),
    )
    write(made, tmp_path / "reply.docx")
    found = paragraphs(tmp_path / "reply.docx")
    assert len(found) > 10
    assert not any(mark in text for _, text in found)
    if write is not write_invitation:
        assert styled(found, "Source quotation") == ["“The desk opened.”"]
        assert printed(found) == ["Forces should."]


def test_line_ends_of_the_source_are_not_line_ends_in_word(tmp_path: Path) -> None:
    said = statement(citation("The multi-\nagency desk\nopened\tin May."))
    shown = paragraph(
        "They said: “The multi-agency desk opened in May.”",
        part=Part.FORCE,
        origin=Origin.RECORD,
        by="quotes",
        said=said,
    )
    found = letter(draft_of(drafted(item("A\nB", "1"), shown)), tmp_path)
    assert styled(found, "Source quotation") == ["“The multi-agency desk opened in May.”"]
    assert any(": “The multi-agency desk opened in May.” [1]" in text for _, text in found)
    assert printed(found) == ["A B"]


def test_an_item_without_a_number_is_named_by_its_cause_or_by_its_words(tmp_path: Path) -> None:
    cause = item("Too few desks are staffed. We found 12.", "1", ItemKind.CAUSE_OF_CONCERN)
    under_it = replace(
        item("Forces should staff them.", None), heading="Too few desks are staffed."
    )
    alone = item("Forces should fly fewer drones at night.", None)
    found = letter(draft_of(drafted(cause), drafted(under_it), drafted(alone)), tmp_path)
    assert styled(found, "Heading 2") == [
        "Cause of concern 1",
        "Recommendation (cause of concern 1)",
        "Recommendation “Forces should fly fewer drones at…”",
    ]


def test_a_very_long_item_is_written_whole(tmp_path: Path) -> None:
    long = "Forces should do this. " * 5000
    found = letter(draft_of(drafted(item(long, "1"))), tmp_path)
    assert printed(found) == [long.strip()]


def test_a_letter_that_quotes_nothing_says_so_under_sources(tmp_path: Path) -> None:
    found = letter(draft_of(drafted(item("A", "1"))), tmp_path)
    assert styled(found, "Source") == []
    assert found[-1][1] == wording.NO_SOURCES
    assert not any("list of sources" in text for _, text in found)


# The file


@pytest.mark.parametrize("write", WRITERS)
def test_the_file_is_a4_british_numbered_and_nobodys(
    draft: DraftLetter, tmp_path: Path, write: Write
) -> None:
    write(draft, tmp_path / "reply.docx")
    document = docx.Document(str(tmp_path / "reply.docx"))
    section, properties = document.sections[0], document.core_properties
    assert (section.page_width, section.page_height) == (7560310, 10692130)  # EMU
    assert 'w:instr=" PAGE "' in section.footer.paragraphs[0]._p.xml
    assert 'w:val="en-GB"' in document.styles.element.xml
    assert 'w:val="en-US"' not in document.styles.element.xml
    assert "Behind the desk" in properties.title
    assert properties.language == "en-GB"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")


@pytest.mark.parametrize("write", WRITERS)
def test_nothing_in_the_file_names_the_program_that_made_it(
    draft: DraftLetter, tmp_path: Path, write: Write
) -> None:
    write(draft, tmp_path / "reply.docx")
    file = ZipFile(tmp_path / "reply.docx")
    names = [name for name in file.namelist() if "styles" not in name.casefold()]
    assert not any("thumbnail" in name or "customXml" in name for name in names)
    assert len(names) > 5
    for name in names:
        content = file.read(name).decode()
        assert not re.search(r"python|docx4j|OnRecord|Macintosh|<Application", content, re.I), name


@pytest.mark.parametrize("write", WRITERS)
def test_a_folder_that_does_not_exist_is_named(
    draft: DraftLetter, tmp_path: Path, write: Write
) -> None:
    path = tmp_path / "nowhere" / "reply.docx"
    with pytest.raises(FileNotFoundError) as caught:
        write(draft, path)
    assert caught.value.filename == str(path)


def test_a_failed_write_leaves_what_was_there(
    draft: DraftLetter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "reply.docx"
    path.write_bytes(b"the letter of last week")

    def open_in_word(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(self), None, str(target))

    monkeypatch.setattr(Path, "replace", open_in_word)
    with pytest.raises(PermissionError) as caught:
        write_letter(draft, path)
    assert caught.value.filename == str(path)
    assert path.read_bytes() == b"the letter of last week"
    assert [each.name for each in tmp_path.iterdir()] == ["reply.docx"]


# From the samples


def test_every_source_of_a_reply_to_the_sample_report_stands_in_its_letter(
    samples: Library, tmp_path: Path
) -> None:
    report = read_report(NEW_INSPECTION)
    draft = draft_reply(report, body="Harrowdale", library=samples, today=date(2024, 12, 1))
    found = letter(draft, tmp_path)
    assert styled(found, "Heading 2") == [f"Recommendation {number}" for number in range(1, 6)]
    assert drafting.GAP_PLACEHOLDER in styled(found, "Placeholder")
    assert len(listed_sources(found)) >= 2
    assert set(cited_in(tmp_path / "reply.docx")) == set(listed_sources(found))
    letters = {each.file: samples.letter(each.letter_id).text for each in samples.letters()}
    quotations = styled(found, "Source quotation")
    for source, quotation in zip(styled(found, "Source"), quotations, strict=True):
        file = next(file for file in letters if file in source)
        assert quotation.strip("“”") in " ".join(letters[file].split())


@pytest.mark.parametrize("report", [NEW_INSPECTION, TRUST_AT_FIRST_CONTACT])
@pytest.mark.parametrize("body", ["Harrowdale", "Westmarch"])
def test_a_finished_letter_is_read_back_with_its_items_and_who_says_what(
    samples: Library, tmp_path: Path, report: Path, body: str
) -> None:
    draft = draft_reply(read_report(report), body=body, library=samples, today=date(2024, 12, 1))
    for each in draft.items:
        draft = choose(draft, each.key, Choice.ACCEPT, by="Ada")
        for open_ in each.paragraphs:
            if open_.origin is Origin.OPEN and not is_choice(open_):
                words = "We have asked for a report by 1 May 2025."
                draft = edit_paragraph(draft, open_.paragraph_id, words, by="Ada")
    draft = fill_in(draft, "dated", "3 January 2025")
    write_letter(draft, tmp_path / "reply.docx")
    (read,), _ = read_letters(tmp_path / "reply.docx")
    assert (read.front.body, read.front.dated) == (body, date(2025, 1, 3))
    assert [" ".join(each.text.split()) for each in read.items] == [
        " ".join(each.item.text.split()) for each in draft.items
    ]
    for found in read.items:
        first = found.response_parts[0]
        assert first.speaker is Speaker.POLICING_BODY
        assert "accepted" in read.text[first.start : first.end]
