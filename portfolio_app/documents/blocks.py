"""The content of a document as typed blocks; a builder makes them once, every writer only renders them.

Text in blocks is plain text in the document's language: a writer never interprets markup in it. Anchors are names
that are unique in the document; a link to an anchor that does not exist is an error of the writer, before anything is
written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import BinaryIO

from portfolio_app.common.text import Language
from portfolio_app.documents.charts import Chart


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of inline text; with `target` it is a link to that anchor of the document.

    `language` is set where it is not that of the block around it.
    """

    text: str
    bold: bool = False
    italic: bool = False
    quiet: bool = False
    target: str = ""
    language: Language | None = None


Inline = tuple[Run, ...]


def plain(text: str, language: Language | None = None) -> Inline:
    """Return unmarked inline text; `language` is set where it is not that of the block around it."""
    return (Run(text, language=language),) if text else ()


class Align(StrEnum):
    """How a table column is set."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


class Tone(StrEnum):
    """What a block says about its matter; never told by colour alone, a writer adds a sign or word."""

    NEUTRAL = "neutral"
    GOOD = "good"
    ATTENTION = "attention"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 opens a chapter (new page, in contents and bookmarks), 2 a section, 3 a record within it.

    `language` is set where it is not the document's.
    """

    level: int
    text: str
    anchor: str
    in_contents: bool = True
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `language` is set where it is not the document's. `lead` is an opening paragraph, a bit larger."""

    content: Inline
    lead: bool = False
    quiet: bool = False
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Bullets:
    """An unordered list."""

    items: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class FieldList:
    """Labels with their values, in two columns; a value may run over several lines."""

    items: tuple[tuple[str, Inline], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; `weight` is its share of the width."""

    header: str
    weight: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; `anchor` makes it a link target, `strong` marks a total or a group heading."""

    cells: tuple[Inline, ...]
    anchor: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row that is repeated on each page; `summary` describes it for a screen reader."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    summary: str
    row_header: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A CV-like entry: a period in the margin, a title, a subtitle and what it held.

    `language` is that of the title, where it is not the document's.
    """

    margin: str
    title: str
    subtitle: str = ""
    body: tuple[Block, ...] = ()
    anchor: str = ""
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number that a reader must see first, with its unit and what it is about."""

    value: str
    label: str
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A row of key figures."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Meter:
    """A requirement with its progress: what counts against what is required, 0 to 1, and a verdict in words."""

    label: str
    share: float
    counted: str
    required: str
    verdict: str
    tone: Tone
    note: str = ""


@dataclass(frozen=True, slots=True)
class Callout:
    """A remark that stands apart from the text."""

    content: Inline
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart with its description for who cannot see it; `height` in points."""

    chart: Chart
    alternative: str
    height: float = 250.0
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (the portrait, a logo) as PNG or JPEG bytes; `width` in points."""

    content: bytes
    alternative: str
    width: float


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Room to sign: name, title and register number, with place and date.

    `digital` says in a few lines by which certificate it is signed; with it the room is a field for that signature.
    """

    name: str
    capacity: str
    place: str = ""
    signed_on: str = ""
    digital: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


class AnnexMedia(StrEnum):
    """What an annex is made of."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    HEIC = "image/heic"


PAGED = frozenset({AnnexMedia.PDF, AnnexMedia.TIFF, AnnexMedia.HEIC})
"""What is made ready as pages before a writer can place it; the others are placed as the pictures that they are."""


@dataclass(frozen=True, slots=True)
class Annex:
    """One piece of evidence as pages behind the text.

    `label` is its running label (A-12), `anchor` its link target and `back` the anchor of the record that it proves.
    `language` is that of the title, where it is not the document's. `read` gives the bytes when the writer needs them,
    so that not all evidence is in memory at once; `sha256` is that of the original. `prepared` gives what
    `documents.evidence.inspect` made of a PDF or TIFF when it was taken in; without it the writer prepares that itself,
    which costs some tens of milliseconds. `open` gives the same bytes as `read`, as a file that can be sought in: of a
    large picture no more than the beginning is read by it, until it is written. Who makes it vouches that `read` gives
    the content that `sha256` is of.
    """

    label: str
    title: str
    anchor: str
    back: str
    back_text: str
    media: AnnexMedia
    read: Callable[[], bytes]
    sha256: str
    file_name: str
    prepared: Callable[[], bytes] | None = None
    language: Language | None = None
    open: Callable[[], BinaryIO] | None = None


Block = (
    Heading
    | Paragraph
    | Bullets
    | FieldList
    | Table
    | Entry
    | KeyFigures
    | Meter
    | Callout
    | ChartBlock
    | Picture
    | SignatureBlock
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: a kind of document, whose it is, and a few facts."""

    kicker: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the document."""

    name: str
    media_type: str
    content: bytes
    description: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document; without a cover the title stands above the text of the first page (a CV).

    Attributes:
        portrait: stands beside the title of a document without a cover.
        lists_annexes: the text itself ends with a list of the annexes, so that a writer adds none.
        sealed: the file carries the digests of all its parts, by which anybody can see whether it was changed.
        scan_dpi: pixels to an inch of the page that scans among the annexes have at most; None leaves them as they are.
    """

    title: str
    author: str
    subject: str
    language: Language
    dated: date
    body: tuple[Block, ...]
    cover: Cover | None = None
    contents: bool = False
    running_head: str = ""
    annexes: tuple[Annex, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    keywords: tuple[str, ...] = field(default=())
    portrait: Picture | None = None
    lists_annexes: bool = False
    sealed: bool = False
    scan_dpi: int | None = None
