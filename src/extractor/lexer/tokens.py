"""Tokens: one pass of one regular expression over the folded text, and the shapes that numbers have in print.

`TOKEN` covers every character, so that offsets are running sums of lengths: no match object is made for the many
words that mean nothing here. A digit is a token of its own; where one is met, `number_pattern` reads the whole
number. All its alternatives are bounded or take what they have read, so the pass is linear on any input.
"""

from __future__ import annotations

import re
from functools import lru_cache

PLAIN_WORD = r"[a-z\u00e0-\u00f6\u00f8-\u00ff\u0153]++(?!\w)'?+ ?+"
"""A word of the usual letters: ranges are twice as fast as [^\\W\\d_], and most words are of them."""

ANY_TOKEN = r"[^\W\d_]++(?:\d\w*+|')?+ ?+|\d|[^\w\s] ?+|\s++|\w"
"""A word of any letters or with digits, a digit, a sign, white space."""

TOKEN = re.compile(f"{PLAIN_WORD}|{ANY_TOKEN}")
"""A word (with its apostrophe, and one space behind it), a digit, a sign, white space."""

_SHAPES = (
    r"(?P<iso>\d{{4}}-[01]\d-[0-3]\d(?:[t ]\d\d:\d\d(?::\d\d)?)?(?![\d-]))",
    r"(?P<phone>(?:0\d|33[ .]?(?:\(0\)[ .]?)?\d)(?:[ .]\d\d){{4}}(?![ .]?\d)"
    r"|0\d\d[ ./]\d{{3}}(?:[ .]\d\d){{2}}(?![ .]?\d)|0\d/\d{{3}}(?:\.\d\d){{2}}(?!\d)|0[ .]?8\d\d[ .]\d{{3}}[ .]\d{{3}}(?!\d)"
    r"|\d{{3}}-\d{{3}}-\d{{4}}(?!\d)|\+\d{{2,3}}(?:[ .-]\(?\d{{1,4}}\)?){{3,6}}(?!\d))",
    r"(?P<dmy>\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d)(?![\d/])|\d{{1,2}}\.\d{{1,2}}\.\d{{4}}(?!\d)|\d{{1,2}}-\d{{1,2}}-\d{{4}}(?![\d-]))",
    r"(?P<race>\d{{1,2}}(?::|{clock})[0-5]\d'(?:[0-5]\d(?:''|\")?)?(?!\d)|\d{{1,2}}'[0-5]\d(?:''|\")(?!\d))",
    r"(?P<ymd>\d{{4}}/\d\d?/\d\d?(?![\d/])|\d{{4}}\.\d\d?\.\d\d?(?![\d.]))",
    r"(?P<clock>(?:[01]?\d|2[0-4])(?::|{clock})[0-5]\d(?:(?::)[0-5]\d)?(?![\d:]))",
    r"(?P<metres>\d{{1,2}}{metre}\d\d(?!\w))",
    r"(?P<years>(?:1[5-9]|2[01])\d\d/(?:\d{{4}}|\d\d)(?![\d/]))",
    r"(?P<ratio>\d{{1,6}}/\d{{1,6}}(?![\d/]))",
    r"(?P<grouped>{grouped})",
    r"(?P<decimal>\d+(?:{decimal})\d+(?!\d)(?![.,]\d))",
    r"(?P<int>\d+)",
)


@lru_cache(maxsize=8)
def number_pattern(group: tuple[str, ...], decimal: tuple[str, ...], english: str, clock: str = ":", metre: str = "(?!)") -> re.Pattern[str]:
    """The expression for numbers with a language's separators (table `digits` of numerals.toml), its clock mark and its metre mark.

    >>> fr = number_pattern((" ", "."), (",",), ",")
    >>> [(m[0], m.lastgroup) for m in map(fr.match, ("35.000 milliards", "1,5 m2", "14:30"))]
    [('35.000', 'grouped'), ('1,5', 'decimal'), ('14:30', 'clock')]
    """
    grouped = [
        rf"\d{{1,3}}(?:{re.escape(g)}\d{{3}}){{1,8}}(?:(?:{_other(decimal, g)})\d+)?(?!\d)(?!{re.escape(g)}\d{{3}})" for g in group
    ]
    if english:
        e = re.escape(english)
        grouped.append(rf"\d{{1,3}}(?:{e}\d{{3}}){{2,8}}(?:\.\d+)?(?!\d)(?!{e}\d)")
        grouped.append(rf"\d{{1,3}}(?:{e}\d{{3}})+\.\d+(?!\d)")
    marks = "|".join(re.escape(d) for d in decimal)
    return re.compile("|".join(_SHAPES).format(grouped="|".join(grouped), decimal=marks, clock=clock, metre=metre))


def _other(decimal: tuple[str, ...], group: str) -> str:
    return "|".join(re.escape(d) for d in decimal if d != group) or "(?!)"


def split(folded: str) -> tuple[str, ...]:
    """The tokens of a folded surface, without white space: how tables and texts are compared.

    >>> split("l'an 2000 m2")
    ("l'", 'an', '2000', 'm2')
    """
    return tuple(token for raw in _SURFACE.findall(folded) if (token := raw.strip()))


_SURFACE = re.compile(r"\d+|" + TOKEN.pattern)


_ADDRESS = re.compile(r"(?:https?://|www\.)\S{1,2000}|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,250}")


def blank_addresses(folded: str) -> str:
    """The text with web and mail addresses crossed out, letter by letter: their digits count nothing.

    >>> blank_addresses("voir www.a.fr/20%20 : 3 pages")
    'voir xxxxxxxxxxxxxx : 3 pages'
    """
    if "://" in folded or "www." in folded or "@" in folded:
        return _ADDRESS.sub(lambda m: "x" * len(m[0]), folded)
    return folded
