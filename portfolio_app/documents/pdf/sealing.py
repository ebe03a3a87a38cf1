"""The seal of a document, reckoned of what is about to be written rather than of the file read back.

`documents.verifying.digests` reckons the same of a file that it reads; both give the same for the same objects.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from portfolio_app import __version__
from portfolio_app.documents.blocks import Attachment
from portfolio_app.documents.pdf.objects import Objects
from portfolio_app.documents.pdf.reportlab_inside import Page
from portfolio_app.documents.pdf.source import Entry, array, dictionary, taken_apart
from portfolio_app.documents.verifying.chains import Chains, Parted
from portfolio_app.documents.verifying.data_parts import part_digests
from portfolio_app.documents.verifying.digests import APART, Marks, attachment_mark
from portfolio_app.documents.verifying.names import DATA_NAME, SEAL_NAME
from portfolio_app.documents.verifying.seal import NO_DIGEST, AnnexPlace, Seal

_NOTHING: Final = array([b"null"])
"""What stands for the absence of a value."""


def marks_of_objects(
    objects: Objects,
    pages: Sequence[Page],
    catalog: Sequence[Entry],
    information: bytes,
    attached: Sequence[tuple[str, bytes]],
    known: Mapping[int, bytes],
) -> Marks:
    """Return the digests of all parts of a file that is to be made of some objects.

    Args:
        objects: what it is to be made of.
        pages: in the order of the file.
        catalog: what holds for the whole document.
        information: the reference of title, author and dates.
        attached: the name and the reference of each attached file.
        known: the digests of objects where they are known, by their number.
    """
    places = {page.place.number: at for at, page in enumerate(pages)}
    chains: Chains[int] = Chains(lambda number: _parted(objects, number), places, known)

    def digest(source: bytes) -> str:
        parted = _apart(source)
        if parted.references and parted.pieces == [b"", b""]:
            return chains.of_object(parted.references[0]).hex()
        return chains.of_parted(parted).hex()

    shown = tuple(digest(dictionary(page.shown)) for page in pages)
    return Marks(
        pages=shown,
        links=tuple(digest(page.annotations or _NOTHING) for page in pages),
        attachments={
            name: attachment_mark(digest(reference), named=True, associated=True)
            for name, reference in attached
            if name != SEAL_NAME
        },
        catalog={f"/{key.decode()}": digest(source) for key, source in catalog if f"/{key.decode()}" not in APART},
        information=digest(information),
        structure=digest(dict(catalog)[b"StructTreeRoot"]),
        objects=0,
    )


def draft_seal(
    marks: Marks, labels: Sequence[str], annexes: Sequence[AnnexPlace], attachments: Sequence[Attachment]
) -> Seal:
    """Return a seal that says all but what is known of the file when it is written.

    Args:
        marks: the digests of all parts.
        labels: the number that each page bears.
        annexes: where the annexes stand.
        attachments: what travels inside the document.
    """
    data = next((each.content for each in attachments if each.name == DATA_NAME), b"{}")
    return Seal(
        program=f"Vakdossier {__version__}",
        size=0,
        sha256=NO_DIGEST,
        marks=marks,
        labels=tuple(labels),
        annexes=tuple(annexes),
        data=part_digests(data),
    )


def _parted(objects: Objects, number: int) -> Parted[int]:
    return Parted(*taken_apart(objects.source(number)), objects.marks.get(number, b""))


def _apart(source: bytes) -> Parted[int]:
    return Parted(*taken_apart(source))
