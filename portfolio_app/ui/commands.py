"""What can be done, declared once: the menu bar, the keys, the finder and the help on keys are all made of this."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from portfolio_app.common.text import NO_TEXT, Text, same_in_both


class Menu(Enum):
    """The menus of the menu bar, in their order; the value is what they are called, with the letter to open them by."""

    PORTFOLIO = Text("&Portfolio", "&Portfolio")
    EDIT = Text("Be&werken", "&Edit")
    VIEW = Text("Beel&d", "&View")
    GO = Text("&Ga naar", "&Go")
    HELP = Text("&Hulp", "&Help")


class Command(NamedTuple):
    """Something that can be done.

    Attributes:
        label: what pressing it does.
        deed: does it.
        icon: name of an icon.
        keys: the key for it, as Qt writes it (`Ctrl+K`); more keys for the same deed are parted by a blank.
        menu: the menu that it stands in; None for what only the finder offers.
        section: a line stands between commands of different sections of a menu.
        also: other words by which it may be found.
        checked: for what is on or off: whether it is on.
        role: what the system itself has a place for: `preferences`, `quit`, `about`.
        in_finder: whether the finder offers it.
    """

    label: Text
    deed: Callable[[], object]
    icon: str = ""
    keys: str = ""
    menu: Menu | None = None
    section: int = 0
    also: Text = NO_TEXT
    checked: bool | None = None
    role: str = ""
    in_finder: bool = True

    @property
    def all_keys(self) -> tuple[str, ...]:
        """The keys, the one to be told first."""
        return tuple(self.keys.split())


def named(words: str, deed: Callable[[], object], icon: str, menu: Menu | None = None, *, section: int = 0) -> Command:
    """Return a command that is called by a name of the person's own, which needs no translation."""
    return Command(same_in_both(words), deed, icon, menu=menu, section=section)
