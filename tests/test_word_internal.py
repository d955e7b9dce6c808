"""The office's own copy says where every paragraph comes from. The letters here are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from letter_fixtures import (
    DESK,
    LATER,
    LATER_LETTER,
    LETTER,
    NURSES,
    TO_FILL_IN,
    WHEN,
    cells,
    citation,
    cited_in,
    draft_of,
    drafted,
    everything,
    internal,
    item,
    letter,
    listed_sources,
    paragraph,
    quoted,
    statement,
    styled,
)

from assistant.consistency.model import Agreement, Compared, Difference
from assistant.drafting import wording as drafting
from assistant.drafting.choices import Choice
from assistant.drafting.completeness import LATE
from assistant.drafting.model import (
    DraftLetter,
    DraftWarning,
    Earlier,
    Origin,
    Part,
    Reason,
    Request,
    WarningKind,
)
from assistant.word import wording, write_internal
from ingest.model import ItemKind, Speaker

PLAN = "The desk will move in June 2022."


@pytest.fixture
def draft() -> DraftLetter:
    desk, nurses = citation(DESK), citation(NURSES, start=400)
    outdated = DraftWarning(
        kind=WarningKind.OUTDATED, message=drafting.dates_passed(["May 2020"]), citations=(desk,)
    )
    asked = Request(text="What came of it?", citations=(citation(PLAN, start=900),))
    first = drafted(
        item("Forces should staff a desk.", "1"),
        quoted(statement(desk)),
        paragraph("It is staffed.", origin=Origin.EDITED, by="Ada", said=statement(desk)),
        paragraph("It will stay.", origin=Origin.EDITED, by="Ada"),
        paragraph(
            "Six people do.", part=Part.FORCE, origin=Origin.MODEL, by="m:1", said=statement(desk)
        ),
        warnings=[outdated],
        requests=[asked],
    )
    earlier = Earlier(
        report_title="Calls for service",
        letter_id=LETTER,
        dated=date(2021, 6, 1),
        number="4",
        asked="Staff a desk.",
        answered=(statement(desk), statement(citation("It opened.", start=700))),
    )
    near = statement(citation(LATER, start=90, letter_id=LATER_LETTER))
    return draft_of(
        replace(first, lineage=(earlier,), nearby=(near,), choice=Choice.ACCEPT),
        drafted(item("Forces should fly fewer drones.", "2")),
        drafted(
            item("Forces should help those in need.", "3.2", ItemKind.AFI),
            quoted(statement(nurses, speaker=Speaker.POLICING_BODY)),
        ),
    )


def compared(sentence: str, agreement: Agreement) -> Compared:
    return Compared(
        sentence=sentence,
        start=0,
        end=len(sentence),
        agreement=agreement,
        differences=(Difference.FIGURE, Difference.DATE),
        message="The record says six.",
        citations=(citation(DESK), citation("Six staff it.", start=1200)),
        framing=WHEN,
        judged_by="rules",
    )


def test_it_says_of_each_paragraph_where_it_comes_from(draft: DraftLetter, tmp_path: Path) -> None:
    internal(draft, tmp_path)
    origins = {row[1]: row[2] for row in cells(tmp_path / "internal.docx") if len(row) == 3}
    assert origins[f"{WHEN}: “{DESK}”"] == "From the record [1]"
    assert origins["It is staffed."] == "Edited by Ada, on the ground of [1]"
    assert origins["It will stay."] == "Written by Ada"
    assert origins["Six people do."] == "Written by m:1, from [1]"
    assert origins[TO_FILL_IN] == wording.TO_FILL_IN


def test_it_holds_every_paragraph_of_the_public_letter(draft: DraftLetter, tmp_path: Path) -> None:
    public = letter(draft, tmp_path)
    internal(draft, tmp_path)
    told = everything(tmp_path / "internal.docx")
    own = {"Comments", "Sources", wording.how_to_read(with_sources=True)}
    own |= set(styled(public, "Heading 3"))
    wanted = [text for _, text in public if text not in own]
    assert len(wanted) > 20
    bare = {text.split(" [")[0] for text in told} | set(told)
    assert [text for text in wanted if text not in bare and text.split(" [")[0] not in bare] == []


def test_it_adds_notes_clock_counts_and_what_is_decided(draft: DraftLetter, tmp_path: Path) -> None:
    found = internal(draft, tmp_path)
    notes = styled(found, "Drafting note")
    assert any("which is now past" in note and note.endswith("[1]") for note in notes)
    assert any(drafting.gap("Saltmere") in note for note in notes)
    assert draft.clock_note in [text for _, text in found]
    counts = "3 items: 2 drafted, 1 gap. 4 statements from 5 sources; 6 paragraphs to fill in."
    assert counts in [text for _, text in found]
    rows = cells(tmp_path / "internal.docx")
    assert ["Recommendation 1", "Asked before", "Drafted", "Accepted", "3", "2"] in rows
    assert ["Recommendation 2", "Nothing on record", "To do", "Not decided", "0", "2"] in rows


def test_it_tells_what_was_asked_before_and_what_was_answered(
    draft: DraftLetter, tmp_path: Path
) -> None:
    texts = [text for _, text in internal(draft, tmp_path)]
    at = texts.index("“Calls for service”, item 4, answered on 1 June 2021")
    assert texts[at + 1 : at + 4] == [
        "It was asked: “Staff a desk.”",
        f"{wording.ANSWERED_ABOVE} [1]",
        f"{WHEN}: “It opened.” [4]",
    ]


def test_it_tells_what_is_nearby_and_what_to_ask(draft: DraftLetter, tmp_path: Path) -> None:
    texts = [text for _, text in internal(draft, tmp_path)]
    assert texts[texts.index(wording.NEARBY) + 1] == f"{WHEN}: “{LATER}” [3]"
    assert texts[texts.index(wording.TO_ASK) + 1] == "What came of it? [5]"


def test_every_number_is_a_source_and_every_source_is_cited(
    draft: DraftLetter, tmp_path: Path
) -> None:
    found = internal(draft, tmp_path)
    assert listed_sources(found) == [1, 2, 3, 4, 5]
    assert set(cited_in(tmp_path / "internal.docx")) == {1, 2, 3, 4, 5}


def test_the_evidence_has_all_that_is_needed_to_check_it(tmp_path: Path) -> None:
    old = replace(citation(DESK), superseded_by=LATER_LETTER)
    found = internal(draft_of(drafted(item("A", "1"), quoted(statement(old)))), tmp_path)
    assert styled(found, "Source quotation") == [f"“{DESK}”"]
    (details,) = styled(found, "Source details")
    for fact in (
        "Words of the force.",
        "Petra Lund, Chief Constable",
        "Saltmere",
        f"Passage {LETTER}-0, characters 0 to {len(DESK)}.",
        "Superseded by saltmere-2021.pdf, of 1 June 2021.",
        f"SHA-256 of the file: {'5a' * 32}.",
    ):
        assert fact in details


def test_a_note_can_cite_what_the_letter_does_not_quote(tmp_path: Path) -> None:
    noted = DraftWarning(
        kind=WarningKind.SUPERSEDED,
        message=drafting.superseded_statement(date(2023, 3, 1)),
        citations=(citation(LATER, start=90),),
    )
    draft = draft_of(drafted(item("A", "1"), quoted(statement(citation(DESK))), warnings=[noted]))
    assert listed_sources(letter(draft, tmp_path)) == [1]
    found = internal(draft, tmp_path)
    assert listed_sources(found) == [1, 2]
    assert styled(found, "Drafting note")[-1].endswith(" [2]")


def test_what_the_letter_lacks_is_listed_and_every_page_says_so(
    draft: DraftLetter, tmp_path: Path
) -> None:
    path = tmp_path / "internal.docx"
    write_internal(draft, path, lacking=["A signature.", "Copies."])
    told = everything(path)
    assert {"A signature.", "Copies."} <= set(told)
    header = docx.Document(str(path)).sections[0].header.paragraphs[0].text
    assert wording.INTERNAL_MARK in header
    assert wording.INCOMPLETE in header


def test_each_finding_tells_how_a_sentence_stands_to_the_record(
    draft: DraftLetter, tmp_path: Path
) -> None:
    path = tmp_path / "internal.docx"
    write_internal(draft, path, findings=[compared("Ten people do.", Agreement.CHANGED)])
    assert [
        "Ten people do.",
        "Changed\nIt differs in a figure and a date.\nThe record says six.\nJudged by rules.",
        f"{WHEN}: “{DESK}” [1]\n“Six staff it.” [6]",
    ] in cells(path)


@pytest.mark.parametrize("agreement", list(Agreement))
def test_every_agreement_and_difference_has_a_name(agreement: Agreement) -> None:
    assert wording.AGREEMENTS[agreement]
    assert set(wording.DIFFERENCES) == set(Difference)


def test_the_reasons_given_stand_with_who_gave_them(draft: DraftLetter, tmp_path: Path) -> None:
    reasons = (
        Reason(sentence="It will stay.", reason="It was kept.", by="Ada"),
        Reason(sentence=LATE, reason="The chair was ill.", by="Bo"),
    )
    internal(replace(draft, reasons=reasons), tmp_path)
    rows = cells(tmp_path / "internal.docx")
    assert ["It will stay.", "It was kept.", "Ada"] in rows
    assert [wording.WHY_LATE, "The chair was ill.", "Bo"] in rows


def test_every_table_has_a_header_row_that_repeats_and_alternative_text(
    draft: DraftLetter, tmp_path: Path
) -> None:
    write_internal(
        replace(draft, reasons=(Reason(sentence="A", reason="B", by="C"),)),
        tmp_path / "internal.docx",
        findings=[compared("Ten people do.", Agreement.CHANGED)],
    )
    tables = docx.Document(str(tmp_path / "internal.docx")).tables
    assert len(tables) == 7
    for table in tables:
        assert "<w:tblHeader/>" in table.rows[0]._tr.xml
        assert "<w:tblDescription w:val=" in table._tbl.tblPr.xml


def test_a_report_without_a_publisher_has_its_basis_confirmed(
    draft: DraftLetter, tmp_path: Path
) -> None:
    told = wording.drafting_note(wording.PUBLISHER_NOT_STATED)
    assert told not in styled(internal(draft, tmp_path), "Drafting note")
    found = internal(replace(draft, publisher=None), tmp_path)
    assert told in styled(found, "Drafting note")
