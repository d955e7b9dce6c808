"""Chroma is given what it missed, from the files of vectors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

import numpy as np

from ingest.reading import Progress
from vectorstore.chroma import ChromaStore
from vectorstore.database import Database
from vectorstore.vector_files import VectorFiles

AT_ONCE = 200  # letters after which Chroma notes what it has seen


def fill(
    store: ChromaStore,
    files: VectorFiles,
    database: Database,
    generation: int,
    made: str,
    progress: Progress | None = None,
) -> None:
    """Make Chroma hold of all letters what the files hold, which have seen this generation."""
    seen = store.seen(made)
    if seen == generation:
        return
    if not 0 < seen < generation:
        store.empty()
        seen = 0
    missed = [each for each in database.changes_since(seen) if each[1] <= generation]
    for first in range(0, len(missed), AT_ONCE):
        part = missed[first : first + AT_ONCE]
        if progress and first:
            progress("Handing vectors to Chroma", first, len(missed))
        _follow(store, files, [letter_id for letter_id, _ in part], fresh=seen == 0)
        store.note(part[-1][1], made)


def _follow(
    store: ChromaStore, files: VectorFiles, letter_ids: Sequence[str], *, fresh: bool
) -> None:
    held = files.letters
    if not fresh:
        store.drop([each for each in letter_ids if each not in held])
    rows = {each: files.rows_of(each) for each in letter_ids if each in held}
    if rows:
        store.put(
            [passage for part in rows.values() for passage in files.passage_ids(part)],
            [each for each, part in rows.items() for _ in range(part.stop - part.start)],
            files.exact_wholes(
                np.concatenate([np.arange(part.start, part.stop) for part in rows.values()])
            ),
        )


def collection_name(library: Path) -> str:
    """The library's own collection on a server, by an id that is kept in its folder."""
    kept = library / "chroma.id"
    if not kept.exists():
        kept.write_text(uuid4().hex, "utf-8")
    return f"onrecord-{kept.read_text('utf-8').strip()}"
