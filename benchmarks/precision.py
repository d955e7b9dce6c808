"""What the default model's vectors find, by ONNX Runtime and by sentence-transformers.

    python -m benchmarks.precision [--letters F] [--parliament F]

Ranks the passages of the judged sets (benchmarks/judged_sets.py) by vectors alone, made of the same
weights by the product in int8 and in float32, and by sentence-transformers as it comes. Prints
nDCG@10 of each, and how far the product's is from that of sentence-transformers.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from pathlib import Path

from assistant.evaluation.judgements import Qrels, passages_of, relevant_passages
from assistant.evaluation.measures import retrieval_measures
from assistant.evaluation.rankers import vectors_alone
from benchmarks.judged_sets import letter_sets, letters_library, parliament
from vectorstore.embedding import Embedder
from vectorstore.library import Library
from vectorstore.minilm import MiniLM
from vectorstore.other_models import SentenceTransformerEmbedder
from vectorstore.weights import model_folder

MEASURE = "ndcg@10"
THEIRS = "sentence-transformers"


def main() -> None:
    letters = Path(os.environ.get("ONRECORD_REAL_LETTERS", "../shared/letters"))
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--letters", type=Path, default=letters)
    asked.add_argument("--parliament", type=Path, default=letters.parent / "bench" / "uk_wq_police")
    folders = asked.parse_args()
    if folders.letters.is_dir():
        with letters_library(folders.letters, MiniLM()) as library:
            judgements = [each for _, _, judged in letter_sets() for each in judged]
            questions = {each.id: each.question for each in judgements if not each.unanswerable}
            report("letters", questions, relevant_passages(judgements, library), library)
    if folders.parliament.is_dir():
        with parliament(folders.parliament, MiniLM()) as (library, judged):
            report(judged.name, judged.questions, judged.qrels, library)


def report(name: str, questions: Mapping[str, str], qrels: Qrels, library: Library) -> None:
    texts = {passage: text for passage, _, text in passages_of(library)}
    embedders: dict[str, Embedder] = {
        THEIRS: SentenceTransformerEmbedder(str(model_folder())),
        "OnRecord, int8": MiniLM("int8"),
        "OnRecord, float32": MiniLM("float32"),
    }
    print(f"{name}: {len(questions)} questions, {len(texts)} passages, {MEASURE} of vectors alone")
    found: dict[str, float] = {}
    for made_by, embedder in embedders.items():
        rank = vectors_alone(texts, embedder)
        run = {key: rank(question) for key, question in questions.items()}
        found[made_by] = retrieval_measures(qrels, run)[MEASURE].value
        apart = found[made_by] / found[THEIRS] - 1
        print(f"  {made_by}: {found[made_by]:.4f} ({apart:+.2%})")


if __name__ == "__main__":
    main()
