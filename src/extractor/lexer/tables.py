"""What the tables of a pack say, as one stream of (surface, lexeme class, value)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractor.lang.pack import LanguagePack
from extractor.normalizers.currency import currency_table, exact_symbols, glued_scales, scaled_currencies
from extractor.normalizers.units import symbol_table, time_symbols, time_table, unit_table

Row = tuple[str, str, Any]

ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def entries_of(pack: LanguagePack) -> Iterator[Row]:
    """Every surface of the pack's tables with its class and value."""
    yield from _numerals(pack.table("numerals"))
    yield from _dates(pack)
    yield from _cues(pack.table("cues"))
    for surface, currency in currency_table(pack).items():
        yield surface, "cur", currency
        if not surface[0].isalpha() or not surface[-1].isalpha():
            yield surface, "cursign", currency
    for surface, currency in exact_symbols(pack).items():
        yield surface, "csym", currency
    for surface, scaled in scaled_currencies(pack).items():
        yield surface, "scaled_cur", scaled
    for surface, factor in glued_scales(pack).items():
        yield surface, "scale_glued", factor
    for surface, unit in unit_table(pack).items():
        yield surface, "unit", unit
    for surface, unit in symbol_table(pack).items():
        yield surface, "usym", unit
    for surface, time in time_table(pack).items():
        yield surface, "time", time
    for surface, time in time_symbols(pack).items():
        yield surface, "tsym", time


def _numerals(table: dict[str, Any]) -> Iterator[Row]:
    words = table["words"]
    one = {w for w, v in words["small"].items() if v == 1}
    for role in ("small", "tens", "hundred", "thousand"):
        for word, value in words[role].items():
            yield word, "one" if word in one else "nw", (role, value)
    if "point" in table["words"]:
        yield table["words"]["point"], "decimal_point", None
    for word in table["words"].get("ambiguous", []):
        yield word, "nw_ambiguous", None
    for word, value in words["scale"].items():
        yield word, "scale", value
    for word in one:
        yield word, "one", ("small", 1)
    for name in ("scale_of", "scale_short", "approximate", "fractions", "halves", "ordinals", "multiples"):
        for word, value in table[name].items():
            yield word, CLASS.get(name, name), value
    for word, value in _compound_ordinals(table["ordinal"]):
        yield word, "ordinal", value
        for form in (word, word + table["ordinal"]["plural"]):
            yield form, "frac", value
    for suffix in table["ordinal"]["suffixes"]:
        yield suffix, "osuf", None
    for value in range(1, 40):
        for suffix in table["ordinal"]["roman_suffixes"]:
            yield roman(value) + suffix, "roman", value


CLASS = {"approximate": "approx", "fractions": "frac", "halves": "half", "ordinals": "ordinal", "multiples": "multiple"}


def _compound_ordinals(table: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """vingt et unième, trente-deuxième, quatre-vingt-onzième …"""
    for ten, base in table["tens"].items():
        for ending, unit in table["unit_endings"].items():
            yield f"{ten}-{ending}", base + unit
            yield f"{ten} {ending}", base + unit
            if unit == 1:
                yield f"{ten}-{table['and']}-{ending}", base + unit
                yield f"{ten} {table['and']} {ending}", base + unit


def roman(value: int) -> str:
    """A number below 40 in Roman numerals, lower case.

    >>> roman(19)
    'xix'
    """
    out = ""
    for size, letters in ROMAN:
        while value >= size:
            out, value = out + letters, value - size
    return out


def _dates(pack: LanguagePack) -> Iterator[Row]:
    table = pack.table("dates")
    for word, number in _cldr(pack.locale, "months"):
        yield word, "month", number
        yield word, "month_full", number
    for word, number in _cldr(pack.locale, "days"):
        yield word, "weekday", number
    ambiguous = set(table["months_ambiguous"]["words"])
    for word, number in table["months"].items():
        for surface in (word, word + "."):
            yield surface, "month_short" if word in ambiguous else "month", number
    for word, number in table["weekdays"].items():
        yield word, "weekdays", number
    for name, label in (
        ("seasons", "season"), ("parts_of_day", "part"), ("clock", "clockword"), ("clock_noon", "clockword"), ("deictic", "deictic"), ("eve", "eve"),
        ("quarters_short", "quarter_short"),
    ):  # fmt: skip
        for word, value in table[name].items():
            yield word, label, value
    for name, body in table["classes"].items():
        for word in body["words"]:
            yield word, name, None


def _cldr(locale: str, what: str) -> Iterator[tuple[str, int]]:
    """Month or weekday names (wide and abbreviated) of CLDR; weekdays are numbered from Monday = 1."""
    from babel import Locale

    names = getattr(Locale.parse(locale), what)
    for width in ("wide", "abbreviated"):
        for number, name in names["format"][width].items():
            if width == "wide" or name.endswith("."):
                yield name, number if what == "months" else number + 1
            if width == "abbreviated" and len(name.rstrip(".")) > 3 and what == "months":
                yield name.rstrip("."), number


def _cues(table: dict[str, Any]) -> Iterator[Row]:
    for side, groups in table["modifiers"].items():
        for modifier, surfaces in groups.items():
            for surface in surfaces:
                for spelling in elided(surface, table["elisions"]):
                    yield spelling, f"mod_{side}", modifier
    verbs = table["modifier_verbs"]
    for modifier in (name for name in verbs if name != "endings"):
        for stem in verbs[modifier]:
            for ending in verbs["endings"]:
                yield stem + ending, "mod_left", modifier
    for name, surfaces in (*table["joiners"].items(), *table["contexts"].items()):
        for surface in surfaces:
            yield surface, name, None
    for unit, surfaces in table["percent"].items():
        for surface in surfaces:
            yield surface, "pct", unit
    for unit, surfaces in table["points"].items():
        for surface in surfaces:
            yield surface, unit, unit


def elided(surface: str, elisions: dict[str, list[str]]) -> Iterator[str]:
    """A cue with every form its last word takes before the next.

    >>> list(elided("more than", {"than": ["th'"]}))
    ['more than', "more th'"]
    """
    yield surface
    head, _, last = surface.rpartition(" ")
    for form in elisions.get(last, ()):
        yield f"{head} {form}" if head else form
