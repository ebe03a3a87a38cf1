"""Evidence beside its record: one page at a time, as large as wanted, and what can be done with the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from portfolio_app.common.atomic import write_atomically
from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import tool_button
from portfolio_app.ui.widgets.calm_combo import CalmCombo
from portfolio_app.ui.widgets.empty import EmptyState
from portfolio_app.ui.widgets.labels import line, plain_label
from portfolio_app.ui.widgets.scrolling import ScrollingColumn

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.history import ChangeSet

_WHICH: Final = Text("Welk bewijsstuk", "Which piece of evidence")
_CLOSE: Final = Text("Voorbeeld sluiten", "Close the preview")
_BACK: Final = Text("Vorige bladzijde", "Previous page")
_ON: Final = Text("Volgende bladzijde", "Next page")
_SMALLER: Final = Text("Kleiner", "Smaller")
_LARGER: Final = Text("Groter", "Larger")
_FIT: Final = Text("Op breedte", "Fit the width")
_PAGES: Final = Text("Bewijsstuk", "Piece of evidence")
_RENAME: Final = Text("Omschrijving wijzigen", "Change the description")
_NAME: Final = Text("Omschrijving van het bewijsstuk", "Description of the piece of evidence")
_SAVE: Final = Text("Bewaren als bestand…", "Save as a file…")
_SAVE_HINT: Final = Text(
    "Bewaren als bestand (de kopie is niet versleuteld)…", "Save as a file (the copy is not encrypted)…"
)
_GO: Final = Text("Naar het bewijsstuk", "Go to the piece of evidence")
_TAKE_OFF: Final = Text("Loskoppelen van dit gegeven", "Detach from this record")
_TAKEN_OFF: Final = Text("“{name}” is losgekoppeld.", "“{name}” was detached.")
_SAVED: Final = Text(
    "Bewaard als {name}. Deze kopie is niet versleuteld.", "Saved as {name}. This copy is not encrypted."
)
_UNDO: Final = Text("Ongedaan maken", "Undo")
_PAGE: Final = Text("{name}, bladzijde {page} van {pages}", "{name}, page {page} of {pages}")
_DRAWING: Final = Text("{name} wordt geopend…", "Opening {name}…")
_CANNOT: Final = Text("{name} kan niet worden getoond", "{name} cannot be shown")
_WRITING: Final = Text("Het bestand bewaren", "Saving the file")
_ZOOMS: Final = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_FITTING: Final = _ZOOMS.index(1.0)
_MARGIN: Final = 16
_EDGE: Final = 2
"""What the style sheet draws around the page, and around what scrolls it, to show where the keys are."""
_DRAW_AFTER_MS: Final = 60
_LEAST_WIDTH: Final = 260


class PreviewPane(QWidget):
    """Shows the evidence of one record.

    Attributes:
        close_asked: the person wants to see it no longer.
    """

    close_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(_LEAST_WIDTH)
        self._session = session
        self._owner: Record | None = None
        self._pieces: tuple[Evidence, ...] = ()
        self._at = 0
        self.page = 0
        self.pages = 0
        self._zoom = _FITTING
        look = session.look
        self.which = CalmCombo(self)
        self.which.setAccessibleName(look.say(_WHICH))
        self.which.currentIndexChanged.connect(self._choose)
        self._name = plain_label("", self, strong=True)
        self.rename_line = QLineEdit(self)
        self.rename_line.setAccessibleName(look.say(_NAME))
        self.rename_line.returnPressed.connect(self._rename)
        self.rename_line.hide()
        self.back = tool_button(look, "chevron-left", _BACK, self.page_back, keys="PgUp", parent=self)
        self.on = tool_button(look, "chevron-right", _ON, self.page_on, keys="PgDn", parent=self)
        self.count = plain_label("", self, tone="quiet", wrap=False)
        self.smaller = tool_button(look, "zoom-out", _SMALLER, self.zoom_out, keys="-", parent=self)
        self.larger = tool_button(look, "zoom-in", _LARGER, self.zoom_in, keys="+", parent=self)
        self.fit = tool_button(look, "move-horizontal", _FIT, self.fit_width, keys="0", parent=self)
        self.rename = tool_button(look, "pencil", _RENAME, self._start_rename, parent=self)
        self.save_button = tool_button(look, "download", _SAVE, self.save_as, parent=self)
        self.save_button.setToolTip(look.say(_SAVE_HINT))
        self.go = tool_button(look, "arrow-right", _GO, self._go, parent=self)
        self.take_off = tool_button(look, "x", _TAKE_OFF, self._take_off, parent=self)
        self.take_off.setIcon(look.icon("trash-2"))
        self.close_button = tool_button(look, "x", _CLOSE, self.close_asked.emit, keys="Esc", parent=self)
        self.sheet = _Sheet(self)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("reading")
        self._scroll.setWidget(self.sheet)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._scroll.setFocusProxy(self.sheet)
        self._scroll.setAccessibleName(look.say(_PAGES))
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._scroll)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_DRAW_AFTER_MS)
        self._delay.timeout.connect(self._draw)
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 8, 2)
        head.setSpacing(4)
        head.addWidget(self._name, 1)
        head.addWidget(self.which, 1)
        head.addWidget(self.rename_line, 1)
        for button in (self.rename, self.go, self.save_button, self.take_off, self.close_button):
            head.addWidget(button)
        tools = QHBoxLayout()
        tools.setContentsMargins(8, 0, 8, 6)
        tools.setSpacing(2)
        for part in (self.back, self.count, self.on):
            tools.addWidget(part)
        tools.addStretch(1)
        for button in (self.smaller, self.larger, self.fit):
            tools.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(tools)
        column.addWidget(line(self))
        column.addWidget(self._stack, 1)

    # -- what is shown ------------------------------------------------------------------------------------------------

    @property
    def piece(self) -> Evidence | None:
        """The piece of evidence that is shown."""
        return self._pieces[self._at] if self._at < len(self._pieces) else None

    def show_record(self, record: Record) -> None:
        """Show the evidence of a record, or the record itself when it is a piece of evidence."""
        ids = (record.id,) if isinstance(record, Evidence) else record.evidence
        shown = self.piece.id if self.piece and self._owner and self._owner.id == record.id else ""
        self._owner = record

        def read(portfolio: Portfolio) -> tuple[Evidence, ...]:
            from portfolio_app.services.portfolio import ListQuery

            found = {piece.id: piece for piece in portfolio.records(Evidence.kind, ListQuery(ids=tuple(ids))).records}
            return tuple(piece for each in ids if isinstance(piece := found.get(each), Evidence))

        self._session.read(read, lambda pieces: self._take(pieces, shown), owner=self, slot="pieces")

    def _take(self, pieces: tuple[Evidence, ...], shown: str) -> None:
        before = self.piece
        self._pieces = pieces
        if not pieces:
            self.close_asked.emit()
            return
        self._at = next((at for at, piece in enumerate(pieces) if piece.id == shown), 0)
        blocked = QSignalBlocker(self.which)
        self.which.clear()
        self.which.addItems([piece.name for piece in pieces])
        self.which.setCurrentIndex(self._at)
        blocked.unblock()
        several = len(pieces) > 1
        itself = isinstance(self._owner, Evidence)
        self.which.setVisible(several)
        self._name.setVisible(not several)
        self.rename_line.hide()
        self.go.setVisible(not itself)
        self.rename.setVisible(not itself and not self._session.read_only)
        self.take_off.setVisible(not itself and not self._session.read_only)
        self._name.setText(pieces[self._at].name)
        self._name.setToolTip("")
        piece = pieces[self._at]
        if before is None or before.sha256 != piece.sha256 or not self.sheet.has_picture:
            self._begin()

    def _choose(self, at: int) -> None:
        if 0 <= at < len(self._pieces) and at != self._at:
            self._at = at
            self._begin()

    def _begin(self) -> None:
        self.page, self.pages = 0, 0
        self._zoom = _FITTING
        self.sheet.clear_picture()
        self._draw()

    # -- pages and size -----------------------------------------------------------------------------------------------

    def page_back(self) -> None:
        """Show the page before."""
        self._show_page(self.page - 1)

    def page_on(self) -> None:
        """Show the page after."""
        self._show_page(self.page + 1)

    def first_page(self) -> None:
        """Show the first page."""
        self._show_page(0)

    def last_page(self) -> None:
        """Show the last page."""
        self._show_page(self.pages - 1)

    def zoom_in(self) -> None:
        """Show it larger."""
        self._show_zoom(self._zoom + 1)

    def zoom_out(self) -> None:
        """Show it smaller."""
        self._show_zoom(self._zoom - 1)

    def fit_width(self) -> None:
        """Show it as wide as there is room."""
        self._show_zoom(_FITTING)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw it for another width."""
        super().resizeEvent(event)
        if self.sheet.has_picture:
            self._delay.start()

    def event(self, event: QEvent) -> bool:
        """Draw it for a screen of another scale."""
        if event.type() is QEvent.Type.DevicePixelRatioChange and self.sheet.has_picture:
            self._delay.start()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_asked.emit()
        else:
            super().keyPressEvent(event)

    def _show_page(self, page: int) -> None:
        if 0 <= page < self.pages and page != self.page:
            self.page = page
            self._scroll.verticalScrollBar().setValue(0)
            self._draw()

    def _show_zoom(self, zoom: int) -> None:
        if 0 <= zoom < len(_ZOOMS) and zoom != self._zoom:
            self._zoom = zoom
            self._draw()

    def _draw(self) -> None:
        piece = self.piece
        if piece is None or not self.isVisible():
            return
        self._delay.stop()
        if not self.sheet.has_picture:
            self.sheet.say(self._session.say(_DRAWING.fill(name=_called(piece))))
            self._stack.setCurrentWidget(self._scroll)
        ratio = self.devicePixelRatioF()
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        room = max(self._scroll.width() - bar - 2 * _MARGIN - 4 * _EDGE, _LEAST_WIDTH // 2)
        width = round(room * _ZOOMS[self._zoom] * ratio)

        def show(image: QImage, pages: int) -> None:
            self._show_picture(piece, image, pages, ratio)

        self._session.viewer.draw(piece, self.page, width, owner=self, then=show, failed=self._fail)

    def _show_picture(self, piece: Evidence, image: QImage, pages: int, ratio: float) -> None:
        if self.piece is None or self.piece.id != piece.id:
            return
        self.pages = pages
        image.setDevicePixelRatio(ratio)
        words = self._session.say(_PAGE.fill(name=_called(piece), page=self.page + 1, pages=pages))
        self.sheet.show_picture(QPixmap.fromImage(image), words)
        self._stack.setCurrentWidget(self._scroll)
        self._show_where()

    def _show_where(self) -> None:
        self.count.setText(f"{self.page + 1} / {self.pages}" if self.pages else "")
        self.back.setEnabled(self.page > 0)
        self.on.setEnabled(self.page + 1 < self.pages)
        self.smaller.setEnabled(bool(self.pages) and self._zoom > 0)
        self.larger.setEnabled(bool(self.pages) and self._zoom + 1 < len(_ZOOMS))
        self.fit.setEnabled(bool(self.pages) and self._zoom != _FITTING)

    def _fail(self, error: VakdossierError) -> None:
        piece = self.piece
        if piece is None:
            return
        look = self._session.look
        heading = look.say(_CANNOT.fill(name=_called(piece)))
        reason = EmptyState(look, "triangle-alert", heading, error.say(look.language))
        state = ScrollingColumn(self._stack, reason, name=heading, shows_focus=True)
        while self._stack.count() > 1:
            old = self._stack.widget(1)
            if old is not None:
                self._stack.removeWidget(old)
                old.deleteLater()
        self._stack.addWidget(state)
        self._stack.setCurrentWidget(state)
        self.sheet.clear_picture()
        self.pages = 0
        self._show_where()
        self.setAccessibleDescription(heading)

    # -- what can be done with it -------------------------------------------------------------------------------------

    def save_as(self) -> None:
        """Save the file where the person says; nothing else ever writes it unencrypted."""
        piece = self.piece
        if piece is None:
            return
        proposed = str(Path.home() / _safe_name(piece.file_name or piece.name))
        path, _ = QFileDialog.getSaveFileName(self, self._session.say(_SAVE), proposed)
        if path:
            self._save_to(piece, Path(path))

    def _save_to(self, piece: Evidence, path: Path) -> None:
        def write(portfolio: Portfolio) -> str:
            write_atomically(path, portfolio.read_evidence(piece), _WRITING)
            return path.name

        def done(name: str) -> None:
            self._session.said.emit(self._session.say(_SAVED.fill(name=name)), None, None)

        self._session.read(write, done, owner=self)

    def _start_rename(self) -> None:
        piece = self.piece
        if piece is not None:
            self._name.hide()
            self.which.hide()
            self.rename_line.setText(piece.name)
            self.rename_line.show()
            self.rename_line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.rename_line.selectAll()

    def _rename(self) -> None:
        piece, name = self.piece, self.rename_line.text().strip()
        if piece is None or not name or self._owner is None:
            return
        owner = self._owner

        def show(_saved: object) -> None:
            self.show_record(owner)
            self.rename.setFocus(Qt.FocusReason.OtherFocusReason)

        self._session.save(
            lambda portfolio: portfolio.change(Evidence.kind, piece.id, {"name": name}), show, owner=self
        )

    def _go(self) -> None:
        piece = self.piece
        if piece is not None:
            self._session.record_asked.emit(Evidence.kind.key, piece.id)

    def _take_off(self) -> None:
        piece, owner = self.piece, self._owner
        if piece is None or owner is None:
            return

        def change(portfolio: Portfolio) -> ChangeSet:
            now = portfolio.record(owner.kind, owner.id)
            rest = tuple(each for each in now.evidence if each != piece.id)
            return portfolio.change(owner.kind, owner.id, {"evidence": rest}).changes

        def done(changes: ChangeSet) -> None:
            words = self._session.say(_TAKEN_OFF.fill(name=piece.name))
            self._session.said.emit(words, _UNDO, lambda: self._session.undo(changes.operation))

        self._session.change_set(change, done)


class _Sheet(QLabel):
    """The page itself; takes the focus, so that keys turn pages."""

    def __init__(self, pane: PreviewPane) -> None:
        super().__init__()
        self.setObjectName("paper")
        self._pane = pane
        self.has_picture = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMargin(_MARGIN)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_picture(self, pixmap: QPixmap, words: str) -> None:
        self.has_picture = True
        self.setPixmap(pixmap)
        self.setAccessibleName(words)
        self.adjustSize()

    def clear_picture(self) -> None:
        self.has_picture = False
        self.clear()

    def say(self, words: str) -> None:
        self.setText(words)
        self.setAccessibleName(words)
        self.adjustSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        deeds = {
            Qt.Key.Key_PageDown: self._pane.page_on,
            Qt.Key.Key_PageUp: self._pane.page_back,
            Qt.Key.Key_Home: self._pane.first_page,
            Qt.Key.Key_End: self._pane.last_page,
            Qt.Key.Key_Plus: self._pane.zoom_in,
            Qt.Key.Key_Equal: self._pane.zoom_in,
            Qt.Key.Key_Minus: self._pane.zoom_out,
            Qt.Key.Key_0: self._pane.fit_width,
        }
        deed = deeds.get(Qt.Key(event.key()))
        if deed is not None:
            deed()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self._pane.zoom_in if event.angleDelta().y() > 0 else self._pane.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)


def _called(piece: Evidence) -> str:
    return piece.file_name or piece.name


def _safe_name(name: str) -> str:
    """Return a file name that no system takes for a path."""
    kept = "".join(sign for sign in name if sign.isprintable() and sign not in '/\\:*?"<>|')
    return kept.strip(" .") or "bestand"
