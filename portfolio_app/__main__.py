"""Entry of the program: the window by default, commands without Qt."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """Run what the command line asks for and return the exit code."""
    words = sys.argv[1:]
    if words == ["inspect-evidence"]:
        from portfolio_app.documents.guarding.child import main as look_at_files

        return look_at_files()
    if words == ["check-spelling"]:
        from portfolio_app.documents.spelling.child import main as check_spelling

        return check_spelling()
    if words and not (len(words) == 1 and not words[0].startswith("-") and _is_vault(Path(words[0]))):
        from portfolio_app.cli.main import is_command
        from portfolio_app.cli.main import main as run_command

        if is_command(words[0]) or len(words) > 1:
            return run_command(words)
    from portfolio_app.ui.starting import start_lean

    start_lean()
    from portfolio_app.bootstrap import run_window

    return run_window(Path(words[0]) if words else None)


def _is_vault(path: Path) -> bool:
    """Tell whether a word means a vault to be shown: its folder, or the file in it that a double click gives."""
    return path.is_dir() or (path.name == "vault.json" and path.is_file())


if __name__ == "__main__":
    sys.exit(main())
