"""Whether sentences are given to whoever speaks, held against a reading by a person.

    python -m benchmarks.speakers [--letters F]

The judgements (benchmarks/judgements/speakers/) name sentences by their place in the text of a
letter, with a hash, and never their words. A third of the sentences of the letters and of the
samples, and the last of the invented letters beside the judgements, are kept aside: only counts of
these are printed. Prints

1. of the judged sentences of the letters, the samples and the invented letters, the share whose
   passage has the right speaker, and who was taken for whom;
2. of the statements that answers in quotations show over all judged questions about the letters,
   the share whose speaker is right. The questions that are kept aside are told apart.

A sentence that two speakers share ("The Chief Constable has decided so, and I support her") is
right as either, and counts under the first. docs/reading.md says who speaks.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import answer_question
from assistant.results import Answer
from benchmarks.judged_sets import JUDGEMENTS, letter_sets, letters_library
from ingest.model import Letter, Speaker
from ingest.reading import read_letters
from vectorstore.library import Library
from vectorstore.minilm import MiniLM

JUDGED = JUDGEMENTS / "speakers" / "letters.jsonl"
INVENTED = JUDGED.parent / "invented"
SAMPLES = Path(__file__).parent.parent / "samples" / "letters"


@dataclass(frozen=True, kw_only=True, slots=True)
class JudgedSentence:
    """Who speaks in letter.text[start:end]."""

    start: int
    end: int
    speakers: tuple[Speaker, ...]  # the first counts; others are right too
    part: str  # "tuned on" or "kept aside"

    def overlaps(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end


def judged_sentences(letter: Letter, file: Path = JUDGED) -> list[JudgedSentence]:
    """The judged sentences of a letter.

    Raises:
        ValueError: the letter reads otherwise than when it was judged.
    """
    found: list[JudgedSentence] = []
    for line in file.read_text("utf-8").splitlines():
        read = json.loads(line)
        if read["file"] != letter.file:
            continue
        start, end = read["start"], read["end"]
        if hash_of(letter.text[start:end]) != read["sha256"]:
            raise ValueError(
                f"{letter.file}, {start} to {end}, is not the sentence that was judged."
            )
        speakers = tuple(map(Speaker, read["speakers"]))
        part = "kept aside" if read["aside"] else "tuned on"
        found.append(JudgedSentence(start=start, end=end, speakers=speakers, part=part))
    return found


def hash_of(sentence: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a sentence, white space apart."""
    return hashlib.sha256(" ".join(sentence.split()).encode()).hexdigest()[:16]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    default = Path(os.environ.get("ONRECORD_REAL_LETTERS", "../shared/letters"))
    asked.add_argument("--letters", type=Path, default=default)
    folder = asked.parse_args().letters
    print("Sentences")
    report_sentences("letters", read_all(folder))
    report_sentences("samples", read_all(SAMPLES))
    report_sentences("invented", read_all(INVENTED))
    print("Statements of answers")
    with letters_library(folder, MiniLM()) as library:
        report_statements(library)


def read_all(folder: Path) -> list[Letter]:
    return [letter for file in sorted(folder.iterdir()) for letter in read_letters(file)[0]]


def report_sentences(name: str, letters: Iterable[Letter]) -> None:
    taken: dict[str, Counter[tuple[Speaker, str]]] = {}
    for letter in letters:
        for judged in judged_sentences(letter):
            counts = taken.setdefault(judged.part, Counter())
            counts[judged.speakers[0], _taken_for(judged, letter)] += 1
    for part, counts in sorted(taken.items(), reverse=True):
        right = sum(count for (speaker, label), count in counts.items() if speaker == label)
        print(f"  {name}, {part}: {share(right, counts.total())}")
        for speaker in Speaker:
            labels = {label: count for (each, label), count in counts.items() if each == speaker}
            if labels:
                told = share(labels.get(speaker, 0), sum(labels.values()))
                wrong = [
                    f"{count} as {label}" for label, count in labels.items() if label != speaker
                ]
                print(f"    {speaker}: {', '.join([told, *wrong])}")


def sentence_is_right(judged: JudgedSentence, letter: Letter) -> bool:
    return _taken_for(judged, letter) == judged.speakers[0]


def _taken_for(judged: JudgedSentence, letter: Letter) -> str:
    """Who the letter's passages say that speaks: the first of the judged where that is right."""
    labels = {
        passage.speaker
        for passage in letter.passages
        if judged.overlaps(passage.start, passage.end)
    }
    if not labels:
        return "no passage"
    wrong = labels - {*judged.speakers}
    return min(wrong) if wrong else judged.speakers[0]


def report_statements(library: Library) -> None:
    judged = {
        each.letter_id: judged_sentences(library.letter(each.letter_id))
        for each in library.letters()
    }
    for name, part, judgements in letter_sets():
        if name != "all letters":
            continue
        counts: Counter[str] = Counter()
        for each in judgements:
            answer = answer_question(each.question, library=library)
            if isinstance(answer, Answer) and answer.writer == "quotes":
                counts.update(_kinds(answer, judged))
        told = counts["right"] + counts["wrong"]
        print(
            f"  questions {part}: {share(counts['right'], told)} of those judged; "
            f"{share(told, counts.total())} of those shown are judged"
        )


def _kinds(answer: Answer, judged: Mapping[str, Sequence[JudgedSentence]]) -> Iterator[str]:
    """For each statement whether its speaker is right, wrong or not judged."""
    for statement in answer.statements:
        sentences = [
            sentence
            for cited in statement.citations
            for sentence in judged[cited.letter_id]
            if sentence.overlaps(cited.start, cited.end)
        ]
        if not sentences:
            yield "not judged"
        elif all(statement.speaker in sentence.speakers for sentence in sentences):
            yield "right"
        else:
            yield "wrong"


def share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part / whole:.1%})" if whole else "none"


if __name__ == "__main__":
    main()
