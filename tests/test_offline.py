"""In the default mode nothing leaves the computer: not a connection, not a look-up."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import NEW_INSPECTION
from reading_fixtures import SAMPLES
from scan_fixtures import PLAIN, pictures_only, scanned, typeset

GUARDS = Path(__file__).parent / "guards"
RUN_ALL = """
import json, sys
from cli.commands import main
for command in json.loads(sys.argv[1]):
    sys.argv = ["onrecord", *command]
    try:
        main()
    except SystemExit as left:
        if left.code:
            raise
"""
GOES_ON = """
import time
import chromadb
from vectorstore.minilm import MiniLM
MiniLM().embed(["a question"])
time.sleep(20)
"""
TALKS = "import socket; socket.create_connection(('127.0.0.1', 9), timeout=1)"
LOOKS_UP = "import socket; socket.getaddrinfo('example.org', 443)"
# What a library written in Rust or C does: it does not go through Python's socket module.
TALKS_NATIVELY = """
import ctypes, socket
address = bytes([2, 0, 0, 9, 127, 0, 0, 1]) + bytes(8)
ctypes.CDLL(None).connect(socket.socket().fileno(), address, 16)
"""


def run_guarded(tmp_path: Path, *command: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """Run Python without the internet; return how it went, and what was attempted."""
    attempts = tmp_path / "attempts.txt"
    attempts.touch()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("HF_")},
        "PYTHONPATH": os.pathsep.join([str(GUARDS), os.environ.get("PYTHONPATH", "")]),
        "ONRECORD_TEST_ATTEMPTS": str(attempts),
        "ONRECORD_LIBRARY": str(tmp_path / "library"),
    }
    done = subprocess.run(
        [sys.executable, *command], env=environment, capture_output=True, text=True, timeout=240
    )
    return done, attempts.read_text("utf-8")


def test_letters_are_ingested_asked_and_drafted_from_without_a_connection(tmp_path: Path) -> None:
    output = tmp_path / "reply.docx"
    commands = [
        ["ingest", str(SAMPLES / "harrowdale-2022-custody.md")],
        ["ask", "Who pays for appropriate adults in Harrowdale?"],
        ["draft", str(NEW_INSPECTION), "--body", "Harrowdale", "-o", str(output)],
    ]
    done, attempts = run_guarded(tmp_path, "-c", RUN_ALL, json.dumps(commands))
    assert attempts == ""
    assert done.returncode == 0, done.stderr
    assert "Dalebridge" in done.stdout
    assert (tmp_path / "reply-INCOMPLETE.docx").stat().st_size > 0


def test_a_process_that_goes_on_connects_to_nobody_later(tmp_path: Path) -> None:
    """What the libraries would send, some send seconds after they were imported."""
    done, attempts = run_guarded(tmp_path, "-c", GOES_ON)
    assert attempts == ""
    assert done.returncode == 0, done.stderr


def test_a_scan_is_recognised_without_a_connection(tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    words = [("The force has trained every call handler in assessing risk.", PLAIN)]
    scan.write_bytes(pictures_only(scanned(typeset(words))))
    done, attempts = run_guarded(tmp_path, "-c", RUN_ALL, json.dumps([["ingest", str(scan)]]))
    assert attempts == ""
    assert done.returncode == 0, done.stderr
    assert "recognised" in done.stdout


@pytest.mark.parametrize("code", [TALKS, LOOKS_UP])
def test_the_guard_sees_and_refuses_an_attempt(tmp_path: Path, code: str) -> None:
    done, attempts = run_guarded(tmp_path, "-c", code)
    assert done.returncode != 0
    assert attempts.count("\n") >= 1


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64", reason="the kernel's guard is Linux"
)
def test_the_guard_sees_an_attempt_of_compiled_code(tmp_path: Path) -> None:
    done, _ = run_guarded(tmp_path, "-c", TALKS_NATIVELY)
    assert done.returncode < 0  # ended by the kernel


def test_the_guard_reaches_the_process_that_reads_files(tmp_path: Path) -> None:
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {LOOKS_UP!r}])"
    _, attempts = run_guarded(tmp_path, "-c", code)
    assert attempts.count("\n") >= 1
