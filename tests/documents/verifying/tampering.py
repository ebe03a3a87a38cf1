"""Ways to change a dossier: in its bytes, by saving it anew, by an update behind it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from portfolio_app.documents.updates import base_of, update

Change = Callable[[Pdf], None]


def saved_anew(content: bytes, change: Change) -> bytes:
    """What another program would make of it."""
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(out, static_id=True, fix_metadata_version=False)
    return out.getvalue()


def appended(content: bytes, change: Change) -> bytes:
    """The same, with the changed objects in an update behind the file, so that no byte of it differs."""
    with pikepdf.open(BytesIO(content)) as pdf:
        before = _sources(pdf)
        base = base_of(pdf, BytesIO(content))
        change(pdf)
        changed = [(number, source) for number, source in _sources(pdf).items() if before.get(number) != source]
    return content + update(base, changed)


def _sources(pdf: Pdf) -> dict[int, bytes]:
    found = {}
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Object):
            continue
        number = item.objgen[0]
        if isinstance(item, Stream):
            if item.get("/Type") in (Name.XRef, Name.ObjStm):
                continue
            raw = item.read_raw_bytes()
            item.stream_dict.Length = len(raw)
            found[number] = item.stream_dict.unparse() + b"\nstream\n" + raw + b"\nendstream"
        else:
            found[number] = item.unparse(resolved=True)
    return found


def page_changed(number: int, old: bytes, new: bytes) -> Change:
    """Change what a page draws."""

    def change(pdf: Pdf) -> None:
        contents = pdf.pages[number].obj.Contents
        drawn = contents.read_bytes()
        assert old in drawn
        pdf.pages[number].obj.Contents = pdf.make_stream(drawn.replace(old, new))

    return change


def page_turned(number: int) -> Change:
    def change(pdf: Pdf) -> None:
        pdf.pages[number].obj.Rotate = 180

    return change


def comment_added(number: int) -> Change:
    def change(pdf: Pdf) -> None:
        note = pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([10, 10, 90, 40]), Contents=String("Goed"))
        )
        page = pdf.pages[number].obj
        page.Annots = Array([*page.get("/Annots", Array()), note])

    return change


def annex_changed(pdf: Pdf) -> None:
    """Put other pixels into a scan."""
    for page in reversed(list(pdf.pages)):
        for drawn in page.obj.Resources.get("/XObject", Dictionary()).values():
            if drawn.get("/Subtype") == Name.Image:
                drawn.write(drawn.read_raw_bytes()[:-50] + bytes(50), filter=drawn.Filter)
                return


def attachment_written(name: str, content: bytes) -> Change:
    def change(pdf: Pdf) -> None:
        for specification in pdf.Root.AF:
            if str(specification.UF) == name:
                stream = specification.EF.F
                stream.write(content)
                stream.Params.Size = len(content)

    return change


def attachment_removed(name: str) -> Change:
    def change(pdf: Pdf) -> None:
        del pdf.attachments[name]
        pdf.Root.AF = Array([each for each in pdf.Root.AF if str(each.UF) != name])

    return change


def attachment_added(pdf: Pdf) -> None:
    made = pdf.make_stream(b"#!/bin/sh", Type=Name.EmbeddedFile)
    specification = pdf.make_indirect(
        Dictionary(Type=Name.Filespec, UF=String("start.sh"), F=String("start.sh"), EF=Dictionary(F=made))
    )
    pdf.Root.AF = Array([*pdf.Root.AF, specification])


def signing_field_added(pdf: Pdf) -> None:
    """As a program does in which somebody else is to sign too."""
    look = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 80, 40]))
    page = pdf.pages[0].obj
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String("Register"),
            F=132,
            Rect=Array([10, 10, 90, 50]),
            P=page,
            AP=Dictionary(N=look),
        )
    )
    page.Annots = Array([*page.get("/Annots", Array()), field])
    form = pdf.Root.get("/AcroForm", Dictionary(Fields=Array(), SigFlags=3))
    form.Fields = Array([*form.Fields, field])
    pdf.Root.AcroForm = form


def page_removed(number: int) -> Change:
    def change(pdf: Pdf) -> None:
        del pdf.pages[number]

    return change


def page_added(pdf: Pdf) -> None:
    pdf.pages.insert(2, pikepdf.Page(pdf.make_indirect(Dictionary(pdf.pages[1].obj))))
    pdf.pages[2].obj.Contents = pdf.make_stream(b"0 0 200 200 re f")


def pages_swapped(pdf: Pdf) -> None:
    first, second = pdf.pages[1], pdf.pages[2]
    pdf.pages[1], pdf.pages[2] = second, first


def script_added(pdf: Pdf) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert('x')")))


def title_changed(pdf: Pdf) -> None:
    pdf.docinfo.Title = String("Een ander dossier")


def description_changed(pdf: Pdf) -> None:
    """Let a screen reader say something else of a picture."""
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/S") == Name.Figure:
            item.Alt = String("Een heel ander bewijsstuk")
            return
