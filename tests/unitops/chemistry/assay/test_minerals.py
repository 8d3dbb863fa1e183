"""Assays fitted to minerals."""

from __future__ import annotations

from collections.abc import Mapping

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import lsq_linear

from unitops.chemistry.assay import CompositionReport
from unitops.chemistry.assay.ambiguity import ambiguous, preferred
from unitops.chemistry.assay.analytes import Analyte
from unitops.chemistry.assay.minerals import fit, fit_to_one
from unitops.chemistry.formula import atomic_weights, parse_formula
from unitops.chemistry.species import database

PEGMATITE = [
    "LiAlSi2O6(s,alpha)",
    "SiO2(s)",
    "NaAlSi3O8(s)",
    "KAlSi3O8(s)",
    "KAl3Si3O10(OH)2(s)",
    "Ca5(PO4)3F(s)",
    "Fe2O3(s)",
    "MgSiO3(s)",
    "CaMgSi2O6(s)",
]
SPODUMENE = {
    "Li2O": "6.0 %",
    "SiO2": "64.5 %",
    "Al2O3": "25.0 %",
    "Fe2O3": "1.2 %",
    "Na2O": "0.7 %",
    "K2O": "0.6 %",
    "CaO": "0.4 %",
    "MgO": "0.3 %",
    "P2O5": "0.2 %",
    "LOI": "0.5 %",
}


def test_spodumene_concentrate(explain):
    report = explain({"assay": SPODUMENE, "minerals": PEGMATITE, "moisture": "8 %", "unassigned": "SiO2(s)"})
    assert report.masses["H2O(l)"] == pytest.approx(0.08)
    assert 0.70 < report.masses["LiAlSi2O6(s,alpha)"] / 0.92 < 0.80
    assert 0.0 < report.unassigned < 0.02
    assert report.unassigned_to == "SiO2(s)"
    lines = {line.analyte: line for line in report.analytes}
    assert lines["Li2O"].fitted == pytest.approx(0.06, rel=0.05)
    assert lines["Fe2O3"].fitted == pytest.approx(0.012, rel=1e-6)
    assert all(abs(line.deviations) < 3.0 for line in report.analytes)
    assert any("unassigned" in note for note in report.notes)
    elements = element_masses(report)
    assert elements["Li"] / 0.92 == pytest.approx(lines["Li2O"].fitted * 0.46454, rel=1e-4)


def element_masses(report: CompositionReport) -> dict[str, float]:
    found: dict[str, float] = {}
    for key, amount in report.amounts.items():
        for element, count in database()[key].composition.items():
            found[element] = found.get(element, 0.0) + amount * count * atomic_weights()[element]
    return found


def test_what_is_unassigned_must_be_named(problem):
    message = problem({"assay": SPODUMENE, "minerals": PEGMATITE[:2]})
    assert "unassigned" in message
    assert "Fe2O3 1.2 and 0 %" in message
    assert problem({"assay": SPODUMENE, "minerals": PEGMATITE[:2], "unassigned": "refuse"}) == message


def test_more_than_all_is_refused_with_the_numbers(problem):
    message = problem({"assay": {"Li2O": "8.5 %"}, "minerals": ["LiAlSi2O6(s,alpha)"]})
    assert "105.88 %" in message


def test_rounding_above_all_is_refitted_and_told(explain):
    report = explain({"assay": {"Li2O": "8.05 %"}, "minerals": ["LiAlSi2O6(s,alpha)"]})
    assert report.masses == {"LiAlSi2O6(s,alpha)": 1.0}
    assert any("100.2" in note for note in report.notes)


def test_below_detection_is_between_zero_and_the_bound(explain):
    minerals = ["CaCO3(s)", "Ca3(PO4)2(s)", "SiO2(s)"]
    assay = {"CaO": "50 %", "SiO2": "10 %", "LOI": "39 %", "P2O5": "<0.01 %"}
    report = explain({"assay": assay, "minerals": minerals, "unassigned": "SiO2(s)"})
    bound = {line.analyte: line for line in report.analytes}["P2O5"]
    assert bound.below
    assert bound.fitted <= 1.05e-4
    assay["P2O5"] = "<20 %"
    free = explain({"assay": assay, "minerals": minerals, "unassigned": "SiO2(s)"})
    assert {line.analyte: line for line in free.analytes}["P2O5"].residual == 0.0


def test_a_mineral_known_only_by_a_kept_bound_is_absent(explain):
    assay = {"CaO": "56.03 %", "TiO2": "<0.01 %"}
    report = explain({"assay": assay, "minerals": ["CaCO3(s)", "TiO2(s)"]})
    assert "TiO2(s)" not in report.masses


def test_loss_on_ignition_counts_water_and_carbon_dioxide(explain):
    weights = atomic_weights()
    water = 2.0 * weights["H"] + weights["O"]
    for mineral, lost in {
        "CaCO3(s)": weights["C"] + 2.0 * weights["O"],
        "Al(OH)3(s)": 1.5 * water,
        "CaSO4·2H2O(s)": 2.0 * water,
        "C(s)": weights["C"],
        "SiO2(s)": 0.0,
    }.items():
        share = lost / database()[mineral].molar_mass
        report = explain({"assay": {"LOI": "1 %"}, "minerals": [mineral], "unassigned": mineral})
        assert report.analytes[0].fitted == pytest.approx(share)


def test_minerals_that_the_assay_does_not_tell_apart(explain):
    both = ["LiAlSi2O6(s,alpha)", "LiAlSi2O6(s,beta)", "SiO2(s)"]
    entered = {"assay": {"Li2O": "6 %"}, "minerals": both, "unassigned": "SiO2(s)"}
    report = explain(entered)
    assert list(report.masses) == ["LiAlSi2O6(s,alpha)", "SiO2(s)"]
    assert any("beta" in note and "does not fix" in note for note in report.notes)
    turned = explain({**entered, "minerals": both[::-1]})
    assert "LiAlSi2O6(s,alpha)" not in turned.masses


def test_stated_uncertainties_weigh(explain):
    minerals, assay = ["LiAlSi2O6(s,alpha)"], {"Li2O": "6.0 ± 0.01 %", "Al2O3": "25 % ± 2 %"}
    report = explain({"assay": assay, "minerals": minerals, "unassigned": "SiO2(s)"})
    assert report.analytes[0].fitted == pytest.approx(0.06, rel=1e-3)
    assert report.analytes[0].uncertainty == pytest.approx(1e-4)


def test_mineralogy_decides_what_the_assay_does_not(explain):
    minerals = ["LiAlSi2O6(s,alpha)", "LiAlSi2O6(s,beta)", "SiO2(s)"]
    entered = {"assay": {"Li2O": "6 %", "SiO2": "73.33 %"}, "minerals": minerals, "unassigned": "SiO2(s)"}
    report = explain({**entered, "mineralogy": {"LiAlSi2O6(s,beta)": "30 ± 2 %"}})
    assert report.masses["LiAlSi2O6(s,beta)"] == pytest.approx(0.30, abs=1e-9)
    assert report.analytes[-1].analyte == "LiAlSi2O6(s,beta)"
    assert not any("does not fix" in note for note in report.notes)
    small = explain({**entered, "mineralogy": {"LiAlSi2O6(s,alpha)": "<5 %"}})
    assert small.masses.get("LiAlSi2O6(s,alpha)", 0.0) <= 0.0505


def test_an_element_that_no_mineral_carries_is_told(explain):
    entered = {"assay": {"Li2O": "6 %", "Fe2O3": "1.2 %"}, "minerals": ["LiAlSi2O6(s,alpha)"]}
    report = explain({**entered, "unassigned": "SiO2(s)"})
    assert any("Fe2O3 1.2 and 0 %" in note for note in report.notes)


def test_elements_and_oxides_mean_the_same(explain):
    oxides = explain({"assay": {"Li2O": "6 ± 0.1 %"}, "minerals": PEGMATITE[:1], "unassigned": "SiO2(s)"})
    lithium = 6.0 * 2.0 * 6.94 / (2.0 * 6.94 + 15.999)
    elements = explain({"assay": {"Li": f"{lithium!r} ± 0.05 %"}, "minerals": PEGMATITE[:1], "unassigned": "SiO2(s)"})
    assert oxides.amounts == pytest.approx(elements.amounts, rel=1e-12)


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"assay": {"Li": "2 %", "Li2O": "4 %"}, "minerals": PEGMATITE}, "twice"),
        ({"assay": {"Li2O": "6 %"}}, "minerals"),
        ({"assay": {"Li2O": "6 %"}, "minerals": []}, "minerals"),
        ({"assay": {"Li2O": "6 %"}, "minerals": "SiO2(s)"}, "minerals"),
        ({"assay": {"Li2O": "6 %"}, "minerals": ["Na+(aq)"]}, "no solid"),
        ({"assay": {"Li2O": "6 %"}, "minerals": ["SiO2(s)", "SiO2(s)"]}, "twice"),
        ({"assay": {"CaCO3": "6 %"}, "minerals": PEGMATITE}, "neither"),
        ({"assay": {"SO4-2": "6 %"}, "minerals": PEGMATITE}, "neither"),
        ({"assay": {"Xx": "6 %"}, "minerals": PEGMATITE}, "no analyte"),
        ({"assay": {"Li2O": "<0 %"}, "minerals": PEGMATITE}, "no room"),
        ({"assay": {"Li2O": "6 ± 0 %"}, "minerals": PEGMATITE}, "zero"),
        ({"assay": {"Li2O": "6.0 g/L"}, "minerals": PEGMATITE}, "mass fraction"),
        ({"assay": {"Li2O": 6.0}, "minerals": PEGMATITE}, "600 %"),
        ({"assay": {"Li2O": "6 %"}, "minerals": PEGMATITE, "unasigned": "SiO2(s)"}, '"unassigned"'),
        ({"assay": {"Li": "2 %"}, "minerals": ["SiO2(s)"], "mineralogy": {"C(s)": "1 %"}}, "not among"),
        ({"assay": {}, "minerals": PEGMATITE}, "asked"),
    ],
)
def test_assays_that_cannot_be(problem, entered, said):
    assert said in problem(entered)


DETERMINATE = {
    "LiAlSi2O6(s,alpha)": "Li2O",
    "SiO2(s)": "SiO2",
    "NaAlSi3O8(s)": "Na2O",
    "KAlSi3O8(s)": "K2O",
    "Ca5(PO4)3F(s)": "P2O5",
    "CaCO3(s)": "CaO",
    "Fe2O3(s)": "Fe",
    "Al(OH)3(s)": "Al2O3",
    "MgCO3(s)": "MgO",
}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(0.0, 1.0), min_size=len(DETERMINATE), max_size=len(DETERMINATE)).filter(
        lambda parts: sum(parts) > 0.1
    )
)
def test_mixtures_are_recovered_from_their_exact_assay(explain, parts):
    shares = {key: part / sum(parts) for key, part in zip(DETERMINATE, parts, strict=True)}
    assay = {name: f"{100.0 * assayed(name, shares)!r} %" for name in DETERMINATE.values()}
    report = explain({"assay": assay, "minerals": list(DETERMINATE)})
    assert report.unassigned < 1e-9
    for key, share in shares.items():
        assert report.masses.get(key, 0.0) == pytest.approx(share, abs=1e-8)


def assayed(name: str, shares: Mapping[str, float]) -> float:
    oxide = parse_formula(name)
    element = next(iter(oxide))
    moles = sum(
        share / database()[key].molar_mass * database()[key].composition.get(element, 0.0)
        for key, share in shares.items()
    )
    return moles / oxide[element] * sum(n * atomic_weights()[e] for e, n in oxide.items())


# --- the fit itself, against other solvers -----------------------------------------------------------------


@st.composite
def noisy(draw):
    """Contents, analytes and mixed-up figures; the third analyte is a bound."""
    share = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000.0)
    contents = numpy.array(draw(st.lists(st.lists(share, min_size=4, max_size=4), min_size=6, max_size=6)))
    values = draw(st.lists(st.floats(0.01, 0.9), min_size=6, max_size=6))
    analytes = [Analyte(f"X{i}", "X", 1.0, x, 1e-4 + 0.02 * x, below=i == 2) for i, x in enumerate(values)]
    return contents, analytes


def squares(contents, analytes, masses):
    residuals = contents @ masses - numpy.array([a.value for a in analytes])
    residuals = numpy.array([max(r, 0.0) if a.below else r for r, a in zip(residuals, analytes, strict=True)])
    return float(numpy.sum((residuals / numpy.array([a.uncertainty for a in analytes])) ** 2))


@settings(max_examples=60, deadline=None)
@given(noisy())
def test_no_other_masses_fit_better(case):
    contents, analytes = case
    best = squares(contents, analytes, fit(contents, analytes))
    bound = [not a.below for a in analytes]
    rows = contents / numpy.array([a.uncertainty for a in analytes])[:, None]
    wanted = numpy.array([a.value / a.uncertainty for a in analytes])
    other = lsq_linear(rows[bound], wanted[bound], bounds=(0.0, numpy.inf), tol=1e-13).x
    assert best <= squares(contents, analytes, other) * (1.0 + 1e-9) + 1e-9
    least = 2.0 * lsq_linear(rows[bound], wanted[bound], bounds=(0.0, numpy.inf), tol=1e-13).cost
    assert best >= least * (1.0 - 1e-9) - 1e-9


@settings(max_examples=60, deadline=None)
@given(noisy(), st.lists(st.floats(0.0, 1.0), min_size=4, max_size=4).filter(lambda x: sum(x) > 0.1))
def test_no_other_masses_that_add_up_to_one_fit_better(case, others):
    contents, analytes = case
    masses = fit_to_one(contents, analytes)
    assert masses.sum() == pytest.approx(1.0, abs=1e-12)
    best = squares(contents, analytes, masses)
    other = numpy.array(others) / sum(others)
    for step in (1e-4, 1e-2, 1.0):
        near = squares(contents, analytes, masses + step * (other - masses))
        assert best <= near * (1.0 + 1e-8) + 1e-8


@settings(max_examples=60, deadline=None)
@given(noisy(), st.integers(0, 3))
def test_a_choice_among_equal_fits_fits_as_well(case, twin):
    contents, analytes = case
    doubled = numpy.column_stack([contents, contents[:, twin]])
    masses = fit(doubled, analytes)
    loose = ambiguous(doubled, analytes, masses)
    if masses[twin] + masses[4] > 1e-6:
        assert {twin, 4} <= set(loose)
    if loose:
        chosen = preferred(doubled, analytes, masses, loose)
        best = squares(doubled, analytes, masses)
        assert squares(doubled, analytes, chosen) == pytest.approx(best, rel=1e-4, abs=1e-4)
        assert abs(chosen.sum() - 1.0) <= abs(masses.sum() - 1.0) + 1e-6
