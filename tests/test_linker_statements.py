"""Statements: the cases of tests/linker/statements.toml."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.linker.statements import statements
from tests.linker_cases import cases, check


@pytest.mark.parametrize("case", cases("statements"))
def test_statements_case(case: dict[str, Any]) -> None:
    check(case, statements)
