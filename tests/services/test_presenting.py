"""Showing the CV to a client, printing for oneself, and the first steps of a portfolio, without a window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import WrongUseError
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.records.career import Position
from portfolio_app.domain.records.cv_view import CvView
from portfolio_app.domain.records.learning import Activity
from portfolio_app.domain.records.outgoing import Outgoing
from portfolio_app.domain.records.person import Person
from portfolio_app.services.exports import told_view
from portfolio_app.services.getting_started import files_in, first_steps, save_person
from portfolio_app.services.portfolio import ListQuery, Portfolio
from portfolio_app.services.presenting import cv_for_client, hand_over, is_passphrase, note_shown, views_for_clients
from portfolio_app.services.printing import list_printout, record_printout
from tests.vaults import PASSPHRASE, quick_vault


@pytest.fixture
def portfolio(tmp_path: Path, clock: FixedClock) -> Iterator[Portfolio]:
    with Portfolio(quick_vault(tmp_path / "proef.vakdossier", clock).vault, clock) as made:
        save_person(made, {"given_names": "Noor", "surname": "Verzonnen", "phone": "06 00 00 00 00"})
        yield made


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def add_position(portfolio: Portfolio, role: str, release: Audience) -> None:
    from portfolio_app.domain.values import PartialDateValue

    values = {"role": role, "employer": "Werkplaats", "start": PartialDateValue(2020), "release": release}
    portfolio.add(Position.kind, values)


def test_client_sees_what_is_public_and_nothing_more(portfolio: Portfolio) -> None:
    add_position(portfolio, "Casemanager", Audience.PUBLIC)
    add_position(portfolio, "Geheimhouder", Audience.REGISTER)
    words = words_of(cv_for_client(portfolio, "client").pdf)
    assert "Casemanager" in words
    assert "Geheimhouder" not in words


def test_usual_view_goes_by_its_word_in_any_language(portfolio: Portfolio) -> None:
    assert [told_view(name).nl for name in ("client", "full", "Voor UWV")] == ["cliënt", "volledig", "Voor UWV"]
    assert [told_view(name).en for name in ("cliënt", "volledig")] == ["client", "full"]
    assert cv_for_client(portfolio, "Cliënt").pdf == cv_for_client(portfolio, "client").pdf


def test_view_that_is_not_public_is_refused(portfolio: Portfolio) -> None:
    assert views_for_clients(portfolio) == ("client",)
    with pytest.raises(WrongUseError):
        cv_for_client(portfolio, "register")
    portfolio.add(CvView.kind, {"name": "alleen register", "audience": Audience.REGISTER})
    assert views_for_clients(portfolio) == ()


def test_what_was_shown_and_handed_over_is_in_the_log(portfolio: Portfolio, tmp_path: Path) -> None:
    shown = cv_for_client(portfolio, "client")
    note_shown(portfolio, shown, "Werkgever Z")
    file = hand_over(portfolio, shown, tmp_path, "Werkgever Z")
    assert file.read_bytes() == shown.pdf
    entries = portfolio.records(Outgoing.kind).records
    assert {entry.sha256 for entry in entries if isinstance(entry, Outgoing)} != {""}
    assert sorted(entry.file_name for entry in entries if isinstance(entry, Outgoing)) == ["", file.name]


def test_only_the_passphrase_is_the_passphrase(portfolio: Portfolio) -> None:
    assert is_passphrase(portfolio, PASSPHRASE)
    assert not is_passphrase(portfolio, PASSPHRASE + " ")
    assert not is_passphrase(portfolio, "")


def test_printed_record_has_all_that_is_filled_in(portfolio: Portfolio) -> None:
    (person,) = portfolio.records(Person.kind).records
    words = words_of(record_printout(portfolio, Person.kind, person.id, "nl"))
    assert "Noor" in words
    assert "06 00 00 00 00" in words
    assert "Voor eigen gebruik" in words


def test_printed_list_is_that_of_the_screen(portfolio: Portfolio) -> None:
    from datetime import date

    from portfolio_app.domain.records.learning import ActivityKind

    for title in ("Wet verbetering poortwachter", "Gesprekken voeren"):
        values = {"name": title, "activity_kind": next(iter(ActivityKind)), "start": date(2026, 1, 2)}
        portfolio.add(Activity.kind, values)
    everything = words_of(list_printout(portfolio, Activity.kind, ListQuery(), "nl"))
    assert "poortwachter" in everything
    assert "Gesprekken" in everything
    some = words_of(list_printout(portfolio, Activity.kind, ListQuery(words="gesprekken"), "nl"))
    assert "poortwachter" not in some
    assert "gefilterd op “gesprekken”" in some


def test_steps_are_told_by_what_is_there(portfolio: Portfolio) -> None:
    found = first_steps(portfolio)
    assert isinstance(found.person, Person)
    assert (found.registers, found.brought, found.second_place) == (frozenset(), False, None)
    save_person(portfolio, {"surname": "Anders"})
    (person,) = portfolio.records(Person.kind).records
    assert isinstance(person, Person)
    assert person.surname == "Anders"


def test_only_files_that_may_be_evidence_are_looked_for(tmp_path: Path) -> None:
    within = tmp_path / "map" / "dieper"
    within.mkdir(parents=True)
    for name in ("b.PDF", "a.png", "c.txt"):
        (within / name).write_bytes(b"x")
    (tmp_path / "map" / "weg.pdf").symlink_to(within / "a.png")
    assert [path.name for path in files_in(tmp_path / "map")] == ["a.png", "b.PDF"]


@pytest.mark.parametrize("for_another", [False, True])
def test_a_list_printed_in_english_has_the_english_wording(portfolio: Portfolio, for_another: bool) -> None:
    from portfolio_app.domain.values import PartialDateValue

    values = {
        "role": "Casemanager",
        "role_en": "Case manager",
        "employer": "Werkplaats",
        "start": PartialDateValue(2020),
    }
    portfolio.add(Position.kind, {**values, "release": Audience.PUBLIC})
    words = words_of(list_printout(portfolio, Position.kind, ListQuery(), "en", for_another=for_another))
    assert "Case manager" in words
    assert "Casemanager" not in words
