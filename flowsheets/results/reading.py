"""A written result read for the tables: streams with their phases, feeds, products, the main product.

Everything here comes from the written result and the document, so that a table says what the file says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec

from flowsheets.audit import AuditReport
from flowsheets.document.records import Flowsheet, UnitRecord
from flowsheets.document.tag_order import natural
from flowsheets.results.definite import NOT_DEFINED, is_definite
from flowsheets.results.period import Period, period
from flowsheets.results.table import Cell
from unitops.chemistry.phases import WATER, stream_phase
from unitops.chemistry.species import Species, database
from unitops.errors import InputError

PRODUCT = "product"
WASTES = ("solid residue", "effluent", "emission to air")
"""Kinds of Product that are not sold."""
JOULES_PER_KWH = 3.6e6
MOIST_SOLID = 0.5
"""Share of solids from which a product is a moist solid."""


class StreamReading(msgspec.Struct, frozen=True, dict=True):
    """A stream of a written result; flows in kg/h and mol/h, enthalpy in kW."""

    tag: str
    name: str
    source: str
    source_port: str
    target: str
    target_port: str
    empty: bool
    temperature: float
    pressure: float
    enthalpy: float
    masses: Mapping[str, float]
    elements: Mapping[str, float]
    species: Mapping[str, Species]

    @cached_property
    def mass(self) -> float:
        """Total mass flow [kg/h]."""
        return sum(self.masses.values())

    @cached_property
    def moles(self) -> Mapping[str, float]:
        """Molar flows by species [mol/h]."""
        return {s: m / self.species[s].molar_mass for s, m in self.masses.items()}

    @cached_property
    def _by_phase(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for species_id in self.masses:
            found.setdefault(stream_phase(species_id, self.species[species_id].phase), []).append(species_id)
        return found

    def ids_of(self, phase: str) -> list[str]:
        """Species of a stream phase: s, aq, o, m or g."""
        return self._by_phase.get(phase, [])

    def mass_of(self, phase: str) -> float:
        """Mass flow of a stream phase [kg/h]."""
        return sum(self.masses[s] for s in self.ids_of(phase))

    @cached_property
    def formation(self) -> float:
        """Enthalpy of formation of all species at 25 degC, solutes at infinite dilution [kW]."""
        known = ((self.species[s].enthalpy_of_formation, flow) for s, flow in self.moles.items())
        return sum(datum.value * flow for datum, flow in known if datum is not None) / JOULES_PER_KWH

    @property
    def heat(self) -> float:
        """Heat that the stream carries beyond formation at 25 degC: sensible, latent in melts, dilution [kW]."""
        return 0.0 if self.empty else self.enthalpy - self.formation

    def element(self, symbol: str, phases: Iterable[str] | None = None) -> float:
        """Mass flow of an element, in all phases or in the ones named [kg/h]."""
        if phases is None:
            return self.elements.get(symbol, 0.0)
        chosen = {s for phase in phases for s in self.ids_of(phase)}
        whole = self._atoms(symbol, self.masses)
        return self.elements.get(symbol, 0.0) * self._atoms(symbol, chosen) / whole if whole else 0.0

    def _atoms(self, symbol: str, ids: Iterable[str]) -> float:
        return sum(self.moles[s] * self.species[s].composition.get(symbol, 0.0) for s in ids)


class PlantReading(msgspec.Struct, frozen=True, dict=True):
    """Everything that the tables draw on."""

    written: Mapping[str, Any]
    document: Flowsheet
    audit: AuditReport
    species: Mapping[str, Species]
    period: Period
    expect: Callable[[], Sequence[float | None]]
    """Gives our figure for every expectation of the document, in its unit; asked only by their table."""

    @cached_property
    def expected(self) -> Sequence[float | None]:
        """Our figure for every expectation of the document; None where there is no such result."""
        return self.expect()

    @cached_property
    def streams(self) -> Mapping[str, StreamReading]:
        """Streams by tag, S-2 before S-10."""
        rows = self.written["streams"]
        return {tag: self._stream(tag, rows[tag]) for tag in sorted(rows, key=natural)}

    def _stream(self, tag: str, row: Mapping[str, Any]) -> StreamReading:
        source, _, source_port = row["from"].rpartition(".")
        target, _, target_port = row["to"].rpartition(".")
        return StreamReading(
            tag=tag,
            name=row["name"],
            source=source,
            source_port=source_port,
            target=target,
            target_port=target_port,
            empty=row["no_flow"],
            temperature=row["T_K"],
            pressure=row["P_Pa"],
            enthalpy=row["enthalpy_kW"],
            masses=row["species_kg_per_h"],
            elements=row["elements_kg_per_h"],
            species=self.species,
        )

    @cached_property
    def units(self) -> Mapping[str, Mapping[str, Any]]:
        """Units by tag as they are written, E-2 before E-10."""
        rows = self.written["units"]
        return {tag: rows[tag] for tag in sorted(rows, key=natural)}

    @cached_property
    def records(self) -> Mapping[str, UnitRecord]:
        """Units by tag as they are drawn."""
        return {record.tag: record for record in self.document.units.values()}

    @cached_property
    def feeds(self) -> Sequence[StreamReading]:
        """Streams that enter the plant, by the tag of their feed."""
        entering = [s for s in self.streams.values() if not any(self.units[s.source]["inlets"].values())]
        return sorted(entering, key=lambda stream: (natural(stream.source), natural(stream.tag)))

    @cached_property
    def products(self) -> Sequence[StreamReading]:
        """Streams that leave the plant, by the tag of their product."""
        leaving = [s for s in self.streams.values() if not any(self.units[s.target]["outlets"].values())]
        return sorted(leaving, key=lambda stream: (natural(stream.target), natural(stream.tag)))

    @cached_property
    def process(self) -> Sequence[str]:
        """Tags of the units that something enters and something leaves."""
        return [t for t, u in self.units.items() if any(u["inlets"].values()) and any(u["outlets"].values())]

    def kind(self, product: StreamReading) -> str:
        """What a stream that leaves is: product, by-product, solid residue, effluent, emission to air."""
        return self.units[product.target].get("choices", {}).get("kind", PRODUCT)

    @cached_property
    def main_product(self) -> StreamReading | None:
        """The stream to which reagents, energy and emissions are referred; None if nothing is sold.

        The sheet says which with a design criterion 'main product' (tag of a Product); otherwise it is the first
        Product of kind 'product' by tag.
        """
        stated = [c.value for c in self.document.design_criteria if c.item.lower() == "main product"]
        if stated:
            for stream in self.products:
                if stated[0] in (stream.target, stream.tag, self.records[stream.target].name):
                    return stream
            raise InputError(
                f'"{stated[0]}" is not a product of this sheet',
                place="design_criteria, main product",
                remedy=f"It has {', '.join(s.target for s in self.products)}.",
            )
        sold = [s for s in self.products if self.kind(s) == PRODUCT and not s.empty]
        return sold[0] if sold else None

    @cached_property
    def product_rate(self) -> float:
        """Flow of the main product without the water that clings to it [kg/h]; 0 if there is none.

        A product that is a moist solid counts by its dry solids, a liquid, slurry or gas by its whole mass.
        """
        product = self.main_product
        if product is None:
            return 0.0
        return product.mass_of("s") if self.counts_by_solids else product.mass

    @property
    def counts_by_solids(self) -> bool:
        """Whether the main product is a moist solid rather than a liquid, slurry or gas."""
        product = self.main_product
        return product is not None and product.mass_of("s") >= MOIST_SOLID * product.mass

    @property
    def product_name(self) -> str:
        """What the main product is called, 'product' if it has no name."""
        product = self.main_product
        return (self.label(product.target) if product else "") or "product"

    def label(self, unit: str) -> str:
        """Name of a unit, or its tag if it has none."""
        return self.units[unit]["name"] or unit

    @cached_property
    def entering(self) -> float:
        """All that enters the plant [kg/h]."""
        return sum(feed.mass for feed in self.feeds)

    @property
    def product_is_definite(self) -> bool:
        """Whether there is a product, and enough of it to divide by."""
        return self.product_rate > 0.0 and is_definite(self.product_rate, self.entering)

    def per_product(self, kilograms_or_kilowatts: float) -> Cell:
        """A flow over that of the main product; nothing without a product, in words where it is too little."""
        if self.product_is_definite:
            return kilograms_or_kilowatts / self.product_rate
        return NOT_DEFINED if self.product_rate > 0.0 else None

    @cached_property
    def elements(self) -> Sequence[str]:
        """Elements that enter or leave the plant, those of water and air last."""
        common = ("H", "O", "N")
        found = {e for s in (*self.feeds, *self.products) for e, m in s.elements.items() if m}
        return [*sorted(found - set(common)), *(e for e in common if e in found)]

    def dry_mass(self, stream: StreamReading) -> float:
        """Mass flow without liquid water [kg/h]."""
        return stream.mass - stream.masses.get(WATER, 0.0)


def read_plant(
    written: Mapping[str, Any],
    document: Flowsheet,
    audit: AuditReport,
    own_species: Mapping[str, Species],
    per: str = "h",
    expect: Callable[[], Sequence[float | None]] = tuple,
) -> PlantReading:
    """A written result with its document and audit, flows per hour ('h'), day ('d') or year ('a')."""
    hours = float(written["sheet"]["hours_per_year"])
    return PlantReading(written, document, audit, _Known(own_species), period(per, hours), expect)


class _Known(dict[str, Species]):
    """Species of the sheet, and behind them the shipped ones."""

    def __missing__(self, key: str) -> Species:
        return database()[key]
