"""A log that stays on this machine and tells nothing about anybody.

Words are what could give somebody away, so a word only reaches the log when it stands in the source code: as the
message of the call, or marked with `Plain`. Any other argument that is no number is written as its type and length; of
an exception only its type, the system's error code and the lines of code it came through, never its message.
Only the program's own loggers are written; what libraries say (SQL with values, file names) is not.
"""

from __future__ import annotations

import errno
import logging
import os
import time
import traceback
from collections.abc import Iterator, Mapping
from enum import Enum
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from portfolio_app.common.atomic import PRIVATE_FILE, make_private_folder
from portfolio_app.common.text import Text

PROGRAM_LOGGER: Final = "portfolio_app"
LOG_NAME: Final = "vakdossier.log"
PREVIOUS_LOG_NAME: Final = "vakdossier.1.log"

_MOST_BYTES: Final = 512 * 1024
_MAKING_THE_FOLDER: Final = Text("De map voor het logboek maken", "Making the folder of the log")


class Plain(str):
    """A word that the program chose itself (an operation, a kind, a version), and that may stand in the log."""

    __slots__ = ()


def describe_error(error: BaseException) -> str:
    """Return what may be kept of an exception: types, system codes and lines of code, along its chain of causes."""
    return " < ".join(_describe_one(link) for link in _chain(error))


def start_log(folder: Path, level: int = logging.INFO) -> PrivateLog:
    """Let the program's loggers write to a file in `folder`, which is made when it is not there.

    Returns:
        The handler; `stop_log` takes it off again.

    Raises:
        EnvironmentRefusedError: the folder cannot be made.
    """
    make_private_folder(folder, _MAKING_THE_FOLDER)
    handler = PrivateLog(folder / LOG_NAME)
    handler.setFormatter(_PrivateFormatter())
    logger = logging.getLogger(PROGRAM_LOGGER)
    logger.addHandler(handler)
    logger.setLevel(level)
    logger.propagate = False
    return handler


def stop_log(handler: PrivateLog) -> None:
    """Close the log and leave the program's loggers as `start_log` found them."""
    logger = logging.getLogger(PROGRAM_LOGGER)
    logger.removeHandler(handler)
    logger.setLevel(logging.NOTSET)
    logger.propagate = True
    handler.close()


class PrivateLog(logging.FileHandler):
    """A log file for its owner's eyes, with one predecessor; a log that cannot be written stops nobody's work.

    Attributes:
        refused: what the system said the last time that a line could not be written, or None.
    """

    def __init__(self, path: Path) -> None:
        self.refused: OSError | None = None
        super().__init__(path, encoding="utf-8", delay=True)

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line, and start a new file when this one has become long."""
        try:
            self._start_anew_when_long()
            super().emit(record)
        except OSError as error:
            self.refused = error

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802 - logging's own name and arguments
        """Hand the exception up to `emit`, instead of printing a traceback before the person's eyes."""
        raise  # noqa: PLE0704 - called by logging from within its own handler of the exception

    def _open(self) -> TextIOWrapper:
        return open(self.baseFilename, "a", encoding="utf-8", opener=_open_privately)

    def _start_anew_when_long(self) -> None:
        path = Path(self.baseFilename)
        if not path.exists() or path.stat().st_size < _MOST_BYTES:
            return
        self.close()
        path.replace(path.with_name(PREVIOUS_LOG_NAME))


class _PrivateFormatter(logging.Formatter):
    converter = staticmethod(time.gmtime)

    def __init__(self) -> None:
        super().__init__("%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        private = logging.makeLogRecord(record.__dict__)
        if not isinstance(record.msg, str):
            private.msg = str(_private(record.msg))
        private.args = _private_arguments(private.msg, record.args)
        error = record.exc_info[1] if record.exc_info else None
        private.exc_info = private.exc_text = private.stack_info = None
        try:
            line = super().format(private)
        except (KeyError, TypeError, ValueError):  # a number was expected where something else was hidden
            private.args = ()
            line = super().format(private)
        return f"{line} [{describe_error(error)}]" if error is not None else line


def _open_privately(path: str, flags: int) -> int:
    return os.open(path, flags, PRIVATE_FILE)


def _private_arguments(
    pattern: str, arguments: tuple[object, ...] | Mapping[str, object] | None
) -> tuple[object, ...] | Mapping[str, object] | None:
    if not isinstance(arguments, Mapping):
        return tuple(_private(value) for value in arguments) if arguments else arguments
    if "%(" in pattern:
        return {name: _private(value) for name, value in arguments.items()}
    return (_private(arguments),)  # a dict as the only argument: logging unpacks it, names and all


def _private(value: object) -> object:
    if value is None or isinstance(value, bool | int | float | Plain):
        return value
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, BaseException):
        return describe_error(value)
    length = f" of {len(value)}" if isinstance(value, str | bytes | list | tuple | dict | set | frozenset) else ""
    return f"<{type(value).__name__}{length}>"


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


def _describe_one(error: BaseException) -> str:
    code = ""
    if isinstance(error, OSError) and error.errno is not None:
        code = f" {errno.errorcode.get(error.errno, error.errno)}"
    frames = traceback.extract_tb(error.__traceback__)
    lines = " > ".join(f"{_module_file(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__name__}{code}" + (f" at {lines}" if lines else "")


def _module_file(filename: str) -> str:
    """Return the end of a source path: where the program is installed may hold the user's name."""
    parts = Path(filename).parts
    if PROGRAM_LOGGER in parts:
        return "/".join(parts[len(parts) - 1 - parts[::-1].index(PROGRAM_LOGGER) :])
    return parts[-1] if parts else filename
