"""How the window looks, by what the person set and what the system asks; changes of either are followed at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QObject, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from portfolio_app.common.text import Language
from portfolio_app.ui.look import Look
from portfolio_app.ui.qt_words import QtWords
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

    def __init__(self, keeper: Keeper, window: QWidget) -> None:
        """Dress the application by what is set, for the screens that `window` may stand on; belong to it."""
        super().__init__(window)
        self._keeper = keeper
        self._window = window
        self._scales: frozenset[float] = frozenset()
        self._qt_words = QtWords(self)
        self._spoken: Language | None = None
        QApplication.setPalette(QPalette())  # that of the system again, also when there was a window before this one
        self._dark_system = is_dark(QApplication.palette())
        self.look = self._dressed()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        window.installEventFilter(self)

    def follow(self) -> None:
        """Look again at what is set, here and in the system."""
        settings = self._keeper.settings
        wanted = self._wanted()
        if wanted != self.look or window_font(settings.text_size) != QApplication.font():
            self.look = self._dressed()
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again when the system has another theme or typeface, or the window another scale.

        Who goes to and fro between screens that were there sees nothing built anew: there are icons for each of them,
        and what else has pixels listens itself. A screen that was plugged in later needs other icons.
        """
        if event.type() in (QEvent.Type.ThemeChange, QEvent.Type.DevicePixelRatioChange):
            self.follow()
        return False

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
        if settings.language != self._spoken:
            self._spoken = settings.language
            self._qt_words.follow(settings.language)
        QLocale.setDefault(QLocale("nl_NL" if settings.language == "nl" else "en_GB"))
        return self._wanted()

    def _wanted(self) -> Look:
        settings = self._keeper.settings
        tones = tones_for(settings.theme, dark_system=self._dark_system)
        here = {screen.devicePixelRatio() for screen in QGuiApplication.screens()} | {self._window.devicePixelRatioF()}
        self._scales |= here
        return Look(settings.language, tones, settings.text_size, self._scales)
