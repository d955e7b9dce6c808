"""A PDF becomes a Document: the ink of its pages, put in reading order and joined to paragraphs.

Nothing is left out: running headers and footers and page numbers are kept apart, and pages
without text are named in the warnings.
"""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from ingest.errors import BeyondLimits, UnreadableFile
from ingest.limits import MOST_RECOGNISED, check_pages, check_text, page_read
from ingest.model import Document
from ingest.readers.content import Fonts, TooMuchDrawn, read_ink
from ingest.readers.layers import common_words, has_hidden_text, is_doubtful, is_scan
from ingest.readers.layout import LaidPage, lay_out
from ingest.readers.ocr import available
from ingest.readers.pieces import find_pieces
from ingest.readers.scans import about_pages, recognise_pages, without_words


def read_pdf(data: bytes, file: str, *, recognise: bool = True) -> Document:
    """Read a PDF.

    Args:
        recognise: read the words in pictures of pages too, where that is installed.

    Raises:
        UnreadableFile: it is locked, damaged or has no text.
        BeyondLimits: it has too many pages or characters.
    """
    reader = _open(data, file)
    labels = _labels(reader)
    fonts = Fonts()
    pages: list[LaidPage] = []
    damaged: dict[int, str] = {}
    doubtful: list[int] = []  # pictures of pages, with text that says less than they show
    characters = 0
    for number, drawn in enumerate(reader.pages, 1):
        try:
            ink = read_ink(drawn, fonts)
            characters += sum(len(run.text) for run in ink.runs)
            check_text(characters)
            pieces = find_pieces(ink)
        except BeyondLimits:
            raise
        except TooMuchDrawn:
            pieces = []
            damaged[number] = f"Page {number} is too rich a drawing to be read."
        except Exception as error:  # pypdf raises anything on a damaged page
            pieces = []
            damaged[number] = f"Page {number} could not be read ({type(error).__name__})."
        scan = bool(pieces) and is_scan(drawn)
        hidden = scan and has_hidden_text(drawn)
        pages.append(LaidPage(pieces=pieces, label=labels.get(number), recognised=hidden))
        if scan and is_doubtful(pieces):
            doubtful.append(number)
        page_read()
    empty = [number for number, page in enumerate(pages, 1) if not page.pieces]
    tried = recognise and available()
    wanted = sorted([*empty, *doubtful])
    recognised = recognise_pages(data, wanted[:MOST_RECOGNISED]) if tried else {}
    for number, lines in recognised.items():
        page = pages[number - 1]
        if common_words(lines) > common_words(page.pieces) or not page.pieces:
            pages[number - 1] = replace(page, pieces=lines, recognised=True)
    if not any(page.pieces for page in pages):
        raise UnreadableFile(file, without_words(len(pages), tried=tried))
    lost = [number for number in damaged if not pages[number - 1].pieces]
    warnings = [damaged[number] for number in lost]
    warnings += about_pages(
        pages,
        lost=lost,
        unread=[] if tried else doubtful,
        tried=tried,
        beyond=wanted[MOST_RECOGNISED:] if tried else [],
    )
    return lay_out(pages, warnings)


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
    check_pages(count)
    return reader


def _labels(reader: pypdf.PdfReader) -> dict[int, str]:
    """The labels of the pages by their number, where the file has any."""
    root = reader.trailer["/Root"].get_object()
    if not isinstance(root, DictionaryObject) or "/PageLabels" not in root:
        return {}
    return {number: label for number, label in enumerate(reader.page_labels, 1) if label}
