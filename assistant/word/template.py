"""The office's own Word file is opened to write a letter in, if that is safe."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from assistant.errors import TemplateRefused
from assistant.word import wording
from ingest.errors import UnreadableFile
from ingest.files.archives import directory
from ingest.limits import LARGEST_FILE
from ingest.readers.word_package import LARGEST_UNPACKED

_WITH_MACROS = re.compile(rb"macroEnabled|vbaProject", re.I)
_ATTACHED = "/attachedTemplate"


def open_template(path: Path) -> Document:
    """Raises TemplateRefused, or OSError where the file cannot be opened."""
    if path.stat().st_size > LARGEST_FILE:
        raise TemplateRefused(wording.template_too_large(path.name, LARGEST_FILE // 2**20))
    data = path.read_bytes()
    _check(data, path.name)
    try:
        document = docx.Document(BytesIO(data))
    except Exception as error:  # python-docx raises whatever lxml, zipfile and opc raise
        raise TemplateRefused(wording.template_unreadable(path.name)) from error
    _detach(document)
    return document


def _check(data: bytes, file: str) -> None:
    """Raises TemplateRefused: it holds macros, is no .docx, or would unpack to too much."""
    if file.lower().endswith((".docm", ".dotm", ".dotx", ".doc", ".dot")):
        raise TemplateRefused(wording.template_of_another_kind(file))
    try:
        entries = directory(BytesIO(data), file, kind="a Word document", most=LARGEST_UNPACKED)
        with ZipFile(BytesIO(data)) as archive:
            types = archive.read("[Content_Types].xml")
    except UnreadableFile as error:
        raise TemplateRefused(str(error)) from error
    except (BadZipFile, KeyError, RuntimeError, NotImplementedError) as error:
        raise TemplateRefused(wording.template_unreadable(file)) from error
    names = (entry.filename.encode() for entry in entries)
    if any(_WITH_MACROS.search(each) for each in (types, *names)):
        raise TemplateRefused(wording.template_with_macros(file))


def _detach(document: Document) -> None:
    """Forget the template that the office's file was made from: Word would fetch and run it."""
    settings = document.settings.element
    for attached in settings.findall(qn("w:attachedTemplate")):
        settings.remove(attached)
    relations = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels
    for key in [key for key, each in relations.items() if each.reltype.endswith(_ATTACHED)]:
        del relations[key]
