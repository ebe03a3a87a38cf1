"""The frame around the pages: what fits what was typed, where one has been, what asks for attention, several vaults."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.fields import Area
from portfolio_app.services.attention import SOON, attention
from portfolio_app.services.opening import create_portfolio, open_portfolio
from portfolio_app.services.reminders import Reminder
from portfolio_app.ui.destinations import ICONS, OVERVIEW
from portfolio_app.ui.finder import Finder
from portfolio_app.ui.matching import INITIALS, NOT, STARTS, WHOLE, WITHIN, fit, folded
from portfolio_app.ui.pages.dossier import DossierPage
from portfolio_app.ui.pages.results import ResultsPage
from portfolio_app.ui.settings import Keeper, Memory, Settings
from portfolio_app.ui.start.home import HomeStep
from portfolio_app.ui.start.unlock import UnlockStep
from portfolio_app.ui.summons import vault_of
from portfolio_app.ui.trail import Place, Trail
from portfolio_app.ui.workspace import Workspace
from tests.ui.driver import PASSPHRASE, Driver

# -- what fits --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "name", "degree"),
    [
        ("nieuw: ref", "Nieuw: Reflectie", WHOLE),
        ("REFL", "Nieuw: Reflectie", STARTS),
        ("nr", "Nieuw: Reflectie", INITIALS),
        ("flect", "Nieuw: Reflectie", WITHIN),
        ("reservekopieen", "Reservekopieën", WHOLE),
        ("cliënt", "Cv laten zien aan een client", STARTS),
        ("zz", "Nieuw: Reflectie", NOT),
        ("", "Nieuw: Reflectie", NOT),
    ],
)
def test_parts_initials_and_accents_fit(typed: str, name: str, degree: int) -> None:
    assert fit(typed, name) == degree


def test_other_words_make_it_found_too() -> None:
    assert fit("voorkeur", "Instellingen") == NOT
    assert fit("voorkeur", "Instellingen", "voorkeuren opties") == STARTS


@given(st.text(max_size=20), st.text(max_size=40), st.text(max_size=20))
def test_other_words_never_make_it_fit_less(typed: str, name: str, also: str) -> None:
    assert fit(typed, name, also) >= fit(typed, name)


@given(st.text(alphabet=st.characters(categories=("L",)), min_size=2, max_size=12))
def test_what_is_typed_in_full_fits_whole(name: str) -> None:
    assert fit(name.upper() if folded(name.upper()) == folded(name) else name, name) == WHOLE


# -- where one has been -----------------------------------------------------------------------------------------------

ONE, TWO, THREE = Place("cv", "position", "a"), Place("plan", "goal", "b"), Place("law", "law_review", "c")


def test_trail_goes_back_and_forward() -> None:
    trail = Trail()
    for place in (ONE, TWO, THREE):
        trail.visit(place)
    assert trail.back() == TWO
    assert trail.back() == ONE
    assert trail.back() is None
    assert trail.forward() == TWO
    trail.visit(THREE)
    assert trail.forward() is None
    assert trail.recent(5) == (TWO, ONE)


def test_trail_forgets_what_was_only_passed_through() -> None:
    trail = Trail()
    for place in (ONE, Place("plan"), Place("plan", "goal"), TWO):
        trail.visit(place)
    assert trail.back() == ONE


@given(st.lists(st.sampled_from([ONE, TWO, THREE, Place("overview")]), max_size=150))
def test_trail_is_where_the_last_visit_was(places: list[Place]) -> None:
    trail = Trail()
    for place in places:
        trail.visit(place)
    assert trail.here == (places[-1] if places else None)
    assert trail.here not in trail.recent(10)


def test_back_and_forward_in_the_window(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.show_first("goal")
    driver.settle()
    here = driver.workspace.place()
    assert here.record
    driver.workspace.show_first("permission")
    driver.settle()
    there = driver.workspace.place()
    QTest.keyClick(driver.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    driver.settle()
    assert driver.workspace.place() == here
    QTest.keyClick(driver.window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    driver.settle()
    assert driver.workspace.place() == there


# -- what asks for attention ------------------------------------------------------------------------------------------


def reminder(day: date, kind: str) -> Reminder:
    return Reminder(day, Text("x", "x"), kind, f"{kind}-{day}")


def test_late_comes_before_soon_and_far_away_is_left_out() -> None:
    today = date(2026, 6, 15)
    found = attention(
        [
            reminder(today, "permission"),
            reminder(today + SOON, "permission"),
            reminder(today + SOON + timedelta(days=1), "goal"),
            reminder(today - timedelta(days=1), "permission"),
        ],
        (),
        today,
    )
    assert [(each.area, each.text.nl, each.late) for each in found] == [
        (Area.PERMISSIONS, "1 verlopen", True),
        (Area.PERMISSIONS, "2 lopen binnenkort af", False),
    ]


def test_navigation_says_in_words_what_asks_for_attention(open_driver: Driver) -> None:
    driver = open_driver
    rail = driver.workspace.rail
    driver.until(lambda: bool(rail._warnings))
    row = list(Area).index(Area.PERMISSIONS) + 1
    said = rail.item(row).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Toestemmingen ")
    assert "verlopen" in said
    wide = rail.sizeHintForRow(row)
    driver.workspace.fold()
    driver.settle()
    assert driver.workspace.navigation.narrow
    assert rail.item(row).toolTip().startswith("Toestemmingen\n")
    assert rail.sizeHintForRow(row) < wide


def test_a_page_that_is_no_destination_stands_near_the_one_that_leads_to_it(open_driver: Driver) -> None:
    workspace, rail = open_driver.workspace, open_driver.workspace.rail
    workspace.show_rules()
    assert rail.currentRow() < 0
    assert [rail.is_near(row) for row in range(3)] == [True, False, False]
    open_driver.settle()
    QTest.mouseClick(rail.viewport(), Qt.MouseButton.LeftButton, pos=rail.visualItemRect(rail.item(0)).center())
    assert workspace.current == OVERVIEW
    workspace.open_results()
    assert not any(rail.is_near(row) for row in range(rail.count()))


def test_navigation_folds_where_there_is_no_room_and_stays_folded_when_asked(open_driver: Driver) -> None:
    driver = open_driver
    navigation = driver.workspace.navigation
    driver.window.resize(900, 700)
    driver.settle()
    assert navigation.narrow
    QTest.keyClick(driver.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert not navigation.narrow
    driver.window.resize(1280, 720)
    driver.settle()
    assert not navigation.narrow
    QTest.keyClick(driver.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    driver.window.lock()
    driver.until(lambda: driver.window.start is not None)
    assert Keeper(driver.folder / "config", driver.folder / "state").noted("navigation.narrow") is True


# -- finding ----------------------------------------------------------------------------------------------------------


def finder_of(workspace: Workspace) -> Finder:
    finder = workspace.open_finder()
    assert finder is not None
    return finder


def test_finder_begins_with_what_was_looked_at_last(open_driver: Driver) -> None:
    driver = open_driver
    for kind in ("goal", "permission"):
        driver.workspace.show_first(kind)
        driver.settle()
    finder = finder_of(driver.workspace)
    driver.settle()
    assert finder.list.entries[0].group == "Laatst bekeken"
    assert finder.list.entries[0].note == "Doel"
    QTest.keyClick(finder.line, Qt.Key.Key_Return)
    driver.settle()
    assert driver.workspace.current == "plan"


def test_finder_shows_keys_and_finds_by_initials(open_driver: Driver) -> None:
    driver = open_driver
    finder = finder_of(driver.workspace)
    assert any(entry.note == "Ctrl+L" for entry in finder.list.entries)
    finder.line.setText("nr")
    driver.settle()
    assert "Nieuw: Reflectie" in [entry.label for entry in finder.list.entries]
    finder.reject()


@pytest.mark.parametrize(("words", "part"), [("dossier maken", 0), ("herregistratie", 0), ("cv maken", 1)])
def test_finder_leads_to_the_documents_that_are_made(words: str, part: int, open_driver: Driver) -> None:
    driver = open_driver
    finder = finder_of(driver.workspace)
    QTest.keyClicks(finder.line, words)
    driver.settle()
    (deed,) = [entry for entry in finder.list.entries if entry.label in ("Dossier maken…", "Cv maken…")]
    finder._do(deed)
    driver.settle()
    page = driver.workspace._pages["dossier"]
    assert isinstance(page, DossierPage)
    assert (page.dossier, page.cv)[part].isVisible()


def test_finder_keeps_its_line_in_place_when_nothing_is_found(open_driver: Driver) -> None:
    driver = open_driver
    finder = finder_of(driver.workspace)
    driver.settle()
    before = finder.line.y()
    QTest.keyClicks(finder.line, "zxqj")
    driver.settle()
    assert not finder.list.isVisible()
    assert finder.line.y() == before
    finder.reject()


@pytest.mark.parametrize("words", ["english", "language"])
def test_finder_leads_out_of_a_language_that_somebody_cannot_read(words: str, open_driver: Driver) -> None:
    driver = open_driver
    finder = finder_of(driver.workspace)
    QTest.keyClicks(finder.line, words)
    driver.settle()
    deed = next(entry for entry in finder.list.entries if entry.label == "In het Engels")
    finder._do(deed)
    driver.settle()
    assert driver.keeper.settings.language == "en"


def test_finder_leads_to_all_results(open_driver: Driver) -> None:
    driver = open_driver
    finder = finder_of(driver.workspace)
    finder.line.setText("poortwachter")
    driver.settle()
    last = finder.list.entries[-1]
    assert "poortwachter" in last.label
    finder._do(last)
    driver.settle()
    page = driver.workspace._pages["results"]
    assert isinstance(page, ResultsPage)
    assert page.words.text() == "poortwachter"
    assert page.list.count() > 3
    assert any(entry.snippet for entry in page.list.entries)


def test_results_are_chosen_by_kind(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.open_results("wet")
    driver.settle()
    page = driver.workspace._pages["results"]
    assert isinstance(page, ResultsPage)
    everything = page.list.count()
    page._choose_kind("law_review")
    driver.settle()
    assert 0 < page.list.count() < everything
    assert {entry.group for entry in page.list.entries} == {"Wet- en regelgeving"}
    page.search("bestaatzekernietzo")
    driver.settle()
    assert page._nothing.isVisible()


# -- several vaults ---------------------------------------------------------------------------------------------------


def test_another_vault_is_opened_without_closing_the_program(
    open_driver: Driver, filled_vault: Path, tmp_path: Path
) -> None:
    driver = open_driver
    other = tmp_path / "ander.vakdossier"
    create_portfolio(other, PASSPHRASE, clock=driver.clock).portfolio.close()
    driver.window.switch_vault(other)
    driver.until(lambda: driver.window.workspace is None)
    driver.settle()
    driver.give_passphrase()
    assert driver.window.vault == other
    assert driver.window.windowTitle() == "Vakdossier"
    labels = [command.label.nl for command in driver.window.commands()]
    assert "Openen: proef" in labels
    with open_portfolio(driver.vault, clock=driver.clock, passphrase=PASSPHRASE) as free:
        assert not free.vault.read_only
    driver.window.choose_vault()
    driver.until(lambda: isinstance(driver.window.start and driver.window.start.step, HomeStep))


def test_vault_that_is_open_elsewhere_is_offered_for_reading(driver: Driver, filled_vault: Path) -> None:
    shutil.copytree(filled_vault, driver.vault)
    with open_portfolio(driver.vault, clock=driver.clock, passphrase=PASSPHRASE):
        driver.window.show_unlock(driver.vault)
        step = driver.window.start.step if driver.window.start else None
        assert isinstance(step, UnlockStep)
        driver.type(step.secret.line, PASSPHRASE)
        driver.press(step.button)
        driver.until(step.read_only_button.isVisible)
        assert "al geopend" in step.notice.words
        driver.press(step.read_only_button)
        driver.until(lambda: driver.window.workspace is not None)
        driver.settle()
        assert driver.workspace.session.read_only
        assert driver.workspace.navigation._read_only.isVisible()
        assert "Nieuw gegeven" not in [command.label.nl for command in driver.window.commands()]


def test_double_click_on_the_header_means_its_vault(filled_vault: Path) -> None:
    assert vault_of(filled_vault / "vault.json") == filled_vault
    assert vault_of(filled_vault) == filled_vault


# -- remembering ------------------------------------------------------------------------------------------------------


def test_window_comes_back_where_it_was_left(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.show_first("goal")
    driver.settle()
    left = driver.workspace.place()
    driver.window.lock()
    driver.until(lambda: driver.window.start is not None)
    driver.unlock()
    assert driver.workspace.place() == left
    driver.window.lock()
    driver.until(lambda: driver.window.start is not None)
    memory = Keeper(driver.folder / "config", driver.folder / "state").memory
    assert memory.page == ("plan", "goal")
    assert left.record not in (driver.folder / "state" / "window.json").read_text("utf-8")


def test_nothing_is_remembered_when_that_is_switched_off(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.show_first("goal")
    driver.settle()
    driver.window.change(remember_places=False, remember_vaults=False)
    driver.window.lock()
    driver.until(lambda: driver.window.start is not None)
    memory = Keeper(driver.folder / "config", driver.folder / "state").memory
    assert (memory.vaults, memory.geometry, memory.page, memory.panes) == ((), "", ("", ""), {})


def test_list_and_form_stay_divided_as_they_were(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.show_first("goal")
    driver.settle()
    body = driver.workspace._areas["plan"]._views["goal"].body
    body.moveSplitter(300, 1)
    sizes = body.sizes()
    driver.window.change(theme="dark")
    driver.settle()
    driver.workspace.show_first("permission")
    driver.settle()
    again = driver.workspace._areas["permissions"]._views["permission"].body.sizes()
    assert abs(again[0] - sizes[0]) <= 4


def test_panes_take_only_what_nobody_typed(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path, tmp_path)
    keeper.note("list.activity", [120, 80])
    keeper.flush()
    assert Keeper(tmp_path, tmp_path).noted("list.activity") == [120, 80]
    odd = Memory.from_plain({"panes": {"a": {"b": 1}, "c": ["x"], "d": "y" * 5000, "e": 3}, "page": ["a"]})
    assert odd.panes == {"e": 3}
    assert odd.page == ("", "")


@pytest.mark.parametrize("size", [100, 150, 200])
def test_text_size_holds_everywhere_and_comes_back(open_driver: Driver, size: int) -> None:
    driver = open_driver
    before = QApplication.font().pointSizeF()
    driver.window.change(text_size=size)
    driver.settle()
    assert QApplication.font().pointSizeF() == pytest.approx(before * size / 100, rel=0.01)
    assert driver.workspace.rail.font().pointSizeF() == pytest.approx(before * size / 100, rel=0.01)
    driver.window.change(text_size=100)
    driver.settle()
    assert QApplication.font().pointSizeF() == pytest.approx(before, rel=0.01)


def test_larger_and_smaller_text_by_key(open_driver: Driver) -> None:
    driver = open_driver
    QTest.keyClick(driver.window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    driver.settle()
    assert driver.keeper.settings.text_size == 110
    QTest.keyClick(driver.window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    driver.settle()
    assert driver.keeper.settings == Settings(language="nl", theme="light", lock_after=0)


def test_menus_have_no_key_twice(open_driver: Driver) -> None:
    keys = [key for command in open_driver.window.commands() for key in command.all_keys]
    assert len(keys) == len(set(keys))
    assert len(open_driver.window.menuBar().actions()) == 5


class _Flashes(QObject):
    """Sees widgets that are shown as windows of their own: to the person they flash by, and take the focus along."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


@pytest.mark.parametrize("page", [*ICONS, "guide", "results", "backups"])
def test_no_page_flashes_a_window(open_driver: Driver, page: str) -> None:
    driver = open_driver
    watch = _Flashes()
    QApplication.instance().installEventFilter(watch)  # type: ignore[union-attr]
    driver.workspace.go(page)
    driver.settle()
    QApplication.instance().removeEventFilter(watch)  # type: ignore[union-attr]
    assert watch.seen == []
    assert QApplication.activeWindow() is driver.window


@pytest.mark.parametrize("typed", ["cursus", "nieuwe activiteit", "activiteit toevoegen", "webinar vastleggen"])
def test_finder_knows_what_a_person_calls_a_course(open_driver: Driver, typed: str) -> None:
    finder = finder_of(open_driver.workspace)
    open_driver.type(finder.line, typed)
    open_driver.settle()
    QTest.keyClick(finder.line, Qt.Key.Key_Return)
    open_driver.settle()
    assert open_driver.workspace.place().kind == "activity"


def test_menus_open_by_shift_f10_where_a_keyboard_has_no_key_for_them(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.show_first("goal")
    driver.settle()
    line = next(each for each in driver.window.findChildren(QLineEdit) if not each.visibleRegion().isEmpty())
    line.setFocus()
    QTest.keyClick(driver.window.windowHandle(), Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert any(action.text().startswith("Alles selecteren") for action in menu.actions())
    menu.close()
