"""Where the window brings its words: what is known is said at once, the rest is asked on a thread of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import LANGUAGES, Language, Text
from portfolio_app.ui.tasks import Tasks

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio_app.documents.spelling.dictionary import Dictionaries
    from portfolio_app.documents.spelling.files import DictionaryFiles
    from portfolio_app.services.spelling.finding import DictionaryPlaces
    from portfolio_app.storage.history import ChangeSet
    from portfolio_app.ui.session import Session

_NO_MISTAKES: Final = Text("Geen spelfouten gevonden.", "No misspellings found.")
_NO_DICTIONARY: Final = Text(
    "Er is geen woordenboek. Kies er een bij Instellingen, Spelling.",
    "There is no dictionary. Choose one under Settings, Spelling.",
)
_OFF: Final = Text(
    "De spelling wordt niet nagekeken; zie Instellingen, Spelling.", "Spelling is not checked; see Settings, Spelling."
)
_ASK_AFTER_MS: Final = 40
_AT_ONCE: Final = 40
"""Words for one question: a long Dutch compound takes 10 ms and more to look up."""
_MOST_KNOWN: Final = 60_000


class SpellingDesk(QObject):
    """Knows which words are misspelled.

    Attributes:
        learned: the language, and words that turned out to be wrong.
        renewed: all is otherwise: another dictionary, a word of one's own, on or off.
    """

    learned = Signal(str, object)
    renewed = Signal()

    def __init__(self, session: Session, places: Callable[[], DictionaryPlaces] | None, *, on: bool) -> None:
        """Look for nothing yet.

        Args:
            session: tells of words of one's own.
            places: tells where dictionaries may be; None where none are to be used.
            on: whether spelling is checked at all.
        """
        super().__init__(session)
        self._session = session
        self._look_in = places
        self._on = on
        self._tasks: Tasks | None = None
        self._dictionaries: Dictionaries | None = None
        self._places: DictionaryPlaces | None = None
        self._found: dict[Language, DictionaryFiles | None] | None = None
        self._refusals: dict[Language, VakdossierError] = {}
        self._known: dict[tuple[Language, str], bool] = {}
        self._waiting: dict[Language, dict[str, None]] = {language: {} for language in LANGUAGES}
        self._asking = False
        self._own: frozenset[str] = frozenset()
        self._skipped: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_ASK_AFTER_MS)
        self._timer.timeout.connect(self._ask)
        session.changed.connect(self._changed)

    # -- what is known ------------------------------------------------------------------------------------------------

    @property
    def on(self) -> bool:
        """Whether spelling is checked."""
        return self._on

    @property
    def idle(self) -> bool:
        """Whether nothing is being looked up."""
        waiting = any(self._waiting.values()) or self._timer.isActive() or self._asking
        return not waiting and (self._tasks is None or self._tasks.idle)

    @property
    def own_words(self) -> frozenset[str]:
        """The words of one's own."""
        return self._own

    @property
    def found(self) -> Mapping[Language, DictionaryFiles | None] | None:
        """The dictionary for each language; None as long as nobody looked for them."""
        return self._found

    @property
    def places(self) -> DictionaryPlaces | None:
        """Where dictionaries were looked for; None as long as nobody did."""
        return self._places

    @property
    def may_add(self) -> bool:
        """Whether words of one's own can be kept."""
        return not self._session.read_only

    def refusal(self, language: Language) -> VakdossierError | None:
        """Return why the dictionary for a language cannot be used, when it cannot."""
        return self._refusals.get(language)

    def checks(self, language: Language) -> bool:
        """Tell whether texts in a language are checked; until it is known that there is no dictionary they are."""
        if not self._on or self._look_in is None or language in self._refusals:
            return False
        return self._found is None or self._found[language] is not None

    def is_wrong(self, language: Language, word: str) -> bool | None:
        """Tell whether a word is misspelled; None when that is being asked, and `learned` tells it if it is."""
        if not self.checks(language) or self._is_own(word):
            return False
        known = self._known.get((language, word))
        if known is None:
            self._waiting[language][word] = None
            if not self._asking and not self._timer.isActive():
                self._timer.start()
        return known

    def _is_own(self, word: str) -> bool:
        """Words of one's own hold at the beginning of a sentence too."""
        if not (self._own or self._skipped):
            return False
        small = word[:1].lower() + word[1:]
        return any(each in known for each in (word, small) for known in (self._own, self._skipped))

    # -- what is asked for --------------------------------------------------------------------------------------------

    def suggest(
        self, language: Language, word: str, then: Callable[[tuple[str, ...]], None], *, owner: QObject
    ) -> None:
        """Call `then` with what may have been meant by a word, the likeliest first; with nothing when that fails."""
        files = self._found[language] if self._found is not None else None
        if files is None:
            then(())
            return
        dictionaries = self._opened()
        self._thread().run(
            lambda: dictionaries.suggestions(files, word),
            then,
            owner=owner,
            slot="suggestions",
            failed=lambda _refusal: then(()),
        )

    def skip(self, word: str) -> None:
        """Take a word for right until the portfolio is closed."""
        self._skipped.add(word)
        self.renewed.emit()

    def add(self, word: str) -> None:
        """Keep a word in the vault as one's own."""
        from portfolio_app.services.spelling.own_words import add_own_word

        self._session.read(lambda portfolio: add_own_word(portfolio, word), self._take_own, owner=self)

    def remove(self, words: frozenset[str]) -> None:
        """Keep words no longer as one's own."""
        from portfolio_app.services.spelling.own_words import remove_own_words

        self._session.read(lambda portfolio: remove_own_words(portfolio, words), self._take_own, owner=self)

    def turn(self, *, on: bool) -> None:
        """Check spelling, or no longer."""
        self._on = on
        self.renewed.emit()

    def look_around(self) -> None:
        """Look for dictionaries and words of one's own, if that was not done yet; `renewed` tells when it is."""
        if self._found is None and not self._asking:
            self._find()

    def take_over(self, file: Path, language: Language, failed: Callable[[VakdossierError], None]) -> None:
        """Use another dictionary for a language from now on; `failed` gets why that is not possible."""
        places, dictionaries = self._places, self._opened()
        if places is not None:
            self._thread().run(
                lambda: places.take_over(file, language, dictionaries),
                lambda _files: self._begin_anew(),
                owner=self,
                failed=failed,
            )

    def give_up_own(self, language: Language) -> None:
        """Use the dictionary of the machine for a language again."""
        places = self._places
        if places is not None:
            self._thread().run(lambda: places.give_up_own(language), lambda _none: self._begin_anew(), owner=self)

    def tell_nothing_found(self) -> None:
        """Say that there is no misspelled word, or why none is looked for."""
        none = self._found is not None and not any(self._found.values())
        text = _NO_DICTIONARY if none or self._look_in is None else _NO_MISTAKES if self._on else _OFF
        self._session.said.emit(self._session.say(text), None, None)

    # -- within -------------------------------------------------------------------------------------------------------

    def _begin_anew(self) -> None:
        self._found = None
        self._refusals.clear()
        self._known.clear()
        self._find()

    def _find(self) -> None:
        look_in = self._look_in
        if look_in is None:
            return
        self._asking = True

        def work() -> tuple[DictionaryPlaces, dict[Language, DictionaryFiles | None]]:
            places = look_in()
            return places, {language: places.find(language) for language in LANGUAGES}

        self._thread().run(work, self._take_found, owner=self)

    def _take_found(self, found: tuple[DictionaryPlaces, dict[Language, DictionaryFiles | None]]) -> None:
        self._asking = False
        self._places, self._found = found
        for language, files in self._found.items():
            if files is None:
                self._waiting[language].clear()
        self._read_own()
        self._ask()

    def _read_own(self) -> None:
        from portfolio_app.services.spelling.own_words import own_words

        self._session.read(own_words, self._take_own, owner=self)

    def _changed(self, changes: ChangeSet) -> None:
        """Forget the words of one's own with who was erased: one of them may be their name."""
        from portfolio_app.services.operations import OperationName

        if self._own and changes.name == OperationName.ERASE:
            self._read_own()

    def _take_own(self, words: frozenset[str]) -> None:
        self._own = words
        self.renewed.emit()

    def _ask(self) -> None:
        """Ask what waits, some words at a time, so that what is seen first is answered first."""
        if self._asking:
            return
        if self._found is None:
            self._find()
            return
        language = next((each for each, words in self._waiting.items() if words), None)
        files = self._found[language] if language is not None else None
        if language is None or files is None:
            return
        waiting = self._waiting[language]
        words = list(waiting)[:_AT_ONCE]
        for word in words:
            del waiting[word]
        dictionaries = self._opened()
        self._asking = True
        self._thread().run(
            lambda: dictionaries.wrong(files, words),
            lambda wrong: self._take(language, words, wrong),
            owner=self,
            failed=lambda refusal: self._refused(language, refusal),
        )

    def _take(self, language: Language, words: list[str], wrong: frozenset[str]) -> None:
        self._asking = False
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        self._known.update({(language, word): word in wrong for word in words})
        if wrong:
            self.learned.emit(language, wrong)
        self._ask()

    def _refused(self, language: Language, refusal: VakdossierError) -> None:
        """Say once that a dictionary cannot be used; the person goes on writing without."""
        self._asking = False
        self._refusals[language] = refusal
        self._waiting[language].clear()
        self._session.said.emit(refusal.say(self._session.look.language), None, None)
        self.renewed.emit()
        self._ask()

    def _opened(self) -> Dictionaries:
        if self._dictionaries is None:
            from portfolio_app.documents.spelling.dictionary import Dictionaries

            self._dictionaries = Dictionaries()
        return self._dictionaries

    def _thread(self) -> Tasks:
        if self._tasks is None:
            tasks, dictionaries = Tasks(self), self._opened()
            tasks.broken.connect(self._session.mistake_made)
            tasks.refused.connect(self._session.refused)
            self.destroyed.connect(lambda: _end(tasks, dictionaries))
            self._tasks = tasks
        return self._tasks


def _end(tasks: Tasks, dictionaries: Dictionaries) -> None:
    dictionaries.end_for_good()  # first: a dictionary that takes long is not waited for
    tasks.end()
