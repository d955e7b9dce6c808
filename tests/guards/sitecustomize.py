"""Refuses the internet to a Python process and to its children, and writes down each attempt.

Python runs this file at its start wherever the folder is on PYTHONPATH. The audit hook sees what
goes through Python; on Linux the kernel, too, ends a process that connects from compiled code.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from typing import Any

EVENTS = frozenset(
    [
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
        "socket.getnameinfo",
        "socket.sendto",
        "socket.sendmsg",
    ]
)
CONNECT, SENDTO = 42, 44  # system calls of Linux on x86-64


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in EVENTS:
        return
    about = arguments[1:] if event in ("socket.connect", "socket.sendto") else arguments
    if event in ("socket.connect", "socket.sendto") and isinstance(about[0], str | bytes):
        return  # a Unix socket: a file of this computer
    with open(os.environ["ONRECORD_TEST_ATTEMPTS"], "a", encoding="utf-8") as file:  # noqa: PTH123
        file.write(f"{event} {about}\n")
    raise PermissionError(f"refused: {event} {about}")


def refuse_in_the_kernel() -> None:
    """End this process when it connects to, or sends to, an address of internet length."""
    program = [
        *_internet_address(CONNECT, argument=2),
        *_internet_address(SENDTO, argument=5),
        _instruction(0x06, 0, 0, 0x7FFF0000),  # allow
    ]
    code = ctypes.create_string_buffer(b"".join(program))
    filter_ = struct.pack("HxxxxxxP", len(program), ctypes.addressof(code))
    system = ctypes.CDLL(None, use_errno=True)
    assert system.prctl(38, 1, 0, 0, 0) == 0  # no new privileges
    assert system.prctl(22, 2, filter_, 0, 0) == 0, os.strerror(ctypes.get_errno())


def _internet_address(system_call: int, *, argument: int) -> list[bytes]:
    return [
        _instruction(0x20, 0, 0, 0),  # load the number of the system call
        _instruction(0x15, 0, 4, system_call),
        _instruction(0x20, 0, 0, 16 + 8 * argument),  # load the length of the address
        _instruction(0x15, 1, 0, 16),  # of IPv4
        _instruction(0x15, 0, 1, 28),  # of IPv6
        _instruction(0x06, 0, 0, 0x80000000),  # end the process
    ]


def _instruction(code: int, if_true: int, if_false: int, value: int) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)


if "ONRECORD_TEST_ATTEMPTS" in os.environ:
    sys.addaudithook(refuse)
    if sys.platform == "linux" and platform.machine() == "x86_64":
        refuse_in_the_kernel()
