"""Write docs/data_sources.md: which figures and works cited here were seen in public text, and which were not.

python tools/data_sources_page.py            writes what has changed
python tools/data_sources_page.py --check    writes nothing; exit status 1 if the page is stale

What was seen stands in resources/verification.json. A figure counts as seen only while ours is within 1.2 % of it;
what is not listed there was not seen.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # run from a checkout, installed or not

from flowsheets import library  # noqa: E402
from tools.generated_page import keep_up, table  # noqa: E402
from unitops.catalogue import catalogue  # noqa: E402
from unitops.chemistry.aqueous.solubility import solubility_table  # noqa: E402
from unitops.chemistry.species_database import database  # noqa: E402
from unitops.declaration.declared import Declared  # noqa: E402

PAGE = ROOT / "docs" / "data_sources.md"
RESOURCES = ROOT / "resources"
AGREEMENT = 0.012
"""Relative departure up to which a handbook figure counts as confirmed: what two editions differ by."""
HEAT_CAPACITY_AGREEMENT = 0.03
HANDBOOKS = ("crc", "crc_melts", "hom", "core10", "wikipedia")
LIQUIDS = ("crc", "hf_liquid", "chemicals")
LITERATURE = re.compile(r"\b(18|19|20)\d\d\b|Handbook|SimSXEWCu|HydroSim|IEC 60034")
"""What tells literature from practice and choice among the sources of declarations."""
OWN = re.compile("assumption|estimate|stoichiometry|no dilution|fitted to", re.IGNORECASE)
"""How sources begin that are no literature."""
INTRODUCTION = """# Where figures come from

Written by `python tools/data_sources_page.py` from the data, the declarations of the unit operations, the flowsheets of
the library and `resources/verification.json`, which states where a figure was seen in public text.

*Seen* means: the figure was found in the source, or in a public copy of its table, and ours agrees with it. *Not seen*
means that it was set down from knowledge of the source: it may well be right, but check it before a study rests on it.
What was read from data files by a program (enthalpies, entropies, most heat capacities, equilibrium constants, emission
factors) is not listed figure by figure; its files are among the works below."""


class Density(msgspec.Struct, frozen=True):
    """Density [g/cm3] as seen, and the key of the place."""

    g_cm3: float
    place: str


class MolarHeatCapacity(msgspec.Struct, frozen=True):
    """Heat capacity near 25 degC [J/mol/K] as seen, and the key of the place."""

    J_mol_K: float
    place: str


class Work(msgspec.Struct, frozen=True):
    """A cited work, known by a fragment of its citations: where it was found, and where its figures were."""

    fragment: str
    found: str
    figure: str = ""
    note: str = ""


class Verification(msgspec.Struct, frozen=True):
    """The whole of resources/verification.json."""

    about: str
    places: dict[str, str]
    densities: dict[str, Density]
    heat_capacities: dict[str, MolarHeatCapacity]
    pitzer: dict[str, str]
    doubts: dict[str, dict[str, str]]
    works: list[Work]
    laws: list[Work]


def page() -> str:
    """The whole page."""
    seen = msgspec.json.decode((RESOURCES / "verification.json").read_bytes(), type=Verification)
    parts = [
        INTRODUCTION,
        _summary(seen),
        _not_seen(seen),
        _solubilities(),
        _pitzer(seen),
        _citations("Defaults of the unit operations", declared_citations(), seen.works),
        _citations("Sources of the data", resource_citations(), seen.works),
        _citations("Sources of the shipped flowsheets", library_citations(), seen.works),
        _laws(seen),
        _places(seen),
    ]
    return "\n\n".join(parts) + "\n"


def handbook_densities() -> dict[str, float]:
    """Densities [g/cm3] that were entered from a handbook, by species."""
    return {
        name: 1e-3 * species.molar_mass / species.molar_volume.value
        for name, species in database().items()
        if species.molar_volume and species.molar_volume.source in HANDBOOKS
    }


def entered_heat_capacities() -> dict[str, float]:
    """Heat capacities [J/mol/K] that were entered as one figure, by species."""
    return {
        name: species.heat_capacity.segments[0].coefficients[2]
        for name, species in database().items()
        if species.heat_capacity and species.heat_capacity.source in LIQUIDS
    }


def seen_densities(seen: Verification) -> set[str]:
    """Species whose handbook density was seen; a listed one that disagrees does not count."""
    ours = handbook_densities()
    return {name for name, one in seen.densities.items() if _agree(ours.get(name), one.g_cm3, AGREEMENT)}


def seen_heat_capacities(seen: Verification) -> set[str]:
    """Species whose entered heat capacity was seen."""
    ours = entered_heat_capacities()
    listed = seen.heat_capacities.items()
    return {name for name, one in listed if _agree(ours.get(name), one.J_mol_K, HEAT_CAPACITY_AGREEMENT)}


def _agree(ours: float | None, theirs: float, within: float) -> bool:
    return ours is not None and abs(ours / theirs - 1.0) <= within


def _summary(seen: Verification) -> str:
    salts = solubility_table().salts
    pairs = entered_pairs()
    counts = [
        ("densities from handbooks", len(handbook_densities()), len(seen_densities(seen))),
        ("heat capacities entered as one figure", len(entered_heat_capacities()), len(seen_heat_capacities(seen))),
        ("solubilities in water, salts", len(salts), sum(record.seen for record in salts.values())),
        ("Pitzer parameters entered by hand, pairs of ions", len(pairs), sum(pair in seen.pitzer for pair in pairs)),
    ]
    for title, citations in (
        ("defaults of unit operations that cite literature", declared_citations()),
        ("sources of the data", resource_citations()),
        ("sources of the shipped flowsheets", library_citations()),
    ):
        found = sum(bool((work := _work(text, seen.works)) and work.figure) for text in citations)
        counts.append((title, len(citations), found))
    rows = [(title, str(all_), str(found), str(all_ - found)) for title, all_, found in counts]
    return "## How much was seen\n\n" + table(("figures", "all", "seen", "not seen"), rows)


def _not_seen(seen: Verification) -> str:
    densities, heat = handbook_densities(), entered_heat_capacities()
    of_density, of_heat = seen.doubts["density"], seen.doubts["heat capacity"]
    rows = [
        (_name(name), "density", f"{densities[name]:.4g} g/cm3", of_density.get(name, ""))
        for name in sorted(set(densities) - seen_densities(seen))
    ]
    rows += [
        (_name(name), "heat capacity", f"{heat[name]:.4g} J/mol/K", of_heat.get(name, ""))
        for name in sorted(set(heat) - seen_heat_capacities(seen))
    ]
    return "## Properties of species that were not seen\n\n" + table(("species", "property", "ours", "doubt"), rows)


def _name(name: str) -> str:
    return f"{name} ({database()[name].name})"


def _solubilities() -> str:
    found = solubility_table()
    rows = [
        (salt, found.sources[record.source], _where(record.seen, found.copies.get(record.seen_in, "")), record.note)
        for salt, record in found.salts.items()
    ]
    return "## Solubilities in water\n\n" + table(("salt", "source", "seen", "note"), rows)


def _where(seen: bool, copy: str) -> str:
    return (copy or "in the source") if seen else "**not seen**"


def entered_pairs() -> dict[str, str]:
    """Pairs of ions with parameters entered by hand, with the key of their source."""
    parameters = json.loads((RESOURCES / "pitzer.json").read_text("utf-8"))["parameters"]
    return {" ".join(one["species"]): one["source"] for one in parameters if one["source"] != "pitzer.dat"}


def _pitzer(seen: Verification) -> str:
    sources = json.loads((RESOURCES / "pitzer.json").read_text("utf-8"))["sources"]
    rows = [
        (pair, sources[key], seen.places.get(seen.pitzer.get(pair, ""), "**not seen**"))
        for pair, key in entered_pairs().items()
    ]
    return "## Pitzer parameters entered by hand\n\n" + table(("ions", "source", "seen"), rows)


def declared_citations() -> dict[str, list[str]]:
    """Citations of literature in the declarations, each with the quantities that it is given for."""
    used: dict[str, list[str]] = {}
    for name, operation in catalogue().items():
        for key in dir(operation):
            declared = getattr(operation, key, None)
            source = getattr(declared, "source", "")
            if isinstance(declared, Declared) and isinstance(source, str) and LITERATURE.search(source):
                used.setdefault(source, []).append(f"{name}.{key}")
    return dict(sorted(used.items()))


def resource_citations() -> dict[str, list[str]]:
    """Citations in the data files, each with the files that use it."""
    used: dict[str, list[str]] = {}
    for path in sorted(RESOURCES.glob("*.json")):
        for text in _sources_of(path):
            if not OWN.match(text):
                used.setdefault(text, []).append(path.name)
    return dict(sorted(used.items()))


def _sources_of(path: Path) -> Iterator[str]:
    document: dict[str, Any] = json.loads(path.read_text("utf-8"))
    sources = document if path.name == "sources.json" else document.get("sources", {})
    for source in sources.values():
        yield source if isinstance(source, str) else source["text"]


def library_citations() -> dict[str, list[str]]:
    """Citations of the shipped flowsheets, each with the flowsheets that use it."""
    used: dict[str, list[str]] = {}
    for name in library.names():
        for source in library.load(name).document.sources.values():
            if not OWN.match(source.text):
                used.setdefault(source.text, []).append(name)
    return dict(sorted(used.items()))


def _work(text: str, works: Sequence[Work]) -> Work | None:
    return next((work for work in works if work.fragment in text), None)


def _citations(title: str, citations: dict[str, list[str]], works: Sequence[Work]) -> str:
    rows = []
    for text, users in citations.items():
        work = _work(text, works)
        found = work.found if work else "not looked up or not found"
        figure = work.figure if work and work.figure else "**not seen**"
        rows.append((text, ", ".join(users), found, figure, work.note if work else ""))
    return f"## {title}\n\n" + table(("citation", "for", "work found as", "figures seen in", "note"), rows)


def _laws(seen: Verification) -> str:
    code = "".join(path.read_text("utf-8") for path in sorted((ROOT / "unitops").rglob("*.py")))
    flat = re.sub(r"\s+", " ", code)
    rows = [
        (work.fragment, work.found, work.figure or "**not seen**", work.note)
        for work in seen.laws
        if work.fragment in flat
    ]
    text = "Works that docstrings cite for laws, and that were looked up; those not listed were not."
    return f"## Laws\n\n{text}\n\n" + table(("work", "found as", "law seen in", "note"), rows)


def _places(seen: Verification) -> str:
    used = {one.place for one in (*seen.densities.values(), *seen.heat_capacities.values())} | set(seen.pitzer.values())
    rows = []
    for key in sorted(used):
        names = [name for name, one in seen.densities.items() if one.place == key and name in seen_densities(seen)]
        heat = [name for name, one in seen.heat_capacities.items() if one.place == key]
        rows.append((seen.places[key], str(len(names)), str(len(heat))))
    return "## Where properties of species were seen\n\n" + table(("place", "densities", "heat capacities"), rows)


if __name__ == "__main__":
    sys.exit(keep_up(PAGE, page, "Write docs/data_sources.md."))
