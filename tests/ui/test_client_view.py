"""Showing the CV to a client: what is public, and nothing else; left only with the passphrase."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from portfolio_app.domain.records.outgoing import Outgoing
from portfolio_app.ui.client_view.begin import BeginDialog
from portfolio_app.ui.client_view.screen import ClientScreen
from tests.ui.driver import PASSPHRASE, Driver
from tests.ui.screens import Screens


def shown_screen(driver: Driver, folder: Path, whom: str = "") -> ClientScreen:
    driver.window.show_client_view()
    driver.until(lambda: isinstance(QApplication.activeModalWidget(), BeginDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, BeginDialog)
    dialog._folder = folder
    driver.type(dialog.whom, whom)
    driver.press(dialog.button)
    host = driver.window._client_view
    assert host is not None
    driver.until(lambda: host.screen is not None and bool(host.screen._pages))
    driver.settle()
    assert host.screen is not None
    return host.screen


def outgoing(driver: Driver) -> list[Outgoing]:
    found: list[Outgoing] = []
    driver.workspace.session.read(
        lambda portfolio: portfolio.records(Outgoing.kind).records,
        lambda records: found.extend(each for each in records if isinstance(each, Outgoing)),
        owner=driver.window,
    )
    driver.settle()
    return found


def words_of(screen: ClientScreen) -> str:
    return "\n".join(page.accessibleDescription() for page in screen._pages)


def test_client_sees_only_what_is_public(open_driver: Driver, tmp_path: Path) -> None:
    screen = shown_screen(open_driver, tmp_path)
    assert not open_driver.window.isVisible()
    assert screen.current.text().startswith("Bijgewerkt tot ")
    words = words_of(screen)
    assert "Werkervaring" in words
    assert "Werknemer" not in words
    assert all(not page.pixmap().isNull() for page in screen._pages)
    open_driver.window._client_view.end()  # type: ignore[union-attr]


def test_pages_are_drawn_anew_for_a_finer_screen(
    open_driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screens, screen = Screens(monkeypatch), shown_screen(open_driver, tmp_path)
    page = screen._pages[0]
    for scale in (2.0, 1.0):
        screens.move(screen, scale)
        open_driver.settle()
        assert screens.width_of(page) == pytest.approx(scale * page.width(), abs=scale)
    open_driver.window._client_view.end()  # type: ignore[union-attr]


def test_showing_is_entered_in_the_list_of_what_left(open_driver: Driver, tmp_path: Path) -> None:
    before = outgoing(open_driver)
    shown_screen(open_driver, tmp_path, "Werkgever Zuiderpolder")
    after = outgoing(open_driver)
    added = [each for each in after if each not in before]
    assert [(each.recipient, each.ground) for each in added] == [("Werkgever Zuiderpolder", "Op het scherm laten zien")]
    open_driver.window._client_view.end()  # type: ignore[union-attr]


def test_only_the_passphrase_leads_back(open_driver: Driver, tmp_path: Path) -> None:
    driver = open_driver
    screen = shown_screen(driver, tmp_path)
    screen.close()
    assert screen.isVisible()
    driver.window.close()
    assert screen.isVisible()
    driver.type(screen._gate.secret.line, "iets heel anders")
    driver.press(screen._gate.button)
    driver.settle()
    assert screen._gate._notice.words == "Dat is niet de wachtwoordzin."
    assert screen._gate.secret.line.text() == ""
    driver.type(screen._gate.secret.line, PASSPHRASE)
    QTest.keyClick(screen._gate.secret.line, Qt.Key.Key_Return)
    driver.until(driver.window.isVisible)
    assert driver.window.workspace is not None


@pytest.mark.parametrize("key", [Qt.Key.Key_K, Qt.Key.Key_Q, Qt.Key.Key_L, Qt.Key.Key_P, Qt.Key.Key_N])
def test_no_key_of_the_window_works_there(open_driver: Driver, tmp_path: Path, key: Qt.Key) -> None:
    driver = open_driver
    screen = shown_screen(driver, tmp_path)
    QTest.keyClick(screen, key, Qt.KeyboardModifier.ControlModifier)
    driver.settle()
    assert QApplication.activeModalWidget() is None
    assert screen.isVisible()
    assert driver.window.workspace is not None
    driver.window._client_view.end()  # type: ignore[union-attr]


def test_too_many_wrong_passphrases_lock_the_vault(open_driver: Driver, tmp_path: Path) -> None:
    driver = open_driver
    screen = shown_screen(driver, tmp_path)
    screen.ask()
    for _ in range(5):
        driver.type(screen._gate.secret.line, "nog steeds niet")
        driver.press(screen._gate.button)
        driver.settle()
    driver.until(lambda: driver.window.start is not None and driver.window.isVisible())
    assert driver.window.workspace is None


def test_one_key_makes_a_pdf_under_a_free_name(open_driver: Driver, tmp_path: Path) -> None:
    driver = open_driver
    folder = tmp_path / "naar"
    folder.mkdir()
    screen = shown_screen(driver, folder)
    for _ in range(2):
        QTest.keyClick(screen, Qt.Key.Key_P)
        driver.settle()
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["cv-2026-06-15-2.pdf", "cv-2026-06-15.pdf"]
    assert (folder / names[0]).read_bytes() == screen.shown.pdf
    driver.window._client_view.end()  # type: ignore[union-attr]


def test_the_question_has_its_size_before_it_is_seen(open_driver: Driver) -> None:
    dialog = BeginDialog(open_driver.window.look, ("client",), open_driver.window)
    dialog.open()
    seen = dialog.size()
    open_driver.settle()
    assert dialog.size() == seen
    assert dialog.height() == dialog.layout().totalMinimumSize().height()  # type: ignore[union-attr]
    dialog.reject()


def test_the_keys_are_back_where_they_were(open_driver: Driver, tmp_path: Path) -> None:
    open_driver.workspace.show_kind("activity")
    open_driver.settle()
    open_driver.workspace.filter_here()
    before = open_driver.window.focusWidget()
    screen = shown_screen(open_driver, tmp_path)
    open_driver.type(screen._gate.secret.line, PASSPHRASE)
    open_driver.press(screen._gate.button)
    open_driver.until(open_driver.window.isVisible)
    open_driver.settle()
    assert open_driver.window.focusWidget() is before
