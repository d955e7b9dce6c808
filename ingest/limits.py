"""What the reading of one file may take, and how a reader says that it gets on."""

from __future__ import annotations

import contextlib
import math
import os
from collections.abc import Callable
from dataclasses import dataclass

from ingest.errors import BeyondLimits


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    memory: int = 2 * 2**30  # bytes of address space
    memory_to_recognise: int = 8 * 2**30  # likewise, while pictures are read
    seconds: float = 12  # of processor time, to which each page that was read adds
    seconds_a_page: float = 0.1
    seconds_a_recognised_page: float = 30
    clock: float = 60  # seconds without another page
    text: int = 4_000_000  # characters of a document
    reply: int = 16 * 2**20  # bytes of what is told of a file
    written: int = 64 * 2**20  # bytes of a file that the reading writes
    most_seconds: int = 3600  # of processor time, whatever the pages


DEFAULT_LIMITS = Limits()


class Budget:
    """The limits of this process, from which a reader may earn more."""

    def __init__(self, limits: Limits, say: Callable[[], object]) -> None:
        """`say` tells whoever waits that another page was read."""
        self._limits = limits
        self._say = say
        self._seconds = limits.seconds

    def set_limits(self) -> None:
        """Bound the memory and time of this process, where the system can."""
        limits = self._limits
        _limit("RLIMIT_CORE", 0, 0)
        _limit("RLIMIT_FSIZE", limits.written, limits.written)
        _limit("RLIMIT_CPU", math.ceil(self._seconds), limits.most_seconds)
        _limit("RLIMIT_AS", limits.memory, limits.memory_to_recognise)

    def add_page(self) -> None:
        self._earn(self._limits.seconds_a_page)

    def begin_recognising(self) -> None:
        limits = self._limits
        _limit("RLIMIT_AS", limits.memory_to_recognise, limits.memory_to_recognise)
        self._earn(limits.seconds_a_recognised_page)

    def check_text(self, characters: int) -> None:
        if characters > self._limits.text:
            raise BeyondLimits(
                f"holds more than {self._limits.text:,} characters of text. "
                "Split it into its letters, then retry."
            )

    def _earn(self, seconds: float) -> None:
        self._seconds += seconds
        _limit("RLIMIT_CPU", math.ceil(self._seconds), self._limits.most_seconds)
        self._say()


_budget: Budget | None = None  # of the process that reads a file, and of no other


def begin(budget: Budget) -> None:
    """Read under this budget from here on."""
    global _budget
    _budget = budget
    budget.set_limits()


def page_read() -> None:
    """A reader has read another page: it earns a little more time."""
    if _budget is not None:
        _budget.add_page()


def page_to_recognise() -> None:
    """A reader begins to recognise the words in a picture, which takes more of everything."""
    if _budget is not None:
        _budget.begin_recognising()


def check_text(characters: int) -> None:
    """Raise BeyondLimits if a document of so many characters is not read."""
    (_budget or Budget(DEFAULT_LIMITS, lambda: None)).check_text(characters)


def _limit(name: str, soft: int, hard: int) -> None:
    with contextlib.suppress(ImportError, AttributeError, ValueError, OSError):
        import resource

        which = getattr(resource, name)
        highest = resource.getrlimit(which)[1]
        if highest != resource.RLIM_INFINITY:
            soft, hard = min(soft, highest), min(hard, highest)
        resource.setrlimit(which, (soft, hard))


def end_with(parent: int) -> None:
    """Let the system end this process when the parent that forked it dies, where it can."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import ctypes
        import signal

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)
