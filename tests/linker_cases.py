"""Runs the cases of tests/linker/*.toml: text in, facts of one kind out, compared field by field as words."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractor.lang.pack import LanguagePack, default_language, load_pack
from extractor.nlp import analyse, entities
from extractor.recognizers import recognize
from extractor.schema import Document, Mention, Span

CASES = Path(__file__).parent / "linker"


def cases(name: str) -> list[Any]:
    """The cases of one kind of fact, as pytest parameters named by the start of their text."""
    table = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    return [
        pytest.param(
            case,
            id=f"{number:02d} {case['text'][:40]}",
            marks=[pytest.mark.xfail(strict=True, reason=case["pending"])] if "pending" in case else [],
        )
        for number, case in enumerate(table["case"])
    ]


@cache
def _pack() -> LanguagePack:
    return load_pack(default_language())


@cache
def read_text(text: str) -> tuple[Document, list[Mention], Any, LanguagePack]:
    """A text with its mentions, names included, and its parse."""
    pack = _pack()
    document = Document(text=text, lang=pack.code)
    doc = analyse(document, pack)
    numeric = recognize(document, pack)
    names = entities(doc, pack, numeric)
    mentions = sorted([*numeric, *names], key=lambda m: (m.start, m.end))
    return document, mentions, doc, pack


def plain(value: Any) -> Any:
    """A field as the cases write it: spans by their words."""
    if isinstance(value, Span):
        return value.text
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value


def differences(expected: list[dict[str, Any]], found: list[Any]) -> list[str]:
    """What is missing, wrong or too much; fields left out of an expected fact are not compared."""
    wrong = [] if len(expected) == len(found) else [f"expected {len(expected)} facts, got {len(found)}"]
    for want, fact in zip(expected, found, strict=False):
        for field, value in want.items():
            got = plain(getattr(fact, "from_" if field == "from" else field))
            if got != value:
                wrong.append(f"{field}: expected {value!r}, got {got!r}")
    return wrong


def check(case: dict[str, Any], linker: Any) -> None:
    """Fail with the sentence, what was expected, what came out, and the rule."""
    found = linker(*read_text(case["text"]))
    wrong = differences(case["expect"], found)
    if wrong:
        got = [f"  {fact.rule}: {fact.model_dump(mode='json', exclude={'evidence'}, exclude_none=True)}" for fact in found]
        pytest.fail("\n".join([case["text"], *wrong, f"expected: {case['expect']}", "got:", *got]), pytrace=False)
