"""What can be done whether or not a vault is open, for the menus, the keys and the finder."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from portfolio_app.common.text import Text, same_in_both
from portfolio_app.ui.commands import Command, Menu
from portfolio_app.ui.settings import TEXT_SIZES
from portfolio_app.ui.start.home import CHECK, CHECK_ALSO, vault_name

if TYPE_CHECKING:
    from portfolio_app.ui.window import MainWindow

_OTHER: Final = Text("Ander portfolio openen…", "Open another portfolio…")
_OTHER_ALSO: Final = Text("wisselen kiezen bestaand", "switch choose existing")
_OPEN: Final = Text("Openen: {name}", "Open: {name}")
_MAKE: Final = Text("Nieuw portfolio maken…", "Make a new portfolio…")
_LOCK: Final = Text("Vergrendelen", "Lock")
_LOCK_ALSO: Final = Text("sluiten beveiligen", "close secure")
_KEYS_OF: Final = Text("Wachtwoordzin en sleutels…", "Passphrase and keys…")
_KEYS_OF_ALSO: Final = Text(
    "wachtwoord wijzigen herstelsleutel nakijken vernieuwen sleutelbos",
    "password change recovery key check renew keyring",
)
_SETTINGS: Final = Text("Instellingen…", "Settings…")
_SETTINGS_ALSO: Final = Text("voorkeuren opties thema taal", "preferences options theme language")
_QUIT: Final = Text("Afsluiten", "Quit")
_LARGER: Final = Text("Tekst groter", "Larger text")
_SMALLER: Final = Text("Tekst kleiner", "Smaller text")
_SYSTEM: Final = Text("Kleuren zoals het systeem", "System colours")
_LIGHT: Final = Text("Lichte kleuren", "Light colours")
_DARK: Final = Text("Donkere kleuren", "Dark colours")
_DUTCH: Final = Text("In het Nederlands", "In Dutch")
_ENGLISH: Final = Text("In het Engels", "In English")
_LANGUAGE_ALSO: Final = same_in_both("taal language english nederlands dutch engels")
_HELP: Final = Text("Hulp bij deze bladzijde", "Help with this page")
_KEYS: Final = Text("Toetsen", "Keys")
_KEYS_ALSO: Final = Text("sneltoetsen toetsenbord", "shortcuts keyboard")
_ABOUT: Final = Text("Over Vakdossier", "About Vakdossier")
_THEMES: Final = (("system", _SYSTEM), ("light", _LIGHT), ("dark", _DARK))


def window_commands(window: MainWindow) -> tuple[Command, ...]:
    """Return what can be done in the window as it is now."""
    return (*_vaults(window), *_looks(window), *_help(window))


def _vaults(window: MainWindow) -> list[Command]:
    found = [
        Command(_OTHER, window.choose_vault, "folder-open", "Ctrl+O", Menu.PORTFOLIO, 0, _OTHER_ALSO),
        Command(_MAKE, window.make_vault, "plus", "", Menu.PORTFOLIO, 0),
    ]
    if window.workspace is None:
        found.append(Command(CHECK, window.check_dossier, "shield-check", "", Menu.PORTFOLIO, 1, CHECK_ALSO))
    here = window.vault
    for vault in window.flow.recent():
        if vault != here:
            label = _OPEN.fill(name=vault_name(vault))
            found.append(Command(label, partial(window.switch_vault, vault), "vault", "", Menu.PORTFOLIO, 2))
    if window.workspace is not None:
        found.append(Command(_KEYS_OF, window.show_keys, "key-round", "", Menu.PORTFOLIO, 3, _KEYS_OF_ALSO))
        found.append(Command(_LOCK, window.lock, "lock", "Ctrl+L", Menu.PORTFOLIO, 3, _LOCK_ALSO))
    found += [
        Command(
            _SETTINGS, window.show_settings, "settings", "Ctrl+,", Menu.PORTFOLIO, 3, _SETTINGS_ALSO, role="preferences"
        ),
        Command(_QUIT, window.close, "log-out", "Ctrl+Q", Menu.PORTFOLIO, 4, role="quit"),
    ]
    return found


def _looks(window: MainWindow) -> list[Command]:
    settings = window.keeper.settings
    at = TEXT_SIZES.index(settings.text_size)
    larger, smaller = TEXT_SIZES[min(at + 1, len(TEXT_SIZES) - 1)], TEXT_SIZES[max(at - 1, 0)]
    found = [
        Command(_LARGER, partial(window.change, text_size=larger), "a-large-small", "Ctrl++ Ctrl+=", Menu.VIEW, 3),
        Command(_SMALLER, partial(window.change, text_size=smaller), "a-large-small", "Ctrl+-", Menu.VIEW, 3),
    ]
    for theme, label in _THEMES:
        deed = partial(window.change, theme=theme)
        found.append(Command(label, deed, "", "", Menu.VIEW, 4, checked=settings.theme == theme))
    for language, label in (("nl", _DUTCH), ("en", _ENGLISH)):
        deed = partial(window.change, language=language)
        checked = settings.language == language
        found.append(Command(label, deed, "", "", Menu.VIEW, 5, _LANGUAGE_ALSO, checked=checked))
    return found


def _help(window: MainWindow) -> list[Command]:
    return [
        Command(_HELP, window.show_help, "circle-help", "F1", Menu.HELP, 1),
        Command(_KEYS, partial(window.show_help, "keys"), "keyboard", "Ctrl+F1", Menu.HELP, 1, _KEYS_ALSO),
        Command(_ABOUT, partial(window.show_help, "about"), "info", "", Menu.HELP, 2, role="about"),
    ]
