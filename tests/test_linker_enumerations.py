"""Enumerations: the cases of tests/linker/enumerations.toml."""

from __future__ import annotations

from typing import Any

import pytest
from tests.linker_cases import cases, check

from extractor.linker.enumerations import enumerations


@pytest.mark.parametrize("case", cases("enumerations"))
def test_enumerations_case(case: dict[str, Any]) -> None:
    check(case, enumerations)
