"""What a server sends is read for so long and no longer, and so much and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from queue import Empty, Full, Queue
from threading import Event, Thread
from time import monotonic
from typing import TypeVar

import httpx

MOST_BYTES = 4_000_000  # of a reply on its way: each word of it comes wrapped in some hundred

READER = "reads a model's reply"  # the name of its thread

T = TypeVar("T")


class TookTooLong(Exception):
    """The time given is over."""


def within(seconds: float, read: Callable[[], Iterator[T]]) -> Iterator[T]:
    """Give what `read` gives, until the seconds are over, however it waits for what.

    A time-out of a connection starts anew with each byte; this does not. `read` runs in a thread
    of its own, which ends with its next piece once nobody wants it any more.

    Raises TookTooLong, or whatever `read` raises.
    """
    until = monotonic() + seconds
    pieces: Queue[tuple[str, T | Exception | None]] = Queue(maxsize=64)
    left = Event()

    def put(kind: str, piece: T | Exception | None) -> None:
        while not left.is_set():
            try:
                return pieces.put((kind, piece), timeout=0.2)
            except Full:
                continue

    def run() -> None:
        try:
            for piece in read():
                put("piece", piece)
                if left.is_set():
                    return
        except Exception as error:  # handed to the reader, whatever it is
            put("error", error)
        else:
            put("end", None)

    Thread(target=run, daemon=True, name=READER).start()
    try:
        while True:
            try:
                kind, piece = pieces.get(timeout=max(0.0, until - monotonic()))
            except Empty:
                raise TookTooLong from None
            if kind == "end":
                return
            if isinstance(piece, Exception):
                raise piece
            yield piece  # type: ignore[misc]  # what is not an error is a piece
    finally:
        left.set()


def bounded_client(seconds: float, *, loopback: bool) -> httpx.Client:
    """A client for a server of one's own.

    It follows no redirection: the letters go to the server that was named and to no other. To
    this computer itself it uses no proxy either.

    Args:
        seconds: a reply that is still coming after these is given up.
    """

    def bound(response: httpx.Response) -> None:
        assert isinstance(response.stream, httpx.SyncByteStream)
        response.stream = _Bounded(response.stream, monotonic() + seconds)

    return httpx.Client(
        event_hooks={"response": [bound]},
        follow_redirects=False,
        trust_env=not loopback,
        timeout=seconds,
    )


class _Bounded(httpx.SyncByteStream):
    def __init__(self, stream: httpx.SyncByteStream, until: float) -> None:
        self._stream = stream
        self._until = until

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for data in self._stream:
            size += len(data)
            if size > MOST_BYTES:
                raise httpx.ReadError(f"more than {MOST_BYTES:,} bytes were sent")
            if monotonic() > self._until:
                raise httpx.ReadTimeout("the time is over")
            yield data

    def close(self) -> None:
        self._stream.close()
