"""Words, and which of their letters are bold: a paragraph of Word or of a web page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.structure.patterns import opens_block

PAGE_BREAK = "\f"
_ENDS_SENTENCE = re.compile(r"[.!?;][)\]'\"’”]*\s*$")
_BEGINS_SENTENCE = re.compile(r"\W*[A-Z0-9]")


@dataclass(frozen=True, slots=True)
class Rich:
    """A text and its weights: a letter "b" for each bold character, a space for each other."""

    text: str
    weights: str

    @classmethod
    def of(cls, text: str, *, bold: bool) -> Rich:
        return cls(text, ("b" if bold else " ") * len(text))

    @property
    def bold(self) -> bool:
        """Whether all of it is bold that can be seen."""
        if "b" not in self.weights:
            return False
        pairs = zip(self.text, self.weights, strict=True)
        return all(weight == "b" or character.isspace() for character, weight in pairs)

    def __add__(self, other: Rich) -> Rich:
        return Rich(self.text + other.text, self.weights + other.weights)

    def __getitem__(self, span: slice) -> Rich:
        return Rich(self.text[span], self.weights[span])

    def numbered(self, number: str) -> Rich:
        """The same words after the number that a list gives them."""
        if not number:
            return self
        words = self.text.lstrip()
        lead = len(self.text) - len(words)
        own = self[lead:]
        first = own.weights[:1] == "b"
        return self[:lead] + Rich.of(f"{number} " if words else number, bold=first) + own

    def followed_by(self, other: Rich, joint: str) -> Rich:
        return self + Rich.of(joint, bold=False) + other

    def tidied(self) -> Rich:
        """The same words without the white space that a web page does not show."""
        kept: list[Rich] = []
        for match in re.finditer(r"(?P<space>\s+)|\S+", self.text):
            run = self[match.start() : match.end()]
            if match.group("space"):
                run = Rich.of("\n" * min(2, run.text.count("\n")) or " ", bold=False)
            kept.append(run)
        words = joined(kept)
        start = len(words.text) - len(words.text.lstrip())
        return words[start : start + len(words.text.strip())]

    def parts(self) -> list[Rich]:
        """Part a paragraph where a line that its author broke by hand begins another."""
        found: list[Rich] = []
        start = end = 0
        for match in re.finditer(r"[^\n]*(?:\n|$)", self.text):
            line, reached = self[match.start() : match.end()], self[start:end]
            if not line.text:
                break
            if reached.text.strip() and line.text.strip() and _parts(reached, line):
                found.append(reached)
                start = match.start()
            end = match.end()
        return [*found, self[start:end]]


def joined(runs: Iterable[Rich]) -> Rich:
    runs = list(runs)
    return Rich("".join(run.text for run in runs), "".join(run.weights for run in runs))


def _parts(before: Rich, line: Rich) -> bool:
    if re.search(r"\n[^\S\n]*\n$", before.text):
        return True
    if before.bold and not line.bold:
        return True
    if _ENDS_SENTENCE.search(before.text) and _BEGINS_SENTENCE.match(line.text):
        return True
    return opens_block(line.text.strip(), before.text.strip())
