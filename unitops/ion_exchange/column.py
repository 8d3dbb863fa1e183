"""Ion exchange columns in steady state: loading, elution, conversion."""

from __future__ import annotations

from types import MappingProxyType

from unitops.chemistry.canonical import canonical
from unitops.chemistry.formula import parse_charge
from unitops.chemistry.phases import WATER
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import Transformation
from unitops.declaration.declared import Choice, Freedom, Inlet, Outlet, Parameter, Result, Table
from unitops.declaration.flow import Expression, Flow
from unitops.declaration.operation import UnitOperation
from unitops.errors import InputError

NO_LOADING = 1e-12
"""[mol/s] Gives the regenerant's ratio a value where nothing is loaded."""
SAME = "same as the form"

_IONS = MappingProxyType(
    {
        "Na+": "Na+(aq)",
        "H+": "H+(aq)",
        "Li+": "Li+(aq)",
        "K+": "K+(aq)",
        "NH4+": "NH4+(aq)",
        "OH-": "OH-(aq)",
        "Cl-": "Cl-(aq)",
        "SO4-2": "SO4-2(aq)",
    }
)


def equivalent(ion: str) -> dict[str, float]:
    """Basis totals [mol] in one equivalent of an ion such as Na+ or OH-."""
    totals = canonical(_IONS[ion])
    if totals is None:
        raise InputError(f"{ion} is no solute that can be a counter-ion")
    return {s: count / abs(parse_charge(ion)) for s, count in totals.items()}


class IonExchange(UnitOperation):
    """Columns of ion exchange resin as a steady state: the mean of many cycles.

    *Loading*: of each named ion the share ``removal`` is taken, or as much as leaves ``outlet_concentration`` in the
    treated liquor. For every equivalent taken the resin gives off one of its ``form``. Solids pass.
    *Elution*: the regenerant's ion ``eluted_with`` (H+ of an acid, Na+ of a brine) takes their place; what was loaded
    leaves with the eluate and what the regenerant has in excess. *Conversion*: if that ion is not the form, the
    alkali or salt fed to ``conversion`` brings the resin back to it, as 2 R-H + 2 NaOH = 2 R-Na + 2 H2O.

    What goes onto the resin in one step leaves it in the next, so that every ion and the charge balance:

        E = sum of z(i) x taken(i)   [equivalents/s]
        treated = feed - taken + E form,  eluate = regenerant + rinse + taken - E eluent,
        spent conversion = conversion + E eluent - E form

    No more is loaded than elution and conversion bring back: with less regenerant than E all removals fall in
    proportion. The regenerant is dosed by the ratio of its ions to the E asked for; its feed is then left without a
    rate; likewise the conversion. ``liquor_to_eluate`` is treated liquor that is displaced from the bed at change-over.
    The bed keeps everything at one temperature. No selectivity is calculated: removals come from tests or makers'
    programs.

    Source: Perry's Chemical Engineers' Handbook, 8th ed. (2008), section 16, adsorption and ion exchange.
    """

    tag, trade, symbol = "IX", "ion exchange", "ion-exchange"

    feed = Inlet("s aq", "liquor to be treated")
    regenerant = Inlet("aq", "acid, alkali or brine; its feed may be left without a rate")
    conversion = Inlet("aq", "alkali or salt that brings the resin back to its form", optional=True)
    rinse = Inlet("aq", "rinse water", optional=True, many=True)
    treated = Outlet("s aq", "treated liquor")
    eluate = Outlet("aq", "what was loaded, with excess regenerant and rinse")
    spent_conversion = Outlet("aq", "what is left of the conversion; not connected: it joins the eluate", optional=True)
    form = Choice(
        ("Na+", "H+", "Li+", "K+", "NH4+", "OH-", "Cl-", "SO4-2"),
        says="ion that the resin gives off in loading",
    )
    eluted_with = Choice(
        ("H+", SAME, "Na+", "Li+", "K+", "NH4+", "OH-", "Cl-"), says="ion of the regenerant that elutes"
    )
    removal = Table("%", "of an ion that the feed brings", default=0.0, low=0.0, high=100.0)
    outlet_concentration = Table("mg/L", "of an ion in the treated liquor; goes before the removal", low=0.0)
    regenerant_ratio = Parameter(
        None,
        "1",
        low=0.0,
        high=1000.0,
        says="eluting ions fed over equivalents loaded",
        when_empty="calculated",
    )
    conversion_ratio = Parameter(
        None, "1", low=0.0, high=1000.0, says="ions of the form fed to conversion over equivalents loaded",
        when_empty="calculated",
    )  # fmt: skip
    liquor_to_eluate = Parameter(
        0.0, "%", low=0.0, high=50.0, says="of the treated liquor, lost at change-over",
        source="none counted unless stated",
    )  # fmt: skip
    operating_capacity = Parameter(
        1.0, "mol/L", low=0.01, high=5.0, says="equivalents loaded per volume of resin and cycle",
        source="engineering practice: about half the total capacity of 2 eq/L of chelating and strong-acid resins",
    )  # fmt: skip
    cycle_time = Parameter(
        24.0, "h", low=0.1, high=1e4, says="from one regeneration of a column to the next",
        source="engineering practice: daily regeneration",
    )  # fmt: skip
    pressure = Parameter(
        101.325, "kPa", low=10.0, high=2e3, says="of what leaves", source="open tanks downstream"
    )  # fmt: skip
    loaded = Result("kmol/h", "equivalents that the resin takes up")
    resin_volume = Result("m3", "in loading, at the operating capacity")
    bed_volumes = Result("1/h", "feed per volume of resin in loading")

    freedoms = (Freedom(("regenerant_ratio",), open=True), Freedom(("conversion_ratio",), open=True))

    def _eluent(self) -> str:
        chosen = self.configuration.choice("eluted_with")
        return self.configuration.choice("form") if chosen == SAME else chosen

    def _named(self) -> frozenset[str]:
        tables = dict(self.configuration.tables)
        return frozenset(s for keys in tables.values() for s in keys if s != "*")

    def transformations(self) -> tuple[Transformation, ...]:
        """Where a named ion is, the ion of the form and that of the eluent may be."""
        form = self.configuration.choice("form")
        makes = frozenset(equivalent(form)) | frozenset(equivalent(self._eluent()))
        return tuple(Transformation(frozenset((s, WATER)), makes) for s in sorted(self._named()))

    def equations(self, balance: Balance) -> None:
        form, eluent = self.form, self._eluent()
        wanted, asked = self._wanted(balance)
        fed = self._fed(form, eluent)
        equivalents = balance.least([asked, *fed])
        taken = wanted * balance.quotient(equivalents, asked)
        given_off = balance.flow({s: equivalents * count for s, count in equivalent(form).items()})
        eluting = balance.flow({s: equivalents * count for s, count in equivalent(eluent).items()})
        treated = self.feed - taken + given_off
        displaced = treated.aqueous * self.liquor_to_eluate
        eluate = balance.mix(self.regenerant, self.rinse) + taken - eluting + displaced
        converted = self.conversion + eluting - given_off if form != eluent else self.conversion + balance.flow()
        balance.leaves(self.treated, treated - displaced)
        if self.spent_conversion.connected:
            balance.leaves(self.spent_conversion, converted)
        else:
            eluate = eluate + converted
        balance.leaves(self.eluate, eluate)
        self._write_doses(balance, asked, fed)
        self._write_size(balance, equivalents)
        balance.same_temperature(self.treated, self.eluate, self.spent_conversion)
        balance.energy()

    def _wanted(self, balance: Balance) -> tuple[Flow, Expression]:
        """What the resin would take [mol/s], and its equivalents."""
        charge = parse_charge(self.form)
        amounts: dict[str, Expression] = {}
        equivalents: Expression = 0.0
        volume = balance.liquor_volume(self.feed, self.feed.T) if WATER in self.feed else 0.0
        for s in sorted(self._named() & set(self.feed.ids)):
            z = balance.book.species[s].charge
            if z * charge <= 0:
                raise InputError(
                    f"{s} cannot be exchanged for {self.form}",
                    remedy="A resin exchanges ions of one sign: clear it, or choose another form.",
                )
            there = self.feed[s]
            amounts[s] = there * self.removal(s)
            if s in self.outlet_concentration:
                stays = self.outlet_concentration(s) * volume / balance.book.molar_mass(s)
                amounts[s] = balance.positive(there - stays, there)
            equivalents = equivalents + abs(z) * amounts[s]
        return balance.flow(amounts), equivalents

    def _fed(self, form: str, eluent: str) -> list[Expression]:
        """Equivalents [mol/s] that elution and, where it is needed, conversion are fed."""
        if form != eluent and not self.conversion.connected:
            raise InputError(
                f"the resin is eluted with {eluent} but works in the form {form}",
                place="conversion",
                remedy="Connect the alkali or salt that converts it, or elute with the ion of the form.",
            )
        fed = [self._equivalents_of(self.regenerant, eluent)]
        return fed if form == eluent else [*fed, self._equivalents_of(self.conversion, form)]

    def _write_doses(self, balance: Balance, asked: Expression, fed: list[Expression]) -> None:
        ratios = (self.regenerant_ratio, self.conversion_ratio)
        for position, (ratio, says) in enumerate(zip(ratios, ("regenerant ratio", "conversion ratio"), strict=True)):
            if position < len(fed):
                balance.require(ratio * (asked + NO_LOADING) - fed[position], says, "result", ratio)
            else:
                balance.result(ratio, 0.0, says)

    def _write_size(self, balance: Balance, equivalents: Expression) -> None:
        balance.result(self.loaded, equivalents, "equivalents loaded")
        resin = equivalents * self.cycle_time / self.operating_capacity
        balance.result(self.resin_volume, resin, "resin volume")
        treated = balance.liquor_volume(balance.left_by(self.treated), self.feed.T)
        balance.result(self.bed_volumes, balance.quotient(treated, resin), "bed volumes")

    def _equivalents_of(self, flow: Flow, ion: str) -> Expression:
        """Equivalents [mol/s] of an ion in a regenerant: protons of acid, of alkali what lacks in protons."""
        if not any(s in flow for s in equivalent(ion) if s != WATER):
            raise InputError(f"a regenerant that shall bring {ion} does not contain any")
        if ion == "OH-":
            return -1.0 * flow["H+(aq)"]
        carrier = next(iter(s for s in equivalent(ion) if s not in (WATER, "H+(aq)")), "H+(aq)")
        return flow[carrier] / equivalent(ion)[carrier]
