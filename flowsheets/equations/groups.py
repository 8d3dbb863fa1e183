"""Kernels and local models placed in z: for each kind, where its instances find their arguments."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from flowsheets.equations.connections import Connections
from flowsheets.equations.entered import EnteredUnit
from flowsheets.equations.kernel_store import SheetKernels
from flowsheets.equations.layout import Layout, real_fluid_block
from flowsheets.equations.stream_kernel import Thermochemistry, build_stream_kernel, real_species
from flowsheets.equations.system import Group, LocalGroup
from flowsheets.equations.unit_kernel import STREAM_STATE, UnitKernel
from unitops.chemistry.realfluid import molar_enthalpy


def unit_groups(
    units: Mapping[str, EnteredUnit],
    connections: Connections,
    kernels: Mapping[str, UnitKernel],
    layout: Layout,
) -> tuple[list[Group], list[LocalGroup]]:
    """The equations and the local models of all units; units of one kernel stand together."""
    instances: dict[int, list[str]] = {}
    by_identity: dict[int, UnitKernel] = {}
    for unit_id in units:
        kernel = kernels[unit_id]
        by_identity[id(kernel)] = kernel
        instances.setdefault(id(kernel), []).append(unit_id)
    groups, local_groups = [], []
    for identity, owners in instances.items():
        kernel = by_identity[identity]
        sizes = (*kernel.stream_sizes, kernel.own_size, 1)
        offsets = np.concatenate([np.arange(size) for size in sizes])
        block = np.repeat(np.arange(len(sizes)), sizes)
        starts = np.array(
            [[*_stream_starts(units[u], connections, layout), layout.start[u], layout.smoothing] for u in owners],
            dtype=np.int64,
        )
        arguments = starts[:, block] + offsets
        groups.append(Group(kernel.kernel, arguments, owners, _rows(len(owners), len(kernel.kernel.rows))))
        for local in kernel.local_rows:
            local_groups.append(
                LocalGroup(
                    local.model,
                    local.says,
                    arguments[:, list(local.inputs)],
                    arguments[:, list(local.outputs)],
                    owners,
                    _rows(len(owners), len(local.outputs)),
                )
            )
    return groups, local_groups


def _stream_starts(unit: EnteredUnit, connections: Connections, layout: Layout) -> list[int]:
    declared = unit.operation.declaration
    entering, leaving = connections.inlets[unit.id], connections.outlets[unit.id]
    starts = [layout.start[s] for port in declared.inlets for s in entering.get(port, ())]
    return starts + [layout.start[leaving[port]] for port in declared.outlets if port in leaving]


def stream_groups(
    species_of: Mapping[str, tuple[str, ...]], layout: Layout, species: Mapping[str, Any], compiled: SheetKernels
) -> list[Group]:
    """The enthalpy of all streams; streams of the same species stand together."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for stream in sorted(species_of):
        alike.setdefault(species_of[stream], []).append(stream)
    every = tuple(sorted(species))
    thermochemistry = compiled.kept(("enthalpies", every), lambda: Thermochemistry(species))
    groups = []
    for ids, streams in alike.items():
        kernel = compiled.kept((every, ids), partial(build_stream_kernel, ids, thermochemistry))
        starts = np.array([layout.start[stream] for stream in streams], dtype=np.int64)
        arguments = starts[:, None] + np.arange(len(ids) + len(STREAM_STATE))
        if held := real_species(ids):
            molar = np.array([layout.start[real_fluid_block(stream)] for stream in streams], dtype=np.int64)
            arguments = np.concatenate([arguments, molar[:, None] + np.arange(len(held))], axis=1)
        groups.append(Group(kernel, arguments, streams, _rows(len(streams), 1)))
    return groups


def real_fluid_groups(species_of: Mapping[str, tuple[str, ...]], layout: Layout) -> list[LocalGroup]:
    """The molar enthalpy of each real fluid in each stream, from its equation of state at the stream's T and P."""
    holders: dict[str, list[str]] = {}
    for stream in sorted(species_of):
        for species_id in real_species(species_of[stream]):
            holders.setdefault(species_id, []).append(stream)
    return [
        LocalGroup(
            molar_enthalpy(species_id),
            f"molar enthalpy of {species_id}",
            np.array([[layout.state(s, "T"), layout.state(s, "P")] for s in streams], dtype=np.int64),
            np.array([[layout.position(real_fluid_block(s), species_id)] for s in streams], dtype=np.int64),
            streams,
            _rows(len(streams), 1),
        )
        for species_id, streams in holders.items()
    ]


def _rows(count: int, rows: int) -> np.ndarray:
    return np.zeros((count, rows), dtype=np.int64)
