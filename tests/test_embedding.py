"""The default embedder gives the vectors of the shipped model, quickly and always the same."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from fakes import WordEmbedder
from reading_fixtures import SAMPLES

import vectorstore.weights
from ingest.reading import letter_files, read_letters
from ingest.sentences import sentences
from vectorstore.embedding import (
    DEFAULT_MODEL,
    Parted,
    Precision,
    Vectors,
    make_embedder,
    part_by_part,
)
from vectorstore.errors import EmbeddingUnavailable
from vectorstore.minilm import MiniLM
from vectorstore.weights import model_folder


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Passages and sentences of the sample letters."""
    found = []
    for file in letter_files(SAMPLES):
        for letter in read_letters(file)[0]:
            for passage in letter.passages[:8]:
                found += [passage.text, *(passage.text[a:b] for a, b in sentences(passage.text))]
    assert len(found) > 100
    return list(dict.fromkeys(found))


@pytest.fixture(scope="module")
def expected(texts: list[str]) -> Vectors:
    """What sentence-transformers makes of them with the same weights."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(model_folder()), device="cpu")
    return np.asarray(model.encode(texts, normalize_embeddings=True), dtype=np.float32)


def cosines(one: Vectors, other: Vectors) -> Vectors:
    assert one.shape == other.shape
    return np.asarray((one * other).sum(axis=1), dtype=np.float32)


def test_in_float32_the_vectors_are_those_of_sentence_transformers(
    texts: list[str], expected: Vectors, cache: Path
) -> None:
    assert cosines(MiniLM("float32", cache=cache).embed(texts), expected).min() > 0.99999


def test_in_int8_the_vectors_are_nearly_those_of_sentence_transformers(
    texts: list[str], expected: Vectors, cache: Path
) -> None:
    found = cosines(MiniLM("int8", cache=cache).embed(texts), expected)
    assert found.mean() >= 0.99
    assert found.min() >= 0.97


@pytest.mark.parametrize("precision", ["float32", "int8"])
def test_a_text_has_one_vector_whatever_it_is_embedded_with(
    texts: list[str], cache: Path, precision: Precision
) -> None:
    model = MiniLM(precision, cache=cache)
    together = model.embed(texts[:20])
    assert np.array_equal(together, np.concatenate([model.embed([each]) for each in texts[:20]]))


@pytest.mark.parametrize("text", ["", " ", "\x00", "é" * 9, "word " * 4_000, "한국어 🚓"])
def test_any_text_has_a_vector_of_length_1(cache: Path, text: str) -> None:
    found = MiniLM("int8", cache=cache).embed([text])
    assert found.shape == (1, 384)
    assert np.linalg.norm(found) == pytest.approx(1, abs=1e-5)


def test_no_text_gives_no_vector(cache: Path) -> None:
    assert MiniLM("int8", cache=cache).embed([]).shape == (0, 384)


def test_where_nothing_can_be_kept_the_model_still_runs(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    model = MiniLM(cache=tmp_path / "file")
    assert model.embed(["custody"]).shape == (1, 384)


@pytest.mark.parametrize("damaged", ["cut short", "other weights"])
def test_a_damaged_graph_is_made_anew(tmp_path: Path, damaged: str) -> None:
    right = MiniLM("int8", cache=tmp_path).embed(["custody"])
    (kept,) = tmp_path.rglob("int8-*.onnx")
    graph = kept.read_bytes()
    middle = len(graph) // 2
    zeroed = graph[:middle] + bytes(150_000) + graph[middle + 150_000 :]
    kept.write_bytes(graph[:1_000] if damaged == "cut short" else zeroed)
    assert np.array_equal(MiniLM("int8", cache=tmp_path).embed(["custody"]), right)
    assert [each.read_bytes() == graph for each in tmp_path.rglob("*.onnx")] == [True]


def test_what_suits_the_processor_is_found_out_once(tmp_path: Path) -> None:
    first = MiniLM(cache=tmp_path).embed(["custody"])
    (kept,) = tmp_path.rglob("*.onnx")
    assert next(tmp_path.rglob("precision")).read_text() == kept.name.split("-")[0]
    assert np.array_equal(MiniLM(cache=tmp_path).embed(["custody"]), first)


def test_the_second_start_imports_neither_torch_nor_onnx(tmp_path: Path) -> None:
    MiniLM(cache=tmp_path).embed(["custody"])
    code = (
        "import json, pathlib, sys\n"
        "from vectorstore.embedding import make_embedder\n"
        "from vectorstore.minilm import MiniLM\n"
        f"MiniLM(cache=pathlib.Path({str(tmp_path)!r})).embed(['custody'])\n"
        "print(json.dumps(sorted({each.split('.')[0] for each in sys.modules})))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(json.loads(ran.stdout))
    assert "onnxruntime" in loaded
    assert not loaded & {"torch", "onnx", "transformers", "sentence_transformers"}


def test_other_weights_under_the_name_of_the_model_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.setattr(vectorstore.weights, "model_folder", lambda: tmp_path)
    with pytest.raises(EmbeddingUnavailable, match="are not the published ones"):
        MiniLM(cache=tmp_path).embed(["custody"])


def test_the_identity_names_the_weights_that_were_run(cache: Path) -> None:
    identity = MiniLM(cache=cache).identity
    weights = (model_folder() / "model.safetensors").read_bytes()
    assert identity.sha256 == hashlib.sha256(weights).hexdigest()
    assert make_embedder(DEFAULT_MODEL).identity == identity


def test_a_model_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingUnavailable, match="could not be loaded"):
        make_embedder(str(tmp_path / "no-such-model")).embed(["custody"])


def test_a_part_is_read_in_the_light_of_the_whole_text(cache: Path) -> None:
    model = MiniLM("int8", cache=cache)
    about_phones = "The digital team reads phones. They have cleared the queue."
    about_dogs = "The dog section trains puppies. They have cleared the queue."
    second = about_phones.index("They")
    read = [
        model.embed_parted([Parted(text=text, parts=((text.index("They"), len(text)),))])[0]
        for text in (about_phones, about_dogs)
    ]
    assert [each.shape for each in read] == [(2, 384), (2, 384)]
    question = model.embed(["Has the queue of phones been cleared?"])[0]
    assert read[0][1] @ question > read[1][1] @ question + 0.1
    alone = model.embed([about_phones[second:]])[0]
    assert read[0][1] @ question > alone @ question


def test_the_whole_of_a_parted_text_has_the_vector_of_the_text(cache: Path) -> None:
    model = MiniLM("int8", cache=cache)
    text = "We accept this. The force has begun."
    (rows,) = model.embed_parted([Parted(text=text, parts=((0, 15), (16, len(text))))])
    assert np.array_equal(rows[:1], model.embed([text]))


def test_a_part_that_the_model_cannot_read_so_far_has_a_vector_too(cache: Path) -> None:
    text = "word " * 400 + "The end."
    (rows,) = MiniLM("int8", cache=cache).embed_parted(
        [Parted(text=text, parts=((0, 4), (len(text) - 8, len(text))))]
    )
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)


def test_a_model_that_reads_no_parts_is_given_them_one_by_one() -> None:
    texts = [Parted(text="one two", parts=((0, 3), (4, 7))), Parted(text="three", parts=())]
    found = part_by_part(WordEmbedder().embed, texts)
    assert [len(each) for each in found] == [3, 1]
    assert np.array_equal(found[0][2], WordEmbedder().embed(["two"])[0])
    assert part_by_part(WordEmbedder().embed, []) == []
