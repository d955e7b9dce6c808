"""A PDF becomes a Document: lines by their place on the page, paragraphs from the gaps between.

Running headers and footers are kept once, page numbers become labels, words cut at a line's end
are joined. Nothing else is left out: pages without text are named in the warnings.
"""

from __future__ import annotations

import io

import pypdf
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from ingest.errors import UnreadableFile
from ingest.model import Document
from ingest.readers.builder import DocumentBuilder
from ingest.readers.layout import LaidPage, add_pages
from ingest.readers.lines import page_lines
from ingest.readers.running import drop_running_lines, take_page_number

MOST_PAGES = 2000


def read_pdf(data: bytes, file: str) -> Document:
    """Read a PDF; raises UnreadableFile where it is locked, damaged or has no text layer."""
    reader = _open(data, file)
    labels: list[str | None] = list(reader.page_labels) if _has_labels(reader) else []
    pages, warnings = [], []
    for number, page in enumerate(reader.pages, 1):
        try:
            pages.append(page_lines(page))
        except Exception as error:  # pypdf raises anything on a damaged page
            pages.append([])
            warnings.append(f"Page {number} could not be read ({type(error).__name__}).")
            continue
        if not pages[-1]:
            warnings.append(f"Page {number} has no text; it may be a scan or a picture.")
    if not any(pages):
        counted = "1 page" if len(pages) == 1 else f"{len(pages)} pages"
        raise UnreadableFile(
            file,
            f"has no text layer: 0 characters on {counted}. "
            "Run text recognition (OCR) on it, save it, then ingest it again.",
        )
    printed = [take_page_number(lines) for lines in pages]
    drop_running_lines(pages)
    builder = DocumentBuilder()
    add_pages(
        builder,
        [
            LaidPage(lines=lines, label=label, recognised=False)
            for lines, label in zip(pages, labels or printed, strict=True)
        ],
    )
    return builder.build(warnings)


def _open(data: bytes, file: str) -> pypdf.PdfReader:
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile(
                file, "is locked with a password. Save a copy without the password, then retry."
            )
        count = len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableFile(
            file, "is damaged and cannot be opened as a PDF. Export it again from its source."
        ) from error
    if count == 0 or count > MOST_PAGES:
        raise UnreadableFile(
            file,
            f"has {count} pages; between 1 and {MOST_PAGES} can be read. Split it, then retry.",
        )
    return reader


def _has_labels(reader: pypdf.PdfReader) -> bool:
    root = reader.trailer["/Root"].get_object()
    return isinstance(root, DictionaryObject) and "/PageLabels" in root
