"""How the window looks, by what the person set and what the system asks; changes of either are followed at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from portfolio_app.ui.look import Look
from portfolio_app.ui.settings import Keeper
from portfolio_app.ui.style_sheet import style_sheet
from portfolio_app.ui.theme import is_dark, palette_of, tones_for
from portfolio_app.ui.typeface import window_font

if TYPE_CHECKING:
    from PySide6.QtCore import Qt


class Appearance(QObject):
    """Keeps the application's palette, style sheet and text size in step with the settings and the system.

    Attributes:
        look: what the content is to be built with now.
        changed: it became another; what shows content builds it anew.
    """

    changed = Signal()

    def __init__(self, keeper: Keeper, parent: QObject) -> None:
        """Dress the application by what is set."""
        super().__init__(parent)
        self._keeper = keeper
        QApplication.setPalette(QPalette())  # that of the system again, also when there was a window before this one
        self._dark_system = is_dark(QApplication.palette())
        self.look = self._dressed()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def follow(self) -> None:
        """Look again at what is set."""
        settings = self._keeper.settings
        tones = tones_for(settings.theme, dark_system=self._dark_system)
        wanted = Look(settings.language, tones, settings.text_size)
        if wanted != self.look:
            self.look = self._dressed()
            self.changed.emit()

    def _follow_system(self, scheme: Qt.ColorScheme) -> None:
        from PySide6.QtCore import Qt

        self._dark_system = scheme is Qt.ColorScheme.Dark
        self.follow()

    def _dressed(self) -> Look:
        settings = self._keeper.settings
        tones = tones_for(settings.theme, dark_system=self._dark_system)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setFont(window_font(settings.text_size))
            application.setPalette(palette_of(tones))
            application.setStyleSheet(style_sheet(tones))
        QLocale.setDefault(QLocale("nl_NL" if settings.language == "nl" else "en_GB"))
        return Look(settings.language, tones, settings.text_size)
