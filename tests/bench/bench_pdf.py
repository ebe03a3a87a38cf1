"""A tagged archival dossier of about 150 pages against Typst making the same content to the same standards.

Both run in fresh processes, in turn, so that a busy moment of the machine hits both. Needs the `typst` package beside
the development dependencies: `pip install typst`.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.bench

HERE = Path(__file__).parent
ROUNDS = 5
BAR = 0.5

OURS = """
import time
from tests.bench import pdf_content
from pathlib import Path
from portfolio_app.documents.pdf import write_pdf
import portfolio_app.documents.pdf.writer
document = pdf_content.as_document(pdf_content.content())
begun = time.perf_counter()
result = write_pdf(document, Path({out!r}))
print(time.perf_counter() - begun, result.pages)
"""

TYPST = """
import time
import pathlib, typst
from tests.bench import pdf_content
folder = pathlib.Path({folder!r})
(folder / "data.json").write_bytes(pdf_content.as_json(pdf_content.content()))
(folder / "main.typ").write_text(pathlib.Path({template!r}).read_text("utf-8"), "utf-8")
begun = time.perf_counter()
typst.compile(
    folder / "main.typ", output={out!r}, root=folder, font_paths=[{fonts!r}], ignore_system_fonts=True,
    pdf_standards=["a-3a", "ua-1"]
)
print(time.perf_counter() - begun, 0)
"""


def timed(program: str) -> tuple[float, int]:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=HERE.parents[1]
    )
    seconds, pages = done.stdout.split()
    return float(seconds), int(pages)


def page_count(path: Path) -> int:
    import pikepdf

    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def test_a_tagged_dossier_takes_at_most_half_of_what_typst_takes(tmp_path: Path) -> None:
    pytest.importorskip("typst", reason="the typst package is not installed; pip install typst")
    fonts = str(HERE.parents[1] / "resources" / "fonts")
    ours_out, typst_out = tmp_path / "ours.pdf", tmp_path / "typst.pdf"
    ours = OURS.format(out=str(ours_out))
    theirs = TYPST.format(folder=str(tmp_path), template=str(HERE / "pdf_content.typ"), out=str(typst_out), fonts=fonts)
    rounds = [(timed(ours)[0], timed(theirs)[0]) for _ in range(ROUNDS)]
    our_median, typst_median = (statistics.median(side) for side in zip(*rounds, strict=True))
    figures = {
        "ours_s": round(our_median, 3),
        "typst_s": round(typst_median, 3),
        "ratio": round(our_median / typst_median, 3),
        "pages": [page_count(ours_out), page_count(typst_out)],
        "kilobytes": [ours_out.stat().st_size // 1000, typst_out.stat().st_size // 1000],
    }
    print(json.dumps(figures))
    assert our_median <= BAR * typst_median, figures
