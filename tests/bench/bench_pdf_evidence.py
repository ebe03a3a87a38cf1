"""A dossier with 300 certificates and 100 scans of 2 to 3 MB against qpdf joining the same files; and its memory.

Both run in fresh processes, in turn. The certificates differ in their words and share a typeface, as those of one
provider do; half of them are archival, half are shown as pictures. They are prepared as when evidence is taken in.

Once the evidence stands in plain files, as it does for qpdf; and once in a real vault, from which the dossier is made
as a person makes it: decrypted, held against its hash, its text looked through for what is private, and entered in
the log.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from portfolio_app.common.clock import FixedClock
from portfolio_app.documents.blocks import Heading, Paragraph, plain
from portfolio_app.documents.evidence.prepare import prepare_pdf
from portfolio_app.domain.records.learning import Activity, ActivityKind
from portfolio_app.domain.records.person import Person
from portfolio_app.services.portfolio import Portfolio
from tests.documents.evidence_files import certificate, scanned
from tests.documents.pdf.reading import document, pdf_of
from tests.vaults import quick_vault

pytestmark = pytest.mark.bench

ROOT = Path(__file__).parents[2]
ROUNDS = 3
BAR = 1.5
BAR_FROM_VAULT = 3.0
CERTIFICATES = 300
SCANS, SHEETS = 100, 10
MORE_MEMORY_AT_MOST = 12_000_000
"""How much memory may grow from 10 scans to 100, in bytes: that of a few scans."""

OURS = """
import hashlib, re, sys, time
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from portfolio_app.documents.blocks import Annex, AnnexMedia, Document, Heading
from portfolio_app.documents.pdf import write_pdf
import portfolio_app.documents.pdf.writer
folder, scans = Path(sys.argv[1]), int(sys.argv[2])
files = sorted(folder.glob("c*.pdf")) + sorted(folder.glob("s*.jpg"))[:scans]
def annex(number, path):
    label, anchor = f"A-{number}", f"annex-{number}"
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    made = Annex(label, label, anchor, "record", "Record", AnnexMedia.PDF, path.read_bytes, sha256, path.name)
    if path.suffix == ".pdf":
        return replace(made, prepared=path.with_suffix(".ready").read_bytes)
    return replace(made, media=AnnexMedia.JPEG, open=partial(path.open, "rb"))
annexes = tuple(annex(number, path) for number, path in enumerate(files))
body = (Heading(1, "Record", "record"),)
made = Document("Dossier", "A", "s", "nl", date(2026, 1, 1), body, contents=True, annexes=annexes, sealed=True)
begun, busy = time.perf_counter(), time.process_time()
result = write_pdf(made, folder / "ours.out")
assert not result.problems
taken, busy = time.perf_counter() - begun, time.process_time() - busy
print(taken, busy, int(re.search("VmHWM:[^0-9]*([0-9]+)", Path("/proc/self/status").read_text())[1]) * 1024)
"""

FROM_VAULT = """
import re, sys, time
from datetime import UTC, date, datetime
from pathlib import Path
from portfolio_app.common.clock import FixedClock
from portfolio_app.services.exports import DossierRequest, write_dossier
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.storage.vault import open_vault
from tests.vaults import RIGHT
import portfolio_app.documents.builders, portfolio_app.documents.pdf.writer
folder = Path(sys.argv[1])
clock = FixedClock(datetime(2026, 6, 2, tzinfo=UTC))
with Portfolio(open_vault(folder / "bench.vakdossier", RIGHT, clock), clock) as portfolio:
    days = {"first": date(2026, 1, 1), "last": date(2026, 6, 1), "dated": date(2026, 6, 2)}
    request = DossierRequest("rnvc", folder / "vault.pdf", mask=True, **days)
    begun, busy = time.perf_counter(), time.process_time()
    write_dossier(portfolio, request)
    taken, busy = time.perf_counter() - begun, time.process_time() - busy
print(taken, busy, int(re.search("VmHWM:[^0-9]*([0-9]+)", Path("/proc/self/status").read_text())[1]) * 1024)
"""

QPDF = """
import hashlib, re, sys, time
from pathlib import Path
import pikepdf
folder, scans = Path(sys.argv[1]), int(sys.argv[2])
files = sorted(folder.glob("c*.pdf")) + sorted(folder.glob("s*.pdf"))[:scans]
begun, busy = time.perf_counter(), time.process_time()
pages = [part for path in files for part in (str(path), "1-z")]
pikepdf.Job(["qpdf", "--empty", "--pages", *pages, "--", "--object-streams=generate", str(folder / "joined.out")]).run()
taken, busy = time.perf_counter() - begun, time.process_time() - busy
print(taken, busy, int(re.search("VmHWM:[^0-9]*([0-9]+)", Path("/proc/self/status").read_text())[1]) * 1024)
"""


# The peak that getrusage tells is at least that of the process which started this one; the kernel's own is not.
def run(program: str, folder: Path, scans: int) -> tuple[float, float, float]:
    command = [sys.executable, "-c", program, str(folder), str(scans)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    seconds, busy, memory = done.stdout.split()
    return float(seconds), float(busy), float(memory)


def scan(seed: int) -> bytes:
    """A page at 300 dots per inch with the grain that makes scans large."""
    grain = Image.frombytes("L", (1240, 1754), random.Random(seed).randbytes(1240 * 1754)).resize((2480, 3508))
    paper = Image.blend(Image.merge("RGB", (grain, grain, grain)), Image.new("RGB", grain.size, "white"), 0.72)
    buffer = BytesIO()
    paper.save(buffer, "JPEG", quality=88)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evidence")
    for number in range(CERTIFICATES):
        title = f"Certificaat {number}"
        words = plain(f"Certificaat {number} van deelname aan een scholing. " * 30)
        if number % 2:
            made = pdf_of(document(Heading(1, title, "h"), Paragraph(words), title=title))
        else:
            made = certificate(title, pages=1 + number % 3)
        prepared = prepare_pdf(made)
        (folder / f"c{number:03d}.pdf").write_bytes(prepared.content)
        (folder / f"c{number:03d}.ready").write_bytes(prepared.ready())
    sheets = [scan(seed) for seed in range(SHEETS)]
    for number in range(SCANS):
        # A comment of its own makes every scan a file of its own.
        sheet = sheets[number % SHEETS]
        own = sheet[:2] + b"\xff\xfe\x00\x06%04d" % number + sheet[2:]
        (folder / f"s{number:03d}.jpg").write_bytes(own)
        (folder / f"s{number:03d}.pdf").write_bytes(scanned(own))
    return folder


@pytest.fixture(scope="module")
def vault(folder: Path) -> Path:
    """The same files as evidence in a vault, each of an activity of its own."""
    clock = FixedClock(datetime(2026, 6, 2, tzinfo=UTC))
    with Portfolio(quick_vault(folder / "bench.vakdossier", clock).vault, clock) as portfolio:
        portfolio.add(Person.kind, {"given_names": "Noor", "surname": "Verzonnen"})
        kind = next(iter(ActivityKind))
        for path in [*sorted(folder.glob("c*.pdf")), *sorted(folder.glob("s*.jpg"))]:
            values = {"activity_kind": kind, "name": f"Scholing {path.stem}", "start": date(2026, 3, 2)}
            portfolio.attach(portfolio.add(Activity.kind, values).record.id, path)
    return folder


def test_evidence_takes_at_most_half_more_than_joining_it(folder: Path) -> None:
    rounds = [(run(OURS, folder, SCANS), run(QPDF, folder, SCANS)) for _ in range(ROUNDS)]
    ours, joined = ([statistics.median(each[side][what] for each in rounds) for what in (0, 1)] for side in (0, 1))
    figures = {
        "ours_s": round(ours[0], 2),
        "qpdf_s": round(joined[0], 2),
        "ratio": round(ours[0] / joined[0], 2),
        "ours_cpu_s": round(ours[1], 2),
        "qpdf_cpu_s": round(joined[1], 2),
        "ratio_cpu": round(ours[1] / joined[1], 2),
    }
    size, theirs = ((folder / name).stat().st_size for name in ("ours.out", "joined.out"))
    print(json.dumps(figures | {"megabytes": size // 1_000_000, "share_of_joined_size": round(size / theirs, 3)}))
    assert ours[0] <= BAR * joined[0], figures


def test_a_dossier_from_a_vault(vault: Path) -> None:
    rounds = [(run(FROM_VAULT, vault, SCANS), run(QPDF, vault, SCANS)) for _ in range(ROUNDS)]
    ours, joined = ([statistics.median(each[side][what] for each in rounds) for what in (0, 1, 2)] for side in (0, 1))
    with pikepdf.open(vault / "vault.pdf") as pdf:
        pages = len(pdf.pages)
    size = (vault / "vault.pdf").stat().st_size
    figures = {
        "ours_s": round(ours[0], 2),
        "qpdf_s": round(joined[0], 2),
        "ratio": round(ours[0] / joined[0], 2),
        "ratio_cpu": round(ours[1] / joined[1], 2),
        "peak_mb": round(ours[2] / 1e6),
        "pages": pages,
        "pages_per_second": round(pages / ours[0]),
        "bytes_per_page": round(size / pages),
        "share_of_joined_size": round(size / (vault / "joined.out").stat().st_size, 3),
    }
    print(json.dumps(figures))
    assert ours[0] <= BAR_FROM_VAULT * joined[0], figures


def test_memory_does_not_grow_with_the_scans(folder: Path) -> None:
    few, many = (run(OURS, folder, scans)[2] for scans in (10, SCANS))
    size = sum(path.stat().st_size for path in sorted(folder.glob("s*.jpg"))[10:])
    figures = {"few_mb": few // 1e6, "many_mb": many // 1e6, "scans_mb": size // 1e6}
    print(json.dumps(figures))
    assert many - few <= MORE_MEMORY_AT_MOST, figures
