"""The sorts of personal data that the program knows by name: what the privacy check looks for and decisions are about.

It stands apart from the check itself, which is loaded only when something is checked.
"""

from __future__ import annotations

from portfolio_app.domain.values.choices import Option


class HitKind(Option):
    """What sort of personal data a hit is, the most telling shape first."""

    EMAIL = "e-mail", "e-mailadres", "e-mail address"
    IBAN = "iban", "IBAN", "IBAN"
    BIRTH_DATE = "birth-date", "geboortedatum", "date of birth"
    PHONE = "phone", "telefoonnummer", "telephone number"
    BSN = "bsn", "BSN", "citizen service number (BSN)"
    ADDRESS = "address", "adres", "address"
    FILE_NUMBER = "file-number", "dossiernummer", "file number"
    NAME = "name", "naam", "name"
