from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix
from platformdirs.windows import Windows

from portfolio_app.services.places import user_places


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="XDG is for the others")
def test_the_folders_that_the_person_set_are_honoured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    places = user_places()
    assert places.data == tmp_path / "DATA" / "vakdossier"
    assert places.config == tmp_path / "CONFIG" / "vakdossier"
    assert places.state == tmp_path / "STATE" / "vakdossier"
    assert places.cache == tmp_path / "CACHE" / "vakdossier"
    assert places.log.is_relative_to(tmp_path / "STATE")
    assert places.vaults.parent == places.rule_sets.parent == places.data
    assert not any(place.exists() for place in places.as_dict().values())


@pytest.mark.parametrize("system", [Unix, MacOS, Windows])
def test_each_kind_of_file_has_its_own_folder_on_every_system(
    system: type, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if system is Windows:
        monkeypatch.setattr("platformdirs.windows.get_win_folder", lambda csidl: f"C:/{csidl}")
    monkeypatch.setattr(platformdirs, "PlatformDirs", system)
    places = user_places()
    kinds = places.as_dict().values()
    assert len(set(kinds)) == len(kinds)
    assert not any("roaming" in str(place).lower() or "CSIDL_APPDATA" in str(place) for place in kinds)
