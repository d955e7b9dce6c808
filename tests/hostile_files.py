"""Files made to harm whoever reads them, and a process that reads them one by one.

python hostile_files.py FOLDER    prints a line of JSON for each file in the folder
"""

from __future__ import annotations

import base64
import io
import json
import random
import string
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx

GOOD = "The force has trained every call handler in assessing risk."
PEAK = "VmHWM"  # the line of /proc/self/status with the most memory that was ever taken


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects, numbered from 1, with a true table of where they are."""
    made = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj %s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer <</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, trailer, len(made))
    )


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d %s>> stream\n%s\nendstream" % (len(data), entries, data)


def page(content: bytes, *more: bytes, resources: bytes = b"") -> bytes:
    """A PDF of one page with this content stream; further objects are numbered from 6."""
    return pdf(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources <</Font <</F1 5 0 R>> %s>>>>" % resources,
        content,
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
        *more,
    )


def said(words: bytes) -> bytes:
    return b"BT /F1 12 Tf 1 0 0 1 72 720 Tm (%s) Tj ET\n" % words


def deflated(data: bytes, times: int) -> bytes:
    """So many copies, packed without holding them."""
    packer = zlib.compressobj(1)
    return b"".join([*(packer.compress(data) for _ in range(times)), packer.flush()])


def word(body: str, *parts: tuple[str, str]) -> bytes:
    """A Word file with this body, and with these parts in place of its own."""
    plain = io.BytesIO()
    docx.Document().save(plain)
    replaced = {
        "word/document.xml": '<?xml version="1.0"?>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>",
        **dict(parts),
    }
    made = io.BytesIO()
    with (
        zipfile.ZipFile(plain) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, replaced.get(name) or source.read(name))
    return made.getvalue()


def said_in_word(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def packed(*files: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return made.getvalue()


def overlapping() -> bytes:
    """A zip whose thousand entries are all the same bytes."""
    made = bytearray(packed(("a.txt", b"0" * 9_000_000)))
    start = made.index(b"PK\x01\x02")
    end = made.index(b"PK\x05\x06")
    entry, tail = bytes(made[start:end]), bytearray(made[end:])
    tail[8:12] = (1000).to_bytes(2, "little") * 2
    tail[12:16] = (1000 * len(entry)).to_bytes(4, "little")
    return bytes(made[:start]) + entry * 1000 + bytes(tail)


def laughs(root: str) -> str:
    entities = "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 10}">' for n in range(10)
    )
    return f'<?xml version="1.0"?><!DOCTYPE r [{entities}]>{root}'


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def mail(*lines: str) -> bytes:
    return "\r\n".join(("From: a@example", "Subject: Letter", "MIME-Version: 1.0", *lines)).encode()


def nested_mail(depth: int) -> bytes:
    parts = [f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}' for n in range(depth)]
    return mail(*parts, "Content-Type: text/plain", "", GOOD)


def names(count: int) -> str:
    chance = random.Random(1)
    return " ".join("".join(chance.choices(string.ascii_letters, k=7)) for _ in range(count))


PDFS: dict[str, Callable[[], bytes]] = {
    "page-tree-in-a-circle": lambda: pdf(
        b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [2 0 R 2 0 R] /Count 2>>"
    ),
    "million-pages-claimed": lambda: pdf(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1000000>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>",
    ),
    "one-page-a-million-times": lambda: pdf(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [%s] /Count 1000000>>" % (b"3 0 R " * 1_000_000),
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>",
    ),
    "one-heavy-page-2000-times": lambda: pdf(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [%s] /Count 2000>>" % (b"3 0 R " * 2000),
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources <</Font <</F1 5 0 R>>>>>>",
        stream(said(GOOD.encode()) * 3000),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
    ),
    "pages-deep-in-pages": lambda: pdf(
        b"<</Type /Catalog /Pages 2 0 R>>",
        *(b"<</Type /Pages /Kids [%d 0 R] /Count 1>>" % (n + 3) for n in range(20_000)),
        b"<</Type /Page /MediaBox [0 0 9 9]>>",
    ),
    "arrays-in-arrays": lambda: page(stream(b"[" * 2_000_000)),
    "dictionaries-in-dictionaries": lambda: pdf(b"<</A " * 500_000),
    "gigabytes-in-a-stream": lambda: page(
        stream(deflated(b" " * 2**20, 400), b"/Filter /FlateDecode")
    ),
    "packed-twice": lambda: page(
        stream(
            zlib.compress(deflated(b" " * 2**20, 400), 9),
            b"/Filter [/FlateDecode /FlateDecode]",
        )
    ),
    "run-lengths": lambda: page(
        stream(deflated(b"\x81 " * 2**19, 60), b"/Filter [/FlateDecode /RunLengthDecode]")
    ),
    "million-words": lambda: page(
        stream(deflated(said(GOOD.encode()) * 1000, 1000), b"/Filter /FlateDecode")
    ),
    "million-rules": lambda: page(
        stream(deflated(b"0 0 m 9 9 l S 0 0 9 9 re f\n" * 1000, 1000), b"/Filter /FlateDecode")
    ),
    "million-states": lambda: page(stream(deflated(b"q " * 2**19, 4), b"/Filter /FlateDecode")),
    "form-in-itself": lambda: page(
        stream(b"/X Do"),
        stream(
            b"/X Do /X Do",
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</X 6 0 R>>>>",
        ),
        resources=b"/XObject <</X 6 0 R>>",
    ),
    "forms-in-forms": lambda: page(
        stream(b"/X6 Do " * 10),
        *(
            stream(
                b"/X%d Do " % (n + 1) * 10 if n < 15 else said(GOOD.encode()),
                b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
                b" /Resources <</Font <</F1 5 0 R>> /XObject <</X%d %d 0 R>>>>" % (n + 1, n + 1),
            )
            for n in range(6, 16)
        ),
        resources=b"/XObject <</X6 6 0 R>>",
    ),
    "letters-of-a-font-without-end": lambda: pdf(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources <</Font <</F1 5 0 R>>>>>>",
        stream(said(GOOD.encode())),
        b"<</Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /ToUnicode 6 0 R"
        b" /DescendantFonts [<</Type /Font /Subtype /CIDFontType2 /BaseFont /A>>]>>",
        stream(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            + b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange\n" * 3
        ),
    ),
    "tables-of-places-in-a-circle": lambda: (
        b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer <</Size 1 /Prev 9>>\n"
        b"startxref\n9\n%%EOF\n"
    ),
    "object-that-is-itself": lambda: pdf(b"1 0 R"),
    "catalogue-in-a-circle": lambda: pdf(b"2 0 R", b"1 0 R"),
    "length-without-end": lambda: page(b"<</Length 99999999999>> stream\nBT\nendstream"),
    "picture-without-end": lambda: page(
        stream(b"/X Do"),
        stream(
            deflated(bytes(2**20), 500),
            b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8"
            b" /ColorSpace /DeviceGray /Filter /FlateDecode",
        ),
        resources=b"/XObject <</X 6 0 R>>",
    ),
    "page-labels-without-end": lambda: pdf(
        b"<</Type /Catalog /Pages 2 0 R /PageLabels <</Kids [4 0 R]>>>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>",
        b"<</Kids [4 0 R] /Limits [0 999999999]>>",
    ),
    "cut": lambda: page(stream(said(GOOD.encode())))[:300],
    "locked": lambda: pdf(
        b"<</Type /Catalog>>",
        b"<</Filter /Standard /V 2 /R 3 /O (x) /U (y) /P -4>>",
        trailer=b"/Root 1 0 R /Encrypt 2 0 R /ID [(a) (b)]",
    ),
}
HARMLESS: dict[str, Callable[[], bytes]] = {
    "script.pdf": lambda: pdf(
        b"<</Type /Catalog /Pages 2 0 R /OpenAction <</S /JavaScript /JS (app.alert(1))>>"
        b" /Names <</EmbeddedFiles <</Names [(a.exe) 6 0 R]>>>>>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources <</Font <</F1 5 0 R>>>>"
        b" /AA <</O <</S /Launch /F (cmd.exe)>>>>>>",
        stream(said(GOOD.encode())),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
        b"<</Type /Filespec /F (a.exe) /EF <</F 7 0 R>>>>",
        stream(b"MZ", b"/Type /EmbeddedFile"),
    ),
    "entity-outside.docx": lambda: word(
        "",
        (
            "word/document.xml",
            '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
            f"<w:document {W}><w:body>{said_in_word(GOOD)}{said_in_word('&a;')}</w:body>"
            "</w:document>",
        ),
    ),
    "styles-in-a-circle.docx": lambda: word(
        f'<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>{GOOD}</w:t></w:r></w:p>',
        (
            "word/styles.xml",
            f'<w:styles {W}><w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/>'
            '<w:basedOn w:val="B"/></w:style><w:style w:type="paragraph" w:styleId="B">'
            '<w:name w:val="B"/><w:basedOn w:val="A"/></w:style></w:styles>',
        ),
    ),
    "spaces.txt": lambda: (GOOD + " " * 13_000 + GOOD).encode(),
    "figures.txt": lambda: (GOOD + " " + "1" * 13_000).encode(),
    "capitals.txt": lambda: (GOOD + " " + "A" * 80_000 + " Police").encode(),
    "names.txt": lambda: (GOOD + " " + "And And " * 4_000).encode(),
    "stars.txt": lambda: (GOOD + "\n\n" + "*" * 80_000).encode(),
    "quotes.txt": lambda: (GOOD + ' "' * 50_000).encode(),
    "brackets.txt": lambda: (GOOD + " " + "(" * 80_000).encode(),
    "headings.md": lambda: (GOOD + "\n\n" + "# A heading\n\n" * 3_000).encode(),
    "bullets.md": lambda: (GOOD + "\n\n" + "- a bullet of a list\n" * 3_000).encode(),
    "table.md": lambda: (GOOD + "\n\n" + "| a | b |\n|---|---|\n" * 4_000).encode(),
    "recommendations.txt": lambda: "\n\n".join(
        f"Recommendation {n}: The force should answer.\n\nForce response: {GOOD}"
        for n in range(500)
    ).encode(),
}
OTHERS: dict[str, Callable[[], bytes]] = {
    "laughs.docx": lambda: word(
        "",
        (
            "word/document.xml",
            laughs(f"<w:document {W}><w:body>{said_in_word('&a9;')}</w:body></w:document>"),
        ),
    ),
    "laughs-in-styles.docx": lambda: word(
        said_in_word(GOOD), ("word/styles.xml", laughs(f"<w:styles {W}>&a9;</w:styles>"))
    ),
    "deep.docx": lambda: word("<w:sdt><w:sdtContent>" * 100_000),
    "tables-in-tables.docx": lambda: word(
        "<w:tbl><w:tr><w:tc>" * 80 + said_in_word(GOOD) + "</w:tc></w:tr></w:tbl>" * 80
    ),
    "unpacks-large.docx": lambda: word(said_in_word("0" * 201 * 2**20)),
    "million-paragraphs.docx": lambda: word(said_in_word("a") * 700_000),
    "million-cells.docx": lambda: word(
        f"<w:tbl>{'<w:tr>' + '<w:tc><w:p/></w:tc>' * 50 + '</w:tr>'}</w:tbl>" * 10_000
    ),
    "wide-cell.docx": lambda: word(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>'
        f"{said_in_word(GOOD)}</w:tc></w:tr></w:tbl>"
    ),
    "text-of-a-book-shelf.docx": lambda: word(said_in_word(names(600_000))),
    "zeros.zip": lambda: packed(("zeros.txt", bytes(50 * 2**20))),
    "overlapping.zip": overlapping,
    "many.zip": lambda: packed(*((f"{n}.txt", b"") for n in range(20_000))),
    "zips-in-zips.zip": lambda: _zips(6),
    "outside.zip": lambda: packed(("../../../outside.txt", b"words"), ("/tmp/outside.txt", b"w")),  # noqa: S108
    "one-line.txt": lambda: b"x" * (99 * 2**20),
    "too-large.txt": lambda: b"x" * (101 * 2**20),
    "zeros.txt": lambda: bytes(50 * 2**20),
    "deep.eml": lambda: nested_mail(3000),
    "parts.eml": lambda: mail(
        'Content-Type: multipart/mixed; boundary="b"',
        "",
        *("--b\r\n\r\nwords" for _ in range(50_000)),
    ),
    "headers.eml": lambda: mail(*(f"To: a{n}@example" for n in range(200_000)), "", GOOD),
    "attached-outside.eml": lambda: mail(
        'Content-Type: multipart/mixed; boundary="b"', "", "--b",
        'Content-Type: text/plain; name="../../outside.txt"',
        'Content-Disposition: attachment; filename="../../outside.txt"', "", "words", "--b--",
    ),
    "attached-large.eml": lambda: mail(
        'Content-Type: multipart/mixed; boundary="b"', "", "--b",
        "Content-Disposition: attachment; filename=a.txt",
        "Content-Transfer-Encoding: base64", "",
        base64.encodebytes(b"words " * 2**19).decode() * 20, "--b--",
    ),
    **{f"{name}.pdf": make for name, make in PDFS.items()},
}  # fmt: skip


def _zips(depth: int) -> bytes:
    data = packed(("words.txt", GOOD.encode()))
    for _ in range(depth):
        data = packed(*((f"{n}.zip", data) for n in range(10)))
    return data


def write(folder: Path) -> None:
    for name, make in {**OTHERS, **HARMLESS}.items():
        (folder / name).write_bytes(make())


def main() -> None:
    from ingest.reading import Read, Refused, read_files

    folder = Path(sys.argv[1])
    good = folder / "good file.txt"
    good.write_text(GOOD)
    list(read_files([good, good]))
    before = _peak()
    chosen = sys.argv[2:]
    for file in sorted(folder.iterdir()):
        if file == good or (chosen and file.name not in chosen):
            continue
        started = time.perf_counter()
        found = list(read_files([file, good]))
        last = found[-1]
        print(
            json.dumps(
                {
                    "file": file.name,
                    "seconds": round(time.perf_counter() - started, 1),
                    "grown": _peak() - before,
                    "refused": [each.reason for each in found if isinstance(each, Refused)],
                    "read": [
                        len(letter.text)
                        for each in found[:-1]
                        if isinstance(each, Read)
                        for letter in each.letters
                    ],
                    "good": isinstance(last, Read) and last.letters[0].text == GOOD,
                }
            ),
            flush=True,
        )


def _peak() -> int:
    """The most memory this process ever took, in MB."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition(f"{PEAK}:")[2].split()[0]) // 1024


if __name__ == "__main__":
    main()
