"""Reads along in one text: finds what is misspelled in it, goes from one such word to the next, and offers others."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from portfolio_app.common.text import Language
from portfolio_app.domain.spelling import Word, words_of
from portfolio_app.ui.in_turns import InTurns, Pieces, Wait
from portfolio_app.ui.spelling.desk import SpellingDesk

KEY: Final = Qt.Key.Key_F7
_A_TURN_MS: Final = 6


class Proofreader(QObject):
    """Belongs to one text and is freed with it; make it before the highlighter that asks it.

    Attributes:
        outdated: a block (`QTextBlock`) is to be highlighted again.
        menu_asked: the menu for the word at the cursor is wanted, at a place on the screen.
        next_asked: the person wants to go to the next misspelled word.
    """

    outdated = Signal(object)
    menu_asked = Signal(object)
    next_asked = Signal()

    def __init__(self, desk: SpellingDesk, edit: QPlainTextEdit, language: Language) -> None:
        super().__init__(edit)
        self.desk = desk
        self.edit = edit
        self.language = language
        self._unsure: set[str] = set()
        self._typing = -1
        self._outdated: deque[QTextBlock] = deque()
        self._teller = InTurns(self, self._tell_outdated, _A_TURN_MS)
        edit.document().contentsChange.connect(self._changed)
        edit.cursorPositionChanged.connect(self._moved)
        edit.installEventFilter(self)
        edit.viewport().installEventFilter(self)
        desk.learned.connect(self._learned)
        desk.renewed.connect(self._look_again)

    # -- what is wrong ------------------------------------------------------------------------------------------------

    def wrong_in(self, block: QTextBlock) -> Iterator[Word]:
        """Yield the misspelled words of a block that are known by now; not the one that is being typed."""
        if not self.desk.checks(self.language) or not self.edit.isVisible() or self.edit.isReadOnly():
            return
        cursor = self.edit.textCursor()
        here = cursor.position() - block.position() if block.blockNumber() == self._typing else -1
        for word in words_of(block.text()):
            if word.start <= here <= word.end:
                continue  # half a word is not looked up
            wrong = self.desk.is_wrong(self.language, word.text)
            if wrong is None:
                self._unsure.add(word.text)
            elif wrong:
                yield word

    def select_next(self, *, after: int) -> bool:
        """Select the first misspelled word that begins at a position or behind it; tell whether there is one."""
        self._typing = -1
        block = self.edit.document().findBlock(max(after, 0))
        while block.isValid():
            for word in self.wrong_in(block):
                start = block.position() + word.start
                if start >= after:
                    self.select(start, word)
                    return True
            block = block.next()
        return False

    def select(self, start: int, word: Word) -> None:
        """Select a word that begins at a position of the text."""
        cursor = self.edit.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(start + len(word.text), QTextCursor.MoveMode.KeepAnchor)
        self.edit.setTextCursor(cursor)

    def wrong_at_cursor(self) -> Word | None:
        """Return the misspelled word in which the cursor is, or that is selected; None when there is none."""
        cursor = self.edit.textCursor()
        block = self.edit.document().findBlock(cursor.selectionStart())
        first, last = cursor.selectionStart() - block.position(), cursor.selectionEnd() - block.position()
        self._typing = -1
        return next((word for word in self.wrong_in(block) if word.start <= first and last <= word.end), None)

    def replace(self, word: Word, other: str) -> None:
        """Put another word in the place of one in the block of the cursor; one step for undo."""
        cursor = self.edit.textCursor()
        start = self.edit.document().findBlock(cursor.selectionStart()).position() + word.start
        cursor.setPosition(start)
        cursor.setPosition(start + len(word.text), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(other)
        self.edit.setTextCursor(cursor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key for the next word, and what asks for a menu; look again when the text comes into sight."""
        if isinstance(event, QContextMenuEvent):
            place = event.globalPos()
            if event.reason() is QContextMenuEvent.Reason.Mouse:
                self._put_cursor(event.pos())
            else:
                place = self.below_cursor()
            self.menu_asked.emit(place)
            return True
        if watched is self.edit:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == KEY:
                self.next_asked.emit()
                return True
            if event.type() == QEvent.Type.Show:
                self._look_again()
        return False

    def below_cursor(self) -> QPoint:
        """Return the place on the screen below the selected word."""
        return self.edit.viewport().mapToGlobal(self.edit.cursorRect().bottomLeft())

    # -- what changes -------------------------------------------------------------------------------------------------

    def _put_cursor(self, place: QPoint) -> None:
        """Put the cursor where the mouse asks, unless that is within what is selected."""
        there = self.edit.cursorForPosition(place)
        now = self.edit.textCursor()
        if not (now.hasSelection() and now.selectionStart() <= there.position() <= now.selectionEnd()):
            self.edit.setTextCursor(there)

    def _changed(self, position: int, _removed: int, added: int) -> None:
        """A key was pressed: the word that it belongs to is not judged before the person leaves it."""
        block = self.edit.document().findBlock(position)
        self._typing = block.blockNumber() if self.edit.hasFocus() and added <= 1 else -1

    def _moved(self) -> None:
        if self._typing < 0:
            return
        block = self.edit.document().findBlockByNumber(self._typing)
        cursor = self.edit.textCursor()
        here = cursor.position() - block.position()
        within = cursor.blockNumber() == self._typing
        if within and any(word.start <= here <= word.end for word in words_of(block.text())):
            return
        self._typing = -1
        self._put_in_line(block)

    def _learned(self, language: str, wrong: frozenset[str]) -> None:
        ours = self._unsure & wrong if language == self.language else frozenset()
        if not ours:
            return
        self._unsure -= ours
        block = self.edit.document().begin()
        while block.isValid():
            if any(word.text in ours for word in words_of(block.text())):
                self._put_in_line(block)
            block = block.next()

    def _look_again(self) -> None:
        self._unsure.clear()
        block = self.edit.document().begin()
        while block.isValid():
            self._put_in_line(block)
            block = block.next()

    def _put_in_line(self, block: QTextBlock) -> None:
        self._outdated.append(block)
        self._teller.start()

    def _tell_outdated(self) -> Pieces:
        """Let blocks be highlighted again."""
        while self._outdated:
            block = self._outdated.popleft()
            if block.isValid():
                self.outdated.emit(block)
            yield Wait.IF_LATE
