"""What looks like a number and is none: phone numbers, scores, addresses, set phrases."""

from __future__ import annotations

from extractor.recognizers.matching import Context, Match, value_of

MOST_POINTS = 150
"""No match of a sport ends with more points than this for one side, in what papers write as "36-32"."""


def is_no_mention(match: Match, context: Context) -> list[None]:
    """[None] when the words are taken and no mention comes of them, [] when the pattern does not apply."""
    check = match.pattern.set.get("check")
    if check == "score":
        return [None] if _is_score(match, context) else []
    if check == "round_the_clock":
        numbers = match.all("x")
        if len(numbers) > 1:  # "7 jours sur 7", "24 h/24"
            return [None] if value_of(numbers[0]) == value_of(numbers[1]) else []
        surface = match.surface(numbers[0])
        return [None] if surface in context.pack.table("numerals").get("round_the_clock", ()) else []
    if check == "postcode":
        return [None] if _is_postcode(match) else []
    if check == "department":
        return [None] if _is_department(match) else []
    return [None]


def _is_score(match: Match, context: Context) -> bool:
    """Two small counts joined by a hyphen, nothing counted after them: "36-32", "3-1"; "3 à 1" only beside sport words."""
    first, second = (value_of(x) for x in match.all("x"))
    after = match.after()
    if max(first, second) > MOST_POINTS or (after is not None and _MEASURES & after.data.keys()):
        return False
    folded = context.folded
    before = folded[max(0, match.start - REACH) : match.start]
    sport = any(word in before for word in context.pack.table("cues")["near"]["sport"])
    if "-" not in folded[match.start : match.end]:
        return sport and not folded[match.end : match.end + 1].isalpha() and not _counts_on(folded, match.end, context.words.plural)
    return sport or first >= second or not _counts_on(folded, match.end, context.words.plural)


_MEASURES = {"pct", "cur", "csym", "unit", "usym", "time", "tsym", "scale", "points", "month", "scaled_cur", "scale_of"}
REACH = 60


def _counts_on(folded: str, end: int, plural: tuple[str, ...]) -> bool:
    """Whether a noun in the plural follows: "30-50 emplois" is a range."""
    words = folded[end : end + 30].split()
    return bool(words) and folded[end : end + 1] == " " and words[0][0].isalpha() and words[0].strip(",.;:!?").endswith(plural) and len(words[0]) > 3


def _is_postcode(match: Match) -> bool:
    """Five digits without a gap before a capitalised name: "75008 Paris"."""
    rest = match.island.text[match.end : match.end + 3]
    return rest[:1] == " " and rest[1:2].isupper() and rest[2:3].islower()


def _is_department(match: Match) -> bool:
    """Two digits in parentheses behind a name are the number of a department: "à Bethoncourt (25), au quartier"."""
    text, start = match.island.text, match.start
    digits = match.surface(match.all("x")[0])
    if len(digits) == 1 or text[start - 1] == "[":
        return True  # a footnote mark
    if len(digits) != 2 or start < 3:
        return False
    words = text[max(0, start - 40) : start - 1].split()
    return bool(words) and words[-1][:1].isupper() and words[-1][-1].isalpha()
