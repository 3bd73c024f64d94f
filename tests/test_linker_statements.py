"""Statements: the cases of tests/linker/statements.toml."""

from __future__ import annotations

from typing import Any

import pytest
from tests.linker_cases import cases, check

from extractor.linker.statements import statements


@pytest.mark.parametrize("case", cases("statements"))
def test_statements_case(case: dict[str, Any]) -> None:
    check(case, statements)
