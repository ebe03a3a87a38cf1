"""A button that looks like a link and shortens its words to the room it has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.buttons import put_icon
from portfolio_app.ui.widgets.pressing import PushButton
from portfolio_app.ui.widgets.tips import plain_tip

LinkRole = Literal["link", "chip"]

_AROUND: Final[dict[LinkRole, int]] = {"link": 38, "chip": 54}
"""The room that the edge and the icon take."""
CHIP_ICON: Final = 14
"""The icon of a chip beside usual text."""
_ICON: Final = 17
"""How wide the icon is, of what that room holds beside usual text."""
_ROUNDED_OFF = 1
"""Words may be this much wider than they are told to be."""
_LEAST = 60


def link_button(
    look: Look,
    words: str,
    pressed: Callable[[], object],
    *,
    icon: str,
    role: LinkRole = "link",
    parent: QWidget | None = None,
) -> LinkButton:
    """Return a button that goes somewhere; `words` are plain text, whatever is in them."""
    button = LinkButton(words, role, parent, grown=look.grown(_ICON) - _ICON)
    put_icon(button, look, icon, look.tones.accent)
    button.clicked.connect(lambda: pressed())  # noqa: PLW0108 - without Qt's own argument
    return button


class LinkButton(PushButton):
    """See `link_button`."""

    def __init__(self, words: str, role: LinkRole = "link", parent: QWidget | None = None, *, grown: int = 0) -> None:
        """Show `words`; `grown` is how much wider the icon is than beside usual text."""
        super().__init__(parent)
        self._words = words
        self._around = _AROUND[role] + grown
        self.setProperty("role", role)
        self.setProperty("elides", True)
        self.setAutoDefault(False)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.ensurePolished()  # its font decides how wide it wants to be
        self._shorten()

    def sizeHint(self) -> QSize:
        """As wide as all words."""
        width = self.fontMetrics().horizontalAdvance(self._words) + _ROUNDED_OFF
        return QSize(width + self._around, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the first words."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten to the new width."""
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        room = max(self.width() - self._around, _LEAST)
        shortened = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(shortened.replace("&", "&&"))
        self.setToolTip(plain_tip(self._words) if shortened != self._words else "")
