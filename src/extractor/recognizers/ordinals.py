"""Ranks: "8e", "premier", "45ème"."""

from __future__ import annotations

from extractor.recognizers.matching import Context, Match
from extractor.schema import Ordinal

LONGEST_ARTICLE = 3
"""A capitalised word longer than this in front of a Roman rank is a first name, not an article at the head of a sentence."""


def build(match: Match, context: Context) -> list[Ordinal]:
    """The ordinal of a match; none before a capitalised word that it names ("8e Chasseurs", "XXe")."""
    lexeme = match.all("rank")[0]
    if match.pattern.set.get("check") == "roman":
        if not _is_roman(match, context):
            return []
        return [Ordinal(**match.common(value=lexeme.data["roman"]))]
    if _is_unit_number(match, context):
        return []
    value = lexeme.data["rank"] if "rank" in lexeme.data else lexeme.data["ordinal"]
    return [Ordinal(**match.common(value=value))]


def _is_roman(match: Match, context: Context) -> bool:
    """Roman ranks are written in capitals; after a first name they belong to it ("Louis XVe du nom" is not read)."""
    surface = match.surface(match.all("rank")[0])
    words = context.text[max(0, match.start - 24) : match.start].split()
    if words and words[-1].istitle() and words[-1].isalpha() and len(words[-1]) > LONGEST_ARTICLE:
        return False  # "François Ier"
    suffixes: list[str] = context.pack.table("numerals")["ordinal"]["roman_suffixes"]
    return any(surface.endswith(suffix) and surface[: -len(suffix)].isupper() for suffix in suffixes)


def _is_unit_number(match: Match, context: Context) -> bool:
    """ "35e RI", "2e REP": a rank in digits before a short acronym numbers a regiment; "une seconde" counts time."""
    rest = context.text[match.end : match.end + 12]
    following = rest.split()[0].strip(",.;:)") if rest[:1] == " " and rest.split() else ""
    lexeme = match.all("rank")[0]
    if _is_school_class(match, context, following):
        return True
    if "rank" in lexeme.data:
        return 2 <= len(following) <= 4 and following.isupper() and following.isalpha()
    before, second = match.before(), match.before(2)
    if "time" in lexeme.data and before is not None and "de" in before.data and second is not None and "frac" in second.data:
        return True  # "quelques dixièmes de seconde"
    return "time" in lexeme.data and not following.isalpha()


def _is_school_class(match: Match, context: Context, following: str) -> bool:
    """ "en 6e", "classe de quatrième": the third to sixth forms of a French collège, when nothing is ranked behind."""
    lexeme = match.all("rank")[0]
    value = lexeme.data.get("rank") or lexeme.data.get("ordinal") or 0
    if not 3 <= value <= 6:
        return False
    before = context.folded[max(0, match.start - 24) : match.start].rstrip(" ")
    near = context.pack.table("cues")["near"]
    return before.endswith(tuple(near["class_before"])) or (
        before.endswith(tuple(near["class_after"])) and (not following.isalpha() or following in near["school"])
    )
