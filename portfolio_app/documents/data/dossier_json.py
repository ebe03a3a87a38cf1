"""The dossier as JSON: the records that it shows, how the registers judge them, and the SHA-256 of every annex."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from portfolio_app.common.text import Language, Text
from portfolio_app.documents.blocks import Attachment
from portfolio_app.domain.fields import Record
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.permissions import PermissionNumbers
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.rules.standing import RegisterStanding, RequirementStanding
from portfolio_app.domain.values import Reference, References
from portfolio_app.domain.values.simple import plain_decimal

FORMAT: Final = "vakdossier-dossier/1"
"""Name and version of the form; a change that an old reader would misunderstand raises the number."""

FILE_NAME: Final = "dossier.json"
_DESCRIPTION: Final = Text(
    "De gegevens van dit dossier, met de SHA-256 van elk bewijsstuk",
    "The data of this dossier, with the SHA-256 of every piece of evidence",
)


@dataclass(frozen=True, slots=True)
class AnnexFacts:
    """A piece of evidence with its label and the ids of the records that it proves."""

    label: str
    evidence: Evidence
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """What the data of a dossier are made of; every record was filtered for a register.

    `as_of` is the day at whose end the records stood like this; None for those of now.
    """

    register: str
    register_name: Text
    first: date
    last: date
    dated: date
    language: Language
    records: tuple[Record, ...]
    annexes: tuple[AnnexFacts, ...]
    standings: tuple[RegisterStanding, ...]
    permissions: PermissionNumbers | None
    as_of: date | None = None


def dossier_data(facts: DossierFacts) -> dict[str, Any]:
    """Return the dossier as JSON knows it; links to what is not in the dossier are left out."""
    known = {record.id for record in facts.records} | {annex.evidence.id for annex in facts.annexes}
    data: dict[str, Any] = {
        "format": FORMAT,
        "dated": facts.dated.isoformat(),
        "language": facts.language,
        "register": {"id": facts.register, "name": _text(facts.register_name)},
        "period": {"first": facts.first.isoformat(), "last": facts.last.isoformat()},
        "records": _records(facts.records, known),
        "standings": [_standing(standing, known) for standing in facts.standings],
        "annexes": [_annex(annex) for annex in facts.annexes],
    }
    if facts.as_of is not None:
        data["asOf"] = facts.as_of.isoformat()
    if facts.permissions is not None:
        data["permissions"] = _permissions(facts.permissions)
    return data


def dossier_attachment(facts: DossierFacts) -> Attachment:
    """Return the data of a dossier as the file that travels inside it; equal facts give equal bytes."""
    content = json.dumps(dossier_data(facts), ensure_ascii=False, indent=1, sort_keys=True)
    return Attachment(FILE_NAME, "application/json", content.encode() + b"\n", _DESCRIPTION.say(facts.language))


def _text(text: Text) -> dict[str, str]:
    return {"nl": text.nl, "en": text.en}


def _records(records: Iterable[Record], known: set[str]) -> dict[str, list[dict[str, Any]]]:
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        by_kind.setdefault(record.kind.key, []).append(_record(record, known))
    return {kind.key: by_kind[kind.key] for kind in KINDS if kind.key in by_kind}


def _record(record: Record, known: set[str]) -> dict[str, Any]:
    plain = record.to_plain()
    plain.pop("release", None)
    for spec in record.kind.fields:
        value = plain.get(spec.name)
        if isinstance(spec.type, Reference) and value not in known:
            plain.pop(spec.name, None)
        elif isinstance(spec.type, References) and value is not None:
            plain[spec.name] = [target for target in value if target in known]
            if not plain[spec.name]:
                del plain[spec.name]
    return {"id": record.id, **plain}


def _annex(annex: AnnexFacts) -> dict[str, Any]:
    evidence = annex.evidence
    facts: dict[str, Any] = {
        "label": annex.label,
        "id": evidence.id,
        "name": evidence.name,
        "sha256": evidence.sha256,
        "mediaType": evidence.media_type,
        "records": list(annex.records),
    }
    sizes = {"size": evidence.size, "pages": evidence.pages}
    facts.update({key: value for key, value in sizes.items() if value is not None})
    if evidence.dated is not None:
        facts["dated"] = evidence.dated.isoformat()
    if evidence.evidence_kind is not None:
        facts["kind"] = evidence.evidence_kind.value
    return facts


def _standing(standing: RegisterStanding, known: set[str]) -> dict[str, Any]:
    return {
        "register": standing.register,
        "name": _text(standing.register_name),
        "ruleSet": standing.rule_set.id,
        "ruleSetName": _text(standing.rule_set.name),
        "state": standing.state.value,
        "source": _text(standing.rule_set.source),
        "on": standing.on.isoformat(),
        "period": {"first": standing.period.start.isoformat(), "last": standing.period.end.isoformat()},
        "requirements": [_requirement(each, known) for each in standing.requirements],
    }


def _requirement(requirement: RequirementStanding, known: set[str]) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "id": requirement.id,
        "label": _text(requirement.label),
        "unit": _text(requirement.unit),
        "measure": requirement.measure.value,
        "period": {"first": requirement.period.start.isoformat(), "last": requirement.period.end.isoformat()},
        "counted": plain_decimal(requirement.counted),
        "atMost": requirement.at_most,
        "counts": [
            {"id": each.id, "amount": plain_decimal(each.amount)} for each in requirement.counts if each.id in known
        ],
        "doesNotCount": [
            {"id": each.id, "why": _text(each.why)} for each in requirement.does_not_count if each.id in known
        ],
    }
    for key, value in (("required", requirement.required), ("short", requirement.short)):
        if value is not None:
            facts[key] = plain_decimal(value)
    if requirement.met is not None:
        facts["met"] = requirement.met
    return facts


def _permissions(numbers: PermissionNumbers) -> dict[str, Any]:
    return {
        "asked": numbers.asked,
        "written": numbers.written,
        "byState": {state.value: count for state, count in numbers.by_state},
        "exchanges": numbers.exchanges,
        "byGround": {ground.value: count for ground, count in numbers.exchanges_by_ground},
    }
