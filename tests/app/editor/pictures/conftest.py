"""``python -m pytest tests/app/editor/pictures --approve`` keeps the present pictures as approved; look at each."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option is there where this folder is named on the command line."""
    parser.addoption("--approve", action="store_true", help="keep the present pictures as approved")


@pytest.fixture
def approving(request: pytest.FixtureRequest) -> bool:
    """Whether pictures are to be kept instead of compared."""
    return bool(request.config.getoption("--approve", default=False))
