"""Names, signs and codes of currencies → ISO 4217.

Names come from CLDR (through Babel) in the pack's language; `currencies.toml` of the pack adds what CLDR lacks, and
`lang/common/currencies.toml` the codes and signs that belong to no language. A reading that rests on a default
("dollars" → USD) says so, and keeps the head noun, so that "dollars canadiens" earlier in a document can settle it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from extractor.errors import PackError
from extractor.lang.fold import fold
from extractor.lang.pack import COMMON, LanguagePack, read_toml
from extractor.normalizers import both_numbers, spellings


@dataclass(frozen=True, slots=True)
class Currency:
    """What a currency word, sign or code stands for.

    Args:
        code: ISO 4217.
        ambiguous: the code is a default among several ("dollars", "£", "francs CFA").
        scale: what one of the word is worth in the currency: 1, or 0.01 for centimes.
        homograph: the surface is also an everyday word ("livres", "cents", "TOP"): ask for more evidence.
        noun: head noun of the currency's name ("dollar" for USD and CAD); "" when CLDR has no name.
    """

    code: str
    ambiguous: bool = False
    scale: Decimal = Decimal(1)
    homograph: bool = False
    noun: str = ""


@lru_cache(maxsize=8)
def currency_table(pack: LanguagePack) -> dict[str, Currency]:
    """Folded surface (single spaces) → reading: names in both numbers, signs, and abbreviations safe in any case.

    >>> from extractor.lang.pack import default_language, load_pack
    >>> table = currency_table(load_pack(default_language()))
    >>> table["dollars canadiens"].code, table["dollars"].code, table["dollars"].ambiguous
    ('CAD', 'USD', True)

    Raises:
        PackError: one surface has two readings in the pack's own table.
    """
    own = pack.table("currencies")
    nouns = _nouns(pack)
    table: dict[str, Currency] = {}
    for entry, currency in _own_entries(own):
        for surface in both_numbers(entry):
            known = table.setdefault(fold(surface), replace(currency, noun=nouns.get(currency.code, "")))
            if (known.code, known.scale) != (currency.code, currency.scale):
                raise PackError(f"{surface!r} is both {known.code} and {currency.code}", where=f"{pack.path}/currencies.toml")
    for name, code in _cldr_names(pack):
        table.setdefault(fold(name), Currency(code, noun=nouns[code]))
    for sign, code in (_common()["signs"] | _common()["shared_signs"]).items():
        table.setdefault(fold(sign), Currency(code, ambiguous=sign in _common()["shared_signs"], noun=nouns.get(code, "")))
    for sign, code in _sign_and_code(nouns):
        table.setdefault(sign, Currency(code, noun=nouns[code]))
    for surface, currency in list(table.items()):
        for spelling in spellings(surface):
            table.setdefault(spelling, currency)
    for entry in own["homographs"]["names"]:
        for surface in both_numbers(entry):
            for spelling in spellings(surface):
                if spelling in table:
                    table[spelling] = replace(table[spelling], homograph=True)
    return table


@lru_cache(maxsize=8)
def exact_symbols(pack: LanguagePack) -> dict[str, Currency]:
    """Codes and symbols that are read only as they stand, capitals included ("EUR", "F", "DH").

    >>> from extractor.lang.pack import default_language, load_pack
    >>> exact = exact_symbols(load_pack(default_language()))
    >>> exact["CHF"].code, "chf" in exact, exact["TOP"].homograph
    ('CHF', False, True)
    """
    own, common, nouns = pack.table("currencies"), _common(), _nouns(pack)
    homographs = set(own["homographs"]["symbols"])
    table: dict[str, Currency] = {}
    for section, ambiguous in (("exact", False), ("exact_defaults", True)):
        for code, symbols in own[section].items():
            for symbol in symbols:
                table[symbol] = Currency(code, ambiguous, homograph=symbol in homographs, noun=nouns.get(code, ""))
    odd = frozenset(common["code_homographs"].split())
    for code in f"{common['current']} {common['historic']} {common['units_of_account']}".split():
        table.setdefault(code, Currency(code, homograph=code in odd, noun=nouns.get(code, "")))
    for sign, code in common["signs"].items():
        table.setdefault(sign, Currency(code, noun=nouns.get(code, "")))
    return table


@lru_cache(maxsize=8)
def scale_symbols(pack: LanguagePack) -> dict[str, Decimal]:
    """Short forms of scales that may stand alone before a currency ("12 M €", "3 Mds d'euros"); capitals count.

    >>> from extractor.lang.pack import default_language, load_pack
    >>> scales = scale_symbols(load_pack(default_language()))
    >>> scales["Md"], scales["M"], "m" in scales
    (Decimal('1000000000'), Decimal('1000000'), False)
    """
    return {symbol: Decimal(factor) for factor, symbols in pack.table("currencies")["scales"].items() for symbol in symbols}


@lru_cache(maxsize=8)
def glued_scales(pack: LanguagePack) -> dict[str, Decimal]:
    """All short forms of scales that are read when they touch a sign or an amount with one ("12 m€", "$10k").

    >>> from extractor.lang.pack import default_language, load_pack
    >>> glued_scales(load_pack(default_language()))["m"]
    Decimal('1000000')
    """
    glued = pack.table("currencies")["glued"]
    return scale_symbols(pack) | {symbol: Decimal(factor) for factor, symbols in glued.items() for symbol in symbols}


@lru_cache(maxsize=8)
def scaled_currencies(pack: LanguagePack) -> dict[str, tuple[Decimal, Currency]]:
    """Exact surfaces that hold scale and currency in one piece → both: "M€", "€bn", "MEUR", "MdUSD", "ME".

    >>> from extractor.lang.pack import default_language, load_pack
    >>> factor, currency = scaled_currencies(load_pack(default_language()))["Mds€"]
    >>> factor, currency.code
    (Decimal('1000000000'), 'EUR')
    """
    own, common, exact = pack.table("currencies"), _common(), exact_symbols(pack)
    table: dict[str, tuple[Decimal, Currency]] = {}
    for scale, factor in glued_scales(pack).items():
        for sign in (*common["signs"], *common["shared_signs"]):
            reading = factor, currency_table(pack)[fold(sign)]
            table[scale + sign] = reading
            table[sign + scale] = reading
    for surface, currency in currency_table(pack).items():  # "80 M$ US", "29,3 G$ CA"
        sign, rest = surface[:1], surface[1:].strip()
        if sign in common["shared_signs"] and rest.isalpha():
            for scale, factor in glued_scales(pack).items():
                table[f"{scale}{sign}{rest}"] = table[f"{scale}{sign}{rest.upper()}"] = factor, currency
    special = own["glued_symbols"]
    for scale in special["scales"]:
        factor = scale_symbols(pack)[scale]
        for code in common["scaled_codes"].split():
            table.setdefault(scale + code, (factor, exact[code]))
        for symbol, code in special["symbols"].items():
            clear = symbol in special["unambiguous"]
            table.setdefault(scale + symbol, (factor, replace(exact[code], ambiguous=not clear)))
    for surface, (factor, code) in own["fixed"].items():
        table[surface] = Decimal(factor), exact[code]
    return table


def scaled_currency(surface: str, pack: LanguagePack) -> tuple[Decimal, Currency] | None:
    """Factor and currency of a glued surface in its original case, or None.

    >>> from extractor.lang.pack import default_language, load_pack
    >>> scaled_currency("xyz", load_pack(default_language())) is None
    True
    """
    return scaled_currencies(pack).get(surface)


def currency_code(surface: str, pack: LanguagePack) -> Currency | None:
    """The reading of a surface in its original case: the exact table first, then the folded one; None when unknown.

    >>> from extractor.lang.pack import default_language, load_pack
    >>> pack = load_pack(default_language())
    >>> currency_code("EUR", pack).code, currency_code("Euros", pack).code, currency_code("all", pack)
    ('EUR', 'EUR', None)
    """
    return exact_symbols(pack).get(surface) or currency_table(pack).get(" ".join(fold(surface).split()))


@lru_cache(maxsize=1)
def _common() -> dict[str, Any]:
    return read_toml(COMMON / "currencies.toml")


def _own_entries(own: dict[str, Any]) -> Iterator[tuple[str, Currency]]:
    """Every entry of the pack's table with its reading, those that are clear before those that rest on a default."""
    for section, ambiguous in (("names", False), ("defaults", True)):
        for code, entries in own[section].items():
            for entry in entries:
                yield entry, Currency(code, ambiguous)
    for group in own["subunit"]:
        for entry in group["names"]:
            yield entry, Currency(group["code"], group.get("default", False), Decimal(group["scale"]))


@lru_cache(maxsize=8)
def _cldr(pack: LanguagePack) -> dict[str, tuple[str, ...]]:
    """Code → CLDR's names in each plural category, for currencies that money is counted in."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(pack.locale)
    except (UnknownLocaleError, ValueError):
        raise PackError(f"CLDR has no locale {pack.locale!r}", where=str(pack.path), hint="set `locale` in language.toml") from None
    data = locale._data  # the public get_currency_name() needs a number for each plural form
    plurals = data["currency_names_plural"]
    skip = frozenset(_common()["not_money"].split())
    return {
        code: tuple(dict.fromkeys((*dict(plurals.get(code, {})).values(), name)))
        for code, name in data["currency_names"].items()
        if code not in skip
    }


@lru_cache(maxsize=8)
def _nouns(pack: LanguagePack) -> dict[str, str]:
    """Code → head noun of its name, folded: the word that CLDR's names of other currencies begin with most."""
    nouns: dict[str, str] = {}
    new = frozenset(w for entry in pack.table("currencies").get("adjectives_in_front", ()) for w in both_numbers(entry))
    for code, names in _cldr(pack).items():
        words = fold(names[0]).split()
        nouns[code] = next((w for w in words if w not in new), "")
    return nouns


def _cldr_names(pack: LanguagePack) -> Iterator[tuple[str, str]]:
    """(name, code): dated names ("zloty (1950–1995)") are left out, current currencies come first."""
    heads: dict[str, list[str]] = pack.table("currencies")["heads"]
    names = _cldr(pack)
    current = frozenset(_common()["current"].split())
    for code in sorted(names, key=lambda c: (c not in current, c)):
        for name in names[code]:
            if any(c in "(),0123456789" for c in name) or (" " not in name and code not in current):
                continue
            yield name, code
            head, _, rest = name.partition(" ")
            for other in heads.get(head, ()):
                yield f"{other} {rest}".rstrip(), code


def _sign_and_code(nouns: dict[str, str]) -> Iterator[tuple[str, str]]:
    """A shared sign beside a code, which settles it: "nzd$", "$ usd", "£ gbp"."""
    shared = _common()["shared_signs"]
    sign_of = {nouns.get(code, ""): sign for sign, code in shared.items()}
    if "MXN" in nouns:  # pesos are written with the dollar's sign
        sign_of[nouns["MXN"]] = "$"
    for code in _common()["current"].split():
        sign = sign_of.get(nouns.get(code, "?"))
        if sign is not None:
            folded = fold(code)
            yield from ((form, code) for form in (f"{folded}{sign}", f"{sign}{folded}", f"{sign} {folded}"))
