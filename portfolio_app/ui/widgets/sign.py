"""An icon that stands beside words, sharp on whichever screen the window is."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.labels import Tone

USUAL: Final = 20

SignTone = Tone | Literal["edge"]


class Sign(QLabel):
    """Shows an icon in a colour by meaning; made anew when the window has come to a screen of another scale."""

    def __init__(
        self,
        look: Look,
        icon: str = "",
        tone: SignTone = "",
        size: int = USUAL,
        *,
        grows: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Show `icon`, or nothing yet.

        Args:
            look: colours, and how large words are.
            icon: its name.
            tone: its colour; that of words without one.
            size: how large it is beside usual text, in pixels of a screen of 100 %.
            grows: it is larger where words are.
            parent: the widget to stand in.
        """
        super().__init__(parent)
        self._look = look
        self._size = look.wide(size) if grows else size
        self._shown: tuple[str, SignTone] | None = None
        self._ratio = 0.0
        if icon:
            self.show_icon(icon, tone)

    def show_icon(self, icon: str, tone: SignTone = "") -> None:
        """Show another icon, or the same in another colour."""
        self._shown = (icon, tone)
        self._make()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it with as many pixels as the screen has there now; how many is not known before."""
        if self._shown is not None and self._ratio != self.devicePixelRatioF():
            self._make()
        super().paintEvent(event)

    def _make(self) -> None:
        if self._shown is not None:
            icon, tone = self._shown
            self._ratio = self.devicePixelRatioF()
            colour = getattr(self._look.tones, tone or "ink")
            self.setPixmap(self._look.pixmap(icon, colour, self._size, self._ratio))
