"""What every unit operation must hold, over all there are; see ``harness`` for the checks."""

from __future__ import annotations

import pytest

from tests.unitops import harness
from unitops.catalogue import catalogue

CASES = [(name, example) for name, found in sorted(harness.examples().items()) for example in found]
each_example = pytest.mark.parametrize(("name", "example"), CASES, ids=[example.operation for _, example in CASES])


def _require_none(faults: list[str]) -> None:
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def test_every_module_of_examples_can_be_imported():
    _require_none([f"{name}: {reason}" for name, reason in harness.broken_modules().items()])


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_has_an_example(name):
    assert name not in harness.without_example(), f"{name} has no example in tests/unitops/examples"


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_is_documented(name):
    _require_none(harness.documentation_faults(catalogue()[name]))


@each_example
def test_examples_name_an_operation_and_hold_it(name, example):
    assert name in catalogue()
    assert name in {unit.operation for unit in example.build().units.values()}


@each_example
def test_balances_close(name, example):
    _require_none(harness.balance_faults(example))


@each_example
def test_derivatives_are_exact(name, example):
    _require_none(harness.derivative_faults(example))


@each_example
def test_switched_off_it_is_a_bypass(name, example):
    _require_none(harness.bypass_faults(example))


@each_example
def test_zero_flow_is_harmless(name, example):
    _require_none(harness.zero_flow_faults(example))


@each_example
def test_order_of_the_document_does_not_matter(name, example):
    _require_none(harness.order_faults(example))
