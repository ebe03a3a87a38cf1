"""What the person can set; each change is kept at once."""

from __future__ import annotations

import dataclasses
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.common.text import LANGUAGES, CountedText, Text
from portfolio_app.ui.dialogs.problem import CLOSE
from portfolio_app.ui.look import Look
from portfolio_app.ui.settings import LOCK_CHOICES, THEMES, Settings
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.calm_combo import CalmCombo
from portfolio_app.ui.widgets.labels import plain_label

_TITLE: Final = Text("Instellingen", "Settings")
_LANGUAGE: Final = Text("Taal van het venster", "Language of the window")
_THEME: Final = Text("Kleuren", "Colours")
_LOCK: Final = Text("Vergrendelen als u niets doet", "Lock when you do nothing")
_LOCK_HELP: Final = Text("Met Ctrl+L vergrendelt u meteen.", "Ctrl+L locks at once.")
_REMEMBER: Final = Text("Onthouden welke portfolio’s u opende", "Remember which portfolios you opened")
_NEVER: Final = Text("nooit", "never")
_AFTER: Final = CountedText(Text("na {n} minuut", "after {n} minute"), Text("na {n} minuten", "after {n} minutes"))
_LANGUAGES: Final = {"nl": "Nederlands", "en": "English"}
_THEME_NAMES: Final = {
    "system": Text("zoals het systeem", "as the system"),
    "light": Text("licht", "light"),
    "dark": Text("donker", "dark"),
}


class SettingsDialog(QDialog):
    """Shows the settings.

    Attributes:
        changed: the `Settings` as they are now.
    """

    changed = Signal(object)

    def __init__(self, look: Look, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(look.say(_TITLE))
        self.setMinimumWidth(440)
        self._settings = settings
        self.language = CalmCombo()
        for language in LANGUAGES:
            self.language.addItem(_LANGUAGES[language], language)
        self.language.setCurrentIndex(LANGUAGES.index(settings.language))
        self.theme = CalmCombo()
        for theme in THEMES:
            self.theme.addItem(look.say(_THEME_NAMES[theme]), theme)
        self.theme.setCurrentIndex(THEMES.index(settings.theme))
        self.lock = CalmCombo()
        for minutes in LOCK_CHOICES:
            self.lock.addItem(_AFTER.say(minutes, look.language) if minutes else look.say(_NEVER), minutes)
        self.lock.setCurrentIndex(LOCK_CHOICES.index(settings.lock_after))
        self.remember = QCheckBox(look.say(_REMEMBER))
        self.remember.setChecked(settings.remember_vaults)
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, (text, combo) in enumerate(((_LANGUAGE, self.language), (_THEME, self.theme), (_LOCK, self.lock))):
            label = plain_label(look.say(text), wrap=False)
            label.setBuddy(combo)
            combo.setAccessibleName(look.say(text))
            combo.currentIndexChanged.connect(self._take)
            grid.addWidget(label, row, 0)
            grid.addWidget(combo, row, 1)
        grid.addWidget(plain_label(look.say(_LOCK_HELP), tone="quiet", size=0.92), 3, 1)
        grid.addWidget(self.remember, 4, 0, 1, 2)
        self.remember.toggled.connect(self._take)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(push_button(look, CLOSE, self.accept, role="primary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(16)
        column.addWidget(plain_label(look.say(_TITLE), strong=True, size=1.3))
        column.addLayout(grid)
        column.addLayout(foot)

    def _take(self) -> None:
        self._settings = dataclasses.replace(
            self._settings,
            language=self.language.currentData(),
            theme=self.theme.currentData(),
            lock_after=self.lock.currentData(),
            remember_vaults=self.remember.isChecked(),
        )
        self.changed.emit(self._settings)
