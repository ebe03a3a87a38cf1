"""What can be seen to be wrong with a page: unnamed, cut off, on top of each other, too small, not translated.

Each function takes what the person looks at and yields one line per finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QSplitter,
    QSplitterHandle,
    QStackedWidget,
    QTableView,
    QTextEdit,
    QWidget,
)

from portfolio_app.ui.widgets.tips import plain_tip

LEAST_TARGET = 24
"""The smallest side of what is pressed, in pixels (WCAG 2.2, success criterion 2.5.8)."""

TRANSLATED = "\u2063"
"""Follows every translated text while a walk looks for texts that are not: invisible, and without width."""

CONTROLS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton, QAbstractItemView, QAbstractSpinBox)
FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox)
_COMPOUND = (QAbstractScrollArea, QComboBox, QLineEdit, QAbstractSpinBox, QMenuBar, QSplitter, QStackedWidget)
_ROUNDING = 2
_NO_LIMIT = 100_000
_AROUND_LINE, _ICON_IN_LINE, _AROUND_COMBO = 16, 22, 32
_ICON_OF_LINE = 16
_FLOATS = "floats"
"""The property of what lies on top of others by design."""


def visible(top: QWidget) -> Iterator[QWidget]:
    """Yield everything within `top` that is shown."""
    for widget in top.findChildren(QWidget):
        if _is_seen(widget, top):
            yield widget


def controls(top: QWidget) -> Iterator[QWidget]:
    """Yield what the person can type in, press or choose from."""
    for widget in top.findChildren(QWidget):
        if is_control(widget, top):
            yield widget


def is_control(widget: QWidget, top: QWidget) -> bool:
    """Tell whether a person before `top` can type in it, press it or choose from it."""
    return isinstance(widget, CONTROLS) and not isinstance(widget, QHeaderView) and _is_seen(widget, top)


def _is_seen(widget: QWidget, top: QWidget) -> bool:
    return (
        top.isAncestorOf(widget) and widget.isVisibleTo(top) and widget.window() is top.window() and not _of_qt(widget)
    )


def name_of(widget: QWidget) -> str:
    """Return the name that a screen reader says."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text or buddy_of(widget)


def unnamed(top: QWidget) -> Iterator[str]:
    """Yield controls that a screen reader has no name for, and what scrolls and may have the focus without one."""
    for widget in visible(top):
        scrolls = isinstance(widget, QScrollArea) and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        if (scrolls or is_control(widget, top)) and not name_of(widget).strip(" &"):
            yield say(widget)


def unlabelled(top: QWidget) -> Iterator[str]:
    """Yield fields without words beside them that are seen and belong to them, for eye and screen reader."""
    labels = {id(label.buddy()) for label in visible(top) if isinstance(label, QLabel) and label.text().strip()}
    for widget in visible(top):
        is_field = isinstance(widget, FIELDS) and not isinstance(widget.parent(), QAbstractSpinBox)
        if is_field and id(widget) not in labels and not _is_to_search_in(widget):
            yield say(widget)


def _is_to_search_in(field: QWidget) -> bool:
    """Tell whether a line is there to search in: the magnifying glass and the words in it say so, also aloud."""
    return isinstance(field, QLineEdit) and bool(field.actions()) and field.placeholderText() == field.accessibleName()


def small(top: QWidget) -> Iterator[str]:
    """Yield what is pressed or typed in and smaller than `LEAST_TARGET`."""
    for widget in controls(top):
        pressed = isinstance(widget, QAbstractButton | QLineEdit | QComboBox)
        if pressed and min(widget.width(), widget.height()) < LEAST_TARGET:
            yield f"{say(widget)} {widget.width()}×{widget.height()}"


def markup(top: QWidget) -> Iterator[str]:
    """Yield labels that might take what a person typed for markup."""
    for widget in visible(top):
        if isinstance(widget, QLabel) and widget.text() and widget.textFormat() is not Qt.TextFormat.PlainText:
            yield say(widget)


def cut_off(top: QWidget) -> Iterator[str]:
    """Yield what is not shown whole: words wider than their place, and parts beyond the edge of what holds them."""
    for widget in visible(top):
        if _words_cut(widget):
            yield f"{say(widget)}: words do not fit in {widget.width()}×{widget.height()}"
        elif _beyond_edge(widget):
            yield f"{say(widget)}: beyond the edge"


def overlapping(top: QWidget) -> Iterator[str]:
    """Yield neighbours that lie on top of each other."""
    by_parent: dict[int, list[QWidget]] = {}
    for widget in visible(top):
        parent = widget.parentWidget()
        if not isinstance(parent, _COMPOUND) and not _floats(widget) and not isinstance(widget, QScrollBar):
            by_parent.setdefault(id(parent), []).append(widget)
    for neighbours in by_parent.values():
        for one, other in combinations(neighbours, 2):
            shared = one.geometry().intersected(other.geometry())
            if shared.width() > _ROUNDING and shared.height() > _ROUNDING:
                yield f"{say(one)} and {say(other)}"


def blurred(top: QWidget) -> Iterator[str]:
    """Yield pictures that have fewer pixels than the screen has in their place."""
    for widget in visible(top):
        for picture, place in _pictures_of(widget):
            wanted = place * widget.devicePixelRatioF()
            if picture.width() + 1 < wanted.width() and picture.height() + 1 < wanted.height():
                yield f"{say(widget)}: {picture.width()}×{picture.height()} pixels, {wanted.toTuple()} are wanted"


def _pictures_of(widget: QWidget) -> Iterator[tuple[QPixmap, QSizeF]]:
    """Yield what pictures a widget shows, each with the size at which it stands on the screen."""
    if isinstance(widget, QLabel) and not widget.pixmap().isNull():
        picture = widget.pixmap()
        yield picture, widget.size().toSizeF() if widget.hasScaledContents() else picture.deviceIndependentSize()
    if isinstance(widget, QAbstractButton) and not widget.icon().isNull():
        yield widget.icon().pixmap(widget.iconSize(), widget.devicePixelRatioF()), widget.iconSize().toSizeF()
    for action in widget.actions():
        if isinstance(widget, QLineEdit) and not action.icon().isNull():
            size = QSize(_ICON_OF_LINE, _ICON_OF_LINE)
            yield action.icon().pixmap(size, widget.devicePixelRatioF()), size.toSizeF()


def untranslated(top: QWidget, own: frozenset[str]) -> Iterator[str]:
    """Yield words that no translation was asked for, while every translated text ends in `TRANSLATED`.

    Args:
        top: what the person looks at.
        own: words that are the person's own, like the name of a vault.
    """
    for widget in (top, *visible(top)):
        for words in _words_of(widget):
            if (
                re.search(r"[^\W\d_]{2}", words)
                and TRANSLATED not in words
                and not (words in own or _is_language_free(words))
            ):
                yield f"{type(widget).__name__} {words!r}"


def _words_of(widget: QWidget) -> Iterator[str]:
    yield widget.toolTip()
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    yield from _words_shown(widget)


def _words_shown(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QMenu):
        for action in widget.actions():
            yield action.text()
    if isinstance(widget, QComboBox):
        for row in range(widget.count()):
            yield widget.itemText(row)
    if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView) and widget.model():
        yield from _words_listed(widget)


def _words_listed(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if isinstance(view, QTableView):
        for column in range(model.columnCount()):
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
    for row in range(model.rowCount()):
        yield str(model.index(row, 0).data() or "")


def _is_language_free(words: str) -> bool:
    """Tell whether words are the same in every language: the program's name, languages, keys, a recovery key."""
    keys = r"F\d+|((Ctrl|Alt|Shift)\+)+\S+"
    return re.fullmatch(rf"Vakdossier|Nederlands|English|({keys}|\s+[/…]\s+)+|([A-Z0-9]{{5}}-?)+", words) is not None


def _words_cut(widget: QWidget) -> bool:
    if isinstance(widget, QLabel):
        return bool(widget.text()) and not _floats(widget) and _label_cut(widget)
    if isinstance(widget, QAbstractButton):
        return widget.layout() is None and _button_cut(widget)  # in a layout its words are labels of their own
    if isinstance(widget, QLineEdit) and not isinstance(widget.parent(), QAbstractSpinBox):
        return _line_cut(widget)
    if isinstance(widget, QComboBox):
        fits = widget.fontMetrics().horizontalAdvance(widget.currentText()) <= widget.width() - _AROUND_COMBO
        return not fits and widget.toolTip() != plain_tip(widget.currentText())
    return False


def _label_cut(label: QLabel) -> bool:
    inside = label.contentsRect().size()
    wraps = label.wordWrap() or "\n" in label.text()
    flags = Qt.TextFlag.TextWordWrap if wraps else Qt.TextFlag.TextSingleLine
    room = QRect(0, 0, max(inside.width(), 1), _NO_LIMIT)
    needed = label.fontMetrics().boundingRect(room, int(flags), label.text()).size()
    return needed.width() > inside.width() + _ROUNDING or needed.height() > inside.height() + _ROUNDING


def _button_cut(button: QAbstractButton) -> bool:
    if button.hasHeightForWidth():
        return button.height() + _ROUNDING < button.heightForWidth(button.width())
    if not button.text():
        needed = button.iconSize()
    else:
        needed = button.minimumSizeHint() if button.property("elides") else button.sizeHint()
    return button.width() + _ROUNDING < needed.width() or button.height() + _ROUNDING < needed.height()


def _line_cut(line: QLineEdit) -> bool:
    metrics = line.fontMetrics()
    room = line.width() - _AROUND_LINE - (_ICON_IN_LINE if line.actions() else 0)
    return line.height() + _ROUNDING < metrics.height() or metrics.horizontalAdvance(line.placeholderText()) > room


def _beyond_edge(widget: QWidget) -> bool:
    """Tell whether a part lies where it cannot be seen and nothing scrolls to it."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or isinstance(parent, QAbstractItemView) or _floats(widget):
        return False
    held_by = parent.parentWidget()
    if isinstance(held_by, QScrollArea) and held_by.viewport() is parent:
        across = held_by.horizontalScrollBarPolicy() is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        return widget.width() > parent.width() + _ROUNDING and not (across and widget.property("scrolls_across"))
    if isinstance(parent, QAbstractScrollArea | QComboBox | QLineEdit) or isinstance(widget, QSplitterHandle):
        return False
    place = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
    return not parent.rect().adjusted(-_ROUNDING, -_ROUNDING, _ROUNDING, _ROUNDING).contains(place)


def _floats(widget: QWidget) -> bool:
    return bool(widget.property(_FLOATS))


def _of_qt(widget: QWidget) -> bool:
    """Tell whether a widget is a part that Qt itself makes within one of its own."""
    return widget.objectName().startswith("qt_") or isinstance(widget.parent(), QComboBox | QLineEdit)


def buddy_of(widget: QWidget) -> str:
    """Return the words of the label beside a field that is its buddy; empty where there is none."""
    for label in widget.window().findChildren(QLabel):
        if label.buddy() is widget:
            return label.text()
    return ""


def say(widget: QWidget) -> str:
    words = next((words for words in _words_of(widget) if words), "")
    return f"{type(widget).__name__} {widget.objectName()} “{words[:60]}”"
