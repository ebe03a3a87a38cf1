"""Settings survive, and what cannot be read is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from portfolio_app.ui.settings import Keeper, Memory, Settings


def test_settings_come_back(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path / "config", tmp_path / "state")
    keeper.set(Settings(language="en", theme="dark", lock_after=5, remember_vaults=False))
    assert Keeper(tmp_path / "config", tmp_path / "state").settings == keeper.settings


@pytest.mark.parametrize("content", ["{", "[]", '{"language": "fr", "theme": 3, "lock_after": "x"}', "\udcff"])
def test_nonsense_gives_defaults(tmp_path: Path, content: str) -> None:
    (tmp_path / "settings.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    assert Keeper(tmp_path, tmp_path).settings == Settings()


def test_unreadable_file_is_kept_aside(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{ lost?", "utf-8")
    Keeper(tmp_path, tmp_path).set(Settings(language="en"))
    assert (tmp_path / "settings.unreadable.json").read_text("utf-8") == "{ lost?"
    assert json.loads((tmp_path / "settings.json").read_text("utf-8"))["language"] == "en"


def test_recent_vaults_newest_first_without_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    memory = Memory()
    for name in ("a", "b", "a"):
        vault = tmp_path / f"{name}.vakdossier"
        vault.mkdir(exist_ok=True)
        memory = memory.after_opening(vault)
    assert memory.vaults == ("~/a.vakdossier", "~/b.vakdossier")
    assert memory.recent() == (tmp_path / "a.vakdossier", tmp_path / "b.vakdossier")
    (tmp_path / "a.vakdossier").rmdir()
    assert memory.recent() == (tmp_path / "b.vakdossier",)
    assert memory.without(tmp_path / "b.vakdossier").vaults == ("~/a.vakdossier",)
