"""Commands on records: list, show, add, edit, delete and search, for every kind by its declaration."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from portfolio_app.cli.access import open_asked
from portfolio_app.cli.console import Console
from portfolio_app.cli.naming import named
from portfolio_app.cli.parser import AS_OF, JSON, PASSPHRASE_FILE, VAULT, Argument, Command, positive
from portfolio_app.common.errors import EnvironmentRefusedError, VakdossierError, WrongUseError
from portfolio_app.common.text import Language, Text
from portfolio_app.domain.fields import Record, RecordKind
from portfolio_app.domain.kinds import KINDS, kind_called
from portfolio_app.domain.values import CalendarDate, PartialDate, seen_from
from portfolio_app.registers.naming import readable_title, title_of

if TYPE_CHECKING:
    from portfolio_app.registers.catalogue import Registers
    from portfolio_app.services.portfolio import Portfolio, RecordTitle

Refused = list[tuple[str, VakdossierError]]
"""Names of files that were not taken in, each with why."""

_NOTHING: Final = Text("Niets gevonden.", "Nothing found.")
_KIND = Argument(
    ("kind",),
    Text(
        "soort: " + ", ".join(kind.key for kind in KINDS),
        "kind: " + ", ".join(kind.key for kind in KINDS),
    ),
    value_name="KIND",
)
_ID = Argument(("id",), Text("kenmerk van het gegeven", "id of the record"), value_name="ID")
_IDS = Argument(("ids",), Text("kenmerken van de gegevens", "ids of the records"), count="+", value_name="ID")
_ATTACH = Argument(
    ("--attach",),
    Text("bestand als bewijsstuk toevoegen; mag vaker", "file to add as evidence; may be repeated"),
    convert=Path,
    repeated=True,
    value_name="FILE",
)
_LIMIT = Argument(
    ("--limit",), Text("hoogstens zoveel", "at most this many"), convert=positive, default=None, value_name="N"
)
_OFFSET = Argument(
    ("--offset",), Text("sla er zoveel over", "skip this many"), convert=positive, default=0, value_name="N"
)


def record_data(record: Record, registers: Registers, language: Language) -> dict[str, object]:
    """Return a record as the commands print it for machines; the codes in its title are replaced by their names."""
    return {
        "id": record.id,
        "kind": record.kind.key,
        "title": title_of(registers, record, language),
        "audience": record.released_to.value,
        "fields": record.to_plain(),
    }


def _list(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.portfolio import ListQuery

    kind = kind_called(asked.kind)
    with open_asked(asked, console, read_only=True) as portfolio:
        query = ListQuery(
            words=asked.text,
            order=(asked.order,) if asked.order else (),
            offset=asked.offset,
            limit=asked.limit,
        )
        if asked.as_of is None:
            listing = portfolio.records(kind, query)
        else:
            from portfolio_app.services.looking_back import listing_on

            listing = listing_on(portfolio, kind, asked.as_of, query)
    if asked.json:
        console.data([record_data(record, portfolio.registers, console.language) for record in listing.records])
        return 0
    if not listing.records:
        none = Text("Nog geen {kind}.", "No {kind} yet.").fill(kind=kind.plural.within_a_sentence())
        console.say(_NOTHING if asked.text else none)
        return 0
    columns = kind.list_fields
    console.table(
        ["id", *(column.label.say(console.language) for column in columns)],
        (
            [record.id, *(record.shown(column.name, console.language) for column in columns)]
            for record in listing.records
        ),
    )
    console.say(
        Text("{n} van {total}", "{n} of {total}").fill(n=len(listing.records), total=listing.total),
    )
    return 0


def _show(asked: argparse.Namespace, console: Console) -> int:
    with open_asked(asked, console, read_only=True) as portfolio:
        if asked.as_of is None:
            from portfolio_app.services.telling import facts_of

            record = portfolio.record_called(asked.id)
            referrers = portfolio.referrers(record.id)
            facts = facts_of(portfolio, record)
        else:
            from portfolio_app.services.looking_back import facts_on, record_on

            record = record_on(portfolio, asked.id, asked.as_of)
            referrers = ()
            facts = facts_on(portfolio, record, asked.as_of)
    if asked.json:
        data = record_data(record, portfolio.registers, console.language)
        if asked.as_of is not None:
            data["as_of"] = asked.as_of.isoformat()
        data["referred_to_by"] = [
            {"id": each.id, "kind": each.kind, "title": _titled(portfolio, each, console.language)}
            for each in referrers
        ]
        console.data(data)
        return 0
    title = title_of(portfolio.registers, record, console.language)
    console.print(named(record.kind.key, record.id, title, console.language))
    for label, said in facts:
        console.print(f"  {label.say(console.language)}: {said.say(console.language)}")
    for each in referrers:
        console.print("  ← " + named(each.kind, each.id, _titled(portfolio, each, console.language), console.language))
    return 0


def _titled(portfolio: Portfolio, title: RecordTitle, language: Language) -> str:
    return readable_title(portfolio.registers, title.kind, title.say(language), language)


def _add(asked: argparse.Namespace, console: Console) -> int:
    kind = kind_called(asked.kind)
    values = typed_values(kind, asked.rest, console.language, console.clock.today())
    refused: Refused = []
    with open_asked(asked, console) as portfolio:
        if kind.key == "evidence":
            record = _add_evidence(portfolio, values, asked.attach)
        else:
            record = portfolio.add(kind, values).record
            record, refused = _attached(portfolio, record, asked.attach)
    _report(record, portfolio.registers, asked, console, Text("Toegevoegd: {title} [{id}]", "Added: {title} [{id}]"))
    return _complained(refused, console)


def _add_evidence(portfolio: Portfolio, values: Mapping[str, object], files: Sequence[Path]) -> Record:
    if len(files) != 1:
        raise WrongUseError(
            Text("Een bewijsstuk is één bestand.", "A piece of evidence is one file."),
            Text("Noem het met --attach FILE.", "Name it with --attach FILE."),
        )
    return portfolio.add_evidence(files[0], values).record


def _edit(asked: argparse.Namespace, console: Console) -> int:
    with open_asked(asked, console) as portfolio:
        record = portfolio.record_called(asked.id)
        values = typed_values(record.kind, asked.rest, console.language, console.clock.today())
        if not values and not asked.attach:
            raise WrongUseError(
                Text("Er is niet gezegd wat er verandert.", "Nothing was given to change."),
                Text("Gebruik --VELD WAARDE.", "Use --FIELD VALUE."),
            )
        if values:
            record = portfolio.change(record.kind, record.id, values).record
        record, refused = _attached(portfolio, record, asked.attach)
    _report(record, portfolio.registers, asked, console, Text("Gewijzigd: {title} [{id}]", "Changed: {title} [{id}]"))
    return _complained(refused, console)


def _attached(portfolio: Portfolio, record: Record, files: Sequence[Path]) -> tuple[Record, Refused]:
    """Attach files, each as a step of its own: one that is refused does not hold up the others, nor the record."""
    refused: Refused = []
    for file in files:
        try:
            portfolio.attach(record.id, file)
        except (WrongUseError, EnvironmentRefusedError) as error:
            refused.append((file.name, error))
    return (portfolio.record(record.kind, record.id) if files else record), refused


def _complained(refused: Refused, console: Console) -> int:
    """Tell which files were refused, and return how the command ends."""
    for name, error in refused:
        console.complain(error, name)
    return max((error.exit_code for _, error in refused), default=0)


def _report(record: Record, registers: Registers, asked: argparse.Namespace, console: Console, text: Text) -> None:
    if asked.json:
        console.data(record_data(record, registers, console.language))
    else:
        console.say(text.fill(title=title_of(registers, record, console.language), id=record.id))


def _delete(asked: argparse.Namespace, console: Console) -> int:
    with open_asked(asked, console) as portfolio:
        records = [portfolio.record_called(record_id) for record_id in asked.ids]
        portfolio.delete(asked.ids)
    if asked.json:
        console.data([record.id for record in records])
        return 0
    for record in records:
        console.say(
            Text("Verwijderd: {title} [{id}]", "Deleted: {title} [{id}]").fill(
                title=title_of(portfolio.registers, record, console.language), id=record.id
            )
        )
    return 0


def _search(asked: argparse.Namespace, console: Console) -> int:
    with open_asked(asked, console, read_only=True) as portfolio:
        hits = portfolio.search(" ".join(asked.words), limit=asked.limit or 50, language=console.language)
    if asked.json:
        console.data([{"id": hit.id, "kind": hit.kind, "title": hit.title, "snippet": hit.snippet} for hit in hits])
    elif not hits:
        console.say(_NOTHING)
    else:
        for hit in hits:
            console.print(named(hit.kind, hit.id, hit.title, console.language))
            if hit.snippet:
                console.print(f"    {hit.snippet}")
    return 0


def typed_values(kind: RecordKind, words: Sequence[str], language: Language, today: date) -> dict[str, object]:
    """Return the field values of `--field value` or `--field=value` words, read as a person types them.

    As in the window a day may be told from `today`: `gisteren`, `+14`, `2 mrt`.

    Raises:
        ValueProblem: a field is unknown or a value cannot be read.
        WrongUseError: a word stands without its field.
    """
    values: dict[str, object] = {}
    left = list(words)
    while left:
        word = left.pop(0)
        name, given, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not name or not (given or left):
            raise WrongUseError(
                Text("“{word}” hoort niet bij een veld.", "“{word}” does not belong to a field.").fill(word=word[:40]),
                Text("Schrijf --VELD WAARDE.", "Write --FIELD VALUE."),
            )
        spec = kind.field(name.replace("-", "_"))
        typed = value if given else left.pop(0)
        try:
            dated = isinstance(spec.type, CalendarDate | PartialDate)
            values[spec.name] = spec.type.parse(seen_from(today, typed) if dated else typed, language)
        except WrongUseError as error:
            raise WrongUseError(
                Text("{label}: {problem}", "{label}: {problem}").fill(label=spec.label, problem=error.message)
            ) from error
    return values


COMMANDS: tuple[Command, ...] = (
    Command(
        "add",
        Text("voegt een gegeven toe: --VELD WAARDE …", "adds a record: --FIELD VALUE …"),
        (VAULT, _KIND, _ATTACH, PASSPHRASE_FILE, JSON),
        _add,
        takes_fields=True,
    ),
    Command(
        "list",
        Text("toont de gegevens van een soort", "lists the records of a kind"),
        (
            VAULT,
            _KIND,
            Argument(("--text",), Text("alleen met deze woorden", "only with these words"), default=""),
            Argument(
                ("--order",),
                Text(
                    "veld om op te sorteren; met een - ervoor aflopend",
                    "field to sort by; with a - before it, descending",
                ),
                default="",
            ),
            _LIMIT,
            _OFFSET,
            AS_OF,
            PASSPHRASE_FILE,
            JSON,
        ),
        _list,
    ),
    Command(
        "show",
        Text("toont één gegeven volledig", "shows one record in full"),
        (VAULT, _ID, AS_OF, PASSPHRASE_FILE, JSON),
        _show,
    ),
    Command(
        "edit",
        Text("wijzigt een gegeven: --VELD WAARDE …", "changes a record: --FIELD VALUE …"),
        (VAULT, _ID, _ATTACH, PASSPHRASE_FILE, JSON),
        _edit,
        takes_fields=True,
    ),
    Command("delete", Text("verwijdert gegevens", "deletes records"), (VAULT, _IDS, PASSPHRASE_FILE, JSON), _delete),
    Command(
        "search",
        Text("zoekt in alle gegevens en bewijsstukken", "searches all records and evidence"),
        (
            VAULT,
            Argument(("words",), Text("zoekwoorden", "words to find"), count="+", value_name="WORDS"),
            _LIMIT,
            PASSPHRASE_FILE,
            JSON,
        ),
        _search,
    ),
)
