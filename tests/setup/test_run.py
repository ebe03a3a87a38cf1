from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import run
from machine import console, environment, lock, system, uv
from machine.console import SetupRefusedError


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAKDOSSIER_LANGUAGE", "en")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Let no program start; return what would have been started."""
    commands: list[list[str]] = []

    def note(command: list[str], environment: dict[str, str] | None = None) -> tuple[int, str]:
        commands.append(command)
        return 0, ""

    for module in (run, system, uv, lock, environment):
        monkeypatch.setattr(module, "run_quietly", note, raising=False)
    return commands


def as_user(monkeypatch: pytest.MonkeyPatch, *, root: bool, apt: bool = True) -> None:
    monkeypatch.setattr(system.os, "geteuid", lambda: 0 if root else 1000, raising=False)
    monkeypatch.setattr(system.shutil, "which", lambda name: "apt-get" if apt and name == "apt-get" else None)


def without(*libraries: str) -> Callable[[str], bool]:
    return lambda library: library not in libraries


# -- the commands -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["--help"], 0)])
def test_help_names_the_commands(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(arguments) == code
    printed = capsys.readouterr().out
    assert all(f"run.py {command}" in printed for command in ("demo", "start", "test", "setup", "lock"))


def test_an_unknown_command_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["dmeo"]) == 2
    assert "Unknown command: dmeo" in capsys.readouterr().err


def test_from_another_folder_in_a_fresh_process_it_never_prints_a_traceback(checkout: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, checkout / "run.py", "dmeo"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["demo", "start"])
def test_the_program_gets_all_further_arguments_and_its_exit_code_is_ours(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(run, "set_up", lambda **_: True)
    monkeypatch.setattr(run, "run_visibly", lambda command, _environment: started.append(command) or 7)
    assert run.main([command, "--to", "a folder"]) == 7
    assert started[0][1:3] == ["-m", "portfolio_app"]
    assert started[0][3:] == (["demo"] if command == "demo" else []) + ["--to", "a folder"]


def test_the_demo_goes_on_without_a_window_where_none_can_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, str]] = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(run, "set_up", lambda *, needed_libraries: needed_libraries)
    monkeypatch.setattr(run, "run_visibly", lambda _command, environment: seen.append(environment) or 0)
    assert run.main(["demo"]) == 0
    assert "DISPLAY" not in seen[0]


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (OSError(28, "No space left on device"), 3, "No space left on device"),
        (SetupRefusedError("weg", "gone", detail="the tool's own words"), 3, "the tool's own words\ngone"),
        (KeyboardInterrupt(), 130, "Interrupted"),
    ],
)
def test_what_stands_in_the_way_is_told_in_words(
    error: BaseException, code: int, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(**_: object) -> bool:
        raise error

    monkeypatch.setattr(run, "set_up", refuse)
    assert run.main(["setup"]) == code
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("failing", ["", "mypy", "pytest"])
def test_one_failed_check_fails_the_test_command_and_is_named_at_the_end(
    failing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "set_up", lambda **_: True)
    monkeypatch.setattr(run, "lock_agrees", lambda: True)
    monkeypatch.setattr(run, "provide_verapdf", lambda: None)
    monkeypatch.setattr(run, "run_quietly", lambda command: (int(failing in command), "why"))
    monkeypatch.setattr(run, "run_visibly", lambda command: int(failing in command))
    if not failing:
        monkeypatch.setattr(run, "run_quietly", lambda _command: (0, ""))
        monkeypatch.setattr(run, "run_visibly", lambda _command: 0)
    assert run.main(["test", "-x"]) == (1 if failing else 0)
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.endswith(f"Failed: {failing}." if failing else "All good.")


def test_without_verapdf_the_checks_go_on_and_it_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> None:
        raise SetupRefusedError("Geen JDK.", "No JDK.")

    monkeypatch.setattr(run, "set_up", lambda **_: True)
    monkeypatch.setattr(run, "lock_agrees", lambda: True)
    monkeypatch.setattr(run, "provide_verapdf", refuse)
    monkeypatch.setattr(run, "run_quietly", lambda _command: (0, ""))
    monkeypatch.setattr(run, "run_visibly", lambda _command: 0)
    assert run.main(["test"]) == 0
    assert "Without veraPDF: No JDK." in capsys.readouterr().err


# -- Python -----------------------------------------------------------------------------------------------------------


def test_a_python_that_is_too_old_hands_over_to_one_that_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(run.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(run.shutil, "which", lambda name: name if name in {"python3.12", "py"} else None)
    monkeypatch.setattr(run, "run_quietly", lambda _command: (0, ""))
    monkeypatch.setattr(run, "run_visibly", lambda command: started.append(command) or 5)
    assert run.main(["demo", "--to", "x"]) == 5
    assert started[0][-3:] == ["demo", "--to", "x"]


@pytest.mark.parametrize("version", [(3, 9, 2), (3, 15, 0)])
def test_without_a_python_that_fits_the_person_is_told(
    version: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run.sys, "version_info", version)
    monkeypatch.setattr(run.shutil, "which", lambda _name: None)
    assert run.main(["demo"]) == 3
    assert "Python 3.11 to 3.14 is needed" in capsys.readouterr().err


# -- the system -------------------------------------------------------------------------------------------------------


def test_the_superuser_gets_what_is_missing(monkeypatch: pytest.MonkeyPatch, asked: list[list[str]]) -> None:
    as_user(monkeypatch, root=True)
    monkeypatch.setattr(system, "missing_libraries", lambda: {"libEGL.so.1": "libegl1"})
    assert system.provide_system_packages(needed_libraries=True, fetching=False)
    assert asked[0][:2] == ["apt-get", "update"]
    assert asked[1][:2] == ["apt-get", "install"]
    assert asked[1][-1] == "libegl1"


def test_somebody_else_gets_the_one_line_to_type(monkeypatch: pytest.MonkeyPatch, asked: list[list[str]]) -> None:
    as_user(monkeypatch, root=False)
    monkeypatch.setattr(system, "missing_libraries", lambda: {"libEGL.so.1": "libegl1"})
    monkeypatch.setattr(system, "lacks_pip", lambda: True)
    with pytest.raises(SetupRefusedError) as refused:
        system.provide_system_packages(needed_libraries=True, fetching=True)
    line = next(line for line in refused.value.english.splitlines() if "apt-get install" in line)
    assert "sudo apt-get update" in line
    assert "python3-venv" in line
    assert "libegl1" in line
    assert asked == []


def test_where_no_window_is_needed_a_missing_library_is_no_hindrance(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    as_user(monkeypatch, root=False)
    monkeypatch.setattr(system, "missing_libraries", lambda: {"libEGL.so.1": "libegl1"})
    assert not system.provide_system_packages(needed_libraries=False, fetching=False)
    assert "No window can be shown" in capsys.readouterr().err


def test_without_apt_the_libraries_themselves_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    as_user(monkeypatch, root=True, apt=False)
    monkeypatch.setattr(system, "missing_libraries", lambda: {"libEGL.so.1": "libegl1"})
    with pytest.raises(SetupRefusedError, match=r"libEGL\.so\.1"):
        system.provide_system_packages(needed_libraries=True, fetching=False)


def test_apt_that_fails_is_told_with_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "run_quietly", lambda command, _environment: (100, f"E: {command[1]}\n"))
    with pytest.raises(SetupRefusedError) as refused:
        system.install_with_apt(["libegl1"])
    assert "E: install" in refused.value.detail


def test_a_screen_asks_for_more_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system.sys, "platform", "linux")
    monkeypatch.setattr(system, "loads", without("libGL.so.1", "libxcb-cursor.so.0"))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert set(system.missing_libraries().values()) == {"libgl1"}
    monkeypatch.setenv("DISPLAY", ":0")
    assert set(system.missing_libraries().values()) == {"libgl1", "libxcb-cursor0"}
    monkeypatch.setattr(system.sys, "platform", "win32")
    assert system.missing_libraries() == {}


def test_a_library_that_is_not_there_does_not_load() -> None:
    assert not system.loads("libvakdossier-none.so.9")


# -- uv and the package source ----------------------------------------------------------------------------------------


def pip_says(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(uv, "find_pip", lambda: ["pip"])
    monkeypatch.setattr(uv, "run_quietly", lambda _command: (0, "\n".join(lines)))
    for variable, _ in uv.INDEX_SETTINGS.values():
        monkeypatch.delenv(variable, raising=False)


def test_uv_is_told_what_pip_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pip_says(
        monkeypatch,
        "WARNING: something of pip's own",
        "global.index-url='one'",
        "install.index-url='two'",
        f"global.extra-index-url='\\nthree\\nfile://{tmp_path}/none\\nfour'",
        f"global.find-links='{tmp_path} {tmp_path}/none'",
        ":env:.timeout='180'",
        "global.timeout='10'",
    )
    told = uv.uv_environment()
    assert told["UV_DEFAULT_INDEX"] == "two"
    assert told["UV_INDEX"] == "three four"
    assert told["UV_FIND_LINKS"] == str(tmp_path)
    assert told["UV_HTTP_TIMEOUT"] == "180"
    assert told["UV_PYTHON_PREFERENCE"] == "only-system"
    assert told["UV_SYSTEM_CERTS"] == "1"


def test_who_told_uv_already_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    pip_says(monkeypatch, "global.index-url='one'")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "own")
    assert uv.uv_environment()["UV_DEFAULT_INDEX"] == "own"


def test_uv_is_fetched_once_by_its_hash_into_a_folder_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fetched: list[list[str]] = []

    def fetch(command: list[str], _environment: object = None) -> tuple[int, str]:
        fetched.append(command)
        program = Path(command[command.index("--target") + 1]) / "bin" / uv.uv_program().name
        program.parent.mkdir(parents=True)
        program.write_bytes(b"")
        return 0, ""

    monkeypatch.setattr(uv, "TOOLS", tmp_path)
    monkeypatch.setattr(uv, "find_pip", lambda: ["pip"])
    monkeypatch.setattr(uv, "run_quietly", fetch)
    uv.provide_uv()
    uv.provide_uv()
    assert len(fetched) == 1
    assert "--require-hashes" in fetched[0]


def test_a_registry_out_of_reach_is_told_with_pips_own_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(uv, "TOOLS", tmp_path)
    monkeypatch.setattr(uv, "find_pip", lambda: ["pip"])
    monkeypatch.setattr(uv, "run_quietly", lambda _command, _environment: (1, "ERROR: no route"))
    with pytest.raises(SetupRefusedError, match="uv could not be fetched") as refused:
        uv.provide_uv()
    assert refused.value.detail == "ERROR: no route"
    assert not uv.uv_is_there()


# -- the environment --------------------------------------------------------------------------------------------------


def test_a_second_run_starts_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, asked: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(system, "missing_libraries", dict)
    environment.venv_python().parent.mkdir()
    environment.venv_python().write_bytes(b"")
    environment.stamp_file().write_text(environment.stamp())
    assert environment.set_up(needed_libraries=True)
    assert asked == []
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", ["LOCK", "PROJECT"])
def test_other_pins_or_another_project_ask_for_a_new_set_up(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = environment.stamp()
    changed = tmp_path / "changed"
    changed.write_text("other")
    monkeypatch.setattr(environment, name, changed)
    assert environment.stamp() != before


def test_a_set_up_that_was_broken_off_is_not_taken_for_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(_environment: dict[str, str]) -> None:
        raise SetupRefusedError("weg", "gone")

    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "provide_system_packages", lambda **_: True)
    monkeypatch.setattr(environment, "provide_uv", lambda: None)
    monkeypatch.setattr(environment, "uv_environment", dict)
    monkeypatch.setattr(environment, "make_venv", lambda _environment: None)
    monkeypatch.setattr(environment, "install_packages", refuse)
    environment.stamp_file().write_text("an older one")
    with pytest.raises(SetupRefusedError):
        environment.set_up(needed_libraries=True)
    assert not environment.is_set_up()
    assert not environment.stamp_file().exists()


# -- speaking ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("setting", "words"), [("nl_NL.UTF-8", "ja"), ("en_GB.UTF-8", "yes"), ("C.UTF-8", "yes")])
def test_the_language_is_the_machines(
    setting: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("VAKDOSSIER_LANGUAGE")
    monkeypatch.setenv("LC_ALL", setting)
    console.say("ja", "yes")
    assert capsys.readouterr().err == f"{words}\n"
