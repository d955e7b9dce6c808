"""What was read from the database, kept for as long as nothing is written to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from threading import RLock
from typing import Any, TypeVar

MOST = 2_000  # answers; then all are let go

A = TypeVar("A", bound=Hashable)
T = TypeVar("T")


class Remembered:
    def __init__(self, state: Callable[[], Hashable]) -> None:
        """
        Args:
            state: another value after each write, whoever wrote.
        """
        self._state = state
        self._seen: Hashable = None
        self._kept: dict[Hashable, Any] = {}
        self._lock = RLock()

    def get(self, asked: Hashable, read: Callable[[], T]) -> T:
        """What `read` returned when this was first asked since the last write.

        It is shared: nobody may change it.
        """
        (found,) = self.each([asked], lambda _: read())
        return found

    def each(self, asked: Collection[A], read: Callable[[A], T]) -> list[T]:
        """As `get`, for one after the other, which are read by what is asked."""
        with self._lock:
            if (state := self._state()) != self._seen or len(self._kept) >= MOST:
                self._kept, self._seen = {}, state
            found: dict[Hashable, T] = {}
            for one in asked:
                found[one] = self._kept[one] if one in self._kept else read(one)
            self._kept.update(found)
            return [found[one] for one in asked]
