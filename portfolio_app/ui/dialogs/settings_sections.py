"""The sections of the settings: each one thing that can be set, declared here and built when it is first looked at.

Another section is another function that returns a `QWidget`, and a line in `SECTIONS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QVBoxLayout, QWidget

from portfolio_app.common.text import LANGUAGES, NO_TEXT, CountedText, Text, capitalised
from portfolio_app.ui.look import Look
from portfolio_app.ui.settings import LOCK_CHOICES, TEXT_SIZES, THEMES, Settings
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.calm_combo import CalmCombo
from portfolio_app.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from portfolio_app.ui.session import Session

_LANGUAGE: Final = Text("Taal van het venster", "Language")
_LANGUAGE_HELP: Final = Text(
    "Een dossier of cv maakt u daarnaast in de taal die u daar kiest.",
    "You choose the language of a dossier or CV when you make it.",
)
_THEME: Final = Text("Kleuren", "Colours")
_SIZE: Final = Text("Grootte van de tekst", "Text size")
_SIZE_HELP: Final = Text(
    "Ook met Ctrl + en Ctrl −. Geldt meteen, voor het hele venster.",
    "Also with Ctrl + and Ctrl −. Applies at once, to the whole window.",
)
_LOCK: Final = Text("Vergrendelen als u niets doet", "Lock when idle")
_LOCK_HELP: Final = Text(
    "Met Ctrl+L vergrendelt u meteen. Wat u aan het typen was, staat er nog als u weer opent.",
    "Ctrl+L locks at once. What you were typing is still there when you unlock.",
)
_KEYS: Final = Text("Wachtwoordzin en sleutels…", "Passphrase and keys…")
_KEYS_HELP: Final = Text(
    "Wijzigen, nakijken, of deze computer laten onthouden. Daarvoor moet een portfolio open zijn.",
    "Change or check them, or let this computer remember them. This needs an open portfolio.",
)
_BACKUPS: Final = Text("Bekijken…", "See them…")
_BACKUPS_HOW: Final = Text(
    "Waar ze staan, of ze goed zijn, en hoe u er een terugzet, staat op een bladzijde van het portfolio zelf.",
    "Where they are, whether they are good and how to restore one: all on a page of the portfolio itself.",
)
_VAULTS: Final = Text("Lijst van portfolio’s onthouden", "Remember recent portfolios")
_VAULTS_HELP: Final = Text(
    "Alleen waar hun map staat, op deze computer. Uitzetten wist de lijst.",
    "Only the location of the folder, on this computer. Turning this off clears the list.",
)
_PLACES: Final = Text("Onthouden waar u was", "Remember where you were")
_PLACES_HELP: Final = Text(
    "De laatste bladzijde, en hoe het venster was ingedeeld; nooit een gegeven. Uitzetten wist wat onthouden is.",
    "The last page and the layout of the window; never a record. Turning this off clears what is remembered.",
)
_CLEAR: Final = Text("Lijst van portfolio’s wissen", "Clear the list of portfolios")
_RULES_HOW: Final = Text(
    "Met regels wordt bepaald hoe u ervoor staat bij een register. Op een bladzijde van het portfolio leest u wat elk "
    "register vraagt en waar dat vandaan komt, en past u regels aan of voegt u een register toe.",
    "Rules determine where you stand with a register. On a page of the portfolio you read what each register asks "
    "and where that comes from, and there you change rules or add a register.",
)
_OPEN_RULES: Final = Text("Bekijken en aanpassen…", "See and change…")
_RESET_HOW: Final = Text(
    "Zet alle instellingen terug zoals ze waren bij de eerste keer. Uw portfolio’s en gegevens blijven zoals ze zijn.",
    "Restores all settings to how they were the first time. Your portfolios and records stay as they are.",
)
_RESET: Final = Text("Alles terugzetten", "Reset everything")
_NEVER: Final = Text("nooit", "never")
_AFTER: Final = CountedText(Text("na {n} minuut", "after {n} minute"), Text("na {n} minuten", "after {n} minutes"))
_LANGUAGES: Final = {"nl": "Nederlands", "en": "English"}
_THEME_NAMES: Final = {
    "system": Text("zoals het systeem", "same as the system"),
    "light": Text("licht", "light"),
    "dark": Text("donker", "dark"),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a section is built with.

    Attributes:
        look: language and colours.
        settings: as they are now.
        change: changes some of them, by name; holds at once.
        clear_vaults: forgets which vaults were opened.
        session: the open portfolio, or None.
        open_keys, open_backups, open_rules: show what can be done with these; None while no portfolio is open.
    """

    look: Look
    settings: Settings
    change: Callable[..., None]
    clear_vaults: Callable[[], None]
    session: Session | None = None
    open_keys: Callable[[], None] | None = None
    open_backups: Callable[[], None] | None = None
    open_rules: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its name, its icon, and what builds it."""

    key: str
    name: Text
    icon: str
    build: Callable[[Setting], QWidget]


_WIDEST_LEAST = 320
"""Beyond this a choice need not be wide, however large the text: the words in it decide."""


class SectionPage(QWidget):
    """A column of rows, each a label with what is set, and below it what it does."""

    def __init__(self, look: Look, name: Text) -> None:
        super().__init__()
        self.look = look
        self.setObjectName("scrolled")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(26, 22, 26, 18)
        self.column.setSpacing(4)
        self.column.addWidget(plain_label(look.say(name), strong=True, size=1.3))
        self.column.addSpacing(10)

    def add(self, widget: QWidget, label: Text = NO_TEXT, explanation: Text = NO_TEXT) -> None:
        """Add a row; `label` names `widget`, `explanation` says what it does."""
        say = self.look.say
        if label:
            words = plain_label(say(label), strong=True)
            words.setBuddy(widget)
            widget.setAccessibleName(say(label))
            self.column.addWidget(words)
        self.column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        if explanation:
            widget.setAccessibleDescription(say(explanation))
            self.column.addWidget(plain_label(say(explanation), tone="quiet", size=0.92))
        self.column.addSpacing(16)

    def say(self, text: Text) -> None:
        """Add words that explain."""
        self.column.addWidget(plain_label(self.look.say(text), tone="quiet"))
        self.column.addSpacing(10)

    def end(self) -> None:
        """Nothing follows."""
        self.column.addStretch(1)


def _combo(look: Look, name: str, choices: tuple[tuple[object, str], ...], now: object) -> CalmCombo:
    combo = CalmCombo()
    combo.setObjectName(name)
    combo.setMinimumWidth(min(look.wide(200), _WIDEST_LEAST))
    for value, words in choices:
        combo.addItem(capitalised(words), value)
    combo.setCurrentIndex([value for value, _ in choices].index(now))
    return combo


def _changing(combo: QComboBox, change: Callable[..., None], field: str) -> None:
    combo.currentIndexChanged.connect(lambda _index: change(**{field: combo.currentData()}))


def _check(look: Look, name: str, text: Text, *, on: bool) -> QCheckBox:
    box = QCheckBox(look.say(text))
    box.setObjectName(name)
    box.setChecked(on)
    return box


def _appearance(setting: Setting) -> QWidget:
    look, settings = setting.look, setting.settings
    page = SectionPage(look, APPEARANCE)
    theme = _combo(look, "theme", tuple((each, look.say(_THEME_NAMES[each])) for each in THEMES), settings.theme)
    size = _combo(look, "text_size", tuple((each, f"{each}%") for each in TEXT_SIZES), settings.text_size)
    language = _combo(look, "language", tuple((each, _LANGUAGES[each]) for each in LANGUAGES), settings.language)
    _changing(theme, setting.change, "theme")
    _changing(size, setting.change, "text_size")
    _changing(language, setting.change, "language")
    page.add(language, _LANGUAGE, _LANGUAGE_HELP)
    page.add(theme, _THEME)
    page.add(size, _SIZE, _SIZE_HELP)
    page.end()
    return page


def _locking(setting: Setting) -> QWidget:
    look = setting.look
    page = SectionPage(look, LOCKING)
    choices = tuple((n, _AFTER.say(n, look.language) if n else look.say(_NEVER)) for n in LOCK_CHOICES)
    lock = _combo(look, "lock_after", choices, setting.settings.lock_after)
    _changing(lock, setting.change, "lock_after")
    page.add(lock, _LOCK, _LOCK_HELP)
    page.add(_leading_on(look, _KEYS, "key-round", setting.open_keys), explanation=_KEYS_HELP)
    page.end()
    return page


def _leading_on(look: Look, label: Text, icon: str, lead: Callable[[], None] | None) -> QPushButton:
    """Return a button that leads to where this is set; it cannot be pressed where there is no way to it."""
    button = push_button(look, label, lead or _nothing, icon=icon)
    button.setEnabled(lead is not None)
    return button


def _nothing() -> None:
    """Do nothing: the button cannot be pressed."""


def _backups(setting: Setting) -> QWidget:
    return _set_elsewhere(
        setting.look, BACKUPS, _BACKUPS_HOW, _leading_on(setting.look, _BACKUPS, "archive", setting.open_backups)
    )


def _set_elsewhere(look: Look, name: Text, how: Text, button: QPushButton) -> QWidget:
    page = SectionPage(look, name)
    page.say(how)
    page.add(button)
    page.end()
    return page


def _remembering(setting: Setting) -> QWidget:
    look, settings = setting.look, setting.settings
    page = SectionPage(look, REMEMBERING)
    vaults = _check(look, "remember_vaults", _VAULTS, on=settings.remember_vaults)
    places = _check(look, "remember_places", _PLACES, on=settings.remember_places)
    vaults.toggled.connect(lambda on: setting.change(remember_vaults=on))
    places.toggled.connect(lambda on: setting.change(remember_places=on))
    page.add(vaults, explanation=_VAULTS_HELP)
    page.add(push_button(look, _CLEAR, setting.clear_vaults, icon="x"))
    page.add(places, explanation=_PLACES_HELP)
    page.end()
    return page


def _rules(setting: Setting) -> QWidget:
    return _set_elsewhere(
        setting.look, RULES, _RULES_HOW, _leading_on(setting.look, _OPEN_RULES, "scale", setting.open_rules)
    )


def _spelling(setting: Setting) -> QWidget:
    from portfolio_app.ui.dialogs.spelling_section import spelling_page

    page = SectionPage(setting.look, SPELLING)
    spelling_page(page, setting.settings, setting.change, setting.session)
    return page


def _reset(setting: Setting) -> QWidget:
    page = SectionPage(setting.look, RESET)
    page.say(_RESET_HOW)

    def reset() -> None:
        # All but the language: whoever reads this goes on reading.
        values = Settings(language=setting.settings.language).as_dict()
        setting.change(**values)

    page.add(push_button(setting.look, _RESET, reset, icon="rotate-ccw"))
    page.end()
    return page


APPEARANCE: Final = Text("Taal en uiterlijk", "Language and appearance")
LOCKING: Final = Text("Vergrendelen en sleutels", "Locking and keys")
BACKUPS: Final = Text("Reservekopieën", "Backups")
REMEMBERING: Final = Text("Onthouden", "Memory")
RULES: Final = Text("Registers en regels", "Registers and rules")
SPELLING: Final = Text("Spelling", "Spelling")
RESET: Final = Text("Terugzetten", "Reset")

SECTIONS: Final = (
    Section("appearance", APPEARANCE, "sun-moon", _appearance),
    Section("locking", LOCKING, "lock", _locking),
    Section("backups", BACKUPS, "archive", _backups),
    Section("spelling", SPELLING, "book-open-check", _spelling),
    Section("remembering", REMEMBERING, "history", _remembering),
    Section("rules", RULES, "scale", _rules),
    Section("reset", RESET, "rotate-ccw", _reset),
)
"""In the order in which they are shown."""
