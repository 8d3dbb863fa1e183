"""Mixer-settlers, one by one or as a countercurrent train: they extract, wash and strip."""

from __future__ import annotations

from unitops.chemistry.phases import PROTON
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import Transformation
from unitops.declaration.declared import Choice, Freedom, Inlet, Outlet, Parameter, Result, Table, Words
from unitops.declaration.flow import Flow
from unitops.declaration.operation import UnitOperation
from unitops.declaration.validity import Validity
from unitops.errors import InputError
from unitops.solvent_extraction.cascade import LAW_OF_ISOTHERM, Law
from unitops.solvent_extraction.exchange import Exchange, exchange
from unitops.solvent_extraction.isotherms import COPPER_FORM, EXTRACTION, RANGE, STRIPPING
from unitops.solvent_extraction.stages import LAWS, NO_ISOTHERM, Stages, share_within

PASSED = 0.01
"""[%] How far an isotherm's range may be passed: the rounding of its greatest deviation."""


class Contactor(UnitOperation):
    """What a mixer-settler and a train of them have in common: ports, equilibrium, losses, results."""

    liquor = Inlet("s aq o", "aqueous feed: leach liquor, wash water, spent electrolyte; with its entrained organic")
    organic = Inlet("aq o", "organic feed; a feed may be left without a rate where O/A is stated")
    makeup = Inlet("aq o", "diluent and extractant that join the organic feed", optional=True, many=True)
    liquor_out = Outlet("s aq o", "raffinate, spent wash or rich electrolyte, with the organic that it entrains")
    organic_out = Outlet("aq o", "loaded, washed or stripped organic, with the liquor that it entrains")
    lost = Outlet("o", "diluent that evaporates and extractant that degrades", optional=True)
    extractant = Words("species of the free extractant: a cation exchanger", default=("C16H25NO2(o)",))
    metal = Words("element that results of concentration and recovery are about; else that of the first form")
    isotherm = Choice(
        (NO_ISOTHERM, EXTRACTION, STRIPPING), says="of copper with the aldoxime; goes before what the tables say of it"
    )
    equilibrium_constant = Table("1", "of a loaded form: K = [MRn] [H+]^n / ([M] [HR]^n) in mol/L", low=0.0)
    ph50 = Table("1", "pH at which much free extractant at O/A 1 takes half, by loaded form; needs a pH", low=-5.0,
                 high=14.0)  # fmt: skip
    distribution_ratio = Table("1", "concentration in organic over that in liquor, by loaded form", low=0.0)
    ph = Parameter(
        None, "1", low=-2.0, high=14.0, when_empty="absent",
        says="held in all stages (by alkali, or saponified extractant); empty: H+ follows from the balance",
    )  # fmt: skip
    efficiency_of = Choice(
        ("organic", "liquor", "both"),
        says="phase whose approach to equilibrium the efficiency states; both: share of the equilibrium transfer",
    )
    stage_efficiency = Parameter(
        95.0, "%", low=5.0, high=100.0, says="Murphree efficiency of each stage",
        source="SimSXEWCu v7.0 (model of J. Kafumbila), case A1, read from a transcription: 95 to 97 %",
    )  # fmt: skip
    phase_ratio = Parameter(
        None, "1", low=0.01, high=100.0, when_empty="calculated", says="O/A: organic over aqueous feed by volume"
    )
    reagent_fraction = Parameter(
        None, "%", low=0.0, high=100.0, when_empty="calculated",
        says="undiluted reagent in the organic feed by volume, free and loaded; stated, it fixes a make-up",
    )  # fmt: skip
    reagent_strength = Parameter(
        1.7, "mol/L", low=0.1, high=5.0, says="extractant in the undiluted reagent",
        source="where the LIX 984N isotherm ends, 0.415 V^0.096 g/L Cu per v/v %: 0.54 at 15 v/v %, two oximes to a"
        " copper",
    )  # fmt: skip
    maximum_load = Parameter(
        0.488256, "g/L", low=0.01, high=10.0, says="of the metal, per v/v % of reagent",
        source="SimSXEWCu v7.0 (model of J. Kafumbila): LIX 984N, read from a transcription",
    )  # fmt: skip
    liquor_entrained = Parameter(
        0.0, "L/m3", low=0.0, high=500.0, says="liquor in the organic that leaves, of stage 1",
        source="none counted unless stated; SimSXEWCu v7.0, case A1: 2.0 behind extraction, 1.0 behind strip",
    )  # fmt: skip
    organic_entrained = Parameter(
        0.0, "L/m3", low=0.0, high=500.0, says="organic in the liquor that leaves, of the last stage",
        source="none counted unless stated; SimSXEWCu v7.0, case A1: 0.1",
    )  # fmt: skip
    settler_loading = Parameter(
        4.0, "m3/m2/h", low=0.1, high=20.0, says="both phases per area of settler",
        source="engineering practice: 3 to 6 m3/h of both phases per m2",
    )  # fmt: skip
    evaporation = Parameter(None, "g/m2/h", low=0.0, high=1e4, when_empty="absent", says="of diluent from the settlers")
    degradation = Parameter(
        None, "%", low=0.0, high=10.0, when_empty="absent", says="of the free extractant, in one pass"
    )
    temperature = Parameter(None, "degC", low=0.0, high=95.0, when_empty="calculated", says="of both phases that leave")
    duty = Parameter(
        0.0, "kW", says="heat supplied (negative: removed)", energy="in", when_empty="calculated",
        source="adiabatic unless stated",
    )  # fmt: skip
    power = Parameter(
        0.0, "kW", low=0.0, says="of mixers, all of which ends as heat", energy="in", kind="power",
        source="none counted unless stated",
    )  # fmt: skip
    pressure = Parameter(101.325, "kPa", low=10.0, high=1e3, says="of what leaves", source="open settlers")
    transferred = Result("kg/h", "metal that passes from liquor to organic (negative: is stripped)")
    extraction = Result("%", "of the metal that the liquor brings, to organic")
    stripping = Result("%", "of the metal that the organic brings, to liquor")
    net_transfer = Result("g/L", "gain of the metal in the organic")
    loaded_metal = Result("g/L", "metal in the organic that leaves")
    liquor_metal = Result("g/L", "metal in the liquor that leaves")
    free_acid = Result("g/L", "H2SO4 equivalent of the H+ in the liquor that leaves")
    loading = Result("%", "of the extractant that leaves, bound to metals")
    share_of_maximum = Result("%", "metal in the organic that leaves, of the maximum load")
    acid_given = Result("kmol/h", "H+ that the organic gives to the liquor (negative: takes)")
    settler_area = Result("m2", "of all settlers together")
    outside_isotherm = Result("%", "how far the worst of copper, acid and reagent lies outside the isotherm's range")

    freedoms = (
        Freedom(("phase_ratio",), open=True),
        Freedom(("reagent_fraction",), open=True),
        Freedom(("temperature", "duty")),
    )
    validity = tuple(
        Validity(
            "outside_isotherm", high=PASSED, where={"isotherm": isotherm},
            says=f"the isotherm '{isotherm}' holds for {fitted.in_words}",
            source="range of common practice; that of the data behind the isotherm is not told",
        )
        for isotherm, fitted in RANGE.items()
    )  # fmt: skip

    def stage_count(self) -> int:
        """Stages in this unit."""
        return 1

    # -- what can become what -------------------------------------------------------------------------------------

    def exchanges(self) -> dict[str, tuple[Exchange, Law]]:
        """Loaded forms that are named, with their stoichiometry and law."""
        extractant = dict(self.configuration.words).get("extractant") or ("C16H25NO2(o)",)
        tables = dict(self.configuration.tables)
        found: dict[str, tuple[Exchange, Law]] = {}
        isotherm = self.configuration.choice("isotherm")
        if isotherm != NO_ISOTHERM:
            law = LAW_OF_ISOTHERM[isotherm]
            found[COPPER_FORM] = (exchange(COPPER_FORM, extractant[0]), law)
        for name, law in LAWS.items():
            for loaded in tables.get(name, ()):
                found.setdefault(loaded, (exchange(loaded, extractant[0]), law))
        return found

    def transformations(self) -> tuple[Transformation, ...]:
        """Every named form can be made and unmade."""
        ways = []
        for made, _ in self.exchanges().values():
            ways.append(Transformation(frozenset((made.cation, made.extractant)), frozenset((made.loaded, PROTON))))
            ways.append(Transformation(frozenset((made.loaded, PROTON)), frozenset((made.cation, made.extractant))))
        return tuple(ways)

    # -- equations ------------------------------------------------------------------------------------------------

    def equations(self, balance: Balance) -> None:
        if not self.exchanges():
            raise InputError(
                "no loaded form is named", place="equilibrium_constant",
                remedy="Choose an isotherm, or state a constant, a pH50 or a distribution ratio by loaded form.",
            )  # fmt: skip
        train = Stages(self, balance)
        liquor, organic = train.leaving()
        wasted = self._lost(balance, train, organic)
        if self.lost.connected:
            balance.leaves(self.lost, wasted)
        balance.leaves(self.liquor_out, liquor)
        balance.leaves(self.organic_out, organic - wasted)
        balance.same_temperature(self.liquor_out, self.organic_out, self.lost)
        balance.require(
            self.liquor_out.T - self.temperature, "temperature of the stages", "temperature", self.temperature
        )
        balance.energy()
        train.write_feeds()
        train.write_results(liquor, organic)
        self.write_stages(balance, train)

    def write_stages(self, balance: Balance, train: Stages) -> None:
        """Results stage by stage, where there are several."""

    def _lost(self, balance: Balance, train: Stages, organic: Flow) -> Flow:
        """Diluent that evaporates and extractant that degrades."""
        asked = self.evaporation is not None or self.degradation is not None
        if not asked or not self.lost.connected:
            if asked:
                raise InputError(
                    "organic is lost, but no stream takes it", place="lost",
                    remedy="Connect the outlet, or clear evaporation and degradation.",
                )  # fmt: skip
            return balance.flow()
        phase = organic.phase("o")
        degraded = phase.only([train.extractant])
        diluent = phase.without([train.extractant, *(made.loaded for made in train.made)])
        wasted = degraded * (self.degradation if self.degradation is not None else 0.0)
        if self.evaporation is not None:
            wasted = wasted + diluent * share_within(self.evaporation * train.area, diluent.mass)
        return wasted
