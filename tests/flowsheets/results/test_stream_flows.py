"""Flows from unit to unit: what enters a unit leaves it, be it mass, an element or energy."""

from __future__ import annotations

import functools

import pytest

from flowsheets.library import path
from flowsheets.results.reading import PlantReading
from flowsheets.results.solution import Solution
from flowsheets.results.stream_flows import Flows, elements_that_flow, stream_flows
from flowsheets.sheet import load
from unitops.errors import InputError


@functools.cache
def plant(per: str = "h") -> PlantReading:
    return _solution().plain_tables(per).plant


@functools.cache
def _solution() -> Solution:
    return load(path("cyanide_ccd")).solve()


def imbalance(flows: Flows) -> float:
    """The worst relative difference of any unit that something enters and something leaves."""
    worst = 0.0
    for tag in plant().process:
        entering = sum(flow.value for flow in flows.flows if flow.target == tag)
        leaving = sum(flow.value for flow in flows.flows if flow.source == tag)
        worst = max(worst, abs(entering - leaving) / max(entering, leaving, 1e-300))
    return worst


def test_mass_balances_at_every_unit() -> None:
    assert imbalance(stream_flows(plant(), "mass")) < 1e-6


def test_elements_balance_at_every_unit() -> None:
    for symbol in elements_that_flow(plant()):
        assert imbalance(stream_flows(plant(), symbol)) < 1e-6, symbol


def test_energy_balances_where_nothing_is_left_out() -> None:
    flows = stream_flows(plant(), "energy")
    if flows.left_out == 0:
        assert imbalance(flows) < 1e-6
    assert flows.unit == "kW"


def test_flows_follow_the_period() -> None:
    hourly, daily = stream_flows(plant(), "mass"), stream_flows(plant("d"), "mass")
    assert daily.unit == "t/d"
    assert daily.flows[0].value == pytest.approx(24.0 * hourly.flows[0].value)


def test_an_element_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match="Xe"):
        stream_flows(plant(), "Xe")
