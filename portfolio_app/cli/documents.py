"""Commands that make documents: dossier and CV."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from portfolio_app.cli.access import certificate_passphrase, open_asked
from portfolio_app.cli.console import Console
from portfolio_app.cli.parser import AS_OF, JSON, PASSPHRASE_FILE, VAULT, Argument, Command, day
from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text

if TYPE_CHECKING:
    from portfolio_app.services.exports import SigningKey, Written

_OUTPUT = Argument(
    ("-o", "--output"),
    Text("het bestand om te maken", "the file to make"),
    convert=Path,
    required=True,
    value_name="FILE",
)
_DATE = Argument(
    ("--date",),
    Text(
        "dagtekening en peildatum; anders de dag van --as-of, of vandaag",
        "date of the document and of its judgement; else the day of --as-of, or today",
    ),
    convert=day,
    value_name="DATE",
)
_TO_WHOM = Argument(
    ("--recipient",), Text("aan wie, voor het register van uitgegane documenten", "to whom"), default=""
)


def _dossier(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.exports import DossierRequest, write_dossier

    signing = _signing_key(asked, console)

    request = DossierRequest(
        register=asked.register,
        path=asked.output,
        first=asked.start,
        last=asked.end,
        dated=asked.date,
        language=console.language,
        with_photo=asked.photo,
        with_details=not asked.brief,
        with_annexes=not asked.no_annexes,
        place=asked.place,
        recipient=asked.recipient,
        signing=signing,
        as_of=asked.as_of,
    )
    with open_asked(asked, console) as portfolio, console.progress() as progress:
        written = write_dossier(portfolio, request, progress)
    return _report(written, asked, console)


def _signing_key(asked: argparse.Namespace, console: Console) -> SigningKey | None:
    from portfolio_app.services.exports import SigningKey

    if asked.sign is None:
        if asked.sign_passphrase_file is not None:
            raise WrongUseError(
                Text("Noem ook het certificaat, met --sign.", "Name the certificate as well, with --sign.")
            )
        return None
    return SigningKey(asked.sign, certificate_passphrase(asked.sign_passphrase_file, console))


def _cv(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.exports import CvRequest, write_cv

    request = CvRequest(
        view=asked.view,
        path=asked.output,
        dated=asked.date,
        language=asked.language,
        recipient=asked.recipient,
        as_of=asked.as_of,
    )
    with open_asked(asked, console) as portfolio, console.progress() as progress:
        written = write_cv(portfolio, request, progress)
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


COMMANDS: tuple[Command, ...] = (
    Command(
        "dossier",
        Text("maakt het dossier voor een register als PDF", "makes the dossier for a register as PDF"),
        (
            VAULT,
            Argument(
                ("--register",), Text("code van het register", "code of the register"), required=True, value_name="R"
            ),
            Argument(
                ("--from",),
                Text("eerste dag van de periode", "first day of the period"),
                convert=day,
                value_name="DATE",
                target="start",
            ),
            Argument(
                ("--to",),
                Text("laatste dag van de periode", "last day of the period"),
                convert=day,
                value_name="DATE",
                target="end",
            ),
            _OUTPUT,
            _DATE,
            AS_OF,
            Argument(("--photo",), Text("met foto op het omslag", "with the photo on the cover"), flag=True),
            Argument(
                ("--brief",), Text("zonder toelichting per activiteit", "without details per activity"), flag=True
            ),
            Argument(("--no-annexes",), Text("zonder bewijsstukken", "without evidence"), flag=True),
            Argument(("--place",), Text("plaats van ondertekening", "place of signing"), default=""),
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
            _TO_WHOM,
            PASSPHRASE_FILE,
            JSON,
        ),
        _dossier,
    ),
    Command(
        "cv",
        Text("maakt een actueel cv als PDF, DOCX of JSON", "makes a current CV as PDF, DOCX or JSON"),
        (
            VAULT,
            Argument(("--view",), Text("welke versie: client, register, full …", "which view"), default="client"),
            _OUTPUT,
            _DATE,
            AS_OF,
            _TO_WHOM,
            PASSPHRASE_FILE,
            JSON,
        ),
        _cv,
    ),
)
