"""The graph of the default model: made once from the shipped weights, then read from the cache."""

from __future__ import annotations

import hashlib
import platform
import tempfile
from contextlib import suppress
from pathlib import Path

from vectorstore.embedding import Precision
from vectorstore.weights import checked_weights

LAYERS, HEADS = 6, 12
VERSION = 3  # of the graphs: another number makes them anew


def kept_graph(cache: Path, precision: Precision | None) -> bytes:
    """The graph, as it is kept or made anew.

    Args:
        cache: a folder, made if need be; where it cannot be written the graph is not kept.
        precision: None: whatever is best on this processor.

    Raises EmbeddingUnavailable if it has to be made of weights that are missing or not the
    published ones.
    """
    # Which precision is best depends on the processor, and several machines may see one folder.
    folder = cache / f"minilm-{VERSION}-{platform.node()}"
    precision = precision or _best_here(folder / "precision")
    for file in folder.glob(f"{precision}-*.onnx"):
        with suppress(OSError):
            graph = file.read_bytes()
            if file.name == _name(precision, graph):
                return graph
            file.unlink()  # damaged
    graph = _made(precision)
    _keep(graph, folder / _name(precision, graph))
    return graph


def _name(precision: Precision, graph: bytes) -> str:
    return f"{precision}-{hashlib.sha256(graph).hexdigest()}.onnx"


def _best_here(noted: Path) -> Precision:
    """What suits this processor, found out once."""
    with suppress(OSError):
        return "int8" if noted.read_text("utf-8") == "int8" else "float32"
    import torch  # knows every processor; too slow to import for each answer

    able = torch.cpu.get_capabilities()
    best: Precision = "int8" if able.get("avx512_vnni") or able.get("avx_vnni") else "float32"
    _keep(best.encode(), noted)
    return best


def _made(precision: Precision) -> bytes:
    from safetensors.numpy import load_file

    from vectorstore.bert import bert_graph

    weights = load_file(checked_weights())
    graph = bert_graph(weights, layers=LAYERS, heads=HEADS, precision=precision)
    made: bytes = graph.SerializeToString()
    return made


def _keep(content: bytes, file: Path) -> None:
    """Write a file whole, or not at all where nothing can be kept."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=file.parent) as scratch:
            fresh = Path(scratch) / "fresh"
            fresh.write_bytes(content)
            fresh.replace(file)
