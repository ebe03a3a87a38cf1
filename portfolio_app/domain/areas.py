"""The rooms of a portfolio; apart from what is in them, so that the window can name its pages before that is loaded."""

from __future__ import annotations

from portfolio_app.domain.options import Option


class Area(Option):
    """The room of the portfolio that a record kind belongs to: the pages of the window, in their order."""

    CV = "cv", "Curriculum vitae", "Curriculum vitae"
    EDUCATION = "education", "Scholing & intervisie", "Training & intervision"
    REFLECTION = "reflection", "Reflectie", "Reflection"
    COMPETENCES = "competences", "Competenties", "Competences"
    PLAN = "plan", "Ontwikkelplan", "Development plan"
    LAW = "law", "Wet- en regelgeving", "Laws and regulations"
    PERMISSIONS = "permissions", "Toestemmingen", "Permissions"
    INTEGRITY = "integrity", "Integriteit", "Integrity"
    DOSSIER = "dossier", "Dossier", "Dossier"
