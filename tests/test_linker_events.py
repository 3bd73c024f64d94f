"""Events: the cases of tests/linker/events.toml."""

from __future__ import annotations

from typing import Any

import pytest
from tests.linker_cases import cases, check

from extractor.linker.events import events


@pytest.mark.parametrize("case", cases("events"))
def test_events_case(case: dict[str, Any]) -> None:
    check(case, events)
