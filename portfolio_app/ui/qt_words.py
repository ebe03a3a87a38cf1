"""Qt's own words in the language of the window: the menu of a text field, the dialogs for files and printers, keys."""

from __future__ import annotations

import logging

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

from portfolio_app.common.text import Language

_log = logging.getLogger(__name__)


class QtWords(QObject):
    """Keeps what Qt itself says in step with the language of the window."""

    def __init__(self, parent: QObject) -> None:
        """Leave Qt's words as they are: English."""
        super().__init__(parent)
        self._translator: QTranslator | None = None

    def follow(self, language: Language) -> None:
        """Let Qt speak `language`; a build that lacks the translation goes on in English."""
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator.deleteLater()
            self._translator = None
        if language == "en":
            return
        translator = QTranslator(self)
        if translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            QCoreApplication.installTranslator(translator)
            self._translator = translator
        else:
            _log.warning("the translation of Qt's own words is missing")
