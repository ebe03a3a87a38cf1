"""The overview as a board: what it shows, where it leads, and how its pictures are read without eyes or colours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget

from portfolio_app.common.text import Text, same_in_both
from portfolio_app.domain.records.learning import Activity
from portfolio_app.services.board import Board, Picture, Step, Stretch, Target, ValueRow
from portfolio_app.services.reminding import URGENT, Reminding, Told, told_from
from portfolio_app.ui.board.cards import counted
from portfolio_app.ui.board.columns import Columns
from portfolio_app.ui.board.news import NewsCard
from portfolio_app.ui.charts.card import ChartCard
from portfolio_app.ui.charts.painter import DARK_SERIES, LIGHT_SERIES
from portfolio_app.ui.charts.values import table_of, value_in_words
from portfolio_app.ui.look import Look
from portfolio_app.ui.pages.overview import OverviewPage
from portfolio_app.ui.theme import DARK, LIGHT, contrast
from portfolio_app.ui.widgets.standing import StandingCard
from portfolio_app.ui.widgets.step import StepButton
from tests.ui.driver import TODAY, Driver

HOURS = Picture(
    "bars",
    Text("Uren per jaar", "Hours per year"),
    Text("Netto-uren.", "Net hours."),
    (same_in_both("2025"), same_in_both("2026")),
    (ValueRow(Text("Training", "Training"), (12.0, 1234.5)), ValueRow(Text("Intervisie", "Intervision"), (3.0, None))),
    unit=Text("uur", "hours"),
)
CAREER = Picture(
    "timeline",
    Text("Loopbaan", "Career"),
    Text("Werk.", "Work."),
    (Text("Werk", "Work"),),
    stretches=(Stretch(0, same_in_both("Adviseur"), 2019.5, 2024.2),),
)


def board_of(driver: Driver) -> QWidget:
    return driver.workspace._pages["overview"]


def step(name: str, day: date) -> Step:
    return Step("hourglass", "quiet", same_in_both(name), Target("record", "goal", name), day)


def test_every_line_leads_somewhere_with_enter(open_driver: Driver) -> None:
    driver = open_driver
    first = driver.workspace.findChildren(StepButton)[0]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Return)
    driver.settle()
    assert driver.workspace.current == "permissions"
    assert driver.workspace.place().record


def test_a_requirement_leads_to_the_list_of_what_counts_for_it(open_driver: Driver) -> None:
    driver = open_driver
    board = driver.workspace.board.board
    assert board is not None
    lines = [line for card in board.cards for line in card.requirements]
    target = next(line.target for line in lines if any(heap.startswith("activity_kind=") for heap in line.target.heaps))
    driver.workspace._follow(target)
    driver.settle()
    panel = driver.workspace._areas["education"]._views["activity"].list_panel
    assert panel is not None
    assert panel.facets.facets == target.facets()
    chips = [button.text() for button in panel.facets.findChildren(QPushButton) if button.isVisible()]
    assert any("2026" in chip for chip in chips)
    assert not any("=" in chip for chip in chips)
    kinds, years = target.facets()["activity_kind"], target.facets()["start"]
    records: list[Activity] = []
    driver.workspace.session.read(
        lambda portfolio: portfolio.snapshot().of(Activity), records.extend, owner=driver.workspace
    )
    driver.settle()
    counted = [each for each in records if each.activity_kind in kinds and each.start and str(each.start.year) in years]
    assert panel.model.sections.records == len(counted) > 0


def test_a_line_for_some_records_leads_to_just_these_and_says_so(open_driver: Driver) -> None:
    driver = open_driver
    some: list[str] = []
    driver.workspace.session.read(
        lambda portfolio: [each.id for each in portfolio.snapshot().of(Activity)][:3],
        some.extend,
        owner=driver.workspace,
    )
    driver.settle()
    driver.workspace._follow(Target("list", "activity", heaps=tuple(f"id={each}" for each in some)))
    driver.settle()
    panel = driver.workspace._areas["education"]._views["activity"].list_panel
    assert panel is not None
    assert {panel.model.id_at(row) for row in range(panel.model.rowCount())} == set(some)
    (chip, _all) = [button for button in panel.facets.findChildren(QPushButton) if button.isVisible()]
    assert chip.text() == "3 gegevens van het overzicht"
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    driver.settle()
    assert panel.model.rowCount() > len(some)
    assert QApplication.focusWidget() is panel.filter


def test_who_takes_a_filter_out_by_key_goes_on_at_its_neighbour(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.show_kind("activity", {"start": frozenset({"2024", "2025", "2026"})})
    driver.settle()
    panel = driver.workspace._areas["education"]._views["activity"].list_panel
    assert panel is not None

    def chips() -> list[QPushButton]:
        found = panel.facets.findChildren(QPushButton)
        return sorted((each for each in found if each.isVisible() and ":" in each.text()), key=lambda each: each.text())

    chips()[1].setFocus()
    QTest.keyClick(chips()[1], Qt.Key.Key_Space)
    driver.settle()
    assert [each.text()[-4:] for each in chips()] == ["2024", "2026"]
    assert QApplication.focusWidget() is chips()[1]
    QTest.keyClick(chips()[1], Qt.Key.Key_Space)
    driver.settle()
    assert QApplication.focusWidget() is chips()[0]
    QTest.keyClick(chips()[0], Qt.Key.Key_Space)
    driver.settle()
    assert QApplication.focusWidget() is panel.filter


def news_in(card: NewsCard) -> list[StepButton]:
    """Return the lines that lead to something, without the one that answers them all."""
    return [line for line in card.findChildren(StepButton) if line.accessibleName() != "Alles gezien"]


def test_what_became_urgent_is_told_once_and_leads_to_its_record(open_driver: Driver) -> None:
    driver = open_driver
    board = driver.workspace.board.board
    assert board is not None
    records = (step for step in board.soon if step.day is not None and step.target.place == "record")
    coming = next(step for step in records if step.day and step.day - URGENT > TODAY)
    assert coming.day is not None
    driver.window.lock()
    driver.until(lambda: driver.window.workspace is None)
    driver.clock.advance(coming.day - URGENT - TODAY)
    driver.unlock()
    driver.workspace.go("overview")
    driver.until(lambda: bool(driver.workspace.findChildren(NewsCard)))
    (card,) = driver.workspace.findChildren(NewsCard)
    lines = news_in(card)
    words = [line.accessibleName() for line in lines]
    line = next(line for line in lines if coming.text.nl in line.accessibleName())
    driver.press(line)
    driver.settle()
    assert driver.workspace.place().record == coming.target.record
    driver.workspace.go("overview")
    seen = next(each for each in card.findChildren(QAbstractButton) if each.accessibleName().startswith("Gezien:"))
    driver.press(seen)
    driver.settle()
    left = [line for each in driver.workspace.findChildren(NewsCard) for line in news_in(each)]
    assert len([line for line in left if line.isVisible()]) == len(words) - 1


def test_the_next_start_shows_the_board_at_once_and_says_of_when(open_driver: Driver) -> None:
    driver = open_driver
    driver.until(lambda: driver.workspace.board.is_of_now)
    driver.settle()
    driver.window.lock()
    driver.until(lambda: driver.window.workspace is None)
    driver.settle()
    step_now = driver.window.start.step if driver.window.start else None
    assert step_now is not None
    driver.window.open_vault(driver.vault, "vier woorden zonder verband")
    driver.until(lambda: driver.window.workspace is not None)
    assert driver.workspace.board.is_kept
    words = [label.text() for label in board_of(driver).findChildren(QLabel)]
    assert any("van de vorige keer" in each for each in words)
    assert driver.workspace.findChildren(StepButton)
    driver.until(lambda: driver.workspace.board.is_of_now)
    words = [label.text() for label in board_of(driver).findChildren(QLabel)]
    assert not any("van de vorige keer" in each for each in words)


def test_what_is_read_first_can_be_pressed_before_the_rest_is_made(
    open_driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = open_driver
    driver.until(lambda: driver.workspace.board.is_of_now)
    driver.settle()
    page = board_of(driver)
    assert isinstance(page, OverviewPage)
    assert page.is_whole
    assert page.findChildren(StandingCard)
    assert page.findChildren(ChartCard)
    painted: list[tuple[bool, int, int]] = []

    def paint(button: StepButton, event: QPaintEvent, paint: Callable[..., None] = StepButton.paintEvent) -> None:
        paint(button, event)
        page = board_of(driver)
        painted.append((button.isEnabled(), len(page.findChildren(StandingCard)), len(page.findChildren(ChartCard))))

    driver.window.lock()
    driver.until(lambda: driver.window.workspace is None)
    driver.settle()
    monkeypatch.setattr(StepButton, "paintEvent", paint)
    driver.window.open_vault(driver.vault, "vier woorden zonder verband")
    driver.until(lambda: bool(painted))
    assert painted[0] == (True, 0, 0)
    driver.settle()
    page = board_of(driver)
    assert page.findChildren(StandingCard)
    assert page.findChildren(ChartCard)


def test_what_is_asked_before_the_records_are_there_is_done_after(open_driver: Driver) -> None:
    driver = open_driver
    driver.until(lambda: driver.workspace.board.is_of_now)
    driver.window.lock()
    driver.until(lambda: driver.window.workspace is None)
    driver.settle()
    driver.window.open_vault(driver.vault, "vier woorden zonder verband")
    driver.until(lambda: driver.window.workspace is not None)
    driver.workspace.go("plan")
    driver.until(lambda: driver.workspace.current == "plan")
    driver.settle()


@pytest.mark.parametrize(("width", "columns"), [(600, 1), (900, 2), (1500, 3), (3000, 4)])
def test_there_are_as_many_columns_as_there_is_room_for(driver: Driver, width: int, columns: int) -> None:
    board = Columns()
    cards = [QLabel(str(number)) for number in range(6)]
    board.show_groups([[card] for card in cards])
    board.resize(width, 400)
    board.show()
    assert board.count == columns
    assert all(card.isVisible() for card in cards)
    board.close()


@pytest.mark.parametrize(("width", "columns"), [(600, 1), (900, 2), (1500, 3), (3000, 3)])
def test_no_column_stays_empty_while_there_is_little_to_show(driver: Driver, width: int, columns: int) -> None:
    board = Columns()
    cards = [QLabel(str(number)) for number in range(3)]
    board.show_groups([[cards[0]], [cards[1]], [], [], [], [cards[2]]])
    board.resize(width, 400)
    board.show()
    driver.settle()
    assert len({card.mapTo(board, card.rect().topLeft()).x() for card in cards}) == columns
    board.close()


def test_a_chart_is_a_table_too(driver: Driver) -> None:
    card = ChartCard(Look("nl", LIGHT), HOURS)
    card.toggle()
    assert card.shows_table
    assert card.table is not None
    assert card.table.item(0, 2).text() == "1.234,5"
    assert card.table.item(1, 2).text() == "–"
    assert card.table.accessibleName() == "Uren per jaar"
    card.toggle()
    assert not card.shows_table


def test_arrows_go_from_value_to_value_and_say_it(driver: Driver) -> None:
    card = ChartCard(Look("nl", LIGHT), HOURS)
    card.resize(500, 400)
    card.show()
    QTest.keyClick(card.view, Qt.Key.Key_Right)
    assert card.view.accessibleDescription().startswith("2025 · Training: 12 uur.")
    QTest.keyClick(card.view, Qt.Key.Key_Right)
    assert card.view.accessibleDescription().startswith("2025 · Intervisie: 3 uur.")
    card.close()


def test_the_value_under_the_pointer_is_found(driver: Driver) -> None:
    card = ChartCard(Look("nl", LIGHT), HOURS)
    card.resize(500, 400)
    card.show()
    marks = card.view._marked()
    assert {mark for mark, _ in marks} == {(0, 0), (1, 0), (0, 1)}
    for mark, outline in marks:
        assert card.view.mark_at(outline.boundingRect().center()) == mark
    assert card.view.mark_at(QPointF(1, 1)) is None
    card.close()


def test_a_chart_is_copied_as_picture_as_lines_and_as_words(driver: Driver) -> None:
    card = ChartCard(Look("en", DARK), CAREER)
    card.resize(500, 300)
    card.show()
    card.view.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    assert data.text() == "Career. Work."
    assert b"<svg" in card.view.as_svg().data()
    assert card.view.as_image().width() == 3 * card.view.width()
    card.close()


def test_what_there_is_nothing_of_is_not_counted_up() -> None:
    assert [amount for amount, _ in counted({"activity": 2, "goal": 0, "skill": 3, "permission": 1})] == [2, 1]
    assert counted({"skill": 3}) == ()


def test_values_are_said_in_both_languages() -> None:
    assert value_in_words(HOURS, (0, 1), "nl") == "2026 · Training: 1.234,5 uur"
    assert value_in_words(HOURS, (0, 1), "en") == "2026 · Training: 1,234.5 hours"
    assert value_in_words(CAREER, (0, 0), "nl") == "Adviseur · 2019–2024"
    assert table_of(CAREER, "en") == (("What", "From", "Until"), (("Work: Adviseur", "2019", "2024"),))


@pytest.mark.parametrize(("tones", "series"), [(LIGHT, LIGHT_SERIES), (DARK, DARK_SERIES)], ids=["light", "dark"])
def test_series_stand_out_from_the_paper(tones: object, series: tuple[str, ...]) -> None:
    paper = getattr(tones, "paper")  # noqa: B009
    assert min(contrast(colour, paper) for colour in series) >= 4.5


class TestReminding:
    BOARD = Board(
        TODAY,
        1,
        same_in_both("vandaag"),
        "",
        soon=(step("a", TODAY + timedelta(10)), step("b", TODAY + timedelta(29)), step("c", TODAY + timedelta(90))),
    )

    def test_the_first_time_nothing_is_told(self) -> None:
        assert Reminding(Told(), TODAY).news(self.BOARD) == ()

    def test_what_became_urgent_since_is_told_once(self) -> None:
        reminding = Reminding(Told(TODAY - timedelta(7)), TODAY)
        assert [each.target.record for each in reminding.news(self.BOARD)] == ["b"]
        again = Reminding(told_from(reminding.told().as_text()), TODAY + timedelta(1))
        assert again.news(self.BOARD) == ()

    def test_what_is_put_off_comes_back_after_a_week(self) -> None:
        reminding = Reminding(Told(TODAY - timedelta(7)), TODAY)
        reminding.put_off(self.BOARD.soon[1])
        assert reminding.news(self.BOARD) == ()
        told = told_from(reminding.told().as_text())
        assert Reminding(told, TODAY + timedelta(6)).news(self.BOARD) == ()
        assert [each.target.record for each in Reminding(told, TODAY + timedelta(7)).news(self.BOARD)] == ["b"]

    def test_what_cannot_be_read_reminds_of_nothing(self) -> None:
        for words in ("", "[]", "{}", '{"until":"ooit","put_off":{}}'):
            assert told_from(words) == Told()

    def test_the_strip_puts_off_and_dismisses(self, driver: Driver) -> None:
        seen: list[Step] = []
        later: list[Step] = []
        followed: list[Target] = []
        news = self.BOARD.soon[:2]
        card = NewsCard(Look("nl", LIGHT), news, TODAY, followed.append, seen.extend, later.extend)
        buttons = {button.accessibleName(): button for button in card.findChildren(QWidget) if button.accessibleName()}
        buttons["Over een week weer: a"].click()  # type: ignore[attr-defined]
        buttons["Gezien: b"].click()  # type: ignore[attr-defined]
        assert (later, seen) == ([news[0]], [news[1]])
        card.findChildren(StepButton)[0].click()
        assert followed == [news[0].target]
        card.deleteLater()
