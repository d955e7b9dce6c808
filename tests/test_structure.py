"""The house has one way in: cli and ui, then assistant, vectorstore and ingest."""

from __future__ import annotations

import ast
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from reading_fixtures import REPOSITORY

# What each part may import of the others.
MAY_IMPORT = {
    "ingest": set[str](),
    "vectorstore": {"ingest"},
    "assistant": {"vectorstore", "ingest"},
    "webapp": {"assistant", "vectorstore", "ingest"},
    "ui": {"webapp", "assistant", "vectorstore", "ingest"},
    "cli": {"ui", "assistant", "vectorstore", "ingest"},
}
KNOWN_BY = {
    "chromadb": {"vectorstore/chroma.py"},
    "tantivy": {"assistant/evaluation/plain_words.py", "vectorstore/lexical.py"},
    "sqlite3": {"vectorstore/database.py", "vectorstore/previous.py"},
    "langchain": {"assistant/writers/chat.py"},
    "langchain_core": {
        "assistant/evaluation/comparison.py",
        "assistant/evaluation/ensemble.py",
        "assistant/retriever.py",
        "assistant/writers/chat.py",
    },
    "langchain_chroma": {"assistant/evaluation/ensemble.py"},
    "langchain_classic": {"assistant/evaluation/ensemble.py"},
    "langchain_community": {"assistant/evaluation/ensemble.py"},
    "ir_measures": {"assistant/evaluation/measures.py"},
    "sentence_transformers": {"vectorstore/other_models.py"},
    "onnxruntime": {"vectorstore/minilm.py"},
    "onnx": {"vectorstore/bert.py"},
    "torch": {"vectorstore/kept_graph.py"},
    "pypdf": {
        "ingest/readers/content.py",
        "ingest/readers/faces.py",
        "ingest/readers/layers.py",
        "ingest/readers/pdf.py",
    },
    "pypdfium2": {"ingest/readers/pictures.py"},
    "PIL": {"ingest/readers/pictures.py"},
    "rapidocr": {"ingest/readers/ocr.py"},
    "filelock": {"vectorstore/lock.py"},
    "typer": {"cli/commands.py", "cli/drafting.py", "cli/shared.py"},
}


def modules(part: str) -> list[Path]:
    found = sorted((REPOSITORY / part).rglob("*.py")) or [REPOSITORY / f"{part}.py"]
    assert all(path.is_file() for path in found)
    return found


def imports(path: Path) -> Iterator[str]:
    """The first part of the name of each module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield (node.module or "").split(".")[0]


def every_module() -> dict[str, set[str]]:
    return {
        path.relative_to(REPOSITORY).as_posix(): set(imports(path))
        for part in MAY_IMPORT
        for path in modules(part)
    }


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_imports_go_one_way(part: str) -> None:
    for path in modules(part):
        others = set(imports(path)) & (set(MAY_IMPORT) - {part})
        assert others <= MAY_IMPORT[part], path.relative_to(REPOSITORY)


@pytest.mark.parametrize("library", KNOWN_BY)
def test_one_module_knows_each_library(library: str) -> None:
    assert {path for path, names in every_module().items() if library in names} == KNOWN_BY[library]


def test_only_the_browser_app_knows_gradio() -> None:
    knowing = {path for path, names in every_module().items() if "gradio" in names}
    assert knowing
    assert all(path == "ui.py" or path.startswith("webapp/") for path in knowing)


def test_no_language_model_library_is_known_beside_the_one() -> None:
    providers = {"openai", "anthropic", "ollama", "langchain_openai"}
    assert not {path for path, names in every_module().items() if providers & names}


def test_the_tests_are_about_every_part() -> None:
    assert len(every_module()) > 50


def test_every_package_is_installed() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    folders = {
        str(file.parent.relative_to(REPOSITORY)).replace(os.sep, ".")
        for part in MAY_IMPORT
        for file in (REPOSITORY / part).rglob("__init__.py")
    }
    assert len(folders) > 5
    assert {*project["tool"]["setuptools"]["packages"]} == folders
