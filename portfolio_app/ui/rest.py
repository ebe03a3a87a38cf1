"""Noticing that the person has left, or that the computer slept, so that the window can lock itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QWidget

from portfolio_app.common.clock import Clock

_BEAT_MS: Final = 10_000
_ASLEEP: Final = timedelta(minutes=1)
_PAUSE_MS: Final = 2_000
_SIGNS_OF_LIFE: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class RestWatch(QObject):
    """Tells when nobody has touched a key or the pointer for a while: `rested`, and for a moment: `paused`, each once.

    A computer that sleeps stops the timer too, so a clock is looked at now and then: when more time has gone by than
    can be while the program runs, the computer slept, and who wakes it may be somebody else.

    It listens to the windows themselves, which only get what comes from outside, not to every event of every widget.
    """

    rested = Signal()
    paused = Signal()

    def __init__(self, clock: Clock, parent: QWidget) -> None:
        """Belong to `parent`; wait for nothing yet."""
        super().__init__(parent)
        self._clock = clock
        self._last_beat = clock.now()
        self._beat = QTimer(self)
        self._beat.setInterval(_BEAT_MS)
        self._beat.timeout.connect(self.look_at_clock)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.rested)
        self._pause = QTimer(self)  # once after each sign of life: who is away for hours wakes the processor no more
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.paused)
        self._minutes = 0
        application: Any = QGuiApplication.instance()
        application.focusWindowChanged.connect(self._watch)
        self._watch(application.focusWindow())

    def begin(self, minutes: int) -> None:
        """Wait for `minutes` of rest from now on; 0 waits for ever."""
        self._minutes = minutes
        self._last_beat = self._clock.now()
        if minutes:
            self._beat.start()
        else:
            self._beat.stop()
        self._again()

    def end(self) -> None:
        """Wait no longer."""
        self.begin(0)

    def look_at_clock(self) -> None:
        """Tell it when the computer slept since the last look."""
        before, self._last_beat = self._last_beat, self._clock.now()
        if self._minutes and self._last_beat - before > _ASLEEP:
            self.rested.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin anew at each key and movement."""
        if event.type() in _SIGNS_OF_LIFE:
            self._again()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)
            self._again()

    def _again(self) -> None:
        self._pause.start()
        if self._minutes:
            self._timer.start(self._minutes * 60_000)
        else:
            self._timer.stop()
