"""A text and its English wording side by side: seen, gone through, begun with the Dutch, and never lost."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from portfolio_app.domain.kinds import kind_called
from portfolio_app.ui.forms.editor import TextEditor
from portfolio_app.ui.forms.record_form import RecordForm
from portfolio_app.ui.forms.standing import Standing
from portfolio_app.ui.pages.area import AreaPage
from portfolio_app.ui.records.english_bar import EnglishBar
from portfolio_app.ui.records.record_panel import RecordPanel
from tests.ui.driver import Driver


def panel(driver: Driver, kind: str) -> RecordPanel:
    page = driver.workspace._areas[kind_called(kind).area.value]
    assert isinstance(page, AreaPage)
    return page._views[kind].record_panel


def new(driver: Driver, kind: str) -> RecordPanel:
    driver.workspace.start_new(kind)
    driver.settle()
    return panel(driver, kind)


def field(form: RecordForm, name: str) -> QWidget:
    return form.rows[name].editor.target


def words(widget: QWidget) -> str:
    assert isinstance(widget, (QLineEdit, QPlainTextEdit))
    return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()


def tab(driver: Driver) -> QWidget:
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, Qt.Key.Key_Tab)
    driver.settle()
    there = QApplication.focusWidget()
    assert there is not None
    return there


def saved_skill(driver: Driver, name: str, **more: str) -> RecordPanel:
    skill = new(driver, "skill")
    if not skill.form.shows_english:
        driver.press(skill._english)
    for field_name, said in {"name": name, **more}.items():
        driver.type(field(skill.form, field_name), said)
    tab(driver)
    driver.until(lambda: skill.form.standing is Standing.SAVED)
    driver.settle()
    return skill


def is_at(driver: Driver, place: tuple[str, str]) -> bool:
    """Tell whether the cursor is in a field of the skill of that name."""
    rows = panel(driver, "skill").form.rows
    return words(rows["name"].editor.target) == place[0] and rows[place[1]].editor.target is QApplication.focusWidget()


def test_both_languages_stand_beside_each_other_and_say_which_they_are(empty_driver: Driver) -> None:
    driver = empty_driver
    position = new(driver, "position")
    assert not position.form.rows["role_en"].isVisible()
    driver.press(position._english)
    driver.settle()
    for name in ("role", "description"):
        dutch, english = position.form.rows[name], position.form.rows[f"{name}_en"]
        assert english.isVisible()
        assert dutch.y() == english.y()
        assert dutch.x() + dutch.width() <= english.x()
        assert abs(dutch.width() - english.width()) <= 2
        assert "(Nederlands" in dutch.editor.target.accessibleName()
        assert "(Engels)" in english.editor.target.accessibleName()
        assert english.editor.target.locale().language() is QLocale.Language.English
        assert dutch.editor.target.locale().language() is QLocale.Language.Dutch


def test_a_narrow_panel_and_large_text_have_them_below_each_other(empty_driver: Driver) -> None:
    driver = empty_driver
    driver.window._set(driver.keeper.settings.replaced(text_size=200))
    driver.settle()
    position = new(driver, "position")
    driver.press(position._english)
    driver.settle()
    dutch, english = position.form.rows["role"], position.form.rows["role_en"]
    assert dutch.x() == english.x()
    assert dutch.y() + dutch.height() <= english.y()


def test_tab_goes_from_dutch_to_english_to_the_next_field(empty_driver: Driver) -> None:
    driver = empty_driver
    skill = new(driver, "skill")
    driver.press(skill._english)
    driver.type(field(skill.form, "name"), "Adviseren")
    assert tab(driver) is field(skill.form, "name_en")
    driver.type(field(skill.form, "name_en"), "Advising")
    assert tab(driver) is field(skill.form, "category")


def test_what_is_not_translated_is_told_and_can_begin_with_the_dutch_by_key(empty_driver: Driver) -> None:
    driver = empty_driver
    skill = saved_skill(driver, "Adviseren")
    bar = skill.english_bar
    assert isinstance(bar, EnglishBar)
    assert bar.isVisible()
    assert "Nog niet vertaald: 1" in bar._words.text()
    english = field(skill.form, "name_en")
    assert "Nog niet vertaald" in english.accessibleDescription()
    english.setFocus()
    copy = tab(driver)
    assert copy.accessibleName() == "Nederlandse tekst overnemen: Vaardigheid (Engels)"
    QTest.keyClick(copy, Qt.Key.Key_Space)
    driver.settle()
    assert words(english) == "Adviseren"
    assert QApplication.focusWidget() is english
    assert not copy.isVisible()
    assert "Alles" in bar._words.text()
    assert not english.accessibleDescription()
    driver.until(lambda: skill.form.standing is Standing.SAVED)
    assert skill.form.record is not None
    assert skill.form.record.name_en == "Adviseren"  # type: ignore[attr-defined]


def test_f8_goes_from_text_to_text_through_the_whole_cv(empty_driver: Driver) -> None:
    driver = empty_driver
    saved_skill(driver, "Adviseren", category="Gesprek")
    saved_skill(driver, "Bemiddelen", name_en="Mediation")
    saved_skill(driver, "Coachen")
    driver.workspace.go("overview")
    driver.settle()
    in_order = [("Coachen", "name_en"), ("Adviseren", "name_en"), ("Adviseren", "category_en")]
    for there in [*in_order, *in_order]:
        QTest.keyClick(driver.window, Qt.Key.Key_F8)
        driver.settle()
        driver.until(partial(is_at, driver, there))


def test_f8_in_a_new_record_stays_there_and_says_when_all_is_done(empty_driver: Driver) -> None:
    driver = empty_driver
    said: list[str] = []
    driver.workspace.session.said.connect(lambda words, _offer, _deed: said.append(words))
    position = new(driver, "position")
    driver.type(field(position.form, "role"), "Casemanager")
    assert not position.form.shows_english
    QTest.keyClick(driver.window, Qt.Key.Key_F8)
    driver.until(lambda: QApplication.focusWidget() is field(position.form, "role_en"))
    driver.type(field(position.form, "role_en"), "Case manager")
    QTest.keyClick(driver.window, Qt.Key.Key_F8)
    driver.settle()
    driver.until(lambda: said == ["Alles van uw cv is vertaald."])
    assert words(field(position.form, "role")) == "Casemanager"


def test_the_button_goes_on_by_mouse(empty_driver: Driver) -> None:
    driver = empty_driver
    saved_skill(driver, "Adviseren")
    skill = saved_skill(driver, "Bemiddelen", name_en="Mediation")
    driver.until(lambda: "nog 1 tekst in uw hele cv" in skill.english_bar._words.text())
    driver.press(skill.english_bar.next)
    driver.settle()
    driver.until(lambda: QApplication.focusWidget() is field(panel(driver, "skill").form, "name_en"))
    assert words(field(panel(driver, "skill").form, "name")) == "Adviseren"


def test_whether_english_is_shown_is_remembered_for_every_kind(empty_driver: Driver) -> None:
    driver = empty_driver
    skill = saved_skill(driver, "Adviseren", name_en="Advising")
    assert new(driver, "education").form.rows["programme_en"].isVisible()
    driver.workspace.show_first("skill")
    driver.settle()
    assert skill._english.isChecked()
    driver.press(skill._english)
    assert not skill.form.rows["name_en"].isVisible()
    assert not skill.english_bar.isVisible()
    assert not new(driver, "education").form.rows["programme_en"].isVisible()
    driver.keeper.flush()
    assert driver.keeper.noted("english") is False
    driver.workspace.show_first("skill")
    driver.settle()
    assert skill.form.record is not None
    assert skill.form.record.name_en == "Advising"  # type: ignore[attr-defined]


def test_texts_beside_each_other_are_as_high_as_each_other_and_are_counted(empty_driver: Driver) -> None:
    driver = empty_driver
    position = new(driver, "position")
    driver.press(position._english)
    dutch, english = position.form.rows["description"].editor, position.form.rows["description_en"].editor
    assert isinstance(dutch, TextEditor)
    assert isinstance(english, TextEditor)
    dutch.retype("Begeleiden bij werkhervatting.\n" * 9)
    driver.settle()
    assert dutch.text.height() == english.text.height() > english.text.wanted
    said = [label.text() for label in position.form.rows["description"].findChildren(QLabel)]
    assert "27 woorden" in said


def test_the_cv_page_tells_how_much_of_an_english_cv_will_be_dutch(empty_driver: Driver) -> None:
    driver = empty_driver
    driver.workspace.show_first("person")
    driver.settle()
    person = panel(driver, "person").form
    driver.type(field(person, "given_names"), "Sanne")
    driver.type(field(person, "surname"), "Voorbeeld")
    driver.type(field(person, "professional_title"), "Casemanager")
    person.save()
    driver.until(lambda: person.standing is Standing.SAVED)
    driver.workspace.go("dossier")
    driver.settle()
    from portfolio_app.ui.dossier.cv_page import CvPage
    from portfolio_app.ui.pages.dossier import DossierPage

    page = driver.workspace.findChild(DossierPage)
    assert isinstance(page, DossierPage)
    page.show_part("cv")
    driver.settle()
    cv = page.findChild(CvPage)
    assert isinstance(cv, CvPage)
    assert not cv.in_dutch.isVisible()
    cv.language.setCurrentIndex(cv.language.findData("en"))
    cv.language.activated.emit(cv.language.currentIndex())
    driver.settle()
    assert "1 tekst heeft nog geen Engels" in cv.in_dutch.words
    driver.press(cv.translate_button)
    driver.settle()
    driver.until(lambda: QApplication.focusWidget() is field(panel(driver, "person").form, "professional_title_en"))
