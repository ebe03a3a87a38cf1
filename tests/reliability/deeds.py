"""What a person may do with a portfolio, each as a deed that can be announced, done, and foretold by the model."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import WrongUseError
from portfolio_app.documents.evidence.refusal import EvidenceRefusedError
from portfolio_app.domain.kinds import KINDS, kind_called
from portfolio_app.domain.permission_agreement import carried_over
from portfolio_app.domain.records.permission import Permission, PermissionEvent
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
from portfolio_app.storage.backups.store import Backup
from portfolio_app.storage.vault import Secret, open_vault
from tests.reliability.invention import changed, invented, one_field, picture
from tests.reliability.model import Backed, Model, Records, RefusedError, as_kept, record_of, without
from tests.vaults import QUICK

Detail = dict[str, Any]


@dataclass(frozen=True)
class Deed:
    """One thing to do.

    Attributes:
        name: which.
        at: what the clock says while it is done.
        detail: all that decides its outcome, as JSON knows it.
    """

    name: str
    at: datetime
    detail: Detail

    def to_plain(self) -> Detail:
        """Return the deed as JSON knows it."""
        return {"name": self.name, "at": self.at.isoformat(), "detail": self.detail}

    @classmethod
    def from_plain(cls, plain: Detail) -> Deed:
        """Return the deed that `to_plain` gave."""
        return cls(plain["name"], datetime.fromisoformat(plain["at"]), plain["detail"])


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


# -- choosing ---------------------------------------------------------------------------------------------------------

_EXPORTS: Final = ("cv-1.json", "cv-2.json", "cv-1.docx", "cv-1.pdf", "cv-2.pdf", "dossier-1.pdf")
_WEIGHTS: Final = {
    "add": 22,
    "add many": 3,
    "change": 20,
    "change many": 5,
    "delete": 8,
    "bring back": 20,
    "attach": 12,
    "undo": 9,
    "redo": 5,
    "export": 3,
    "passphrase": 6,
    "recovery key": 4,
    "keyring": 4,
    "back up": 5,
    "restore": 1,
    "swap": 1,
    "archive": 1,
    "import": 1,
    "index": 1,
    "reopen": 3,
}
DEEDS: Final = tuple(_WEIGHTS)
_FAVOUR: Final = 25


def choose(chance: random.Random, model: Model, favourite: str = "") -> Deed:
    """Return something that can be done now; a favourite is chosen more often, so that what is rare gets its turn."""
    at = _next_moment(chance, model.moment)
    weights = [weight + _FAVOUR * (name == favourite) for name, weight in _WEIGHTS.items()]
    while True:
        name = chance.choices(DEEDS, weights=weights)[0]
        detail = _CHOOSERS[name](chance, model)
        if detail is not None:
            return Deed(name, at, detail)


def simple_goal(model: Model) -> Deed:
    """Return a deed that can be done whatever became of the one before."""
    values = {"name": "Daarna", "deadline": "2027-01-01", "status": "planned"}
    return Deed("add", model.moment, {"kind": "goal", "id": f"r{model.made + 500}", "values": values})


def _next_moment(chance: random.Random, now: datetime) -> datetime:
    """Let some time pass; now and then the clock is set back."""
    if chance.random() < 0.02:
        return now - timedelta(hours=chance.randint(1, 40))
    return now + timedelta(seconds=chance.choice((1, 20, 600, 600, 7_000, 90_000)))


def _choose_add(chance: random.Random, model: Model) -> Detail | None:
    kind = chance.choice(KINDS)
    ids = model.kept.ids()
    if kind.singleton and ids.get(kind.key):
        return None
    record = invented(kind, f"r{model.made}", chance, ids)
    return None if record is None else {"kind": kind.key, "id": record.id, "values": record.to_plain()}


def _choose_add_many(chance: random.Random, model: Model) -> Detail | None:
    ids = {key: list(known) for key, known in model.kept.ids().items()}
    made: list[Detail] = []
    kinds = chance.choices([kind for kind in KINDS if not kind.singleton], k=chance.choice((5, 20, 60)))
    for kind in kinds:
        record = invented(kind, f"r{model.made + len(made)}", chance, ids)
        if record is not None:
            made.append({"kind": kind.key, "id": record.id, "values": record.to_plain()})
            ids.setdefault(kind.key, []).append(record.id)
    return {"records": made} if made else None


def _choose_change(chance: random.Random, model: Model) -> Detail | None:
    if not model.kept.records:
        return None
    before = record_of(model.kept.records, chance.choice(list(model.kept.records)))
    after = changed(before, chance, model.kept.ids())
    return None if after is None else {"id": before.id, "values": after.to_plain()}


def _choose_change_many(chance: random.Random, model: Model) -> Detail | None:
    several = [(key, known) for key, known in model.kept.ids().items() if len(known) > 1]
    if not several:
        return None
    key, known = chance.choice(several)
    kind = kind_called(key)
    field, value = one_field(kind, chance, model.kept.ids())
    ids = chance.sample(known, k=chance.randint(2, len(known)))
    if any(record_of(model.kept.records, each).with_values(**{field: value}).problems() for each in ids):
        return None
    plain = kind.record_type(id="x").with_values(**{field: value}).to_plain()
    return {"kind": key, "ids": ids, "field": field, "values": {name: plain[name] for name in plain if name == field}}


def _choose_delete(chance: random.Random, model: Model) -> Detail | None:
    if len(model.kept.records) < 5:
        return None
    return {"ids": chance.sample(list(model.kept.records), k=chance.choice((1, 1, 1, 4)))}


def _choose_bring_back(chance: random.Random, model: Model) -> Detail | None:
    """Choose what was deleted just now: then all is as it was before, links and parts too."""
    if model.deletion is not model.kept:
        return None
    gone = [record_id for record_id in model.kept.undo[-1] if record_id not in model.kept.records]
    return {"ids": chance.sample(gone, k=len(gone))}


def _choose_attach(chance: random.Random, model: Model) -> Detail | None:
    if not model.kept.records:
        return None
    return {
        "owner": chance.choice(list(model.kept.records)),
        "id": f"r{model.made}",
        "content": model.made,
        "size": chance.choice((400, 30_000, 300_000, 2_000_000)),
    }


def _choose_export(chance: random.Random, model: Model) -> Detail | None:
    if "person" not in model.kept.ids():
        return None
    views = [record_id for record_id, (kind, _) in model.kept.records.items() if kind == "cv_view"] or ["client"]
    return {"file": chance.choice(_EXPORTS), "view": chance.choice(views), "id": f"r{model.made}"}


def _choose_import(chance: random.Random, model: Model) -> Detail | None:
    return {"file": chance.choice(sorted(model.archives))} if model.archives else None


_CHOOSERS: Final[Mapping[str, Callable[[random.Random, Model], Detail | None]]] = {
    "add": _choose_add,
    "add many": _choose_add_many,
    "change": _choose_change,
    "change many": _choose_change_many,
    "delete": _choose_delete,
    "bring back": _choose_bring_back,
    "attach": _choose_attach,
    "undo": lambda _, model: {} if model.kept.undo else None,
    "redo": lambda _, model: {} if model.kept.redo else None,
    "export": _choose_export,
    "passphrase": lambda chance, _: {"new": f"kraanvogel {chance.randrange(10**6)}"},
    "recovery key": lambda *_: {},
    "keyring": lambda chance, _: {"on": chance.random() < 0.7},
    "back up": lambda chance, _: {"even_unchanged": chance.random() < 0.3},
    "restore": lambda chance, model: {"to": f"terug-{chance.randrange(10**9)}"} if model.backups else None,
    "swap": lambda _, model: {} if model.backups else None,
    "archive": lambda chance, model: {"file": f"archief-{chance.choice((1, 2))}.zip"} if model.kept.records else None,
    "import": _choose_import,
    "index": lambda *_: {},
    "reopen": lambda *_: {},
}


# -- doing ------------------------------------------------------------------------------------------------------------


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
    change_many(desk.portfolio, kind, detail["ids"], BulkChange(detail["field"], _field_of(detail)))
    return {}


def _field_of(detail: Detail) -> object:
    """Return the announced value of the one field that is changed in many records."""
    return getattr(kind_called(detail["kind"]).from_plain("x", detail["values"]), detail["field"])


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


# -- foretelling ------------------------------------------------------------------------------------------------------


def after(deed: Deed, told: Detail, model: Model) -> Model:
    """Return the model after a deed that was done.

    Args:
        deed: what was done.
        told: what `perform` returned. For a deed that died on the way, what its traces tell; see the harness.
        model: before it.
    """
    changed_model = _FORETELLERS[deed.name](deed.detail, told, model)
    return replace(changed_model, moment=deed.at, made=max(changed_model.made, model.made + _ids_used(deed)))


def _ids_used(deed: Deed) -> int:
    """Return how far to count on, so that no id is ever given out twice, also not after a deed that died."""
    return 200 if deed.name == "add many" else 1


def _after_add(detail: Detail, _told: Detail, model: Model) -> Model:
    return model.with_records(_with_one(model.kept.records, detail["id"], detail["kind"], detail["values"]))


def _with_one(records: Records, record_id: str, kind: str, values: Mapping[str, Any]) -> Records:
    """Return the records with one that was added or changed; a permission follows that it was given."""
    after = {**records, record_id: (kind, dict(values))}
    event = record_of(after, record_id)
    if not isinstance(event, PermissionEvent):
        return after
    before = record_of(records, record_id) if record_id in records else None
    was = before if isinstance(before, PermissionEvent) and before.permission == event.permission else None
    permission = record_of(after, event.permission)
    assert isinstance(permission, Permission)
    return {**after, **as_kept([carried_over(permission, was, event)])}


def _after_add_many(detail: Detail, _told: Detail, model: Model) -> Model:
    new = {plain["id"]: (plain["kind"], plain["values"]) for plain in detail["records"]}
    return model.with_records({**model.kept.records, **new})


def _after_change(detail: Detail, _told: Detail, model: Model) -> Model:
    kind, _ = model.kept.records[detail["id"]]
    return model.with_records(_with_one(model.kept.records, detail["id"], kind, detail["values"]))


def _after_delete(detail: Detail, told: Detail, model: Model) -> Model:
    try:
        left = without(model.kept.records, detail["ids"])
    except RefusedError:
        assert told.get("refused", True), "a deletion that should have been refused was done"
        return model
    assert not told.get("refused"), "a deletion was refused without reason"
    deleted = model.with_records(left)
    return replace(deleted, deletion=deleted.kept)


def _after_change_many(detail: Detail, _told: Detail, model: Model) -> Model:
    value = _field_of(detail)
    changed_ones = (
        record_of(model.kept.records, each).with_values(**{detail["field"]: value}) for each in detail["ids"]
    )
    return model.with_records({**model.kept.records, **as_kept(changed_ones)})


def _after_bring_back(_detail: Detail, _told: Detail, model: Model) -> Model:
    return model.with_records(model.kept.undo[-1])


def _after_attach(detail: Detail, _told: Detail, model: Model) -> Model:
    content = picture(detail["content"], detail["size"])
    sha256 = hashlib.sha256(content).hexdigest()
    owner = record_of(model.kept.records, detail["owner"])
    release = owner.released_to
    evidence = {
        "name": detail["id"],
        "file_name": f"{detail['id']}.png",
        "sha256": sha256,
        "media_type": "image/png",
        "size": len(content),
        "pages": 1,
        **({"release": release.value} if release in kind_called("evidence").release_choices() else {}),
    }
    linked = owner.with_values(evidence=(*owner.evidence, detail["id"]))
    records = {**model.kept.records, **as_kept([linked]), detail["id"]: ("evidence", evidence)}
    return replace(model.with_records(records), evidence=model.evidence | {sha256})


def _after_export(detail: Detail, told: Detail, model: Model) -> Model:
    records = {**model.kept.records, detail["id"]: ("outgoing", told["logged"])}
    return replace(model.with_records(records), exports={**model.exports, detail["file"]: told["sha256"]})


def _after_back_up(_detail: Detail, told: Detail, model: Model) -> Model:
    assert told["ending"] != "made" or told["backup"] in told["left"], "a backup was cleared as soon as it was made"
    backups = {name: backed for name, backed in model.backups.items() if name in told["left"]}
    if told["ending"] == "made":
        backups[told["backup"]] = model.backed
    return replace(model, backups=backups)


def _after_restore(detail: Detail, told: Detail, model: Model) -> Model:
    backed = model.backups[newest_of(model.backups)]
    assert told["operations"] == backed.kept.operations, "another backup was restored than the newest"
    return replace(model, restored={**model.restored, detail["to"]: backed})


def _after_swap(_detail: Detail, told: Detail, model: Model) -> Model:
    """Return what the backup held; the keys of now go on, and the vault that was in use is kept aside."""
    backed = model.backups[newest_of(model.backups)]
    swapped = replace(
        model,
        kept=backed.kept,
        evidence=backed.evidence,
        restored={**model.restored, f"../{told['aside']}": model.backed},
    )
    return replace(swapped, backups=dict.fromkeys(told["left"], swapped.backed))


def _after_archive(detail: Detail, told: Detail, model: Model) -> Model:
    return replace(
        model,
        archives={**model.archives, detail["file"]: model.kept.records},
        exports={**model.exports, detail["file"]: told["sha256"]},
    )


def _after_import(detail: Detail, told: Detail, model: Model) -> Model:
    backed = _after_back_up(detail, told, model)
    new = {key: value for key, value in model.archives[detail["file"]].items() if key not in model.kept.records}
    records = {**model.kept.records, **new}
    persons = sum(kind == "person" for kind, _ in records.values())
    assert not (told["imported"] and persons > 1), "an import that should have been refused was done"
    assert told["imported"] or told.get("in flight") or persons > 1, "an import was refused without reason"
    return backed.with_records(records) if told["imported"] else backed


def newest_of(backups: Mapping[str, Backed]) -> str:
    """Return the name of the backup that was made last, whatever its date; they are entered as they are made."""
    return list(backups)[-1]


def with_backup_before_migration(backups: Sequence[Backup], model: Model) -> Model:
    """Return the model with the backup that the program made as it opened the vault, when it did: it tells nobody."""
    made = {
        each.name: model.backed
        for each in backups
        if each.manifest
        and each.manifest.reason is BackupReason.MIGRATION
        and each.manifest.operations == model.kept.operations  # else it is of a vault that was put in this one's place
        and each.name not in model.backups
    }
    return replace(model, backups={**model.backups, **made})


_FORETELLERS: Final[Mapping[str, Callable[[Detail, Detail, Model], Model]]] = {
    "add": _after_add,
    "add many": _after_add_many,
    "change": _after_change,
    "change many": _after_change_many,
    "delete": _after_delete,
    "bring back": _after_bring_back,
    "attach": _after_attach,
    "undo": lambda _, __, model: replace(model, kept=model.kept.undone()),
    "redo": lambda _, __, model: replace(model, kept=model.kept.redone()),
    "export": _after_export,
    "passphrase": lambda detail, _, model: replace(model, passphrase=detail["new"]),
    "recovery key": lambda _, told, model: replace(model, recovery_key=told["key"]),
    "keyring": lambda _, told, model: replace(model, unlock_key=told["unlock_key"]),
    "back up": _after_back_up,
    "restore": _after_restore,
    "swap": _after_swap,
    "archive": _after_archive,
    "import": _after_import,
    "index": lambda _, __, model: model,
    "reopen": lambda _, __, model: model,
}
