"""The examples of the page on feeds are read as they stand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[4] / "docs" / "feeds.md"
EXAMPLES = re.findall(r"```json\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("text", EXAMPLES, ids=lambda text: text[:25].strip())
def test_example(text, explain):
    assert explain(json.loads(text)).amounts


def test_there_are_examples_of_every_way():
    together = "".join(EXAMPLES)
    assert all(f'"{way}"' in together for way in ("species", "solution", "assay"))


def test_texts_of_the_page(explain):
    for text in ("H2O(l)", "98 wt% H2SO4", "32 % HCl", "200 g/L NaOH"):
        assert explain(text).amounts
