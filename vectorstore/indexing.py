"""Both indexes, kept in step with the database.

Each index has a mark: the last change that it has seen, and what made its vectors. What it missed
(a crash between the database and the index, a new disk) is replayed before it is next used.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_hex

import numpy as np
from pydantic import TypeAdapter, ValidationError

from ingest.reading import Progress
from vectorstore.chroma import ChromaAddress, ChromaStore
from vectorstore.chroma_filling import collection_name, fill
from vectorstore.database import Database
from vectorstore.dense import DenseIndex
from vectorstore.embedding import Embedder, EmbeddingIdentity, Parted, Vectors
from vectorstore.errors import ChromaUnreachable, EmbeddingChanged, IndexDamaged
from vectorstore.lexical import LexicalEntry, LexicalIndex
from vectorstore.texts import Indexed, indexed
from vectorstore.vector_files import DenseEntry, VectorFiles

BATCH = 32  # letters that are embedded and committed together
WAY = 4  # of making vectors of letters: an index made another way is made anew
REMEMBERED = 20_000  # texts whose vectors are remembered from one batch to the next


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """What an index says of itself."""

    generation: int  # the last change that it has seen
    model: EmbeddingIdentity
    way: int
    made: str  # another value each time that it is made from nothing
    whole: bool  # else letters are missing that were there before it was made anew


MARK = TypeAdapter(Mark)


class Indexes:
    def __init__(
        self, folder: Path, database: Database, embedder: Embedder, chroma: ChromaAddress
    ) -> None:
        self._folder = folder
        self._database = database
        self._embedder = embedder
        self._address = chroma
        self._chroma: ChromaStore | None = None  # only where it is searched
        self._dense: DenseIndex | None = None
        self._lexical: LexicalIndex | None = None
        self._embedded: dict[Parted, Vectors] = {}
        self._opened_at: list[Mark | None] = []  # the marks of the indexes when they were opened

    def close(self) -> None:
        for each in (self._dense, self._chroma):
            if each is not None:
                each.close()
        self._dense = self._lexical = self._chroma = None

    @property
    def dense(self) -> DenseIndex:
        """As the last writer, perhaps another process, had left it by the last `behind()`.

        Raises IndexDamaged.
        """
        if self._dense is None:
            self._dense = DenseIndex(self._vectors_folder, self._nearest)
        return self._dense

    @property
    def lexical(self) -> LexicalIndex:
        """As the last writer had left it by the last `behind()`. Raises IndexDamaged."""
        if self._lexical is None:
            self._lexical = LexicalIndex(self._folder / "lexical")
        return self._lexical

    def seen(self) -> int:
        """The last change that both indexes know of: the lower one, 0 where one is missing."""
        return _seen(self._marks())

    def whole(self) -> bool:
        """Whether neither index is still being made anew."""
        return all(each is not None and each.whole for each in self._marks())

    def behind(self) -> bool:
        """Whether there are changes that the indexes have not seen.

        What another process did to them is seen from then on. Raises EmbeddingChanged if it made
        them anew with another model.
        """
        return self._refreshed() < self._database.generation()

    def catch_up(self, progress: Progress | None = None) -> None:
        """Replay what the indexes missed. To be called by whoever holds the library's lock.

        Raises EmbeddingChanged if another process made them anew with another model.
        """
        seen = self._refreshed()
        if seen == 0:
            self.empty()  # a rebuild may have left another model's vectors
        whole = self.whole()
        missed = self._database.changes_since(seen)
        for first in range(0, len(missed), BATCH):
            part = missed[first : first + BATCH]
            if progress:
                progress("Indexing", first, len(missed))
            self._index([letter_id for letter_id, _ in part])
            generation = part[-1][1]
            self._mark(generation, whole=whole or generation == missed[-1][1])

    # Chroma is brought up to date after the indexes, and asked where it has seen what they have.

    def settle(self, progress: Progress | None = None) -> None:
        """Hand on to Chroma what it missed. To be called by whoever holds the library's lock.

        Raises:
            IndexDamaged: it is embedded, and cannot be opened.
            ChromaUnreachable: it is not, and does not answer.
        """
        generation = self._seen_by_dense()
        with closing(self._open_chroma()) as store, closing(self._vector_files()) as files:
            fill(store, files, self._database, generation, self._made, progress)
        if not self._address.embedded:
            shutil.rmtree(self._chroma_folder, ignore_errors=True)

    def in_chroma(self) -> int | None:
        """How many vectors Chroma keeps; None if it has not seen all changes.

        Raises IndexDamaged or ChromaUnreachable.
        """
        with closing(self._open_chroma()) as store:
            up_to_date = store.seen(self._made) == self._seen_by_dense()
            return store.count() if up_to_date else None

    def empty_chroma(self) -> None:
        """Raises ChromaUnreachable."""
        if self._address.embedded:
            self.close()
            shutil.rmtree(self._chroma_folder, ignore_errors=True)
        else:
            with closing(self._open_chroma()) as store:
                store.empty()

    def _nearest(self, queries: Vectors, limit: int) -> list[str] | None:
        try:
            if self._chroma is None:
                self._chroma = self._open_chroma()
            if self._chroma.seen(self._made) != self._seen_by_dense():
                return None
            return self._chroma.nearest(queries, limit)
        except (ChromaUnreachable, IndexDamaged):
            return None  # the files are searched, which takes longer

    def _seen_by_dense(self) -> int:
        mark = self._read_mark("dense")
        return mark.generation if mark else 0

    def _open_chroma(self) -> ChromaStore:
        name = "passages" if self._address.embedded else collection_name(self._folder)
        return ChromaStore(self._address, self._chroma_folder, name)

    @property
    def _made(self) -> str:
        """What made the vectors, and how."""
        return json.dumps([*asdict(self._embedder.identity).values(), WAY])

    @property
    def _chroma_folder(self) -> Path:
        return self._folder / "dense" / "chroma"

    @property
    def _vectors_folder(self) -> Path:
        return self._folder / "dense" / "vectors"

    def _vector_files(self) -> VectorFiles:
        return VectorFiles(self._vectors_folder)

    def forget(self) -> None:
        """Let go of the vectors that are remembered while letters come in."""
        self._embedded = {}

    def empty(self) -> None:
        self.close()
        for name in ("dense", "lexical"):
            shutil.rmtree(self._folder / name, ignore_errors=True)

    def refuse_other_model(self) -> None:
        """Raises EmbeddingChanged if another model than ours made the vectors."""
        mark, ours = self._read_mark("dense"), self._embedder.identity
        if mark is not None and mark.model != ours:
            raise EmbeddingChanged(
                f"The library was indexed with {mark.model.name} ({mark.model.dimension} numbers a "
                f"vector) and you are using {ours.name} ({ours.dimension}). To index it anew: "
                "onrecord rebuild"
            )

    def _refreshed(self) -> int:
        """The last change seen; indexes that were opened before it are closed.

        Raises EmbeddingChanged.
        """
        if self._opened_at != (marks := self._marks()):
            self.close()
            self.refuse_other_model()
            self._opened_at = marks
        return _seen(marks)

    def _index(self, letter_ids: Sequence[str]) -> None:
        """Make both indexes say of these letters what the database says."""
        current = self._database.current(letter_ids)
        gone = [each for each in letter_ids if each not in current]
        passages = [each for key in letter_ids if key in current for each in self._passages(key)]
        self.dense.replace(gone, self._dense_entries(passages))
        if set(letter_ids) - self._database.on_file(letter_ids):
            # The words of a removed letter stand in the index until it is written anew.
            everything = (each.letter_id for each in self._database.records() if not each.set_apart)
            self.lexical.write_anew(
                _lexical_entry(each) for key in everything for each in self._passages(key)
            )
        else:
            self.lexical.replace(letter_ids, map(_lexical_entry, passages))

    def _passages(self, letter_id: str) -> Iterable[Indexed]:
        letter = self._database.letter(letter_id)
        return indexed(letter) if letter else ()

    def _dense_entries(self, passages: Sequence[Indexed]) -> list[DenseEntry]:
        """A passage's own vector leans half towards the item that it answers."""
        own = [Parted(text=each.text, parts=each.sentences) for each in passages]
        answered = dict.fromkeys(each.answers for each in passages if each.answers)
        items = {text: Parted(text=text, parts=()) for text in answered}
        vectors = self._vectors([*own, *items.values()])
        entries = []
        for each, text in zip(passages, own, strict=True):
            whole, *parts = vectors[text]
            if each.answers:
                whole = _between(whole, vectors[items[each.answers]][0])
            entries.append(
                DenseEntry(
                    passage_id=each.passage_id,
                    letter_id=each.letter_id,
                    sentences=parts,
                    whole=whole,
                )
            )
        return entries

    def _vectors(self, texts: Iterable[Parted]) -> dict[Parted, Vectors]:
        """Each text is embedded once, though many letters say it."""
        wanted = list(dict.fromkeys(texts))
        new = [text for text in wanted if text not in self._embedded]
        if len(self._embedded) + len(new) > REMEMBERED:
            self._embedded = {
                text: self._embedded[text] for text in wanted if text in self._embedded
            }
        self._embedded.update(zip(new, self._embedder.embed_parted(new), strict=True))
        return self._embedded

    def _mark(self, generation: int, *, whole: bool) -> None:
        held = self._read_mark("dense")
        mark = Mark(
            generation=generation,
            model=self._embedder.identity,
            way=WAY,
            made=held.made if held else token_hex(8),
            whole=whole,
        )
        for name in ("dense", "lexical"):
            path = self._folder / name / "onrecord.json"
            fresh = path.with_suffix(".new")
            fresh.write_text(json.dumps(asdict(mark)), "utf-8")
            fresh.replace(path)
        self._opened_at = self._marks()

    def _marks(self) -> list[Mark | None]:
        return [self._read_mark(name) for name in ("dense", "lexical")]

    def _read_mark(self, name: str) -> Mark | None:
        """None where there is no index, or one that was made another way."""
        try:
            mark = MARK.validate_json((self._folder / name / "onrecord.json").read_bytes())
        except (OSError, ValidationError):
            return None
        return mark if mark.way == WAY else None


def _seen(marks: Iterable[Mark | None]) -> int:
    return min(each.generation if each else 0 for each in marks)


def _between(one: Vectors, other: Vectors) -> Vectors:
    """The direction half-way between two vectors of length 1, again of length 1."""
    both = one + other
    length = np.linalg.norm(both)
    return both / length if length else one


def _lexical_entry(each: Indexed) -> LexicalEntry:
    return LexicalEntry(
        passage_id=each.passage_id,
        letter_id=each.letter_id,
        text=each.text,
        context=each.context,
    )
