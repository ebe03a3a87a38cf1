"""What the first page needs of the namespace `Qt`, as the numbers that Qt itself takes for it.

The first time that anything of `Qt` is named, PySide makes all its hundred enumerations: 13 ms, a tenth of what an
empty window takes to start. So what stands on the first page sets these few through Qt's properties, which take
numbers; a test holds the numbers against the names.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QLabel, QScrollArea, QToolButton

PLAIN_TEXT: Final = 0
"""`Qt.TextFormat.PlainText`"""

STRONG_FOCUS: Final = 11
"""`Qt.FocusPolicy.StrongFocus`"""

WORD_WRAP: Final = 0x1000
"""`Qt.TextFlag.TextWordWrap`"""

ESCAPE_KEY: Final = 0x01000000
"""`Qt.Key.Key_Escape`"""

ENTER_KEYS: Final = (0x01000004, 0x01000005)
"""`Qt.Key.Key_Return` and `Qt.Key.Key_Enter`"""

SPACE_KEY: Final = 0x20
"""`Qt.Key.Key_Space`"""

NO_SCROLL_BAR: Final = 1
"""`Qt.ScrollBarPolicy.ScrollBarAlwaysOff`"""


def take_words_as_they_are(label: QLabel) -> None:
    """Let a label take nothing for markup."""
    label.setProperty("textFormat", PLAIN_TEXT)


def take_focus(button: QToolButton) -> None:
    """Let a button be reached by the keyboard and by the pointer."""
    button.setProperty("focusPolicy", STRONG_FOCUS)


def scroll_down_only(area: QScrollArea) -> None:
    """Let an area scroll nothing to the side."""
    area.setProperty("horizontalScrollBarPolicy", NO_SCROLL_BAR)
