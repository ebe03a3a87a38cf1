"""Getting started: each step makes real records, may be skipped, and is resumed by what is in the portfolio."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.records.person import Person, Registration
from portfolio_app.services.archives import export_archive
from portfolio_app.services.opening import open_portfolio
from portfolio_app.ui.guide.about_me import PersonStep, RegistersStep
from portfolio_app.ui.guide.bring import BackupsStep, BringStep
from portfolio_app.ui.guide.page import GuidePage
from portfolio_app.ui.start.create import NewVault, RecoveryKeyStep
from tests.ui.driver import PASSPHRASE, Driver


def guide_of(driver: Driver) -> GuidePage:
    driver.workspace.go("guide")
    driver.settle()
    page = driver.workspace._pages["guide"]
    assert isinstance(page, GuidePage)
    return page


def states(page: GuidePage) -> list[str]:
    return [page.names.item(row).toolTip() for row in range(page.names.count())]


def records(driver: Driver, kind: object) -> tuple[object, ...]:
    found: list[object] = []
    driver.workspace.session.read(
        lambda portfolio: portfolio.records(kind).records,  # type: ignore[arg-type]
        found.extend,
        owner=driver.window,
    )
    driver.settle()
    return tuple(found)


def test_new_portfolio_begins_with_the_guide(driver: Driver) -> None:
    driver.window.make_vault()
    driver.window.flow._create(NewVault(driver.vault, PASSPHRASE))
    driver.until(lambda: isinstance(driver.window.flow.page and driver.window.flow.page.step, RecoveryKeyStep))
    assert driver.window.flow.page is not None
    step = driver.window.flow.page.step
    assert isinstance(step, RecoveryKeyStep)
    step.confirmed.emit()
    driver.until(lambda: driver.window.workspace is not None)
    driver.settle()
    assert driver.workspace.current == "guide"


def named_noor(driver: Driver) -> tuple[GuidePage, PersonStep]:
    """Go to the step on the person, and give no more than a first name."""
    page = guide_of(driver)
    driver.press(page.next_button)
    step = page.step
    assert isinstance(step, PersonStep)
    driver.type(step.rows["given_names"].editor.target, "Noor")
    return page, step


def test_person_step_makes_the_person(empty_driver: Driver) -> None:
    driver = empty_driver
    page, step = named_noor(driver)
    driver.press(page.next_button)
    driver.settle()
    assert page.step is step
    assert "Achternaam" in step.rows["surname"].problem
    driver.type(step.rows["surname"].editor.target, "Verzonnen")
    driver.press(page.next_button)
    driver.settle()
    assert isinstance(page.step, RegistersStep)
    (person,) = records(driver, Person.kind)
    assert isinstance(person, Person)
    assert person.full_name() == "Noor Verzonnen"
    assert states(page)[1] == "gedaan"


def test_enter_in_a_line_goes_on(empty_driver: Driver) -> None:
    driver = empty_driver
    page, step = named_noor(driver)
    surname = step.rows["surname"].editor.target
    driver.type(surname, "Verzonnen")
    QTest.keyClick(surname, Qt.Key.Key_Return)
    driver.settle()
    assert isinstance(page.step, RegistersStep)
    (person,) = records(driver, Person.kind)
    assert isinstance(person, Person)
    assert person.full_name() == "Noor Verzonnen"


def test_person_step_shows_who_is_there_and_changes_them(open_driver: Driver) -> None:
    driver = open_driver
    page = guide_of(driver)
    page.names.setCurrentRow(1)
    step = page.step
    assert isinstance(step, PersonStep)
    assert step.rows["surname"].editor.read()
    driver.type(step.rows["phone"].editor.target, "1")
    driver.press(page.next_button)
    driver.settle()
    (person,) = records(driver, Person.kind)
    assert isinstance(person, Person)
    assert person.phone.endswith("1") or person.phone.startswith("1")


def test_registers_that_are_ticked_become_registrations(empty_driver: Driver) -> None:
    driver = empty_driver
    page = guide_of(driver)
    page.names.setCurrentRow(2)
    step = page.step
    assert isinstance(step, RegistersStep)
    first = step.registers[0]
    first.box.click()
    driver.press(page.next_button)
    driver.settle()
    assert first.rows["since"].problem
    driver.type(first.rows["since"].editor.target, "1-3-2024")
    driver.press(page.next_button)
    driver.settle()
    (registration,) = records(driver, Registration.kind)
    assert isinstance(registration, Registration)
    assert registration.register == (first.register,)
    assert isinstance(page.step, BackupsStep)
    page.names.setCurrentRow(2)
    driver.settle()
    assert not first.box.isEnabled()


def test_folder_of_certificates_becomes_evidence_and_what_is_none_is_named(
    empty_driver: Driver, tmp_path: Path
) -> None:
    driver = empty_driver
    folder = tmp_path / "certificaten"
    folder.mkdir()
    Image.new("RGB", (40, 30), "white").save(folder / "bewijs van deelname.png")
    (folder / "kapot.pdf").write_bytes(b"geen pdf")
    (folder / "lees mij.txt").write_text("niets")
    page = guide_of(driver)
    step = page.step
    assert isinstance(step, BringStep)
    from portfolio_app.services.getting_started import files_in

    step.take_in(files_in(folder))
    driver.settle()
    assert len(records(driver, Evidence.kind)) == 1
    assert "1 bewijsstuk opgenomen" in step.words.text()
    assert "kapot.pdf" in step.words.text()
    assert "lees mij" not in step.words.text()
    assert states(page)[0] == "gedaan"


def test_archive_is_taken_over_whole(empty_driver: Driver, filled_vault: Path, tmp_path: Path) -> None:
    driver = empty_driver
    archive = tmp_path / "alles.zip"
    with open_portfolio(filled_vault, clock=driver.clock, passphrase=PASSPHRASE, read_only=True) as portfolio:
        export_archive(portfolio, archive)
    page = guide_of(driver)
    step = page.step
    assert isinstance(step, BringStep)
    step.take_over(archive)
    driver.until(lambda: "overgenomen" in step.words.text() or bool(step.notice.words))
    driver.settle()
    assert step.notice.words == ""
    assert states(page)[:3] == ["gedaan"] * 3


def test_second_place_for_backups_is_chosen_and_shown(empty_driver: Driver, tmp_path: Path) -> None:
    driver = empty_driver
    folder = tmp_path / "stick"
    folder.mkdir()
    page = guide_of(driver)
    page.names.setCurrentRow(3)
    step = page.step
    assert isinstance(step, BackupsStep)
    step.use(driver.vault)
    driver.settle()
    assert step.notice.words
    step.use(folder)
    driver.settle()
    assert str(folder) in step.words.text()
    assert states(page)[3] == "gedaan"


def test_every_step_can_be_skipped_and_left(empty_driver: Driver) -> None:
    driver = empty_driver
    page = guide_of(driver)
    for _ in range(4):
        driver.press(page.skip_button if page.skip_button.isVisible() else page.next_button)
        driver.settle()
    assert page.names.currentRow() == 4
    driver.press(page.step.button)  # type: ignore[attr-defined]
    driver.settle()
    assert driver.workspace.current == "overview"
    assert states(page) == ["nog te doen"] * 5
    assert page.names.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Wat hebt u al? (nog te doen)"


def test_keys_begin_at_what_is_to_be_filled_in_or_else_at_going_on(empty_driver: Driver) -> None:
    page = guide_of(empty_driver)
    assert page.focusWidget() is page.next_button
    for row, step in enumerate(page.steps):
        page.names.setCurrentRow(row)
        empty_driver.settle()
        if isinstance(step, PersonStep | RegistersStep):
            assert step.isAncestorOf(page.focusWidget())
