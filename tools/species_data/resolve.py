"""From a catalogue line to the record that is written: every figure with source, kind and method."""

from __future__ import annotations

import itertools
from functools import cached_property
from pathlib import Path

from tools.species_data import glenn, janaf_tables, kopp, nbs, obigt, volumes
from tools.species_data.entry import Entry, Melt, Sum, Value
from tools.species_data.pseudo import composition_from_analysis, formation_from_heating_value
from tools.species_data.segments import Segment, combined, constant, held, integral, joined, limited
from tools.species_data.shapes import COURSES
from unitops.chemistry.formula import parse_charge, parse_formula

Datum = dict[str, object]
ROOM = 298.15
NBS_STATES = {"s": "cr", "l": "l", "aq": "ao", "g": "g", "o": "l"}
SMALLEST_UNCERTAINTY = 200.0  # [J/mol]


class Resolver:
    """Answers for the enthalpy, entropy, heat capacity and volume of every catalogue entry."""

    def __init__(self, data: Path, catalogue: list[Entry]) -> None:
        self.data = data
        self.entries = {entry.id: entry for entry in catalogue}
        assert len(self.entries) == len(catalogue), "an id stands twice in the catalogue"
        self.remarks: list[str] = []
        self._chains: dict[str, tuple[list[Segment], str, str, str]] = {}

    # --- sources -----------------------------------------------------------------------------------------

    def composition(self, entry: Entry) -> dict[str, float]:
        if entry.analysis:
            return composition_from_analysis(entry.analysis, entry.molar_mass)
        return parse_formula(entry.formula)

    def nbs_values(self, entry: Entry) -> nbs.TabulatedValues | None:
        if entry.nbs == "-" or entry.analysis:
            return None
        key = entry.nbs or f"{entry.formula}|{NBS_STATES.get(entry.phase, '')}"
        values = nbs.lookup(self.data, key)
        if values is None:
            return None
        tabulated = parse_formula(key.split("|")[0])
        scale = sum(self.composition(entry).values()) / sum(tabulated.values())
        for element, count in self.composition(entry).items():
            if abs(tabulated.get(element, 0.0) * scale - count) > 1e-9:
                raise ValueError(f"{entry.id}: NBS row {key} is another substance")
        return nbs.TabulatedValues(*(None if v is None else v * scale for v in values))

    @cached_property
    def _condensed(self) -> dict[tuple[tuple[str, float], ...], list[str]]:
        table: dict[tuple[tuple[str, float], ...], list[str]] = {}
        for name, record in glenn.records().items():
            if record.condensed and record.segments and "(L)" not in name:
                table.setdefault(record.composition, []).append(name)
        return table

    def glenn_records(self, entry: Entry) -> list[glenn.GlennRecord]:
        if entry.glenn == "-" or entry.analysis:
            return []
        if entry.glenn:
            records = [glenn.records()[name] for name in entry.glenn.split()]
            for record in records:
                self._same_substance(entry, "".join(f"{e}{n:g}" for e, n in record.composition), record.name)
            return records
        if entry.phase == "l":
            name = entry.formula.replace("Cl", "CL").replace("Al", "AL") + "(L)"
            known = glenn.records().get(name)
            return [known] if known and known.segments else []
        if entry.phase != "s" or "," in entry.id:
            return []
        names = self._condensed.get(tuple(sorted(self.composition(entry).items())), [])
        return sorted((glenn.records()[n] for n in names), key=lambda record: record.segments[0].low)

    def obigt_record(self, entry: Entry) -> obigt.ObigtRecord | None:
        if entry.phase == "aq":
            record = obigt.lookup(entry.obigt or entry.formula, "aq")
        else:
            record = obigt.lookup(entry.obigt) if entry.obigt else None
        if record is not None:
            self._same_substance(entry, record.formula, f"OBIGT {record.name}")
        return record

    def _same_substance(self, entry: Entry, formula: str, where: str) -> None:
        """Guard against a row of another substance."""
        tabulated, wanted = parse_formula(formula), self.composition(entry)
        if {k: round(v, 9) for k, v in tabulated.items()} != {k: round(v, 9) for k, v in wanted.items()}:
            raise ValueError(f"{entry.id}: {where} is {formula}")

    # --- enthalpy and entropy -----------------------------------------------------------------------------

    def enthalpy(self, entry: Entry) -> Datum | None:
        given = entry.enthalpy
        if entry.analysis and given is None:
            value = formation_from_heating_value(self.composition(entry), entry.heating_value * entry.molar_mass)
            method = f"higher heating value {entry.heating_value / 1e6:g} MJ/kg on the ultimate analysis"
            return _datum(
                value,
                entry.heating_source,
                "estimated",
                0.01 * entry.heating_value * entry.molar_mass,
                method,
            )
        if isinstance(given, Value):
            return _datum(given.value, given.source, given.kind, given.uncertainty, given.method)
        if isinstance(given, Sum):
            value = given.plus + sum(n * self.enthalpy_value(name) for name, n in given.parts.items())
            kind = "measured" if given.source == "nbs1982" else "estimated"
            return _datum(value, given.source, kind, given.uncertainty, given.method)
        if isinstance(given, Melt):
            return self._melt_enthalpy(entry, given)
        return self._tabulated_enthalpy(entry)

    def enthalpy_value(self, name: str) -> float:
        datum = self.enthalpy(self.entries[name])
        if datum is None:
            raise ValueError(f"{name} has no enthalpy")
        return float(datum["value"])  # type: ignore[arg-type]  # always a number here

    def _known(self, entry: Entry) -> dict[str, float]:
        known: dict[str, float] = {}
        values = self.nbs_values(entry)
        if values and values.enthalpy is not None:
            known["nbs1982"] = values.enthalpy
        records = self.glenn_records(entry)
        if records:
            known["glenn2002"] = records[0].enthalpy
        mineral = self.obigt_record(entry)
        if mineral and mineral.enthalpy is not None:
            known["obigt"] = mineral.enthalpy
        if entry.janaf:
            known["janaf1998"] = janaf_tables.enthalpy(entry.janaf)
        return known

    def _tabulated_enthalpy(self, entry: Entry) -> Datum | None:
        known = self._known(entry)
        families = {"nbs": "nbs1982", "glenn": "glenn2002", "obigt": "obigt", "janaf": "janaf1998"}
        family = families[entry.family or ("glenn" if entry.phase == "g" else "nbs")]
        if family not in known:
            self.remarks.append(f"{entry.id}: no {family} enthalpy; known {known}")
            return None
        value = known[family]
        spread = max((abs(other - value) for other in known.values()), default=0.0)
        others = ", ".join(f"{k} {v / 1e3:.2f}" for k, v in known.items() if k != family)
        method = f"other sources [kJ/mol]: {others}" if others else ""
        exact = value == 0.0 and spread < 1.0
        return _datum(value, family, "measured", 0.0 if exact else max(spread, SMALLEST_UNCERTAINTY), method)

    def _melt_enthalpy(self, entry: Entry, melt: Melt) -> Datum:
        source, melting, fusion = self._fusion(entry, melt)
        crystal_chain, *_ = self.chain(self.entries[melt.crystal])
        chain, *_ = self.chain(entry)
        value = self.enthalpy_value(melt.crystal) + integral(crystal_chain, ROOM, melting) + fusion
        value -= integral(chain, ROOM, melting)
        cooled = "" if source == "janaf1998" else ", its heat capacity held"
        method = (
            f"adopted crystal heated to {melting:.1f} K, fusion of {fusion / 1e3:.2f} kJ/mol, "
            f"melt cooled back to 298.15 K{cooled}"
        )
        return _datum(value, source, "measured", 1000.0, method)

    def _fusion(self, entry: Entry, melt: Melt) -> tuple[str, float, float]:
        """Source, melting point [K] and heat of fusion [J/mol], all of one source."""
        source, name = melt.liquid.split(":")
        if source == "janaf":
            liquid, solid = name.split("/")
            for table in (liquid, solid):
                self._same_substance(entry, janaf_tables.formula(table), f"JANAF {table}")
            melting = janaf_tables.melting_point(liquid)
            fusion = janaf_tables.enthalpy(liquid) - janaf_tables.enthalpy(solid)
            fusion += integral(janaf_tables.heat_capacity(liquid), ROOM, melting)
            fusion -= integral(janaf_tables.heat_capacity(solid), ROOM, melting)
            return "janaf1998", melting, fusion
        record = glenn.records()[name]
        melting = record.segments[0].low
        below = self._crystal_below(self.entries[melt.crystal], melting)
        return "glenn2002", melting, record.absolute_enthalpy(melting) - below.absolute_enthalpy(melting)

    def _crystal_below(self, crystal: Entry, melting: float) -> glenn.GlennRecord:
        records = self.glenn_records(crystal)
        below = [r for r in records if r.segments[0].low < melting]
        if not below:
            raise ValueError(f"{crystal.id}: no NASA crystal below the melt")
        return below[-1]

    def entropy(self, entry: Entry) -> Datum | None:
        given = entry.entropy
        if isinstance(given, Value):
            return _datum(given.value, given.source, given.kind, given.uncertainty, given.method)
        if isinstance(given, Sum):
            parts = [self.entropy(self.entries[name]) for name in given.parts]
            if any(part is None for part in parts):
                return None
            value = sum(n * float(p["value"]) for n, p in zip(given.parts.values(), parts, strict=True))  # type: ignore[index,arg-type]
            return _datum(
                value,
                given.source,
                "estimated" if given.source == "estimate" else "measured",
                None,
                given.method,
            )
        if isinstance(entry.enthalpy, Melt):
            return self._melt_entropy(entry, entry.enthalpy)
        if entry.phase == "g" and not entry.janaf:
            records = self.glenn_records(entry)
            return _datum(records[0].entropy(ROOM), "glenn2002", "measured", None, "") if records else None
        values = self.nbs_values(entry)
        if values and values.entropy is not None and entry.family != "obigt":
            return _datum(values.entropy, "nbs1982", "measured", None, "")
        mineral = self.obigt_record(entry)
        if mineral and mineral.entropy is not None:
            return _datum(mineral.entropy, "obigt", "measured", None, mineral.reference)
        records = self.glenn_records(entry)
        if records and records[0].segments[0].low <= ROOM <= records[0].segments[-1].high:
            return _datum(records[0].entropy(ROOM), "glenn2002", "measured", None, "")
        if entry.janaf:
            return _datum(janaf_tables.entropy(entry.janaf), "janaf1998", "measured", None, "")
        return None

    def _melt_entropy(self, entry: Entry, melt: Melt) -> Datum | None:
        crystal = self.entropy(self.entries[melt.crystal])
        if crystal is None:
            return None
        source, melting, fusion = self._fusion(entry, melt)
        crystal_chain, *_ = self.chain(self.entries[melt.crystal])
        chain, *_ = self.chain(entry)
        value = float(crystal["value"]) + integral(crystal_chain, ROOM, melting, "entropy") + fusion / melting  # type: ignore[arg-type]  # a number
        value -= integral(chain, ROOM, melting, "entropy")
        return _datum(value, source, "measured", None, "adopted crystal, fusion, melt cooled back to 298.15 K")

    # --- heat capacity ------------------------------------------------------------------------------------

    def chain(self, entry: Entry) -> tuple[list[Segment], str, str, str]:
        """Segments, source, kind and method; empty segments where nothing is known."""
        if entry.id not in self._chains:
            segments, source, kind, method = self._chain(entry)
            if entry.id in COURSES:
                segments, method = self._with_course(entry, segments)
                kind = "estimated"
            if entry.high and segments:
                segments = limited(segments, 0.0, entry.high)
            self._chains[entry.id] = (segments, source, kind, method)
        return self._chains[entry.id]

    def _with_course(self, entry: Entry, segments: list[Segment]) -> tuple[list[Segment], str]:
        """Keep Cp at 298.15 K, take its course with temperature from a sum of other solids."""
        parts, high = COURSES[entry.id]
        course = combined([(n, self.chain(self.entries[name])[0]) for name, n in parts.items()], high)
        factor = held(segments, ROOM).heat_capacity(ROOM) / held(course, ROOM).heat_capacity(ROOM)
        scaled = [Segment(s.low, s.high, tuple(factor * a for a in s.coefficients)) for s in course]
        like = " + ".join(f"{n:g} {name}" for name, n in parts.items())
        return scaled, f"figure at 298.15 K with the course of {like}"

    def _chain(self, entry: Entry) -> tuple[list[Segment], str, str, str]:
        given = entry.heat_capacity
        if isinstance(given, Value):
            return constant(given.value), given.source, given.kind, given.method
        if isinstance(given, Sum):
            parts = [(n, self.chain(self.entries[name])[0]) for name, n in given.parts.items()]
            total = combined(parts, given.high)
            if given.plus:
                total = [_raised(segment, given.plus) for segment in total]
            return (
                total,
                given.source,
                "estimated" if given.source == "estimate" else "measured",
                given.method,
            )
        if isinstance(entry.enthalpy, Melt):
            return self._melt_chain(entry.enthalpy)
        if given == "janaf":
            return janaf_tables.heat_capacity(entry.janaf), "janaf1998", "measured", "refitted table"
        return self._tabulated_chain(entry)

    def _melt_chain(self, melt: Melt) -> tuple[list[Segment], str, str, str]:
        source, name = melt.liquid.split(":")
        if source == "janaf":
            return janaf_tables.heat_capacity(name.split("/")[0]), "janaf1998", "measured", "refitted table"
        return _upto(list(glenn.records()[name].segments)), "glenn2002", "measured", ""

    def _tabulated_chain(self, entry: Entry) -> tuple[list[Segment], str, str, str]:
        records = self.glenn_records(entry)
        if records:
            phases = [list(record.segments) for record in records]
            latent = [
                after.absolute_enthalpy(after.segments[0].low) - before.absolute_enthalpy(after.segments[0].low)
                for before, after in itertools.pairwise(records)
            ]
            return (
                _upto(joined(phases, latent)),
                "glenn2002",
                "measured",
                ", ".join(r.reference for r in records),
            )
        mineral = self.obigt_record(entry)
        if mineral and mineral.segments:
            return list(mineral.segments), "obigt", "measured", mineral.reference
        values = self.nbs_values(entry)
        if values and values.heat_capacity is not None:
            return constant(values.heat_capacity), "nbs1982", "measured", "at 298.15 K, held constant"
        if mineral and mineral.heat_capacity is not None:
            return (
                constant(mineral.heat_capacity),
                "obigt",
                "measured",
                f"{mineral.reference}, at 298.15 K, held constant",
            )
        if entry.janaf:
            return janaf_tables.heat_capacity(entry.janaf), "janaf1998", "measured", "refitted table"
        return self._estimated_chain(entry)

    def _estimated_chain(self, entry: Entry) -> tuple[list[Segment], str, str, str]:
        composition = self.composition(entry)
        if entry.phase == "s":
            parent, _, addend = entry.formula.rpartition("·")
            if parent and addend.endswith("H2O") and f"{parent}(s)" in self.entries:
                waters = float(addend[:-3] or 1)
                segments, *_ = self.chain(self.entries[f"{parent}(s)"])
                raised = [_raised(s, kopp.WATER_OF_HYDRATION * waters) for s in limited(segments, 0.0, 400.0)]
                return raised, "estimate", "estimated", "anhydrous salt plus 40 J/mol/K for each H2O"
            return (
                constant(kopp.heat_capacity(composition)),
                "hurst1992",
                "estimated",
                "modified Kopp rule, elements",
            )
        if entry.phase == "aq":
            value = -45.0 * abs(parse_charge(entry.formula)) if parse_charge(entry.formula) else 100.0
            return constant(value), "estimate", "estimated", "typical of solutes of this charge"
        self.remarks.append(f"{entry.id}: no heat capacity")
        return [], "", "", ""

    # --- the record ---------------------------------------------------------------------------------------

    def record(self, entry: Entry) -> dict[str, object]:
        """What stands in resources/species.json for this entry."""
        record: dict[str, object] = {"id": entry.id, "name": entry.name}
        if entry.analysis:
            record["composition"] = {k: round(v, 9) for k, v in self.composition(entry).items()}
            record["molar_mass"] = entry.molar_mass
            record["pseudo"] = True
        datum = self.enthalpy(entry)
        if datum:
            record["enthalpy_of_formation"] = datum
        datum = self.entropy(entry)
        if datum:
            record["entropy"] = datum
        datum = volumes.molar_volume(entry, self.composition(entry), self.obigt_record(entry))
        if datum:
            record["molar_volume"] = datum
        segments, source, kind, method = self.chain(entry)
        if segments:
            record["heat_capacity"] = {
                "source": source,
                "kind": kind,
                "method": method,
                "segments": [
                    {
                        "low": float(s.low),
                        "high": float(s.high),
                        "coefficients": [_short(a) for a in s.coefficients],
                    }
                    for s in segments
                ],
            }
        return record


def _short(number: float) -> float:
    return float(f"{number:.12g}")


def _raised(segment: Segment, by: float) -> Segment:
    a = list(segment.coefficients)
    a[2] += by
    return Segment(segment.low, segment.high, tuple(a), segment.ramp)


def _upto(segments: list[Segment], high: float = 6000.0) -> list[Segment]:
    return limited(segments, 0.0, high)


def _datum(value: float, source: str, kind: str, uncertainty: float | None, method: str) -> Datum:
    datum: Datum = {"value": float(f"{value:.10g}"), "source": source, "kind": kind}
    if uncertainty is not None:
        datum["uncertainty"] = float(f"{uncertainty:.4g}")
    if method:
        datum["method"] = method
    return datum
