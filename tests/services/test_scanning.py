"""The privacy check of files and of what a document would show: what is found, where, and what is said of the rest."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from portfolio_app.common.errors import EnvironmentRefusedError, WrongUseError
from portfolio_app.common.text import same_in_both
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import Record
from portfolio_app.domain.privacy import Confidence, HitKind, KnownPeople
from portfolio_app.domain.records.career import Referee
from portfolio_app.domain.records.learning import Evidence, Reflection, ReflectionModel
from portfolio_app.domain.records.permission import GiverKind, Permission
from portfolio_app.domain.records.person import Person, Registration
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.services.progress import StoppedError
from portfolio_app.services.scanning import (
    People,
    Scan,
    people_of,
    scan_content,
    scan_file,
    scan_snapshot,
    scan_stream,
)

BSN = "123456782"
PEOPLE = People(KnownPeople(("Fatima el Amrani",)))


def places(scan: Scan) -> list[tuple[str, str]]:
    """Where hits stand, with their text."""
    return [(finding.place.part.nl, finding.hit.text) for finding in scan.findings]


def pdf_of(*pages: str) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=True)
    for words in pages:
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def changed(content: bytes, change: object) -> bytes:
    buffer = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        change(pdf)  # type: ignore[operator]
        pdf.save(buffer)
    return buffer.getvalue()


# -- text -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_is_read_in_every_usual_encoding(encoding: str) -> None:
    scan = scan_content(f"één regel\r\nBSN {BSN}\r\n".encode(encoding), "verslag.txt")
    assert places(scan) == [("regel 2", BSN)]


def test_a_file_is_named_and_its_name_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "Fatima_el_Amrani.txt"
    path.write_text("niets", encoding="utf-8")
    scan = scan_file(path, PEOPLE)
    assert places(scan) == [("bestandsnaam", "Fatima_el_Amrani")]
    assert scan.findings[0].place.source.nl == "Fatima_el_Amrani.txt"


def test_a_stream_has_no_name_to_check() -> None:
    scan = scan_stream(BytesIO(b"mail anna@example.com"), same_in_both("invoer"))
    assert [(f.place.source.en, f.place.part.en, f.hit.text) for f in scan.findings] == [
        ("invoer", "line 1", "anna@example.com")
    ]


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentRefusedError):
        scan_file(tmp_path / "weg.txt")


@pytest.mark.parametrize(
    "content", [b"\x00\x01\x02", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, b"%PDF-1.7 kapot"]
)
def test_what_cannot_be_read_is_refused(content: bytes) -> None:
    with pytest.raises(WrongUseError):
        scan_content(content, "x")


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a"])
def test_a_picture_is_said_to_be_unchecked(content: bytes) -> None:
    scan = scan_content(content, "foto")
    assert scan.findings == ()
    assert len(scan.unread) == 1


# -- PDF --------------------------------------------------------------------------------------------------------------


def test_a_pdf_is_checked_page_by_page() -> None:
    scan = scan_content(pdf_of("niets", f"BSN {BSN}"), "a.pdf")
    assert places(scan) == [("bladzijde 2", BSN)]
    assert scan.unread == ()


def test_a_scan_without_text_layer_is_said_to_be_unchecked() -> None:
    buffer = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(buffer)
    scan = scan_content(buffer.getvalue(), "scan.pdf")
    assert scan.findings == ()
    assert ["geen tekstlaag" in unread.reason.nl for unread in scan.unread] == [True]


def test_pages_without_text_layer_are_named() -> None:
    def add_blanks(pdf: pikepdf.Pdf) -> None:
        for _ in range(3):
            pdf.add_blank_page()
        pdf.pages.append(pdf.pages[0])
        pdf.add_blank_page()

    scan = scan_content(changed(pdf_of("tekst"), add_blanks), "a.pdf")
    assert ["2–4, 6" in unread.reason.en for unread in scan.unread] == [True]


def test_what_stands_beside_the_pages_is_checked() -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Author"] = "Fatima el Amrani"
        pdf.Root.AcroForm = pikepdf.Dictionary(
            Fields=pikepdf.Array([pikepdf.Dictionary(T=pikepdf.String("veld"), V=pikepdf.String(f"BSN {BSN}"))])
        )
        pdf.pages[0].obj.Annots = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Text,
                    Rect=[0, 0, 9, 9],
                    Contents=pikepdf.String("bel 06-12345678"),
                )
            ]
        )
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("mail anna@example.com", 0))
        pdf.attachments["lijst.txt"] = pikepdf.AttachedFileSpec(pdf, b"NL91 ABNA 0417 1643 00", filename="lijst.txt")

    scan = scan_content(changed(pdf_of("niets"), fill), "a.pdf", PEOPLE)
    assert {(f.place.source.nl, f.place.part.nl, f.hit.text) for f in scan.findings} == {
        ("a.pdf", "eigenschappen van het document", "Fatima el Amrani"),
        ("a.pdf", "eigenschappen van het document", "anna@example.com"),
        ("a.pdf", "ingevulde velden", BSN),
        ("a.pdf", "aantekeningen op bladzijde 1", "06-12345678"),
        ("a.pdf › lijst.txt", "regel 1", "NL91 ABNA 0417 1643 00"),
    }


def test_an_attachment_that_unfolds_without_end_is_not_read() -> None:
    def attach(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["groot.txt"] = pikepdf.AttachedFileSpec(pdf, b"0" * 210_000_000, filename="groot.txt")

    scan = scan_content(changed(pdf_of("niets"), attach), "a.pdf")
    assert len(scan.unread) == 1


def test_a_pdf_with_a_password_is_refused() -> None:
    buffer = BytesIO()
    with pikepdf.open(BytesIO(pdf_of("geheim"))) as pdf:
        pdf.save(buffer, encryption=pikepdf.Encryption(user="sleutel", owner="sleutel"))
    with pytest.raises(WrongUseError, match="password"):
        scan_content(buffer.getvalue(), "a.pdf")


# -- DOCX -------------------------------------------------------------------------------------------------------------


def docx_bytes() -> bytes:
    document = docx.Document()
    document.add_paragraph("Eerste alinea")
    document.add_paragraph("Bel 06-").add_run("12345678")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "BSN"
    table.cell(0, 1).text = "10000008"
    document.sections[0].header.paragraphs[0].text = "Betreft Fatima el Amrani"
    document.sections[0].footer.paragraphs[0].text = "anna@example.com"
    run = document.add_paragraph("met opmerking").runs[0]
    document.add_comment(run, text="NL91ABNA0417164300", author="Fatima Amrani", initials="FA")
    document.core_properties.title = "Dossiernummer 2024-0123"
    document.core_properties.author = "Niemand"
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_docx_is_checked_in_all_its_parts() -> None:
    scan = scan_content(docx_bytes(), "a.docx", PEOPLE)
    found = {(finding.place.part.nl, finding.hit.text, finding.hit.kind) for finding in scan.findings}
    assert found == {
        ("hoofdtekst, alinea 2", "06-12345678", HitKind.PHONE),
        ("hoofdtekst, alinea 4", "10000008", HitKind.BSN),
        ("koptekst 1, alinea 1", "Fatima el Amrani", HitKind.NAME),
        ("voettekst 1, alinea 1", "anna@example.com", HitKind.EMAIL),
        ("opmerkingen, alinea 1", "NL91ABNA0417164300", HitKind.IBAN),
        ("wie opmerkingen of wijzigingen maakte", "Fatima Amrani", HitKind.NAME),
        ("eigenschappen van het document", "2024-0123", HitKind.FILE_NUMBER),
    }


def test_a_label_in_one_cell_tells_what_the_next_holds() -> None:
    (bsn,) = [f.hit for f in scan_content(docx_bytes(), "a.docx").findings if f.hit.kind is HitKind.BSN]
    assert bsn.confidence is Confidence.CERTAIN


def test_deleted_text_and_text_boxes_are_checked() -> None:
    body = (
        '<w:p><w:r><w:t>Voor </w:t></w:r><w:del w:author="x"><w:r><w:delText>anna@example.com</w:delText></w:r></w:del>'
        f"<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>BSN {BSN}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    scan = scan_content(_with_body(body), "a.docx")
    assert {hit for _, hit in places(scan)} == {"anna@example.com", BSN}


def test_an_entity_in_a_docx_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("anna@example.com", encoding="utf-8")
    head = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    scan = scan_content(_with_body("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", head), "a.docx")
    assert scan.findings == ()


@pytest.mark.parametrize("content", [b"PK\x03\x04kapot", "zip", "xml"])
def test_what_is_no_sound_docx_is_refused(content: bytes | str) -> None:
    if content == "zip":
        content = _zip({"blad.xml": "<x/>"})
    elif content == "xml":
        content = _zip({"word/document.xml": "<kapot"})
    with pytest.raises(WrongUseError):
        scan_content(content, "a.docx")  # type: ignore[arg-type]


def test_pictures_in_a_docx_are_said_to_be_unchecked() -> None:
    scan = scan_content(_zip({"word/document.xml": "<x/>", "word/media/image1.png": "x"}), "a.docx")
    assert [unread.reason.nl[:27] for unread in scan.unread] == ["Het document bevat 1 afbeel"]


def _with_body(body: str, head: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return _zip({"word/document.xml": f'{head}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'})


def _zip(parts: dict[str, str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


# -- what a document would show ---------------------------------------------------------------------------------------

OWNER = Person(
    id="person-1",
    given_names="Marieke",
    name_prefix="de",
    surname="Vries",
    email="marieke@voorbeeld.nl",
    phone="06-12345678",
    street="Dorpsstraat 12",
    postcode="1234 AB",
)
PERMISSION = Permission(
    id="permission-1", pseudonym="Werknemer 1", giver_name="Fatima el Amrani", giver_kind=GiverKind.EMPLOYEE
)
EMPLOYER = Permission(
    id="permission-2",
    pseudonym="Werkgever 1",
    giver_name="Zonneveld Transport B.V.",
    giver_kind=GiverKind.EMPLOYER,
    representative="Jos Grasdijk",
)


def reflection(text: str, release: Audience | None = Audience.REGISTER) -> Reflection:
    return Reflection(
        id="reflection-1",
        name="Een lastig gesprek",
        model=ReflectionModel.FREE,
        written_on=date(2026, 1, 2),
        occasion=text,
        release=release,
    )


def snapshot(*records: Record) -> Snapshot:
    return Snapshot((OWNER, PERMISSION, EMPLOYER, *records))


def test_the_people_of_a_vault_are_its_permission_givers_and_referees() -> None:
    people = people_of(snapshot(Referee(id="referee-1", name="Ria Overbeek", role="Manager")))
    assert set(people.known.people) == {"Fatima el Amrani", "Jos Grasdijk", "Ria Overbeek"}
    assert people.known.organisations == ("Zonneveld Transport B.V.",)
    assert people.own.emails == ("marieke@voorbeeld.nl",)


@pytest.mark.parametrize("name", ["Fatima el Amrani", "F. el Amrani", "Zonneveld Transport", "Jos Grasdijk"])
def test_a_name_in_what_is_released_is_found_with_its_record_and_field(name: str) -> None:
    (finding,) = scan_snapshot(snapshot(reflection(f"Gesprek met {name}.")), Audience.REGISTER).findings
    assert finding.hit.text == name
    assert (finding.place.kind, finding.place.record_id, finding.place.field) == (
        "reflection",
        "reflection-1",
        "occasion",
    )
    assert finding.place.source.nl == "Een lastig gesprek"


def test_what_stays_with_the_owner_is_not_checked() -> None:
    private = snapshot(reflection("Gesprek met Fatima el Amrani.", Audience.PRIVATE))
    assert scan_snapshot(private, Audience.REGISTER).findings == ()
    released = snapshot(reflection("Gesprek met Fatima el Amrani."))
    assert scan_snapshot(released, Audience.PUBLIC).findings == ()


def test_the_owners_own_details_are_no_findings() -> None:
    scan = scan_snapshot(snapshot(), Audience.REGISTER)
    assert scan.findings == ()
    assert {finding.hit.text for finding in scan.own} >= {"marieke@voorbeeld.nl", "06-12345678", "Dorpsstraat 12"}


def test_the_label_of_a_field_tells_what_a_number_is() -> None:
    entry = Registration(id="registration-1", register_name="RNVC", number=BSN, since=date(2020, 1, 1))
    (finding,) = scan_snapshot(snapshot(entry), Audience.REGISTER).findings
    assert (finding.hit.text, finding.hit.start, finding.hit.end) == (BSN, 0, 9)
    assert finding.hit.confidence is Confidence.POSSIBLE


def test_evidence_is_checked_by_its_text_and_its_file_name() -> None:
    evidence = Evidence(
        id="evidence-1",
        name="Certificaat",
        file_name="fatima_el_amrani.pdf",
        text=f"BSN {BSN}",
        release=Audience.REGISTER,
    )
    scan = scan_snapshot(snapshot(evidence), Audience.REGISTER)
    assert [(f.place.field, f.hit.text) for f in scan.findings] == [("file_name", "fatima_el_amrani"), ("text", BSN)]
    assert scan.unread == ()


def test_evidence_without_text_is_said_to_be_unchecked() -> None:
    evidence = Evidence(id="evidence-1", name="Foto", file_name="foto.jpg", release=Audience.PUBLIC)
    scan = scan_snapshot(snapshot(evidence), Audience.PUBLIC)
    assert [(unread.place.record_id, unread.place.field) for unread in scan.unread] == [("evidence-1", "text")]


def test_a_check_can_be_stopped() -> None:
    with pytest.raises(StoppedError):
        scan_snapshot(snapshot(), Audience.REGISTER, cancelled=lambda: True)
