"""Documents from a portfolio: what is asked, the checks before it, the making, and what changed since."""

from portfolio_app.services.exports.changes import ChangedRecord, ChangesSince, changes_since
from portfolio_app.services.exports.completeness import (
    Completeness,
    FormalCheck,
    Mend,
    RequirementCheck,
    check_completeness,
)
from portfolio_app.services.exports.preparing import (
    MissingRecordError,
    PreparedCv,
    PreparedDossier,
    prepare_cv,
    prepare_dossier,
)
from portfolio_app.services.exports.previewing import Preview, note_preview_printed, preview_cv, preview_dossier
from portfolio_app.services.exports.privacy import (
    ALL,
    Decision,
    PersonalDataFoundError,
    Question,
    Review,
    cleared_cv,
    decide,
    passed,
    review_cv,
    review_dossier,
    reviewed,
)
from portfolio_app.services.exports.profiles import certificate_of, profile_called, profile_of, request_of, save_profile
from portfolio_app.services.exports.rehearsal import Answer, Rehearsal, Rehearsed, rehearse
from portfolio_app.services.exports.requests import CvRequest, DossierRequest, SigningKey, Written
from portfolio_app.services.exports.sizes import expected_bytes
from portfolio_app.services.exports.views import told_view, usual_views, view_called
from portfolio_app.services.exports.writing import refuse_folderless, write_cv, write_dossier

__all__ = [
    "ALL",
    "Answer",
    "ChangedRecord",
    "ChangesSince",
    "Completeness",
    "CvRequest",
    "Decision",
    "DossierRequest",
    "FormalCheck",
    "Mend",
    "MissingRecordError",
    "PersonalDataFoundError",
    "PreparedCv",
    "PreparedDossier",
    "Preview",
    "Question",
    "Rehearsal",
    "Rehearsed",
    "RequirementCheck",
    "Review",
    "SigningKey",
    "Written",
    "certificate_of",
    "changes_since",
    "check_completeness",
    "cleared_cv",
    "decide",
    "expected_bytes",
    "note_preview_printed",
    "passed",
    "prepare_cv",
    "prepare_dossier",
    "preview_cv",
    "preview_dossier",
    "profile_called",
    "profile_of",
    "refuse_folderless",
    "rehearse",
    "request_of",
    "review_cv",
    "review_dossier",
    "reviewed",
    "save_profile",
    "told_view",
    "usual_views",
    "view_called",
    "write_cv",
    "write_dossier",
]
