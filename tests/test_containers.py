"""Archives and e-mails are opened out: each file in them is a letter of its own, or is refused."""

from __future__ import annotations

import io
import mailbox
import os
import signal
import stat
import subprocess
import sys
import time
import zipfile
from collections import Counter
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from fakes import WordEmbedder
from pydantic import TypeAdapter
from reading_fixtures import REPOSITORY
from test_reading_refusals import SENTENCE, docx, pdf

from ingest.files.jobs import Job, Task
from ingest.files.pool import Pool
from ingest.reading import Read, Refused, read_files, read_items, read_letters
from vectorstore.intake import take_in
from vectorstore.library import Library

LETTER = f"""Dear Home Secretary,

I write in answer to the report on the custody of young people, which was published in May.

Recommendation 1: The force should see that each young person is offered a solicitor.

Force response: {SENTENCE * 8}

Yours sincerely,
Jo Hargreave
Police and Crime Commissioner for Harrowdale
"""


def mail(body: str, *attached: tuple[str, bytes], html: bool = False) -> bytes:
    message = EmailMessage()
    message["From"] = "Jo Hargreave <jo@harrowdale.example>"
    message["To"] = "The Home Secretary <office@home.example>"
    message["Cc"] = "Chief Constable <chief@harrowdale.example>"
    message["Date"] = "Mon, 03 Jun 2024 10:20:00 +0100"
    message["Subject"] = "Custody of young people"
    message.set_content(body, subtype="html" if html else "plain")
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def packed(*files: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return made.getvalue()


def opened(
    path: Path,
) -> tuple[dict[tuple[str, str | None], str], dict[tuple[str, str | None], str]]:
    """By file and container: the text of what was read, the reason of what was refused."""
    read, refused = {}, {}
    for each in read_files([path]):
        if isinstance(each, Read):
            read[each.source.file, each.source.container] = each.letters[0].text
        elif isinstance(each, Refused):
            refused[each.file, each.container] = each.reason
    return read, refused


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_every_file_of_a_zip_is_read_by_its_own_name(tmp_path: Path) -> None:
    inner = packed(("older.txt", b"An older letter. " + SENTENCE.encode()))
    file = written(
        tmp_path / "office.zip",
        packed(
            ("2022/north/reply.pdf", pdf(SENTENCE)),
            ("2023/reply.pdf", pdf(SENTENCE + " Again.")),
            ("old/letters.zip", inner),
            ("__MACOSX/reply.pdf", b"rubbish"),
            ("2023/.DS_Store", b"rubbish"),
            ("2023/~$reply.docx", b"rubbish"),
            ("Thumbs.db", b"rubbish"),
        ),
    )
    read, refused = opened(file)
    assert list(read) == [
        ("reply.pdf", "office.zip/2022/north"),
        ("reply.pdf", "office.zip/2023"),
        ("older.txt", "office.zip/old/letters.zip"),
    ]
    assert refused == {}


def test_files_of_one_name_are_both_read(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = packed(("reply.txt", b"The first words."), ("reply.txt", b"The second words."))
    texts = [
        each.letters[0].text
        for each in read_files([written(tmp_path / "twice.zip", data)])
        if isinstance(each, Read)
    ]
    assert texts == ["The first words.", "The second words."]


def test_what_a_zip_holds_and_is_not_taken_has_its_reason(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = written(
        tmp_path / "odd.zip",
        packed(
            ("../../outside.txt", b"words"),
            ("/etc/absolute.txt", b"words"),
            ("C:\\Windows\\drive.txt", b"words"),
            (link, b"/etc/passwd"),
            ("sheet.xlsx", b"PK"),
            ("note.msg", b"words"),
            ("empty.txt", b""),
            ("good.txt", SENTENCE.encode()),
        ),
    )
    read, refused = opened(file)
    assert read == {("good.txt", "odd.zip"): SENTENCE}
    reasons = {name: reason for (name, _), reason in refused.items()}
    for name in ("outside.txt", "absolute.txt", "drive.txt"):
        assert "leads out of the archive" in reasons.pop(name)
    assert "was not followed" in reasons.pop("link.txt")
    assert "of a kind that is not read" in reasons.pop("sheet.xlsx")
    assert "save it as .eml" in reasons.pop("note.msg")
    assert "is empty" in reasons.pop("empty.txt")
    assert reasons == {}
    assert not (tmp_path.parent / "outside.txt").exists()


def test_an_archive_is_opened_three_deep_and_no_further(tmp_path: Path) -> None:
    data = packed(("letter.txt", SENTENCE.encode()))
    for depth in range(5):
        data = packed((f"{depth}.zip", data), (f"{depth}.txt", b"Words of this depth."))
    read, refused = opened(written(tmp_path / "deep.zip", data))
    assert [name for name, _ in read] == ["1.txt", "2.txt", "3.txt", "4.txt"]
    assert [name for name, _ in refused] == ["1.zip"]
    assert "was not opened" in next(iter(refused.values()))


@pytest.mark.parametrize(
    ("data", "fact"),
    [
        (b"not a zip", "is not a zip archive"),
        (packed(("a.txt", b"words"))[:60], "is not a zip archive"),
        (packed(), "holds no file"),
        (packed(("bomb.txt", b"0" * (20 * 2**20))), "100 times its size"),
        (packed(*((f"{n}.txt", b"") for n in range(10_001))), "more than 10,000 parts"),
    ],
    ids=["other", "torn", "empty", "bomb", "many"],
)
def test_a_zip_that_cannot_be_opened_is_refused(tmp_path: Path, data: bytes, fact: str) -> None:
    read, refused = opened(written(tmp_path / "letters.zip", data))
    assert read == {}
    assert [name for name, _ in refused] == ["letters.zip"]
    assert fact in refused["letters.zip", None]


def test_what_is_packed_within_counts_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.files.sources.LARGEST_CONTAINER", 340_000)
    inner = [packed((f"{n}.txt", os.urandom(60_000).hex().encode())) for n in range(3)]
    file = written(
        tmp_path / "all.zip", packed(*((f"{n}.zip", data) for n, data in enumerate(inner)))
    )
    read, refused = opened(file)
    assert list(read) == [("0.txt", "all.zip/0.zip")]
    assert [name for name, _ in refused] == ["1.zip", "2.zip"]
    assert all("unpacks to more than" in reason for reason in refused.values())


def test_an_attachment_is_a_letter_and_its_covering_note_is_named(tmp_path: Path) -> None:
    note = "Dear all,\n\nPlease find attached our reply.\n\nKind regards,\nJo\n"
    data = mail(note, ("Réponse 1.pdf", pdf(SENTENCE)), ("..\\..\\evil.txt", b"words"))
    read, refused = opened(written(tmp_path / "reply.eml", data))
    assert read == {("Réponse 1.pdf", "reply.eml"): SENTENCE}
    assert "covering note" in refused["reply.eml", None]
    assert "leads out" in refused["evil.txt", "reply.eml"]


def test_a_message_that_is_a_letter_is_read_with_who_sent_it_to_whom(tmp_path: Path) -> None:
    file = written(tmp_path / "reply.eml", mail(LETTER, ("figures.txt", b"Figures: 1, 2 and 3.")))
    read, refused = opened(file)
    assert list(read) == [("reply.eml", None), ("figures.txt", "reply.eml")]
    assert refused == {}
    text = read["reply.eml", None]
    assert text.startswith("From: Jo Hargreave <jo@harrowdale.example>\n\nTo: The Home Secretary")
    (letter,), data = read_letters(file)
    assert data == file.read_bytes()
    assert letter.front.dated is not None
    assert letter.front.dated.isoformat() == "2024-06-03"
    assert [item.number for item in read_items(file)] == ["1"]
    assert letter.items[0].response.startswith(SENTENCE)


def test_a_message_without_a_letter_attached_is_the_letter(tmp_path: Path) -> None:
    file = written(tmp_path / "short.eml", mail("We agree with all of it.", ("a.xlsx", b"PK")))
    read, refused = opened(file)
    assert "We agree with all of it." in read["short.eml", None]
    assert list(refused) == [("a.xlsx", "short.eml")]


def test_a_forwarded_message_is_opened_as_one(tmp_path: Path) -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "jo@harrowdale.example", "Our reply"
    inner.set_content(LETTER)
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "sam@harrowdale.example", "Fwd: Our reply"
    outer.set_content("See below.")
    outer.add_attachment(inner)
    read, refused = opened(written(tmp_path / "forward.eml", outer.as_bytes()))
    assert list(read) == [("Our reply.eml", "forward.eml")]
    assert "covering note" in refused["forward.eml", None]


def test_every_message_of_a_mailbox_is_read(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "sent.mbox")
    for number in range(2):
        box.add(mail(f"Letter {number}.\n\n{LETTER}"))
    box.close()
    read, refused = opened(tmp_path / "sent.mbox")
    assert list(read) == [("message-1.eml", "sent.mbox"), ("message-2.eml", "sent.mbox")]
    assert refused == {}


def test_a_locked_member_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    data = bytearray(packed(("locked.txt", b"words"), ("open.txt", SENTENCE.encode())))
    data[data.index(b"PK\x01\x02") + 8] |= 1  # in the directory: it is encrypted
    read, refused = opened(written(tmp_path / "half.zip", bytes(data)))
    assert list(read) == [("open.txt", "half.zip")]
    assert "locked with a password" in refused["locked.txt", "half.zip"]


def test_nothing_that_was_unpacked_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    data = packed(*((f"{n}.txt", f"{n} {SENTENCE}".encode()) for n in range(20)))
    file = written(tmp_path / "letters.zip", data)
    assert len(list(read_files([file]))) == 20
    reading = read_files([file])
    next(reading)
    reading.close()
    assert list((tmp_path / "scratch").iterdir()) == []


def test_an_unchanged_archive_is_opened_again_and_nothing_in_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = ((f"{n}.txt", f"{n} {SENTENCE}".encode()) for n in range(3))
    message = mail(LETTER, ("reply.pdf", pdf(SENTENCE)))
    file = written(tmp_path / "office.zip", packed(*letters, ("sent.eml", message)))
    asked = []

    def noting(pool: Pool, job: Job, adapter: TypeAdapter[Any]) -> Any:
        asked.append(job.task)
        return ask(pool, job, adapter)

    ask = Pool.ask
    monkeypatch.setattr(Pool, "ask", noting)
    with Library(tmp_path / "library", WordEmbedder()) as library:
        first = take_in([file], library)
        assert len(first.added + first.updated) == 5
        assert Counter(asked) == {Task.OPEN: 2, Task.LETTERS: 5}
        asked.clear()
        again = take_in([file], library)
    assert len(again.unchanged) == 5
    assert asked == [Task.OPEN, Task.OPEN]


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_nothing_runs_on_or_is_left_when_the_reading_process_is_killed(tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    letters = packed(("slow.pdf", pdf(*(f"{n} {SENTENCE * 30}" for n in range(900)))))
    file = written(tmp_path / "letters.zip", letters)
    program = (
        "import sys; from pathlib import Path; from ingest.reading import read_files;"
        "list(read_files([Path(sys.argv[1])]))"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path / "scratch"), "PYTHONPATH": str(REPOSITORY)}
    killed = subprocess.Popen([sys.executable, "-c", program, str(file)], env=environment)
    workers: list[int] = []
    while not any((tmp_path / "scratch").rglob("1")):
        assert killed.poll() is None
        time.sleep(0.05)
    time.sleep(0.3)
    children = Path(f"/proc/{killed.pid}/task/{killed.pid}/children")
    if children.exists():
        workers = [int(each) for each in children.read_text().split()]
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    ends = time.monotonic() + 10
    while any(Path(f"/proc/{each}").exists() for each in workers) and time.monotonic() < ends:
        time.sleep(0.05)
    assert not [each for each in workers if Path(f"/proc/{each}").exists()]
    assert not [each for each in (tmp_path / "scratch").rglob("*") if each.is_file()]


def test_a_word_file_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"torn\.docx is not a Word document"):
        read_letters(written(tmp_path / "torn.docx", docx(b"<w:document")[:90]))
