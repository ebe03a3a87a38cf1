"""Commands on what was done: history of the portfolio and of a record, undo and redo, the bin and earlier versions."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any, Final

from portfolio_app.cli.access import agreed, open_asked
from portfolio_app.cli.console import Console
from portfolio_app.cli.parser import JSON, PASSPHRASE_FILE, VAULT, Argument, Command, positive
from portfolio_app.cli.records import record_data
from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.kinds import kind_called
from portfolio_app.registers.naming import readable_title

if TYPE_CHECKING:
    from portfolio_app.registers.catalogue import Registers
    from portfolio_app.services.bin import BinItem
    from portfolio_app.services.history import FieldDifference, RecordVersion, Story
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.services.rule_log import RuleDeed
    from portfolio_app.storage.history import ChangeSet, Operation
    from portfolio_app.storage.repository import RecordTitle

_LIMIT: Final = Argument(
    ("--limit",), Text("hoogstens zoveel", "at most this many"), convert=positive, default=20, value_name="N"
)
_BEFORE: Final = Argument(
    ("--before",),
    Text("alleen handelingen voor dit nummer", "only operations before this number"),
    convert=positive,
    default=None,
    value_name="N",
)
_WORDS: Final = Argument(("--text",), Text("alleen met deze woorden", "only with these words"), default="")
_RECORD: Final = Argument(
    ("record",),
    Text("alleen van dit gegeven: ID, of KIND ID", "only of this record: ID, or KIND ID"),
    count="*",
    value_name="[KIND] ID",
)
_IDS: Final = Argument(("ids",), Text("kenmerken van de gegevens", "ids of the records"), count="+", value_name="ID")
_VERSION: Final = Argument(
    ("--version",),
    Text(
        "zet de versie terug zoals die na deze handeling was (nummer uit `history VAULT ID`)",
        "restore the version as it was after this operation (number from `history VAULT ID`)",
    ),
    convert=positive,
    default=None,
    value_name="N",
)
_UNDONE: Final = Text("[ongedaan gemaakt]", "[undone]")
_PARTS: Final = CountedText(Text("met 1 onderdeel", "with 1 part"), Text("met {n} onderdelen", "with {n} parts"))
_PUT_BACK: Final = CountedText(
    Text("{n} gegeven teruggezet.", "{n} record restored."), Text("{n} gegevens teruggezet.", "{n} records restored.")
)
_ERASE_QUESTION: Final = Text("Voorgoed wissen? [j/N] ", "Erase for good? [y/N] ")
_TAKEN_BACK: Final = Text("Ongedaan gemaakt", "Undone")
_DONE_AGAIN: Final = Text("Opnieuw gedaan", "Redone")
_CONCERNED: Final = CountedText(
    Text("Het betreft {n} gegeven.", "It concerns {n} record."),
    Text("Het betreft {n} gegevens.", "It concerns {n} records."),
)
_ACTIONS: Final = {
    "added": Text("toegevoegd", "added"),
    "changed": Text("gewijzigd", "changed"),
    "deleted": Text("verwijderd", "deleted"),
}


def _history(asked: argparse.Namespace, console: Console) -> int:
    if asked.record:
        return _story(asked, console)
    from portfolio_app.services.history import history_page

    with open_asked(asked, console, read_only=True) as portfolio:
        page = history_page(portfolio, asked.text, before=asked.before, limit=asked.limit)
    if asked.json:
        console.data([_entry_data(each, console) for each in page.entries()])
        return 0
    if not (page.operations or page.rules):
        console.say(
            Text("Niets gevonden.", "Nothing found.")
            if asked.text or asked.before
            else Text("Er is nog niets gedaan.", "Nothing has been done yet.")
        )
    for each in page.entries():
        console.print(_entry_line(each, portfolio.registers, console))
    if page.older:
        console.say_aside(Text("Eerder: --before {n}", "Earlier: --before {n}").fill(n=page.operations[-1].number))
    return 0


def _story(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.history import story_of

    if len(asked.record) > 2:
        raise WrongUseError(Text("Noem één gegeven: KIND ID.", "Name one record: KIND ID."))
    with open_asked(asked, console, read_only=True) as portfolio:
        story = story_of(portfolio, asked.record[-1])
    if len(asked.record) == 2 and kind_called(asked.record[0]).key != story.kind:
        raise WrongUseError(
            Text("Dit gegeven is van een andere soort: {kind}.", "This record is of another kind: {kind}.").fill(
                kind=story.kind
            )
        )
    versions = story.versions[: asked.limit]
    if asked.json:
        console.data(_story_data(story, versions, portfolio.registers, console))
        return 0
    label = kind_called(story.kind).label.say(console.language)
    title = story.title.say(console.language) if story.title else ""
    console.print(f"{label}: {title} [{story.id}]")
    for version in versions:
        console.print(_operation_line(version.operation, portfolio.registers, console, _ACTIONS[version.action]))
        for each in version.differences:
            console.print(f"          {_difference_line(each, version.action, console)}")
    return 0


def _undo(asked: argparse.Namespace, console: Console) -> int:
    return _taken_back(asked, console, forward=asked.redo)


def _redo(asked: argparse.Namespace, console: Console) -> int:
    return _taken_back(asked, console, forward=True)


def _taken_back(asked: argparse.Namespace, console: Console, *, forward: bool) -> int:
    from portfolio_app.services.history import history_page

    with open_asked(asked, console) as portfolio:
        page = history_page(portfolio, limit=1)
        changes = portfolio.redo() if forward else portfolio.undo()
    if asked.json:
        _report(changes, asked, console)
        return 0
    concerned = page.redo if forward else page.undo
    console.print(
        (_DONE_AGAIN if forward else _TAKEN_BACK).say(console.language)
        + _named(concerned, portfolio.registers, console, forward=forward)
    )
    console.print(_CONCERNED.say(len(changes.changes), console.language))
    return 0


def _named(concerned: Operation | None, registers: Registers, console: Console, *, forward: bool) -> str:
    """Return what was taken back or done again, in a few words; of what is done again only what it is about."""
    from portfolio_app.services.operations import operation_label

    if concerned is None:
        return "."
    deed = "" if forward else operation_label(concerned.name).say(console.language)
    subject = _subject(concerned.subject, registers, console) if concerned.subject else ""
    words = ", ".join(part for part in (subject, deed) if part)
    return f": {words}." if words else "."


def _bin(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.bin import bin_page

    with open_asked(asked, console, read_only=True) as portfolio:
        page = bin_page(portfolio, asked.text, limit=asked.limit, offset=asked.offset)
    if asked.json:
        console.data([_bin_data(each, portfolio.registers, console) for each in page.items])
        return 0
    if not page.items:
        console.say(Text("De prullenbak is leeg.", "The bin is empty."))
        return 0
    for each in page.items:
        label = each.record.kind.label.say(console.language)
        console.print(f"{each.deleted_at.astimezone():%Y-%m-%d %H:%M}  {label}: {_titled(each, console)}")
        for told in (each.obstacle, each.note):
            if told:
                console.print(f"    {told.say(console.language)}")
    console.say(Text("{n} van {total}", "{n} of {total}").fill(n=len(page.items), total=page.total))
    return 0


def _titled(item: BinItem, console: Console) -> str:
    parts = f" ({_PARTS.say(item.parts, console.language)})" if item.parts else ""
    return f"{item.title.say(console.language)}{parts} [{item.record.id}]"


def _restore_record(asked: argparse.Namespace, console: Console) -> int:
    if asked.version is not None and len(asked.ids) > 1:
        raise WrongUseError(
            Text("Een versie hoort bij één gegeven.", "A version belongs to one record."),
            Text("Geef bij --version één kenmerk.", "Give one id with --version."),
        )
    with open_asked(asked, console) as portfolio:
        changes = _brought_back(portfolio, asked, console)
    _report(changes, asked, console)
    return 0


def _brought_back(portfolio: Portfolio, asked: argparse.Namespace, console: Console) -> ChangeSet:
    if asked.version is None:
        from portfolio_app.services.bin import bring_back

        return bring_back(portfolio, asked.ids)
    from portfolio_app.services.history import revert

    reverted = revert(portfolio, asked.ids[0], asked.version)
    for label in reverted.left_out:
        console.say_aside(
            Text("{field}: wat er niet meer is, is weggelaten.", "{field}: what no longer exists was left out.").fill(
                field=label
            )
        )
    return reverted.changes


def _erase(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.erasing import ERASED, NO_WAY_BACK, WHAT_GOES, WHAT_REMAINS, erase

    for words in (WHAT_GOES, WHAT_REMAINS, NO_WAY_BACK):
        console.say_aside(words)
    if not asked.yes and not (sys.stdin.isatty() and agreed(_ERASE_QUESTION, console)):
        raise WrongUseError(
            Text("Er is niets gewist.", "Nothing was erased."), Text("Met --yes gebeurt het.", "With --yes it is done.")
        )
    with open_asked(asked, console) as portfolio:
        erased = erase(portfolio, asked.ids)
    if asked.json:
        console.data({"erased": erased.records, "operation": erased.changes.operation})
    else:
        console.print(ERASED.say(erased.records, console.language))
    if erased.problem is not None:
        raise erased.problem
    return 0


def _report(changes: ChangeSet, asked: argparse.Namespace, console: Console) -> None:
    if asked.json:
        console.data([{"id": each.id, "kind": each.kind, "change": each.action} for each in changes.changes])
        return
    console.print(_PUT_BACK.say(len(changes.changes), console.language))


def _subject(subject: RecordTitle, registers: Registers, console: Console) -> str:
    return readable_title(registers, subject.kind, subject.say(console.language), console.language)


def _entry_line(each: Operation | RuleDeed, registers: Registers, console: Console) -> str:
    from portfolio_app.services.rule_log import RuleDeed

    if isinstance(each, RuleDeed):
        return f"{'':>6}  {each.at.astimezone():%Y-%m-%d %H:%M}  {each.what.say(console.language)}"
    return _operation_line(each, registers, console)


def _operation_line(each: Operation, registers: Registers, console: Console, action: Text | None = None) -> str:
    from portfolio_app.services.operations import operation_label

    done = operation_label(each.name)
    parts = [done.say(console.language)]
    if action is not None:
        if action.say(console.language) != parts[0]:
            parts.append(f"({action.say(console.language)})")
    elif each.subject:
        parts.append(_subject(each.subject, registers, console))
    if each.is_undone:
        parts.append(_UNDONE.say(console.language))
    return f"{each.number:>6}  {each.at.astimezone():%Y-%m-%d %H:%M}  {'  '.join(parts)}"


def _difference_line(each: FieldDifference, action: str, console: Console) -> str:
    label, before, after = (
        " ".join(text.say(console.language).split()) for text in (each.label, each.before, each.after)
    )
    shown = {"added": after, "deleted": before}.get(action, f"{before} → {after}")
    return f"{label}: {shown}"


def _entry_data(each: Operation | RuleDeed, console: Console) -> dict[str, Any]:
    """Return an entry; a step on one's own rules has no number of its own among the operations, but comes after one."""
    from portfolio_app.services.rule_log import RuleDeed

    if isinstance(each, RuleDeed):
        what = each.what.say(console.language)
        return {"number": None, "operation": "rules", "at": each.at.isoformat(), "after": each.after, "what": what}
    return _operation_data(each, console)


def _operation_data(each: Operation, console: Console) -> dict[str, Any]:
    subject = each.subject
    return {
        "number": each.number,
        "operation": each.name,
        "at": each.at.isoformat(),
        "reverses": each.reverses,
        "undone": each.is_undone,
        "summary": each.summary,
        "subject": subject and {"id": subject.id, "kind": subject.kind, "title": subject.say(console.language)},
    }


def _story_data(
    story: Story, versions: tuple[RecordVersion, ...], registers: Registers, console: Console
) -> dict[str, Any]:
    language = console.language
    return {
        "id": story.id,
        "kind": story.kind,
        "title": story.title and story.title.say(language),
        "there": story.is_there,
        "versions": [
            {
                "number": version.operation.number,
                "operation": version.operation.name,
                "at": version.operation.at.isoformat(),
                "undone": version.operation.is_undone,
                "change": version.action,
                "current": version.is_current,
                "differences": [
                    {
                        "field": each.name,
                        "label": each.label.say(language),
                        "before": each.before.say(language),
                        "after": each.after.say(language),
                    }
                    for each in version.differences
                ],
                "record": version.record and record_data(version.record, registers, language),
            }
            for version in versions
        ],
    }


def _bin_data(each: BinItem, registers: Registers, console: Console) -> dict[str, Any]:
    language = console.language
    return {
        **record_data(each.record, registers, language),
        "title": each.title.say(language),
        "deleted_at": each.deleted_at.isoformat(),
        "deleted_by": each.operation,
        "operation": each.name,
        "parts": each.parts,
        "obstacle": each.obstacle and each.obstacle.say(language),
        "note": each.note and each.note.say(language),
    }


COMMANDS: tuple[Command, ...] = (
    Command(
        "history",
        Text(
            "toont wat er het laatst gedaan is, of alle versies van één gegeven",
            "shows what was done last, or all versions of one record",
        ),
        (VAULT, _RECORD, _WORDS, _BEFORE, _LIMIT, PASSPHRASE_FILE, JSON),
        _history,
    ),
    Command(
        "undo",
        Text("maakt de laatste handeling ongedaan", "undoes the last operation"),
        (
            VAULT,
            Argument(
                ("--redo",),
                Text("doe opnieuw wat het laatst ongedaan is gemaakt", "redo what was undone last"),
                flag=True,
            ),
            PASSPHRASE_FILE,
            JSON,
        ),
        _undo,
    ),
    Command(
        "redo",
        Text("doet opnieuw wat het laatst ongedaan is gemaakt", "redoes what was undone last"),
        (VAULT, PASSPHRASE_FILE, JSON),
        _redo,
    ),
    Command(
        "bin",
        Text("toont wat verwijderd is en terug kan", "shows what was deleted and can be restored"),
        (
            VAULT,
            _WORDS,
            _LIMIT,
            Argument(
                ("--offset",), Text("sla er zoveel over", "skip this many"), convert=positive, default=0, value_name="N"
            ),
            PASSPHRASE_FILE,
            JSON,
        ),
        _bin,
    ),
    Command(
        "restore-record",
        Text(
            "zet gegevens terug uit de prullenbak, of één gegeven naar een eerdere versie",
            "restores records from the bin, or one record to an earlier version",
        ),
        (VAULT, _IDS, _VERSION, PASSPHRASE_FILE, JSON),
        _restore_record,
    ),
    Command(
        "erase",
        Text(
            "wist gegevens in de prullenbak voorgoed, met hun geschiedenis",
            "erases records in the bin for good, with their history",
        ),
        (
            VAULT,
            _IDS,
            Argument(("--yes",), Text("zonder het te vragen", "without asking"), flag=True),
            PASSPHRASE_FILE,
            JSON,
        ),
        _erase,
    ),
)
