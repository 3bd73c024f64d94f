"""Words of a text → international codes: ISO 4217 for currencies, UCUM for units, ISO 8601 for time units.

Pure functions over the tables of a language pack and those in `lang/common` that belong to no language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.lang.fold import fold, unaccented

_OPTIONAL = re.compile(r"\(([^()]{1,3})\)")


def both_numbers(entry: str) -> tuple[str, ...]:
    """The singular and the plural that an entry of a table stands for; an entry without marks is one form.

    >>> both_numbers("dollar(s) canadien(s)")
    ('dollar canadien', 'dollars canadiens')
    >>> both_numbers("yen")
    ('yen',)
    """
    if "(" not in entry:
        return (entry,)
    return _OPTIONAL.sub("", entry), _OPTIONAL.sub(r"\1", entry)


def spellings(surface: str) -> Iterator[str]:
    """The folded surface, then the same without accents and ligatures, as capitals and hasty writers have it.

    >>> list(spellings("Nœuds")), list(spellings("km"))
    (['nœuds', 'noeuds'], ['km'])
    """
    folded = fold(surface)
    yield folded
    if not folded.isascii():
        bare = unaccented(folded).replace("œ", "oe").replace("ł", "l")
        if bare != folded:
            yield bare
