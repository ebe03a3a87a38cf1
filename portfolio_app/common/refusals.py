"""What the operating system refused, said in the person's own words.

One translation for the whole program: whoever catches an `OSError` writes

    raise refusal_from(error, Text("Het dossier opslaan", "Saving the dossier")) from error

and the person reads "Het dossier opslaan is niet gelukt: de schijf is vol. Maak ruimte vrij en probeer het opnieuw."
The path stays out of the message on purpose: file names tell about people, and messages reach the log.
"""

from __future__ import annotations

import errno
from types import MappingProxyType
from typing import Final, NamedTuple

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import Text, same_in_both

_SENTENCE: Final = Text("{what} is niet gelukt: {reason}.", "{what} did not succeed: {reason}.")


class _Refusal(NamedTuple):
    """Why the system refused, and what the person can do about it."""

    reason: Text
    remedy: Text


_FULL: Final = _Refusal(
    Text("de schijf is vol", "the disk is full"),
    Text("Maak ruimte vrij en probeer het opnieuw.", "Free some space and try again."),
)
_QUOTA: Final = _Refusal(
    Text("uw ruimte op deze schijf is op", "your allowance on this disk is used up"),
    Text(
        "Maak ruimte vrij of kies een andere plaats, en probeer het opnieuw.",
        "Free some space or choose another place, and try again.",
    ),
)
_READ_ONLY: Final = _Refusal(
    Text("deze plaats is alleen-lezen", "this place is read-only"),
    Text("Kies een plaats waar u mag schrijven.", "Choose a place where you may write."),
)
_DENIED: Final = _Refusal(
    Text("u hebt daar geen rechten op dit bestand of deze map", "you have no rights to this file or folder"),
    Text(
        "Kies een andere plaats, of vraag de beheerder van deze computer om toegang.",
        "Choose another place, or ask whoever manages this computer for access.",
    ),
)
_IN_USE: Final = _Refusal(
    Text("het bestand is in gebruik door een ander programma", "the file is in use by another program"),
    Text(
        "Sluit dat programma (of wacht tot de synchronisatie klaar is) en probeer het opnieuw.",
        "Close that program (or wait until synchronising is done) and try again.",
    ),
)
_MISSING: Final = _Refusal(
    Text("het bestand of de map bestaat niet", "the file or folder does not exist"),
    Text(
        "Controleer de naam, en of de schijf of stick is aangesloten.",
        "Check the name, and whether the disk or stick is connected.",
    ),
)
_EXISTS: Final = _Refusal(
    Text("er staat al iets met die naam", "something with that name already exists"),
    Text("Kies een andere naam.", "Choose another name."),
)
_NOT_A_FOLDER: Final = _Refusal(
    Text("een deel van het pad is geen map", "a part of the path is not a folder"),
    Text("Controleer de plaats die u hebt gekozen.", "Check the place that you chose."),
)
_IS_A_FOLDER: Final = _Refusal(
    Text("dit is een map en geen bestand", "this is a folder and not a file"),
    Text("Kies een bestandsnaam.", "Choose a file name."),
)
_NAME: Final = _Refusal(
    Text(
        "de naam is te lang of bevat tekens die hier niet mogen",
        "the name is too long or has characters not allowed here",
    ),
    Text("Kies een kortere, gewone naam.", "Choose a shorter, plain name."),
)
_TOO_BIG: Final = _Refusal(
    Text("het bestand is te groot voor deze schijf", "the file is too big for this disk"),
    Text("Kies een andere schijf.", "Choose another disk."),
)
_DEVICE: Final = _Refusal(
    Text("de schijf meldt een fout", "the disk reports an error"),
    Text(
        "De schijf kan beschadigd of losgeraakt zijn. Maak eerst een reservekopie op een andere schijf.",
        "The disk may be damaged or disconnected. First make a backup on another disk.",
    ),
)
_NETWORK_PLACE: Final = _Refusal(
    Text("de netwerkschijf antwoordt niet", "the network drive does not answer"),
    Text(
        "Herstel de verbinding of kies een plaats op deze computer.",
        "Restore the connection or choose a place on this computer.",
    ),
)
_EXHAUSTED: Final = _Refusal(
    Text("de computer heeft te veel tegelijk open", "the computer has too much open at once"),
    Text("Sluit andere programma's en probeer het opnieuw.", "Close other programs and try again."),
)
_UNKNOWN_REMEDY: Final = Text(
    "Probeer het opnieuw, of kies een andere plaats.",
    "Try again, or choose another place.",
)

_REFUSALS_BY_NAME: Final = {
    "ENOSPC": _FULL,
    "EDQUOT": _QUOTA,
    "EROFS": _READ_ONLY,
    "EACCES": _DENIED,
    "EPERM": _DENIED,
    "EBUSY": _IN_USE,
    "ETXTBSY": _IN_USE,
    "ENOENT": _MISSING,
    "ENXIO": _MISSING,
    "ENODEV": _MISSING,
    "EEXIST": _EXISTS,
    "ENOTEMPTY": _EXISTS,
    "ENOTDIR": _NOT_A_FOLDER,
    "ELOOP": _NOT_A_FOLDER,
    "EISDIR": _IS_A_FOLDER,
    "ENAMETOOLONG": _NAME,
    "EILSEQ": _NAME,
    "EINVAL": _NAME,
    "EFBIG": _TOO_BIG,
    "EIO": _DEVICE,
    "ESTALE": _NETWORK_PLACE,
    "ETIMEDOUT": _NETWORK_PLACE,
    "ENOTCONN": _NETWORK_PLACE,
    "EHOSTDOWN": _NETWORK_PLACE,
    "EHOSTUNREACH": _NETWORK_PLACE,
    "EMFILE": _EXHAUSTED,
    "ENFILE": _EXHAUSTED,
    "ENOMEM": _EXHAUSTED,
}
# Not every system knows every name (Windows has no EHOSTDOWN in some versions), hence the detour by name.
_REFUSALS: Final = MappingProxyType(
    {getattr(errno, name): refusal for name, refusal in _REFUSALS_BY_NAME.items() if hasattr(errno, name)}
)

# Windows folds several of its own codes into EACCES or EINVAL; these say more than the errno they become.
_WINDOWS_REFUSALS: Final = MappingProxyType(
    {
        19: _READ_ONLY,  # ERROR_WRITE_PROTECT
        21: _MISSING,  # ERROR_NOT_READY: no disk in the drive
        32: _IN_USE,  # ERROR_SHARING_VIOLATION
        33: _IN_USE,  # ERROR_LOCK_VIOLATION
        39: _FULL,  # ERROR_HANDLE_DISK_FULL
        53: _NETWORK_PLACE,  # ERROR_BAD_NETPATH
        64: _NETWORK_PLACE,  # ERROR_NETNAME_DELETED
        112: _FULL,  # ERROR_DISK_FULL
        206: _NAME,  # ERROR_FILENAME_EXCED_RANGE
        1295: _QUOTA,  # ERROR_DISK_QUOTA_EXCEEDED
    }
)


class NoRoomError(EnvironmentRefusedError):
    """There is no room left on the disk, or in what the person may use of it."""


def refusal_from(error: OSError, what: Text) -> EnvironmentRefusedError:
    """Return the error to raise for what the operating system refused; a `NoRoomError` where room is what it lacks.

    Args:
        error: what the system said.
        what: the deed that failed, as a phrase that "is niet gelukt" / "did not succeed" completes:
            `Text("Het dossier opslaan", "Saving the dossier")`. No names of people, no paths.
    """
    refusal = _refusal_for(error)
    kind = NoRoomError if refusal in (_FULL, _QUOTA) else EnvironmentRefusedError
    return kind(_SENTENCE.fill(what=what, reason=refusal.reason), refusal.remedy)


def _refusal_for(error: OSError) -> _Refusal:
    windows_code: int | None = getattr(error, "winerror", None)
    if windows_code is not None and windows_code in _WINDOWS_REFUSALS:
        return _WINDOWS_REFUSALS[windows_code]
    if error.errno is not None and error.errno in _REFUSALS:
        return _REFUSALS[error.errno]
    return _Refusal(_unknown_reason(error), _UNKNOWN_REMEDY)


def _unknown_reason(error: OSError) -> Text:
    code = same_in_both(errno.errorcode.get(error.errno or 0, type(error).__name__))
    return Text("het systeem weigerde ({code})", "the system refused ({code})").fill(code=code)
