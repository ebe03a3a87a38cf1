"""What can be wrong with an archive, each with its own type, so that a caller can offer the right way out."""

from __future__ import annotations

from typing import Final

from portfolio_app.common.errors import EnvironmentRefusedError, WrongUseError
from portfolio_app.common.text import NO_TEXT, Text

_UNTOUCHED: Final = Text("Er is niets overgenomen.", "Nothing was imported.")
_ANOTHER_COPY: Final = Text(
    "Er is niets overgenomen. Gebruik een ander exemplaar van het archief, of maak het opnieuw.",
    "Nothing was imported. Use another copy of the archive, or make it again.",
)


class NotAnArchiveError(WrongUseError):
    """The file is no archive of this program: no zip file at all, or one of something else."""

    def __init__(self) -> None:
        super().__init__(
            Text("Dit bestand is geen archief van Vakdossier.", "This file is not a Vakdossier archive."),
            Text(
                "Kies het zip-bestand dat “export” heeft gemaakt, zonder het uit te pakken.",
                "Choose the zip file that “export” made, without unpacking it.",
            ),
        )


class DamagedArchiveError(EnvironmentRefusedError):
    """The archive is not as it was made: cut off, altered, or with a file too many or too few.

    Args:
        why: what is wrong, as the end of a sentence.
    """

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text("Het archief is beschadigd: {why}", "The archive is damaged: {why}").fill(why=why), _ANOTHER_COPY
        )


class UnsafeArchiveError(EnvironmentRefusedError):
    """The archive holds what no archive of ours holds: a path that leads elsewhere, a bomb, a link.

    Args:
        why: what is wrong, as the end of a sentence.
    """

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text("Het archief is niet te vertrouwen: {why}", "The archive cannot be trusted: {why}").fill(why=why),
            Text(
                "Er is niets overgenomen. Open het archief niet met een ander programma als u niet weet waar het "
                "vandaan komt.",
                "Nothing was imported. Do not open the archive with another program if you do not know where it "
                "came from.",
            ),
        )


class TooLargeArchiveError(EnvironmentRefusedError):
    """The archive goes beyond a limit; see `limits`.

    Args:
        what: which limit, as the end of a sentence.
    """

    def __init__(self, what: Text) -> None:
        super().__init__(
            Text("Het archief gaat over een grens: {what}", "The archive exceeds a limit: {what}").fill(what=what),
            _UNTOUCHED,
        )


class NewerArchiveError(EnvironmentRefusedError):
    """A newer version of the program made the archive."""

    def __init__(self, why: Text = NO_TEXT) -> None:
        super().__init__(
            Text(
                "Dit archief is gemaakt met een nieuwere versie van het programma. {why}",
                "This archive was made with a newer version of the program. {why}",
            ).fill(why=why),
            Text(
                "Er is niets overgenomen. Werk het programma bij en probeer het opnieuw.",
                "Nothing was imported. Update the program and try again.",
            ),
        )


class ProtectedArchiveError(EnvironmentRefusedError):
    """The archive is protected by a passphrase, and none was given."""

    def __init__(self) -> None:
        super().__init__(
            Text("Dit archief is beveiligd met een wachtwoordzin.", "This archive is protected by a passphrase."),
            Text(
                "Geef de wachtwoordzin van het archief; dat is niet die van het portfolio.",
                "Give the passphrase of the archive, which is not the one of the portfolio.",
            ),
        )


class WrongArchivePassphraseError(EnvironmentRefusedError):
    """The passphrase does not open the archive."""

    def __init__(self) -> None:
        super().__init__(
            Text("Deze wachtwoordzin opent het archief niet.", "This passphrase does not open the archive."),
            Text(
                "Let op hoofdletters en spaties; het is de wachtwoordzin die bij het maken van het archief is gekozen.",
                "Check capitals and spaces; it is the passphrase that was chosen when the archive was made.",
            ),
        )


class WeakPassphraseError(WrongUseError):
    """The passphrase is too easily guessed to protect an archive that may end up anywhere.

    Args:
        suggestion: one that is strong enough.
    """

    def __init__(self, suggestion: str) -> None:
        super().__init__(
            Text(
                "Deze wachtwoordzin is te gemakkelijk te raden voor een bestand dat overal terecht kan komen.",
                "This passphrase is too easy to guess for a file that may end up anywhere.",
            ),
            Text(
                "Neem minstens vijf woorden die niets met elkaar te maken hebben, of dit: {suggestion}",
                "Use at least five unrelated words, or this: {suggestion}",
            ).fill(suggestion=suggestion),
        )


class RecordInArchiveError(EnvironmentRefusedError):
    """A record or an entry of the history in the archive is not one that the program could have written.

    Args:
        place: the file in the archive, one of ours.
        number: the how manieth it is.
        why: what is wrong with it.
    """

    def __init__(self, place: str, number: int, why: Text) -> None:
        super().__init__(
            Text("{place}, nummer {number}: {why}", "{place}, number {number}: {why}").fill(
                place=place, number=number, why=why
            ),
            _UNTOUCHED,
        )
