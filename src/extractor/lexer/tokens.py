"""Tokens: one pass of one regular expression over the folded text.

The alternatives that begin with a digit know the shapes numbers have in print (groups of three, clock times,
numeric dates, phone numbers); all are bounded or take what they have read, so the pass is linear on any input.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = r"[^\W\d_]+(?:\d\w*|')?"
_SHAPES = r"""
 (?P<iso>\d{{4}}-[01]\d-[0-3]\d(?:[t ]\d\d:\d\d(?::\d\d)?)?(?![\d-]))
|(?P<phone>(?:0\d|\+?33[ .]?(?:\(0\)[ .]?)?\d)(?:[ .]\d\d){{4}}(?![ .]?\d))
|(?P<dmy>\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d)(?![\d/])|\d{{1,2}}\.\d{{1,2}}\.\d{{4}}(?!\d)|\d{{1,2}}-\d{{1,2}}-\d{{4}}(?![\d-]))
|(?P<ymd>\d{{4}}/\d\d?/\d\d?(?![\d/])|\d{{4}}\.\d\d?\.\d\d?(?![\d.]))
|(?P<clock>(?:[01]?\d|2[0-4])(?::|{clock})[0-5]\d(?:(?::)[0-5]\d)?(?![\d:]))
|(?P<years>(?:1[5-9]|2[01])\d\d/(?:\d{{4}}|\d\d)(?![\d/]))
|(?P<ratio>\d{{1,6}}/\d{{1,6}}(?![\d/]))
|(?P<grouped>{grouped})
|(?P<decimal>\d+(?:{decimal})\d+(?!\d)(?![.,]\d))
|(?P<int>\d+)
"""


@lru_cache(maxsize=8)
def token_pattern(group: tuple[str, ...], decimal: tuple[str, ...], english: str, clock: str = ":") -> re.Pattern[str]:
    """The token expression for a language's separators (table `digits` of numerals.toml) and clock mark.

    >>> [m[0] for m in token_pattern((" ", "."), (",",), ",").finditer("35.000 milliards, soit 1,5 m2")]
    ['35.000', 'milliards', ',', 'soit', '1,5', 'm2']
    """
    marks = "|".join(re.escape(d) for d in decimal)
    grouped = [
        rf"\d{{1,3}}(?:{re.escape(g)}\d{{3}}){{1,8}}(?:(?:{_other(decimal, g)})\d+)?(?!\d)(?!{re.escape(g)}\d{{3}})" for g in group
    ]
    if english:
        e = re.escape(english)
        grouped.append(rf"\d{{1,3}}(?:{e}\d{{3}}){{2,8}}(?:\.\d+)?(?!\d)(?!{e}\d)")
        grouped.append(rf"\d{{1,3}}(?:{e}\d{{3}})+\.\d+(?!\d)")
    shapes = _SHAPES.format(grouped="|".join(grouped), decimal=marks, clock=clock)
    return re.compile("".join(line.strip() for line in shapes.split("\n")) + rf"|{_WORD}|[^\w\s]|\n+|\w")


def _other(decimal: tuple[str, ...], group: str) -> str:
    return "|".join(re.escape(d) for d in decimal if d != group) or "(?!)"
