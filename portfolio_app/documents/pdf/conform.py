"""What makes the file archival and accessible beside its content: metadata, colour intent, associated files.

The result declares PDF/A-3a and PDF/UA-1 at once.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Final, cast
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from portfolio_app import __version__
from portfolio_app.common.resources import resource
from portfolio_app.documents.blocks import Document
from portfolio_app.documents.pdf.deferred import LARGE, DeferredStreams
from portfolio_app.documents.pdf.sink import Sink

_SAMPLE: Final = 16_384
_WORTH_IT: Final = 0.9

PRODUCER: Final = f"Vakdossier {__version__}"

_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate><xmp:MetadataDate>{moment}</xmp:MetadataDate>
<xmp:CreatorTool>{tool}</xmp:CreatorTool><pdf:Producer>{tool}</pdf:Producer><pdf:Keywords>{keywords}</pdf:Keywords>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
{extension}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""

# PDF/A-3 knows only the schemas it lists: the one that declares PDF/UA must be described.
_EXTENSION: Final = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of PDF/UA</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds, read when it is needed; what PDF asks for is known before.

    Attributes:
        read: gives the bytes.
        size: their number.
        checksum: their MD5.
        shrinks: whether they get smaller when they are deflated; most of what a scanner or printer makes does not.
        owner: the hash of the evidence that they are; empty when they are none.
    """

    read: Callable[[], bytes]
    size: int
    checksum: bytes
    shrinks: bool
    owner: str

    @classmethod
    def of(cls, read: Callable[[], bytes], owner: str = "") -> Contents:
        """Return the contents that `read` gives."""
        content = read()
        checksum = hashlib.md5(content, usedforsecurity=False).digest()
        return cls(read, len(content), checksum, _shrinks(content), owner)

    def packed(self) -> bytes:
        """Return the bytes as they stand in the file: deflated when they shrink by that."""
        content = self.read()
        return zlib.compress(content, 4) if self.shrinks else content


def _shrinks(content: bytes) -> bool:
    """Judge by a piece from the middle: to deflate all of it in vain would take longer than writing it."""
    middle = max(0, len(content) - _SAMPLE) // 2
    sample = content[middle : middle + _SAMPLE]
    return len(zlib.compress(sample, 1)) < _WORTH_IT * len(sample)


@dataclass(frozen=True, slots=True)
class AssociatedFile:
    """A file inside the document: `relationship` is `Data` for machine-readable content, `Source` for an original."""

    name: str
    media_type: str
    contents: Contents
    description: str
    relationship: str


def conform(pdf: Pdf, document: Document, files: Sequence[AssociatedFile], deferred: DeferredStreams) -> None:
    """Give a file its metadata, colour intent and associated files; all dates are the document's own."""
    root = pdf.Root
    root.Lang = String(document.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.Metadata = Stream(pdf, _metadata(document), Type=Name.Metadata, Subtype=Name.XML)
    root.OutputIntents = Array([pdf.make_indirect(_output_intent(pdf))])
    if files:
        _associate(pdf, document.dated, files, deferred)
    _write_info(pdf, document)


def save(pdf: Pdf, target: BinaryIO, *, for_web: bool) -> None:
    """Write the file in its final form: compact, and the same bytes for the same content.

    Args:
        pdf: the file.
        target: where it is written.
        for_web: order it so that a browser shows the first page before it has the rest (linearised). Only for a file
            to which nothing is added: behind a seal, a signature or scans that join later the order is void, and a
            dossier, which is checked as a whole, is better off with those.

    Raises:
        OSError: the system refused.
    """
    sink = Sink(target)
    for item in pdf.objects:
        if isinstance(item, Stream):
            filters = item.get("/Filter")
            # A filter in an array of one makes qpdf inflate and deflate the stream again.
            if isinstance(filters, Array) and len(filters) == 1 and item.get("/DecodeParms") is None:
                item.stream_dict.Filter = filters[0]
    pdf.save(
        cast("BinaryIO", sink),
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        compress_streams=True,
        deterministic_id=True,
        linearize=for_web,
        fix_metadata_version=False,
    )
    sink.finish()


def _moment(dated: date) -> str:
    return f"{dated.isoformat()}T00:00:00Z"


def _pdf_moment(dated: date) -> String:
    return String(f"D:{dated:%Y%m%d}000000Z")


def _xml(text: str) -> str:
    return escape(
        "".join(
            char if char >= " " and not "\ud800" <= char <= "\udfff" and char not in "\ufffe\uffff" else " "
            for char in text
        )
    )


def _metadata(document: Document) -> bytes:
    return _XMP.format(
        title=_xml(document.title),
        author=_xml(document.author),
        subject=_xml(document.subject),
        language=document.language,
        moment=_moment(document.dated),
        tool=_xml(PRODUCER),
        keywords=_xml(", ".join(document.keywords)),
        extension=_EXTENSION,
    ).encode("utf-8")


def _write_info(pdf: Pdf, document: Document) -> None:
    info = pdf.docinfo
    for key in list(info.keys()):
        del info[key]
    info.Title, info.Author, info.Subject = (
        String(_unescaped(text)) for text in (document.title, document.author, document.subject)
    )
    info.Keywords = String(_unescaped(", ".join(document.keywords)))
    info.Creator = info.Producer = String(PRODUCER)
    info.CreationDate = info.ModDate = _pdf_moment(document.dated)


def _unescaped(text: str) -> str:
    """Return the text as the metadata holds it, so that both say the very same."""
    return _xml(text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _output_intent(pdf: Pdf) -> Dictionary:
    profile = Stream(pdf, resource("colour", "sRGB.icc").read_bytes(), N=3)
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        RegistryName=String("http://www.color.org"),
        DestOutputProfile=profile,
    )


def _associate(pdf: Pdf, dated: date, files: Sequence[AssociatedFile], deferred: DeferredStreams) -> None:
    specifications = [
        (String(file.name), pdf.make_indirect(_file_specification(pdf, dated, file, deferred))) for file in files
    ]
    by_name = sorted(specifications, key=lambda pair: bytes(pair[0]))
    names: list[Object] = [part for pair in by_name for part in pair]
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(names)))
    pdf.Root.AF = pdf.make_indirect(Array([specification for _, specification in specifications]))


def _file_specification(pdf: Pdf, dated: date, file: AssociatedFile, deferred: DeferredStreams) -> Dictionary:
    description = Dictionary(
        Type=Name.EmbeddedFile,
        Subtype=Name("/" + file.media_type),
        Params=Dictionary(
            ModDate=_pdf_moment(dated),
            CreationDate=_pdf_moment(dated),
            Size=file.contents.size,
            CheckSum=String(file.contents.checksum),
        ),
    )
    if file.contents.shrinks:
        description.Filter = Name.FlateDecode
    if file.contents.size > LARGE:
        embedded = deferred.placeholder(pdf, description, file.contents.packed, owner=file.contents.owner)
    else:
        embedded = Stream(pdf, file.contents.packed())
        embedded.stream_dict = description
    return Dictionary(
        Type=Name.Filespec,
        F=String(file.name),
        UF=String(file.name),
        Desc=String(file.description),
        AFRelationship=Name("/" + file.relationship),
        EF=Dictionary(F=embedded, UF=embedded),
    )
