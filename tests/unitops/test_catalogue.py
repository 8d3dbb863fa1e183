"""The trades' lists of operations are complete, and asking for one reads no other."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import unitops
from unitops.catalogue import NOT_TRADES, catalogue
from unitops.declaration.operation import UnitOperation

ROOT = Path(__file__).parents[2]


def written() -> dict[str, str]:
    """Name and module of every unit operation in the folders of the trades."""
    found: dict[str, str] = {}
    for folder in pkgutil.iter_modules(unitops.__path__):
        if not folder.ispkg or folder.name in NOT_TRADES:
            continue
        package = importlib.import_module(f"unitops.{folder.name}")
        for module in pkgutil.iter_modules(package.__path__):
            for item in vars(importlib.import_module(f"{package.__name__}.{module.name}")).values():
                if isinstance(item, type) and issubclass(item, UnitOperation) and item.tag:
                    found[item.__name__] = item.__module__
    return found


def test_every_operation_is_listed_where_it_is_written() -> None:
    assert {name: operation.__module__ for name, operation in catalogue().items()} == written()


def test_one_operation_is_read_alone() -> None:
    code = (
        "import sys; from unitops.catalogue import catalogue; catalogue()['Mixer'];"
        "print([m for m in sys.modules if m.startswith('unitops.hydrometallurgy.')])"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_a_name_is_asked_for_without_reading_it() -> None:
    assert "LeachTank" in catalogue()
    assert "Perpetuum" not in catalogue()
    assert catalogue().get("Perpetuum") is None
