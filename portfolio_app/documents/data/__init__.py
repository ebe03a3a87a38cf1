"""The dossier as data: what travels inside the PDF for machines, in a versioned form with a published schema."""

from portfolio_app.documents.data.dossier_json import FORMAT, AnnexFacts, DossierFacts, dossier_attachment, dossier_data
from portfolio_app.documents.data.reading import DossierDataError, DossierRecord, dossier_records, restored
from portfolio_app.documents.data.schema import dossier_schema

__all__ = [
    "FORMAT",
    "AnnexFacts",
    "DossierDataError",
    "DossierFacts",
    "DossierRecord",
    "dossier_attachment",
    "dossier_data",
    "dossier_records",
    "dossier_schema",
    "restored",
]
