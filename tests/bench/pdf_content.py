"""The dossier that PDF speed is measured with: 300 activities, 120 reflections of 400 words, charts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from portfolio_app.documents.blocks import (
    Align,
    Attachment,
    Block,
    ChartBlock,
    Column,
    Cover,
    Document,
    Entry,
    Heading,
    Paragraph,
    Row,
    Run,
    Table,
    plain,
)
from portfolio_app.documents.charts import RadarChart, Series, StackedBars

_SYLLABLES = (  # noqa: SIM905 - read better as words
    "be ver ont ge aan op uit door zorg werk taal kind huis plan doel zin "
    "tra per con in der ling heid ing lijk baar en er ij oe aa eu ië é"
).split()
_COMMON = "de het een van en in is dat op te met voor niet zijn aan er ook als maar om dan zij bij nog naar".split()  # noqa: SIM905
_PROVIDERS = ("Academie Voorbeeld", "Hogeschool De Linde", "Regionaal Leerhuis", "Vereniging Zorg & Zo")


class Numbers:
    """A small generator of its own, so that the content is the same on every version of Python."""

    def __init__(self, seed: int) -> None:
        self._state = (seed * 2862933555777941757 + 3037000493) % 2**64

    def below(self, limit: int) -> int:
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self._state >> 33) % limit


@dataclass(frozen=True, slots=True)
class Activity:
    number: int
    day: date
    title: str
    provider: str
    hours: float
    points: int


@dataclass(frozen=True, slots=True)
class Reflection:
    number: int
    title: str
    paragraphs: tuple[str, ...]
    activity: int


@dataclass(frozen=True, slots=True)
class Content:
    activities: tuple[Activity, ...]
    reflections: tuple[Reflection, ...]
    positions: tuple[tuple[str, str, str], ...]


class _Author:
    """Writes text with about the spread of words that real Dutch has."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        made = set(_COMMON)
        self._words = list(_COMMON)
        while len(self._words) < 5_000:
            word = "".join(_SYLLABLES[numbers.below(len(_SYLLABLES))] for _ in range(2 + numbers.below(3)))
            if word not in made:
                made.add(word)
                self._words.append(word)

    def words(self, count: int) -> str:
        size = len(self._words)
        return " ".join(self._words[int(size ** (self._numbers.below(1 << 20) / (1 << 20))) - 1] for _ in range(count))

    def sentences(self, words: int) -> str:
        out, left = [], words
        while left > 0:
            count = min(left, 7 + self._numbers.below(12))
            out.append(self.words(count).capitalize() + ".")
            left -= count
        return " ".join(out)


def content() -> Content:
    numbers = Numbers(7)
    author = _Author(numbers)
    activities = tuple(
        Activity(
            number,
            date(2021 + number // 60, 1 + numbers.below(12), 1 + numbers.below(28)),
            author.words(4 + numbers.below(6)).capitalize(),
            _PROVIDERS[numbers.below(4)],
            (1 + numbers.below(32)) / 2,
            numbers.below(12),
        )
        for number in range(300)
    )
    reflections = tuple(
        Reflection(
            number,
            author.words(5).capitalize(),
            tuple(author.sentences(100) for _ in range(4)),
            numbers.below(300),
        )
        for number in range(120)
    )
    positions = tuple(
        (f"{2000 + number} – {2001 + number}", author.words(4).capitalize(), author.sentences(30))
        for number in range(24)
    )
    return Content(activities, reflections, positions)


AXES = (
    "Samenwerken",
    "Communicatie",
    "Regie",
    "Signaleren",
    "Professionaliteit",
    "Kennis delen",
    "Ethiek",
    "Ontwikkelen",
)
BEFORE = (2, 3, 2, 3, 3, 1, 2, 2)
NOW = (4, 4, 3, 5, 4, 3, 4, 3)
YEARS = ("2021", "2022", "2023", "2024", "2025")
ACCREDITED = (32.0, 40.5, 28.0, 44.0, 30.0)
PEER = (8.0, 10.0, 12.0, 8.0, 9.0)


def as_document(made: Content) -> Document:
    body: list[Block] = [Heading(1, "Loopbaan", "career")]
    body += [Entry(period, title, "", (Paragraph(plain(told)),)) for period, title, told in made.positions]
    body.append(Heading(1, "Scholing", "education"))
    columns = (
        Column("Datum", 1.1),
        Column("Scholing", 4),
        Column("Aanbieder", 2),
        Column("Uren", 0.7, Align.RIGHT),
        Column("Punten", 0.7, Align.RIGHT),
        Column("Bewijs", 0.7),
    )
    for year in range(2021, 2026):
        rows = tuple(
            Row(
                (
                    plain(f"{each.day:%d-%m-%Y}"),
                    plain(each.title),
                    plain(each.provider),
                    plain(f"{each.hours:.1f}".replace(".", ",")),
                    plain(str(each.points)),
                    (Run(f"E-{each.number}", target=f"index-{each.number}"),),
                ),
                anchor=f"activity-{each.number}",
            )
            for each in made.activities
            if each.number // 60 + 2021 == year
        )
        body += [Heading(2, f"Jaar {year}", f"year-{year}"), Table(columns, rows, f"Activiteiten in {year}")]
    body.append(
        ChartBlock(
            StackedBars(YEARS, (Series("Geaccrediteerd", ACCREDITED), Series("Intervisie", PEER)), "uren"),
            "Uren per jaar",
            220,
        )
    )
    body.append(Heading(1, "Reflecties", "reflections"))
    for each in made.reflections:
        body.append(Heading(2, f"{each.number + 1} {each.title}", f"reflection-{each.number}"))
        body += [Paragraph(plain(told)) for told in each.paragraphs]
        body.append(Paragraph((Run("Bewijs: "), Run(f"E-{each.activity}", target=f"index-{each.activity}"))))
    body.append(Heading(1, "Competenties", "competences"))
    body.append(
        ChartBlock(
            RadarChart(AXES, (Series("Nulmeting", BEFORE), Series("Nu", NOW))),
            "Competenties nu en bij de nulmeting",
            300,
        )
    )
    body.append(Heading(1, "Bewijsstukken", "index"))
    rows = tuple(
        Row((plain(f"E-{each.number}"), plain(each.title), plain(each.provider)), anchor=f"index-{each.number}")
        for each in made.activities
    )
    body.append(Table((Column("Nummer", 1), Column("Scholing", 5), Column("Aanbieder", 3)), rows, "Bewijsstukken"))
    facts = (("Register", "Voorbeeldregister"), ("Peildatum", "15 januari 2026"))
    return Document(
        title="Dossier voor herregistratie",
        author="A. Voorbeeld",
        subject="2021–2025",
        language="nl",
        dated=date(2026, 1, 15),
        body=tuple(body),
        cover=Cover("Dossier", "A. Voorbeeld", "2021–2025", facts),
        contents=True,
        attachments=(Attachment("dossier.json", "application/json", as_json(made), "Gegevens"),),
    )


def as_json(made: Content) -> bytes:
    """What the Typst template reads, and what the PDF carries along."""
    plainly = {
        "positions": [list(each) for each in made.positions],
        "activities": [
            [
                each.number // 60 + 2021,
                f"{each.day:%d-%m-%Y}",
                each.title,
                each.provider,
                f"{each.hours:.1f}",
                str(each.points),
                each.number,
            ]
            for each in made.activities
        ],
        "reflections": [
            [each.number + 1, each.title, list(each.paragraphs), each.activity] for each in made.reflections
        ],
        "axes": list(AXES),
        "before": list(BEFORE),
        "now": list(NOW),
        "years": list(YEARS),
        "accredited": list(ACCREDITED),
        "peer": list(PEER),
    }
    return json.dumps(plainly, ensure_ascii=False).encode("utf-8")
