"""What makes the file archival and accessible beside its content: metadata and colour intent.

The result declares PDF/A-3a and PDF/UA-1 at once.
"""

from __future__ import annotations

from datetime import date
from typing import Final
from xml.sax.saxutils import escape

from portfolio_app import __version__
from portfolio_app.common.resources import resource
from portfolio_app.documents.blocks import Document
from portfolio_app.documents.pdf.attaching import pdf_moment
from portfolio_app.documents.pdf.objects import Objects, deflated
from portfolio_app.documents.pdf.source import Entry, array, dictionary, text_string

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


def catalog(objects: Objects, document: Document) -> list[Entry]:
    """Write metadata and colour intent; return the entries of the catalog that lead to them."""
    metadata = objects.add_stream([(b"Type", b"/Metadata"), (b"Subtype", b"/XML")], _metadata(document))
    return [
        (b"Lang", text_string(document.language)),
        (b"ViewerPreferences", b"<< /DisplayDocTitle true >>"),
        (b"Metadata", metadata),
        (b"OutputIntents", array([_output_intent(objects)])),
    ]


def information(objects: Objects, document: Document) -> bytes:
    """Write title, author and dates; all dates are the document's own. Return the reference."""
    moment, tool = pdf_moment(document.dated), text_string(PRODUCER)
    title, author, subject, keywords = (
        text_string(_unescaped(text))
        for text in (document.title, document.author, document.subject, ", ".join(document.keywords))
    )
    entries = [
        (b"Title", title),
        (b"Author", author),
        (b"Subject", subject),
        (b"Keywords", keywords),
        (b"Creator", tool),
        (b"Producer", tool),
        (b"CreationDate", moment),
        (b"ModDate", moment),
    ]
    return objects.add(dictionary(entries))


def _moment(dated: date) -> str:
    return f"{dated.isoformat()}T00:00:00Z"


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


def _unescaped(text: str) -> str:
    """Return the text as the metadata holds it, so that both say the very same."""
    return _xml(text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _output_intent(objects: Objects) -> bytes:
    packed = deflated(resource("colour", "sRGB.icc").read_bytes())
    entries = [
        (b"Type", b"/OutputIntent"),
        (b"S", b"/GTS_PDFA1"),
        (b"OutputConditionIdentifier", b"(sRGB)"),
        (b"Info", b"(sRGB IEC61966-2.1)"),
        (b"RegistryName", b"(http://www.color.org)"),
        (b"DestOutputProfile", objects.add_stream([(b"N", b"3"), (b"Filter", b"/FlateDecode")], packed)),
    ]
    return objects.add(dictionary(entries))
