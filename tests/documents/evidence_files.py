"""Evidence of all kinds made on the spot: honest, odd and hostile; nobody and nothing in it exists."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

A4 = (595.28, 841.89)


def certificate(
    words: str = "Certificaat van deelname", *, pages: int = 1, size: tuple[float, float] = A4, font: str = "Helvetica"
) -> bytes:
    """A PDF certificate; with the font that is not embedded it is not archival, as most real ones."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1, initialFontName=font)
    for number in range(pages):
        canvas.setFillColorRGB(0.1, 0.3, 0.5)
        canvas.rect(40, size[1] - 120, 90, 60, fill=1, stroke=0)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setFont(font, 24)
        canvas.drawString(60, size[1] - 200, words)
        canvas.setFont(font, 12)
        canvas.drawString(60, size[1] - 240, f"Blad {number + 1} van {pages}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _drawing(width: int, height: int) -> Image.Image:
    picture = Image.new("RGB", (width, height), (250, 248, 240))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, width - 1, height - 1), outline=(23, 80, 106), width=6)
    draw.polygon([(20, 20), (width // 3, 20), (20, height // 3)], fill=(180, 86, 27))
    draw.line((0, height, width, 0), fill=(60, 60, 60), width=3)
    return picture


def photo(width: int = 640, height: int = 420, *, orientation: int = 1, mode: str = "RGB") -> bytes:
    """A JPEG with its top left corner marked; `orientation` as a camera notes it."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = BytesIO()
    _drawing(width, height).convert(mode).save(buffer, "JPEG", quality=85, exif=exif)
    return buffer.getvalue()


def drawing(width: int = 500, height: int = 300, *, mode: str = "RGB", **options: object) -> bytes:
    """A PNG with its top left corner marked."""
    buffer = BytesIO()
    _drawing(width, height).convert(mode).save(buffer, "PNG", **options)
    return buffer.getvalue()


def scans(*modes: str, size: tuple[int, int] = (400, 600), dpi: float = 100, **options: object) -> bytes:
    """A TIFF with a page for each mode."""
    pages = [_drawing(*size).convert(mode) for mode in modes]
    buffer = BytesIO()
    pages[0].save(buffer, "TIFF", save_all=True, append_images=pages[1:], dpi=(dpi, dpi), **options)
    return buffer.getvalue()


def scanned(picture: bytes, *, pages: int = 1) -> bytes:
    """A PDF as a scanner makes it: each page is a JPEG in colour, as it stands, on A4 or as it lies."""
    with Image.open(BytesIO(picture)) as looked_at:
        width, height = looked_at.size
    wide, high = (842, 595) if width > height else (595, 842)
    buffer = BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(wide, high))
            stream = pikepdf.Stream(pdf, picture)
            stream.stream_dict = Dictionary(
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=width,
                Height=height,
                BitsPerComponent=8,
                ColorSpace=Name.DeviceRGB,
                Filter=Name.DCTDecode,
            )
            page = pdf.pages[-1].obj
            page.Resources = Dictionary(XObject=Dictionary(Scan=stream))
            page.Contents = pikepdf.Stream(pdf, b"q %d 0 0 %d 0 0 cm /Scan Do Q" % (wide, high))
        pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def phone_photo() -> bytes:
    """A photo as phones keep it (HEIC), taken sideways: red above on the right, blue below on the left, else white."""
    return (Path(__file__).parents[1] / "fixtures" / "evidence" / "photo.heic").read_bytes()


def changed(change: Callable[[pikepdf.Pdf], None], source: bytes | None = None) -> bytes:
    """A certificate with something done to it."""
    buffer = BytesIO()
    with pikepdf.open(BytesIO(source or certificate())) as pdf:
        change(pdf)
        pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def encrypted() -> bytes:
    buffer = BytesIO()
    with pikepdf.open(BytesIO(certificate())) as pdf:
        pdf.save(buffer, encryption=pikepdf.Encryption(user="geheim", owner="baas"))
    return buffer.getvalue()


def _script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert('x')"))


def with_scripts() -> bytes:
    """Scripts at opening, on a page, on a link and by name, and a launch action."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = _script()
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), pdf.make_indirect(_script())])))
        page = pdf.pages[0].obj
        page.AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("calc.exe")))
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 99, 99]), A=_script())
        page.Annots = Array([pdf.make_indirect(link)])

    return changed(change)


def with_form(value: str = "Ingevulde waarde", *, xfa: bool = False) -> bytes:
    """A filled form without appearance streams."""

    def change(pdf: pikepdf.Pdf) -> None:
        helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String("naam"),
                V=String(value),
                Rect=Array([60, 300, 300, 320]),
                DA=String("/Helv 12 Tf 0 g"),
                F=4,
            )
        )
        pdf.pages[0].obj.Annots = Array([field])
        form = Dictionary(
            Fields=Array([field]),
            NeedAppearances=True,
            DA=String("/Helv 12 Tf 0 g"),
            DR=Dictionary(Font=Dictionary(Helv=helvetica)),
        )
        if xfa:
            form.XFA = Stream(pdf, b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")
        pdf.Root.AcroForm = form

    return changed(change)


def page_box(left: float, bottom: float, right: float, top: float) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.MediaBox = Array([left, bottom, right, top])

    return changed(change)


def turned(degrees: int) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Rotate = degrees

    return changed(change)


def with_hidden_layer() -> bytes:
    """A page with a black field in its middle, on a layer that is switched off."""
    buffer = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(300, 300))
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("verborgen")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer])))
        page = pdf.pages[0].obj
        page.Resources = Dictionary(Properties=Dictionary(Layer=layer))
        page.Contents = Stream(pdf, b"/OC /Layer BDC 0 g 100 100 100 100 re f EMC")
        pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def without_pages() -> bytes:
    buffer = BytesIO()
    with pikepdf.new() as pdf:
        pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def bomb(megabytes: int = 300) -> bytes:
    """A page whose content unfolds to so many megabytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(megabytes)) + packer.flush()
    buffer = BytesIO()
    with pikepdf.open(BytesIO(certificate())) as pdf:
        content = Stream(pdf, b"")
        content.write(packed, filter=Name.FlateDecode)
        pdf.pages[0].obj.Contents = content
        pdf.save(buffer, recompress_flate=False, deterministic_id=True)
    return buffer.getvalue()


def page_loop() -> bytes:
    """A page tree that contains itself."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\n%%EOF\n"
    )


def png_of_claimed_size(width: int, height: int) -> bytes:
    """A small PNG whose header claims a size of its own."""
    content = bytearray(drawing(8, 8))
    content[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    content[29:33] = zlib.crc32(bytes(content[12:29])).to_bytes(4, "big")
    return bytes(content)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "encrypted": encrypted,
    "truncated": lambda: certificate()[:400],
    "garbage": lambda: b"%PDF-1.7\n" + b"not a pdf at all " * 100,
    "empty": lambda: b"",
    "no pages": without_pages,
    "page loop": page_loop,
    "huge page": lambda: page_box(0, 0, 200_000, 200_000),
    "tiny page": lambda: page_box(0, 0, 1, 1),
    "bomb": bomb,
    "not a pdf": lambda: b"MZ" + bytes(1000),
}
