"""Forms save as the person goes, keep what is wrong, and lose nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLabel, QLineEdit, QPlainTextEdit, QTableView

from portfolio_app.common.text import Text
from portfolio_app.domain.fields import Record
from portfolio_app.domain.kinds import KINDS, kind_called
from portfolio_app.domain.records.learning import ActivityKind, ReflectionModel
from portfolio_app.services.opening import create_portfolio
from portfolio_app.ui.dialogs.problem import MessageDialog
from portfolio_app.ui.forms.choosing import ChoiceEditor, YesNoEditor
from portfolio_app.ui.forms.codes import CodesEditor
from portfolio_app.ui.forms.editor import LineEditor
from portfolio_app.ui.forms.linking import ReferenceEditor, ReferencesEditor
from portfolio_app.ui.forms.parts import AmountsEditor, StepsEditor
from portfolio_app.ui.forms.record_form import RecordForm
from portfolio_app.ui.forms.standing import Standing
from portfolio_app.ui.forms.writing import WritingSheet
from portfolio_app.ui.pages.area import AreaPage
from portfolio_app.ui.records.incoming import IntakeDialog
from portfolio_app.ui.widgets.link import LinkButton
from tests.ui.driver import PASSPHRASE, Driver


def page(driver: Driver, kind: str) -> AreaPage:
    return driver.workspace._areas[kind_called(kind).area.value]


def form(driver: Driver, kind: str) -> RecordForm:
    return page(driver, kind)._views[kind].record_panel.form


def line(of: RecordForm, field: str) -> QLineEdit:
    editor = of.rows[field].editor
    assert isinstance(editor, LineEditor)
    return editor.line


def begin(driver: Driver, kind: str) -> RecordForm:
    driver.workspace.start_new(kind)
    driver.settle()
    return form(driver, kind)


def stored(driver: Driver, kind: str) -> tuple[Record, ...]:
    found: list[Any] = []
    session = driver.workspace.session
    session.read(lambda portfolio: portfolio.records(kind_called(kind)), found.append, owner=session)
    driver.settle()
    return found[0].records


def leave(driver: Driver) -> None:
    """Go to another field, as a person does with Tab."""
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, Qt.Key.Key_Tab)
    driver.settle()


def add_skill(driver: Driver, name: str) -> RecordForm:
    new = begin(driver, "skill")
    driver.type(line(new, "name"), name)
    leave(driver)
    assert new.standing is Standing.SAVED
    return new


def test_new_record_is_added_when_it_is_complete(empty_driver: Driver) -> None:
    driver = empty_driver
    new = begin(driver, "qualification")
    assert new.standing is Standing.EMPTY
    driver.type(line(new, "issuer"), "Academie Voorbeeld")
    leave(driver)
    assert new.standing is Standing.INCOMPLETE
    assert stored(driver, "qualification") == ()
    driver.type(line(new, "name"), "Verzuimscan")
    leave(driver)
    assert new.standing is Standing.SAVED
    (saved,) = stored(driver, "qualification")
    assert (saved.name, saved.issuer) == ("Verzuimscan", "Academie Voorbeeld")  # type: ignore[attr-defined]
    assert page(driver, "qualification").current_record == saved.id


def test_what_is_alike_stands_side_by_side_and_a_box_by_itself(empty_driver: Driver) -> None:
    new = begin(empty_driver, "absence")
    reason, start, end, box = (new.rows[name].geometry() for name in ("reason", "start", "end", "reported"))
    assert start.top() == end.top() > reason.top()
    assert start.right() < end.left()
    assert box.width() == end.right() - start.left() + 1


def test_change_is_saved_after_a_moment_without_leaving_the_field(empty_driver: Driver) -> None:
    driver = empty_driver
    skill = add_skill(driver, "Bemiddelen")
    driver.type(line(skill, "category"), "Gesprek")
    assert skill.standing is Standing.TYPING
    driver.until(lambda: skill.standing is Standing.SAVED)
    assert stored(driver, "skill")[0].category == "Gesprek"  # type: ignore[attr-defined]


def test_wrong_value_is_told_beside_the_field_and_kept(empty_driver: Driver) -> None:
    driver = empty_driver
    new = begin(driver, "qualification")
    driver.type(line(new, "name"), "Verzuimscan")
    leave(driver)
    driver.type(line(new, "issued_on"), "31-2-2026")
    leave(driver)
    assert new.standing is Standing.WRONG
    assert new.rows["issued_on"].problem == "Deze datum bestaat niet."
    assert line(new, "issued_on").text() == "31-2-2026"
    driver.type(line(new, "number"), "A-12")
    leave(driver)
    (saved,) = stored(driver, "qualification")
    assert saved.number == "A-12"  # type: ignore[attr-defined]
    assert saved.issued_on is None  # type: ignore[attr-defined]
    line(new, "issued_on").clear()
    driver.type(line(new, "issued_on"), "28-2-26")
    leave(driver)
    assert new.standing is Standing.SAVED
    assert new.rows["issued_on"].problem == ""
    assert line(new, "issued_on").text() == "za 28 februari 2026"


def test_values_that_contradict_each_other_are_not_saved(empty_driver: Driver) -> None:
    driver = empty_driver
    new = begin(driver, "qualification")
    driver.type(line(new, "name"), "Verzuimscan")
    leave(driver)
    driver.type(line(new, "issued_on"), "1-3-2026")
    leave(driver)
    driver.type(line(new, "expires_on"), "1-3-2025")
    leave(driver)
    assert new.standing is Standing.WRONG
    assert "voor het begin" in new.rows["expires_on"].problem
    assert stored(driver, "qualification")[0].expires_on is None  # type: ignore[attr-defined]


def test_draft_waits_until_the_person_comes_back(empty_driver: Driver) -> None:
    driver = empty_driver
    new = begin(driver, "qualification")
    driver.type(line(new, "issuer"), "Academie Voorbeeld")
    driver.workspace.go("overview")
    driver.settle()
    driver.workspace.show_kind("skill")
    driver.settle()
    driver.workspace.start_new("qualification")
    driver.settle()
    assert line(form(driver, "qualification"), "issuer").text() == "Academie Voorbeeld"
    assert stored(driver, "qualification") == ()


def test_draft_stays_when_all_is_read_again(empty_driver: Driver) -> None:
    driver = empty_driver
    new = begin(driver, "qualification")
    driver.type(line(new, "issuer"), "Academie Voorbeeld")
    leave(driver)
    driver.workspace.session.all_changed()  # as after an import, or new rules
    driver.settle()
    assert QApplication.activeModalWidget() is None
    assert line(new, "issuer").text() == "Academie Voorbeeld"


def test_closing_asks_before_a_draft_is_lost(empty_driver: Driver) -> None:
    driver = empty_driver
    new = begin(driver, "qualification")
    driver.type(line(new, "issuer"), "Academie Voorbeeld")
    driver.window.close()
    driver.until(lambda: bool(driver.window.findChildren(MessageDialog)))
    (dialog,) = driver.window.findChildren(MessageDialog)
    assert "Kwalificatie" in dialog.explanation.text()
    dialog.reject()
    driver.settle()
    assert driver.window.workspace is not None
    assert line(new, "issuer").text() == "Academie Voorbeeld"


@pytest.mark.parametrize("way", ["by hand", "by itself"])
def test_locking_asks_nothing_and_keeps_the_draft(empty_driver: Driver, way: str) -> None:
    driver = empty_driver
    new = begin(driver, "qualification")
    driver.type(line(new, "issuer"), "Academie Voorbeeld")
    if way == "by hand":
        QTest.keyClick(driver.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    else:
        driver.window._rest.rested.emit()
    driver.until(lambda: driver.window.start is not None)
    assert not driver.window.findChildren(MessageDialog)
    driver.window.close()  # what is kept would go with it
    driver.until(lambda: bool(driver.window.findChildren(MessageDialog)))
    (dialog,) = driver.window.findChildren(MessageDialog)
    assert "Kwalificatie" in dialog.explanation.text()
    dialog.reject()
    driver.settle()
    driver.unlock()
    driver.workspace.start_new("qualification")
    driver.settle()
    assert line(form(driver, "qualification"), "issuer").text() == "Academie Voorbeeld"


def test_a_draft_waits_while_another_portfolio_is_open(empty_driver: Driver, tmp_path: Path) -> None:
    driver = empty_driver
    driver.type(line(begin(driver, "qualification"), "issuer"), "Academie Voorbeeld")
    driver.window.lock()
    driver.until(lambda: driver.window.workspace is None)
    other = tmp_path / "ander.vakdossier"
    create_portfolio(other, PASSPHRASE, clock=driver.clock).portfolio.close()
    driver.window.switch_vault(other)
    driver.settle()
    driver.give_passphrase()
    assert driver.window.vault == other
    driver.window.close()  # what is kept of the first would go with it
    driver.until(lambda: bool(driver.window.findChildren(MessageDialog)))
    (dialog,) = driver.window.findChildren(MessageDialog)
    assert "Kwalificatie" in dialog.explanation.text()
    dialog.reject()
    driver.window.switch_vault(driver.vault)
    driver.until(lambda: driver.window.workspace is None)
    driver.settle()
    driver.give_passphrase()
    driver.workspace.start_new("qualification")
    driver.settle()
    assert line(form(driver, "qualification"), "issuer").text() == "Academie Voorbeeld"


def test_language_is_switched_without_losing_a_draft(empty_driver: Driver) -> None:
    driver = empty_driver
    new = begin(driver, "qualification")
    driver.type(line(new, "issuer"), "Academie Voorbeeld")
    driver.window.change(language="en")
    driver.settle()
    driver.workspace.start_new("qualification")
    driver.settle()
    assert line(form(driver, "qualification"), "issuer").text() == "Academie Voorbeeld"


def test_what_was_typed_last_is_saved_when_the_window_closes(empty_driver: Driver) -> None:
    driver = empty_driver
    skill = add_skill(driver, "Bemiddelen")
    driver.type(line(skill, "category"), "Gesprek")
    driver.window.close()
    driver.until(lambda: not driver.window.isVisible())
    from portfolio_app.services.opening import open_portfolio
    from tests.ui.driver import PASSPHRASE

    with open_portfolio(driver.vault, clock=driver.clock, passphrase=PASSPHRASE) as portfolio:
        (saved,) = portfolio.records(kind_called("skill")).records
    assert saved.category == "Gesprek"  # type: ignore[attr-defined]


def test_deleting_can_be_undone(empty_driver: Driver) -> None:
    driver = empty_driver
    add_skill(driver, "Bemiddelen")
    panel = page(driver, "skill")._views["skill"].record_panel
    driver.press(panel._delete)
    driver.settle()
    assert stored(driver, "skill") == ()
    toast = driver.workspace.toast
    assert "Bemiddelen" in toast._words.text()
    driver.press(toast._button)
    driver.settle()
    assert [record.title("nl") for record in stored(driver, "skill")] == ["Bemiddelen"]


def test_undo_with_keys_takes_back_the_last_change(empty_driver: Driver) -> None:
    driver = empty_driver
    skill = add_skill(driver, "Bemiddelen")
    driver.type(line(skill, "category"), "Gesprek")
    leave(driver)
    driver.workspace.rail.setFocus()
    QTest.keyClick(driver.workspace.rail, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    driver.settle()
    assert stored(driver, "skill")[0].category == ""  # type: ignore[attr-defined]
    assert line(skill, "category").text() == ""
    assert driver.workspace.toast.accessibleName() == "Ongedaan gemaakt: Bemiddelen."
    driver.press(driver.workspace.toast._button)
    driver.settle()
    assert stored(driver, "skill")[0].category == "Gesprek"  # type: ignore[attr-defined]
    assert driver.workspace.toast.accessibleName() == "Opnieuw gedaan: Bemiddelen."


def test_a_long_message_stays_within_the_window(empty_driver: Driver) -> None:
    toast = empty_driver.workspace.toast
    name = "Leren bemiddelen tussen werkgever en werknemer " * 6
    toast.say(name, Text("Opnieuw doen", "Redo"), lambda: None)
    around = empty_driver.window.width()
    assert toast.x() >= 0
    assert toast.x() + toast.width() <= around
    assert toast._words.text().endswith("…")
    assert toast.accessibleName() == name
    assert name in toast.toolTip()


def test_there_is_one_person_at_most_and_its_form_is_at_hand(empty_driver: Driver) -> None:
    driver = empty_driver
    driver.workspace.go("cv")
    driver.settle()
    person = form(driver, "person")
    driver.type(line(person, "given_names"), "Noor")
    driver.type(line(person, "surname"), "Voorbeeld")
    leave(driver)
    assert person.standing is Standing.SAVED
    driver.type(line(person, "city"), "Veenbergen")
    leave(driver)
    (saved,) = stored(driver, "person")
    assert saved.city == "Veenbergen"  # type: ignore[attr-defined]


def test_activity_with_choice_yes_no_and_amounts(empty_driver: Driver) -> None:
    driver = empty_driver
    new = begin(driver, "activity")
    kind = new.rows["activity_kind"].editor
    assert isinstance(kind, ChoiceEditor)
    kind.combo.setFocus()
    QTest.keyClicks(kind.combo, "interv")
    kind.combo.activated.emit(kind.combo.currentIndex())
    assert kind.read() is ActivityKind.INTERVISIE
    driver.type(line(new, "name"), "Intervisie")
    driver.type(line(new, "start"), "2026-06-01")
    driver.type(line(new, "net_minutes"), "2,5")
    leave(driver)
    signed = new.rows["attendance_signed"].editor
    assert isinstance(signed, YesNoEditor)
    signed.box.click()
    points = new.rows["points"].editor
    assert isinstance(points, AmountsEditor)
    driver.type(points._lines["rsc"].line, "2,5")
    leave(driver)
    assert new.standing is Standing.SAVED
    (saved,) = stored(driver, "activity")
    assert saved.net_minutes == 150  # type: ignore[attr-defined]
    assert saved.attendance_signed is True  # type: ignore[attr-defined]
    assert str(saved.points["rsc"]) == "2.5"  # type: ignore[attr-defined]
    assert line(new, "net_minutes").text() == "2:30"


def test_codes_are_chosen_from_a_tree_that_can_be_searched(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.show_first("activity")
    driver.settle()
    activity = form(driver, "activity")
    laws = activity.rows["laws"].editor
    assert isinstance(laws, CodesEditor)
    laws.show_value(())
    laws._toggle()
    everything = [item for item in laws._items() if not item.isHidden()]
    assert len(everything) == 18
    laws._filter.setText("arbeidsomstandigheden")
    (found,) = [item for item in laws._items() if not item.isHidden()]
    found.setCheckState(0, Qt.CheckState.Checked)
    driver.settle()
    assert laws.read() == (found.data(0, Qt.ItemDataRole.UserRole),)


def test_codes_that_need_more_lines_push_down_what_is_below_them(open_driver: Driver) -> None:
    open_driver.window.resize(1_920, 1_080)
    open_driver.workspace.show_first("position")
    open_driver.settle()
    editor = form(open_driver, "position").rows["core_tasks"].editor
    assert isinstance(editor, CodesEditor)
    for width in (1_300, 1_920, 1_400):
        open_driver.window.resize(width, 900)
        open_driver.settle()
        open_driver.until(lambda: editor._chips.geometry().bottom() < editor.target.y())
        assert editor.height() >= editor.minimumSizeHint().height()


def test_codes_are_chosen_by_keyboard_alone_and_taken_back(open_driver: Driver) -> None:
    driver = open_driver
    new = begin(driver, "goal")
    competences = new.rows["competences"].editor
    assert isinstance(competences, CodesEditor)
    driver.type(competences._button, "")
    QTest.keyClick(competences._button, Qt.Key.Key_Space)
    words = competences._filter
    driver.until(words.hasFocus)
    QTest.keyClicks(words, "zzz")
    assert not competences._nothing.isHidden()
    QTest.keyClick(words, Qt.Key.Key_Escape)
    assert words.text() == ""
    QTest.keyClicks(words, "BELÉID casus")
    QTest.keyClick(words, Qt.Key.Key_Down)
    tree = competences._tree
    assert tree is not None
    assert tree.hasFocus()
    assert "Rccm: " in competences._told.text()
    QTest.keyClick(tree, Qt.Key.Key_Space)
    QTest.keyClick(tree, Qt.Key.Key_Down)
    QTest.keyClick(tree, Qt.Key.Key_Space)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert tree.isHidden()
    assert competences._button.hasFocus()
    chosen = competences.read()
    assert len(chosen) == 2  # type: ignore[arg-type]
    driver.settle()
    chip = next(each for each in competences._chips.findChildren(LinkButton) if not each.isHidden())
    QTest.keyClick(chip, Qt.Key.Key_Space)
    assert competences.read() == chosen[1:]  # type: ignore[index]


def test_one_code_replaces_the_other_where_only_one_is_taken(empty_driver: Driver) -> None:
    driver = empty_driver
    new = begin(driver, "law_review")
    law = new.rows["law"].editor
    assert isinstance(law, CodesEditor)
    law._toggle()
    first, second = list(law._items())[:2]
    first.setCheckState(0, Qt.CheckState.Checked)
    second.setCheckState(0, Qt.CheckState.Checked)
    assert law.read() == (second.data(0, Qt.ItemDataRole.UserRole),)
    assert first.checkState(0) is Qt.CheckState.Unchecked


def test_reference_is_found_by_its_words_and_opened(open_driver: Driver) -> None:
    driver = open_driver
    new = begin(driver, "action")
    goal = new.rows["goal"].editor
    assert isinstance(goal, ReferenceEditor)
    (first, *_) = stored(driver, "goal")
    driver.type(goal.search, first.title("nl")[:12])
    driver.until(lambda: any(each.id == first.id for each in goal.search._model.records))
    place = [each.id for each in goal.search._model.records].index(first.id)
    goal.search._activated(goal.search._model.index(place, 0))
    assert goal.read() == first.id
    driver.press(goal._open)
    driver.settle()
    assert page(driver, "goal").current_record == first.id


def test_words_that_name_no_record_are_no_reference(open_driver: Driver) -> None:
    driver = open_driver
    new = begin(driver, "action")
    goal = new.rows["goal"].editor
    assert isinstance(goal, ReferenceEditor)
    driver.type(goal.search, "zomaar iets")
    leave(driver)
    assert new.rows["goal"].problem == "Kies er een uit de lijst."


def test_part_starts_with_the_whole_that_is_shown(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.show_first("goal")
    driver.settle()
    shown = page(driver, "goal").current_record
    new = begin(driver, "action")
    assert new.rows["goal"].editor.read() == shown


def test_steps_of_a_reflection_follow_the_model_and_keep_what_was_written(empty_driver: Driver) -> None:
    driver = empty_driver
    new = begin(driver, "reflection")
    steps = new.rows["steps"].editor
    model = new.rows["model"].editor
    assert isinstance(steps, StepsEditor)
    assert isinstance(model, ChoiceEditor)
    assert list(steps._editors) == []
    model.combo.setCurrentIndex(model._options.index(ReflectionModel.GIBBS) + 1)
    model._activated()
    assert list(steps._editors) == ["description", "feelings", "evaluation", "analysis", "conclusion", "plan"]
    driver.type(steps._editors["feelings"].text, "Ik schrok ervan.")
    model.combo.setCurrentIndex(model._options.index(ReflectionModel.KOLB) + 1)
    model._activated()
    assert "feelings" in steps._editors
    assert steps.read() == {"feelings": "Ik schrok ervan."}


def test_file_is_attached_to_a_new_record_as_soon_as_that_is_complete(empty_driver: Driver, tmp_path: Path) -> None:
    pytest.importorskip("portfolio_app.documents.evidence.intake")
    from PIL import Image

    certificate = tmp_path / "certificaat.png"
    Image.new("RGB", (40, 40), "white").save(certificate)
    driver = empty_driver
    new = begin(driver, "qualification")
    new.attach([certificate])
    driver.settle()
    assert new.standing is Standing.INCOMPLETE
    driver.type(line(new, "name"), "Verzuimscan")
    leave(driver)
    driver.settle()
    (saved,) = stored(driver, "qualification")
    (evidence,) = stored(driver, "evidence")
    assert saved.evidence == (evidence.id,)
    links = new.rows["evidence"].editor
    assert isinstance(links, ReferencesEditor)
    assert links.read() == (evidence.id,)


def test_file_that_is_no_evidence_is_refused_in_words(empty_driver: Driver, tmp_path: Path) -> None:
    wrong = tmp_path / "programma.pdf"
    wrong.write_bytes(b"MZ" + bytes(100))
    driver = empty_driver
    skill = add_skill(driver, "Bemiddelen")
    skill.attach([wrong])
    driver.settle()
    dialog = skill.findChild(IntakeDialog)
    assert dialog is not None
    assert dialog.isVisible()
    assert "1 bestand is niet toegevoegd" in dialog.words.text()
    told = [label.text() for label in dialog.findChildren(QLabel)]
    assert "programma.pdf" in told
    assert any("geen PDF" in words for words in told)
    assert skill.standing is Standing.SAVED
    assert stored(driver, "evidence") == ()


def test_english_wording_is_shown_where_it_is_or_on_demand(empty_driver: Driver) -> None:
    driver = empty_driver
    skill = add_skill(driver, "Bemiddelen")
    assert not skill.rows["name_en"].isVisible()
    page(driver, "skill")._views["skill"].record_panel._english.click()
    assert skill.rows["name_en"].isVisible()


def test_every_editor_gives_back_what_it_shows(open_driver: Driver) -> None:
    driver = open_driver
    for kind in KINDS:
        driver.workspace.show_first(kind.key)
        driver.settle()
        shown = form(driver, kind.key)
        record = shown.record
        assert record is not None
        for name, row in shown.rows.items():
            assert row.editor.read() == getattr(record, name), (kind.key, name)
            row.editor.retype(row.editor.typed())
            assert row.editor.read() == getattr(record, name), (kind.key, name)
        driver.settle()
        assert shown.standing is Standing.SAVED, kind.key


def test_text_is_plain_and_leaves_by_tab(empty_driver: Driver) -> None:
    driver = empty_driver
    new = begin(driver, "qualification")
    notes = new.rows["notes"].editor.target
    assert isinstance(notes, QPlainTextEdit)
    driver.type(notes, "<b>vet</b>")
    assert notes.toPlainText() == "<b>vet</b>"
    QTest.keyClick(notes, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not notes


def test_new_evidence_is_a_file_and_its_facts_cannot_be_typed(
    empty_driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("portfolio_app.documents.evidence.intake")
    from PIL import Image
    from PySide6.QtWidgets import QFileDialog

    certificate = tmp_path / "certificaat.png"
    Image.new("RGB", (40, 40), "white").save(certificate)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(certificate)], ""))
    driver = empty_driver
    driver.workspace.start_new("evidence")
    driver.settle()
    (saved,) = stored(driver, "evidence")
    shown = form(driver, "evidence")
    assert shown.record == saved
    assert line(shown, "sha256").isReadOnly()
    assert line(shown, "file_name").isReadOnly()
    assert not line(shown, "name").isReadOnly()


def test_a_date_is_typed_as_people_say_it_and_stands_there_whole(empty_driver: Driver) -> None:
    new = begin(empty_driver, "activity")
    start = line(new, "start")
    empty_driver.type(start, "vandaag")
    leave(empty_driver)
    assert start.text() == "ma 15 juni 2026"
    start.setFocus()
    QTest.keyClick(start, Qt.Key.Key_Up)
    QTest.keyClick(start, Qt.Key.Key_PageDown)
    assert start.text() == "di 9 juni 2026"
    start.selectAll()
    QTest.keyClicks(start, "binnenkort")
    leave(empty_driver)
    assert start.text() == "binnenkort"
    assert "binnenkort" in new.rows["start"].problem


def test_the_calendar_goes_by_keyboard(empty_driver: Driver) -> None:
    new = begin(empty_driver, "activity")
    start = line(new, "start")
    empty_driver.type(start, "+1")
    QTest.keyClick(start, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    calendar = popup.findChild(QCalendarWidget)
    assert calendar is not None
    view = calendar.findChild(QTableView)
    assert view is not None
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert QApplication.activePopupWidget() is None
    assert start.text() == "wo 17 juni 2026"
    assert start.hasFocus()


def test_a_reflection_is_written_over_the_whole_window_and_saved_meanwhile(empty_driver: Driver) -> None:
    driver = empty_driver
    driver.workspace.start_new("reflection", {"model": ReflectionModel.GIBBS})
    driver.settle()
    new = form(driver, "reflection")
    steps = new.rows["steps"].editor
    assert isinstance(steps, StepsEditor)
    driver.type(line(new, "name"), "Een moeilijk gesprek")
    driver.type(line(new, "written_on"), "gisteren")
    leave(driver)
    driver.press(steps.write_button)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, WritingSheet)
    assert sheet.state.text() == "Bewaard"
    feelings = sheet.edits["feelings"]
    QTest.keyClicks(feelings, "Ik was **te** snel")
    assert sheet.state.text() == "Nog niet bewaard"
    assert sheet.count.text() == "4 woorden · 1 minuut lezen"
    driver.until(lambda: sheet.state.text() == "Bewaard")
    QTest.keyClicks(feelings, ".")
    QTest.keyClick(feelings, Qt.Key.Key_Escape)
    driver.settle()
    assert QApplication.activeModalWidget() is None
    (saved,) = stored(driver, "reflection")
    assert saved.steps == {"feelings": "Ik was **te** snel."}  # type: ignore[attr-defined]
    assert steps._length.text() == "4 woorden · 1 minuut lezen"


def test_a_register_of_which_only_rules_are_known_is_called_by_its_name(open_driver: Driver) -> None:
    names = open_driver.workspace.session.ruled_registers
    found = next(each for each in stored(open_driver, "registration") if "voorbeeld-a" in each.register)  # type: ignore[attr-defined]
    open_driver.workspace.show_record("registration", found.id)
    open_driver.settle()
    editor = form(open_driver, "registration").rows["register"].editor
    assert isinstance(editor, CodesEditor)
    assert [chip.text() for chip in editor.findChildren(LinkButton)] == [names["voorbeeld-a"].nl]
    assert editor.read() == ("voorbeeld-a",)


def test_the_mark_of_a_finding_is_not_changed_by_hand(open_driver: Driver) -> None:
    decision = stored(open_driver, "privacy_decision")[0]
    open_driver.workspace.show_record("privacy_decision", decision.id)
    open_driver.settle()
    shown = form(open_driver, "privacy_decision")
    assert line(shown, "hit").isReadOnly()
    assert not line(shown, "place").isReadOnly()
