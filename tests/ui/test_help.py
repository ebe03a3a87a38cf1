"""Help: on the page that is shown, found by words, and complete in both languages."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from portfolio_app.common.text import LANGUAGES
from portfolio_app.ui.assessing.wording import SHEET_KEYS
from portfolio_app.ui.destinations import ICONS
from portfolio_app.ui.dialogs.help import TOPICS, HelpDialog
from tests.ui.driver import Driver


def opened(driver: Driver) -> HelpDialog:
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, HelpDialog)
    return shown


def words_of(dialog: HelpDialog) -> str:
    return "\n".join(label.text() for label in dialog._scroll.findChildren(QLabel))


def test_every_destination_has_help() -> None:
    assert set(ICONS) <= {topic.key for topic in TOPICS}
    assert len({topic.key for topic in TOPICS}) == len(TOPICS)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.key)
def test_topics_are_told_in_both_languages(topic: object) -> None:
    from portfolio_app.ui.help.topic import Topic

    assert isinstance(topic, Topic)
    for _, words in topic.answers:
        said = [words.say(language) for language in LANGUAGES]
        assert said[0] != said[1]
        assert all(re.search(r"[.?!]$", each) for each in said)


@pytest.mark.parametrize("key", list(ICONS))
def test_f1_opens_the_help_on_the_page_that_is_shown(open_driver: Driver, key: str) -> None:
    driver = open_driver
    driver.workspace.go(key)
    driver.settle()
    QTest.keyClick(driver.window, Qt.Key.Key_F1)
    dialog = opened(driver)
    assert dialog.topic == key
    dialog.reject()


def test_help_on_the_start_page_is_about_opening(driver: Driver) -> None:
    driver.window.show_help()
    dialog = opened(driver)
    assert dialog.topic == "start"
    dialog.reject()


def test_help_is_found_by_title_heading_and_words(open_driver: Driver) -> None:
    driver = open_driver
    driver.window.show_help()
    dialog = opened(driver)
    for typed, key in (("reservekop", "backups"), ("vergeten", "start"), ("korthagen", "reflection")):
        dialog.line.setText(typed)
        assert dialog.topic == key
    dialog.line.setText("xyzzy")
    assert dialog.topic == ""
    assert "Geen onderwerp" in words_of(dialog)
    dialog.line.clear()
    assert dialog.names.count() == len(TOPICS)
    dialog.reject()


def test_list_of_keys_is_that_of_the_commands(open_driver: Driver) -> None:
    driver = open_driver
    driver.window.show_help("keys")
    words = words_of(opened(driver))
    for command in driver.window.commands():
        if command.keys:
            assert driver.window.look.say(command.label).removesuffix("…") in words
    for key in SHEET_KEYS:
        assert driver.window.look.say(key.keys) in words
        assert driver.window.look.say(key.meaning) in words
    opened(driver).reject()
