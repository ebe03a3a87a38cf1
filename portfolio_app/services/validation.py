"""Whether the codes that a record names exist; all else is the storage's to refuse."""

from __future__ import annotations

from collections.abc import Iterable

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.domain.fields import Record
from portfolio_app.domain.rules import RuleSet
from portfolio_app.domain.values import Codes, CodeScheme
from portfolio_app.registers.catalogue import Registers


def refuse_unknown_codes(
    record: Record, before: Record | None, registers: Registers, rule_sets: Iterable[RuleSet]
) -> None:
    """Refuse a record that names a code which no register has.

    Args:
        record: what is to be saved.
        before: what it was; a code that stood there already may stay, since registers come and go.
        registers: the codes that exist.
        rule_sets: a register may be known by its rules alone.

    Raises:
        WrongUseError: names the field and the code.
    """
    for spec in record.kind.fields:
        if not isinstance(spec.type, Codes):
            continue
        known = {code for scheme in spec.type.schemes for code in registers.codes(scheme.value)}
        if CodeScheme.REGISTER in spec.type.schemes:
            known.update(rule_set.register for rule_set in rule_sets)
        accepted = known.union(getattr(before, spec.name, ()))
        for code in getattr(record, spec.name):
            if code not in accepted:
                raise WrongUseError(
                    Text("{label}: geen register kent “{code}”.", "{label}: no register knows “{code}”.").fill(
                        label=spec.label, code=code
                    )
                )
