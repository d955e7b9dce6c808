"""What the commands have in common: their options, the library, and how a result is printed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from rich.console import Console, RenderableType

from assistant.errors import SettingsRefused
from assistant.settings import Settings, open_library
from vectorstore.library import Library

out = Console(highlight=False, soft_wrap=False)
err = Console(stderr=True, highlight=False)

LibraryOption = Annotated[
    Path | None, typer.Option("--library", help="Folder of the library.", show_default=False)
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
ModelOption = Annotated[
    str | None, typer.Option("--model", help="Chat model as LangChain names it.")
]


@contextmanager
def the_library(context: typer.Context, folder: Path | None) -> Iterator[Library]:
    with open_library(the_settings(context, folder)) as opened:
        yield opened


def the_settings(
    context: typer.Context, library: Path | None, model: str | None = None
) -> Settings:
    given: dict[str, Any] = {"library": library or context.obj, "model": model}
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(map(str, first["loc"])).upper()
        raise SettingsRefused(
            f"The setting ONRECORD_{name} is of no use: {first['msg']}. Correct it, then retry."
        ) from error


def progress(stage: str, done: int, of: int) -> None:
    if done < of:
        err.print(f"[{done + 1}/{of}] {stage}", markup=False)


def show_result(as_json_: bool, document: Any, text: RenderableType) -> None:
    if as_json_:
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
    elif isinstance(text, str):
        out.print(text, markup=False)
    else:
        out.print(text)


def fail(message: str) -> None:
    say(message)
    sys.exit(1)


def say(message: str) -> None:
    """Print one line on standard error, however long."""
    err.print(message, markup=False, soft_wrap=True)
