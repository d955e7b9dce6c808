"""Pages whose words stand in a picture become lines."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ingest.limits import MOST_RECOGNISED, page_read
from ingest.readers.layout import LaidPage
from ingest.readers.lines import Line
from ingest.readers.ocr import Picture, Seen, available, recognise
from ingest.readers.pictures import PageNotDrawn, is_blank, page_picture
from ingest.readers.settle import settle

INSTALL = 'Install text recognition (pip install "onrecord[ocr]"), then ingest it again.'
SWITCH_ON = "Ingest it again with --ocr."


def recognise_pages(data: bytes, numbers: Sequence[int]) -> dict[int, list[Line]]:
    """Recognise the lines of pages of a PDF, counted from 1; none where one cannot be drawn."""
    settled = settle([_seen(data, number) for number in numbers])
    return dict(zip(numbers, settled, strict=True))


def _seen(data: bytes, number: int) -> list[Seen]:
    page_read()  # to draw it takes time, though it be blank
    try:
        return seen_in(*page_picture(data, number))
    except PageNotDrawn:
        return []


def seen_in(picture: Picture, dpi: float) -> list[Seen]:
    """The lines of a page; none on an empty one."""
    if is_blank(picture):
        return []
    return recognise(picture, dpi)


def without_words(pages: int, *, tried: bool) -> str:
    """Why a file without any words is refused."""
    counted = "1 page" if pages == 1 else f"{pages} pages"
    if tried:
        if pages > MOST_RECOGNISED:
            counted = f"first {MOST_RECOGNISED} pages"
        return (
            f"has no text layer, and text recognition (OCR) found no words on its {counted}. "
            "Scan it again, darker or larger, then retry."
        )
    return f"has no text layer: 0 characters on {counted}. {next_step()}"


def about_pages(
    pages: Sequence[LaidPage],
    *,
    tried: bool,
    lost: Collection[int] = (),
    unread: Sequence[int] = (),
    beyond: Sequence[int] = (),
) -> list[str]:
    """A sentence for the pages that were recognised, and one for each that gave no words.

    Args:
        tried: the words in pictures were looked for.
        lost: pages about which something else was said.
        unread: pages with text that have a picture, too, whose words were not looked for.
        beyond: pages whose pictures come after the last that is recognised.
    """
    read = [n for n, page in enumerate(pages, 1) if page.recognised and page.pieces]
    said = []
    if read:
        verb, where = ("were", "pictures") if len(read) > 1 else ("was", "a picture")
        said.append(f"{_named(read)} {verb} recognised from {where} (OCR).")
    for number, page in enumerate(pages, 1):
        if page.pieces or number in lost or number in beyond:
            continue
        if tried:
            said.append(f"Page {number} has no text, and no words were recognised on it.")
        else:
            said.append(f"Page {number} has no text; it may be a scan or a picture.")
    if beyond:
        verb = "were" if len(beyond) > 1 else "was"
        said.append(
            f"{_named(beyond)} {verb} not recognised: text recognition (OCR) stops after "
            f"{MOST_RECOGNISED} pages of a file. Split it, then ingest its parts."
        )
    said += [
        f"Page {number} is a picture with little text; it was not recognised." for number in unread
    ]
    return said


def next_step() -> str:
    """What makes a scan readable."""
    return SWITCH_ON if available() else INSTALL


def _named(numbers: Sequence[int]) -> str:
    """ "Page 3", or "Pages 1, 4 to 6 and 9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    listed = " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    return f"Page{'s' if len(numbers) > 1 else ''} {listed}"
