"""One text in two languages on a form: signs that tell which is which, and what the English one still lacks."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.marks import count_words
from portfolio_app.ui.forms.editor import TextEditor
from portfolio_app.ui.forms.rows import FieldRow
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.sign import Sign

NOT_YET: Final = Text("Nog niet vertaald", "Not translated yet")
_COPY: Final = Text("Overnemen", "Copy")
_COPY_WHAT: Final = Text("Nederlandse tekst overnemen", "Copy the Dutch text")
_COPY_HOW: Final = Text(
    "Zet de Nederlandse tekst hier neer, om van daaruit te vertalen.",
    "Puts the Dutch text here, as a starting point for your translation.",
)
_WORDS: Final = CountedText(Text("{n} woord", "{n} word"), Text("{n} woorden", "{n} words"))
_NL: Final = Text("NL", "NL")
_EN: Final = Text("EN", "EN")
_DUTCH: Final = Text("Nederlands", "Dutch")
_ENGLISH: Final = Text("Engels", "English")


class TextPair(QObject):
    """The rows of one text in Dutch and in English; call `refresh` when what stands in them may have changed."""

    def __init__(self, look: Look, dutch: FieldRow, english: FieldRow, *, may_write: bool) -> None:
        super().__init__(english)
        self._look = look
        self.dutch = dutch
        self.english = english
        self._may_write = may_write
        self._beside = False
        self._badges = (self._badge(dutch, _NL), self._badge(english, _EN))
        self._counts = (self._count(dutch), self._count(english))
        self._lack = QWidget(english)
        words = plain_label(look.say(NOT_YET), self._lack, tone="attention", size=0.92, wrap=False)
        self.copy_button = push_button(look, _COPY, self.copy, icon="copy", role="link", parent=self._lack)
        self.copy_button.setAccessibleName(f"{look.say(_COPY_WHAT)}: {english.label}")
        self.copy_button.setToolTip(look.say(_COPY_HOW))
        self.copy_button.setVisible(may_write)
        lack = QHBoxLayout(self._lack)
        lack.setContentsMargins(0, 0, 0, 0)
        lack.setSpacing(5)
        lack.addWidget(Sign(look, "circle-dashed", "attention", 15, parent=self._lack))
        lack.addWidget(words)
        lack.addStretch(1)
        lack.addWidget(self.copy_button)
        english.add_foot(self._lack)
        QWidget.setTabOrder(english.editor.target, self.copy_button)
        dutch.editor.target.setLocale(QLocale(QLocale.Language.Dutch, QLocale.Country.Netherlands))
        english.editor.target.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        for one, other in ((dutch, english), (english, dutch)):
            if isinstance(one.editor, TextEditor) and isinstance(other.editor, TextEditor):
                one.editor.text.wanted_changed.connect(self._level)
        self.refresh()

    @property
    def missing(self) -> bool:
        """Whether there is a Dutch text, and no English one."""
        return bool(_words_of(self.dutch)) and not _words_of(self.english)

    @property
    def says_english(self) -> bool:
        """Whether there is an English text."""
        return bool(_words_of(self.english))

    def stand(self, *, shown: bool, beside: bool) -> None:
        """Take notice of whether both are shown, and whether they stand beside each other or one below the other."""
        self._beside = beside
        for badge in self._badges:
            badge.setVisible(shown)
        self._counts[0].setVisible(shown and self._counts_words)
        self.dutch.tell_language(self._look.say(_DUTCH) if shown else "")
        self._level()

    def refresh(self) -> None:
        """Tell anew how long the texts are, and what is missing."""
        missing = self.missing
        self._lack.setVisible(missing)
        for row, count in zip((self.dutch, self.english), self._counts, strict=True):
            count.setText(_WORDS.say(count_words(_words_of(row)), self._look.language))
        self._counts[1].setVisible(self._counts_words and not missing)
        self.english.add_notes(*([self._look.say(NOT_YET)] if missing else []))

    def copy(self) -> None:
        """Begin the English text with the Dutch one."""
        if self._may_write and self.missing:
            self.english.editor.retype(self.dutch.editor.typed())
            self.english.take_focus()

    @property
    def _counts_words(self) -> bool:
        return isinstance(self.dutch.editor, TextEditor)

    def _level(self) -> None:
        """Texts that stand beside each other are as high as each other."""
        texts = [row.editor.text for row in (self.dutch, self.english) if isinstance(row.editor, TextEditor)]
        height = max((text.wanted for text in texts), default=0) if self._beside else 0
        for text in texts:
            text.rise_to(height)

    def _badge(self, row: FieldRow, code: Text) -> QLabel:
        badge = plain_label(self._look.say(code), row, size=0.82, strong=True, wrap=False)
        badge.setProperty("role", "badge")
        row.add_badge(badge)
        return badge

    def _count(self, row: FieldRow) -> QLabel:
        count = plain_label("", row, tone="quiet", size=0.92)
        count.setVisible(self._counts_words)
        row.add_foot(count)
        return count


def _words_of(row: FieldRow) -> str:
    return str(row.editor.typed()).strip()
