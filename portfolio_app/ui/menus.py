"""The menu bar: made anew of the commands that there are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from portfolio_app.ui.commands import Command, Menu
from portfolio_app.ui.look import Look


def show_menu_titles(bar: QMenuBar, look: Look) -> None:
    """Show the menus of the start page without anything in them: so that nothing moves when they are filled."""
    for which in (Menu.PORTFOLIO, Menu.VIEW, Menu.HELP):
        bar.addMenu(look.say(which.value))


def fill_menu_bar(bar: QMenuBar, look: Look, commands: Sequence[Command]) -> None:
    """Show `commands` in the menus of `bar`, in place of what stood there; their keys work in the whole window."""
    for action in bar.actions():
        old = action.menu()
        bar.removeAction(action)
        if isinstance(old, QMenu):
            for gone in old.actions():
                gone.setShortcuts([])  # a key that two actions have does nothing, and the old go only later
            old.deleteLater()
    for which in Menu:
        within = [command for command in commands if command.menu is which]
        if within:
            bar.addMenu(_menu(bar, look, look.say(which.value), within))


def _menu(bar: QMenuBar, look: Look, title: str, commands: list[Command]) -> QMenu:
    menu = QMenu(title, bar)
    section = commands[0].section
    for command in sorted(commands, key=lambda each: each.section):
        if command.section != section:
            menu.addSeparator()
            section = command.section
        menu.addAction(_action(menu, look, command))
    return menu


def _action(menu: QMenu, look: Look, command: Command) -> QAction:
    from PySide6.QtGui import QKeySequence

    roles = {
        "preferences": QAction.MenuRole.PreferencesRole,
        "quit": QAction.MenuRole.QuitRole,
        "about": QAction.MenuRole.AboutRole,
    }
    action = QAction(look.say(command.label).replace("&", "&&"), menu)
    if command.icon:
        action.setIcon(look.icon(command.icon))
    action.setShortcuts([QKeySequence(keys) for keys in command.all_keys])
    action.setMenuRole(roles.get(command.role, QAction.MenuRole.NoRole))
    if command.checked is not None:
        action.setCheckable(True)
        action.setChecked(command.checked)
    action.triggered.connect(partial(_do, command))
    return action


def _do(command: Command, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt hands it over
    command.deed()


def shown_keys(keys: str) -> str:
    """Return a key as the system of the person writes it."""
    from PySide6.QtGui import QKeySequence

    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
