"""A short message at the foot of the window, with at most one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.pressing import PushButton

_SHOWN_MS = 8_000
_ABOVE_FOOT = 24
_BETWEEN = 8
_BESIDE_WORDS = 100
"""The edges, the room between, and some of the window on both sides."""


class Toast(QFrame):
    """Floats above the lower edge of its parent; goes away by itself, but not while it has the focus or the pointer."""

    def __init__(self, look: Look, parent: QWidget, *, storey: int = 0) -> None:
        """Stand in `parent`, on the ground floor or a storey higher, above another."""
        super().__init__(parent)
        self._storey = storey
        self.setObjectName("toast")
        self.setProperty("floats", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._around = parent
        self._words = plain_label("", self, wrap=False)
        self._button = PushButton(self)
        self._deed: Callable[[], object] | None = None
        self._button.clicked.connect(self._do)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 10, 8)
        row.setSpacing(14)
        row.addWidget(self._words)
        row.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._leave)
        parent.installEventFilter(self)
        self.hide()

    def say(
        self,
        words: str,
        offer: Text | None = None,
        deed: Callable[[], object] | None = None,
        *,
        stays: bool = False,
    ) -> None:
        """Show `words`; `offer` names what the button does and `deed` does it; what `stays` does not go by itself."""
        self.setAccessibleName(words)
        self._deed = deed
        self._button.setVisible(offer is not None)
        if offer is not None:
            self._button.setText(self._look.say(offer))
        self._place()
        self.show()
        self.raise_()
        if stays:
            self._timer.stop()
        else:
            self._timer.start(_SHOWN_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the parent when that changes size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        around = self._around.size()
        beside = self._button.sizeHint().width() if self._deed is not None else 0
        said = self.accessibleName()
        room = max(around.width() - beside - _BESIDE_WORDS, 0)
        shown = self._words.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, room)
        self._words.setText(shown)
        self.setToolTip("")
        if shown != said:
            from portfolio_app.ui.widgets.tips import plain_tip

            self.setToolTip(plain_tip(said))
        self.adjustSize()
        foot = _ABOVE_FOOT + self._storey * (self.height() + _BETWEEN)
        self.move((around.width() - self.width()) // 2, around.height() - self.height() - foot)

    def _leave(self) -> None:
        if self.underMouse() or self._button.hasFocus():
            self._timer.start(_SHOWN_MS)
        else:
            self.hide()

    def _do(self) -> None:
        self.hide()
        if self._deed is not None:
            self._deed()
