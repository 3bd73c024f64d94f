"""Shapes of digit tokens: which classes a number in digits may have."""

from __future__ import annotations

from functools import lru_cache

LARGEST_YEAR = 2199
POSTCODE_DIGITS = 5
MILLION_DIGITS = 7
ZEROS = "000000"


@lru_cache(maxsize=4096)
def int_classes(digits: str) -> frozenset[str]:
    """The classes of a plain run of digits.

    >>> sorted(int_classes("29"))
    ['day', 'dig', 'int', 'minute', 'num', 'yy']
    >>> "year" in int_classes("1999"), "year" in int_classes("0999")
    (True, False)
    """
    classes = {"num", "int", "dig"}
    if len(digits) <= 2:
        value = int(digits)
        if 1 <= value <= 31:
            classes.add("day")
        if 1 <= value <= 12:
            classes.add("monthnum")
        if value <= 24:
            classes.add("hour")
        if value <= 59:
            classes.add("minute")
        if len(digits) == 2:
            classes.add("yy")
    elif len(digits) == 4 and digits[0] in "12" and int(digits) <= LARGEST_YEAR:
        classes.add("year")
    elif len(digits) == POSTCODE_DIGITS:
        classes.add("postcode")
    elif len(digits) >= MILLION_DIGITS and digits.endswith(ZEROS):
        classes.add("grouped")  # "1000000 d'euros" is as round as "1 000 000 d'euros"
    return frozenset(classes)


def word_classes(value: int) -> frozenset[str]:
    """The classes of an integer in words ("deux mille vingt-cinq")."""
    classes = {"num", "wnum"}
    if 1 <= value <= 31:
        classes.add("day")
    if value <= 24:
        classes.add("hour")
    if value <= 59:
        classes.add("minute")
    if 1000 < value <= LARGEST_YEAR:
        classes.add("year")
    return frozenset(classes)


def _all_sets() -> frozenset[frozenset[str]]:
    sets = {int_classes(f"{n:0{w}d}") for w in (1, 2) for n in range(10**w)}
    sets |= {int_classes(s) for s in ("100", "012", "1999", "0999", "2999", "12345", "1000000")}
    sets |= {word_classes(v) for v in [*range(61), 100, 1500, 5000]}
    sets |= {frozenset(s) for s in OTHER_SETS}
    return frozenset(sets)


OTHER_SETS: tuple[tuple[str, ...], ...] = (
    ("num", "dig", "decimal"),
    ("num", "dig", "grouped"),
    ("num", "scaled"),
    ("num", "approxnum"),
    ("rank",),
    ("fracnum",),
    ("isodate",),
    ("numdate",),
    ("clock",),
    ("years",),
    ("ratio",),
    ("phone",),
    ("race",),
    ("metres",),
)
"""The class sets of numerals other than plain integers."""

SHAPE_SETS = _all_sets()
"""Every class set a numeral can have: each gets a code before the patterns are compiled."""
