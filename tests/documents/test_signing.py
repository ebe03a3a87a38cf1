"""A certificate that cannot sign is refused in plain words; one that can gives the same file but for the signature."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from portfolio_app.common.text import Language, Text
from portfolio_app.documents.pdf import write_pdf
from portfolio_app.documents.signing import (
    CertificateRefusedError,
    Credentials,
    DossierSignature,
    WrongCertificatePassphraseError,
    open_credentials,
)
from tests.documents import certificates
from tests.documents.certificates import NOW, PASSWORD, YEAR, bundle
from tests.documents.verifying.conftest import SIGNED_BY, dossier_document

REFUSED = {
    "expired": (lambda: bundle(certificates.certificate(last=NOW - YEAR / 2)), "verlopen op", "expired on"),
    "not yet valid": (lambda: bundle(certificates.certificate(first=NOW + YEAR / 2)), "pas geldig vanaf", "not valid"),
    "not for signing": (lambda: bundle(certificates.certificate(signing=False)), "niet bedoeld", "not meant"),
    "key alone": (certificates.key_alone, "zonder het certificaat", "without the certificate"),
    "certificate alone": (certificates.certificate_alone, "geen geheime sleutel", "not contain a private key"),
    "short key": (lambda: bundle(kind="short rsa"), "te kort", "too short"),
    "other kind of key": (lambda: bundle(kind="ed25519"), "dit soort sleutel", "kind of key"),
    "no PKCS#12": (lambda: b"tekst", "geen certificaat met sleutel", "not a certificate"),
    "a PEM": (lambda: b"-----BEGIN CERTIFICATE-----\n", "geen certificaat met sleutel", "not a certificate"),
    "empty": (lambda: b"", "geen certificaat met sleutel", "not a certificate"),
    "huge": (lambda: bytes(2_000_000), "geen certificaat met sleutel", "not a certificate"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_sign_is_refused_in_both_languages(kind: str, language: Language) -> None:
    make, dutch, english = REFUSED[kind]
    with pytest.raises(CertificateRefusedError) as refused:
        open_credentials(make(), PASSWORD, NOW)
    assert (dutch if language == "nl" else english) in refused.value.say(language)
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("password", ["", "verkeerd", "één ander"])
def test_a_wrong_password_is_told(password: str) -> None:
    with pytest.raises(WrongCertificatePassphraseError) as refused:
        open_credentials(bundle(), password, NOW)
    assert refused.value.exit_code == 3


def test_a_file_without_a_password_opens() -> None:
    assert open_credentials(bundle(password=""), "", NOW).name == "A. de Vries-van Dongen"


def test_a_certificate_is_good_on_its_first_and_last_moment() -> None:
    made = certificates.certificate(first=NOW, last=NOW)
    assert open_credentials(bundle(made), PASSWORD, NOW).certificate == made


def test_who_issued_it_is_known() -> None:
    assert open_credentials(bundle(), PASSWORD, NOW).issuer == "Proefuitgever"
    own = certificates.certificate(self_issued=True)
    assert open_credentials(bundle(own), PASSWORD, NOW).issuer == ""


def signed(credentials: Credentials) -> bytes:
    made = BytesIO()
    write_pdf(dossier_document(digital=SIGNED_BY), made, signing=DossierSignature(credentials, NOW, "Utrecht"))
    return made.getvalue()


@pytest.fixture(params=["ec", "rsa"])
def credentials(request: pytest.FixtureRequest) -> Credentials:
    return open_credentials(bundle(kind=request.param), PASSWORD, NOW)


def test_only_the_signature_differs_from_run_to_run(credentials: Credentials) -> None:
    first, second = signed(credentials), signed(credentials)
    assert len(first) == len(second)
    with pikepdf.open(BytesIO(first)) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        _, opening, closing, _ = (int(each) for each in field.V.ByteRange)  # type: ignore[union-attr]
    assert first[:opening] == second[:opening]
    assert first[closing:] == second[closing:]
    # RSA with this padding has no chance in it.
    assert (first == second) is isinstance(credentials.key, RSAPrivateKey)


def test_the_signature_is_pades_with_its_certificate_named_and_no_time_of_its_own(credentials: Credentials) -> None:
    from asn1crypto import cms

    with pikepdf.open(BytesIO(signed(credentials))) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        assert str(field.V.SubFilter) == "/ETSI.CAdES.detached"
        assert str(field.V.M) == "D:20260615120000Z"
        assert str(field.V.Location) == "Utrecht"
        content = bytes(field.V.Contents)
    data = cms.ContentInfo.load(content)["content"]
    (facts,) = data["signer_infos"]
    kinds = {each["type"].native for each in facts["signed_attrs"]}
    assert {"content_type", "message_digest", "signing_certificate_v2"} <= kinds
    assert "signing_time" not in kinds
    assert facts["unsigned_attrs"].native is None
    names = {
        x509.load_der_x509_certificate(each.chosen.dump()).subject.rfc4514_string() for each in data["certificates"]
    }
    assert names == {"CN=A. de Vries-van Dongen", "CN=Proefuitgever"}


def test_the_best_known_validator_agrees(credentials: Credentials) -> None:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    (signature,) = PdfFileReader(BytesIO(signed(credentials))).embedded_signatures
    signature.compute_integrity_info()
    assert signature.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert signature.docmdp_level is None


def test_without_a_field_nothing_is_signed(tmp_path: Path) -> None:
    target = tmp_path / "dossier.pdf"
    signature = DossierSignature(open_credentials(bundle(), PASSWORD, NOW), NOW)
    with pytest.raises(ValueError, match="no empty field"):
        write_pdf(dossier_document(), target, signing=signature)
    assert list(tmp_path.iterdir()) == []


def test_a_signature_that_fails_leaves_no_file(tmp_path: Path) -> None:
    target = tmp_path / "dossier.pdf"

    class Failing(DossierSignature):
        def make(self, digest: bytes) -> bytes:
            raise CertificateRefusedError(Text("Het ging niet.", "It did not work."))

    signature = Failing(open_credentials(bundle(), PASSWORD, NOW), NOW)
    with pytest.raises(CertificateRefusedError):
        write_pdf(dossier_document(digital=SIGNED_BY), target, signing=signature)
    assert list(tmp_path.iterdir()) == []
