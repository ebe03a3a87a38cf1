"""Mistakes of the program, from whatever thread they come: told to the person in words, and to the log without data."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType
from typing import Final

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler, qVersion

from portfolio_app import __version__
from portfolio_app.common.logging import Plain, describe_error

_LEVELS: Final = {
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_log = logging.getLogger(__name__)


class MistakeWatch(QObject):
    """Catches what nobody else caught, as long as it is installed.

    Attributes:
        caught: the exception; emitted on the window's thread, whichever thread it came from.
    """

    caught = Signal(object)

    def install(self) -> None:
        """Catch from now on."""
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread
        qInstallMessageHandler(_said_by_qt)

    @staticmethod
    def remove() -> None:
        """Let Python and Qt do as they do by themselves."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self.caught.emit(error)

    def _caught_in_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self.caught.emit(caught.exc_value)


def _said_by_qt(level: QtMsgType, _where: QMessageLogContext, message: str) -> None:
    """Log what Qt says: how much and how grave, for its words may hold a file name or what was typed."""
    if level in _LEVELS:
        _log.log(_LEVELS[level], "Qt said something: %s", message)


def report_of(error: BaseException) -> str:
    """Return what may be passed on about a mistake: versions, types and lines of code, nothing that a person typed."""
    import platform  # takes as long as a module of ours, and is needed for this alone

    return "\n".join(
        (
            f"Vakdossier {__version__}",
            f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.machine()}",
            *describe_error(error).split(" < "),
        )
    )


def log_mistake(error: BaseException) -> None:
    """Write a mistake to the log."""
    _log.error("%s", Plain("a mistake of the program"), exc_info=(type(error), error, error.__traceback__))
