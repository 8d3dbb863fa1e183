"""Whatever is entered is read or refused with a message that says where."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unitops.errors import InputError

PEGMATITE = ["LiAlSi2O6(s,alpha)", "SiO2(s)"]


HOSTILE: list[Any] = [
    None,
    1,
    True,
    [],
    {},
    "",
    " ",
    "garbage",
    "12",
    "%",
    "98 wt% H2SO5",
    "5 % SiO2(s)",
    {"species": {}},
    {"species": None},
    {"species": []},
    {"species": {1: "100 %"}},
    {"species": {"SiO2(s)": None}},
    {"species": {"SiO2(s)": True}},
    {"species": {"SiO2(s)": "nan"}},
    {"species": {"SiO2(s)": float("nan")}},
    {"species": {"SiO2(s)": 10**400}},
    {"species": {"SiO2(s)": "1e999 %"}},
    {"species": {"SiO2(s)": {}}},
    {"species": {"SiO2(s)": "-5 %", "CaO(s)": "105 %"}},
    {"species": {"SiO2(s)": "100 %"}, "per": "volume"},
    {"species": {"SiO2(s)": "100 %"}, "rest": "SiO2(s)"},
    {"species": {"SiO2(s)": "100 %"}, "moisture": "100 %"},
    {"species": {"SiO2(s)": "100 %"}, "moisture": "5 g/L"},
    {"species": {"SiO2": "100 %"}},
    {"species": {"SiO2(s)": "100 %"}, "assay": {"Si": "1 %"}},
    {"species": {"SiO2(s)": "100 %"}, "moist": "1 %"},
    {"species": {"SiO2(s)": "50 %", "SiO2( s)": "50 %"}},
    {"species": {"CO2(aq)": "100 %"}},
    {"species": {"Na+(aq)": "10 %"}, "rest": "H2O(l)"},
    {"species": {"H2O(l)": "100 %"}, "charge": "H2O(l)"},
    {"species": {"SiO2(s)": "100 %"}, "per": []},
    {"solution": "NaCl"},
    {"solution": {"NaCl": []}},
    {"solution": {"": "1 g/L"}},
    {"solution": {None: "1 g/L"}},
    {"solution": {"Na+" * 200: "1 g/L"}},
    {"assay": [], "minerals": PEGMATITE},
    {"assay": {"Li2O": []}, "minerals": PEGMATITE},
    {"assay": {"Li2O": "1 ± 2 ± 3 %"}, "minerals": PEGMATITE},
    {"assay": {"Li2O": "<"}, "minerals": PEGMATITE},
    {"assay": {None: "1 %"}, "minerals": PEGMATITE},
    {"assay": {"Li2O": "1 %"}, "minerals": [None]},
    {"assay": {"Li2O": "1 %"}, "minerals": PEGMATITE, "unassigned": []},
    {1: 2},
]


@pytest.mark.parametrize("entered", HOSTILE, ids=lambda entered: repr(entered)[:40])
def test_hostile_input_gives_a_message_with_its_place(entered, problem):
    assert len(problem(entered)) < 2000


TEXTS = st.text(max_size=12) | st.sampled_from(["SiO2(s)", "H2O(l)", "Na+(aq)", "10 %", "1 g/L", "<1 %", "refuse"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)
KEYS = [
    "species",
    "solution",
    "assay",
    "minerals",
    "rest",
    "per",
    "moisture",
    "charge",
    "density",
    "unassigned",
]


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=4) | VALUES)
def test_anything_is_read_or_refused(explain, entered):
    refused = ""
    try:
        explain(entered)
    except InputError as error:
        refused = error.place
    assert not refused or refused.startswith("F-101.composition")
