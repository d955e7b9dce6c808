"""A paragraph becomes several where a label stands inside it: "… every case. Force response: …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ingest.model import Block, BlockStyle, Document
from ingest.sentences import sentences
from ingest.structure.item_labels import item_label
from ingest.structure.response_labels import response_label
from ingest.structure.tables import is_box, tables_of

_NUMBER = re.compile(r"\W*(?:\d+|[a-z]|[ivx]+)[.)]\s*", re.I)  # of the paragraph, before its label
_VERDICT = re.compile(
    r"(?:(?:not|partly|partially)\s+)?(?:agreed|accepted|rejected|noted|completed?|done"
    r"|published|implemented|in\s+place|in\s+progress|ongoing)\b",
    re.I,
)


def in_pieces(document: Document) -> Document:
    """Part each paragraph at the labels inside it, and each framed one at its lines."""
    boxes = {table for table, rows in tables_of(document).items() if is_box(rows)}
    blocks: list[Block] = []
    for block in document.blocks:
        if block.cell is not None:
            framed = block.cell[0] in boxes
            blocks += _pieces(document, block, _lines(document, block)) if framed else [block]
        elif block.style is BlockStyle.HEADING:
            blocks.append(block)
        else:
            blocks += _pieces(document, block, _labels(document, block))
    return replace(document, blocks=tuple(blocks))


def _pieces(document: Document, block: Block, starts: Iterator[int]) -> Iterator[Block]:
    for start, end in pairwise([block.start, *starts, block.end]):
        words = document.text[start:end]
        yield replace(block, start=start, end=start + len(words.rstrip()))


def _lines(document: Document, block: Block) -> Iterator[int]:
    at = block.start
    for line in document.words(block).splitlines(keepends=True):
        if at > block.start and line.strip():
            yield at + len(line) - len(line.lstrip())
        at += len(line)


def _labels(document: Document, block: Block) -> Iterator[int]:
    """Where a sentence inside a block is, or begins with, a label and a colon."""
    words = document.words(block)
    if ":" not in words and "\n" not in words:
        return
    for start, end in sentences(document.text, block.start, block.end):
        if start == block.start or _NUMBER.fullmatch(document.text, block.start, start):
            continue
        sentence = document.text[start:end]
        label = item_label(sentence) or response_label(sentence)
        own_line = "\n" in document.text[start - 2 : start]
        labelled = label and (own_line or ":" in sentence[: label.length])
        if labelled or (own_line and _VERDICT.match(sentence)):
            yield start
