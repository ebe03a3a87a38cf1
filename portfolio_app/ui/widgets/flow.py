"""Widgets beside each other, going on to the next line where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

from portfolio_app.ui.widgets.layouts import clear


class Flow(QLayout):
    """Lays its widgets out like words of a text; what is hidden takes no room."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 6) -> None:
        super().__init__(parent)
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addWidget(self, widget: QWidget) -> None:
        """Put a widget at the end; its place is ours, and is freed with us, as Qt frees it in its own layouts."""
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Put an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out and return it, or None."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def clear(self) -> None:
        """Take all widgets out and free them."""
        clear(self)

    def expandingDirections(self) -> Qt.Orientation:
        """As wide as there is room."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """How high it is depends on how wide it is."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        """On one line."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + self._gap * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """Room for the widest at its narrowest."""
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(
            max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0)
        )

    def setGeometry(self, rect: QRect) -> None:
        """Put the items where they belong."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            wished = item.sizeHint()
            width = wished.width()
            if width > rect.width():  # else how narrow it may be is not asked: to measure words takes a while
                width = min(width, max(rect.width(), item.minimumSize().width()))
            if x > rect.x() and x + width > rect.x() + rect.width():
                x, y, line = rect.x(), y + line + self._gap, 0
            if move:
                item.setGeometry(QRect(x, y, width, wished.height()))
            x += width + self._gap
            line = max(line, wished.height())
        return y + line - rect.y()


class FlowRow(QWidget):
    """Widgets like words of a text, in a widget that is as high as they need.

    How high they stand is told as a fixed height: Qt's height for width is remembered too long by nested layouts.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int = 6) -> None:
        super().__init__(parent)
        self.flow = Flow(self, gap=gap)

    def fit(self) -> None:
        """Take the height that the widgets need at this width."""
        self.setFixedHeight(max(self.flow.heightForWidth(self.width()), 1))

    def hasHeightForWidth(self) -> bool:
        """No: see above."""
        return False

    def event(self, event: QEvent) -> bool:
        """What is added is counted once it is shown, which is a moment after that."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has other lines; what lies around is told again once it has its own width."""
        super().resizeEvent(event)
        before = self.minimumHeight()
        self.fit()
        if self.minimumHeight() != before:
            QTimer.singleShot(0, self, self.updateGeometry)
