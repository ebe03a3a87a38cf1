"""Builders: from the records that an audience may see to the typed blocks of a document."""

from portfolio_app.documents.builders.cv import build_cv
from portfolio_app.documents.builders.dossier import build_dossier
from portfolio_app.documents.builders.material import (
    CvMaterial,
    DossierMaterial,
    DossierOptions,
    PastState,
    RegisterData,
    SignedBy,
)

__all__ = [
    "CvMaterial",
    "DossierMaterial",
    "DossierOptions",
    "PastState",
    "RegisterData",
    "SignedBy",
    "build_cv",
    "build_dossier",
]
