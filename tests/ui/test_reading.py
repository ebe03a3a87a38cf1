"""The window's own thread never reads or writes the vault, nor decodes what is in a file: the other threads do."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget
from shiboken6 import getAllValidWrappers

from portfolio_app.documents.evidence.guard import GuardedIntake
from portfolio_app.storage.database import Database
from portfolio_app.storage.evidence import EvidenceStore
from tests.ui.driver import Driver
from tour import arrive, leave, open_stops

READS = (
    (Database, "reading"),
    (Database, "writing"),
    (EvidenceStore, "open"),
    (EvidenceStore, "read"),
    (EvidenceStore, "put"),
    (GuardedIntake, "picture"),
)
"""Through these goes all that is read, written and decoded."""


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> dict[str, set[int]]:
    """By what was done, the threads that did it."""
    found: dict[str, set[int]] = {name: set() for _, name in READS}

    def watched(name: str, deed: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(deed)
        def note(*given: object, **named: object) -> Any:  # noqa: ANN401 - whatever the deed gives
            found[name].add(threading.get_ident())
            return deed(*given, **named)

        return note

    for owner, name in READS:
        monkeypatch.setattr(owner, name, watched(name, getattr(owner, name)))
    return found


@pytest.mark.usefixtures("memory_keyring")
def test_no_page_list_record_or_dialog_reads_on_the_thread_of_the_window(
    open_driver: Driver, threads: dict[str, set[int]]
) -> None:
    driver = open_driver
    for stop in open_stops(driver.window):
        if not stop.name.startswith("problem-"):
            arrive(stop, driver.settle)
            driver.settle()
            leave(driver.window)
    assert len(threads["reading"]) == 1
    assert all(threading.get_ident() not in each for each in threads.values())


def test_what_is_typed_and_a_picture_are_saved_and_decoded_elsewhere(
    empty_driver: Driver, threads: dict[str, set[int]], tmp_path: Path
) -> None:
    driver = empty_driver
    scan = tmp_path / "scan.jpg"
    Image.new("RGB", (620, 877), "white").save(scan)
    driver.workspace.go("education")
    driver.workspace.show_kind("evidence")
    driver.settle()
    driver.workspace.area_for_files().take_in([scan])
    driver.settle()
    view = driver.workspace._areas["education"]._views["evidence"]
    view.show_preview(is_open=True)
    session = driver.workspace.session
    driver.until(lambda: driver.window.tasks.idle and session.viewer.idle)
    for name in ("writing", "put", "picture"):
        assert threads[name], name
        assert threading.get_ident() not in threads[name], name


def test_no_list_model_holds_a_widget(open_driver: Driver) -> None:
    driver = open_driver
    for page in ("cv", "education", "permissions", "history", "backups", "results"):
        driver.workspace.go(page)
        driver.settle()
    driver.workspace.show_first("goal")
    driver.settle()
    models = [each for each in getAllValidWrappers() if isinstance(each, QAbstractItemModel)]
    ours = [each for each in models if type(each).__module__.startswith("portfolio_app")]
    assert len(ours) > 5
    for model in ours:
        for name, value in vars(model).items():
            held = [value, *(value if isinstance(value, list | tuple | set) else ())]
            held += list(value.values()) if isinstance(value, dict) else []
            assert not [each for each in held if isinstance(each, QWidget | QPixmap)], f"{type(model).__name__}.{name}"
