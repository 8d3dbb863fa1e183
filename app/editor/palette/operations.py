"""What the palette shows: every unit operation with what there is to say of it in a line."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from app.editor.palette.matching import Findable
from unitops.catalogue import catalogue
from unitops.declaration.operation import UnitOperation

FIRST_TRADE = "general"


@dataclass(frozen=True)
class Entry:
    """A unit operation in a list. says: the first sentence of its handbook page."""

    operation: str
    title: str
    tag: str
    trade: str
    symbol: str
    says: str
    findable: Findable


@cache
def entries() -> Mapping[str, Entry]:
    """Every unit operation by its name, ordered by title."""
    made = (_entry(name, operation) for name, operation in catalogue().items())
    return MappingProxyType({entry.operation: entry for entry in sorted(made, key=lambda e: e.title.casefold())})


@cache
def trades() -> tuple[str, ...]:
    """The trades in the order of the palette."""
    found = {entry.trade for entry in entries().values()}
    return tuple(sorted(found, key=lambda trade: (trade != FIRST_TRADE, trade)))


def _entry(name: str, operation: type[UnitOperation]) -> Entry:
    says = _first_sentence(operation)
    findable = Findable(
        ((operation.title, 1.0), (operation.tag, 0.9), (name, 0.8), (operation.trade, 0.4), (says, 0.3))
    )
    return Entry(name, operation.title, operation.tag, operation.trade, operation.symbol, says, findable)


def _first_sentence(operation: type[UnitOperation]) -> str:
    paragraph = inspect.cleandoc(operation.__doc__ or "").split("\n\n")[0]
    text = " ".join(paragraph.split())
    end = text.find(". ")
    return text if end < 0 else text[: end + 1]
