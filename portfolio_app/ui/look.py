"""What every part of the window needs to speak and to paint: language, colours, icons."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QIcon, QPixmap

from portfolio_app.common.text import Language, Text
from portfolio_app.ui.icons import IconSet
from portfolio_app.ui.theme import Tones


class Look:
    """The language and the theme of a window; another of these is another `Look`, and the content is built anew.

    Attributes:
        language, tones: what is spoken and painted in.
        text_size: per cent of the usual.
        scales: those of the screens that there are, for which icons are made.
    """

    __slots__ = ("_icons", "language", "scales", "text_size", "tones")

    def __init__(
        self, language: Language, tones: Tones, text_size: int = 100, scales: frozenset[float] = frozenset()
    ) -> None:
        self.language: Final = language
        self.tones: Final = tones
        self.text_size: Final = text_size
        self.scales: Final = scales
        self._icons: Final = IconSet(tones.ink, scales)

    def __eq__(self, other: object) -> bool:
        """Tell whether what is shown with either looks the same."""
        return isinstance(other, Look) and self._parts() == other._parts()

    def __hash__(self) -> int:
        """Return a hash of all that makes it look as it does."""
        return hash(self._parts())

    def _parts(self) -> tuple[Language, Tones, int, frozenset[float]]:
        return self.language, self.tones, self.text_size, self.scales

    def say(self, text: Text) -> str:
        """Return the wording of `text` in the language of the window."""
        return text.say(self.language)

    def wide(self, pixels: int) -> int:
        """Return a size that was thought out for usual text, for the text of this size."""
        return round(pixels * self.text_size / 100)

    def grown(self, icon: int) -> int:
        """Return how large an icon is in a button or a list: it grows with the text, half as fast.

        So rows of buttons keep the room that they have.
        """
        return round(icon * (100 + self.text_size) / 200)

    def icon(self, name: str, colour: str = "", size: int = 18, *, space: int = 0, pale: str = "") -> QIcon:
        """Return an icon in `colour`, or in that of words; see `IconSet.icon`.

        `size` is that beside usual text; see `grown`.
        """
        return self._icons.icon(name, colour, self.grown(size), space=space, pale=pale)

    def pixmap(self, name: str, colour: str, size: int, scale: float = 1) -> QPixmap:
        """Return an icon as a picture."""
        return self._icons.pixmap(name, colour, size, scale)
