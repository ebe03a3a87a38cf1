"""The first step: for which register, over which period, by which profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.common.text import LANGUAGES, NO_TEXT, Language, Text
from portfolio_app.domain.records.dossier_profile import DossierProfile
from portfolio_app.domain.values import ValueProblem
from portfolio_app.services.register_cards import register_card
from portfolio_app.ui.dossier.parts import FormCard, Page, day_of
from portfolio_app.ui.dossier.plan import Plan
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.layouts import clear
from portfolio_app.ui.widgets.standing import StandingCard

if TYPE_CHECKING:
    from portfolio_app.domain.rules import RegisterStanding
    from portfolio_app.services.portfolio import Portfolio

_TITLE: Final = Text("Voor wie en waarover", "For whom and about what")
_HINT: Final = Text(
    "Kies het register. Een profiel onthoudt hoe u zo’n dossier eerder maakte.",
    "Choose the register. A profile remembers how you made such a dossier before.",
)
_REGISTER: Final = Text("Voor welk register", "For which register")
_PROFILE: Final = Text("Profiel", "Profile")
_NO_PROFILE: Final = Text("Zonder profiel", "Without a profile")
_FIRST: Final = Text("Periode van", "Period from")
_LAST: Final = Text("Periode tot en met", "Period until")
_PERIOD_HELP: Final = Text(
    "Leeg: de lopende periode van uw registratie.", "Leave empty for the current period of your registration."
)
_DATED: Final = Text("Datum van het document", "Date of the document")
_DATED_HELP: Final = Text("Leeg: vandaag.", "Leave empty for today.")
_AS_OF: Final = Text("Gegevens zoals op", "Records as of")
_AS_OF_HELP: Final = Text(
    "Leeg: zoals ze nu zijn. Anders zoals ze aan het eind van die dag waren.",
    "Leave empty for now. Otherwise: as they were at the end of that day.",
)
_LANGUAGE: Final = Text("Taal", "Language")
_PLACE: Final = Text("Plaats van ondertekening", "Place of signing")
_RECIPIENT: Final = Text("Aan wie", "To whom")
_RECIPIENT_HELP: Final = Text("Alleen voor uw eigen lijst van wat uitging.", "Only for your own list of what you sent.")
_STANDING: Final = Text("Stand bij dit register", "Standing with this register")
_NO_PERIOD: Final = Text(
    "Bij dit register is nog geen registratie bekend. Voeg haar toe bij het curriculum vitae, of vul de periode in.",
    "No registration with this register is known yet. Add it under Curriculum vitae, or fill in the period.",
)
_AT_ONCE: Final = Text("Meteen maken…", "Make it now…")
_AT_ONCE_HINT: Final = Text(
    "Met het profiel “{name}”; de privacycontrole gaat er altijd aan vooraf.",
    "With the profile “{name}”; the privacy check always comes first.",
)
_LANGUAGE_NAMES: Final[dict[Language, Text]] = {"nl": Text("Nederlands", "Dutch"), "en": Text("Engels", "English")}


class RegisterStep(Page):
    """Asks for whom the dossier is, and shows how things stand there.

    Attributes:
        at_once: the person wants it made by its profile, without going through the other steps.
    """

    at_once = Signal()

    def __init__(self, session: Session, plan: Plan, parent: QWidget) -> None:
        super().__init__(session, parent)
        self._plan = plan
        self._profiles: tuple[DossierProfile, ...] = ()
        self.head(_TITLE, _HINT)
        self._quick = FormCard(self.look)
        self._quick.column.setContentsMargins(20, 12, 20, 12)
        quick = QHBoxLayout()
        self.quick_button = push_button(self.look, _AT_ONCE, self.at_once.emit, icon="file-output")
        self._quick_hint = plain_label("", tone="quiet")
        quick.addWidget(self.quick_button)
        quick.addWidget(self._quick_hint, 1)
        self._quick.column.addLayout(quick)
        self.column.addWidget(self._quick)
        row = self.pair()
        card = FormCard(self.look)
        left = QVBoxLayout()
        left.addWidget(card)
        left.addStretch(1)
        row.addLayout(left, 55)
        side = QWidget()
        self._side = QVBoxLayout(side)
        self._side.setContentsMargins(0, 0, 0, 0)
        row.addWidget(side, 45)
        self.register = card.add_combo(_REGISTER, 0, 0, 2)
        for register in session.registers.registers:
            label = self.look.say(register.label)
            self.register.addItem(f"{register.name} · {label}" if label != register.name else label, register.id)
        self.register.setCurrentIndex(max(self.register.findData(plan.request.register), 0))
        self.profile = card.add_combo(_PROFILE, 1, 0, 2)
        self.first = card.add_date(_FIRST, _PERIOD_HELP, 2, 0, session.today)
        self.last = card.add_date(_LAST, NO_TEXT, 2, 1, session.today)
        self.dated = card.add_date(_DATED, _DATED_HELP, 3, 0, session.today)
        self.as_of = card.add_date(_AS_OF, _AS_OF_HELP, 3, 1, session.today)
        self.language = card.add_combo(_LANGUAGE, 4, 0)
        for language in LANGUAGES:
            self.language.addItem(self.look.say(_LANGUAGE_NAMES[language]), language)
        self.place = card.add_line(_PLACE, NO_TEXT, 4, 1)
        self.recipient = card.add_line(_RECIPIENT, _RECIPIENT_HELP, 5, 0, 2)
        self._dates = (self.first, self.last, self.dated, self.as_of)
        self.register.activated.connect(self._other_register)
        self.profile.activated.connect(self._other_profile)
        self.language.activated.connect(lambda _at: self._take())
        for editor in (*self._dates, self.place, self.recipient):
            editor.left.connect(self._take)
        plan.profile_changed.connect(self._show_request)
        self._show_request()

    def enter(self) -> None:
        """Read the profiles and the standing again."""
        self._read_profiles()
        self._read_standing()

    def problem(self) -> bool:
        """Tell whether a date cannot be understood."""
        self._take()
        return any(isinstance(day_of(editor), ValueProblem) for editor in self._dates)

    def _take(self) -> None:
        days = [day_of(editor) for editor in self._dates]
        first, last, dated, as_of = (None if isinstance(day, ValueProblem) else day for day in days)
        self._plan.put(
            first=first,
            last=last,
            dated=dated,
            as_of=as_of,
            language=self.language.currentData(),
            place=str(self.place.read()),
            recipient=str(self.recipient.read()),
        )

    def _show_request(self) -> None:
        request = self._plan.request
        self.register.setCurrentIndex(max(self.register.findData(request.register), 0))
        self.language.setCurrentIndex(max(self.language.findData(request.language), 0))
        self.place.show_value(request.place)
        self.recipient.show_value(request.recipient)
        self._show_profiles()

    def _other_register(self) -> None:
        register = str(self.register.currentData())
        mine = next((each for each in self._profiles if register in each.register), None)
        self._plan.begin_from(mine, register)
        self._read_standing()

    def _other_profile(self) -> None:
        chosen = next((each for each in self._profiles if each.id == self.profile.currentData()), None)
        self._plan.begin_from(chosen)

    def _read_profiles(self) -> None:
        self.session.read(_profiles, self._take_profiles, owner=self, slot="profiles")

    def _take_profiles(self, profiles: tuple[DossierProfile, ...]) -> None:
        first_time = not self._profiles and self._plan.profile is None
        self._profiles = profiles
        if first_time and profiles:
            register = self._plan.request.register
            mine = next((each for each in profiles if register in each.register), None)
            if mine is not None:
                self._plan.begin_from(mine)
        self._show_profiles()

    def _show_profiles(self) -> None:
        register, chosen = str(self.register.currentData()), self._plan.profile
        self.profile.clear()
        self.profile.addItem(self.look.say(_NO_PROFILE), "")
        for each in self._profiles:
            if register in each.register:
                self.profile.addItem(each.name, each.id)
        self.profile.setCurrentIndex(max(self.profile.findData(chosen.id if chosen else ""), 0))
        self._quick.setVisible(chosen is not None and not self.session.read_only)
        if chosen is not None:
            self._quick_hint.setText(self.look.say(_AT_ONCE_HINT.fill(name=chosen.name)))

    def _read_standing(self) -> None:
        register = self._plan.request.register
        self.session.read(
            lambda portfolio: portfolio.standing(register=register),
            self._show_standing,
            owner=self,
            slot="standing",
            failed=lambda _no_rules: self._show_standing(()),
        )

    def _show_standing(self, standings: tuple[RegisterStanding, ...]) -> None:
        clear(self._side)
        for standing in standings:
            self._side.addWidget(StandingCard(self.look, register_card(standing)))
        if not standings:
            self._side.addWidget(FormCard(self.look, _STANDING, _NO_PERIOD))
        self._side.addStretch(1)


def _profiles(portfolio: Portfolio) -> tuple[DossierProfile, ...]:
    found = portfolio.records(DossierProfile.kind).records
    return tuple(each for each in found if isinstance(each, DossierProfile))
