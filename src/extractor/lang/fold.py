"""Folding: one character to one character, so that no offset is ever translated back (design, law 1)."""

from __future__ import annotations

import re
import unicodedata

_SPACES = "\t\x0b\x0c\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_FOLD = {ord(c): " " for c in _SPACES}
_FOLD |= {ord(c): "'" for c in "\u2018\u2019\u02bc\u2032\u00b4`"}
_FOLD |= {ord(c): "-" for c in "\u2010\u2011\u2012\u2013\u2212\u00ad"}
_FOLD |= {ord("\r"): "\n", ord("\u2028"): "\n", ord("\u2029"): "\n", ord("\u0130"): "i", ord("\u1d49"): "e", ord("\u02b3"): "r", ord("\u1d48"): "d"}
_FOLD |= {0xFF10 + d: str(d) for d in range(10)}


_COMMON = {c: _FOLD[ord(c)] for c in "\u2019\u00a0\u202f\u2009\u2013\r\t"}
_RARE = re.compile("[" + "".join(re.escape(chr(c)) for c in _FOLD if chr(c) not in _COMMON) + "]")


def fold(text: str) -> str:
    """Lower case, plain spaces, straight apostrophes and hyphens; the same length as `text`.

    >>> fold("L\u2019an\u202f2024 \u2212 MARS")
    "l'an 2024 - mars"
    """
    folded = text
    for char, plain in _COMMON.items():  # `replace` is several times faster than `translate`
        folded = folded.replace(char, plain)
    if _RARE.search(folded):
        folded = folded.translate(_FOLD)
    lower = folded.lower()
    if len(lower) != len(text):  # a capital whose lower case is two characters
        lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in folded)
    return lower


def unaccented(word: str) -> str:
    """The word without diacritics, as capitals and hasty writers have it.

    >>> unaccented("février")
    'fevrier'
    """
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
