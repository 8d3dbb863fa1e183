"""Countercurrent stages of mixer-settlers at equilibrium, or short of it, solved by themselves.

Liquor enters stage 1 and leaves stage N, organic phase enters stage N and leaves stage 1. With E(j,m) the extent of
extraction of loaded form m in stage j [mol/s], a and o amounts in the phases that leave a stage,

    a(j) = a(j-1) (1 - s, behind stage 1) - E(j),    o(j) = o(j+1) (1 - t, behind stage N) + E(j)

s and t are the shares that leave entrained in the other phase. Organic that the liquor brings joins the organic phase
of stage 1, liquor that the organic phase brings joins that of stage N. Equilibrium holds at the compositions that the
stage would reach with the extents E / efficiency, in the phases to which the efficiency refers. Concentrations x (in
liquor), y, r (free extractant), h (H+) are [mol/L] on the volumes of the feeds:

    constant       K x r^n = h^n y
    ph50           x r^n 10^(n (pH - pH50)) = r0^n y     (r0: all extractant, free and bound)
    distribution   D x = y
    isotherm       (e y + f)(c + d y)^2 x = A^2 y        (copper and acid in g/L; see ``isotherms``)

h is titratable H+ less OH-: h - Kw/h = H. Each law is written as a driving force that vanishes at its root and is
monotone in the extents; stiff pseudo-transient steps towards the steady state, which end as Newton's method, cannot
leave the region of positive amounts. Cation exchange goes both ways, so the same model extracts, washes and strips.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal

import numpy as np

from unitops.solvent_extraction.isotherms import (
    ACID_PER_PROTON,
    COPPER,
    EXTRACTION,
    STRIPPING,
    loading_constant,
)

Law = Literal["constant", "ph50", "distribution", "extraction isotherm", "stripping isotherm"]
LAW_OF_ISOTHERM: dict[str, Law] = {EXTRACTION: "extraction isotherm", STRIPPING: "stripping isotherm"}
BASES = ("organic", "liquor", "both")
FIRST = ("Va", "Vg", "Vo", "Vp", "s", "t", "h", "hg", "r", "rp", "efficiency", "ph", "strength")
"""Inputs that do not belong to a loaded form: volumes of liquor, of liquor with the organic phase, of organic phase, of
organic phase with the liquor [m3/s]; entrained shares; H+ and free extractant with each [mol/s]; stage efficiency [1];
pH (used where it is fixed); extractant in undiluted reagent [mol/m3]."""
EACH = ("a", "g", "o", "p", "number")
"""Inputs of each loaded form: cation in liquor and in the liquor with the organic phase, loaded form in the organic
phase and in that with the liquor [mol/s]; constant, pH50 or distribution ratio."""
WATER_PRODUCT = 1e-14
"""(mol/L)2 at 25 degC."""
ABSENT = 1e-13
"""[m3/s] With less liquor or organic phase than this nothing passes."""
SATURATED = 1e-6
"""Share of the extractant, free, below which an isotherm can load no more."""
TINY = 1e-40
INWARD = 0.95
"""Share of the way to a phase's exhaustion that one step may go."""
FIRST_STEP, GROWTH, LONGEST = 10.0, 6.0, 1e9
MOST_STEPS = 120
TOLERANCE = 1e-12
GOOD, NOT_CONVERGED = 0, 3


@dataclass(frozen=True)
class Form:
    """A loaded form as the stages see it: extractants bound, and its law of equilibrium."""

    count: int
    law: Law


@dataclass(frozen=True, eq=False)
class Cascade:
    """Extents of ``stages`` countercurrent stages behind the door of local models; outputs stage by stage [mol/s].

    ``basis``: phase to which the stage efficiency refers. With ``fixed_ph`` H+ does not follow from the balance.
    """

    stages: int
    forms: tuple[Form, ...]
    basis: str
    fixed_ph: bool

    def evaluate(self, inputs: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Extents [n, stages * forms] [mol/s], Jacobians and status of a batch of inputs."""
        inputs = np.atleast_2d(np.asarray(inputs, dtype=float))
        outputs = self.stages * len(self.forms)
        values = np.zeros((len(inputs), outputs))
        jacobians = np.zeros((len(inputs), outputs, inputs.shape[1]))
        status = np.zeros(len(inputs), dtype=np.int64)
        for row, given in enumerate(inputs):
            values[row], jacobians[row], status[row] = self._answer(given)
        return values, jacobians, status

    def _answer(self, given: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
        """Extents, their derivatives and the status of one row of inputs.

        Amounts below zero count as zero in the law, from which the answer goes on in a straight line.
        """
        held = np.where(self._signed, given, np.maximum(given, 0.0))
        if held[0] < ABSENT or held[2] < ABSENT or not np.all(np.isfinite(given)):
            return *self._nothing(held), GOOD
        extents, status = self._solve(held)
        _, by_extents, _ = self._compiled["step"](extents, held)
        by_inputs = self._compiled["inputs"](extents, held)
        scale = 1e3 * (held[0] + held[2])
        jacobian = -np.linalg.solve(by_extents.full(), by_inputs.full()) * scale
        jacobian[:, [0, 2]] += 1e3 * extents[:, None]
        return extents * scale + jacobian @ (given - held), jacobian, status

    def _nothing(self, given: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where a phase is absent: nothing passes.

        With no organic phase half of its metals are stripped in the last stage. That is nothing too, but it gives the
        metals of an organic circuit a way out from which a solver can start it.
        """
        outputs = self.stages * len(self.forms)
        jacobian = np.zeros((outputs, len(given)))
        if given[2] < ABSENT:
            for k in range(len(self.forms)):
                jacobian[outputs - len(self.forms) + k, len(FIRST) + k * len(EACH) + EACH.index("o")] = -0.5
        return jacobian @ np.where(np.isfinite(given), given, 0.0), jacobian

    def _solve(self, given: np.ndarray) -> tuple[np.ndarray, int]:
        """Extents [mol/L of both volumes together]."""
        extents = np.zeros(self.stages * len(self.forms))
        step_length, previous = FIRST_STEP, np.inf
        identity = np.eye(len(extents))
        for _ in range(MOST_STEPS):
            forces, by_extents, amounts = self._compiled["step"](extents, given)
            force = forces.full().ravel()
            slopes = by_extents.full()
            step = np.linalg.solve(identity / step_length - slopes, force)
            there = amounts.full().ravel()
            change = self._compiled["amounts"](extents + step, given).full().ravel() - there
            falling = change < 0.0
            room = (there[falling] + TOLERANCE * np.max(there)) / -change[falling]
            reach = min(1.0, INWARD * float(np.min(room, initial=np.inf)))
            extents = extents + reach * step
            size = float(np.max(np.abs(force)))
            if reach == 1.0 and step_length >= LONGEST and np.max(np.abs(step)) <= TOLERANCE * np.max(there):
                return extents, GOOD
            grows = GROWTH * min(max(previous / max(size, TINY), 0.3), 100.0) if reach > 0.5 else 0.7
            step_length, previous = float(np.clip(step_length * grows, 1e-3, 1e14)), size
        return extents, NOT_CONVERGED

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the inputs are, in order."""
        return (*FIRST, *(name for _ in self.forms for name in EACH))

    @cached_property
    def _signed(self) -> np.ndarray:
        return np.array([name in ("h", "hg", "number", "ph") for name in self.names])

    @cached_property
    def _compiled(self) -> dict[str, Any]:
        import casadi as ca

        u = ca.SX.sym("u", self.stages * len(self.forms))
        p = ca.SX.sym("p", len(self.names))
        forces, amounts = _Stages(self, u, p, ca).write()
        return {
            "step": ca.Function("step", [u, p], [forces, ca.jacobian(forces, u), amounts]),
            "inputs": ca.Function("inputs", [u, p], [ca.jacobian(forces, p)]),
            "amounts": ca.Function("amounts", [u, p], [amounts]),
        }


class _Stages:
    """Writes driving forces and amounts that must stay positive, symbolically."""

    def __init__(self, cascade: Cascade, u: Any, p: Any, math: Any) -> None:
        self.cascade, self.math = cascade, math
        first = len(FIRST)
        self.given = {name: p[k] for k, name in enumerate(FIRST)}
        self.each = [
            {name: p[first + k * len(EACH) + i] for i, name in enumerate(EACH)} for k in range(len(cascade.forms))
        ]
        scale = 1e3 * (self.given["Va"] + self.given["Vo"])
        count = len(cascade.forms)
        self.extents = [[u[j * count + k] * scale for k in range(count)] for j in range(cascade.stages)]
        in_organic, in_liquor = cascade.basis in ("organic", "both"), cascade.basis in ("liquor", "both")
        self.organic_reach = 1.0 / self.given["efficiency"] if in_organic else 1.0
        self.liquor_reach = 1.0 / self.given["efficiency"] if in_liquor else 1.0

    def write(self) -> tuple[Any, Any]:
        """Driving forces [mol/L], stage by stage, and concentrations that stay positive [mol/L]."""
        g, count = self.given, len(self.cascade.forms)
        total = g["r"] + sum(form.count * each["o"] for form, each in zip(self.cascade.forms, self.each, strict=True))
        total = total / (1e3 * g["Vo"])
        liquors, organics = self._liquors(), self._organics()
        forces, amounts = [], []
        for (Va, x, h), (Vo, y, r) in zip(liquors, organics, strict=True):
            x, h = [n / (1e3 * Va) for n in x], self._protons(h / (1e3 * Va))
            y, r = [n / (1e3 * Vo) for n in y], r / (1e3 * Vo)
            amounts += [*x, *y, r]
            forces += [self._force(k, x[k], h, y[k], r, total) for k in range(count)]
        return self.math.vertcat(*forces), self.math.vertcat(*amounts)

    def _liquors(self) -> list[tuple[Any, list[Any], Any]]:
        """Volume, cations and H+ of the liquor at which equilibrium is asked, stage by stage."""
        g, forms, last = self.given, self.cascade.forms, self.cascade.stages - 1
        V, a, h, found = g["Va"], [each["a"] for each in self.each], g["h"], []
        for j, extents in enumerate(self.extents):
            if j == last:
                V, h = V + g["Vg"], h + g["hg"]
                a = [n + each["g"] for n, each in zip(a, self.each, strict=True)]
            released = sum(form.count * e for form, e in zip(forms, extents, strict=True))
            reach = self.liquor_reach
            found.append((V, [n - e * reach for n, e in zip(a, extents, strict=True)], h + released * reach))
            stays = 1.0 - g["s"] if j == 0 else 1.0
            V, h = V * stays, (h + released) * stays
            a = [(n - e) * stays for n, e in zip(a, extents, strict=True)]
        return found

    def _organics(self) -> list[tuple[Any, list[Any], Any]]:
        """Volume, loaded forms and free extractant at which equilibrium is asked, stage by stage."""
        g, forms, last = self.given, self.cascade.forms, self.cascade.stages - 1
        V, o, r, found = g["Vo"], [each["o"] for each in self.each], g["r"], []
        for j in range(last, -1, -1):
            extents = self.extents[j]
            if j == 0:
                V, r = V + g["Vp"], r + g["rp"]
                o = [n + each["p"] for n, each in zip(o, self.each, strict=True)]
            bound = sum(form.count * e for form, e in zip(forms, extents, strict=True))
            reach = self.organic_reach
            found.append((V, [n + e * reach for n, e in zip(o, extents, strict=True)], r - bound * reach))
            stays = 1.0 - g["t"] if j == last else 1.0
            V, r = V * stays, (r - bound) * stays
            o = [(n + e) * stays for n, e in zip(o, extents, strict=True)]
        return found[::-1]

    def _protons(self, total: Any) -> Any:
        """[H+] from titratable H+ less OH- [mol/L]; exact where alkali prevails."""
        math = self.math
        if self.cascade.fixed_ph:
            return 10.0 ** -self.given["ph"]
        root = math.sqrt(total * total + 4.0 * WATER_PRODUCT)
        return math.if_else(total >= 0.0, 0.5 * (total + root), 2.0 * WATER_PRODUCT / (root - math.fmin(total, 0.0)))

    def _force(self, k: int, x: Any, h: Any, y: Any, r: Any, total: Any) -> Any:
        """What drives extraction [mol/L]: zero at equilibrium, never steeper than the concentrations."""
        form, number = self.cascade.forms[k], self.each[k]["number"]
        if form.law == "distribution":
            return (number * x - y) / (number + 1.0)
        if form.law in LAW_OF_ISOTHERM.values():
            isotherm = EXTRACTION if form.law == "extraction isotherm" else STRIPPING
            V = 1e5 * total / self.given["strength"]
            acid = h * ACID_PER_PROTON
            up = loading_constant(isotherm, y * COPPER, V, self.math.fmax) * r / (r + SATURATED * total)
            down = acid * acid
        else:
            up, down = r**form.count, h**form.count
            scaled = number if form.law == "constant" else 10.0 ** (-form.count * number) / total**form.count
            up = scaled * up
        return (up * x - down * y) / (up + down + TINY)


@cache
def cascade_model(stages: int, forms: Sequence[Form], basis: str, fixed_ph: bool) -> Cascade:
    """The model of so many stages; one for all trains alike."""
    return Cascade(stages, tuple(forms), basis, fixed_ph)
