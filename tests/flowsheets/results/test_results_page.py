"""The examples of docs/results.md run, and it names every table."""

from __future__ import annotations

import re
from pathlib import Path

from flowsheets.results.tables import WHERE

PAGE = Path(__file__).resolve().parents[3] / "docs" / "results.md"


def test_examples_run() -> None:
    held: dict[str, object] = {}
    for block in re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        exec(block, held)
    assert getattr(held["solution"], "status", "") == "closed"


def test_every_table_is_named() -> None:
    prose = re.sub(r"```.*?```", "", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    named = set(re.findall(r"`([^`\n]+)`", prose))
    assert set(WHERE) <= named
