"""The making of a dossier in steps: at the left where one is, at the right the step; every step can be gone back to."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.dossier.plan import Plan
from portfolio_app.ui.dossier.register_step import RegisterStep
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import line
from portfolio_app.ui.widgets.rail import Destination, Rail

if TYPE_CHECKING:
    from portfolio_app.ui.dossier.completeness_step import CompletenessStep
    from portfolio_app.ui.dossier.contents_step import ContentsStep
    from portfolio_app.ui.dossier.finish_step import FinishStep
    from portfolio_app.ui.dossier.privacy_step import PrivacyStep

_STEPS: Final = Text("Stappen", "Steps")
_LABELS: Final = (
    ("register", Text("Register en periode", "Register and period"), "calendar-days"),
    ("contents", Text("Inhoud", "Contents"), "list-filter"),
    ("completeness", Text("Compleet", "Complete"), "circle-check"),
    ("privacy", Text("Privacy", "Privacy"), "shield-check"),
    ("finish", Text("Bekijken en maken", "Review and make"), "file-output"),
)
STEPS: Final = tuple(key for key, _label, _icon in _LABELS)
"""The keys of the steps, in their order."""

_BACK: Final = Text("Vorige", "Back")
_ON: Final = Text("Verder", "Continue")
_STEPS_WIDTH: Final = 216

Step: TypeAlias = "RegisterStep | ContentsStep | CompletenessStep | PrivacyStep | FinishStep"
S = TypeVar("S", bound=Step)


class DossierWizard(QWidget):
    """Leads from a register to a file; a step is built when it is first looked at, and shows the plan as it then is."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        look = session.look
        registers = session.registers.registers
        self.plan = Plan(registers[0].id if registers else "", look.language, self)
        self._stack = QStackedWidget(self)
        self._counts: dict[str, int] = {}
        destinations = tuple(Destination(key, look.say(label), icon) for key, label, icon in _LABELS)
        self.rail = Rail(look, look.say(_STEPS), destinations)
        self.rail.chosen.connect(self.go)
        side = QWidget()
        side.setObjectName("rail_side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setFixedWidth(look.wide(_STEPS_WIDTH))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 12, 0, 10)
        column.addWidget(self.rail, 1)
        self.back_button = push_button(look, _BACK, lambda: self._by(-1), icon="arrow-left")
        self.on_button = push_button(look, _ON, lambda: self._by(1), icon="arrow-right", role="primary")
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 10)
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.on_button)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(line())
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addLayout(right, 1)
        session.changed.connect(self._look_again)
        self._current = "register"
        self._stack.setCurrentWidget(self.register)
        self.rail.choose("register")

    # -- the steps ----------------------------------------------------------------------------------------------------

    @cached_property
    def register(self) -> RegisterStep:
        """For which register, and of which time."""
        step = self._added(RegisterStep(self.session, self.plan, self._stack))
        step.at_once.connect(self._make_at_once)
        return step

    @cached_property
    def contents(self) -> ContentsStep:
        """What stands in it."""
        from portfolio_app.ui.dossier.contents_step import ContentsStep

        return self._added(ContentsStep(self.session, self.plan, self._stack))

    @cached_property
    def completeness(self) -> CompletenessStep:
        """What is missing."""
        from portfolio_app.ui.dossier.completeness_step import CompletenessStep

        step = self._added(CompletenessStep(self.session, self.plan, self._stack))
        step.counted.connect(lambda count: self._count("completeness", count))
        return step

    @cached_property
    def privacy(self) -> PrivacyStep:
        """What it tells of anybody."""
        from portfolio_app.ui.dossier.privacy_step import PrivacyStep

        step = self._added(PrivacyStep(self.session, self.plan, self._stack))
        step.counted.connect(lambda count: self._count("privacy", count))
        step.request_asked.connect(self._to_field)
        return step

    @cached_property
    def finish(self) -> FinishStep:
        """How it looks, and the making of it."""
        from portfolio_app.ui.dossier.finish_step import FinishStep

        step = self._added(FinishStep(self.session, self.plan, self._stack))
        step.counted.connect(lambda count: self._count("privacy", count))
        step.privacy_asked.connect(lambda: self.go("privacy"))
        return step

    def _added(self, step: S) -> S:
        self._stack.addWidget(step)
        return step

    def _step(self, key: str) -> Step:
        match key:
            case "register":
                return self.register
            case "contents":
                return self.contents
            case "completeness":
                return self.completeness
            case "privacy":
                return self.privacy
            case _:
                return self.finish

    # -- the way through them -----------------------------------------------------------------------------------------

    @property
    def current(self) -> str:
        """The key of the step that is shown."""
        return self._current

    def go(self, key: str) -> None:
        """Show a step."""
        if self._current == "register" and key != "register" and self.register.problem():
            self.rail.choose("register")
            return
        self._current = key
        self._stack.setCurrentWidget(self._step(key))
        self.rail.choose(key)
        self._hand_on_focus(key)
        self.back_button.setEnabled(key != "register")
        self.on_button.setVisible(key != "finish")
        if self.isVisible():
            self._step(key).enter()

    def _hand_on_focus(self, key: str) -> None:
        """Where a step takes away the button that led to it, the keys go on with what comes instead."""
        if key == "finish" and self.on_button.hasFocus():
            self.finish.button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key == "register" and self.back_button.hasFocus():
            self.on_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what the step needs, now that it is looked at."""
        super().showEvent(event)
        self.back_button.setEnabled(self._current != "register")
        self._step(self._current).enter()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the pages of the preview go: they are kept in memory only as long as they are looked at."""
        super().hideEvent(event)
        if "finish" in vars(self):
            self.finish.leave()

    def _by(self, step: int) -> None:
        self.go(STEPS[min(max(STEPS.index(self._current) + step, 0), len(STEPS) - 1)])

    def _look_again(self) -> None:
        if self.isVisible() and self._current in ("completeness", "register"):
            self._step(self._current).enter()

    def _count(self, key: str, count: int) -> None:
        self._counts[key] = count
        self.rail.show_counts(self._counts)

    def _to_field(self, name: str) -> None:
        """Show where a field of the request is filled in, with the cursor in it."""
        step: RegisterStep | ContentsStep = self.register if name == "place" else self.contents
        self.go("register" if step is self.register else "contents")
        editor = self.register.place if step is self.register else self.contents.heading
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        step.ensureWidgetVisible(editor)

    def _make_at_once(self) -> None:
        self.go("finish")
        self.finish.ask()
