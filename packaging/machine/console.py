"""Speaking to the person and running other programs."""

from __future__ import annotations

import hashlib
import locale
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = os.name == "nt"

FAILED, WRONG_USE, REFUSED, INTERRUPTED = 1, 2, 3, 130


class SetupRefusedError(Exception):
    """The machine lacks something; says in both languages what, and what to do."""

    def __init__(self, dutch: str, english: str, detail: str = "", code: int = REFUSED) -> None:
        super().__init__(english)
        self.dutch = dutch
        self.english = english
        self.detail = detail
        self.code = code


def in_dutch() -> bool:
    """Tell whether the person reads Dutch, by the settings of the machine."""
    for variable in ("VAKDOSSIER_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return os.environ[variable].lower().startswith(("nl", "dutch"))
    return (locale.getlocale()[0] or "").lower().startswith(("nl", "dutch"))


def say(dutch: str, english: str) -> None:
    """Print a message in the person's language, on standard error: standard output is the program's own."""
    print(dutch if in_dutch() else english, file=sys.stderr, flush=True)


def run_quietly(command: list[str], environment: dict[str, str] | None = None) -> tuple[int, str]:
    """Run a command and return its exit code and everything it printed."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return done.returncode, done.stdout


def run_visibly(command: list[str], environment: dict[str, str] | None = None) -> int:
    """Run a command in the open and return its exit code."""
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def digest_of(*parts: str | Path) -> str:
    """Return one digest of texts and of the contents of files."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part.encode() if isinstance(part, str) else part.read_bytes())
        whole.update(b"\0")
    return whole.hexdigest()
