"""The scoring sheet: by digit and on, saved as one goes, told in words, and nothing lost on the way out."""

from __future__ import annotations

import dataclasses
import gc
import weakref
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PIL import Image
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import Text
from portfolio_app.domain.records.career import PracticeLevel
from portfolio_app.domain.records.growth import Assessment, AssessmentKind, Score
from portfolio_app.domain.records.person import ProfessionalTitle
from portfolio_app.services import scoring
from portfolio_app.services.operations import OperationName
from portfolio_app.ui.assessing import keeping
from portfolio_app.ui.assessing.card import ScoresCard
from portfolio_app.ui.assessing.entrance import score_competences
from portfolio_app.ui.assessing.row import ScoreRow
from portfolio_app.ui.assessing.sheet import ScoringSheet
from portfolio_app.ui.forms.standing import Standing
from tests.ui.acceptance import looking
from tests.ui.acceptance.test_every_place import choose, let_it_lie_down
from tests.ui.driver import Driver

NOW = Assessment(
    id="meting-nu",
    name="Jaarmeting",
    assessment_kind=AssessmentKind.SELF,
    assessed_on=date(2026, 6, 1),
    title_assessed=ProfessionalTitle.CROV,
)
BEFORE = Assessment(
    id="meting-eerder", name="Nulmeting", assessment_kind=AssessmentKind.SELF, assessed_on=date(2025, 6, 1)
)
FIRST, SECOND, NOT_ASKED = "RNVC.KT01", "RNVC.KT02", "RNVC.KT12"


def asked(driver: Driver, deed: Any) -> Any:  # noqa: ANN401 - whatever the deed gives
    got: list[Any] = []
    driver.workspace.session.read(deed, got.append, owner=driver.window)
    driver.settle()
    return got[0]


def scores(driver: Driver) -> dict[str, Score]:
    sheet = asked(driver, lambda portfolio: scoring.read_sheet(portfolio, NOW.id))
    return dict(sheet.scores)


def opened(driver: Driver, *records: Score) -> ScoringSheet:
    driver.workspace.session.change_set(
        lambda portfolio: portfolio.add_many([NOW, BEFORE, *records], OperationName.ADD), lambda _changes: None
    )
    driver.settle()
    driver.workspace.show_record("assessment", NOW.id)
    driver.settle()
    card(driver).button.click()
    return sheet_of(driver)


def card(driver: Driver) -> ScoresCard:
    found = next(each for each in driver.workspace.findChildren(ScoresCard))
    driver.until(found.isVisible)
    return found


def sheet_of(driver: Driver) -> ScoringSheet:
    def is_ready() -> bool:
        dialog = QApplication.activeModalWidget()
        return isinstance(dialog, ScoringSheet) and dialog.is_ready

    driver.until(is_ready)
    driver.settle()
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, ScoringSheet)
    return sheet


def key(widget: Any, which: Qt.Key, held: Any = Qt.KeyboardModifier.NoModifier) -> None:  # noqa: ANN401
    QTest.keyClick(widget, which, held)


def saved(driver: Driver, sheet: ScoringSheet) -> None:
    driver.until(lambda: sheet.keeper.standing is Standing.SAVED)
    driver.settle()


def score(code: str, value: int, of: Assessment = NOW, **values: object) -> Score:
    return Score(id=f"score-{of.id[-4:]}-{code[-4:].lower()}", assessment=of.id, item=(code,), score=value).with_values(
        **values
    )


def refuse(*_given: object) -> None:
    raise EnvironmentRefusedError(Text("De schijf is vol.", "The disk is full."), Text("Maak ruimte.", "Make room."))


def test_a_digit_scores_and_goes_on_and_all_of_it_is_one_step(empty_driver: Driver) -> None:
    sheet = opened(empty_driver)
    rows = list(sheet.rows.values())
    assert len(rows) == 64
    empty_driver.until(rows[0].choice.hasFocus)
    steps = len(asked(empty_driver, lambda portfolio: portfolio.history(100)))
    for at, which in enumerate((Qt.Key.Key_4, Qt.Key.Key_3, Qt.Key.Key_2)):
        assert rows[at].choice.hasFocus()
        key(rows[at].choice, which)
    assert rows[3].choice.hasFocus()
    assert sheet.head.progress.text() == "3 van 62 gescoord"
    saved(empty_driver, sheet)
    assert [each.score for each in scores(empty_driver).values()] == [4, 3, 2]
    assert len(asked(empty_driver, lambda portfolio: portfolio.history(100))) == steps + 1
    assert sheet.state.text().startswith("Bewaard om ")
    key(sheet, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    empty_driver.until(lambda: rows[0].choice.value() == 0)
    assert sheet.head.progress.text() == "0 van 62 gescoord"
    assert not scores(empty_driver)
    key(sheet, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    empty_driver.until(lambda: rows[0].choice.value() == 4)


def test_rows_keep_their_height_while_the_others_are_being_built(open_driver: Driver) -> None:
    open_driver.workspace.show_first("assessment")
    open_driver.settle()
    heights: list[int] = []

    def is_ready() -> bool:
        sheet = QApplication.activeModalWidget()
        if not isinstance(sheet, ScoringSheet):
            return False
        first = next((row for row in sheet.rows.values() if row.isVisible()), None)
        heights.append(first.height() if first is not None else 0)
        return sheet.is_ready

    score_competences(open_driver.workspace)
    open_driver.until(is_ready)
    assert len(heights) > 5
    assert heights == sorted(heights), "the words of a row lie over each other while it is too low"


def test_arrows_score_and_stay_and_go_along_the_rows(empty_driver: Driver) -> None:
    sheet = opened(empty_driver)
    first, second = list(sheet.rows.values())[:2]
    first.choice.setFocus()
    for _ in range(2):
        key(first.choice, Qt.Key.Key_Right)
    assert (first.choice.value(), first.choice.hasFocus()) == (2, True)
    key(first.choice, Qt.Key.Key_Left)
    key(first.choice, Qt.Key.Key_Left)
    key(first.choice, Qt.Key.Key_Left)
    assert first.choice.value() == 0
    key(first.choice, Qt.Key.Key_Down)
    assert second.choice.hasFocus()
    key(second.choice, Qt.Key.Key_Up)
    assert first.choice.hasFocus()
    key(first.choice, Qt.Key.Key_PageDown)
    assert next(iter(sheet.sections[1].rows.values())).choice.hasFocus()
    key(sheet.focusWidget(), Qt.Key.Key_End)
    assert list(sheet.rows.values())[-1].choice.hasFocus()
    saved(empty_driver, sheet)
    assert not scores(empty_driver)


def test_the_mouse_scores_and_the_wheel_does_not(empty_driver: Driver) -> None:
    sheet = opened(empty_driver)
    choice = sheet.rows[FIRST].choice
    cell = choice._cell(4).center().toPoint()
    QTest.mouseClick(choice, Qt.MouseButton.LeftButton, pos=cell)
    assert choice.value() == 4
    wheel = QWheelEvent(
        QPointF(cell),
        QPointF(choice.mapToGlobal(cell)),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, wheel)
    assert choice.value() == 4
    saved(empty_driver, sheet)
    assert scores(empty_driver)[FIRST].score == 4


def test_a_score_stands_beside_the_time_before_and_what_is_required_in_words(empty_driver: Driver) -> None:
    sheet = opened(empty_driver, score(FIRST, 2), score(FIRST, 4, BEFORE), score(SECOND, 3, BEFORE))
    first, second, not_asked = (sheet.rows[code].choice for code in (FIRST, SECOND, NOT_ASKED))
    assert first.verdict == "eerder 4 · 1 onder vereist 3"
    assert second.verdict == "eerder 3 · vereist 3"
    assert not_asked.verdict == "niet gevraagd"
    assert "niet gescoord" in second.accessibleDescription()
    second.setValue(3)
    assert second.verdict == "eerder 3 · vereist 3: gehaald"
    interface = QAccessible.queryAccessibleInterface(second)
    assert interface.valueInterface().currentValue() == 3
    assert interface.role() is QAccessible.Role.Slider
    assert "Cultuur" in second.accessibleName()
    words = " ".join(label.text() for label in sheet.findChildren(QLabel))
    assert "Stippelrand: de meting van 1 juni 2025." in words
    assert "2 van 11" in words


def test_what_shows_a_score_is_kept_with_it(empty_driver: Driver) -> None:
    sheet = opened(empty_driver)
    row = sheet.rows[FIRST]
    key(row.choice, Qt.Key.Key_Return)
    assert all(field.isHidden() for field in row.fields.values()), "there is no score to say it of"
    key(row.choice, Qt.Key.Key_4)
    key(row.choice, Qt.Key.Key_Return)
    editor = row.fields["explanation"].editor
    empty_driver.until(editor.target.hasFocus)
    QTest.keyClicks(editor.target, "Een casus met drie partijen.")
    row.fields["level"].editor.retype(PracticeLevel.CASUS)
    saved(empty_driver, sheet)
    kept = scores(empty_driver)[FIRST]
    assert (kept.score, kept.explanation, kept.level) == (4, "Een casus met drie partijen.", PracticeLevel.CASUS)
    row.more.click()
    assert any("Blijkt uit: Een casus met drie partijen." in label.text() for label in row.findChildren(QLabel))
    assert "level" not in sheet.rows["RNVC.KC1"].fields


def test_a_score_that_is_cleared_by_mistake_comes_back_whole(empty_driver: Driver) -> None:
    sheet = opened(empty_driver, score(FIRST, 4, explanation="Een casus."))
    choice = sheet.rows[FIRST].choice
    key(choice, Qt.Key.Key_0)
    saved(empty_driver, sheet)
    assert not scores(empty_driver)
    key(choice, Qt.Key.Key_5)
    saved(empty_driver, sheet)
    kept = scores(empty_driver)[FIRST]
    assert (kept.score, kept.explanation) == (5, "Een casus.")


def test_evidence_is_brought_to_a_score(empty_driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "verslag.png"
    Image.new("RGB", (80, 60), "white").save(file)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_given: ([str(file)], ""))
    sheet = opened(empty_driver)
    row = sheet.rows[FIRST]
    key(row.choice, Qt.Key.Key_3)
    row.open_details()
    editor: Any = row.fields["evidence"].editor
    editor._file_button.click()
    empty_driver.until(lambda: bool(scores(empty_driver).get(FIRST) and scores(empty_driver)[FIRST].evidence))
    assert scores(empty_driver)[FIRST].score == 3
    empty_driver.until(lambda: editor.read() == scores(empty_driver)[FIRST].evidence)


def test_groups_and_what_is_open_can_be_shown_alone(empty_driver: Driver) -> None:
    sheet = opened(empty_driver, score(FIRST, 4))

    def visible() -> list[ScoreRow]:
        return [row for row in sheet.rows.values() if row.isVisible()]

    sheet.show_group("core_task")
    assert len(visible()) == 13
    sheet.head.open_only.click()
    assert len(visible()) == 12
    assert sheet.rows[FIRST] not in visible()
    key(visible()[0].choice, Qt.Key.Key_3)
    assert len(visible()) == 12, "what was just scored stays where it is"
    sheet.show_group("")
    assert len(visible()) == 62


def test_leaving_saves_and_the_record_tells_how_far_it_is(empty_driver: Driver) -> None:
    sheet = opened(empty_driver)
    key(sheet.rows[FIRST].choice, Qt.Key.Key_2)
    key(sheet, Qt.Key.Key_Escape)
    empty_driver.until(lambda: QApplication.activeModalWidget() is None)
    empty_driver.settle()
    assert scores(empty_driver)[FIRST].score == 2
    assert card(empty_driver).words.text() == "1 van 62 gescoord · 1 onder wat vereist is"


def test_what_is_refused_stays_and_is_told_before_leaving(
    empty_driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = opened(empty_driver)
    monkeypatch.setattr(keeping, "set_scores", refuse)
    key(sheet.rows[FIRST].choice, Qt.Key.Key_2)
    sheet.reject()
    empty_driver.until(lambda: sheet.keeper.standing is Standing.REFUSED)
    assert sheet.isVisible()
    assert sheet.state.text() == "Niet bewaard."
    assert "De schijf is vol." in sheet.notice.words
    assert sheet.rows[FIRST].choice.value() == 2
    monkeypatch.undo()
    sheet.keeper.save()
    saved(empty_driver, sheet)
    assert scores(empty_driver)[FIRST].score == 2
    assert not sheet.notice.words


def test_an_explanation_that_is_too_long_keeps_one_here(empty_driver: Driver) -> None:
    sheet = opened(empty_driver, score(FIRST, 4))
    row = sheet.rows[FIRST]
    row.open_details()
    row.fields["explanation"].editor.retype("x" * 3_001)
    sheet.reject()
    empty_driver.settle()
    assert sheet.isVisible()
    assert "Waaruit blijkt dat" in sheet.notice.words
    row.fields["explanation"].editor.retype("korter")
    sheet.reject()
    empty_driver.until(lambda: QApplication.activeModalWidget() is None)
    empty_driver.settle()
    assert scores(empty_driver)[FIRST].explanation == "korter"


def test_escape_leads_from_the_words_to_the_score_and_then_away(empty_driver: Driver) -> None:
    sheet = opened(empty_driver, score(FIRST, 4))
    row = sheet.rows[FIRST]
    row.open_details()
    editor = row.fields["explanation"].editor
    empty_driver.until(editor.target.hasFocus)
    key(editor.target, Qt.Key.Key_Escape)
    assert row.choice.hasFocus()
    key(row.choice, Qt.Key.Key_Escape)
    empty_driver.until(lambda: QApplication.activeModalWidget() is None)


def test_what_was_just_scored_is_kept_when_the_window_locks_by_itself(empty_driver: Driver) -> None:
    sheet = opened(empty_driver)
    key(sheet.rows[FIRST].choice, Qt.Key.Key_2)
    empty_driver.window.lock()
    empty_driver.until(lambda: empty_driver.window.workspace is None)
    empty_driver.unlock()
    assert scores(empty_driver)[FIRST].score == 2


def test_what_the_vault_refused_is_there_again_after_the_window_locked_by_itself(
    empty_driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = opened(empty_driver, score(SECOND, 4))
    monkeypatch.setattr(keeping, "set_scores", refuse)
    key(sheet.rows[FIRST].choice, Qt.Key.Key_2)
    key(sheet.rows[SECOND].choice, Qt.Key.Key_0)
    sheet.keeper.save()
    empty_driver.until(lambda: sheet.keeper.standing is Standing.REFUSED)
    empty_driver.window.lock()
    empty_driver.until(lambda: empty_driver.window.workspace is None)
    monkeypatch.undo()
    empty_driver.unlock()
    again = sheet_of(empty_driver)
    assert (again.rows[FIRST].choice.value(), again.rows[SECOND].choice.value()) == (2, 0)
    saved(empty_driver, again)
    assert {code: each.score for code, each in scores(empty_driver).items()} == {FIRST: 2}
    again.reject()
    empty_driver.until(lambda: QApplication.activeModalWidget() is None)
    assert not empty_driver.workspace.drafts()


def test_an_explanation_that_is_too_long_is_there_again_after_the_window_locked_by_itself(
    empty_driver: Driver,
) -> None:
    sheet = opened(empty_driver, score(FIRST, 4))
    sheet.rows[FIRST].open_details()
    sheet.rows[FIRST].fields["explanation"].editor.retype("x" * 3_001)
    empty_driver.window.lock()
    empty_driver.until(lambda: empty_driver.window.workspace is None)
    empty_driver.unlock()
    again = sheet_of(empty_driver)
    row = again.rows[FIRST]
    assert row.problem is row.fields["explanation"]
    assert row.fields["explanation"].editor.typed() == "x" * 3_001


def test_a_sheet_stays_open_in_another_language(empty_driver: Driver) -> None:
    sheet = opened(empty_driver)
    key(sheet.rows[FIRST].choice, Qt.Key.Key_2)
    empty_driver.window.change(language="en")
    empty_driver.until(lambda: not shiboken6.isValid(sheet))
    again = sheet_of(empty_driver)
    assert again.rows[FIRST].choice.value() == 2
    saved(empty_driver, again)
    assert again.state.text().startswith("Saved at ")
    assert scores(empty_driver)[FIRST].score == 2


def test_a_file_is_dropped_on_what_is_scored(empty_driver: Driver, tmp_path: Path) -> None:
    file = tmp_path / "verslag.png"
    Image.new("RGB", (80, 60), "white").save(file)
    sheet = opened(empty_driver, score(FIRST, 4))
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(file))])

    def dropped(row: ScoreRow) -> bool:
        given = (QPoint(5, 5), Qt.DropAction.CopyAction, content, Qt.MouseButton.LeftButton)
        enters = QDragEnterEvent(*given, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(row, enters)
        if enters.isAccepted():
            drops = QDropEvent(QPointF(5, 5), *given[1:], Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(row, drops)
        return enters.isAccepted()

    assert not dropped(sheet.rows[SECOND]), "there is no score that it could prove"
    assert dropped(sheet.rows[FIRST])
    empty_driver.until(lambda: bool(scores(empty_driver)[FIRST].evidence))


def test_where_there_are_several_profiles_one_is_chosen(empty_driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    session = empty_driver.workspace.session
    known = session.registers
    (first,) = known.profiles
    tasks = tuple(
        dataclasses.replace(each, code=each.code.replace("RNVC", "VKV"), competences=()) for each in first.core_tasks
    )
    other = dataclasses.replace(
        first,
        code="VKV.BCP",
        label=Text("Profiel van een vakvereniging", "Profile of an association"),
        core_tasks=tasks,
        core_competences=(),
        competences=(),
    )
    both = dataclasses.replace(known, profiles=(first, other))
    asked(empty_driver, lambda portfolio: portfolio.__dict__.update(registers=both))
    monkeypatch.setattr(type(session), "registers", property(lambda _session: both))
    sheet = opened(empty_driver)
    assert (sheet.head.profiles.isVisible(), len(sheet.rows)) == (True, 13), "the newest of the register"
    sheet.head.profiles.activated.emit(0)
    empty_driver.until(lambda: len(sheet.rows) == 64 and sheet.is_ready)
    key(sheet.rows[FIRST].choice, Qt.Key.Key_4)
    saved(empty_driver, sheet)
    assert scores(empty_driver)[FIRST].score == 4
    sheet.head.profiles.activated.emit(1)
    empty_driver.until(lambda: "VKV.KT01" in sheet.rows and sheet.is_ready)
    words = " ".join(label.text() for label in sheet.findChildren(QLabel))
    assert "Profiel van een vakvereniging. " in words
    assert "1 score hoort bij een ander profiel." in words


def test_it_goes_when_the_assessment_does(empty_driver: Driver) -> None:
    opened(empty_driver)
    empty_driver.workspace.session.change_set(lambda portfolio: portfolio.delete([NOW.id]), lambda _changes: None)
    empty_driver.until(lambda: QApplication.activeModalWidget() is None)


def test_who_may_only_read_changes_nothing(empty_driver: Driver) -> None:
    opened(empty_driver, score(FIRST, 4, explanation="Een casus.")).reject()
    empty_driver.settle()
    empty_driver.workspace.session.read_only = True
    score_competences(empty_driver.workspace)
    sheet = sheet_of(empty_driver)
    row = sheet.rows[FIRST]
    key(row.choice, Qt.Key.Key_1)
    QTest.mouseClick(row.choice, Qt.MouseButton.LeftButton, pos=row.choice._cell(2).center().toPoint())
    row.open_details()
    editor: Any = row.fields["explanation"].editor
    QTest.keyClicks(editor.text, "x")
    assert (row.choice.value(), editor.read()) == (4, "Een casus.")
    assert sheet.state.text() == "Alleen-lezen"
    sheet.reject()
    empty_driver.settle()
    assert scores(empty_driver)[FIRST].score == 4


def test_a_closed_sheet_leaves_nothing_behind(empty_driver: Driver) -> None:
    sheet = opened(empty_driver)
    sheet.rows[FIRST].open_details()
    sheet.reject()
    gone = weakref.ref(sheet)
    del sheet
    empty_driver.settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert gone() is None
    assert not [each for each in shiboken6.getAllValidWrappers() if isinstance(each, ScoreRow | ScoringSheet)]


def test_without_an_assessment_the_command_begins_one(empty_driver: Driver) -> None:
    commands = {each.label.nl: each for each in empty_driver.workspace.commands()}
    commands["Competenties scoren op één blad"].deed()
    empty_driver.settle()
    form = empty_driver.workspace._areas["competences"]._views["assessment"].record_panel.form
    assert form.rows["assessment_kind"].editor.read() is AssessmentKind.SELF
    assert not form.rows["name"].editor.read()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("size", [100, 200])
def test_it_is_whole_named_and_translated(
    empty_driver: Driver, language: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    say = Text.say
    opened(empty_driver, score(FIRST, 2, explanation="Een casus."), score(SECOND, 4, BEFORE)).reject()
    monkeypatch.setattr(Text, "say", lambda text, of: say(text, of) + looking.TRANSLATED * bool(text))
    choose(empty_driver, language=language, text_size=size)
    empty_driver.workspace.show_record("assessment", NOW.id)
    empty_driver.settle()
    card(empty_driver).button.click()
    sheet = sheet_of(empty_driver)
    for row in list(sheet.rows.values())[:2]:
        row.open_details()
    empty_driver.settle()
    let_it_lie_down(sheet)
    looks = [looking.unnamed, looking.small, looking.markup, looking.cut_off, looking.overlapping]
    assert not [finding for look in looks for finding in look(sheet)]
    own = frozenset({"Een casus."})
    assert not list(looking.untranslated(sheet, own))
