"""Make resources/species.json from named inputs.

Usage, from the project folder:  python -m tools.species_data.build FOLDER

FOLDER holds ``nbs_tables_1982.csv`` (NIST digital release of the NBS Tables, doi 10.18434/M32124). The
other inputs are packages of extra ``data``: pyglenn (NASA Glenn), janaf (NIST-JANAF), pychnosz (OBIGT).

Family rules: NBS for ions, salts, hydrates, carbonates, sulfates, phosphates and liquids; NASA Glenn for
gases and fluorides; OBIGT for Cu-Fe sulfides and jarosites; JANAF or NASA for melts, tied to the adopted
crystal. Where several sources know a species, the largest departure from the adopted figure is stored as
its uncertainty.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tools.species_data import catalogue_battery as battery
from tools.species_data import catalogue_electrolyte as electrolyte
from tools.species_data import catalogue_elements as elements
from tools.species_data import catalogue_extractants as extractants
from tools.species_data import catalogue_gases as gases
from tools.species_data import catalogue_minerals as minerals
from tools.species_data import catalogue_organics as organics
from tools.species_data import catalogue_pseudo as pseudo
from tools.species_data import catalogue_salts as salts
from tools.species_data import catalogue_solutes as solutes
from tools.species_data.entry import Entry
from tools.species_data.resolve import Resolver

CATALOGUE: list[Entry] = [
    *gases.GASES,
    *gases.LIQUIDS,
    *solutes.SOLUTES,
    *elements.ELEMENTS,
    *elements.OXIDES,
    elements.SILICON_MONOXIDE,
    *elements.HYDROXIDES,
    *elements.SULFIDES,
    *elements.CARBIDES,
    *elements.MELTS,
    *salts.HALIDES,
    *salts.CARBONATES,
    *salts.SULFATES,
    *salts.NITRATES_PHOSPHATES,
    *minerals.SILICATES,
    *minerals.BORATES,
    *minerals.OXALATES,
    *battery.CATHODES,
    *electrolyte.FLUORINE,
    *electrolyte.SILICATE_RESIDUES,
    *organics.SOLVENTS,
    *extractants.EXTRACTANTS,
    *extractants.LOADED,
    *pseudo.PSEUDO,
]


def main(arguments: list[str]) -> None:
    data = Path(arguments[0])
    resolver = Resolver(data, CATALOGUE)
    records = [resolver.record(entry) for entry in sorted(CATALOGUE, key=lambda entry: entry.id)]
    target = Path(__file__).parents[2] / "resources" / "species.json"
    text = json.dumps({"format": 1, "species": records}, indent=1, ensure_ascii=False)
    target.write_text(text + "\n", encoding="utf-8")
    print(f"{len(records)} species, {target.stat().st_size / 1e3:.0f} kB")
    for line in resolver.remarks:
        print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
