"""Choosing a deed that can be done now."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from portfolio_app.domain.kinds import KINDS, kind_called
from tests.reliability.deeds import Deed, Detail
from tests.reliability.invention import changed, invented, one_field
from tests.reliability.model import Model, record_of

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
