"""What is said to have been seen agrees with what we hold, and what was not seen is told as such."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from tools import data_sources_page as sources

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def seen() -> sources.Verification:
    return msgspec.json.decode((ROOT / "resources" / "verification.json").read_bytes(), type=sources.Verification)


def test_figures_said_to_be_seen_are_ours(seen: sources.Verification):
    assert set(seen.densities) - sources.seen_densities(seen) == set()
    assert set(seen.heat_capacities) - sources.seen_heat_capacities(seen) == set()
    assert set(seen.pitzer) - set(sources.entered_pairs()) == set()


def test_a_figure_that_departs_is_no_longer_seen(seen: sources.Verification):
    other = {"NaCl(s)": sources.Density(2.30, "crc-inorganics-copy")}
    assert "NaCl(s)" not in sources.seen_densities(msgspec.structs.replace(seen, densities=other))


def test_places_are_described(seen: sources.Verification):
    used = {one.place for one in (*seen.densities.values(), *seen.heat_capacities.values())} | set(seen.pitzer.values())
    assert used - set(seen.places) == set()


def test_doubts_are_about_figures_that_were_not_seen(seen: sources.Verification):
    assert set(seen.doubts["density"]) & sources.seen_densities(seen) == set()
    assert set(seen.doubts["heat capacity"]) & sources.seen_heat_capacities(seen) == set()


def test_works_said_to_be_found_are_cited(seen: sources.Verification):
    cited = [*sources.declared_citations(), *sources.resource_citations(), *sources.library_citations()]
    assert [work.fragment for work in seen.works if not any(work.fragment in text for text in cited)] == []
