"""Reactions from text: reading, balance, the way out of a slip, heats."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unitops.chemistry.reaction import parse_reaction, reaction_text
from unitops.chemistry.species import database
from unitops.errors import ReactionError


def test_the_acid_roast():
    text = "2 LiAlSi2O6(s,beta) + H2SO4(l) -> Li2SO4(s) + 2 HAlSi2O6(s)"
    reaction = parse_reaction(text)
    assert reaction.text == text
    assert dict(reaction.stoichiometry) == {
        "LiAlSi2O6(s,beta)": -2.0,
        "H2SO4(l)": -1.0,
        "Li2SO4(s)": 1.0,
        "HAlSi2O6(s)": 2.0,
    }
    assert reaction.reactants == ("LiAlSi2O6(s,beta)", "H2SO4(l)")
    assert reaction.products == ("Li2SO4(s)", "HAlSi2O6(s)")
    assert reaction.estimated() == ("HAlSi2O6(s)",)
    assert reaction.heat_uncertainty() >= 40e3


@pytest.mark.parametrize("arrow", ["->", "=>", "=", "<->", "<=>", "→", "-->"])
def test_arrows(arrow):
    reaction = parse_reaction(f"SO2(g) + 1/2 O2(g) {arrow} SO3(g)")
    assert reaction.text == "SO2(g) + 0.5 O2(g) -> SO3(g)"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Fe+3(aq) + 3OH-(aq) -> Fe(OH)3(s)", "Fe+3(aq) + 3 OH-(aq) -> Fe(OH)3(s)"),
        ("CaSO4.2H2O(s) -> CaSO4(s) + 2 H2O(l)", "CaSO4·2H2O(s) -> CaSO4(s) + 2 H2O(l)"),
        ("3 Fe+2(aq) -> 2 Fe+3(aq) + Fe(s)", "3 Fe+2(aq) -> 2 Fe+3(aq) + Fe(s)"),
        ("HAlSi2O6 + Li+ -> LiAlSi2O6(s,beta) + H+", "HAlSi2O6(s) + Li+(aq) -> LiAlSi2O6(s,beta) + H+(aq)"),
        ("1/3 N2(g) + H2(g) -> 2/3 NH3(g)", "1/3 N2(g) + H2(g) -> 2/3 NH3(g)"),
        ("0.6 Ni+2(aq) + 1.2 OH- -> 0.6 Ni(OH)2", "0.6 Ni+2(aq) + 1.2 OH-(aq) -> 0.6 Ni(OH)2(s)"),
        ("NiN2O6(s) -> NiO(s) + 2 NO2(g) + 0.5 O2(g)", "Ni(NO3)2(s) -> NiO(s) + 2 NO2(g) + 0.5 O2(g)"),
        ("H2O(l) + O2(g) + H2(g) -> 2 H2O(l) + 0.5 O2(g)", "0.5 O2(g) + H2(g) -> H2O(l)"),
    ],
)
def test_spellings(text, canonical):
    reaction = parse_reaction(text)
    assert reaction.text == canonical
    assert parse_reaction(reaction.text).stoichiometry == reaction.stoichiometry


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("CaCO3(s) -> CaO + CO2(g)", "CaO\\(m\\) or CaO\\(s\\)"),
        ("LiAlSi2O6(s) -> LiAlSi2O6(s,beta)", "LiAlSi2O6\\(s,alpha\\) or LiAlSi2O6\\(s,beta\\)"),
        ("H2(g)+O2(g) -> H2O(l)", "blanks around"),
        ("Qq(s) -> S(s)", "not known"),
        ("NaCl(s)", "no arrow"),
        ("NaCl(s) ->", "arrow"),
        ("A -> B -> C", "arrow"),
        ("NaCl(s) -> NaCl(s)", "nothing reacts"),
        ("0 NaCl(s) -> NaCl(m)", "no coefficient"),
        ("1/0 NaCl(s) -> NaCl(m)", "no coefficient"),
        ("NaCl(s) + + H2O(l) -> NaCl(m)", "not known"),
        ("x" * 5000 + " -> y", "too long"),
        ("Na+(aq) -> Na(s)", "charge"),
    ],
)
def test_what_cannot_be_read_or_balanced_is_refused(text, message):
    with pytest.raises(ReactionError, match=message):
        parse_reaction(text)


@pytest.mark.parametrize(
    ("slip", "remedy"),
    [
        ("Li2SO4(s) + NaOH(s) -> LiOH(s) + Na2SO4(s)", "Li2SO4(s) + 2 NaOH(s) -> 2 LiOH(s) + Na2SO4(s)"),
        ("Fe+3(aq) + Cu(s) -> Fe+2(aq) + Cu+2(aq)", "2 Fe+3(aq) + Cu(s) -> 2 Fe+2(aq) + Cu+2(aq)"),
        (
            "CuFeS2(s) + O2(g) -> CuO(s) + Fe2O3(s) + SO2(g)",
            "4 CuFeS2(s) + 13 O2(g) -> 4 CuO(s) + 2 Fe2O3(s) + 8 SO2(g)",
        ),
        ("CaO(s) + HF(g) -> CaF2(s) + H2O(g)", "CaO(s) + 2 HF(g) -> CaF2(s) + H2O(g)"),
    ],
)
def test_a_slip_is_answered_with_the_balanced_reaction(slip, remedy):
    with pytest.raises(ReactionError) as caught:
        parse_reaction(slip)
    assert remedy in caught.value.remedy
    assert parse_reaction(remedy).text == remedy


def test_the_element_and_its_surplus_are_named():
    with pytest.raises(ReactionError, match="Na 1 too many on the right"):
        parse_reaction("Li2SO4(s) + NaOH(s) -> LiOH(s) + Na2SO4(s)")


@pytest.mark.parametrize(
    ("text", "heat"),  # [kJ/mol] at infinite dilution, NBS
    [
        ("H2SO4(l) -> H2SO4(aq)", -95.28),
        ("HCl(aq) + NaOH(aq) -> NaCl(aq) + H2O(l)", -55.84),
        ("NiSO4(aq) + 2 NaOH(aq) -> Ni(OH)2(s) + Na2SO4(aq)", -15.7),
        ("Li2SO4(aq) + Na2CO3(aq) -> Li2CO3(s) + Na2SO4(aq)", 18.22),
        ("NaHCO3(s) -> NaHCO3(aq)", 18.7),
        ("(NH4)2SO4(s) -> (NH4)2SO4(aq)", 6.6),
    ],
)
def test_dissolved_salts_are_sums_of_their_ions(text, heat):
    assert parse_reaction(text).heat() / 1e3 == pytest.approx(heat, abs=0.1)


def test_no_way_to_balance_gives_no_advice():
    with pytest.raises(ReactionError) as caught:
        parse_reaction("CaO(s) -> MgO(s)")
    assert caught.value.remedy == ""


def test_heats_and_equilibria():
    calcination = parse_reaction("CaCO3(s) -> CaO(s) + CO2(g)")
    assert calcination.heat() == pytest.approx(178.3e3, abs=100.0)
    assert calcination.heat([298.15, 1173.0])[1] == pytest.approx(165.5e3, abs=300.0)
    assert calcination.gibbs(1160.0) == pytest.approx(0.0, abs=2e3)  # decomposes near 890 degC at 1 bar
    water = parse_reaction("H2O(l) -> H+(aq) + OH-(aq)")
    assert water.heat() == pytest.approx(55.8e3, abs=100.0)
    import math

    assert math.log10(water.equilibrium_constant()) == pytest.approx(-14.0, abs=0.05)
    carbonate = parse_reaction("Li2CO3(s) -> 2 Li+(aq) + CO3-2(aq)")
    assert math.log10(carbonate.equilibrium_constant()) == pytest.approx(-3.089, abs=0.03)


_names = st.sampled_from(sorted(n for n in database() if not database()[n].pseudo))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(_names, st.sampled_from([1.0, 2.0, 0.5, 1 / 3, 1.25]), min_size=2, max_size=5))
def test_any_reaction_text_is_read_or_refused_with_our_own_error(amounts):
    names = list(amounts)
    stoichiometry = {n: (-amounts[n] if i % 2 else amounts[n]) for i, n in enumerate(names)}
    problem = ""
    try:
        reaction = parse_reaction(reaction_text(stoichiometry))
    except ReactionError as error:
        problem = error.problem
    else:
        assert set(reaction.stoichiometry) == set(names)
    assert not problem or "does not balance" in problem


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="LiNaOHCS0123456789+-> ().aqslg=/", max_size=60))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(ReactionError):
        parse_reaction(text)
