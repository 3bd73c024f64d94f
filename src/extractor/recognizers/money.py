"""Amounts of money: names, signs and codes of currencies on either side, short scales, shared currencies."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from extractor.lexer import Lexeme
from extractor.normalizers.currency import Currency
from extractor.recognizers.currencies import speaks_of
from extractor.recognizers.matching import Context, Match, value_of
from extractor.recognizers.modifiers import modifier_of
from extractor.recognizers.ranges import low_end, may_share, modifier_between, moves, scale_like, shared_spans
from extractor.schema import Money
from extractor.schema.mentions import Modifier

HUNDRED = Decimal(100)
MUCH = Decimal(100)
AROUND = 100
"""From here on "livres" are pounds rather than books."""


def build(match: Match, context: Context) -> list[Money]:
    """The amounts of a match, or none when a word that may be a currency is not one here."""
    currency, scale = _currency(match)
    if currency is None:
        return []
    if (currency.homograph and not _is_money(match, currency, context)) or _is_apart(match):
        return []
    factor = currency.scale * scale * _own_scale(match)
    fields: dict[str, Any] = {"unit": currency.code, "unit_ambiguous": currency.ambiguous}
    if match.get("low") is not None:
        return _range(match, context, factor, fields)
    numbers = match.all("n")
    if len(numbers) > 1:
        if not may_share(match, context, numbers):
            return []
        values = scale_like([value_of(n) for n in numbers], numbers)
        spans = shared_spans(match, numbers)
        return [
            Money(**match.common(start=a, end=b, value=v * factor, **fields, modifier=modifier_of(match) if i == 0 else "exact"))
            for i, (v, (a, b)) in enumerate(zip(values, spans, strict=True))
        ]
    if numbers and "one" in numbers[0].data and _is_adjective(match, context):
        return []
    if match.pattern.name.endswith("currency_amount"):
        if currency.homograph:
            return []  # "la COP 28"
        factor *= _english(match, numbers[0])
    amount = _amount(match, numbers) * factor
    cents = match.get("cents")
    if cents is not None:
        word = match.get("centword")
        if currency.scale != 1 or (word.data["cur"].scale == 1 if word is not None else len(match.surface(cents)) != 2):
            return []
        if not 0 < value_of(cents) < HUNDRED or value_of(cents) % 1:
            return []
        amount += value_of(cents) / HUNDRED
    approximate: Modifier = "approximate" if numbers and "approx" in numbers[0].data else "exact"
    return [Money(**match.common(value=amount, **fields, modifier=modifier_of(match, approximate)))]


def _english(match: Match, number: Lexeme) -> int:
    """A sign in front makes "£15,000" English, where the comma groups: a thousand times what French would read."""
    digits: str = number.data.get("digits", "")
    return 1000 if "," in digits and len(digits.rpartition(",")[2]) == 3 and not digits.startswith("0") else 1


def _is_adjective(match: Match, context: Context) -> bool:
    """ "un franc succès": the word before a noun is no coin."""
    surface = match.surface(match.all("unit")[-1]).lower()
    rest = context.folded[match.end : match.end + 2]
    return surface in context.pack.table("cues")["near"]["not_after_one"] and rest[:1] == " " and rest[1:].isalpha()


def _amount(match: Match, numbers: list[Lexeme]) -> Decimal:
    """The number with its half: "2 milliards et demi", "un million et demi", "un demi-million"."""
    half, scale = match.get("half"), match.get("scale")
    if half is None:
        return value_of(numbers[0])
    if scale is not None:  # un demi-million: the scale is applied by _own_scale
        return (value_of(numbers[0]) if numbers else Decimal(1)) / 2
    numeral = numbers[0].data.get("num")
    step = Decimal(numeral.scale) if numeral is not None and numeral.scaled else Decimal(1)
    return value_of(numbers[0]) + step / 2


def _range(match: Match, context: Context, factor: Decimal, fields: dict[str, Any]) -> list[Money]:
    low, high = match.all("low")[0], match.all("high")[0]
    a, b = scale_like([value_of(low), value_of(high)], [low, high])
    a, b = a * _scale(match, "low_scale", "low_short", "high_scale", "high_short"), b * _scale(match, "high_scale", "high_short")
    if moves(match, context):
        return [
            Money(**match.common(end=low_end(match), value=a * factor, **fields, modifier=modifier_of(match))),
            Money(**match.common(start=high.start, value=b * factor, **fields, modifier=modifier_between(match))),
        ]
    if a > b:
        return []
    return [Money(**match.common(low=a * factor, high=b * factor, **fields, modifier=modifier_of(match)))]


def _currency(match: Match) -> tuple[Currency | None, Decimal]:
    """The currency of a match in the case it is written in, and the scale glued to it ("Md€")."""
    lexeme = match.all("unit")[-1]
    surface = match.surface(lexeme)
    if "scaled_cur" in lexeme.data:
        found = lexeme.data["scaled_cur"].get("".join(surface.split()))
        if found is not None and match.pattern.name.endswith(("scaled_symbol", "range", "shared")):
            return found[1], found[0]
    exact = lexeme.data.get("csym", {}).get(surface)
    currency = exact or lexeme.data.get("cur")
    if currency is not None and not isinstance(currency, Currency):
        return None, Decimal(1)
    return currency, Decimal(1)


def _is_money(match: Match, currency: Currency, context: Context) -> bool:
    """Words that are currencies and everyday words ("trois livres sur", "un franc succès") need an amount like money's."""
    lexeme, numbers = match.all("unit")[-1], match.all("n") or match.all("high")
    surface = match.surface(lexeme)
    if not surface[0].isalpha() or surface.isupper() or not numbers:
        return True
    if "one" in numbers[0].data:
        return False
    value = value_of(numbers[-1])
    if currency.scale != 1 and "digits" in numbers[-1].data:
        return True  # "50 cents" cannot be hundreds
    if "scaled" in match.pattern.source or "scaled" in context.words.classes_of(numbers[-1].code):
        return True
    if _names_another_thing(match, currency, context):
        return value >= MUCH and speaks_of(currency.code, context)
    return value >= MUCH or value != value.to_integral_value() or speaks_of(currency.code, context)


def _is_apart(match: Match) -> bool:
    """One letter is a scale behind a sign and an amount only when it touches: "$2.5m", but "£2 bn"."""
    scale = match.get("scale")
    if scale is None or "scale_glued" not in scale.data or match.surface(scale) in scale.data.get("scale_short", {}):
        return False
    return scale.end - scale.start == 1 and match.all("n")[-1].end < scale.start


def _names_another_thing(match: Match, currency: Currency, context: Context) -> bool:
    """Whether the words around speak of the other thing that a currency's word names: "12 000 livres" in a library."""
    cues = context.pack.table("currencies")["elsewhere"].get(currency.noun, ())
    around = context.folded[max(0, match.start - AROUND) : match.end + AROUND].replace("'", " ").replace("-", " ")
    return any(f" {cue}" in around for cue in cues)


def _own_scale(match: Match) -> Decimal:
    """The scale a slot of its own holds: "12 M d'euros", "un demi-million", "trois milliers d'euros"."""
    lexeme = match.get("scale")
    return Decimal(1) if lexeme is None else _scale_value(match, lexeme)


def _scale(match: Match, *slots: str) -> Decimal:
    for slot in slots:
        lexeme = match.get(slot)
        if lexeme is not None:
            return _scale_value(match, lexeme)
    return Decimal(1)


def _scale_value(match: Match, lexeme: Lexeme) -> Decimal:
    for name in ("scale", "scale_of"):
        if name in lexeme.data:
            return Decimal(lexeme.data[name])
    return Decimal(lexeme.data.get("scale_short", {}).get(match.surface(lexeme)) or lexeme.data.get("scale_glued", {}).get(match.surface(lexeme), 0))
