"""The emblem of the program, in every size that a system asks for."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from portfolio_app.ui.emblem import emblem
from portfolio_app.ui.theme import LIGHT


def test_each_size_is_drawn_for_itself(qapp: QApplication) -> None:
    sizes = sorted(size.width() for size in emblem().availableSizes())
    assert sizes[0] == 16
    assert sizes[-1] == 256
    for size in sizes:
        picture = emblem().pixmap(size, size).toImage()
        assert (picture.width(), picture.height()) == (size, size)
        colours = {picture.pixelColor(x, y).name() for x in range(size) for y in range(size)}
        assert LIGHT.accent in colours
        assert picture.pixelColor(0, 0).alpha() < 255
        lightest = max(picture.pixelColor(x, y).lightness() for x in range(1, size - 1) for y in range(1, size - 1))
        assert lightest > 200, "no mark stands on the tile"
