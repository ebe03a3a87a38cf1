"""Dossiers to tamper with: made once, small, with everything in them that a seal speaks of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from portfolio_app.documents.blocks import (
    AnnexMedia,
    Attachment,
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    Run,
    SignatureBlock,
    Table,
    plain,
)
from portfolio_app.documents.pdf import write_pdf
from portfolio_app.documents.signing import DossierSignature, open_credentials
from tests.documents.certificates import NOW, PASSWORD, bundle
from tests.documents.evidence_files import certificate, drawing, photo
from tests.documents.sample_document import annex

DATA = (
    b'{"annexes": [{"label": "A-1"}], "format": "vakdossier-dossier/1", '
    b'"records": {"activity": [{"id": "a1"}], "goal": [{"id": "g1"}]}, "standings": []}'
)
SIGNED_BY = ("Digitaal ondertekend door", "A. de Vries-van Dongen", "certificaat van Proefuitgever", "op 15 juni 2026")


def dossier_document(*, digital: tuple[str, ...] = ()) -> Document:
    contents = (
        (AnnexMedia.PDF, certificate(pages=2)),
        (AnnexMedia.PNG, drawing()),
        (AnnexMedia.JPEG, photo(2400, 1600)),
    )
    annexes = tuple(
        annex(f"A-{number}", f"Bewijs {number}", "record", content, media, "Record")
        for number, (media, content) in enumerate(contents, 1)
    )
    links = tuple(Row((plain(each.title), (Run(each.label, target=each.anchor),))) for each in annexes)
    return Document(
        title="Dossier om te veranderen",
        author="A. de Vries-van Dongen",
        subject="Proef",
        language="nl",
        dated=date(2026, 6, 15),
        body=(
            Heading(1, "Scholing", "record"),
            Paragraph(plain("In deze periode volgde ik 174 uur scholing.")),
            Table((Column("Stuk"), Column("Nummer")), links, "Bewijsstukken"),
            Heading(1, "Reflectie", "reflection"),
            Paragraph(plain("Wat ik ervan leerde staat hier.")),
            Heading(1, "Verklaring", "declaration"),
            SignatureBlock("A. de Vries-van Dongen", "Registernummer 12345678", "Utrecht", "15 juni 2026", digital),
        ),
        contents=True,
        annexes=annexes,
        attachments=(
            Attachment("dossier.json", "application/json", DATA, "De gegevens"),
            Attachment("A-4.docx", "application/octet-stream", b"een bestand", "Bewijsstuk A-4"),
        ),
        sealed=True,
    )


@pytest.fixture(scope="session")
def unsigned() -> bytes:
    made = BytesIO()
    write_pdf(dossier_document(), made)
    return made.getvalue()


@pytest.fixture(scope="session")
def to_be_signed() -> bytes:
    """A dossier with a field for a signature, and no signature."""
    made = BytesIO()
    write_pdf(dossier_document(digital=SIGNED_BY), made)
    return made.getvalue()


@pytest.fixture(scope="session", params=["ec", "rsa"])
def signed(request: pytest.FixtureRequest) -> bytes:
    made = BytesIO()
    signature = DossierSignature(open_credentials(bundle(kind=request.param), PASSWORD, NOW), NOW, "Utrecht")
    write_pdf(dossier_document(digital=SIGNED_BY), made, signing=signature)
    return made.getvalue()


@pytest.fixture
def unsealed() -> bytes:
    made = BytesIO()
    write_pdf(replace(dossier_document(), sealed=False), made)
    return made.getvalue()
