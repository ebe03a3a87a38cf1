"""Getting uv into a folder of its own, and telling it what pip is told on this machine."""

from __future__ import annotations

import ast
import os
import shutil
from pathlib import Path

from machine.console import ROOT, WINDOWS, SetupRefusedError, digest_of, run_quietly
from machine.system import base_python

TOOLS = ROOT / ".tools"
SETUP_LOCK = ROOT / "packaging" / "setup.lock"

# How pip is told where packages come from, and how uv is told the same; between several values stands what uv expects.
INDEX_SETTINGS = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "client-cert": ("SSL_CLIENT_CERT", " "),
    "proxy": ("ALL_PROXY", " "),
    "timeout": ("UV_HTTP_TIMEOUT", " "),
}


def uv_program() -> Path:
    """Return where uv stands, in a folder of its own."""
    return TOOLS / "uv" / "bin" / ("uv.exe" if WINDOWS else "uv")


def uv_is_there() -> bool:
    """Tell whether the uv that the repository asks for is there already."""
    stamp = TOOLS / "uv.stamp"
    return uv_program().exists() and stamp.exists() and stamp.read_text() == digest_of(SETUP_LOCK)


def provide_uv() -> None:
    """Get uv into a folder of its own, with whichever pip there is; the system's Python is left alone.

    Raises:
        SetupRefusedError: there is no pip and none can be made, or the registry refused.
    """
    if uv_is_there():
        return
    pip = find_pip()
    shutil.rmtree(TOOLS / "uv", ignore_errors=True)
    command = [*pip, "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
    command += ["--require-hashes", "--target", str(TOOLS / "uv"), "-r", str(SETUP_LOCK)]
    code, output = run_quietly(command, dict(os.environ, PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0"))
    if code or not uv_program().exists():
        raise SetupRefusedError(*could_not_fetch("uv"), detail=output)
    (TOOLS / "uv.stamp").write_text(digest_of(SETUP_LOCK))


def find_pip() -> list[str]:
    """Return the command of a pip: this Python's own, or one in an environment made for it.

    Raises:
        SetupRefusedError: neither works.
    """
    own = [base_python(), "-m", "pip"]
    if run_quietly([*own, "--version"])[0] == 0:
        return own
    place = TOOLS / "pip"
    python = place / ("Scripts/python.exe" if WINDOWS else "bin/python")
    if not python.exists() or run_quietly([str(python), "-m", "pip", "--version"])[0] != 0:
        code, output = run_quietly([base_python(), "-m", "venv", "--clear", str(place)])
        if code:
            raise SetupRefusedError(
                "Er is geen pip, en er kan geen omgeving met pip worden gemaakt.",
                "There is no pip, and no environment with pip can be made.",
                detail=output,
            )
    return [str(python), "-m", "pip"]


def could_not_fetch(what: str) -> tuple[str, str]:
    """Return the message for packages that did not come."""
    return (
        f"{what} kon niet worden opgehaald. Controleer de verbinding, en waar pip hier zijn pakketten haalt.",
        f"{what} could not be fetched. Check the connection, and where pip gets its packages here.",
    )


def uv_environment() -> dict[str, str]:
    """Return the environment for uv: the system's Python and certificates, and the package source that pip uses."""
    environment = dict(os.environ)
    environment.pop("VIRTUAL_ENV", None)
    environment["UV_PYTHON_PREFERENCE"] = "only-system"
    environment["UV_PYTHON_DOWNLOADS"] = "never"
    environment["UV_SYSTEM_CERTS"] = "1"
    if not {"UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX", "UV_EXTRA_INDEX_URL"} & set(environment):
        settings = pip_settings()
        for name, (variable, separator) in INDEX_SETTINGS.items():
            values = [value for value in settings.get(name, "").split() if not is_absent_folder(value)]
            if values and variable not in environment:
                environment[variable] = separator.join(values)
        # Several sources count as one, as they do for pip; the hashes in the lock decide what may come in.
        environment.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    return environment


def is_absent_folder(value: str) -> bool:
    """Tell whether a package source is a folder of this machine that is not there: pip passes it over, uv does not."""
    place = Path(value.removeprefix("file://"))
    return place.is_absolute() and not WINDOWS and not place.exists()


def pip_settings() -> dict[str, str]:
    """Return what pip is told by its files and the environment, the strongest of each."""
    settings: dict[str, str] = {}
    strengths: dict[str, int] = {}
    code, output = run_quietly([*find_pip(), "config", "list", "--disable-pip-version-check"])
    for line in output.splitlines() if code == 0 else ():
        key, _, quoted = line.partition("=")
        section, _, name = key.rpartition(".")
        strength = {"global": 1, "install": 2, ":env:": 3}.get(section, 0)
        if strength >= max(strengths.get(name, 1), 1):
            try:
                settings[name] = str(ast.literal_eval(quoted))
            except (SyntaxError, ValueError):  # a warning of pip's own, not a setting
                continue
            strengths[name] = strength
    return settings
