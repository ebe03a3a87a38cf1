"""What every part of the window needs to speak and to paint: language, colours, icons."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtGui import QIcon, QPixmap

from portfolio_app.common.text import Language, Text
from portfolio_app.ui.icons import IconSet
from portfolio_app.ui.theme import Tones


@dataclass(frozen=True, slots=True)
class Look:
    """The language and the theme of a window; another of these is another `Look`, and the content is built anew.

    Attributes:
        text_size: per cent of the usual.
    """

    language: Language
    tones: Tones
    text_size: int = 100
    icons: IconSet = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "icons", IconSet(self.tones.ink))

    def say(self, text: Text) -> str:
        """Return the wording of `text` in the language of the window."""
        return text.say(self.language)

    def wide(self, pixels: int) -> int:
        """Return a width that was thought out for usual text, for the text of this size."""
        return round(pixels * self.text_size / 100)

    def icon(self, name: str, colour: str = "", size: int = 18, *, space: int = 0) -> QIcon:
        """Return an icon in `colour`, or in that of words; `space` keeps words beside it at a distance."""
        return self.icons.icon(name, colour, size, space=space)

    def pixmap(self, name: str, colour: str, size: int, scale: float = 1) -> QPixmap:
        """Return an icon as a picture."""
        return self.icons.pixmap(name, colour, size, scale)
