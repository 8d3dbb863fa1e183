"""All unit operations that there are, by name; each is read when it is first asked for."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache

import unitops
from unitops.declaration.operation import UnitOperation

NOT_TRADES = ("chemistry", "declaration", "quantities")


class Catalogue(Mapping[str, type[UnitOperation]]):
    """Unit operations by class name, in the order of their names. ``modules`` says where each is written."""

    def __init__(self, modules: Mapping[str, str]) -> None:
        self._modules = dict(sorted(modules.items()))

    def __getitem__(self, name: str) -> type[UnitOperation]:
        return _operation(self._modules[name], name)

    def __contains__(self, name: object) -> bool:
        return name in self._modules

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


@cache
def _operation(module: str, name: str) -> type[UnitOperation]:
    return getattr(importlib.import_module(module), name)


@cache
def catalogue() -> Catalogue:
    """Every unit operation by its class name, as the folders that name a trade list them in OPERATIONS."""
    modules: dict[str, str] = {}
    for folder in pkgutil.iter_modules(unitops.__path__):
        if folder.ispkg and folder.name not in NOT_TRADES:
            trade = importlib.import_module(f"unitops.{folder.name}")
            modules |= {name: f"{trade.__name__}.{module}" for name, module in trade.OPERATIONS.items()}
    return Catalogue(modules)
