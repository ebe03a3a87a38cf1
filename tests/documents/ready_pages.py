"""Pages that were made ready, put together again as a PDF that other tools can look at."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from portfolio_app.documents.evidence.ready import read_ready


def as_pdf(prepared: bytes | None) -> bytes:
    """A PDF whose pages are those that were made ready."""
    assert prepared is not None
    ready = read_ready(prepared)
    references = [b"%d 0 R" % number for number in range(3, 3 + len(ready.objects))]
    first = 3 + len(references)
    kids = b" ".join([b"%d 0 R" % (first + number) for number in range(len(ready.pages))])
    sources = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(ready.pages), kids),
    ]
    for item in ready.objects:
        source = item.source(references)
        sources.append(source if item.content is None else b"%s\nstream\n%s\nendstream" % (source, item.content))
    for page in ready.pages:
        drawn = b"/Resources<</XObject<</Page %s>>>>" % references[page.item]
        sources.append(b"<</Type/Page/Parent 2 0 R/MediaBox[%f %f %f %f]%s>>" % (*page.box, drawn))
    with pikepdf.open(BytesIO(_file(sources))) as pdf:
        for page in pdf.pages:
            form = page.obj.Resources.XObject.Page
            page.obj.Contents, page.obj.Resources = form, form.get("/Resources", pikepdf.Dictionary())
        made = BytesIO()
        pdf.save(made)
        return made.getvalue()


def _file(sources: list[bytes]) -> bytes:
    made = bytearray(b"%PDF-1.7\n")
    table = [b"%010d 65535 f \n" % 0]
    for number, source in enumerate(sources, 1):
        table.append(b"%010d 00000 n \n" % len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, source)
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(table), len(made))
    return bytes(made) + b"xref\n0 %d\n%s%s" % (len(table), b"".join(table), end)
