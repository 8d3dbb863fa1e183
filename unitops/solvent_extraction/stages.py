"""The equations of the stages of one contactor, on a flowsheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from unitops.chemistry.formula import atomic_weights
from unitops.chemistry.phases import PROTON, WATER
from unitops.declaration.balance import Balance
from unitops.declaration.flow import Expression, Flow
from unitops.declaration.switches import LITTLE, NOTHING
from unitops.errors import InputError
from unitops.solvent_extraction.cascade import Form, Law, cascade_model
from unitops.solvent_extraction.exchange import Exchange
from unitops.solvent_extraction.isotherms import ACID_PER_PROTON, RANGE

if TYPE_CHECKING:
    from unitops.solvent_extraction.contactor import Contactor

NO_ISOTHERM = "none"
LAWS: Mapping[str, Law] = {
    "equilibrium_constant": "constant",
    "ph50": "ph50",
    "distribution_ratio": "distribution",
}
"""Table to the law that it states; the first that names a loaded form holds."""


class Stages:
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
        single = self.stages == 1
        self.liquor_share = share_within(unit.liquor_entrained * self.Vo, self.Va + (self.Vg if single else 0.0))
        self.organic_share = share_within(unit.organic_entrained * self.Va, self.Vo + (self.Vp if single else 0.0))
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
        unit = self.unit
        self._quotient("phase_ratio", self.Vo, self.Va)
        extractant = self.organic[self.extractant] + self.bound
        self._quotient("reagent_fraction", extractant, unit.reagent_strength * self.Vo)

    def _quotient(self, name: str, part: Expression, whole: Expression) -> None:
        """A figure of the feeds: bilinear where it is stated, else calm where there is no whole."""
        quantity = self.unit.bound[name]
        if name in self.unit.configuration.stated:
            self.balance.require(quantity * (whole + NOTHING) - part, name, "result", quantity)
        else:
            self.balance.result(quantity, self.balance.quotient(part, whole), name)

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
