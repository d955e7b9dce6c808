"""Scans for the tests: pages drawn as pictures, as a scanner gives them."""

from __future__ import annotations

import io
import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pypdfium2  # type: ignore[import-untyped]
from PIL import Image
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

GRAIN = 8  # of 255: how far the grey of a scan strays
PLAIN = ParagraphStyle("plain", fontName="Helvetica", fontSize=11, leading=14, spaceAfter=8)
BOLD = ParagraphStyle("bold", parent=PLAIN, fontName="Helvetica-Bold")
HEADING = ParagraphStyle("heading", parent=BOLD, fontSize=16, leading=20)
JUSTIFIED = ParagraphStyle("justified", parent=PLAIN, fontName="Times-Roman", alignment=TA_JUSTIFY)


def typeset(parts: Iterable[tuple[str, ParagraphStyle]]) -> bytes:
    """A PDF with a text layer, of paragraphs."""
    made = io.BytesIO()
    flowables: list[Flowable] = [Paragraph(words, style) for words, style in parts]
    SimpleDocTemplate(made, pagesize=A4).build(flowables)
    return made.getvalue()


def office_pdf(path: Path, folder: Path) -> bytes:
    """A file as LibreOffice makes it a PDF."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    return (folder / path.name).with_suffix(".pdf").read_bytes()


def scanned(pdf: bytes, *, dpi: int = 200, skewed: float = 0, turned: int = 0) -> list[Image.Image]:
    """The pages of a PDF as a scanner sees them: grey, grainy, compressed.

    Args:
        skewed: degrees by which the paper was laid askew.
        turned: quarter turns to the left.
    """
    chance = np.random.default_rng(1996)
    pages: list[Image.Image] = []
    with pypdfium2.PdfDocument(pdf) as opened:
        for page in opened:
            grey = page.render(scale=dpi / 72).to_pil().convert("L")
            grey = grey.rotate(skewed, Image.Resampling.BICUBIC, fillcolor=255)
            grey = grey.rotate(90 * turned, expand=True)
            light = np.asarray(grey, dtype=np.float64) * 0.94 + 8
            light += chance.normal(0, GRAIN, light.shape)
            stored = io.BytesIO()
            Image.fromarray(light.clip(0, 255).astype(np.uint8)).save(stored, "JPEG", quality=75)
            pages.append(Image.open(stored).copy())
    return pages


def pictures_only(pages: Sequence[Image.Image], dpi: int = 200) -> bytes:
    """A PDF of pictures, without any text."""
    made = io.BytesIO()
    pages[0].save(made, "PDF", save_all=True, append_images=pages[1:], resolution=dpi)
    return made.getvalue()


def joined(*parts: str | Image.Image) -> bytes:
    """A PDF of typed and of scanned pages."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4)
    for part in parts:
        if isinstance(part, str):
            for row, words in enumerate(part.splitlines()):
                canvas.drawString(72, 700 - 14 * row, words)
        else:
            canvas.drawInlineImage(part, 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def words(text: str) -> Counter[str]:
    """The words of a text, however written, each as often as it comes."""
    return Counter(re.findall(r"[^\W_]+", text.casefold()))


def share_found(wanted: str, text: str) -> float:
    """Of the words that are wanted, how many a text has."""
    return (words(wanted) & words(text)).total() / words(wanted).total()
