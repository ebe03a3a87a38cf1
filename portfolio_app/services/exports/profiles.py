"""Profiles: a request as it is usually made for a register, kept in the vault."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.domain.records.cv_view import CvView, DocumentLanguage
from portfolio_app.domain.records.dossier_profile import USUAL_SAMPLE, DossierProfile, DossierSection, EvidenceChoice
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.services.exports.requests import USUAL_SEED, DossierRequest
from portfolio_app.services.exports.views import view_called

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio, Saved

_NONE_SUCH: Final = Text(
    "Er is geen dossierprofiel “{name}”. Wel: {known}.", "There is no dossier profile “{name}”. Available: {known}."
)
_NONE_AT_ALL: Final = Text("Er zijn nog geen dossierprofielen.", "There are no dossier profiles yet.")
_MAKE_ONE: Final = Text(
    "Bewaar er een met --save-profile, of in het venster.", "Save one with --save-profile, or in the window."
)


def profile_called(snapshot: Snapshot, name: str) -> DossierProfile:
    """Return the profile with that name or id.

    Raises:
        WrongUseError: there is no such profile; names those that there are.
    """
    profiles = snapshot.of(DossierProfile)
    for profile in profiles:
        if name.casefold() in (profile.name.casefold(), profile.id):
            return profile
    if not profiles:
        raise WrongUseError(_NONE_AT_ALL, _MAKE_ONE)
    raise WrongUseError(_NONE_SUCH.fill(name=name[:40], known=", ".join(each.name for each in profiles)))


def profile_of(snapshot: Snapshot, register: str) -> DossierProfile | None:
    """Return the profile by which a dossier for a register is made when nobody says otherwise: the first of its own."""
    return next((each for each in snapshot.of(DossierProfile) if register in each.register), None)


def request_of(profile: DossierProfile, usual: DossierRequest) -> DossierRequest:
    """Return the request of a profile; what the profile does not say is as in `usual`."""
    return replace(
        usual,
        register=profile.register[0] if profile.register else usual.register,
        language=DocumentLanguage.spoken(profile.language, usual.language),
        sections=tuple(each for each in profile.sections if isinstance(each, DossierSection)),
        left_out=profile.left_out,
        evidence=profile.evidence_choice if isinstance(profile.evidence_choice, EvidenceChoice) else EvidenceChoice.ALL,
        sample_size=profile.sample_size or USUAL_SAMPLE,
        sample_seed=USUAL_SEED if profile.sample_seed is None else profile.sample_seed,
        scan_dpi=profile.scan_dpi,
        cv_view=profile.cv_view,
        heading=profile.cover_title,
        with_photo=profile.show_photo,
        place=profile.place,
        recipient=profile.recipient,
    )


def save_profile(portfolio: Portfolio, request: DossierRequest, name: str) -> Saved:
    """Keep a request as the profile of that name; one that had the name is changed.

    The period, the path and the password of a certificate are not kept: they are of one dossier, or of nobody else.

    Raises:
        WrongUseError: the register or the view is unknown, or a value does not fit.
        EnvironmentRefusedError: it could not be written.
    """
    snapshot = portfolio.snapshot()
    values = _values_of(portfolio, request, snapshot)
    for profile in snapshot.of(DossierProfile):
        if profile.name.casefold() == name.casefold():
            return portfolio.change(DossierProfile.kind, profile.id, values)
    return portfolio.add(DossierProfile.kind, {"name": name, **values})


def certificate_of(profile: DossierProfile) -> Path | None:
    """Return the file with the certificate that a profile names."""
    return Path(profile.certificate) if profile.certificate else None


def _values_of(portfolio: Portfolio, request: DossierRequest, snapshot: Snapshot) -> dict[str, Any]:
    view = view_called(snapshot, request.cv_view) if request.cv_view else None
    return {
        "register": (portfolio.known_register(request.register) or request.register,),
        "language": DocumentLanguage.called(request.language),
        "sections": request.sections,
        "left_out": request.left_out,
        "evidence_choice": request.evidence,
        "sample_size": request.sample_size,
        "sample_seed": request.sample_seed,
        "scan_dpi": request.scan_dpi or None,
        "cv_view": view.id if view is not None and snapshot.get(view.id, CvView) is not None else "",
        "cover_title": request.heading,
        "show_photo": request.with_photo,
        "place": request.place,
        "certificate": str(request.signing.certificate) if request.signing else "",
        "recipient": request.recipient,
    }
