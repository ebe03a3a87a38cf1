"""All items of an assessment on one sheet over the window: score by digit, go on by itself, saved as one goes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from portfolio_app.common.text import Text
from portfolio_app.domain.records.growth import Assessment, Score
from portfolio_app.services.scoring import ScoreSheet, ScoreValues, SheetGroup, count_scored
from portfolio_app.ui.assessing.head import SheetHead
from portfolio_app.ui.assessing.keeping import ScoreKeeper
from portfolio_app.ui.assessing.row import ScoreRow
from portfolio_app.ui.assessing.section import GroupSection
from portfolio_app.ui.assessing.wording import SHEET_KEYS
from portfolio_app.ui.forms.standing import Draft, Standing
from portfolio_app.ui.in_turns import InTurns, Pieces, Wait
from portfolio_app.ui.records.incoming import take_in
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.dialog import Dialog
from portfolio_app.ui.widgets.empty import EmptyState
from portfolio_app.ui.widgets.labels import Tone, line, plain_label, set_tone
from portfolio_app.ui.widgets.notice import Notice
from portfolio_app.ui.widgets.scrolling import ScrollingColumn
from portfolio_app.ui.widgets.sign import Sign

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from portfolio_app.services.incoming import Incoming

_ITEMS: Final = Text("Wat gescoord wordt", "What is scored")
_BACK: Final = Text("Terug (Esc)", "Back (Esc)")
_NOTHING_LEFT: Final = Text("Hier heeft alles een score.", "Everything here has a score.")
_UNDO_KEY: Final = Text("Ctrl+Z ongedaan maken", "Ctrl+Z undo")
_SAVED: Final = Text("Bewaard", "Saved")
_SAVED_AT: Final = Text("Bewaard om {time}", "Saved at {time}")
_SAVING: Final = Text("Wordt bewaard…", "Saving…")
_REFUSED: Final = Text("Niet bewaard.", "Not saved.")
_READ_ONLY: Final = Text("Alleen-lezen", "Read-only")
_WRONG: Final = Text("“{field}” bij “{item}” is niet bewaard.", "“{field}” for “{item}” is not saved.")
_LEAVE: Final = Text("Sluiten zonder dit te bewaren", "Close without saving this")
_NO_PROFILE: Final = Text("Geen competentieprofiel", "No competence profile")
_NO_PROFILE_HOW: Final = Text(
    "Geen van uw registers heeft een profiel met onderdelen om te scoren. Voeg losse scores toe in de lijst.",
    "None of your registers has a profile with items to score. Add single scores in the list.",
)

_UNSAVED: Final = "unsaved"
_WRONG_FIELDS: Final = "wrong"
_WIDTH: Final = 1_080
_TURN_MS: Final = 2
"""So long rows are built in one turn: what was built is laid out and painted in it too."""
_ABOVE: Final = 90
_STANDING: Final[dict[Standing, tuple[Text, str, Tone]]] = {
    Standing.SAVED: (_SAVED, "circle-check", "good"),
    Standing.TYPING: (_SAVING, "circle-dashed", "quiet"),
    Standing.SAVING: (_SAVING, "circle-dashed", "quiet"),
    Standing.REFUSED: (_REFUSED, "triangle-alert", "bad"),
}


class ScoringSheet(Dialog):
    """The items of an assessment over the whole window; freed when it is closed."""

    def __init__(self, session: Session, assessment_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("page")
        self.setModal(True)
        self._session = session
        self._over = parent.window()
        self._group = ""
        self._saved_at = ""
        self._closing = False
        self._focus_first = False
        self._files: dict[str, Sequence[Incoming]] = {}
        self._wrong: dict[str, Mapping[str, object]] = {}
        self._assessment_id = assessment_id
        self.sections: list[GroupSection] = []
        self._groups: tuple[SheetGroup, ...] = ()
        self.keeper = ScoreKeeper(session, assessment_id, self)
        self.keeper.read.connect(self._show_sheet)
        self.keeper.standing_changed.connect(self._show_standing)
        self.keeper.gone.connect(self._leave)
        self._builder = InTurns(self, self._pieces, _TURN_MS)
        self._builder.turned.connect(self._stand_at_first_open)
        look = session.look
        self.head = SheetHead(session, self)
        self.head.setMaximumWidth(look.wide(_WIDTH))
        self.head.group_chosen.connect(self.show_group)
        self.head.narrowed.connect(self._narrow)
        self.head.profile_chosen.connect(self._choose_profile)
        self._scroll = ScrollingColumn(self, name=session.say(_ITEMS))
        self._page = QWidget(self._scroll.content)
        self._page.setMaximumWidth(look.wide(_WIDTH))
        self._nothing_left = plain_label(look.say(_NOTHING_LEFT), self._page, tone="quiet")
        self._nothing_left.hide()
        self._icon = Sign(session.look, size=16, parent=self)
        self.state = plain_label("", self)
        self._keys = plain_label(self._keys_in_short(), self, tone="quiet", size=0.92)
        self.back = push_button(look, _BACK, self.reject, parent=self)
        self.notice = Notice(look, button=push_button(look, _LEAVE, self._leave))
        self._build()
        self._add_keys()
        self._show_standing(Standing.SAVED)

    def _build(self) -> None:
        above = QHBoxLayout()
        above.setContentsMargins(24, 16, 24, 6)
        above.addStretch(1)
        above.addWidget(self.head, 100)
        above.addStretch(1)
        across = QHBoxLayout(self._scroll.content)
        across.setContentsMargins(24, 14, 24, 24)
        across.addStretch(1)
        across.addWidget(self._page, 100)
        across.addStretch(1)
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self._column.addWidget(self._nothing_left)
        self._column.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 10)
        foot.setSpacing(8)
        foot.addWidget(self._icon)
        foot.addWidget(self.state, 1)
        foot.addWidget(self._keys, 3)
        foot.addWidget(self.back)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(above)
        whole.addWidget(line(self))
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self.notice)
        whole.addWidget(line(self))
        whole.addLayout(foot)

    def _add_keys(self) -> None:
        if self._session.read_only:
            return
        undo, redo = self._session.undo, self._session.redo
        for keys, deed in (("Ctrl+Z", undo), ("Ctrl+Y", redo), ("Ctrl+Shift+Z", redo)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(partial(self._after_saving, deed))
        self._session.said.connect(self._tell_in_passing)

    def _keys_in_short(self) -> str:
        say = self._session.say
        keys = [f"{say(key.keys)} {say(key.in_short)}" for key in SHEET_KEYS if key.in_short]
        return " · ".join([*keys, say(_UNDO_KEY)])

    def begin(self) -> None:
        """Cover the window and read what there is to score."""
        if self._over.isFullScreen():
            self.showFullScreen()
        else:
            self.setGeometry(self._over.geometry())
            self.show()
        if not self._session.read_only:
            self._resume(self._session.sheet_drafts.open(self._assessment_id, self._draft))
        self.keeper.load()

    @property
    def is_ready(self) -> bool:
        """Whether all that there is to score is on the sheet."""
        return self.keeper.sheet is not None and not self._builder.is_going

    @property
    def rows(self) -> dict[str, ScoreRow]:
        """The rows that were built, by the code of their item."""
        return {code: row for section in self.sections for code, row in section.rows.items()}

    # -- what is not in the vault -------------------------------------------------------------------------------------

    def _draft(self) -> Draft:
        unsaved = self.keeper.unsaved()
        wrong = {code: typed for code, row in self.rows.items() if (typed := row.typed_wrong())} | self._wrong
        parts: dict[str, Mapping[str, object]] = {_UNSAVED: unsaved, _WRONG_FIELDS: wrong}
        typed = {name: part for name, part in parts.items() if part}
        return Draft(Assessment.kind.key, self._assessment_id, typed, on_sheet=True)

    def _resume(self, draft: Draft | None) -> None:
        """Go on where an earlier sheet ended; what is wrong comes back with the row in which it stands."""
        if draft is not None:
            self._wrong = dict(cast("dict[str, Mapping[str, object]]", draft.typed.get(_WRONG_FIELDS, {})))
            self.keeper.resume(cast("Mapping[str, ScoreValues | None]", draft.typed.get(_UNSAVED, {})))

    # -- what is shown ------------------------------------------------------------------------------------------------

    def _show_sheet(self, sheet: ScoreSheet) -> None:
        if self._groups != sheet.groups or not sheet.groups:
            self._begin_sections(sheet)
        for row in self.rows.values():
            self._fill(row)
        self.head.show_sheet(sheet, self._group)
        self._keys.setVisible(bool(sheet.groups))
        self._show_progress()
        self._attach_waiting(sheet)

    def _choose_profile(self, code: str) -> None:
        self.keeper.save()
        self.keeper.profile = code
        self._group = ""
        self.keeper.load()

    def _begin_sections(self, sheet: ScoreSheet) -> None:
        """Begin anew: for the first time, or because another profile holds now."""
        for old in (*self.sections, *self._page.findChildren(EmptyState)):
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        look = self._session.look
        self.sections, self._groups = [], sheet.groups
        if not self._groups:
            nothing = EmptyState(look, "radar", look.say(_NO_PROFILE), look.say(_NO_PROFILE_HOW))
            self._column.insertWidget(0, nothing)
        self._focus_first = True
        self._builder.restart()

    def _pieces(self) -> Pieces:
        """Build the groups with their rows, and show of them what was chosen."""
        for group in self._groups:
            section = self._begun_section(group)
            yield Wait.IF_LATE
            while not section.is_whole:
                section.build_next(self._prepare)
                yield Wait.IF_LATE
        self._narrow()

    def _begun_section(self, group: SheetGroup) -> GroupSection:
        section = GroupSection(self._session, group, self._page)
        section.show_count(*count_scored(group.items, frozenset(self.keeper.scored())))
        section.setVisible(self._group in ("", group.key))
        self._column.insertWidget(len(self.sections), section)
        self.sections.append(section)
        return section

    def _prepare(self, row: ScoreRow) -> None:
        self._fill(row)
        code = row.item.code
        row.scored.connect(partial(self._scored, code))
        row.changed.connect(partial(self._changed, code))
        row.go_asked.connect(partial(self._go, row))
        row.entered.connect(partial(self._follow, row))
        row.opened.connect(partial(self._follow_soon, row))
        row.files_chosen.connect(partial(self._take_files, code))
        for name, typed in self._wrong.pop(code, {}).items():
            row.retype(name, typed)

    def _fill(self, row: ScoreRow) -> None:
        sheet = self.keeper.sheet
        code = row.item.code
        row.show_values(self.keeper.values(code), sheet.scores_before.get(code) if sheet is not None else None)

    def _show_progress(self) -> None:
        scored = frozenset(self.keeper.scored())
        sheet = self.keeper.sheet
        done, total = count_scored(sheet.items if sheet is not None else (), scored)
        self.head.show_progress(done, total)
        for section in self.sections:
            section.show_count(*count_scored(section.group.items, scored))

    def show_group(self, key: str) -> None:
        """Show one group only; all with an empty key."""
        self._group = key
        self.head.groups.set_current(key)
        self._narrow()
        self._scroll.verticalScrollBar().setValue(0)

    def _narrow(self) -> None:
        """Show the rows that are asked for; one that is scored while it is shown stays until that is asked anew."""
        for section in self.sections:
            here = self._group in ("", section.group.key)
            left = False
            for code, row in section.rows.items():
                shown = not (self.head.open_only.isChecked() and self.keeper.values(code) is not None)
                row.setVisible(shown)
                left = left or shown
            section.setVisible(here and (left or not section.is_whole))
        nothing = bool(self.sections) and all(section.isHidden() for section in self.sections)
        self._nothing_left.setVisible(nothing)

    def _show_standing(self, standing: Standing) -> None:
        text, icon, tone = _STANDING[standing]
        words = self._session.say(text)
        if self._session.read_only:
            words, icon, tone = self._session.say(_READ_ONLY), "lock", "quiet"
        elif standing is Standing.REFUSED and self.keeper.refusal is not None:
            self.notice.say(f"{words} {self.keeper.refusal.say(self._session.look.language)}")
        elif standing is Standing.SAVED:
            if self.keeper.sheet is not None:
                self._saved_at = self._session.now().strftime("%H:%M")
            words = self._session.say(_SAVED_AT.fill(time=self._saved_at)) if self._saved_at else words
            self.notice.say("")
        self._say(words, icon, tone)
        if self._closing and standing is Standing.SAVED:
            self._leave()
        elif standing is Standing.REFUSED:
            self._closing = False

    def _say(self, words: str, icon: str, tone: Tone) -> None:
        self._icon.show_icon(icon, tone)
        self.state.setText(words)
        set_tone(self.state, tone)

    def _tell_in_passing(self, words: str) -> None:
        self._say(words, "info", "quiet")

    # -- what the person does -----------------------------------------------------------------------------------------

    def _scored(self, code: str, score: int) -> None:
        if score:
            self.keeper.set(code, score=score)
        else:
            self.keeper.take_away(code)
        row = self.rows.get(code)
        if row is not None:
            self._fill(row)
        self._show_progress()

    def _changed(self, code: str, values: dict[str, object]) -> None:
        self.keeper.set(code, **values)

    def _take_files(self, code: str, files: Sequence[Incoming]) -> None:
        """Attach files to a score, once that is in the vault."""
        self._files[code] = files
        self.keeper.save()
        if self.keeper.sheet is not None:
            self._attach_waiting(self.keeper.sheet)

    def _attach_waiting(self, sheet: ScoreSheet) -> None:
        for code in [code for code in self._files if code in sheet.scores]:
            files = self._files.pop(code)
            take_in(self._session, files, self, record_id=sheet.scores[code].id, then=lambda _results: None)

    def _shown_rows(self) -> Iterator[ScoreRow]:
        for section in self.sections:
            if not section.isHidden():
                yield from (row for row in section.rows.values() if not row.isHidden())

    def _go(self, row: ScoreRow, way: str) -> None:
        rows = list(self._shown_rows())
        if row not in rows:
            return
        at = rows.index(row)
        heads = [next(iter(each.rows.values())) for each in self.sections if each.rows and not each.isHidden()]
        starts = [rows.index(head) for head in heads if head in rows]
        goals = {
            "next": at + 1,
            "previous": at - 1,
            "first": 0,
            "last": len(rows) - 1,
            "group after": min((start for start in starts if start > at), default=len(rows) - 1),
            "group before": max((start for start in starts if start < at), default=0),
        }
        goal = min(max(goals[way], 0), len(rows) - 1)
        rows[goal].choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, row: ScoreRow) -> None:
        """Keep the row where the person is in sight, with something of what is around it."""
        top = row.mapTo(self._scroll.content, row.rect().topLeft()).y()
        self._scroll.ensureVisible(0, top + row.height(), 0, _ABOVE)
        self._scroll.ensureVisible(0, top, 0, _ABOVE)

    def _follow_soon(self, row: ScoreRow) -> None:
        """The same, once what was just shown has its place."""
        QTimer.singleShot(0, row, partial(self._follow, row))

    def _stand_at_first_open(self) -> None:
        """Put the cursor in the first row that has no score, as soon as it is there; once."""
        if not self._focus_first:
            return
        rows = self.rows
        first = next((row for code, row in rows.items() if self.keeper.values(code) is None), None)
        if first is None and not self._builder.is_going:
            first = next(iter(rows.values()), None)
        if first is not None:
            self._focus_first = False
            QTimer.singleShot(0, first, lambda: first.choice.setFocus(Qt.FocusReason.OtherFocusReason))

    def _after_saving(self, deed: Callable[[], None]) -> None:
        self.keeper.save()
        deed()

    # -- going --------------------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Save, and go as soon as that is done; what cannot be saved is told first."""
        wrong = next((row for row in self.rows.values() if row.problem is not None), None)
        if wrong is not None and wrong.problem is not None:
            field = Score.kind.field(next(name for name, each in wrong.fields.items() if each is wrong.problem))
            words = _WRONG.fill(field=field.label, item=wrong.item.label)
            self.notice.say(self._session.say(words))
            wrong.problem.take_focus()
            return
        if self.keeper.standing is Standing.SAVED or self._session.read_only:
            self._leave()
            return
        self._closing = True
        self.keeper.save()

    def _leave(self) -> None:
        self._session.sheet_drafts.close(self._assessment_id)
        super().reject()
