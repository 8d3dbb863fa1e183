"""A unit that is switched off: what enters leaves unchanged, nothing is rewired."""

from __future__ import annotations

from collections.abc import Sequence

from unitops.declaration.balance import Balance
from unitops.declaration.declared import PHASES
from unitops.declaration.flow import Incoming, Leaving, total
from unitops.declaration.operation import UnitOperation, sides_of


def bypass_phases(operation: type[UnitOperation], connected: Sequence[str]) -> dict[str, frozenset[str]]:
    """Which phases leave by which connected outlet of a unit that is off.

    Each phase leaves by the first outlet that carries it; a phase that none carries leaves by the first outlet.
    """
    outlets = [name for name in operation.declaration.outlets if name in connected]
    leaving: dict[str, set[str]] = {name: set() for name in outlets}
    for phase in PHASES:
        carriers = [name for name in outlets if phase in operation.declaration.outlets[name].carries]
        if outlets:
            leaving[(carriers or outlets)[0]].add(phase)
    return {name: frozenset(phases) for name, phases in leaving.items()}


def bypass(unit: UnitOperation, balance: Balance, outlets: Sequence[Leaving]) -> None:
    """Write the equations of a unit that is off: no reaction, no duty, one temperature on each side."""
    for entering_ports, leaving_ports in sides_of(type(unit)):
        inlets = _connected(unit, entering_ports)
        leaving = [outlet for outlet in outlets if outlet.name in leaving_ports]
        entering = balance.mix(inlets)
        phases = bypass_phases(type(unit), [outlet.name for outlet in leaving])
        for outlet in leaving:
            balance.leaves(outlet, entering.phase(*phases[outlet.name]), P=inlets[0].P if inlets else 101325.0)
        if leaving:
            balance.same_temperature(*leaving)
            kept = total(inlet.H for inlet in inlets) - total(outlet.H for outlet in leaving)
            balance.require(kept, "energy", "energy")


def _connected(unit: UnitOperation, ports: Sequence[str]) -> list[Incoming]:
    """The streams that enter by the ports named."""
    found: list[Incoming] = []
    for port in ports:
        bound = unit.bound[port]
        found += bound if isinstance(bound, list) else [bound]
    return [inlet for inlet in found if inlet.connected]
