"""An e-mail is taken apart: its own words, under who sent them, and what is attached."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import Message
from html import escape

from ingest.errors import UnreadableFile

DEEPEST = 20  # parts within parts
MOST_PARTS = 2000
LEAST_WORDS = 80  # between greeting and signature; fewer are a covering note
LONGEST_HEADER = 5000  # characters

_HEADERS = ("From", "To", "Cc", "Date", "Subject")
_GREETING = re.compile(r"^[ \t>*]*dear\b.*$", re.I | re.M)
_SIGNATURE = re.compile(
    r"^[ \t>*]*+(?:yours|(?:with\s+)?(?:(?:kind|best|warm)\s*+)?(?:regards|wishes)"
    r"|many\s+thanks)\b",
    re.I | re.M,
)
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A part of an e-mail that is no container of parts."""

    name: str | None  # of an attachment, as its sender wrote it
    kind: str  # "text/plain"
    inline: bool  # shown within the message, as a picture in its signature is
    message: Message


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    opening: tuple[str, ...]  # "From: …", "Date: …", a line each
    body: str
    is_html: bool  # the body
    attached: tuple[Part, ...]


def take_apart(data: bytes, file: str) -> Mail:
    """Raises UnreadableFile where the file is no e-mail, or its parts are too many or too deep."""
    message = email.message_from_bytes(data)
    if not (message["From"] or message["Subject"] or message["Date"]):
        raise UnreadableFile(file, "is not an e-mail. Save it from the mail program again.")
    parts = list(_parts(message, file))
    own = [part for part in parts if part.name is None and part.kind.startswith("text/")]
    plain = [text for part in own if part.kind != "text/html" and (text := _text(part)).strip()]
    html = [_text(part) for part in own if part.kind == "text/html"]
    return Mail(
        opening=tuple(f"{name}: {value}" for name in _HEADERS if (value := _header(message, name))),
        body="\n\n".join(plain or html),
        is_html=not plain and bool(html),
        attached=tuple(part for part in parts if part not in own),
    )


def content(part: Part) -> bytes:
    """The bytes of an attachment."""
    if part.kind == "message/rfc822":
        inner = _carried(part.message)
        return inner.as_bytes() if inner else b""
    decoded = part.message.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else b""


def is_letter(mail: Mail) -> bool:
    """Whether the message says something itself, and does not only carry what is attached."""
    words = _TAG.sub(" ", mail.body) if mail.is_html else mail.body
    greeting, signature = _GREETING.search(words), None
    said = words[greeting.end() :] if greeting else words
    if signature := _SIGNATURE.search(said):
        said = said[: signature.start()]
    return bool(greeting or signature) and len(said.split()) >= LEAST_WORDS


def as_page(mail: Mail) -> bytes:
    """The message as text, or as a page where that is how it was written."""
    if not mail.is_html:
        return "\n\n".join([*mail.opening, mail.body]).encode("utf-8", "replace")
    opening = "".join(f"<p>{escape(line)}</p>\n" for line in mail.opening)
    return f'<meta charset="utf-8">\n{opening}{mail.body}'.encode("utf-8", "replace")


def _parts(message: Message, file: str) -> Iterator[Part]:
    waiting = [(message, 0)]
    seen = 0
    while waiting:
        part, depth = waiting.pop()
        seen += 1
        if depth > DEEPEST or seen > MOST_PARTS:
            raise UnreadableFile(
                file,
                f"holds more than {MOST_PARTS:,} parts, or parts within parts more than {DEEPEST} "
                "deep. Save its attachments, then ingest them.",
            )
        kind = part.get_content_type()
        inside = part.get_payload()
        if isinstance(inside, list) and kind != "message/rfc822":
            waiting += [(e, depth + 1) for e in reversed(inside) if isinstance(e, Message)]
        else:
            yield Part(
                name=_name(part, kind, seen),
                kind=kind,
                inline=part.get("Content-ID") is not None
                and part.get_content_disposition() != "attachment",
                message=part,
            )


def _name(part: Message, kind: str, number: int) -> str | None:
    """The name of an attachment; one without is named by its place. None for the message's own."""
    name = part.get_filename()
    if name:
        return _decoded(name)
    if kind == "message/rfc822":
        inner = _carried(part)
        subject = _header(inner, "Subject") if inner else ""
        return f"{subject.replace('/', '-') or f'message-{number}'}.eml"
    if kind.startswith("text/") and part.get_content_disposition() != "attachment":
        return None
    return f"part-{number}.{kind.rpartition('/')[2]}"


def _carried(message: Message) -> Message | None:
    """The message that another forwards as a whole."""
    inside = message.get_payload()
    first = inside[0] if isinstance(inside, list) and inside else None
    return first if isinstance(first, Message) else None


def _text(part: Part) -> str:
    charset = part.message.get_content_charset("utf-8")
    try:
        return content(part).decode(charset, "replace")
    except LookupError:
        return content(part).decode("utf-8", "replace")


def _header(message: Message, name: str) -> str:
    return " ".join(_decoded(str(message.get(name, "")))[:LONGEST_HEADER].split())


def _decoded(value: str) -> str:
    try:
        return str(make_header(decode_header(value)))
    except (ValueError, LookupError):
        return value
