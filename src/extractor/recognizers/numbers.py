"""Cardinals, fractions, approximative nouns, ranges: numbers that carry no unit."""

from __future__ import annotations

from decimal import Decimal
from math import gcd
from typing import Any

from extractor.lexer import Lexeme
from extractor.recognizers.matching import Context, Match, value_of
from extractor.recognizers.modifiers import modifier_of
from extractor.recognizers.ranges import low_end, moves, scale_like
from extractor.schema import Number
from extractor.schema.mentions import Modifier

STREET_REACH = 60
LONGEST_PREPOSITION = 2
SURE_FRACTION = 4
"""Halves, thirds and quarters are fractions; "un cinquième titre" is a fifth title unless "de" follows."""


def build(match: Match, context: Context) -> list[Number]:
    """The numbers of a match; the second half of the pattern's name says how to read it."""
    return _READERS[match.pattern.name.split(".")[1]](match, context)


def _cardinal(match: Match, context: Context) -> list[Number]:
    lexeme = match.all("n")[0]
    if "digits" in lexeme.data and not lexeme.data.get("sign") and (_belongs_to_a_name(match) or _is_house_number(match, context)):
        return []
    if _counts_a_name(match):
        return []
    if "digits" not in lexeme.data and _is_word_of_a_name(match):
        return []
    if lexeme.data.get("nw_ambiguous") and _is_adjective(match, context):
        return []
    if lexeme.data.get("sign") and lexeme.data["num"].value < 0 and _is_dash(match):
        return []
    return [Number(**match.common(value=value_of(lexeme), modifier=modifier_of(match)))]


def _negative(match: Match, context: Context) -> list[Number]:
    """ "il a fait moins quinze.", "moins trente-quatre": below zero where nothing is counted behind."""
    folded = context.folded
    before = folded[max(0, match.start - STREET_REACH) : match.start].rstrip(" ")
    behind = folded[match.end : match.end + 2].strip(" ")
    words = before.split()
    opens = not before or before[-1] in ".:;(\n" or words[-1] in context.pack.table("cues")["minus"]["before"]
    if not opens or behind[:1].isalnum() or (behind[:1] != "" and behind[0] not in ".,:;)!?\n"):
        return []
    return [Number(**match.common(value=-value_of(match.all("n")[0]), modifier=modifier_of(match)))]


def _reference(match: Match, context: Context) -> list[Number]:
    return [Number(**match.common(value=value_of(match.all("n")[0])))]


def _half(match: Match, context: Context) -> list[Number]:
    numbers, scale = match.all("n"), match.get("scale")
    if scale is not None:
        size = Decimal(scale.data.get("scale") or scale.data["scale_of"])
        value = (value_of(numbers[0]) if numbers else Decimal(1)) * size / 2
    else:
        value = value_of(numbers[0]) + Decimal(numbers[0].data["num"].scale) / 2
    return [Number(**match.common(value=value, modifier=modifier_of(match)))]


def _of_scale(match: Match, context: Context) -> list[Number]:
    number, scale = match.all("n")[0], match.all("scale")[0]
    size = scale.data.get("scale") or scale.data.get("scale_of")
    if size is None:
        size = scale.data["scale_short"].get(match.surface(scale))
        if size is None or (len(match.surface(scale)) == 1 and not _may_be_scale(match, scale)):
            return []
    approximate: Modifier = "approximate" if "approx" in number.data or "one" in number.data else "exact"
    return [Number(**match.common(value=value_of(number) * size, modifier=modifier_of(match, approximate)))]


def _may_be_scale(match: Match, scale: Lexeme) -> bool:
    """One letter is a scale glued to its number or before a noun: "100k", "67 M d'abonnés", "9 k abonnés"."""
    rest = match.island.folded[scale.end : scale.end + 2]
    glued = match.all("n")[0].end == scale.start
    return glued or (rest[:1] == " " and rest[1:].isalpha())


def _approximate(match: Match, context: Context) -> list[Number]:
    return [Number(**match.common(value=value_of(match.all("n")[0]), modifier=modifier_of(match, "approximate")))]


def _one(match: Match, context: Context) -> list[Number]:
    """ "un/une" counts only in a contrast of numbers: "une fille et deux garçons", "trois clairons et un tambour"."""
    folded, start = context.folded, match.start
    if not context.words.contrast.match(folded, match.end) and not _follows_a_count(folded, start, context):
        return []
    return [Number(**match.common(value=Decimal(1), modifier=modifier_of(match)))]


def _follows_a_count(folded: str, start: int, context: Context) -> bool:
    """Whether "et", "ou" … stand before the "un", and a number a few words before that; or "à raison d'"."""
    if not folded.endswith(context.words.before_one, max(0, start - 20), start):
        return False
    table = context.pack.table("cues")["one"]
    before = folded[max(0, start - 60) : start]
    if before.endswith(tuple(table["rate"])):
        return True
    words = before.replace("'", "' ").split()
    if not words or words[-1] not in table["joiners"]:
        return False
    if words[-1] == context.pack.table("cues")["ellipsis"]["out_of"]:
        return len(words) > 1 and _is_number_word(words[-2:-1], context)  # "les trois promeneurs, sur un chemin"
    for at in range(2, min(5, len(words)) + 1):
        if words[-at].endswith((",", ".", ";", ":")):
            return False
        if at > 2 and _is_number_word(words[-at : len(words) - at + 1], context):
            return True
    return False


def _is_number_word(words: list[str], context: Context) -> bool:
    entry = context.words.words.get(words[0]) if words else None
    return entry is not None and "nw" in entry.data


def _range(match: Match, context: Context) -> list[Number]:
    lows, highs = match.all("low"), match.all("high")
    values = scale_like([value_of(x) for x in lows + highs], lows + highs)
    for at, slot in ((0, "low_scale"), (-1, "high_scale")):
        scale = match.get(slot) or (match.get("high_scale") if at == 0 else None)
        if scale is not None:
            values[at] *= scale.data["scale_of"]
    a, b = values[0], values[-1]
    if moves(match, context):
        return [
            Number(**match.common(end=low_end(match), value=a, modifier=modifier_of(match))),
            Number(**match.common(start=highs[-1].start, value=b)),
        ]
    if "year" in context.words.classes_of(lows[0].code) and "year" in context.words.classes_of(highs[-1].code) and a > 1500:
        return []  # "2027 ou 2030": two years
    if _is_word_of_a_name(match):
        return []
    if a >= b or not _is_range(match, context, lows[0], highs[-1]):
        return []
    return [Number(**match.common(low=a, high=b, modifier=modifier_of(match)))]


def _is_range(match: Match, context: Context, low: Lexeme, high: Lexeme) -> bool:
    """ "3 à 5 personnes" is a range; "12 à Paris" never comes here; "de 3 à 1" is none."""
    joined = context.folded[low.end : high.start]
    return "digits" not in low.data or not _belongs_to_a_name(match) or "-" not in joined


def _fraction(match: Match, context: Context) -> list[Number]:
    half = match.get("half")
    if half is not None and "half" in half.data:
        return [Number(**match.common(**fraction_fields(half.data["half"]), modifier=modifier_of(match)))]
    lexeme = match.get("denominator")
    if lexeme is None:
        return []
    denominator = lexeme.data["frac"]
    numbers = match.all("n")
    numerator = value_of(numbers[0]) if numbers else Decimal(1)
    after = match.after()
    followed = match.island.folded[match.end : match.end + 2].strip()[:1].isalpha()
    if (denominator > SURE_FRACTION or not numbers) and (after is None or "de" not in after.data) and (followed or not numbers):
        return []
    if numerator != numerator.to_integral_value() or (numbers and "digits" in numbers[0].data and denominator > SURE_FRACTION):
        return []
    if not numbers and denominator == 2:
        return []
    return [Number(**match.common(**fraction_fields(f"{int(numerator)}/{denominator}"), modifier=modifier_of(match)))]


def fraction_fields(fraction: str) -> dict[str, Any]:
    """The fraction, and its decimal value where that is finite.

    >>> fraction_fields("1/4"), fraction_fields("1/3")
    ({'fraction': '1/4', 'value': Decimal('0.25')}, {'fraction': '1/3'})
    """
    top, bottom = (int(n) for n in fraction.split("/"))
    rest = bottom // gcd(top, bottom) if bottom else 0
    for prime in (2, 5):
        while rest and rest % prime == 0:
            rest //= prime
    return {"fraction": fraction, "value": Decimal(top) / bottom} if rest == 1 else {"fraction": fraction}


def _whole_and_fraction(match: Match, context: Context) -> list[Number]:
    whole = value_of(match.all("whole")[0])
    lexeme, numbers = match.get("denominator"), match.all("n")
    if lexeme is None:
        if numbers and "ratio" in numbers[0].data:
            top, bottom = (int(x) for x in numbers[0].data["ratio"].split("/"))
            if not 0 < top < bottom <= 16:
                return []
            return [_with_fraction(match, whole, Decimal(top), bottom)]
        return []
    if not numbers and lexeme.data["frac"] > SURE_FRACTION:
        return []  # "les 20e et vingt-cinquième places"
    numerator = value_of(numbers[0]) if numbers else Decimal(1)
    return [_with_fraction(match, whole, numerator, lexeme.data["frac"])]


def _with_fraction(match: Match, whole: Decimal, numerator: Decimal, denominator: int) -> Number:
    """A whole and a fraction; the decimal value when it is finite, else the improper fraction."""
    top = whole * denominator + numerator
    rest = denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1:
        return Number(**match.common(value=top / denominator, modifier=modifier_of(match)))
    return Number(**match.common(fraction=f"{int(top)}/{denominator}", modifier=modifier_of(match)))


def _out_of(match: Match, context: Context) -> list[Number]:
    part, total = value_of(match.all("n")[0]), value_of(match.all("total")[0])
    if part > total or total <= 1 or any(v != v.to_integral_value() for v in (part, total)):
        return []
    return [Number(**match.common(**fraction_fields(f"{int(part)}/{int(total)}"), modifier=modifier_of(match)))]


def _ratio(match: Match, context: Context) -> list[Number]:
    top, bottom = match.all("ratio")[0].data["ratio"].split("/")
    if int(bottom) == 0 or abs(int(top)) > int(bottom) * 2:
        return []
    fields = fraction_fields(f"{int(top)}/{int(bottom)}")
    if int(top) < 0:
        fields.pop("fraction")  # the contract's fractions have no sign
    return [Number(**match.common(**fields, modifier=modifier_of(match)))] if fields else []


def _times(match: Match, context: Context) -> list[Number]:
    half = Decimal("0.5") if len(match.slots) > 2 else 0
    return [Number(**match.common(value=value_of(match.all("n")[0]) + half, modifier=modifier_of(match)))]


def _belongs_to_a_name(match: Match) -> bool:
    """Digits right behind a capitalised word belong to a name ("Mate 9", "Billboard 200"), unless a sentence begins there.

    Also digits that go on with letters ("8K", "5G") or in front of a hyphen and letters ("4-4-2", "27-Juillet").
    """
    text, start, end = match.island.text, match.start, match.end
    if end < len(text) and (text[end].isalpha() or (text[end] in "-_" and end + 1 < len(text) and text[end + 1].isalpha())):
        return True
    if start > 0 and text[start - 1] in "-_/#.@":
        return True
    before = match.before()
    if before is not None and before.end >= start - 1:
        letter = text[before.start : before.end]
        return len(letter) == 1 and letter.isupper() and letter.isalpha()  # "la D 907", "le S&P 500"; but not a word of the tables in capitals, "PLUS DE 300"
    if start < 2 or text[start - 1] not in " \u00a0\u202f" or not text[start - 2].isalnum():
        return False
    if "," in text[start:end]:  # "l'E85 0,79": a version has a point
        return False
    at = start - 2
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] == "-"):
        at -= 1
    word = text[at : start - 1]
    if not any(c.isupper() for c in word):
        return False
    if (any(c.isupper() for c in word[1:]) and not word.isupper()) or word.lower() in match.words.names:
        return True  # "iPhone 15", "Ligue 2 : …"
    begins = at == 0 or text[at - 1] == "\n" or (at > 1 and text[at - 2] in ".!?:«»\"")
    if begins and word[1:].islower():
        following = text[end : end + 24].split()
        return bool(following) and following[0].isalpha() and following[0].islower() and not following[0].endswith(match.words.plural) and len(following[0]) > 3
    return not begins and not match.island.folded[at:start - 1].endswith(".")


def _is_word_of_a_name(match: Match) -> bool:
    """ "Trois-Rivières", "mille-pattes", "les Trente Glorieuses", "la guerre de Cent Ans"."""
    text, start, end = match.island.text, match.start, match.end
    if text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha():
        return True
    if text[start:end].count("-") and text[end - 1 : end].islower() and any(c.isupper() for c in text[start + 1 : end]):
        return True
    if not text[start].isupper() or text[start : start + 2].isupper():
        return False
    if start > 1 and text[start - 1] == "-" and text[start - 2].isalpha():
        return True  # "Quinze-Vingts"
    inside = start > 1 and text[start - 1] in " '’" and text[start - 2].isalnum()
    following = text[end : end + 2].strip()
    return inside and following[:1].isupper()


def _counts_a_name(match: Match) -> bool:
    """ "Les 24 Heures du Mans", "le quotidien Vingt-quatre heures": a capital on the unit of time behind, or inside a sentence."""
    after = match.after()
    if after is None or "time" not in after.data:
        return False
    surface = match.surface(after)
    text, start = match.island.text, match.start
    inside = start > 1 and text[start - 1] == " " and text[start - 2].isalpha()
    return (surface[0].isupper() and surface[1:].islower()) or (inside and text[start].isupper() and text[start + 1 : start + 2].islower())


def _is_house_number(match: Match, context: Context) -> bool:
    """ "rue du Rhône 42", "avenue Louise 12, 1050 Bruxelles": a number behind the name of a street, as in Switzerland and Belgium."""
    text, start = match.island.text, match.start
    line = text[max(text.rfind("\n", 0, start) + 1, start - STREET_REACH) : start]
    words = line.replace("'", "' ").replace("’", "' ").split()
    streets = context.pack.table("cues")["contexts"]["street"]
    following = text[match.end : match.end + 24].split()
    if following and text[match.end] == " " and following[0][:1].islower() and len(following[0]) > LONGEST_PREPOSITION:
        return False  # "rue de Paris, 3 morts"
    if words and words[-1].endswith(",") and match.island.text[match.end : match.end + 2].strip()[:1].isupper():
        words = [*words[:-1], words[-1].rstrip(",")]  # the town behind: "…, 1204 Genève"
        while words and words[-1].isdigit():
            words.pop()
    named = 0
    for word in reversed(words):
        if word.lower() in streets:
            return named > 0
        if word[:1].isupper() and word[-1:].isalpha():
            named += 1
        elif word.lower() not in context.pack.table("cues")["joiners"]["de"] and word.lower() not in context.pack.table("cues")["joiners"]["article"]:
            return False
    return False


def _shared(match: Match, context: Context) -> list[Number]:
    """ "3,2 et 4,1 millions de visiteurs": the scale is everybody's."""
    numbers = match.all("n")
    if any("scaled" in n.data or n.data["num"].scaled for n in numbers[:-1]):
        return []
    values = scale_like([value_of(n) for n in numbers], numbers)
    return [
        Number(**match.common(start=n.start, end=n.end, value=v, modifier=modifier_of(match) if i == 0 else "exact"))
        for i, (n, v) in enumerate(zip(numbers, values, strict=True))
    ]


def _multiple(match: Match, context: Context) -> list[Number]:
    return [Number(**match.common(value=Decimal(match.all("n")[0].data["multiple"]), modifier=modifier_of(match)))]


def _is_adjective(match: Match, context: Context) -> bool:
    """ "un véhicule neuf" is new: nothing that could be counted follows."""
    folded, end, after = match.island.folded, match.end, match.after()
    previous = folded[max(0, match.start - 20) : match.start].replace("'", "' ").split()[-1:]
    if not previous or previous[0] in context.pack.table("cues")["ellipsis"]["behind"]:
        return False
    rest = folded[end : end + 2]
    if after is not None and after.start <= end + 1 and "a" in after.data and "num" not in (match.after(2) or _NOTHING).data:
        return True  # "un condo neuf à Laval"
    return not (rest[:1] == " " and rest[1:].isalpha()) and "num" not in (match.before() or _NOTHING).data


def _is_dash(match: Match) -> bool:
    return match.before() is None and match.island.folded[match.end : match.end + 2].strip().isalpha()


_NOTHING = Lexeme("", 0, 0, {})
_READERS = {
    "cardinal": _cardinal, "negative": _negative, "reference": _reference, "half": _half, "of_scale": _of_scale, "approximate": _approximate, "one": _one,
    "range": _range, "fraction": _fraction, "whole_and_fraction": _whole_and_fraction, "out_of": _out_of, "ratio": _ratio, "times": _times,
    "shared": _shared, "multiple": _multiple,
}  # fmt: skip
