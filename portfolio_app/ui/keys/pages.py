"""The pages of the dialog on keys: changing the passphrase, checking and renewing the recovery key, the keyring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.ui.keys.desk import KeyDesk
from portfolio_app.ui.keys.new_passphrase import NEW_PASSPHRASE, NewPassphrase
from portfolio_app.ui.keys.parts import KeyPage
from portfolio_app.ui.keys.proof import KEY_HOLDS, ProofField, RecoveryKeyField
from portfolio_app.ui.keys.recovery_panel import RecoveryKeyPanel
from portfolio_app.ui.look import Look
from portfolio_app.ui.opening import OpenedVault
from portfolio_app.ui.start.home import vault_name
from portfolio_app.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from portfolio_app.services.keys import Proof

CHANGE: Final = Text("Wachtwoordzin wijzigen", "Change the passphrase")
CHECK: Final = Text("Herstelsleutel nakijken", "Check the recovery key")
RENEW: Final = Text("Nieuwe herstelsleutel", "New recovery key")
KEYRING: Final = Text("Openen met de sleutelbos van dit systeem", "Open with this computer’s keyring")

_CHANGE_WHY: Final = Text(
    "Uw gegevens worden niet opnieuw versleuteld: dit is zo gebeurd.",
    "Your records do not have to be encrypted again: this takes only a moment.",
)
_CHANGE_DEED: Final = Text("Wijzigen", "Change")
CHANGED: Final = Text("De nieuwe wachtwoordzin geldt.", "The new passphrase is in effect.")
_PROOF_FIRST: Final = Text("Typ eerst de huidige wachtwoordzin.", "Type the current passphrase first.")
_CHECK_WHY: Final = Text(
    "Typ de herstelsleutel over van uw afdruk. Er wordt niets geopend of veranderd.",
    "Type the recovery key from your printed sheet. Nothing is opened or changed.",
)
_CHECK_DEED: Final = Text("Nakijken", "Check")
_KEY_FIRST: Final = Text("Typ de herstelsleutel over.", "Type the recovery key.")
_RENEW_WHY: Final = Text(
    "Doe dit als het blad kwijt is, of als iemand anders het heeft gezien. De oude sleutel geldt tot u laat zien dat u "
    "de nieuwe hebt.",
    "Do this if the sheet is lost, or if somebody else has seen it. The old key stays valid until you show that "
    "you have the new one.",
)
_RENEW_DEED: Final = Text("Maken", "Make a new key")
_TAKE_DEED: Final = Text("Opgeborgen, in gebruik nemen", "Stored safely; use this key")
_RENEWED: Final = Text(
    "De nieuwe herstelsleutel geldt. Vernietig het blad met de oude.",
    "The new recovery key is in effect. Destroy the sheet with the old one.",
)
_KEYRING_WHY: Final = Text(
    "Het portfolio gaat dan open zodra u Vakdossier start, zonder dat u iets typt. In de sleutelbos staat niet uw "
    "wachtwoordzin, maar een sleutel die alleen hiervoor dient.",
    "The portfolio then opens as soon as you start Vakdossier, without you typing anything. The keyring does not "
    "hold your passphrase, but a key that is only for this.",
)
_KEYRING_DEED: Final = Text("Aanzetten", "Turn on")
_KEYRING_DONE: Final = Text(
    "De sleutelbos van dit systeem opent het portfolio voortaan.",
    "From now on the keyring opens the portfolio.",
)


class ChangePage(KeyPage):
    """Changing the passphrase."""

    def __init__(self, look: Look, desk: KeyDesk, opened: OpenedVault) -> None:
        super().__init__(look, desk, opened, CHANGE, _CHANGE_WHY)
        self.proof = ProofField(look)
        self.passphrase = NewPassphrase(look, desk, NEW_PASSPHRASE, lambda: vault_name(opened.vault))
        self.column.addWidget(self.proof)
        self.column.addSpacing(6)
        self.column.addWidget(self.passphrase)
        self.add_foot(_CHANGE_DEED, self._ask, icon="key-round")
        self.proof.entered.connect(self.passphrase.setFocus)
        self.passphrase.entered.connect(self._ask)
        self.setFocusProxy(self.proof)

    def _ask(self) -> None:
        proof = _proof_on(self, self.proof)
        if proof is None:
            return
        self.desk.prove(
            self.vault,
            proof,
            lambda: self.passphrase.settle(self._change, self._refused),
            self._wrong,
            self,
        )
        self.set_busy(busy=True)

    def _wrong(self, error: VakdossierError) -> None:
        self.refuse(error)
        self.proof.setFocus()

    def _refused(self, words: str) -> None:
        self.set_busy(busy=False)
        self.say(words)

    def _change(self, passphrase: str) -> None:
        from portfolio_app.services.keys import WHAT_A_CHANGE_CANNOT_DO

        proof = self.proof.proof()
        if proof is None:
            return
        self.desk.change_passphrase(
            self.vault,
            proof,
            passphrase,
            lambda told: self.done.emit((CHANGED, *told, WHAT_A_CHANGE_CANNOT_DO)),
            self.refuse,
            self,
        )


class CheckPage(KeyPage):
    """Seeing whether the recovery key still holds."""

    def __init__(self, look: Look, desk: KeyDesk, opened: OpenedVault) -> None:
        super().__init__(look, desk, opened, CHECK, _CHECK_WHY)
        self.key = RecoveryKeyField(look)
        self.column.addWidget(self.key)
        self.add_foot(_CHECK_DEED, self._ask, icon="shield-check")
        self.key.line.returnPressed.connect(self._ask)
        self.setFocusProxy(self.key)

    def _ask(self) -> None:
        typed = self.key.line.text()
        if not typed.strip():
            self.say(self.look.say(_KEY_FIRST))
            return
        self.say("")
        self.set_busy(busy=True)
        unlocked = None if self.opened.read_only else self.opened.unlocked
        self.desk.check_recovery_key(
            self.opened.vault, typed, lambda: self.done.emit((KEY_HOLDS,)), self._slip, self, keep_in=unlocked
        )

    def _slip(self, error: VakdossierError) -> None:
        self.refuse(error)
        self.key.setFocus()


class RenewPage(KeyPage):
    """Making a new recovery key: first the proof, then the key, and only then it counts."""

    def __init__(self, look: Look, desk: KeyDesk, opened: OpenedVault) -> None:
        super().__init__(look, desk, opened, RENEW, _RENEW_WHY)
        self.proof = ProofField(look)
        self.panel: RecoveryKeyPanel | None = None
        self._key = ""
        self._proven: Proof | None = None
        self.column.addWidget(self.proof)
        self._room = QVBoxLayout()
        self.column.addLayout(self._room)
        self.add_foot(_RENEW_DEED, self._ask, icon="key-round")
        self.proof.entered.connect(self._ask)
        self.setFocusProxy(self.proof)

    def _ask(self) -> None:
        if self.panel is not None:
            self._put_to_use(self.panel)
            return
        proof = _proof_on(self, self.proof)
        if proof is None:
            return
        self.say("")
        self.set_busy(busy=True)
        self.desk.prove(self.vault, proof, lambda: self.show_key(proof), self.refuse, self)

    def show_key(self, proof: Proof) -> None:
        """Show the new key, which does not count yet; `proof` was found right."""
        from portfolio_app.services.keys import new_recovery_key

        self._proven = proof
        self._key = new_recovery_key()
        self.proof.forget()
        self.proof.hide()
        self._deed_text = _TAKE_DEED
        self.set_busy(busy=False)
        self.panel = RecoveryKeyPanel(self.look, self.desk, self._key, self.opened.vault)
        self._room.addWidget(self.panel)
        self.button.setEnabled(False)
        self.panel.proven.connect(self.button.setEnabled)
        self.panel.entered.connect(self._ask)
        self.panel.setFocus()

    def _put_to_use(self, panel: RecoveryKeyPanel) -> None:
        if self._proven is None or not panel.is_proven:
            return
        self.set_busy(busy=True)
        self.desk.replace_recovery_key(self.opened.unlocked, self._proven, self._key, self._used, self.refuse, self)

    def _used(self, told: tuple[Text, ...]) -> None:
        if self.panel is not None:
            self.panel.forget()
        self.done.emit((_RENEWED, *told))


class KeyringPage(KeyPage):
    """Letting the keyring of the system open the portfolio."""

    def __init__(self, look: Look, desk: KeyDesk, opened: OpenedVault) -> None:
        from portfolio_app.services.keys import WHAT_THE_KEYRING_MEANS

        super().__init__(look, desk, opened, KEYRING, _KEYRING_WHY)
        self.column.addWidget(plain_label(look.say(WHAT_THE_KEYRING_MEANS)))
        self.proof = ProofField(look)
        self.column.addWidget(self.proof)
        self.add_foot(_KEYRING_DEED, self._ask, icon="key-round")
        self.proof.entered.connect(self._ask)
        self.setFocusProxy(self.proof)

    def _ask(self) -> None:
        proof = _proof_on(self, self.proof)
        if proof is None:
            return
        self.say("")
        self.set_busy(busy=True)
        self.desk.turn_keyring_on(
            self.vault, proof, lambda told: self.done.emit((_KEYRING_DONE, *told)), self.refuse, self
        )


def _proof_on(page: KeyPage, field: ProofField) -> Proof | None:
    """Return what was typed to prove it; while there is nothing the page says that this comes first."""
    proof = field.proof()
    if proof is None:
        page.say(page.look.say(_PROOF_FIRST))
    return proof
