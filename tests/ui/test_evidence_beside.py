"""Files come in by dropping, pasting and choosing, with a word on each; evidence is seen beside its record."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from portfolio_app.domain.fields import Record
from portfolio_app.domain.kinds import kind_called
from portfolio_app.ui.records.incoming import IntakeDialog
from portfolio_app.ui.records.kind_view import KindView
from portfolio_app.ui.records.preview_pane import PreviewPane
from tests.documents import evidence_files as files
from tests.ui.driver import Driver
from tests.ui.screens import Screens

WORDS = "gevolgd op 3 maart 2026, 6 uur"


def view_of(driver: Driver, kind: str) -> KindView:
    driver.workspace.show_kind(kind)
    driver.settle()
    return driver.workspace._areas[kind_called(kind).area.value]._views[kind]


def stored(driver: Driver, kind: str) -> tuple[Record, ...]:
    found: list[tuple[Record, ...]] = []
    driver.workspace.session.read(
        lambda portfolio: portfolio.records(kind_called(kind)).records, found.append, owner=driver.workspace
    )
    driver.until(lambda: bool(found))
    return found[0]


def drop(target: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at, copy = QPointF(20, 20), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at.toPoint(), copy, data, left, none)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDropEvent(at, copy, data, left, none))


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    path = tmp_path / "Verzuim in de praktijk.pdf"
    path.write_bytes(files.certificate(f"Titel: Verzuim in de praktijk, {WORDS}", pages=3))
    return path


@pytest.fixture
def readable(tmp_path: Path) -> Path:
    """A certificate whose lines tell of a whole activity."""
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for number, words in enumerate(("Certificaat", "Titel: Intervisie voor beginners", WORDS)):
        canvas.drawString(60, 700 - 40 * number, words)
    canvas.save()
    path = tmp_path / "scan 12.pdf"
    path.write_bytes(buffer.getvalue())
    return path


def preview_of(driver: Driver, view: KindView) -> PreviewPane:
    driver.press(view.record_panel.preview)
    driver.until(lambda: view.preview is not None and view.preview.sheet.has_picture)
    pane = view.preview
    assert pane is not None
    return pane


def test_a_certificate_on_the_list_fills_a_form(empty_driver: Driver, readable: Path) -> None:
    driver = empty_driver
    view = view_of(driver, "activity")
    assert view.list_panel is not None
    drop(view.list_panel, readable)
    driver.until(lambda: view.record_panel.form.record is not None)
    driver.settle()
    (activity,) = stored(driver, "activity")
    (evidence,) = stored(driver, "evidence")
    assert activity.title("nl") == "Intervisie voor beginners"
    assert activity.evidence == (evidence.id,)
    assert str(activity.net_minutes) == "360"  # type: ignore[attr-defined]
    assert str(activity.activity_kind) == "intervisie"  # type: ignore[attr-defined]


def test_evidence_that_was_kept_plain_fills_a_form_later(empty_driver: Driver, readable: Path) -> None:
    driver = empty_driver
    view = view_of(driver, "evidence")
    assert view.list_panel is not None
    drop(view.list_panel, readable)
    driver.until(lambda: bool(stored(driver, "evidence")))
    driver.settle()
    (evidence,) = stored(driver, "evidence")
    assert stored(driver, "activity") == ()
    menu = view.record_panel.add_linked.menu()
    assert view.record_panel.add_linked.isVisible()
    menu.aboutToShow.emit()
    (action,) = menu.actions()
    action.trigger()
    driver.settle()
    form = driver.workspace._areas["education"]._views["activity"].record_panel.form
    assert form.rows["name"].editor.read() == "Intervisie voor beginners"
    assert form.rows["evidence"].editor.read() == (evidence.id,)


def test_what_is_not_recognised_is_asked(empty_driver: Driver, tmp_path: Path) -> None:
    driver = empty_driver
    path = tmp_path / "foto.jpg"
    path.write_bytes(files.photo())
    view = view_of(driver, "activity")
    driver.workspace.files.take_in([path])
    driver.until(lambda: bool(view.record_panel.form.rows["evidence"].editor.read()))
    assert stored(driver, "activity") == ()
    assert len(stored(driver, "evidence")) == 1
    assert "Vul nog in" in view.record_panel._state.text()


def test_a_file_on_the_overview_begins_an_activity(empty_driver: Driver, readable: Path) -> None:
    driver = empty_driver
    driver.workspace.go("overview")
    driver.settle()
    drop(driver.workspace, readable)
    driver.until(lambda: driver.workspace.current == "education")
    driver.until(lambda: len(stored(driver, "activity")) == 1)


def test_several_files_at_once_are_told_of_one_by_one(empty_driver: Driver, readable: Path, tmp_path: Path) -> None:
    driver = empty_driver
    photo, wrong = tmp_path / "foto.jpg", tmp_path / "brief.docx"
    photo.write_bytes(files.photo())
    wrong.write_bytes(b"PK\x03\x04 geen bewijs")
    view = view_of(driver, "activity")
    assert view.list_panel is not None
    drop(view.list_panel, readable, photo, wrong, tmp_path)
    dialogs = driver.workspace.findChildren(IntakeDialog)
    assert len(dialogs) == 1
    dialog = dialogs[0]
    driver.until(dialog.close_button.isVisible)
    assert "2 bestanden toegevoegd" in dialog.words.text()
    assert "2 bestanden zijn niet toegevoegd" in dialog.words.text()
    told = [label.text() for label in dialog.findChildren(QLabel)]
    assert {"scan 12.pdf", "foto.jpg", "brief.docx", tmp_path.name} <= set(told)
    driver.press(dialog.close_button)
    assert [record.title("nl") for record in stored(driver, "activity")] == ["Intervisie voor beginners"]
    assert len(stored(driver, "evidence")) == 2


def test_taking_in_that_is_stopped_is_told_of_before_it_goes(empty_driver: Driver, tmp_path: Path) -> None:
    driver, gate = empty_driver, threading.Event()
    photos = [tmp_path / "een.jpg", tmp_path / "twee.jpg"]
    for photo in photos:
        photo.write_bytes(files.photo())
    view = view_of(driver, "activity")
    driver.window.tasks.run(gate.wait, lambda _done: None)
    drop(view.list_panel, *photos)
    (dialog,) = driver.workspace.findChildren(IntakeDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.words.text() == "Wordt gestopt…"
    gate.set()
    driver.until(dialog.close_button.isVisible)
    assert "Gestopt" in dialog.words.text()
    assert stored(driver, "evidence") == ()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    driver.until(lambda: not driver.workspace.findChildren(IntakeDialog))


def test_nothing_of_taking_in_stays_on_the_screen_when_the_window_locks_by_itself(
    empty_driver: Driver, tmp_path: Path
) -> None:
    driver, gate = empty_driver, threading.Event()
    photos = [tmp_path / "een.jpg", tmp_path / "twee.jpg"]
    for photo in photos:
        photo.write_bytes(files.photo())
    view = view_of(driver, "activity")
    driver.window.tasks.run(gate.wait, lambda _done: None)
    drop(view.list_panel, *photos)
    driver.window.lock()
    gate.set()
    driver.until(lambda: driver.window.workspace is None)
    driver.settle()
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, IntakeDialog) and each.isVisible()]


def test_a_picture_is_pasted_on_the_list_of_evidence(empty_driver: Driver) -> None:
    driver = empty_driver
    view = view_of(driver, "evidence")
    picture = QImage(60, 40, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkCyan)
    QGuiApplication.clipboard().setImage(picture)
    assert view.list_panel is not None
    QTest.keyClick(view.list_panel.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    driver.until(lambda: len(stored(driver, "evidence")) == 1)
    (evidence,) = stored(driver, "evidence")
    assert evidence.media_type == "image/png"  # type: ignore[attr-defined]


def test_pages_are_turned_and_sized_by_keys(empty_driver: Driver, certificate: Path) -> None:
    driver = empty_driver
    view = view_of(driver, "evidence")
    driver.workspace.files.take_in([certificate])
    driver.until(lambda: bool(view.shown_id))
    driver.settle()
    pane = preview_of(driver, view)
    assert pane.sheet.accessibleName() == "Verzuim in de praktijk.pdf, bladzijde 1 van 3"
    assert view.list_panel is not None
    assert view.list_panel.isHidden() == (view.body.width() < 1_200)
    pane.sheet.setFocus()
    QTest.keyClick(pane.sheet, Qt.Key.Key_PageDown)
    driver.until(lambda: pane.sheet.accessibleName().endswith("bladzijde 2 van 3"))
    QTest.keyClick(pane.sheet, Qt.Key.Key_End)
    driver.until(lambda: pane.sheet.accessibleName().endswith("bladzijde 3 van 3"))
    assert not pane.on.isEnabled()
    before = pane.sheet.pixmap().width()
    QTest.keyClick(pane.sheet, Qt.Key.Key_Plus)
    driver.until(lambda: pane.sheet.pixmap().width() > before)
    QTest.keyClick(pane.sheet, Qt.Key.Key_0)
    driver.until(lambda: pane.sheet.pixmap().width() == before)
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    assert view.preview is None
    assert not view.list_panel.isHidden()


def is_made_for(screens: Screens, label: QLabel, scale: float) -> bool:
    return screens.scale_of(label) == scale


def test_a_page_of_evidence_is_drawn_anew_for_a_screen_of_another_scale(
    empty_driver: Driver, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver, screens = empty_driver, Screens(monkeypatch)
    screens.move(driver.window, 2.0)  # there are two screens, then
    view = view_of(driver, "evidence")
    driver.workspace.files.take_in([certificate])
    driver.until(lambda: bool(view.shown_id))
    driver.settle()
    sheet = preview_of(driver, view).sheet
    size = screens.size_of(sheet)
    for scale in (1.0, 2.0):
        screens.move(driver.window, scale)
        driver.until(partial(is_made_for, screens, sheet, scale))
        assert screens.size_of(sheet).width() == pytest.approx(size.width(), abs=1)


def test_evidence_beside_a_record_is_renamed_saved_and_taken_off(
    empty_driver: Driver, readable: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = empty_driver
    view = view_of(driver, "activity")
    driver.workspace.files.take_in([readable])
    driver.until(lambda: view.record_panel.form.record is not None)
    driver.settle()
    pane = preview_of(driver, view)
    driver.press(pane.rename)
    pane.rename_line.clear()
    driver.type(pane.rename_line, "Bewijs van deelname")
    QTest.keyClick(pane.rename_line, Qt.Key.Key_Return)
    driver.settle()
    assert stored(driver, "evidence")[0].title("nl") == "Bewijs van deelname"
    kept = tmp_path / "kopie.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(kept), ""))
    driver.press(pane.save_button)
    driver.settle()
    assert kept.read_bytes() == readable.read_bytes()
    driver.press(pane.take_off)
    driver.settle()
    assert stored(driver, "activity")[0].evidence == ()
    assert len(stored(driver, "evidence")) == 1
    assert view.preview is None
    driver.workspace.toast._do()
    driver.settle()
    assert len(stored(driver, "activity")[0].evidence) == 1


def test_a_preview_that_is_closed_is_freed(empty_driver: Driver, readable: Path) -> None:
    driver = empty_driver
    view = view_of(driver, "evidence")
    assert view.list_panel is not None
    drop(view.list_panel, readable)
    driver.until(lambda: bool(stored(driver, "evidence")))
    driver.settle()
    for _ in range(3):
        driver.press(view.record_panel.preview)
        driver.settle()
        pane = view.preview
        assert pane is not None
        driver.press(view.record_panel.preview)
        driver.settle()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert view.preview is None
        assert not shiboken6.isValid(pane)
        assert view.body.findChildren(PreviewPane) == []


def test_damaged_evidence_is_named(empty_driver: Driver, certificate: Path) -> None:
    driver = empty_driver
    view = view_of(driver, "evidence")
    driver.workspace.files.take_in([certificate])
    driver.until(lambda: bool(view.shown_id))
    driver.settle()
    for stored_file in (driver.vault / "evidence").rglob("*"):
        if stored_file.is_file():
            stored_file.chmod(0o600)
            stored_file.write_bytes(stored_file.read_bytes()[:-20])
    driver.press(view.record_panel.preview)
    driver.until(lambda: view.preview is not None and view.preview._stack.currentIndex() == 1)
    assert view.preview is not None
    told = [label.text() for label in view.preview._stack.currentWidget().findChildren(QLabel)]
    assert "Verzuim in de praktijk.pdf kan niet worden getoond" in told


def test_looking_at_evidence_changes_nothing(empty_driver: Driver, readable: Path) -> None:
    driver = empty_driver
    view = view_of(driver, "evidence")
    driver.workspace.files.take_in([readable])
    driver.until(lambda: bool(view.shown_id))
    driver.settle()
    before = stored(driver, "evidence")
    form = view.record_panel.form
    for row in form.rows.values():
        row.editor.left.emit()
    form.save()
    driver.settle()
    assert stored(driver, "evidence") == before
