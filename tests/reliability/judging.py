"""Holds a vault whose process was killed against what was acknowledged."""

from __future__ import annotations

import hashlib
import json
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import VakdossierError
from portfolio_app.domain.records.growth import Goal
from portfolio_app.storage.backups.store import Backup, BackupStore
from portfolio_app.storage.check import check_vault
from portfolio_app.storage.driver import connect
from portfolio_app.storage.errors import OlderVaultError, WrongPassphraseError
from portfolio_app.storage.header import HEADER_NAME, PREVIOUS_NAME, Header, read_header_file
from portfolio_app.storage.migrations import schema_version
from portfolio_app.storage.vault import Secret, Vault, open_vault
from tests.reliability.deeds import Deed, Detail
from tests.reliability.foretelling import after, newest_of
from tests.reliability.model import Backed, Model, Records, as_kept
from tests.reliability.performing import told_of_backups

_DEEPEST_UNDO: Final = 60
_HARMLESS_REMAINS: Final = frozenset({"evidence"})
"""Where the check may find something that is not serious: a file that no record names yet."""


@dataclass
class Judgement:
    """What was found.

    Attributes:
        model: what the vault holds, now that it is known whether the deed in flight was done.
        lost: acknowledged things that are not there.
        damaged: things that are there, but not as they were put there.
        other: what else is not as it should be.
        remains: how many temporary and ownerless files lie about, by place.
        seconds_to_open: from asking for the vault to having all its records.
        in_flight_was_kept: the deed that was not acknowledged turned out to be done.
    """

    model: Model
    lost: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    remains: Counter[str] = field(default_factory=Counter)
    seconds_to_open: float | None = None
    in_flight_was_kept: bool = False


def judge_unopened(path: Path, model: Model, versions: set[int]) -> Judgement:
    """Judge the schema of a vault whose process died while opening it: it is one of `versions`, and nothing between."""
    judgement = Judgement(model)
    try:
        vault = open_vault(path, Secret(passphrase=model.passphrase), FixedClock(model.moment), read_only=True)
    except VakdossierError:
        return judgement  # of an older schema, or to be recovered first; opening for writing will tell
    with vault:
        connection = connect(vault.place)
        try:
            version = schema_version(connection)
        finally:
            connection.close()
    if version not in versions:
        judgement.damaged.append(f"the schema is at version {version}, which is none of {sorted(versions)}")
    return judgement


@dataclass(frozen=True)
class CutShort:
    """What is not known for certain.

    Attributes:
        deed: what was announced and neither acknowledged nor, if it was refused, known to have left nothing.
        then: what was done, and acknowledged, after that deed was refused.
        may_have_thinned: a backup was made by the way, as a command does when it ends and a swap before it begins, and
            old ones were cleared without a word; a full disk is given room like that too.
    """

    deed: Deed | None = None
    then: Deed | None = None
    may_have_thinned: bool = False


def judge_opened(path: Path, out: Path, model: Model, cut: CutShort) -> Judgement:
    """Open the vault for writing, as the person would, and judge all that is in it and beside it."""
    judgement = Judgement(model)
    _note_remains(path, out, judgement, "before opening")
    read = _read_only(path, model, judgement)
    begun = time.perf_counter()
    vault = _opened_by_either(path, model, cut.deed, judgement)
    if vault is None:
        return judgement
    with vault:
        records = as_kept(vault.storage.snapshot())
        judgement.seconds_to_open = time.perf_counter() - begun
        if read is not None and read != records:
            judgement.other.append("read only, the vault held something else")
        _settle(vault, out, records, cut, judgement)
        if not judgement.lost:
            _judge_undo(vault, judgement)
            _judge_check(vault, judgement)
            _judge_evidence(vault, judgement)
            _judge_exports(out, judgement)
            _judge_backups(vault, judgement, cut)
            _judge_keys(path, judgement)
    _judge_restored(out, cut.deed, judgement)
    _note_remains(path, out, judgement, "after opening")
    return judgement


def goal_called(name: str, path: Path, model: Model) -> Deed | None:
    """Return the adding of a goal with that name, if it is in the vault; for what was added by another program."""
    with open_vault(path, Secret(passphrase=model.passphrase), FixedClock(model.moment), read_only=True) as vault:
        found = [goal for goal in vault.storage.snapshot().of(Goal) if goal.name == name]
    if not found:
        return None
    (goal,) = found
    return Deed("add", model.moment, {"kind": "goal", "id": goal.id, "values": goal.to_plain()})


def judge_at_the_end(path: Path, out: Path, model: Model) -> Judgement:
    """Judge what takes long: all the way back by undo, forth by redo, and what was restored from backups."""
    judgement = Judgement(model)
    clock = FixedClock(model.moment)
    with open_vault(path, Secret(passphrase=model.passphrase), clock) as vault:
        kept = model.kept
        depth = min(len(kept.undo), _DEEPEST_UNDO)
        for steps, move in ((depth, "undo"), (depth, "redo")):
            for _ in range(steps):
                getattr(vault.storage, move)()
                kept = kept.undone() if move == "undo" else kept.redone()
                if as_kept(vault.storage.snapshot()) != kept.records:
                    judgement.lost.append(f"{move} did not lead to what was there before")
                    return judgement
        _judge_check(vault, judgement)
        store = BackupStore(vault.backups, vault.data_key.copy())
        for backup in store.list():
            _judge_backup(store, backup, model, judgement, evidence_too=True)
    for name, backed in model.restored.items():
        _judge_vault(out / name, backed, judgement, "a restored vault")
    return judgement


# -- what the deed in flight came to ----------------------------------------------------------------------------------


def _read_only(path: Path, model: Model, judgement: Judgement) -> Records | None:
    """Return what is seen by somebody who opens the vault for reading first, as most commands do; every other time."""
    if model.made % 2:
        return None
    try:
        with open_vault(path, Secret(passphrase=model.passphrase), FixedClock(model.moment), read_only=True) as vault:
            return as_kept(vault.storage.snapshot())
    except (WrongPassphraseError, OlderVaultError):  # in the middle of a change of keys, or of schema
        return None
    except VakdossierError as error:
        judgement.other.append(f"the vault does not open for reading: {error.message.en}")
        return None


def _opened_by_either(path: Path, model: Model, in_flight: Deed | None, judgement: Judgement) -> Vault | None:
    """Open the vault by the acknowledged passphrase, or by the one that was being given."""
    candidates = [model.passphrase]
    if in_flight is not None and in_flight.name == "passphrase":
        candidates.append(in_flight.detail["new"])
    refusals: list[str] = []
    for passphrase in candidates:
        try:
            vault = open_vault(path, Secret(passphrase=passphrase), FixedClock(model.moment))
        except VakdossierError as error:
            refusals.append(error.message.en)
            continue
        judgement.in_flight_was_kept |= passphrase != model.passphrase
        judgement.model = replace(judgement.model, passphrase=passphrase)
        judgement.damaged += [f"on opening: {notice.en}" for notice in vault.notices]
        return vault
    judgement.lost.append(f"the vault does not open: {refusals}")
    return None


def _settle(vault: Vault, out: Path, records: Records, cut: CutShort, judgement: Judgement) -> None:
    """Find out whether the deed in flight was done; there is nothing between done and not done."""
    model = judgement.model
    if cut.deed is not None and cut.deed.name == "recovery key":
        model = replace(model, recovery_key="")
    if cut.deed is not None and cut.deed.name == "keyring":
        model = replace(model, unlock_key=None)
    candidates = [(model, False)]
    if cut.deed is not None and cut.deed.name not in ("passphrase", "recovery key", "keyring"):
        done = [after(cut.deed, told, model) for told in _told_by_traces(cut.deed, vault, out, records, model)]
        candidates = [*((each, True) for each in done if each != model), (model, False)]
    if cut.then is not None:
        candidates = [(after(cut.then, {}, each), was_done) for each, was_done in candidates]
    fitting = [candidate for candidate in candidates if candidate[0].kept.records == records]
    if not fitting:
        judgement.lost.append(f"{cut.deed and cut.deed.name}: {_difference(candidates[-1][0].kept.records, records)}")
        return
    settled, was_done = fitting[0]
    judgement.in_flight_was_kept |= was_done
    # Ids of a deed that died may be on files that were taken in; they are never given out again.
    judgement.model = replace(settled, made=settled.made + 200)


def _told_by_traces(deed: Deed, vault: Vault, out: Path, records: Records, model: Model) -> list[Detail]:
    """Return what the deed may have been about to tell, by its traces; nothing when they say that it was not done."""
    if deed.name in ("back up", "import", "swap"):
        return _told_by_backups(deed, vault, model)
    if deed.name == "export":
        logged = records.get(deed.detail["id"])
        return [{"sha256": _sha256(out / deed.detail["file"]), "logged": logged[1]}] if logged else []
    if deed.name == "archive":
        sha256 = _sha256(out / deed.detail["file"])
        return [{"sha256": sha256}] if sha256 != model.exports.get(deed.detail["file"], "") else []
    if deed.name == "restore":
        newest = model.backups[newest_of(model.backups)]
        return [{"operations": newest.kept.operations}] if (out / deed.detail["to"]).exists() else []
    return [{}]


def _told_by_backups(deed: Deed, vault: Vault, model: Model) -> list[Detail]:
    names = [backup.name for backup in BackupStore(vault.backups, vault.data_key.copy()).list()]
    told = told_of_backups(model.backups, names)
    if deed.name == "back up":
        return [told]
    if deed.name == "import":
        return [{**told, "imported": imported, "in flight": True} for imported in (False, True)]
    known = {Path(name).name for name in model.restored}
    aside = [path.name for path in vault.path.parent.glob("*-oud-*") if path.name not in known]
    return [{"aside": name, "left": names} for name in aside]


# -- the parts --------------------------------------------------------------------------------------------------------


def _judge_undo(vault: Vault, judgement: Judgement) -> None:
    kept = judgement.model.kept
    if (vault.storage.undoable() is not None) != bool(kept.undo):
        judgement.lost.append("whether something can be undone is not as it was")
    if (vault.storage.redoable() is not None) != bool(kept.redo):
        judgement.lost.append("whether something can be redone is not as it was")


def _judge_check(vault: Vault, judgement: Judgement) -> None:
    for finding in check_vault(vault).findings:
        if finding.is_serious or finding.place not in _HARMLESS_REMAINS:
            judgement.damaged.append(f"{finding.place}: {finding.message.en}")
        else:
            judgement.remains["evidence that no record names"] += 1


def _judge_evidence(vault: Vault, judgement: Judgement) -> None:
    for sha256 in judgement.model.evidence:
        if not vault.evidence.is_good(sha256):
            judgement.lost.append("acknowledged evidence is missing or damaged")


def _judge_exports(out: Path, judgement: Judgement) -> None:
    """Every file that was exported is as it was acknowledged, or is the whole of the one that was in flight."""
    for path in sorted(out.iterdir()):
        if path.name.startswith((".", "r", "terug-")):
            continue
        known = judgement.model.exports.get(path.name)
        actual = _sha256(path)
        if actual == known:
            continue
        wrong = what_is_wrong_with(path)
        if wrong:
            judgement.damaged.append(f"the exported {path.name} is not whole: {wrong}")
        judgement.model = replace(judgement.model, exports={**judgement.model.exports, path.name: actual})
    for name in judgement.model.exports:
        if not (out / name).exists():
            judgement.lost.append(f"the exported {name} is gone")


def _judge_backups(vault: Vault, judgement: Judgement, cut: CutShort) -> None:
    """All acknowledged backups are there and look good, and the newest is read in full."""
    store = BackupStore(vault.backups, vault.data_key.copy())
    backups = store.list()
    there = {backup.name for backup in backups}
    if cut.may_have_thinned and judgement.model.backups:
        newest = newest_of(judgement.model.backups)
        left = {name: backed for name, backed in judgement.model.backups.items() if name in there or name == newest}
        judgement.model = replace(judgement.model, backups=left)
    for name in judgement.model.backups:
        if name not in there:
            judgement.lost.append(f"the backup {name} is gone")
    for backup in reversed(backups):
        if backup.problem is not None:
            judgement.damaged.append(f"the backup {backup.name}: {backup.problem.en}")
        elif backup.name not in judgement.model.backups:
            _take_over(backup, judgement)
    if backups:
        _judge_backup(store, backups[0], judgement.model, judgement, evidence_too=False)


def _take_over(backup: Backup, judgement: Judgement) -> None:
    """Reckon with a backup that was made by the way, as a command does when it ends; it must be of this moment."""
    model = judgement.model
    if backup.manifest is None or backup.manifest.operations != model.kept.operations:
        judgement.other.append(f"nobody knows of the backup {backup.name}")
        return
    judgement.model = replace(model, backups={**model.backups, backup.name: model.backed})


def _judge_backup(
    store: BackupStore, backup: Backup, model: Model, judgement: Judgement, *, evidence_too: bool
) -> None:
    wrong = store.verify(backup, evidence_too=evidence_too)
    if wrong is not None:
        judgement.damaged.append(f"the backup {backup.name}: {wrong.en}")
    known = model.backups.get(backup.name)
    if known is not None and backup.manifest is not None and backup.manifest.operations != known.kept.operations:
        judgement.damaged.append(f"the backup {backup.name} is of another moment")


def _judge_keys(path: Path, judgement: Judgement) -> None:
    """A passphrase that was replaced must not go on opening the vault, not even by the second copy of the keys."""
    model = judgement.model
    secret = Secret(passphrase=model.passphrase)
    try:
        secret.unlock(read_header_file(path / PREVIOUS_NAME))
        if model.recovery_key:
            Secret(recovery_key=model.recovery_key).unlock(read_header_file(path / PREVIOUS_NAME))
        for name in (HEADER_NAME, PREVIOUS_NAME):
            _judge_keyring(read_header_file(path / name), model, judgement)
    except VakdossierError:
        judgement.other.append("the second copy of the keys is still opened by what was replaced")


def _judge_keyring(header: Header, model: Model, judgement: Judgement) -> None:
    """What the keyring keeps opens the vault when that was acknowledged, and nothing does when it was turned off."""
    if model.unlock_key:
        Secret(unlock_key=bytes.fromhex(model.unlock_key)).unlock(header)
    elif model.unlock_key is not None and header.keyring_wrap is not None:
        judgement.other.append("a keyring still opens the vault, although that was turned off")


def _judge_restored(out: Path, in_flight: Deed | None, judgement: Judgement) -> None:
    if in_flight is None or in_flight.name != "restore":
        return
    name = in_flight.detail["to"]
    if name in judgement.model.restored:
        _judge_vault(out / name, judgement.model.restored[name], judgement, "a vault whose restoring was cut short")


def _judge_vault(path: Path, backed: Backed, judgement: Judgement, what: str) -> None:
    try:
        with open_vault(path, Secret(passphrase=backed.passphrase), FixedClock(judgement.model.moment)) as vault:
            if as_kept(vault.storage.snapshot()) != backed.kept.records:
                judgement.lost.append(f"{what} holds something else than its backup")
            judgement.damaged += [
                f"{what}: {each.message.en}" for each in check_vault(vault).findings if each.is_serious
            ]
    except VakdossierError as error:
        judgement.lost.append(f"{what} does not open: {error.message.en}")


def what_is_wrong_with(path: Path) -> str:
    """Return why an exported file is not whole; nothing when it is."""
    try:
        if path.suffix == ".json":
            json.loads(path.read_bytes())
        elif path.suffix in (".docx", ".zip"):
            with zipfile.ZipFile(path) as archive:
                return archive.testzip() or ""
        else:
            import pikepdf

            with pikepdf.open(path) as pdf:
                return "" if not pdf.check_pdf_syntax() and len(pdf.pages) else "its syntax"
    except (ValueError, OSError, zipfile.BadZipFile, RuntimeError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def _note_remains(path: Path, out: Path, judgement: Judgement, when: str) -> None:
    places: dict[str, Path] = {
        "vault": path,
        "vault/evidence": path / "evidence",
        "vault/backups": path / "backups",
        "folder of exports": out,
    }
    for place, folder in places.items():
        found = sum(entry.name.startswith(".vakdossier-") for entry in folder.iterdir())
        if found:
            judgement.remains[f"temporary files in {place}, {when}"] = found
    if when == "before opening" and (path / "portfolio.db-journal").exists():
        judgement.remains["journals to roll back"] += (path / "portfolio.db-journal").stat().st_size > 0


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def _difference(meant: Records, found: Records) -> str:
    gone = [key for key in meant if key not in found]
    extra = [key for key in found if key not in meant]
    changed: dict[str, Any] = {
        key: {name for name in meant[key][1] | found[key][1] if meant[key][1].get(name) != found[key][1].get(name)}
        for key in meant
        if key in found and meant[key] != found[key]
    }
    return f"gone: {gone}; not asked for: {extra}; otherwise: {changed}"
