"""A dossier from 10 to 5,000 pages of evidence: time and memory grow as the pages do, and no faster.

Of every five annexes four are scans, each with bytes of its own, and one is a certificate of two pages.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.bench

ROOT = Path(__file__).parents[2]
PAGES = (10, 100, 1_000, 2_000, 5_000)
SLOWER_AT_MOST = 1.5
"""How much longer a page may take among 5,000 than among 1,000."""

MEMORY_PER_PAGE = 20_000
"""Bytes that a page may cost, however large its scan: its elements, its words in the seal, its place in the file."""

PROGRAM = """
import hashlib, json, random, re, sys, time
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from PIL import Image
from portfolio_app.documents.blocks import Annex, AnnexMedia, Document, Heading
from portfolio_app.documents.evidence.intake import inspect
from portfolio_app.documents.pdf import write_pdf
import portfolio_app.documents.pdf.writer
from tests.documents.evidence_files import certificate

wanted, target = int(sys.argv[1]), Path(sys.argv[2])
grain = Image.frombytes("L", (620, 877), random.Random(1).randbytes(620 * 877))
buffer = BytesIO()
grain.save(buffer, "JPEG", quality=60)
scan, two_pages = buffer.getvalue(), inspect(certificate("Certificaat", pages=2)).prepared

def content(number):
    if number % 5 == 0:
        return two_pages + b"%% %d\\n" % number
    return scan[:2] + b"\\xff\\xfe\\x00\\x0a%08d" % number + scan[2:]

def annex(number):
    label, anchor = f"A-{number}", f"annex-{number}"
    def read():
        return content(number)
    sha256 = hashlib.sha256(read()).hexdigest()
    if number % 5 == 0:
        return Annex(label, label, anchor, "record", "Record", AnnexMedia.PDF, read, sha256, label, read)
    made = Annex(label, label, anchor, "record", "Record", AnnexMedia.JPEG, read, sha256, label)
    return replace(made, open=lambda: BytesIO(read()))

annexes = tuple(annex(number) for number in range(wanted * 5 // 6))
body = (Heading(1, "Record", "record"),)
made = Document("Dossier", "A", "s", "nl", date(2026, 1, 1), body, contents=True, annexes=annexes, sealed=True)
def peak():
    return int(re.search("VmHWM:[^0-9]*([0-9]+)", Path("/proc/self/status").read_text())[1]) * 1024
before, begun, busy = peak(), time.perf_counter(), time.process_time()
result = write_pdf(made, target)
print(json.dumps({
    "pages": sum(each.pages for each in result.annexes), "seconds": time.perf_counter() - begun,
    "cpu": time.process_time() - busy, "memory": peak(), "before": before, "size": result.size,
}))
"""


def made(pages: int, target: Path) -> dict[str, float]:
    command = [sys.executable, "-c", PROGRAM, str(pages), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def test_time_and_memory_grow_as_the_pages_do(tmp_path: Path) -> None:
    rounds = {pages: made(pages, tmp_path / "growth.pdf") for pages in PAGES}
    for each in rounds.values():
        shown = {
            "pages": each["pages"],
            "seconds": round(each["seconds"], 2),
            "pages_per_second": round(each["pages"] / each["seconds"]),
            "cpu_ms_per_page": round(1_000 * each["cpu"] / each["pages"], 2),
            "peak_mb": round(each["memory"] / 1e6),
            "bytes_per_page": round(each["size"] / each["pages"]),
        }
        print(json.dumps(shown))
    some, many = rounds[PAGES[-2]], rounds[PAGES[-1]]
    assert many["cpu"] / many["pages"] <= SLOWER_AT_MOST * some["cpu"] / some["pages"]
    assert many["memory"] - some["memory"] <= MEMORY_PER_PAGE * (many["pages"] - some["pages"])
