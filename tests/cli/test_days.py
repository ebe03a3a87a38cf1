"""Days on the command line: as in the window, in full or counted from today."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.cli.main import COMMANDS
from portfolio_app.cli.parser import build_parser, with_days
from portfolio_app.domain.values import CalendarDate, ValueProblem, seen_from

TODAY = date(2026, 6, 15)


def understood(*words: str) -> date | None:
    parser = build_parser(COMMANDS, "nl", TODAY)
    found = parser.parse_args(with_days(["dossier", "kluis", *words], COMMANDS))
    return found.date  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2-3-26", date(2026, 3, 2)),
        ("2026-03-02", date(2026, 3, 2)),
        ("2 mrt", date(2026, 3, 2)),
        ("vandaag", TODAY),
        ("yesterday", date(2026, 6, 14)),
        ("-7d", date(2026, 6, 8)),
        ("- 7", date(2026, 6, 8)),
        ("+2w", date(2026, 6, 29)),
        ("-6m", date(2025, 12, 15)),
        ("+1j", date(2027, 6, 15)),
    ],
)
def test_a_day_is_written_as_in_the_window(words: str, day: date) -> None:
    assert understood("--date", words) == day
    assert understood(f"--date={words}") == day


@given(words=st.from_regex(r"[+-]? ?[0-9]{1,4}[dwmjy]?", fullmatch=True))
def test_it_is_the_same_parser(words: str) -> None:
    try:
        expected = CalendarDate().parse(seen_from(TODAY, words), "nl")
    except ValueProblem:
        with pytest.raises(SystemExit):
            understood("--date", words)
    else:
        assert understood("--date", words) == expected


def test_what_is_no_day_is_told_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    for language, said in (("nl", "is geen datum"), ("en", "is not a date")):
        with pytest.raises(SystemExit):
            build_parser(COMMANDS, language, TODAY).parse_args(["dossier", "kluis", "--date", "onzin"])  # type: ignore[arg-type]
        assert said in capsys.readouterr().err


def test_help_tells_how_a_day_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build_parser(COMMANDS, "nl", TODAY).parse_args(["status", "--help"])
    assert "gisteren, -7d" in capsys.readouterr().out


def test_other_options_are_left_as_they_are() -> None:
    words = ["add", "kluis", "goal", "--name", "-3", "--deadline", "-7d", "--json"]
    assert with_days(words, COMMANDS) == words
