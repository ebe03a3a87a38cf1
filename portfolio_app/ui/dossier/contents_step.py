"""The second step: what stands in the dossier, in which order, with which evidence, under which cover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.cv_view import CvView
from portfolio_app.domain.records.dossier_profile import DossierSection, EvidenceChoice
from portfolio_app.services.exports import DossierRequest, expected_bytes, prepare_dossier, save_profile, told_view
from portfolio_app.ui.dossier.parts import FormCard, Page
from portfolio_app.ui.dossier.plan import Plan
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from portfolio_app.common.errors import VakdossierError
    from portfolio_app.services.portfolio import Portfolio, Saved

_TITLE: Final = Text("Wat erin staat", "What goes in it")
_HINT: Final = Text(
    "Alleen wat u voor het register vrijgaf. Weglaten kan hier; vrijgeven doet u bij het gegeven zelf.",
    "Only what you released to the register. You can leave things out here; you release a record on the record itself.",
)
_SECTIONS: Final = Text("Onderdelen en hun volgorde", "Sections and their order")
_UP: Final = Text("Omhoog", "Up")
_DOWN: Final = Text("Omlaag", "Down")
_USUAL: Final = Text("Gebruikelijke volgorde", "Usual order")
_TOLD: Final = Text("Vrijgegeven reflecties, feedback en journaalposten", "Released reflections, feedback and journal")
_TOLD_HINT: Final = Text("Wat u uitvinkt, blijft uit dit dossier.", "What you untick stays out of this dossier.")
_NOTHING_TOLD: Final = Text("Over deze periode is er niets vrijgegeven.", "Nothing from this period has been released.")
_EVIDENCE: Final = Text("Bewijsstukken en cv", "Evidence and CV")
_WHICH: Final = Text("Bewijsstukken die meegaan", "Evidence to include")
_SAMPLE: Final = Text("Van hoeveel activiteiten", "From how many activities")
_SEED: Final = Text("Getal van de steekproef", "Sample number")
_SEED_HELP: Final = Text("Hetzelfde getal kiest dezelfde activiteiten.", "The same number chooses the same activities.")
_SCANS: Final = Text("Scans en foto’s", "Scans and photos")
_SCANS_HELP: Final = Text(
    "Kleiner maken helpt als het dossier te groot is om te mailen. In het portfolio blijven ze zoals ze zijn.",
    "Making them smaller helps when the dossier is too large to send. In the portfolio they stay as they are.",
)
_AS_THEY_ARE: Final = Text("Zoals ze zijn", "As they are")
_DPI: Final = Text("Kleiner: {n} beeldpunten per inch", "Smaller: {n} pixels per inch")
_RESOLUTIONS: Final = (300, 200, 150, 100)
_EXPECTED: Final = Text("De bewijsstukken zijn samen ongeveer {n} MB.", "The evidence is about {n} MB in all.")
_VIEW: Final = Text("Versie van het cv", "CV view")
_WHOLE_CV: Final = Text("Het hele cv", "The whole CV")
_COVER: Final = Text("Omslag", "Cover")
_HEADING: Final = Text("Opschrift", "Heading")
_HEADING_HELP: Final = Text("Leeg: “Dossier voor herregistratie”.", "Leave empty for “Dossier for re-registration”.")
_PHOTO: Final = Text("Met foto", "With photo")
_KEEP: Final = Text("Bewaren als profiel", "Keep as a profile")
_KEEP_HINT: Final = Text("De volgende keer staan deze keuzes klaar.", "Next time these choices will be ready for you.")
_NAME: Final = Text("Naam", "Name")
_KEEP_IT: Final = Text("Bewaren", "Save")
_KEPT: Final = Text("Het profiel “{name}” is bewaard.", "The profile “{name}” was saved.")
_SAMPLES: Final = (3, 5, 8, 10, 15, 20, 30, 50)

_MOST_ROWS: Final = 22
"""On a large screen a list is no higher, so that its buttons stay near what they are about."""


class ContentsStep(Page):
    """Asks what stands in the dossier."""

    def __init__(self, session: Session, plan: Plan, parent: QWidget) -> None:
        super().__init__(session, parent)
        self._plan = plan
        self._filling = False
        self.head(_TITLE, _HINT)
        row = self.pair()
        left, right = QVBoxLayout(), QVBoxLayout()
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        left.addWidget(self._sections_card(), 1)
        left.addWidget(self._keep_card())
        right.addWidget(self._evidence_card())
        right.addWidget(self._told_card(), 1)
        plan.profile_changed.connect(self._show_request)
        self._show_request()

    def enter(self) -> None:
        """Read what was released and which views there are."""
        request = self._plan.request
        self.session.read(
            lambda portfolio: _offered(portfolio, request),
            self._show_offered,
            owner=self,
            slot="offered",
            failed=lambda _error: self._show_offered(((), ())),
        )
        self._read_expected()

    def _read_expected(self) -> None:
        """Reckon how large the evidence will be; nothing is said where that cannot be told."""
        request = self._plan.request
        self.session.read(
            lambda portfolio: _expected(portfolio, request),
            self._show_expected,
            owner=self,
            slot="expected",
            failed=lambda _error: self._show_expected(0),
        )

    def _show_expected(self, size: int) -> None:
        self.expected.setText(self.look.say(_EXPECTED.fill(n=max(1, round(size / 1e6)))) if size else "")

    # -- cards --------------------------------------------------------------------------------------------------------

    def _sections_card(self) -> QWidget:
        card = FormCard(self.look, _SECTIONS)
        self.sections = _checklist(self.look.say(_SECTIONS), least=13)
        self.sections.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.sections.itemChanged.connect(lambda _item: self._take_sections())
        self.sections.model().rowsMoved.connect(self._take_sections)
        card.column.addWidget(self.sections, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(push_button(self.look, _UP, lambda: self._move(-1)))
        buttons.addWidget(push_button(self.look, _DOWN, lambda: self._move(1)))
        buttons.addWidget(push_button(self.look, _USUAL, self._usual_order, role="quiet"))
        buttons.addStretch(1)
        card.column.addLayout(buttons)
        card.column.addStretch(0)
        return card

    def _evidence_card(self) -> QWidget:
        card = FormCard(self.look, _EVIDENCE)
        self.evidence = card.add_combo(_WHICH, 0, 0, 2)
        for each in EvidenceChoice:
            self.evidence.addItem(self.look.say(each.label.capitalised()), each.value)
        self.sample = card.add_combo(_SAMPLE, 1, 0)
        for number in _SAMPLES:
            self.sample.addItem(str(number), number)
        self.seed = card.add_line(_SEED, _SEED_HELP, 1, 1)
        self.scans = card.add_combo(_SCANS, 2, 0, 2, _SCANS_HELP)
        self.scans.addItem(self.look.say(_AS_THEY_ARE), 0)
        for number in _RESOLUTIONS:
            self.scans.addItem(self.look.say(_DPI.fill(n=number)), number)
        self.view = card.add_combo(_VIEW, 3, 0)
        self.heading = card.add_line(_HEADING, _HEADING_HELP, 3, 1)
        self.photo = card.add_box(_PHOTO, ticked=False)
        self.expected = plain_label("", tone="quiet")
        card.column.addWidget(self.expected)
        for combo in (self.evidence, self.sample, self.scans, self.view):
            combo.activated.connect(lambda _at: self._take())
        for line in (self.seed, self.heading):
            line.left.connect(self._take)
        self.photo.clicked.connect(lambda _checked: self._take())
        return card

    def _told_card(self) -> QWidget:
        card = FormCard(self.look, _TOLD, _TOLD_HINT)
        self.told = _checklist(self.look.say(_TOLD), least=5)
        self.told.itemChanged.connect(lambda _item: self._take_told())
        self._none_told = plain_label(self.look.say(_NOTHING_TOLD), tone="quiet")
        card.column.addWidget(self.told, 1)
        card.column.addWidget(self._none_told)
        card.column.addStretch(0)  # takes the room of the list where there is none
        return card

    def _keep_card(self) -> QWidget:
        card = FormCard(self.look, _KEEP, _KEEP_HINT)
        self.profile_name = card.add_line(_NAME, NO_TEXT, 0, 0, 2)
        self.keep_button = push_button(self.look, _KEEP_IT, self._keep)
        row = QHBoxLayout()
        row.addWidget(self.keep_button)
        self._kept = plain_label("", tone="quiet")
        row.addWidget(self._kept, 1)
        card.column.addLayout(row)
        if self.session.read_only:
            card.hide()
        return card

    # -- showing ------------------------------------------------------------------------------------------------------

    def _show_request(self) -> None:
        request = self._plan.request
        self._filling = True
        self._fill_sections(request.sections)
        self.evidence.setCurrentIndex(max(self.evidence.findData(request.evidence.value), 0))
        if self.sample.findData(request.sample_size) < 0:
            self.sample.addItem(str(request.sample_size), request.sample_size)
        self.sample.setCurrentIndex(self.sample.findData(request.sample_size))
        self.seed.show_value(str(request.sample_seed))
        if self.scans.findData(request.scan_dpi or 0) < 0:
            self.scans.addItem(self.look.say(_DPI.fill(n=request.scan_dpi or 0)), request.scan_dpi)
        self.scans.setCurrentIndex(self.scans.findData(request.scan_dpi or 0))
        self.heading.show_value(request.heading)
        self.photo.setChecked(request.with_photo)
        if self._plan.profile is not None:
            self.profile_name.show_value(self._plan.profile.name)
        self.view.setCurrentIndex(max(self.view.findData(request.cv_view), 0))
        self._filling = False
        self._enable_sample()

    def _fill_sections(self, chosen: tuple[DossierSection, ...]) -> None:
        self.sections.clear()
        order = [*chosen, *(each for each in DossierSection if each not in chosen)] if chosen else list(DossierSection)
        for section in order:
            item = QListWidgetItem(self.look.say(section.label), self.sections)
            item.setData(Qt.ItemDataRole.UserRole, section.value)
            always = section is DossierSection.PERSON
            ticked = always or not chosen or section in chosen
            flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDragEnabled
            item.setFlags(flags if always else flags | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.sections.setCurrentRow(0)

    def _show_offered(self, offered: tuple[tuple[Record, ...], tuple[CvView, ...]]) -> None:
        records, views = offered
        left_out = self._plan.request.left_out
        self._filling = True
        self.told.clear()
        for record in records:
            words = f"{self.look.say(record.kind.label)}: {record.title(self.look.language)}"
            item = QListWidgetItem(words, self.told)
            item.setData(Qt.ItemDataRole.UserRole, record.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if record.id in left_out else Qt.CheckState.Checked)
        self.told.setVisible(bool(records))
        self._none_told.setVisible(not records)
        self.view.clear()
        self.view.addItem(self.look.say(_WHOLE_CV), "")
        for view in views:
            self.view.addItem(self.look.say(told_view(view.name)), view.id)
        self.view.setCurrentIndex(max(self.view.findData(self._plan.request.cv_view), 0))
        self._filling = False

    # -- taking -------------------------------------------------------------------------------------------------------

    def _take(self) -> None:
        if self._filling:
            return
        seed = str(self.seed.read()).strip()
        self._plan.put(
            evidence=EvidenceChoice(self.evidence.currentData()),  # type: ignore[call-arg]
            sample_size=self.sample.currentData(),
            sample_seed=int(seed) if seed.isdecimal() else self._plan.request.sample_seed,
            scan_dpi=self.scans.currentData() or None,
            cv_view=str(self.view.currentData() or ""),
            heading=str(self.heading.read()),
            with_photo=self.photo.isChecked(),
        )
        self._enable_sample()
        self._read_expected()

    def _take_sections(self) -> None:
        if self._filling:
            return
        items = [self.sections.item(row) for row in range(self.sections.count())]
        chosen = tuple(
            DossierSection(item.data(Qt.ItemDataRole.UserRole))  # type: ignore[call-arg]
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )
        self._plan.put(sections=() if chosen == tuple(DossierSection) else chosen)

    def _take_told(self) -> None:
        if self._filling:
            return
        items = [self.told.item(row) for row in range(self.told.count())]
        shown = {item.data(Qt.ItemDataRole.UserRole) for item in items}
        unticked = [
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Unchecked
        ]
        elsewhere = [each for each in self._plan.request.left_out if each not in shown]
        self._plan.put(left_out=(*elsewhere, *unticked))

    def _move(self, by: int) -> None:
        row = self.sections.currentRow()
        to = row + by
        if row >= 0 and 0 <= to < self.sections.count():
            self._filling = True
            item = self.sections.takeItem(row)
            self.sections.insertItem(to, item)
            self.sections.setCurrentRow(to)
            self._filling = False
            self._take_sections()

    def _usual_order(self) -> None:
        self._filling = True
        self._fill_sections(())
        self._filling = False
        self._take_sections()

    def _enable_sample(self) -> None:
        is_sample = self.evidence.currentData() == EvidenceChoice.SAMPLE.value
        self.sample.setEnabled(is_sample)
        self.seed.setEnabled(is_sample)

    def _keep(self) -> None:
        self._take()
        name = str(self.profile_name.read()).strip()
        if not name:
            self.profile_name.setFocus()
            return
        request = self._plan.request
        self.session.save(
            lambda portfolio: save_profile(portfolio, request, name),
            self._was_kept,
            owner=self,
            failed=self._was_refused,
        )

    def _was_kept(self, saved: Saved) -> None:
        from portfolio_app.domain.records.dossier_profile import DossierProfile

        if isinstance(saved.record, DossierProfile):
            self._plan.profile = saved.record
            self._kept.setText(self.look.say(_KEPT.fill(name=saved.record.name)))
            self._plan.profile_changed.emit()

    def _was_refused(self, error: VakdossierError) -> None:
        self._kept.setText(error.say(self.look.language))


def _checklist(name: str, *, least: int) -> QListWidget:
    found = QListWidget()
    found.setObjectName("parts")
    found.setAccessibleName(name)
    found.setTabKeyNavigation(False)
    found.setUniformItemSizes(True)
    found.setSpacing(2)
    found.setTextElideMode(Qt.TextElideMode.ElideRight)
    found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    row = found.fontMetrics().height() + 8
    found.setMinimumHeight(least * row)
    found.setMaximumHeight(_MOST_ROWS * row)
    return found


def _expected(portfolio: Portfolio, request: DossierRequest) -> int:
    return expected_bytes(prepare_dossier(portfolio, request).going_along(), request.scan_dpi)


def _offered(portfolio: Portfolio, request: DossierRequest) -> tuple[tuple[Record, ...], tuple[CvView, ...]]:
    """Return what was released and may be left out, and the views of the CV."""
    from dataclasses import replace

    prepared = prepare_dossier(portfolio, replace(request, left_out=(), sections=()))
    selection = prepared.selection
    return (*selection.reflections, *selection.feedback, *selection.journal), prepared.everything.of(CvView)
