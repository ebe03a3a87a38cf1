"""A register of the person's own, as they describe it: from this its file is made, with codes of its own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from portfolio_app.common.text import Text
from portfolio_app.domain.rules.declaring import PartsOf, Wording, rule
from portfolio_app.domain.values import ShortText
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.model import Certainty, PeriodDefault, PeriodStart, Register, Title
from portfolio_app.registers.owner import NAME
from portfolio_app.registers.register_writer import name_for_code

_PERIOD_SOURCE = Text("Zie de regels van dit register.", "See the rules of this register.")


@dataclass(frozen=True, slots=True)
class ShortName(ShortText):
    """A name of letters, digits, points and dashes, as it stands behind somebody's name."""

    def problem(self, value: str) -> Text | None:
        """Return what is wrong: another sign in it, or too long."""
        if NAME.fullmatch(value):
            return None
        return Text(
            "Gebruik hoogstens {n} letters, cijfers, punten en streepjes, zonder spaties.",
            "Use at most {n} letters, digits, points and dashes, without spaces.",
        ).fill(n=self.longest)


_NAME = ShortName(40)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTitle:
    """A title that the register grants: how it is written behind a name, and what it stands for."""

    name: str = rule(Text("Titel", "Title"), _NAME, hint=Text("Zoals Rccm.", "Such as Rccm."))
    label: Text = rule(Text("Voluit", "In full"), Wording(300))


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRegister:
    """What a person says of a register."""

    name: str = rule(Text("Korte naam", "Short name"), _NAME, hint=Text("Zoals RNVC.", "Such as RNVC."))
    label: Text = rule(Text("Volledige naam", "Full name"), Wording(300))
    text: Text = rule(Text("Wat het is", "What it is"), Wording())
    titles: tuple[OwnTitle, ...] = rule(Text("Titels", "Titles"), PartsOf(OwnTitle, Text("titel", "title")), default=())


def described(register: Register) -> OwnRegister:
    """Return what a register says of itself, to change it."""
    titles = tuple(OwnTitle(name=title.name, label=title.label) for title in register.titles)
    return OwnRegister(name=register.name, label=register.label, text=register.text, titles=titles)


def new_register(registers: Registers, wanted: OwnRegister) -> Register:
    """Return a register of one's own, with codes that none of `registers` has."""
    taken = {each.id for each in registers.registers} | {each.prefix.lower() for each in registers.registers}
    short = name_for_code(wanted.name, taken)
    return Register(
        register=short,
        code=short,
        prefix=short.upper(),
        name=wanted.name,
        label=wanted.label,
        text=wanted.text,
        period=PeriodDefault(1, PeriodStart.CALENDAR, Certainty.OWN, _PERIOD_SOURCE),
        titles=_titles(short, (), wanted.titles),
        documents=(),
    )


def changed_register(register: Register, wanted: OwnRegister) -> Register:
    """Return a register of one's own as it is wanted; a title that keeps its name keeps its code."""
    titles = _titles(register.id, register.titles, wanted.titles)
    return replace(register, name=wanted.name, label=wanted.label, text=wanted.text, titles=titles)


def _titles(register: str, before: Collection[Title], wanted: Collection[OwnTitle]) -> tuple[Title, ...]:
    codes = {title.name: title.code for title in before}
    given = {code.partition(".")[2].lower() for code in codes.values()}
    found: list[Title] = []
    for each in wanted:
        code = codes.pop(each.name, "")
        if not code:
            short = name_for_code(each.name, given)
            given.add(short)
            code = f"{register.upper()}.{short}"
        found.append(Title(register=register, code=code, name=each.name, label=each.label, text=each.label))
    return tuple(found)
