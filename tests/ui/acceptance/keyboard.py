"""Going through what the person looks at by the keyboard alone: where Tab leads, in which order, what is seen of it.

As in `looking`, each function yields one line per finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCalendarWidget,
    QDialog,
    QLabel,
    QMenu,
    QMenuBar,
    QPushButton,
    QScrollArea,
    QWidget,
)

from portfolio_app.ui.theme import contrast
from tests.ui.acceptance.looking import say, visible

MOST_STOPS = 400
MOST_TRIES = 5
SETTLE_MS = 200
_SAME_LINE = 10
"""By how many pixels things may differ in height and still be read as one line."""

_LEAST_SEEN = 30
"""How many pixels must look otherwise for the focus to be seen; a cursor alone has fewer."""

_FOCUS_CONTRAST = 3
"""How much such a pixel must stand out from what it is without the focus (WCAG 2.2, success criterion 2.4.13)."""


def way_of_tab(top: QWidget, *, back: bool = False) -> list[QWidget] | None:
    """Return the widgets that Tab leads to, in that order, once round; None when it never comes round."""
    if isinstance(top, QMenu):
        return []
    top.activateWindow()
    for _ in range(20):
        QApplication.processEvents()
        if QApplication.activeWindow() is top.window():
            break
    start = _first(top)
    if start is None:
        return []
    start.setFocus(Qt.FocusReason.TabFocusReason)
    key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
    shift = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
    way = [start]
    for _ in range(MOST_STOPS):
        at = QApplication.focusWidget()
        if at is None:
            return None
        QTest.keyClick(at, key, shift)
        now = QApplication.focusWidget()
        if now is None or now is at:
            return None if len(_reachable(top)) > 1 else way
        if now is start:
            return way
        way.append(now)
    return None


def trapped(top: QWidget) -> Iterator[str]:
    """Yield where Tab, or Shift+Tab, does not come round, leaves something out, or goes another way back."""
    for _ in range(MOST_TRIES):  # what is still being read changes what there is to go through
        found = list(_trapped(top))
        if not found:
            return
        QTest.qWait(SETTLE_MS)
    yield from found


def _trapped(top: QWidget) -> Iterator[str]:
    there, back = way_of_tab(top), way_of_tab(top, back=True)
    if there is None or back is None:
        at = QApplication.focusWidget()
        key = "Tab" if there is None else "Shift+Tab"
        yield f"{key} does not come round; it stays at {say(at) if at else 'nothing'}"
        return
    met = {id(each) for each in there}
    for widget in _reachable(top):
        if id(widget) not in met:
            yield f"Tab does not lead to {say(widget)}"
    if [id(each) for each in there[1:]] != [id(each) for each in reversed(back[1:])]:
        yield "Shift+Tab does not lead back as Tab led there"


def out_of_order(top: QWidget) -> Iterator[str]:
    """Yield what Tab leads to before what stands above it, or to the left on the same line."""
    way = way_of_tab(top)
    if way:
        yield from _out_of_order(top, [each for each in way if top.isAncestorOf(each)])


def _out_of_order(around: QWidget, way: Sequence[QWidget]) -> Iterator[str]:
    """Compare the parts of `around` with each other, and then what is within each of them."""
    parts: dict[int, list[QWidget]] = {}
    order: list[QWidget] = []
    for widget in way:
        part = _part(around, widget)
        if id(part) not in parts:
            parts[id(part)] = []
            order.append(part)
        parts[id(part)].append(widget)
    for earlier, later in pairwise(order):
        if _stands_before(_place(later), _place(earlier)):
            yield f"{say(parts[id(earlier)][0])} comes before {say(parts[id(later)][0])}"
    for part in order:
        within = [each for each in parts[id(part)] if each is not part]
        if len(within) > 1:
            yield from _out_of_order(part, within)


def _stands_before(one: QRect, other: QRect) -> bool:
    """Tell whether `one` is read before `other`: it is above it, or on the same line at its left."""
    if one.bottom() <= other.top() + _SAME_LINE:
        return one.left() < other.right()  # what stands at the right of a column is read after all of that column
    beside = one.right() <= other.left() + _SAME_LINE
    return beside and one.top() < other.bottom() - _SAME_LINE


def _place(part: QWidget) -> QRect:
    """Return where a part stands in the window."""
    return QRect(part.mapTo(part.window(), QPoint(0, 0)), part.size())


def _part(around: QWidget, widget: QWidget) -> QWidget:
    while (parent := widget.parentWidget()) is not around and parent is not None:
        widget = parent
    return widget


class FocusSeen:
    """Looks whether it can be seen well where the focus is; each sort of widget once."""

    def __init__(self) -> None:
        self._known: set[tuple[object, ...]] = set()

    def __call__(self, top: QWidget) -> Iterator[str]:
        """Yield what looks the same with the focus as without."""
        start = _first(top)
        way = [each for each in way_of_tab(top) or () if top.isAncestorOf(each)]
        if start is None or len(way) < 2 or all(self._sort(each) in self._known for each in way):
            return
        start.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(start, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        for _ in way:
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            widget = QApplication.focusWidget()
            if self._sort(widget) in self._known:
                continue
            self._known.add(self._sort(widget))
            QApplication.processEvents()
            with_focus = _picture(widget)
            QTest.keyClick(widget, Qt.Key.Key_Tab)
            QApplication.processEvents()
            if _differing(with_focus, _picture(widget)) < _LEAST_SEEN:
                yield f"{say(widget)}: nothing shows that the focus is here"
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)

    @staticmethod
    def _sort(widget: QWidget) -> tuple[object, ...]:
        return type(widget), widget.objectName(), widget.property("role"), bool(widget.property("wrong"))


def unreachable_buttons(top: QWidget) -> Iterator[str]:
    """Yield buttons that no key presses: not by Tab, not by a letter, not by the arrows of a group."""
    if isinstance(top, QMenu) or isinstance(top.findChild(QCalendarWidget), QCalendarWidget):
        return
    met = {id(each) for each in way_of_tab(top) or ()}
    for widget in visible(top):
        if not isinstance(widget, QAbstractButton) or not widget.isEnabled() or id(widget) in met:
            continue
        group = widget.group()
        neighbours = group.buttons() if group is not None else _alike(widget)
        if not widget.shortcut().isEmpty() or any(id(each) in met for each in neighbours):
            continue
        yield say(widget)


def without_default(top: QWidget) -> Iterator[str]:
    """Yield dialogs whose first button is not the one that Enter presses, or that begin without a focus."""
    if not isinstance(top, QDialog):
        return
    buttons = [each for each in visible(top) if isinstance(each, QPushButton) and each.isEnabled()]
    for button in buttons:
        if button.property("role") == "primary" and not (button.isDefault() or button.autoDefault()):
            yield f"{type(top).__name__}: Enter does not press {say(button)}"
    if top.focusWidget() is None:
        yield f"{type(top).__name__} begins without a focus"


def same_letters(top: QWidget) -> Iterator[str]:
    """Yield letters that are the key of more than one thing at once."""
    if isinstance(top, QMenu):
        words = [action.text() for action in top.actions() if action.isVisible()]
    else:
        words = [each.text() for each in visible(top) if isinstance(each, QAbstractButton)]
        words += [each.text() for each in visible(top) if isinstance(each, QLabel) and each.buddy() is not None]
        for bar in (each for each in visible(top) if isinstance(each, QMenuBar)):
            words += [action.text() for action in bar.actions() if action.isVisible()]
    letters = Counter(letter for each in words if (letter := _letter(each)))
    for letter, times in letters.items():
        if times > 1:
            yield f"{letter} is the key of {times} things"


def roleless(top: QWidget) -> Iterator[str]:
    """Yield what can have the focus, or is painted by ourselves, and of which a screen reader cannot say what it is."""
    met = {id(each) for each in _reachable(top)}
    for widget in visible(top):
        focusable = id(widget) in met
        if not focusable and not _paints_itself(widget):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None:
            yield f"{say(widget)} is unknown to a screen reader"
            continue
        name = interface.text(QAccessible.Text.Name)
        if focusable and not name.strip():
            yield f"{say(widget)} has no name"
        known = interface.role() not in (QAccessible.Role.NoRole, QAccessible.Role.Client)
        if focusable and not known and not isinstance(widget, QScrollArea):
            yield f"{say(widget)} has no role"


def _paints_itself(widget: QWidget) -> bool:
    own = type(widget)
    return own.__module__.startswith("portfolio_app") and "paintEvent" in own.__dict__


def _reachable(top: QWidget) -> list[QWidget]:
    """Return what Tab has to lead to; what scrolls only where nothing within it can be reached."""
    found = [
        each
        for each in visible(top)
        if each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None
    ]
    return [
        each
        for each in found
        if not (isinstance(each, QScrollArea) and any(each.isAncestorOf(other) for other in found))
    ]


def _first(top: QWidget) -> QWidget | None:
    """Return where Tab begins when the focus is nowhere yet."""
    if not _reachable(top):
        return None
    if (now := top.focusWidget()) is not None:
        now.clearFocus()
    QTest.keyClick(top, Qt.Key.Key_Tab)
    return QApplication.focusWidget()


def _alike(button: QAbstractButton) -> list[QAbstractButton]:
    """Return the buttons of a kind of our own around a button: arrows go along these."""
    around = button.parentWidget()
    if around is None or not type(button).__module__.startswith("portfolio_app"):
        return []
    return [each for each in around.findChildren(QAbstractButton) if type(each) is type(button)]


def _picture(widget: QWidget) -> QImage:
    around = QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size()).adjusted(-3, -3, 3, 3)
    return widget.window().grab(around).toImage().convertToFormat(QImage.Format.Format_RGB32)


def _differing(one: QImage, other: QImage) -> int:
    if one.size() != other.size() or one.isNull():
        return _LEAST_SEEN
    pairs = Counter(zip(memoryview(one.constBits()).cast("I"), memoryview(other.constBits()).cast("I"), strict=True))
    return sum(times for (ours, theirs), times in pairs.items() if ours != theirs and _stands_out(ours, theirs))


def _stands_out(one: int, other: int) -> bool:
    return contrast(QColor(one).name(), QColor(other).name()) >= _FOCUS_CONTRAST


def _letter(words: str) -> str:
    at = words.replace("&&", "  ").find("&")
    return words[at + 1].casefold() if 0 <= at < len(words) - 1 else ""
