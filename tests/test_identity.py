"""What is one letter: its bytes, its text in other formats, a scan of it, and its versions."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from random import Random
from threading import Event, Thread

import docx
import pytest
from fakes import WordEmbedder
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.model import Letter, Page, PageSource
from ingest.reading import Read, Source, read_files
from vectorstore.identity import Kinship, kinship, place_among, tokens, wording
from vectorstore.intake import Intake, take_in
from vectorstore.library import Library

LINES = [
    "Office of the Police and Crime Commissioner for Harrowdale",
    "4 May 2021",
    "Dear Home Secretary,",
    'Response to the inspection report "Counting the cost"',
    "Recommendation 1: By March 2022, forces should count every stolen bicycle they recover.",
    "The Constabulary counted 412 bicycles in April and returned 96 of them to their owners. "
    "It has not yet counted those that were found in the canal at Millbridge.",
    "Recommendation 2: Forces should tell the owners within ten days.",
    "As Commissioner I have asked the Chief Constable, Rowan Thistle, to report each quarter. "
    "The first report is due in September and will be published on my website.",
    "Yours sincerely,",
    "Ada Quill",
    "Police and Crime Commissioner for Harrowdale",
]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", WordEmbedder()) as opened:
        yield opened


def as_text(folder: Path, lines: list[str] = LINES, name: str = "reply.txt") -> Path:
    file = folder / name
    file.write_text("\n\n".join(lines) + "\n", "utf-8")
    return file


def as_word(folder: Path, lines: list[str] = LINES, name: str = "reply.docx") -> Path:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(folder / name))
    return folder / name


def as_pdf(folder: Path, lines: list[str] = LINES, name: str = "reply.pdf") -> Path:
    """Lines broken as a typist breaks them, and a page number at the foot."""
    canvas = Canvas(str(folder / name), pagesize=A4)
    y = 780.0
    for line in lines:
        words = line.split()
        while words:
            row: list[str] = []
            while words and len(" ".join([*row, words[0]])) < 80:
                row.append(words.pop(0))
            canvas.drawString(60, y, " ".join(row))
            y -= 14
        y -= 12
    canvas.drawCentredString(297, 30, "1")
    canvas.save()
    return folder / name


def changed(old: str, new: str) -> list[str]:
    lines = [line.replace(old, new) for line in LINES]
    assert lines != LINES
    return lines


def taken(library: Library, *files: Path) -> Intake:
    intake = take_in(files, library)
    assert intake.refused == ()
    assert library.verify() == []
    return intake


def read(file: Path) -> Read:
    """A file as it is read."""
    (found,) = read_files([file])
    assert isinstance(found, Read)
    return found


def scanned(letter: Letter, *slips: tuple[str, str]) -> Letter:
    """The letter as recognition might read a scan of it, a slip here and there."""
    text = letter.text
    for right, wrong in slips:
        assert len(right) == len(wrong)
        assert right in text
        text = text.replace(right, wrong)
    return replace(
        letter,
        letter_id="5ca1ab1e5ca1ab1e",
        file="scan.pdf",
        text=text,
        pages=tuple(replace(page, source=PageSource.OCR) for page in letter.pages),
        passages=tuple(replace(p, text=text[p.start : p.end]) for p in letter.passages),
    )


SLIPS = (("Constabulary", "Constabu1ary"), ("recover", "rec0ver"), ("Millbridge", "Miilbridge"))


def put(library: Library, letter: Letter, folder: Path) -> str:
    """Add a letter as if it had been read from a file; what came of it."""
    file = folder / letter.file
    file.write_text(letter.text, "utf-8")
    digest = sha256(file.read_bytes()).hexdigest()
    source = Source(path=file, file=letter.file, container=None, sha256=digest)
    (entered,) = library.add(source, [letter])
    return entered.outcome


@pytest.mark.parametrize("first", [as_text, as_word, as_pdf])
def test_the_same_text_in_another_format_is_the_same_letter(
    library: Library, tmp_path: Path, first: object
) -> None:
    makers = [first, *(each for each in (as_text, as_word, as_pdf) if each is not first)]
    files = [maker(tmp_path) for maker in makers]  # type: ignore[operator]
    original = taken(library, files[0]).added[0]
    again = taken(library, *files[1:])
    assert again.added == again.updated == ()
    assert [each.file for each in again.unchanged] == [file.name for file in files[1:]]
    assert {each.letter.letter_id for each in again.unchanged} == {original.letter.letter_id}
    assert {each.note for each in again.unchanged} == {f"the same text as {files[0].name}"}
    (letter,) = library.letters()
    assert [each.file for each in letter.files] == [file.name for file in files]
    kept = {path.read_bytes() for path in (library.folder / "originals").iterdir()}
    assert kept == {file.read_bytes() for file in files}
    third = taken(library, *files)
    assert len(third.unchanged) == 3
    assert {each.note for each in third.unchanged} == {None}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("412", "421"),
        ("4 May 2021", "6 May 2021"),
        ("Rowan Thistle", "Rowena Thistle"),
        ("has not yet counted", "has yet counted"),
        ("has not yet counted", "has now counted"),
        ("will be published", "may be published"),
        ("within ten days", "within 1.0 days"),
    ],
)
@pytest.mark.parametrize("maker", [as_text, as_word])
def test_one_changed_word_makes_a_new_version(
    library: Library, tmp_path: Path, old: str, new: str, maker: object
) -> None:
    first = taken(library, as_text(tmp_path)).added[0].letter
    file = maker(tmp_path, changed(old, new), "again" + maker(tmp_path).suffix)  # type: ignore[operator]
    second = taken(library, file)
    assert [each.letter.versions[0] for each in second.updated] == [first.letter_id]
    current = second.updated[0].letter
    assert [each.letter_id for each in library.letters()] == [current.letter_id]
    assert (current.version, current.replaced_by) == (2, None)
    old_one = library.record(first.letter_id)
    assert (old_one.version, old_one.replaced_by) == (1, current.letter_id)
    assert library.letter(first.letter_id).text == read(as_text(tmp_path)).letters[0].text


def test_a_figure_with_its_point_moved_is_another_figure() -> None:
    assert tokens("£1.5m") != tokens("£15m")
    assert tokens("10-12 days") != tokens("1012 days")
    assert tokens("20% of it") != tokens("20 of it")


def test_the_later_date_is_the_newer_version_whenever_it_came(
    library: Library, tmp_path: Path
) -> None:
    later = taken(library, as_text(tmp_path, changed("4 May", "9 June"), "later.txt")).added[0]
    came = taken(library, as_text(tmp_path)).updated[0]
    assert came.letter.replaced_by == later.letter.letter_id
    assert came.letter.version == 1
    assert came.note == "an earlier version of the same letter, kept as version 1"
    (current,) = library.letters()
    assert (current.letter_id, current.version) == (later.letter.letter_id, 2)


def test_versions_stand_in_the_order_of_their_dates() -> None:
    first, second, third = date(2021, 5, 4), date(2021, 6, 4), date(2021, 7, 4)
    assert place_among(second, [first, third]) == 1
    assert place_among(third, [first, third]) == 2
    assert place_among(first, [first, third]) == 1
    assert place_among(None, [None, None]) == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("4 May 2021", "4 May 2022"),
        ("Harrowdale", "Westmarch"),
        ("Counting the cost", "Lights out after dark"),
    ],
)
def test_another_years_body_or_report_makes_another_letter(
    library: Library, tmp_path: Path, old: str, new: str
) -> None:
    taken(library, as_text(tmp_path))
    assert len(taken(library, as_text(tmp_path, changed(old, new), "other.txt")).added) == 1
    assert len(library.letters()) == 2


def test_letters_are_read_while_others_come_in(library: Library, tmp_path: Path) -> None:
    letter_id = taken(library, as_text(tmp_path)).added[0].letter.letter_id
    same = [as_text(tmp_path, [*LINES, " " * spaces], f"{spaces}.txt") for spaces in range(1, 6)]
    done = Event()

    def read_on() -> None:
        while not done.is_set():
            library.record(letter_id)

    readers = [Thread(target=read_on, daemon=True) for _ in range(2)]
    writer = Thread(target=lambda: take_in(same, library), daemon=True)
    for each in (*readers, writer):
        each.start()
    writer.join(timeout=60)
    done.set()
    assert not writer.is_alive()
    for each in readers:
        each.join(timeout=60)
    assert len(library.record(letter_id).files) == 6


def test_a_scan_of_a_letter_is_the_letter_and_its_clean_text_stays(
    library: Library, tmp_path: Path
) -> None:
    clean = taken(library, as_text(tmp_path)).added[0].letter
    scan = scanned(read(as_text(tmp_path)).letters[0], *SLIPS)
    assert put(library, scan, tmp_path) == "unchanged"
    (letter,) = library.letters()
    assert letter.letter_id == clean.letter_id
    assert [each.file for each in letter.files] == ["reply.txt", "scan.pdf"]
    assert library.verify() == []


def test_a_text_that_comes_after_its_scan_takes_its_place(library: Library, tmp_path: Path) -> None:
    scan = scanned(read(as_text(tmp_path)).letters[0], *SLIPS)
    assert put(library, scan, tmp_path) == "added"
    (clean,) = taken(library, as_text(tmp_path)).updated
    assert clean.note == "its text takes the place of what was recognised in a scan"
    (letter,) = library.letters()
    assert letter.versions == (scan.letter_id, clean.letter.letter_id)
    assert sorted(each.file for each in letter.files) == ["reply.txt", "scan.pdf"]
    assert library.remove(letter.letter_id) == letter.passages
    assert list((library.folder / "originals").iterdir()) == []


def test_a_scan_of_another_letter_is_another_letter(tmp_path: Path) -> None:
    old = wording(read(as_text(tmp_path)).letters[0])
    scan = scanned(read(as_text(tmp_path, changed("2021", "2022"))).letters[0])
    assert kinship(wording(scan), old) is None
    same = scanned(read(as_text(tmp_path)).letters[0], *SLIPS)
    assert kinship(wording(same), old) is Kinship.SCAN


def test_a_header_that_is_text_in_another_format_makes_no_other_letter(tmp_path: Path) -> None:
    plain = wording(read(as_text(tmp_path)).letters[0])
    header = tokens("Harrowdale: answering to you")
    kept_apart = replace(plain, apart=frozenset({header}))
    in_the_text = replace(plain, words=(*header, *plain.words))
    assert kinship(kept_apart, in_the_text) is kinship(in_the_text, kept_apart) is Kinship.SAME
    assert kinship(plain, in_the_text) is kinship(in_the_text, plain) is Kinship.REVISION


def test_headers_that_repeat_each_other_are_compared_quickly(tmp_path: Path) -> None:
    plain = wording(read(as_text(tmp_path)).letters[0])
    headers = frozenset(("page",) * times for times in range(1, 25))
    kept_apart = replace(plain, apart=headers)
    in_the_text = replace(plain, words=(*["page"] * 24, *plain.words))
    with_more = replace(plain, words=(*["page"] * 24, "x", *plain.words))
    started = time.thread_time()
    assert kinship(kept_apart, in_the_text) is Kinship.SAME
    assert kinship(kept_apart, with_more) is Kinship.REVISION
    assert time.thread_time() - started < 1  # second; it takes 30 to try every way to part them


def test_a_run_that_stands_elsewhere_makes_no_other_letter(tmp_path: Path) -> None:
    plain = wording(read(as_text(tmp_path)).letters[0])
    moved = replace(plain, words=(*plain.words[20:30], *plain.words[:20], *plain.words[30:]))
    swapped = list(plain.words)
    swapped[40], swapped[50] = swapped[50], swapped[40]
    assert kinship(moved, plain) is Kinship.SAME
    assert kinship(replace(plain, words=tuple(swapped)), plain) is Kinship.REVISION


def test_a_removed_letter_leaves_no_word_in_the_folder(library: Library, tmp_path: Path) -> None:
    taken(library, as_text(tmp_path, changed("Counting the cost", "Warm nights"), "other.txt"))
    first = as_text(tmp_path, changed("canal", "zyxquorum"))
    taken(library, first, as_word(tmp_path, changed("canal", "zyxquorum")))
    second = as_text(tmp_path, changed("canal", "wvuquorum"), "again.txt")
    newer = taken(library, second).updated[0].letter
    cited = {"letter_id": newer.letter_id, "quote": "zyxquorum"}
    library.answers.keep({"question": "Where?", "statements": [{"citations": [cited]}]})
    library.answers.keep({"question": "Who?", "evidence": [{"letter_id": "other"}]})
    assert files_with(library.folder, b"zyxquorum") != []
    assert library.search("zyxquorum wvuquorum") != []
    library.remove(newer.letter_id)
    assert library.verify() == []
    for word in (b"zyxquorum", b"wvuquorum"):
        assert files_with(library.folder, word) == []
    assert [each.file for each in library.letters()] == ["other.txt"]
    said = [each.content and each.content["question"] for each in library.answers.each()]
    assert said == ["Who?", None]
    assert len(taken(library, first).added) == 1


def files_with(folder: Path, word: bytes) -> list[str]:
    """The files of a library in which a word can still be read, in capitals or not."""
    return [
        file.name
        for file in folder.rglob("*")
        if file.is_file() and word in file.read_bytes().lower()
    ]


def test_a_file_of_several_letters_stays_while_one_of_them_does(
    library: Library, tmp_path: Path
) -> None:
    one = read(as_text(tmp_path)).letters[0]
    other = read(as_text(tmp_path, changed("Harrowdale", "Westmarch"), "two.txt")).letters[0]
    source = read(as_text(tmp_path)).source
    second = replace(other, letter_id=f"{one.letter_id}.2")
    entered = library.add(source, [one, second])
    assert [each.outcome for each in entered] == ["added", "added"]
    assert library.knows(source.sha256)
    library.remove(one.letter_id)
    assert [each.letter_id for each in library.letters()] == [second.letter_id]
    assert library.original(second.letter_id) == source.path.read_bytes()
    assert not library.knows(source.sha256)  # for a letter in it can come back
    assert len(library.add(source, [one, second])) == 2
    library.remove(one.letter_id)
    library.remove(second.letter_id)
    assert list((library.folder / "originals").iterdir()) == []


def test_comparing_stays_quick_in_a_large_library(library: Library, tmp_path: Path) -> None:
    letter = replace(read(as_text(tmp_path)).letters[0], items=(), furniture=())
    source = Source(path=tmp_path / "reply.txt", file="reply.txt", container=None, sha256="0" * 64)
    chosen = Random(3)
    for number in range(1000):
        words = " ".join(f"{chosen.randrange(10**6)}" for _ in range(60))
        text = f"{words} {letter.text[-60:]}"
        page = Page(number=1, label=None, start=0, end=len(text), source=PageSource.TEXT)
        many = replace(letter, letter_id=f"{number:016x}", text=text, pages=(page,), passages=())
        library._register.enter(source, [many])
    assert len(library.letters()) == 1000
    started = time.process_time()
    assert library._register._nearest(replace(letter, letter_id="new"), wording(letter)) is None
    assert time.process_time() - started < 0.2
