"""The settings of the spelling: on or off, the dictionary for each language, the words of one's own."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QFileDialog, QHBoxLayout, QListWidget, QPushButton

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import LANGUAGES, Language, Text
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from portfolio_app.documents.spelling.files import DictionaryFiles
    from portfolio_app.ui.dialogs.settings_sections import SectionPage
    from portfolio_app.ui.session import Session
    from portfolio_app.ui.settings import Settings
    from portfolio_app.ui.spelling.desk import SpellingDesk

_ON: Final = Text("Nakijken terwijl ik schrijf", "Check as I type")
_ON_HELP: Final = Text(
    "Wat in geen woordenboek staat, krijgt een golflijn. F7 gaat naar de volgende; het menu van het woord geeft "
    "suggesties. Alles gebeurt op deze computer.",
    "Words that no dictionary knows get a wavy underline. F7 goes to the next one; the word’s menu has "
    "suggestions. Everything happens on this computer.",
)
_CLOSED: Final = Text(
    "Open een portfolio om woordenboeken te kiezen en uw eigen woorden te zien.",
    "Open a portfolio to choose dictionaries and to see your own words.",
)
_NAMES: Final[dict[Language, Text]] = {
    "nl": Text("Nederlands", "Dutch"),
    "en": Text("Engels, voor de Engelse teksten", "English, for the English texts"),
}
_LOOKING: Final = Text("Zoeken…", "Searching…")
_FOUND: Final = Text("Gevonden: {name}, in {folder}", "Found: {name}, in {folder}")
_OWN: Final = Text("Het woordenboek dat u koos: {name}", "Your chosen dictionary: {name}")
_NONE: Final = Text(
    "Op deze computer is geen woordenboek gevonden. LibreOffice brengt er een mee; u kunt ook een woordenboek kiezen "
    "(de bestanden .dic en .aff).",
    "No dictionary was found on this computer. LibreOffice comes with one; you can also choose one yourself (the "
    ".dic and .aff files).",
)
_CHOOSE: Final = Text("Kies een woordenboek…", "Choose a dictionary…")
_CHOOSE_TITLE: Final = Text("Woordenboek kiezen", "Choose a dictionary")
_FILES: Final = Text("Woordenboeken", "Dictionaries")
_GIVE_UP: Final = Text("Mijn keuze vergeten", "Forget my choice")
_WORDS: Final = Text("Uw eigen woorden: {n}", "Your own words: {n}")
_WORDS_HELP: Final = Text(
    "Ze staan versleuteld in uw portfolio, want vaak zijn het namen.",
    "They are stored encrypted in your portfolio, because they are often names.",
)
_NO_WORDS: Final = Text(
    "U hebt nog geen eigen woorden. In het menu van een woord kiest u “Toevoegen aan woordenboek”.",
    "You have no words of your own yet. Choose “Add to the dictionary” in the menu of a word.",
)
_REMOVE: Final = Text("Weghalen", "Remove")
_LIST_HEIGHT: Final = 120
_MAY_BREAK: Final = re.compile(r"[/\\_.-]")
"""A folder has no blanks: it goes on to the next line after one of these."""


def spelling_page(page: SectionPage, settings: Settings, change: Callable[..., None], session: Session | None) -> None:
    """Fill the section."""
    say = page.look.say
    box = QCheckBox(say(_ON))
    box.setObjectName("spelling")
    box.setChecked(settings.spelling)
    box.toggled.connect(lambda on: change(spelling=on))
    page.add(box, explanation=_ON_HELP)
    if session is None:
        page.say(_CLOSED)
    else:
        desk = session.spelling
        box.toggled.connect(lambda on: desk.turn(on=on))
        for language in LANGUAGES:
            _DictionaryLines(page, desk, language, may_choose=not session.read_only)
        _OwnWords(page, desk, may_remove=not session.read_only)
        desk.look_around()
    page.end()


class _DictionaryLines(QObject):
    """Which dictionary a language has, and what can be done about it."""

    def __init__(self, page: SectionPage, desk: SpellingDesk, language: Language, *, may_choose: bool) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._language = language
        look = page.look
        page.column.addWidget(plain_label(look.say(_NAMES[language]), page, strong=True))
        self._where = plain_label(look.say(_LOOKING), page)
        page.column.addWidget(self._where)
        self._notice = Notice(look)
        page.column.addWidget(self._notice)
        self.choose = self._button(_CHOOSE, self._ask, "folder-open")
        self.give_up = self._button(_GIVE_UP, partial(desk.give_up_own, language), "rotate-ccw")
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addWidget(self.give_up)
        row.addStretch(1)
        page.column.addLayout(row)
        page.column.addSpacing(14)
        self.choose.setEnabled(may_choose)
        desk.renewed.connect(self._show)
        self._show()

    def _button(self, text: Text, deed: Callable[[], object], icon: str) -> QPushButton:
        button = push_button(self._page.look, text, deed, icon=icon, parent=self._page)
        say = self._page.look.say
        button.setAccessibleName(f"{say(text)} ({say(_NAMES[self._language])})")
        return button

    def _show(self) -> None:
        found, places, say = self._desk.found, self._desk.places, self._page.look.say
        files = found[self._language] if found is not None else None
        own = files is not None and places is not None and places.is_own(files)
        self.give_up.setVisible(own)
        self.choose.setVisible(places is not None and places.own is not None)
        if files is not None:
            self._where.setText(_told(files, own=own).say(self._page.look.language))
        else:
            self._where.setText(say(_LOOKING if found is None and not self._desk.idle else _NONE))
        refusal = self._desk.refusal(self._language)
        self._notice.say(refusal.say(self._page.look.language) if refusal is not None else "")

    def _ask(self) -> None:
        say = self._page.look.say
        pattern = f"{say(_FILES)} (*.dic *.aff)"
        shown, _ = QFileDialog.getOpenFileName(self._page, say(_CHOOSE_TITLE), str(Path.home()), pattern)
        if shown:
            self._notice.say("")
            self._desk.take_over(Path(shown), self._language, self._refused)

    def _refused(self, error: VakdossierError) -> None:
        self._notice.say(error.say(self._page.look.language))


def _told(files: DictionaryFiles, *, own: bool) -> Text:
    if own:
        return _OWN.fill(name=files.name.partition("-")[2])
    home = Path.home()
    near = files.folder.is_relative_to(home)
    folder = f"~/{files.folder.relative_to(home).as_posix()}" if near else str(files.folder)
    return _FOUND.fill(name=files.name, folder=_MAY_BREAK.sub("\\g<0>\u200b", folder))


class _OwnWords(QObject):
    """The words of one's own, and a way to remove them."""

    def __init__(self, page: SectionPage, desk: SpellingDesk, *, may_remove: bool) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._may_remove = may_remove
        self._title = plain_label("", page, strong=True)
        self._none = plain_label(page.look.say(_NO_WORDS), page, tone="quiet")
        self.words = QListWidget(page)
        self.words.setObjectName("own_words")
        self.words.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.words.setFixedHeight(page.look.wide(_LIST_HEIGHT))
        self.remove = push_button(page.look, _REMOVE, self._remove, icon="trash-2", parent=page)
        self.remove.setEnabled(False)
        self.words.itemSelectionChanged.connect(self._chosen)
        page.column.addWidget(self._title)
        page.column.addWidget(self._none)
        page.column.addWidget(self.words)
        page.column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self._help = plain_label(page.look.say(_WORDS_HELP), page, tone="quiet", size=0.92)
        page.column.addWidget(self._help)
        desk.renewed.connect(self._show)
        self._show()

    def _show(self) -> None:
        words = sorted(self._desk.own_words, key=lambda word: (word.casefold(), word))
        if [self.words.item(at).text() for at in range(self.words.count())] != words:
            self.words.clear()
            self.words.addItems(words)
        title = _WORDS.fill(n=len(words)).say(self._page.look.language)
        self._title.setText(title)
        self.words.setAccessibleName(title)
        for part in (self._title, self.words, self.remove, self._help):
            part.setVisible(bool(words))
        self._none.setVisible(not words)

    def _chosen(self) -> None:
        self.remove.setEnabled(self._may_remove and bool(self.words.selectedItems()))

    def _remove(self) -> None:
        self._desk.remove(frozenset(item.text() for item in self.words.selectedItems()))
