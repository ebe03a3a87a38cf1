"""Archives as somebody with bad intentions, or a bad disk, might hand them in: made from good ones."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MANIFEST = "manifest.json"
Members = dict[str, bytes]


def members_of(archive: Path) -> Members:
    """The files in an archive, by path."""
    with ZipFile(archive) as opened:
        return {info.filename: opened.read(info) for info in opened.infolist()}


def write_members(target: Path, members: Iterable[tuple[str | ZipInfo, bytes]]) -> Path:
    """A zip file with these files, in this order, whatever they are called."""
    with ZipFile(target, "w", ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return target


def sealed(members: Mapping[str, bytes], change: Callable[[dict[str, Any]], object] = lambda _: None) -> Members:
    """The files with a list of contents that fits them again, as one who knows the form would make it."""
    manifest = json.loads(members[MANIFEST])
    manifest["files"] = [
        {"path": path, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for path, content in sorted(members.items())
        if path != MANIFEST
    ]
    change(manifest)
    return {**members, MANIFEST: json.dumps(manifest).encode()}


def rewritten(archive: Path, target: Path, change: Callable[[Members], object], *, reseal: bool = True) -> Path:
    """A copy of an archive in which `change` altered the files; with `reseal` all hashes fit."""
    members = members_of(archive)
    change(members)
    return write_members(target, (sealed(members) if reseal else members).items())


def lines_changed(content: bytes, change: Callable[[dict[str, Any]], object], number: int = 0) -> bytes:
    """The records or entries of a file, one of which `change` altered."""
    if content.startswith(b"["):
        items = json.loads(content)
        change(items[number])
        return b"[\n" + b",\n".join(json.dumps(item).encode() for item in items) + b"\n]\n"
    lines = content.splitlines()
    item = json.loads(lines[number])
    change(item)
    lines[number] = json.dumps(item).encode()
    return b"\n".join(lines) + b"\n"
