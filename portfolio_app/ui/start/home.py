"""The first thing that somebody sees who has no vault to unlock: open one, or make one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.buttons import push_button, tool_button
from portfolio_app.ui.widgets.labels import plain_label

_WELCOME: Final = Text("Welkom bij Vakdossier", "Welcome to Vakdossier")
_PROMISE: Final = Text(
    "Uw cv, scholing, reflecties en bewijsstukken op één plaats: versleuteld, op uw eigen computer, zonder internet.",
    "Your CV, training, reflections and evidence in one place: encrypted, on your own computer, without the internet.",
)
_RECENT: Final = Text("Laatst geopend", "Recently opened")
_NEW: Final = Text("Nieuw portfolio maken", "Make a new portfolio")
_OPEN: Final = Text("Bestaand portfolio openen…", "Open an existing portfolio…")
_RESTORE: Final = Text("Portfolio terugzetten uit een reservekopie…", "Restore a portfolio from a backup…")
CHECK: Final = Text("Een dossier controleren…", "Check a dossier…")
CHECK_ALSO: Final = Text("zegel handtekening echtheid ongeschonden", "verify seal signature authentic intact")
CHECK_HELP: Final = Text(
    "U kunt het dossier ook op dit venster slepen. Een portfolio is er niet voor nodig.",
    "You can also drop the dossier on this window. It needs no portfolio.",
)
_FORGET: Final = Text("Uit deze lijst halen", "Remove from this list")


class HomeStep(QWidget):
    """Choose what to open.

    Attributes:
        vault_chosen: the path of a vault to open.
        forget_asked: the path of a vault to take off the list.
        new_asked: make a new one.
        search_asked: look for one on the disk.
        restore_asked: put one back from a backup.
        check_asked: check a dossier that somebody was given.
    """

    vault_chosen = Signal(object)
    forget_asked = Signal(object)
    new_asked = Signal()
    search_asked = Signal()
    restore_asked = Signal()
    check_asked = Signal()

    def __init__(self, look: Look, recent: tuple[Path, ...]) -> None:
        super().__init__()
        self._vault_buttons: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(plain_label(look.say(_WELCOME), strong=True, size=1.6))
        column.addWidget(plain_label(look.say(_PROMISE), tone="quiet"))
        column.addSpacing(14)
        if recent:
            column.addWidget(plain_label(look.say(_RECENT), strong=True))
            for vault in recent:
                column.addWidget(self._vault_line(look, vault))
            column.addSpacing(10)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        self.new_button = push_button(look, _NEW, self.new_asked.emit, icon="plus", role="" if recent else "primary")
        self.open_button = push_button(look, _OPEN, self.search_asked.emit, icon="folder-open")
        buttons.addWidget(self.new_button)
        buttons.addWidget(self.open_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.restore_button = push_button(
            look, _RESTORE, self.restore_asked.emit, icon="rotate-ccw", role="quiet", flush=True
        )
        column.addWidget(self.restore_button)
        self.check_button = push_button(
            look, CHECK, self.check_asked.emit, icon="shield-check", role="quiet", flush=True
        )
        self.check_button.setToolTip(look.say(CHECK_HELP))
        column.addWidget(self.check_button)
        column.addStretch(1)
        self.setFocusProxy(self._vault_buttons[0] if self._vault_buttons else self.new_button)

    def _vault_line(self, look: Look, vault: Path) -> QWidget:
        from portfolio_app.ui.widgets.link import link_button
        from portfolio_app.ui.widgets.tips import plain_tip

        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        button = link_button(look, vault_name(vault), partial(self.vault_chosen.emit, vault), icon="vault")
        button.setToolTip(plain_tip(vault.parent.name))
        removal = tool_button(look, "x", _FORGET, partial(self.forget_asked.emit, vault))
        removal.setAccessibleName(f"{look.say(_FORGET)}: {vault_name(vault)}")
        row.addWidget(button, 1)
        row.addWidget(removal)
        self._vault_buttons.append(button)
        return line


def vault_name(vault: Path) -> str:
    """Return what a vault is called: its folder's name without the ending."""
    return vault.name.removesuffix(".vakdossier")
