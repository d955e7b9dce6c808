"""Reading and ingesting against the plain LangChain stack, on the same made letters in one run.

    python -m benchmarks.ingest [--letters N]

The plain stack: pypdf (python-docx for Word), RecursiveCharacterTextSplitter(1000, 200),
HuggingFaceEmbeddings with the same weights, langchain-chroma on disk. Ours: everything that
`onrecord ingest` does, limited processes, originals and both indexes included.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import docx
import pypdf
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from benchmarks.made_letters import MadeLetter, make_letters
from ingest.model import Letter
from ingest.reading import Read, Refused, read_files
from vectorstore.intake import take_in
from vectorstore.library import Library
from vectorstore.minilm import MiniLM
from vectorstore.weights import model_folder

MOST_READING = 2  # times what pypdf and splitting take
MOST_INGEST = 1  # times what the plain stack takes
LEAST_AGAIN = 100  # times as fast as the first time

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Quality:
    """What was found of what the made letters say."""

    letters: int
    refused: int
    items: int  # that the letters hold
    found: int  # with number and text as made
    answered: int  # of these, with each paragraph of the response and no other
    fronts: int  # letters whose body, date and report are as made


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--letters", type=int, default=500)
    count = asked.parse_args().letters
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "letters"
        folder.mkdir()
        made = make_letters(folder, count)
        files = [folder / each.file for each in made]
        print(f"{count} made letters, {sum(_pages(file) for file in files)} pages as PDF")

        chunks, plain_reading = _timed(lambda: plain_chunks(files))
        read, our_reading = _timed(lambda: list(read_files([folder])))
        _compare("reading", our_reading, plain_reading, at_most=MOST_READING)

        embedder = MiniLM()
        embedder.embed(["to load the model"])
        embeddings = HuggingFaceEmbeddings(model_name=str(model_folder()))
        embeddings.embed_query("to load the model")
        _, plain_storing = _timed(lambda: plain_store(chunks, embeddings, Path(scratch) / "plain"))
        with Library(Path(scratch) / "library", embedder) as library:
            intake, our_ingest = _timed(lambda: take_in([folder], library))
            again, our_second = _timed(lambda: take_in([folder], library))
        _compare("ingest", our_ingest, plain_reading + plain_storing, at_most=MOST_INGEST)
        faster = our_ingest / our_second
        print(
            f"{'ingest again':14}{our_second:9.2f} s   {faster:.0f} times as fast as the first "
            f"(at least {LEAST_AGAIN})"
        )
        print(
            f"{len(intake.added)} letters added, {len(intake.updated)} taken for a new version of "
            f"another, {len(intake.unchanged)} for the same; the second time "
            f"{len(again.unchanged)} unchanged"
        )

    found = quality(made, read)
    print(
        f"quality: {found.found} of {found.items} items, {found.answered} with the whole response, "
        f"{found.fronts} of {found.letters} letters with body, date and report; "
        f"{found.refused} refused; {intake.passages} passages against {len(chunks)} chunks"
    )


def plain_chunks(files: Sequence[Path]) -> list[Document]:
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    return [
        Document(page_content=chunk, metadata={"file": file.name})
        for file in files
        for chunk in splitter.split_text(plain_text(file))
    ]


def plain_text(file: Path) -> str:
    if file.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
    if file.suffix == ".docx":
        return "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)
    return file.read_text("utf-8")


def plain_store(
    chunks: Sequence[Document], embeddings: HuggingFaceEmbeddings, folder: Path
) -> None:
    store = Chroma(embedding_function=embeddings, persist_directory=str(folder))
    for start in range(0, len(chunks), 5000):  # Chroma takes 5,461 at a time
        store.add_documents(list(chunks[start : start + 5000]))


def quality(made: Sequence[MadeLetter], read: Sequence[object]) -> Quality:
    letters = {each.source.file: each.letters[0] for each in read if isinstance(each, Read)}
    found = answered = fronts = 0
    for each in made:
        letter = letters.get(each.file)
        if letter is None:
            continue
        front = letter.front
        fronts += (front.body, front.dated, front.report_title) == (
            each.body,
            each.dated,
            each.report,
        )
        right = _found(each, letter)
        found += len(right)
        answered += sum(right)
    return Quality(
        letters=len(made),
        refused=sum(isinstance(each, Refused) for each in read),
        items=sum(len(each.items) for each in made),
        found=found,
        answered=answered,
        fronts=fronts,
    )


def _found(made: MadeLetter, letter: Letter) -> list[bool]:
    """For each made item that was found: whether its response was, too."""
    items = {item.number: item for item in letter.items}
    return [
        _words(item.response) == _words(" ".join(each.response))
        for each in made.items
        if (item := items.get(each.number)) and _words(item.text) == _words(each.text)
    ]


def _words(text: str) -> list[str]:
    return text.split()


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    done = work()
    return done, time.perf_counter() - started


def _compare(what: str, ours: float, plain: float, *, at_most: float) -> None:
    print(
        f"{what:14}{ours:9.2f} s   plain {plain:9.2f} s   ratio {ours / plain:.2f} "
        f"(at most {at_most})"
    )


def _pages(file: Path) -> int:
    return len(pypdf.PdfReader(file).pages) if file.suffix == ".pdf" else 0


if __name__ == "__main__":
    main()
