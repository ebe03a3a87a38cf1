"""Papers as a program prints them, each provider in its own style."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from portfolio_app.common.resources import resource
from portfolio_app.documents.specimens.papers import (
    AttendanceSheet,
    Certificate,
    CertificateLayout,
    Letter,
    Paper,
    Specimen,
)

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from portfolio_app.documents.scribbles import Scribble

_A4: Final = (595.276, 841.89)
_INK: Final = 0.13
_INKS: Final = ("#1f4e5f", "#6b2d3c", "#2f5233", "#4a3a6b", "#7a4b12", "#24476b")


def printed(paper: Paper) -> Specimen:
    """Return a paper as a PDF; the same paper always gives the same bytes."""
    from portfolio_app.documents.scribbles import Scribble

    buffer = io.BytesIO()
    canvas = _canvas(buffer, paper)
    scribble = Scribble("|".join(paper.words()))
    match paper:
        case Certificate():
            _LAYOUTS[paper.layout](canvas, paper, scribble)
        case AttendanceSheet():
            _draw_attendance(canvas, paper, scribble)
        case Letter():
            _draw_letter(canvas, paper, scribble)
    canvas.showPage()
    pages = canvas.getPageNumber() - 1
    canvas.save()
    return Specimen(buffer.getvalue(), "application/pdf", pages, "\n".join(paper.words()))


def _canvas(buffer: io.BytesIO, paper: Paper) -> Canvas:
    from reportlab.pdfgen.canvas import Canvas

    lying = isinstance(paper, Certificate) and paper.layout is CertificateLayout.FRAME
    canvas = Canvas(buffer, pagesize=_A4[::-1] if lying else _A4, invariant=1, pageCompression=1)
    canvas.setTitle(paper.subject if isinstance(paper, Letter) else paper.heading)
    canvas.setFillGray(_INK)
    _register_faces()
    return canvas


_REGULAR: Final = "SpecimenRegular"
_BOLD: Final = "SpecimenBold"
_ITALIC: Final = "SpecimenItalic"
_FACES: Final = (
    (_REGULAR, "SourceSans3-Regular.ttf"),
    (_BOLD, "SourceSans3-Semibold.ttf"),
    (_ITALIC, "SourceSans3-It.ttf"),
)


@lru_cache(maxsize=1)
def _register_faces() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in _FACES:
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", file))))


def _house_colour(issuer: str) -> str:
    return _INKS[sum(map(ord, issuer)) % len(_INKS)]


def _wrapped(words: str, face: str, size: float, width: float) -> list[str]:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    lines: list[str] = []
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if line and stringWidth(longer, face, size) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def _centred(canvas: Canvas, middle: float, top: float, text: tuple[str, str, float], width: float) -> float:
    """Draw words, a face and a size centred below `top` and return where the next may begin."""
    return _drawn(canvas, partial(canvas.drawCentredString, middle), top, text, width, leading=1.25)


def _flowed(canvas: Canvas, left: float, top: float, text: tuple[str, str, float], width: float) -> float:
    """Draw words, a face and a size from `left` below `top` and return where the next may begin."""
    return _drawn(canvas, partial(canvas.drawString, left), top, text, width, leading=1.4)


def _drawn(
    canvas: Canvas,
    draw: Callable[[float, str], object],
    top: float,
    text: tuple[str, str, float],
    width: float,
    *,
    leading: float,
) -> float:
    words, face, size = text
    canvas.setFont(face, size)
    for line in _wrapped(words, face, size, width):
        top -= size * leading
        draw(top, line)
    return top


def _draw_frame(canvas: Canvas, paper: Certificate, scribble: Scribble) -> None:
    height, width = _A4
    colour = _house_colour(paper.issuer)
    canvas.setStrokeColor(colour)
    for inset, thickness in ((26, 2.4), (33, 0.6)):
        canvas.setLineWidth(thickness)
        canvas.rect(inset, inset, width - 2 * inset, height - 2 * inset)
    for x in (33, width - 33):
        for y in (33, height - 33):
            canvas.setFillGray(1)
            canvas.circle(x, y, 9, fill=1)
    canvas.setFillColor(colour)
    middle, room = width / 2, width - 160
    top = _centred(canvas, middle, height - 62, (paper.issuer, _BOLD, 13), room)
    top = _centred(canvas, middle, top - 26, (paper.heading, _BOLD, 38), room)
    canvas.setFillGray(_INK)
    top = _centred(canvas, middle, top - 24, ("toegekend aan", _ITALIC, 13), room)
    top = _centred(canvas, middle, top - 4, (paper.holder, _REGULAR, 28), room)
    top = _centred(canvas, middle, top - 18, (paper.subject, _BOLD, 17), room)
    for line in paper.lines:
        top = _centred(canvas, middle, top - 3, (line, _REGULAR, 12), room)
    canvas.setFont(_REGULAR, 11)
    canvas.drawString(84, 84, paper.dated)
    if paper.number:
        canvas.drawString(84, 66, f"Nummer {paper.number}")
    canvas.drawRightString(width - 84, 66, paper.signatory)
    scribble.sign(canvas, width - 230, 84, 130)


def _draw_band(canvas: Canvas, paper: Certificate, scribble: Scribble) -> None:
    width, height = _A4
    canvas.setFillColor(_house_colour(paper.issuer))
    canvas.rect(0, 0, 92, height, stroke=0, fill=1)
    canvas.saveState()
    canvas.setFillGray(1)
    canvas.translate(58, 70)
    canvas.rotate(90)
    canvas.setFont(_BOLD, 20)
    canvas.drawString(0, 0, paper.issuer)
    canvas.restoreState()
    left, room = 132, width - 132 - 60
    top = _flowed(canvas, left, height - 110, (paper.heading, _BOLD, 30), room)
    canvas.setFillGray(_INK)
    top = _flowed(canvas, left, top - 44, (paper.holder, _REGULAR, 21), room)
    top = _flowed(canvas, left, top - 6, ("heeft deelgenomen aan", _ITALIC, 12), room)
    top = _flowed(canvas, left, top - 6, (paper.subject, _BOLD, 17), room)
    top -= 14
    for line in paper.lines:
        top = _flowed(canvas, left, top - 2, (line, _REGULAR, 12), room)
    scribble.sign(canvas, left, 168, 130)
    _flowed(canvas, left, 160, (paper.signatory, _REGULAR, 11), room)
    _flowed(canvas, left, 130, (paper.dated, _REGULAR, 11), room)
    if paper.number:
        _flowed(canvas, left, 112, (f"Certificaatnummer {paper.number}", _REGULAR, 11), room)


def _draw_record(canvas: Canvas, paper: Certificate, scribble: Scribble) -> None:
    width, height = _A4
    colour = _house_colour(paper.issuer)
    canvas.setFillColor(colour)
    canvas.rect(0, height - 96, width, 96, stroke=0, fill=1)
    canvas.setFillGray(1)
    canvas.setFont(_BOLD, 22)
    canvas.drawString(64, height - 60, paper.heading)
    canvas.setFont(_REGULAR, 12)
    canvas.drawRightString(width - 64, height - 58, paper.issuer)
    canvas.setFillGray(_INK)
    top, room = height - 150, width - 128 - 150
    rows = [("Deelnemer", paper.holder), ("Onderdeel", paper.subject)]
    rows += [(label, value) if mark else ("", line) for line in paper.lines for label, mark, value in [_split(line)]]
    rows += [("Afgegeven", paper.dated), *([("Nummer", paper.number)] if paper.number else [])]
    for label, value in rows:
        canvas.setFont(_BOLD, 11)
        canvas.drawString(64, top - 15.4, label)
        bottom = _flowed(canvas, 214, top, (value, _REGULAR, 11), room) - 9
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(0.4)
        canvas.line(64, bottom, width - 64, bottom)
        top = bottom - 2
    scribble.sign(canvas, 214, top - 70, 120)
    _flowed(canvas, 214, top - 76, (paper.signatory, _REGULAR, 11), room)


def _split(line: str) -> tuple[str, str, str]:
    label, mark, value = line.partition(": ")
    return label, mark, value


def _draw_plain(canvas: Canvas, paper: Certificate, scribble: Scribble) -> None:
    """Draw it as an office program would years ago: with fonts that every reader has, and none of them embedded."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    width, height = _A4
    canvas.setFont("Times-Bold", 26)
    canvas.drawCentredString(width / 2, height - 140, paper.heading)
    canvas.setFont("Times-Roman", 13)
    top = height - 200
    for line in (f"Hierbij verklaart {paper.issuer} dat", paper.holder, "heeft deelgenomen aan", paper.subject):
        face = "Times-Bold" if line in (paper.holder, paper.subject) else "Times-Roman"
        size = 16.0 if face == "Times-Bold" else 13.0
        while stringWidth(line, face, size) > width - 120:
            size -= 0.5
        canvas.setFont(face, size)
        canvas.drawCentredString(width / 2, top, line)
        top -= 30
    canvas.setFont("Times-Roman", 12)
    for line in paper.lines:
        canvas.drawCentredString(width / 2, top, line)
        top -= 19
    canvas.drawString(90, top - 60, paper.dated)
    scribble.sign(canvas, 330, top - 66, 120)
    canvas.drawString(330, top - 84, paper.signatory)
    canvas.setFont("Courier", 9)
    canvas.drawCentredString(width / 2, 60, paper.number)


_LAYOUTS: Final[dict[CertificateLayout, Callable[[Canvas, Certificate, Scribble], None]]] = {
    CertificateLayout.FRAME: _draw_frame,
    CertificateLayout.BAND: _draw_band,
    CertificateLayout.RECORD: _draw_record,
    CertificateLayout.PLAIN: _draw_plain,
}


def _draw_attendance(canvas: Canvas, paper: AttendanceSheet, scribble: Scribble) -> None:
    width, height = _A4
    top = _flowed(canvas, 60, height - 60, (paper.heading, _BOLD, 20), width - 120) - 12
    for label, value in paper.facts:
        canvas.setFont(_BOLD, 11)
        canvas.drawString(60, top - 15.4, label)
        top = _flowed(canvas, 180, top, (value, _REGULAR, 11), width - 240) - 3
    columns = (60, 84, 190, 360, width - 60)
    top -= 22
    canvas.setLineWidth(0.6)
    rows = [("Initialen", "Rol"), *paper.participants]
    for number, (initials, role) in enumerate(rows):
        face = _BOLD if number == 0 else _REGULAR
        canvas.setFont(face, 11)
        canvas.drawString(columns[0] + 5, top - 22, str(number) if number else "")
        canvas.drawString(columns[1] + 5, top - 22, initials)
        canvas.drawString(columns[2] + 5, top - 22, role)
        if number:
            scribble.sign(canvas, columns[3] + 18, top - 24, 80)
        else:
            canvas.drawString(columns[3] + 5, top - 22, "Handtekening")
        canvas.rect(columns[0], top - 34, columns[-1] - columns[0], 34)
        for column in columns[1:-1]:
            canvas.line(column, top - 34, column, top)
        top -= 34


def _draw_letter(canvas: Canvas, paper: Letter, scribble: Scribble) -> None:
    width, height = _A4
    room, bottom = width - 150, 90
    canvas.setFillColor(_house_colour(paper.sender))
    top = _flowed(canvas, 75, height - 55, (paper.sender, _BOLD, 15), room)
    canvas.setFillGray(_INK)
    top = _flowed(canvas, 75, top - 40, (paper.dated, _REGULAR, 11), room)
    top = _flowed(canvas, 75, top - 6, (paper.subject, _BOLD, 13), room) - 10
    for paragraph in paper.paragraphs:
        lines = _wrapped(paragraph, _REGULAR, 11, room)
        if top - len(lines) * 15.4 < bottom:
            canvas.showPage()
            canvas.setFillGray(_INK)
            top = height - 70
        top = _flowed(canvas, 75, top, (paragraph, _REGULAR, 11), room) - 9
    if paper.signatory:
        scribble.sign(canvas, 75, top - 56, 130)
        _flowed(canvas, 75, top - 62, (paper.signatory, _REGULAR, 11), room)
