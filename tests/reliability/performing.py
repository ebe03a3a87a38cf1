"""Doing a deed, by the services of the program."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import WrongUseError
from portfolio_app.documents.evidence.refusal import EvidenceRefusedError
from portfolio_app.domain.kinds import kind_called
from portfolio_app.services.archives import ImportRequest, export_archive, import_archive
from portfolio_app.services.backups import Backups
from portfolio_app.services.bin import bring_back
from portfolio_app.services.bulk import BulkChange
from portfolio_app.services.bulk import apply as change_many
from portfolio_app.services.exports import CvRequest, DossierRequest, write_cv, write_dossier
from portfolio_app.services.operations import OperationName
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.services.restoring import rehearse, restore, take_into_use_closing
from portfolio_app.storage.backups.manifest import BackupReason
from portfolio_app.storage.vault import Secret, open_vault
from tests.reliability.deeds import Deed, Detail, field_of
from tests.reliability.invention import picture
from tests.vaults import QUICK


@dataclass
class Desk:
    """What the deeds are done with.

    Attributes:
        vault: the folder of the vault.
        out: the folder for what is exported and restored.
        clock: the clock of the program, set before every deed.
        passphrase: what opens the vault now.
        next_ids: the ids that the program will give out.
        portfolio: the portfolio.
        is_open: it is open, and not refused to be opened again.
    """

    vault: Path
    out: Path
    clock: FixedClock
    passphrase: str
    next_ids: list[str] = field(default_factory=list)
    portfolio: Portfolio = field(init=False)
    is_open: bool = True

    def __post_init__(self) -> None:
        self.portfolio = self.opened()

    def take_id(self) -> str:
        """Give out the next id; there is always one, because the deed said how many it needs."""
        return self.next_ids.pop(0)

    def reopen(self) -> None:
        """Close the portfolio and open it again."""
        self.portfolio.close()
        self.is_open = False
        self.portfolio = self.opened()
        self.is_open = True

    def opened(self) -> Portfolio:
        """Open the portfolio as the program does, but for the ids, which are foretold."""
        vault = open_vault(self.vault, Secret(passphrase=self.passphrase), self.clock)
        return Portfolio(vault, self.clock, self.take_id)


class NotOursError(Exception):
    """What the machine refused was asked by the harness, not by the program."""


def perform(deed: Deed, desk: Desk) -> Detail:
    """Do it by the services of the program, and return what only the doing can tell."""
    desk.clock.moment = deed.at
    return _PERFORMERS[deed.name](deed.detail, desk)


def _values(plain: Detail) -> Detail:
    """Return the fields of an announced record as the services take them."""
    record = kind_called(plain["kind"]).from_plain(plain["id"], plain["values"])
    return {spec.name: getattr(record, spec.name) for spec in record.kind.fields}


def _perform_add(detail: Detail, desk: Desk) -> Detail:
    desk.next_ids = [detail["id"]]
    desk.portfolio.add(kind_called(detail["kind"]), _values(detail))
    return {}


def _perform_add_many(detail: Detail, desk: Desk) -> Detail:
    records = [kind_called(plain["kind"]).from_plain(plain["id"], plain["values"]) for plain in detail["records"]]
    desk.portfolio.add_many(records, OperationName.ADD)
    return {}


def _perform_change(detail: Detail, desk: Desk) -> Detail:
    kind = desk.portfolio.record_called(detail["id"]).kind
    desk.portfolio.change(kind, detail["id"], _values({**detail, "kind": kind.key}))
    return {}


def _perform_change_many(detail: Detail, desk: Desk) -> Detail:
    kind = kind_called(detail["kind"])
    change_many(desk.portfolio, kind, detail["ids"], BulkChange(detail["field"], field_of(detail)))
    return {}


def _perform_bring_back(detail: Detail, desk: Desk) -> Detail:
    bring_back(desk.portfolio, detail["ids"])
    return {}


def _perform_delete(detail: Detail, desk: Desk) -> Detail:
    try:
        desk.portfolio.delete(detail["ids"])
    except WrongUseError:
        return {"refused": True}
    return {"refused": False}


def _perform_attach(detail: Detail, desk: Desk) -> Detail:
    desk.next_ids = [detail["id"]]
    file = desk.out / f"{detail['id']}.png"
    try:
        file.write_bytes(picture(detail["content"], detail["size"]))
    except OSError as error:
        raise NotOursError from error
    try:
        desk.portfolio.attach(detail["owner"], file)
    except EvidenceRefusedError as error:  # the pipe to the process that looks at files was refused, not the disk
        raise NotOursError from error
    with suppress(OSError):
        file.unlink()
    return {}


def _perform_export(detail: Detail, desk: Desk) -> Detail:
    desk.next_ids = [detail["id"]]
    path = desk.out / detail["file"]
    if detail["file"].startswith("dossier"):
        day = desk.clock.today()
        request = DossierRequest("rnvc", path, first=day.replace(year=day.year - 5), last=day, dated=day, mask=True)
        written = write_dossier(desk.portfolio, request)
    else:
        written = write_cv(desk.portfolio, CvRequest(detail["view"], path, mask=True))
    logged = desk.portfolio.record_called(detail["id"])
    return {"sha256": written.sha256, "logged": logged.to_plain()}


def _perform_passphrase(detail: Detail, desk: Desk) -> Detail:
    desk.portfolio.vault.change_passphrase(detail["new"], QUICK)
    desk.passphrase = detail["new"]
    return {}


def _perform_recovery_key(_detail: Detail, desk: Desk) -> Detail:
    return {"key": desk.portfolio.vault.new_recovery_key().printed()}


def _perform_keyring(detail: Detail, desk: Desk) -> Detail:
    """Turn unlocking by the keyring on or off; the harness is the keyring."""
    kept: list[bytes] = []
    if detail["on"]:
        desk.portfolio.vault.new_unlock_key(kept.append)
    else:
        desk.portfolio.vault.revoke_unlock_key()
    return {"unlock_key": kept[0].hex() if kept else ""}


def _perform_back_up(detail: Detail, desk: Desk) -> Detail:
    backups = Backups(desk.portfolio.vault, desk.clock)
    (attempt,) = backups.back_up(BackupReason.ASKED, even_unchanged=detail["even_unchanged"])
    if attempt.problem is not None:
        raise attempt.problem
    assert attempt.backup is not None
    return {"ending": attempt.ending.value, "backup": attempt.backup.name, "left": [b.name for b in backups.list()]}


def _perform_restore(detail: Detail, desk: Desk) -> Detail:
    secret = Secret(data_key=desk.portfolio.vault.data_key)
    found = restore(desk.vault, desk.out / detail["to"], secret, clock=desk.clock)
    assert not found.missing_evidence
    return {"operations": found.manifest.operations}


def _perform_swap(_detail: Detail, desk: Desk) -> Detail:
    """Make a vault of the newest backup and let it take the place of the one that is open, as the window does."""
    secret = Secret(data_key=desk.portfolio.vault.data_key)
    rehearsal = rehearse(desk.vault, secret, clock=desk.clock, old=desk.vault)
    desk.is_open = False
    swapped = take_into_use_closing(desk.portfolio, rehearsal)
    desk.portfolio = desk.opened()
    desk.is_open = True
    left = [backup.name for backup in Backups(desk.portfolio.vault, desk.clock).list()]
    return {"aside": swapped.kept_aside.name, "left": left}


def _perform_archive(detail: Detail, desk: Desk) -> Detail:
    return {"sha256": export_archive(desk.portfolio, desk.out / detail["file"]).sha256}


def _perform_import(detail: Detail, desk: Desk) -> Detail:
    before = {backup.name for backup in Backups(desk.portfolio.vault, desk.clock).list()}
    try:
        done = import_archive(desk.portfolio, ImportRequest(desk.out / detail["file"]))
    except WrongUseError:
        imported = False
    else:
        assert not done.is_whole
        imported = True
    left = [backup.name for backup in Backups(desk.portfolio.vault, desk.clock).list()]
    return {"imported": imported, **told_of_backups(before, left)}


def told_of_backups(before: Collection[str], left: list[str]) -> Detail:
    """Return what there is to tell of the making of a backup, from the names that were there before and after."""
    new = [name for name in left if name not in before]
    return {"ending": "made" if new else "unchanged", "backup": new[0] if new else "", "left": left}


def _perform_index(_detail: Detail, desk: Desk) -> Detail:
    desk.portfolio.vault.storage.rebuild_search()
    return {}


def _perform_reopen(_detail: Detail, desk: Desk) -> Detail:
    desk.reopen()
    return {}


_PERFORMERS: Final[Mapping[str, Callable[[Detail, Desk], Detail]]] = {
    "add": _perform_add,
    "add many": _perform_add_many,
    "change": _perform_change,
    "change many": _perform_change_many,
    "delete": _perform_delete,
    "bring back": _perform_bring_back,
    "attach": _perform_attach,
    "undo": lambda _, desk: {"changes": len(desk.portfolio.undo().changes)},
    "redo": lambda _, desk: {"changes": len(desk.portfolio.redo().changes)},
    "export": _perform_export,
    "passphrase": _perform_passphrase,
    "recovery key": _perform_recovery_key,
    "keyring": _perform_keyring,
    "back up": _perform_back_up,
    "restore": _perform_restore,
    "swap": _perform_swap,
    "archive": _perform_archive,
    "import": _perform_import,
    "index": _perform_index,
    "reopen": _perform_reopen,
}
