"""How whoever judges the dossier can see for themselves that it is whole, and what its labels mean."""

from __future__ import annotations

from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import Block, Bullets, FieldList, Heading, Paragraph, plain
from portfolio_app.documents.builders.context import Context
from portfolio_app.documents.builders.selection import Chapter
from portfolio_app.documents.data.dossier_json import FILE_NAME
from portfolio_app.documents.verifying.names import SEAL_NAME

_LEAD: Final = Text(
    "Dit dossier draagt een zegel: van elke bladzijde en elk bijgevoegd bestand ligt vast hoe het was toen ik het "
    "maakte. Op deze bladzijde staat hoe u nagaat of er sindsdien iets is veranderd.",
    "This dossier carries a seal: it records how every page and every attached file was when I made it. This page "
    "explains how you can see whether anything has been changed since.",
)
_HOW: Final = Text("Zo controleert u het", "How to check it")
_STEPS: Final = (
    Text(
        "Gebruik het gratis programma Vakdossier. U hebt er geen account en geen internet voor nodig, en het dossier "
        "verlaat uw computer niet.",
        "Use the free program Vakdossier. It needs no account and no internet connection, and the dossier does "
        "not leave your computer.",
    ),
    Text(
        "Start het programma en sleep dit dossier op het beginvenster, of kies daar “Een dossier controleren”. Wie "
        "liever met opdrachten werkt, geeft de opdracht: vakdossier verify BESTAND.pdf",
        "Start the program and drop this dossier on the window it begins with, or choose “Check a dossier” there. Who "
        "prefers commands gives this one: vakdossier verify FILE.pdf",
    ),
    Text(
        "U leest of het dossier ongeschonden is. Is dat niet zo, dan staat erbij welke bladzijde, welk bewijsstuk of "
        "welk deel van de gegevens anders is, en wie er heeft ondertekend.",
        "It tells you whether the dossier is intact. If it is not, it tells you which page, which piece of "
        "evidence or which part of the data is different, and who signed it.",
    ),
    Text(
        "Een afdruk kan niet worden gecontroleerd, en een bestand dat met een ander programma is opgeslagen telt als "
        "veranderd. Vraag in dat geval om het oorspronkelijke bestand.",
        "A printout cannot be checked, and a file saved by another program counts as changed. In that case ask "
        "for the original file.",
    ),
)
_LABELS: Final = Text("Wat de nummers en namen betekenen", "What the numbers and names mean")
_EVIDENCE_LABEL: Final = Text("A-1, A-2 …", "A-1, A-2 …")
_EVIDENCE_ON_PAGES: Final = Text(
    "Een bewijsstuk. Het staat als bladzijden achter de tekst; A-1/2 is het tweede blad van A-1. Het nummer in de "
    "tekst brengt u erheen, de regel boven het bewijsstuk brengt u terug.",
    "A piece of evidence. Its pages follow the text; A-1/2 is the second sheet of A-1. The number in the text "
    "takes you there, the line above the evidence takes you back.",
)
_EVIDENCE_ELSEWHERE: Final = Text(
    "Een bewijsstuk. Het reist niet met dit dossier mee.", "A piece of evidence. It is not included in this dossier."
)
_EVIDENCE_ITEMS: Final = (
    (
        Text("Code van twaalf tekens", "Code of twelve characters"),
        Text(
            "Het begin van de SHA-256 van het oorspronkelijke bewijsstuk. Hebt u het origineel zelf, dan geeft elk "
            "programma dat een SHA-256 berekent dezelfde code.",
            "The start of the SHA-256 of the original evidence. If you have the original yourself, any program that "
            "computes a SHA-256 gives the same code.",
        ),
    ),
)
_FILE_ITEMS: Final = (
    (
        Text(FILE_NAME, FILE_NAME),
        Text(
            "Bijgevoegd bestand met dezelfde gegevens voor de computer, de regels waaraan zij zijn getoetst, en de "
            "volledige SHA-256 van elk bewijsstuk.",
            "Attached file with the same data in machine-readable form, the rules they were judged by, and the "
            "full SHA-256 of every piece of evidence.",
        ),
    ),
    (
        Text(SEAL_NAME, SEAL_NAME),
        Text("Bijgevoegd bestand: het zegel.", "Attached file: the seal."),
    ),
)
_STRENGTH: Final = Text("Hoe sterk deze controle is", "How strong this check is")
_SIGNED: Final = Text(
    "Dit dossier is digitaal ondertekend met het certificaat van {name}. Daarna kan niemand er iets aan veranderen "
    "zonder dat het te zien is, ook in andere PDF-lezers die handtekeningen tonen. Beoordeel zelf of u de "
    "verstrekker van het certificaat vertrouwt.",
    "This dossier is digitally signed with the certificate of {name}. Nobody can change it afterwards unnoticed, "
    "and other PDF readers that show signatures will say the same. Judge for yourself whether you trust the "
    "issuer of the certificate.",
)
_UNSIGNED: Final = Text(
    "Dit dossier is niet digitaal ondertekend. De controle laat schade, vergissingen en eenvoudige wijzigingen zien. "
    "Wie moeite doet om te vervalsen kan ook het zegel opnieuw maken: daartegen helpt alleen een digitale "
    "handtekening.",
    "This dossier is not digitally signed. The check shows damage, mistakes and simple changes. A determined "
    "forger can remake the seal as well: only a digital signature protects against that.",
)


def checking_chapter(context: Context) -> tuple[Block, ...]:
    """Return the page for whoever judges the dossier; nothing where there is nobody whose dossier it is."""
    if context.selection.person is None:
        return ()
    signed_by = context.options.signed_by
    items = list(_FILE_ITEMS)
    if context.selection.annexes:
        evidence = _EVIDENCE_ON_PAGES if any(map(context.annexed, context.selection.annexes)) else _EVIDENCE_ELSEWHERE
        items = [(_EVIDENCE_LABEL, evidence), *_EVIDENCE_ITEMS, *items]
    strength = context.say(_SIGNED, name=signed_by.name) if signed_by else context.say(_UNSIGNED)
    return (
        context.chapter(Chapter.CHECKING),
        Paragraph(plain(context.say(_LEAD)), lead=True),
        Heading(2, context.say(_HOW), f"{Chapter.CHECKING}.how", in_contents=False),
        Bullets(tuple(plain(context.say(step)) for step in _STEPS)),
        Heading(2, context.say(_LABELS), f"{Chapter.CHECKING}.labels", in_contents=False),
        FieldList(tuple((context.say(label), plain(context.say(meaning))) for label, meaning in items)),
        Heading(2, context.say(_STRENGTH), f"{Chapter.CHECKING}.strength", in_contents=False),
        Paragraph(plain(strength)),
    )
