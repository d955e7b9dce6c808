"""The dense index finds what is nearest, forgets what was dropped and survives being killed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from vectorstore import vector_files
from vectorstore.dense import EXACT, FEW, LOOKED_AT, DenseIndex
from vectorstore.embedding import Vectors
from vectorstore.errors import IndexDamaged
from vectorstore.vector_files import SEGMENT, DenseEntry, VectorFiles

DIMENSION = 96  # not a multiple of 64, as the words of signs are


def unit(vectors: NDArray[Any]) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True), dtype=np.float32)


def made(letters: int, in_letter: int = 20, *, first: int = 0, seed: int = 1) -> list[DenseEntry]:
    """Passages of one to three sentences that lie near the whole; wholes lie in clusters."""
    chosen = np.random.default_rng(seed)
    centres = chosen.standard_normal((50, DIMENSION), dtype=np.float32)
    entries = []
    for letter in range(first, first + letters):
        for number in range(in_letter):
            whole = centres[chosen.integers(50)] + chosen.standard_normal(DIMENSION)
            parts = whole + chosen.standard_normal((1 + number % 3, DIMENSION)) / 2
            key = f"{letter:016x}"
            entries.append(
                DenseEntry(
                    passage_id=f"{key}-{number}",
                    letter_id=key,
                    whole=unit(whole),
                    sentences=[*unit(parts)],
                )
            )
    return entries


@cache
def many() -> list[DenseEntry]:
    entries = made(1000)
    assert len(entries) > FEW > LOOKED_AT
    return entries


def asked(ways: int = 1, seed: int = 5) -> Vectors:
    """Questions near what made() makes of seed 1."""
    centres = np.random.default_rng(1).standard_normal((50, DIMENSION), dtype=np.float32)
    return unit(centres[:ways] + np.random.default_rng(seed).standard_normal((ways, DIMENSION)) / 2)


def exactly(entries: list[DenseEntry], queries: Vectors) -> dict[str, float]:
    """The similarity of each passage, by its definition."""
    wholes = (np.stack([each.whole for each in entries]) @ queries.T).max(axis=1)
    sentences = (np.concatenate([each.sentences for each in entries]) @ queries.T).max(axis=1)
    ends = np.cumsum([len(each.sentences) for each in entries])
    parts = np.split(sentences, ends[:-1])
    return {
        each.passage_id: float(whole + part.max()) / 2
        for each, whole, part in zip(entries, wholes, parts, strict=True)
    }


def best(similarities: dict[str, float], count: int = 10) -> list[str]:
    return sorted(similarities, key=lambda each: -similarities[each])[:count]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[DenseIndex]:
    opened = DenseIndex(tmp_path / "vectors")
    yield opened
    opened.close()


def held(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in sorted(folder.iterdir()))


@pytest.mark.parametrize("ways", [1, 2])
def test_a_similarity_is_the_mean_of_the_best_sentence_and_the_whole(
    index: DenseIndex, ways: int
) -> None:
    entries = made(10)
    index.replace((), entries)
    found = index.search(asked(ways), 400, None)
    true = exactly(entries, asked(ways))
    assert len(found) == len(true) == 200
    assert [each for each, _ in found[:10]] == best(true)
    for passage, similarity in found[:EXACT]:
        assert similarity == pytest.approx(true[passage], abs=1e-5)
    for passage, similarity in found:
        assert similarity == pytest.approx(true[passage], abs=3e-3)


def test_among_many_passages_the_nearest_are_those_of_an_exact_search(index: DenseIndex) -> None:
    entries = many()
    index.replace((), entries)
    hits = []
    for seed in range(10):
        true = exactly(entries, asked(2, seed))
        hits.append(
            len({each for each, _ in index.search(asked(2, seed), 400, None)[:10]} & {*best(true)})
        )
    assert sum(hits) >= 99


@pytest.mark.parametrize("letters", [1, 300, 900, 1000])
def test_a_filter_of_any_width_keeps_to_its_letters(index: DenseIndex, letters: int) -> None:
    entries = many()
    index.replace((), entries)
    within = [f"{number:016x}" for number in range(0, letters)]
    allowed = [each for each in entries if each.letter_id in {*within}]
    found = [each for each, _ in index.search(asked(), 400, within)]
    assert len(found) == min(400, len(allowed))
    assert {each.rpartition("-")[0] for each in found} <= {*within}
    assert len({*found[:10]} & {*best(exactly(allowed, asked()))}) >= 9


def test_a_filter_that_no_letter_passes_finds_nothing(index: DenseIndex) -> None:
    assert index.search(asked(), 10, None) == []
    index.replace((), made(3))
    assert index.search(asked(), 10, []) == []
    assert index.search(asked(), 10, ["ffff"]) == []


def test_a_dropped_letter_is_not_found_and_leaves_no_vector_on_the_disk(
    index: DenseIndex, tmp_path: Path
) -> None:
    entries = made(3)
    index.replace((), entries)
    gone, *_ = entries
    files = VectorFiles(tmp_path / "vectors")
    rows = files.rows_of(gone.letter_id)
    codes = [files.wholes["codes"][row].tobytes() for row in range(rows.start, rows.stop)]
    codes += [each.tobytes() for each in files.sentences(np.arange(rows.start, rows.stop))[0]]
    files.close()
    assert all(each in held(tmp_path / "vectors") for each in codes)
    index.replace([gone.letter_id], ())
    assert not any(each in held(tmp_path / "vectors") for each in codes)
    assert gone.letter_id.encode() not in held(tmp_path / "vectors")
    found = index.search(asked(), 400, None)
    assert len(found) == 40
    assert gone.letter_id not in {each.rpartition("-")[0] for each, _ in found}
    assert index.whole([gone.passage_id]) == {}
    assert index.counts() == (39 + 39, 40)


def test_a_letter_that_comes_again_takes_its_own_place(index: DenseIndex) -> None:
    index.replace((), made(4))
    again = made(1, in_letter=7, first=2, seed=9)
    index.replace((), again)
    assert index.counts()[1] == 3 * 20 + 7
    assert index.whole([again[0].passage_id])[again[0].passage_id] == pytest.approx(
        again[0].whole, abs=1e-4
    )


def test_letters_that_come_and_go_do_not_fill_the_disk(index: DenseIndex, tmp_path: Path) -> None:
    index.replace((), made(5))
    kept = index.search(asked(), 400, [f"{0:016x}"])
    for number in range(60):
        index.replace([f"{number + 4:016x}"], made(1, first=number + 5))
    assert index.counts()[1] == 100
    files = VectorFiles(tmp_path / "vectors")
    assert len(files) <= 200
    files.close()
    assert len([*(tmp_path / "vectors").iterdir()]) == 8
    assert index.search(asked(), 400, [f"{0:016x}"]) == kept


def test_what_a_killed_process_had_written_does_not_count(
    index: DenseIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = made(30)
    index.replace((), entries[:300])

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(VectorFiles, "_commit", killed)
        with pytest.raises(KeyboardInterrupt):
            index.replace((), made(9, first=50, seed=3))
    index.close()
    again = DenseIndex(tmp_path / "vectors")
    assert again.counts()[1] == 300
    again.replace((), entries[300:])
    true = exactly(entries, asked())
    assert [each for each, _ in again.search(asked(), 700, None)[:10]] == best(true)
    again.close()


def test_a_process_that_opens_the_files_while_they_are_tidied_finds_the_new_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "vectors"
    index = DenseIndex(folder)
    index.replace((), made(4))
    read = VectorFiles._read_table

    def and_then_tidied(self: VectorFiles) -> object:
        table = read(self)
        monkeypatch.setattr(VectorFiles, "_read_table", read)
        index.replace([f"{number:016x}" for number in range(3)], ())
        assert not (folder / "wholes.0").exists()
        return table

    monkeypatch.setattr(VectorFiles, "_read_table", and_then_tidied)
    other = DenseIndex(folder)
    assert len(other.search(asked(), 400, None)) == 20
    other.close()
    index.close()


def test_files_that_are_too_short_or_gone_are_named_as_damaged(tmp_path: Path) -> None:
    index = DenseIndex(tmp_path / "vectors")
    index.replace((), made(2))
    index.close()
    for name in ("sentences-rest.0", "wholes.0"):
        (tmp_path / "vectors" / name).unlink()
        with pytest.raises(IndexDamaged, match="onrecord rebuild"):
            DenseIndex(tmp_path / "vectors")


@pytest.mark.parametrize("count", [SEGMENT - 1, SEGMENT, SEGMENT + 1, 3 * SEGMENT + 5])
def test_passages_are_found_wherever_the_segments_of_signs_end(
    tmp_path: Path, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.dense.FEW", 100)
    monkeypatch.setattr("vectorstore.dense.LOOKED_AT", 50)
    vectors = unit(np.random.default_rng(2).standard_normal((count, 8)))
    entries = [
        DenseEntry(passage_id=f"{n // 30}-{n}", letter_id=f"{n // 30}", whole=each, sentences=[])
        for n, each in enumerate(vectors)
    ]
    index = DenseIndex(tmp_path / "vectors")
    for first in range(0, count, 3000):
        whole_letters = slice(first // 30 * 30, (first + 3000) // 30 * 30)
        index.replace((), entries[whole_letters])
    assert index.counts() == (0, count)
    for row in (0, SEGMENT - 2, count - 1):
        passage, similarity = index.search(vectors[row][None], 10, None)[0]
        assert passage == f"{row // 30}-{row}"
        assert similarity == pytest.approx(1.0, abs=1e-4)
    index.close()


def test_an_id_that_does_not_fit_is_refused_before_anything_is_written(index: DenseIndex) -> None:
    longest = vector_files._PASSAGE["passage"].itemsize
    whole = unit(np.ones(DIMENSION, np.float32))
    entry = DenseEntry(passage_id="x" * (longest + 1), letter_id="x", whole=whole, sentences=[])
    with pytest.raises(ValueError, match="too long"):
        index.replace((), [entry])
    assert index.counts() == (0, 0)


def test_in_a_very_large_library_chroma_names_the_passages_that_are_weighed(tmp_path: Path) -> None:
    entries = made(4)
    named = [each.passage_id for each in entries[::5]]
    for answer, expected in ((named, 16), (None, 80)):
        index = DenseIndex(tmp_path / "vectors", lambda *_, a=answer: a, scanned=10)
        index.replace((), entries)
        assert len(index.search(asked(), 400, None)) == expected
        assert len(index.search(asked(), 400, [entries[0].letter_id])) == 20
        index.close()
