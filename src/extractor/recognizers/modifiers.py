"""How exact a mention is: the cues in front of it and behind it (tables `modifiers` of cues.toml)."""

from __future__ import annotations

from extractor.lexer import Lexeme
from extractor.lexer.tokens import split
from extractor.recognizers.matching import Match
from extractor.schema.mentions import Modifier

REACH = 2
"""Articles that may stand between a cue and the number: "plus d'une quarantaine"."""


def modifier_of(match: Match, default: Modifier = "exact") -> Modifier:
    """The modifier of a number: the cue in front wins, then the one behind, then what the word itself says."""
    return _left(match, "mod_left") or _right(match) or _behind_noun(match) or default


def date_modifier_of(match: Match) -> Modifier:
    """The modifier of a date: "vers", "avant", "peu après" in front of it."""
    return _left(match, "mod_date_left") or "exact"


def _left(match: Match, name: str) -> Modifier | None:
    for steps in range(1, REACH + 2):
        lexeme = match.before(steps)
        if lexeme is None:
            return None
        if name == "mod_left" and "mod_measured" in lexeme.data and match.pattern.family in MEASURED:
            measured: Modifier = lexeme.data["mod_measured"]
            return measured
        if name in lexeme.data:
            modifier: Modifier = lexeme.data[name]
            return modifier
        if "comma" in lexeme.data and steps == 1:
            ahead = match.before(2)  # "au bas mot, 40 mineurs"
            if ahead is None or "mod_right" not in ahead.data:
                return None
        elif "article" not in lexeme.data and "one" not in lexeme.data:
            return None
    return None


def _right(match: Match) -> Modifier | None:
    lexeme = match.after()
    if lexeme is None or "mod_right" not in lexeme.data or _begins_another(match.after(2)):
        return None
    modifier: Modifier = lexeme.data["mod_right"]
    return modifier


def _behind_noun(match: Match) -> Modifier | None:
    """ "40 signatures au minimum", "30 % des voix au moins": the cue stands behind what is counted."""
    folded = match.island.folded
    rest = folded[match.end : match.end + BEHIND]
    if match.pattern.family not in ("number", "percent") or rest[:1] != " " or not match.words.cue_behind.search(rest):
        return None
    words = split(rest)
    for at in range(1, min(len(words), NOUN_WORDS + 1)):
        if not words[at - 1].rstrip("'").isalpha():
            return None
        for size in (3, 2, 1):
            modifier: Modifier | None = match.words.cues_behind.get(" ".join(words[at : at + size]))
            if modifier is None or (at + size < len(words) and _is_number(words[at + size], match)):
                continue
            if not (match.words.is_joined(words[at]) and match.words.begins_amount(list(words[at + size : at + size + 2]))):
                return modifier
    return None


MEASURED = ("quantity", "percent", "money")
BEHIND = 60
NOUN_WORDS = 3
"""Words that may stand between a number and the cue behind its noun."""


def _is_number(word: str, match: Match) -> bool:
    entry = match.words.words.get(word)
    return word[0].isdigit() or (entry is not None and bool({"nw", "one", "approx"} & entry.data.keys()))


def _begins_another(lexeme: Lexeme | None) -> bool:
    """ "500 personnes, au moins 30 blessés": the cue belongs to what follows."""
    return lexeme is not None and ("num" in lexeme.data or "approx" in lexeme.data)
