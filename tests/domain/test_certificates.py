"""What is recognised on a certificate, what is left out because it is doubtful, and that nothing makes it fail."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.domain.certificates import recognise
from portfolio_app.domain.records.learning import Activity, ActivityKind

TODAY = date(2026, 6, 15)
CERTIFICATE = """Academie De Brug
CERTIFICAAT
A. Verzonnen
geboren 12 mei 1980
heeft deelgenomen aan de training
Verzuim en privacy in de praktijk
gevolgd op 3 maart 2026 van 9.30 tot 17.00 uur
6,5 klokuren, RNVC: 4 punten
Accreditatienummer: DB-2026/118
Utrecht, 10 maart 2026
"""


def test_a_usual_certificate_tells_title_day_hours_points_and_number() -> None:
    found = recognise(CERTIFICATE, TODAY, ("rnvc", "rsc"))
    assert found.name == "Verzuim en privacy in de praktijk"
    assert found.start == date(2026, 3, 3)
    assert found.net_minutes == 390
    assert found.points == (("rnvc", Decimal(4)),)
    assert found.accreditation == "DB-2026/118"
    assert found.kind is ActivityKind.TRAINING
    assert found.tells_enough


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Titel: Gesprekken die helpen\n2 februari 2026", "Gesprekken die helpen"),
        ("Hierbij verklaren wij dat zij heeft deelgenomen aan “Omgaan met weerstand”.", "Omgaan met weerstand"),
        ("This is to certify participated in:\nWork and health", "Work and health"),
        ("Zomaar een brief zonder meer", ""),
    ],
)
def test_titles(text: str, name: str) -> None:
    assert recognise(text, TODAY).name == name


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("gehouden op 03-02-2026", date(2026, 2, 3)),
        ("held on 3 February 2026", date(2026, 2, 3)),
        ("2026-02-03", date(2026, 2, 3)),
        ("geboren 3 februari 1980", None),
        ("geldig tot 3 februari 2026", None),
        ("3 februari 2027", None),
        ("30 februari 2026", None),
        ("12 januari 2026 en 14 januari 2026", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert recognise(text, TODAY).start == day


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Duur: 3 uur", 180),
        ("1,5 studie-uren", 90),
        ("van 9.30 uur tot 17.00 uur", None),
        ("3 uur theorie en 4 uur praktijk", None),
        ("9000 uur", None),
    ],
)
def test_hours(text: str, minutes: int | None) -> None:
    assert recognise(text, TODAY).net_minutes == minutes


def test_what_is_not_told_is_no_value() -> None:
    assert recognise("", TODAY).values() == {}
    assert not recognise("", TODAY).tells_enough


@given(st.text(max_size=2_000), st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_any_text_gives_values_that_fit_the_fields_and_a_day_that_has_been(text: str, today: date) -> None:
    found = recognise(text, today, ("rnvc",))
    assert found.start is None or found.start <= today
    for name, value in found.values().items():
        spec = Activity.kind.field(name)
        assert spec.type.fits(value)
        assert spec.type.problem(value) is None


@given(st.dates(date(1990, 1, 1), TODAY - timedelta(days=1)))
def test_a_day_is_read_however_it_is_written(day: date) -> None:
    if day.year >= TODAY.year - 60:
        assert recognise(f"gevolgd op {day.day}-{day.month}-{day.year}", TODAY).start == day
