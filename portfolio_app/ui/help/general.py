"""Help on what is not one page: how the window works, what is kept safe and how, and the dialogs."""

from __future__ import annotations

from typing import Final

from portfolio_app import __version__
from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.ui.help.topic import Topic

START: Final = "start"
KEYS: Final = "keys"
ABOUT: Final = "about"

GENERAL: Final = (
    Topic(
        "window",
        Text("Zo werkt het", "How it works"),
        (
            (
                NO_TEXT,
                Text(
                    "Links kiest u waarover het gaat, in het midden een gegeven, rechts wijzigt u het. U hoeft niet "
                    "op te slaan: wat klopt, wordt bewaard zodra u verdergaat. Klopt iets niet, dan staat dat naast "
                    "het veld en blijft staan wat u typte.",
                    "On the left you choose a subject, in the middle a record, and on the right you change it. "
                    "There is no need to save: what is right is saved as soon as you move on. If something is not "
                    "right, it says so next to the field, and what you typed stays.",
                ),
            ),
            (
                Text("Vergist?", "Made a mistake?"),
                Text(
                    "Met Ctrl+Z gaat u stap voor stap terug, ook naar gisteren. Wat u verwijdert, is terug te halen.",
                    "Ctrl+Z goes back step by step, even to yesterday. What you delete can be restored.",
                ),
            ),
            (
                Text("Iets vinden of doen", "Finding or doing something"),
                Text(
                    "Druk op Ctrl+K en typ een paar letters: een gegeven, een bladzijde of wat u wilt doen. "
                    "Beginletters zijn genoeg: “nr” vindt “Nieuw: Reflectie”.",
                    "Press Ctrl+K and type a few letters: a record, a page or what you want to do. Initials are "
                    "enough: “nr” finds “New: Reflection”.",
                ),
            ),
            (
                Text("Te klein of te groot?", "Too small or too large?"),
                Text(
                    "Met Ctrl + en Ctrl − wordt de tekst groter en kleiner, tot het dubbele. Ctrl+B maakt de "
                    "navigatie smal.",
                    "Ctrl + and Ctrl − make the text larger and smaller, up to double. Ctrl+B makes the navigation "
                    "narrow.",
                ),
            ),
        ),
        "info",
    ),
    Topic(
        START,
        Text("Openen en wachtwoordzin", "Opening and passphrase"),
        (
            (
                NO_TEXT,
                Text(
                    "Een portfolio is een map op uw computer die alleen opengaat met uw wachtwoordzin. Neem vier of "
                    "meer woorden die niets met elkaar te maken hebben.",
                    "A portfolio is a folder on your computer that opens only with your passphrase. Use four or "
                    "more unrelated words.",
                ),
            ),
            (
                Text("Wachtwoordzin vergeten?", "Forgot the passphrase?"),
                Text(
                    "Gebruik de herstelsleutel die u bij het maken hebt bewaard. Zonder een van beide kan niemand "
                    "erbij, ook wij niet.",
                    "Use the recovery key that you stored when you made the portfolio. Without either of them "
                    "nobody can get in, not even we.",
                ),
            ),
            (
                Text("“Al geopend”?", "“Already open”?"),
                Text(
                    "Er schrijft één venster tegelijk in een portfolio. Sluit het andere, of open het hier "
                    "alleen-lezen.",
                    "Only one window at a time can write to a portfolio. Close the other one, or open it here "
                    "read-only.",
                ),
            ),
            (
                Text("Een dossier gekregen?", "Were you given a dossier?"),
                Text(
                    "Sleep het op dit venster, of kies “Een dossier controleren”. U ziet of het ongeschonden is en "
                    "wie het ondertekende. Een portfolio of wachtwoordzin is daar niet voor nodig.",
                    "Drop it on this window, or choose “Check a dossier”. You see whether it is intact and who "
                    "signed it. That needs no portfolio and no passphrase.",
                ),
            ),
            (
                Text("Meer dan één portfolio", "More than one portfolio"),
                Text(
                    "Kies in het menu Portfolio “Ander portfolio openen”. Wat open is, wordt eerst bewaard en "
                    "gesloten.",
                    "Choose “Open another portfolio” in the Portfolio menu. What is open is saved and closed first.",
                ),
            ),
        ),
        "lock",
    ),
    Topic(
        "privacy",
        Text("Wie ziet wat", "Who sees what"),
        (
            (
                NO_TEXT,
                Text(
                    "Niets gaat de computer uit, tenzij u een document maakt. Het programma heeft geen internet "
                    "nodig en gebruikt het niet. In een cv staat alleen wat openbaar is, in een dossier ook wat voor "
                    "het register is.",
                    "Nothing leaves the computer unless you make a document. The program does not need the "
                    "internet and does not use it. A CV contains only what is public, a dossier also what is for "
                    "the register.",
                ),
            ),
            (
                Text("Namen van cliënten", "Names of clients"),
                Text(
                    "Gebruik een letter of nummer. Voor een document naar buiten gaat, zoekt het programma naar "
                    "namen, BSN’s, adressen en andere sporen, en laat u kiezen wat ermee gebeurt.",
                    "Use a letter or number. Before a document goes out the program looks for names, citizen "
                    "service numbers, addresses and other traces, and lets you decide what happens to them.",
                ),
            ),
        ),
        "shield-check",
    ),
    Topic(
        "rules",
        Text("Registers en regels", "Registers and rules"),
        (
            (
                NO_TEXT,
                Text(
                    "Hier staat wat elk register vraagt, in gewone woorden, met de bron en hoe zeker die is. Bij elke "
                    "eis ziet u hoe u er nu voor staat; de pijl brengt u naar wat ervoor meetelt.",
                    "What each register asks, in plain words, with the source and how certain it is. Next to each "
                    "requirement you see where you stand now; the arrow leads to what counts for it.",
                ),
            ),
            (
                Text("Een regel klopt niet, of ontbreekt", "A rule is wrong or missing"),
                Text(
                    "Kies “Kopiëren en aanpassen”. Terwijl u wijzigt, ziet u wat die regels van uw gegevens maken; ze "
                    "gelden pas als u ze bewaart, en dan in plaats van de andere. In een dossier staan ze als zelf "
                    "opgesteld, met uw bron. Verwijdert u ze, dan gelden de andere weer.",
                    "Choose “Copy and change”. As you make changes, you see what those rules make of your "
                    "records; they apply only once you save them, and then replace the others. In a dossier they "
                    "appear as made by yourself, with your source. If you delete them, the others apply again.",
                ),
            ),
            (
                Text("Nieuwe regels vanaf een datum", "New rules from a certain date"),
                Text(
                    "Een periode wordt beoordeeld door de regels van haar begin. Kopieer de regels en vul in vanaf "
                    "welk begin de kopie geldt. Blijft er een gat, of gelden er twee tegelijk, dan wordt dat gezegd.",
                    "A period is judged by the rules that applied when it started. Copy the rules and fill in "
                    "from which start date the copy applies. If that leaves a gap, or two sets apply at once, you "
                    "are told.",
                ),
            ),
            (
                Text("Regels delen met een vakgenoot", "Sharing rules with a colleague"),
                Text(
                    "Met “Als bestand bewaren” geeft u regels door; met “Regels uit een bestand” neemt u ze over. Er "
                    "staat niets van uzelf in zo’n bestand.",
                    "“Save as a file” lets you pass rules on; “Rules from a file” imports them. Such a file "
                    "contains nothing about you.",
                ),
            ),
        ),
        "scale",
    ),
    Topic(
        "backups",
        Text("Reservekopieën", "Backups"),
        (
            (
                NO_TEXT,
                Text(
                    "Bij het afsluiten maakt het programma een reservekopie, en kijkt of die te openen is. Kies ook "
                    "een map op een andere schijf. De kopieën zijn versleuteld en openen met dezelfde wachtwoordzin.",
                    "When you close, the program makes a backup and checks that it can be opened. Choose a folder "
                    "on another disk too. The copies are encrypted and open with the same passphrase.",
                ),
            ),
            (
                Text("Alles meenemen", "Taking everything with you"),
                Text(
                    "Een archief bevat alles in open bestanden, zodat u altijd weg kunt. Bewaar het zorgvuldig: "
                    "daarin staat ook wat alleen voor u is.",
                    "An archive contains everything in open formats, so that you can always leave. Keep it safe: "
                    "it also contains what is private.",
                ),
            ),
        ),
        "archive",
    ),
    Topic(
        "printing",
        Text("Afdrukken", "Printing"),
        (
            (
                NO_TEXT,
                Text(
                    "Ctrl+P drukt het gegeven af dat u ziet, of de lijst, of uw openbare cv. De bladzijden bestaan "
                    "alleen in het geheugen; er blijft niets op de schijf staan.",
                    "Ctrl+P prints the record you are viewing, the list, or your public CV. The pages exist only "
                    "in memory; nothing is left on the disk.",
                ),
            ),
        ),
        "printer",
    ),
    Topic(
        "client",
        Text("Cv laten zien aan een cliënt", "Showing the CV to a client"),
        (
            (
                NO_TEXT,
                Text(
                    "F11 vult het scherm met uw openbare cv. Bladeren gaat met de pijltjes, P maakt een pdf in de "
                    "map die u vooraf koos. Teruggaan en sluiten vragen om uw wachtwoordzin. U ziet het terug bij "
                    "Uitgegane documenten.",
                    "F11 fills the screen with your public CV. The arrow keys turn the pages, P makes a PDF in "
                    "the folder you chose beforehand. Going back or closing asks for your passphrase. You find it "
                    "again under Outgoing documents.",
                ),
            ),
        ),
        "presentation",
    ),
    Topic(
        "settings",
        Text("Instellingen", "Settings"),
        (
            (
                NO_TEXT,
                Text(
                    "Wat u wijzigt, geldt meteen en alleen op deze computer. Bij Onthouden kiest u of het programma "
                    "weet welke portfolio’s u opende en waar u was; uitzetten wist dat.",
                    "What you change applies at once and only on this computer. Under Memory you choose whether "
                    "the program remembers which portfolios you opened and where you were; turning it off clears "
                    "that.",
                ),
            ),
        ),
        "settings",
    ),
    Topic(
        "problems",
        Text("Als er iets misgaat", "When something goes wrong"),
        (
            (
                NO_TEXT,
                Text(
                    "Wat bewaard was, is er nog: elke wijziging staat helemaal op de schijf of helemaal niet. Het "
                    "programma zegt wat er gebeurde en wat u kunt doen. In het logboek op deze computer staat nooit "
                    "iets uit uw gegevens.",
                    "What was saved is still there: each change is on the disk completely or not at all. The "
                    "program says what happened and what you can do. The log on this computer never contains "
                    "anything from your records.",
                ),
            ),
        ),
        "triangle-alert",
    ),
    Topic(KEYS, Text("Toetsen", "Keys"), (), "keyboard"),
    Topic(
        ABOUT,
        Text("Over Vakdossier", "About Vakdossier"),
        (
            (
                NO_TEXT,
                Text(
                    "Versie {version}. Het vakportfolio van één casemanager: versleuteld, op de eigen computer, "
                    "zonder netwerk. Apache-licentie 2.0. Letter: Source Sans 3 (SIL OFL). Pictogrammen: Lucide "
                    "(ISC).",
                    "Version {version}. The professional portfolio of one case manager: encrypted, on their own "
                    "computer, without a network. Apache License 2.0. Typeface: Source Sans 3 (SIL OFL). Icons: "
                    "Lucide (ISC).",
                ).fill(version=__version__),
            ),
        ),
        "info",
    ),
)
