"""What stands on a disk after the power went, worked out from what a process asked the kernel to write.

A recording is made by `strace`: every write, sync, rename and deletion within one folder, in order, with its bytes.
Replayed up to any point, it gives the states in which the disk may be found: what was synced is there; of the rest any
part may be, in any order, and a write may be torn. A name (of a file made, renamed or deleted) is only there for
certain when its folder was synced after it.
"""

from __future__ import annotations

import itertools
import os
import random
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_CALLS: Final = (
    "openat,write,pwrite64,lseek,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,ftruncate,mkdir,mkdirat,"
    "rmdir,close"
)
_LINE: Final = re.compile(r"^\d+\s+(?P<call>\w+)\((?P<given>.*)\)\s+=\s+(?P<answer>-?\d+)(?:<.*>)?$")
_QUOTED: Final = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_DESCRIPTOR: Final = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2}|[^<>\\])*)>")
_SECTOR: Final = 512
_CHANCES_ONCE_ACKNOWLEDGED: Final = 12
_ACKNOWLEDGED: Final = os.devnull


@dataclass(frozen=True)
class Event:
    """One thing that was asked of the disk.

    Attributes:
        what: `make`, `folder`, `write`, `cut`, `sync`, `rename`, `delete` or `acknowledge`.
        path: of what, relative to the folder that was recorded.
        file: number of the file that is written or synced; a name may come to stand for another file.
        offset: where is written, or at what length the file is cut.
        content: what is written.
        target: the new name.
    """

    what: str
    path: str = ""
    file: int = -1
    offset: int = 0
    content: bytes = b""
    target: str = ""


def record(folder: Path, work: Callable[[Callable[[], None]], None], log: Path) -> list[Event]:
    """Run `work` in a process of its own and return what it asked of the disk within `folder`.

    Args:
        folder: of which all that happens in it counts.
        work: is given a function to call when what it did is acknowledged.
        log: a file for strace, outside the folder.
    """
    go_reading, go_writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.close(go_writing)
            os.read(go_reading, 1)
            work(_acknowledge)
            code = 0
        finally:
            os._exit(code)
    os.close(go_reading)
    command = ["strace", "-f", "-y", "-xx", "-s", str(1 << 26), "-o", str(log), "-e", f"trace={_CALLS}"]
    with subprocess.Popen([*command, "-p", str(pid)], stderr=subprocess.PIPE, text=True) as tracer:
        assert tracer.stderr is not None
        tracer.stderr.readline()
        os.write(go_writing, b"!")
        os.close(go_writing)
        _, status = os.waitpid(pid, 0)
        tracer.wait()
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError("what was to be recorded failed")
    return list(_Parser(folder).events(log.read_text(encoding="ascii")))


def _acknowledge() -> None:
    descriptor = os.open(_ACKNOWLEDGED, os.O_WRONLY)
    os.write(descriptor, b"!")
    os.close(descriptor)


class _Parser:
    """Makes events of the lines of strace; keeps who has which file open, and where they are in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._numbers: dict[str, int] = {}
        self._open: dict[int, tuple[int, str]] = {}
        self._places: dict[int, int] = {}
        self._count = itertools.count()

    def events(self, log: str) -> Iterator[Event]:
        for line in log.splitlines():
            found = _LINE.match(line)
            if found and int(found["answer"]) >= 0:
                yield from self._event(found["call"], found["given"], int(found["answer"]))

    def _event(self, call: str, given: str, answer: int) -> Iterator[Event]:
        strings = [bytes.fromhex(text.replace("\\x", "")) for text in _QUOTED.findall(given)]
        paths = [self._inside(string) for string in strings[:2]] if call not in ("write", "pwrite64") else []
        if call == "openat" and paths[0] is not None:
            yield from self._opened(answer, paths[0], given)
        elif call in ("rename", "renameat", "renameat2") and paths[0] is not None and paths[1] is not None:
            self._numbers[paths[1]] = self._numbers.pop(paths[0]) if paths[0] in self._numbers else next(self._count)
            yield Event("rename", paths[0], target=paths[1])
        elif call in ("unlink", "unlinkat", "rmdir") and paths[0] is not None:
            self._numbers.pop(paths[0], None)
            yield Event("delete", paths[0])
        elif call in ("mkdir", "mkdirat") and paths[0] is not None:
            yield Event("folder", paths[0])
        else:
            yield from self._on_descriptor(call, given, strings, answer)

    def _on_descriptor(self, call: str, given: str, strings: list[bytes], answer: int) -> Iterator[Event]:
        descriptor = _DESCRIPTOR.match(given)
        if descriptor is None:
            return
        number = int(descriptor[1])
        if call == "write" and _unescaped(descriptor[2]) == _ACKNOWLEDGED:
            yield Event("acknowledge")
        if number not in self._open:
            return
        file, path = self._open[number]
        if call == "write":
            yield Event("write", path, file, self._places[number], strings[0][:answer])
            self._places[number] += answer
        elif call == "pwrite64":
            yield Event("write", path, file, int(given.rsplit(", ", 1)[1]), strings[0][:answer])
        elif call == "lseek":
            self._places[number] = answer
        elif call == "ftruncate":
            yield Event("cut", path, file, int(given.rsplit(", ", 1)[1]))
        elif call in ("fsync", "fdatasync"):
            yield Event("sync", path, file)
        elif call == "close":
            del self._open[number]

    def _opened(self, descriptor: int, path: str, given: str) -> Iterator[Event]:
        if path not in self._numbers:
            self._numbers[path] = next(self._count)
            if "O_CREAT" in given:
                yield Event("make", path, self._numbers[path])
        file = self._numbers[path]
        self._open[descriptor] = (file, path)
        self._places[descriptor] = 0
        if "O_TRUNC" in given:
            yield Event("cut", path, file, 0)

    def _inside(self, path: bytes) -> str | None:
        """Return a path relative to the folder; None when it is elsewhere."""
        whole = path.decode()
        if whole == self._folder:
            return "."
        return whole[len(self._folder) + 1 :] if whole.startswith(self._folder + "/") else None


def _unescaped(text: str) -> str:
    return bytes.fromhex(text.replace("\\x", "")).decode() if "\\x" in text else text


@dataclass
class Disk:
    """A folder as it is on the disk, and what was asked of it and may not be there yet.

    Attributes:
        contents: of every file, by number.
        names: which file has which name; a folder has none, and stands in `folders`.
        waiting: what was asked and not synced, oldest first.
    """

    contents: dict[int, bytearray] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    waiting: list[Event] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Path) -> Disk:
        """Return the disk on which all that stands in `folder` is safe."""
        disk = cls()
        for number, path in enumerate(sorted(folder.rglob("*"))):
            name = path.relative_to(folder).as_posix()
            if path.is_dir():
                disk.folders.add(name)
            else:
                disk.names[name] = -1 - number
                disk.contents[-1 - number] = bytearray(path.read_bytes())
        return disk

    def copy(self) -> Disk:
        """Return a disk of its own that is the same."""
        contents = {number: bytearray(content) for number, content in self.contents.items()}
        return Disk(contents, dict(self.names), set(self.folders), list(self.waiting))

    def ask(self, event: Event) -> None:
        """Take an event in; a sync brings what it concerns onto the disk."""
        if event.what == "acknowledge":
            return
        if event.what != "sync":
            self.waiting.append(event)
            return
        safe = [each for each in self.waiting if _is_synced_by(each, event)]
        self.waiting = [each for each in self.waiting if not _is_synced_by(each, event)]
        for each in safe:
            self.do(each)

    def do(self, event: Event) -> None:
        """Let something be on the disk."""
        if event.what == "make":
            if event.path not in self.names:
                self.names[event.path] = event.file
        elif event.what == "folder":
            self.folders.add(event.path)
        elif event.what == "delete":
            self.names.pop(event.path, None)
            self.folders.discard(event.path)
        elif event.what == "rename":
            self._rename(event.path, event.target)
        else:
            self._change(event)

    def _rename(self, old: str, new: str) -> None:
        if old in self.names:
            self.names[new] = self.names.pop(old)
        moved = [name for name in (*self.names, *self.folders) if name == old or name.startswith(f"{old}/")]
        for name in moved:
            if name in self.folders:
                self.folders.discard(name)
                self.folders.add(new + name[len(old) :])
            else:
                self.names[new + name[len(old) :]] = self.names.pop(name)

    def _change(self, event: Event) -> None:
        content = self.contents.setdefault(event.file, bytearray())
        if event.what == "cut":
            content[event.offset :] = bytes(max(0, event.offset - len(content)))
            return
        if len(content) < event.offset:
            content.extend(bytes(event.offset - len(content)))
        content[event.offset : event.offset + len(event.content)] = event.content

    def write_to(self, folder: Path) -> None:
        """Let `folder` hold what the disk holds."""
        folder.mkdir(parents=True)
        for name in sorted(self.folders):
            (folder / name).mkdir(parents=True, exist_ok=True)
        for name, number in self.names.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(self.contents.get(number, b""))


def after_power_cuts(start: Disk, events: list[Event], chance: random.Random) -> Iterator[tuple[Disk, bool]]:
    """Go through states in which the disk may be found, and whether what was done had been acknowledged.

    After each event: all that waits is lost; all of it is there; and a chance part of it in a chance order, torn.
    """
    disk = start.copy()
    numbered = _with_known_files(start, events)
    acknowledged = False
    for event in numbered:
        acknowledged |= event.what == "acknowledge"
        disk.ask(event)
        yield disk.copy(), acknowledged
        if disk.waiting:
            whole = disk.copy()
            for each in disk.waiting:
                whole.do(each)
            yield whole, acknowledged
            for _ in range(_CHANCES_ONCE_ACKNOWLEDGED if acknowledged else 1):
                yield _part_of(disk, chance), acknowledged


def _part_of(disk: Disk, chance: random.Random) -> Disk:
    part = disk.copy()
    left = [each for each in disk.waiting if chance.random() < 0.5]
    chance.shuffle(left)
    for each in left:
        part.do(_torn(each, chance))
    return part


def _torn(event: Event, chance: random.Random) -> Event:
    """Return the event, or a write of which only the first sectors came through."""
    sectors = len(event.content) // _SECTOR
    if event.what != "write" or sectors < 1 or chance.random() < 0.5:
        return event
    kept = event.content[: chance.randint(0, sectors) * _SECTOR]
    return Event("write", event.path, event.file, event.offset, kept)


def _with_known_files(start: Disk, events: list[Event]) -> list[Event]:
    """Return the events with the numbers that the disk has for files that were there before."""
    known: dict[int, int] = {}
    made: set[int] = set()
    numbered = []
    for event in events:
        if event.what == "make" and event.path not in start.names:
            made.add(event.file)
        elif event.file >= 0 and event.file not in made and event.file not in known and event.path in start.names:
            known[event.file] = start.names[event.path]
        if event.what == "make" and event.file not in made:
            continue  # it was there already
        file = known.get(event.file, event.file)
        numbered.append(Event(event.what, event.path, file, event.offset, event.content, event.target))
    return numbered


def _is_synced_by(waiting: Event, sync: Event) -> bool:
    if waiting.what in ("write", "cut"):
        return waiting.file == sync.file
    return _folder_of(waiting.target or waiting.path) == sync.path


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0] or "."
