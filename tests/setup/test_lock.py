from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from machine import lock

LOCKS = ("requirements.lock", "packaging/setup.lock", "packaging/verapdf/requirement.lock")
# These come as one file per system; a lock made from a shelf with files for one system would have few.
COMPILED = ("cffi", "cryptography", "lxml", "pillow", "sqlalchemy", "sqlcipher3")


def blocks(text: str) -> list[str]:
    """Return the lock's entries, each a pin with its hashes."""
    return [block for block in re.split(r"\n(?=\S)", text) if not block.startswith("#") and block.strip()]


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_is_exact_and_hashed_and_no_server_is_named(checkout: Path, name: str) -> None:
    text = (checkout / name).read_text(encoding="utf-8")
    assert "//" not in text
    assert not re.search(r"^\s*--(?!hash)", text, re.MULTILINE)
    for block in blocks(text):
        assert re.match(r"[a-z0-9._-]+==[^\s;]+( ;[^\\]+)? \\\n", block), block
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block


def test_the_lock_fits_every_system(checkout: Path) -> None:
    entries = blocks((checkout / "requirements.lock").read_text(encoding="utf-8"))
    hashes = {entry.split("==")[0]: entry.count("--hash=") for entry in entries}
    assert all(hashes[name] >= 20 for name in COMPILED), hashes


def test_the_lock_holds_what_the_project_asks_for(checkout: Path) -> None:
    pins = {
        canonicalize_name(entry.split("==")[0]): re.split(r"[ ;]", entry.split("==")[1])[0]
        for entry in blocks((checkout / "requirements.lock").read_text(encoding="utf-8"))
    }
    asked = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))
    groups = asked["dependency-groups"]
    build = asked["build-system"]["requires"]
    for words in [*asked["project"]["dependencies"], *groups["dev"], *groups["build"], *build]:
        requirement = Requirement(words)
        pin = pins.get(canonicalize_name(requirement.name))
        assert pin is not None, f"{words} is not in the lock: python3 run.py lock"
        assert requirement.specifier.contains(pin), f"{words} is not met by {pin}: python3 run.py lock"


def test_the_lock_agrees_until_something_else_is_asked_for(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lock.lock_agrees()
    text = (checkout / "pyproject.toml").read_text(encoding="utf-8")
    other = tmp_path / "pyproject.toml"
    monkeypatch.setattr(lock, "PROJECT", other)
    other.write_text(text.replace("line-length = 120", "line-length = 100"), encoding="utf-8")
    assert lock.lock_agrees()
    other.write_text(text.replace('"tqdm>=', '"tqdm<=5", "tqdm>='), encoding="utf-8")
    assert not lock.lock_agrees()


def test_a_shelf_of_this_machine_has_no_say_in_the_lock() -> None:
    environment = {"UV_DEFAULT_INDEX": "main", "UV_INDEX": "shelf", "UV_FIND_LINKS": "folder", "HOME": "home"}
    assert lock.whole_registry(environment) == {"UV_DEFAULT_INDEX": "main", "HOME": "home"}
