"""The worked examples of the docs have their published answers."""

from __future__ import annotations

import pytest

from tools.worked_examples import PAGE, WorkedExample, examples

EXAMPLES = list(examples())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.operation}: {example.problem[:40]}")
def test_published_answer(example: WorkedExample) -> None:
    assert example.solved() == pytest.approx(example.published, rel=example.within)


def test_all_of_them_are_on_their_page() -> None:
    written = PAGE.read_text("utf-8")
    assert all(example.problem in written for example in EXAMPLES)
