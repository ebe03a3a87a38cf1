"""The front page of an archive: whose it is, what is in it and where, and how to use it without the program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from portfolio_app.common.text import CountedText, Language, Text
from portfolio_app.domain.counted import EVIDENCE, OPERATIONS, RECORDS
from portfolio_app.domain.fields import Area
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.records.person import Person
from portfolio_app.domain.values.dates import show_date
from portfolio_app.exchange.archive.book import FRONT, Book, other_language, page_path
from portfolio_app.exchange.archive.history_pages import HISTORY
from portfolio_app.exchange.archive.history_pages import TITLE as HISTORY_TITLE
from portfolio_app.exchange.archive.html import PAGE_END, bullets, image, link, page_start, text

_TITLE: Final = Text("Portfolio van {name}", "Portfolio of {name}")
_NAMELESS: Final = Text("Beroepsportfolio", "Professional portfolio")
_LEAD: Final = Text(
    "Volledig archief van {day}: {records}, {evidence}, {operations}.",
    "Complete archive of {day}: {records}, {evidence}, {operations}.",
)
_NOTICE: Final = Text(
    "Dit archief bevat alles: ook wat alleen voor uzelf bestemd is, wat over anderen gaat en wat u "
    "verwijderde maar niet wiste. Geef het niet uit handen en bewaar het op een veilige plaats. Voor "
    "een opdrachtgever of een register maakt u een cv of een dossier.",
    "This archive holds everything: also what is only for yourself, what is about other people, and "
    "what you deleted but did not erase. Do not give it to anyone, and keep it in a safe place. For "
    "a client or a register, make a CV or a dossier.",
)
_CONTENTS: Final = Text("Wat erin staat", "What is in it")
_DONE: Final = Text("Wat er is gedaan", "What was done")
_ABSENT: Final = CountedText(
    Text(
        "1 bewijsstuk ontbrak of was beschadigd toen dit archief werd gemaakt, en staat er niet in.",
        "1 piece of evidence was missing or damaged when this archive was made, and is not in it.",
    ),
    Text(
        "{n} bewijsstukken ontbraken of waren beschadigd toen dit archief werd gemaakt, en staan er niet in.",
        "{n} pieces of evidence were missing or damaged when this archive was made, and are not in it.",
    ),
)
_FILES: Final = Text("De bestanden", "The files")
_FOLDERS: Final = (
    ("pages/", Text("deze bladzijden, om te lezen en af te drukken", "these pages, to read and to print")),
    ("evidence/", Text("de bewijsstukken, onder hun eigen naam", "the evidence, under its own names")),
    ("csv/", Text("dezelfde gegevens voor een rekenblad", "the same records for a spreadsheet")),
    ("data/, history/", Text("alles als JSON, voor programma's", "everything as JSON, for programs")),
    ("registers/", Text("de registergegevens en regels van die dag", "the register data and rules of that day")),
    ("spelling/", Text("uw eigen woorden voor de spelling, als u die hebt", "your own words for the spelling, if any")),
    ("schemas/", Text("beschrijving van de JSON-bestanden", "description of the JSON files")),
    ("manifest.json", Text("SHA-256 en omvang van elk bestand", "SHA-256 and size of every file")),
)
_USE: Final = Text("Gebruiken", "Using it")
_HOW: Final = (
    Text(
        "Lezen kan zonder het programma: elke browser toont deze bladzijden, ook zonder internet.",
        "You can read it without the program: every browser shows these pages, also without the internet.",
    ),
    Text(
        "Terugzetten kan met Vakdossier: vakdossier import PORTFOLIO BESTAND. In een nieuw portfolio "
        "komt alles terug, met kenmerken, bewijsstukken en geschiedenis. Gebruik daarvoor het "
        "zip-bestand zelf, zonder het uit te pakken.",
        "Vakdossier can restore it: vakdossier import PORTFOLIO FILE. Into a new portfolio everything "
        "returns, with ids, evidence and history. Use the zip file itself for that, without unpacking it.",
    ),
)


def front_page(person: Person | None, photo: str, book: Book, language: Language) -> Iterator[str]:
    """Give the pieces of the front page.

    Args:
        person: whose portfolio it is, when known.
        photo: path of the portrait in the archive; empty for none.
        book: what all pages know.
        language: of the page.
    """
    name = person.full_name() if person else ""
    title = (_TITLE.fill(name=name) if name else _NAMELESS).say(language)
    yield page_start(title, language, subtitle=book.subtitle(language), up="", other=FRONT[other_language(language)])
    portrait = image(photo) if photo else ""
    files = sum(bool(each.path) for each in book.evidence.values())
    day = Text(show_date(book.made_on, "nl"), show_date(book.made_on, "en"))
    lead = _LEAD.fill(
        day=day,
        records=RECORDS.of(sum(book.counts.values())),
        evidence=EVIDENCE.of(files),
        operations=OPERATIONS.of(book.operations),
    )
    yield f'<div class="person">{portrait}<div><h1>{text(title)}</h1>\n'
    yield f'<p class="lead">{text(lead.say(language))}</p></div></div>\n'
    yield f'<p class="notice">{text(_NOTICE.say(language))}</p>\n'
    absent = len(book.evidence) - files
    if absent:
        yield f'<p class="notice">{text(_ABSENT.of(absent).say(language))}</p>\n'
    yield f"<h2>{text(_CONTENTS.say(language))}</h2>\n"
    yield bullets(_areas(book, language), "areas")
    yield f"<h2>{text(_FILES.say(language))}</h2>\n<table><tbody>\n"
    for folder, what in _FOLDERS:
        yield f"<tr><td><code>{folder}</code></td><td>{text(what.say(language))}</td></tr>\n"
    yield f"</tbody></table>\n<h2>{text(_USE.say(language))}</h2>\n"
    for how in _HOW:
        yield f"<p>{text(how.say(language))}</p>\n"
    yield PAGE_END


def photo_of(person: Person | None, portrait: Evidence | None, book: Book) -> str:
    """Return the path of the person's portrait in the archive; empty when there is none that a browser shows."""
    if person is None or portrait is None or not portrait.media_type.startswith("image/"):
        return ""
    archived = book.evidence.get(portrait.sha256)
    return archived.path if archived else ""


def _areas(book: Book, language: Language) -> Iterator[str]:
    for area in Area:
        kinds = [kind for kind in book.kinds if kind.area is area]
        items = [
            link(page_path(language, kind.key), kind.plural.say(language))
            + f'<span class="count">{book.counts[kind.key]}</span>'
            for kind in kinds
        ]
        if items:
            yield f"<h3>{text(area.label.say(language))}</h3>{bullets(items)}"
    if book.operations:
        said = link(page_path(language, HISTORY), HISTORY_TITLE.say(language))
        yield f"<h3>{text(_DONE.say(language))}</h3>" + bullets([f'{said}<span class="count">{book.operations}</span>'])
