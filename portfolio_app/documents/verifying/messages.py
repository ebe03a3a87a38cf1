"""The check of a dossier as messages between the program and the process that does it, and as it is done there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from portfolio_app.common.text import Text
from portfolio_app.documents.guarding.messages import BrokenMessageError, plain_text
from portfolio_app.documents.verifying.refusal import NoDossierError, UnreadableError
from portfolio_app.documents.verifying.signatures import Signature, SignatureState, Signer
from portfolio_app.documents.verifying.telling import Stage, Tell
from portfolio_app.documents.verifying.verdict import Change, Finding, Verdict

_LARGEST_COUNT: Final = 2**31 - 1
"""What a bar of the window can still count."""

_REFUSALS: Final = {"no-dossier": NoDossierError, "unreadable": UnreadableError}


def examination(path: Path, moment: datetime, original: Path | None) -> dict[str, Any]:
    """Return the message that asks for the check of a file."""
    return {
        "task": "examine",
        "path": str(path.absolute()),
        "moment": moment.isoformat(),
        "original": str(original.absolute()) if original is not None else "",
    }


def examine_as_asked(head: dict[str, Any], tell: Callable[[Any], None]) -> dict[str, Any]:
    """Do a check that was asked for, and return its outcome as a message; `tell` is told how far it is.

    Raises:
        OSError: a file cannot be read.
    """
    from portfolio_app.documents.verifying.examining import examine, examine_against

    def say(stage: Stage, done: int, total: int) -> None:
        tell([stage.value, done, total])

    moment = datetime.fromisoformat(head["moment"])
    try:
        with Path(head["path"]).open("rb") as file:
            if not head["original"]:
                return verdict_as_message(examine(file, moment, say))
            with Path(head["original"]).open("rb") as original:
                return verdict_as_message(examine_against(file, original, moment, say))
    except (NoDossierError, UnreadableError) as refusal:
        kind = "no-dossier" if isinstance(refusal, NoDossierError) else "unreadable"
        return {"refused": kind, "message": plain_text(refusal.message), "remedy": plain_text(refusal.remedy)}


def hear(tell: Tell) -> Callable[[Any], None]:
    """Return what hears how far a check is and tells it on; raises `BrokenMessageError` at what makes no sense."""

    def heard(told: Any) -> None:  # noqa: ANN401 - what a process sent that a hostile file may have taken over
        try:
            stage, done, total = told
            tell(Stage(stage), min(max(int(done), 0), _LARGEST_COUNT), min(max(int(total), 1), _LARGEST_COUNT))
        except (TypeError, ValueError, OverflowError) as error:
            raise BrokenMessageError from error

    return heard


def verdict_as_message(verdict: Verdict) -> dict[str, Any]:
    """Return what a check says as a message."""
    return {
        "program": verdict.program,
        "pages": verdict.pages,
        "annexes": verdict.annexes,
        "findings": [
            [each.change.value, plain_text(each.text), each.page, each.annex, each.name, each.after_signing]
            for each in verdict.findings
        ],
        "signatures": [_plain_signature(each) for each in verdict.signatures],
        "notes": [plain_text(note) for note in verdict.notes],
        "identical": verdict.identical,
    }


def verdict_of(head: dict[str, Any]) -> Verdict:
    """Return what a message says of a check.

    Raises:
        NoDossierError, UnreadableError: it says that the file could not be checked.
        BrokenMessageError: it says neither.
    """
    try:
        if "refused" in head:
            raise _REFUSALS[head["refused"]](Text(*head["message"]), Text(*head["remedy"]))
        return Verdict(
            program=str(head["program"]),
            pages=int(head["pages"]),
            annexes=int(head["annexes"]),
            findings=tuple(
                Finding(Change(change), Text(*text), int(page), str(annex), str(name), bool(after))
                for change, text, page, annex, name, after in head["findings"]
            ),
            signatures=tuple(_signature(each) for each in head["signatures"]),
            notes=tuple(Text(*note) for note in head["notes"]),
            identical=None if head["identical"] is None else bool(head["identical"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenMessageError from error


def _plain_signature(signature: Signature) -> dict[str, Any]:
    signer = signature.signer
    return {
        "field": signature.field,
        "state": signature.state.value,
        "signer": None
        if signer is None
        else [
            signer.name,
            signer.issuer,
            signer.self_issued,
            signer.first.isoformat(),
            signer.last.isoformat(),
            signer.sha256,
        ],
        "moment": None if signature.moment is None else signature.moment.isoformat(),
        "covers": signature.covers,
        "whole": signature.whole,
    }


def _signature(plain: dict[str, Any]) -> Signature:
    signer, moment = plain["signer"], plain["moment"]
    return Signature(
        field=str(plain["field"]),
        state=SignatureState(plain["state"]),
        signer=None if signer is None else _signer(*signer),
        moment=None if moment is None else datetime.fromisoformat(moment),
        covers=int(plain["covers"]),
        whole=bool(plain["whole"]),
    )


def _signer(name: str, issuer: str, self_issued: bool, first: str, last: str, sha256: str) -> Signer:  # noqa: FBT001 - as the message has it
    return Signer(name, issuer, bool(self_issued), datetime.fromisoformat(first), datetime.fromisoformat(last), sha256)
