"""Editors of links: to one other record, to any number of them, and to pieces of evidence."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from portfolio_app.common.text import Text
from portfolio_app.domain.evidence_files import CHOOSING_FILTER
from portfolio_app.domain.fields import Record, RecordKind
from portfolio_app.domain.kinds import KINDS, kind_called
from portfolio_app.domain.values import ValueProblem
from portfolio_app.ui.forms.editor import Editor, FocusWatch
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button, tool_button
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.layouts import clear
from portfolio_app.ui.widgets.link import link_button

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio, RecordTitle

EVIDENCE: Final = "evidence"
_MOST_FOUND: Final = 20

_SEARCH: Final = Text("Zoek op naam…", "Search by name…")
_OPEN: Final = Text("Openen", "Open")
_REMOVE: Final = Text("Koppeling weghalen", "Remove the link")
_GONE: Final = Text("(bestaat niet meer)", "(no longer exists)")
_CHOOSE: Final = Text("Kies er een uit de lijst.", "Choose one from the list.")
_ADD_FILE: Final = Text("Bestand toevoegen…", "Add a file…")
_DROP: Final = Text("of sleep bestanden hierheen", "or drag files here")


def choose_evidence(parent: QWidget, session: Session) -> list[Path]:
    """Let the person choose files that can be evidence."""
    paths, _ = QFileDialog.getOpenFileNames(parent, session.say(_ADD_FILE), "", session.say(CHOOSING_FILTER))
    return [Path(path) for path in paths]


def title_of(record: Record) -> RecordTitle:
    """Return what a record is called, as the services give it for records that were not read whole."""
    from portfolio_app.services.portfolio import RecordTitle

    return RecordTitle(record.kind.key, record.id, record.title("nl"), record.title("en"))


def find_titles(portfolio: Portfolio, kinds: tuple[RecordKind, ...], words: str) -> tuple[RecordTitle, ...]:
    """Return what the records of some kinds are called in which the words occur; the first ones without words."""
    from portfolio_app.services.portfolio import ListQuery

    found: list[RecordTitle] = []
    for kind in kinds:
        if len(found) < _MOST_FOUND:
            query = ListQuery(words=words, limit=_MOST_FOUND - len(found))
            found.extend(title_of(record) for record in portfolio.records(kind, query).records)
    return tuple(found)


class _Found(QAbstractListModel):
    """The records that the search found."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.records: tuple[RecordTitle, ...] = ()

    def show_records(self, records: tuple[RecordTitle, ...]) -> None:
        self.beginResetModel()
        self.records = records
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.records)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._session.called(self.records[index.row()])
        return None


class RecordSearch(QLineEdit):
    """A line that finds records by their words.

    Attributes:
        found: the `RecordTitle` of the record that was chosen.
    """

    found = Signal(object)

    def __init__(self, session: Session, kinds: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._kinds = tuple(kind_called(key) for key in kinds) or KINDS
        self._model = _Found(session, self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(10)
        self._popup = QListView()
        self._popup.setObjectName("choices")
        self._popup.setAccessibleName(session.say(_SEARCH))
        completer.setPopup(self._popup)
        completer.activated[QModelIndex].connect(self._activated)  # type: ignore[index]  # one of its two forms
        self.setCompleter(completer)
        self.setPlaceholderText(session.say(_SEARCH))
        self.addAction(
            QAction(session.look.icon("search", session.look.tones.quiet), "", self),
            QLineEdit.ActionPosition.LeadingPosition,
        )
        self.textEdited.connect(self._search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the arrow down show what there is."""
        if event.key() == Qt.Key.Key_Down and not self._popup.isVisible():
            self._search(self.text())
        else:
            super().keyPressEvent(event)

    def _search(self, words: str) -> None:
        kinds = self._kinds

        def look_up(portfolio: Portfolio) -> tuple[RecordTitle, ...]:
            return find_titles(portfolio, kinds, words)

        self._session.read(look_up, self._show, owner=self, slot="search")

    def _show(self, records: tuple[RecordTitle, ...]) -> None:
        self._model.show_records(records)
        if records and self.hasFocus():
            self.completer().complete()
        elif not records:
            self._popup.hide()

    def _activated(self, index: QModelIndex) -> None:
        at = index.row()
        if 0 <= at < len(self._model.records):
            self.found.emit(self._model.records[at])


class ReferenceEditor(Editor):
    """A link to one record: its title, to search by; what is typed but not chosen is no link."""

    def __init__(self, session: Session, kinds: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._id = ""
        self._title = ""
        self._kind = ""
        self.search = RecordSearch(session, kinds, self)
        self.search.setClearButtonEnabled(True)
        self._open = tool_button(session.look, "arrow-right", _OPEN, self._open_target, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.search, 1)
        if kinds == (EVIDENCE,):
            row.addWidget(tool_button(session.look, "paperclip", _ADD_FILE, self._choose_file, parent=self))
        row.addWidget(self._open)
        self.search.found.connect(self._chosen)
        self.search.textChanged.connect(self._changed)
        FocusWatch(self.search).gone.connect(self.left)
        self.setFocusProxy(self.search)
        self._show_target()

    def read(self) -> object:
        """Return the id of the record, or nothing."""
        words = self.search.text().strip()
        if not words:
            return "" if self._title else self._id  # what it is called is still being read
        if words != self._title.strip():
            raise ValueProblem(_CHOOSE)
        return self._id

    def show_value(self, value: Any) -> None:
        """Show the title of the record with that id."""
        if value == self._id and value:
            self._show_target()
            return
        self._id, self._title, self._kind = str(value), "", ""
        self._show_target()
        if value:
            self._session.read(lambda portfolio: portfolio.titles([value]), self._named, owner=self, slot="title")

    def typed(self) -> object:
        """Return id, title and what stands in the line."""
        return self._id, self._title, self._kind, self.search.text()

    def retype(self, typed: Any) -> None:
        """Put that back."""
        self._id, self._title, self._kind, words = typed
        self._show_target()
        self.search.setText(words)
        self.edited.emit()

    def set_locked(self, *, locked: bool) -> None:
        """The target can still be opened."""
        self.search.setReadOnly(locked)

    @property
    def target(self) -> QWidget:
        """The line to search in."""
        return self.search

    def _named(self, records: Any) -> None:
        target = records.get(self._id)
        self._title = self._session.called(target) if target else self._session.say(_GONE)
        self._kind = target.kind if target else ""
        self._show_target()

    def _show_target(self) -> None:
        if self.search.text() != self._title:
            blocked = self.search.blockSignals(True)
            self.search.setText(self._title)
            self.search.setCursorPosition(0)
            self.search.blockSignals(blocked)
        self._open.setEnabled(bool(self._id and self._kind))

    def _chosen(self, target: RecordTitle) -> None:
        self._id, self._kind = target.id, target.kind
        self._title = self._session.called(target)
        self._show_target()
        self.edited.emit()
        self.left.emit()

    def _changed(self, words: str) -> None:
        if words != self._title:
            self._open.setEnabled(False)
            self.edited.emit()

    def _open_target(self) -> None:
        self._session.record_asked.emit(self._kind, self._id)

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self._session.say(_ADD_FILE), "", self._session.say(CHOOSING_FILTER)
        )
        if path:
            self._session.save(
                lambda portfolio: portfolio.add_evidence(Path(path)),
                lambda saved: self._chosen(title_of(saved.record)),
                owner=self,
            )


class ReferencesEditor(Editor):
    """Links to any number of records, each on a line of its own.

    Attributes:
        files_chosen: paths of files to take in as evidence and link here.
    """

    files_chosen = Signal(list)

    def __init__(self, session: Session, kinds: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._for_evidence = kinds == (EVIDENCE,)
        self._ids: tuple[str, ...] = ()
        self._known: dict[str, RecordTitle] = {}
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.search = RecordSearch(session, kinds, self)
        self.search.found.connect(self._add)
        FocusWatch(self.search).gone.connect(self._stop_search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addLayout(self._lines)
        self._file_button: QPushButton | None = None
        if self._for_evidence:
            self._file_button = push_button(session.look, _ADD_FILE, self._choose_files, icon="paperclip", parent=self)
            column.addWidget(self._file_button, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(plain_label(session.say(_DROP), self, tone="quiet", size=0.92))
        column.addWidget(self.search)
        self.setFocusProxy(self.search)

    def read(self) -> object:
        """Return the ids, in the order in which they were added."""
        return self._ids

    def show_value(self, value: Any) -> None:
        """Show the titles of the records with those ids."""
        self._ids = tuple(value)
        self._rebuild()
        unknown = [each for each in self._ids if each not in self._known]
        if unknown:
            self._session.read(lambda portfolio: portfolio.titles(unknown), self._named, owner=self, slot="titles")

    def set_locked(self, *, locked: bool) -> None:
        """The links can still be followed."""
        self.search.setEnabled(not locked)
        if self._file_button is not None:
            self._file_button.setEnabled(not locked)

    @property
    def target(self) -> QWidget:
        """The line to search in."""
        return self.search

    def _named(self, records: Any) -> None:
        self._known.update(records)
        self._rebuild()

    def _rebuild(self) -> None:
        clear(self._lines)
        look = self._session.look
        for each in self._ids:
            target = self._known.get(each)
            title = self._session.called(target) if target else "…"
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(2)
            icon = "paperclip" if self._for_evidence else "link"
            row.addWidget(link_button(look, title, partial(self._open, each), icon=icon), 100)
            row.addStretch(1)
            removal = tool_button(look, "x", _REMOVE, partial(self._remove, each))
            removal.setAccessibleName(f"{look.say(_REMOVE)}: {title}")
            row.addWidget(removal)
            self._lines.addWidget(line)

    def _open(self, record_id: str) -> None:
        target = self._known.get(record_id)
        if target is not None:
            self._session.record_asked.emit(target.kind, record_id)

    def _add(self, target: RecordTitle) -> None:
        self._known[target.id] = target
        self.search.clear()
        if target.id not in self._ids:
            self._put((*self._ids, target.id))

    def _remove(self, record_id: str) -> None:
        self._put(tuple(each for each in self._ids if each != record_id))
        self.search.setFocus()

    def _put(self, ids: Iterable[str]) -> None:
        self._ids = tuple(ids)
        self._rebuild()
        self.edited.emit()
        self.left.emit()

    def _stop_search(self) -> None:
        self.search.clear()

    def _choose_files(self) -> None:
        paths = choose_evidence(self, self._session)
        if paths:
            self.files_chosen.emit(paths)
