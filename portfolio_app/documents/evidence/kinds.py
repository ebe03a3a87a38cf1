"""What a file is by its content; its name is only held against that."""

from __future__ import annotations

from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import AnnexMedia
from portfolio_app.documents.evidence.images import JPEG_SIGNATURE, PNG_SIGNATURE, TIFF_SIGNATURES
from portfolio_app.documents.evidence.refusal import EvidenceRefusedError
from portfolio_app.domain.evidence_files import FILE_ENDINGS, KIND_NAMES, KINDS_IN_WORDS

_PDF_HEADER_WITHIN: Final = 1024
_PHONE_PICTURES: Final = (b"ftyphei", b"ftyphev", b"ftypmif1", b"ftypmsf1")
_AVIF: Final = b"ftypavif"
_BY_SUFFIX: Final = {
    ending: AnnexMedia(media_type) for media_type, endings in FILE_ENDINGS.items() for ending in endings
}


def media_of(content: bytes) -> AnnexMedia:
    """Return what the content is.

    Raises:
        EvidenceRefusedError: nothing that can be evidence.
    """
    if content.startswith(PNG_SIGNATURE):
        return AnnexMedia.PNG
    if content.startswith(JPEG_SIGNATURE):
        return AnnexMedia.JPEG
    if content.startswith(TIFF_SIGNATURES):
        return AnnexMedia.TIFF
    if content[4:16].startswith(_PHONE_PICTURES):
        return AnnexMedia.HEIC
    if content[4:16].startswith(_AVIF):
        raise EvidenceRefusedError(
            Text("Dit is een afbeelding in het formaat AVIF.", "This is a picture in the format AVIF."),
            Text("Sla de afbeelding op als JPEG of PNG.", "Save the picture as JPEG or PNG."),
        )
    if b"%PDF-" in content[:_PDF_HEADER_WITHIN]:
        return AnnexMedia.PDF
    if not content:
        raise EvidenceRefusedError(
            Text("Het bestand is leeg.", "The file is empty."), Text("Kies een ander bestand.", "Choose another file.")
        )
    raise EvidenceRefusedError(
        Text("Dit bestand is geen {kinds}.", "This file is no {kinds}.").fill(kinds=KINDS_IN_WORDS),
        Text("Sla het op als PDF, JPEG of PNG.", "Save it as PDF, JPEG or PNG."),
    )


def check_name(name: str, media: AnnexMedia) -> None:
    """Check that the name of a file promises what it holds; a name without a known suffix promises nothing.

    Raises:
        EvidenceRefusedError: the name says otherwise.
    """
    suffix = f".{name.rpartition('.')[2].lower()}" if "." in name else ""
    promised = _BY_SUFFIX.get(suffix)
    if promised is None or promised is media:
        return
    raise EvidenceRefusedError(
        Text(
            "De naam zegt {promised}, maar het bestand is een {found}.",
            "The name says {promised}, but the file is a {found}.",
        ).fill(promised=KIND_NAMES[promised], found=KIND_NAMES[media]),
        Text("Controleer het bestand en geef het de juiste naam.", "Check the file and give it the right name."),
    )
