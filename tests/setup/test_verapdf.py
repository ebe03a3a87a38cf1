from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from machine import verapdf
from machine.console import SetupRefusedError

JAR = b"the engine"


@pytest.fixture(autouse=True)
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty place for the engine, on a machine with a JDK."""
    folder = tmp_path / "verapdf"
    monkeypatch.setenv("VAKDOSSIER_VERAPDF", str(folder))
    monkeypatch.setattr(verapdf, "provide_uv", lambda: None)
    monkeypatch.setattr(verapdf, "uv_environment", dict)
    monkeypatch.setattr(verapdf.shutil, "which", lambda name: name)
    return folder


def runner(commands: list[list[str]], *, failing: str = "", jars: int = 1) -> Callable[..., tuple[int, str]]:
    def run(command: list[str], _environment: dict[str, str] | None = None) -> tuple[int, str]:
        commands.append(command)
        if "--target" in command:
            for number in range(jars):
                (Path(command[command.index("--target") + 1]) / f"{number}.jar").write_bytes(JAR)
        return (1, "why") if failing and failing in command else (0, "")

    return run


def test_it_is_fetched_by_its_hash_and_compiled_once(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(verapdf, "run_quietly", runner(commands))
    verapdf.provide_verapdf()
    verapdf.provide_verapdf()
    fetched, compiled = commands
    assert "--require-hashes" in fetched
    assert compiled[0] == "javac"
    assert (place / "verapdf.jar").read_bytes() == JAR


def test_without_a_jdk_the_person_is_told_and_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(verapdf, "run_quietly", runner(commands))
    monkeypatch.setattr(verapdf.shutil, "which", lambda _name: None)
    with pytest.raises(SetupRefusedError, match="Java Development Kit"):
        verapdf.provide_verapdf()
    assert commands == []
    assert not place.exists()


@pytest.mark.parametrize(("failing", "jars"), [("install", 1), ("javac", 1), ("", 0), ("", 2)])
def test_what_was_broken_off_is_not_taken_for_whole(failing: str, jars: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verapdf, "run_quietly", runner([], failing=failing, jars=jars))
    with pytest.raises(SetupRefusedError):
        verapdf.provide_verapdf()
    assert not verapdf.verapdf_is_there()
