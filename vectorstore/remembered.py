"""What was read from the database, kept for as long as nothing is written to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from threading import RLock
from typing import Any, TypeVar

MOST = 2_000  # answers; then all are let go

A = TypeVar("A", bound=Hashable)
T = TypeVar("T")


class Remembered:
    def __init__(self, state: Callable[[], Hashable], lock: RLock) -> None:
        """
        Args:
            state: another value after each write, whoever wrote.
            lock: the one under which `state` and whatever is asked for are read. With a second one
                two threads that take them in different orders would wait for each other.
        """
        self._state = state
        self._seen: Hashable = None
        self._kept: dict[Any, Any] = {}
        self._lock = lock

    def get(self, asked: Hashable, read: Callable[[], T]) -> T:
        """What `read` returned when this was first asked since the last write.

        It is shared: nobody may change it.
        """
        return self.each([asked], lambda _: {asked: read()})[asked]

    def each(
        self, asked: Collection[A], read: Callable[[Sequence[A]], Mapping[A, T]]
    ) -> Mapping[A, T]:
        """As `get`, for many: those not asked before are read together.

        What `read` does not return is left out, and not remembered.
        """
        with self._lock:
            if (state := self._state()) != self._seen or len(self._kept) >= MOST:
                self._kept, self._seen = {}, state
            found = {one: self._kept[one] for one in asked if one in self._kept}
            if new := [one for one in asked if one not in found]:
                found |= read(new)
                self._kept |= found
            return found
