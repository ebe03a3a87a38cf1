"""The environment of the program: made once, with exactly the pinned packages, and known again afterwards."""

from __future__ import annotations

import platform
import time
from pathlib import Path

from machine.console import ROOT, WINDOWS, SetupRefusedError, digest_of, run_quietly, say
from machine.lock import LOCK, PROJECT, lock_agrees
from machine.system import base_python, provide_system_packages
from machine.uv import could_not_fetch, provide_uv, uv_environment, uv_is_there, uv_program

VENV = ROOT / ".venv"


def venv_python() -> Path:
    """Return the interpreter of the program's own environment."""
    return VENV / "Scripts" / "python.exe" if WINDOWS else VENV / "bin" / "python"


def stamp_file() -> Path:
    """Return the file that tells for what the environment was made."""
    return VENV / "vakdossier-setup"


def stamp() -> str:
    """Return what the environment must have been made for: these pins, this project, this Python, this folder."""
    python = f"{platform.python_version()} {base_python()}"
    return digest_of(LOCK, PROJECT, python, str(ROOT), platform.machine())


def is_set_up() -> bool:
    """Tell whether the environment is there and still fits."""
    place = stamp_file()
    return place.exists() and venv_python().exists() and place.read_text() == stamp()


def set_up(*, needed_libraries: bool) -> bool:
    """Make the environment with exactly the pinned packages, unless it is there already.

    Returns:
        Whether a window can be shown.

    Raises:
        SetupRefusedError: something is missing that cannot be provided.
    """
    ready = is_set_up()
    fetching = not ready and not uv_is_there()
    windows_work = provide_system_packages(needed_libraries=needed_libraries, fetching=fetching)
    if ready:
        return windows_work
    started = time.monotonic()
    say(
        "Alles klaarzetten in .venv (de eerste keer ongeveer een minuut) …",
        "Setting up in .venv (about a minute the first time) …",
    )
    provide_uv()
    environment = uv_environment()
    stamp_file().unlink(missing_ok=True)
    if not lock_agrees():
        say(
            "Let op: requirements.lock is ouder dan pyproject.toml; `python3 run.py lock` maakt het nieuw.",
            "Note: requirements.lock is older than pyproject.toml; `python3 run.py lock` renews it.",
        )
    make_venv(environment)
    install_packages(environment)
    if windows_work:
        try_qt()
    stamp_file().write_text(stamp())
    seconds = time.monotonic() - started
    say(f"Klaar in {seconds:.0f} s.", f"Done in {seconds:.0f} s.")
    return windows_work


def make_venv(environment: dict[str, str]) -> None:
    """Make `.venv` for this Python, unless it is there for the same one.

    Raises:
        SetupRefusedError: it cannot be made.
    """
    ask = "import platform; print(platform.python_version())"
    if venv_python().exists() and run_quietly([str(venv_python()), "-c", ask]) == (0, f"{platform.python_version()}\n"):
        return
    command = [str(uv_program()), "venv", "--quiet", "--clear", "--python", base_python(), str(VENV)]
    code, output = run_quietly(command, environment)
    if code:
        raise SetupRefusedError("De map .venv kon niet worden gemaakt.", "The folder .venv could not be made.", output)


def install_packages(environment: dict[str, str]) -> None:
    """Bring `.venv` to the pinned packages and the project itself.

    Raises:
        SetupRefusedError: the packages did not come, or are not what the lock says.
    """
    uv_pip = [str(uv_program()), "pip"]
    python = ["--quiet", "--python", str(venv_python())]
    no_index = ["--no-index"] if environment.get("PIP_NO_INDEX", "").lower() in {"1", "true", "yes", "on"} else []
    code, output = run_quietly([*uv_pip, "sync", *python, *no_index, "--require-hashes", str(LOCK)], environment)
    if code:
        raise SetupRefusedError(*could_not_fetch("requirements.lock"), detail=output)
    project = ["--offline", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    code, output = run_quietly([*uv_pip, "install", *python, *project], environment)
    if code:
        raise SetupRefusedError(
            "Het programma zelf kon niet in .venv worden gezet.",
            "The program itself could not be put into .venv.",
            detail=output,
        )


def try_qt() -> None:
    """See that Qt's window classes load, so that a library nobody thought of is named now and not later.

    Raises:
        SetupRefusedError: they do not.
    """
    code, output = run_quietly([str(venv_python()), "-c", "import PySide6.QtWidgets"])
    if code:
        raise SetupRefusedError(
            f"Qt kan niet worden geladen: {output.strip().splitlines()[-1]}",
            f"Qt cannot be loaded: {output.strip().splitlines()[-1]}",
        )
