"""A file of pictures, such as a scan of a letter, becomes a Document."""

from __future__ import annotations

from ingest.errors import UnreadableFile
from ingest.limits import MOST_RECOGNISED
from ingest.model import Document
from ingest.readers.layout import LaidPage, lay_out
from ingest.readers.ocr import available
from ingest.readers.pictures import file_pictures
from ingest.readers.scans import about_pages, next_step, seen_in
from ingest.readers.settle import settle


def read_pictures(data: bytes, file: str, *, recognise: bool) -> Document:
    """Read a PNG, JPEG or TIFF of one page or more.

    Args:
        recognise: whether words in pictures are to be read, where that is installed.

    Raises UnreadableFile: it is damaged, or no words are recognised in it.
    """
    if not (recognise and available()):
        raise UnreadableFile(file, f"is a picture: 0 characters of text. {next_step()}")
    settled = settle([seen_in(*each) if each else [] for each in file_pictures(data, file)])
    if not any(settled):
        raise UnreadableFile(
            file,
            "is a picture in which text recognition (OCR) found no words. "
            "Scan it again, darker or larger, then retry.",
        )
    pages = [LaidPage(pieces=lines, label=None, recognised=True) for lines in settled]
    beyond = range(MOST_RECOGNISED + 1, len(pages) + 1)
    return lay_out(pages, about_pages(pages, tried=True, beyond=beyond))
