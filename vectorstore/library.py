"""The library: letters go in and out, passages are found again as evidence.

The database is the truth. Both indexes follow it: each remembers the last change it has seen,
and what it missed is replayed before it is next used.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from types import TracebackType

from ingest.model import Letter
from ingest.reading import Progress, Source
from vectorstore import upkeep
from vectorstore.answers import Answers
from vectorstore.catalogue import Catalogue
from vectorstore.chroma import ChromaAddress
from vectorstore.database import Database
from vectorstore.drafts import Drafts
from vectorstore.embedding import Embedder
from vectorstore.errors import LibraryBusy, LibraryError, UnknownLetter
from vectorstore.filtered import Filtered
from vectorstore.finding import Finder, Gain
from vectorstore.indexing import Indexes
from vectorstore.lock import writing
from vectorstore.originals import Originals
from vectorstore.records import Evidence, Filters, LetterRecord
from vectorstore.register import Entered, Register
from vectorstore.reranking import Reranker


class Library:
    """A folder with letters in it. Use as a context manager, or close() it."""

    def __init__(
        self,
        folder: Path,
        embedder: Embedder,
        *,
        chroma: ChromaAddress = ChromaAddress(),  # noqa: B008 -- it is frozen
        reranker: Reranker | None = None,
        keep_answers: int | None = None,
        reindexing: bool = False,
    ) -> None:
        """Open the library in `folder`, made if need be.

        Args:
            chroma: where the vectors are kept, beside the files that are searched.
            reranker: puts the best passages of each search in a new order.
            keep_answers: days for which answers are kept; None: for ever; 0: none is kept.
            reindexing: open it for rebuild(), whatever made its indexes.

        Raises:
            EmbeddingChanged: the vectors in it were made by another model.
            LibraryDamaged: the database cannot be opened.
            LibraryOutdated: another version of the product made it.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.embedder = embedder
        self.reranker = reranker
        self._lock = RLock()
        self._database = Database(folder / "library.sqlite")
        self.answers = Answers(self._database, keep_answers)
        self.drafts = Drafts(self._database)
        self._register = Register(self._database)
        self._originals = Originals(folder / "originals")
        self._indexes = Indexes(folder, self._database, embedder, chroma)
        self._finder = Finder(self._database, self._indexes, embedder, reranker)
        if not reindexing:
            try:
                self._indexes.refuse_other_model()
                self._tidy()
            except BaseException:
                self.close()
                raise

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._finder.close()
        self._indexes.close()
        self._database.close()

    # Letters in and out

    def add(self, source: Source, letters: Sequence[Letter]) -> list[Entered]:
        """Keep the letters of a file, and the file. When this returns, they are on the disk.

        They are found once the indexes have caught up, which any search sees to.

        Raises:
            FileChanged: the file is not the one that was read.
            LibraryBusy: another process is writing.
        """
        with self._lock, writing(self.folder):
            self._originals.keep(source.path, source.sha256)
            return self._register.enter(source, letters)

    def knows(self, sha256: str) -> bool:
        """Whether all letters in the file with these bytes are in the library."""
        return self._register.knows(sha256)

    def letters_in(self, sha256: str) -> list[str]:
        """The ids of the letters in the file with these bytes."""
        return self._register.letters_in(sha256)

    def remove(self, letter_id: str) -> int:
        """Purge a letter with all its versions; return how many passages of it could be found.

        Drafts that quote it stay as they are: see drafts.naming().

        Raises:
            UnknownLetter: there is none of that id.
            ChromaUnreachable: it has been purged but from Chroma, which will be told.
        """
        with self._lock, writing(self.folder):
            record = self.record(letter_id)
            current = self.record(record.versions[-1])
            self._register.remove(record.versions)
            self._indexes.catch_up()
            self._drop_strays()
            self._indexes.settle()
            return 0 if current.set_apart else current.passages

    def letters(self) -> list[LetterRecord]:
        """The current version of every letter, the latest letter first."""
        return self._database.records()

    def catalogue(self) -> Catalogue:
        """Of each letter that is searched what a question may name, the latest letter first."""
        return self._database.catalogue()

    def records(self, letter_ids: Collection[str]) -> dict[str, LetterRecord]:
        """The entries of letters, of whatever version, by their ids."""
        return {each.letter_id: each for each in self._database.records_of(letter_ids)}

    def record(self, letter_id: str) -> LetterRecord:
        """The entry of a letter, or of an earlier version of one. Raises UnknownLetter."""
        found = self._database.records_of([letter_id])
        if not found:
            raise UnknownLetter(
                f"There is no letter {letter_id} in the library. See the list: onrecord letters."
            )
        return found[0]

    def letter(self, letter_id: str) -> Letter:
        """A letter, or an earlier version of one. Raises UnknownLetter."""
        self.record(letter_id)
        letter = self._database.letter(letter_id)
        assert letter is not None
        return letter

    def original(self, letter_id: str) -> bytes:
        """The bytes of the file that was ingested. Raises UnknownLetter."""
        self.record(letter_id)
        return self._originals.read(self._register.file_of(letter_id))

    def sha256_of(self, letter_id: str) -> str:
        """The SHA-256 of the file that a letter was read from. Raises UnknownLetter."""
        self.record(letter_id)
        return self._register.file_of(letter_id)

    def bodies(self) -> list[str]:
        """The bodies that have a letter in the library, by name."""
        return [*self._database.catalogue().bodies]

    def has_items(self, filters: Filters) -> bool:
        """Whether the letters of these filters have an item of the numbers and kinds in them."""
        return Filtered(self._database).has_items(filters)

    def page_at(self, letter_id: str, offset: int) -> tuple[int, str | None]:
        """The page that holds a character of a letter's text: its number and printed label."""
        return self._database.page_at(letter_id, offset)

    # Finding

    def refuse_unknown(self, filters: Filters) -> None:
        """Raises UnknownFilter: a filter names a body or report that no letter has."""
        self._finder.refuse_unknown(filters)

    def search(
        self,
        query: str,
        k: int = 10,
        filters: Filters | None = None,
        preference: Gain | None = None,
        *,
        across: bool = False,
        latest_first: bool = False,
    ) -> list[Evidence]:
        """Return up to k passages for the query, best first.

        Where a passage is superseded, the one that supersedes it is returned too.

        Args:
            preference: what a passage's score gains for what it is, in standard deviations.
            across: take the bodies in turn, the best passage of each first.
            latest_first: of passages that answer about as well, the latest letter's first.

        Raises:
            UnknownFilter: a filter names a body or report that no letter has.
            IndexDamaged: an index cannot be read.
            LibraryBusy: another process makes the indexes anew.
            EmbeddingChanged: another process made them anew with another model.
        """
        with self._up_to_date():
            return self._finder.search(
                query, k, filters or Filters(), preference, across=across, latest_first=latest_first
            )

    def whole_answer(self, evidence: Evidence) -> list[Evidence]:
        """All passages that answer the item which this one answers, in the letter's order."""
        return self._finder.whole_answer(evidence)

    def with_successors(self, evidence: Sequence[Evidence], filters: Filters) -> list[Evidence]:
        """The passages labelled as a search labels them, each followed by what supersedes it.

        Args:
            filters: what supersedes a passage and is not within them is named by the label alone.
        """
        with self._up_to_date():
            return self._finder.with_successors(evidence, filters)

    def with_continuations(self, evidence: Sequence[Evidence], first: int) -> list[Evidence]:
        """The passages, the first of them followed by what goes on with their paragraph.

        A paragraph of two speakers is two passages, and the second seldom says again what it is on.
        """
        return self._finder.with_continuations(evidence, first)

    def rarity(self, text: str) -> dict[str, float]:
        """For each stem of the text's words, how rare it is in the library; at least 0."""
        with self._up_to_date():
            return self._finder.rarity(text)

    def has_words(self, words: str) -> bool:
        """Whether a passage holds one of the words in any form, or a letter's text these words."""
        with self._up_to_date():
            return self._finder.has_words(words)

    # Upkeep

    def catch_up(self, progress: Progress | None = None) -> None:
        """Replay what the indexes missed, unless another process is writing, which will do so.

        Raises EmbeddingChanged if another process made them anew with another model.
        """
        with suppress(LibraryBusy):
            self._catch_up(progress)

    def settle(self, progress: Progress | None = None) -> None:
        """Hand on to Chroma what it missed, unless another process is writing, which will do so.

        Searches go on meanwhile. Raises IndexDamaged or ChromaUnreachable.
        """
        try:
            with writing(self.folder, wait=0):
                self._indexes.settle(progress)
        except LibraryBusy:
            pass

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make both indexes, and what Chroma keeps, anew; return the number of passages.

        Raises ChromaUnreachable, before anything is changed.
        """
        with self._lock, writing(self.folder):
            self._indexes.empty_chroma()
            self._indexes.empty()
            self._indexes.catch_up(progress)
            self._indexes.settle(progress)
            return sum(record.passages for record in self.letters() if not record.set_apart)

    def verify(self, noted: str | None = None) -> list[str]:
        """Hold originals, indexes, answers and drafts against the database; a line for each fault.

        Args:
            noted: the hash of the last kept answer, as it was noted at another time.
        """
        with self._up_to_date():
            self.settle()
            found = [*upkeep.faults(self._database, self._originals, self._indexes)]
        return [*found, *self.answers.faults(noted), *self.drafts.faults()]

    def backup(self, path: Path) -> None:
        """Write the database and the originals to a zip file; the indexes are not needed."""
        with self._lock, writing(self.folder):
            upkeep.backup(self._database, self._originals, path)

    @contextmanager
    def _up_to_date(self) -> Iterator[None]:
        """The indexes have seen all changes, and nobody else in this process uses them."""
        with self._lock:
            try:
                self._catch_up()
            except LibraryBusy:
                if not self._indexes.whole():
                    raise  # letters are missing that were found before
            self._indexes.forget()
            yield

    def _catch_up(self, progress: Progress | None = None) -> None:
        with self._lock:
            if self._indexes.behind():
                with writing(self.folder, wait=0):
                    self._indexes.catch_up(progress)

    def _tidy(self) -> None:
        """Finish what an interrupted process began, unless another process is writing.

        Answers that have been kept long enough go, or the next time.
        """
        with suppress(LibraryError):
            self.answers.purge_old()
        if self._originals.strays(self._register.hashes()):
            try:
                with writing(self.folder, wait=0):
                    self._drop_strays()
            except LibraryBusy:
                pass  # it may be keeping them

    def _drop_strays(self) -> None:
        self._originals.drop(self._originals.strays(self._register.hashes()))
