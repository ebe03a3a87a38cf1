#!/usr/bin/env python3
"""Set everything up on a fresh machine and run it; needs nothing but Python itself.

    python3 run.py demo [...]    make a fictional portfolio, its dossier and CV, and show them
    python3 run.py start [...]   open the window
    python3 run.py test [...]    check and test everything; what follows goes to pytest
    python3 run.py setup         only set up
    python3 run.py verapdf       set up the PDF validator veraPDF; test does so by itself where there is a JDK
    python3 run.py lock [...]    renew requirements.lock after a change of the dependencies (--upgrade: newest of all)

On Windows: py run.py ... . Everything lands in .venv and .tools beside this file, system libraries excepted: those are
installed with apt by the superuser, and for others the line to type is shown. A second run finds all in place.

Exit codes: 0 done, 1 a check failed, 2 wrong use, 3 the machine lacks something; otherwise that of the program.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "packaging"))

from machine.console import (
    FAILED,
    INTERRUPTED,
    REFUSED,
    ROOT,
    WINDOWS,
    WRONG_USE,
    SetupRefusedError,
    run_quietly,
    run_visibly,
    say,
)
from machine.environment import set_up, venv_python
from machine.lock import lock_agrees, renew_lock
from machine.verapdf import provide_verapdf, verapdf_folder

OLDEST, NEWEST = (3, 11), (3, 14)

CHECKS = (
    ("ruff check", ["ruff", "check", "."]),
    ("ruff format", ["ruff", "format", "--check", "."]),
    ("mypy", ["mypy"]),
    ("import-linter", ["importlinter.cli"]),
)


def go_on_with_a_python_that_fits(arguments: list[str]) -> int | None:
    """Hand over to a Python that the program can run on, when this one is too old or too new.

    Returns:
        None when this one fits, otherwise the exit code of the run under the other.

    Raises:
        SetupRefusedError: there is no such Python.
    """
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return None
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        command = ["py", f"-3.{minor}"] if WINDOWS else [f"python3.{minor}"]
        if shutil.which(command[0]) and run_quietly([*command, "-c", ""])[0] == 0:
            return run_visibly([*command, str(ROOT / "run.py"), *arguments])
    here = platform.python_version()
    raise SetupRefusedError(
        f"Dit is Python {here}; nodig is Python 3.{OLDEST[1]} tot en met 3.{NEWEST[1]}. Installeer die eerst.",
        f"This is Python {here}; Python 3.{OLDEST[1]} to 3.{NEWEST[1]} is needed. Install that first.",
    )


def run_checks(arguments: list[str]) -> int:
    """Run all checks and all tests, and close with what each found."""
    results = {"requirements.lock": lock_agrees()}
    if not results["requirements.lock"]:
        say(
            "requirements.lock is niet gemaakt voor wat pyproject.toml nu vraagt: `python3 run.py lock`.",
            "requirements.lock was not made for what pyproject.toml asks for now: `python3 run.py lock`.",
        )
    for name, command in CHECKS:
        started = time.monotonic()
        code, output = run_quietly([str(venv_python()), "-m", *command])
        results[name] = code == 0
        print(f"{name}: {'ok' if code == 0 else 'FAILED'} ({time.monotonic() - started:.1f} s)", flush=True)
        if code:
            print(output, flush=True)
    try_verapdf()
    pytest = ["-m", "pytest", "-n", "auto", "--cov", "--cov-report=term", *arguments]
    results["pytest"] = run_visibly([str(venv_python()), *pytest]) == 0
    failed = [name for name, good in results.items() if not good]
    print(f"Checks: {', '.join(results)}. {'All good.' if not failed else 'Failed: ' + ', '.join(failed) + '.'}")
    return FAILED if failed else 0


def try_verapdf() -> None:
    """Set up veraPDF where this machine can; where it cannot, say so: the tests that need it are skipped then."""
    try:
        provide_verapdf()
    except SetupRefusedError as refused:
        say(
            f"Zonder veraPDF: {refused.dutch} De toetsen ermee worden overgeslagen.",
            f"Without veraPDF: {refused.english} The tests with it are skipped.",
        )


def run_program(arguments: list[str], *, with_window: bool = True) -> int:
    """Run the program itself and return its exit code."""
    environment = dict(os.environ)
    if not with_window:
        environment.pop("DISPLAY", None)
        environment.pop("WAYLAND_DISPLAY", None)
    return run_visibly([str(venv_python()), "-m", "portfolio_app", *arguments], environment)


def carry_out(command: str, arguments: list[str]) -> int:
    """Do what one of the commands says and return the exit code.

    Raises:
        SetupRefusedError: the machine lacks something, or there is no such command.
    """
    if command == "lock":
        return renew_lock(arguments)
    if command == "setup":
        set_up(needed_libraries=True)
        return 0
    if command == "test":
        set_up(needed_libraries=True)
        return run_checks(arguments)
    if command == "verapdf":
        provide_verapdf()
        say(f"veraPDF staat klaar in {verapdf_folder()}.", f"veraPDF stands ready in {verapdf_folder()}.")
        return 0
    if command == "start":
        set_up(needed_libraries=True)
        return run_program(arguments)
    if command == "demo":
        with_window = set_up(needed_libraries=False)
        return run_program(["demo", *arguments], with_window=with_window)
    raise SetupRefusedError(
        f"Onbekende opdracht: {command}. Kies uit demo, start, test, setup, verapdf, lock.",
        f"Unknown command: {command}. Choose from demo, start, test, setup, verapdf, lock.",
        code=WRONG_USE,
    )


def main(arguments: list[str]) -> int:
    """Run the command in `arguments` and return the exit code; whatever happens is told in words."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(__doc__)
        return 0 if arguments else WRONG_USE
    try:
        elsewhere = go_on_with_a_python_that_fits(arguments)
        return carry_out(arguments[0], arguments[1:]) if elsewhere is None else elsewhere
    except SetupRefusedError as refused:
        if refused.detail.strip():
            print("\n".join(refused.detail.strip().splitlines()[-25:]), file=sys.stderr)
        say(refused.dutch, refused.english)
        return refused.code
    except OSError as refused:
        say(f"Het systeem weigerde: {refused}.", f"The system refused: {refused}.")
        return REFUSED
    except KeyboardInterrupt:
        say("Afgebroken.", "Interrupted.")
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
