"""One mixer-settler."""

from __future__ import annotations

from unitops.solvent_extraction.contactor import Contactor


class MixerSettler(Contactor):
    """One stage of solvent extraction: a mixer and its settler, to extract, to wash (scrub) or to strip.

    The extractant is a cation exchanger HR in the organic phase. It takes a cation of charge n and gives n H+, in one
    stage as far as equilibrium and the stage efficiency let it, backwards where acid is strong:

        M+n(aq) + n HR(o) = MRn(o) + n H+(aq)

    *Loaded forms* are named by their species; the formula alone gives cation, n and extractant. Saponified extractant
    is one of them, NaR(o): sodium then leaves to the liquor instead of H+, and both close the charge. All forms compete
    for the free extractant. Everything else stays in its phase.

    *Equilibrium*, by loaded form, with [ ] in mol/L on the volumes of the two feeds:

    - ``isotherm``: copper with LIX 984N, written as C16H25NO2(o), at the free acid of the stage (see
      ``unitops/solvent_extraction/isotherms.py``); other forms beside it by their constants;
    - ``equilibrium_constant`` K = [MRn] [H+]^n / ([M] [HR]^n);
    - ``ph50``: log D = n (pH - pH50) + n log (free over all extractant); the pH is then stated;
    - ``distribution_ratio`` D = [MRn] / [M].

    H+ is what can be titrated, hydrogen sulfate included, without what weak acids hold; constants hold at one ionic
    strength and temperature. With a stated ``ph`` the H+ given still enters the liquor: the alkali that is needed is
    the feed for which its free acid is nothing.

    *Efficiency* (Murphree): y - y(in) = efficiency (y* - y(in)) with y* in equilibrium with the liquor that leaves (of
    ``organic``), the same for x (of ``liquor``), or the share of the transfer to equilibrium of the two feeds
    (``both``). *Entrainment*: volumes carried over with the composition of the other phase as it leaves the stage.

    *How to draw a circuit.* Extract: pregnant liquor to ``liquor``, stripped organic to ``organic``, isotherm
    "extraction". Wash: loaded organic and a little acid water, with constants of copper and iron or the extraction
    isotherm. Strip: spent electrolyte to ``liquor``, loaded organic, isotherm "stripping"; the stripped organic goes
    back to ``organic`` of the extraction. There connect a feed of diluent and one of extractant, both without a rate,
    to ``makeup`` and state ``phase_ratio`` (it fixes the diluent) and ``reagent_fraction`` (it fixes the extractant):
    the circuit fills itself and what leaves entrained or by ``lost`` is made up to the gram. Do not put a mixer there:
    at the make-up inlet the solver finds the circulation at once. The phase ratio of a wash or a strip, where it is
    stated, fixes wash water or electrolyte whose feed has no rate.

    *Held against*: Kafumbila's case A1 (2.5 g/L Cu, 5 g/L acid, O/A 1.25, 10.1 v/v %, two stages of 95 and 97 % of the
    organic, loaded to 3.952 g/L) gives a raffinate of 0.2324 g/L here and 0.2325 with the isotherm of 2016 (v7.0, with
    another isotherm, reports 0.172). Two mixer-settlers of the HydroSim library with its constants 12 and
    0.0003, at equilibrium: loaded copper within 0.2 %, loaded iron within 2 %, H+ within 1 %; the raffinates of 0.016
    and 0.018 g/L stand against 0.020 and 0.026, those stages being short of equilibrium.

    *Validity*: ``outside_isotherm`` is 0 within the isotherm's range, else by how much copper, acid or reagent pass
    its bounds. Volumes are those of the feeds. Not here: solvating extractants and amines, kinetics, crud, change of
    volume. The heat is that of the species: loaded forms carry estimated heats of extraction.

    Sources: Ritcey and Ashbrook, Solvent Extraction, Elsevier (1979-84); Schlesinger, King, Sole and Davenport,
    Extractive Metallurgy of Copper, 5th ed. (2011), chapter 16.
    """

    tag, trade, symbol = "MS", "solvent extraction", "mixer-settler"
    title = "Mixer-settler"
