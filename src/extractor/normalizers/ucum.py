"""Is it a UCUM code?  A small reader of the standard's grammar over the atoms in `lang/common/ucum.toml`.

Used by the pack's checks and tests: a table with a code that the standard does not have is refused.
Source: The Unified Code for Units of Measure, section 2 (grammar) and tables 1 to 28.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.lang.pack import COMMON, read_toml

_ANNOTATION = re.compile(r"\{[\x21-\x7a|~]*\}")
_EXPONENT = re.compile(r"^(.*?[^\d+\-*^])([+-]?\d+)$")
_DEEPEST = 20


def is_ucum(code: str) -> bool:
    """Whether `code` is a case-sensitive UCUM code built from known atoms.

    >>> is_ucum("kW.h"), is_ucum("ug/m3"), is_ucum("L/(100.km)"), is_ucum("[ft_i]")
    (True, True, True, True)
    >>> is_ucum("kWh"), is_ucum("km²"), is_ucum("m//s"), is_ucum("")
    (False, False, False, False)
    """
    return _term(_ANNOTATION.sub("{}", code), 0)


def _term(code: str, depth: int) -> bool:
    """A chain of components with "." and "/" between; one "/" may lead."""
    if not code or depth > _DEEPEST:
        return False
    return all(_component(part, depth) for part in _split(code.removeprefix("/")))


def _split(code: str) -> list[str]:
    """The components at the outermost level; brackets and parentheses are kept whole."""
    parts, nesting, start = [], 0, 0
    for at, char in enumerate(code):
        nesting += (char in "([") - (char in ")]")
        if char in "./" and nesting == 0:
            parts.append(code[start:at])
            start = at + 1
    return [*parts, code[start:]]


def _component(part: str, depth: int) -> bool:
    if part.startswith("(") and part.endswith(")"):
        return _term(part[1:-1], depth + 1)
    if part.isascii() and (part.isdigit() or part == "{}"):
        return True
    part = part.removesuffix("{}")
    if _simple(part):
        return True
    power = _EXPONENT.match(part)
    if part.startswith(("10*", "10^")):
        return part[3:].lstrip("+-").isdigit()
    return power is not None and _simple(power[1])


def _simple(part: str) -> bool:
    """An atom, or a prefix and a metric atom."""
    prefixes, metric, plain = _atoms()
    return part in metric or part in plain or any(part.startswith(p) and part[len(p) :] in metric for p in prefixes)


@lru_cache(maxsize=1)
def _atoms() -> tuple[tuple[str, ...], frozenset[str], frozenset[str]]:
    table = read_toml(COMMON / "ucum.toml")
    return tuple(table["prefixes"].split()), frozenset(table["metric"].split()), frozenset(table["plain"].split())
