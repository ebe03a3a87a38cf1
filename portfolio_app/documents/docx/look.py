"""The look of a Word document: A4, styles with our own sizes and colours, language, running head and metadata."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Final

from docx.document import Document as WordDocument
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from portfolio_app.common.text import Language
from portfolio_app.documents.blocks import Document

FACE: Final = "Calibri"
"""On every machine that opens DOCX there is this face, or one of the same measures."""

INK: Final = RGBColor(0x1C, 0x22, 0x26)
QUIET: Final = RGBColor(0x59, 0x64, 0x6B)
ACCENT: Final = RGBColor(0x17, 0x50, 0x6A)
GOOD: Final = RGBColor(0x22, 0x61, 0x3F)
ATTENTION: Final = RGBColor(0x97, 0x48, 0x00)

MARGIN_COLUMN: Final = Pt(104)
"""How far the main column stands from the left margin: dates and labels stand before it."""

TEXT_WIDTH: Final = Mm(210 - 2 * 20)

_LOCALES: Final[dict[Language, str]] = {"nl": "nl-NL", "en": "en-GB"}

_SIZES: Final = {
    "Title": (26, ACCENT, True, 0, 0),
    "Subtitle": (13, QUIET, False, 0, 10),
    "Heading 1": (22, ACCENT, True, 0, 14),
    "Heading 2": (14, ACCENT, True, 16, 4),
    "Heading 3": (11.5, INK, True, 10, 2),
    "Normal": (10.5, INK, False, 0, 4),
    "List Bullet": (10.5, INK, False, 0, 2),
}


def locale_of(language: Language) -> str:
    """Return the language as Word names it."""
    return _LOCALES[language]


def dress(word: WordDocument, document: Document) -> None:
    """Give an empty Word document our page, styles, language, running head and metadata."""
    _set_page(word)
    _set_styles(word, document.language)
    _set_running_text(word, document.running_head or document.title)
    _set_properties(word, document)


def _set_page(word: WordDocument) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    section.header_distance = section.footer_distance = Mm(10)


def _set_styles(word: WordDocument, language: Language) -> None:
    for name, (size, colour, bold, before, after) in _SIZES.items():
        style = word.styles[name]
        if not isinstance(style, ParagraphStyle):
            raise TypeError(f"{name} is no style of paragraphs")
        style.font.name, style.font.size = FACE, Pt(size)
        style.font.bold, style.font.color.rgb = bold, colour
        style.font.italic = False
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.1
        _use_face_everywhere(style)
    _drop_border(word.styles["Title"])
    _set_language(word, language)


def _use_face_everywhere(style: ParagraphStyle) -> None:
    """Let the face hold for every script; headings of the template name the theme's own."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FACE)


def _drop_border(style: object) -> None:
    properties = getattr(style, "element").pPr  # noqa: B009 - the type of a style is not told by the library
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _set_language(word: WordDocument, language: Language) -> None:
    for found in word.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), locale_of(language))
        found.set(qn("w:eastAsia"), locale_of(language))
    settings = word.settings.element
    for theme in settings.findall(qn("w:themeFontLang")):
        theme.set(qn("w:val"), locale_of(language))


def _set_running_text(word: WordDocument, head: str) -> None:
    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_PARAGRAPH_ALIGNMENT.LEFT
    paragraph.paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, alignment=WD_TAB_ALIGNMENT.RIGHT)
    run = paragraph.add_run(f"{head}\t")
    run.font.size, run.font.color.rgb = Pt(8), QUIET
    number = paragraph.add_run()
    number.font.size, number.font.color.rgb = Pt(8), QUIET
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        if code:
            element = OxmlElement("w:instrText")
            element.text = code
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        number._r.append(element)  # noqa: SLF001 - the library has no fields


def _set_properties(word: WordDocument, document: Document) -> None:
    known = word.core_properties
    moment = datetime.combine(document.dated, time(12), tzinfo=UTC)
    known.title, known.subject, known.author = document.title, document.subject, document.author
    known.last_modified_by = document.author
    known.keywords = ", ".join(document.keywords)[:255]
    known.comments = known.category = known.content_status = known.identifier = known.version = ""
    known.language = locale_of(document.language)
    known.created = known.modified = known.last_printed = moment
    known.revision = 1
