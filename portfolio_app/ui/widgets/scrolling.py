"""Content that is as wide as there is room, and scrolls down where it is higher."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QScrollArea, QWidget

from portfolio_app.ui.widgets.plain_numbers import scroll_down_only


class ScrollingColumn(QScrollArea):
    """Scrolls one widget down; no frame is drawn around it.

    Attributes:
        content: what scrolls; without one of its own, an empty widget to lay out.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        content: QWidget | None = None,
        *,
        name: str = "",
        ground: Literal["scrolled", "page"] = "scrolled",
        across: bool = False,
        widest: int = 0,
        shows_focus: bool = False,
    ) -> None:
        """Scroll `content`, or a new widget.

        Args:
            parent: the widget to stand in.
            content: what scrolls, with a name of its own for the style sheet.
            name: what a screen reader calls it.
            ground: the name of a new widget for the style sheet: that of a page, or what it stands on seen through it.
            across: let it scroll to the side too, where the text is the largest and the screen small.
            widest: no wider than this, at the left, so that on a large screen lines stay short enough to read; 0: as
                wide as there is room.
            shows_focus: mark where the keys are; for what is only read, so that nothing within can show it.
        """
        super().__init__(parent)
        self._ground = ground
        self._across = across
        self._widest = widest
        if shows_focus:
            self.setObjectName("reading")
        if name:
            self.setAccessibleName(name)
        self.setWidgetResizable(True)
        if not across:
            scroll_down_only(self)
        self.content: QWidget
        if content is None:
            self.renew()
        else:
            self.put(content)

    def put(self, content: QWidget) -> None:
        """Scroll another widget; the one that was there is deleted."""
        if self._across:
            content.setProperty("scrolls_across", True)
        if self._widest:
            content.setMaximumWidth(self._widest)
        self.content = content
        self.setWidget(content)

    def renew(self) -> QWidget:
        """Begin again with an empty widget, and return it; the one that was there is deleted."""
        # With its parent from the start: what gets one later is styled again.
        content = QWidget(self)
        content.setObjectName(self._ground)
        self.put(content)
        return content
