"""A Word file becomes a Document: paragraphs and tables in the order of the page.

Page numbers are those of the last time Word laid the file out, from the breaks it left in it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from ingest.errors import UnreadableFile
from ingest.model import BlockStyle, Document
from ingest.patterns import section_heading
from ingest.readers.builder import DocumentBuilder

LARGEST_UNPACKED = 200 * 2**20  # bytes
PAGE_BREAK = "\f"


def read_word(data: bytes, file: str) -> Document:
    """Read a .docx; raises UnreadableFile for one that is corrupt or unpacks too large."""
    _check_archive(data, file)
    try:
        word = docx.Document(io.BytesIO(data))
    except Exception as error:  # python-docx raises whatever lxml, zipfile and opc raise
        raise UnreadableFile(
            file, "is not a Word document that can be opened. Save it again as .docx in Word."
        ) from error
    builder = DocumentBuilder()
    builder.new_page(None)
    for paragraph in word.sections[0].header.paragraphs if word.sections else []:
        builder.add(paragraph.text, BlockStyle.PARAGRAPH)
    tables = 0
    for element in _content(word.element.body):
        if element.tag == qn("w:p"):
            _add_paragraph(builder, word, element)
        else:
            _add_table(builder, word, element, tables)
            tables += 1
    return builder.build()


def _check_archive(data: bytes, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise UnreadableFile(
            file, "is not a Word document: it is damaged or of another kind. Export it again."
        ) from error
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise UnreadableFile(
            file, "unpacks to more than 200 MB and was not opened. Remove its pictures and retry."
        )
    if not any(entry.filename == "word/document.xml" for entry in entries):
        raise UnreadableFile(file, "holds no Word text. Save it again as .docx in Word.")


def _content(parent: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Paragraphs and tables in order, those inside content controls too."""
    for child in parent.iterchildren():
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag == qn("w:sdt"):
            for content in child.iterchildren(qn("w:sdtContent")):
                yield from _content(content)


def _add_paragraph(builder: DocumentBuilder, word: WordDocument, element: BaseOxmlElement) -> None:
    text = _text(element)
    pieces = text.split(PAGE_BREAK)
    added = False
    for index, piece in enumerate(pieces):
        if index:
            builder.new_page(None)
        if not piece.strip():
            continue
        if added:
            builder.extend(piece)
        else:
            style, level, bold = _style(Paragraph(element, word), piece)
            builder.add(piece, style, bold=bold, level=level)
            added = True
    for box in element.iter(qn("w:txbxContent")):
        if not _inside(box, "Fallback"):
            for paragraph in box.iter(qn("w:p")):
                builder.add(_text(paragraph, within_box=True), BlockStyle.PARAGRAPH)


def _add_table(
    builder: DocumentBuilder, word: WordDocument, element: BaseOxmlElement, table: int
) -> None:
    for row, line in enumerate(element.iterchildren(qn("w:tr"))):
        for column, cell in enumerate(line.iterchildren(qn("w:tc"))):
            paragraphs = [_text(p).replace(PAGE_BREAK, " ") for p in cell.iter(qn("w:p"))]
            text = "\n".join(p.strip() for p in paragraphs if p.strip())
            builder.add(text, BlockStyle.CELL, cell=(table, row, column))


def _style(paragraph: Paragraph, text: str) -> tuple[BlockStyle, int | None, bool]:
    name = (paragraph.style.name if paragraph.style else None) or ""
    runs = [run for run in paragraph.runs if run.text.strip()]
    bold = bool(runs) and all(run.bold for run in runs)
    if match := re.fullmatch(r"Heading (\d)", name):
        return BlockStyle.HEADING, int(match.group(1)), bold
    if name in ("Title", "Subtitle"):
        return BlockStyle.HEADING, 1, bold
    if name.startswith("List"):
        return BlockStyle.BULLET, None, bold
    if section_heading(text.strip()):
        return BlockStyle.HEADING, 1, bold
    if bold and len(text) < 90 and text.strip()[-1] not in ".:;":
        return BlockStyle.HEADING, 2, bold
    return BlockStyle.PARAGRAPH, None, bold


def _text(element: BaseOxmlElement, within_box: bool = False) -> str:
    """The paragraph as Word would show it with every tracked change accepted."""
    parts = []
    for node in element.iter():
        name = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
        if name not in ("t", "tab", "br", "cr", "noBreakHyphen", "lastRenderedPageBreak"):
            continue
        if _inside(node, "moveFrom") or (not within_box and _inside(node, "txbxContent")):
            continue
        if name == "t":
            parts.append(node.text or "")
        elif name == "tab" and not _inside(node, "tabs"):
            parts.append("\t")
        elif name == "noBreakHyphen":
            parts.append("-")
        elif name == "lastRenderedPageBreak" or node.get(qn("w:type")) == "page":
            parts.append(PAGE_BREAK)
        elif name in ("br", "cr"):
            parts.append("\n")
    # Word leaves its own mark beside a page break that the author made.
    return re.sub(f"{PAGE_BREAK}+", PAGE_BREAK, "".join(parts))


def _inside(node: BaseOxmlElement, name: str) -> bool:
    return any(
        isinstance(ancestor.tag, str) and ancestor.tag.rpartition("}")[2] == name
        for ancestor in node.iterancestors()
    )
