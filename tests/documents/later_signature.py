"""A signature that is added behind a finished dossier, as the program of somebody else does it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from io import BytesIO

import pikepdf

from portfolio_app.documents.pdf.output import signature_source
from portfolio_app.documents.signing import Credentials, DossierSignature
from portfolio_app.documents.updates import base_of, update
from portfolio_app.documents.verifying.digests import signature_fields


def signed_later(content: bytes, credentials: Credentials, moment: datetime, place: str = "") -> bytes:
    """The same file with a signature in its first empty field, as an update behind it."""
    signature = DossierSignature(credentials, moment, place)
    with pikepdf.open(BytesIO(content)) as pdf:
        base = base_of(pdf, BytesIO(content))
        field = next(each for each in signature_fields(pdf).values() if "/V" not in each)
        number = base.next_number
        filled = field.unparse(resolved=True).removesuffix(b">>") + b"/V %d 0 R>>" % number
        added = update(base, [(field.objgen[0], filled), (number, signature_source(signature))])
    made = bytearray(content + added)
    opening = made.rindex(b"/Contents <") + len(b"/Contents ")
    closing = made.index(b">", opening) + 1
    at = made.rindex(b"[ 0 0000000000")
    ranges = b"[ 0 %010d %010d %010d ]" % (opening, closing, len(made) - closing)
    made[at : at + len(ranges)] = ranges
    digest = hashlib.sha256(made[:opening] + made[closing:]).digest()
    digits = signature.make(digest).hex().encode("ascii")
    made[opening + 1 : opening + 1 + len(digits)] = digits
    return bytes(made)
