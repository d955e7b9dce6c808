"""LibreOffice, where it is installed, turns an older office file into a .docx, without its macros.

It runs in a profile of its own that is thrown away, in which macros, links to other files and the
network are off, under limits of memory and time.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from functools import partial
from pathlib import Path

SECONDS = 45  # on the clock for one file
FORMATS = {  # as LibreOffice names them; told, it never takes a damaged file for plain text
    ".doc": "MS Word 97",
    ".docx": "MS Word 2007 XML",
    ".odt": "writer8",
    ".rtf": "Rich Text Format",
}
PROCESSOR_SECONDS = 60
MEMORY = 4 * 2**30  # bytes of address space
_PLACES = (
    Path(r"C:\Program Files\LibreOffice\program\soffice.com"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
_BEGIN_AGAIN = 81  # what it returns where it has only made its profile

_SETTINGS = {
    "/org.openoffice.Office.Common/Security/Scripting": {
        "MacroSecurityLevel": "3",
        "DisableMacrosExecution": "true",
        "BlockUntrustedRefererLinks": "true",
    },
    "/org.openoffice.Office.Writer/Content/Update": {"Link": "0"},
    "/org.openoffice.Office.Java/VirtualMachine": {"Enable": "false"},
    "/org.openoffice.Inet/Settings": {
        "ooInetProxyType": "2",
        "ooInetHTTPProxyName": "127.0.0.1",
        "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1",
        "ooInetHTTPSProxyPort": "9",
        "ooInetNoProxy": "",
    },
}


def find_libreoffice() -> Path | None:
    """Where the program is, or None where it is not installed."""
    found = shutil.which("soffice") or next((str(p) for p in _PLACES if p.exists()), None)
    if found is None:
        return None
    # The program itself ends with its parent; the script before it would leave it behind.
    own = Path(found).resolve().with_name("soffice.bin")
    return own if own.exists() else Path(found)


def convert(program: Path, data: bytes, suffix: str, into: str = ".docx") -> bytes | None:
    """Return the file in another of FORMATS, or None where it could not be opened in time."""
    with tempfile.TemporaryDirectory(prefix="onrecord-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        source, target = folder / f"from{suffix}", folder / f"from{into}"
        source.write_bytes(data)
        _write_profile(folder / "profile")
        command = [
            str(program),
            *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            f"--infilter={FORMATS[suffix]}",
            *("--convert-to", f"{into[1:]}:{FORMATS[into]}", "--outdir", str(folder), str(source)),
        ]
        if _run(command, folder) == _BEGIN_AGAIN:
            _run(command, folder)
        return target.read_bytes() if target.exists() else None


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>'
        "</prop></item>"
        for path, settings in _SETTINGS.items()
        for name, value in settings.items()
    )
    user = profile / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )


def _run(command: list[str], folder: Path) -> int | None:
    """Run to the end or to the limit of time; None where it was ended."""
    with subprocess.Popen(  # noqa: S603 -- a program of the system, on a file of ours
        command,
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=os.name == "posix",
        preexec_fn=partial(_limit, os.getpid()) if os.name == "posix" else None,
    ) as process:
        try:
            return process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            return None
        finally:
            _end(process)


def _environment(folder: Path) -> dict[str, str]:
    kept = ("PATH", "SYSTEMROOT", "WINDIR", "PROGRAMFILES")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    places = dict.fromkeys(("HOME", "TMPDIR", "TMP", "TEMP", "USERPROFILE", "APPDATA"), str(folder))
    return environment | places | {"LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}


def _limit(parent: int) -> None:
    """In the new process: bound it, and let it end when the one that reads does."""
    with contextlib.suppress(ImportError, AttributeError, ValueError, OSError):
        import resource

        for which, most in (
            (resource.RLIMIT_AS, MEMORY),
            (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        ):
            highest = resource.getrlimit(which)[1]
            own = most if highest == resource.RLIM_INFINITY else min(most, highest)
            resource.setrlimit(which, (own, highest))
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started."""
    if process.poll() is not None:
        return
    with contextlib.suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
