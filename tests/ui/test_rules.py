"""Registers and rules in the window: read, copied and changed, tried, saved, taken back, given and taken over."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QToolButton, QWidget

from portfolio_app.common.resources import resource
from portfolio_app.common.text import Text
from portfolio_app.domain.records.person import Registration
from portfolio_app.domain.rules import RuleSet, RuleState
from portfolio_app.domain.rules.choices import Measure
from portfolio_app.services.register_data import bundled_rule_sets
from portfolio_app.ui.dialogs.problem import MessageDialog
from portfolio_app.ui.pages.rules import RulesPage
from portfolio_app.ui.registers.editors import WordingEditor
from portfolio_app.ui.registers.part_form import PartForm
from portfolio_app.ui.registers.reading import RuleSetCard
from portfolio_app.ui.registers.register_editing import RegisterEditing
from portfolio_app.ui.registers.rule_editing import RuleEditing
from tests.ui.driver import Driver

RULES = resource("registers", "rules", "voorbeeld-a.toml").read_bytes()


def page_of(driver: Driver, register: str = "") -> RulesPage:
    driver.workspace.show_rules(register)
    driver.settle()
    page = driver.workspace._pages["rules"]
    assert isinstance(page, RulesPage)
    return page


def words_in(top: QWidget) -> str:
    return "\n".join(label.text() for label in top.findChildren(QLabel) if label.isVisibleTo(top))


def button(top: QWidget, words: str) -> QPushButton:
    found = (each for each in top.findChildren(QPushButton) if each.isVisibleTo(top) and words in each.accessibleName())
    return next(found)


def editing_of(page: RulesPage) -> RuleEditing:
    assert isinstance(page.editing, RuleEditing)
    return page.editing


def card_of(page: RulesPage, identifier: str) -> RuleSetCard:
    assert page.reading is not None
    cards = page.reading.findChildren(RuleSetCard)
    return next(card for card in cards if card.view.rule_set.id == identifier)


def rules_called(driver: Driver, identifier: str) -> RuleSet | None:
    found = driver.workspace.session.unlocked.portfolio.rule_sets
    return next((each for each in found if each.id == identifier), None)


def fill(driver: Driver, field: QWidget, words: str) -> None:
    """Type over what stands on a line."""
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, words)
    driver.bot.wait(1)


def reckoned(driver: Driver, editing: RuleEditing) -> str:
    """Wait for the pause after the last key, and return what the trial says."""
    driver.until(lambda: not editing._pause.isActive())
    driver.settle()
    return editing.trial.words


def copied(driver: Driver, page: RulesPage, identifier: str) -> RuleEditing:
    driver.press(button(card_of(page, identifier), "Kopiëren"))
    driver.settle()
    return editing_of(page)


def opened(editing: RuleEditing) -> PartForm:
    """Open the first requirement, and return its form."""
    card = editing.form.cards[0]
    card.open()
    assert card.form is not None
    return card.form


def confirmed(driver: Driver, words: str) -> str:
    """Do what a dialog asks about, and return what it told."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MessageDialog)
    told = dialog.explanation.text()
    driver.press(next(each for each in dialog.findChildren(QPushButton) if each.text() == words))
    driver.settle()
    return told


def focused(driver: Driver) -> QWidget:
    """What has the focus, whether or not the system thinks that the window is in front."""
    found: QWidget | None = driver.window.focusWidget()
    assert found is not None
    return found


def on_the_overview(driver: Driver, register: str) -> str:
    board = driver.workspace.board.board
    assert board is not None
    (card,) = [each for each in board.cards if each.register == register]
    return card.requirements[0].words.nl


def test_the_finder_and_the_settings_lead_here(empty_driver: Driver) -> None:
    driver = empty_driver
    finder = driver.workspace.open_finder()
    assert finder is not None
    QTest.keyClicks(finder.line, "registers en regels")
    driver.settle()
    QTest.keyClick(finder.line, Qt.Key.Key_Return)
    driver.settle()
    assert driver.workspace.current == "rules"
    driver.workspace.go("overview")
    driver.window.show_settings()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.open_section("rules")
    driver.press(next(each for each in dialog.findChildren(QPushButton) if each.text().startswith("Bekijken en")))
    driver.settle()
    assert driver.workspace.current == "rules"


def test_the_overview_leads_to_the_rules_of_a_register(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.go("overview")
    driver.settle()
    buttons = driver.workspace.findChildren(QToolButton)
    driver.press(next(each for each in buttons if each.accessibleName() == "Regels van dit register: RSC"))
    driver.settle()
    page = driver.workspace._pages["rules"]
    assert isinstance(page, RulesPage)
    assert page.reading is not None
    assert page.reading.view.id == "rsc"


def test_each_rule_set_is_told_in_words_with_sign_source_and_standing(open_driver: Driver) -> None:
    page = page_of(open_driver, "rnvc")
    assert page.reading is not None
    said = words_in(page.reading)
    for words in (
        "Rccm",
        "Door het register gesteld",
        "Geldt voor alle perioden.",
        "Bron: Website van de RNVC (2023)",
        "Minstens 3 bijeenkomsten per kalenderjaar.",
        "Telt mee: intervisie.",
        "Uw periode: 1 januari 2026 t/m 31 december 2026",
        "van 3 bijeenkomsten",
    ):
        assert words in said
    page.show_register("rsc")
    assert "Niet nagegaan" in words_in(page.reading)
    asked: list[object] = []
    page.target_asked.connect(asked.append)
    page.show_register("rnvc")
    arrow = next(each for each in page.reading.findChildren(QWidget) if each.accessibleName().endswith(": Intervisie"))
    open_driver.press(arrow)
    open_driver.settle()
    assert asked
    assert open_driver.workspace.current == "education"


def test_by_mouse_a_copy_is_changed_tried_and_saved(open_driver: Driver) -> None:
    driver = open_driver
    page = page_of(driver, "rnvc")
    editing = copied(driver, page, "rnvc-2023")
    assert "blijft zoals het is" in reckoned(driver, editing)
    intervision = editing.form.cards[0]
    driver.press(intervision.open_button)
    assert intervision.form is not None
    minimum = intervision.form.rows["minimum"].editor.target
    fill(driver, minimum, "99")
    told = reckoned(driver, editing)
    assert "met deze regels" in told
    assert "van 99 bijeenkomsten" in told
    assert rules_called(driver, "rnvc-2023-eigen") is None
    driver.press(editing.save_button)
    driver.settle()
    assert page.editing is None
    own = rules_called(driver, "rnvc-2023-eigen")
    assert own is not None
    assert (own.state, own.requirements[0].minimum) == (RuleState.OWN, 99)
    card = card_of(page, "rnvc-2023-eigen")
    assert "Zelf opgesteld" in words_in(card)
    assert "Uw periode" in words_in(card)
    driver.until(lambda: "van 99 bijeenkomsten" in on_the_overview(driver, "rnvc"))
    assert "bewaard" in driver.workspace.toast.accessibleName()
    driver.workspace.toast._do()
    driver.settle()
    assert rules_called(driver, "rnvc-2023-eigen") is None


def test_by_keyboard_alone(open_driver: Driver) -> None:
    driver = open_driver
    page = page_of(driver, "rsc")
    button(card_of(page, "rsc"), "Kopiëren").setFocus()
    QTest.keyClick(focused(driver), Qt.Key.Key_Space)
    driver.settle()
    editing = editing_of(page)
    name = editing.form.about.rows["name"].editor.target
    assert focused(driver) is name
    fill(driver, name, "Mijn regels")
    points = editing.form.cards[0]
    points.open_button.setFocus()
    QTest.keyClick(points.open_button, Qt.Key.Key_Space)
    assert points.form is not None
    label = points.form.rows["label"].editor.target
    assert focused(driver) is label
    amount = points.form.rows["minimum"].editor.target
    for _ in range(5):
        if focused(driver) is amount:
            break
        QTest.keyClick(focused(driver), Qt.Key.Key_Tab)
    assert focused(driver) is amount
    QTest.keyClicks(amount, "60")
    (save,) = [command for command in driver.workspace.commands() if command.keys == "Ctrl+S"]
    save.deed()
    driver.settle()
    own = rules_called(driver, "rsc-eigen")
    assert own is not None
    assert (own.name.nl, own.requirements[0].minimum) == ("Mijn regels", 60)
    page.setFocus()
    for key, there in ((Qt.Key.Key_Z, False), (Qt.Key.Key_Y, True)):
        QTest.keyClick(page, key, Qt.KeyboardModifier.ControlModifier)
        driver.settle()
        assert (rules_called(driver, "rsc-eigen") is not None) is there


def test_what_is_wrong_is_told_at_its_field_and_not_saved(open_driver: Driver) -> None:
    driver = open_driver
    editing = copied(driver, page_of(driver, "voorbeeld-a"), "voorbeeld-a-2024")
    points = opened(editing)
    fill(driver, points.rows["minimum"].editor.target, "veel")
    assert "Zodra alles" in reckoned(driver, editing)
    assert "geen getal" in points.rows["minimum"].problem
    driver.press(editing.save_button)
    driver.settle()
    assert "geen getal" in words_in(editing)
    assert focused(driver) is points.rows["minimum"].editor.target
    fill(driver, points.rows["minimum"].editor.target, "60000000")
    reckoned(driver, editing)
    assert "100000" in points.rows["minimum"].problem
    fill(driver, points.rows["minimum"].editor.target, "60")
    assert "van 60 punten" in reckoned(driver, editing)
    editing.form.cards[2].remove_button.click()  # nothing is built on it
    editing.form.cards[0].removed.emit()  # but shares are of this one
    assert "Zodra alles" in reckoned(driver, editing)
    driver.press(editing.save_button)
    driver.settle()
    assert "aandeel" in words_in(editing)
    driver.press(editing.cancel_button)
    driver.settle()
    assert rules_called(driver, "voorbeeld-a-2024-eigen") is None


def test_personal_data_is_told_at_the_field_where_it_stands(open_driver: Driver) -> None:
    driver = open_driver
    editing = copied(driver, page_of(driver, "voorbeeld-a"), "voorbeeld-a-2024")
    card = editing.form.cards[1]
    card.open()
    assert card.form is not None
    row = card.form.rows["label"]
    editor = row.editor
    assert isinstance(editor, WordingEditor)
    editor.show_value(Text("Intervisie, bel 06-12345678", "Peer supervision"))
    card.toggle()
    driver.press(editing.save_button)
    driver.settle()
    assert "persoonsgegeven" in words_in(editing)
    assert "06-12345678" in row.problem
    assert card.is_open
    focus = focused(driver)
    assert focus is not None
    assert row.isAncestorOf(focus)
    assert rules_called(driver, "voorbeeld-a-2024-eigen") is None
    editor.show_value(Text("Intervisie", "Peer supervision"))
    driver.press(editing.save_button)
    driver.settle()
    assert rules_called(driver, "voorbeeld-a-2024-eigen") is not None


def test_personal_data_in_a_register_is_told_at_its_field_too(open_driver: Driver) -> None:
    driver = open_driver
    page = page_of(driver)
    page.add_register()
    editing = page.editing
    assert isinstance(editing, RegisterEditing)
    fill(driver, editing.form.rows["name"].editor.target, "VCR")
    for name, words in (("label", "Verzonnen register"), ("text", "Bel mevrouw J. van Dalen, 06-12345678")):
        editor = editing.form.rows[name].editor
        assert isinstance(editor, WordingEditor)
        editor.show_value(Text(words, words))
    editing.save()
    driver.settle()
    assert "lijkt een persoonsgegeven" in editing.form.rows["text"].problem
    assert not editing.form.rows["label"].problem


def test_validity_that_leaves_a_gap_or_overlaps_is_told(open_driver: Driver) -> None:
    driver = open_driver
    page = page_of(driver, "rnvc")
    editing = copied(driver, page, "rnvc-2023")
    fill(driver, editing.form.about.rows["valid_until"].editor.target, "31-12-2020")
    assert "wordt beoordeeld door “Eisen van de RNVC (2023)”" in reckoned(driver, editing)
    editing.save()
    driver.settle()
    editing = copied(driver, page, "rnvc-2023-eigen")
    fill(driver, editing.form.about.rows["valid_until"].editor.target, "31-12-2021")
    assert "gelden allebei tot en met 31 december 2020" in reckoned(driver, editing)
    fill(driver, editing.form.about.rows["valid_until"].editor.target, "1-1-2010")
    fill(driver, editing.form.about.rows["valid_from"].editor.target, "1-1-2011")
    assert "Zodra alles" in reckoned(driver, editing)


def test_requirements_are_added_moved_and_taken_away(open_driver: Driver) -> None:
    driver = open_driver
    page = page_of(driver, "rsc")
    page.draw_up("rsc")
    driver.settle()
    editing = editing_of(page)
    assert "Nog geen eisen" in words_in(editing.form)
    source = editing.form.about.rows["source"]
    assert (source.problem, "met deze regels niet gevraagd" in reckoned(driver, editing)) == ("", True)
    driver.press(editing.save_button)
    assert "Vul “Waar ze vandaan komen” in." in source.problem
    assert focused(driver) is source.editor.target
    fill(driver, editing.form.about.rows["source"].editor.target, "Reglement")
    for measure in Measure:
        card = editing.form.add(measure)
        assert card.form is not None
        fill(driver, card.form.rows["label"].editor.target, f"Eis {measure.value}")
        if measure is Measure.SHARE:
            card.form.rows["of"].editor.show_value(editing.form.cards[0].requirement_id)
            fill(driver, card.form.rows["percent"].editor.target, "25")
        if measure is Measure.DELIVERABLE:
            card.form.rows["deliverable"].editor.show_value(card.form.rows["deliverable"].editor._values[2])
    rule_set = editing.form.build()
    assert [each.measure for each in rule_set.requirements] == list(Measure)
    last = editing.form.cards[-1]
    driver.press(last.up_button)
    assert editing.form.cards[-2] is last
    assert not editing.form.cards[0].up_button.isEnabled()
    driver.press(editing.form.cards[1].remove_button)
    assert [each.measure for each in editing.form.build().requirements].count(Measure.HOURS) == 0
    driver.press(editing.save_button)
    driver.settle()
    own = rules_called(driver, "rsc-eigen")
    assert own is not None
    assert len(own.requirements) == len(Measure) - 1
    assert own.requirements[-2].measure is Measure.DELIVERABLE


def test_what_was_typed_survives_a_lock(open_driver: Driver) -> None:
    driver = open_driver
    editing = copied(driver, page_of(driver, "voorbeeld-a"), "voorbeeld-a-2024")
    points = opened(editing)
    fill(driver, points.rows["minimum"].editor.target, "veel punten")
    driver.window.lock()
    driver.until(lambda: driver.window.workspace is None)
    driver.unlock()
    page = page_of(driver, "rnvc")
    assert "niet hebt bewaard" in page.draft_notice.words
    driver.press(page.go_on_button)
    driver.settle()
    resumed = editing_of(page).form.cards[0]
    assert resumed.form is not None
    assert resumed.form.rows["minimum"].editor.typed() == "veel punten"
    assert len(editing_of(page).form.cards) == 13
    driver.press(editing_of(page).cancel_button)
    driver.settle()
    assert page.draft_notice.words == ""


def test_a_draft_that_cannot_be_read_is_told_and_forgotten(open_driver: Driver) -> None:
    driver = open_driver
    page = page_of(driver)
    session = driver.workspace.session
    session.read(lambda portfolio: portfolio.keep("own rules half written", "{"), lambda _done: None, owner=session)
    page.read()
    driver.settle()
    driver.press(page.go_on_button)
    driver.settle()
    assert page.editing is None
    assert page.draft_notice.words == ""


def test_a_register_is_added_with_titles_and_rules_and_deleted(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.show_kind(Registration.kind.key)
    driver.settle()
    page = page_of(driver)
    driver.press(page.add_button)
    form = page.editing
    assert isinstance(form, RegisterEditing)
    driver.press(form.save_button)
    assert "Vul “Korte naam” in." in form.form.rows["name"].problem
    fill(driver, form.form.rows["name"].editor.target, "V C R")
    driver.press(form.save_button)
    assert "zonder spaties" in form.form.rows["name"].problem
    for name, words in (("name", "VCR"), ("label", "Vereniging van casusregisseurs"), ("text", "Een vereniging.")):
        fill(driver, form.form.rows[name].editor.target, words)
    titles = form.form.rows["titles"].editor
    driver.press(titles.target)
    (title,) = titles.forms
    fill(driver, title.rows["name"].editor.target, "Rcr")
    fill(driver, title.rows["label"].editor.target, "Registercasusregisseur")
    driver.press(form.save_button)
    driver.settle()
    assert page.reading is not None
    assert "Rcr (Registercasusregisseur)" in words_in(page.reading)
    assert "van uzelf" in words_in(page.reading)
    assert driver.workspace.session.registers.title("Rcr") is not None
    driver.press(button(page.reading, "Regels opstellen"))
    driver.settle()
    editing = editing_of(page)
    fill(driver, editing.form.about.rows["source"].editor.target, "Reglement")
    driver.press(editing.save_button)
    driver.settle()
    assert rules_called(driver, "vcr-eigen") is not None
    driver.workspace.start_new(Registration.kind.key)
    driver.settle()
    registers = driver.workspace._areas["cv"].findChildren(QPushButton)
    assert registers
    page = page_of(driver, "vcr")
    assert page.reading is not None
    driver.press(button(page.reading, "Verwijderen…: VCR"))
    driver.settle()
    assert "blijven staan" in confirmed(driver, "Verwijderen")
    assert driver.workspace.session.registers.title("Rcr") is None


def test_deleting_names_what_will_be_judged_by_what(open_driver: Driver) -> None:
    driver = open_driver
    page = page_of(driver, "rnvc")
    editing = copied(driver, page, "rnvc-2023")
    fill(driver, editing.form.about.rows["name"].editor.target, "Mijn RNVC")
    editing.save()
    driver.settle()
    driver.press(button(card_of(page, "rnvc-2023-eigen"), "Verwijderen"))
    driver.settle()
    told = confirmed(driver, "Verwijderen")
    assert "wordt nu beoordeeld door “Mijn RNVC”, en dan door “Eisen van de RNVC (2023)”" in told
    assert rules_called(driver, "rnvc-2023-eigen") is None
    driver.press(page.undo_button)
    driver.settle()
    assert rules_called(driver, "rnvc-2023-eigen") is not None


@pytest.mark.parametrize("content", [b"[[[", b"\xff\xfe", RULES.replace(b"percent = 60", b"percent = 6000")])
def test_a_bad_file_of_somebody_is_refused_in_words(
    open_driver: Driver, tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = open_driver
    page = page_of(driver)
    file = tmp_path / "vreemd.toml"
    file.write_bytes(content)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(file), ""))
    driver.press(page.take_button)
    driver.settle()
    assert "vreemd.toml" in page.notice.words
    assert driver.workspace.session.unlocked.portfolio.rule_sets == bundled_rule_sets()


def test_rules_are_given_to_somebody_and_taken_over(
    open_driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = open_driver
    page = page_of(driver, "rsc")
    file = tmp_path / "rsc.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(file), ""))
    driver.press(button(card_of(page, "rsc"), "Als bestand"))
    driver.settle()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(file), ""))
    driver.press(page.take_button)
    driver.settle()
    taken = rules_called(driver, "rsc")
    assert taken is not None
    assert taken.state is RuleState.OWN
    assert "Overgenomen" in driver.workspace.toast.accessibleName()


def test_nothing_can_be_changed_where_the_vault_is_only_read(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.session.read_only = True
    page = page_of(driver, "rnvc")
    assert page.reading is not None
    shown = [each.text() for each in page.findChildren(QPushButton) if each.isVisibleTo(page)]
    assert shown == ["Als bestand bewaren…"]
    assert page.commands() == ()


def test_the_keys_begin_at_the_registers_and_not_at_the_page_as_a_whole(open_driver: Driver) -> None:
    open_driver.workspace.start_new("activity")  # the keys are in a page that goes away
    open_driver.settle()
    page = page_of(open_driver)
    focused = page.window().focusWidget()
    assert focused is not page.registers
    assert page.registers.isAncestorOf(focused)
