"""Mixer-settlers, one by one or as a countercurrent train: they extract, wash and strip."""

from __future__ import annotations

from collections.abc import Mapping

from unitops.chemistry.formula import atomic_weights
from unitops.chemistry.phases import PROTON, WATER
from unitops.declaration.balance import LITTLE, Balance
from unitops.declaration.configuration import Transformation
from unitops.declaration.declared import Choice, Freedom, Inlet, Outlet, Parameter, Result, Table, Words
from unitops.declaration.flow import Expression, Flow
from unitops.declaration.operation import UnitOperation
from unitops.errors import InputError
from unitops.solvent_extraction.cascade import LAW_OF_ISOTHERM, Form, Law, cascade_model
from unitops.solvent_extraction.exchange import Exchange, exchange
from unitops.solvent_extraction.isotherms import ACID_PER_PROTON, COPPER_FORM, EXTRACTION, RANGE, STRIPPING

NO_ISOTHERM = "none"
LAWS: Mapping[str, Law] = {
    "equilibrium_constant": "constant",
    "ph50": "ph50",
    "distribution_ratio": "distribution",
}
"""Table to the law that it states; the first that names a loaded form holds."""
ROOM = 298.15
SOURCE_984N = (
    "J. Kafumbila, semi-empirical isotherms of LIX 984N, SimSXEWCu (2016), read from a transcription of their"
    " coefficients"
)
MOST_STAGES = 10


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
        source="Schlesinger et al., Extractive Metallurgy of Copper, 5th ed. (2011), chapter 16: 90 to 95 % and more",
    )  # fmt: skip
    phase_ratio = Parameter(
        None, "1", low=0.0, high=1000.0, when_empty="calculated", says="O/A: organic over aqueous feed by volume"
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
        source="none counted unless stated; plants have 0.1 to 2 L/m3",
    )  # fmt: skip
    organic_entrained = Parameter(
        0.0, "L/m3", low=0.0, high=500.0, says="organic in the liquor that leaves, of the last stage",
        source="none counted unless stated; plants have 0.02 to 0.2 L/m3",
    )  # fmt: skip
    settler_loading = Parameter(
        4.0, "m/h", low=0.1, high=20.0, says="both phases per area of settler",
        source="Schlesinger et al., Extractive Metallurgy of Copper, 5th ed. (2011), chapter 16: 3 to 6 m3/h/m2",
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
        train = Train(self, balance)
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

    def write_stages(self, balance: Balance, train: Train) -> None:
        """Results stage by stage, where there are several."""

    def _lost(self, balance: Balance, train: Train, organic: Flow) -> Flow:
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


class Train:
    """The stages of one contactor while its equations are written."""

    def __init__(self, unit: Contactor, balance: Balance) -> None:
        self.unit, self.balance, self.stages = unit, balance, unit.stage_count()
        named = unit.exchanges()
        self.extractant = next(iter(named.values()))[0].extractant
        held = balance.book.position
        possible: dict[str, tuple[Exchange, Law]] = {
            loaded: (made, law)
            for loaded, (made, law) in named.items()
            if all(s in held for s in (*made.aqueous, *made.organic))
        }
        self.made = [made for made, _ in possible.values()]
        self.laws: list[Law] = [law for _, law in possible.values()]
        first = next(iter(named.values()))[0].metal
        self.metal: str = unit.metal[0] if unit.metal else first
        self.weight: float = atomic_weights()[self.metal]
        self.organic: Flow = balance.mix(unit.organic, unit.makeup)
        self.Va = self._volume(unit.liquor, unit.liquor.T)
        self.Vg = self._volume(self.organic, unit.organic.T)
        self.Vo, self.Vp = organic_volume(self.organic), organic_volume(unit.liquor)
        self.area = (self.Va + self.Vo) / unit.settler_loading * self.stages
        self.liquor_share = share_within(unit.liquor_entrained * self.Vo, self.Va)
        self.organic_share = share_within(unit.organic_entrained * self.Va, self.Vo)
        self.bound = total_of(self.organic, {made.loaded: made.count for made in self._all(named)})
        self.extents = self._extents() if self.made else [[] for _ in range(self.stages)]

    @staticmethod
    def _all(named: Mapping[str, tuple[Exchange, Law]]) -> list[Exchange]:
        return [made for made, _ in named.values()]

    def _volume(self, flow: Flow, T: Expression) -> Expression:
        return self.balance.liquor_volume(flow, T) if WATER in flow else 0.0

    def _extents(self) -> list[list[Expression]]:
        """Extent of each form in each stage [mol/s], by the local model."""
        unit, balance = self.unit, self.balance
        ph = unit.ph if unit.ph is not None else 7.0
        if "ph50" in self.laws and unit.ph is None:
            raise InputError("a pH50 needs the pH of the stages", place="ph", remedy="State it, or constants instead.")
        inputs: list[Expression] = [
            self.Va, self.Vg, self.Vo, self.Vp, self.liquor_share, self.organic_share,
            balance.available(unit.liquor, PROTON), balance.available(self.organic, PROTON),
            self.organic[self.extractant], unit.liquor[self.extractant],
            unit.stage_efficiency, ph, unit.reagent_strength,
        ]  # fmt: skip
        starts = [0.0] * len(inputs)
        starts[-3:] = [1.0, 7.0, 1e3]
        tables = {law: unit.bound[name] for name, law in LAWS.items()}
        for made, law in zip(self.made, self.laws, strict=True):
            number = tables[law](made.loaded) if law in tables else 0.0
            amounts = (unit.liquor[made.cation], self.organic[made.cation])
            inputs += [*amounts, self.organic[made.loaded], unit.liquor[made.loaded], number]
            starts += [0.0, 0.0, 0.0, 0.0, 1.0]
        forms = tuple(Form(made.count, law) for made, law in zip(self.made, self.laws, strict=True))
        model = cascade_model(self.stages, forms, unit.efficiency_of, unit.ph is not None)
        outputs = [(f"{m.loaded} in stage {j + 1}", 0.0, 1.0) for j in range(self.stages) for m in self.made]
        found = balance.local(model, inputs, outputs, "exchange", starts)
        count = len(self.made)
        return [found[j * count : (j + 1) * count] for j in range(self.stages)]

    def _gain(self, flow: Flow, stage: list[Expression], side: str) -> Flow:
        """A phase after the exchange of one stage."""
        by: dict[str, Expression] = {}
        for made, extent in zip(self.made, stage, strict=True):
            for s, nu in (made.aqueous if side == "aqueous" else made.organic).items():
                by[s] = by.get(s, 0.0) + nu * extent
        return flow.changed(by) if by else flow

    def leaving(self) -> tuple[Flow, Flow]:
        """What leaves by the liquor's and by the organic's outlet."""
        unit, single = self.unit, self.stages == 1
        liquor, organic = unit.liquor, self.organic
        first = liquor.aqueous + organic.aqueous if single else liquor.aqueous + self.balance.flow()
        last = liquor.phase("o") + organic.phase("o") if single else organic.phase("o") + self.balance.flow()
        with_organic = self._gain(first, self.extents[0], "aqueous") * self.liquor_share
        with_liquor = self._gain(last, self.extents[-1], "organic") * self.organic_share
        aqueous, phase = liquor.aqueous + organic.aqueous, liquor.phase("o") + organic.phase("o")
        for stage in self.extents:
            aqueous, phase = self._gain(aqueous, stage, "aqueous"), self._gain(phase, stage, "organic")
        return liquor.solid + (aqueous - with_organic) + with_liquor, (phase - with_liquor) + with_organic

    # -- results ----------------------------------------------------------------------------------------------------

    def write_feeds(self) -> None:
        """O/A and the strength of the organic feed; either may be stated and then fixes a rate elsewhere."""
        unit, balance = self.unit, self.balance
        says = "ratio of organic to aqueous"
        balance.require(unit.phase_ratio * (self.Va + LITTLE) - self.Vo, says, "result", unit.phase_ratio)
        extractant = self.organic[self.extractant] + self.bound
        pure = unit.reagent_strength * (self.Vo + LITTLE)
        residual = unit.reagent_fraction * pure - extractant
        balance.require(residual, "reagent in the organic feed", "result", unit.reagent_fraction)

    def write_results(self, liquor: Flow, organic: Flow) -> None:
        unit, balance, weight = self.unit, self.balance, self.weight
        moved = self._sum([self.moved(stage) for stage in self.extents]) * weight
        balance.result(unit.transferred, moved, "transferred")
        brought = self._metal_in(unit.liquor.aqueous)
        balance.result(unit.extraction, balance.quotient(moved, brought), "extraction")
        held = self._metal_in(self.organic.phase("o"))
        balance.result(unit.stripping, balance.quotient(-1.0 * moved, held), "stripping")
        balance.result(unit.net_transfer, balance.quotient(moved, self.Vo), "net transfer")
        loaded = balance.quotient(self._metal_in(organic.phase("o")), organic_volume(organic))
        balance.result(unit.loaded_metal, loaded, "metal in the organic")
        volume = balance.liquor_volume(liquor, unit.liquor_out.T) if WATER in liquor else 0.0
        balance.result(unit.liquor_metal, balance.quotient(self._metal_in(liquor.aqueous), volume), "metal in liquor")
        acid = balance.available(liquor, PROTON) * ACID_PER_PROTON * 1e-3
        balance.result(unit.free_acid, balance.quotient(acid, volume), "free acid")
        bound = total_of(organic, {made.loaded: made.count for made in self.made})
        balance.result(unit.loading, balance.quotient(bound, bound + organic[self.extractant]), "loading")
        most = unit.maximum_load * 100.0 * unit.reagent_fraction
        balance.result(unit.share_of_maximum, balance.quotient(loaded, most), "share of the maximum load")
        given = [made.count * e for stage in self.extents for made, e in zip(self.made, stage, strict=True)]
        balance.result(unit.acid_given, self._sum(given), "acid given")
        balance.result(unit.settler_area, self.area, "settler area")
        balance.result(unit.outside_isotherm, self._outside(), "outside the isotherm's range")

    @staticmethod
    def _sum(terms: list[Expression]) -> Expression:
        result: Expression = 0.0
        for term in terms:
            result = result + term
        return result

    def moved(self, stage: list[Expression]) -> Expression:
        """Moles of the metal that pass to the organic in a stage [mol/s]."""
        terms = [e for made, e in zip(self.made, stage, strict=True) if made.metal == self.metal]
        return self._sum(terms)

    def _metal_in(self, flow: Flow) -> Expression:
        return flow.element(self.metal) * self.weight

    def profile(self) -> list[tuple[Expression, Expression, Expression]]:
        """Metal in liquor and in organic [kg/m3], H+ in liquor [mol/m3], as they leave each stage."""
        unit, balance, last = self.unit, self.balance, self.stages - 1
        liquor, organic = unit.liquor.aqueous, self.organic.phase("o")
        x, h, V = self._metal_in(liquor), balance.available(unit.liquor, PROTON), self.Va
        liquors, organics = [], []
        for j, stage in enumerate(self.extents):
            if j == last:
                x, h, V = (
                    x + self._metal_in(self.organic.aqueous),
                    h + balance.available(self.organic, PROTON),
                    V + self.Vg,
                )
            x = x - self.moved(stage) * self.weight
            h = h + self._sum([made.count * e for made, e in zip(self.made, stage, strict=True)])
            liquors.append((balance.quotient(x, V), balance.quotient(h, V)))
            if j == 0:
                x, h, V = (n * (1.0 - self.liquor_share) for n in (x, h, V))
        y, V = self._metal_in(organic), self.Vo
        for j in range(last, -1, -1):
            if j == 0:
                y, V = y + self._metal_in(unit.liquor.phase("o")), V + self.Vp
            y = y + self.moved(self.extents[j]) * self.weight
            organics.append(balance.quotient(y, V))
            if j == last:
                y, V = y * (1.0 - self.organic_share), V * (1.0 - self.organic_share)
        return [(x, y, h) for (x, h), y in zip(liquors, organics[::-1], strict=True)]

    def _outside(self) -> Expression:
        """How far a quantity lies outside the isotherm's range, as a share of the bound that it passes."""
        unit, balance = self.unit, self.balance
        if unit.isotherm == NO_ISOTHERM or not self.made:
            return 0.0
        fitted = RANGE[unit.isotherm]
        beyond: list[Expression] = []
        pairs = [(unit.reagent_fraction * 100.0, fitted.reagent)]
        for x, _, h in self.profile():
            pairs += [(x, fitted.copper), (h * ACID_PER_PROTON * 1e-3, fitted.acid)]
        for value, (low, high) in pairs:
            beyond += [value / high - 1.0, *([1.0 - value / low] if low else [])]
        return balance.positive(self.balance.greatest(beyond))


def share_within(part: Expression, whole: Expression) -> Expression:
    """part / whole, held below 1 where more is asked than there is; exact where little is asked, 0 where nothing is."""
    squares = part * part + whole * whole
    return part / (part**8 + whole**8 + LITTLE**8) ** 0.125 * squares / (squares + LITTLE**2)


def organic_volume(flow: Flow) -> Expression:
    """Volume of the organic phase [m3/s] at the molar volumes of its species."""
    species = flow.book.species

    def molar_volume(species_id: str) -> float:
        known = species[species_id].molar_volume
        return known.value if known is not None else 0.0

    return flow.phase("o").weighted(molar_volume)


def total_of(flow: Flow, counts: Mapping[str, float]) -> Expression:
    """Sum of amounts times counts [mol/s]."""
    return flow.weighted(lambda s: counts.get(s, 0.0))
