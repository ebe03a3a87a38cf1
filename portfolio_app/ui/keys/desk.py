"""The work with keys that the window asks for, done on the database thread: it derives slowly, and on purpose."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from portfolio_app.common.clock import Clock
from portfolio_app.common.errors import EnvironmentRefusedError, VakdossierError
from portfolio_app.common.text import Language, Text
from portfolio_app.ui.tasks import Tasks

if TYPE_CHECKING:
    from portfolio_app.services.keys import Proof
    from portfolio_app.services.passphrases import Judgement
    from portfolio_app.services.unlocking import UnlockedVault
    from portfolio_app.storage.vault import Vault

Told = Callable[[tuple[Text, ...]], None]
"""Gets what the person should know of a change that was made; usually nothing."""

Refused = Callable[[VakdossierError], None]


@dataclass(frozen=True, slots=True)
class KeyDesk:
    """Where the steps and dialogs bring their work; every answer comes later, and to no `owner` that is gone.

    Attributes:
        tasks: the database thread.
        clock: tells the day on which a key is made.
    """

    tasks: Tasks
    clock: Clock

    def weigh(self, passphrase: str, known: str, then: Callable[[Judgement], None], owner: QObject, slot: str) -> None:
        """Judge a passphrase; of several that are asked in one `slot` only the last is answered."""

        def judged() -> Judgement:
            from portfolio_app.services.passphrases import judge

            return judge(passphrase, (known,))

        self.tasks.run(judged, then, owner=owner, slot=slot)

    def make_sheet(
        self, key: str, vault: Path, language: Language, then: Callable[[bytes], None], failed: Refused, owner: QObject
    ) -> None:
        """Make the sheet with a recovery key, in memory."""
        made_on = self.clock.today()

        def made() -> bytes:
            from portfolio_app.services.recovery_sheet import recovery_sheet

            return recovery_sheet(key, vault, made_on=made_on, language=language)

        self.tasks.run(made, then, owner=owner, failed=failed)

    def save_sheet(
        self, content: bytes, target: Path, vault: Path, then: Callable[[], None], failed: Refused, owner: QObject
    ) -> None:
        """Write the sheet where the person wants it."""

        def saved() -> None:
            from portfolio_app.services.recovery_sheet import save_recovery_sheet

            save_recovery_sheet(content, target, vault)

        self.tasks.run(saved, lambda _nothing: then(), owner=owner, failed=failed)

    def check_recovery_key(
        self,
        vault: Path,
        typed: str,
        then: Callable[[], None],
        failed: Refused,
        owner: QObject,
        *,
        keep_in: UnlockedVault | None = None,
    ) -> None:
        """See whether a recovery key is that of a vault; with an open one, keep there that it held today."""

        def checked() -> None:
            from portfolio_app.services.keys import check_recovery_key

            check_recovery_key(vault, typed)
            if keep_in is not None:
                from portfolio_app.services.recovery_check import note_recovery_key_held

                with suppress(EnvironmentRefusedError):  # it holds all the same; it is only asked for sooner
                    note_recovery_key_held(keep_in.portfolio)

        self.tasks.run(checked, lambda _nothing: then(), owner=owner, failed=failed)

    def prove(self, vault: Vault, proof: Proof, then: Callable[[], None], failed: Refused, owner: QObject) -> None:
        """See whether the person knows the passphrase or the recovery key of what is open."""

        def proven() -> None:
            from portfolio_app.services.keys import prove

            prove(vault, proof)

        self.tasks.run(proven, lambda _nothing: then(), owner=owner, failed=failed)

    def change_passphrase(
        self, vault: Vault, proof: Proof, passphrase: str, then: Told, failed: Refused, owner: QObject
    ) -> None:
        """Let another passphrase open the portfolio."""

        def changed() -> tuple[Text, ...]:
            from portfolio_app.services.keys import change_passphrase

            return change_passphrase(vault, proof, passphrase)

        self.tasks.run(changed, then, owner=owner, failed=failed)

    def replace_recovery_key(
        self, opened: UnlockedVault, proof: Proof, key: str, then: Told, failed: Refused, owner: QObject
    ) -> None:
        """Let a new recovery key open the portfolio, now that the person has it; keep there that it held today."""

        def replaced() -> tuple[Text, ...]:
            from portfolio_app.services.keys import replace_recovery_key
            from portfolio_app.services.recovery_check import note_recovery_key_held

            told = replace_recovery_key(opened.vault, proof, key)
            with suppress(EnvironmentRefusedError):  # the new key holds all the same; it is only asked for sooner
                note_recovery_key_held(opened.portfolio)
            return told

        self.tasks.run(replaced, then, owner=owner, failed=failed)

    def unlock_key_of(self, vault: Path, then: Callable[[bytes | None], None], failed: Refused, owner: QObject) -> None:
        """Ask the keyring of the system for the key of a vault, where its owner turned that on."""

        def asked() -> bytes | None:
            from portfolio_app.services.keys import unlock_key_of

            return unlock_key_of(vault)

        self.tasks.run(asked, then, owner=owner, failed=failed, slot="keyring")

    def turn_keyring_on(self, vault: Vault, proof: Proof, then: Told, failed: Refused, owner: QObject) -> None:
        """Let the keyring of the system open the portfolio."""

        def turned() -> tuple[Text, ...]:
            from portfolio_app.services.keys import turn_keyring_on

            return turn_keyring_on(vault, proof)

        self.tasks.run(turned, then, owner=owner, failed=failed)

    def turn_keyring_off(self, vault: Vault, then: Told, failed: Refused, owner: QObject) -> None:
        """Let no keyring open the portfolio any more."""

        def turned() -> tuple[Text, ...]:
            from portfolio_app.services.keys import turn_keyring_off

            return turn_keyring_off(vault)

        self.tasks.run(turned, then, owner=owner, failed=failed)
