"""What is in the vault after a deed, as the model has it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from portfolio_app.domain.kinds import kind_called
from portfolio_app.domain.permission_agreement import carried_over
from portfolio_app.domain.records.permission import Permission, PermissionEvent
from portfolio_app.storage.backups.manifest import BackupReason
from portfolio_app.storage.backups.store import Backup
from tests.reliability.deeds import Deed, Detail, field_of
from tests.reliability.invention import picture
from tests.reliability.model import Backed, Model, Records, RefusedError, as_kept, record_of, without


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
    value = field_of(detail)
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
