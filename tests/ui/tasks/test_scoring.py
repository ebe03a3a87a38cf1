"""An assessment is scored on one sheet, from its record and back to it, by keyboard alone and by mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from portfolio_app.services.scoring import read_sheet
from portfolio_app.ui.assessing.card import ScoresCard
from portfolio_app.ui.assessing.row import ScoreRow
from portfolio_app.ui.assessing.sheet import ScoringSheet
from portfolio_app.ui.forms.standing import Standing
from tests.ui.tasks.hands import Hands, Keyboard, Mouse


def sheet_of(hands: Hands) -> ScoringSheet:
    def is_ready() -> bool:
        dialog = QApplication.activeModalWidget()
        return isinstance(dialog, ScoringSheet) and dialog.is_ready

    hands.driver.until(is_ready)
    hands.driver.settle()
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, ScoringSheet)
    return sheet


def give(hands: Hands, row: ScoreRow, score: int) -> None:
    if isinstance(hands, Keyboard):
        hands.reach(row.choice)
        hands.key(Qt.Key(Qt.Key.Key_0.value + score))
    elif isinstance(hands, Mouse):
        hands.click(row.choice, row.choice._cell(score).center().toPoint())


def kept(hands: Hands, assessment_id: str) -> dict[str, tuple[int | None, str]]:
    found: dict[str, tuple[int | None, str]] = {}

    def take(scores: dict[str, tuple[int | None, str]]) -> None:
        found.update(scores)

    hands.driver.workspace.session.read(
        lambda portfolio: {
            code: (each.score, each.explanation) for code, each in read_sheet(portfolio, assessment_id).scores.items()
        },
        take,
        owner=hands.driver.window,
    )
    hands.driver.settle()
    return found


def test_an_assessment_is_scored_on_one_sheet(hands: Hands) -> None:
    form = hands.new("assessment")
    hands.fill(form, name="Jaarmeting", assessment_kind="zelfbeoordeling", assessed_on="1-6-26")
    assessment = hands.saved(form)
    card = hands.view("assessment").record_panel.companion
    assert isinstance(card, ScoresCard)
    hands.driver.until(card.isVisible)
    assert "Nog niets gescoord" in card.words.text()

    hands.press(card.button)
    sheet = sheet_of(hands)
    first, second, third = list(sheet.rows.values())[:3]
    give(hands, first, 4)
    give(hands, second, 2)
    give(hands, third, 5)
    hands.press(second.more)
    hands.write(second.fields["explanation"].editor.target, "Nog weinig gedaan.")
    hands.driver.until(lambda: sheet.keeper.standing is Standing.SAVED)
    hands.press(sheet.back)
    hands.driver.until(lambda: QApplication.activeModalWidget() is None)
    codes = [row.item.code for row in (first, second, third)]
    assert kept(hands, assessment.id) == dict(zip(codes, [(4, ""), (2, "Nog weinig gedaan."), (5, "")], strict=True))
    hands.driver.until(lambda: "3 van 64 gescoord" in card.words.text())


def test_the_sheet_is_found_from_anywhere(busy_hands: Hands) -> None:
    finder = busy_hands.open_finder()
    QTest.keyClicks(finder.line, "scoreblad")
    busy_hands.driver.settle()
    labels = [entry.label for entry in finder.list.entries]
    busy_hands.take_found(finder, labels.index("Competenties scoren op één blad"))
    sheet = sheet_of(busy_hands)
    assert sheet.head.progress.text() == "64 van 64 gescoord"
    busy_hands.press(sheet.back)
    busy_hands.driver.until(lambda: QApplication.activeModalWidget() is None)
    assert busy_hands.driver.workspace.place().kind == "assessment"
