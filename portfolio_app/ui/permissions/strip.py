"""The strip above a permission: how it stands today, what happened and what is to come, and what can be noted now.

It stands above an event and an exchange too, with that one marked, so that nobody has to go back to see the whole.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.fields import Record
from portfolio_app.domain.permission_agreement import Offer
from portfolio_app.domain.permission_course import Course, Moment
from portfolio_app.domain.permissions import PermissionState
from portfolio_app.domain.records.permission import Exchange, Permission, PermissionEvent, PermissionEventKind
from portfolio_app.domain.values import Option
from portfolio_app.domain.values.dates import show_date
from portfolio_app.ui.permissions import wording
from portfolio_app.ui.permissions.moments import MomentButton, Stop, TodayMark
from portfolio_app.ui.records.companions import Companion
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.flow import Flow
from portfolio_app.ui.widgets.labels import Tone, line, plain_label, set_tone
from portfolio_app.ui.widgets.link import link_button
from portfolio_app.ui.widgets.sign import Sign

if TYPE_CHECKING:
    from collections.abc import Callable

    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.history import ChangeSet

_NAME: Final = Text("Verloop van de toestemming", "History of the permission")
_NOTE: Final = Text("Vastleggen dat het vandaag gebeurde: {what}", "Record that it happened today: {what}")
_SHARED: Final = Text("Gedeeld…", "Shared…")
_SHARE: Final = Text("Vastleggen dat u vandaag iets deelde", "Record that you shared something today")
_FILL_IN: Final = Text("{field}: {day}", "{field}: {day}")
_FILL_INS: Final = {
    "given_on": Text("In de toestemming invullen wanneer die is gegeven", "Fill in when the permission was given"),
    "valid_until": Text(
        "In de toestemming invullen dat die na het vernieuwen even lang geldt als daarvoor",
        "Fill in that the renewed permission is valid for as long as before",
    ),
    "assignment_ended_on": Text(
        "In de toestemming invullen dat ook de opdracht die dag eindigde",
        "Fill in that the assignment ended on that day too",
    ),
}
_WHOLE: Final = Text("Toestemming: {title}", "Permission: {title}")
_EARLIER: Final = CountedText(
    Text("{n} eerdere gebeurtenis tonen", "Show {n} earlier event"),
    Text("{n} eerdere gebeurtenissen tonen", "Show {n} earlier events"),
)
_OPEN: Final = Text("Openen", "Open")
_HERE: Final = Text("Staat hieronder", "Shown below")
_MOST_BEHIND: Final = 8
_ICON: Final = 20

_SIGNS: Final = {
    "given": "check",
    "given_on": "check",
    "renewed": "rotate-ccw",
    "refused": "x",
    "withdrawn": "undo-2",
    "expired": "hourglass",
    "ended": "lock",
    "exchange": "upload",
    "valid_until": "hourglass",
    "assignment_ended_on": "log-out",
    "review_on": "eye",
    "delete_on": "trash-2",
}
"""The picture of each moment: by the key of an event, or the field that names its day."""

_STATES: Final[dict[Option, tuple[str, Tone]]] = {
    PermissionState.REQUESTED: ("circle-dashed", "attention"),
    PermissionState.VALID: ("circle-check", "good"),
    PermissionState.REFUSED: ("circle-alert", "bad"),
    PermissionState.WITHDRAWN: ("undo-2", "bad"),
    PermissionState.EXPIRED: ("hourglass", "bad"),
    PermissionState.ENDED: ("lock", "quiet"),
}

_KINDS: Final = frozenset(kind.key for kind in (Permission.kind, PermissionEvent.kind, Exchange.kind))


class PermissionStrip(Companion):
    """The course of the permission that a record is or belongs to."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self._record: Record | None = None
        self._shown_of = ""
        self._all = False
        self.course: Course | None = None
        self.moments: list[MomentButton] = []
        self.setAccessibleName(session.say(_NAME))
        self._icon = Sign(session.look, size=_ICON, parent=self)
        self.state = plain_label("", self, strong=True, size=1.08)
        self.sentence = plain_label("", self)
        self._lesson = plain_label("", self, tone="quiet")
        self._warning = plain_label("", self, tone="attention")
        self._whole = _flowing(self, gap=6)
        self._line = _flowing(self, gap=0)
        self._steps = _flowing(self, gap=6)
        self._build()
        session.changed.connect(self._changed)
        self.hide()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.state)
        words.addWidget(self.sentence)
        words.addWidget(self._warning)
        head.addLayout(words, 1)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # what is below does not jump while another course is read
        self._body = QWidget(self)
        self._body.setSizePolicy(policy)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(20, 12, 20, 8)
        column.setSpacing(8)
        column.addWidget(self._whole)
        column.addLayout(head)
        for part in (self._lesson, self._line, self._steps):
            column.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._body)
        outer.addWidget(line(self))

    # -- what the panel tells -----------------------------------------------------------------------------------------

    def show_record(self, record: Record) -> None:
        """Show the course of the permission that `record` is, or belongs to; nothing when it belongs to none."""
        of = record.id if isinstance(record, Permission) else getattr(record, "permission", "")
        if self._record is None or record.id != self._record.id:
            self._all = False
        self._record = record
        if not of:
            self.clear()
            return
        if of != self._shown_of:
            self._body.hide()
            self._shown_of = of
        self.show()
        self._read()

    def clear(self) -> None:
        """Show nothing: there is no permission."""
        self._shown_of = ""
        self.course = None
        self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """Another day may have begun since it was last looked at."""
        super().showEvent(event)
        if self.course is not None and self.course.today != self._session.today():
            self._read()

    # -- within -------------------------------------------------------------------------------------------------------

    def _changed(self, changes: ChangeSet) -> None:
        if self._shown_of and changes.kinds & _KINDS:
            self._read()

    def _read(self) -> None:
        permission_id = self._shown_of

        def read(portfolio: Portfolio) -> Course:
            from portfolio_app.services.permission_courses import read_course

            return read_course(portfolio, permission_id)

        self._session.read(read, self._show, owner=self, slot="course", failed=lambda _gone: self.clear())

    def _show(self, course: Course) -> None:
        if course.permission.id != self._shown_of:
            return
        language = self._session.look.language
        self.course = course
        icon, tone = _STATES[course.state]
        if course.asks_nobody and course.state is PermissionState.REQUESTED:
            icon, tone = "scale", "quiet"
        self._icon.show_icon(icon, tone)
        self.state.setText(wording.state_of(course, language))
        set_tone(self.state, tone)
        self.sentence.setText(wording.explained(course, language))
        self._say(self._warning, wording.warning(course, language))
        self._say(self._lesson, wording.lesson(course, language))
        self.setAccessibleDescription(wording.whole_story(course, language))
        self._show_whole(course)
        self._show_line(course)
        self._show_steps(course)
        self._body.show()

    @staticmethod
    def _say(label: QLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))

    def _show_whole(self, course: Course) -> None:
        """Show the way to the permission, above a record that belongs to it."""
        flow = _emptied(self._whole)
        is_part = self._record is not None and self._record.id != course.permission.id
        self._whole.setVisible(is_part)
        if is_part:
            title = self._session.say(_WHOLE.fill(title=self._session.title(course.permission)))
            deed = partial(self._session.record_asked.emit, course.permission.kind.key, course.permission.id)
            flow.addWidget(link_button(self._session.look, title, deed, icon="handshake", parent=self._whole))

    def _show_line(self, course: Course) -> None:
        look = self._session.look
        focused = next((at for at, button in enumerate(self.moments) if button.hasFocus()), -1)
        flow = _emptied(self._line)
        self.moments = []
        behind = course.behind if self._all else course.behind[-_MOST_BEHIND:]
        left_out = len(course.behind) - len(behind)
        if left_out:
            words = Text(_EARLIER.say(left_out, "nl"), _EARLIER.say(left_out, "en"))
            flow.addWidget(push_button(look, words, self._show_all, role="quiet", parent=self._line))
        for moment in behind:
            flow.addWidget(self._made(course, moment))
        if behind or course.ahead:
            today = wording.today_of(course, look.language)
            flow.addWidget(TodayMark(look, today, is_last=not course.ahead, parent=self._line))
        for moment in course.ahead:
            flow.addWidget(self._made(course, moment))
        self._line.setVisible(flow.count() > 0)
        if self.moments:
            at = min(max(focused, 0), len(self.moments) - 1)
            self.moments[at].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            if focused >= 0:
                self.moments[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, course: Course, moment: Moment) -> MomentButton:
        language = self._session.look.language
        words = Stop(
            moment.label.say(language),
            moment.about,
            show_date(moment.day, language),
            wording.note_on(course, moment, language),
            doubtful=bool(moment.doubt),
        )
        ahead = moment.day > course.today
        here = self._record is not None and moment.record_id == self._record.id and not moment.field
        button = MomentButton(self._session.look, _SIGNS[moment.sign], words, ahead=ahead, here=here, parent=self._line)
        button.setAccessibleName(wording.told(course, moment, language))
        button.setAccessibleDescription(self._session.say(_HERE if here else _OPEN))
        button.clicked.connect(partial(self._open, moment))
        button.step_asked.connect(partial(self._go_along, button))
        button.entered.connect(partial(self._stand_at, button))
        self.moments.append(button)
        return button

    def _show_steps(self, course: Course) -> None:
        flow = _emptied(self._steps)
        may_change = not self._session.read_only
        for offer in course.offers if may_change else ():
            label = Permission.kind.field(offer.field).label
            words = _FILL_IN.fill(field=label, day=show_date(offer.day, self._session.look.language))
            self._add_step(flow, words, _FILL_INS[offer.field], partial(self._fill_in, offer))
        is_whole = self._record is not None and self._record.id == course.permission.id
        may_note = is_whole and may_change and bool(course.steps or course.may_share)
        self._steps.setVisible(may_note or flow.count() > 0)
        if not may_note:
            return
        for step in course.steps:
            meaning = _NOTE.fill(what=step.label)
            self._add_step(flow, step.label.capitalised(), meaning, partial(self._note, step))
        if course.may_share:
            self._add_step(flow, _SHARED, _SHARE, self._share)

    def _add_step(self, flow: Flow, words: Text, meaning: Text, deed: Callable[[], None]) -> None:
        button = push_button(self._session.look, words, deed, parent=self._steps)
        button.setToolTip(self._session.say(meaning))
        button.setAccessibleDescription(self._session.say(meaning))
        flow.addWidget(button)

    # -- what the person does -----------------------------------------------------------------------------------------

    def _open(self, moment: Moment) -> None:
        """Open the event; for a day that the permission itself names, the field where it stands."""
        if moment.field:
            self._session.field_asked.emit(moment.kind, moment.record_id, moment.field)
        else:
            self._session.record_asked.emit(moment.kind, moment.record_id)

    def _note(self, step: PermissionEventKind) -> None:
        values = {"permission": self._shown_of, "event": step, "happened_on": self._session.today()}
        self._session.meant_asked.emit(PermissionEvent.kind.key, values)

    def _fill_in(self, offer: Offer) -> None:
        """Let the permission name a day that what happened to it says."""
        of, values = self._shown_of, {offer.field: offer.day}
        self._session.save(
            lambda portfolio: portfolio.change(Permission.kind, of, values), lambda _saved: None, owner=self
        )

    def _share(self) -> None:
        """Begin an exchange with what follows from the permission; what it leaves open the person fills in."""
        if self.course is None:
            return
        permission = self.course.permission
        values: dict[str, object] = {
            "permission": permission.id,
            "exchanged_on": self._session.today(),
            "ground": permission.ground,
            "legal_basis": permission.legal_basis,
        }
        if len(permission.recipients) == 1:
            values["recipient"] = permission.recipients[0]
        if len(permission.data_categories) == 1:
            values["data_categories"] = permission.data_categories
        self._session.meant_asked.emit(Exchange.kind.key, values)

    def _show_all(self) -> None:
        self._all = True
        if self.course is not None:
            self._show_line(self.course)
            self.moments[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_along(self, button: MomentButton, way: str) -> None:
        at = self.moments.index(button)
        last = len(self.moments) - 1
        goal = {"next": min(at + 1, last), "previous": max(at - 1, 0), "first": 0, "last": last}[way]
        self.moments[goal].setFocus(Qt.FocusReason.OtherFocusReason)

    def _stand_at(self, button: MomentButton) -> None:
        """Let Tab come back to the moment where the person was."""
        for each in self.moments:
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each is button else Qt.FocusPolicy.ClickFocus)


def _flowing(parent: QWidget, *, gap: int) -> QWidget:
    """Return a widget whose parts go on to the next line where there is no room."""
    holder = QWidget(parent)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    Flow(holder, gap=gap)
    return holder


def _emptied(holder: QWidget) -> Flow:
    flow = holder.layout()
    if not isinstance(flow, Flow):
        raise TypeError(f"not a flow: {type(flow).__name__}")
    flow.clear()
    return flow
