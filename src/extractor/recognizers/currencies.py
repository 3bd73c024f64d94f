"""What the document says about its currencies: "dollars canadiens" once makes Canadian dollars of later "dollars".

Only mentions whose currency rests on a default are touched, and `unit_ambiguous` stays true unless the document
names the currency in full somewhere.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Any

from extractor.lang.pack import LanguagePack
from extractor.normalizers.currency import currency_table, exact_symbols
from extractor.recognizers.matching import Context
from extractor.schema import Mention, Money


@lru_cache(maxsize=8)
def _nouns(pack: LanguagePack) -> dict[str, str]:
    """Code → the noun its family shares ("dollar" for USD and CAD)."""
    known = [*currency_table(pack).values(), *exact_symbols(pack).values()]
    return {currency.code: currency.noun for currency in known if currency.noun}


@lru_cache(maxsize=8)
def _cues(pack: LanguagePack) -> dict[str, dict[str, tuple[str, ...]]]:
    """Default code → the codes that countries named in the text speak for, each with its cues as words begin."""
    table: dict[str, dict[str, list[str]]] = pack.table("currencies").get("context", {})
    return {
        default: {code: tuple(before + cue for cue in cues for before in " '-") for code, cues in rows.items()}
        for default, rows in table.items()
    }


def speaks_of(code: str, context: Context) -> bool:
    """Whether the text names the country of a default currency, or another country of its family; looked up once a text."""
    known = context.countries.get(code)
    if known is None:
        known = any(cue in context.folded for cues in _cues(context.pack).get(code, {}).values() for cue in cues)
        context.countries[code] = known
    return known


def settle_currencies(mentions: list[Mention], context: Context) -> list[Mention]:
    """The mentions, ambiguous currencies settled by what the document names in full, else by the countries it names."""
    money = [m for m in mentions if isinstance(m, Money)]
    open_codes = {m.unit for m in money if m.unit_ambiguous}
    if not open_codes:
        return mentions
    settled = {code: found for code in open_codes if (found := _settle(code, money, context)) is not None}
    if not settled:
        return mentions
    return [_replaced(m, settled) for m in mentions]


def _replaced(mention: Mention, settled: dict[str, tuple[str, bool]]) -> Mention:
    if not isinstance(mention, Money) or not mention.unit_ambiguous or mention.unit not in settled:
        return mention
    code, ambiguous = settled[mention.unit]
    update: dict[str, Any] = {"unit": code, "unit_ambiguous": ambiguous}
    return mention.model_copy(update=update)


def _settle(code: str, money: list[Money], context: Context) -> tuple[str, bool] | None:
    """The currency a default stands for in this document, and whether that still rests on a guess."""
    nouns = _nouns(context.pack)
    named = Counter(m.unit for m in money if not m.unit_ambiguous and nouns.get(m.unit) == nouns.get(code))
    if len(named) == 1:
        return next(iter(named)), False
    folded = context.folded
    rows = _cues(context.pack).get(code, {}).items()
    counts = [(sum(map(folded.count, cues)), other) for other, cues in rows]  # `count` is far faster than an expression
    best = max(counts, default=(0, code))
    if best[0] == 0 or best[1] == code or sum(count == best[0] for count, _ in counts) > 1:
        return None
    return best[1], True
