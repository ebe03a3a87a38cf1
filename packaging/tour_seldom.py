"""Places of the window that a person seldom comes to: what runs out, long work, what a client sees, menus, the guide.

Going there changes the portfolio: files are taken in, a backup is made and put back. So only walk along these with a
portfolio that was copied or invented for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtGui import QDragLeaveEvent, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import Document, Paragraph, plain
from portfolio_app.documents.pdf import write_pdf
from portfolio_app.domain.fields import Area
from portfolio_app.domain.records.career import Skill
from portfolio_app.domain.records.growth import Goal
from portfolio_app.domain.records.learning import Activity, Evidence, Feedback
from portfolio_app.services.incoming import TakenIn
from portfolio_app.services.own_rules import save_rule_set
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.services.reminding import Reminding, Told
from portfolio_app.ui.client_view.begin import BeginDialog
from portfolio_app.ui.client_view.screen import ClientScreen
from portfolio_app.ui.destinations import BACKUPS, GUIDE
from portfolio_app.ui.forms.codes import CodesEditor
from portfolio_app.ui.forms.dates import DateEditor
from portfolio_app.ui.forms.linking import RecordSearch
from portfolio_app.ui.guide.page import GuidePage
from portfolio_app.ui.pages.backups import BackupsPage
from portfolio_app.ui.pages.dossier import DossierPage
from portfolio_app.ui.pages.history import BIN, DONE
from portfolio_app.ui.past.bin import BinPanel
from portfolio_app.ui.printing.print_job import PrintJob
from portfolio_app.ui.records.changing import ChangingDialog
from portfolio_app.ui.records.incoming import AS_ACTIVITIES, take_in
from portfolio_app.ui.records.list_panel import ListPanel
from portfolio_app.ui.records.record_panel import RecordPanel
from portfolio_app.ui.verifying.panel import VerifyPanel
from portfolio_app.ui.widgets.drop_hint import DropHint
from portfolio_app.ui.window import MainWindow
from portfolio_app.ui.workspace import OVERVIEW
from tour import Stop, dossier_page, leave_client, seen, show_preview, shown, workspace_of

_OFFERED = Text("Ongedaan maken", "Undo")
_DELETED = Text("Reflectie verwijderd.", "Reflection deleted.")
_WORRY = Text("De laatste goede reservekopie is van 40 dagen geleden.", "The last good backup was made 40 days ago.")
_DELETING = Text("120 gegevens verwijderen", "Deleting 120 records")
_LONG_AGO = timedelta(days=60)


def seldom_start_stops(window: MainWindow, vault: Path, folder: Path) -> Iterator[Stop]:
    """Yield what the start page seldom shows; what is needed for it is written in `folder`."""
    yield Stop("start-restore", lambda: window.flow.show_restore(vault))
    yield Stop("start-check-intact", lambda: window.flow.show_check(_given(folder)))
    yield Stop("start-check-altered", lambda: window.flow.show_check(_given(folder, b"\n% later"), _given(folder)))
    yield Stop("start-check-refused", lambda: window.flow.show_check(folder / "leeg.pdf"))
    yield Stop("start-check-stopped", lambda: window.flow.show_check(_given(folder)), lambda: _stop_check(window))


def seldom_stops(window: MainWindow, folder: Path) -> Iterator[Stop]:
    """Yield what an open portfolio seldom shows; what is needed for it is written in `folder`."""
    yield Stop("intake", lambda: _take_in(window, folder))
    yield Stop("preview-picture", lambda: None, lambda: show_preview(window, is_open=True))
    yield from _list_stops(window)
    yield from _field_stops(window)
    yield Stop("record-story", lambda: workspace_of(window).show_first(Activity.kind.key), lambda: _tell_story(window))
    yield Stop("toast", lambda: _say(window, workspace_of(window).session.say(_DELETED)))
    yield Stop("overview-news", lambda: _remind(window))
    yield Stop(
        "overview-concern", lambda: workspace_of(window).go(OVERVIEW), lambda: workspace_of(window).concern.say(_WORRY)
    )
    for number, name in enumerate(("person", "registers", "backups", "done"), start=1):
        yield Stop(f"guide-{name}", lambda: workspace_of(window).go(GUIDE), partial(_guide_step, window, number))
    yield Stop("dossier-unjudged", lambda: dossier_page(window, "dossier"), partial(_check_for, window, "rsc"))
    yield Stop("rules-at-requirement", lambda: workspace_of(window).show_rules("rsc", "pe-punten"))
    yield Stop("history-rules", lambda: _save_rules(window), lambda: workspace_of(window).show_past(DONE))
    yield Stop("history-erase", lambda: _delete_a_goal(window), lambda: seen(window, BinPanel).ask_to_erase())
    yield Stop("dossier-cv-made", lambda: dossier_page(window, "cv"), lambda: _make_cv(window, folder))
    yield Stop("dossier-take-over", lambda: dossier_page(window, "verify"), lambda: _offer(window, folder))
    yield Stop("changing", lambda: ChangingDialog(workspace_of(window).session, _DELETING, window).open())
    yield Stop("printing", lambda: _print(window, folder))
    yield Stop("backups-made", lambda: workspace_of(window).back_up_now())
    yield Stop("restore", lambda: _add_a_record(window), lambda: _restore(window))
    yield Stop("client-view", window.show_client_view, _let_see)
    yield Stop("client-view-gate", lambda: None, lambda: _ask_to_leave(window))
    yield Stop("client-view-left", lambda: leave_client(window))


def _list_stops(window: MainWindow) -> Iterator[Stop]:
    """Yield what opens over a list."""
    activities = {"activity_kind": frozenset({"training", "intervisie"})}
    yield Stop("list-facets", lambda: workspace_of(window).show_kind(Activity.kind.key, activities))
    yield Stop(
        "list-facet-menu",
        lambda: workspace_of(window).show_kind(Activity.kind.key, {}),
        partial(_press, lambda: seen(window, ListPanel).facets_button),
    )
    yield Stop("list-view-menu", lambda: None, partial(_press, lambda: seen(window, ListPanel).view_button))
    yield Stop("dropping", lambda: workspace_of(window).show_kind(Activity.kind.key, {}), lambda: _drag_over(window))
    yield Stop("dropping-left", lambda: QApplication.sendEvent(seen(window, ListPanel), QDragLeaveEvent()))
    for number, menu in enumerate(window.menuBar().actions(), start=1):
        yield Stop(f"menu-{number}", partial(window.menuBar().setActiveAction, menu))


def _field_stops(window: MainWindow) -> Iterator[Stop]:
    """Yield what opens over a field."""
    new = partial(_start_new, window, Feedback.kind.key)
    yield Stop("field-calendar", new, partial(_press, lambda: _last_button(seen(window, DateEditor))))
    yield Stop("field-codes", new, partial(_press, lambda: _codes_button(window)))
    yield Stop("field-found", new, lambda: _type(seen(window, RecordSearch), "a"))
    yield Stop("unsaved", window.close)
    yield Stop("field-emptied", lambda: _type(seen(window, RecordSearch), ""))


def _drag_over(window: MainWindow) -> None:
    look = workspace_of(window).session.look
    DropHint(look, seen(window, ListPanel), AS_ACTIVITIES.say(1, look.language), welcome=True)


W = TypeVar("W", bound=QWidget)


def _start_new(window: MainWindow, kind: str) -> None:
    workspace_of(window).start_new(kind)


def _press(find: Callable[[], QAbstractButton]) -> None:
    button = find()
    for scroll in _around(button, QScrollArea):
        scroll.ensureWidgetVisible(button, 0, 400)
    button.setFocus()
    button.click()


def _around(widget: QWidget, kind: type[W]) -> Iterator[W]:
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, kind):
            yield around
        around = around.parentWidget()


def _last_button(part: QWidget) -> QAbstractButton:
    return part.findChildren(QAbstractButton)[-1]


def _codes_button(window: MainWindow) -> QAbstractButton:
    target = seen(window, CodesEditor).target
    if not isinstance(target, QAbstractButton):
        raise LookupError("the codes are not chosen by a button")  # noqa: TRY004 - nobody gave a wrong type
    return target


def _type(line: RecordSearch, words: str) -> None:
    for scroll in _around(line, QScrollArea):
        scroll.ensureWidgetVisible(line, 0, 400)
    line.setFocus()
    line.setText(words)
    line.textEdited.emit(words)


def _take_in(window: MainWindow, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    files = [folder / name for name in ("deelnamekaart.png", "presentielijst.png", "leeg.pdf")]
    for number, file in enumerate(files[:2]):
        picture = QImage(600, 400 + number, QImage.Format.Format_RGB32)
        picture.fill(0xE8EEF2 - number)
        picture.save(str(file))
    files[2].write_bytes(b"")
    take_in(workspace_of(window).session, files, window, make_activities=True, then=partial(_show_taken, window))


def _show_taken(window: MainWindow, results: tuple[TakenIn, ...]) -> None:
    evidence = next(each.evidence for each in results if each.evidence is not None)
    workspace_of(window).show_record(Evidence.kind.key, evidence.id)


def _given(folder: Path, added: bytes = b"") -> Path:
    """Return a dossier as somebody is given one; with `added` behind it, it is one that was changed."""
    folder.mkdir(exist_ok=True)
    file = folder / ("gekregen.pdf" if added else "dossier.pdf")
    words = Paragraph(plain("Wat ik in deze periode heb gevolgd en geleerd."))
    with file.open("wb") as out:
        write_pdf(Document("Dossier", "N. Verzonnen", "Dossier", "nl", date(2026, 6, 15), (words,), sealed=True), out)
    with file.open("ab") as out:
        out.write(added)
    return file


def _stop_check(window: MainWindow) -> None:
    panel = seen(window, VerifyPanel)
    panel.check_again()
    panel.work.stop_button.click()


def _tell_story(window: MainWindow) -> None:
    for panel in window.findChildren(RecordPanel):
        if panel.isVisible() and panel.record is not None:
            button = panel._story_button  # noqa: SLF001 - a person presses it
            button.setChecked(False)
            button.click()


def _say(window: MainWindow, words: str) -> None:
    workspace_of(window).go(Area.REFLECTION.value)
    workspace_of(window).session.said.emit(words, _OFFERED, lambda: None)


def _remind(window: MainWindow) -> None:
    workspace = workspace_of(window)
    until = workspace.session.today() - _LONG_AGO
    workspace.session.unlocked.reminding = Reminding(Told(until), workspace.session.today())
    workspace.go(GUIDE)
    workspace.go(OVERVIEW)


def _guide_step(window: MainWindow, number: int) -> None:
    seen(window, GuidePage).names.setCurrentRow(number)


def _check_for(window: MainWindow, register: str) -> None:
    wizard = seen(window, DossierPage).dossier
    wizard.go("register")
    step = wizard.register
    step.register.setCurrentIndex(step.register.findData(register))
    step.register.activated.emit(step.register.currentIndex())
    wizard.go("completeness")


def _save_rules(window: MainWindow) -> None:
    session = workspace_of(window).session

    def save(portfolio: Portfolio) -> None:
        save_rule_set(portfolio, next(each for each in portfolio.rule_sets if each.id == "rsc"))

    session.write(save, lambda _nothing: None, owner=window)


def _delete_a_goal(window: MainWindow) -> None:
    session = workspace_of(window).session
    session.change_set(
        lambda portfolio: portfolio.delete([portfolio.records(Goal.kind).records[0].id]), lambda _changes: None
    )
    workspace_of(window).show_past(BIN)


def _make_cv(window: MainWindow, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    dossier_page(window, "cv").cv.make(folder / "cv.pdf")


def _offer(window: MainWindow, folder: Path) -> None:
    dossier_page(window, "verify").verify.take_over.offer(folder / "dossier.pdf")


def _print(window: MainWindow, folder: Path) -> None:
    printer = QPrinter()
    printer.setOutputFileName(str(folder / "afdruk.pdf"))
    PrintJob(workspace_of(window).session, b"", printer, 12, window).open()


def _add_a_record(window: MainWindow) -> None:
    """Make what was backed up before and what there is now differ."""
    session = workspace_of(window).session
    session.save(lambda portfolio: portfolio.add(Skill.kind, {"name": "Rekenen"}), lambda _saved: None, owner=window)
    workspace_of(window).go(BACKUPS)


def _restore(window: MainWindow) -> None:
    backup = seen(window, BackupsPage).table.chosen
    if backup is None:
        raise LookupError("there is no backup to put back")
    window.show_restore(backup)


def _let_see() -> None:
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, BeginDialog):
        dialog.button.click()


def _ask_to_leave(window: MainWindow) -> None:
    screen = shown(window)
    if isinstance(screen, ClientScreen):
        screen.ask()
