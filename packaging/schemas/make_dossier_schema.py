"""Write the published schema of a dossier's data from the declarations of the record kinds.

To be run after a change of the declarations: `python packaging/schemas/make_dossier_schema.py`. A change that old
readers would misunderstand raises the number in `FORMAT` first, and gets a file of its own.
"""

import json
from pathlib import Path

from portfolio_app.documents.data import FORMAT, dossier_schema

NUMBER = FORMAT.rpartition("/")[2]
TARGET = Path(__file__).resolve().parents[2] / "resources" / "schemas" / f"dossier-{NUMBER}.schema.json"

TARGET.write_text(json.dumps(dossier_schema(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
print(f"written: {TARGET.name}")
