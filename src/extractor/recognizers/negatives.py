"""What looks like a number and is none: phone numbers, scores, addresses, set phrases."""

from __future__ import annotations

from extractor.recognizers.matching import Context, Match, value_of

MOST_POINTS = 150
"""No match of a sport ends with more points than this for one side, in what papers write as "36-32"."""


def is_no_mention(match: Match, context: Context) -> list[None]:
    """[None] when the words are taken and no mention comes of them, [] when the pattern does not apply."""
    check = match.pattern.set.get("check")
    if check == "score":
        return [None] if _is_score(match) else []
    if check == "round_the_clock":
        surface = match.surface(match.all("x")[0])
        return [None] if surface in context.pack.table("numerals").get("round_the_clock", ()) else []
    if check == "department":
        return [None] if _is_department(match) else []
    return [None]


def _is_score(match: Match) -> bool:
    """Two small counts joined by a hyphen, nothing measured after them: "36-32", "3-1"."""
    values = [value_of(x) for x in match.all("x")]
    if any(v > MOST_POINTS for v in values):
        return False
    after = match.after()
    return after is None or not ({"pct", "cur", "csym", "unit", "time", "scale", "points", "month", "scaled_cur"} & after.data.keys())


def _is_department(match: Match) -> bool:
    """Two digits in parentheses behind a name are the number of a department: "à Bethoncourt (25), au quartier"."""
    text, start = match.island.text, match.start
    if len(match.surface(match.all("x")[0])) != 2 or start < 3:
        return False
    words = text[max(0, start - 40) : start - 1].split()
    return bool(words) and words[-1][:1].isupper() and words[-1][-1].isalpha()
