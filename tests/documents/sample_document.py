"""A complete dossier of somebody who does not exist, with every kind of block and page in it.

Run it to look at what the writer makes: python -m tests.documents.sample_document OUT.pdf
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from portfolio_app.documents.blocks import (
    Align,
    Annex,
    AnnexMedia,
    Attachment,
    Block,
    Bullets,
    Callout,
    ChartBlock,
    Column,
    Cover,
    Document,
    Entry,
    FieldList,
    Heading,
    KeyFigure,
    KeyFigures,
    Meter,
    Paragraph,
    Picture,
    Row,
    Run,
    SignatureBlock,
    Table,
    Tone,
    plain,
)
from portfolio_app.documents.charts import RadarChart, Series, Span, StackedBars, Timeline
from portfolio_app.documents.pdf import write_pdf
from tests.documents import evidence_files

SENTENCES = (
    "De mantelzorger gaf aan dat de nachten zwaarder werden en dat zij niet goed wist bij wie zij terechtkon.",
    "In het gesprek heb ik eerst samengevat wat ik hoorde, en pas daarna gevraagd wat haar nu het meest zou helpen.",
    "Achteraf zie ik dat ik te snel een oplossing zocht: de vraag erachter kwam pas in het tweede gesprek op tafel.",
    "Met de huisarts en de wijkverpleegkundige is afgesproken wie wanneer belt, en wat we doen als dat niet lukt.",
    "De cliënt wil zo lang mogelijk thuis blijven wonen; dat is het uitgangspunt van het plan, niet de uitkomst ervan.",
    "Ik heb de afspraken schriftelijk bevestigd, in gewone taal, en gevraagd of het zo klopte.",
)


def text(start: int, count: int) -> str:
    return " ".join(SENTENCES[(start + at) % len(SENTENCES)] for at in range(count))


def annex(label: str, title: str, back: str, content: bytes, media: AnnexMedia, back_text: str) -> Annex:
    return Annex(
        label,
        title,
        f"annex-{label}",
        back,
        back_text,
        media,
        lambda: content,
        hashlib.sha256(content).hexdigest(),
        f"{label}.bin",
    )


def career() -> tuple[Block, ...]:
    timeline = Timeline(
        ("Werk", "Registraties", "Opleiding"),
        (
            Span("Werk", "Casemanager dementie", 2019.3, 2026.0),
            Span("Werk", "Wijkverpleegkundige", 2014.0, 2019.3),
            Span("Werk", "Vrijwilliger", 2016.5, 2017.5),
            Span("Registraties", "Register A", 2020.0, 2026.0),
            Span("Registraties", "Register B", 2022.5, 2026.0),
            Span("Opleiding", "Hbo-verpleegkunde", 2010.0, 2014.0),
            Span("Opleiding", "Post-hbo casemanagement", 2018.7, 2019.5),
        ),
    )
    return (
        Heading(1, "Loopbaan", "career"),
        Paragraph(
            plain("Vijftien jaar ervaring in de zorg thuis, waarvan zeven als casemanager: " + SENTENCES[4]), lead=True
        ),
        ChartBlock(
            timeline,
            "Tijdlijn: werk, registraties en opleiding van 2010 tot 2026",
            170,
            "Werk, registraties en opleiding",
        ),
        Heading(2, "Werkervaring", "work"),
        Entry(
            "mrt 2019 – heden",
            "Casemanager dementie",
            "Stichting Voorbeeldzorg, Utrecht · 32 uur per week",
            (
                Paragraph(plain(text(0, 2))),
                Bullets(
                    (
                        plain("Aanspreekpunt voor 45 cliënten en hun naasten."),
                        plain(text(3, 1)),
                        plain("Scholing van collega's."),
                    )
                ),
            ),
            anchor="job-1",
        ),
        Entry("2014 – 2019", "Wijkverpleegkundige", "Thuiszorg De Linde, Amersfoort", (Paragraph(plain(text(2, 1))),)),
        Heading(2, "Persoon", "person"),
        FieldList(
            (
                ("Naam", plain("A. de Vries-van Dongen")),
                ("Registratienummer", plain("12345678")),
                ("Verklaring omtrent het gedrag", plain("Afgegeven op 3 februari 2025")),
                ("Toelichting", plain(text(1, 2))),
            )
        ),
        Picture(evidence_files.photo(300, 360), "Pasfoto", 90),
    )


def education() -> tuple[Block, ...]:
    columns = (
        Column("Datum", 1.2),
        Column("Scholing", 4),
        Column("Aanbieder", 2.2),
        Column("Uren", 0.8, Align.RIGHT),
        Column("Punten", 0.8, Align.RIGHT),
        Column("Bewijs", 0.8),
    )
    titles = (
        "Palliatieve zorg bij dementie",
        "Intervisie",
        "Motiverende gespreksvoering voor gevorderden in de thuissituatie",
        "Wet zorg en dwang",
    )
    rows = []
    for year in (2024, 2025):
        rows.append(
            Row(
                (plain(str(year)), plain("Geaccrediteerde scholing en intervisie"), (), plain("62,5"), plain("48"), ()),
                strong=True,
            )
        )
        for number in range(22):
            target = f"annex-A-{number % 5 + 1}" if year == 2024 and number < 5 else ""
            rows.append(
                Row(
                    (
                        plain(f"{number + 3:02d}-{number % 12 + 1:02d}-{year}"),
                        plain(titles[number % 4]),
                        plain("Academie <b>Voorbeeld</b>" if number == 3 else "Academie Voorbeeld"),
                        plain(f"{number / 2 + 1:.1f}".replace(".", ",")),
                        plain(str(number % 7)),
                        (Run(f"A-{number % 5 + 1}", target=target),) if target else plain("—"),
                    ),
                    anchor=f"activity-{year}-{number}",
                )
            )
    bars = StackedBars(
        ("2021", "2022", "2023", "2024", "2025"),
        (
            Series("Geaccrediteerd", (32, 40.5, 28, 44, 30)),
            Series("Intervisie", (8, 10, 12, 8, 9)),
            Series("Niet-geaccrediteerd", (12, 4, 6, 10, 2)),
        ),
        "uren",
    )
    return (
        Heading(1, "Scholing en intervisie", "education"),
        KeyFigures(
            (
                KeyFigure("174,5 uur", "geaccrediteerde scholing", Tone.GOOD),
                KeyFigure("47 uur", "intervisie", Tone.GOOD),
                KeyFigure("12 van 20", "reflecties uitgewerkt", Tone.ATTENTION),
                KeyFigure("31-12-2026", "einde van de registratieperiode"),
            )
        ),
        Meter(
            "Geaccrediteerde scholing",
            0.87,
            "174,5 uur",
            "200 uur",
            "Nog 25,5 uur",
            Tone.ATTENTION,
            "Er is tijd tot en met 31 december 2026.",
        ),
        Meter("Intervisie", 1.0, "47 uur", "40 uur", "Voldaan", Tone.GOOD),
        Meter("Reflectieverslagen", 0.0, "0", "2", "Ontbreekt", Tone.ATTENTION),
        Callout(
            (
                Run("Drie activiteiten hebben nog geen bewijs. "),
                Run("Zie de eerste", target="activity-2025-1"),
                Run(" in de tabel."),
            ),
            Tone.ATTENTION,
        ),
        Heading(2, "Uren per jaar", "hours"),
        ChartBlock(bars, "Uren per jaar: 2021 52, 2022 54,5, 2023 46, 2024 62, 2025 41", 220, "Uren per jaar en soort"),
        Heading(2, "Activiteiten", "activities"),
        Table(columns, tuple(rows), "Activiteiten per jaar met uren, punten en bewijs", row_header=1),
    )


def competences() -> tuple[Block, ...]:
    radar = RadarChart(
        (
            "Samenwerken",
            "Communicatie",
            "Regie op het zorgproces",
            "Signaleren en handelen",
            "Professionaliteit",
            "Kennis delen",
            "Ethiek",
        ),
        (
            Series("Vereist", (3, 3, 3, 3, 3, 3, 3)),
            Series("Nulmeting 2021", (2, 3, 2, 3, 3, 1, 2)),
            Series("Nu", (4, 4, 3, 5, 4, 3, None)),
        ),
    )
    return (
        Heading(1, "Competenties", "competences"),
        Paragraph(plain(text(0, 3))),
        ChartBlock(
            radar, "Competenties nu, bij de nulmeting en vereist, op een schaal van 1 tot 5", 300, "Zelfbeoordeling"
        ),
        Callout(plain("Alle competenties zijn op of boven het vereiste niveau."), Tone.GOOD),
        Callout(plain(text(2, 1))),
    )


def reflections() -> tuple[Block, ...]:
    blocks: list[Block] = [Heading(1, "Reflecties", "reflections")]
    for number in range(1, 5):
        blocks += [
            Heading(2, f"Reflectie {number}: de vraag achter de vraag", f"reflection-{number}"),
            FieldList((("Datum", plain(f"{number} maart 2025")), ("Model", plain("STARR")))),
            Heading(3, "Situatie", f"reflection-{number}-s"),
            Paragraph(plain(text(number, 5))),
            Heading(3, "Wat ik ervan leerde", f"reflection-{number}-r"),
            Paragraph(
                (
                    Run("Dit hangt samen met "),
                    Run("de scholing over palliatieve zorg bij dementie", target="activity-2024-0"),
                    Run(" en met "),
                    Run("mijn eigen ", italic=True),
                    Run("uitgangspunten", bold=True),
                    Run(". " + text(number + 1, 4)),
                )
            ),
            Paragraph(plain("This paragraph was written in English for a colleague abroad."), language="en"),
        ]
    return tuple(blocks)


def signing() -> tuple[Block, ...]:
    return (
        Heading(1, "Verklaring", "declaration"),
        Paragraph(plain("Ik verklaar dat dit dossier naar waarheid is ingevuld.")),
        SignatureBlock(
            "A. de Vries-van Dongen", "Casemanager dementie, registratienummer 12345678", "Utrecht", "15 januari 2026"
        ),
    )


def evidence() -> tuple[Annex, ...]:
    make: tuple[tuple[str, Callable[[], bytes], AnnexMedia], ...] = (
        ("Certificaat palliatieve zorg", lambda: evidence_files.certificate(pages=2), AnnexMedia.PDF),
        (
            "Presentielijst intervisie (liggend)",
            lambda: evidence_files.certificate(size=(841.89, 595.28)),
            AnnexMedia.PDF,
        ),
        ("Foto van een certificaat", lambda: evidence_files.photo(1200, 800, orientation=6), AnnexMedia.JPEG),
        ("Schermafdruk", evidence_files.drawing, AnnexMedia.PNG),
        ("Beveiligd certificaat", evidence_files.encrypted, AnnexMedia.PDF),
        ("Nogmaals het certificaat palliatieve zorg", lambda: evidence_files.certificate(pages=2), AnnexMedia.PDF),
    )
    return tuple(
        annex(f"A-{number}", title, f"activity-2024-{number - 1}", content(), media, f"{titles} 2024")
        for number, (title, content, media) in enumerate(make, 1)
        for titles in ("scholing",)
    )


def sample_document() -> Document:
    """A dossier with cover, contents, every kind of block, annexes that work and one that does not."""
    return Document(
        title="Dossier voor herregistratie",
        author="A. de Vries-van Dongen",
        subject="Registratieperiode 2021–2026",
        language="nl",
        dated=date(2026, 1, 15),
        body=career() + education() + competences() + reflections() + signing(),
        cover=Cover(
            "Dossier voor herregistratie",
            "A. de Vries-van Dongen",
            "Casemanager dementie · registratieperiode 2021–2026",
            (("Register", "Voorbeeldregister casemanagers"), ("Nummer", "12345678"), ("Peildatum", "15 januari 2026")),
        ),
        contents=True,
        running_head="Dossier A. de Vries-van Dongen",
        annexes=evidence(),
        attachments=(Attachment("dossier.json", "application/json", b'{"version":1}', "De gegevens van dit dossier"),),
        keywords=("dossier", "herregistratie"),
    )


def sample_cv() -> Document:
    """A short document without cover or contents."""
    return Document(
        title="A. de Vries-van Dongen",
        author="A. de Vries-van Dongen",
        subject="Curriculum vitae",
        language="nl",
        dated=date(2026, 1, 15),
        body=career(),
    )


def in_two_languages() -> tuple[Block, ...]:
    """English text in which a person's own Dutch words stand, everywhere where they may stand."""
    own = Run("eigen woorden", language="nl")
    return (
        Heading(1, "Eigen kop", "chapter", language="nl"),
        Paragraph((Run("Learnt. ", bold=True, language="en"), Run("Veel geleerd.")), language="nl"),
        Paragraph((Run("See "), replace(own, target="row"), Run("."))),
        Bullets(((own,), (Run("about "), own))),
        FieldList((("Label", (own,)), ("Label", (own, Run(" twice"))))),
        Callout((own,)),
        Entry("2024", "Eigen titel", "Employer", (Paragraph((own, Run(" · "), own)),), language="nl"),
        Table(
            (Column("What"), Column("Which")),
            (
                Row(((own,), plain("English")), anchor="row"),
                Row((plain("English"), (replace(own, target="row"), Run(" A-12")))),
            ),
            "summary",
            row_header=0,
        ),
    )


if __name__ == "__main__":
    print(write_pdf(sample_document(), Path(sys.argv[1])))
    print(write_pdf(sample_cv(), Path(sys.argv[1]).with_suffix(".cv.pdf")))
