"""The file is archival and accessible, by three judges: our own reading, pikepdf's, and veraPDF."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name, pdfa

from portfolio_app.documents.blocks import AnnexMedia, Attachment, Document, Heading, Paragraph, plain
from portfolio_app.documents.builders.recovery_sheet import RecoverySheet, build_recovery_sheet
from portfolio_app.documents.pdf import write_pdf
from portfolio_app.documents.signing import DossierSignature, open_credentials
from tests.documents.certificates import NOW, PASSWORD, bundle
from tests.documents.evidence_files import certificate, drawing, phone_photo, photo, scans
from tests.documents.pdf.linearised import complaints
from tests.documents.pdf.reading import document, pdf_of
from tests.documents.sample_document import annex, in_two_languages, sample_cv, sample_document
from tests.documents.verifying.conftest import SIGNED_BY, dossier_document

# pikepdf knows no level A, no embedded files, and no extension schemas, which PDF/A-3 asks for to declare PDF/UA;
# veraPDF judges these.
BEYOND_PIKEPDF = (
    "pdfaExtension",
    "pdfaSchema",
    "pdfaProperty",
    "pdfuaid",
    "pdfaid:conformance is 'A'",
    "embedded files are not supported",
)

VERAPDF = Path(os.environ.get("VAKDOSSIER_VERAPDF") or Path(__file__).parents[3] / "build" / "verapdf")


def with_tagged_evidence() -> Document:
    """A dossier with a tagged PDF as evidence, a large scan, and an original that travels."""
    contents = (
        (AnnexMedia.PDF, pdf_of(sample_cv())),
        (AnnexMedia.JPEG, photo(3000, 2000)),
        (AnnexMedia.PDF, certificate(pages=2)),
        (AnnexMedia.PNG, drawing(900, 500, mode="RGBA")),
        (AnnexMedia.TIFF, scans("1", "L", "RGB", "CMYK")),
        (AnnexMedia.HEIC, phone_photo()),
    )
    annexes = tuple(
        annex(f"A-{number}", "Bewijs", "record", content, media, "Record")
        for number, (media, content) in enumerate(contents)
    )
    return document(Heading(1, "Record", "record"), contents=True, annexes=annexes)


def recovery_sheet() -> Document:
    groups = ("YT3KY", "BPD01", "SH6Z8", "7JSHC", "ARTRN", "7ND81")
    return build_recovery_sheet(RecoverySheet(groups, "loopbaan", "6587a3a6", date(2026, 6, 15)), "nl")


def signed_dossier() -> bytes:
    made = BytesIO()
    signature = DossierSignature(open_credentials(bundle(), PASSWORD, NOW), NOW, "Utrecht")
    write_pdf(dossier_document(digital=SIGNED_BY), made, signing=signature)
    return made.getvalue()


DOCUMENTS = {
    "evidence": with_tagged_evidence,
    "dossier": sample_document,
    "smaller scans": lambda: replace(with_tagged_evidence(), scan_dpi=72),
    "cv": sample_cv,
    "empty": document,
    "english": lambda: document(*in_two_languages(), language="en", contents=True),
    "recovery sheet": recovery_sheet,
    "long words": lambda: document(Paragraph(plain("woord" * 300 + " ŝĉ αβγ жзи ✓ → €"))),
}


@pytest.fixture(params=DOCUMENTS)
def made(request: pytest.FixtureRequest) -> Document:
    return DOCUMENTS[request.param]()


def test_pikepdf_finds_nothing_wrong(made: Document) -> None:
    with pikepdf.open(BytesIO(pdf_of(made))) as pdf:
        report = pdfa.check(pdf, "3b")
    findings = [str(finding) for finding in report.findings]
    assert [text for text in findings if not any(name in text for name in BEYOND_PIKEPDF)] == []


@pytest.fixture(scope="module")
def verapdf() -> list[str]:
    """The command of the real validator."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("veraPDF needs Java, which is not on this machine")
    jar = VERAPDF / "verapdf.jar"
    if not jar.exists():
        pytest.skip("veraPDF is not set up; python3 run.py verapdf does it")
    classes = VERAPDF / "classes"
    return [java, "-Xmx1g", "-cp", f"{jar}{os.pathsep}{classes}", "CheckPdf", "3a,ua1"]


def test_verapdf_finds_pdf_a_3a_and_pdf_ua_1(verapdf: list[str], tmp_path: Path) -> None:
    files = []
    for number, make in enumerate(DOCUMENTS.values()):
        files.append(tmp_path / f"{number}.pdf")
        write_pdf(make(), files[-1])
    files.append(tmp_path / "signed.pdf")
    files[-1].write_bytes(signed_dossier())
    done = subprocess.run([*verapdf, *map(str, files)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("ok ") == 2 * len(files)


def test_every_file_shows_its_first_page_before_the_rest_is_there(made: Document) -> None:
    content = pdf_of(made)
    assert complaints(content) == []
    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_a_sealed_and_signed_dossier_does_so_too() -> None:
    assert complaints(signed_dossier()) == []


def test_same_document_gives_the_same_bytes() -> None:
    assert hashlib.sha256(pdf_of(sample_document())).digest() == hashlib.sha256(pdf_of(sample_document())).digest()


def test_metadata_and_information_say_the_same() -> None:
    title, author = "Dossier <A & B> “proef”", "Žofie Ørsted"
    with pikepdf.open(
        BytesIO(pdf_of(document(title=title, author=author, subject="Onder\nwerp", keywords=("a", "b"))))
    ) as pdf:
        assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20260115000000Z"
        with pdf.open_metadata(update_docinfo=False, set_pikepdf_as_editor=False) as metadata:
            assert metadata["dc:title"] == title == str(pdf.docinfo.Title)
            assert list(metadata["dc:creator"]) == [author]
            assert str(pdf.docinfo.Author) == author
            assert metadata["dc:description"] == str(pdf.docinfo.Subject)
            assert metadata["pdf:Keywords"] == "a, b" == str(pdf.docinfo.Keywords)
            assert metadata["xmp:CreateDate"] == "2026-01-15T00:00:00Z"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == (
                "3",
                "A",
                "1",
            )


def test_viewer_shows_the_title_and_colours_are_defined() -> None:
    with pikepdf.open(BytesIO(pdf_of(document()))) as pdf:
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert bool(pdf.Root.MarkInfo.Marked)
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == Name.GTS_PDFA1
        assert int(intent.DestOutputProfile.N) == 3


def test_attachments_travel_as_associated_data() -> None:
    attached = (
        Attachment("b.json", "application/json", b'{"b": 2}', "Gegevens"),
        Attachment("a.csv", "text/csv", b"a;b\n", "Tabel"),
    )
    with pikepdf.open(BytesIO(pdf_of(document(attachments=attached)))) as pdf:
        assert {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments} == {
            "a.csv": b"a;b\n",
            "b.json": b'{"b": 2}',
        }
        assert [str(each.AFRelationship) for each in pdf.Root.AF] == ["/Data", "/Data"]
        assert str(pdf.Root.AF[0].EF.F.Subtype) == "/application/json"


def test_all_fonts_are_embedded_and_none_is_the_canvas_default() -> None:
    with pikepdf.open(BytesIO(pdf_of(sample_cv()))) as pdf:
        fonts = [
            item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == Name.Font
        ]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor and "SourceSans3" in str(font.BaseFont) for font in fonts)
