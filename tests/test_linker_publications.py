"""Publications: the cases of tests/linker/publications.toml."""

from __future__ import annotations

from typing import Any

import pytest
from tests.linker_cases import cases, check

from extractor.linker.publications import publications


@pytest.mark.parametrize("case", cases("publications"))
def test_publications_case(case: dict[str, Any]) -> None:
    check(case, publications)
