"""The privacy check: finds what tells about people in a text, says how sure it is, and covers it (RSC.P4, RSC.P5)."""

from portfolio_app.domain.personal_data import HitKind
from portfolio_app.domain.privacy.check import MASK, Checked, check_text, examine, mask
from portfolio_app.domain.privacy.hits import Confidence, Hit
from portfolio_app.domain.privacy.people import NO_DETAILS, NOBODY, KnownPeople, OwnDetails

__all__ = [
    "MASK",
    "NOBODY",
    "NO_DETAILS",
    "Checked",
    "Confidence",
    "Hit",
    "HitKind",
    "KnownPeople",
    "OwnDetails",
    "check_text",
    "examine",
    "mask",
]
