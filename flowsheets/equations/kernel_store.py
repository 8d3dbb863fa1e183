"""Kernels kept from one compilation to the next: an edit of a wiring compiles only what it touches."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

import msgspec

from flowsheets.document.records import Flowsheet

Made = TypeVar("Made")


class KernelStore:
    """What was compiled, by all that decides it. One store belongs to one thread, as kernels do.

    most: so many entries are kept; the oldest go first.
    """

    def __init__(self, most: int = 2000) -> None:
        self._most = most
        self._kept: dict[Hashable, object] = {}

    def of(self, sheet: Flowsheet) -> SheetKernels:
        """The store as a sheet sees it: species of its own are part of every key."""
        return SheetKernels(self, msgspec.json.encode(sheet.species))

    def kept(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made for a key before, else what ``make`` gives."""
        if key in self._kept:
            return cast(Made, self._kept[key])
        made = make()
        self._kept[key] = made
        if len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]
        return made


class SheetKernels:
    """A store for one sheet."""

    def __init__(self, store: KernelStore, own_species: bytes) -> None:
        self._store, self._own_species = store, own_species

    def kept(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """As ``KernelStore.kept``, apart from sheets whose own species differ."""
        return self._store.kept((self._own_species, key), make)
