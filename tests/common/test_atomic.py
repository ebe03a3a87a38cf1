from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.common import atomic
from portfolio_app.common.atomic import (
    leftovers,
    make_private_folder,
    remove_leftovers,
    sync_folder,
    write_atomically,
)
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import Text

SAVING = Text("Het bestand opslaan", "Saving the file")
on_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such permission bits")
as_a_user = pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="the superuser is refused nothing")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "kept" / "header.json"
    path.parent.mkdir()
    path.write_bytes(b"old")
    return path


def assert_as_it_was(old: Path) -> None:
    assert old.read_bytes() == b"old"
    assert [entry.name for entry in old.parent.iterdir()] == [old.name]


@given(before=st.none() | st.binary(max_size=50), content=st.binary(max_size=5_000))
def test_what_is_written_stands_there_whole(
    tmp_path_factory: pytest.TempPathFactory, before: bytes | None, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("atomic") / "file"
    if before is not None:
        path.write_bytes(before)
    write_atomically(path, content, SAVING)
    assert path.read_bytes() == content
    assert [entry.name for entry in path.parent.iterdir()] == ["file"]


def test_a_writer_may_go_back_and_read_what_it_wrote(tmp_path: Path) -> None:
    def writer(file: IO[bytes]) -> None:
        file.write(b"....tail")
        file.seek(0)
        file.write(b"head")
        file.seek(0)
        assert file.read() == b"headtail"

    write_atomically(tmp_path / "file", writer, SAVING)
    assert (tmp_path / "file").read_bytes() == b"headtail"


@on_posix
def test_the_owner_alone_may_read_it_whatever_stood_there(old: Path) -> None:
    old.chmod(0o644)
    write_atomically(old, b"new", SAVING)
    assert stat.S_IMODE(old.stat().st_mode) == 0o600
    write_atomically(old, b"shared", SAVING, mode=0o640)
    assert stat.S_IMODE(old.stat().st_mode) == 0o640


@on_posix
def test_a_link_is_replaced_and_not_followed(old: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(old)
    write_atomically(link, b"new", SAVING)
    assert not link.is_symlink()
    assert old.read_bytes() == b"old"


@pytest.mark.parametrize("length", [1, 200, 255])
def test_a_name_as_long_as_the_system_allows_is_no_hindrance(tmp_path: Path, length: int) -> None:
    path = tmp_path / ("n" * length)
    write_atomically(path, b"new", SAVING)
    assert path.read_bytes() == b"new"


def test_an_exception_of_the_writer_itself_leaves_all_as_it_was(old: Path) -> None:
    def writer(file: IO[bytes]) -> None:
        file.write(b"half")
        raise KeyError("mistake")

    with pytest.raises(KeyError):
        write_atomically(old, writer, SAVING)
    assert_as_it_was(old)


Fault = Callable[[pytest.MonkeyPatch, int], None]


def _refuse(code: int) -> Callable[..., object]:
    def refuse(*_arguments: object, **_named: object) -> object:
        raise OSError(code, os.strerror(code))

    return refuse


def no_temporary_file(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(atomic.tempfile, "mkstemp", _refuse(code))


def no_sync(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(atomic, "sync_file", _refuse(code))


def no_permission_bits(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(Path, "chmod", _refuse(code))


def no_rename(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(Path, "replace", _refuse(code))


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("fault", [no_temporary_file, no_sync, no_permission_bits, no_rename])
def test_a_refusal_at_any_step_leaves_the_old_file_and_nothing_else(
    old: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault, code: int
) -> None:
    with monkeypatch.context() as faulty:
        fault(faulty, code)
        with pytest.raises(EnvironmentRefusedError) as refused:
            write_atomically(old, b"new", SAVING)
    assert_as_it_was(old)
    assert refused.value.message.en.startswith("Saving the file did not succeed: ")
    assert isinstance(refused.value.__cause__, OSError)
    assert refused.value.__cause__.errno == code


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_disk_that_is_really_full_is_told_as_full(old: Path) -> None:
    def writer(_file: IO[bytes]) -> None:
        with Path("/dev/full").open("wb") as full:
            full.write(b"x")

    with pytest.raises(EnvironmentRefusedError) as refused:
        write_atomically(old, writer, SAVING)
    assert "de schijf is vol" in refused.value.message.nl
    assert_as_it_was(old)


@on_posix
def test_a_limit_on_the_size_of_files_is_told_and_leaves_all_as_it_was(old: Path) -> None:
    program = """
import resource, signal, sys
from pathlib import Path
from portfolio_app.common.atomic import write_atomically
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import Text
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_atomically(Path(sys.argv[1]), b"x" * 5000, Text("Opslaan", "Saving"))
except EnvironmentRefusedError as refused:
    print(refused.message.en)
"""
    done = subprocess.run([sys.executable, "-c", program, old], capture_output=True, text=True, check=True)
    assert done.stdout == "Saving did not succeed: the file is too big for this disk.\n"
    assert_as_it_was(old)


@on_posix
@as_a_user
def test_a_folder_without_rights_is_told(old: Path) -> None:
    old.parent.chmod(0o500)
    try:
        with pytest.raises(EnvironmentRefusedError, match="no rights"):
            write_atomically(old, b"new", SAVING)
    finally:
        old.parent.chmod(0o700)
    assert_as_it_was(old)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentRefusedError, match="does not exist"):
        write_atomically(tmp_path / "none" / "file", b"new", SAVING)


def test_a_folder_in_the_place_of_the_file_stays(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    with pytest.raises(EnvironmentRefusedError):
        write_atomically(tmp_path / "file", b"new", SAVING)
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


def test_when_only_the_last_sync_is_refused_the_new_file_is_whole_and_the_refusal_told(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as faulty:
        faulty.setattr(atomic, "sync_folder", _refuse(errno.EIO))
        with pytest.raises(EnvironmentRefusedError, match="reports an error"):
            write_atomically(old, b"new", SAVING)
    assert old.read_bytes() == b"new"
    assert leftovers(old.parent) == []


def test_the_order_is_sync_rename_sync_folder(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []

    def noting(name: str, step: Callable[..., object]) -> Callable[..., object]:
        def noted(*arguments: object) -> object:
            steps.append(name)
            return step(*arguments)

        return noted

    monkeypatch.setattr(atomic, "sync_file", noting("sync", atomic.sync_file))
    monkeypatch.setattr(Path, "replace", noting("rename", Path.replace))
    monkeypatch.setattr(atomic, "sync_folder", noting("sync folder", atomic.sync_folder))
    write_atomically(old, b"new", SAVING)
    assert steps == ["sync", "rename", "sync folder"]


@pytest.mark.parametrize("holds", [1, 3])
def test_a_target_held_for_a_moment_by_another_program_on_windows_is_waited_for(
    old: Path, monkeypatch: pytest.MonkeyPatch, holds: int
) -> None:
    left = [holds]
    pauses: list[float] = []
    really_replace = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if left[0]:
            left[0] -= 1
            error = PermissionError(errno.EACCES, "held")
            error.winerror = 32  # type: ignore[attr-defined, unused-ignore]
            raise error
        return really_replace(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(time, "sleep", pauses.append)
    write_atomically(old, b"new", SAVING)
    assert old.read_bytes() == b"new"
    assert len(pauses) == holds


def test_a_target_that_stays_held_is_told_as_in_use(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def replace(_self: Path, _target: Path) -> Path:
        error = PermissionError(errno.EACCES, "held")
        error.winerror = 32  # type: ignore[attr-defined, unused-ignore]
        raise error

    pauses: list[float] = []
    with monkeypatch.context() as faulty:
        faulty.setattr(Path, "replace", replace)
        faulty.setattr(time, "sleep", pauses.append)
        with pytest.raises(EnvironmentRefusedError, match="in use by another program"):
            write_atomically(old, b"new", SAVING)
    assert_as_it_was(old)
    assert 1 < sum(pauses) < 5


@on_posix
def test_a_killed_writer_leaves_the_old_file_and_a_leftover_that_is_found(old: Path) -> None:
    program = """
import os, signal, sys
from pathlib import Path
from portfolio_app.common.atomic import write_atomically
from portfolio_app.common.text import Text
def writer(file):
    file.write(b"half"); file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
write_atomically(Path(sys.argv[1]), writer, Text("Opslaan", "Saving"))
"""
    done = subprocess.run([sys.executable, "-c", program, old], check=False)
    assert done.returncode == -9
    assert old.read_bytes() == b"old"
    assert len(leftovers(old.parent)) == 1
    assert remove_leftovers(old.parent, SAVING) == 1
    assert_as_it_was(old)


@on_posix
def test_a_private_folder_is_made_with_all_above_it(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b" / "c"
    make_private_folder(folder, SAVING)
    make_private_folder(folder, SAVING)
    for made in (folder, folder.parent, folder.parent.parent):
        assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_a_private_folder_where_a_file_stands_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(EnvironmentRefusedError, match="not a folder"):
            make_private_folder(place, SAVING)


@on_posix
def test_a_folder_that_cannot_be_synced_at_all_is_let_be_and_a_failing_disk_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as faulty:
        faulty.setattr(os, "fsync", _refuse(errno.EINVAL))
        sync_folder(tmp_path)
        faulty.setattr(os, "fsync", _refuse(errno.EIO))
        with pytest.raises(OSError, match=os.strerror(errno.EIO)):
            sync_folder(tmp_path)
