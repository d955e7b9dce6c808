"""The default embedder: all-MiniLM-L6-v2 as it is shipped, run by ONNX Runtime.

The graph is made from the shipped weights at the first use and kept in the user's cache folder:
int8 where the processor multiplies bytes quickly (VNNI), float32 elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from vectorstore.embedding import DEFAULT_MODEL, EmbeddingIdentity, Parted, Precision, Vectors
from vectorstore.kept_graph import kept_graph
from vectorstore.weights import SHA256, model_folder

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Encoding, Tokenizer

_DIMENSION = 384
_LONGEST = 256  # tokens, the rest of a text is not read: as sentence-transformers has it


class MiniLM:
    """The model, loaded when it is first needed; each core works on a text of its own."""

    identity = EmbeddingIdentity(name=DEFAULT_MODEL, dimension=_DIMENSION, sha256=SHA256)

    def __init__(self, precision: Precision | None = None, *, cache: Path | None = None) -> None:
        """
        Args:
            precision: None: whatever is best on this processor.
            cache: where the graph is kept; None: a folder of the user's.
        """
        self._precision = precision
        self._cache = cache or user_cache_path("onrecord", appauthor=False)
        self._loading = Lock()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Raises EmbeddingUnavailable if the model is missing, or its graph has to be made of
        weights that are not the published ones.
        """
        found = self.embed_parted([Parted(text=text, parts=()) for text in texts])
        return np.concatenate([np.empty((0, _DIMENSION), dtype=np.float32), *found])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """As any text: the model makes no difference."""
        return self.embed(texts)

    def embed_parted(self, texts: Sequence[Parted]) -> list[Vectors]:
        """A part's vector is the mean of its tokens as they are read within the whole text.

        So it knows of whom "they" is said. A whole text has the vector that
        sentence-transformers gives it, in int8 nearly so. Raises EmbeddingUnavailable.
        """
        with self._loading:
            tokenizer, session, cores = self._tokenizer, self._session, self._cores
        tokens = tokenizer.encode_batch([each.text for each in texts])

        def vectors(text: Parted, read: Encoding) -> Vectors:
            states = session.run(None, {"input_ids": np.array([read.ids], dtype=np.int32)})[0][0]
            places = np.array(read.offsets)
            inside = [_within(places, start, end) for start, end in text.parts]
            means = [states.mean(axis=0), *(states[each].mean(axis=0) for each in inside)]
            return np.stack([mean / np.linalg.norm(mean) for mean in means])

        spread = cores.map if len(texts) > 1 else map
        return [*spread(vectors, texts, tokens)]

    @cached_property
    def _cores(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="embedding")

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(_LONGEST)
        return tokenizer

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        # Its makers are sent usage figures, seconds after it is imported, unless this is set.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime

        onnxruntime.disable_telemetry_events()  # on Windows
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.enable_mem_pattern = False  # no two texts are of one length
        # Beyond this, sums and norms are fused into an operator that is slower than its parts.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        graph = kept_graph(self._cache, self._precision)
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def _within(places: NDArray[np.int64], start: int, end: int) -> NDArray[np.bool_]:
    """Which tokens belong to a part of the text.

    Args:
        places: start and end of each token in the text, shape (tokens, 2); both 0 for marks.
    """
    inside = (places[:, 0] >= start) & (places[:, 1] <= end) & (places[:, 1] > places[:, 0])
    return inside if inside.any() else np.ones(len(places), dtype=bool)
