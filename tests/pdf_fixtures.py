"""PDF files for the tests: drawn with reportlab, or exported by LibreOffice."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.model import BlockStyle, Document, FurnitureKind
from ingest.readers.lines import FOLDED
from ingest.readers.pdf import read_pdf

Draw = Callable[[Canvas], None]

PROSE = (
    "The force has trained every call handler in the control room to recognise the people who "
    "are most at risk, and a supervisor listens to ten calls of each of them in every month. "
    "What is heard there is talked over with the handler in the same week, so that a mistake is "
    "put right while it is still remembered by the one who made it."
)


def drawn(*pages: Draw) -> bytes:
    """A PDF with a page for each function, which draws on it."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4)
    for draw in pages:
        canvas.setFont("Helvetica", 11)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def wrapped(words: str, width: int) -> list[str]:
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines


def set_lines(
    canvas: Canvas, lines: Sequence[str], *, left: float = 72, top: float = 700, by: float = 14
) -> None:
    for number, line in enumerate(lines):
        canvas.drawString(left, top - by * number, line)


def read_whole(data: bytes) -> Document:
    """Read a PDF, and see that nothing that pypdf finds in it is lost or said twice."""
    document = read_pdf(data, "made.pdf", recognise=False)
    assert unaccounted(data, document) == ({}, {})
    return document


def unaccounted(data: bytes, document: Document) -> tuple[dict[str, int], dict[str, int]]:
    """The characters that the reading has lost, and those that it has too many of.

    What pypdf extracts is counted against the text and what is kept apart from it. A hyphen at
    the end of a line may be gone, where the word that it cut is joined.
    """
    raw = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    apart = [each.text for each in document.furniture if each.span is None]
    found, kept = _letters(raw), _letters("".join([document.text, *apart]))
    lost, added = found - kept, kept - found
    at_line_ends = Counter(re.findall(r"([-‐])[ \t]*\n", raw))
    lost -= Counter({mark: min(lost[mark], at_line_ends[mark]) for mark in "-‐"})
    return dict(lost), dict(added)


def _letters(text: str) -> Counter[str]:
    return Counter("".join(text.translate(FOLDED).split()))


def words_of(document: Document, style: BlockStyle) -> list[str]:
    return [document.words(block) for block in document.blocks if block.style is style]


def apart(document: Document, kind: FurnitureKind) -> list[tuple[int, str]]:
    """What is kept apart from the text, with its page."""
    return [
        (each.page, each.text)
        for each in document.furniture
        if each.kind is kind and each.span is None
    ]


def cells(document: Document) -> dict[tuple[int, int, int], str]:
    """The words of each cell by its table, row and column."""
    found = {block.cell: document.words(block) for block in document.blocks if block.cell}
    assert len(found) == sum(block.cell is not None for block in document.blocks)
    return found


def exported(files: Sequence[Path], folder: Path, *, tagged: bool = False) -> dict[str, Path]:
    """What LibreOffice makes of the files as PDF, by their names without ending."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-writer-nogui")
    options = {"UseTaggedPDF": {"type": "boolean", "value": str(tagged).lower()}}
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            f"pdf:writer_pdf_Export:{json.dumps(options)}",
            "--outdir",
            str(folder),
            *(str(file) for file in files),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    made = {file.stem: folder / f"{file.stem}.pdf" for file in files}
    assert all(file.exists() for file in made.values())
    return made
