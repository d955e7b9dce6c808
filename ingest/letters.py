"""A document becomes the letters that are in it: most files hold one, a few hold several."""

from __future__ import annotations

from dataclasses import replace

from ingest.fronts.front import read_front
from ingest.fronts.opening import opening_blocks
from ingest.model import Document, Letter, Speaker
from ingest.orders import orders_in, remark_on_orders
from ingest.structure.furniture import find_furniture
from ingest.structure.items import find_items
from ingest.structure.passages import find_passages
from ingest.structure.pieces import in_pieces
from ingest.structure.speakers import author_speaker
from ingest.structure.splitting import parts_of


def find_letters(document: Document, file: str, letter_id: str) -> tuple[Letter, ...]:
    """Understand a document as letters, in its order.

    Args:
        file: the file's name, kept for citations and never read for meaning.
        letter_id: the first letter's; a second has ".2" after it.
    """
    letters: list[Letter] = []
    author = Speaker.UNKNOWN  # of the letter before, or of the page that holds them
    for count, part in enumerate(parts_of(document), 1):
        part_id = letter_id if count == 1 else f"{letter_id}.{count}"
        letter, author = _letter(part, file, part_id, author)
        letters.append(_with_body(letter, letters[0]) if letters else letter)
    return tuple(letters)


def _letter(
    document: Document, file: str, letter_id: str, before: Speaker
) -> tuple[Letter, Speaker]:
    """A letter, and whose words its own sentences are."""
    read = read_front(document)
    document = in_pieces(document)
    items = find_items(document)
    top = [document.words(block) for block in document.blocks[: opening_blocks(document)]]
    author = author_speaker(read.front, top)
    author = before if author is Speaker.UNKNOWN else author
    passages = find_passages(document, items, author)
    remark = remark_on_orders(
        orders_in(document.text),
        document.pages,
        elsewhere=any(map(orders_in, [*document.unseen, *_apart(document)])),
    )
    letter = Letter(
        letter_id=letter_id,
        file=file,
        front=read.front,
        text=document.text,
        pages=document.pages,
        items=items.items,
        passages=passages,
        furniture=find_furniture(document, items.labels, passages),
        warnings=(*document.warnings, *read.warnings, *remark),
        guesses=(*document.guesses, *read.guesses),
        set_apart=bool(remark),
    )
    return letter, author


def _apart(document: Document) -> list[str]:
    """What the reader kept apart from the text, such as headers."""
    return [each.text for each in document.furniture if each.span is None]


def _with_body(letter: Letter, first: Letter) -> Letter:
    """A letter that names no body is taken to be of the body named at the head of its file."""
    body = first.front.body
    if letter.front.body is not None or body is None:
        return letter
    guess = f"The letter does not name its body: {body} is named at the head of its file."
    return replace(letter, front=replace(letter.front, body=body), guesses=(*letter.guesses, guess))
