"""A letter is written in the office's own Word file, if that is safe. The office is invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml
from docx.shared import Pt, Twips
from letter_fixtures import DESK, citation, draft_of, drafted, item, paragraphs, quoted, statement
from word_fixtures import SPACES, rewritten

from assistant.drafting.model import DraftLetter
from assistant.errors import TemplateRefused
from assistant.word import wording, write_internal, write_invitation, write_letter

MARGIN = Twips(2268)
ATTACHED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"


@pytest.fixture
def draft() -> DraftLetter:
    return draft_of(drafted(item("A", "1"), quoted(statement(citation(DESK)))))


def office(folder: Path, change: Callable[[Document], None] | None = None) -> Path:
    """The office's own file: a letterhead, a place for the letter, and a last line."""
    document = docx.Document()
    document.sections[0].left_margin = MARGIN
    document.styles["Normal"].font.size = Pt(13)
    document.sections[0].header.paragraphs[0].text = "Office of Saltmere"
    document.sections[0].footer.paragraphs[0].text = "Harbour Street"
    document.add_paragraph("Our motto")
    document.add_paragraph("{{letter}}")
    document.add_paragraph("Registered in Saltmere")
    if change:
        change(document)
    document.save(str(folder / "office.docx"))
    return folder / "office.docx"


@pytest.mark.parametrize("write", [write_letter, write_internal, write_invitation])
def test_the_letter_takes_its_place_in_the_offices_file(
    draft: DraftLetter, tmp_path: Path, write: Callable[..., None]
) -> None:
    write(draft, tmp_path / "reply.docx", template=office(tmp_path))
    texts = [text for _, text in paragraphs(tmp_path / "reply.docx")]
    assert texts[0] == "Our motto"
    assert texts[-1] == "Registered in Saltmere"
    assert len(texts) > 12
    assert not any("{{" in text for text in texts)
    document = docx.Document(str(tmp_path / "reply.docx"))
    section = document.sections[0]
    assert section.left_margin == MARGIN
    assert "Office of Saltmere" in [each.text for each in section.header.paragraphs]
    assert section.footer.paragraphs[0].text == "Harbour Street"
    assert document.styles["Normal"].font.size == Pt(13)


def test_without_a_place_the_letter_follows_what_is_there(
    draft: DraftLetter, tmp_path: Path
) -> None:
    def no_place(document: Document) -> None:
        document.paragraphs[1].text = "Yours in service"

    write_letter(draft, tmp_path / "reply.docx", template=office(tmp_path, no_place))
    texts = [text for _, text in paragraphs(tmp_path / "reply.docx")]
    assert texts[:3] == ["Our motto", "Yours in service", "Registered in Saltmere"]
    assert "Response to “Behind the desk”" in texts


def test_an_office_that_has_a_letterhead_gets_no_second_one(
    draft: DraftLetter, tmp_path: Path
) -> None:
    ours = draft.fields.letterhead.split("\n")[0]
    write_letter(draft, tmp_path / "reply.docx", template=office(tmp_path))
    assert ours not in [text for _, text in paragraphs(tmp_path / "reply.docx")]

    plain = tmp_path / "plain.docx"
    docx.Document().save(str(plain))
    write_letter(draft, tmp_path / "reply.docx", template=plain)
    assert ours in [text for _, text in paragraphs(tmp_path / "reply.docx")]


def test_styles_that_the_office_lacks_are_added(draft: DraftLetter, tmp_path: Path) -> None:
    def bare(document: Document) -> None:
        for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet"):
            document.styles[name].delete()
        document.styles.add_style("Source", WD_STYLE_TYPE.CHARACTER)

    template = office(tmp_path, bare)
    write_letter(draft, tmp_path / "reply.docx", template=template)
    write_internal(draft, tmp_path / "internal.docx", template=template, lacking=["Copies."])
    found = paragraphs(tmp_path / "reply.docx")
    assert ("Heading 2", "Recommendation 1") in found
    assert [style for style, _ in found].count("Source") == 1


def test_incomplete_stands_in_every_header_of_the_office(
    draft: DraftLetter, tmp_path: Path
) -> None:
    def different(document: Document) -> None:
        section = document.sections[0]
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "First page"
        second = document.add_section()
        second.header.is_linked_to_previous = False
        second.header.paragraphs[0].text = "Annex"

    template = office(tmp_path, different)
    write_letter(draft, tmp_path / "reply.docx", template=template, lacking=["Copies."])
    first, second = docx.Document(str(tmp_path / "reply.docx")).sections
    for header in (first.header, first.first_page_header, first.even_page_header, second.header):
        assert header.paragraphs[0].text == wording.INCOMPLETE
    assert first.first_page_header.paragraphs[1].text == "First page"


def test_the_offices_names_and_preview_do_not_go_along(draft: DraftLetter, tmp_path: Path) -> None:
    def signed(document: Document) -> None:
        document.core_properties.author = document.core_properties.last_modified_by = "Ada"

    write_letter(draft, tmp_path / "reply.docx", template=office(tmp_path, signed))
    properties = docx.Document(str(tmp_path / "reply.docx")).core_properties
    assert (properties.author, properties.last_modified_by) == ("", "")
    names = zipfile.ZipFile(tmp_path / "reply.docx").namelist()
    assert not any("thumbnail" in name for name in names)


def test_the_file_does_not_fetch_the_template_that_the_office_began_with(
    draft: DraftLetter, tmp_path: Path
) -> None:
    def attach(document: Document) -> None:
        address = "https://elsewhere.example/letters.dotm"
        settings = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
        key = settings.relate_to(address, ATTACHED, is_external=True)
        fragment = f'<w:attachedTemplate r:id="{key}"/>'
        document.settings.element.insert(0, parse_xml(fragment.replace("/>", f" {SPACES}/>")))

    template = office(tmp_path, attach)
    assert b"elsewhere.example" in _all(template)
    write_letter(draft, tmp_path / "reply.docx", template=template)
    assert b"elsewhere.example" not in _all(tmp_path / "reply.docx")
    assert b"attachedTemplate" not in _all(tmp_path / "reply.docx")


def _all(path: Path) -> bytes:
    with zipfile.ZipFile(path) as file:
        return b"".join(file.read(name) for name in file.namelist())


def with_macros(path: Path) -> bytes:
    data = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(data, "a") as file:
        file.writestr("word/vbaProject.bin", b"\xd0\xcf")
    return data.getvalue()


def said_to_have_macros(path: Path) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        if name != "[Content_Types].xml":
            return content
        return content.replace(
            b"openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"ms-word.document.macroEnabled.main+xml",
        )

    return rewritten(path.read_bytes(), change)


def a_bomb(path: Path) -> bytes:
    data = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/media/noughts.bin", bytes(40 * 2**20))
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "why"),
    [
        ("office.docm", Path.read_bytes, "macros are never run"),
        ("office.dotm", Path.read_bytes, "macros are never run"),
        ("office.docx", with_macros, "macros, which are never run"),
        ("office.docx", said_to_have_macros, "macros, which are never run"),
        ("office.docx", a_bomb, "more than 100 times its size"),
        ("office.docx", lambda path: b"hello", "is not a Word document"),
        ("office.docx", lambda path: path.read_bytes()[:-900], "is not a Word document"),
    ],
)
def test_a_file_that_is_not_safe_to_write_in_is_refused_in_one_sentence(
    draft: DraftLetter, tmp_path: Path, name: str, make: Callable[[Path], bytes], why: str
) -> None:
    data = make(office(tmp_path))
    template = tmp_path / name
    template.write_bytes(data)
    with pytest.raises(TemplateRefused, match=why) as caught:
        write_letter(draft, tmp_path / "reply.docx", template=template)
    assert str(caught.value).startswith(name)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "reply.docx").exists()
