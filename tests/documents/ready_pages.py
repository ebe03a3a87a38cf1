"""Pages that were made ready, put together again as a PDF that other tools can look at."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from portfolio_app.documents.evidence.ready import read_ready
from portfolio_app.documents.pdf.hashing import Hashing
from portfolio_app.documents.pdf.object_file import ObjectFile


def as_pdf(prepared: bytes | None) -> bytes:
    """A PDF whose pages are those that were made ready."""
    assert prepared is not None
    ready = read_ready(prepared)
    file = BytesIO()
    with Hashing() as written:
        objects = ObjectFile(file, written)
        numbers = [objects.new_number() for _ in ready.objects]
        for number, item in zip(numbers, ready.objects, strict=True):
            if item.content is None:
                objects.put(number, item.source(numbers))
            else:
                objects.put_sized_stream(number, item.source(numbers), bytes(item.content))
        parent = objects.reserve()
        kids = [
            objects.add(
                b"<</Type/Page/Parent %s/MediaBox[%f %f %f %f]/Resources<</XObject<</Page %d 0 R>>>>>>"
                % (parent.reference, *page.box, numbers[page.item])
            )
            for page in ready.pages
        ]
        parent.fill(b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids)))
        objects.finish(objects.add(b"<</Type/Catalog/Pages %s>>" % parent.reference), objects.add(b"<<>>"))
    with pikepdf.open(file) as pdf:
        for page in pdf.pages:
            form = page.obj.Resources.XObject.Page
            page.obj.Contents, page.obj.Resources = form, form.get("/Resources", pikepdf.Dictionary())
        made = BytesIO()
        pdf.save(made)
        return made.getvalue()
