"""Every place of the window that a person can come to, by name: pages, lists, records, forms and dialogs.

Pictures are taken of them (`screenshots.py`), and the tests walk along all of them. Whoever adds a page or a dialog
adds its stop here; a test tells which was forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import Text
from portfolio_app.domain.fields import Area
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.records.career import Position
from portfolio_app.domain.records.learning import Evidence, Reflection, ReflectionModel
from portfolio_app.services.keys import WHAT_A_CHANGE_CANNOT_DO, Proof
from portfolio_app.storage.recovery_key import RecoveryKey
from portfolio_app.ui.assessing.entrance import score_competences
from portfolio_app.ui.assessing.sheet import ScoringSheet
from portfolio_app.ui.client_view.host import ClientView
from portfolio_app.ui.destinations import BACKUPS, GUIDE, RESULTS
from portfolio_app.ui.dialogs.settings import SettingsDialog
from portfolio_app.ui.dialogs.settings_sections import SECTIONS
from portfolio_app.ui.dossier.wizard import STEPS
from portfolio_app.ui.forms.parts import StepsEditor
from portfolio_app.ui.keys.desk import KeyDesk
from portfolio_app.ui.keys.dialog import KeysDialog
from portfolio_app.ui.keys.pages import CHANGED, ChangePage, CheckPage, KeyringPage, RenewPage
from portfolio_app.ui.keys.parts import KeyPage
from portfolio_app.ui.look import Look
from portfolio_app.ui.opening import OpenedVault
from portfolio_app.ui.pages.dossier import PARTS, DossierPage
from portfolio_app.ui.pages.history import BIN, DAY, DONE
from portfolio_app.ui.pages.rules import RulesPage
from portfolio_app.ui.records.list_panel import ListPanel
from portfolio_app.ui.records.record_panel import RecordPanel
from portfolio_app.ui.registers.register_editing import RegisterEditing
from portfolio_app.ui.registers.rule_editing import RuleEditing
from portfolio_app.ui.registers.rule_form import RuleForm
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
        then: what is done there once all is read and painted.
    """

    name: str
    show: Callable[[], object]
    then: Callable[[], object] | None = None


def start_stops(window: MainWindow, vault: Path) -> Iterator[Stop]:
    """Yield the places of the start page, while no vault is open; the last asks for the passphrase of `vault`."""
    yield Stop("start", window.flow.show_home)
    yield Stop("start-new", window.flow.show_create)
    yield Stop("start-new-weighed", lambda: _weigh(window))
    yield Stop("start-recovery-key", lambda: _start(window).show_recovery_key(window.desk, _SAMPLE_KEY, vault))
    yield Stop("start-new-passphrase", lambda: _start(window).show_replace(window.desk, vault.name))
    yield Stop("start-unlock-by-key", lambda: _check_a_slip(window, vault))
    yield Stop("start-check", window.flow.show_check)
    yield Stop("start-unlock", lambda: window.show_unlock(vault))


def open_stops(window: MainWindow) -> Iterator[Stop]:
    """Yield the places of an open portfolio; where it holds records, each kind shows its first."""
    yield Stop("overview", lambda: workspace_of(window).go(OVERVIEW))
    for area in Area:
        yield Stop(f"page-{area.value}", lambda area=area: workspace_of(window).go(area.value))
    for kind in KINDS:
        yield Stop(f"record-{kind.key}", lambda kind=kind: workspace_of(window).show_first(kind.key))
    for kind in KINDS:
        # New evidence begins with the system's own dialog, for the file; what left is entered by what makes it.
        if not kind.singleton and kind is not Evidence.kind and kind.area is not Area.DOSSIER:
            yield Stop(f"new-{kind.key}", lambda kind=kind: workspace_of(window).start_new(kind.key))
    yield from _list_stops(window)
    yield from _page_stops(window)
    yield Stop("english-beside", lambda: _new_position(window), lambda: seen(window, RecordPanel).show_english())
    yield from _rule_stops(window)
    yield Stop("writing", lambda: _new_reflection(window), lambda: _write(window))
    yield Stop("scoring", lambda: score_competences(workspace_of(window)))
    yield Stop("scoring-explained", lambda: score_competences(workspace_of(window)), lambda: _explain_scores(window))
    yield Stop("finder", lambda: _find(window))
    yield Stop("print", lambda: workspace_of(window).print_here())
    yield Stop("client-view-begin", window.show_client_view)
    yield Stop("settings", window.show_settings)
    for section in SECTIONS[1:]:
        yield Stop(f"settings-{section.key}", lambda key=section.key: _settings(window).open_section(key))
    yield from _key_stops(window)
    yield Stop("help", window.show_help)
    for topic in ("keys", "about"):
        yield Stop(f"help-{topic}", partial(window.show_help, topic))
    yield Stop("problem-refused", lambda: window.tell(_refusal()))
    yield Stop("problem-mistake", lambda: window.tell_mistake(ValueError("an invented mistake")))


def _key_stops(window: MainWindow) -> Iterator[Stop]:
    """Yield what can be done with passphrase and keys."""
    yield Stop("keys", window.show_keys)
    for page_type in (ChangePage, CheckPage, RenewPage, KeyringPage):
        yield Stop(f"keys-{page_type.__name__.removesuffix('Page').lower()}", partial(_keys, window, page_type))
    yield Stop("keys-changed", lambda: _keys_dialog(window).show_done((CHANGED, WHAT_A_CHANGE_CANNOT_DO)))
    yield Stop("keys-renewing", lambda: _renewing(window).show_key(Proof()))


def _page_stops(window: MainWindow) -> Iterator[Stop]:
    """Yield the pages that no area has, and the parts of those that have several."""
    for page in (GUIDE, BACKUPS, RESULTS):
        yield Stop(page, lambda page=page: workspace_of(window).go(page))
    yield Stop("results-found", lambda: workspace_of(window).open_results(_words(window)))
    for part in (DONE, BIN, DAY):
        yield Stop(f"history-{part}", lambda part=part: workspace_of(window).show_past(part))
    for part in PARTS:
        yield Stop(f"dossier-{part}", lambda part=part: dossier_page(window, part))
    for step in STEPS[1:]:
        yield Stop(f"dossier-step-{step}", lambda step=step: dossier_page(window).dossier.go(step))
    yield Stop("dossier-cv-findings", lambda: _cv_findings(window))


def _rule_stops(window: MainWindow) -> Iterator[Stop]:
    """Yield the registers and rules: to read, to change, and to add."""
    yield Stop("rules", lambda: workspace_of(window).show_rules("rnvc"))
    yield Stop("rules-unverified", lambda: workspace_of(window).show_rules("rsc"))
    yield Stop("rules-example", lambda: workspace_of(window).show_rules("voorbeeld-a"))

    def on_page(deed: Callable[[RulesPage], object]) -> tuple[Callable[[], object], Callable[[], object]]:
        return lambda: workspace_of(window).show_rules(), lambda: deed(seen(window, RulesPage))

    yield Stop("rules-changing", *on_page(lambda page: page.copy("voorbeeld-a-2024")))
    yield Stop("rules-changing-requirement", lambda: None, lambda: _open_requirement(window))
    yield Stop("rules-wrong", lambda: None, lambda: _make_wrong(window))
    yield Stop("rules-none-yet", *on_page(lambda page: page.draw_up("rsc")))
    yield Stop("rules-register", *on_page(lambda page: page.add_register()))
    yield Stop("rules-left", lambda: None, lambda: _leave_register(window))
    yield Stop("rules-delete", *on_page(lambda page: page.ask_delete("voorbeeld-a-2024")))


def _list_stops(window: MainWindow) -> Iterator[Stop]:
    """Yield what can be made of a list, and the evidence beside a record."""

    def on_list(kind: str, deed: Callable[[ListPanel], object]) -> tuple[Callable[[], object], Callable[[], object]]:
        return lambda: workspace_of(window).show_kind(kind), lambda: deed(seen(window, ListPanel))

    yield Stop("list-grouped", *on_list("activity", lambda panel: panel.model.group_by("activity_kind")))
    yield Stop("list-ungrouped", *on_list("activity", lambda panel: panel.model.group_by("")))
    yield Stop("list-nothing-found", *on_list("goal", lambda panel: panel.filter.setText("zzqq")))
    yield Stop("list-all", *on_list("goal", lambda panel: panel.filter.clear()))
    yield Stop("list-several", *on_list("activity", lambda panel: panel.table.selectAll()))
    yield Stop("list-none", *on_list("activity", lambda panel: panel.table.clearSelection()))
    beside = partial(show_preview, window)
    yield Stop("preview", lambda: workspace_of(window).show_first(Evidence.kind.key), lambda: beside(is_open=True))
    yield Stop("preview-closed", lambda: None, lambda: beside(is_open=False))


def arrive(stop: Stop, settle: Callable[[], object]) -> None:
    """Go to a place, and do there what is to be seen; `settle` waits until all is read and painted."""
    stop.show()
    if stop.then is not None:
        settle()
        stop.then()


def shown(window: MainWindow) -> QWidget:
    """Return what the person looks at: a menu or dialog that is open, what a client sees, or the window."""
    in_front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    screens = (each.screen for each in window.findChildren(ClientView))
    return in_front or next((screen for screen in screens if screen is not None), window)


def leave(window: MainWindow) -> None:
    """Close what a stop left open over the window."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    while (dialog := QApplication.activeModalWidget()) is not None and dialog is not window:
        if not dialog.close() and isinstance(dialog, QDialog):
            dialog.done(0)  # it stands until its work has ended
    if window.workspace is not None:
        window.workspace.toast.hide()


def leave_client(window: MainWindow) -> None:
    """Take the screen of a client away."""
    for view in window.findChildren(ClientView):
        view.end()


W = TypeVar("W", bound=QWidget)


def seen(window: MainWindow, part: type[W]) -> W:
    """Return the first part of that type that is shown."""
    return next(each for each in window.findChildren(part) if each.isVisible())


def show_preview(window: MainWindow, *, is_open: bool) -> None:
    """Open the evidence beside the record that is shown, or close it."""
    for panel in window.findChildren(RecordPanel):
        if panel.isVisible() and panel.record is not None:
            panel.preview_asked.emit(is_open)


def _settings(window: MainWindow) -> SettingsDialog:
    return _opened(window.show_settings, SettingsDialog)


def _opened(show: Callable[[], object], kind: type[W]) -> W:
    show()
    dialog = QApplication.activeModalWidget()
    if not isinstance(dialog, kind):
        raise LookupError(f"no {kind.__name__} opened")  # noqa: TRY004 - nobody gave a wrong type
    return dialog


def _open_requirement(window: MainWindow) -> None:
    form = seen(window, RuleForm)
    form.cards[0].open()
    seen(window, RuleEditing).scroll_to(form.cards[0])


def _leave_register(window: MainWindow) -> None:
    seen(window, RegisterEditing).ended.emit("")


def _make_wrong(window: MainWindow) -> None:
    form = seen(window, RuleForm)
    form.about.rows["source"].editor.retype(("", ""))
    form.cards[0].open()
    form.cards[0].form.rows["minimum"].editor.retype("veel")
    seen(window, RuleEditing).save()


def dossier_page(window: MainWindow, part: str = "dossier") -> DossierPage:
    """Go to a part of the page on documents that leave, and return the page."""
    workspace_of(window).show_dossier(part)
    return seen(window, DossierPage)


def _cv_findings(window: MainWindow) -> None:
    dossier_page(window, "cv").cv.show_findings()


def _words(window: MainWindow) -> str:
    return "wet" if window.look.language == "nl" else "law"


def workspace_of(window: MainWindow) -> Workspace:
    """Return the pages of the portfolio that is open."""
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
    return _opened(window.show_keys, KeysDialog)


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


def _new_position(window: MainWindow) -> None:
    said = {"role": "Casemanager", "description": "Begeleiden van werknemers en werkgevers."}
    workspace_of(window).start_new(Position.kind.key, said)


def _new_reflection(window: MainWindow) -> None:
    workspace_of(window).start_new(Reflection.kind.key, {"model": ReflectionModel.STARRT})


def _write(window: MainWindow) -> None:
    steps = next(each for each in workspace_of(window).findChildren(StepsEditor) if each.isVisibleTo(window))
    steps.write()


def _explain_scores(window: MainWindow) -> None:
    """Open what more is said of the first scores, where the sheet stands."""
    sheet = shown(window)
    if isinstance(sheet, ScoringSheet):
        for row in list(sheet.rows.values())[:2]:
            row.open_details()


def _find(window: MainWindow) -> None:
    finder = workspace_of(window).open_finder()
    finder.line.setText(_words(window))


def _refusal() -> EnvironmentRefusedError:
    return EnvironmentRefusedError(
        Text(
            "Op de schijf is geen ruimte meer. Maak ruimte vrij; wat u typte staat er nog.",
            "The disk has no room left. Free some; what you typed is still there.",
        )
    )
