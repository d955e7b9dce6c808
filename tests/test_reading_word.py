"""A Word file is read as Word shows it, with the numbers that it never writes down."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml.parser import parse_xml
from word_fixtures import (
    SPACES,
    add_part,
    apart,
    cell,
    listed,
    made,
    paragraph,
    read,
    rewritten,
    run,
    set_numbering,
    table,
    understood,
    words,
)

from ingest.errors import UnreadableFile
from ingest.files.kinds import parse
from ingest.model import BlockStyle, Speaker

HEADING, BULLET, NOTE = BlockStyle.HEADING, BlockStyle.BULLET, BlockStyle.NOTE
CELL, PARAGRAPH = BlockStyle.CELL, BlockStyle.PARAGRAPH


def level(index: int, form: str, pattern: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


LISTS = (
    '<w:abstractNum w:abstractNumId="1">'
    + level(0, "decimal", "%1.")
    + level(1, "decimal", "%1.%2")
    + level(2, "lowerLetter", "(%3)")
    + level(3, "lowerRoman", "%4)")
    + "</w:abstractNum>"
    + '<w:abstractNum w:abstractNumId="2">'
    + level(0, "upperRoman", "Part %1")
    + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    + "</w:abstractNum>"
    + '<w:abstractNum w:abstractNumId="3">'
    + level(0, "bullet", "\uf0b7")
    + level(1, "bullet", "o")
    + level(2, "bullet", "–")
    + "</w:abstractNum>"
    + '<w:abstractNum w:abstractNumId="4">'
    + level(0, "decimal", "Recommendation %1:")
    + "</w:abstractNum>"
    + '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>'
    + '<w:num w:numId="4"><w:abstractNumId w:val="4"/></w:num>'
    + '<w:num w:numId="5"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
    + '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    + '<w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>'
    + '<w:num w:numId="7"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
    + level(0, "upperLetter", "%1)")
    + "</w:lvlOverride></w:num>"
)


def numbered(*body: str) -> list[str]:
    return words(read(made(*body, change=lambda word: set_numbering(word, LISTS))))


def test_numbers_of_a_list_of_several_levels_are_those_that_word_shows() -> None:
    assert numbered(
        listed("Custody", 1),
        listed("The force should train staff.", 1, 1),
        listed("each sergeant", 1, 2),
        listed("each inspector", 1, 2),
        listed("in the north", 1, 3),
        listed("The force should count.", 1, 1),
        listed("Victims", 1),
        listed("The force should write to each.", 1, 1),
        listed("within a day", 1, 2),
    ) == [
        "1. Custody",
        "1.1 The force should train staff.",
        "(a) each sergeant",
        "(b) each inspector",
        "i) in the north",
        "1.2 The force should count.",
        "2. Victims",
        "2.1 The force should write to each.",
        "(a) within a day",
    ]


def test_a_list_goes_on_in_another_that_shares_its_counts_and_restarts_where_told() -> None:
    assert numbered(
        listed("one", 1), listed("two", 6), listed("seven", 5), listed("eight", 5), listed("I", 7)
    ) == ["1. one", "2. two", "7. seven", "8. eight", "I) I"]


def test_a_legal_number_is_in_figures_below_a_roman_part() -> None:
    assert numbered(listed("General", 2), listed("first", 2, 1), listed("second", 2, 1)) == [
        "Part I General",
        "1.1 first",
        "1.2 second",
    ]


def test_an_item_is_numbered_by_the_label_in_its_list() -> None:
    document = read(
        made(
            paragraph("Dear Home Secretary,"),
            paragraph("Response to HMICFRS report: Doing better"),
            listed("The force should answer letters within a week.", 4),
            paragraph("Letters are answered in five days."),
            listed("The force should count the letters that it gets.", 4),
            paragraph("They are counted each Friday."),
            change=lambda word: set_numbering(word, LISTS),
        )
    )
    assert [(item.number, item.response) for item in understood(document).items] == [
        ("1", "Letters are answered in five days."),
        ("2", "They are counted each Friday."),
    ]


def test_a_bullet_stands_before_its_words_and_is_not_one_of_them() -> None:
    body = [listed("one", 3), listed("two", 3, 1), listed("three", 3, 2)]
    document = read(made(*body, change=lambda word: set_numbering(word, LISTS)))
    assert words(document, BULLET) == ["one", "two", "three"]
    assert document.text == "• one\n\n◦ two\n\n– three"


def test_a_style_numbers_its_paragraphs() -> None:
    def with_style(word: WordDocument) -> None:
        set_numbering(
            word,
            LISTS.replace(
                '<w:lvlText w:val="%1.%2"/>',
                '<w:pStyle w:val="Clause"/><w:lvlText w:val="%1.%2"/>',
                1,
            ),
        )
        word.styles.element.append(
            parse_xml(
                f'<w:style w:type="paragraph" w:styleId="Clause" {SPACES}><w:name w:val="Clause"/>'
                '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
            )
        )

    clause = '<w:pStyle w:val="Clause"/>'
    unnumbered = f'{clause}<w:numPr><w:numId w:val="0"/></w:numPr>'
    document = read(
        made(
            listed("Custody", 1),
            paragraph("The force should train.", clause),
            paragraph("It has.", unnumbered),
            paragraph("The force should count.", clause),
            change=with_style,
        )
    )
    assert words(document) == [
        "1. Custody",
        "1.1 The force should train.",
        "It has.",
        "1.2 The force should count.",
    ]


def test_a_number_in_an_empty_cell_is_the_item_s() -> None:
    document = read(
        made(
            table(
                cell("No.") + cell("Recommendation") + cell("Force response"),
                f"<w:tc>{listed('', 1)}</w:tc>"
                + cell("The force should train staff.")
                + cell("All are trained."),
                f"<w:tc>{listed('', 1)}</w:tc>"
                + cell("The force should buy vans.")
                + cell("Two were bought."),
            ),
            change=lambda word: set_numbering(word, LISTS),
        )
    )
    assert [item.response for item in understood(document).items] == [
        "All are trained.",
        "Two were bought.",
    ]
    assert words(document)[3] == "1."


def test_a_number_of_a_list_in_the_item_s_own_cell_is_the_item_s() -> None:
    document = read(
        made(
            table(
                cell("Recommendation") + cell("Force response"),
                f"<w:tc>{listed('The force should train staff.', 1)}</w:tc>" + cell("It does."),
                f"<w:tc>{listed('The force should buy vans.', 1)}</w:tc>" + cell("It did."),
            ),
            change=lambda word: set_numbering(word, LISTS),
        )
    )
    assert [(item.number, item.text) for item in understood(document).items] == [
        ("1", "The force should train staff."),
        ("2", "The force should buy vans."),
    ]


def test_headings_are_known_by_outline_level_and_by_the_style_they_are_based_on() -> None:
    word = docx.Document()
    based = word.styles.add_style("Chapter of ours", 1)
    based.base_style = word.styles["Heading 2"]
    word.add_paragraph("Custody", style="Chapter of ours")
    outlined = word.add_paragraph("Victims and how they are told")
    outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl w:val="2" {SPACES}/>'))
    word.add_paragraph("The force has trained forty officers.", style="Heading 1")
    long = "We answer this in full because the paragraph is long. " * 4
    word.add_paragraph(long, style="Heading 2")
    document = read(saved(word))
    levels = [(b.level, document.words(b)) for b in document.blocks if b.style is HEADING]
    assert levels[:2] == [(2, "Custody"), (3, "Victims and how they are told")]
    assert words(document, PARAGRAPH) == [long.strip()]


def test_a_paragraph_in_bold_by_its_style_is_bold() -> None:
    word = docx.Document()
    word.styles.add_style("Asked", 1).font.bold = True
    word.add_paragraph("The force should train all of its sergeants in custody.", style="Asked")
    plain = word.add_paragraph("It has.", style="Asked")
    plain.runs[0].bold = False
    document = read(saved(word))
    assert [block.bold for block in document.blocks] == [True, False]


def test_merged_cells_stand_in_the_column_where_they_begin() -> None:
    document = read(
        made(
            table(
                cell("Recommendation", '<w:gridSpan w:val="2"/>') + cell("Response"),
                cell("1") + cell("Train staff", '<w:vMerge w:val="restart"/>') + cell("Done"),
                cell("2") + cell("", "<w:vMerge/>") + cell("Under way"),
            )
        )
    )
    assert [(b.cell, document.words(b)) for b in document.blocks] == [
        ((0, 0, 0), "Recommendation"),
        ((0, 0, 2), "Response"),
        ((0, 1, 0), "1"),
        ((0, 1, 1), "Train staff"),
        ((0, 1, 2), "Done"),
        ((0, 2, 0), "2"),
        ((0, 2, 2), "Under way"),
    ]


def test_an_item_whose_cells_are_merged_keeps_the_answer_of_each_row() -> None:
    first, below = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    document = read(
        made(
            table(
                cell("No.") + cell("Recommendation") + cell("Force response"),
                cell("1", first) + cell("The force should train.", first) + cell("We did in May."),
                cell("", below) + cell("", below) + cell("And in June again."),
                cell("2") + cell("The force should write.") + cell("We do."),
            )
        )
    )
    assert [item.response for item in understood(document).items] == [
        "We did in May.\nAnd in June again.",
        "We do.",
    ]


def test_a_cell_keeps_its_paragraphs_and_the_rows_of_a_table_inside_it() -> None:
    inner = table(cell("2021") + cell("86%"), cell("2022") + cell("91%"))
    outer = cell("Calls answered\nin each year").replace(
        "</w:tc>", f"{inner}{paragraph('')}</w:tc>"
    )
    document = read(made(table(outer + cell("Good"), cell("a") + cell("b"))))
    assert words(document, CELL) == [
        "Calls answered\nin each year\n2021\t86%\n2022\t91%",
        "Good",
        "a",
        "b",
    ]


def test_a_table_that_only_places_the_letter_on_the_page_is_read_as_the_letter() -> None:
    letter = "".join(
        paragraph(line)
        for line in (
            "Dear Home Secretary,",
            "Recommendation 1: Forces should answer letters within a week.",
            "We answer them in five days.",
        )
    )
    document = read(made(table(cell("Harrowdale") + f"<w:tc>{letter}</w:tc>")))
    assert words(document, CELL) == []
    assert [item.response for item in understood(document).items] == [
        "We answer them in five days."
    ]
    boxed = read(made(table(cell("Recommendation 1: Forces should write.\nWe do."))))
    assert words(boxed, CELL) == []


def box(inner: str) -> str:
    """A text box as Word writes it: twice."""
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic>"
        f"<a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx>"
        "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback>"
        f"<w:pict><v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox>"
        "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_after_the_paragraph_that_holds_it() -> None:
    inner = paragraph("Our promise") + table(cell("2021") + cell("86%"), cell("2022") + cell("91%"))
    document = read(made(paragraph(run("We answer calls.") + box(inner)), paragraph("Next.")))
    assert words(document) == [
        "We answer calls.",
        "Our promise",
        "2021",
        "86%",
        "2022",
        "91%",
        "Next.",
    ]


def test_tracked_changes_are_read_as_accepted() -> None:
    gone = "<w:rPr><w:del w:id='9' w:author='x'/></w:rPr>"
    document = read(
        made(
            paragraph(
                run("The force has ")
                + "<w:del w:id='1' w:author='x'><w:r><w:delText>not </w:delText></w:r></w:del>"
                + f"<w:ins w:id='2' w:author='x'>{run('now ')}</w:ins>"
                + f"<w:moveFrom w:id='3' w:author='x'>{run('slowly ')}</w:moveFrom>"
                + f"<w:moveTo w:id='4' w:author='x'>{run('fully ')}</w:moveTo>"
                + run("trained staff.")
            ),
            paragraph("We agree ", gone),
            paragraph("with this."),
            paragraph("<w:del w:id='5'><w:r><w:delText>All of it</w:delText></w:r></w:del>", gone),
            paragraph("An end."),
        )
    )
    assert words(document) == [
        "The force has now fully trained staff.",
        "We agree with this.",
        "An end.",
    ]
    assert document.guesses == ("It has tracked changes; it was read as if all were accepted.",)


def test_a_deleted_row_and_a_deleted_number_do_not_count() -> None:
    deleted = "<w:trPr><w:del w:id='1' w:author='x'/></w:trPr>"
    gone = listed("", 1).replace("</w:pPr>", "<w:rPr><w:del w:id='9'/></w:rPr></w:pPr>")
    document = read(
        made(
            table(cell("a") + cell("b"), f"{deleted}{cell('c')}{cell('d')}", cell("e") + cell("f")),
            listed("one", 1),
            gone.replace("</w:p>", "<w:del w:id='2'><w:r><w:t>x</w:t></w:r></w:del></w:p>"),
            listed("two", 1),
            change=lambda word: set_numbering(word, LISTS),
        )
    )
    assert words(document) == ["a", "b", "e", "f", "1. one", "2. two"]


def test_hidden_text_and_comments_are_not_read_and_said_so() -> None:
    document = read(
        made(
            paragraph(
                run("We agree.")
                + run(" Not really.", "<w:vanish/>")
                + "<w:r><w:commentReference w:id='0'/></w:r>"
            )
        )
    )
    assert document.text == "We agree."
    assert document.warnings == (
        "It has hidden text, which was not read.",
        "It has comments in its margin, which were not read.",
    )


def note_reference(kind: str, number: int, custom: str = "") -> str:
    more = " w:customMarkFollows='1'" if custom else ""
    mark = f"<w:t>{custom}</w:t>" if custom else ""
    return f"<w:r><w:{kind}Reference w:id='{number}'{more}/>{mark}</w:r>"


def test_notes_stand_at_the_end_with_their_marks_and_glued_to_no_word() -> None:
    def with_notes(word: WordDocument) -> None:
        own = "<w:r><w:footnoteRef/></w:r>"
        notes = "".join(
            f"<w:footnote w:id='{number}'>{paragraph(own + run(f' {text}'))}</w:footnote>"
            for number, text in [(1, "By May 2021."), (2, "In custody."), (3, "Unless told.")]
        )
        add_part(word, "footnotes", notes)
        add_part(
            word, "endnotes", f"<w:endnote w:id='1'>{paragraph('See the report.')}</w:endnote>"
        )

    document = read(
        made(
            paragraph(
                run("All staff")
                + note_reference("footnote", 1)
                + run(" are trained")
                + note_reference("footnote", 3, "*")
                + run(".")
            ),
            paragraph(run("So") + note_reference("footnote", 2) + note_reference("endnote", 1)),
            change=with_notes,
        )
    )
    assert words(document) == [
        "All staff are trained.",
        "So",
        "By May 2021.",
        "Unless told.",
        "In custody.",
        "See the report.",
    ]
    assert words(document, NOTE) == words(document)[2:]
    assert document.text.endswith(
        "1 By May 2021.\n\n* Unless told.\n\n2 In custody.\n\ni See the report."
    )


def test_a_note_stands_on_the_page_of_its_mark() -> None:
    def with_notes(word: WordDocument) -> None:
        add_part(word, "footnotes", f"<w:footnote w:id='1'>{paragraph('In May.')}</w:footnote>")

    document = read(
        made(
            paragraph(run("Trained") + note_reference("footnote", 1)),
            paragraph("<w:r><w:br w:type='page'/><w:t>Next page.</w:t></w:r>"),
            change=with_notes,
        )
    )
    found = [(document.words(b), document.page_at(b.start).number) for b in document.blocks]
    assert found == [("Trained", 1), ("In May.", 1), ("Next page.", 2)]


def test_a_note_in_the_middle_of_an_answer_is_no_part_of_it() -> None:
    def with_notes(word: WordDocument) -> None:
        note = paragraph("Counted in May by the inspectorate.")
        add_part(word, "footnotes", f"<w:footnote w:id='1'>{note}</w:footnote>")

    document = read(
        made(
            paragraph("Recommendation 1: The force should train each sergeant."),
            paragraph(run("Force response: It has trained 40.") + note_reference("footnote", 1)),
            paragraph("<w:r><w:br w:type='page'/><w:t>It will train the rest.</w:t></w:r>"),
            change=with_notes,
        )
    )
    (item,) = understood(document).items
    assert item.response == "It has trained 40.\n\nIt will train the rest."
    assert [part.speaker for part in item.response_parts] == [Speaker.FORCE, Speaker.FORCE]


def saved(word: WordDocument) -> bytes:
    made_file = io.BytesIO()
    word.save(made_file)
    return made_file.getvalue()


def field(instruction: str, result: str) -> str:
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    told = f"<w:r><w:instrText xml:space='preserve'> {instruction} </w:instrText></w:r>"
    return mark.format("begin") + told + mark.format("separate") + run(result) + mark.format("end")


def test_running_headers_are_kept_apart_and_the_letterhead_is_text() -> None:
    word = docx.Document()
    first = word.sections[0]
    first.different_first_page_header_footer = True
    first.first_page_header.paragraphs[0].text = "Police and Crime Commissioner for Northmoor"
    first.first_page_header.add_paragraph("3 May 2022")
    first.header.paragraphs[0].text = "Response of Northmoor"
    first.footer.paragraphs[0].text = "www.northmoor.example"
    word.add_paragraph("Dear Home Secretary,")
    second = word.add_section(WD_SECTION.NEW_PAGE)
    second.header.is_linked_to_previous = False
    second.header.paragraphs[0].text = "Appendix A"
    word.add_paragraph("The force’s answers.")
    document = read(saved(word))
    assert words(document) == [
        "Police and Crime Commissioner for Northmoor",
        "3 May 2022",
        "Dear Home Secretary,",
        "The force’s answers.",
    ]
    assert ("header", "Response of Northmoor") in apart(document)
    assert ("footer", "www.northmoor.example") in apart(document)
    assert ("header", "Appendix A") in apart(document)
    assert len(document.pages) == 2
    front = understood(document).front
    assert (front.body, str(front.dated)) == ("Northmoor", "2022-05-03")


def test_a_page_number_in_the_footer_is_kept_apart_and_labels_the_pages() -> None:
    word = docx.Document()
    line = f"{run('Page ')}{field('PAGE', '2')}{run(' of ')}{field('NUMPAGES', '5')}"
    footer = word.sections[0].footer.paragraphs[0]._p
    footer.extend(list(parse_xml(f"<w:p {SPACES}>{line}</w:p>")))
    word.sections[0]._sectPr.append(
        parse_xml(f'<w:pgNumType w:fmt="lowerRoman" w:start="3" {SPACES}/>')
    )
    word.add_paragraph("First page.").add_run().add_break(WD_BREAK.PAGE)
    word.add_paragraph("Second page.")
    document = read(saved(word))
    assert apart(document) == [("page_number", "Page 2 of 5")]
    assert [page.label for page in document.pages] == ["iii", "iv"]


def test_a_header_that_repeats_the_body_is_furniture() -> None:
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "Doing better"
    word.add_paragraph("Our response to Doing better")
    document = read(saved(word))
    assert words(document) == ["Our response to Doing better"]
    assert apart(document) == [("header", "Doing better")]


def test_fields_show_their_last_result_and_a_table_of_contents_is_kept_apart() -> None:
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    contents = mark.format("begin") + "<w:r><w:instrText> TOC </w:instrText></w:r>"
    document = read(
        made(
            paragraph(contents + mark.format("separate") + run("Recommendation 1 … 3")),
            paragraph(run("Recommendation 2 … 4") + mark.format("end")),
            paragraph(run("Written on ") + field("DATE", "3 May 2022") + run(".")),
            paragraph(
                run("See ")
                + "<w:fldSimple w:instr=' REF x '><w:r><w:t>section 4</w:t></w:r></w:fldSimple>"
                + field(f"IF {field('REF y', 'hidden')} 1", " below")
            ),
        )
    )
    assert words(document) == ["Written on 3 May 2022.", "See section 4 below"]
    assert apart(document) == [
        ("heading", "Recommendation 1 … 3"),
        ("heading", "Recommendation 2 … 4"),
    ]


def test_the_boxes_and_lists_of_an_old_form_show_what_was_chosen() -> None:
    def chosen(inner: str) -> str:
        data = f"<w:ffData>{inner}</w:ffData>"
        begun = f"<w:r><w:fldChar w:fldCharType='begin'>{data}</w:fldChar></w:r>"
        return f"{begun}<w:r><w:fldChar w:fldCharType='end'/></w:r>"

    entries = "<w:listEntry w:val='Accepted'/><w:listEntry w:val='Rejected'/>"
    document = read(
        made(
            paragraph(
                run("Agreed ")
                + chosen("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>")
                + run(" Refused ")
                + chosen("<w:checkBox><w:default w:val='0'/></w:checkBox>")
                + run(" Status: ")
                + chosen(f"<w:ddList><w:result w:val='1'/>{entries}</w:ddList>")
            )
        )
    )
    assert document.text == "Agreed ☒ Refused ☐ Status: Rejected"


def test_signs_hyphens_links_and_controls_are_read() -> None:
    document = read(
        made(
            paragraph(
                '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
                + run(" Agreed, self")
                + "<w:r><w:noBreakHyphen/></w:r>"
                + run("evident and co")
                + "<w:r><w:softHyphen/></w:r>"
                + run("operative; ")
                + f'<w:hyperlink r:id="rId1">{run("our page")}</w:hyperlink>'
                + f"<w:smartTag>{run(' in Leeds')}</w:smartTag>"
                + f"<w:sdt><w:sdtContent>{run(' today')}</w:sdtContent></w:sdt>"
                + run("\u00a0now."),
            ),
            f"<w:sdt><w:sdtContent>{paragraph('In a control.')}</w:sdtContent></w:sdt>",
        )
    )
    assert words(document) == [
        "✓ Agreed, self-evident and cooperative; our page in Leeds today now.",
        "In a control.",
    ]


def test_pages_are_those_of_the_last_layout() -> None:
    rendered = "<w:r><w:lastRenderedPageBreak/><w:t>{}</w:t></w:r>"
    by_hand = "<w:r><w:br w:type='page'/></w:r>"
    document = read(
        made(
            paragraph(run("A paragraph that goes ") + rendered.format("on.")),
            paragraph(run("An end.") + by_hand),
            paragraph(rendered.format("A third page.")),
            paragraph("A fourth page.", "<w:pageBreakBefore/>"),
        )
    )
    found = [(document.words(b), document.page_at(b.start).number) for b in document.blocks]
    assert found == [
        ("A paragraph that goes on.", 1),
        ("An end.", 2),
        ("A third page.", 3),
        ("A fourth page.", 4),
    ]
    assert len(document.pages) == 4


def test_a_row_over_the_end_of_a_page_ends_it() -> None:
    rendered = "<w:r><w:lastRenderedPageBreak/><w:t>c</w:t></w:r>"
    row = f"<w:tc>{paragraph(rendered)}</w:tc><w:tc>{paragraph(rendered)}</w:tc>"
    document = read(made(table(cell("a") + cell("b"), row, cell("e") + cell("f"))))
    assert [document.page_at(b.start).number for b in document.blocks] == [1, 1, 2, 2, 2, 2]


def test_lines_that_an_author_broke_by_hand_are_parted_where_another_thing_begins() -> None:
    broken = "<w:r><w:br/></w:r>"
    document = read(
        made(
            paragraph(
                run("Recommendation 1: Forces should write.")
                + broken
                + run("We do so in a week.")
                + broken
                + run("- each Monday")
            ),
            paragraph(run("Tom Alder") + broken + run("Northmoor")),
        )
    )
    assert words(document) == [
        "Recommendation 1: Forces should write.",
        "We do so in a week.",
        "each Monday",
        "Tom Alder\nNorthmoor",
    ]


def test_a_strict_file_a_template_and_one_with_macros_are_read() -> None:
    plain = made(paragraph("We agree with this."))
    transitional = b"http://schemas.openxmlformats.org/"

    def strict(_: str, content: bytes) -> bytes:
        for family in (b"officeDocument", b"wordprocessingml", b"drawingml"):
            content = content.replace(
                transitional + family + b"/2006/", b"http://purl.oclc.org/ooxml/" + family + b"/"
            )
        return content

    def with_macros(_: str, content: bytes) -> bytes:
        return content.replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        )

    assert read(rewritten(plain, strict)).text == "We agree with this."
    assert read(rewritten(plain, with_macros), "letter.docm").text == "We agree with this."


def test_macros_are_not_read_and_a_warning_says_so() -> None:
    made_file = io.BytesIO(made(paragraph("We agree.")))
    with zipfile.ZipFile(made_file, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"Sub AutoOpen")
    document = read(made_file.getvalue(), "letter.docm")
    assert document.warnings == ("It holds macros, which were neither read nor run.",)


def test_what_is_not_words_is_named_in_a_warning() -> None:
    chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    document = read(
        made(
            paragraph(
                run("See this:")
                + f"<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri='{chart}'/>"
                "</a:graphic></wp:inline></w:drawing></w:r>"
            ),
            paragraph(
                "<w:r><w:drawing><wp:inline><wp:extent cx='5000000' cy='5000000'/><a:graphic>"
                "<a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
            ),
        )
    )
    assert document.warnings == (
        "It holds a diagram, a chart or another document, whose words were not read.",
        "It holds a large picture; words in a picture are not read.",
    )


def test_a_word_file_without_words_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="holds no text, only pictures if anything"):
        parse(made(paragraph("")), "scan.docx")


def test_a_text_that_was_opened_in_word_is_cut_as_a_text_file_is() -> None:
    word = docx.Document()
    word.styles.add_style("Preformatted Text", 1)
    for line in (
        "This is the first line of a letter that its writer has wrapped by hand at eighty",
        "characters, so that a paragraph goes on from each line to the next one, and ends",
        "here.",
        "",
        "- a bullet",
    ):
        word.add_paragraph(line, style="Preformatted Text")
    document = read(saved(word))
    assert len(document.blocks) == 2
    assert words(document, BULLET) == ["a bullet"]
