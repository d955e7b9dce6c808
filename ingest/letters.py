"""A document becomes the letters that are in it: most files hold one, a few hold several."""

from __future__ import annotations

from ingest.front import read_front
from ingest.furniture import find_furniture
from ingest.items import find_items
from ingest.model import Document, Letter
from ingest.passages import find_passages
from ingest.speakers import author_speaker


def find_letters(document: Document, file: str, letter_id: str) -> tuple[Letter, ...]:
    """Understand a document as letters, in its order.

    Args:
        file: the file's name, kept for citations and never read for meaning.
        letter_id: the first letter's; a second has ".2" after it.
    """
    return (_letter(document, file, letter_id),)


def _letter(document: Document, file: str, letter_id: str) -> Letter:
    read = read_front(document)
    items = find_items(document)
    passages = find_passages(document, items, author_speaker(read.front))
    return Letter(
        letter_id=letter_id,
        file=file,
        front=read.front,
        text=document.text,
        pages=document.pages,
        items=items.items,
        passages=passages,
        furniture=find_furniture(document, items.labels, passages),
        warnings=(*document.warnings, *read.warnings),
        guesses=(*document.guesses, *read.guesses),
    )
