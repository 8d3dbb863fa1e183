"""Matching, Dulmage-Mendelsohn and orders on small patterns whose answers are known."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from flowsheets.solving.structure import cut_what_comes_back, decompose, match, ordered_groups, unit_order


def pattern(*rows: str) -> sp.csc_matrix:
    """A pattern drawn with x for an entry."""
    return sp.csc_matrix(np.array([[float(mark == "x") for mark in row] for row in rows]))


def test_a_permuted_triangle_is_matched_along_its_diagonal() -> None:
    found = match(pattern("xx.", "xxx", "x.."))
    assert found.column_of_row.tolist() == [1, 2, 0]
    assert found.row_of_column.tolist() == [2, 0, 1]


def test_a_matching_is_as_large_as_it_can_be() -> None:
    found = match(pattern("x..", "x..", ".xx"))
    assert len(found.lonely_rows) == 1
    assert len(found.lonely_columns) == 1


def test_a_square_sound_pattern_has_no_parts() -> None:
    drawn = pattern("xx", "x.")
    parts = decompose(drawn, match(drawn))
    assert not len(parts.free_columns) + len(parts.free_rows) + len(parts.crowded_rows) + len(parts.crowded_columns)


def test_coarse_parts_of_a_pattern_with_all_three() -> None:
    # Rows 0 and 1 share unknown 0 (too many equations); row 2 fixes unknown 1; row 3 has unknowns 2 and 3 (too few).
    drawn = pattern("x...", "x...", ".x..", "..xx")
    parts = decompose(drawn, match(drawn))
    assert parts.crowded_rows.tolist() == [0, 1]
    assert parts.crowded_columns.tolist() == [0]
    assert parts.free_columns.tolist() == [2, 3]
    assert parts.free_rows.tolist() == [3]


def test_what_depends_on_a_free_unknown_alone_is_free_too() -> None:
    # Unknown 2 follows from unknown 1, which nothing fixes once unknown 0 is known.
    drawn = pattern("x..", ".xx", "...")
    parts = decompose(drawn, match(drawn))
    assert parts.free_columns.tolist() == [1, 2]
    assert parts.free_rows.tolist() == [1]


def test_units_stand_from_feeds_to_products() -> None:
    edges = [("s1", "feed", "b"), ("s2", "b", "a"), ("s3", "a", "product")]
    order, cut = unit_order(["a", "b", "feed", "product"], edges)
    assert order == ["feed", "b", "a", "product"]
    assert cut == []


def test_a_recycle_is_cut_once_and_order_does_not_depend_on_the_order_given() -> None:
    edges = [("s1", "feed", "mixer"), ("s2", "mixer", "reactor"), ("s3", "reactor", "mixer"), ("s4", "reactor", "out")]
    units = ["feed", "mixer", "out", "reactor"]
    order, cut = unit_order(units, edges)
    assert cut == ["s3"]
    assert [unit for unit in order if unit != "out"] == ["feed", "mixer", "reactor"]
    assert unit_order(units[::-1], edges[::-1]) == (order, cut)


@pytest.mark.parametrize("turned", [False, True])
def test_circles_are_grouped_and_groups_are_ordered(turned: bool) -> None:
    nodes = ["d", "c", "b", "a", "e"]
    edges = [("e", "c"), ("c", "b"), ("b", "c"), ("b", "a"), ("d", "a")]
    if turned:
        nodes, edges = nodes[::-1], edges[::-1]
    assert ordered_groups(nodes, edges) == [["d"], ["e"], ["b", "c"], ["a"]]


def test_what_comes_back_to_the_leach_is_cut_and_not_its_slurry() -> None:
    edges = [
        ("ore", "mine", "crusher"),
        ("bypass", "crusher", "oxidation"),
        ("calcine", "crusher", "leach"),
        ("acid", "acid feed", "leach"),
        ("slurry", "leach", "oxidation"),
        ("oxidised", "oxidation", "filter"),
        ("filtrate", "filter", "evaporator"),
        ("condensate", "evaporator", "leach"),
        ("mother liquor", "evaporator", "leach"),
    ]
    assert cut_what_comes_back(edges, ["slurry"], ["mine"]) == ["condensate", "mother liquor"]
    # With no feed of its own the leach only passes on what comes back: its slurry stays cut.
    assert cut_what_comes_back(edges[3:], ["slurry"], []) == ["slurry"]
