"""The making of documents in the window: from a register to a file, and back to every step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QScrollArea, QWidget

from portfolio_app.domain.audience import Audience
from portfolio_app.domain.records.career import Position
from portfolio_app.domain.records.dossier_profile import DossierProfile, DossierSection, EvidenceChoice
from portfolio_app.domain.records.learning import Reflection
from portfolio_app.domain.records.outgoing import Outgoing
from portfolio_app.domain.records.privacy_decision import PrivacyDecision, Treatment
from portfolio_app.domain.values import PartialDateValue
from portfolio_app.services.exports import DossierRequest, save_profile, write_dossier
from portfolio_app.services.opening import open_portfolio
from portfolio_app.ui.dossier.beside import Beside
from portfolio_app.ui.pages.dossier import DossierPage
from portfolio_app.ui.pages.rules import RulesPage
from portfolio_app.ui.printing import print_job
from portfolio_app.ui.widgets.step import StepButton
from tests.exported_portfolios import BSN, GIVER, small_portfolio
from tests.ui.driver import PASSPHRASE, Driver
from tests.ui.screens import Screens

Fill = Callable[[], None]


@pytest.fixture
def page(driver: Driver) -> DossierPage:
    """The dossier page over a small portfolio in which one reflection tells a number."""
    with small_portfolio(driver.vault, driver.clock, PASSPHRASE) as portfolio:
        portfolio.change(Reflection.kind, "reflection-1", {"occasion": f"Haar BSN {BSN} stond erin."})
    driver.unlock()
    driver.workspace.go("dossier")
    driver.settle()
    found = driver.workspace._pages["dossier"]
    assert isinstance(found, DossierPage)
    return found


def words_in(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def answer_with(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(path), ""))


def go(driver: Driver, page: DossierPage, step: str) -> None:
    page.dossier.go(step)
    driver.settle()


def in_vault(driver: Driver, kind: type) -> tuple[object, ...]:
    driver.workspace.lock_asked.emit()
    driver.until(lambda: driver.window.workspace is None)
    with open_portfolio(driver.vault, passphrase=PASSPHRASE, clock=driver.clock, read_only=True) as portfolio:
        return portfolio.snapshot().of(kind)  # type: ignore[type-var]


def test_enter_alone_goes_from_the_first_step_to_the_making_and_back(driver: Driver, page: DossierPage) -> None:
    wizard = page.dossier
    wizard.on_button.setFocus()
    while wizard.current != "finish":
        assert wizard.on_button.hasFocus()
        QTest.keyClick(wizard.on_button, Qt.Key.Key_Return)
        driver.settle()
    assert wizard.finish.button.hasFocus()
    wizard.back_button.setFocus()
    while wizard.current != "register":
        assert wizard.back_button.hasFocus()
        QTest.keyClick(wizard.back_button, Qt.Key.Key_Return)
        driver.settle()
    assert wizard.on_button.hasFocus()


def test_every_step_is_there_and_can_be_gone_back_to(driver: Driver, page: DossierPage) -> None:
    wizard = page.dossier
    seen = [wizard.current]
    while wizard.on_button.isVisible():
        driver.press(wizard.on_button)
        driver.settle()
        seen.append(wizard.current)
    assert seen == ["register", "contents", "completeness", "privacy", "finish"]
    for key in reversed(seen[:-1]):
        driver.press(wizard.back_button)
        driver.settle()
        assert wizard.current == key
    assert not wizard.back_button.isEnabled()


def test_a_date_that_is_none_holds_back(driver: Driver, page: DossierPage) -> None:
    driver.type(page.dossier.register.first.line, "morgen misschien")
    page.dossier.go("contents")
    assert page.dossier.current == "register"


def test_contents_are_the_request(driver: Driver, page: DossierPage) -> None:
    go(driver, page, "contents")
    contents, plan = page.dossier.contents, page.dossier.plan
    first = contents.sections.item(0)
    first.setCheckState(Qt.CheckState.Unchecked)
    contents.sections.setCurrentRow(3)
    contents._move(-1)
    assert DossierSection.SUMMARY not in plan.request.sections
    assert plan.request.sections.index(DossierSection.LOG) < plan.request.sections.index(DossierSection.CV)
    assert contents.told.count() == 3
    contents.told.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert len(plan.request.left_out) == 1
    contents.evidence.setCurrentIndex(contents.evidence.findData(EvidenceChoice.SAMPLE.value))
    contents.evidence.activated.emit(0)
    assert plan.request.evidence is EvidenceChoice.SAMPLE
    assert contents.sample.isEnabled()
    contents.scans.setCurrentIndex(contents.scans.findData(150))
    contents.scans.activated.emit(0)
    assert plan.request.scan_dpi == 150
    contents.scans.setCurrentIndex(0)
    contents.scans.activated.emit(0)
    assert plan.request.scan_dpi is None


def test_what_cannot_be_judged_leads_to_its_rule(driver: Driver, page: DossierPage) -> None:
    register = page.dossier.register
    register.register.setCurrentIndex(register.register.findData("rsc"))
    register.register.activated.emit(register.register.currentIndex())
    driver.settle()
    go(driver, page, "completeness")
    driver.window.activateWindow()
    driver.until(driver.window.isActiveWindow)
    (lead,) = (
        each
        for each in page.dossier.completeness.findChildren(StepButton)
        if "niet te beoordelen" in each.accessibleName() and each.isVisible()
    )
    lead.setFocus()
    QTest.keyClick(lead, Qt.Key.Key_Space)
    driver.settle()
    assert driver.workspace.current == "rules"
    rules = driver.workspace._pages["rules"]
    assert isinstance(rules, RulesPage)
    assert rules.reading is not None
    assert rules.reading.view.id == "rsc"
    (requirement,) = (part for card in rules.reading._cards for part in card.requirements.values())
    assert requirement.visibleRegion().boundingRect().height() > 0
    assert requirement.hasFocus()
    assert requirement.accessibleName() == "PE-punten"


def test_how_large_the_evidence_will_be_is_told(
    driver: Driver, page: DossierPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents_module = "portfolio_app.ui.dossier.contents_step.expected_bytes"
    monkeypatch.setattr(contents_module, lambda _evidence, dpi: 4_000_000 if dpi else 80_000_000)
    go(driver, page, "contents")
    contents = page.dossier.contents
    assert "ongeveer 80 MB" in contents.expected.text()
    contents.scans.setCurrentIndex(contents.scans.findData(100))
    contents.scans.activated.emit(0)
    driver.settle()
    assert "ongeveer 4 MB" in contents.expected.text()


def test_choices_are_kept_as_a_profile(driver: Driver, page: DossierPage) -> None:
    go(driver, page, "contents")
    contents = page.dossier.contents
    contents.sections.item(0).setCheckState(Qt.CheckState.Unchecked)
    driver.type(contents.profile_name.line, "Zonder samenvatting")
    driver.press(contents.keep_button)
    driver.settle()
    assert "bewaard" in contents._kept.text()
    go(driver, page, "register")
    assert page.dossier.register.profile.currentText() == "Zonder samenvatting"
    assert page.dossier.register.quick_button.isVisible()
    (kept,) = in_vault(driver, DossierProfile)
    assert isinstance(kept, DossierProfile)
    assert DossierSection.SUMMARY not in kept.sections


def test_what_is_missing_leads_to_where_it_is_mended(driver: Driver, page: DossierPage) -> None:
    go(driver, page, "completeness")
    step = page.dossier.completeness
    assert "Activiteiten zonder bewijsstuk" in words_in(step)
    button = next(each for each in step.findChildren(StepButton) if "Studiedag" in each.accessibleName())
    button.click()
    driver.settle()
    assert driver.workspace.place().kind == "activity"
    assert driver.workspace.place().record.startswith("activity-")


def test_an_audit_is_rehearsed(driver: Driver, page: DossierPage) -> None:
    go(driver, page, "completeness")
    driver.press(page.dossier.completeness.draw_button)
    driver.settle()
    words = words_in(page.dossier.completeness)
    assert "5 van de 10 activiteiten getrokken" in words
    assert "Waar blijkt uit dat u dit deed?" in words


def test_a_finding_is_released_with_a_reason_and_asked_no_more(driver: Driver, page: DossierPage) -> None:
    go(driver, page, "privacy")
    step = page.dossier.privacy
    assert BSN in words_in(step)
    ((mark, line),) = step.findings.reasons.items()
    step.findings.release(mark)
    assert step.findings.review is not None
    assert len(step.findings.review.open) == 1
    driver.type(line, "Verzonnen nummer.")
    step.findings.release(mark)
    driver.settle()
    assert step.findings.review.open == ()
    assert "niets waarover u nog moet besluiten" in words_in(step)
    (kept,) = in_vault(driver, PrivacyDecision)
    assert isinstance(kept, PrivacyDecision)
    assert (kept.treatment, kept.reason) == (Treatment.RELEASED, "Verzonnen nummer.")


def test_with_an_open_finding_nothing_is_made(driver: Driver, page: DossierPage, tmp_path: Path) -> None:
    go(driver, page, "finish")
    finish = page.dossier.finish
    assert "1 vondst" in finish.notice.words
    finish.make(tmp_path / "dossier.pdf")
    driver.settle()
    assert "niets geschreven" in finish.progress.words
    assert not (tmp_path / "dossier.pdf").exists()


def test_the_preview_is_drawn_anew_for_a_finer_screen(
    driver: Driver, page: DossierPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    screens, preview = Screens(monkeypatch), page.dossier.finish.preview
    go(driver, page, "finish")
    driver.until(lambda: preview.pages > 3 and not preview._page.pixmap().isNull())
    size = screens.size_of(preview._page)
    screens.move(preview, 2.0)
    driver.until(lambda: screens.scale_of(preview._page) == 2)
    assert screens.size_of(preview._page).width() == pytest.approx(size.width(), abs=1)


def test_the_preview_can_be_leafed_through_and_is_let_go(driver: Driver, page: DossierPage) -> None:
    go(driver, page, "finish")
    preview = page.dossier.finish.preview
    driver.until(lambda: preview.pages > 3 and not preview._page.pixmap().isNull())
    assert preview._scroll.verticalScrollBar().maximum() > 0
    driver.press(preview.forth)
    driver.settle()
    assert preview._number == 1
    driver.workspace.go("overview")
    driver.settle()
    assert preview.pages == 0


def test_a_dossier_is_made_and_stands_among_what_left(
    driver: Driver, page: DossierPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(driver, page, "privacy")
    privacy = page.dossier.privacy
    assert privacy.findings.review is not None
    privacy.findings.cover(privacy.findings.review.open[0].mark)
    driver.settle()
    go(driver, page, "finish")
    answer_with(monkeypatch, tmp_path / "dossier.pdf")
    driver.press(page.dossier.finish.button)
    driver.settle()
    driver.until((tmp_path / "dossier.pdf").exists)
    driver.settle()
    assert "Klaar" in page.dossier.finish.progress.words
    page.show_part("since")
    driver.settle()
    assert "Er is niets veranderd." in words_in(page.since)
    driver.press(page.since.verify_button)
    driver.settle()
    assert "ongeschonden" in words_in(page.verify)
    (left,) = in_vault(driver, Outgoing)
    assert isinstance(left, Outgoing)
    assert left.file_name == "dossier.pdf"


def test_a_dropped_file_gets_its_verdict(driver: Driver, page: DossierPage, tmp_path: Path) -> None:
    page.show_part("verify")
    other = tmp_path / "brief.pdf"
    other.write_bytes(b"%PDF-1.4 geen dossier")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    page.verify.panel.area.dropEvent(event)
    driver.settle()
    assert "brief.pdf" in words_in(page.verify)
    assert "ongeschonden" not in words_in(page.verify)


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".json"])
def test_a_cv_is_looked_at_and_made(
    driver: Driver, page: DossierPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    page.show_part("cv")
    driver.settle()
    driver.until(lambda: page.cv.preview.pages == 1)
    page.cv.format.setCurrentIndex(page.cv.format.findData(ending))
    answer_with(monkeypatch, tmp_path / f"cv{ending}")
    driver.press(page.cv.button)
    driver.settle()
    driver.until((tmp_path / f"cv{ending}").exists)


def test_without_records_the_steps_say_what_to_do(empty_driver: Driver) -> None:
    driver = empty_driver
    driver.workspace.go("dossier")
    driver.settle()
    found = driver.workspace._pages["dossier"]
    assert isinstance(found, DossierPage)
    for step in ("contents", "completeness", "privacy", "finish"):
        found.dossier.go(step)
        driver.settle()
    found.dossier.go("completeness")
    driver.settle()
    assert "persoonsgegevens" in words_in(found.dossier.completeness)
    next(iter(found.dossier.completeness.findChildren(StepButton))).click()
    driver.settle()
    assert driver.workspace.place().kind == "person"


def test_only_what_was_released_is_offered(driver: Driver, page: DossierPage) -> None:
    assert Reflection.kind.default_release is Audience.PRIVATE
    go(driver, page, "contents")
    assert {page.dossier.contents.told.item(row).text().split(":")[0] for row in range(3)} == {
        "Reflectie",
        "Journaalpost",
    }


def test_a_refusal_is_told_where_it_was_asked(empty_driver: Driver, tmp_path: Path) -> None:
    driver = empty_driver
    driver.workspace.go("dossier")
    driver.settle()
    found = driver.workspace._pages["dossier"]
    assert isinstance(found, DossierPage)
    found.dossier.finish.make(tmp_path / "d.pdf")
    driver.until(found.dossier.finish.button.isEnabled)
    assert "persoonsgegevens" in found.dossier.finish.progress.words
    assert not (tmp_path / "d.pdf").exists()


def test_who_made_one_before_needs_two_clicks(driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with small_portfolio(driver.vault, driver.clock, PASSPHRASE) as portfolio:
        save_profile(portfolio, DossierRequest("rnvc", sections=(DossierSection.LOG,), place="Ede"), "Altijd zo")
    driver.unlock()
    driver.workspace.go("dossier")
    driver.settle()
    found = driver.workspace._pages["dossier"]
    assert isinstance(found, DossierPage)
    assert found.dossier.plan.request.place == "Ede"
    answer_with(monkeypatch, tmp_path / "dossier.pdf")
    driver.press(found.dossier.register.quick_button)
    driver.settle()
    driver.until((tmp_path / "dossier.pdf").exists)


@pytest.mark.parametrize("width", [1000, 1280])
def test_no_step_is_cut_off_at_its_right(driver: Driver, page: DossierPage, width: int) -> None:
    driver.window.resize(width, 720)
    cut: list[str] = []
    for step in ("register", "contents", "completeness", "privacy", "finish"):
        go(driver, page, step)
        cut += [
            f"{step}: {area.widget().width()} in {area.viewport().width()}"
            for area in page.dossier.findChildren(QScrollArea)
            if area.isVisible() and area.widget().width() > area.viewport().width()
        ]
    assert cut == []


def link_to(widget: QWidget, words: str) -> StepButton:
    return next(each for each in widget.findChildren(StepButton) if words in each.accessibleName())


def focused_field(driver: Driver) -> str:
    from portfolio_app.domain.kinds import kind_called

    kind = kind_called(driver.workspace.place().kind)
    form = driver.workspace._areas[kind.area.value]._view(kind.key).record_panel.form
    focus = driver.window.focusWidget()
    return next((name for name, row in form.rows.items() if focus is not None and row.isAncestorOf(focus)), "")


def test_a_finding_leads_to_the_very_field(driver: Driver, page: DossierPage) -> None:
    go(driver, page, "privacy")
    link_to(page.dossier.privacy, "veld “").click()
    driver.until(lambda: focused_field(driver) == "occasion")


def test_what_is_missing_of_the_person_leads_to_the_very_field(driver: Driver, page: DossierPage) -> None:
    driver.workspace.show_record("person", "person", "cv_confirmed_on")
    driver.until(lambda: focused_field(driver) == "cv_confirmed_on")
    driver.workspace.show_record("person", "person", "profile_en")
    driver.until(lambda: focused_field(driver) == "profile_en")


def test_a_name_on_the_cover_is_found_and_leads_to_the_heading(driver: Driver, page: DossierPage) -> None:
    go(driver, page, "contents")
    driver.type(page.dossier.contents.heading.line, f"Dossier {GIVER}")
    page.dossier.contents.heading.left.emit()
    go(driver, page, "privacy")
    link_to(page.dossier.privacy, "opschrift van het omslag").click()
    driver.settle()
    assert page.dossier.current == "contents"
    assert page.dossier.contents.heading.line.hasFocus()


def test_a_dossier_can_be_of_an_earlier_day(driver: Driver, page: DossierPage) -> None:
    register = page.dossier.register
    driver.type(register.as_of.line, "1-6-2026")
    go(driver, page, "contents")
    assert page.dossier.plan.request.as_of == date(2026, 6, 1)
    page.dossier.plan.begin_from(None)
    assert page.dossier.plan.request.as_of == date(2026, 6, 1)


def test_what_a_cv_tells_of_somebody_is_decided_before_it_is_made(
    driver: Driver, page: DossierPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {"role": "Casemanager", "employer": "Bureau", "start": PartialDateValue(2020), "release": Audience.PUBLIC}
    driver.workspace.session.unlocked.portfolio.add(Position.kind, {**values, "description": f"BSN {BSN}."})
    page.show_part("cv")
    driver.settle()
    driver.until(lambda: "1 vondst" in page.cv.notice.words)
    answer_with(monkeypatch, tmp_path / "cv.pdf")
    driver.press(page.cv.button)
    driver.settle()
    assert not (tmp_path / "cv.pdf").exists()
    driver.until(lambda: page.cv.findings.review is not None)
    ((mark, line),) = page.cv.findings.reasons.items()
    driver.type(line, "Verzonnen nummer.")
    page.cv.findings.release(mark)
    driver.settle()
    driver.until(lambda: not page.cv.notice.words)
    driver.press(page.cv.back_button)
    driver.press(page.cv.button)
    driver.settle()
    driver.until((tmp_path / "cv.pdf").exists)


def made_dossier(driver: Driver, path: Path) -> Path:
    return write_dossier(
        driver.workspace.session.unlocked.portfolio, DossierRequest("rnvc", path, mask=True, left_out=())
    ).path


def test_a_dossier_is_held_against_its_original(driver: Driver, page: DossierPage, tmp_path: Path) -> None:
    page.show_part("verify")
    given = made_dossier(driver, tmp_path / "gekregen.pdf")
    original = tmp_path / "origineel.pdf"
    original.write_bytes(given.read_bytes())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(given)), QUrl.fromLocalFile(str(original))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    page.verify.panel.area.dropEvent(event)
    driver.settle()
    assert "byte voor byte gelijk" in words_in(page.verify)
    assert "Origineel: origineel.pdf" in words_in(page.verify)
    driver.press(page.verify.panel.swap_button)
    driver.settle()
    assert "Origineel: gekregen.pdf" in words_in(page.verify)


def test_what_is_in_a_dossier_is_taken_over(driver: Driver, page: DossierPage, tmp_path: Path) -> None:
    file = made_dossier(driver, tmp_path / "dossier.pdf")
    portfolio = driver.workspace.session.unlocked.portfolio
    portfolio.delete(["reflection-2"])
    page.show_part("verify")
    page.verify.panel.check(file)
    driver.settle()
    card = page.verify.take_over
    driver.press(card.look_button)
    driver.settle()
    assert "1 gegeven is nieuw" in card.words.text()
    assert portfolio.counts()["reflection"] == 1
    driver.press(card.take_button)
    driver.settle()
    assert "1 gegeven overgenomen" in card.words.text()
    assert portfolio.counts()["reflection"] == 2


def test_preview_and_file_can_be_printed(
    driver: Driver, page: DossierPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[int] = []
    monkeypatch.setattr(print_job, "print_pdf", lambda _session, pdf, _parent: printed.append(len(pdf)))
    go(driver, page, "finish")
    finish = page.dossier.finish
    driver.until(lambda: finish.preview.pages > 3)
    driver.press(finish.preview.print_button)
    driver.settle()
    driver.until(lambda: len(printed) == 1)
    assert driver.workspace.session.unlocked.portfolio.counts()["outgoing"] == 1
    page.show_part("since")
    driver.settle()
    assert "Afgedrukt voor een ander" in page.since.dossier.currentText()
    assert "Er is niets veranderd." in words_in(page.since)
    assert not page.since.verify_button.isEnabled()
    page.show_part("dossier")
    driver.settle()
    driver.until(lambda: finish.preview.pages > 3)
    page.dossier.plan.put(mask=True)
    finish.make(tmp_path / "dossier.pdf")
    driver.settle()
    driver.until((tmp_path / "dossier.pdf").exists)
    driver.settle()
    driver.press(finish.progress.print_button)
    driver.until(lambda: len(printed) == 2)
    assert printed[1] == (tmp_path / "dossier.pdf").stat().st_size


def test_who_wants_to_sign_names_the_certificate_first(
    driver: Driver, page: DossierPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (asked.append("where"), ("", ""))[1])
    go(driver, page, "finish")
    finish = page.dossier.finish
    finish.signs.setChecked(True)
    driver.press(finish.button)
    assert asked == []
    assert "certificaat" in finish.missing.words
    driver.type(finish.certificate.line, str(tmp_path / "eigen.p12"))
    driver.press(finish.button)
    assert asked == ["where"]
    assert finish.missing.words == ""


def test_in_the_largest_text_the_preview_has_most_of_the_height_and_the_rest_is_scrolled_to(
    driver: Driver, page: DossierPage
) -> None:
    driver.window._set(driver.keeper.settings.replaced(text_size=200))
    driver.settle()
    driver.workspace.go("dossier")
    driver.settle()
    large = driver.workspace._pages["dossier"]
    assert isinstance(large, DossierPage)
    go(driver, large, "finish")
    finish = large.dossier.finish
    driver.until(lambda: finish.preview.pages > 3)
    beside = finish.findChild(Beside)
    assert beside is not None
    seen = beside.viewport().height()
    assert finish.preview.height() > seen * 0.8
    assert beside.verticalScrollBar().maximum() > 0
    beside.verticalScrollBar().setValue(beside.verticalScrollBar().maximum())
    below = finish.button.mapTo(beside.viewport(), finish.button.rect().bottomLeft()).y()
    assert 0 < below <= seen


def test_findings_below_a_cv_are_scrolled_to(driver: Driver, page: DossierPage) -> None:
    driver.window._set(driver.keeper.settings.replaced(text_size=200))
    driver.settle()
    driver.workspace.go("dossier")
    large = driver.workspace._pages["dossier"]
    assert isinstance(large, DossierPage)
    large.show_part("cv")
    driver.settle()
    driver.until(lambda: large.cv.preview.pages > 0)
    large.cv.show_findings()
    driver.settle()
    top = large.cv.back_button.mapTo(large.cv.beside.viewport(), large.cv.back_button.rect().topLeft()).y()
    assert 0 <= top < large.cv.beside.viewport().height()
