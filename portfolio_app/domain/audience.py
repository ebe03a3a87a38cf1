"""Who may see what: the one filter that stands between the vault and every document."""

from __future__ import annotations

from portfolio_app.domain.values.choices import Option


class Audience(Option):
    """Whom a field or a record is meant for, from the widest circle to the narrowest."""

    PUBLIC = "public", "openbaar (cv)", "public (CV)"
    REGISTER = "register", "register (dossier)", "register (dossier)"
    PRIVATE = "private", "alleen ikzelf", "only myself"
    THIRD_PARTY = "third-party", "over een ander", "about somebody else"

    def reaches(self, document: Audience) -> bool:
        """Tell whether what carries this audience may stand in a document for the audience `document`.

        Only documents for the public and for a register exist; what is private or about somebody else reaches neither.
        """
        if document is Audience.PUBLIC:
            return self is Audience.PUBLIC
        if document is Audience.REGISTER:
            return self in (Audience.PUBLIC, Audience.REGISTER)
        return False
