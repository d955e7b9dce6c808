"""What can go wrong in the library.

LibraryError
├── LibraryBusy          another process is writing, or has open what is to be replaced
├── UnknownLetter        no letter of that id
├── UnknownDraft         no draft or version of that id, or several that begin so
├── DraftChanged         somebody saved a draft since it was read
├── DraftLocked          a draft is approved and may not be changed
├── DraftNotApproved     a draft is not approved yet
├── UnknownFilter        a filter that matches nothing; the message names what there is
├── LibraryDamaged       the library database cannot be read or written
├── LibraryOutdated      it was made by another version of the product
├── FileChanged          a file was written while it was read
├── IndexDamaged         an index cannot be opened; it can be made anew
├── ChromaUnreachable    a Chroma server, or Chroma Cloud, does not do what it is asked
├── EmbeddingChanged     the index was made with another embedding model
├── EmbeddingUnavailable the embedding model cannot be loaded
└── RerankerUnavailable  the reranker that was asked for cannot be loaded
"""

from __future__ import annotations

from pathlib import Path


class LibraryError(Exception):
    """Base of every error of this package; its message is one sentence with the next step."""


class LibraryBusy(LibraryError):
    pass


class UnknownLetter(LibraryError):
    pass


class UnknownDraft(LibraryError):
    pass


class DraftChanged(LibraryError):
    pass


class DraftLocked(LibraryError):
    pass


class DraftNotApproved(LibraryError):
    pass


class UnknownFilter(LibraryError):
    pass


class LibraryDamaged(LibraryError):
    pass


class LibraryOutdated(LibraryError):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The library {folder} was made by another version of OnRecord. To bring it up to "
            "date, reading its original files again: onrecord rebuild"
        )


class FileChanged(LibraryError):
    pass


class IndexDamaged(LibraryError):
    def __init__(self, folder: Path) -> None:
        super().__init__(f"The index in {folder} is damaged. Make it anew: onrecord rebuild")


class ChromaUnreachable(LibraryError):
    def __init__(self, place: str, error: Exception) -> None:
        reason = " ".join(str(error).split()) or type(error).__name__
        super().__init__(
            f"Chroma at {place} cannot be used ({reason[:200]}). Start it, or correct "
            "ONRECORD_CHROMA, then retry; the library keeps what Chroma missed and hands it on."
        )


class EmbeddingChanged(LibraryError):
    pass


class EmbeddingUnavailable(LibraryError):
    pass


class RerankerUnavailable(LibraryError):
    pass
