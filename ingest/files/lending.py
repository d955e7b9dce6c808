"""Processes that read are lent to whoever reads files, and kept a while for the next."""

from __future__ import annotations

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Timer

from ingest.files.pool import Pool

IDLE = 60  # seconds after which processes that nobody asks are ended

_kept: list[tuple[Pool, Timer]] = []  # one at most
_changing = Lock()


@contextmanager
def lent() -> Iterator[Pool]:
    """Processes for one reader of files, with those of the last one where they still run.

    Who leaves while a file is being read closes the pool.
    """
    with _changing:
        pool, timer = _kept.pop() if _kept else (None, None)
    if timer is not None:
        timer.cancel()
    pool = pool or Pool(min(2, os.cpu_count() or 1))
    try:
        yield pool
    finally:
        _keep(pool)


def _keep(pool: Pool) -> None:
    timer = Timer(IDLE, _end, [pool])
    timer.daemon = True
    with _changing:
        kept = not pool.closed and not _kept
        if kept:
            _kept.append((pool, timer))
    if kept:
        timer.start()
    else:
        pool.close()


def _end(pool: Pool) -> None:
    """End processes, unless they have been lent again."""
    with _changing:
        mine = [each for each in _kept if each[0] is pool]
        for each in mine:
            _kept.remove(each)
    if mine:
        pool.close()


@atexit.register
def _end_all() -> None:
    for pool, timer in list(_kept):
        timer.cancel()
        _end(pool)
