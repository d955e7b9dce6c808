"""What can go wrong in the library.

LibraryError
├── LibraryBusy          another process is writing; the message names it
├── UnknownLetter        no letter of that id
├── UnknownFilter        a filter that matches nothing; the message names what there is
├── LibraryDamaged       the library database cannot be read or written
├── EmbeddingChanged     the index was made with another embedding model
└── EmbeddingUnavailable the embedding model cannot be loaded
"""

from __future__ import annotations


class LibraryError(Exception):
    """Base of every error of this package; its message is one sentence with the next step."""


class LibraryBusy(LibraryError):
    pass


class UnknownLetter(LibraryError):
    pass


class UnknownFilter(LibraryError):
    pass


class LibraryDamaged(LibraryError):
    pass


class EmbeddingChanged(LibraryError):
    pass


class EmbeddingUnavailable(LibraryError):
    pass
