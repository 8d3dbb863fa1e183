"""What local models remember helps, decides nothing, and does not outlast a solve."""

from __future__ import annotations

import numpy as np
import pytest

from flowsheets.equations.local_memory import LocalMemory
from flowsheets.library import load
from unitops.chemistry.aqueous.dose import DoseToPH
from unitops.chemistry.aqueous.speciation import Saturation, Speciation
from unitops.declaration.balance import ResumingModel

IDS = ["H2O", "H+", "Ca+2", "SO4-2", "Na+"]
LIQUOR = np.array([55.5, 0.01, 0.02, 0.125, 0.2, 298.15])
GYPSUM = ["CaSO4.2H2O(s)"]
KINDS = ["speciation", "saturation", "dose"]
INSTANCES = np.array([7])


class Counting:
    """A model that says how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def evaluate(self, inputs: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        self.asked += len(inputs)
        return inputs**2, 2.0 * inputs[:, :, None], np.zeros(len(inputs), dtype=int)


def model(kind: str) -> tuple[ResumingModel, np.ndarray]:
    if kind == "speciation":
        return Speciation(IDS), LIQUOR
    if kind == "saturation":
        return Saturation(IDS, GYPSUM), LIQUOR
    return DoseToPH(IDS, {"Ca+2": 1, "H2O": 2, "H+": -2}, GYPSUM), np.append(LIQUOR, 5.0)


def test_only_what_is_new_is_asked() -> None:
    memory, asked = LocalMemory(), Counting()
    places, inputs = np.array([3, 5]), np.array([[1.0], [2.0]])
    memory.answer(asked, inputs, places)
    values, jacobians, status = memory.answer(asked, np.array([[1.0], [4.0]]), places)
    assert asked.asked == 3
    assert values.tolist() == [[1.0], [16.0]]
    assert jacobians.tolist() == [[[2.0]], [[8.0]]]
    assert status.tolist() == [0, 0]


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_from_a_liquor_close_by_is_the_same(kind: str) -> None:
    door, liquor = model(kind)
    memory = LocalMemory()
    for change in (1.0, 1.01, 1.1, 0.5, 30.0):
        inputs = liquor[None].copy()
        inputs[0, 2:4] *= change
        inputs[0, 1] = 2.0 * (inputs[0, 3] - inputs[0, 2]) - inputs[0, 4]  # no charge
        near = memory.answer(door, inputs, INSTANCES)
        alone = door.evaluate(inputs)
        for found, expected in zip(near, alone, strict=True):
            assert np.allclose(found, expected, rtol=1e-7, atol=1e-9)


def test_a_solve_does_not_depend_on_those_before() -> None:
    sheet = load("spodumene_li2co3")
    first = sheet.solve().written
    load("mnso4").solve()
    assert sheet.solve().written == first
