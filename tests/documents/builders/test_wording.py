from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.common.text import Language
from portfolio_app.documents.blocks import Bullets, Paragraph, plain
from portfolio_app.documents.builders import wording
from portfolio_app.domain.records.career import Position
from portfolio_app.domain.values import PartialDateValue


def spaced(words: str) -> str:
    return words.replace(wording.NBSP, " ")


@pytest.mark.parametrize(
    ("first", "last", "nl", "en"),
    [
        (date(2026, 3, 2), None, "2 maart 2026", "2 March 2026"),
        (date(2026, 3, 2), date(2026, 3, 2), "2 maart 2026", "2 March 2026"),
        (date(2026, 5, 12), date(2026, 5, 14), "12 t/m 14 mei 2026", "12–14 May 2026"),
        (date(2026, 5, 28), date(2026, 6, 2), "28 mei t/m 2 juni 2026", "28 May – 2 June 2026"),
        (
            date(2025, 12, 28),
            date(2026, 1, 3),
            "28 december 2025 t/m 3 januari 2026",
            "28 December 2025 – 3 January 2026",
        ),
    ],
)
def test_days_are_written_as_people_write_them(first: date, last: date | None, nl: str, en: str) -> None:
    assert spaced(wording.days(first, last, "nl")) == nl
    assert spaced(wording.days(first, last, "en")) == en


def test_the_year_is_left_out_where_it_is_known() -> None:
    assert spaced(wording.days(date(2026, 5, 12), date(2026, 5, 14), "nl", year=False)) == "12 t/m 14 mei"
    assert spaced(wording.days(date(2026, 5, 28), date(2026, 6, 2), "nl", year=False)) == "28 mei t/m 2 juni"


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(0, 900), st.sampled_from(["nl", "en"]))
def test_a_range_names_both_its_days(first: date, length: int, language: Language) -> None:
    last = first + timedelta(days=length)
    said = spaced(wording.days(first, last, language))
    assert said.split()[0].split("–")[0] == str(first.day)
    assert str(last.year) in said
    assert said.count(str(last.year)) == 1


@pytest.mark.parametrize(
    ("start", "end", "ongoing", "nl", "en"),
    [
        (PartialDateValue(2019, 3), None, True, "maart 2019 – heden", "March 2019 – present"),
        (PartialDateValue(2019, 3), None, False, "maart 2019", "March 2019"),
        (PartialDateValue(2015), PartialDateValue(2019), True, "2015 – 2019", "2015 – 2019"),
        (PartialDateValue(2015), PartialDateValue(2015), True, "2015", "2015"),
        (PartialDateValue(2022, 7), PartialDateValue(2022), True, "2022", "2022"),
        (None, PartialDateValue(2019, 2), True, "tot februari 2019", "until February 2019"),
        (None, None, True, "", ""),
    ],
)
def test_periods_of_partial_dates(
    start: PartialDateValue | None, end: PartialDateValue | None, ongoing: bool, nl: str, en: str
) -> None:
    assert spaced(wording.since_until(start, end, "nl", ongoing=ongoing)) == nl
    assert spaced(wording.since_until(start, end, "en", ongoing=ongoing)) == en


def test_hours_have_a_decimal_comma_in_dutch_and_never_lose_their_unit_at_the_end_of_a_line() -> None:
    assert wording.hours(90, "nl") == f"1,5{wording.NBSP}uur"
    assert wording.hours(60, "en") == f"1{wording.NBSP}hour"
    assert wording.hours(150, "en") == f"2.5{wording.NBSP}hours"
    assert wording.hours_number(20, "nl") == "0,33"
    assert wording.number(Decimal("1234.50"), "nl") == "1.234,5"
    assert wording.score(3.44, "nl") == "3,4"


def test_enumerations() -> None:
    assert wording.enumerated([], "nl") == ""
    assert wording.enumerated(["a"], "nl") == "a"
    assert wording.enumerated(["a", "b", "c"], "nl") == "a, b en c"
    assert wording.enumerated(["a", "b"], "en") == "a and b"


def test_lines_become_paragraphs_and_dashes_become_lists() -> None:
    blocks = wording.prose("Eerst dit.\n\n- een\n• twee\nDan dat.")
    assert blocks == (
        Paragraph(plain("Eerst dit.")),
        Bullets((plain("een"), plain("twee"))),
        Paragraph(plain("Dan dat.")),
    )


@given(st.text(max_size=200))
def test_prose_loses_no_words_and_reads_no_markup(words: str) -> None:
    shown = []
    for block in wording.prose(words):
        if isinstance(block, Paragraph):
            shown += [run.text for run in block.content]
        elif isinstance(block, Bullets):
            shown += [run.text for item in block.items for run in item]
    stripped = [line.strip() for line in words.splitlines() if line.strip()]
    expected = [line[2:].strip() if line.startswith(("- ", "* ", "• ", "– ")) else line for line in stripped]
    assert [line for line in shown if line] == [line for line in expected if line]


def test_a_text_without_english_wording_says_that_it_is_dutch() -> None:
    position = Position(id="p", role="Casemanager", role_en="Case manager", description="Verzuim.")
    assert wording.language_of(position, "description", "en") == "nl"
    assert wording.language_of(position, "role", "en") is None
    assert wording.language_of(position, "description", "nl") is None
