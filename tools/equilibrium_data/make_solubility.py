"""Writes resources/solubility.json: measured solubilities of salts in water over temperature.

`seen` is true where the figures were read in the source or in the copy of its table that `seen_in` names, false where
they were set down from knowledge of the handbook and still want a check. Departures between tables stand in the notes.
Run: python tools/equilibrium_data/make_solubility.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[2] / "resources" / "solubility.json"

SOURCES = {
    "seidell-1940": "Seidell 1940, Solubilities of Inorganic and Metal Organic Compounds, 3rd ed., vol. 1, p. 909",
    "crc-at": "CRC Handbook of Chemistry and Physics, Aqueous Solubility of Inorganic Compounds at Various "
    "Temperatures",
    "crc-ambient": "CRC Handbook of Chemistry and Physics, 98th ed. 2017, Solubility of Common Salts at Ambient "
    "Temperatures",
    "lange": "Lange's Handbook of Chemistry, solubilities of inorganic compounds in water at various temperatures",
    "perry": "Perry's Chemical Engineers' Handbook, 7th ed., table 2-122, Solubilities of Inorganic Compounds in "
    "Water at Various Temperatures",
}

COPIES = {
    "crc98": "F. L. S. Bustamante 2020, github.com/chicolucio/solutions, data/*.csv: the CRC tables at various and at "
    "ambient temperatures, 98th ed. 2017",
    "lange-copy": "Wikipedia, Solubility table, as in github.com/HFerZHY/WikiSolubility-Project, WSdata.py: it follows "
    "Lange's table",
}

Point = tuple[float, float]
TENS = (0, 10, 20, 30, 40, 60, 80, 90, 100)


def at(temperatures: tuple[float, ...], *values: float) -> list[Point]:
    return list(zip(temperatures, values, strict=True))


def mass_percent(points: list[Point]) -> list[Point]:
    return [(t, round(100.0 * w / (100.0 - w), 4)) for t, w in points]


def molal(points: list[Point], molar_mass: float) -> list[Point]:
    return [(t, round(m * molar_mass / 10.0, 4)) for t, m in points]


# salt: g of the named solute in 100 g of water; branches in the order of temperature, each one solid phase.
SALTS: dict[str, dict[str, Any]] = {
    "Li2CO3": {
        "branches": {"Li2CO3(s)": at((0, 25, 50, 75, 100), 1.53, 1.27, 1.01, 0.85, 0.72)},
        "source": "seidell-1940",
        "seen": True,
        "note": "later tables (CRC) are up to 7 % higher at 40 to 75 degC: 1.16 at 40, 1.00 at 60, 0.79 at 90",
    },
    "LiOH": {
        "branches": {
            "LiOH.H2O(s)": at((0, 10, 20, 30, 40, 60, 80, 100), 12.7, 12.7, 12.8, 12.9, 13.0, 13.8, 15.3, 17.5)
        },
        "source": "lange",
        "seen": True,
        "seen_in": "lange-copy",
        "note": "the CRC table (crc98) has 12.1 at 0, 14.6 at 60, 16.6 at 80 and 19.2 at 100 degC: from 5 % less "
        "to 10 % more",
    },
    "Li2SO4": {
        "branches": {
            "Li2SO4.H2O(s)": at((0, 10, 20, 30, 40, 60, 80, 90), 36.1, 35.5, 34.8, 34.2, 33.7, 32.6, 31.4, 30.9)
        },
        "source": "lange",
        "seen": True,
        "seen_in": "lange-copy",
        "note": "the CRC table (crc98) is within 1.6 %",
    },
    "Na2SO4": {
        "branches": {
            "Na2SO4.10H2O(s)": at((0, 10, 20, 25, 30, 32.38), 4.9, 9.1, 19.5, 28.0, 40.8, 49.7),
            "Na2SO4(s)": at((32.38, 40, 60, 80, 90, 100), 49.7, 48.8, 45.3, 43.7, 42.7, 42.5),
        },
        "source": "lange",
        "seen": True,
        "seen_in": "lange-copy",
        "note": "the CRC table (crc98) is within 2.1 %",
    },
    "NaCl": {
        "branches": {"NaCl(s)": at(TENS, 35.65, 35.72, 35.89, 36.09, 36.37, 37.04, 37.93, 38.47, 38.99)},
        "source": "lange",
        "seen": True,
        "seen_in": "crc98",
        "note": "both tables have these figures",
    },
    "KCl": {
        "branches": {"KCl(s)": at(TENS, 28.0, 31.2, 34.2, 37.2, 40.1, 45.8, 51.3, 53.9, 56.3)},
        "source": "lange",
        "seen": True,
        "seen_in": "lange-copy",
        "note": "the CRC table (crc98) is within 1 %",
    },
    "K2SO4": {
        "branches": {"K2SO4(s)": at(TENS, 7.4, 9.3, 11.1, 13.0, 14.8, 18.2, 21.4, 22.9, 24.1)},
        "source": "lange",
        "seen": True,
        "seen_in": "lange-copy",
        "note": "the CRC table (crc98) is within 1.2 % from 10 degC and 3.4 % higher at 0",
    },
    "Na2CO3": {
        "branches": {
            "Na2CO3.10H2O(s)": at((0, 10, 20, 25, 30), 7.0, 12.5, 21.5, 29.4, 39.7),
            "Na2CO3.H2O(s)": at((40, 60, 80, 100), 48.5, 46.4, 45.8, 45.5),
        },
        "source": "perry",
        "seen": True,
        "note": "the heptahydrate between 32.0 and 35.4 degC is bridged by a straight line",
    },
    "MnSO4": {
        "branches": {
            "MnSO4.5H2O(s)": at((0, 10, 20), 52.9, 59.7, 62.9),
            "MnSO4.H2O(s)": at((30, 40, 60, 80, 90, 100), 62.9, 60.0, 53.6, 45.6, 40.9, 35.3),
        },
        "source": "lange",
        "seen": True,
        "seen_in": "lange-copy",
        "note": "the CRC table (crc98) is within 1.3 % up to 60 degC, 2.4 % lower at 80, 3.2 % higher at 100",
    },
    "NiSO4": {
        "branches": {
            "NiSO4.7H2O(s)": mass_percent(at((0, 10, 20, 25, 30), 21.4, 24.4, 27.4, 28.8, 30.3)),
            "NiSO4.6H2O(s)": mass_percent(at((40, 50, 60, 70, 80, 90, 100), 32.0, 34.1, 35.8, 37.7, 39.9, 42.3, 44.8)),
        },
        "source": "crc-at",
        "seen": True,
        "seen_in": "crc98",
    },
    "CoSO4": {
        "branches": {
            "CoSO4.7H2O(s)": mass_percent(at((0, 10, 20, 25, 30, 40), 19.9, 23.0, 26.1, 27.7, 29.2, 32.3)),
            "CoSO4.6H2O(s)": mass_percent(at((50, 60), 34.4, 35.9)),
            "CoSO4.H2O(s)": mass_percent(at((70, 80, 90, 100), 35.5, 33.2, 30.6, 27.8)),
        },
        "source": "crc-at",
        "seen": True,
        "seen_in": "crc98",
    },
    "MgSO4": {
        "branches": {
            "MgSO4.7H2O(s)": mass_percent(at((0, 10, 20, 25, 30, 40), 18.2, 21.7, 25.1, 26.3, 28.2, 30.9)),
            "MgSO4.6H2O(s)": mass_percent(at((50, 60, 70), 33.4, 35.6, 36.9)),
            "MgSO4.H2O(s)": mass_percent(at((80, 90, 100), 35.9, 34.7, 33.3)),
        },
        "source": "crc-at",
        "seen": True,
        "seen_in": "crc98",
    },
    "(NH4)2SO4": {
        "branches": {
            "(NH4)2SO4(s)": at((0, 10, 20, 30, 40, 60, 80, 100), 70.6, 73.0, 75.4, 78.0, 81.0, 88.0, 95.3, 103.3)
        },
        "source": "perry",
        "seen": True,
        "note": "the CRC table is within 1.3 %",
    },
    "CaSO4.2H2O": {
        "branches": {
            "CaSO4.2H2O(s)": at(
                (0, 10, 20, 30, 40, 60, 80, 100), 0.223, 0.244, 0.255, 0.264, 0.265, 0.258, 0.234, 0.205
            )
        },
        "source": "lange",
        "seen": True,
        "seen_in": "lange-copy",
        "note": "the copy has 0.244 at 60 degC, which breaks the curve: kept at 0.258. The CRC table (crc98), as "
        "dihydrate, is within 1.4 %: 0.220, 0.242, 0.256, 0.264, 0.266, 0.255, 0.233 and 0.207",
    },
    "Ca(OH)2": {
        "branches": {"Ca(OH)2(s)": at((0, 20, 40, 60, 80, 100), 0.185, 0.165, 0.141, 0.116, 0.094, 0.077)},
        "source": "perry",
        "seen": True,
        "note": "Lange's table (lange-copy) has 0.189 at 0, 0.173 at 20, 0.141 at 40, 0.121 at 60, 0.086 at 80 and "
        "0.076 at 90 degC: within 9 %",
    },
    "LiF": {
        "branches": {"LiF(s)": mass_percent(at((0, 10, 20, 25), 0.120, 0.126, 0.131, 0.134))},
        "source": "crc-at",
        "seen": True,
        "seen_in": "crc98",
    },
    "Li3PO4": {
        "branches": {"Li3PO4(s)": at((18, 25), 0.039, 0.039)},
        "source": "lange",
        "seen": True,
        "seen_in": "lange-copy",
        "note": "one value, 0.039 at 20 degC; the CRC table (crc98) has 0.027 at 25 degC, a third less",
    },
    "NH4H2PO4": {
        "branches": {"NH4H2PO4(s)": at((0, 20, 40, 60, 80, 100), 22.7, 36.8, 56.7, 82.9, 120.7, 174.0)},
        "source": "lange",
        "seen": True,
        "seen_in": "lange-copy",
        "note": "the copy is within 2 %; the CRC table (crc98) is 20 % higher at 80 and 51 % higher at 100 degC",
    },
    "FeSO4": {
        "branches": {
            "FeSO4.7H2O(s)": molal(at((10, 15, 20, 25, 30, 35), 1.352, 1.533, 1.729, 1.940, 2.165, 2.405), 151.908),
            "FeSO4.H2O(s)": at((70, 80, 90), 50.9, 43.6, 37.3),
        },
        "source": "crc-ambient",
        "seen": True,
        "seen_in": "crc98",
        "note": "the monohydrate is from Perry's; the CRC table is within 0.6 %; 35 to 70 degC is bridged by a line",
    },
    "CuSO4": {
        "branches": {"CuSO4.5H2O(s)": at((0, 20, 40, 60, 80, 100), 14.3, 20.7, 28.5, 40.0, 55.0, 75.4)},
        "source": "perry",
        "seen": True,
        "note": "the CRC table is within 4 %: 14.2, 20.1, 28.5, 40.5, 57.0 and 77.0",
    },
    "ZnSO4": {
        "branches": {
            "ZnSO4.7H2O(s)": molal(at((10, 15, 20, 25, 30, 35), 2.911, 3.116, 3.336, 3.573, 3.827, 4.099), 161.44),
            "ZnSO4.6H2O(s)": mass_percent(at((40, 50), 41.3, 43.0)),
            "ZnSO4.H2O(s)": mass_percent(at((60, 70, 80, 90, 100), 42.1, 41.0, 39.9, 38.8, 37.6)),
        },
        "source": "crc-ambient",
        "seen": True,
        "seen_in": "crc98",
        "note": "above 35 degC from the CRC table at various temperatures",
    },
}


def main() -> None:
    salts: dict[str, Any] = {}
    for name, entry in SALTS.items():
        branches = [
            {
                "solid": solid,
                "T_K": [round(t + 273.15, 2) for t, _ in points],
                "g_per_100g": [value for _, value in points],
            }
            for solid, points in entry["branches"].items()
        ]
        salts[name] = {"branches": branches, **{k: v for k, v in entry.items() if k != "branches"}}
    document = {
        "about": "grams of the named solute that saturate 100 g of water, by solid phase and temperature",
        "sources": SOURCES,
        "copies": COPIES,
        "salts": salts,
    }
    TARGET.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
