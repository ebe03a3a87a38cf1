"""The libraries and tools that the system itself must have, and getting them with apt where that is allowed."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from machine.console import SetupRefusedError, run_quietly, say

# What Qt loads from the system, and the Debian package that has it. The first need every window, also one that is only
# painted in memory; the second a window on a screen.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


def missing_libraries() -> dict[str, str]:
    """Return the system libraries that Qt wants and that cannot be loaded, each with its Debian package."""
    if not sys.platform.startswith("linux"):
        return {}
    wanted = dict(QT_LIBRARIES)
    if has_screen():
        wanted.update(SCREEN_LIBRARIES)
    return {library: package for library, package in wanted.items() if not loads(library)}


def has_screen() -> bool:
    """Tell whether there is a screen to open a window on."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def loads(library: str) -> bool:
    """Tell whether a shared library can be loaded."""
    import ctypes

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def base_python() -> str:
    """Return the interpreter below any virtual environment that this one may stand in."""
    return getattr(sys, "_base_executable", None) or sys.executable


def lacks_pip() -> bool:
    """Tell whether there is no pip here, and no means to make an environment that has one."""
    if run_quietly([base_python(), "-m", "pip", "--version"])[0] == 0:
        return False
    return run_quietly([base_python(), "-c", "import ensurepip, venv"])[0] != 0


def provide_system_packages(*, needed_libraries: bool, fetching: bool) -> bool:
    """See that the system has what the set-up and Qt need, installing it where that is allowed.

    Args:
        needed_libraries: whether it makes no sense to go on without Qt's libraries.
        fetching: whether a pip and certificates are needed, because packages have yet to come.

    Returns:
        Whether Qt's libraries are all there.

    Raises:
        SetupRefusedError: something needed is missing; says what to type.
    """
    libraries = missing_libraries()
    packages = sorted(set(libraries.values()))
    bootstrapping = []
    if fetching:
        if lacks_pip():
            bootstrapping.append("python3-venv")
        if sys.platform.startswith("linux") and not CERTIFICATES.exists() and shutil.which("apt-get"):
            bootstrapping.append("ca-certificates")
    if not packages and not bootstrapping:
        return True
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        install_with_apt(bootstrapping + packages)
        return True
    if not bootstrapping and not needed_libraries:
        tell_what_to_type(libraries, packages)
        return False
    raise missing_packages(libraries, bootstrapping + packages)


def install_with_apt(packages: list[str]) -> None:
    """Install Debian packages as the superuser.

    Raises:
        SetupRefusedError: apt refused.
    """
    say(f"Systeempakketten installeren: {' '.join(packages)} …", f"Installing system packages: {' '.join(packages)} …")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    # A list that cannot be renewed (of a third party, say) matters only when the packages then cannot be found.
    _, renewing = run_quietly(["apt-get", "update", "-q"], environment)
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    code, installing = run_quietly(install, environment)
    if code:
        raise SetupRefusedError(
            f"apt kon deze pakketten niet installeren: {' '.join(packages)}.",
            f"apt could not install these packages: {' '.join(packages)}.",
            detail=renewing + installing,
        )


def tell_what_to_type(libraries: dict[str, str], packages: list[str]) -> None:
    """Say that no window can be shown, and what would mend it."""
    refusal = missing_packages(libraries, packages)
    say(f"Let op, er kan geen venster worden getoond. {refusal.dutch}", f"No window can be shown. {refusal.english}")


def missing_packages(libraries: dict[str, str], packages: list[str]) -> SetupRefusedError:
    """Return the refusal that names what the system lacks and the one line to type."""
    if shutil.which("apt-get"):
        line = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(packages)}"
        return SetupRefusedError(
            f"Dit systeem mist nog enkele pakketten. Typ deze regel, en start daarna opnieuw:\n\n    {line}\n",
            f"This system lacks some packages. Type this line, then start again:\n\n    {line}\n",
        )
    names = ", ".join(libraries) or ", ".join(packages)
    return SetupRefusedError(
        f"Dit systeem mist: {names}. Installeer dat met uw pakketbeheerder, en start daarna opnieuw.",
        f"This system lacks: {names}. Install that with your package manager, then start again.",
    )
