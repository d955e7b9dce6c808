"""The process that reads files for another: `python -m ingest.files.process LIMITS`.

A job comes as a line of JSON on standard input. The process ends at once when its standard input
does, while it still loads the readers, too.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sys
from queue import SimpleQueue
from threading import Thread


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever gives the jobs stops them
    jobs = SimpleQueue[bytes]()
    listener = Thread(target=_listen, args=(jobs,), daemon=True)
    listener.start()
    # It takes a second or more, after which nobody may be left to read for.
    from ingest.files.worker import work

    with contextlib.suppress(BrokenPipeError):
        work(jobs, sys.argv[1])
    listener.join()  # nobody hears us any more: it clears up, and ends this process


def _listen(jobs: SimpleQueue[bytes]) -> None:
    """Hand on the jobs; when whoever gives them is gone, so is this process, whatever it does.

    One that goes in good order says so with an empty line, and clears away what was unpacked.
    """
    folders = []
    with contextlib.suppress(OSError):
        for line in sys.stdin.buffer:
            if not line.strip():
                os._exit(0)
            folders.append(json.loads(line)["folder"])
            jobs.put(line)
    for folder in filter(None, folders):
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


if __name__ == "__main__":
    main()
