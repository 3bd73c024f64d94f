"""Positions: the cases of tests/linker/positions.toml."""

from __future__ import annotations

from typing import Any

import pytest
from tests.linker_cases import cases, check

from extractor.linker.positions import positions


@pytest.mark.parametrize("case", cases("positions"))
def test_positions_case(case: dict[str, Any]) -> None:
    check(case, positions)
