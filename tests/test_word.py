"""A draft becomes a Word file that an officer can take on. The letters here are invented."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from assistant import wording
from assistant.clock import response_clock
from assistant.draft import (
    DraftItem,
    DraftLetter,
    DraftWarning,
    ItemStatus,
    WarningKind,
    draft_reply,
)
from assistant.results import Citation, Statement
from assistant.word import write_letter
from ingest.model import Item, ItemKind, LetterKind, Speaker
from ingest.reading import read_report
from vectorstore.library import Library
from vectorstore.records import Evidence, KeptFile, LetterRecord

SAMPLES = Path(__file__).parent.parent / "samples"
DESK = "A crime desk opened in May 2020. It is staffed by six people."
NURSES = "I pay for a nurse on four evenings a week."
LATER = "The desk closed in March 2023."


# How a draft is made by hand


def citation(
    quote: str,
    *,
    start: int = 0,
    letter_id: str = "0f1e2d3c4b5a6978",
    recognised: bool = False,
) -> Citation:
    return Citation(
        passage_id=f"{letter_id}-{start}",
        letter_id=letter_id,
        file="saltmere-2021.pdf",
        page=3,
        page_label="iii",
        start=start,
        end=start + len(quote),
        quote=quote,
        body="Saltmere",
        dated=date(2021, 6, 1),
        report_title="Calls for service",
        recognised=recognised,
        superseded_by=None,
    )


def statement(
    cited: Citation, *, text: str | None = None, speaker: Speaker = Speaker.FORCE
) -> Statement:
    return Statement(
        text=" ".join(cited.quote.split()) if text is None else text,
        framing="In our board paper of 1 June 2021 in response to Calls for service, we said",
        speaker=speaker,
        citations=(cited,),
    )


def item(text: str, number: str | None, kind: ItemKind = ItemKind.RECOMMENDATION) -> Item:
    return Item(
        number=number,
        kind=kind,
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


def drafted(
    asked: Item, *statements: Statement, warnings: Sequence[DraftWarning] = ()
) -> DraftItem:
    return DraftItem(
        item=asked,
        status=ItemStatus.DRAFTED if statements else ItemStatus.GAP,
        statements=statements,
        warnings=tuple(warnings),
        note="" if statements else wording.gap("Saltmere"),
    )


def draft_of(*items: DraftItem) -> DraftLetter:
    clock = response_clock(date(2024, 11, 19))
    return DraftLetter(
        body="Saltmere",
        report_title="Behind the desk",
        clock=clock,
        clock_note=clock.working,
        items=items,
        writer="quotes",
        note="",
    )


@pytest.fixture
def draft() -> DraftLetter:
    desk, nurses = citation(DESK), citation(NURSES, start=400)
    later = citation(LATER, start=90, letter_id="ffeeddccbbaa0099")
    outdated = DraftWarning(
        kind=WarningKind.OUTDATED, message=wording.dates_passed(["May 2020"]), citations=(desk,)
    )
    return draft_of(
        drafted(
            item("Forces should staff a desk.\n\nWe found that few did.", "1"),
            statement(later),
            statement(desk),
            warnings=[outdated],
        ),
        drafted(item("Forces should fly fewer drones.", "2")),
        drafted(
            item("Forces should help those in need.", "3.2", ItemKind.AFI),
            statement(nurses, speaker=Speaker.POLICING_BODY),
            statement(desk),
        ),
    )


# How a Word file is read


def paragraphs(path: Path) -> list[tuple[str, str]]:
    """Each paragraph outside the tables as (style, text)."""
    return [
        (each.style.name or "", each.text)
        for each in docx.Document(str(path)).paragraphs
        if each.style is not None
    ]


def cells(path: Path) -> list[list[str]]:
    return [
        [cell.text for cell in row.cells]
        for table in docx.Document(str(path)).tables
        for row in table.rows
    ]


def written(draft: DraftLetter, folder: Path, *, internal: bool = False) -> list[tuple[str, str]]:
    write_letter(draft, folder / "reply.docx", internal=internal)
    return paragraphs(folder / "reply.docx")


def styled(found: Sequence[tuple[str, str]], style: str) -> list[str]:
    return [text for name, text in found if name == style]


def printed(found: Sequence[tuple[str, str]]) -> list[str]:
    """The paragraphs of the items, without the label on the first of each."""
    label = f"{wording.AS_PRINTED}\n"
    return [text.removeprefix(label) for text in styled(found, "Item as printed")]


def cited_in_letter(found: Sequence[tuple[str, str]]) -> list[int]:
    return [
        int(number)
        for style, text in found
        if style not in ("Source", "Source quotation")
        for number in re.findall(r"\[(\d+)\]", text)
    ]


def listed_sources(found: Sequence[tuple[str, str]]) -> list[int]:
    return [int(text.split("]")[0][1:]) for text in styled(found, "Source")]


# The letter


@pytest.mark.parametrize("internal", [False, True])
def test_each_item_has_a_heading_as_printed(
    draft: DraftLetter, tmp_path: Path, internal: bool
) -> None:
    found = written(draft, tmp_path, internal=internal)
    assert styled(found, "Title") == ["Response to “Behind the desk”"]
    assert styled(found, "Heading 2") == [
        "Recommendation 1",
        "Recommendation 2",
        "Area for improvement 3.2",
    ]
    letter = ["Comments", "Sources"]
    assert styled(found, "Heading 1") == (
        ["Drafting summary", *letter, "Evidence"] if internal else letter
    )


def test_the_items_stand_in_the_words_of_the_report(draft: DraftLetter, tmp_path: Path) -> None:
    found = written(draft, tmp_path)
    labelled = [text for text in styled(found, "Item as printed") if wording.AS_PRINTED in text]
    assert len(labelled) == 3
    assert printed(found) == [
        "Forces should staff a desk.",
        "We found that few did.",
        "Forces should fly fewer drones.",
        "Forces should help those in need.",
    ]


@pytest.mark.parametrize("internal", [False, True])
def test_every_number_in_the_text_is_a_source_and_every_source_is_cited(
    draft: DraftLetter, tmp_path: Path, internal: bool
) -> None:
    found = written(draft, tmp_path, internal=internal)
    assert listed_sources(found) == [1, 2, 3]
    assert set(cited_in_letter(found)) == {1, 2, 3}


def test_the_same_words_cited_twice_have_one_number(draft: DraftLetter, tmp_path: Path) -> None:
    found = written(draft, tmp_path)
    assert [text for _, text in found if f"“{DESK}” [2]" in text] != []
    assert cited_in_letter(found) == [1, 2, 3, 2]


def test_quotations_stand_word_for_word_in_the_text_and_in_the_sources(
    draft: DraftLetter, tmp_path: Path
) -> None:
    found = written(draft, tmp_path)
    for quote in (DESK, NURSES, LATER):
        assert any(f": “{quote}” [" in text for text in styled(found, "Normal"))
        assert f"“{quote}”" in styled(found, "Source quotation")


def test_a_source_names_body_document_date_report_file_and_page(
    draft: DraftLetter, tmp_path: Path
) -> None:
    assert styled(written(draft, tmp_path), "Source")[1] == (
        "[2]\tSaltmere, board paper of 1 June 2021, in response to “Calls for service”. "
        "saltmere-2021.pdf, page iii (3 in the file)."
    )


def test_a_source_that_was_read_by_text_recognition_says_so(tmp_path: Path) -> None:
    scan, typed = citation(DESK, recognised=True), citation(LATER, start=500)
    made = draft_of(drafted(item("Open a desk.", "1"), statement(scan), statement(typed)))
    assert [
        line.count(wording.RECOGNISED) for line in styled(written(made, tmp_path), "Source")
    ] == [
        1,
        0,
    ]


def test_a_citation_leads_to_its_source(draft: DraftLetter, tmp_path: Path) -> None:
    write_letter(draft, tmp_path / "reply.docx")
    xml = ZipFile(tmp_path / "reply.docx").read("word/document.xml").decode()
    anchors = re.findall(r'w:anchor="(\w+)"', xml)
    bookmarks = re.findall(r'<w:bookmarkStart [^>]*w:name="(\w+)"', xml)
    assert bookmarks == ["source_1", "source_2", "source_3"]
    assert set(anchors) == set(bookmarks)


def test_a_second_statement_from_one_document_does_not_name_it_again(tmp_path: Path) -> None:
    both = draft_of(
        drafted(item("A", "1"), statement(citation(DESK)), statement(citation(NURSES, start=400)))
    )
    said = [text for text in styled(written(both, tmp_path), "Normal") if "we " in text]
    assert any(text.startswith("In our board paper of 1 June 2021") for text in said)
    assert any(text.startswith("In the same board paper we also reported") for text in said)


def test_a_sentence_that_is_no_quotation_has_no_quotation_marks(tmp_path: Path) -> None:
    own = draft_of(drafted(item("A", "1"), statement(citation(DESK), text="Six people staff it.")))
    found = written(own, tmp_path)
    assert any(text.endswith("we said: Six people staff it. [1]") for _, text in found)
    assert f"“{DESK}”" in styled(found, "Source quotation")


def test_a_gap_says_that_nothing_is_on_record(draft: DraftLetter, tmp_path: Path) -> None:
    public = written(draft, tmp_path)
    assert [text for _, text in public].count(wording.GAP_PLACEHOLDER) == 1
    internal = written(draft, tmp_path, internal=True)
    assert [text for _, text in internal].count(wording.GAP_PLACEHOLDER) == 1
    assert f"Drafting note: {wording.gap('Saltmere')}" in styled(internal, "Drafting note")


def test_a_superseded_position_is_marked_in_the_public_letter(tmp_path: Path) -> None:
    old = replace(citation(DESK), superseded_by="ffeeddccbbaa0099")
    found = written(draft_of(drafted(item("A", "1"), statement(old))), tmp_path)
    assert wording.OVERTAKEN in styled(found, "Normal")


def test_the_opening_gives_the_basis_and_the_last_day(draft: DraftLetter, tmp_path: Path) -> None:
    opening = next(text for _, text in written(draft, tmp_path) if "was published on" in text)
    assert "19 November 2024" in opening
    assert "section 55 of the Police Act 1996" in opening
    assert "13 January 2025" in opening


@pytest.mark.parametrize("internal", [False, True])
def test_nothing_is_accepted_on_anybodys_behalf(
    draft: DraftLetter, tmp_path: Path, internal: bool
) -> None:
    letter = "\n".join(text for _, text in written(draft, tmp_path, internal=internal))
    assert not re.search(r"\b(?:we|I) (?:\w+ )?(?:accept|agree|welcome|will)\b", letter, re.I)


def test_what_is_left_to_fill_in_is_marked_and_a_letters_own_brackets_are_not(
    tmp_path: Path,
) -> None:
    quote = "The desk [sic] opened in May."
    write_letter(
        draft_of(drafted(item("A", "1"), statement(citation(quote)))), tmp_path / "reply.docx"
    )
    runs = [
        run
        for paragraph in docx.Document(str(tmp_path / "reply.docx")).paragraphs
        for run in paragraph.runs
    ]
    marked = [run.text for run in runs if run.style.name == "Placeholder"]
    assert {"[Date]", "[Name]", wording.BRING_UP_TO_DATE, wording.COPIES} <= set(marked)
    assert not any("sic" in text for text in marked)
    assert any("[sic]" in run.text for run in runs)


# The two copies


def test_the_public_letter_has_no_drafting_notes(draft: DraftLetter, tmp_path: Path) -> None:
    found = written(draft, tmp_path)
    everything = ZipFile(tmp_path / "reply.docx")
    assert styled(found, "Drafting note") == []
    assert cells(tmp_path / "reply.docx") == []
    for name in everything.namelist():
        if name.endswith(".xml") and name != "word/styles.xml":
            content = everything.read(name).decode()
            assert "Drafting note" not in content
            assert wording.INTERNAL_MARK not in content
            assert "0f1e2d3c4b5a6978-0" not in content  # a passage id


def test_the_internal_copy_adds_notes_clock_counts_and_evidence(
    draft: DraftLetter, tmp_path: Path
) -> None:
    found = written(draft, tmp_path, internal=True)
    notes = styled(found, "Drafting note")
    assert any("which is now past" in note and note.endswith("[2]") for note in notes)
    assert draft.clock_note in [text for _, text in found]
    counts = "3 items: 2 drafted, 1 gap. 4 statements from 3 sources, 2 drafting notes."
    assert counts in [text for _, text in found]
    rows = cells(tmp_path / "reply.docx")
    assert ["Recommendation 2", "Gap", "0", "1"] in rows
    assert [
        "Area for improvement 3.2",
        "[3]",
        "the commissioner",
        "0f1e2d3c4b5a6978-400, characters 400 to 442",
        "No",
    ] in rows


def test_a_note_can_cite_what_the_letter_does_not_quote(tmp_path: Path) -> None:
    noted = DraftWarning(
        kind=WarningKind.SUPERSEDED,
        message=wording.superseded_statement(date(2023, 3, 1)),
        citations=(citation(LATER, start=90),),
    )
    draft = draft_of(drafted(item("A", "1"), statement(citation(DESK)), warnings=[noted]))
    assert listed_sources(written(draft, tmp_path)) == [1]
    internal = written(draft, tmp_path, internal=True)
    assert listed_sources(internal) == [1, 2]
    assert styled(internal, "Drafting note")[-1].endswith(" [2]")


def test_a_drafting_note_stays_on_the_page_of_what_it_is_about(
    draft: DraftLetter, tmp_path: Path
) -> None:
    write_letter(draft, tmp_path / "reply.docx", internal=True)
    found = docx.Document(str(tmp_path / "reply.docx")).paragraphs
    kept = [
        before.paragraph_format.keep_with_next
        for before, after in pairwise(found)
        if after.text.startswith("Drafting note: There is") or "now past" in after.text
    ]
    assert kept == [True, True]


def test_the_internal_copy_holds_every_paragraph_of_the_public_letter(
    draft: DraftLetter, tmp_path: Path
) -> None:
    public = written(draft, tmp_path)
    assert len(public) > 20
    internal = iter(written(draft, tmp_path, internal=True))
    assert all(paragraph in internal for paragraph in public)


# What letters and reports can hold


@pytest.mark.parametrize("mark", ["\x0b", "\x00", "\x0c", "\x1f", "\ufffe", "\ud800"])
def test_control_characters_do_not_break_the_file(tmp_path: Path, mark: str) -> None:
    quote = f"The desk{mark} opened."
    dirty = replace(
        draft_of(drafted(item(f"Forces{mark} should.", f"1{mark}"), statement(citation(quote)))),
        report_title=f"Behind{mark} the desk",
        clock_note=f"No{mark} clock",
        note=f"A{mark} note",
    )
    found = written(dirty, tmp_path, internal=True)
    assert styled(found, "Source quotation") == ["“The desk opened.”"]
    assert printed(found) == ["Forces should."]


def test_line_ends_of_the_source_are_not_line_ends_in_word(tmp_path: Path) -> None:
    quote = "The multi-\nagency desk\nopened\tin May."
    found = written(draft_of(drafted(item("A\nB", "1"), statement(citation(quote)))), tmp_path)
    assert styled(found, "Source quotation") == ["“The multi-agency desk opened in May.”"]
    assert any(": “The multi-agency desk opened in May.” [1]" in text for _, text in found)
    assert printed(found) == ["A B"]


def test_an_item_without_a_number_says_so(tmp_path: Path) -> None:
    found = written(draft_of(drafted(item("A", None)), drafted(item("B", None))), tmp_path)
    assert styled(found, "Heading 2") == [
        "Recommendation (item 1, no number printed)",
        "Recommendation (item 2, no number printed)",
    ]


def test_a_very_long_item_is_written_whole(tmp_path: Path) -> None:
    long = "Forces should do this. " * 5000
    found = written(draft_of(drafted(item(long, "1"))), tmp_path)
    assert printed(found) == [long.strip()]


@pytest.mark.parametrize("internal", [False, True])
def test_a_draft_without_a_clock_leaves_the_dates_to_be_filled_in(
    draft: DraftLetter, tmp_path: Path, internal: bool
) -> None:
    undated = replace(draft, clock=None, clock_note=wording.no_clock(None))
    found = written(undated, tmp_path, internal=internal)
    opening = next(text for _, text in found if text.startswith("The report “Behind"))
    assert "[date of publication]" in opening
    assert "[last day for publication]" in opening


def test_a_report_older_than_every_rule_has_no_last_day(draft: DraftLetter, tmp_path: Path) -> None:
    old = replace(draft, clock=response_clock(date(2012, 3, 2)))
    opening = next(text for _, text in written(old, tmp_path) if "was published" in text)
    assert "2 March 2012" in opening
    assert "[last day for publication]" in opening


def test_a_letter_that_quotes_nothing_says_so_under_sources(tmp_path: Path) -> None:
    found = written(draft_of(drafted(item("A", "1"))), tmp_path)
    assert styled(found, "Source") == []
    assert found[-1][1] == wording.NO_SOURCES


# The file


def test_the_file_is_a4_british_numbered_and_nobodys(draft: DraftLetter, tmp_path: Path) -> None:
    write_letter(draft, tmp_path / "reply.docx")
    document = docx.Document(str(tmp_path / "reply.docx"))
    section, properties = document.sections[0], document.core_properties
    assert (section.page_width, section.page_height) == (7560310, 10692130)  # EMU
    assert 'w:instr=" PAGE "' in section.footer.paragraphs[0]._p.xml
    assert 'w:val="en-GB"' in document.styles.element.xml
    assert properties.title == "Response to “Behind the desk”"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")


def test_a_folder_that_does_not_exist_is_named(draft: DraftLetter, tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "reply.docx"
    with pytest.raises(FileNotFoundError) as caught:
        write_letter(draft, path)
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


@pytest.mark.parametrize("kind", list(LetterKind))
def test_the_kind_of_document_can_be_told_from_how_it_is_recalled(kind: LetterKind) -> None:
    letter = LetterRecord(
        letter_id="0f1e2d3c4b5a6978",
        file="saltmere-2021.pdf",
        title="A letter about a web page",
        kind=kind,
        body="Saltmere",
        author=None,
        role=None,
        dated=date(2021, 6, 1),
        addressee=None,
        report_title="A board paper and a letter",
        report_published=None,
        copied_to=(),
        places={},
        pages=1,
        pages_empty=(),
        pages_recognised=(),
        items=0,
        passages=1,
        warnings=(),
        guesses=(),
        set_apart=False,
        files=(KeptFile(file="saltmere-2021.pdf", container=None),),
        version=1,
        versions=("0f1e2d3c4b5a6978",),
        replaced_by=None,
    )
    evidence = Evidence(
        passage_id="0f1e2d3c4b5a6978-0",
        text=DESK,
        start=0,
        end=len(DESK),
        page=1,
        page_label=None,
        heading="",
        speaker=Speaker.FORCE,
        recognised=False,
        item=None,
        letter=letter,
        similarity=None,
        bm25=None,
        score=0.0,
        superseded_by=None,
        superseded_on=None,
    )
    recalled = wording.recalled(evidence, Speaker.FORCE)
    assert wording.document_recalled(recalled) == wording.document_name(letter)


# From the samples


@pytest.mark.parametrize("internal", [False, True])
def test_every_source_of_a_reply_to_the_sample_report_stands_in_its_letter(
    samples: Library, tmp_path: Path, internal: bool
) -> None:
    report = read_report(SAMPLES / "reports" / "new-inspection.txt")
    draft = draft_reply(report, body="Harrowdale", library=samples)
    found = written(draft, tmp_path, internal=internal)
    assert styled(found, "Heading 2") == [f"Recommendation {number}" for number in range(1, 6)]
    assert wording.GAP_PLACEHOLDER in [text for _, text in found]
    assert len(listed_sources(found)) >= 2
    assert set(cited_in_letter(found)) == set(listed_sources(found))
    letters = {each.file: samples.letter(each.letter_id).text for each in samples.letters()}
    quotations = styled(found, "Source quotation")
    for source, quotation in zip(styled(found, "Source"), quotations, strict=True):
        file = next(file for file in letters if file in source)
        assert quotation.strip("“”") in " ".join(letters[file].split())
