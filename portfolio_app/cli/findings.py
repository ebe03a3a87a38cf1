"""How commands tell what the checks before a document found: in lines for a person, as data for a machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from portfolio_app.cli.console import Console
from portfolio_app.common.text import NO_TEXT, CountedText, Text
from portfolio_app.registers.naming import title_of

if TYPE_CHECKING:
    from portfolio_app.registers.catalogue import Registers
    from portfolio_app.services.exports import (
        ChangedRecord,
        ChangesSince,
        Completeness,
        Mend,
        Question,
        Rehearsal,
        RequirementCheck,
        Review,
    )

_MOST_NAMED: Final = 5
_MET: Final = Text("in orde", "in order")
_RUNNING: Final = Text("loopt nog, {missing} te gaan", "still running, {missing} to go")
_MISSING: Final = Text("ontbreekt: {missing}", "missing: {missing}")
_UNKNOWN: Final = Text("niet te beoordelen", "cannot be judged")
_THERE: Final = Text("{label}: {there} ({asked}) — {verdict}", "{label}: {there} ({asked}) — {verdict}")
_NOT_ASKED: Final = Text("aantal niet bekend", "number not known")
_FORMAL: Final = Text("Verder niet in orde:", "Also not in order:")
_ALL_FINE: Final = Text("Er ontbreekt niets.", "Nothing is missing.")
_AND_MORE: Final = CountedText(Text("    en 1 andere", "    and 1 more"), Text("    en {n} andere", "    and {n} more"))
_PRIVACY: Final = Text("Privacycontrole:", "Privacy check:")
_NOTHING_OPEN: Final = Text("  niets waarover nog besloten moet worden", "  nothing left to decide")
_UNREAD: Final = Text("  niet te lezen: {place}", "  cannot be read: {place}")
_GIVER: Final = Text(
    "naam van iemand die toestemming gaf; alleen vrij te geven met een eigen reden",
    "name of somebody who gave permission; can only be released with a reason of its own",
)
_NEW: Final = Text("toe te voegen: {kind}", "to add: {kind}")
_DRAWN: Final = Text(
    "{n} van {all} activiteiten, getrokken met getal {seed}.", "{n} of {all} activities, drawn with number {seed}."
)
_SINCE: Final = Text("Sinds {name} van {day}:", "Since {name} of {day}:")
_SAME: Final = Text("Er is niets veranderd.", "Nothing has changed.")
_ADDED: Final = Text("Erbij", "Added")
_CHANGED: Final = Text("Gewijzigd", "Changed")
_REMOVED: Final = Text("Eraf", "Removed")


def print_check(found: Completeness, console: Console) -> None:
    """Print what is asked, what is there and what is missing, with the record and the field to mend."""
    for requirement in found.requirements:
        console.say(
            _THERE.fill(
                label=requirement.label,
                there=requirement.there,
                asked=requirement.asked or _NOT_ASKED,
                verdict=_verdict(requirement),
            )
        )
        _print_mends(requirement.mends, console)
    if found.formal:
        console.say(_FORMAL)
    for matter in found.formal:
        console.print("- " + matter.matter.say(console.language))
        _print_mends(matter.mends, console)
    if found.complete:
        console.say(_ALL_FINE)


def print_review(review: Review, console: Console) -> None:
    """Print what the privacy check found and nothing was decided of, each with the mark to name it by."""
    console.say(_PRIVACY)
    if not review.open:
        console.say(_NOTHING_OPEN)
    for question in review.open:
        hit = question.finding.hit
        console.print(
            f"  {question.mark}  {_one_line(question.place.say(console.language))}: "
            f"{hit.kind.label.say(console.language)} ({hit.confidence.label.say(console.language)}): "
            f"{_one_line(hit.text)}"
        )
        if question.third_party:
            console.print("                " + _GIVER.say(console.language))
    for unread in review.unread:
        console.say_aside(_UNREAD.fill(place=_one_line(unread.place.source.say(console.language))))


def print_rehearsal(rehearsal: Rehearsal, console: Console) -> None:
    """Print each activity of the sample with what an assessor would ask."""
    language = console.language
    console.say(_DRAWN.fill(n=len(rehearsal.activities), all=rehearsal.drawn_from, seed=rehearsal.seed))
    for each in rehearsal.activities:
        console.print("")
        console.print(f"{each.activity.shown('start', language)}  {_one_line(each.activity.title(language))}")
        for answer in each.answers:
            sign = "+" if answer.satisfied else "!"
            console.print(f"  {sign} {answer.asked.say(language)} {answer.answer.say(language)}")
            if answer.mend is not None:
                _print_mends((answer.mend,), console)


def print_changes(changes: ChangesSince, registers: Registers, console: Console) -> None:
    """Print what changed since a dossier left."""
    language = console.language
    outgoing = changes.outgoing
    console.say(_SINCE.fill(name=outgoing.file_name, day=outgoing.shown("made_on", language)))
    if changes.nothing:
        console.say(_SAME)
    for heading, records in ((_ADDED, changes.added), (_CHANGED, changes.changed), (_REMOVED, changes.removed)):
        for each in records:
            fields = ", ".join(label.say(language) for label in each.fields)
            title = _one_line(title_of(registers, each.record, language))
            kind = each.record.kind.label.say(language)
            console.print(f"{heading.say(language)}: {kind} “{title}”" + (f" ({fields})" if fields else ""))


def check_data(found: Completeness, review: Review, console: Console) -> dict[str, Any]:
    """Return the check of a dossier as JSON knows it."""
    language = console.language
    return {
        "complete": found.complete,
        "rulesUnverified": found.unverified,
        "requirements": [
            {
                "id": each.id,
                "label": each.label.say(language),
                "asked": each.asked.say(language),
                "there": each.there.say(language),
                "missing": each.missing.say(language),
                "met": each.met,
                "running": each.running,
                "mend": [_mend_data(mend, console) for mend in each.mends],
            }
            for each in found.requirements
        ],
        "formal": [
            {
                "id": each.id,
                "matter": each.matter.say(language),
                "mend": [_mend_data(mend, console) for mend in each.mends],
            }
            for each in found.formal
        ],
        "privacy": review_data(review, console),
    }


def review_data(review: Review, console: Console) -> dict[str, Any]:
    """Return what the privacy check found as JSON knows it."""
    return {
        "findings": [_question_data(each, console) for each in review.questions],
        "open": len(review.open),
        "unread": [
            {"record": each.place.record_id, "kind": each.place.kind, "reason": each.reason.say(console.language)}
            for each in review.unread
        ],
    }


def rehearsal_data(rehearsal: Rehearsal, console: Console) -> dict[str, Any]:
    """Return a rehearsed audit as JSON knows it."""
    language = console.language
    return {
        "passed": rehearsal.passed,
        "seed": rehearsal.seed,
        "drawnFrom": rehearsal.drawn_from,
        "activities": [
            {
                "id": each.activity.id,
                "title": each.activity.title(language),
                "passed": each.passed,
                "answers": [
                    {
                        "asked": answer.asked.say(language),
                        "answer": answer.answer.say(language),
                        "satisfied": answer.satisfied,
                        **({} if answer.mend is None else {"mend": _mend_data(answer.mend, console)}),
                    }
                    for answer in each.answers
                ],
            }
            for each in rehearsal.activities
        ],
    }


def changes_data(changes: ChangesSince, registers: Registers, console: Console) -> dict[str, Any]:
    """Return what changed since a dossier left as JSON knows it."""

    def listed(records: tuple[ChangedRecord, ...]) -> list[dict[str, Any]]:
        return [
            {
                "kind": each.record.kind.key,
                "id": each.record.id,
                "title": title_of(registers, each.record, console.language),
                "fields": [label.say(console.language) for label in each.fields],
            }
            for each in records
        ]

    return {
        "outgoing": changes.outgoing.id,
        "at": changes.at.isoformat(),
        "added": listed(changes.added),
        "changed": listed(changes.changed),
        "removed": listed(changes.removed),
    }


def _verdict(requirement: RequirementCheck) -> Text:
    if requirement.met is None:
        return _UNKNOWN
    if requirement.met:
        return _MET
    return (_RUNNING if requirement.running else _MISSING).fill(missing=requirement.missing)


def _print_mends(mends: tuple[Mend, ...], console: Console) -> None:
    for mend in mends[:_MOST_NAMED]:
        console.print("    " + _mend_words(mend, console))
    if len(mends) > _MOST_NAMED:
        console.print(_AND_MORE.say(len(mends) - _MOST_NAMED, console.language))


def _mend_words(mend: Mend, console: Console) -> str:
    from portfolio_app.cli.naming import named
    from portfolio_app.domain.kinds import kind_called

    kind = kind_called(mend.kind)
    if not mend.record_id:
        return _NEW.fill(kind=kind.label.within_a_sentence()).say(console.language)
    words = named(mend.kind, mend.record_id, _one_line(mend.title.say(console.language)), console.language)
    where = kind.field(mend.field).label if mend.field else NO_TEXT
    why = mend.why or where
    return f"{words} — {why.say(console.language)}" if why else words


def _mend_data(mend: Mend, console: Console) -> dict[str, str]:
    return {
        "kind": mend.kind,
        "id": mend.record_id,
        "field": mend.field,
        "title": mend.title.say(console.language),
        "why": mend.why.say(console.language),
    }


def _question_data(question: Question, console: Console) -> dict[str, Any]:
    place, hit = question.finding.place, question.finding.hit
    return {
        "id": question.mark,
        "kind": hit.kind.value,
        "text": hit.text,
        "confidence": hit.confidence.value,
        "place": question.place.say(console.language),
        "record": place.record_id,
        "recordKind": place.kind,
        "field": place.field,
        "thirdParty": question.third_party,
        "decision": question.treatment.value if question.treatment else None,
        "reason": question.reason,
    }


def _one_line(words: str) -> str:
    return "".join(char if char.isprintable() else " " for char in words)
