"""The bytes of a Word file become an opened document, judged before it is unpacked."""

from __future__ import annotations

import io
import re
import zipfile

import docx
from docx.document import Document as WordDocument
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from ingest.errors import UnreadableFile

LARGEST_UNPACKED = 200 * 2**20  # bytes
MACROS = "It holds macros, which were neither read nor run."

_CONTENT_TYPES = "[Content_Types].xml"
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KIN = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled"
    rb"|openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml"
)
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"


def open_word(data: bytes, file: str) -> tuple[WordDocument, list[str]]:
    """Open a .docx, .docm or .dotx and say what of it will not be read.

    Raises UnreadableFile for a file that is damaged, of another kind, or unpacks too large.
    """
    entries = check_archive(data, file)
    warnings = [MACROS] if any(name.endswith("vbaProject.bin") for name in entries) else []
    try:
        return docx.Document(io.BytesIO(_as_written_by_word(data))), warnings
    except Exception as error:  # python-docx raises whatever lxml, zipfile and opc raise
        raise UnreadableFile(
            file, "is not a Word document that can be opened. Save it again as .docx in Word."
        ) from error


def check_archive(data: bytes, file: str) -> list[str]:
    """The names in a zip; raises UnreadableFile where its directory promises too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableFile(
            file, "is not a Word document: it is damaged or of another kind. Export it again."
        ) from error
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise UnreadableFile(
            file, "unpacks to more than 200 MB and was not opened. Remove its pictures and retry."
        )
    return [entry.filename for entry in entries]


def part_of(word: WordDocument, relation: str) -> BaseOxmlElement | None:
    """A part of the file beside its body, such as its styles; None where it has none."""
    for each in word.part.rels.values():
        if each.reltype == relation and not each.is_external:
            return parse_xml(each.target_part.blob)
    return None


def _as_written_by_word(data: bytes) -> bytes:
    """The same document as a plain .docx, where it is a template, strict, or has macros."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read(_CONTENT_TYPES)
        relations = archive.read("_rels/.rels")
        if not (_KIN.search(types) or _STRICT.search(relations)):
            return data
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as copy:
            for entry in archive.infolist():
                content = archive.read(entry)
                if entry.filename == _CONTENT_TYPES:
                    content = _KIN.sub(_DOCUMENT, content)
                if entry.filename.endswith((".xml", ".rels")):
                    content = _STRICT.sub(_TRANSITIONAL, content)
                copy.writestr(entry.filename, content)
    return made.getvalue()
