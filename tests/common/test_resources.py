from __future__ import annotations

import sys
from pathlib import Path

import pytest

from portfolio_app.common.resources import MissingPartError, resource


def test_a_resource_of_the_checkout_is_found() -> None:
    assert resource("fonts").is_dir()


def test_a_frozen_build_is_looked_in_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources" / "fonts").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource("fonts") == tmp_path / "resources" / "fonts"


def test_what_a_build_lacks_is_a_mistake_of_the_build() -> None:
    with pytest.raises(MissingPartError, match=r"fonts/none\.ttf"):
        resource("fonts", "none.ttf")
