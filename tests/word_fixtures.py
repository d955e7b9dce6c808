"""Word files for the tests: what python-docx cannot write is written as its XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from ingest.files.kinds import parse
from ingest.letters import find_letters
from ingest.model import BlockStyle, Document, Letter
from ingest.structure.furniture import uncovered

SPACES = nsdecls("w", "r", "wp", "a", "pic", "m") + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def paragraph(inner: str, properties: str = "") -> str:
    """A paragraph of runs; words without a tag become one."""
    runs = inner if inner.startswith("<") or not inner else run(inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def listed(words: str, number: int, level: int = 0) -> str:
    numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(words, numbering)


def cell(words: str, properties: str = "") -> str:
    inner = "".join(paragraph(line) for line in words.split("\n"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def made(*body: str, change: Callable[[WordDocument], None] | None = None) -> bytes:
    """A .docx whose body is these elements, before the section of python-docx's own."""
    word = docx.Document()
    for element in body:
        section = word.element.body.sectPr
        section.addprevious(parse_xml(element.replace(">", f" {SPACES}>", 1)))
    if change is not None:
        change(word)
    saved = io.BytesIO()
    word.save(saved)
    return saved.getvalue()


def add_part(word: WordDocument, kind: str, inner: str) -> str:
    """Add footnotes, endnotes, numbering, a header or a footer; returns its relation."""
    tag = {"footnotes": "footnotes", "endnotes": "endnotes", "header": "hdr", "footer": "ftr"}
    number = sum(part.partname.startswith(f"/word/{kind}") for part in word.part.package.parts)
    part = Part(
        PackURI(f"/word/{kind}{number + 10}.xml"),
        getattr(CONTENT_TYPE, f"WML_{kind.upper()}"),
        f"<w:{tag[kind]} {SPACES}>{inner}</w:{tag[kind]}>".encode(),
        word.part.package,
    )
    return word.part.relate_to(part, getattr(RELATIONSHIP_TYPE, kind.upper()))


def set_numbering(word: WordDocument, inner: str) -> None:
    """Replace the lists of the template."""
    element = word.part.numbering_part.element
    for child in list(element):
        element.remove(child)
    for child in parse_xml(f"<w:numbering {SPACES}>{inner}</w:numbering>"):
        element.append(child)


def rewritten(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The same zip with each file in it changed."""
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(saved, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change(entry.filename, old.read(entry)))
    return saved.getvalue()


def read(data: bytes, file: str = "letter.docx") -> Document:
    """Read a file and see that nothing of it is unaccounted for."""
    document = parse(data, file)
    understood(document)
    return document


def understood(document: Document, file: str = "letter.docx") -> Letter:
    (letter,) = find_letters(document, file, "0" * 16)
    assert uncovered(letter.text, letter.passages, letter.furniture) == []
    for passage in letter.passages:
        assert letter.text[passage.start : passage.end] == passage.text
    return letter


def words(document: Document, style: BlockStyle | None = None) -> list[str]:
    return [document.words(b) for b in document.blocks if style is None or b.style is style]


def apart(document: Document) -> list[tuple[str, str]]:
    return [(each.kind.value, each.text) for each in document.furniture]
