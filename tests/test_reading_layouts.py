"""Letters in the shapes met in the wild, made here from a few lines each."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from reading_fixtures import passage_with
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from ingest.model import ItemKind, Letter, LetterKind, Speaker
from ingest.reading import read_letters, read_report, report_from_text

FORCE, BODY, INSPECTORATE = Speaker.FORCE, Speaker.POLICING_BODY, Speaker.INSPECTORATE
Made = Callable[[str], Letter]


@pytest.fixture
def text(tmp_path: Path) -> Made:
    """Reads a letter typed as text."""

    def read(words: str, name: str = "letter.txt") -> Letter:
        file = tmp_path / name
        file.write_text(words, encoding="utf-8")
        return read_letters(file)[0][0]

    return read


@pytest.fixture
def markdown(tmp_path: Path) -> Made:
    """Reads a web page saved as Markdown."""

    def read(words: str) -> Letter:
        file = tmp_path / "page.md"
        file.write_text(words, encoding="utf-8")
        return read_letters(file)[0][0]

    return read


@pytest.fixture
def pdf(tmp_path: Path) -> Made:
    """Reads a PDF of paragraphs; "# " marks a heading, and **…** what is bold."""

    def read(words: str) -> Letter:
        styles = getSampleStyleSheet()
        flowables: list[Flowable] = []
        for block in words.strip().split("\n\n"):
            heading = block.startswith("# ")
            shown = block.removeprefix("# ").replace("\n", "<br/>")
            while "**" in shown:
                shown = shown.replace("**", "<b>", 1).replace("**", "</b>", 1)
            flowables.append(Paragraph(shown, styles["Heading2" if heading else "BodyText"]))
        made = io.BytesIO()
        SimpleDocTemplate(made).build(flowables)
        file = tmp_path / "letter.pdf"
        file.write_bytes(made.getvalue())
        return read_letters(file)[0][0]

    return read


def save(word: docx.document.Document, folder: Path) -> Letter:
    file = folder / "letter.docx"
    word.save(str(file))
    return read_letters(file)[0][0]


def test_a_numbered_pdf_printed_from_word_pairs_each_item_with_both_responses(pdf: Made) -> None:
    letter = pdf(
        """Office of the Police, Fire and Crime Commissioner for Northmoor

Dated 3rd March 2021

Dear Home Secretary

**Response to HMICFRS report: Safe at home**

I set out below my response to the report, which was published on 7 January 2021.

# 1. Recommendation 1

By May 2021 the force should make sure that every safeguarding referral is read within one day.

**Force response:** Northmoor Police reads each referral within four hours.

**PCC response:** I welcome this and will ask for figures in June.

# 2. Recommendation 2

By June 2021 the force should publish the number of referrals that it receives in each month.

**Force response:** The number is published on the first of each month.

**PCC response:** I am content with this.

Yours sincerely

Ellen Marsh
Police, Fire and Crime Commissioner for Northmoor"""
    )
    front = letter.front
    assert (front.body, front.author) == ("Northmoor", "Ellen Marsh")
    assert front.role == "Police, Fire and Crime Commissioner"
    assert (front.dated, front.report_published) == (date(2021, 3, 3), date(2021, 1, 7))
    assert front.report_title == "Safe at home"
    assert [item.number for item in letter.items] == ["1", "2"]
    for item in letter.items:
        assert [part.speaker for part in item.response_parts] == [FORCE, BODY]
    assert letter.items[0].text.endswith("within one day.")
    assert letter.items[0].response.endswith("ask for figures in June.")


def test_a_word_letter_with_styled_headings_and_a_letterhead_is_read(tmp_path: Path) -> None:
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "Northmoor Police and Crime Commissioner"
    word.add_paragraph("14 June 2022")
    word.add_paragraph("Dear Minister,")
    word.add_paragraph("HMICFRS inspection: Roads and risk").runs[0].bold = True
    word.add_paragraph("I write under section 55 of the Police Act 1996 about the above report.")
    word.add_heading("Area for improvement 1", 2)
    word.add_paragraph("The force should review how it deploys its roads policing officers.")
    word.add_heading("Chief Constable’s comments", 3)
    word.add_paragraph("I have moved six officers to the northern roads.")
    word.add_heading("Commissioner’s comments", 3)
    word.add_paragraph("I have asked for an evaluation.")
    word.add_heading("Area for improvement 2", 2)
    word.add_paragraph("The force should measure how many people are hurt on its roads.")
    word.add_heading("Chief Constable’s comments", 3)
    word.add_paragraph("Figures are kept from 2022.")
    word.add_paragraph("Yours faithfully")
    word.add_paragraph("Police and Crime Commissioner\nTom Alder")
    letter = save(word, tmp_path)
    assert (letter.front.author, letter.front.body) == ("Tom Alder", "Northmoor")
    assert letter.front.report_title == "Roads and risk"
    first, second = letter.items
    assert (first.kind, first.number) == (ItemKind.AFI, "1")
    assert [part.speaker for part in first.response_parts] == [FORCE, BODY]
    assert passage_with(letter, "I have moved six officers").speaker is FORCE
    assert passage_with(letter, "I have asked for an evaluation").speaker is BODY
    assert second.response == "Figures are kept from 2022."


def test_a_table_with_a_header_is_an_item_a_row(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("Northmoor Police: response to the inspection")
    rows = [
        ("No.", "Recommendation", "Force response", "PCC comment", "Action owner", "Date"),
        ("1", "The force should train staff.", "All are trained.", "I am glad.", "HR", "May"),
        ("2", "The force should buy vans.", "Two were bought.", "", "Fleet", "June"),
    ]
    table = word.add_table(rows=0, cols=6)
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    letter = save(word, tmp_path)
    assert [(item.number, item.kind) for item in letter.items] == [
        ("1", ItemKind.RECOMMENDATION),
        ("2", ItemKind.RECOMMENDATION),
    ]
    first, second = letter.items
    assert first.text == "The force should train staff."
    assert [part.speaker for part in first.response_parts] == [FORCE, BODY]
    assert second.response == "Two were bought."
    owner = passage_with(letter, "Fleet")
    assert (owner.text, owner.item, owner.speaker) == ("Fleet\tJune", 1, Speaker.UNKNOWN)
    assert not any("PCC comment" in passage.text for passage in letter.passages)


def test_a_table_of_no_items_is_a_passage_a_row(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("Calls answered")
    table = word.add_table(rows=0, cols=2)
    for row in [("2021", "86%"), ("2022", "91%")]:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    letter = save(word, tmp_path)
    rows = [passage.text for passage in letter.passages if "%" in passage.text]
    assert rows == ["2021\t86%", "2022\t91%"]


def test_a_mayor_s_letter_is_the_policing_body_s(text: Made) -> None:
    letter = text(
        "9 May 2023\n\nDear Home Secretary,\n\nHMICFRS report: Night time policing\n\n"
        "I write as Mayor of Eastborough, with the powers of a commissioner.\n\n"
        "Recommendation 1: Forces should light their car parks better at night.\n\n"
        "I have paid for forty lamps.\n\n"
        "Please do not hesitate to contact my office.\n\n"
        "Yours sincerely,\n\nAnna Birch\nMayor of Eastborough\n"
    )
    assert (letter.front.body, letter.front.role) == ("Eastborough", "Mayor")
    assert letter.items[0].response == "I have paid for forty lamps."
    assert passage_with(letter, "forty lamps").speaker is BODY


def test_a_force_s_own_paper_is_the_force_s_words(text: Made) -> None:
    letter = text(
        "To: Police and Crime Panel\nFrom: Assistant Chief Constable, Northmoor Police\n"
        "Date: 2 February 2022\n\n1. Background\n\n1.1 I set out what has been done since the "
        "inspection report, in the year to January 2022, and what remains to be done by it.\n"
    )
    assert letter.front.kind is LetterKind.BOARD_PAPER
    assert letter.front.role == "Assistant Chief Constable"
    assert passage_with(letter, "I set out what has been done").speaker is FORCE


def test_an_appendix_can_hold_the_force_s_answers(markdown: Made) -> None:
    letter = markdown(
        "# Response to Doing better\n\n## Recommendations\n\n"
        "Recommendation 1: The force should answer letters within a week.\n\n"
        "Recommendation 2: The force should count the letters that it gets.\n\n"
        "## Appendix A: Chief Constable’s response\n\n"
        "### Recommendation 1\n\nLetters are answered in five days.\n\nA clerk was hired.\n\n"
        "### Recommendation 2\n\nThe force should count the letters that it gets.\n\n"
        "They are counted each Friday.\n"
    )
    assert [item.number for item in letter.items] == ["1", "2"]
    first, second = letter.items
    assert first.response == "Letters are answered in five days.\n\nA clerk was hired."
    assert [part.speaker for part in first.response_parts] == [FORCE]
    assert second.response.endswith("They are counted each Friday.")
    assert second.response.startswith("They are counted")


def test_an_item_restated_with_its_answer_is_not_part_of_the_answer(markdown: Made) -> None:
    letter = markdown(
        "# Response to Doing better\n\n## Recommendations\n\n"
        "Recommendation 1: The force should answer letters within a week.\n\n"
        "## Chief Constable’s response\n\n"
        "Recommendation 1: The force should answer letters within a week.\n\n"
        "Letters are answered in five days.\n"
    )
    assert [item.response for item in letter.items] == ["Letters are answered in five days."]
    restated = [p for p in letter.passages if "should answer letters" in p.text]
    assert [passage.speaker for passage in restated] == [INSPECTORATE, INSPECTORATE]


def test_a_response_heading_repeated_under_each_item_is_its_label(markdown: Made) -> None:
    letter = markdown(
        "# Our comments on Doing better\n\n## Letters\n\n"
        "AFI 1: The force should answer letters within a week.\n\n## Force response\n\n"
        "Letters are answered in five days.\n\n## Counting\n\n"
        "AFI 2: The force should count the letters that it gets.\n\n## Force response\n\n"
        "They are counted each Friday.\n"
    )
    assert [item.response for item in letter.items] == [
        "Letters are answered in five days.",
        "They are counted each Friday.",
    ]


def test_the_comments_after_the_items_are_not_the_last_item_s(markdown: Made) -> None:
    letter = markdown(
        "# Response to Doing better\n\n## What the report says\n\n"
        "Recommendation 1: The force should answer letters within a week.\n\n"
        "## Comments of the Police and Crime Commissioner\n\nI welcome the report.\n"
    )
    assert [item.response for item in letter.items] == [""]
    assert letter.items[0].response_parts == ()
    assert passage_with(letter, "I welcome the report.").speaker is BODY


def test_a_finding_in_the_paragraph_after_an_item_is_the_inspectorate_s(text: Made) -> None:
    letter = text(
        "Dear Home Secretary,\n\nDoing better\n\n"
        "AFI 1 - The force should answer letters within a week.\n\n"
        "We found that some letters waited for a year.\n\n"
        "The force answers letters in five days.\n\nYours sincerely,\n\nTom Alder\n"
        "Police and Crime Commissioner for Northmoor\n"
    )
    assert letter.items[0].text.endswith("waited for a year.")
    assert letter.items[0].response == "The force answers letters in five days."
    assert passage_with(letter, "We found that some").speaker is INSPECTORATE


@pytest.mark.parametrize(
    "line",
    [
        "This letter and the Chief Constable’s comments are on my website.",
        "I have sent a copy of this letter to the Chief Inspector.",
        "A copy of this letter has been sent to the panel.",
        "This response will be published on my website.",
        "If you require any further information, please write to me.",
        "I trust that this answers the report.",
        "cc: Chief Constable",
    ],
)
def test_a_closing_line_is_no_part_of_the_last_response(text: Made, line: str) -> None:
    letter = text(
        "Dear Home Secretary,\n\nDoing better\n\n"
        "AFI 1 - The force should answer letters within a week.\n\n"
        f"The force answers letters in five days.\n\n{line}\n"
    )
    assert letter.items[0].response == "The force answers letters in five days."


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Doing better: how forces write", "Doing better: how forces write"),
        ("HMICFRS report - Doing better", "Doing better"),
        ("Re: Doing better", "Doing better"),
        ("RESPONSE TO HMICFRS REPORT “DOING BETTER”", "Doing better"),
        ("HMICFRS Inspection Report:\nDoing better.", "Doing better"),
    ],
)
def test_the_subject_line_names_the_report(text: Made, line: str, title: str) -> None:
    letter = text(
        "Her Majesty’s Chief Inspector of Constabulary\nHMICFRS\n\nDear Sir Thomas,\n\n"
        f"{line}\n\nI have read the report “Doing better” with great care and I am grateful for "
        "it, and so is the Chief Constable, who has sent me comments of her own.\n"
    )
    expected = "Doing better" if title == "Doing better" else title
    assert letter.front.report_title == expected


def test_the_inspectorate_s_address_is_not_the_report_s_title(text: Made) -> None:
    letter = text(
        "Her Majesty’s Chief Inspector of Constabulary, HMICFRS\n\nDear Sir Thomas,\n\n"
        "I am grateful for your last report and have read it with great care, and so has the "
        "Chief Constable, who has sent me comments of her own, which I enclose with this.\n"
    )
    assert letter.front.report_title is None


def test_a_section_in_capitals_is_not_a_report_s_title() -> None:
    report = report_from_text(
        "HMICFRS\n\nDoing better: how forces write\n\nWHAT WE SAW\n\n"
        "Recommendation 1: The force should answer letters within a week.\n"
    )
    assert report.title == "Doing better: how forces write"


def test_a_name_over_an_office_is_a_sign_off_without_yours_sincerely(markdown: Made) -> None:
    letter = markdown(
        "# Response to HMICFRS report: Doing better\n\n"
        "**Recommendation 1:** Forces should answer letters within a week.\n\n"
        "The force has hired a clerk.\n\nI am satisfied with this.\n\n"
        "Tom Alder\nPolice and Crime Commissioner for Northmoor\n"
    )
    assert (letter.front.author, letter.front.body) == ("Tom Alder", "Northmoor")
    assert letter.items[0].response.endswith("I am satisfied with this.")
    assert passage_with(letter, "Tom Alder").speaker is Speaker.UNKNOWN


def test_an_appendix_after_the_sign_off_is_still_read(text: Made) -> None:
    letter = text(
        "Dear Home Secretary,\n\nDoing better\n\nThe force’s answers are in the appendix.\n\n"
        "Yours sincerely,\n\nTom Alder\nPolice and Crime Commissioner for Northmoor\n\n"
        "APPENDIX A: FORCE RESPONSE\n\n"
        "AFI 1 - The force should answer letters within a week.\n\n"
        "Letters are answered in five days.\n"
    )
    assert letter.front.author == "Tom Alder"
    assert [item.response for item in letter.items] == ["Letters are answered in five days."]
    assert passage_with(letter, "answered in five days").speaker is FORCE


def test_a_list_in_a_response_is_one_passage(text: Made) -> None:
    letter = text(
        "Dear Home Secretary,\n\nDoing better\n\n"
        "AFI 1 - The force should answer letters within a week.\n\nForce response:\n"
        "Three clerks now do this:\n• one on Monday\n• one on Tuesday\n• one on Friday\n"
    )
    assert passage_with(letter, "Three clerks").text.endswith("• one on Friday")


def test_the_recommendation_under_a_cause_of_concern_is_the_inspectorate_s(text: Made) -> None:
    letter = text(
        "Dear Home Secretary,\n\nDoing better\n\n"
        "Cause of concern\n\nThe force’s post room is a cause of concern.\n\n"
        "Recommendations\n\nBy 31 March 2023, the service should answer every letter.\n\n"
        "MPS response\n\nA clerk was hired.\n\nMayor’s response\n\nI am glad.\n"
    )
    assert [item.kind for item in letter.items] == [ItemKind.CAUSE_OF_CONCERN]
    assert letter.items[0].text.endswith("answer every letter.")
    assert [part.speaker for part in letter.items[0].response_parts] == [FORCE, BODY]


def test_a_nil_return_has_no_items_and_no_invented_front(text: Made) -> None:
    letter = text("There is nothing in this report for us to answer.\n")
    front = letter.front
    assert letter.items == ()
    assert [front.body, front.author, front.role, front.dated, front.report_title] == [None] * 5
    assert passage_with(letter, "nothing in this report").speaker is Speaker.UNKNOWN


def test_a_body_named_once_in_passing_is_not_the_letter_s(text: Made) -> None:
    letter = text(
        "Dear Sir,\n\nWe have read it.\n\nOfficers of Northmoor Police helped us in May.\n"
    )
    assert letter.front.body is None


def test_a_table_of_named_rows_in_a_pdf_is_read_line_by_line(pdf: Made) -> None:
    letter = pdf(
        """Dear Minister,

Number

Recommendation 1

Recommendation

By May the force should make sure that no device waits for more than a month.

Response

The force has bought two servers.

Owner Head of Technology

Date 31 July 2022"""
    )
    assert [(item.number, item.response) for item in letter.items] == [
        ("1", "The force has bought two servers.")
    ]


def test_letters_saved_in_another_encoding_keep_their_words(tmp_path: Path) -> None:
    words = "Dear Home Secretary,\r\n\r\nThe force’s budget is £3m – and “rising”.\r\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        file = tmp_path / f"{encoding}.txt"
        file.write_bytes(words.encode(encoding))
        assert "The force’s budget is £3m – and “rising”." in read_letters(file)[0][0].text


def test_pasted_recommendations_are_a_report() -> None:
    report = report_from_text(
        "Recommendation 1: The force should answer letters within a week.\n"
        "Recommendation 2: The force should count the letters that it gets.\n"
    )
    assert [item.number for item in report.items] == ["1", "2"]


def test_pasted_paragraphs_without_labels_are_items_when_they_ask() -> None:
    report = report_from_text(
        "By May, forces should answer letters within a week.\n\n"
        "By June, forces should count the letters that they get.\n"
    )
    assert [item.text for item in report.items] == [
        "By May, forces should answer letters within a week.",
        "By June, forces should count the letters that they get.",
    ]


def test_a_report_in_word_gives_its_items(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("Doing better: an inspection of Northmoor Police", 0)
    word.add_paragraph("Published on 4 May 2023")
    word.add_heading("Recommendations", 1)
    word.add_paragraph("1. The force should answer letters within a week.")
    word.add_paragraph("2. The force should count the letters that it gets.")
    file = tmp_path / "report.docx"
    word.save(str(file))
    report = read_report(file)
    assert (report.title, report.body) == (
        "Doing better: an inspection of Northmoor Police",
        "Northmoor",
    )
    assert report.published == date(2023, 5, 4)
    assert [item.number for item in report.items] == ["1", "2"]


def test_parts_a_to_j_are_ten_items(text: Made) -> None:
    parts = "\n\n".join(
        f"({each}) look after store {each};\n\nThe force cleared store {each} in May."
        for each in "abcdefghij"
    )
    letter = text(f"Recommendation 1\n\nBy June chief constables should:\n\n{parts}")
    assert [item.number for item in letter.items] == [f"1({each})" for each in "abcdefghij"]
