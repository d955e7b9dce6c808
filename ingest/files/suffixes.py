"""Which files are read, by the end of their names."""

from __future__ import annotations

from pathlib import Path

WORD = frozenset({".docx", ".docm", ".dotx"})
PLAIN = frozenset({".txt", ".md", ".markdown"})
PAGES = frozenset({".html", ".htm", ".xhtml"})
ARCHIVED_PAGES = frozenset({".mht", ".mhtml"})
OLDER = frozenset({".doc", ".dot", ".odt", ".rtf"})  # read by way of LibreOffice
MAIL = frozenset({".eml"})
PICTURES = frozenset({".jpeg", ".jpg", ".png", ".tif", ".tiff"})  # of the pages of a letter
CONTAINERS = frozenset({".zip", ".mbox"}) | MAIL
LETTERS = frozenset({".pdf"}) | WORD | PLAIN | PAGES | ARCHIVED_PAGES | OLDER | PICTURES


def suffix(file: str) -> str:
    return Path(file).suffix.casefold()


def is_read(file: str) -> bool:
    """Whether a file of this name is read, or opened for what is in it."""
    return suffix(file) in LETTERS | CONTAINERS


_UNPACK = "is an archive. Unpack it, then ingest the folder."
UNREAD = {
    ".msg": "is an Outlook message. Open it in Outlook, save it as .eml or as text with its "
    "attachments, then retry.",
    ".pst": "is an Outlook mailbox. Save the letters in it as .eml, then retry.",
    ".zip": "is an archive of files. Ingest it as a whole, or unpack it and name one of them.",
    ".mbox": "is a mailbox. Ingest it as a whole, or name one of its messages.",
    **dict.fromkeys((".7z", ".rar", ".tar", ".gz", ".tgz"), _UNPACK),
}
