"""What the palette cannot say of the widgets' shapes: edges, corners, space within."""

from __future__ import annotations

from string import Template
from typing import Final

from portfolio_app.common.resources import resource
from portfolio_app.ui.theme import Tones

# Only what is listed here leaves Fusion's own painting; menus stay as Fusion draws them.
_SHEET: Final = Template("""
QToolTip { background: $paper; color: $ink; border: 1px solid $edge; padding: 4px 6px; }

QLineEdit, QPlainTextEdit, QComboBox {
    background: $paper; color: $ink; border: 1px solid $edge; border-radius: 5px; padding: 0 7px;
    selection-background-color: $accent; selection-color: $on_accent; placeholder-text-color: $quiet;
}
QLineEdit, QComboBox { min-height: 1.5em; }
QPlainTextEdit { padding: 4px 5px; }
QComboBox { padding-right: 24px; }
QLineEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 0 6px; min-height: 1.4em; }
QPlainTextEdit:focus { border: 2px solid $accent; padding: 3px 4px; }
QComboBox:focus { padding-right: 23px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {
    background: $ground; border-color: $rule; color: $quiet;
}
QLineEdit:read-only, QPlainTextEdit:read-only { background: $ground; border-color: $rule; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] { border-color: $bad; }
QComboBox::drop-down { border: none; width: 24px; subcontrol-origin: border; subcontrol-position: center right; }
QComboBox::down-arrow { image: url("$chevron"); width: 14px; height: 14px; }
QComboBox QAbstractItemView, QListView#choices {
    background: $paper; color: $ink; border: 1px solid $edge; outline: none; padding: 3px;
    selection-background-color: $tint; selection-color: $ink;
}
QComboBox QAbstractItemView::item, QListView#choices::item { min-height: 1.4em; padding: 1px 6px; border-radius: 4px; }
QListView#choices::item:selected, QComboBox QAbstractItemView::item:selected { background: $tint; color: $ink; }

QPushButton {
    background: $raised; color: $ink; border: 1px solid $edge; border-radius: 5px;
    padding: 5px 13px; min-height: 1.05em;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $tint; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 12px; outline: none; }
QPushButton:disabled { color: $quiet; border-color: $rule; background: $ground; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600; }
QPushButton[role="primary"]:hover { background: $accent_hover; }
QPushButton[role="primary"]:focus { border: 2px solid $accent; padding: 4px 12px; }
QPushButton[role="primary"]:disabled { background: $track; color: $quiet; border-color: $track; }
QPushButton[role="quiet"], QToolButton {
    background: transparent; color: $ink; border: 1px solid transparent; border-radius: 5px; padding: 4px 8px;
}
QPushButton[role="quiet"]:hover, QToolButton:hover { background: $hover; }
QPushButton[role="quiet"]:pressed, QToolButton:pressed { background: $tint; }
QPushButton[role="quiet"]:focus, QToolButton:focus { border: 2px solid $accent; padding: 3px 7px; }
QPushButton[role="quiet"]:disabled, QToolButton:disabled { color: $quiet; background: transparent; }
QToolButton { padding: 4px; min-width: 18px; min-height: 18px; }
QToolButton:focus { padding: 3px; }
QToolButton:checked { background: $tint; border-color: $accent; }
QLineEdit QToolButton, QLineEdit QToolButton:focus {
    padding: 0; border: none; min-width: 0; min-height: 0; background: transparent;
}
QToolButton::menu-indicator { image: none; }
QPushButton[role="link"] {
    background: transparent; color: $accent; border: 1px solid transparent;
    border-radius: 4px; padding: 3px 4px; text-align: left;
}
QPushButton[role="link"]:hover { background: $hover; }
QPushButton[role="link"]:focus { border: 2px solid $accent; padding: 2px 3px; }
QPushButton[flush="true"] { padding-left: 1px; }
QPushButton[flush="true"]:focus { padding-left: 0; }

QPushButton[role="chip"] {
    background: $raised; color: $ink; border: 1px solid $rule; border-radius: 12px; padding: 3px 10px; text-align: left;
}
QPushButton[role="chip"]:hover { background: $hover; border-color: $edge; }
QPushButton[role="chip"]:focus { border: 2px solid $accent; padding: 2px 9px; }

QCheckBox { spacing: 9px; min-height: 1.3em; }
QCheckBox::indicator, QTreeView::indicator, QListView::indicator {
    width: 15px; height: 15px; border: 1px solid $edge; border-radius: 4px; background: $paper;
}
QCheckBox::indicator:checked, QTreeView::indicator:checked, QListView::indicator:checked {
    background: $accent; border-color: $accent; image: url("$check");
}
QCheckBox::indicator:focus { border: 2px solid $accent; width: 13px; height: 13px; }
QCheckBox::indicator:checked:focus { background: $paper; image: url("$check_here"); }
QCheckBox::indicator:disabled { background: $ground; border-color: $rule; }
QCheckBox::indicator:checked:disabled { background: $quiet; border-color: $quiet; }

QTableView {
    background: $paper; color: $ink; border: none; outline: none; gridline-color: transparent;
    selection-background-color: $tint; selection-color: $ink;
}
QTableView::item { padding: 0 8px; border-bottom: 1px solid $rule; }
QTableView::item:selected { background: $tint; color: $ink; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $raised; border-radius: 4px; }
QCalendarWidget QToolButton { color: $ink; padding: 4px 6px; font-weight: 600; }
QCalendarWidget QToolButton:focus { padding: 3px 5px; }
QCalendarWidget QTableView { selection-background-color: $accent; selection-color: $on_accent; }
QCalendarWidget QTableView::item { padding: 0; border: none; }
QHeaderView { background: $paper; border: none; }
QHeaderView::section {
    background: $paper; color: $quiet; border: none;
    border-bottom: 1px solid $edge; padding: 5px 11px; font-weight: 600;
}
QHeaderView::section:hover { color: $ink; background: $hover; }
QHeaderView::down-arrow, QHeaderView::up-arrow {
    width: 12px; height: 12px; subcontrol-position: center right; right: 4px;
}
QHeaderView::down-arrow { image: url("$chevron"); }
QHeaderView::up-arrow { image: url("$chevron_up"); }

QTreeView, QListView { background: $paper; color: $ink; border: 1px solid $rule; border-radius: 5px; outline: none; }
QTreeView::item, QListView#parts::item { min-height: 1.3em; padding: 1px 2px; }
QTreeView::item:selected, QListView::item:selected { background: $tint; color: $ink; }
QTreeView:focus, QListView:focus { border: 1px solid $accent; }

QListView#sections::item:selected:focus, QTreeView::item:selected:focus { border: 2px solid $accent; }
QListView#found { border: none; background: transparent; padding: 0 2px; }
QListView#sections { background: $rail; border: none; border-radius: 0; padding: 10px 8px; }
QListView#sections::item { min-height: 32px; padding: 2px 8px; border-radius: 6px; }
QListView#sections::item:selected { background: $tint; color: $ink; }
QListView#sections::item:selected:focus { padding: 0 6px; }
QTreeView::item:selected:focus { padding: 0; }

QRadioButton { spacing: 9px; min-height: 1.4em; }
QRadioButton::indicator {
    width: 15px; height: 15px; border: 1px solid $edge; border-radius: 8px; background: $paper;
}
QRadioButton::indicator:checked { width: 5px; height: 5px; border: 6px solid $accent; background: $paper; }
QRadioButton::indicator:focus { width: 13px; height: 13px; border: 2px solid $accent; }
QRadioButton::indicator:checked:focus {
    width: 13px; height: 13px; border: 2px solid $accent;
    background: qradialgradient(
        cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5, stop: 0.5 $accent, stop: 0.6 $paper, stop: 1 $paper
    );
}
QRadioButton::indicator:disabled { background: $ground; border-color: $rule; }

QListView#rail { background: transparent; border: none; outline: none; padding: 0 8px; }

QProgressBar {
    background: $track; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; color: transparent;
}
QProgressBar::chunk { background: $accent; border-radius: 4px; }

QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget#scrolled { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollArea#reading, QLabel#paper { border: 2px solid transparent; }
QScrollArea#reading:focus, QLabel#paper:focus { border: 2px solid $accent; border-radius: 4px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: $grip; border-radius: 3px; min-height: 36px; margin: 2px 3px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle:horizontal { background: $grip; border-radius: 3px; min-width: 36px; margin: 3px 2px; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: none; border: none; width: 0; height: 0;
}

QSplitter::handle:horizontal { background: transparent; border-left: 1px solid $rule; }

QWidget#rail_side { background: $rail; }
QWidget#page { background: $ground; }
QWidget#sheet { background: $paper; }
QFrame#card { background: $paper; border: 1px solid $rule; border-radius: 8px; }
QFrame#line { background: $rule; border: none; max-height: 1px; min-height: 1px; }
QFrame#notice { background: $raised; border: 1px solid $rule; border-left: 3px solid $attention; border-radius: 4px; }
QFrame#toast { background: $ink; border-radius: 8px; }
QFrame#toast QLabel { color: $ground; }
QFrame#toast QPushButton {
    background: transparent; color: $toast_accent; border: 1px solid transparent; font-weight: 600;
}
QFrame#toast QPushButton:focus, QFrame#toast QPushButton:hover { border: 1px solid $toast_accent; }

QLabel[role="badge"] {
    background: $tint; color: $accent; border: 1px solid $rule; border-radius: 4px; padding: 0 5px;
}
QLabel[tone="quiet"] { color: $quiet; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="attention"] { color: $attention; }
QLabel[tone="accent"] { color: $accent; }
""")


def style_sheet(tones: Tones) -> str:
    """Return the style sheet in the colours of a theme."""
    side = "dark" if tones.dark else "light"
    return _SHEET.substitute(
        {name: value for name, value in tones._asdict().items() if name != "dark"},
        accent_hover="#9dd2ea" if tones.dark else "#0f3f56",
        toast_accent="#17506a" if tones.dark else "#8fd0ee",
        chevron=resource("icons", "tinted", f"chevron-down-{side}.svg").as_posix(),
        check=resource("icons", "tinted", f"check-{side}.svg").as_posix(),
        check_here=resource("icons", "tinted", f"check-here-{side}.svg").as_posix(),
        chevron_up=resource("icons", "tinted", f"chevron-up-{side}.svg").as_posix(),
    )
