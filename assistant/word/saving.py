"""A finished Word file is saved, whole or not at all, with nobody's name and no trace of tools."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from docx.document import Document
from docx.opc.package import OpcPackage
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn

from assistant.word.sheet import Sheet
from assistant.word.text import one_line

LONGEST_TITLE = 255  # characters, of a file's properties
_NO_PROGRAM = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


def save(sheet: Sheet, path: Path, *, title: str) -> None:
    """Write beside the path and rename, so that a failure leaves what was there.

    Raises OSError, naming the path: the folder does not exist, or the file is open elsewhere.
    """
    sheet.settle()
    _set_properties(sheet.document, title)
    _clean(sheet.document)
    written = BytesIO()
    sheet.document.save(written)
    partial = path.with_name(path.name + ".partial")
    try:
        partial.write_bytes(written.getvalue())
        partial.replace(path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise OSError(error.errno, error.strerror, str(path)) from error


def _set_properties(document: Document, title: str) -> None:
    properties = document.core_properties
    properties.title = one_line(title)[:LONGEST_TITLE]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.subject = properties.keywords = properties.category = ""
    properties.language = "en-GB"
    properties.created = properties.modified = datetime.now(UTC)
    properties.revision = 1


def _clean(document: Document) -> None:
    """Take out the preview picture and what names the program that the file was begun in."""
    package = document.part.package
    assert package is not None
    _drop(package, "/thumbnail")
    for relation in package.rels.values():
        if relation.reltype.endswith("/extended-properties"):
            part = relation.target_part
            assert isinstance(part, Part)
            assert not isinstance(part, XmlPart)
            part._blob = _NO_PROGRAM
    for each in document.settings.element.findall(qn("w:savePreviewPicture")):
        document.settings.element.remove(each)


def _drop(package: OpcPackage, kind: str) -> None:
    for key in [key for key, each in package.rels.items() if each.reltype.endswith(kind)]:
        del package.rels[key]
