"""What an empty list says: why it is worth the trouble, and how to begin; what belongs there stands above it."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.domain.evidence_files import KINDS_IN_WORDS
from portfolio_app.domain.fields import RecordKind
from portfolio_app.domain.records.career import (
    Education,
    LanguageSkill,
    Membership,
    Position,
    Publication,
    Qualification,
    Referee,
    Skill,
)
from portfolio_app.domain.records.cv_view import CvView
from portfolio_app.domain.records.dossier_profile import DossierProfile
from portfolio_app.domain.records.growth import Action, Assessment, Goal, LawReview, Score
from portfolio_app.domain.records.integrity import Adherence, JournalEntry, SideActivity
from portfolio_app.domain.records.learning import Activity, Evidence, Feedback, Reflection
from portfolio_app.domain.records.outgoing import Outgoing
from portfolio_app.domain.records.permission import Exchange, Permission, PermissionEvent
from portfolio_app.domain.records.person import Absence, Registration, RegistrationPeriod
from portfolio_app.domain.records.privacy_decision import PrivacyDecision

_HOW_TO_BEGIN: Final = MappingProxyType(
    {
        Registration.kind.key: Text(
            "Begin met het register waarin u staat of wilt komen; daarna rekent het overzicht met u mee.",
            "Start with the register that you are in or want to join; from then on the overview keeps count for you.",
        ),
        RegistrationPeriod.kind.key: Text(
            "Begin en einde van uw lopende periode staan op de brief of het certificaat van het register.",
            "You find the start and end of your current period in the register’s letter or on its certificate.",
        ),
        Absence.kind.key: Text(
            "Verlof of ziekte kan een eis verlichten. Zonder onderbreking laat u dit leeg.",
            "Leave or illness may lower a requirement. If you had no interruption, leave this list empty.",
        ),
        Position.kind.key: Text(
            "Begin met uw huidige functie en het aantal uren; werk terug tot het begin van uw loopbaan.",
            "Start with your current position and its hours; work back to the start of your career.",
        ),
        Education.kind.key: Text(
            "Noem de opleidingen die uw niveau aantonen, en sleep het diploma erbij.",
            "Add the education that shows your level, and drag the diploma onto it.",
        ),
        Qualification.kind.key: Text(
            "Met een einddatum erbij waarschuwt het overzicht voordat een bevoegdheid verloopt.",
            "With an expiry date, the overview warns you before a qualification expires.",
        ),
        Skill.kind.key: Text(
            "Een handvol is genoeg: waar een opdrachtgever u voor belt.",
            "A handful is enough: what clients call you for.",
        ),
        LanguageSkill.kind.key: Text(
            "Uw talen met hun niveau, zoals Engels op B2.", "Your languages with their level, such as English at B2."
        ),
        Publication.kind.key: Text(
            "Artikelen, lezingen en lessen. Ze kunnen ook als bijdrage aan het vak meetellen.",
            "Articles, talks and lessons. They may also count as a contribution to the profession.",
        ),
        Membership.kind.key: Text(
            "Beroepsverenigingen, commissies en netwerken waarvan u lid bent.",
            "Professional associations, committees and networks that you belong to.",
        ),
        Referee.kind.key: Text(
            "Noem alleen wie ermee instemde; de contactgegevens blijven bij u.",
            "Name only those who agreed to it; the contact details stay with you.",
        ),
        CvView.kind.key: Text(
            "Maak per lezer een keuze uit één en hetzelfde cv: voor een opdrachtgever, voor het register.",
            "Make a selection from the same CV for each reader: one for a client, one for the register.",
        ),
        Activity.kind.key: Text(
            "Sleep een certificaat hierheen: titel, datum en uren worden eruit gelezen waar dat kan.",
            "Drag a certificate here: title, date and hours are read from it where possible.",
        ),
        Evidence.kind.key: Text(
            "Sleep bestanden hierheen ({kinds}) of plak ze met Ctrl+V. Ze worden versleuteld bewaard.",
            "Drag files here ({kinds}) or paste them with Ctrl+V.",
        ).fill(kinds=KINDS_IN_WORDS),
        Reflection.kind.key: Text(
            "Kies een gebeurtenis die u bijbleef. Het model stelt de vragen; u schrijft zonder namen.",
            "Choose an event that stayed with you. The model asks the questions; you write without using names.",
        ),
        Feedback.kind.key: Text(
            "Noteer kort wat iemand zei, in welke rol, en wat u ermee doet.",
            "Note briefly what somebody said, in which role, and what you do with it.",
        ),
        Assessment.kind.key: Text(
            "Begin met een zelfbeoordeling; een jaar later ziet u de groei in het radarbeeld.",
            "Start with a self-assessment; a year later the radar chart shows your growth.",
        ),
        Score.kind.key: Text(
            "Scores horen bij een meting. Maak eerst de meting, en voeg daar de scores toe.",
            "Scores belong to an assessment. Make the assessment first, and add the scores there.",
        ),
        Goal.kind.key: Text(
            "Eén of twee doelen per jaar zijn genoeg. Zet er een datum bij, dan denkt het overzicht mee.",
            "One or two goals a year are enough. Give them a date, and the overview reminds you.",
        ),
        Action.kind.key: Text(
            "Acties zijn de stappen naar een doel. Maak eerst het doel.",
            "Actions are the steps towards a goal. Make the goal first.",
        ),
        LawReview.kind.key: Text(
            "Loop bijvoorbeeld eens per jaar elke wet na; ook “niets veranderd” is het noteren waard.",
            "Review each law once a year, for instance; “nothing changed” is worth noting too.",
        ),
        Permission.kind.key: Text(
            "Leg vast wie waarvoor toestemming gaf, in welke woorden en tot wanneer. Gebruik een schuilnaam.",
            "Record who gave permission for what, in which words and until when. Use a pseudonym for the person.",
        ),
        PermissionEvent.kind.key: Text(
            "Gegeven, vernieuwd, ingetrokken: elke gebeurtenis hoort bij een toestemming.",
            "Given, renewed, withdrawn: each event belongs to a permission.",
        ),
        Exchange.kind.key: Text(
            "Noteer elke keer dat u op grond van een toestemming werkelijk iets deelde.",
            "Note each time you actually shared something under a permission.",
        ),
        Adherence.kind.key: Text(
            "Verklaar aan welke versie van de gedragscode u zich houdt, en sinds wanneer.",
            "Declare which version of the code of conduct you adhere to, and since when.",
        ),
        SideActivity.kind.key: Text(
            "Noem ook wat onbetaald is, en weeg zelf of het met uw werk kan botsen.",
            "Include unpaid work too, and consider whether it may conflict with your assignments.",
        ),
        JournalEntry.kind.key: Text(
            "Een dilemma, een verzoek tegen de regels, een fout die u meldde. Dit blijft bij u.",
            "A dilemma, a request against the rules, an error that you reported. It stays with you.",
        ),
        DossierProfile.kind.key: Text(
            "Bewaar een keuze die u vaker maakt onder een eigen naam.",
            "Save choices that you make more often under a name.",
        ),
        PrivacyDecision.kind.key: Text(
            "Deze lijst vult zich vanzelf, wanneer u bij het maken van een dossier over een vondst besluit.",
            "This list fills itself as you decide about findings while making a dossier.",
        ),
        Outgoing.kind.key: Text(
            "Deze lijst vult zich vanzelf: met elk document dat u maakt, en voor wie het was.",
            "This list fills itself with every document that you make and whom it was for.",
        ),
    }
)

_BY_THEMSELVES: Final = frozenset({PrivacyDecision.kind.key, Outgoing.kind.key})


def teaching(kind: RecordKind) -> Text:
    """Return what the empty list of a kind says: how to begin."""
    return _HOW_TO_BEGIN.get(kind.key, kind.hint)


def fills_by_itself(kind: RecordKind) -> bool:
    """Tell whether records of a kind come of something else that the person does."""
    return kind.key in _BY_THEMSELVES
