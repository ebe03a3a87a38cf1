"""Keeps the scores of one assessment: what the vault has, what was changed since, and brings the one to the other.

Whatever is scored in one breath goes to the vault together, as one step that can be taken back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from portfolio_app.common.errors import EnvironmentRefusedError, VakdossierError
from portfolio_app.services.scoring import ScoreSheet, ScoreValues, read_sheet, set_scores, values_of
from portfolio_app.ui.forms.standing import Standing
from portfolio_app.ui.session import Session

if TYPE_CHECKING:
    from portfolio_app.storage.history import ChangeSet

_SAVE_AFTER_MS: Final = 1_000
_TRY_AGAIN_AFTER_MS: Final = 5_000
_KINDS: Final = frozenset({"assessment", "score", "registration"})


class ScoreKeeper(QObject):
    """The scores of an assessment as they are on the sheet.

    Attributes:
        profile: the code of the profile to score on; empty for that which fits best.
        sheet: what was read last; None before that.
        refusal: why the vault would not take what was scored, when it would not.
        read: the sheet was read, for the first time or because something changed elsewhere.
        standing_changed: a `Standing`: how what is on the sheet stands to the vault.
        gone: there is no such assessment any more.
    """

    read = Signal(object)
    standing_changed = Signal(object)
    gone = Signal()

    def __init__(self, session: Session, assessment_id: str, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._assessment_id = assessment_id
        self.profile = ""
        self.sheet: ScoreSheet | None = None
        self.refusal: VakdossierError | None = None
        self._kept: dict[str, ScoreValues] = {}
        self._wanted: dict[str, ScoreValues | None] = {}
        self._on_the_way: dict[str, ScoreValues | None] = {}
        self._taken_away: dict[str, ScoreValues] = {}
        self._soon = self._timer(_SAVE_AFTER_MS)
        self._retry = self._timer(_TRY_AGAIN_AFTER_MS)
        session.changed.connect(self._changed)

    def _timer(self, wait: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(self.save)
        return timer

    # -- what is on the sheet -----------------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the sheet."""
        of, profile = self._assessment_id, self.profile
        self._session.read(
            lambda portfolio: read_sheet(portfolio, of, profile),
            self._take,
            owner=self,
            slot="sheet",
            failed=lambda _gone: self.gone.emit(),
        )

    def values(self, code: str) -> ScoreValues | None:
        """Return the fields of the score on an item as they are on the sheet; None when it is not scored."""
        values = self._kept.get(code)
        for layer in (self._on_the_way, self._wanted):
            if code in layer:
                values = _laid_over(values, layer[code])
        return values

    def scored(self) -> Iterator[str]:
        """Yield the codes of the items that are scored."""
        for code in {**self._kept, **self._on_the_way, **self._wanted}:
            if self.values(code) is not None:
                yield code

    def unsaved(self) -> dict[str, ScoreValues | None]:
        """Return what of the sheet the vault is not known to have, by item, for `resume`."""
        unsaved = dict(self._on_the_way)
        for code, changed in self._wanted.items():
            unsaved[code] = _laid_over(unsaved.get(code), changed)
        return unsaved

    def resume(self, unsaved: Mapping[str, ScoreValues | None]) -> None:
        """Go on with what `unsaved` gave on an earlier sheet."""
        for code, values in unsaved.items():
            self._want(code, values)

    @property
    def standing(self) -> Standing:
        """How what is on the sheet stands to the vault."""
        if self.refusal is not None:
            return Standing.REFUSED
        if self._on_the_way:
            return Standing.SAVING
        return Standing.TYPING if self._wanted else Standing.SAVED

    # -- what is changed ----------------------------------------------------------------------------------------------

    def set(self, code: str, **values: Any) -> None:
        """Change fields of the score on an item; a score that was taken away on this sheet comes back whole."""
        before = self.values(code)
        if before is None:
            changed = {**self._taken_away.pop(code, {}), **values}
        else:
            changed = {name: value for name, value in values.items() if value != before.get(name)}
        if changed:
            self._want(code, _laid_over(self._wanted.get(code), changed))

    def take_away(self, code: str) -> None:
        """Let an item be without a score; what was said of it comes back when it is scored again on this sheet."""
        before = self.values(code)
        if before is not None:
            self._taken_away[code] = before
            self._want(code, None)

    def _want(self, code: str, values: ScoreValues | None) -> None:
        self._wanted[code] = values
        self.refusal = None
        self._soon.start()
        self.standing_changed.emit(self.standing)

    # -- saving -------------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Bring what was changed to the vault; what is on its way already is waited for first."""
        self._soon.stop()
        self._retry.stop()
        if self._session.read_only or self._on_the_way or not self._wanted:
            return
        self._on_the_way, self._wanted, self.refusal = self._wanted, {}, None
        of, wanted = self._assessment_id, dict(self._on_the_way)
        self.standing_changed.emit(self.standing)
        self._session.change_set(
            lambda portfolio: set_scores(portfolio, of, wanted), self._arrived, owner=self, failed=self._refused
        )

    def _arrived(self, _changes: ChangeSet) -> None:
        for code, changed in self._on_the_way.items():
            values = _laid_over(self._kept.pop(code, None), changed)
            if values is not None:
                self._kept[code] = values
        self._on_the_way = {}
        if self._wanted:
            self.save()
        else:
            self.standing_changed.emit(self.standing)

    def _refused(self, error: VakdossierError) -> None:
        waited, self._wanted, self._on_the_way = self._wanted, self._on_the_way, {}
        for code, changed in waited.items():
            self._wanted[code] = _laid_over(self._wanted.get(code), changed)
        self.refusal = error
        self.standing_changed.emit(self.standing)
        if isinstance(error, EnvironmentRefusedError):  # a full disk, a stick that was pulled out: it may be over soon
            self._retry.start()

    # -- what changes elsewhere ---------------------------------------------------------------------------------------

    def _changed(self, changes: ChangeSet) -> None:
        if self.sheet is not None and changes.kinds & _KINDS:
            self.load()

    def _take(self, sheet: ScoreSheet) -> None:
        self.sheet = sheet
        self._kept = {code: values_of(score) for code, score in sheet.scores.items()}
        for code in self._kept:
            self._taken_away.pop(code, None)
        self.read.emit(sheet)


def _laid_over(values: ScoreValues | None, changed: ScoreValues | None) -> ScoreValues | None:
    """Return a score with what was changed since; None when it was taken away."""
    return None if changed is None else {**(values or {}), **changed}
