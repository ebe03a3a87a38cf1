"""Help on the pages: for each what it is for, what comes of it, and how it is done."""

from __future__ import annotations

from typing import Final

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.domain.fields import Area
from portfolio_app.ui.destinations import GUIDE, HISTORY, ICONS, OVERVIEW, RESULTS, page_name
from portfolio_app.ui.help.topic import Topic


def _about(key: str, *answers: tuple[Text, Text], icon: str = "") -> Topic:
    return Topic(key, page_name(key), answers, icon or ICONS[key])


AREAS: Final = (
    _about(
        OVERVIEW,
        (
            NO_TEXT,
            Text(
                "Hier ziet u in tien tellen hoe u ervoor staat: wat het eerst aan de beurt is, wat binnenkort "
                "afloopt, en per register wat al meetelt en wat nog ontbreekt.",
                "See in ten seconds where you stand: what comes first, what expires soon, and for each register "
                "what already counts and what is still missing.",
            ),
        ),
        (
            Text("Waarom telt iets niet mee?", "Why does something not count?"),
            Text(
                "Open de eis. Daar staat van elk gegeven of het meetelt, voor hoeveel, en zo niet waarom: de datum "
                "valt buiten de periode, een bewijsstuk ontbreekt, of een maximum is bereikt.",
                "Open the requirement. For each record it says whether it counts, for how much, and if not, why: "
                "the date is outside the period, evidence is missing, or a maximum has been reached.",
            ),
        ),
        (
            Text("Zijn deze regels zeker?", "Are these rules certain?"),
            Text(
                "Bij elk register staat waar de regels vandaan komen en of ze zijn nagegaan. Het register zelf heeft "
                "het laatste woord.",
                "Each register shows where its rules come from and whether they have been checked. The register "
                "itself has the last word.",
            ),
        ),
    ),
    _about(
        Area.CV.value,
        (
            NO_TEXT,
            Text(
                "U houdt één cv bij. Hieruit maakt u versies: een korte voor een cliënt, een volledige voor een "
                "register. Een wijziging staat meteen in alle versies.",
                "You keep one CV. From it you make views: a short one for a client, a full one for a register. A "
                "change appears in all views at once.",
            ),
        ),
        (
            Text("Wie ziet wat?", "Who sees what?"),
            Text(
                "Onder elk gegeven kiest u wie het mag zien. Openbaar komt in een cv, register in een dossier, en "
                "wat alleen voor u is, komt nergens.",
                "Below each record you choose who may see it. Public goes into a CV, register into a dossier, and "
                "what is private goes nowhere.",
            ),
        ),
        (
            Text("Een cv in het Engels", "A CV in English"),
            Text(
                "De knop met de talen boven een gegeven zet de Engelse tekst naast de Nederlandse. Wat nog niet is "
                "vertaald, staat erboven geteld; met F8 gaat u van de ene naar de volgende, door uw hele cv. Zonder "
                "Engelse tekst staat de Nederlandse in het Engelse cv.",
                "The language button above a record puts the English text next to the Dutch. What has not been "
                "translated yet is counted above it; F8 takes you from one to the next, through your whole CV. "
                "Without an English text, the English CV shows the Dutch one.",
            ),
        ),
        (
            Text("Een cliënt laten meekijken", "Letting a client look on"),
            Text(
                "Met F11 vult uw openbare cv het scherm. De cliënt kan nergens anders bij; terug gaat alleen met uw "
                "wachtwoordzin.",
                "F11 fills the screen with your public CV. The client can reach nothing else; only your passphrase "
                "leads back.",
            ),
        ),
        (
            Text("Actueel blijven", "Staying up to date"),
            Text(
                "Kijk uw cv elk jaar na en vul bij Persoonsgegevens in wanneer. Die datum staat op elk cv.",
                "Check your CV every year and fill in the date under Personal details. It appears on every CV.",
            ),
        ),
    ),
    _about(
        Area.EDUCATION.value,
        (
            NO_TEXT,
            Text(
                "Alles wat u leert: cursussen, intervisie, kennistoetsen, vakliteratuur. Met datum, netto uren, "
                "punten en het bewijs.",
                "Everything you learn: courses, intervision, knowledge tests, literature. With date, net hours, "
                "points and evidence.",
            ),
        ),
        (
            Text("Snel toevoegen", "Adding quickly"),
            Text(
                "Sleep een certificaat in het venster, of druk op Ctrl+N. Een datum mag als 2-3-26, een duur als "
                "1:30 of 1,5.",
                "Drag a certificate into the window, or press Ctrl+N. A date may be 2-3-26, a duration 1:30 or 1.5.",
            ),
        ),
        (
            Text("Eén activiteit, twee registers", "One activity, two registers"),
            Text(
                "Een activiteit kan bij elk register anders tellen. Vul bij Punten per register in wat daar is "
                "toegekend.",
                "An activity may count differently with each register. Under Points per register, fill in what "
                "was granted.",
            ),
        ),
        (
            Text("Bewijsstukken", "Evidence"),
            Text(
                "Een bestand wordt versleuteld in uw portfolio bewaard; het origineel blijft waar het is. In een "
                "dossier komt het als bijlage achter de tekst, met een verwijzing heen en terug.",
                "A file is stored encrypted in your portfolio; the original stays where it is. In a dossier it "
                "becomes an annex after the text, linked both ways.",
            ),
        ),
    ),
    _about(
        Area.REFLECTION.value,
        (
            NO_TEXT,
            Text(
                "Reflecteren in stappen, naar het model dat u kiest: STARR, Gibbs, Korthagen, Kolb of vrij. Elke "
                "stap heeft een vraag die u op weg helpt.",
                "Reflect in steps, following the model of your choice: STARR, Gibbs, Korthagen, Kolb or free. "
                "Each step has a question to help you along.",
            ),
        ),
        (
            Text("Schrijven zonder afleiding, zonder spelfouten", "Writing without distraction or spelling mistakes"),
            Text(
                "Met Shift+F11 vult uw tekst het venster. Een woord dat in geen woordenboek staat, krijgt een "
                "golflijn; F7 gaat naar het volgende en geeft suggesties. Welk woordenboek dat is, en uw eigen "
                "woorden, vindt u bij Instellingen, Spelling.",
                "Shift+F11 lets your text fill the window. A word that no dictionary knows gets a wavy underline; "
                "F7 goes to the next one and offers suggestions. The dictionary and your own words are under "
                "Settings, Spelling.",
            ),
        ),
        (
            Text("Blijft dit van mij?", "Does this stay private?"),
            Text(
                "Een reflectie is alleen voor u tot u haar vrijgeeft voor het register. Noem geen namen van "
                "cliënten: een letter is genoeg, en het programma waarschuwt als er toch een naam of nummer staat.",
                "A reflection is for you alone until you release it to the register. Do not name clients: a "
                "letter will do, and the program warns you if there is a name or number after all.",
            ),
        ),
        (
            Text("Wat doe ik ermee?", "What do I do with it?"),
            Text(
                "Koppel haar aan competenties en aan bepalingen van de gedragscode, en maak van een voornemen een "
                "doel of actie.",
                "Link it to competences and to provisions of the code of conduct, and turn what you intend into a "
                "goal or an action.",
            ),
        ),
    ),
    _about(
        Area.COMPETENCES.value,
        (
            NO_TEXT,
            Text(
                "Uw beoordelingen door de tijd: door uzelf, een collega of uw leidinggevende. Per indicator een "
                "score, een toelichting en bewijs.",
                "Your assessments over time: by yourself, a colleague or your supervisor. For each indicator a "
                "score, a note and evidence.",
            ),
        ),
        (
            Text("Hoe scoor ik snel?", "How do I score quickly?"),
            Text(
                "Kies bij een meting “Scoren op één blad” (Shift+F11). Een cijfer van 1 tot en met 5 scoort en gaat "
                "naar de volgende rij; Enter opent de toelichting, 0 haalt een score weg. Alles wordt vanzelf bewaard.",
                "Choose “Score on one sheet” in an assessment (Shift+F11). A digit from 1 to 5 scores and goes to "
                "the next row; Enter opens the explanation, 0 clears a score. Everything is saved automatically.",
            ),
        ),
        (
            Text("Hoe zie ik vooruitgang?", "How do I see progress?"),
            Text(
                "Maak elk jaar een beoordeling. Het overzicht zet nu, toen en het vereiste niveau naast elkaar.",
                "Make an assessment every year. The overview puts now, then and the required level side by side.",
            ),
        ),
    ),
    _about(
        Area.PLAN.value,
        (
            NO_TEXT,
            Text(
                "Wat u wilt bereiken, met een datum, en de stappen daarheen. Wat over tijd is, staat bovenaan het "
                "overzicht.",
                "What you want to achieve, with a date, and the steps towards it. What is overdue is at the top "
                "of the overview.",
            ),
        ),
        (
            Text("Een goed doel", "A good goal"),
            Text(
                "Schrijf op wat er anders is als het af is, hoe u dat ziet, en wanneer. Koppel de competentie waar "
                "het om gaat.",
                "Write down what will be different when it is done, how you will see that, and when. Link the "
                "competence it is about.",
            ),
        ),
    ),
    _about(
        Area.LAW.value,
        (
            NO_TEXT,
            Text(
                "Per wet of richtlijn: wanneer u die het laatst naliep, welke bron u gebruikte, wat er veranderde, "
                "en wanneer u weer kijkt.",
                "For each law or guideline: when you last reviewed it, which source you used, what changed, and "
                "when you will look again.",
            ),
        ),
        (
            Text("Wat moet ik bijhouden?", "What do I have to keep up with?"),
            Text(
                "De lijst is die van uw register. Een wet die u lang niet naliep, komt vanzelf op het overzicht.",
                "The list is that of your register. A law that you have not reviewed for a long time appears on "
                "the overview automatically.",
            ),
        ),
    ),
    _about(
        Area.PERMISSIONS.value,
        (
            NO_TEXT,
            Text(
                "Wie u toestemming gaf om welke gegevens met wie te delen, waarvoor en tot wanneer. Een cliënt noemt "
                "u met een letter of nummer, nooit met de naam.",
                "Who gave you permission to share which data with whom, for what purpose and until when. Refer to "
                "a client by a letter or number, never by name.",
            ),
        ),
        (
            Text("Komt dit in mijn dossier?", "Does this appear in my dossier?"),
            Text(
                "Nee. Een dossier noemt hooguit aantallen. Toestemmingen gaan alleen mee in uw eigen archief.",
                "No. A dossier gives numbers at most. Only your own archive contains permissions.",
            ),
        ),
        (
            Text("Als een toestemming afloopt", "When a permission expires"),
            Text(
                "Boven de toestemming staat haar verloop. Met de knoppen eronder legt u vast dat zij vandaag is "
                "vernieuwd, ingetrokken of beëindigd, of dat u iets deelde. Een dag die daaruit volgt, zoals de nieuwe "
                "laatste dag, vult u daar met één druk in. Verwijder de gegevens op de dag die u "
                "daarvoor hebt bepaald; het overzicht herinnert u eraan.",
                "Above the permission you see its history. With the buttons below it you record that it was "
                "renewed, withdrawn or ended today, or that you shared something. A date that follows from it, "
                "such as the new end date, is filled in with one press. Delete the data on the date you set for "
                "that; the overview reminds you.",
            ),
        ),
    ),
    _about(
        Area.INTEGRITY.value,
        (
            NO_TEXT,
            Text(
                "Uw verklaringen bij de gedragscode, uw nevenactiviteiten en belangen, en een journaal van dilemma’s, "
                "vergissingen en klachten: wat er speelde en wat u deed.",
                "Your declarations on the code of conduct, your interests and side activities, and a journal of "
                "dilemmas, mistakes and complaints: what happened and what you did.",
            ),
        ),
        (
            Text("Wie leest dit?", "Who reads this?"),
            Text(
                "Alleen u, tot u iets vrijgeeft. Het is er om later te laten zien dat u zorgvuldig koos.",
                "Only you, until you release something. It is there to show later that you acted with care.",
            ),
        ),
    ),
    _about(
        Area.DOSSIER.value,
        (
            NO_TEXT,
            Text(
                "Hier maakt u wat u naar een register of opdrachtgever stuurt: een dossier met alle bijlagen, of een "
                "cv. Eerst ziet u wat nog ontbreekt en wat er aan persoonlijks in staat.",
                "Here you make what you send to a register or a client: a dossier with all annexes, or a CV. "
                "First you see what is still missing and which personal data it contains.",
            ),
        ),
        (
            Text("Wat staat erin?", "What is in it?"),
            Text(
                "Alleen wat u voor een register hebt vrijgegeven. Namen van cliënten, toestemmingen en uw eigen "
                "aantekeningen komen er niet in.",
                "Only what you released to a register. Names of clients, permissions and your own notes are left out.",
            ),
        ),
        (
            Text("Kan iemand er iets in veranderen?", "Can somebody tamper with it?"),
            Text(
                "Dat valt op: het bestand draagt van elk deel een controlegetal. Met “Een dossier controleren” ziet "
                "u of het nog is zoals u het maakte.",
                "That would show: the file carries a checksum of each part. “Check a dossier” tells whether it is "
                "still as you made it.",
            ),
        ),
        (
            Text("Wat heb ik wanneer verstuurd?", "What did I send, and when?"),
            Text(
                "Dat staat bij Uitgegane documenten: welke versie, naar wie, wanneer en waarom.",
                "That is under Outgoing documents: which version, to whom, when and why.",
            ),
        ),
    ),
    _about(
        HISTORY,
        (
            NO_TEXT,
            Text(
                "Alles wat u ooit wijzigde, met dag en uur. U bekijkt een gegeven zoals het was, en zet terug wat u "
                "verwijderde of per ongeluk veranderde.",
                "Everything you ever changed, with date and time. You can see a record as it was, and restore "
                "what you deleted or changed by accident.",
            ),
        ),
        (
            Text("Hoe zag alles eruit op een dag?", "What did everything look like on a day?"),
            Text(
                "Kies een dag. U ziet het portfolio zoals het toen was; er verandert niets aan hoe het nu is.",
                "Choose a day. You see the portfolio as it was then; nothing changes in how it is now.",
            ),
        ),
        (
            Text("Is verwijderd echt weg?", "Is something deleted really gone?"),
            Text(
                "Wat u verwijdert, gaat naar de prullenbak. Pas wanneer u het daar voorgoed wist, is het weg, ook uit "
                "de geschiedenis: zo kunt u voldoen aan het verzoek van iemand om vergeten te worden. In "
                "reservekopieën van daarvoor staat het nog tot die worden opgeruimd.",
                "What you delete goes to the bin. Only once you erase it there for good it is gone, also from the "
                "history: that way you can meet somebody's request to be forgotten. Backups from before that still "
                "hold it until they are cleared away.",
            ),
        ),
    ),
    _about(
        RESULTS,
        (
            NO_TEXT,
            Text(
                "Zoekt in al uw gegevens en in de tekst van bewijsstukken. Hoofdletters en accenten maken niet uit. "
                "Kies een soort om minder te zien.",
                "Searches all your records and the text of evidence. Capitals and accents make no difference. "
                "Choose a kind to narrow it down.",
            ),
        ),
        icon="search",
    ),
    _about(
        GUIDE,
        (
            NO_TEXT,
            Text(
                "Vijf korte stappen om te beginnen. Elke stap maakt echte gegevens, en wat u overslaat, kunt u later "
                "doen: menu Hulp, “Aan de slag”.",
                "Five short steps to begin. Each creates real records, and what you skip can be done later: Help "
                "menu, “Getting started”.",
            ),
        ),
        icon="compass",
    ),
)
