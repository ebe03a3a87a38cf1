"""The menu of a text: what may have been meant by a misspelled word, to learn it or let it be, and the usual deeds.

A text that can only be read offers no more than to copy it.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QScrollArea, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.spelling import Word
from portfolio_app.ui.look import Look
from portfolio_app.ui.spelling.desk import SpellingDesk
from portfolio_app.ui.spelling.proofreader import KEY, Proofreader

_SEEKING: Final = Text("Suggesties zoeken…", "Looking for suggestions…")
_NONE: Final = Text("Geen suggesties", "No suggestions")
_ADD: Final = Text("Toevoegen aan woordenboek", "Add to the dictionary")
_SKIP: Final = Text("Overslaan", "Skip")
_NEXT: Final = Text("Volgende spelfout", "Next misspelling")
_UNDO: Final = Text("Ongedaan maken", "Undo")
_REDO: Final = Text("Opnieuw doen", "Redo")
_CUT: Final = Text("Knippen", "Cut")
_COPY: Final = Text("Kopiëren", "Copy")
_PASTE: Final = Text("Plakken", "Paste")
_ALL: Final = Text("Alles selecteren", "Select all")
_FOR: Final = Text("Spelling van “{word}”", "Spelling of “{word}”")


class Mending(QObject):
    """Opens the menu when its text asks for it, and brings the person from one misspelled word to the next."""

    def __init__(self, look: Look, proofreader: Proofreader) -> None:
        super().__init__(proofreader)
        self._look = look
        self._proofreader = proofreader
        proofreader.menu_asked.connect(self.open_menu)
        proofreader.next_asked.connect(lambda: go_to_next(proofreader.edit.window(), proofreader.desk))

    def open_menu(self, place: QPoint) -> None:
        """Open the menu at a place on the screen."""
        menu = QMenu(self._proofreader.edit)
        menu.aboutToHide.connect(menu.deleteLater)
        word = None if self._proofreader.edit.isReadOnly() else self._proofreader.wrong_at_cursor()
        if word is not None:
            self._add_deeds(menu, word)
        self._add_usual(menu)
        menu.popup(place)

    def _add_usual(self, menu: QMenu) -> None:
        edit = self._proofreader.edit
        has_selection = edit.textCursor().hasSelection()
        copy = (_COPY, QKeySequence.StandardKey.Copy, edit.copy, has_selection)
        everything = (_ALL, QKeySequence.StandardKey.SelectAll, edit.selectAll, not edit.document().isEmpty())
        writing = (
            (_UNDO, QKeySequence.StandardKey.Undo, edit.undo, edit.document().isUndoAvailable()),
            (_REDO, QKeySequence.StandardKey.Redo, edit.redo, edit.document().isRedoAvailable()),
            None,
            (_CUT, QKeySequence.StandardKey.Cut, edit.cut, has_selection),
            copy,
            (_PASTE, QKeySequence.StandardKey.Paste, edit.paste, edit.canPaste()),
            None,
            everything,
        )
        for each in (copy, everything) if edit.isReadOnly() else writing:
            if each is None:
                menu.addSeparator()
                continue
            text, keys, deed, possible = each
            action = menu.addAction(self._look.say(text))
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown here; the text itself hears the key
            action.setEnabled(possible)
            action.triggered.connect(deed)

    def _add_deeds(self, menu: QMenu, word: Word) -> None:
        proofreader, desk, say = self._proofreader, self._proofreader.desk, self._look.say
        menu.setAccessibleName(say(_FOR.fill(word=word.text)))
        seeking = menu.addAction(say(_SEEKING))
        seeking.setEnabled(False)
        menu.addSeparator()
        if desk.may_add:
            menu.addAction(say(_ADD)).triggered.connect(partial(desk.add, word.text))
        menu.addAction(say(_SKIP)).triggered.connect(partial(desk.skip, word.text))
        following = menu.addAction(say(_NEXT))
        following.setShortcut(QKeySequence(KEY))
        following.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        following.triggered.connect(lambda: go_to_next(proofreader.edit.window(), desk))
        menu.addSeparator()

        def offer(words: tuple[str, ...]) -> None:
            for other in words:
                action = QAction(other.replace("&", "&&"), menu)
                font = action.font()
                font.setBold(True)
                action.setFont(font)
                action.triggered.connect(partial(proofreader.replace, word, other))
                menu.insertAction(seeking, action)
            seeking.setText(say(_NONE))
            seeking.setVisible(not words)
            if words and menu.activeAction() in (None, seeking):
                menu.setActiveAction(menu.actions()[0])

        desk.suggest(proofreader.language, word.text, offer, owner=menu)


def go_to_next(root: QWidget, desk: SpellingDesk) -> bool:
    """Select the next misspelled word of the texts that are seen in a window, and open its menu.

    It begins behind the cursor, goes through the texts in their order, and begins again; tells whether there is one.
    """
    readers = [each for each in root.findChildren(Proofreader) if each.edit.isVisible() and not each.edit.isReadOnly()]
    here = next((at for at, each in enumerate(readers) if each.edit.hasFocus()), -1)
    order = readers[here + 1 :] + readers[: here + 1]
    start = readers[here].edit.textCursor().selectionEnd() if here >= 0 else 0
    found = readers[here] if here >= 0 and readers[here].select_next(after=start) else None
    found = found or next((each for each in order if each.select_next(after=0)), None)
    if found is None:
        desk.tell_nothing_found()
        return False
    found.edit.setFocus()
    _bring_into_sight(found.edit)
    found.menu_asked.emit(found.below_cursor())
    return True


def _bring_into_sight(edit: QPlainTextEdit) -> None:
    """Scroll what the text stands in so that the selected word is seen."""
    cursor = edit.cursorRect()
    parent = edit.parentWidget()
    while parent is not None:
        content = parent.widget() if isinstance(parent, QScrollArea) else None
        if isinstance(parent, QScrollArea) and content is not None:
            place = edit.mapTo(content, cursor.bottomLeft())
            parent.ensureVisible(place.x(), place.y(), 20, 80)
        parent = parent.parentWidget()
