"""The dossier that is being made: one request, shared by all steps, with the profile that it began from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from portfolio_app.common.text import Language
from portfolio_app.domain.records.dossier_profile import DossierProfile
from portfolio_app.services.exports import DossierRequest, request_of


class Plan(QObject):
    """What the steps put together.

    Attributes:
        changed: something of the request is otherwise; what was read for it is out of date.
        profile_changed: another profile was chosen, or one was kept.
        request: the request as it stands.
        profile: the profile by which it began; None when there is none.
    """

    changed = Signal()
    profile_changed = Signal()

    def __init__(self, register: str, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language
        self.request = DossierRequest(register, language=language)
        self.profile: DossierProfile | None = None

    def put(self, **values: Any) -> None:
        """Change parts of the request."""
        wanted = replace(self.request, **values)
        if wanted != self.request:
            self.request = wanted
            self.changed.emit()

    def begin_from(self, profile: DossierProfile | None, register: str = "") -> None:
        """Begin anew from a profile, or from the usual choices for a register; the period stays as it is."""
        kept = self.request
        usual = DossierRequest(register or kept.register, language=self._language)
        request = usual if profile is None else request_of(profile, usual)
        self.profile = profile
        self.request = replace(request, first=kept.first, last=kept.last, dated=kept.dated, as_of=kept.as_of)
        self.profile_changed.emit()
        self.changed.emit()
