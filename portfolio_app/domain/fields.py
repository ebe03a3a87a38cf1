"""How a record kind is declared: a dataclass whose fields carry label, help, type, audience and search weight.

The declaration is the one place where a field is described. Database columns, forms, lists, filters, import and export
columns, history and document tables derive from it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from enum import IntEnum
from typing import Any, ClassVar, Final, Self, TypeVar, cast

from portfolio_app.common.text import NO_TEXT, Language, Text
from portfolio_app.domain.areas import Area as Area  # noqa: PLC0414 - a kind is declared with what stands here
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.values import (
    Choice,
    LongText,
    Option,
    PartialDateValue,
    Plain,
    References,
    ValueProblem,
    ValueType,
)
from portfolio_app.domain.values.links import is_record_id

_SPEC: Final = "vakdossier.field"
TITLE_SEPARATOR: Final = " · "
"""What stands between the parts of a record's title; see `Record.title`."""


class SearchWeight(IntEnum):
    """How much a field says about its record when somebody searches."""

    NONE = 0
    BODY = 1
    TITLE = 2


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a record kind.

    Attributes:
        name: the dataclass field, the database column and the JSON key.
        type: what it holds and how it is typed, shown, stored and checked.
        required: a record without it cannot be saved.
        in_list: it is a column of the list of its kind.
        english_of: the field of which this is the English wording.
        group: the heading under which the form shows it; the field that starts a group carries it.
    """

    name: str
    label: Text
    type: ValueType[Any]
    audience: Audience
    help: Text = NO_TEXT
    required: bool = False
    search: SearchWeight = SearchWeight.NONE
    in_list: bool = False
    english_of: str = ""
    group: Text = NO_TEXT


def field(  # noqa: PLR0913 - a declaration, always called by name
    label: Text,
    value_type: ValueType[Any],
    audience: Audience = Audience.REGISTER,
    *,
    hint: Text = NO_TEXT,
    required: bool = False,
    search: SearchWeight = SearchWeight.NONE,
    in_list: bool = False,
    english_of: str = "",
    group: Text = NO_TEXT,
) -> Any:  # noqa: ANN401 - as `dataclasses.field`
    """Declare a field of a record kind; see `FieldSpec`. The name is the attribute's."""
    spec = FieldSpec("", label, value_type, audience, hint, required, search, in_list, english_of, group)
    return dataclasses.field(default_factory=value_type.empty, metadata={_SPEC: spec})


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field of a record."""

    field: FieldSpec
    problem: Text


@dataclass(frozen=True, slots=True)
class RecordKind:
    """All that is known of a kind of record.

    Attributes:
        key: stable name, used as table name, on the command line and in JSON.
        record_type: the dataclass.
        title_fields: the fields that together name a record, most telling first.
        order: the fields by which a list is ordered; a leading minus means downward.
        default_release: whom a record is for until its owner says otherwise.
        widest_release: the widest circle that its owner may choose.
        singleton: there is at most one such record.
        parent: the Reference field that names the record it is part of.
        ongoing: the field that is empty while what the record tells of goes on: in a list that is later than any value.
    """

    key: str
    label: Text
    plural: Text
    hint: Text
    area: Area
    record_type: type[Record]
    fields: tuple[FieldSpec, ...]
    title_fields: tuple[str, ...]
    order: tuple[str, ...]
    default_release: Audience
    widest_release: Audience
    singleton: bool = False
    parent: str = ""
    ongoing: str = ""

    def field(self, name: str) -> FieldSpec:
        """Return the field called `name`.

        Raises:
            ValueProblem: there is no such field.
        """
        for spec in self.fields:
            if spec.name == name:
                return spec
        known = ", ".join(spec.name for spec in self.fields)
        raise ValueProblem(
            Text(
                "“{kind}” heeft geen veld “{name}”. Wel: {known}.", "“{kind}” has no field “{name}”. It has: {known}."
            ).fill(kind=self.label, name=name[:40], known=known)
        )

    @property
    def list_fields(self) -> tuple[FieldSpec, ...]:
        """The fields that are columns of the list."""
        return tuple(spec for spec in self.fields if spec.in_list)

    def release_choices(self) -> tuple[Audience, ...]:
        """Return the audiences that the owner of a record of this kind may choose."""
        circles = (Audience.PUBLIC, Audience.REGISTER, Audience.PRIVATE)
        if self.widest_release is Audience.THIRD_PARTY:
            return (Audience.THIRD_PARTY,)
        if self.singleton:
            # Without the person there is no document at all; what must stay private is kept so field by field.
            return (self.default_release,)
        return circles[circles.index(self.widest_release) :]

    def from_plain(self, record_id: str, plain: Plain) -> Record:
        """Return the record that `Record.to_plain` gave.

        Raises:
            ValueProblem: a field is unknown or its value does not fit.
        """
        if not isinstance(plain, dict):
            raise ValueProblem(Text("Dit is geen gegeven.", "This is not a record."))
        values = {name: self.field(name).type.from_plain(value) for name, value in plain.items()}
        return self.record_type(id=record_id, **values)


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """Base of every record kind: what each record has besides its own fields."""

    kind: ClassVar[RecordKind]

    id: str
    evidence: tuple[str, ...] = field(
        Text("Bewijsstukken", "Evidence"),
        References(("evidence",)),
        Audience.PUBLIC,
        hint=Text("Bestanden die dit aantonen.", "Files that prove this."),
        group=Text("Bewijs en aantekeningen", "Evidence and notes"),
    )
    notes: str = field(
        Text("Eigen aantekeningen", "My own notes"),
        LongText(),
        Audience.PRIVATE,
        hint=Text("Alleen voor uzelf; komt in geen enkel document.", "Only for yourself; never in a document."),
        search=SearchWeight.BODY,
    )
    release: Option | None = field(
        Text("Wie mag dit zien", "Who may see this"),
        Choice(Audience),
        Audience.PUBLIC,
        hint=Text(
            "Openbaar: in een cv. Register: in een dossier. Leeg: zoals gebruikelijk voor deze soort.",
            "Public: in a CV. Register: in a dossier. Leave empty for what is usual for this kind.",
        ),
    )

    @property
    def released_to(self) -> Audience:
        """Whom this record is for: its owner's choice within what the kind allows, or the kind's usual audience.

        That a record is about somebody else is always heeded: it makes its circle no wider.
        """
        chosen = self.release
        if isinstance(chosen, Audience) and (chosen is Audience.THIRD_PARTY or chosen in self.kind.release_choices()):
            return chosen
        return self.kind.default_release

    def title(self, language: Language) -> str:
        """Return what the record is called in lists and links; falls back on the kind's name.

        A code of a register stands in it as it is; `registers.naming` puts its name there.
        """
        parts = (self.shown(name, language) for name in self.kind.title_fields)
        return TITLE_SEPARATOR.join(part for part in parts if part) or self.kind.label.say(language)

    def shown(self, name: str, language: Language) -> str:
        """Return the field `name` as a person reads it; its English wording where there is one and English is read."""
        return self.kind.field(name).type.show(self.said(name, language), language)

    def said(self, name: str, language: Language) -> Any:  # noqa: ANN401 - of the field's own type
        """Return the value of the field `name`; its English wording where there is one and English is read."""
        if language == "en":
            for spec in self.kind.fields:
                if spec.english_of == name and getattr(self, spec.name):
                    return getattr(self, spec.name)
        return getattr(self, name)

    def to_plain(self) -> dict[str, Plain]:
        """Return the fields that say something, as JSON knows them."""
        return {
            spec.name: spec.type.to_plain(value)
            for spec in self.kind.fields
            if not spec.type.is_empty(value := getattr(self, spec.name))
        }

    def problems(self) -> tuple[FieldProblem, ...]:
        """Return what stands in the way of saving this record; empty when nothing does."""
        found: list[FieldProblem] = []
        for spec in self.kind.fields:
            value = getattr(self, spec.name)
            if not spec.type.fits(value):
                problem: Text | None = Text("Deze waarde past niet in dit veld.", "This value does not fit this field.")
            elif spec.type.is_empty(value):
                missing = Text("Vul “{label}” in.", "Fill in “{label}”.")
                problem = missing.fill(label=spec.label) if spec.required else None
            else:
                problem = spec.type.problem(value)
            if problem:
                found.append(FieldProblem(spec, problem))
        if not is_record_id(self.id):
            raise ValueError(f"not a record id: {self.id!r}")
        found.extend(FieldProblem(self.kind.field(name), problem) for name, problem in self.contradictions())
        return tuple(found)

    def contradictions(self) -> tuple[tuple[str, Text], ...]:
        """Return pairs of field name and problem for values that do not go together; each kind adds its own."""
        return ()

    def with_values(self, **values: object) -> Self:
        """Return a copy with other values for some fields."""
        return dataclasses.replace(self, **cast("dict[str, Any]", values))


R = TypeVar("R", bound=Record)


def record_kind(  # noqa: PLR0913 - a declaration, always called by name
    key: str,
    *,
    label: Text,
    plural: Text,
    hint: Text,
    area: Area,
    title: tuple[str, ...],
    order: tuple[str, ...],
    default_release: Audience,
    widest_release: Audience | None = None,
    singleton: bool = False,
    parent: str = "",
    ongoing: str = "",
) -> Callable[[type[R]], type[R]]:
    """Declare the dataclass below it as a record kind; see `RecordKind`. Its own fields come first."""

    def declared(record_type: type[R]) -> type[R]:
        inherited = {spec.name for spec in dataclasses.fields(Record)}
        members = dataclasses.fields(record_type)
        ordered = [m for m in members if m.name not in inherited] + [m for m in members if m.name in inherited]
        specs = tuple(
            dataclasses.replace(member.metadata[_SPEC], name=member.name)
            for member in ordered
            if _SPEC in member.metadata
        )
        record_type.kind = RecordKind(
            key=key,
            label=label,
            plural=plural,
            hint=hint,
            area=area,
            record_type=record_type,
            fields=specs,
            title_fields=title,
            order=order,
            default_release=default_release,
            widest_release=widest_release or default_release,
            singleton=singleton,
            parent=parent,
            ongoing=ongoing,
        )
        names = {spec.name for spec in specs}
        named = {*title, *(name.removeprefix("-") for name in order), *(name for name in (parent, ongoing) if name)}
        if named - names:
            raise TypeError(f"{key}: no such fields: {sorted(named - names)}")
        return record_type

    return declared


Moment = TypeVar("Moment", date, time, PartialDateValue)


def starts_before_end(start: Moment | None, end: Moment | None, end_field: str = "end") -> tuple[tuple[str, Text], ...]:
    """Return the contradiction of a period that ends before it starts, for `Record.contradictions`.

    A partial date is given the benefit of the doubt; None is never a contradiction.
    """
    if start is None or end is None:
        return ()
    if getattr(start, "first_day", start) <= getattr(end, "last_day", end):
        return ()
    return ((end_field, Text("Het einde ligt voor het begin.", "The end is before the start.")),)
