"""What stands around a signature without being signed: it must be as it has to be, and nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

_NAMED_BY_ISSUER: Final = "issuer_and_serial_number"
_NAMES_ITS_CERTIFICATE: Final = frozenset({"signing_certificate", "signing_certificate_v2"})


def is_well_formed(signed: Any, facts: Any) -> bool:  # noqa: ANN401 - of asn1crypto, which has no types
    """Tell whether the envelope of a signature (CMS `SignedData`) says nothing but what follows from its signature.

    Args:
        signed: the envelope.
        facts: its only signer.
    """
    version = "v1" if facts["sid"].name == _NAMED_BY_ISSUER else "v3"
    digests = [each.native for each in signed["digest_algorithms"]]
    named = {each["type"].native for each in facts["signed_attrs"]} if facts["signed_attrs"] else set()
    content = signed["encap_content_info"]
    return (
        content["content_type"].native == "data"
        and content["content"].native is None
        and signed["version"].native == facts["version"].native == version
        and digests == [facts["digest_algorithm"].native]
        and bool(named & _NAMES_ITS_CERTIFICATE)
    )


def is_chain_sound(certificates: Sequence[Any], facts: Any) -> bool:  # noqa: ANN401 - of asn1crypto
    """Tell whether the certificates beside a signature are those that it names, and were issued by each other.

    Args:
        certificates: the signer's own and those above it; an issuer need not be there.
        facts: the signer; where it names more than its own certificate, there may be no others.
    """
    from pyhanko.sign.general import check_ess_certid

    named = [
        each
        for attribute in facts["signed_attrs"]
        if attribute["type"].native in _NAMES_ITS_CERTIFICATE
        for each in attribute["values"][0]["certs"]
    ]
    if len(named) > 1 and not all(any(check_ess_certid(each, one) for one in named) for each in certificates):
        return False
    try:
        opened = [x509.load_der_x509_certificate(each.dump()) for each in certificates]
        for each in opened:
            issuers = [other for other in opened if other.subject == each.issuer]
            if issuers and not any(_issued(each, issuer) for issuer in issuers):
                return False
    except (ValueError, UnsupportedAlgorithm, x509.InvalidVersion):
        return False
    return True


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True
