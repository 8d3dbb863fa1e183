"""Tags stand in the order in which people count."""

from __future__ import annotations

from flowsheets.document.tag_order import natural


def test_numbers_in_tags_count_as_numbers() -> None:
    tags = ["S-10", "S-2", "101", "S-1", "P-101 B", "P-101 A", "9", "R²", "²", ""]
    assert sorted(tags, key=natural) == ["", "9", "101", "P-101 A", "P-101 B", "R²", "S-1", "S-2", "S-10", "²"]
