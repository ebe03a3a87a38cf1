"""Every place of the window that a person can come to, by name: pages, lists, records, forms and dialogs.

Pictures are taken of them (`screenshots.py`), and the tests walk along all of them. Whoever adds a page or a dialog
adds its stop here; a test tells which was forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import Text
from portfolio_app.domain.fields import Area
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.services.keys import WHAT_A_CHANGE_CANNOT_DO, Proof
from portfolio_app.storage.recovery_key import RecoveryKey
from portfolio_app.ui.keys.desk import KeyDesk
from portfolio_app.ui.keys.dialog import KeysDialog
from portfolio_app.ui.keys.pages import CHANGED, ChangePage, CheckPage, KeyringPage, RenewPage
from portfolio_app.ui.keys.parts import KeyPage
from portfolio_app.ui.look import Look
from portfolio_app.ui.opening import OpenedVault
from portfolio_app.ui.start.create import CreateStep
from portfolio_app.ui.start.page import StartPage
from portfolio_app.ui.start.unlock import UnlockStep
from portfolio_app.ui.window import MainWindow
from portfolio_app.ui.workspace import OVERVIEW, Workspace

_SAMPLE_KEY = RecoveryKey.new(lambda length: bytes(range(7, 7 + length))).printed()


@dataclass(frozen=True, slots=True)
class Stop:
    """One place.

    Attributes:
        name: what it is called, in a file name too.
        show: brings the person there; what opens a dialog leaves it open.
    """

    name: str
    show: Callable[[], object]


def start_stops(window: MainWindow, vault: Path) -> Iterator[Stop]:
    """Yield the places of the start page, while no vault is open; the last asks for the passphrase of `vault`."""
    yield Stop("start", window.flow.show_home)
    yield Stop("start-new", window.flow.show_create)
    yield Stop("start-new-weighed", lambda: _weigh(window))
    yield Stop("start-recovery-key", lambda: _start(window).show_recovery_key(window.desk, _SAMPLE_KEY, vault))
    yield Stop("start-new-passphrase", lambda: _start(window).show_replace(window.desk, vault.name))
    yield Stop("start-unlock-by-key", lambda: _check_a_slip(window, vault))
    yield Stop("start-unlock", lambda: window.show_unlock(vault))


def open_stops(window: MainWindow) -> Iterator[Stop]:
    """Yield the places of an open portfolio; where it holds records, each kind shows its first."""
    yield Stop("overview", lambda: _workspace(window).go(OVERVIEW))
    for area in Area:
        yield Stop(f"page-{area.value}", lambda area=area: _workspace(window).go(area.value))
    for kind in KINDS:
        yield Stop(f"record-{kind.key}", lambda kind=kind: _workspace(window).show_first(kind.key))
    for kind in KINDS:
        # New evidence begins with the system's own dialog, for the file; what left is entered by what makes it.
        if not kind.singleton and kind is not Evidence.kind and kind.area is not Area.DOSSIER:
            yield Stop(f"new-{kind.key}", lambda kind=kind: _workspace(window).start_new(kind.key))
    yield Stop("finder", lambda: _find(window))
    yield Stop("print", lambda: _workspace(window).print_here())
    yield Stop("client-view-begin", window.show_client_view)
    yield Stop("settings", window.show_settings)
    yield Stop("keys", window.show_keys)
    for page_type in (ChangePage, CheckPage, RenewPage, KeyringPage):
        yield Stop(f"keys-{page_type.__name__.removesuffix('Page').lower()}", partial(_keys, window, page_type))
    yield Stop("keys-changed", lambda: _keys_dialog(window).show_done((CHANGED, WHAT_A_CHANGE_CANNOT_DO)))
    yield Stop("keys-renewing", lambda: _renewing(window).show_key(Proof()))
    yield Stop("help", window.show_help)
    yield Stop("problem-refused", lambda: window.tell(_refusal()))
    yield Stop("problem-mistake", lambda: window.tell_mistake(ValueError("an invented mistake")))


def shown(window: MainWindow) -> QWidget:
    """Return what the person looks at: the dialog that is open, or the window."""
    return QApplication.activeModalWidget() or window


def leave(window: MainWindow) -> None:
    """Close the dialogs that a stop left open."""
    while (dialog := QApplication.activeModalWidget()) is not None and dialog is not window:
        dialog.close()


def _workspace(window: MainWindow) -> Workspace:
    if window.workspace is None:
        raise LookupError("no portfolio is open")
    return window.workspace


def _start(window: MainWindow) -> StartPage:
    if window.start is None:
        raise LookupError("a portfolio is open")
    return window.start


def _weigh(window: MainWindow) -> None:
    window.flow.show_create()
    step = _start(window).step
    if isinstance(step, CreateStep):
        step.passphrase.secret.line.setText("welkom01")
        step.passphrase.settle(lambda _passphrase: None, step.notice.say)
        step.passphrase.repeat.line.setText("welkom01")
        step.passphrase.settle(lambda _passphrase: None, step.notice.say)


def _check_a_slip(window: MainWindow, vault: Path) -> None:
    window.show_unlock(vault)
    step = _start(window).step
    if isinstance(step, UnlockStep):
        step.ask_recovery_key()
        step.key.setText(f"Z{_SAMPLE_KEY[1:]}")
        step.check_asked.emit(step.key.text())


def _keys_dialog(window: MainWindow) -> KeysDialog:
    window.show_keys()
    dialog = QApplication.activeModalWidget()
    if not isinstance(dialog, KeysDialog):
        raise LookupError("the dialog on keys did not open")  # noqa: TRY004 - nobody gave a wrong type
    return dialog


def _keys(window: MainWindow, make: Callable[[Look, KeyDesk, OpenedVault], KeyPage]) -> KeyPage:
    dialog = _keys_dialog(window)
    dialog.show_page(make)
    if dialog.page is None:
        raise LookupError("the dialog on keys shows no page")
    return dialog.page


def _renewing(window: MainWindow) -> RenewPage:
    page = _keys(window, RenewPage)
    if not isinstance(page, RenewPage):
        raise LookupError("another page is shown")  # noqa: TRY004
    return page


def _find(window: MainWindow) -> None:
    finder = _workspace(window).open_finder()
    finder.line.setText("wet" if window.look.language == "nl" else "law")


def _refusal() -> EnvironmentRefusedError:
    return EnvironmentRefusedError(
        Text(
            "Op de schijf is geen ruimte meer. Maak ruimte vrij; wat u typte staat er nog.",
            "The disk has no room left. Free some; what you typed is still there.",
        )
    )
