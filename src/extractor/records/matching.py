"""Whether a fact is one that a selector asks for."""

from __future__ import annotations

import re
from typing import Any

from extractor.lang.fold import unaccented
from extractor.records.selectors import FLAG, PRESENCE, WHOLE, WORDS, Selector, Test, attribute
from extractor.records.values import take
from extractor.records.words import LIST_MARK, Vocabulary, split
from extractor.schema.facts import Fact, Statistic
from extractor.schema.mentions import BaseMention
from extractor.schema.spans import Span

_CLAUSE_END = re.compile(r"[,;:.!?()\n]")
_CLAUSE = 300
"""Characters of a clause that are looked at."""

_QUANTITY_FIELDS = ("type", "unit", "modifier", "fraction")


def holds(selector: Selector, fact: Fact, known: Vocabulary | None) -> bool:
    """Whether all tests of the selector hold for the fact.

    Args:
        known: the words of the document's language; None when there is no pack for it.
    """
    return all(_holds(test, selector, fact, known) != test.negated for test in selector.tests)


def _holds(test: Test, selector: Selector, fact: Fact, known: Vocabulary | None) -> bool:
    if test.how == WHOLE:
        return _is(take(fact, selector.field, str) if selector.field else None, test, known)
    value = _value(test.name, fact)
    if test.how == PRESENCE:
        return (value is not None and value != ()) is test.values[0]
    if test.how == FLAG:
        return bool(value) is test.values[0]
    if value is None:
        return False
    if test.how == WORDS:
        texts = [_text(item) for item in value] if isinstance(value, tuple) else [_text(value)]
        return any(_has(text, test, known) for text in texts)
    return value in test.values


def _value(name: str, fact: Fact) -> Any:
    if name == "belongs":
        return getattr(fact, "of", None)
    if isinstance(fact, Statistic):
        if name in _QUANTITY_FIELDS:
            return getattr(fact.quantity, name, None)
        if name == "baseline":
            return fact.baseline and fact.baseline.type
        if name == "after":
            return _after(fact)
    return getattr(fact, attribute(name), None)


def _after(fact: Statistic) -> str:
    """The words that follow a quantity, up to the end of its clause."""
    text, start = fact.evidence.text, max(0, fact.quantity.end - fact.evidence.start)
    end = _CLAUSE_END.search(text, start, start + _CLAUSE)
    return text[start : end.start() if end else start + _CLAUSE]


def _text(value: Any) -> str:
    return value.text if isinstance(value, Span | BaseMention) else str(value)


def _is(value: Any, test: Test, known: Vocabulary | None) -> bool:
    """Whether the words of a value are, all together, some that are asked for."""
    words = split(unaccented(str(value or "")))
    if known is not None:
        return known.words(str(value or "")) in known.phrases(test.values)
    return words in [split(unaccented(word)) for word in test.values]


def _has(text: str, test: Test, known: Vocabulary | None) -> bool:
    anywhere = test.name == "after"
    if known is not None:
        return known.has(text, known.phrases(test.values), anywhere)
    words = " ".join(split(unaccented(text)))
    asked = [" ".join(split(unaccented(word))) for word in test.values if not word.startswith(LIST_MARK)]
    return any(f" {word} " in f" {words} " for word in asked)
