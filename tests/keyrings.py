"""Keyrings in memory, as a test wants them: sound, failing, or unsafe."""

from __future__ import annotations

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class MemoryKeyring(KeyringBackend):
    """Keeps entries while the test runs; fails when it is told to.

    Attributes:
        entries: what is kept, by service and name.
        broken: asked anything, it raises.
        keeps_nothing: takes an entry and forgets it.
    """

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}
        self.broken = False
        self.keeps_nothing = False

    def get_password(self, service: str, username: str) -> str | None:
        self._work()
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._work()
        if not self.keeps_nothing:
            self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._work()
        if self.entries.pop((service, username), None) is None:
            raise PasswordDeleteError("there is none")

    def _work(self) -> None:
        if self.broken:
            raise KeyringLocked("locked")


class PlainKeyring(MemoryKeyring):
    """One that its makers do not recommend."""

    priority = 0.5
