"""What the reading of one file may take, and how a reader says that it gets on."""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from mmap import PAGESIZE
from pathlib import Path

from ingest.errors import BeyondLimits

LARGEST_FILE = 100 * 2**20  # bytes
MOST_PAGES = 2000  # of a PDF, or of a file of pictures
MOST_RECOGNISED = 300  # pages of a file in whose pictures words are looked for
MOST_PARAGRAPHS = 30_000  # of a Word file, those of its cells included
GROWN = 500 * 2**20  # bytes of memory, after which a process is not used for another file


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    memory: int = 2 * 2**30  # bytes of address space
    memory_to_recognise: int = 8 * 2**30  # likewise, while pictures are read
    seconds: float = 8  # of processor time, to which each page that was read adds
    seconds_a_page: float = 0.1
    seconds_for_pages: float = 10  # that all pages together add, at most
    seconds_a_recognised_page: float = 30
    clock: float = 60  # seconds without another page
    text: int = 4_000_000  # characters of a document
    reply: int = 16 * 2**20  # bytes of what is told of a file
    written: int = LARGEST_FILE + 2**20  # bytes of a file that the reading writes


DEFAULT_LIMITS = Limits()


class _Budget:
    """What this process may still take for the file it reads."""

    def __init__(self, limits: Limits, say: Callable[[], None]) -> None:
        self.limits = limits
        self._say = say
        self._seconds = time.process_time()
        self._for_pages = limits.seconds_for_pages
        _limit("RLIMIT_CORE", 0)
        _limit("RLIMIT_FSIZE", limits.written)
        _limit("RLIMIT_AS", limits.memory)
        self._earn(limits.seconds)

    def page_read(self) -> None:
        more = min(self.limits.seconds_a_page, self._for_pages)
        self._for_pages -= more
        self._earn(more)
        self._say()

    def page_to_recognise(self) -> None:
        _limit("RLIMIT_AS", self.limits.memory_to_recognise)
        self._earn(self.limits.seconds_a_recognised_page)
        self._say()

    def _earn(self, seconds: float) -> None:
        self._seconds += seconds
        _limit("RLIMIT_CPU", math.ceil(self._seconds))


_budget: _Budget | None = None  # only in the process that reads files for others


def begin(limits: Limits, say: Callable[[], None]) -> None:
    """Read a file under these limits; `say` tells whoever waits that another page was read."""
    global _budget
    _budget = _Budget(limits, say)


def page_read() -> None:
    """A reader has read another page: it earns a little more time."""
    if _budget is not None:
        _budget.page_read()


def page_to_recognise() -> None:
    """A reader begins to recognise the words in a picture, which takes more of everything."""
    if _budget is not None:
        _budget.page_to_recognise()


def check_text(characters: int) -> None:
    """Raise BeyondLimits if a document of so many characters is not read."""
    most = (_budget.limits if _budget is not None else DEFAULT_LIMITS).text
    if characters > most:
        raise BeyondLimits(
            f"holds more than {most:,} characters of text. Split it into its letters, then retry."
        )


def check_pages(pages: int) -> None:
    """Raise BeyondLimits if a file of so many pages is not read."""
    if pages == 0 or pages > MOST_PAGES:
        raise BeyondLimits(
            f"has {pages:,} pages; between 1 and {MOST_PAGES:,} can be read. Split it, then retry."
        )


def check_paragraphs(paragraphs: int) -> None:
    """Raise BeyondLimits if a file of so many paragraphs is not read."""
    if paragraphs > MOST_PARAGRAPHS:
        raise BeyondLimits(
            f"has {paragraphs:,} paragraphs; at most {MOST_PARAGRAPHS:,} can be read. "
            "Split it into its letters, then retry."
        )


def grown() -> bool:
    """Whether this process holds so much memory that another should follow it; Linux tells."""
    with contextlib.suppress(OSError):
        # Not the most it ever held: that counts the process that started this one, too.
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * PAGESIZE > GROWN
    return False


def _limit(name: str, most: int) -> None:
    """Set a limit that can be raised again, where the system has it."""
    with contextlib.suppress(ImportError, AttributeError, ValueError, OSError):
        import resource

        which = getattr(resource, name)
        resource.setrlimit(which, (most, resource.getrlimit(which)[1]))
