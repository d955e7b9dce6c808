"""The judged sets: for each a library, questions, and the passages that should be found.

- **letters**: the files letters*.jsonl in benchmarks/judgements/, about five real letters.
- **parliament**: written questions on policing and their answers, in the layout of BEIR. Each
  answer is a letter of one passage, however long, with its sentences, so that what is found is the
  whole answer, by the product's own indexes and fusion. It has no body, date or item: none of the
  filters and contexts that help with letters helps here.
- **reports**: a committee's recommendations and what the government replied to each. The reply is
  read as any letter and kept beside the five. The passages in which it quotes the recommendations
  are left out: any way of ranking would find them first.

None of these texts is part of the project.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.evaluation.judgements import Judgement, Qrels, read_judgements
from ingest.model import (
    Front,
    Letter,
    LetterKind,
    Page,
    PageSource,
    Passage,
    Speaker,
)
from ingest.reading import Source, read_letters, read_report
from vectorstore.embedding import Embedder
from vectorstore.intake import take_in
from vectorstore.library import Library
from vectorstore.rows import passage_id

JUDGEMENTS = Path(__file__).parent / "judgements"
# Kept aside: nobody tunes on these or reads them.
ASIDE = ("letters-aside", "letters-aside-further", "letters-aside-panel")


@dataclass(frozen=True, kw_only=True, slots=True)
class JudgedSet:
    name: str
    questions: Mapping[str, str]  # those that have an answer, by their ids
    qrels: Qrels


@contextmanager
def letters_library(folder: Path, embedder: Embedder) -> Iterator[Library]:
    with _empty_library(embedder) as library:
        take_in([folder], library)
        yield library


def letter_sets(folder: Path = JUDGEMENTS) -> Iterator[tuple[str, str, list[Judgement]]]:
    """The sets about the letters: the name, the part it belongs to, and its judgements.

    After them come all that were tuned on in one, and all that are kept aside. The ids of all are
    different.
    """
    parts: dict[str, list[Judgement]] = {}
    for file in sorted(folder.glob("letters*.jsonl"), key=attrgetter("stem")):
        part = "kept aside" if file.stem in ASIDE else "tuned on"
        judgements = [
            each.model_copy(update={"id": f"{file.stem} {each.id}"})
            for each in read_judgements(file)
        ]
        parts.setdefault(part, []).extend(judgements)
        yield file.stem, part, judgements
    for part, judgements in parts.items():
        yield "all letters", part, judgements


@contextmanager
def parliament(folder: Path, embedder: Embedder) -> Iterator[tuple[Library, JudgedSet]]:
    """Args: folder: with corpus.jsonl, queries.jsonl and qrels.tsv."""
    corpus = folder / "corpus.jsonl"
    source = _source(corpus)
    letters = {
        str(each["_id"]): letter_of_one_passage(each["text"], f"{source.sha256[:16]}.{number}")
        for number, each in enumerate(_lines(corpus), 1)
    }
    ids = {key: passage_id(each.letter_id, each.passages[0]) for key, each in letters.items()}
    questions = {str(each["_id"]): str(each["text"]) for each in _lines(folder / "queries.jsonl")}
    qrels: dict[str, dict[str, int]] = {}
    with (folder / "qrels.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            qrels.setdefault(row["query-id"], {})[ids[row["corpus-id"]]] = int(row["score"])
    with _empty_library(embedder) as library:
        library.add(source, [*letters.values()])
        library.catch_up()
        judged = JudgedSet(
            name="written questions to Parliament",
            questions={key: questions[key] for key in qrels},
            qrels=qrels,
        )
        yield library, judged


@contextmanager
def recommendations(
    reports: Path, letters: Path, embedder: Embedder
) -> Iterator[tuple[Library, JudgedSet]]:
    """Args: reports: a folder with one *.report.pdf and the *.response.pdf to it."""
    asked = read_report(next(reports.glob("*.report.pdf"))).items
    response = next(reports.glob("*.response.pdf"))
    (reply,), _ = read_letters(response)
    assert len(asked) == len(reply.items)
    answering = tuple(each for each in reply.passages if each.speaker is not Speaker.INSPECTORATE)
    reply = replace(reply, passages=answering)
    with _empty_library(embedder) as library:
        take_in([letters], library)
        library.add(_source(response), [reply])
        library.catch_up()
        judged = JudgedSet(
            name="recommendations and responses",
            questions={str(place): item.text for place, item in enumerate(asked)},
            qrels={
                str(place): {
                    passage_id(reply.letter_id, each): 1 for each in answering if each.item == place
                }
                for place in range(len(asked))
            },
        )
        yield library, judged


def letter_of_one_passage(text: str, letter_id: str) -> Letter:
    """A letter that says one thing, and not by whom, when or about what."""
    text = text.strip()
    return Letter(
        letter_id=letter_id,
        file=letter_id,
        front=Front(
            title="",
            kind=LetterKind.LETTER,
            body=None,
            author=None,
            role=None,
            dated=None,
            addressee=None,
            report_title=None,
            report_published=None,
            copied_to=(),
            places={},
        ),
        text=text,
        pages=(Page(number=1, label=None, start=0, end=len(text), source=PageSource.TEXT),),
        items=(),
        passages=(
            Passage(
                text=text,
                start=0,
                end=len(text),
                page=1,
                page_label=None,
                heading="",
                item=None,
                speaker=Speaker.UNKNOWN,
                recognised=False,
            ),
        ),
        furniture=(),
        warnings=(),
        guesses=(),
        set_apart=False,
    )


@contextmanager
def _empty_library(embedder: Embedder) -> Iterator[Library]:
    with (
        TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        Library(Path(folder), embedder) as library,
    ):
        yield library


def _source(path: Path) -> Source:
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Source(path=path, file=path.name, container=None, sha256=sha256)


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)
