"""The library: letters go in and out, passages are found again as evidence.

The database is the truth. Both indexes follow it: each remembers the last change it has seen,
and what it missed is replayed when the library is opened.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Literal

from ingest.model import Letter, Passage, Speaker
from ingest.sentences import sentences
from vectorstore.database import Database, passage_id
from vectorstore.dense import DenseEntry, DenseIndex
from vectorstore.embedding import Embedder, EmbeddingIdentity
from vectorstore.errors import EmbeddingChanged, LibraryBusy, UnknownFilter, UnknownLetter
from vectorstore.fusion import fuse
from vectorstore.lexical import LexicalEntry, LexicalIndex, terms
from vectorstore.lock import writing
from vectorstore.records import Evidence, Filters, LetterRecord
from vectorstore.vocabulary import widen

DENSE_WEIGHT = 0.5
CANDIDATES = 400  # passages from the lexical leg, vectors of each kind from the dense one

SAME_MATTER = 0.70  # cosine of two answers, each with its item, from which they are one matter

Added = Literal["added", "updated", "unchanged"]
Progress = Callable[[str, int, int], None]  # stage, done, of


class Library:
    """A folder with letters in it. Use as a context manager, or close() it."""

    def __init__(self, folder: Path, embedder: Embedder, *, reindexing: bool = False) -> None:
        """Open the library in `folder`, made if need be, and bring its indexes up to date.

        Args:
            reindexing: open it for rebuild(), whatever made its indexes, without catching up.

        Raises:
            EmbeddingChanged: the vectors in it were made by another model.
            IndexDamaged: an index cannot be opened; reindexing it can.
            LibraryDamaged: the database cannot be opened.
        """
        self.folder = folder
        self.embedder = embedder
        (folder / "originals").mkdir(parents=True, exist_ok=True)
        self._lock = RLock()
        self._database = Database(folder / "library.sqlite")
        self._dense: DenseIndex | None = None
        self._dense_generation = -1
        if not reindexing:
            self._refuse_other_model()
            self._lexical = LexicalIndex(folder / "lexical")
            self._catch_up()

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
        if self._dense is not None:
            self._dense.close()
            self._dense = None
        self._database.close()

    # Letters in and out

    def add(self, letter: Letter, data: bytes) -> Added:
        """Keep a letter and its original file, and index it.

        A letter with the bytes of one in the list changes nothing. One with the file name, body,
        date and report of another replaces it in the list; both originals are kept.
        """
        with self._lock, writing(self.folder):
            if self._database.records([letter.letter_id]):
                return "unchanged"
            replaces = self._database.same_letter(letter)
            if self._database.has(letter.letter_id):
                self._database.restore(letter.letter_id, replaces)
            else:
                sha256 = hashlib.sha256(data).hexdigest()
                self._keep_original(sha256, data)
                self._database.add(letter, sha256, replaces)
            self._index([letter.letter_id, *replaces])
            return "updated" if replaces else "added"

    def remove(self, letter_id: str) -> int:
        """Purge a letter and its earlier versions from everything; return its passages' number.

        Raises UnknownLetter.
        """
        with self._lock, writing(self.folder):
            record = self.record(letter_id)
            gone = self._database.versions(letter_id)
            self._database.remove(gone)
            self._index(gone)
            self._drop_originals(gone)
            return record.passages

    def letters(self) -> list[LetterRecord]:
        """Every letter, the latest first."""
        return self._database.records()

    def record(self, letter_id: str) -> LetterRecord:
        """Raises UnknownLetter."""
        found = self._database.records([letter_id])
        if not found:
            raise UnknownLetter(
                f"There is no letter {letter_id} in the library. See the list: onrecord letters."
            )
        return found[0]

    def letter(self, letter_id: str) -> Letter:
        """Raises UnknownLetter."""
        self.record(letter_id)
        letter = self._database.letter(letter_id)
        assert letter is not None
        return letter

    def original(self, letter_id: str) -> bytes:
        """The bytes of the file that was ingested. Raises UnknownLetter."""
        self.record(letter_id)
        return (self.folder / "originals" / self._database.hashes()[letter_id]).read_bytes()

    def bodies(self) -> list[str]:
        """The bodies that have a letter in the library, by name."""
        return self._database.bodies()

    def page_at(self, letter_id: str, offset: int) -> tuple[int, str | None]:
        """The page that holds a character of a letter's text: its number and printed label."""
        return self._database.page_at(letter_id, offset)

    # Finding

    def search(
        self,
        query: str,
        k: int = 10,
        filters: Filters | None = None,
        prior: Mapping[Speaker, float] | None = None,
    ) -> list[Evidence]:
        """Return up to k passages for the query, best first.

        Args:
            prior: what to add to the score of a speaker's passages, in standard deviations.

        Raises:
            UnknownFilter: a filter names a body or report that no letter has.
        """
        filters = filters or Filters()
        self._refuse_unknown(filters)
        letter_ids = self._database.matching(filters) if filters else None
        widened = widen(query)
        with self._lock:
            vectors = self.embedder.embed(list(dict.fromkeys([query, widened.widened])))
            dense = self._fresh_dense().search(vectors, CANDIDATES, letter_ids)
            lexical = self._lexical.search(widened, CANDIDATES, letter_ids)
        fused = fuse(dense, lexical, dense_weight=DENSE_WEIGHT)
        evidence = self._evidence(fused, dict(dense), dict(lexical))
        if prior:
            evidence = [replace(e, score=e.score + prior.get(e.speaker, 0.0)) for e in evidence]
            evidence.sort(key=lambda each: -each.score)
        return self._with_positions(evidence[:k])

    def whole_answer(self, evidence: Evidence) -> list[Evidence]:
        """All passages that answer the item which this one answers, in the letter's order."""
        if evidence.item is None:
            return [evidence]
        ids = self._database.passages_of_item(evidence.letter.letter_id, evidence.item.index)
        found = self._evidence([(each, evidence.score) for each in ids], {}, {})
        own = (Speaker.FORCE, Speaker.POLICING_BODY)
        return [each for each in found if each.speaker in own]

    def rarity(self, text: str) -> dict[str, float]:
        """For each stem of the text's words, how rare it is in the library; at least 0."""
        with self._lock:
            return self._lexical.rarity(terms(text))

    def _with_positions(self, evidence: list[Evidence]) -> list[Evidence]:
        """Label a body's answer to an item that a later letter of it answers again."""
        answers = [e for e in evidence if e.item and e.speaker is not Speaker.INSPECTORATE]
        with self._lock:
            vectors = self._fresh_dense().whole([each.passage_id for each in answers])
        answers = [each for each in answers if each.passage_id in vectors]
        later: dict[str, Evidence] = {}
        for old in answers:
            successors = [
                new
                for new in answers
                if _is_later(new, old)
                and float(vectors[old.passage_id] @ vectors[new.passage_id]) >= SAME_MATTER
            ]
            if successors:
                later[old.passage_id] = max(
                    successors, key=lambda each: each.letter.dated or date.min
                )
        return [
            replace(each, superseded_by=later[each.passage_id].letter.letter_id)
            if each.passage_id in later
            else each
            for each in evidence
        ]

    def _evidence(
        self,
        fused: Sequence[tuple[str, float]],
        dense: dict[str, float],
        lexical: dict[str, float],
    ) -> list[Evidence]:
        found = self._database.passages([passage for passage, _ in fused])
        letters = {record.letter_id: record for record in self._database.records()}
        evidence = []
        for each, score in fused:
            if each not in found or found[each][0] not in letters:
                continue  # removed by another process since the index was read
            letter_id, passage, item = found[each]
            evidence.append(
                Evidence(
                    passage_id=each,
                    text=passage.text,
                    start=passage.start,
                    end=passage.end,
                    page=passage.page,
                    page_label=passage.page_label,
                    heading=passage.heading,
                    speaker=passage.speaker,
                    item=item,
                    letter=letters[letter_id],
                    similarity=dense.get(each),
                    bm25=lexical.get(each),
                    score=score,
                    superseded_by=None,
                )
            )
        return evidence

    def _refuse_unknown(self, filters: Filters) -> None:
        have = self.bodies()
        for body in filters.bodies:
            if body.casefold() not in {name.casefold() for name in have}:
                near = get_close_matches(body, have, n=1)
                hint = f" Did you mean {near[0]}?" if near else ""
                raise UnknownFilter(
                    f"There is no letter from {body} in the library.{hint} "
                    f"It has letters from: {', '.join(have) or 'nobody yet'}."
                )
        if filters.report and not self._database.matching(Filters(report=filters.report)):
            titles = sorted({r.report_title for r in self.letters() if r.report_title})
            raise UnknownFilter(
                f"No letter in the library answers a report called “{filters.report}”. "
                f"It has answers to: {'; '.join(titles) or 'none yet'}."
            )

    # Upkeep

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make both indexes anew from the database; return the number of passages."""
        with self._lock, writing(self.folder):
            self._empty_indexes()
            listed = [record.letter_id for record in self.letters()]
            for done, letter_id in enumerate(listed, 1):
                self._index([letter_id], settled=done == len(listed))
                if progress:
                    progress("indexing", done, len(listed))
            self._mark(self._database.generation())
            return sum(record.passages for record in self.letters())

    def verify(self) -> list[str]:
        """Hold the originals and both indexes against the database; a line for each fault."""
        faults = self._database.check()
        for letter_id, sha256 in self._database.hashes().items():
            path = self.folder / "originals" / sha256
            if not path.exists():
                faults.append(f"The original of letter {letter_id} is missing.")
            elif hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
                faults.append(f"The original of letter {letter_id} has been altered.")
        letters = [self.letter(record.letter_id) for record in self.letters()]
        passages = sum(len(letter.passages) for letter in letters)
        spoken = sum(len(_sentences(p.text)) for letter in letters for p in letter.passages)
        with self._lock:
            in_sentences, in_passages = self._fresh_dense().counts()
            indexed = [
                ("lexical index", "passages", self._lexical.count(), passages),
                ("dense index", "passages", in_passages, passages),
                ("dense index", "sentences", in_sentences, spoken),
            ]
        faults += [
            f"The {name} holds {found} {unit} where the letters have {expected}. "
            "Run: onrecord rebuild"
            for name, unit, found, expected in indexed
            if found != expected
        ]
        return faults

    def backup(self, path: Path) -> None:
        """Write the database and the originals to a zip file; the indexes are not needed."""
        with self._lock, writing(self.folder), tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch) / "library.sqlite"
            self._database.copy_to(copy)
            partial = path.with_name(path.name + ".partial")
            with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.write(copy, "library.sqlite")
                for original in sorted((self.folder / "originals").iterdir()):
                    archive.write(original, f"originals/{original.name}")
            partial.replace(path)

    def keep_answer(self, question: str, answer: str) -> int:
        """Keep an answer, with the evidence in it, as it was given; return its number."""
        return self._database.keep_answer(question, answer)

    # Keeping the indexes in step

    def _catch_up(self) -> None:
        """Replay what the indexes missed: a crash between the database and them, or a new disk."""
        if self._seen() >= self._database.generation():
            return
        try:
            with writing(self.folder, wait=0):
                if self._seen() == 0:
                    self._empty_indexes()  # a rebuild may have left another model's vectors
                changed = self._database.changed_since(self._seen())
                self._index(changed)
                self._drop_originals(changed)
        except LibraryBusy:
            return  # whoever is writing brings them up to date

    def _empty_indexes(self) -> None:
        if self._dense is not None:
            self._dense.close()
            self._dense = None
        for name in ("dense", "lexical"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        self._lexical = LexicalIndex(self.folder / "lexical")

    def _drop_originals(self, letter_ids: Sequence[str]) -> None:
        """Delete the files of those of the letters that are no longer on file."""
        gone = {each for each in letter_ids if not self._database.has(each)}
        for path in (self.folder / "originals").iterdir():
            if path.name[:16] in gone:  # a letter's id begins the SHA-256 that names its file
                path.unlink()

    def _index(self, letter_ids: Sequence[str], settled: bool = True) -> None:
        """Make both indexes say of these letters what the database says."""
        listed = {record.letter_id for record in self._database.records(letter_ids)}
        letters = [self.letter(each) for each in letter_ids if each in listed]
        located = [each for letter in letters for each in _located(letter)]
        self._open_dense().replace(letter_ids, self._dense_entries(located))
        self._lexical.replace(
            letter_ids,
            [
                LexicalEntry(
                    passage_id=passage_id(letter.letter_id, passage),
                    letter_id=letter.letter_id,
                    text=passage.text,
                    context=_context(letter, passage, lead_in),
                )
                for letter, passage, lead_in in located
            ],
        )
        if settled:
            self._mark(self._database.generation())

    def _dense_entries(self, located: Sequence[tuple[Letter, Passage, str]]) -> list[DenseEntry]:
        spoken = [_sentences(passage.text) for _, passage, _ in located]
        whole = [_with_question(*each) for each in located]
        vectors = self.embedder.embed([*whole, *(words for each in spoken for words in each)])
        entries, first = [], len(located)
        for index, (letter, passage, _) in enumerate(located):
            last = first + len(spoken[index])
            entries.append(
                DenseEntry(
                    passage_id=passage_id(letter.letter_id, passage),
                    letter_id=letter.letter_id,
                    sentences=vectors[first:last],
                    whole=vectors[index],
                )
            )
            first = last
        return entries

    def _fresh_dense(self) -> DenseIndex:
        """The dense index as the last writer, perhaps another process, left it."""
        if self._dense is not None and self._dense_generation != self._seen():
            self._dense.close()
            self._dense = None
        return self._open_dense()

    def _open_dense(self) -> DenseIndex:
        if self._dense is None:
            self._dense_generation = self._seen()
            self._dense = DenseIndex(self.folder / "dense")
        return self._dense

    def _seen(self) -> int:
        """The last change that both indexes know of: the lower one, 0 where one is missing."""
        return min(self._read_mark(name)[0] for name in ("dense", "lexical"))

    def _mark(self, generation: int) -> None:
        identity = asdict(self.embedder.identity)
        for name in ("dense", "lexical"):
            path = self.folder / name / "onrecord.json"
            fresh = path.with_suffix(".new")
            fresh.write_text(json.dumps({"generation": generation, "model": identity}), "utf-8")
            fresh.replace(path)
        self._dense_generation = generation

    def _read_mark(self, name: str) -> tuple[int, EmbeddingIdentity | None]:
        """The last change an index has seen, and what made its vectors."""
        try:
            found = json.loads((self.folder / name / "onrecord.json").read_text("utf-8"))
            return int(found["generation"]), EmbeddingIdentity(**found["model"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0, None

    def _refuse_other_model(self) -> None:
        made_by, ours = self._read_mark("dense")[1], self.embedder.identity
        if made_by is not None and made_by != ours:
            self._database.close()
            raise EmbeddingChanged(
                f"The library was indexed with {made_by.name} ({made_by.dimension} numbers a "
                f"vector) and you are using {ours.name} ({ours.dimension}). To index it anew: "
                "onrecord rebuild"
            )

    def _keep_original(self, sha256: str, data: bytes) -> None:
        path = self.folder / "originals" / sha256
        partial = path.with_suffix(".partial")
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)


def _is_later(new: Evidence, old: Evidence) -> bool:
    """Whether a passage is of the same body as another and of a later date."""
    dates = new.letter.dated, old.letter.dated
    return (
        new.letter.body == old.letter.body
        and dates[0] is not None
        and dates[1] is not None
        and dates[0] > dates[1]
    )


def _sentences(text: str) -> list[str]:
    """Each sentence, and each two that follow one another: "This" is often the one before."""
    spans = sentences(text)
    pairs = [(one[0], two[1]) for one, two in pairwise(spans)]
    return [text[start:end] for start, end in [*spans, *pairs]]


def _located(letter: Letter) -> list[tuple[Letter, Passage, str]]:
    """Each passage with the one before it in the same paragraph, which "it" may refer to."""
    located, before = [], None
    for passage in letter.passages:
        same = before is not None and "\n" not in letter.text[before.end : passage.start]
        located.append((letter, passage, before.text if before is not None and same else ""))
        before = passage
    return located


def _with_question(letter: Letter, passage: Passage, lead_in: str) -> str:
    """A response with the item that it answers; anything else by itself."""
    if passage.item is None or passage.speaker is Speaker.INSPECTORATE:
        return f"{lead_in} {passage.text}".strip()
    return f"{letter.items[passage.item].text} {lead_in} {passage.text}"


def _context(letter: Letter, passage: Passage, lead_in: str) -> str:
    """Words that help to find a passage though it does not say them itself."""
    front = letter.front
    asked = letter.items[passage.item] if passage.item is not None else None
    parts = [front.body, front.report_title, passage.heading, lead_in]
    if asked is not None:
        parts += [asked.kind.value.replace("_", " "), asked.number, asked.heading, asked.text]
    return "\n".join(part for part in parts if part)
