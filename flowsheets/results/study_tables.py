"""Tables of a study: design criteria, expectations, indicators, quality of the data."""

from __future__ import annotations

from collections.abc import Iterator

from flowsheets.document.paths import parse_path, path_with_tags
from flowsheets.document.records import ExpectationRecord
from flowsheets.results.definite import NOT_DEFINED
from flowsheets.results.reading import PlantReading, StreamReading
from flowsheets.results.table import Cell, Table, columns
from unitops.catalogue import catalogue
from unitops.chemistry.species import sources
from unitops.quantities import convert, dimension_of

GROUP = "Study"
MATTERS = 0.01
"""Share of a stream's enthalpy from which an estimated figure is listed."""


def indicators(plant: PlantReading) -> Table:
    """The figures that the sheet asks for."""
    notes = {name: record.notes for name, record in plant.document.indicators.items()}
    rows: list[tuple[Cell, ...]] = []
    for name, item in plant.written["indicators"].items():
        why = f"{NOT_DEFINED}: {item['reason']}" if item["value"] is None else ""
        says = "; ".join(part for part in (notes.get(name, ""), why) if part)
        rows.append((name, NOT_DEFINED if item["value"] is None else item["value"], item["unit"], says))
    return Table("indicators", "Indicators", columns("indicator", "value", "in", "says"), tuple(rows), GROUP)


def expectations(plant: PlantReading) -> Table:
    """Published figures against ours, with what each comparison is worth."""
    rows = []
    for record, value in zip(plant.document.expectations, plant.expected, strict=True):
        rows.append(_expectation(plant, record, value))
    described = columns(
        "figure", "published", "low", "high", "ours", "in", ("difference", "%"), "verdict", "kind", "source",
        "notes",
    )  # fmt: skip
    return Table("expectations", "Published figures and ours", described, tuple(rows), GROUP)


def _expectation(plant: PlantReading, record: ExpectationRecord, ours: float | None) -> tuple[Cell, ...]:
    low, high = expected_range(record)
    inside = None if ours is None or low is None or high is None else low <= ours <= high
    verdict = {None: "no range" if ours is not None else "no result", True: "within", False: "outside"}[inside]
    difference = None if ours is None or not record.value else round(100.0 * (ours / record.value - 1.0), 4)
    cited = plant.document.sources.get(record.source)
    name = record.result
    if name not in plant.document.indicators:
        name = path_with_tags(plant.document, name)
    return (
        name, record.value, low, high, ours, record.unit, difference, verdict, record.kind,
        cited.text if cited else record.source, record.notes,
    )  # fmt: skip


def expected_range(record: ExpectationRecord) -> tuple[float | None, float | None]:
    """The range in which our figure should lie: as published, or by the relative tolerance."""
    if record.low is not None or record.high is not None:
        low = record.low if record.low is not None else float("-inf")
        return low, record.high if record.high is not None else float("inf")
    if record.tolerance is None:
        return None, None
    width = abs(record.value) * record.tolerance
    return record.value - width, record.value + width


def design_criteria(plant: PlantReading) -> Table:
    """What the design was based on and who says so, with every parameter that carries a source."""
    cited = plant.document.sources
    rows: list[tuple[Cell, ...]] = []
    for line in plant.document.design_criteria:
        source = cited[line.source].text if line.source in cited else line.source
        rows.append((line.item, line.value, source, line.notes))
    for tag, record in sorted(plant.records.items()):
        for name, key in record.sources.items():
            value = record.parameters.get(name, "")
            source = cited[key].text if key in cited else key
            shown = value if isinstance(value, str | int | float) else "see the sheet"
            rows.append((f"{tag} {name.replace('_', ' ')}", shown, source, record.name))
    return Table("design criteria", "Design criteria", columns("item", "value", "source", "notes"), tuple(rows), GROUP)


def specifications(plant: PlantReading) -> Table:
    """What is demanded and the parameter that was adjusted for it, to what value in its declared unit."""
    rows = [
        (row["text"], row["active"], row["adjusts"], *_adjusted(plant, row["adjusts"], row["value_SI"]))
        for row in plant.written.get("specifications", [])
    ]
    described = columns("demand", "active", "adjusts", "to", "in")
    return Table("specifications", "Specifications", described, tuple(rows), GROUP)


def _adjusted(plant: PlantReading, path: str | None, value: float | None) -> tuple[float | None, str]:
    """An adjusted parameter, or an entry of a table or list, in its declared unit."""
    if path is None or value is None:
        return None, ""
    parts = parse_path(path)
    unit = plant.units[parts.owner]
    if not parts.argument:
        item = unit["parameters"][parts.name]
        return item["value"], item["unit"]
    table = catalogue()[unit["operation"]].declaration.tables.get(parts.name)
    measure = table.unit if table is not None else "1"
    return float(convert(value, dimension_of(measure), measure)), measure


def data_quality(plant: PlantReading) -> Table:
    """Species with estimated data that carry more than 1 % of a stream's enthalpy, with their sources.

    The share is that of the sizes of the species' enthalpies at 25 degC (formation), the largest of all streams.
    """
    largest: dict[str, tuple[float, str]] = {}
    for stream in plant.streams.values():
        for species_id, share in _enthalpy_shares(stream):
            if share > largest.get(species_id, (0.0, ""))[0]:
                largest[species_id] = (share, stream.tag)
    rows: list[tuple[Cell, ...]] = []
    for species_id, (share, tag) in sorted(largest.items(), key=lambda item: -item[1][0]):
        species = plant.species[species_id]
        for what in ("enthalpy_of_formation", "heat_capacity"):
            datum = getattr(species, what)
            if share < MATTERS or (datum is not None and datum.kind != "estimated"):
                continue
            method = "not known, taken as 0 or constant" if datum is None else datum.method
            cited = sources().get(datum.source) if datum is not None else None
            source = cited.text if cited else (datum.source if datum is not None else "")
            spread = getattr(datum, "uncertainty", None)
            rows.append(
                (
                    species_id,
                    what.replace("_", " "),
                    100.0 * share,
                    tag,
                    spread / 1e3 if spread else None,
                    method,
                    source,
                )
            )
    described = columns(
        "species", "estimated", ("largest share of a stream's enthalpy", "%"), "stream",
        ("uncertainty", "kJ/mol"), "method", "source",
    )  # fmt: skip
    return Table("data quality", "Estimated data that matter", described, tuple(rows), GROUP, labels=2)


def _enthalpy_shares(stream: StreamReading) -> Iterator[tuple[str, float]]:
    if stream.empty:
        return
    sizes: dict[str, float] = {}
    for species_id, flow in stream.moles.items():
        datum = stream.species[species_id].enthalpy_of_formation
        # What has no formation enthalpy, or one near zero, still weighs with what it takes to warm it.
        formation = abs(datum.value) if datum is not None else 0.0
        sizes[species_id] = abs(flow) * max(formation, 1e4)
    whole = sum(sizes.values())
    for species_id, size in sizes.items():
        if whole > 0.0:
            yield species_id, size / whole
