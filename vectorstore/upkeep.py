"""A library is held against itself, copied, and made anew from its originals."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from ingest.sentences import sentences
from vectorstore.database import Database
from vectorstore.indexing import Indexes
from vectorstore.originals import Originals
from vectorstore.register import Register


def faults(database: Database, originals: Originals, indexes: Indexes) -> Iterator[str]:
    """Hold the originals and both indexes against the database; a line for each fault."""
    yield from database.check()
    holds = Register(database).hashes()
    for sha256, wrong in originals.faults(holds):
        for letter_id in holds[sha256]:
            yield f"The original of letter {letter_id} {wrong}."
    for path in originals.strays(holds):
        yield f"The file {path.name} among the originals holds no letter."
    passages = parts = 0
    for record in database.records():
        if record.set_apart:
            continue
        letter = database.letter(record.letter_id)
        for passage in letter.passages if letter else ():
            passages += 1
            parts += len(sentences(passage.text))
    in_sentences, in_passages = indexes.dense.counts()
    for name, unit, found, expected in (
        ("lexical index", "passages", indexes.lexical.count(), passages),
        ("dense index", "passages", in_passages, passages),
        ("dense index", "sentences", in_sentences, parts),
        ("store of vectors (Chroma)", "passages", indexes.in_chroma(), passages),
    ):
        if found is not None and found != expected:
            yield (
                f"The {name} holds {found} {unit} where the letters have {expected}. "
                "Run: onrecord rebuild"
            )


def backup(database: Database, originals: Originals, path: Path) -> None:
    """Write the database and the originals to a zip file; the indexes are not needed."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "library.sqlite"
        database.copy_to(copy)
        partial = path.with_name(path.name + ".partial")
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(copy, "library.sqlite")
            for original in originals.paths():
                archive.write(original, f"originals/{original.name}")
        partial.replace(path)
