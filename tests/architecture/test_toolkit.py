from __future__ import annotations

import subprocess
import sys


def test_fifty_thousand_calls_into_qt_survive() -> None:
    """PySide6 6.12.0 on Python 3.11 aborted after some five thousand: each call dropped a reference to None."""
    program = """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel()
for number in range(50_000):
    label.setText("x")
print("survived")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout == "survived\n", done.stderr
    assert done.returncode == 0
