"""The names of the files within a dossier."""

from __future__ import annotations

from typing import Final

SEAL_NAME: Final = "vakdossier-seal.json"
DATA_NAME: Final = "dossier.json"
