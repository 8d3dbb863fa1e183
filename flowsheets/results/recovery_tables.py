"""Where elements go: by outlet of the plant, by unit, and what is lost dissolved or undissolved."""

from __future__ import annotations

from collections.abc import Sequence

from flowsheets.document.paths import tag_of
from flowsheets.document.records import Recovery
from flowsheets.results.definite import NOT_DEFINED, is_definite
from flowsheets.results.reading import PlantReading, StreamReading
from flowsheets.results.table import Cell, Table, columns
from unitops.errors import InputError

GROUP = "Recoveries"
COMMON = frozenset(["H", "O", "N", "C", "S", "Cl", "F", "P", "Na", "K"])
"""Elements that reagents bring; a product is valued for others, if it has any."""
VALUABLE = 0.03
"""A product is valued for elements of which its dry mass has more than this share."""
CARRIER = 0.01
"""A feed with this share of an element's inflow is a raw material for it."""


def value_elements(plant: PlantReading) -> Sequence[str]:
    """Elements that the plant is run for: those of recoveries that the sheet asks for, else of the product."""
    asked = [r.element for r in plant.document.indicators.values() if isinstance(r, Recovery)]
    if asked:
        return list(dict.fromkeys(asked))
    product = plant.main_product
    if product is None:
        return []
    dry = plant.dry_mass(product)
    if dry <= 0.0:
        return []
    share = {e: m / dry for e, m in product.elements.items() if m > VALUABLE * dry}
    valued = sorted(set(share) - COMMON, key=lambda e: -share[e])
    return valued or sorted(set(share) - {"H", "O"}, key=lambda e: -share[e])


def is_raw_material(plant: PlantReading, feed: StreamReading) -> bool:
    """Whether a feed brings elements that the plant is run for."""
    for element in value_elements(plant):
        inflow = sum(s.element(element) for s in plant.feeds)
        if is_definite(inflow, plant.entering, part=True) and feed.element(element) >= CARRIER * inflow:
            return True
    return False


def deportment(plant: PlantReading) -> Table:
    """Share of every element's inflow that leaves by each outlet of the plant."""
    return recovery_by_outlet(plant, [e for e in plant.elements if e not in ("H", "O", "N")])


def recovery_by_outlet(plant: PlantReading, elements: Sequence[str], of: Sequence[str] = ()) -> Table:
    """Where elements that enter by the feeds ``of`` (tags; all by default) leave the plant.

    A balance does not know which feed an atom came with: shares are of what those feeds bring, and exceed 100 %
    where another feed brings more of the element.
    """
    feeds = [s for s in plant.feeds if not of or s.source in of or s.tag in of]
    rows: list[tuple[Cell, ...]] = []
    for element in elements:
        inflow = sum(s.element(element) for s in feeds)
        if not is_definite(inflow, plant.entering, part=True):
            continue
        for stream in plant.products:
            rows.append(
                (
                    element,
                    stream.target,
                    plant.label(stream.target),
                    plant.kind(stream),
                    stream.element(element) * plant.period.hours,
                    100.0 * stream.element(element) / inflow,
                )
            )
    described = columns(
        "element", "outlet", "name", "kind", ("flow", plant.period.unit("kg")), ("share of inflow", "%")
    )
    return Table("deportment", "Where the elements go", described, tuple(rows), GROUP, labels=2)


def recovery(plant: PlantReading, element: str, of: Sequence[str] = (), to: Sequence[str] = ()) -> float:
    """Share of an element in the streams ``of`` (all feeds) that is in the streams ``to`` (the main product).

    Streams are named by their tag, feeds and products also by the tag of the unit. Raises InputError for others,
    and for what is no element.
    """
    from flowsheets.checking import require_element

    require_element(plant.document, element)
    product = plant.main_product
    entering = _named(plant, of) if of else list(plant.feeds)
    leaving = _named(plant, to) if to else [product] if product else []
    inflow = sum(stream.element(element) for stream in entering)
    definite = is_definite(inflow, plant.entering, part=True)
    return sum(stream.element(element) for stream in leaving) / inflow if definite else float("nan")


def _named(plant: PlantReading, tags: Sequence[str]) -> list[StreamReading]:
    by_unit = {s.source: s for s in plant.feeds} | {s.target: s for s in plant.products}
    found = {**by_unit, **plant.streams}
    for tag in tags:
        if tag not in found:
            raise InputError("no stream, feed or product of the sheet is called so", place=tag)
    return [found[tag] for tag in tags]


def recoveries(plant: PlantReading) -> Table:
    """Recovery of the elements the plant is run for: sold, left in residues, in effluents, in gas."""
    rows: list[tuple[Cell, ...]] = []
    for element in value_elements(plant):
        inflow = sum(s.element(element) for s in plant.feeds)
        if not is_definite(inflow, plant.entering, part=True):
            continue
        for stream in plant.products:
            share = 100.0 * stream.element(element) / inflow
            if share > 0.0:
                place = "recovered" if plant.kind(stream) in ("product", "by-product") else "lost"
                rows.append((element, stream.target, plant.label(stream.target), plant.kind(stream), place, share))
    described = columns("element", "outlet", "name", "kind", "is", ("share of inflow", "%"))
    return Table("recoveries", "Recovery and losses", described, tuple(rows), GROUP, labels=2)


def stated_recoveries(plant: PlantReading) -> Table:
    """Recoveries that the sheet asks for, between the streams it names."""
    rows = []
    for name, record in plant.document.indicators.items():
        if isinstance(record, Recovery):
            value = plant.written["indicators"].get(name, {}).get("value")
            ends = [", ".join(tag_of(plant.document, s) for s in side) for side in (record.of, record.to)]
            rows.append((name, record.element, *ends, NOT_DEFINED if value is None else value))
    described = columns("recovery", "element", "of", "to", ("value", "%"))
    return Table("stated recoveries", "Recoveries asked for", described, tuple(rows), GROUP)


def unit_deportment(plant: PlantReading) -> Table:
    """Share of every element that leaves each process unit by each of its outlets."""
    rows: list[tuple[Cell, ...]] = []
    for tag in plant.process:
        outlets = [(port, s) for port, tags in plant.units[tag]["outlets"].items() for s in tags]
        if len(outlets) < 2:
            continue
        for element in plant.elements:
            whole = sum(plant.streams[s].element(element) for _, s in outlets)
            if whole > 0.0:
                rows += [
                    (tag, element, port, s, 100.0 * plant.streams[s].element(element) / whole) for port, s in outlets
                ]
    described = columns("unit", "element", "outlet", "stream", ("share", "%"))
    return Table("unit deportment", "Deportment by unit", described, tuple(rows), GROUP, labels=4)


def losses(plant: PlantReading) -> Table:
    """Valuable elements lost with residues and effluents: dissolved in the liquor, or undissolved in the solids."""
    rows: list[tuple[Cell, ...]] = []
    hours = plant.period.hours
    for element in value_elements(plant):
        inflow = sum(s.element(element) for s in plant.feeds)
        if not is_definite(inflow, plant.entering, part=True):
            continue
        for stream in plant.products:
            if plant.kind(stream) in ("product", "by-product"):
                continue
            dissolved = stream.element(element, ["aq"])
            solid = stream.element(element, ["s"])
            other = max(stream.element(element) - dissolved - solid, 0.0)
            if dissolved or solid or other:
                rows.append(
                    (
                        element,
                        stream.target,
                        plant.label(stream.target),
                        *(x * hours for x in (dissolved, solid, other)),
                        *(100.0 * x / inflow for x in (dissolved, solid, other)),
                    )
                )
    unit = plant.period.unit("kg")
    described = columns(
        "element", "outlet", "name", ("soluble", unit), ("undissolved", unit), ("gas or organic", unit),
        ("soluble share", "%"), ("undissolved share", "%"), ("other share", "%"),
    )  # fmt: skip
    return Table("losses", "Soluble and undissolved losses", described, tuple(rows), GROUP, labels=2)
