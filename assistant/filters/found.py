"""A filter that was read in a question, and the words that said it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value", covariant=True)
Span = tuple[int, int]  # start and end in the question


@dataclass(frozen=True, kw_only=True, slots=True)
class Read(Generic[Value]):
    """What was read, and where."""

    value: Value
    span: Span
