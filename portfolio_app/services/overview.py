"""Making the overview: where the owner of a portfolio stands, what is next, what runs out; and keeping it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from portfolio_app.common.text import Text
from portfolio_app.domain.fields import Area, RecordKind
from portfolio_app.domain.heaps import THEMSELVES
from portfolio_app.domain.kinds import KINDS, kind_called
from portfolio_app.domain.records.career import Position
from portfolio_app.domain.records.learning import Activity
from portfolio_app.domain.records.person import Person, Registration
from portfolio_app.domain.rules import standings
from portfolio_app.services.attention import attention
from portfolio_app.services.board import Board, Step, Target, board_as_text
from portfolio_app.services.pictures import pictures_of
from portfolio_app.services.recovery_check import recovery_check_due
from portfolio_app.services.register_cards import dated_step, day_text, ends_of, register_card, steps_for
from portfolio_app.services.reminders import LOOK_AHEAD, Reminder, reminders
from portfolio_app.storage.kept import BOARD

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio

_FIRST_STEPS: Final[tuple[tuple[RecordKind, Text], ...]] = (
    (Person.kind, Text("Vul uw persoonsgegevens in", "Fill in your personal details")),
    (Registration.kind, Text("Voeg uw registratie toe", "Add your registration")),
    (Position.kind, Text("Voeg uw werkervaring toe", "Add your work experience")),
    (Activity.kind, Text("Leg uw eerste scholing of intervisie vast", "Record your first training or intervision")),
)
_LATE: Final = Text("{text} (sinds {day})", "{text} (since {day})")
_MOST_LATE: Final = 3
_MORE_LATE: Final = Text("Nog {n} te laat: {kind}", "{n} more overdue: {kind}")


def make_board(portfolio: Portfolio, today: date) -> Board:
    """Return the overview of a portfolio on a day, and keep it for the next start where the vault can be written.

    Raises:
        EnvironmentRefusedError: the vault cannot be read or written.
    """
    with portfolio.vault.storage.reading() as now:
        last = now.history.operations(1)
        snapshot = now.records.snapshot()
    counts = portfolio.counts()
    found = standings(portfolio.rule_sets, snapshot, today)
    noted = reminders(portfolio, portfolio.registers, today)
    person = snapshot.only(Person)
    ahead = [_reminded(each) for each in noted if each.day >= today]
    board = Board(
        day=today,
        operation=last[0].number if last else 0,
        day_in_words=day_text(today),
        name=person.given_names if person else "",
        steps=(
            *_first_steps(counts),
            *_late(noted, today),
            *recovery_check_due(portfolio, today),
            *steps_for(found, today),
        ),
        soon=tuple(sorted((*ahead, *ends_of(found, today + LOOK_AHEAD)), key=lambda step: step.day or date.max)),
        cards=tuple(register_card(each) for each in found),
        pictures=pictures_of(snapshot, portfolio.registers, today),
        attention=attention(noted, found, today),
        rooms={area.value: sum(counts[kind.key] for kind in KINDS if kind.area is area) for area in Area},
        counts=dict(counts),
    )
    portfolio.keep(BOARD, board_as_text(board))
    return board


def _first_steps(counts: Mapping[str, int]) -> Iterator[Step]:
    """Yield what a portfolio cannot do without and has not got yet."""
    for kind, text in _FIRST_STEPS:
        if not counts.get(kind.key):
            yield Step("circle-dashed", "accent", text, Target("list" if kind.singleton else "new", kind.key))


def _late(noted: Sequence[Reminder], today: date) -> Iterator[Step]:
    late = [each for each in noted if each.day < today]
    for each in late[:_MOST_LATE]:
        text = _LATE.fill(text=each.text, day=day_text(each.day))
        yield Step("triangle-alert", "bad", text, Target("record", each.kind, each.record_id))
    rest: dict[str, list[str]] = {}
    for each in late[_MOST_LATE:]:
        rest.setdefault(each.kind, []).append(each.record_id)
    for key, ids in rest.items():
        kind = kind_called(key)
        words = _MORE_LATE.fill(n=len(ids), kind=kind.label if len(ids) == 1 else kind.plural)
        heaps = tuple(f"{THEMSELVES}={record_id}" for record_id in ids)
        yield Step("triangle-alert", "bad", words, Target("list", key, heaps=heaps))


def _reminded(each: Reminder) -> Step:
    return dated_step("hourglass", "quiet", each.text, Target("record", each.kind, each.record_id), each.day)
