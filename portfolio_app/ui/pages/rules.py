"""The registers and their rules: what they ask, rules to copy and change, registers to add, files to share."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import shiboken6
from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.domain.rules.rule_set import PeriodRule, RuleSet
from portfolio_app.services.own_rules import copy_of, delete_own, export_own, first_id, rule_sets_without, take_over
from portfolio_app.services.own_shelf import redo_on_shelf, undo_on_shelf
from portfolio_app.services.rule_reading import RegisterView, RuleSetView, RulesView, keep_draft, rules_view
from portfolio_app.services.rule_trial import try_rules
from portfolio_app.ui.dialogs.problem import MessageDialog
from portfolio_app.ui.registers.files import choose_given, choose_target
from portfolio_app.ui.registers.reading import Deeds, RegisterReading
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button, tool_button
from portfolio_app.ui.widgets.heading import PageHead
from portfolio_app.ui.widgets.labels import line, plain_label
from portfolio_app.ui.widgets.layouts import lose_focus
from portfolio_app.ui.widgets.notice import Notice
from portfolio_app.ui.widgets.scrolling import ScrollingColumn
from portfolio_app.ui.widgets.segments import Segment, SegmentBar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.ui.commands import Command
    from portfolio_app.ui.registers.register_editing import RegisterEditing
    from portfolio_app.ui.registers.rule_editing import RuleEditing

_TITLE: Final = Text("Registers en regels", "Registers and rules")
_HINT: Final = Text(
    "Wat elk register vraagt, waar dat vandaan komt, en hoe u ervoor staat. Klopt een regel niet? Pas een kopie aan.",
    "What each register asks, where that comes from, and where you stand. If a rule is wrong, change a copy of it.",
)
_REGISTERS: Final = Text("Registers", "Registers")
_ADD: Final = Text("Register toevoegen", "Add a register")
_TAKE_OVER: Final = Text("Regels uit een bestand…", "Rules from a file…")
_UNDO: Final = Text("Ongedaan maken", "Undo")
_UNDO_WHAT: Final = Text("Ongedaan maken: {what}", "Undo: {what}")
_REDO: Final = Text("Opnieuw doen", "Redo")
_REDO_WHAT: Final = Text("Opnieuw doen: {what}", "Redo: {what}")
_UNDONE: Final = Text("Ongedaan gemaakt: {what}.", "Undone: {what}.")
_REDONE: Final = Text("Opnieuw gedaan: {what}.", "Redone: {what}.")
_SAVED: Final = Text("De regels zijn bewaard en gelden vanaf nu.", "The rules are saved and apply from now on.")
_REGISTER_SAVED: Final = Text("Het register is bewaard.", "The register is saved.")
_TAKEN: Final = Text("Overgenomen uit het bestand.", "Imported from the file.")
_EXPORTED: Final = Text("Bewaard als {name}.", "Saved as {name}.")
_DELETED: Final = Text("Verwijderd.", "Deleted.")
_DRAFT: Final = Text(
    "Er staat nog een wijziging van regels die u niet hebt bewaard.",
    "You have an unsaved change to the rules.",
)
_GO_ON: Final = Text("Verdergaan", "Continue")
_DRAFT_LOST: Final = Text("Die wijziging is niet meer te lezen.", "That change can no longer be opened.")
_SURE: Final = Text("“{name}” verwijderen?", "Delete “{name}”?")
_SURE_REGISTER: Final = Text(
    "Registraties en regels die ernaar verwijzen, blijven staan; de titels verdwijnen uit de keuzelijsten.",
    "Registrations and rules that refer to it stay; its titles disappear from the lists.",
)
_UNDOABLE: Final = Text("U kunt dit ongedaan maken.", "You can undo this.")
_DO_DELETE: Final = Text("Verwijderen", "Delete")
_KEEP: Final = Text("Niet verwijderen", "Do not delete")
_WHERE: Final = Text(
    "Uw eigen registers en regels staan in dit portfolio: ze gaan mee met elke reservekopie en naar elke computer.",
    "Your own registers and rules are in this portfolio: they go along with every backup and to every computer.",
)
_FOLDER: Final = Text(
    "Ook registerbestanden in {folder} tellen mee, op deze computer.",
    "Register files in {folder} count too, on this computer.",
)
_OPEN_FOLDER: Final = Text("Map openen", "Open the folder")
_RULES_OF: Final = Text("Regels van {name}", "Rules of {name}")
_WIDEST: Final = 1_100
_SAVE_RULES: Final = Text("Regels bewaren", "Save the rules")


class RulesPage(QWidget):
    """All registers and rules: to read, or one of them to change.

    Attributes:
        target_asked: the `Target` of the records that count for a requirement.
    """

    target_asked = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._view: RulesView | None = None
        self._register = ""
        self._wanted = ""
        self._reading: RegisterReading | None = None
        self._registers_before = session.registers
        self._rule_editing: RuleEditing | None = None
        self._register_editing: RegisterEditing | None = None
        look = session.look
        self.registers = SegmentBar(look, look.say(_REGISTERS), self)
        self.registers.chosen.connect(self.show_register)
        self.add_button = push_button(look, _ADD, self.add_register, icon="plus")
        self.take_button = push_button(look, _TAKE_OVER, self._choose_file, icon="upload")
        self.undo_button = tool_button(look, "undo-2", _UNDO, self.undo)
        self.redo_button = tool_button(look, "redo-2", _REDO, self.redo)
        self.notice = Notice(look)
        self.go_on_button = push_button(look, _GO_ON, self.resume, icon="arrow-right")
        self.draft_notice = Notice(look, icon="pencil", button=self.go_on_button)
        self._folder = plain_label("", tone="quiet", size=0.95)
        self.folder_button = push_button(look, _OPEN_FOLDER, self._open_folder, icon="folder-open", role="link")
        self.body = ScrollingColumn(
            self, name=look.say(_TITLE), across=True, widest=look.wide(_WIDEST), shows_focus=True
        )
        self._stack = QStackedWidget(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self._stack.addWidget(self._built())
        for widget in (self.add_button, self.take_button):
            widget.setVisible(not session.read_only)
        session.changed.connect(self._something_changed)
        self.read()

    # -- what is shown ------------------------------------------------------------------------------------------------

    @property
    def editing(self) -> RuleEditing | RegisterEditing | None:
        """What is being changed now; None while the page is read."""
        current = self._stack.currentWidget()
        return next((each for each in (self._rule_editing, self._register_editing) if each is current), None)

    @property
    def reading(self) -> RegisterReading | None:
        """The register that is shown."""
        return self._reading

    def show_register(self, register: str, requirement: str = "") -> None:
        """Show a register and its rules, at one of the requirements where that is named."""
        self._register = register
        self._wanted = requirement
        if self._view is not None:
            self._show(self._view)
            self.body.verticalScrollBar().setValue(0)
            self._show_wanted()

    def read(self) -> None:
        """Read the registers and rules, and how it stands."""
        self._session.read(rules_view, self._show, owner=self, slot="rules")

    def save(self) -> None:
        """Keep what is being typed of rules; it holds only once the person saves it."""
        if self._rule_editing is not None and self.editing is self._rule_editing:
            self._rule_editing.keep()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        from portfolio_app.ui.commands import Command, Menu

        editing = self.editing
        if editing is not None:
            return (Command(_SAVE_RULES, editing.save, "check", "Ctrl+S", Menu.EDIT, 1),)
        if self._session.read_only:
            return ()
        return (
            Command(_ADD, self.add_register, "plus"),
            Command(_TAKE_OVER, self._choose_file, "upload"),
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Look again: it may stand otherwise by now."""
        super().showEvent(event)
        self.read()

    def event(self, event: QEvent) -> bool:
        """Take Ctrl+Z and its like here for the rules, not for the records."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            deed = self._deed_of(event)
            if deed is not None:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take back or do again what was done here."""
        deed = self._deed_of(event)
        if deed is not None:
            deed()
        else:
            super().keyPressEvent(event)

    # -- what can be done ---------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the newest change of one's own registers and rules."""
        self._change(undo_on_shelf, lambda what: self._tell(_UNDONE.fill(what=what), _REDO, self.redo))

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._change(redo_on_shelf, lambda what: self._tell(_REDONE.fill(what=what), _UNDO, self.undo))

    def copy(self, identifier: str) -> None:
        """Begin to change a copy of a rule set."""
        rule_set = self._rule_set(identifier).rule_set
        copy = copy_of(rule_set, self._ids())
        self._edit(copy, copy)

    def change(self, identifier: str) -> None:
        """Begin to change a rule set of one's own."""
        rule_set = self._rule_set(identifier).rule_set
        self._edit(rule_set, rule_set)

    def draw_up(self, register: str) -> None:
        """Begin to draw up rules for a register."""
        view = self._register_view(register)
        values = {
            "register": register,
            "id": first_id(register, self._ids()),
            "register_name": view.name,
            "name": _RULES_OF.fill(name=view.name),
            "period": PeriodRule(years=1),
        }
        self._edit(values, None)

    def add_register(self) -> None:
        """Begin to add a register of one's own."""
        self._change_register("")

    def resume(self) -> None:
        """Go on with what was typed earlier and not saved."""
        draft = self._view.draft if self._view is not None else ""
        editing = self._rules_editor()
        if draft and editing.resume(draft):
            self._stack.setCurrentWidget(editing)
            return
        self._session.read(lambda portfolio: keep_draft(portfolio, ""), lambda _nothing: self.read(), owner=self)
        self.notice.say(self._session.say(_DRAFT_LOST))

    def ask_delete(self, identifier: str) -> None:
        """Tell what will be judged by what without it, and ask whether it is to be deleted."""
        register = next((each.id for each in self._views() if each.id == identifier), "")
        if register:
            self._ask(identifier, self._register_view(register).name, (_SURE_REGISTER,))
            return
        rule_set = self._rule_set(identifier).rule_set

        def reckon(portfolio: Portfolio) -> tuple[Text, ...]:
            without = rule_sets_without(portfolio, identifier)
            today = portfolio.clock.today()
            trial = try_rules(portfolio.rule_sets, without, portfolio.snapshot(), today, rule_set.register)
            return (*trial.judged, *trial.problems)

        self._session.read(reckon, partial(self._ask, identifier, rule_set.name), owner=self)

    def export(self, identifier: str) -> None:
        """Let the person choose where to write a rule set or a register for somebody else."""
        target = choose_target(self._session.look, self, identifier)
        if target is not None:
            self.export_to(identifier, target)

    def export_to(self, identifier: str, target: Path) -> None:
        """Write a rule set or a register as a file."""
        self._session.read(
            lambda portfolio: export_own(portfolio, identifier, target),
            lambda _nothing: self._tell(_EXPORTED.fill(name=target.name)),
            owner=self,
            failed=self._refused,
        )

    def take_over_file(self, file: Path) -> None:
        """Take over rules or a register that somebody gave."""

        def taken(identifier: str) -> None:
            self._register = identifier if any(each.id == identifier for each in self._views()) else self._register
            self._tell(_TAKEN, _UNDO, self.undo)

        self._change(lambda portfolio: take_over(portfolio, file), taken)

    # -- within -------------------------------------------------------------------------------------------------------

    def _built(self) -> QWidget:
        look = self._session.look
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PageHead(look.say(_TITLE), look.say(_HINT), self.registers))
        column.addWidget(line())
        self._column = QVBoxLayout(self.body.content)
        self._column.setContentsMargins(24, 16, 24, 24)
        self._column.setSpacing(14)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.add_button)
        row.addWidget(self.take_button)
        row.addStretch(1)
        row.addWidget(self.undo_button)
        row.addWidget(self.redo_button)
        self._column.addLayout(row)
        self._column.addWidget(self.notice)
        self._column.addWidget(self.draft_notice)
        self._at = self._column.count()
        self._column.addWidget(line())
        self._column.addWidget(plain_label(look.say(_WHERE), tone="quiet", size=0.95))
        self._column.addWidget(self._folder)
        self._column.addWidget(self.folder_button)
        self._column.addStretch(1)
        column.addWidget(self.body, 1)
        return page

    def _show(self, view: RulesView) -> None:
        self._view = view
        look = self._session.look
        keys = [each.id for each in view.registers]
        if self._register not in keys:
            self._register = keys[0] if keys else ""
        segments = tuple(Segment(each.id, look.say(each.name)) for each in view.registers)
        self.registers.show_segments(segments, self._register)
        self._show_steps(view)
        self.notice.say("\n".join(map(look.say, view.notices)))
        editing = self.editing is not None
        self.draft_notice.say(look.say(_DRAFT) if view.draft and not editing and not self._session.read_only else "")
        self._folder.setVisible(view.folder is not None)
        self.folder_button.setVisible(view.folder is not None)
        if view.folder is not None:
            self._folder.setText(look.say(_FOLDER.fill(folder=view.folder)))
        shown = next((each for each in view.registers if each.id == self._register), None)
        before = self._reading
        if shown is None or (before is not None and before.view == shown):
            return
        self._reading = RegisterReading(look, shown, self._deeds())
        self._column.insertWidget(self._at, self._reading)
        if before is None and self.body.hasFocus():  # Qt's choice while there were no registers to choose from yet
            self.registers.setFocus(Qt.FocusReason.OtherFocusReason)
        if before is not None:
            before.hide()
            before.deleteLater()
        self._show_wanted()

    def _show_wanted(self) -> None:
        """Bring the requirement into sight that somebody came for."""
        if self._reading is not None and self._wanted and self._reading.show_requirement(self._wanted, self.body):
            self._wanted = ""

    def _show_steps(self, view: RulesView) -> None:
        look = self._session.look
        for button, text, what in (
            (self.undo_button, _UNDO_WHAT, view.undo),
            (self.redo_button, _REDO_WHAT, view.redo),
        ):
            button.setVisible(bool(what) and not self._session.read_only)
            words = look.say(text.fill(what=what))
            button.setToolTip(words)
            button.setAccessibleName(words)

    def _deeds(self) -> Deeds:
        return Deeds(
            copy=self.copy,
            change=self.change,
            export=self.export,
            delete=self.ask_delete,
            new_rules=self.draw_up,
            change_register=self._change_register,
            follow=self.target_asked.emit,
            read_only=self._session.read_only,
        )

    def _edit(self, rules: RuleSet | dict[str, Any], base: RuleSet | None) -> None:
        editing = self._rules_editor()
        self._stack.setCurrentWidget(editing)
        editing.begin(rules, base)

    def _rules_editor(self) -> RuleEditing:
        from portfolio_app.ui.registers.rule_editing import RuleEditing

        if self._rule_editing is not None:
            lose_focus(self.window())
            shiboken6.delete(self._rule_editing)
        self._rule_editing = RuleEditing(self._session, self._stack)
        self._rule_editing.ended.connect(self._edited)
        self._stack.addWidget(self._rule_editing)
        return self._rule_editing

    def _change_register(self, register: str) -> None:
        if self._register_editing is None:
            from portfolio_app.ui.registers.register_editing import RegisterEditing

            self._register_editing = RegisterEditing(self._session, self._stack)
            self._register_editing.ended.connect(self._register_edited)
            self._stack.addWidget(self._register_editing)
        self._stack.setCurrentWidget(self._register_editing)
        self._register_editing.begin(self._register_view(register).register if register else None)

    def _edited(self, saved: bool) -> None:  # noqa: FBT001 - a signal carries it
        self._back_to_reading()
        leaving, self._rule_editing = self._rule_editing, None
        if leaving is not None:
            leaving.let_go()
        if saved:
            self._tell(_SAVED, _UNDO, self.undo)

    def _register_edited(self, register: str) -> None:
        self._back_to_reading()
        if register:
            self._register = register
            self._tell(_REGISTER_SAVED, _UNDO, self.undo)
            self._look_at_registers()

    def _back_to_reading(self) -> None:
        self._stack.setCurrentIndex(0)
        self.registers.setFocus()
        self.read()

    def _ask(self, identifier: str, name: Text, told: tuple[Text, ...]) -> None:
        look = self._session.look
        explanation = "\n\n".join(map(look.say, (*told, _UNDOABLE)))

        def delete() -> None:
            self._change(
                lambda portfolio: delete_own(portfolio, identifier),
                lambda _nothing: self._tell(_DELETED, _UNDO, self.undo),
            )

        dialog = MessageDialog(
            look,
            look.say(_SURE.fill(name=name)),
            explanation,
            self.window(),
            choices=((_DO_DELETE, delete),),
            close=_KEEP,
        )
        dialog.open()

    def _change(self, operation: Callable[[Portfolio], Any], then: Callable[[Any], object]) -> None:
        """Change what is one's own; everybody reads again after that, and so does this page."""

        def done(result: object) -> None:
            then(result)
            self._look_at_registers()
            self.read()

        self.notice.say("")
        self._session.write(operation, done, owner=self, failed=self._refused)

    def _look_at_registers(self) -> None:
        """Let everybody know when there are other registers than before."""
        now = self._session.registers
        if now != self._registers_before:
            self._registers_before = now
            self._session.registers_changed.emit()

    def _something_changed(self) -> None:
        if self.isVisible() and self.editing is None:
            self.read()

    def _refused(self, error: VakdossierError) -> None:
        self.notice.say(error.say(self._session.look.language))

    def _tell(self, words: Text, offer: Text = NO_TEXT, deed: Callable[[], object] | None = None) -> None:
        self._session.said.emit(self._session.say(words), offer if deed is not None else None, deed)

    def _choose_file(self) -> None:
        file = choose_given(self._session.look, self)
        if file is not None:
            self.take_over_file(file)

    def _open_folder(self) -> None:
        if self._view is not None and self._view.folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._view.folder)))

    def _deed_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        if self._session.read_only or self.editing is not None:
            return None
        if event.matches(QKeySequence.StandardKey.Undo):
            return self.undo
        return self.redo if event.matches(QKeySequence.StandardKey.Redo) else None

    def _views(self) -> tuple[RegisterView, ...]:
        return self._view.registers if self._view is not None else ()

    def _register_view(self, register: str) -> RegisterView:
        return next(each for each in self._views() if each.id == register)

    def _rule_set(self, identifier: str) -> RuleSetView:
        found = (rules for each in self._views() for rules in each.rule_sets)
        return next(rules for rules in found if rules.rule_set.id == identifier)

    def _ids(self) -> frozenset[str]:
        return frozenset(rules.rule_set.id for each in self._views() for rules in each.rule_sets)
