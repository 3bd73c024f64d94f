"""How good the output is, measured against gold (docs: contract, section 4).

    from extractor import load
    from extractor.evaluation import evaluate, read_gold

    report = evaluate(read_gold("corpus/gold/*.gold.json"), load().extract)
    print(report.text(errors=5))

Names are loaded when they are first used: `extract --help` passes through here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.evaluation.alignment import root_of
    from extractor.evaluation.gold import GoldDocument, read_gold
    from extractor.evaluation.report import Report, evaluate, evaluate_linking, evaluate_mentions

_HOME = {
    "root_of": "alignment",
    "GoldDocument": "gold",
    "read_gold": "gold",
    "Report": "report",
    "evaluate": "report",
    "evaluate_linking": "report",
    "evaluate_mentions": "report",
}

__all__ = ["GoldDocument", "Report", "evaluate", "evaluate_linking", "evaluate_mentions", "read_gold", "root_of"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
