"""Solve a small sheet and look up its numbers by tag, in SI."""

from __future__ import annotations

from flowsheets.document.building import SheetBuilder
from flowsheets.document.records import Flowsheet
from flowsheets.equations.build import compile_sheet
from flowsheets.solving.finish import finished
from flowsheets.solving.solve import solve_steps

AIR = {"species": {"N2(g)": "79 %", "O2(g)": "21 %"}, "per": "mole"}


class Answers:
    """A solved sheet: ``value("KN-1.duty")``, ``amount("S-1", "CO2(g)")``, ``temperature("S-1")`` [SI]."""

    def __init__(self, sheet: Flowsheet) -> None:
        self.problem = compile_sheet(sheet)
        self.z = finished(solve_steps(self.problem)).z
        self.units = {unit.tag: key for key, unit in self.problem.units.items()}
        self.streams = {stream.tag: key for key, stream in sheet.streams.items()}

    def value(self, path: str) -> float:
        """A parameter or result of a unit."""
        tag, _, slot = path.rpartition(".")
        return float(self.z[self.problem.layout.position(self.units[tag], slot)])

    def amounts(self, tag: str) -> dict[str, float]:
        """Amounts in a stream by species [mol/s]."""
        key = self.streams[tag]
        layout = self.problem.layout
        return dict(zip(layout.species(key), map(float, self.z[layout.amounts(key)]), strict=True))

    def amount(self, tag: str, species_id: str) -> float:
        """Amount of one species in a stream [mol/s]."""
        return self.amounts(tag).get(species_id, 0.0)

    def state(self, tag: str, what: str) -> float:
        """T [K], P [Pa] or H [W] of a stream."""
        return float(self.z[self.problem.layout.state(self.streams[tag], what)])

    def temperature(self, tag: str) -> float:
        """Temperature of a stream [K]."""
        return self.state(tag, "T")

    def mass(self, tag: str) -> float:
        """Mass flow of a stream [kg/s]."""
        species = self.problem.species
        return sum(n * species[s].molar_mass for s, n in self.amounts(tag).items())

    def gap(self, tag: str) -> float:
        """Largest relative error of element, charge and energy balance over a unit."""
        entering = [s for port in self.problem.inlets[self.units[tag]].values() for s in port]
        leaving = list(self.problem.outlets[self.units[tag]].values())
        tags = {key: name for name, key in self.streams.items()}
        sums: dict[str, list[float]] = {}
        for sign, keys in ((1.0, entering), (-1.0, leaving)):
            for key in keys:
                self._add(sums, tags[key], sign)
        unit = self.problem.units[self.units[tag]]
        for name, item in unit.operation.declaration.quantities.items():
            if getattr(item, "energy", None) and not unit.off:
                heat = self.value(f"{tag}.{name}") * (1.0 if item.energy == "in" else -1.0)
                sums.setdefault("energy", []).append(heat)
        return max(abs(sum(terms)) / (max(map(abs, terms)) + 1e-6) for terms in sums.values())

    def _add(self, sums: dict[str, list[float]], stream: str, sign: float) -> None:
        sums.setdefault("energy", []).append(sign * self.state(stream, "H"))
        for species_id, amount in self.amounts(stream).items():
            record = self.problem.species[species_id]
            for element, count in {**record.composition, "charge": record.charge}.items():
                if count:
                    sums.setdefault(element, []).append(sign * count * amount)


def around(
    operation: str,
    feeds: dict[str, dict],
    outlets: tuple[str, ...],
    *,
    tag: str = "U-1",
    off: bool = False,
    **parameters: object,
) -> Flowsheet:
    """One unit with a feed at each inlet named and a product at each outlet named; streams bear the ports' names.

    A feed is its parameters: {"composition": ..., "rate": "1 t/h", "temperature": "25 degC"}.
    """
    build = SheetBuilder(operation)
    build.unit(operation, tag, off=off, **parameters)
    for number, (port, feed) in enumerate(feeds.items(), 1):
        build.unit("Feed", f"FD-{number}", **feed)
        build.stream(f"FD-{number}.outlet", f"{tag}.{port}", port)
    for number, port in enumerate(outlets, 1):
        build.unit("Product", f"PD-{number}")
        build.stream(f"{tag}.{port}", f"PD-{number}.inlet", port)
    return build.sheet()
