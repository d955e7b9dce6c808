"""A saved web page becomes a Document: its own text in order, and its frame kept apart.

Nothing of the page is run or fetched. Navigation, banners, forms and what else surrounds the text
are furniture; where a page does not say which part is its text, all else of it is.
"""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

from lxml import html
from lxml.etree import LxmlError

from ingest.errors import UnreadableFile
from ingest.model import BlockStyle, Document, FurnitureKind
from ingest.readers.builder import DocumentBuilder
from ingest.readers.encoding import Decoded, decode
from ingest.readers.html_frame import Element, Frame
from ingest.readers.html_pieces import Piece, TablePiece, TooDeep, pieces_of
from ingest.readers.looks import headed_by_looks, look_at
from ingest.readers.plain import blocks_of

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.I)
_HEAD = 4096  # bytes in which a page names its encoding
_WESTERN = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
_DECLARATION = re.compile(r"(?:(?<!\s)\s+)?<\?xml[^<>]*\?>")
_COMMENT = re.compile(r"<!--(.*?)-->", re.S)
_SITE = re.compile(r". [-–—|:•»] (?P<site>[^-–—|:•»]+)$")
_LONGEST_TERM = 6  # words of a name that stands on one line with its value
_LONGEST_VALUE = 12  # words


def read_html(data: bytes, file: str, declared: str | None = None) -> Document:
    """Read a saved page.

    Args:
        declared: the encoding that an e-mail or an archive names for it.

    Raises:
        UnreadableFile: it holds no text, or its elements are nested beyond reading.
    """
    named = _CHARSET.search(data[:_HEAD])
    encoding = declared or (named.group(1).decode("ascii", "replace") if named else None)
    decoded = decode(data, file, _WESTERN.get((encoding or "").casefold(), encoding))
    page = _parsed(decoded, file)
    try:
        document = _read(page, decoded)
    except (TooDeep, RecursionError) as error:
        raise UnreadableFile(
            file, "nests its elements too deeply to be read. Print it to PDF, then retry."
        ) from error
    if not document.blocks:
        raise UnreadableFile(file, "holds no text. Save the page again, complete.")
    return document


def is_html(data: bytes) -> bool:
    """Whether a file is a web page, as some programs save what they call a .doc."""
    return bool(_PAGE.match(data[:_HEAD]))


def read_mhtml(data: bytes, file: str) -> Document:
    """Read a page that a browser saved as one file with its pictures."""
    message = message_from_bytes(data, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html" and isinstance(part, EmailMessage):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return read_html(content, file, part.get_content_charset())
    raise UnreadableFile(file, "holds no web page. Save the page again as .html.")


def _parsed(decoded: Decoded, file: str) -> Element:
    text = _DECLARATION.sub("", decoded.text, count=1).replace("\x00", "")
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        page = html.document_fromstring(text, parser=parser)
    except (LxmlError, ValueError) as error:
        raise UnreadableFile(file, "holds no text. Save the page again, complete.") from error
    return page


def _read(page: Element, decoded: Decoded) -> Document:
    pieces = list(pieces_of(page, Frame(page)))
    builder = DocumentBuilder()
    builder.new_page(None)
    headings = [p.level for p in pieces if isinstance(p, Piece) and p.level and p.apart is None]
    _add_title(builder, page, headed=1 in headings)
    tables = 0
    for piece in _with_terms(pieces):
        if isinstance(piece, TablePiece):
            builder.add(piece.grid.caption, BlockStyle.PARAGRAPH)
            for cell in piece.grid.cells:
                builder.add(cell.text, BlockStyle.CELL, cell=(tables, cell.row, cell.column))
            tables += 1
        else:
            _add(builder, piece)
    document = builder.build(decoded.warnings, decoded.guesses, _unseen(page, decoded))
    return document if headings else headed_by_looks(document)


def _add_title(builder: DocumentBuilder, page: Element, *, headed: bool) -> None:
    """The page's title is its heading, where the text has none of its own.

    Where it has, the end of the title, which names the site, still says whose page it is.
    """
    title = " ".join("".join(page.xpath("string(./head/title)")).split())
    if headed and title:
        builder.keep_apart(FurnitureKind.HEADER, title)
        named = _SITE.search(title)
        builder.add(named.group("site") if named else "", BlockStyle.PARAGRAPH)
    elif title:
        builder.add(title, BlockStyle.HEADING, level=1)


def _unseen(page: Element, decoded: Decoded) -> list[str]:
    """What a browser does not show on the page: comments, and words that describe its parts."""
    described = page.xpath("//@alt | //@title | //@aria-label | //meta/@content")
    return [*_COMMENT.findall(decoded.text), *map(str, described)]


def _with_terms(pieces: list[Piece | TablePiece]) -> list[Piece | TablePiece]:
    """A short name and its value in a list of definitions stand on one line."""
    found: list[Piece | TablePiece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if (
            isinstance(piece, Piece)
            and isinstance(last, Piece)
            and last.term
            and not piece.term
            and piece.level is None
            and piece.apart == last.apart
            and len(last.words.text.split()) <= _LONGEST_TERM
            and len(piece.words.text.split()) <= _LONGEST_VALUE
        ):
            found[-1] = Piece(words=last.words.followed_by(piece.words, "\t"), apart=last.apart)
        else:
            found.append(piece)
    return found


def _add(builder: DocumentBuilder, piece: Piece) -> None:
    if piece.apart is not None:
        builder.keep_apart(piece.apart, " ".join(piece.words.text.split()))
    elif piece.preformatted:
        builder.add_preformatted(piece.words.text, blocks_of(piece.words.text))
    elif piece.level is not None:
        words = piece.words.numbered(piece.number)
        builder.add(words.text, BlockStyle.HEADING, bold=words.bold, level=piece.level)
    else:
        for index, part in enumerate(piece.words.numbered(piece.number).parts()):
            text = part.text.strip()
            look = look_at(text, bold=part.bold)
            if piece.bullet and index == 0:
                own = (2 + look.start, 2 + look.end)
                builder.add(f"• {text}", BlockStyle.BULLET, bold=look.bold, own=own)
            else:
                builder.add(
                    text, look.style, bold=look.bold, level=look.level, own=(look.start, look.end)
                )
