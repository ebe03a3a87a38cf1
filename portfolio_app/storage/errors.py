"""What can go wrong with a vault, each with its own type, so that a caller can offer the right way out."""

from __future__ import annotations

from portfolio_app.common.errors import EnvironmentRefusedError, WrongUseError
from portfolio_app.common.text import Text


class NotAVaultError(WrongUseError):
    """What was named is no vault: nothing there, a file, a foreign folder, or a vault that was never finished."""


class FolderNotEmptyError(WrongUseError):
    """A new vault was asked for where something already stands."""


class WeakSecretError(WrongUseError):
    """A passphrase cannot be used, because it is empty."""


class RecoveryKeyTypoError(WrongUseError):
    """What was typed cannot be a recovery key: a sign too many or too few, or a typing error."""


class WrongPassphraseError(EnvironmentRefusedError):
    """The passphrase does not open this vault."""

    def __init__(self) -> None:
        super().__init__(
            Text("Deze wachtwoordzin opent het portfolio niet.", "This passphrase does not open the portfolio."),
            Text(
                "Let op hoofdletters en de taal van het toetsenbord. Bent u de zin kwijt, dan opent de "
                "herstelsleutel het portfolio.",
                "Check capitals and the keyboard language. If you have lost it, the recovery key opens the portfolio.",
            ),
        )


class WrongRecoveryKeyError(EnvironmentRefusedError):
    """The recovery key is well formed, but belongs to another vault or was replaced."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Deze herstelsleutel hoort niet of niet meer bij dit portfolio.",
                "This recovery key does not belong to this portfolio, or no longer does.",
            ),
            Text(
                "Zoek de nieuwste herstelsleutel van dit portfolio, of gebruik de wachtwoordzin.",
                "Look for the newest recovery key of this portfolio, or use the passphrase.",
            ),
        )


class WrongUnlockKeyError(EnvironmentRefusedError):
    """What the keyring of the system keeps does not open this vault, or the vault no longer allows it."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Wat in de sleutelbos van het systeem staat, opent dit portfolio niet meer.",
                "What is stored in the keyring no longer opens this portfolio.",
            ),
            Text(
                "Open het portfolio met de wachtwoordzin en zet het openen met de sleutelbos opnieuw aan.",
                "Open the portfolio with the passphrase and turn on opening with the keyring again.",
            ),
        )


class KeysCopyStaleError(EnvironmentRefusedError):
    """New keys hold, but the copy of the key file still has the old ones; the next opening renews it.

    Args:
        cause: why it could not be written.
    """

    def __init__(self, cause: EnvironmentRefusedError) -> None:
        super().__init__(
            Text(
                "De nieuwe sleutels gelden, maar de reserve van het sleutelbestand kon niet worden vernieuwd.",
                "The new keys are in effect, but the copy of the key file could not be renewed.",
            ),
            Text(
                "Open het portfolio nog een keer als dit is opgelost; dan gebeurt dat alsnog. De oorzaak: {cause}",
                "Open the portfolio once more when this is solved; the copy is then renewed. The cause: {cause}",
            ).fill(cause=cause.message),
        )


class WrongDataKeyError(EnvironmentRefusedError):
    """A key kept elsewhere, such as in the keyring, is not this vault's."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "De bewaarde sleutel hoort niet bij dit portfolio.", "The stored key does not belong to this portfolio."
            ),
            Text("Open het portfolio met de wachtwoordzin.", "Open the portfolio with the passphrase."),
        )


class NewerVaultError(EnvironmentRefusedError):
    """The vault was written by a newer version of the program; it was not touched."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Dit portfolio is gemaakt met een nieuwere versie van het programma; er is niets aan veranderd.",
                "This portfolio was made with a newer version of the program; nothing in it was changed.",
            ),
            Text(
                "Werk het programma bij en open het portfolio opnieuw.",
                "Update the program and open the portfolio again.",
            ),
        )


class OlderVaultError(EnvironmentRefusedError):
    """The vault must first be brought to today's schema, which needs writing, and it was opened for reading only."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Dit portfolio is gemaakt met een oudere versie van het programma en moet eerst worden bijgewerkt.",
                "This portfolio was made with an older version of the program and must be updated first.",
            ),
            Text(
                "Open het portfolio één keer om te bewerken; vooraf wordt een reservekopie gemaakt.",
                "Open the portfolio once for editing; a backup is made first.",
            ),
        )


class UnfinishedChangeError(EnvironmentRefusedError):
    """A process was killed in the middle of a change, which must be rolled back, and that needs writing."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Het programma is de vorige keer midden in een wijziging gestopt; "
                "die moet eerst worden teruggedraaid, en hier kan niet worden geschreven.",
                "Last time the program was stopped in the middle of a change; that must be rolled back first, "
                "and nothing can be written here.",
            ),
            Text(
                "Open het portfolio één keer om te bewerken, op een plaats waar u mag schrijven. Alles wat "
                "bewaard was, blijft.",
                "Open the portfolio once for editing, in a place where you may write. Everything that was saved stays.",
            ),
        )


class DamagedHeaderError(EnvironmentRefusedError):
    """The file with the wrapped keys cannot be read, and its copy cannot either."""


class DamagedDatabaseError(EnvironmentRefusedError):
    """The database cannot be read although the key is the right one."""

    def __init__(self) -> None:
        super().__init__(
            Text("De database van het portfolio is beschadigd.", "The portfolio’s database is damaged."),
            Text(
                "Zet de laatste goede reservekopie terug; laat het beschadigde portfolio staan tot dat is gelukt.",
                "Restore the last good backup; keep the damaged portfolio until that has succeeded.",
            ),
        )


class VaultFileGoneError(EnvironmentRefusedError):
    """The database was moved, replaced or deleted while it was open: what was written last went nowhere."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "De database van het portfolio is verplaatst, vervangen of verwijderd terwijl het portfolio open "
                "was; de laatste wijziging is niet bewaard.",
                "The portfolio’s database was moved, replaced or deleted while the portfolio was open; the last "
                "change was not saved.",
            ),
            Text(
                "Zet de map van het portfolio terug op haar plaats (kijk ook in de prullenbak van de computer en "
                "bij het synchronisatieprogramma) en open het portfolio opnieuw.",
                "Put the folder of the portfolio back in its place (look in the computer’s recycle bin and the "
                "sync program too) and open the portfolio again.",
            ),
        )


class VaultReadOnlyError(EnvironmentRefusedError):
    """Writing was asked of a vault that was opened for reading only."""

    def __init__(self) -> None:
        super().__init__(
            Text("Het portfolio is alleen-lezen geopend.", "The portfolio is open read-only."),
            Text("Sluit het portfolio en open het om te bewerken.", "Close the portfolio and open it for editing."),
        )


class EvidenceMissingError(EnvironmentRefusedError):
    """A file of evidence is not in the vault.

    Attributes:
        sha256: the hash of the content that is missing.
    """

    def __init__(self, sha256: str) -> None:
        super().__init__(
            Text("Een bewijsstuk ontbreekt in het portfolio.", "A piece of evidence is missing from the portfolio."),
            Text(
                "Zet het terug uit een reservekopie, of voeg het originele bestand opnieuw toe.",
                "Restore it from a backup, or add the original file again.",
            ),
        )
        self.sha256 = sha256


class EvidenceDamagedError(EnvironmentRefusedError):
    """A file of evidence was altered or cut off.

    Attributes:
        sha256: the hash of the content that should be there.
    """

    def __init__(self, sha256: str) -> None:
        super().__init__(
            Text("Een bewijsstuk in het portfolio is beschadigd.", "A piece of evidence in the portfolio is damaged."),
            Text(
                "Zet het terug uit een reservekopie, of voeg het originele bestand opnieuw toe.",
                "Restore it from a backup, or add the original file again.",
            ),
        )
        self.sha256 = sha256


class RecordMissingError(WrongUseError):
    """There is no record with that id."""

    def __init__(self, record_id: str) -> None:
        super().__init__(
            Text("Er is geen gegeven met kenmerk {id}.", "There is no record with id {id}.").fill(id=record_id[:60])
        )


class RecordRefusedError(WrongUseError):
    """A record cannot be kept as it is; the message says which field and why."""


class NothingToUndoError(WrongUseError):
    """There is no operation that can be undone or done again."""


class ChangedSinceError(WrongUseError):
    """The record was changed by something else since it was read, so it was not overwritten."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Dit gegeven is intussen op een andere plaats gewijzigd; uw wijziging heeft de andere niet "
                "overschreven.",
                "This record was changed elsewhere in the meantime; your change did not overwrite the other one.",
            ),
            Text("Bekijk het gegeven opnieuw en wijzig het dan.", "Look at the record again, and then change it."),
        )
