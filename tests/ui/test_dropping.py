"""Files that are dragged over the window: told what letting go will do, and nothing of it left when they are gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from portfolio_app.domain.kinds import kind_called
from portfolio_app.ui.forms.editor import GrowingText
from portfolio_app.ui.forms.record_form import RecordForm
from portfolio_app.ui.records.list_panel import ListPanel
from portfolio_app.ui.start.check import CheckStep
from portfolio_app.ui.widgets.drop_hint import DropHint
from portfolio_app.ui.widgets.text_line import TextLine
from tests.ui.acceptance import looking
from tests.ui.driver import Driver

COPY = Qt.DropAction.CopyAction
HELD, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Drag:
    """Files that are dragged over a window, which itself finds out for which part of it they are."""

    def __init__(self, window: QWidget, *files: Path) -> None:
        self._window = window
        self._data = QMimeData()
        self._data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        self._data.setText("\n".join(map(str, files)))  # file managers add the names as text
        self._entered = False

    def over(self, widget: QWidget) -> bool:
        """Go over a widget, and tell whether it can be dropped there."""
        place = self._at(widget)
        event = (QDragMoveEvent if self._entered else QDragEnterEvent)(place, COPY, self._data, HELD, NO_KEY)
        self._entered = True
        self._send(event)
        return event.isAccepted() and event.dropAction() is COPY

    def leave(self) -> None:
        self._send(QDragLeaveEvent())

    def drop(self, widget: QWidget) -> None:
        self._send(QDropEvent(QPointF(self._at(widget)), COPY, self._data, HELD, NO_KEY))

    def _send(self, event: QEvent) -> None:
        QApplication.sendEvent(self._window.windowHandle(), event)
        QApplication.processEvents()

    def _at(self, widget: QWidget) -> QPoint:
        return widget.mapTo(self._window, widget.visibleRegion().boundingRect().center())


def hints(window: QWidget) -> list[DropHint]:
    return [each for each in window.findChildren(DropHint) if each.isVisible()]


def told(window: QWidget) -> tuple[str, bool]:
    (hint,) = hints(window)
    assert not list(looking.cut_off(window))
    return hint.words, hint.welcome


def form_of(driver: Driver, kind: str) -> RecordForm:
    return driver.workspace._areas[kind_called(kind).area.value]._views[kind].record_panel.form


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    path = tmp_path / "dossier.pdf"
    path.write_bytes(b"%PDF-1.4 geen dossier")
    return path


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "brief.docx"
    path.write_bytes(b"PK")
    return path


def test_the_start_page_tells_what_dropping_will_do(empty_driver: Driver, dossier: Path, letter: Path) -> None:
    driver = empty_driver
    driver.lock()
    window = driver.window
    line = driver.unlock_step().secret.line
    for files, words, welcome in (
        ((dossier,), "Laat los om dit dossier te controleren", True),
        ((dossier, dossier), "Laat los om het dossier met het origineel te vergelijken", True),
        ((driver.vault,), "Laat los om dit portfolio te openen: proef", True),
        ((letter,), "Hier kan alleen een portfolio of een dossier (pdf).", False),
        ((driver.folder,), "Hier kan alleen een portfolio of een dossier (pdf).", False),
    ):
        drag = Drag(window, *files)
        assert drag.over(line) is welcome
        assert drag.over(driver.unlock_step().button) is welcome
        said, was_welcome = told(window)
        assert said.startswith(words)
        assert was_welcome is welcome
        drag.leave()  # also what the system tells when the person presses Escape
        assert not hints(window)
    drag = Drag(window, dossier)
    assert drag.over(line)
    drag.drop(line)
    assert not hints(window)
    assert window.start is not None
    assert isinstance(window.start.step, CheckStep)


def test_each_part_of_the_window_tells_what_it_will_do(open_driver: Driver, dossier: Path, letter: Path) -> None:
    driver, window = open_driver, open_driver.window
    driver.workspace.show_first("activity")
    driver.settle()
    table = next(each for each in window.findChildren(ListPanel) if each.isVisible()).table
    form = form_of(driver, "activity")
    line = next(each for each in form.findChildren(TextLine) if not each.visibleRegion().isEmpty())
    here = "Laat los om het als bewijsstuk hierbij te bewaren"
    drag = Drag(window, dossier)
    for place, words in (
        (table, "Laat los om er een activiteit van te maken"),
        (line, here),
        (driver.workspace.rail, "Laat los om er een activiteit van te maken"),
    ):
        assert drag.over(place)
        assert told(window) == (words, True)
    drag.leave()
    assert not hints(window)
    before = line.text()
    refused = Drag(window, letter)
    for place in (table, line, driver.workspace.rail):
        assert not refused.over(place)
        said, welcome = told(window)
        assert said.startswith("Dit kan geen bewijsstuk zijn.")
        assert not welcome
    refused.leave()
    assert not hints(window)
    assert line.text() == before


def test_a_file_on_a_long_text_is_for_the_form_and_words_are_for_the_text(open_driver: Driver, dossier: Path) -> None:
    driver, window = open_driver, open_driver.window
    driver.workspace.show_first("goal")
    driver.settle()
    text = next(each for each in window.findChildren(GrowingText) if not each.visibleRegion().isEmpty())
    drag = Drag(window, dossier)
    assert drag.over(text.viewport())
    assert told(window) == ("Laat los om het als bewijsstuk hierbij te bewaren", True)
    drag.leave()
    words = QMimeData()
    words.setText("meer oefenen")
    assert text.canInsertFromMimeData(words)
