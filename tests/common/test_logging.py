from __future__ import annotations

import errno
import logging
import stat
import sys
from collections.abc import Iterator
from datetime import date
from enum import Enum
from pathlib import Path

import pytest

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.logging import (
    LOG_NAME,
    PREVIOUS_LOG_NAME,
    Plain,
    PrivateLog,
    describe_error,
    start_log,
    stop_log,
)

SECRET = "Jansen-de Vries"
LOGGER = logging.getLogger("portfolio_app.tests")


class Colour(Enum):
    RED = "Jansen's own red"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[PrivateLog]:
    handler = start_log(tmp_path / "log")
    yield handler
    stop_log(handler)


def written(log: PrivateLog) -> str:
    log.flush()
    path = Path(log.baseFilename)
    return path.read_text(encoding="utf-8") if path.exists() else ""


def test_words_are_hidden_and_numbers_are_not(log: PrivateLog) -> None:
    LOGGER.info("saved %s with %d records in %.1f s: %s", Plain("activity"), 3, 0.25, SECRET)
    line = written(log)
    assert "saved activity with 3 records in 0.2 s: <str of 15>" in line
    assert SECRET not in line


@pytest.mark.parametrize(
    "value",
    [SECRET, SECRET.encode(), [SECRET], {SECRET: SECRET}, Path(SECRET), date(1980, 2, 1), object(), Colour.RED],
)
def test_no_kind_of_value_gets_through(log: PrivateLog, value: object) -> None:
    LOGGER.info("value %s", value)
    LOGGER.info("value %(it)r", {"it": value})
    line = written(log)
    assert "value" in line
    assert "Jansen" not in line
    assert "1980" not in line


def test_a_number_hidden_or_a_pattern_that_does_not_fit_loses_no_line(log: PrivateLog) -> None:
    for message, arguments in (("counted %d", (SECRET,)), ("too few %s %s", (1,)), (ValueError(SECRET), ())):
        log.handle(logging.LogRecord("portfolio_app.tests", logging.INFO, __file__, 1, message, arguments, None))
    text = written(log)
    assert "counted %d" in text
    assert "too few" in text
    assert "ValueError" in text
    assert SECRET not in text


def test_of_an_exception_only_types_codes_and_lines_are_kept(log: PrivateLog) -> None:
    def write_the_file() -> None:
        raise PermissionError(errno.EACCES, "denied", f"{SECRET}.pdf")

    try:
        try:
            write_the_file()
        except OSError as error:
            raise RuntimeError(SECRET) from error
    except RuntimeError:
        LOGGER.exception("export failed")
    text = written(log)
    assert "RuntimeError at test_logging.py:" in text
    assert "PermissionError EACCES at test_logging.py:" in text
    assert "write_the_file" in text
    assert SECRET not in text
    assert "Traceback" not in text


def test_a_chain_that_bites_its_tail_ends() -> None:
    error = ValueError(SECRET)
    other = KeyError(SECRET)
    error.__cause__, other.__cause__ = other, error
    assert describe_error(error) == "ValueError < KeyError"


def test_libraries_are_not_written(log: PrivateLog) -> None:
    logging.getLogger("sqlalchemy.engine").error("INSERT %s", SECRET)
    assert written(log) == ""


def test_the_owner_alone_can_read_it(log: PrivateLog) -> None:
    LOGGER.info("started")
    path = Path(log.baseFilename)
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.name == LOG_NAME


def test_a_long_log_starts_anew_and_keeps_one_predecessor(log: PrivateLog) -> None:
    path = Path(log.baseFilename)
    for round_number in range(2):
        path.write_text("x" * 600_000, encoding="utf-8")
        LOGGER.info("round %d", round_number)
    assert "round 1" in written(log)
    assert path.stat().st_size < 1_000
    assert sorted(p.name for p in path.parent.iterdir()) == sorted([LOG_NAME, PREVIOUS_LOG_NAME])


def test_a_log_that_cannot_be_written_stops_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    handler = start_log(tmp_path / "log")
    (tmp_path / "log" / LOG_NAME).mkdir()
    try:
        LOGGER.info("started")
    finally:
        stop_log(handler)
    assert isinstance(handler.refused, OSError)
    assert capsys.readouterr().err == ""


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("x", encoding="utf-8")
    with pytest.raises(EnvironmentRefusedError) as refused:
        start_log(tmp_path / "log")
    assert "geen map" in refused.value.message.nl


def test_after_stopping_the_loggers_are_as_before(tmp_path: Path) -> None:
    program = logging.getLogger("portfolio_app")
    before = (program.handlers[:], program.level, program.propagate)
    stop_log(start_log(tmp_path / "log"))
    assert (program.handlers, program.level, program.propagate) == before
