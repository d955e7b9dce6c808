"""A page of a PDF, or of a file of pictures, becomes a picture."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from ingest.errors import UnreadableFile
from ingest.limits import MOST_RECOGNISED, check_pages
from ingest.readers.ocr import Picture

DPI = 200
FAINT = 24  # of 255: what differs less from its ground is not read
MOST_DOTS = 80_000_000  # of a picture
TOO_LARGE = "is too large a picture. Scan it again at 300 dots an inch, then retry."
A4_HEIGHT = 11.69  # inches, as what follows
SHORTEST_PAPER, LONGEST_PAPER = 5, 18
LONGEST_SIDE = 4000  # pixels; a larger page is drawn at fewer dots an inch


class PageNotDrawn(Exception):
    """A page of a PDF that is too damaged to be drawn."""


def page_picture(data: bytes, page: int) -> tuple[Picture, float]:
    """Draw a page of a PDF, counted from 1, and return it with its dots an inch.

    Raises PageNotDrawn.
    """
    import pypdfium2  # type: ignore[import-untyped]

    try:
        with pypdfium2.PdfDocument(data) as pdf:
            drawn = pdf[page - 1]
            scale = min(DPI / 72, LONGEST_SIDE / max(drawn.get_size()))
            grey = drawn.render(scale=scale, grayscale=True).to_pil().convert("L")
    except (pypdfium2.PdfiumError, IndexError, ValueError, ZeroDivisionError) as error:
        raise PageNotDrawn from error
    return _picture(grey), scale * 72


def file_pictures(data: bytes, file: str) -> Iterator[tuple[Picture, float] | None]:
    """The pages of a file of pictures, upright, with their dots an inch.

    Those after the last that is recognised are None.

    Raises:
        UnreadableFile: it is damaged, or a picture too large.
        BeyondLimits: it has too many pages.
    """
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "TIFF")) as opened:
            pages = getattr(opened, "n_frames", 1)
            check_pages(pages)
            for page in range(min(pages, MOST_RECOGNISED)):
                opened.seek(page)
                if opened.width * opened.height > MOST_DOTS:
                    raise UnreadableFile(file, TOO_LARGE)
                yield _at_usual_size(ImageOps.exif_transpose(opened))
            yield from [None] * (pages - MOST_RECOGNISED)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadableFile(file, TOO_LARGE) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise UnreadableFile(
            file, "is damaged and cannot be opened as a picture. Scan it again, then retry."
        ) from error


def _at_usual_size(picture: Image.Image) -> tuple[Picture, float]:
    grey = Image.new("L", picture.size, 255)
    opaque = picture.convert("RGBA")
    grey.paste(opaque.convert("L"), mask=opaque.getchannel("A"))
    dpi = _dots_an_inch(picture)
    scale = min(DPI / dpi, LONGEST_SIDE / max(grey.size), 1)
    if scale < 1:
        size = round(grey.width * scale), round(grey.height * scale)
        grey = grey.resize(size, Image.Resampling.LANCZOS)
    return _picture(grey), dpi * scale


def _dots_an_inch(picture: Image.Image) -> float:
    """As the file says, if that makes a page of paper; else as if it were A4."""
    longer = max(picture.size)
    said = float(max(picture.info.get("dpi", (0, 0))))
    if said and SHORTEST_PAPER < longer / said < LONGEST_PAPER:
        return said
    return longer / A4_HEIGHT


def is_blank(picture: Picture) -> bool:
    """Whether a page is of one grey."""
    return int(picture.max()) - int(picture.min()) < FAINT


def _picture(grey: Image.Image) -> Picture:
    return np.repeat(np.asarray(grey)[:, :, np.newaxis], 3, axis=2)
