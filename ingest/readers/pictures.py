"""A page of a PDF, or of a file of pictures, becomes a picture."""

from __future__ import annotations

import numpy as np
from PIL import Image

from ingest.readers.ocr import Picture

DPI = 200
FAINT = 24  # of 255: what differs less from its ground is not read
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


def is_blank(picture: Picture) -> bool:
    """Whether a page is of one grey."""
    return int(picture.max()) - int(picture.min()) < FAINT


def _picture(grey: Image.Image) -> Picture:
    return np.repeat(np.asarray(grey)[:, :, np.newaxis], 3, axis=2)
