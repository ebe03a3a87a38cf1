"""The window on screens of another scale than 100 %: nothing cut off, nothing on top of each other, nothing blurred.

One scale is looked at each time; all of them with `VAKDOSSIER_SCALES="1.25 1.5 2 3"`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOM = (1280, 720)
"""What is left of the largest screen at the largest scale: 3840×2160 at 300 %."""

SCALES = os.environ.get("VAKDOSSIER_SCALES", "1.5").split()


@pytest.mark.parametrize("scale", SCALES)
def test_every_place_is_whole_and_sharp_on_a_finer_screen(checkout: Path, tmp_path: Path, scale: str) -> None:
    width, height = (round(side * float(scale)) for side in ROOM)
    screen = {"name": "fine", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
    screens = tmp_path / "screens.json"
    screens.write_text(json.dumps({"screens": [screen]}))
    platform = f"offscreen:configfile={screens}"
    walked = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-n",
            "0",
            "-p",
            "no:cacheprovider",
            "--show-capture=no",
            "tests/ui/acceptance/at_scale.py",
        ],
        cwd=checkout,
        env={**os.environ, "QT_QPA_PLATFORM": platform, "QT_SCALE_FACTOR": scale},
        capture_output=True,
        text=True,
        check=False,
    )
    assert walked.returncode == 0, walked.stdout
