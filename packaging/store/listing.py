"""What the stores say of the program, in both languages; all that they are given is derived from this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from portfolio_app import __version__
from portfolio_app.common.text import NO_TEXT, Language, Text


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of the window.

    Attributes:
        place: the name of the place in `tour.py`.
        theme: in which colours.
        caption: what is to be seen on it.
    """

    place: str
    theme: Literal["light", "dark"]
    caption: Text

    def file(self, language: Language) -> str:
        """Return where the picture stands, below the folder of the listing."""
        return f"{language}/{self.place}.png"


@dataclass(frozen=True, slots=True)
class Release:
    """A version that was given out, when, and what is new in it; the first has nothing that is new."""

    version: str
    on: date
    news: Text = NO_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A program as the stores show it.

    Attributes:
        identifier: what software centres know it by, in small letters: a domain of whoever publishes it, backwards,
            and its name.
        command: what starts it, and what its window, its icon and its desktop entry are called.
        licence: the SPDX name of its licence.
        developer: who makes it.
        homepage: where it is at home; empty as long as it is nowhere. The pictures are then at `pictures/` there.
        generic: what sort of program it is.
        summary: what it is, in a few words.
        short: what it does for a person, in two sentences.
        description: the same at length, a paragraph each.
        features: what it can do, a line each.
        keywords: by what people may look for it.
        releases: the versions, newest first.
        shots: the pictures, the most telling first.
    """

    name: str
    identifier: str
    command: str
    licence: str
    developer: str
    homepage: str = ""
    generic: Text
    summary: Text
    short: Text
    description: tuple[Text, ...]
    features: tuple[Text, ...]
    keywords: tuple[Text, ...]
    releases: tuple[Release, ...]
    shots: tuple[Shot, ...]


LISTING: Final = Listing(
    name="Vakdossier",
    # It has no home on the web yet: whoever publishes it puts a domain of their own here, and sets `homepage`.
    identifier="nl.vakdossier.vakdossier",
    command="vakdossier",
    licence="Apache-2.0",
    developer="Vakdossier",
    generic=Text("Professioneel portfolio", "Professional portfolio"),
    summary=Text("Portfolio voor casemanagers", "Portfolio for case managers"),
    short=Text(
        "Alles wat uw register en uw beroepscode van u vragen op één plaats, versleuteld op uw eigen computer. U ziet"
        " meteen waar u staat en wat er ontbreekt, en maakt in seconden een dossier dat klopt.",
        "Everything that your register and your code of conduct ask of you in one place, encrypted on your own"
        " computer. You see at once where you stand and what is missing, and make a sound dossier in seconds.",
    ),
    description=(
        Text(
            "Vakdossier is het professionele portfolio van één casemanager. Uw cv, scholing en intervisie, reflecties,"
            " competenties, ontwikkelplan, wet- en regelgeving, toestemmingen en integriteit staan bij elkaar, met de"
            " bewijsstukken erbij.",
            "Vakdossier is the professional portfolio of one case manager. Your CV, training and intervision,"
            " reflections, competences, development plan, laws and regulations, permissions and integrity are kept"
            " together, with the evidence.",
        ),
        Text(
            "Het overzicht laat per register zien wat u hebt, wat meetelt en waarom, wat er nog ontbreekt en wanneer"
            " dat er moet zijn. Daaruit maakt u een dossier als PDF: volledig, met bewijsstukken als bijlagen,"
            " toegankelijk, houdbaar en door iedereen te controleren.",
            "The overview shows for each register what you have, what counts and why, what is still missing and when"
            " it must be there. From it you make a dossier as PDF: complete, with the evidence as annexes, accessible,"
            " made to last, and for anybody to check.",
        ),
        Text(
            "Uw gegevens staan versleuteld op uw eigen computer. Het programma maakt geen verbinding met internet en"
            " er is geen account. Wat over cliënten gaat, blijft binnen: wat op een persoonsgegeven lijkt, houdt een"
            " document tegen tot u hebt beslist.",
            "Your records stay encrypted on your own computer. The program makes no connection to the internet, and"
            " there is no account. What is about clients stays inside: anything that looks like a personal detail"
            " stops a document until you have decided.",
        ),
    ),
    features=(
        Text(
            "Stand per register, met wat meetelt, wat ontbreekt en een vooruitblik",
            "Standing for each register, with what counts, what is missing and a forecast",
        ),
        Text(
            "Dossier als PDF/A-3a en PDF/UA-1, met bijlagen en een controle vooraf",
            "Dossier as PDF/A-3a and PDF/UA-1, with annexes and a check beforehand",
        ),
        Text(
            "Cv in uw eigen versies, Nederlands en Engels naast elkaar, als PDF, Word of JSON",
            "CV in versions of your own, Dutch and English side by side, as PDF, Word or JSON",
        ),
        Text(
            "Certificaten en scans erin slepen; het formulier is al ingevuld",
            "Drop certificates and scans into it; the form is filled in already",
        ),
        Text("Reflecties volgens STARR, Gibbs, Korthagen of Kolb", "Reflections by STARR, Gibbs, Korthagen or Kolb"),
        Text(
            "Alle competenties scoren op één blad, nu tegenover eerder en het gevraagde niveau",
            "All competences scored on one sheet, now against before and the level that is asked",
        ),
        Text(
            "Toestemmingen van vastlegging tot intrekking, met elke uitwisseling",
            "Permissions from giving to withdrawal, with each exchange",
        ),
        Text(
            "Regels van uw register zelf bekijken, kopiëren en aanpassen",
            "Look at the rules of your register, copy and change them",
        ),
        Text(
            "Versleuteld portfolio, herstelsleutel, gecontroleerde reservekopieën, ongedaan maken na elke stap",
            "Encrypted portfolio, recovery key, backups that are checked, undo after every step",
        ),
        Text(
            "Alles gaat eruit in open formaten en komt er zonder verlies weer in",
            "Everything goes out in open formats and comes back in without loss",
        ),
        Text(
            "Geheel met het toetsenbord te bedienen, licht en donker, tekst tot 200%",
            "Keyboard for everything, light and dark, text up to 200%",
        ),
    ),
    keywords=(
        Text("casemanager", "case manager"),
        Text("portfolio", "portfolio"),
        Text("permanente educatie", "continuing education"),
        Text("registerdossier", "register dossier"),
        Text("intervisie", "intervision"),
        Text("cv", "resume"),
        Text("reflectie", "reflection"),
    ),
    releases=(Release(__version__, date(2026, 11, 22)),),
    shots=(
        Shot(
            "overview",
            "light",
            Text("Waar u staat per register, en wat u nu het beste kunt doen", "Where you stand, and what to do next"),
        ),
        Shot(
            "record-activity",
            "light",
            Text("Scholing en intervisie, ter plekke te wijzigen", "Training and intervision, edited in place"),
        ),
        Shot(
            "scoring",
            "light",
            Text("Alle competenties op één blad gescoord", "All competences scored on one sheet"),
        ),
        Shot(
            "record-permission",
            "dark",
            Text("Een toestemming en haar verloop, in donkere kleuren", "A permission and its course, in dark colours"),
        ),
        Shot(
            "rules",
            "light",
            Text("De regels van een register, met waar u staat", "The rules of a register, with where you stand"),
        ),
        Shot(
            "dossier-step-completeness",
            "light",
            Text("Een dossier maken: eerst wat er nog ontbreekt", "Making a dossier: first what is still missing"),
        ),
    ),
)
