"""Processes that read files for this one, started when first needed and used again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from queue import LifoQueue
from threading import Lock, Timer
from time import monotonic
from typing import IO, Self, TypeVar

from pydantic import TypeAdapter

from ingest.errors import UnreadableFile
from ingest.files.jobs import ANSWER, HEAD, LAST, NEXT_STEP, PAGE, REFUSAL, Job
from ingest.limits import DEFAULT_LIMITS, Limits

GRACE = 2  # seconds in which a process that was told to end may do so
OUT_OF_TIME = getattr(signal, "SIGXCPU", 0)

T = TypeVar("T")


class Pool:
    """Up to `size` processes; each reads one file at a time."""

    def __init__(self, size: int, limits: Limits = DEFAULT_LIMITS) -> None:
        self.size = size
        self.closed = False
        self._workers = [_Worker(limits) for _ in range(size)]
        self._free: LifoQueue[_Worker] = LifoQueue()
        for worker in self._workers:
            self._free.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, job: Job, adapter: TypeAdapter[T]) -> T:
        """Have a file read and wait for what is told of it. Threads may ask at the same time.

        Raises UnreadableFile.
        """
        worker = self._free.get()
        try:
            kind, content = worker.ask(job)
        finally:
            self._free.put(worker)
        if kind == REFUSAL:
            raise UnreadableFile(job.file, content.decode("utf-8", "replace"))
        return adapter.validate_json(content)

    def close(self) -> None:
        """End the processes, in the middle of a file too; they are not to be asked again."""
        self.closed = True
        for worker in self._workers:
            worker.close()


class _Worker:
    """One process, or none until it is needed."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._changing = Lock()

    def ask(self, job: Job) -> tuple[bytes, bytes]:
        process = self._running()
        clock = _Clock(self._limits.clock, self.end)
        try:
            return self._told(process, job, clock)
        except (OSError, ValueError, EOFError):
            self.end()
            return REFUSAL, self._why(process.returncode, clock).encode()
        except BaseException:  # Ctrl-C: what it tells later is no answer to the next question
            self.end()
            raise
        finally:
            clock.stop()

    def _told(
        self, process: subprocess.Popen[bytes], job: Job, clock: _Clock
    ) -> tuple[bytes, bytes]:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(job.line())
        process.stdin.flush()
        last = False
        while True:
            kind, length = HEAD.unpack(_exactly(process.stdout, HEAD.size))
            if length > self._limits.reply:
                raise EOFError
            content = _exactly(process.stdout, length)
            if kind == PAGE:
                clock.wind()
            last = last or kind == LAST
            if kind in (ANSWER, REFUSAL):
                if last:
                    self.end()
                return kind, content

    def _why(self, status: int, clock: _Clock) -> str:
        """Why a process ended before it told anything."""
        if clock.rang:
            return f"took longer than {self._limits.clock:g} seconds to read. {NEXT_STEP}"
        if status == -OUT_OF_TIME:
            return f"takes too long to read: {self._limits.seconds:g} seconds and more. {NEXT_STEP}"
        memory = self._limits.memory // 2**20
        return f"could not be read within {memory:,} MB of memory. {NEXT_STEP}"

    def _running(self) -> subprocess.Popen[bytes]:
        with self._changing:
            if self._closed:
                raise RuntimeError("the pool is closed")
            if self._process is None:
                self._process = _start(self._limits)
            return self._process

    def close(self) -> None:
        self._closed = True
        self.end()

    def end(self) -> None:
        with self._changing:
            process, self._process = self._process, None
            if process is None:
                return
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                process.stdin.write(b"\n")
                process.stdin.close()
                process.wait(GRACE)
            except (OSError, subprocess.TimeoutExpired):
                process.kill()
                process.wait()
            process.stdout.close()


class _Clock:
    """Calls `ring` when nobody has wound it for so many seconds, and not once it is stopped."""

    def __init__(self, seconds: float, ring: Callable[[], None]) -> None:
        self.rang = False
        self._seconds = seconds
        self._ring = ring
        self._looking = Lock()
        self._stopped = False
        self.wind()
        self._set(seconds)

    def wind(self) -> None:
        self._until = monotonic() + self._seconds

    def stop(self) -> None:
        with self._looking:
            self._stopped = True
            self._timer.cancel()

    def _set(self, seconds: float) -> None:
        self._timer = Timer(seconds, self._look)
        self._timer.daemon = True
        self._timer.start()

    def _look(self) -> None:
        with self._looking:
            left = self._until - monotonic()
            if self._stopped:
                return
            if left > 0:
                self._set(left)
                return
            self.rang = True
            self._ring()


def _start(limits: Limits) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 -- our own module, no shell
        # -P: nothing that lies in the folder it is started from is taken for a module.
        [sys.executable, "-P", "-m", "ingest.files.process", json.dumps(asdict(limits))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )


def _exactly(stream: IO[bytes], count: int) -> bytes:
    read = stream.read(count)
    if len(read) < count:
        raise EOFError
    return read
