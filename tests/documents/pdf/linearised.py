"""What qpdf says of the layout of a file for the web."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pikepdf


def complaints(content: bytes) -> list[str]:
    """What is wrong with a file as one that can be shown before it is there as a whole; empty when nothing is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.pdf"
        path.write_bytes(content)
        with pikepdf.open(path) as pdf:
            if not pdf.is_linearized:
                return ["not linearised"]
        job = pikepdf.Job(["qpdf", "--check-linearization", str(path)])
        job.run()
        return [] if job.exit_code == 0 else [f"exit code {job.exit_code}"]
