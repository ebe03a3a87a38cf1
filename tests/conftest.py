"""What every test gets: a home of its own, one time zone, no network, and settled examples from Hypothesis."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NoReturn

import keyring
import pytest
from hypothesis import HealthCheck, settings

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.text import LANGUAGES, Language
from tests.keyrings import MemoryKeyring

# Before anything imports Qt; somebody who sets another platform gets real windows.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

TIME_ZONE = "Europe/Amsterdam"
USER_FOLDERS = {
    "HOME": ".",
    "USERPROFILE": ".",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "runtime",
}
# None of these may reach a test from the machine it runs on.
PERSONAL_SETTINGS = ("VAKDOSSIER_PASSPHRASE", "VAKDOSSIER_LANGUAGE", "LANGUAGE", "LC_TIME", "LC_NUMERIC")

_SLOW_EXAMPLES = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("ci", deadline=None, derandomize=True, database=None, suppress_health_check=_SLOW_EXAMPLES)
settings.register_profile("search", deadline=None, max_examples=2_000, suppress_health_check=_SLOW_EXAMPLES)
settings.load_profile("ci")


class NetworkUsedError(AssertionError):
    """The program tried to reach out, which it never does."""


@pytest.fixture(scope="session", autouse=True)
def _machine_put_aside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let no test see the home, the language or the time zone of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for variable, folder in USER_FOLDERS.items():
            place = home / folder
            place.mkdir(mode=0o700, exist_ok=True)
            patch.setenv(variable, str(place))
        for variable in PERSONAL_SETTINGS:
            patch.delenv(variable, raising=False)
        patch.setenv("TZ", TIME_ZONE)
        patch.setenv("LC_ALL", "C.UTF-8")
        _use_time_zone()
        yield
    _use_time_zone()


@pytest.fixture
def memory_keyring() -> Iterator[MemoryKeyring]:
    """A keyring of the system that is gone after the test."""
    before = keyring.get_keyring()
    made = MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every attempt to open a way to another machine, or to listen for one, fail the test."""

    def refuse(*_arguments: object, **_named: object) -> NoReturn:
        raise NetworkUsedError("a test opened the network")

    for name in ("getaddrinfo", "gethostbyname", "create_connection", "create_server"):
        monkeypatch.setattr(socket, name, refuse)

    class LocalSocket(socket.socket):
        """What Python and Qt use within one machine (socket pairs, the session bus) goes on working."""

        def connect(self, address: object) -> None:
            self._stay_local()
            super().connect(address)  # type: ignore[arg-type]

        def connect_ex(self, address: object) -> int:
            self._stay_local()
            return super().connect_ex(address)  # type: ignore[arg-type]

        def bind(self, address: object) -> None:
            self._stay_local()
            super().bind(address)  # type: ignore[arg-type]

        def sendto(self, *arguments: object) -> int:
            self._stay_local()
            return super().sendto(*arguments)  # type: ignore[call-overload, no-any-return]

        def _stay_local(self) -> None:
            if self.family in {socket.AF_INET, socket.AF_INET6}:
                refuse()

    monkeypatch.setattr(socket, "socket", LocalSocket)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    """Run the test once in each language of the product."""
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def clock() -> FixedClock:
    """A clock at noon UTC of 15 June 2026 that moves only when it is told to."""
    return FixedClock.on(date(2026, 6, 15))


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The top folder of the repository."""
    return Path(__file__).resolve().parents[1]


def _use_time_zone() -> None:
    if hasattr(time, "tzset"):
        time.tzset()
