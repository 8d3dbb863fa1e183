"""All unit operations that there are, by name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import unitops
from unitops.declaration.operation import UnitOperation

NOT_TRADES = ("chemistry", "declaration", "quantities")


@cache
def catalogue() -> Mapping[str, type[UnitOperation]]:
    """Every unit operation by its class name, found in the folders that name a trade."""
    found: dict[str, type[UnitOperation]] = {}
    for folder in pkgutil.iter_modules(unitops.__path__):
        if not folder.ispkg or folder.name in NOT_TRADES:
            continue
        package = importlib.import_module(f"unitops.{folder.name}")
        for module in pkgutil.iter_modules(package.__path__):
            for item in vars(importlib.import_module(f"{package.__name__}.{module.name}")).values():
                if isinstance(item, type) and issubclass(item, UnitOperation) and item.tag:
                    found[item.__name__] = item
    return MappingProxyType(dict(sorted(found.items())))
