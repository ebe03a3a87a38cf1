"""Labels that show plain text, whatever they are given."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from portfolio_app.ui.typeface import scaled
from portfolio_app.ui.widgets.plain_numbers import WORD_WRAP, take_words_as_they_are

_NO_LIMIT: Final = 1_000_000
_WIDEST_HINT: Final = 420
_LEAST_WIDTH: Final = 48

Tone = Literal["", "quiet", "good", "attention", "bad", "accent"]


def plain_label(
    words: str,
    parent: QWidget | None = None,
    *,
    tone: Tone = "",
    size: float = 1,
    strong: bool = False,
    wrap: bool = True,
) -> QLabel:
    """Return a label for text of which nothing is ever taken for markup.

    Args:
        words: the text.
        parent: the widget to stand in.
        tone: its colour by meaning.
        size: how many times as large as ordinary text.
        strong: semibold.
        wrap: over several lines where needed.
    """
    label = _WrappingLabel(parent) if wrap else QLabel(parent)
    take_words_as_they_are(label)
    if tone:
        label.setProperty("tone", tone)
    if size != 1 or strong:
        label.setFont(scaled(label.font(), size, strong=strong))
    label.setText(words)  # last: words are measured, and anew in another font
    return label


class _WrappingLabel(QLabel):
    """A label that is as high as its wrapped words need at the width it has.

    It says so by its minimum height and not by Qt's height for width, which nested layouts remember too long.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: tuple[object, ...] = ()
        self._has_place = False
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, words: str) -> None:
        """Show other words."""
        super().setText(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._stand_high_enough()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps otherwise."""
        super().resizeEvent(event)
        self._has_place = True
        self._stand_high_enough()

    def take_place(self) -> None:
        """Wrap at the width that a layout gave, before the window is shown and Qt tells of it."""
        self._has_place = True
        self._stand_high_enough()

    def changeEvent(self, event: QEvent) -> None:
        """Another font does too."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._stand_high_enough()

    def hasHeightForWidth(self) -> bool:
        """No: see above."""
        return False

    def heightForWidth(self, width: int) -> int:
        """Not told: see above."""
        return -1

    def sizeHint(self) -> QSize:
        """On one line, unless that is long."""
        margins = self.contentsMargins()
        width = self.fontMetrics().boundingRect(QRect(0, 0, _NO_LIMIT, _NO_LIMIT), 0, self.text()).width() + 2
        return QSize(min(width, _WIDEST_HINT) + margins.left() + margins.right(), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """Room for a word."""
        return QSize(_LEAST_WIDTH, self.minimumHeight())

    def _stand_high_enough(self) -> None:
        width = self.width() if self._has_place else _NO_LIMIT
        margins = self.contentsMargins()
        known = (width, margins, self.text(), self.font().key())
        if known == self._known:  # asked many times over while a page is being built
            return
        self._known = known
        room = QRect(0, 0, max(width - margins.left() - margins.right(), 1), _NO_LIMIT)
        needed = self.fontMetrics().boundingRect(room, WORD_WRAP, self.text()).height()
        needed += margins.top() + margins.bottom()
        if needed != self.minimumHeight():
            self.setMinimumHeight(needed)
            self.updateGeometry()


def evenly_wrapped(label: QLabel, widest: int) -> int:
    """Return the least width at which the words of a label need no more lines than at the widest, in pixels."""

    def height(width: int) -> int:
        return label.fontMetrics().boundingRect(QRect(0, 0, width, _NO_LIMIT), WORD_WRAP, label.text()).height()

    most = height(widest)
    narrow, wide = 1, widest
    while narrow < wide:
        middle = (narrow + wide) // 2
        if height(middle) <= most and _longest_word(label) <= middle:
            wide = middle
        else:
            narrow = middle + 1
    return wide


def let_stand(window: QWidget) -> None:
    """Let the wrapped words in a window that was not shown yet be as high as they will be, at its width."""
    for label in window.findChildren(_WrappingLabel):
        label.take_place()


def _longest_word(label: QLabel) -> int:
    return max((label.fontMetrics().horizontalAdvance(word) for word in label.text().split()), default=0)


def set_tone(label: QLabel, tone: Tone) -> None:
    """Give a label another colour by meaning."""
    if label.property("tone") != tone:
        label.setProperty("tone", tone)
        label.style().unpolish(label)
        label.style().polish(label)


def selectable(label: QLabel) -> QLabel:
    """Let the person select and copy what a label says, also with the keyboard."""
    from PySide6.QtCore import Qt  # not before the first paint: see `plain_numbers`

    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def line(parent: QWidget | None = None) -> QFrame:
    """Return a thin horizontal line."""
    frame = QFrame(parent)
    frame.setObjectName("line")
    return frame
