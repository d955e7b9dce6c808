"""An ask and what a body said become how likely it is the same ask, and how likely it bears on it.

Two logistic models over a few named features; their weights are in assistant/data/standing.json,
fitted on judged drafts by `python -m benchmarks.calibrate_standing`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from assistant.drafting.likeness import Read, Reader, Subject, covered, nearest_words
from assistant.drafting.said import Said
from assistant.matters import Matter, named_matters, speak_of_any

Features = Mapping[str, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """One thing that an item asks for, as it is compared."""

    read: Read
    subject: Subject
    matters: Sequence[Matter]  # of policing, that it names


@dataclass(frozen=True, kw_only=True, slots=True)
class Bearing:
    """How what was said stands to an ask; each of the two is from 0 to 1."""

    said: Said
    same: float  # the likelihood that it answered this very ask
    bears: float  # ... that it tells the position on it
    neighbour: bool  # it names a matter of policing that the ask names
    nearness: float  # as `bears`, also where other matters that the ask names are not in it


def ask(text: str, reader: Reader) -> Ask:
    (read,) = reader.read([text])
    return Ask(read=read, subject=reader.subject(text), matters=named_matters(text))


def features(asked: Ask, said: Said, reader: Reader) -> Features:
    """What the decision rests on, each from 0 to 1 or nearly so.

    - ask_vector, ask_words, asked_words, ask_covered, asked_covered: of the two asks; 0 where what
      was said answers no item.
    - said_vector, said_words, said_covered: of the best sentence of what was said, and of all of it
      with its ask.
    """
    passages = reader.read(each.text for each in said.passages)
    told = [each for passage in passages for each in passage.sentences]
    stems = frozenset[str]().union(*(each.stems for each in passages))
    found = {
        "said_vector": max((float(asked.read.vector @ each.vector) for each in told), default=0.0),
        "said_words": max((nearest_words(asked.read, each.words) for each in told), default=0.0),
        "said_covered": covered(asked.subject, stems),
        "sentence_covered": max((covered(asked.subject, each.stems) for each in told), default=0.0),
        "ask_vector": 0.0,
        "ask_words": 0.0,
        "asked_words": 0.0,
        "ask_covered": 0.0,
        "asked_covered": 0.0,
    }
    if said.ask:
        (before,) = reader.read([said.ask])
        found |= {
            "said_covered": covered(asked.subject, stems | before.stems),
            "ask_vector": float(asked.read.vector @ before.vector),
            "ask_words": nearest_words(asked.read, before.words),
            "asked_words": nearest_words(before, asked.read.words),
            "ask_covered": covered(asked.subject, before.stems),
            "asked_covered": covered(reader.subject(said.ask), asked.read.stems),
        }
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """likelihood = 1 / (1 + exp(-(Σ weight·feature + constant)))."""

    weights: Mapping[str, float]
    constant: float

    def likelihood(self, found: Features) -> float:
        total = sum(weight * found[name] for name, weight in self.weights.items())
        return 1 / (1 + exp(-(total + self.constant)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """The two models, and the likelihoods from which something is so."""

    same: Model
    bears: Model
    repeat: float  # of the same ask: it is a repeat
    close: float  # that it bears on the ask: it is close
    beside: float  # ... and is quoted beside an answer to the same ask
    near: float  # ... and is told as near


@cache
def decision() -> Decision:
    kept = json.loads((files("assistant") / "data" / "standing.json").read_text("utf-8"))
    return Decision(same=Model(**kept["same"]), bears=Model(**kept["bears"]), **kept["least"])


def bearing(asked: Ask, said: Sequence[Said], reader: Reader) -> list[Bearing]:
    """How each of what was said stands to an ask, in the same order."""
    reader.read(passage.text for each in said for passage in each.passages)
    return [_bearing(asked, each, reader) for each in said]


def _bearing(asked: Ask, said: Said, reader: Reader) -> Bearing:
    named = [_names(said, each) for each in asked.matters]
    if not all(named) and not any(named):
        return Bearing(said=said, same=0.0, bears=0.0, neighbour=False, nearness=0.0)
    found = features(asked, said, reader)
    likely = decision().bears.likelihood(found)
    return Bearing(
        said=said,
        same=decision().same.likelihood(found) if said.ask and all(named) else 0.0,
        bears=likely if all(named) else 0.0,
        neighbour=any(named),
        nearness=likely,
    )


def on_another_matter(asked: Ask, said: Said) -> bool:
    """Whether the ask names a matter of policing, such as vetting, and what was said does not."""
    return not all(_names(said, each) for each in asked.matters)


def _names(said: Said, matter: Matter) -> bool:
    return speak_of_any([said.ask, *(each.text for each in said.passages)], [matter])
