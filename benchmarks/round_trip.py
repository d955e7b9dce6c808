"""Whether every citation of an exported Word file stands in the letters as it says.

    python -m benchmarks.round_trip FILE.docx FOLDER_OF_ORIGINALS

It knows the .docx alone, and reads it with a parser of its own: each entry in the list of sources
or in the evidence annex names a file, a page of it and words. The words must begin on that page of
that file, letter by letter; white space counts as one space, and a word may be parted at the end of
a line. It prints what it counted and every miss, and ends with 1 where there is one.
"""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from ingest.files.kinds import parse
from ingest.model import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"(?P<file>.+), page (?P<page>\S+)(?: \((?P<in_file>\d+) in the file\))?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One source as the Word file gives it."""

    number: str  # "[3]"
    file: str
    page: int  # in the file, from 1
    quote: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    style: str
    text: str
    place: str  # those of its words that name the file and the page


def main(file: str, folder: str) -> int:
    """Print what was counted and each miss; return the exit status."""
    paragraphs, numbers = read_word(Path(file))
    entries = list(entries_of(paragraphs))
    misses = [miss for miss in (_miss(each, Path(folder)) for each in entries) if miss]
    listed = {each.number for each in entries}
    misses += [f"{number}: no such source is listed" for number in sorted(numbers - listed)]
    for miss in misses:
        print(miss)
    files = len({each.file for each in entries})
    print(
        f"{len(entries)} sources in {files} files, cited by {len(numbers)} numbers; "
        f"{len(misses)} misses"
    )
    return 1 if misses else 0


def read_word(path: Path) -> tuple[list[Paragraph], set[str]]:
    """The paragraphs of a .docx in their order, and the numbers that lead to a source."""
    with zipfile.ZipFile(path) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))  # noqa: S314
        styles = ElementTree.fromstring(archive.read("word/styles.xml"))  # noqa: S314
    names = {
        style.get(f"{_W}styleId"): name.get(f"{_W}val") or ""
        for style in styles.iter(f"{_W}style")
        if (name := style.find(f"{_W}name")) is not None
    }
    links = body.iter(f"{_W}hyperlink")
    numbers = {
        _text(link) for link in links if (link.get(f"{_W}anchor") or "").startswith("source_")
    }
    return [_paragraph(each, names) for each in body.iter(f"{_W}p")], numbers


def _paragraph(element: ElementTree.Element, names: dict[str | None, str]) -> Paragraph:
    def style_of(path: str, part: ElementTree.Element) -> str:
        style = part.find(path)
        return "" if style is None else names.get(style.get(f"{_W}val"), "")

    runs = [
        run
        for run in element.iter(f"{_W}r")
        if style_of(f"{_W}rPr/{_W}rStyle", run) == "Source place"
    ]
    return Paragraph(
        style=style_of(f"{_W}pPr/{_W}pStyle", element),
        text=_text(element),
        place="".join(map(_text, runs)),
    )


def _text(element: ElementTree.Element) -> str:
    told = {f"{_W}tab": "\t", f"{_W}br": "\n"}
    return "".join(
        (each.text or "") if each.tag == f"{_W}t" else told.get(each.tag, "")
        for each in element.iter()
    )


def entries_of(paragraphs: list[Paragraph]) -> Iterator[Entry]:
    """Raises ValueError where an entry names no place, or no words follow it."""
    for at, each in enumerate(paragraphs):
        if each.style != "Source":
            continue
        place = _PLACE.match(each.place)
        quotation = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        if place is None or quotation is None or quotation.style != "Source quotation":
            raise ValueError(f"This source cannot be read: {each.text!r}")
        page = place["in_file"] or place["page"]
        yield Entry(
            number=each.text.split("\t")[0],
            file=place["file"],
            page=int(page),
            quote=quotation.text.removeprefix("“").removesuffix("”"),
        )


def _miss(entry: Entry, folder: Path) -> str | None:
    named = [each for each in sorted(folder.rglob("*")) if folded(each.name) == folded(entry.file)]
    if not named:
        return f"{entry.number}: {folder} has no file {entry.file}"
    if not any(_stands(entry, parse(each.read_bytes(), each.name)) for each in named):
        return f"{entry.number}: not on page {entry.page} of {entry.file}: “{entry.quote}”"
    return None


def _stands(entry: Entry, original: Document) -> bool:
    """Whether the words begin on the page, where they may run on to the next."""
    if not entry.quote or not 1 <= entry.page <= len(original.pages):
        return False
    page = original.pages[entry.page - 1]
    until = original.pages[min(entry.page, len(original.pages) - 1)].end
    at = folded(original.text[page.start : until]).find(folded(entry.quote))
    return 0 <= at < len(folded(original.text[page.start : page.end]))


def folded(text: str) -> str:
    return " ".join(re.sub(r"(?<=\w)-[ \t]*\n\s*(?=\w)", "-", text).split())


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
