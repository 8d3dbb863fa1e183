"""Under which tab each table is found, in the words of the tabs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.editor.results import stream_grid

Named = Sequence[tuple[str, str]]

STREAM_TABLES: Named = (
    (stream_grid.KEY, "Stream table"),
    ("streams", "Streams, one a row"),
    ("species", "Species"),
    ("elements", "Elements"),
    ("composition", "Composition"),
    ("assays", "Dry solids"),
    ("liquors", "Liquors"),
    ("gases", "Gases"),
)
TABS: Mapping[str, Named] = MappingProxyType(
    {
        "Units": (
            ("units", "Units"),
            ("results", "Results"),
            ("parameters", "Parameters"),
            ("reactions", "Reactions"),
            ("equipment", "Equipment list"),
        ),
        "Balances": (
            ("balance", "Plant"),
            ("closure", "Closure"),
            ("energy", "Energy, formation included"),
            ("heat", "Heat"),
            ("unit balances", "Units"),
            ("element balances", "Elements through units"),
            ("build-up", "Build-up in recycles"),
            ("water", "Water"),
        ),
        "Recoveries": (
            ("recoveries", "Recovery and losses"),
            ("stated recoveries", "Recoveries asked for"),
            ("deportment", "Where the elements go"),
            ("unit deportment", "Deportment by unit"),
            ("losses", "Soluble and undissolved losses"),
        ),
        "Indicators": (
            ("indicators", "Indicators"),
            ("expectations", "Published figures and ours"),
            ("specifications", "Specifications"),
        ),
    }
)
CONSUMPTION: Named = (
    ("reagents", "Feeds and reagents"),
    ("utilities", "Utilities"),
    ("wastes", "Products, residues, emissions"),
    ("emissions", "Greenhouse gases"),
)
STUDY: Named = (("design criteria", "Design criteria"), ("data quality", "Estimated data that matter"))
EVERY_TABLE: Mapping[str, Named] = MappingProxyType(
    {"Consumption": CONSUMPTION, "Study": STUDY, "Streams": STREAM_TABLES[1:], **TABS}
)
"""All tables of a solution, grouped; those that no other tab has come first."""
