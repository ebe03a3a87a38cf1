"""Certificates of nobody, made on the spot; keys are made once, for making them is slow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

PASSWORD = "een wachtwoord van niemand"
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
YEAR = timedelta(days=365)
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey


@cache
def key_of(kind: str) -> Key:
    if kind == "rsa":
        return rsa.generate_private_key(65537, 2048)
    if kind == "short rsa":
        return rsa.generate_private_key(65537, 1024)  # noqa: S505 - that it is refused is what is tested
    if kind == "ed25519":
        return ed25519.Ed25519PrivateKey.generate()
    return ec.generate_private_key(ec.SECP256R1())


def _name(words: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])


def certificate(
    name: str = "A. de Vries-van Dongen",
    *,
    kind: str = "ec",
    first: datetime = NOW - YEAR,
    last: datetime = NOW + YEAR,
    signing: bool = True,
    self_issued: bool = False,
) -> x509.Certificate:
    issuer, issuer_key = ("Proefuitgever", key_of("issuer")) if not self_issued else (name, key_of(kind))
    usage = x509.KeyUsage(
        digital_signature=signing,
        content_commitment=signing,
        key_encipherment=not signing,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    algorithm = None if isinstance(issuer_key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer))
        .public_key(key_of(kind).public_key())
        .serial_number(2026)
        .not_valid_before(first)
        .not_valid_after(last)
        .add_extension(usage, critical=True)
        .sign(issuer_key, algorithm)
    )


def issuer_certificate() -> x509.Certificate:
    name = _name("Proefuitgever")
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key_of("issuer").public_key())
        .serial_number(1)
        .not_valid_before(NOW - 5 * YEAR)
        .not_valid_after(NOW + 5 * YEAR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key_of("issuer"), hashes.SHA256())
    )


def bundle(made: x509.Certificate | None = None, *, kind: str = "ec", password: str = PASSWORD) -> bytes:
    """A PKCS#12 file with a certificate, its key and its issuer."""
    protection = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    made = made or certificate(kind=kind)
    return pkcs12.serialize_key_and_certificates(b"proef", key_of(kind), made, [issuer_certificate()], protection)


def key_alone() -> bytes:
    protection = BestAvailableEncryption(PASSWORD.encode())
    return pkcs12.serialize_key_and_certificates(b"proef", key_of("ec"), None, None, protection)


def certificate_alone() -> bytes:
    protection = BestAvailableEncryption(PASSWORD.encode())
    return pkcs12.serialize_key_and_certificates(b"proef", None, certificate(), None, protection)
