"""Papers as course providers, employers and scanners make them, for fictional and sample portfolios.

They are on purpose as uneven as the real thing: fonts embedded and not, landscape and portrait, straight from a
program and through a scanner in which the paper lay a little askew.
"""

from portfolio_app.documents.specimens.papers import (
    AttendanceSheet,
    Certificate,
    CertificateLayout,
    Letter,
    Paper,
    Specimen,
)
from portfolio_app.documents.specimens.portraits import portrait
from portfolio_app.documents.specimens.printing import printed
from portfolio_app.documents.specimens.scanning import Scanner, remarked

__all__ = [
    "AttendanceSheet",
    "Certificate",
    "CertificateLayout",
    "Letter",
    "Paper",
    "Scanner",
    "Specimen",
    "portrait",
    "printed",
    "remarked",
]
