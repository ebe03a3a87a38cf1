"""The menu bar: shows the commands that there are; what can still be done keeps its action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar

from portfolio_app.common.text import Text
from portfolio_app.ui.commands import Command, Menu
from portfolio_app.ui.look import Look

_AT_THE_START = (Menu.PORTFOLIO, Menu.VIEW, Menu.HELP)
_ROLES = {
    "preferences": QAction.MenuRole.PreferencesRole,
    "quit": QAction.MenuRole.QuitRole,
    "about": QAction.MenuRole.AboutRole,
}
_Key = tuple[Text, int]
"""What an action is known by: its label, and the how-manieth it is of those called so (two portfolios of one name)."""


class Menus:
    """The menus of a menu bar, each made once.

    A window that is open all day would grow by menus that are made anew: Qt frees the action of a menu with the menu,
    but what PySide holds of it stays.
    """

    def __init__(self, bar: QMenuBar) -> None:
        """Show nothing yet."""
        self._bar = bar
        self._menus: dict[Menu, _CommandMenu] = {}

    def show_titles(self, look: Look) -> None:
        """Show the menus of the start page without anything in them: so that nothing moves when they are filled."""
        self._dress()
        for which in _AT_THE_START:
            self._menu(which).setTitle(look.say(which.value))

    def show(self, look: Look, commands: Sequence[Command]) -> None:
        """Show `commands` and no others; their keys work in the whole window."""
        self._dress()
        wanted = {which: _keyed(which, commands) for which in Menu}
        for which, menu in self._menus.items():  # first: a key that two actions have does nothing
            menu.let_go(wanted[which])
        for which, within in wanted.items():
            if within or which in self._menus:
                self._menu(which).show_commands(look, look.say(which.value), within)

    def _dress(self) -> None:
        """Take the typeface of the window, as large as it is set: the system has one of its own for menu bars."""
        if self._bar.font() != QApplication.font():
            self._bar.setFont(QApplication.font())

    def _menu(self, which: Menu) -> _CommandMenu:
        if which not in self._menus:
            order = list(Menu)
            behind = [self._menus[each] for each in order[order.index(which) :] if each in self._menus]
            self._menus[which] = menu = _CommandMenu(self._bar)
            if behind:
                self._bar.insertMenu(behind[0].menuAction(), menu)
            else:
                self._bar.addMenu(menu)
        return self._menus[which]


class _CommandMenu(QMenu):
    """A menu with an action for each command, and a line between its sections."""

    def __init__(self, bar: QMenuBar) -> None:
        super().__init__(bar)
        self._entries: dict[_Key, _Entry] = {}
        self._lines: list[QAction] = []
        self._order: list[QAction] = []
        self._choices: dict[int, QActionGroup] = {}

    def let_go(self, wanted: dict[_Key, Command]) -> None:
        """Free the actions of commands that there are no more, and the keys of those that have others now."""
        for key in self._entries.keys() - wanted.keys():
            gone = self._entries.pop(key)
            self.removeAction(gone)
            gone.deleteLater()
            gone.show_keys(())
        for key, entry in self._entries.items():
            if entry.keys != wanted[key].all_keys:
                entry.show_keys(())

    def show_commands(self, look: Look, title: str, wanted: dict[_Key, Command]) -> None:
        """Show these, in their order; without any the menu itself is not shown."""
        self.setTitle(title)
        self.menuAction().setVisible(bool(wanted))
        order: list[QAction] = []
        lines = 0
        section = next(iter(wanted.values())).section if wanted else 0
        for key, command in wanted.items():
            if command.section != section:
                section = command.section
                order.append(self._line(lines))
                lines += 1
            entry = self._entry(key)
            entry.show_command(look, command)
            if command.checked is not None:
                entry.setActionGroup(self._choice(command.section))
            order.append(entry)
        for line in self._lines[lines:]:
            self.removeAction(line)
        if order != self._order:
            self._order = order
            self.addActions(order)  # one that is there already moves to the end

    def _entry(self, key: _Key) -> _Entry:
        if key not in self._entries:
            self._entries[key] = _Entry(self)
        return self._entries[key]

    def _choice(self, section: int) -> QActionGroup:
        """Return what shows the commands of a section as a choice of one."""
        if section not in self._choices:
            self._choices[section] = QActionGroup(self)
        return self._choices[section]

    def _line(self, number: int) -> QAction:
        if number == len(self._lines):
            line = QAction(self)
            line.setSeparator(True)
            self._lines.append(line)
        return self._lines[number]


class _Entry(QAction):
    """Does a command.

    Attributes:
        keys: the keys that it can be done by.
    """

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self._command: Command | None = None
        self._icon: tuple[Look, str] | None = None
        self.keys: tuple[str, ...] = ()
        self.triggered.connect(self._do)

    def show_command(self, look: Look, command: Command) -> None:
        """Do this command from now on."""
        self._command = command
        self.setText(look.say(command.label).replace("&", "&&"))
        if command.icon and self._icon != (look, command.icon):
            self._icon = (look, command.icon)
            self.setIcon(look.icon(command.icon))
        self.show_keys(command.all_keys)
        self.setMenuRole(_ROLES.get(command.role, QAction.MenuRole.NoRole))
        self.setCheckable(command.checked is not None)
        self.setChecked(bool(command.checked))

    def show_keys(self, keys: tuple[str, ...]) -> None:
        """Take these keys, in place of those that it has."""
        from PySide6.QtGui import QKeySequence

        if keys != self.keys:
            self.keys = keys
            self.setShortcuts([QKeySequence(each) for each in keys])

    def _do(self) -> None:
        if self._command is not None:
            self.setChecked(bool(self._command.checked))  # Qt turned it; what is so now is for the command to say
            self._command.deed()


def _keyed(which: Menu, commands: Sequence[Command]) -> dict[_Key, Command]:
    """Return the commands of a menu by what their action is known by, section after section."""
    of_name: Counter[Text] = Counter()
    found: dict[_Key, Command] = {}
    for command in sorted((each for each in commands if each.menu is which), key=lambda each: each.section):
        found[command.label, of_name[command.label]] = command
        of_name[command.label] += 1
    return found


def shown_keys(keys: str) -> str:
    """Return a key as the system of the person writes it."""
    from PySide6.QtGui import QKeySequence

    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
