"""A real Chroma server on a free port of this computer, for as long as it is needed."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60  # seconds


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def chroma_server(folder: Path, port: int | None = None) -> Iterator[str]:
    """Its address."""
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    command = Path(sys.executable).with_name("chroma")
    with (
        (folder.parent / f"{folder.name}.log").open("w") as log,
        subprocess.Popen(
            [command, "run", "--host", "127.0.0.1", "--port", str(port), "--path", folder],
            stdout=log,
            stderr=log,
        ) as process,
    ):
        try:
            _wait_for(address, process)
            yield address
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/api/v2/heartbeat", timeout=5).close()  # noqa: S310
            return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError("The Chroma server did not start.")
