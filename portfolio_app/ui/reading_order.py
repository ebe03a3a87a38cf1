"""Where Tab leads: through everything that can be reached in the order in which it is read, as it stands now.

Qt goes along its widgets in the order in which they were made. What is made later, a chip or a line of a list, would
come last; and what is moved, left out or taken apart by the room that there is would leave that order behind. So each
window asks here: what stands in rows is read row by row, what stands in columns column by column, and so on within
each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QWidget,
)

_WHOLE: Final = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit)
"""What is one stop, whatever Qt makes it of."""

_MARGIN: Final = 30


class _Part(NamedTuple):
    place: QRect
    stops: tuple[QWidget, ...]


def move_focus(window: QWidget, *, forward: bool) -> bool:
    """Give the focus to what is read next, or before; return whether there is such a thing.

    Where the system lets Tab lead to some controls only, as macOS does until it is set otherwise, nothing is done.
    """
    if QGuiApplication.styleHints().tabFocusBehavior() != Qt.TabFocusBehavior.TabFocusAllControls:
        return False
    stops = stops_of(window)
    if not stops:
        return False
    now = window.focusWidget()  # also where the system thinks that another window is in front
    at = next((number for number, stop in enumerate(stops) if stop is now), None)
    step = 1 if forward else -1
    stop = stops[(at + step) % len(stops)] if at is not None else stops[0 if forward else -1]
    stop.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # so that it is shown; a click takes it back
    _show(stop)
    return True


def stops_of(window: QWidget) -> list[QWidget]:
    """Return what Tab leads to within `window`, in the order of reading."""
    return list(_stops(window))


def _stops(widget: QWidget) -> Iterator[QWidget]:
    is_stop = _is_stop(widget)
    if isinstance(widget, _WHOLE):
        within: list[QWidget] = []
    else:
        within = _stops_within(widget)
    # What scrolls is a stop of its own only when nothing in it is: then it is there to be read by the arrow keys.
    if is_stop and not (within and isinstance(widget, QScrollArea)):
        yield widget
    yield from within


def _stops_within(widget: QWidget) -> list[QWidget]:
    parts = []
    for child in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if child.isHidden() or child.isWindow() or not child.isEnabled():
            continue
        stops = tuple(_stops(child))
        if stops:
            parts.append(_Part(child.geometry(), stops))
    return [stop for part in _read(parts) for stop in part.stops]


def _is_stop(widget: QWidget) -> bool:
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isEnabled() and widget.isVisible() and widget.focusProxy() is None


def _read(parts: Sequence[_Part]) -> Sequence[_Part]:
    """Return neighbours in the order of reading."""
    if len(parts) < 2:
        return parts
    for first, last in ((QRect.top, QRect.bottom), (QRect.left, QRect.right)):
        groups = _cut(parts, first, last)
        if len(groups) > 1:
            return [part for group in groups for part in _read(group)]
    return sorted(parts, key=lambda part: (part.place.top(), part.place.left()))


def _cut(parts: Sequence[_Part], first: Callable[[QRect], int], last: Callable[[QRect], int]) -> list[list[_Part]]:
    """Divide neighbours where a line can be drawn between them that meets none."""
    groups: list[list[_Part]] = []
    reached = 0
    for part in sorted(parts, key=lambda part: first(part.place)):
        if groups and first(part.place) <= reached:
            groups[-1].append(part)
        else:
            groups.append([part])
            reached = last(part.place)
        reached = max(reached, last(part.place))
    return groups


def _show(stop: QWidget) -> None:
    """Scroll to where the focus is now."""
    around = stop.parentWidget()
    while around is not None and not stop.isWindow():
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(stop, _MARGIN, _MARGIN)
        around = around.parentWidget()
