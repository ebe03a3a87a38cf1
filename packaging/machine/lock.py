"""requirements.lock: whether it was made for what pyproject.toml asks for, and making it anew."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

from machine.console import ROOT, SetupRefusedError, run_quietly, say
from machine.uv import could_not_fetch, provide_uv, uv_environment, uv_program

LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"


def asked_for() -> str:
    """Return the digest of what pyproject.toml asks for, whatever the order or the lay-out."""
    import tomllib

    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    asked = {
        "python": project["project"]["requires-python"],
        "dependencies": sorted(project["project"]["dependencies"]),
        "groups": {name: sorted(group) for name, group in project["dependency-groups"].items()},
    }
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def lock_agrees() -> bool:
    """Tell whether requirements.lock was made for what pyproject.toml asks for now."""
    return f"# asked for: {asked_for()}\n" in LOCK.read_text(encoding="utf-8")


def renew_lock(arguments: list[str]) -> int:
    """Write requirements.lock anew: every package with its hashes, for all systems, naming no server."""
    provide_uv()
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / LOCK.name
        if LOCK.exists():
            shutil.copy(LOCK, made)  # the pins there are kept as far as they still fit
        command = [str(uv_program()), "pip", "compile", str(PROJECT), "--group", "dev", "--group", "build"]
        command += ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header"]
        command += ["--no-annotate", "--quiet", "--output-file", str(made), *arguments]
        code, output = run_quietly(command, whole_registry(uv_environment()))
        if code:
            raise SetupRefusedError(*could_not_fetch("requirements.lock"), detail=output)
        pins = [line for line in made.read_text(encoding="utf-8").splitlines() if not line.startswith(("#", "--"))]
    head = ["# Made by `python3 run.py lock`; do not edit.", f"# asked for: {asked_for()}"]
    LOCK.write_text("\n".join([*head, *pins, ""]), encoding="utf-8", newline="\n")
    say(f"requirements.lock heeft {count_pins(pins)} pakketten.", f"requirements.lock has {count_pins(pins)} packages.")
    return 0


def whole_registry(environment: dict[str, str]) -> dict[str, str]:
    """Return the environment without extra sources: a shelf of a few files would give the lock only their hashes."""
    return {name: value for name, value in environment.items() if name not in {"UV_INDEX", "UV_FIND_LINKS"}}


def count_pins(lines: list[str]) -> int:
    """Return how many packages a lock names."""
    return sum(1 for line in lines if "==" in line)
