"""The recovery key on paper: a PDF to print or to save, made in memory until the person says where it goes."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final

from portfolio_app.common.atomic import write_atomically
from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Language, Text
from portfolio_app.storage.header import read_header
from portfolio_app.storage.recovery_key import RecoveryKey

_SAVING: Final = Text("Het bewaren van het blad met de herstelsleutel", "Saving the sheet with the recovery key")
_MARK_SIGNS: Final = 8


def recovery_sheet(recovery_key: str, vault: Path, *, made_on: date, language: Language) -> bytes:
    """Return the sheet with a recovery key as a tagged, archival PDF of one page.

    Args:
        recovery_key: as it is printed.
        vault: the folder of the vault that it opens.
        made_on: the day on which the key was made.
        language: of the sheet.

    Raises:
        NotAVaultError, DamagedHeaderError, EnvironmentRefusedError: there is no vault that can be read.
    """
    from portfolio_app.documents.builders.recovery_sheet import RecoverySheet, build_recovery_sheet
    from portfolio_app.documents.pdf import write_pdf

    sheet = RecoverySheet(
        groups=RecoveryKey.parse(recovery_key).groups(),
        portfolio=vault.name.removesuffix(".vakdossier"),
        mark=read_header(vault).header.vault_id[:_MARK_SIGNS],
        made_on=made_on,
    )
    written = BytesIO()
    write_pdf(build_recovery_sheet(sheet, language), written, name_missing_glyphs=True)
    return written.getvalue()


def save_recovery_sheet(content: bytes, target: Path, vault: Path) -> None:
    """Write a sheet to `target`, readable by its owner only.

    Raises:
        WrongUseError: it would stand in the vault itself, or be no `.pdf`; nothing was written.
        EnvironmentRefusedError: the system refused; nothing was written.
    """
    if target.suffix.lower() != ".pdf":
        raise WrongUseError(
            Text("Het blad met de herstelsleutel is een pdf.", "The sheet with the recovery key is a PDF."),
            Text("Kies een naam die eindigt op .pdf.", "Choose a name that ends in .pdf."),
        )
    if target.resolve().is_relative_to(vault.resolve()):
        raise WrongUseError(
            Text(
                "Een herstelsleutel hoort niet in het portfolio dat hij opent.",
                "A recovery key does not belong inside the portfolio that it opens.",
            ),
            Text("Druk hem af, of bewaar hem op een ander medium.", "Print it, or keep it on another medium."),
        )
    write_atomically(target, content, _SAVING)
