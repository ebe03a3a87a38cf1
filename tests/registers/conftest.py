"""The register data that travel with the program, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_app.common.resources import resource
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.loader import load_registers


@pytest.fixture(scope="session")
def register_folder() -> Path:
    return resource("registers")


@pytest.fixture(scope="session")
def registers(register_folder: Path) -> Registers:
    return load_registers(register_folder)
