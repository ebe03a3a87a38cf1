"""Commands that make documents: dossier and CV."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from portfolio_app.cli.access import certificate_passphrase, open_asked
from portfolio_app.cli.console import Console
from portfolio_app.cli.findings import (
    check_data,
    print_check,
    print_review,
    review_data,
)
from portfolio_app.cli.parser import AS_OF, JSON, PASSPHRASE_FILE, VAULT, Argument, Command, positive
from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.domain.records.dossier_profile import LEAST_SCAN_DPI, MOST_SCAN_DPI, DossierSection, EvidenceChoice

if TYPE_CHECKING:
    from portfolio_app.services.exports import Decision, DossierRequest, PersonalDataFoundError, SigningKey, Written
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.services.progress import Progress

_NO_SECTION: Final = Text(
    "Er is geen onderdeel “{word}”. Wel: {known}.", "There is no section “{word}”. Available: {known}."
)
_OTHER_DPI: Final = Text(
    "Kies van {least} tot {most}, of 0 voor scans zoals ze zijn.",
    "Choose from {least} to {most}, or 0 for scans as they are.",
)
_OUTPUT = Argument(
    ("-o", "--output"),
    Text("het bestand om te maken", "the file to make"),
    convert=Path,
    value_name="FILE",
)
_DATE = Argument(
    ("--date",),
    Text(
        "dagtekening en peildatum; anders de dag van --as-of, of vandaag",
        "date on the document, by which it judges; otherwise the day of --as-of, or today",
    ),
    is_day=True,
    value_name="DATE",
)
_TO_WHOM = Argument(
    ("--recipient",),
    Text("aan wie, voor de lijst van uitgegane documenten", "to whom, for the list of outgoing documents"),
    default="",
)
_MASK = Argument(
    ("--mask",),
    Text(
        "maak onleesbaar wat de privacycontrole vindt en waarover nog niets is besloten",
        "make unreadable what the privacy check finds and is still undecided",
    ),
    flag=True,
)
_RELEASE = Argument(
    ("--release",),
    Text(
        "geef een vondst van de privacycontrole vrij, met een reden die bewaard blijft; all=… voor alle "
        "vondsten waarover nog niets is besloten, behalve namen van wie toestemming gaf",
        "release a finding of the privacy check, with a reason that is kept; all=… for all undecided "
        "findings except names of people who gave permission",
    ),
    repeated=True,
    value_name="ID=REASON",
)
REGISTER = Argument(("--register",), Text("code van het register", "code of the register"), default="", value_name="R")
PROFILE = Argument(
    ("--profile",), Text("naam van een dossierprofiel", "name of a dossier profile"), default="", value_name="NAME"
)
FROM = Argument(
    ("--from",),
    Text("eerste dag van de periode", "first day of the period"),
    is_day=True,
    value_name="DATE",
    target="start",
)
TO = Argument(
    ("--to",),
    Text("laatste dag van de periode", "last day of the period"),
    is_day=True,
    value_name="DATE",
    target="end",
)
SEED = Argument(
    ("--seed",),
    Text("getal waarmee de steekproef wordt getrokken", "number that the sample is drawn with"),
    convert=positive,
)
_FOUND: Final = 1


def _sections(words: str) -> tuple[DossierSection, ...]:
    """Return the sections named, in the order in which they are named.

    Raises:
        WrongUseError: there is no such section.
    """
    found = []
    for word in filter(None, (part.strip().lower() for part in words.split(","))):
        section = next((each for each in DossierSection if each.value == word), None)
        if section is None:
            known = ", ".join(each.value for each in DossierSection)
            raise WrongUseError(_NO_SECTION.fill(word=word[:30], known=known))
        found.append(section)
    return tuple(dict.fromkeys(found))


def _dossier(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.exports import PersonalDataFoundError, write_dossier

    signing = _signing_key(asked, console)
    with open_asked(asked, console, read_only=asked.check) as portfolio, console.progress() as progress:
        request = replace(request_asked(portfolio, asked, console), signing=signing)
        if asked.check:
            return _check(portfolio, request, asked, console, progress)
        _keep_decisions(portfolio, request, asked, progress)
        if asked.save_profile:
            _save_profile(portfolio, request, asked.save_profile)
        try:
            written = write_dossier(portfolio, request, progress)
        except PersonalDataFoundError as error:
            return _stopped(error, asked, console)
    return _report(written, asked, console)


def request_asked(portfolio: Portfolio, asked: argparse.Namespace, console: Console) -> DossierRequest:
    """Return the dossier that a command asks for: what it says itself, else what its profile says, else the usual.

    Raises:
        WrongUseError: there is no such profile, or neither a profile nor a register is named.
    """
    from portfolio_app.services.exports import DossierRequest, profile_called, request_of

    request = DossierRequest(register=asked.register, language=console.language)
    if asked.profile:
        request = request_of(profile_called(portfolio.snapshot(), asked.profile), request)
    if not asked.register and not request.register:
        raise WrongUseError(
            Text("Noem een register of een profiel.", "Name a register or a profile."),
            Text("Zie: vakdossier profiles VAULT", "See: vakdossier profiles VAULT"),
        )
    said: dict[str, object] = {
        "register": asked.register or None,
        "path": getattr(asked, "output", None),
        "first": asked.start,
        "last": asked.end,
        "dated": getattr(asked, "date", None),
        "as_of": getattr(asked, "as_of", None),
        "language": asked.language,
        "sections": getattr(asked, "sections", None),
        "left_out": tuple(getattr(asked, "leave_out", ())) or None,
        "evidence": _evidence(asked),
        "sample_size": getattr(asked, "sample", None),
        "sample_seed": asked.seed,
        "scan_dpi": getattr(asked, "scan_dpi", None),
        "cv_view": getattr(asked, "cv_view", None),
        "heading": getattr(asked, "cover", None),
        "with_photo": getattr(asked, "photo", False) or None,
        "place": getattr(asked, "place", None),
        "recipient": getattr(asked, "recipient", None),
        "mask": getattr(asked, "mask", False) or None,
    }
    request = replace(request, **{name: value for name, value in said.items() if value is not None})  # type: ignore[arg-type]
    if getattr(asked, "brief", False):
        kept = request.sections or tuple(DossierSection)
        request = replace(request, sections=tuple(each for each in kept if each is not DossierSection.DETAILS))
    return request


def _scan_dpi(words: str) -> int:
    """Return the number of pixels to an inch; 0 for scans as they are, whatever a profile says.

    Raises:
        WrongUseError: it is no number, or one that makes scans that nobody can read, or no smaller ones.
    """
    dpi = positive(words)
    if dpi and not LEAST_SCAN_DPI <= dpi <= MOST_SCAN_DPI:
        raise WrongUseError(_OTHER_DPI.fill(least=LEAST_SCAN_DPI, most=MOST_SCAN_DPI))
    return dpi


def _evidence(asked: argparse.Namespace) -> EvidenceChoice | None:
    if getattr(asked, "no_annexes", False):
        return EvidenceChoice.NONE
    chosen = getattr(asked, "evidence", None)
    return next((each for each in EvidenceChoice if each.value == chosen), None)


def _signing_key(asked: argparse.Namespace, console: Console) -> SigningKey | None:
    from portfolio_app.services.exports import SigningKey

    if asked.sign is None:
        if asked.sign_passphrase_file is not None:
            raise WrongUseError(Text("Noem ook het certificaat, met --sign.", "Name the certificate too, with --sign."))
        return None
    return SigningKey(asked.sign, certificate_passphrase(asked.sign_passphrase_file, console))


def _check(
    portfolio: Portfolio, request: DossierRequest, asked: argparse.Namespace, console: Console, progress: Progress
) -> int:
    from portfolio_app.services.exports import check_completeness, prepare_dossier, review_dossier
    from portfolio_app.services.progress import COLLECTING

    progress(COLLECTING, 0, 1)
    prepared = prepare_dossier(portfolio, request)
    completeness = check_completeness(prepared, progress)
    review = review_dossier(prepared, progress)
    if asked.json:
        console.data(check_data(completeness, review, console))
    else:
        print_check(completeness, console)
        print_review(review, console)
    return 0 if completeness.complete and not review.open else _FOUND


def _keep_decisions(
    portfolio: Portfolio, request: DossierRequest, asked: argparse.Namespace, progress: Progress
) -> None:
    from portfolio_app.services.exports import decide, prepare_dossier, review_dossier
    from portfolio_app.services.progress import COLLECTING

    decisions = _decisions(asked)
    if decisions:
        progress(COLLECTING, 0, 1)
        decide(portfolio, review_dossier(prepare_dossier(portfolio, request), progress), decisions)


def _decisions(asked: argparse.Namespace) -> dict[str, Decision]:
    from portfolio_app.domain.records.privacy_decision import Treatment
    from portfolio_app.services.exports import Decision

    found = {}
    for words in asked.release:
        mark, equals, reason = words.partition("=")
        if not (equals and reason.strip()):
            raise WrongUseError(
                Text("Geef bij --release een reden: ID=REASON.", "Give a reason with --release: ID=REASON.")
            )
        found[mark.strip()] = Decision(Treatment.RELEASED, reason.strip())
    return found


def _save_profile(portfolio: Portfolio, request: DossierRequest, name: str) -> None:
    from portfolio_app.services.exports import save_profile

    save_profile(portfolio, request, name)


def _stopped(error: PersonalDataFoundError, asked: argparse.Namespace, console: Console) -> int:
    if asked.json:
        console.data({"written": False, "privacy": review_data(error.review, console)})
    else:
        print_review(error.review, console)
    console.complain(error)
    return error.exit_code


def _cv(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.exports import (
        CvRequest,
        PersonalDataFoundError,
        decide,
        prepare_cv,
        review_cv,
        write_cv,
    )
    from portfolio_app.services.progress import COLLECTING

    request = CvRequest(
        view=asked.view,
        path=asked.output,
        dated=asked.date,
        as_of=asked.as_of,
        language=asked.language,
        recipient=asked.recipient,
        mask=asked.mask,
    )
    decisions = _decisions(asked)
    with open_asked(asked, console) as portfolio, console.progress() as progress:
        if decisions:
            progress(COLLECTING, 0, 1)
            decide(portfolio, review_cv(prepare_cv(portfolio, request), progress), decisions)
        try:
            written = write_cv(portfolio, request, progress)
        except PersonalDataFoundError as error:
            return _stopped(error, asked, console)
    return _report(written, asked, console)


def _report(written: Written, asked: argparse.Namespace, console: Console) -> int:
    if asked.json:
        console.data(
            {
                "path": str(written.path),
                "pages": written.pages,
                "sha256": written.sha256,
                "problems": [problem.say(console.language) for problem in written.problems],
            }
        )
    else:
        console.say(Text("Gemaakt: {path}", "Made: {path}").fill(path=written.path))
        for problem in written.problems:
            console.say_aside(problem)
    return 0


def _profiles(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.domain.records.dossier_profile import DossierProfile

    with open_asked(asked, console, read_only=True) as portfolio:
        profiles = portfolio.snapshot().of(DossierProfile)
    if asked.json:
        console.data([{"id": each.id, **each.to_plain()} for each in profiles])
        return 0
    fields = [spec for spec in DossierProfile.kind.fields if spec.name in ("name", "register", "language", "sections")]
    fields.append(DossierProfile.kind.field("evidence_choice"))
    if not profiles:
        console.say(Text("Er zijn nog geen dossierprofielen.", "There are no dossier profiles yet."))
        return 0
    rows = [[spec.type.show(getattr(each, spec.name), console.language) for spec in fields] for each in profiles]
    console.table([spec.label.say(console.language) for spec in fields], rows)
    return 0


COMMANDS: tuple[Command, ...] = (
    Command(
        "dossier",
        Text("maakt het dossier voor een register als PDF", "makes the dossier for a register as a PDF"),
        (
            VAULT,
            REGISTER,
            PROFILE,
            FROM,
            TO,
            _OUTPUT,
            _DATE,
            AS_OF,
            Argument(
                ("--sections",),
                Text(
                    "welke onderdelen, in deze volgorde, met komma’s ertussen",
                    "which sections, in this order, with commas between",
                ),
                convert=_sections,
            ),
            Argument(
                ("--leave-out",),
                Text(
                    "laat een vrijgegeven reflectie, journaalpost of feedback weg",
                    "leave out a released reflection, journal entry or feedback",
                ),
                repeated=True,
                value_name="ID",
            ),
            Argument(
                ("--evidence",),
                Text("van welke activiteiten de bewijsstukken meegaan", "which activities to include the evidence of"),
                choices=tuple(each.value for each in EvidenceChoice),
            ),
            Argument(
                ("--sample",), Text("omvang van de steekproef", "size of the sample"), convert=positive, value_name="N"
            ),
            SEED,
            Argument(
                ("--scan-dpi",),
                Text(
                    "maak scans kleiner: hoogstens zoveel beeldpunten per inch (100 tot 150 om te mailen)",
                    "make scans smaller: at most this many pixels per inch (100 to 150 for e-mail)",
                ),
                convert=_scan_dpi,
                value_name="N",
            ),
            Argument(("--cv-view",), Text("welke cv-versie", "which view of the CV"), value_name="VIEW"),
            Argument(("--cover",), Text("opschrift van het omslag", "heading on the cover"), value_name="TITLE"),
            Argument(("--photo",), Text("met foto op het omslag", "with the photo on the cover"), flag=True),
            Argument(
                ("--brief",), Text("zonder toelichting per activiteit", "without details per activity"), flag=True
            ),
            Argument(("--no-annexes",), Text("zonder bewijsstukken", "without evidence"), flag=True),
            Argument(("--place",), Text("plaats van ondertekening", "place of signing")),
            Argument(
                ("--sign",),
                Text(
                    "onderteken digitaal met dit certificaat (PKCS#12: .p12 of .pfx)",
                    "sign digitally with this certificate (PKCS#12: .p12 or .pfx)",
                ),
                convert=Path,
                value_name="P12",
            ),
            Argument(
                ("--sign-passphrase-file",),
                Text(
                    "bestand met het wachtwoord van het certificaat op de eerste regel",
                    "file with the password of the certificate on its first line",
                ),
                convert=Path,
                value_name="FILE",
            ),
            Argument(("--recipient",), _TO_WHOM.hint),
            Argument(
                ("--check",),
                Text(
                    "maak niets; zeg wat er ontbreekt en wat de privacycontrole vindt",
                    "make nothing; tell what is missing and what the privacy check finds",
                ),
                flag=True,
            ),
            _MASK,
            _RELEASE,
            Argument(
                ("--save-profile",),
                Text("bewaar deze keuzes als profiel", "save these choices as a profile"),
                value_name="NAME",
            ),
            PASSPHRASE_FILE,
            JSON,
        ),
        _dossier,
    ),
    Command(
        "profiles",
        Text("toont de dossierprofielen", "lists the dossier profiles"),
        (VAULT, PASSPHRASE_FILE, JSON),
        _profiles,
    ),
    Command(
        "cv",
        Text("maakt een actueel cv als PDF, DOCX of JSON", "makes an up-to-date CV as PDF, DOCX or JSON"),
        (
            VAULT,
            Argument(
                ("--view",),
                Text("welke cv-versie: client, register, full …", "which view of the CV: client, register, full …"),
                default="client",
            ),
            replace(_OUTPUT, required=True),
            _DATE,
            AS_OF,
            _TO_WHOM,
            _MASK,
            _RELEASE,
            PASSPHRASE_FILE,
            JSON,
        ),
        _cv,
    ),
)
