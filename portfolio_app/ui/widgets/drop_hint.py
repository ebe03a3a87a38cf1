"""What stands over a part of the window while something is dragged over it: a frame, and what letting go will do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.announcing import announce
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.sign import Sign

_GROUND = 150
"""How much of what is below is covered, of 255: it can still be seen, and the words can be read."""


class DropHint(QWidget):
    """Stands over a widget until what is dragged has left it, was dropped on it, or dragging was given up.

    Attributes:
        words: what letting go will do, or why it will do nothing.
        welcome: whether it will do something.
    """

    def __init__(self, look: Look, over: QWidget, words: str, *, welcome: bool) -> None:
        super().__init__(over)
        self.setObjectName("drop")
        self.setProperty("floats", True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)  # what is dragged stays over what is below
        self.words = words
        self.welcome = welcome
        self._tones = look.tones
        self._over = over
        sign = Sign(look, *(("upload", "accent") if welcome else ("circle-alert", "attention")), parent=self)
        label = plain_label(words, self, strong=True)
        label.setMaximumWidth(look.wide(440))
        card = QFrame(self)
        card.setObjectName("card")
        row = QHBoxLayout(card)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(10)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        over.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        announce(self, words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go when nothing is dragged here any more; stay over all that can be seen."""
        if event.type() in (QEvent.Type.DragLeave, QEvent.Type.Drop, QEvent.Type.Hide):
            self._over.removeEventFilter(self)
            self.hide()
            self.deleteLater()
        elif event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, dashed where nothing can be dropped."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(self._tones.paper)
        ground.setAlpha(_GROUND)
        pen = QPen(QColor(self._tones.accent if self.welcome else self._tones.attention), 2)
        if not self.welcome:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 7, 7)

    def _place(self) -> None:
        seen = self._over.visibleRegion().boundingRect()
        self.setGeometry(seen if not seen.isEmpty() else QRect(0, 0, self._over.width(), self._over.height()))


def show_drop_hint(event: QDragEnterEvent, over: QWidget, look: Look, words: str, *, welcome: bool) -> None:
    """Answer what is dragged over a widget, and tell the person what letting go will do.

    What cannot be dropped is taken too, for nothing to be done with it: else Qt would not tell when it leaves.
    """
    for before in over.findChildren(DropHint, options=Qt.FindChildOption.FindDirectChildrenOnly):
        before.hide()
        before.deleteLater()
    if welcome:
        event.acceptProposedAction()
    else:
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
    DropHint(look, over, words, welcome=welcome)
