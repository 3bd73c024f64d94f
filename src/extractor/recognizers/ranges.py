"""What ranges and lists share: units, scales, and the verbs that make a move of a range."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

from extractor.lexer import Lexeme
from extractor.recognizers.matching import Context, Match, value_of
from extractor.schema.mentions import Modifier

REACH = 48
"""How far in front of "de … à …" a verb of change makes two levels of it, in characters."""


def moves(match: Match, context: Context) -> bool:
    """Whether "de A à B" tells a move from one level to another ("passé de 25 % à 47 %"), not a range.

    The sentence that forced the rule: "que la superficie soit portée de 1.000 à 1.500 m2".
    """
    table = context.pack.table("cues")["moves"]
    if match.get("between") is not None:
        return True  # "de 1 766,92 à environ 1 795 euros"
    joined = context.folded[match.all("low")[-1].end : match.all("high")[0].start]
    if not any(j in joined.split() for j in table["joiners"]):
        return False
    words = context.folded[max(0, match.start - REACH) : match.start].replace("'", " ").split()
    if not words or words[-1] not in table["from"]:
        return False
    if value_of(match.all("low")[0]) > value_of(match.all("high")[0]):
        return True
    near = words[-7:-1]
    if any(word in table["gapped"] for word in near) and _moved_before(match, context, table):
        return True  # "passera de 142 à 149 €, et celui de Colmar de 131 à 137 €"
    if any(a in table["moved"] and b in table["of"] for a, b in pairwise(near)):
        return True  # "une hausse de la TVA de 6 à 9 %"
    if near and near[-1].startswith(tuple(table["falling"])):
        return False  # "redescendre de 4 à 6 degrés": by so much
    return any(_is_move(near, at, table) for at in range(len(near)))


def _moved_before(match: Match, context: Context, table: dict[str, Any]) -> bool:
    words = context.folded[max(0, match.start - 4 * REACH) : match.start].rpartition(". ")[2].split()
    return any(word.startswith(tuple(table["stems"])) and word not in table["not_verbs"] for word in words)


def _is_move(words: list[str], at: int, table: dict[str, Any]) -> bool:
    """A verb of change, or a noun that only means a move; "une baisse de 62 à 70 %" is a range."""
    word = words[at]
    if word in table["nouns"]:
        return True
    if word in table["not_verbs"] or not word.startswith(tuple(table["stems"])):
        return False
    if word.endswith(tuple(table["substantive"])):
        return False
    return word.endswith(tuple(table["verbal"])) or not (at > 0 and words[at - 1] in table["nominal"])


def modifier_between(match: Match) -> Modifier:
    """What the words between two levels say of the second one: "de 1 766,92 à environ 1 795 euros"."""
    between = match.get("between")
    modifier: Modifier = "exact" if between is None else between.data.get("mod_left", "exact")
    return modifier


def low_end(match: Match) -> int:
    """Where the first of two amounts ends, its own unit included ("25,7% à 47,5%")."""
    high = match.all("high")[0]
    return max(match.island.lexemes[at].end for slot, at in match.slots if slot != "between" and match.island.lexemes[at].start < high.start)


def shared_spans(match: Match, numbers: list[Lexeme]) -> list[tuple[int, int]]:
    """Spans of amounts that share a unit: each its numeral, the last one with the unit."""
    return [(n.start, n.end) for n in numbers[:-1]] + [(numbers[-1].start, match.end)]


def may_share(match: Match, context: Context, numbers: list[Lexeme]) -> bool:
    """Whether a list of numbers can share its unit: "de 21 euros en 2010 et 15 euros" is no list of euros."""
    first = numbers[0]
    if "year" not in context.words.classes_of(first.code) or "year" in context.words.classes_of(numbers[-1].code):
        return True
    return not FIRST_LIKELY_YEAR <= value_of(first) <= LAST_LIKELY_YEAR


FIRST_LIKELY_YEAR, LAST_LIKELY_YEAR = 1800, 2100
WRITTEN_OUT = 10000
"""From here on a number stands for itself and takes no scale from its neighbour."""


def scale_like(values: list[Decimal], lexemes: list[Lexeme]) -> list[Decimal]:
    """Share the last one's scale with the smaller ones before it: "entre 3 et 5 millions" is 3 to 5 million.

    A number that has a scale of its own, or is written out in full ("entre 500.000 et 2 millions"), keeps its value.
    """
    last = lexemes[-1].data.get("num")
    if last is None or not last.scaled or last.value == 0:
        return values
    out = []
    for value, lexeme in zip(values, lexemes, strict=True):
        numeral = lexeme.data.get("num")
        own = lexeme is lexemes[-1] or numeral is None or numeral.scaled or value >= WRITTEN_OUT
        out.append(value if own else value * last.scale)
    return out
