"""Looking at a file that somebody wants to keep as evidence."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import PAGED, AnnexMedia
from portfolio_app.documents.evidence.images import damaged_picture, image_facts
from portfolio_app.documents.evidence.kinds import check_name, media_of
from portfolio_app.documents.evidence.limits import MAX_FILE_BYTES
from portfolio_app.documents.evidence.refusal import EvidenceRefusedError

_READING = Text("Het bestand lezen", "Reading the file")
NO_TEXT_LAYER = Text(
    "Het bestand bevat geen leesbare tekst; controleer zelf of er persoonsgegevens in staan.",
    "The file contains no readable text; check yourself whether it contains personal data.",
)


@dataclass(frozen=True, slots=True)
class PageSize:
    """Width and height of a page in points, as a person sees it."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """What a file holds.

    Attributes:
        media_type: what it is by its content.
        page_sizes: the size of each page; a picture is one page, its pixels taken as points.
        text: its text layer, pages parted by a form feed; empty when it has none.
        archival: whether it may stand in an archival document as it is; else it is shown as pictures of its pages.
        problems: what the person should know about it, none of which forbids its use.
        prepared: the pages made ready for the writer, to be kept beside the original; None for a picture.
    """

    media_type: AnnexMedia
    page_sizes: tuple[PageSize, ...]
    text: str
    archival: bool
    problems: tuple[Text, ...]
    prepared: bytes | None

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.page_sizes)


def inspect(source: bytes | Path, *, name: str = "") -> EvidenceFacts:
    """Return what a file holds, judged by its content.

    Args:
        source: the bytes, or where they are.
        name: the name that the file was given, to hold against its content; of a path its own.

    Raises:
        EvidenceRefusedError: of another kind, not what its name says, encrypted, damaged, or too large.
        EnvironmentRefusedError: the file could not be read.
    """
    content = source if isinstance(source, bytes) else read_file(source)
    check_size(len(content))
    media = media_of(content)
    check_name(name or (source.name if isinstance(source, Path) else ""), media)
    if media is AnnexMedia.PDF:
        return _inspect_pdf(content)
    return _inspect_pictures(content, media) if media in PAGED else _inspect_image(content, media)


def read_file(path: Path) -> bytes:
    """Return the content of a file that may become evidence.

    Raises:
        EvidenceRefusedError: it is too large.
        EnvironmentRefusedError: the file could not be read.
    """
    try:
        check_size(path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise refusal_from(error, _READING) from error


def check_size(size: int) -> None:
    """Check the size of a file, in bytes.

    Raises:
        EvidenceRefusedError: it is too large.
    """
    if size > MAX_FILE_BYTES:
        raise EvidenceRefusedError(
            Text("Het bestand is groter dan {limit} MB.", "The file is larger than {limit} MB.").fill(
                limit=MAX_FILE_BYTES // 1_000_000
            ),
            Text("Maak het kleiner of splits het.", "Make it smaller or split it."),
        )


def _inspect_image(content: bytes, media: AnnexMedia) -> EvidenceFacts:
    from PIL import Image  # only when a picture is looked at

    facts = image_facts(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
                picture.load()
    except (OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError) as error:
        raise damaged_picture() from error
    size = PageSize(facts.upright_width, facts.upright_height)
    return EvidenceFacts(media, (size,), "", archival=True, problems=(NO_TEXT_LAYER,), prepared=None)


def _inspect_pictures(content: bytes, media: AnnexMedia) -> EvidenceFacts:
    from portfolio_app.documents.evidence.prepare import prepare  # pikepdf and Pillow: only when there is a file
    from portfolio_app.documents.evidence.render import page_sizes

    prepared = prepare(content, media)
    sizes = tuple(PageSize(width, height) for width, height in page_sizes(prepared.content))
    return EvidenceFacts(media, sizes, "", archival=False, problems=(NO_TEXT_LAYER,), prepared=prepared.ready())


def _inspect_pdf(content: bytes) -> EvidenceFacts:
    from portfolio_app.documents.evidence.prepare import prepare_pdf  # pikepdf and pypdfium2: only for a PDF
    from portfolio_app.documents.evidence.render import page_sizes, text_of

    prepared = prepare_pdf(content)
    text = text_of(content)
    problems = prepared.notes if text.strip() else (*prepared.notes, NO_TEXT_LAYER)
    sizes = tuple(PageSize(width, height) for width, height in page_sizes(prepared.content))
    return EvidenceFacts(
        AnnexMedia.PDF, sizes, text, archival=not prepared.rendered, problems=problems, prepared=prepared.ready()
    )
