"""Signing of a finished dossier by the user's own certificate (PKCS#12), as PAdES B-B; without any network.

The signature stands within the file, in room that the writer leaves for it, and covers all bytes but itself: so a
signed dossier too is laid out for the web. Of the bytes only the signature itself differs from one run to the next. No
time stamp is fetched: the moment is the one of the machine that signs.
"""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from cryptography.x509.oid import NameOID

from portfolio_app.common.errors import EnvironmentRefusedError, WrongUseError
from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.domain.values.dates import show_date

LARGEST_PKCS12: Final = 1_000_000
_SMALLEST_RSA_KEY: Final = 2048
_BLOCK: Final = 1024
_ROOM_TO_SPARE: Final = 256

_NOT_PKCS12: Final = Text(
    "Dit bestand is geen certificaat met sleutel (PKCS#12).", "This file is not a certificate with its key (PKCS#12)."
)
_CHOOSE_P12: Final = Text(
    "Kies het bestand met de naam .p12 of .pfx dat u van uw certificaatverstrekker kreeg.",
    "Choose the .p12 or .pfx file that you received from the issuer of your certificate.",
)
_ASK_ISSUER: Final = Text(
    "Vraag uw certificaatverstrekker om een nieuw certificaat.", "Ask the issuer of your certificate for a new one."
)


class CertificateRefusedError(WrongUseError):
    """A certificate that cannot be signed with; nothing was written."""

    def __init__(self, message: Text, remedy: Text = NO_TEXT) -> None:
        super().__init__(message, remedy)


class WrongCertificatePassphraseError(EnvironmentRefusedError):
    """The passphrase does not open the certificate’s file."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Het wachtwoord van het certificaat klopt niet.",
                "The password of the certificate is wrong.",
            ),
            Text(
                "Dit is het wachtwoord van het certificaatbestand, niet de wachtwoordzin van uw portfolio.",
                "This is the password of the certificate file, not the passphrase of your portfolio.",
            ),
        )


@dataclass(frozen=True, slots=True)
class Credentials:
    """A certificate with its key and the certificates above it, opened and found good at a moment."""

    key: RSAPrivateKey | EllipticCurvePrivateKey
    certificate: x509.Certificate
    others: tuple[x509.Certificate, ...]

    @property
    def name(self) -> str:
        """Whose certificate it is."""
        return _named(self.certificate.subject)

    @property
    def issuer(self) -> str:
        """Who issued it; empty when nobody else did."""
        return "" if self.certificate.issuer == self.certificate.subject else _named(self.certificate.issuer)


def open_credentials(content: bytes, passphrase: str, moment: datetime) -> Credentials:
    """Open a PKCS#12 file and see that one can sign with it.

    Args:
        content: the file.
        passphrase: of the file; empty where it has none.
        moment: when is to be signed.

    Raises:
        CertificateRefusedError: no PKCS#12, no key or certificate in it, not valid at the moment, not for signing.
        WrongCertificatePassphraseError: the passphrase is not that of the file.
    """
    bundle = _opened(content, passphrase)
    certificate = None if bundle.cert is None else bundle.cert.certificate
    if bundle.key is None:
        raise CertificateRefusedError(
            Text("In dit bestand zit geen geheime sleutel.", "This file does not contain a private key."), _CHOOSE_P12
        )
    if certificate is None:
        raise CertificateRefusedError(
            Text(
                "In dit bestand zit een sleutel zonder het certificaat dat erbij hoort.",
                "This file contains a key without the certificate that belongs to it.",
            ),
            Text(
                "Exporteer het certificaat opnieuw, samen met zijn sleutel.",
                "Export the certificate again, together with its key.",
            ),
        )
    key = bundle.key
    if not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise CertificateRefusedError(
            Text("Met dit soort sleutel kan niet worden ondertekend.", "This kind of key cannot be used for signing."),
            _ASK_ISSUER,
        )
    if isinstance(key, RSAPrivateKey) and key.key_size < _SMALLEST_RSA_KEY:
        raise CertificateRefusedError(
            Text("De sleutel is te kort om veilig te zijn.", "The key is too short to be safe."), _ASK_ISSUER
        )
    _check_times(certificate, moment)
    _check_usage(certificate)
    return Credentials(key, certificate, tuple(each.certificate for each in bundle.additional_certs))


def _opened(content: bytes, passphrase: str) -> pkcs12.PKCS12KeyAndCertificates:
    if not _looks_like_pkcs12(content):
        raise CertificateRefusedError(_NOT_PKCS12, _CHOOSE_P12)
    try:
        return pkcs12.load_pkcs12(content, passphrase.encode() if passphrase else None)
    except UnsupportedAlgorithm as error:
        raise CertificateRefusedError(
            Text(
                "Het certificaatbestand is op een verouderde manier versleuteld.",
                "The certificate’s file is encrypted in an outdated way.",
            ),
            Text("Exporteer het certificaat opnieuw, met AES.", "Export the certificate again, with AES."),
        ) from error
    except (ValueError, TypeError) as error:
        raise WrongCertificatePassphraseError from error


def _looks_like_pkcs12(content: bytes) -> bool:
    from asn1crypto.pkcs12 import Pfx

    if len(content) > LARGEST_PKCS12:
        return False
    try:
        bundle = Pfx.load(content, strict=True)
        return bool(bundle["version"].native == "v3" and bundle["auth_safe"]["content_type"].native)
    except (ValueError, TypeError, KeyError):
        return False


def _check_times(certificate: x509.Certificate, moment: datetime) -> None:
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if moment > last:
        raise CertificateRefusedError(
            Text("Het certificaat is verlopen op {day}.", "The certificate expired on {day}.").fill(day=_day(last)),
            _ASK_ISSUER,
        )
    if moment < first:
        raise CertificateRefusedError(
            Text("Het certificaat is pas geldig vanaf {day}.", "The certificate is not valid before {day}.").fill(
                day=_day(first)
            ),
            Text(
                "Wacht tot die dag, of controleer de datum van deze computer.",
                "Wait until that day, or check the date of this computer.",
            ),
        )


def _check_usage(certificate: x509.Certificate) -> None:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not (usage.digital_signature or usage.content_commitment):
        raise CertificateRefusedError(
            Text(
                "Dit certificaat is niet bedoeld om mee te ondertekenen.", "This certificate is not meant for signing."
            ),
            _ASK_ISSUER,
        )


def _day(moment: datetime) -> Text:
    day = moment.date()
    return Text(show_date(day, "nl"), show_date(day, "en"))


def _named(name: x509.Name) -> str:
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        found = name.get_attributes_for_oid(kind)
        if found:
            return str(found[0].value)
    return name.rfc4514_string()


# The signature itself


class DossierSignature:
    """Puts a signature to a dossier while it is written (see `pdf.write_pdf`).

    Args:
        credentials: whose signature.
        moment: when, aware.
        place: where, if that is to be said.
    """

    def __init__(self, credentials: Credentials, moment: datetime, place: str = "") -> None:
        self._name = credentials.name
        self._moment = moment
        self._place = place
        self._cms = _CmsMaker(credentials)
        self.reserved = -(-(len(self._cms.make(bytes(32))) + _ROOM_TO_SPARE) // _BLOCK) * _BLOCK
        """How many bytes a signature takes at most."""

    def entries(self) -> list[tuple[bytes, bytes]]:
        """Return what the file says of the signature beside the signature itself, as PDF source."""
        from portfolio_app.documents.pdf.source import text_string

        entries = [
            (b"Type", b"/Sig"),
            (b"Filter", b"/Adobe.PPKLite"),
            (b"SubFilter", b"/ETSI.CAdES.detached"),
            (b"M", b"(D:%s)" % self._moment.astimezone(UTC).strftime("%Y%m%d%H%M%SZ").encode("ascii")),
            (b"Name", text_string(self._name)),
        ]
        return [*entries, (b"Location", text_string(self._place))] if self._place else entries

    def make(self, digest: bytes) -> bytes:
        """Return the signature of a SHA-256 digest, as DER."""
        return self._cms.make(digest)


class _CmsMaker:
    """Makes signatures as PAdES wants them: CMS, detached, with the certificate named among what is signed."""

    def __init__(self, credentials: Credentials) -> None:
        from asn1crypto import keys
        from asn1crypto import x509 as asn1_x509
        from pyhanko.sign.signers import SimpleSigner
        from pyhanko_certvalidator.registry import SimpleCertificateStore

        own = asn1_x509.Certificate.load(credentials.certificate.public_bytes(Encoding.DER))
        others = [asn1_x509.Certificate.load(each.public_bytes(Encoding.DER)) for each in credentials.others]
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(others)
        key = credentials.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        self._certificates = [own, *others]

        class PlainSigner(SimpleSigner):
            """Adds nothing that is not signed: no time stamp, for that would have to be fetched."""

            async def unsigned_attrs(self, *_arguments: object, **_named: object) -> None:
                return None

        self._signer = PlainSigner(
            signing_cert=own,
            signing_key=keys.PrivateKeyInfo.load(key),
            cert_registry=store,
        )

    def make(self, digest: bytes) -> bytes:
        """Return the signature of a SHA-256 digest, as DER."""
        from asn1crypto.cms import CMSAttributes
        from asn1crypto.tsp import SigningCertificateV2
        from pyhanko.sign.general import as_signing_certificate_v2, simple_cms_attribute

        # Naming those above it as well lets the signature cover them.
        named = [as_signing_certificate_v2(each)["certs"][0] for each in self._certificates]
        values = {
            "content_type": "data",
            "message_digest": digest,
            "signing_certificate_v2": SigningCertificateV2({"certs": named}),
        }
        attributes = CMSAttributes([simple_cms_attribute(*each) for each in values.items()])  # type: ignore[no-untyped-call]
        made: bytes = _finished(self._signer.async_sign_prescribed_attributes("sha256", attributes)).dump()
        return made


def _finished(work: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401 - whatever the work gives
    """Return what a coroutine gives that waits for nothing: an event loop would open sockets."""
    try:
        work.send(None)
    except StopIteration as finished:
        return finished.value
    work.close()
    raise RuntimeError("signing waited for something")
