"""What was compiled once is used again, and changes no answer."""

from __future__ import annotations

import msgspec
import numpy as np

import flowsheets as fs
from flowsheets.document.editing import with_parameter
from flowsheets.equations.kernel_store import KernelStore
from flowsheets.sheet import Sheet


def test_an_edit_of_a_number_compiles_nothing_and_answers_alike() -> None:
    store = KernelStore()
    document = fs.library.load("propane_dehydrogenation").document
    kernels = {id(group.kernel) for group in Sheet(document, store).problem.groups}
    feed = next(key for key, unit in document.units.items() if "temperature" in unit.parameters)
    edited = with_parameter(document, feed, "temperature", "60 degC")
    again = Sheet(edited, store)
    assert {id(group.kernel) for group in again.problem.groups} == kernels
    assert np.array_equal(again.solve().solved.z, Sheet(edited).solve().solved.z)


def test_species_of_its_own_keep_a_sheet_apart() -> None:
    store = KernelStore()
    document = fs.library.load("cyanide_ccd").document
    own = {"formula": "X", "phase": "s", "molar_mass": "40 g/mol", "source": "none"}
    other = store.of(msgspec.structs.replace(document, species=(own,)))
    assert store.of(document).kept("key", lambda: 1) == 1
    assert other.kept("key", lambda: 2) == 2


def test_the_oldest_entries_go_first() -> None:
    store = KernelStore(most=2)
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key

    for key in "abcab":
        store.kept(key, lambda key=key: make(key))
    assert made == ["a", "b", "c", "a", "b"]
