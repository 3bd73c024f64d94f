"""Readings that need more than one mention: "sept visiteurs sur dix", and amounts that leave out their unit.

A pass over the mentions of a document, sentence by sentence, each looked at once.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from extractor.lexer.tokens import split
from extractor.recognizers.matching import Context
from extractor.recognizers.numbers import fraction_fields
from extractor.schema import Duration, Mention, Money, Number, Percent, Quantity

MOST_WORDS = 4
"""Words that may stand between a number and "sur": "un bâtiment industriel sur cinq"."""
MOST_TOTAL = 100
MOST_TOTAL_OF_ONE = 10**9
"""One in so many: "une chance sur 14 millions"."""
TERM_REACH, RATIO_REACH = 60, 80
ALIKE = 20
"""Amounts of one list differ by no more than this factor; a number of another size counts something else."""
MOST_WORDS_BETWEEN, MOST_WORDS_OF_A_NAME = 24, 7
"""Words between two amounts of a list; words of the name that stands in front of the second, its comma included."""
ROUND_TOTALS = (10, 100)


def complete(mentions: list[Mention], context: Context) -> list[Mention]:
    """The mentions with "N … sur M" joined to one fraction, and units given to amounts that share a neighbour's.

    Args:
        mentions: of one document, by position.
        context: the document and its tables.
    """
    if not any(m.type == "number" for m in mentions):
        return mentions
    table = context.pack.table("cues")["ellipsis"]
    return _share_units(_join_ratios(mentions, context, table), context, table)


def _join_ratios(mentions: list[Mention], context: Context, table: dict[str, Any]) -> list[Mention]:
    out: list[Mention] = []
    for mention in mentions:
        joined = _ratio_ending_at(mention, out, context, table) if mention.type == "number" else None
        if joined is None:
            out.append(mention)
            continue
        while out and out[-1].end > joined.start:
            out.pop()
        out.append(joined)
    return out


def _ratio_ending_at(total: Mention, earlier: list[Mention], context: Context, table: dict[str, Any]) -> Number | None:
    """ "sept visiteurs sur dix" when `total` is the "dix" of it."""
    if not isinstance(total, Number) or not _is_count(total.value, MOST_TOTAL_OF_ONE) or total.modifier != "exact":
        return None
    folded = context.folded
    if not folded.endswith(table["out_of"] + " ", max(0, total.start - 12), total.start):
        return None
    before = folded[max(0, total.start - RATIO_REACH) : total.start]
    words = before.split()
    if not words or words[-1] != table["out_of"] or not before.endswith(" ") or not _closes(context, total, table):
        return None
    for size in range(2, MOST_WORDS + 2):
        part = words[-size - 1 : -size] if len(words) > size else []
        between = words[-size:-1]
        if not part or any(not w.replace("-", "").replace("'", "").isalpha() for w in between):
            return None
        found = _part(part[0].lstrip("«“\"('"), earlier, total, context)
        if found is not None:
            value, start, modifier = found
            if value >= (total.value or 0) or ((total.value or 0) > MOST_TOTAL and value != 1):
                return None
            fields: dict[str, Any] = fraction_fields(f"{int(value)}/{int(total.value or 1)}")
            text = context.text[start : total.end]
            return Number(start=start, end=total.end, text=text, rule="number.so_many_of", modifier=modifier, **fields)
    return None


def _part(word: str, earlier: list[Mention], total: Mention, context: Context) -> tuple[Decimal, int, Any] | None:
    folded, floor = context.folded, max(0, total.start - RATIO_REACH)
    start = folded.rfind(word, floor, total.start)
    while start > 0 and folded[start - 1].isalnum():  # "une" is in "jeune", too
        start = folded.rfind(word, floor, start)
    if start < 0:
        return None
    for mention in reversed(earlier[-3:]):
        if isinstance(mention, Number) and mention.end == start + len(word) and _is_count(mention.value):
            return mention.value or Decimal(0), mention.start, mention.modifier
    bare = word.rpartition("'")[2]
    entry = context.words.words.get(bare)
    if entry is not None and "one" in entry.data:
        return Decimal(1), start + len(word) - len(bare), _modifier_before(start, context)
    return None


def _modifier_before(start: int, context: Context) -> Any:
    """The cue in front of an "un" that was no mention: "près d'un visiteur sur quatre"."""
    words = context.folded[max(0, start - 30) : start].split()
    for size in (3, 2, 1):
        cue = " ".join(words[-size:])
        for spelling in (cue, cue + " d'"):
            modifier = context.words.cue_before(spelling)
            if modifier is not None:
                return modifier
    return "exact"


def _is_count(value: Decimal | None, most: int = MOST_TOTAL) -> bool:
    return value is not None and value == value.to_integral_value() and 0 < value <= most


def _closes(context: Context, total: Number, table: dict[str, Any]) -> bool:
    """ "sur dix étaient" closes the ratio; "deux personnes sur trois sites" counts sites."""
    if total.value in ROUND_TOTALS:
        return True
    folded = context.folded
    words = folded[total.end : total.end + 24].split()
    if folded[total.end : total.end + 1] != " " or not words:
        return True
    if len(words) > 1 and words[0] in table["partitive"] and context.words.begins_amount(list(split(words[1])[:1])):
        return False  # "sur 91 des 95 départements"
    words[0] = words[0].strip(",.;:!?»)")
    return not (words[0].isalpha() and len(words[0]) > 3 and words[0].endswith(context.words.plural) and words[0] not in table["small"])


def _share_units(mentions: list[Mention], context: Context, table: dict[str, Any]) -> list[Mention]:
    """ "1,1 milliard d'euros, contre 985 millions en 2023": the second amount is one of euros."""
    out: list[Mention] = []
    bounds = context.sentences if _may_share(mentions) else []
    at = 0
    model: Mention | None = None
    amount: Money | Quantity | None = None
    last: Mention | None = None
    for mention in mentions:
        while at < len(bounds) and mention.start >= bounds[at][1]:
            at, model, amount, last = at + 1, None, None, None
        if isinstance(mention, Money | Quantity | Percent):
            if model is not None and context.folded[max(0, mention.start - 16) : mention.start].rpartition("(")[1]:
                out.append(mention)  # an amount in brackets ("(1,1 milliard de dollars)") is an aside
                continue
            model = mention
            amount = amount if isinstance(mention, Percent) else mention
        elif isinstance(last, Duration) and isinstance(mention, Number) and (part := _part_of_term(mention, last, context, table)) is not None:
            mention = part
        elif model is not None and isinstance(mention, Number):
            changed = isinstance(model, Percent) and (_is_scaled(mention, context) or _is_reached(mention, model, context, table))
            shared = _with_unit(mention, amount if changed else model, context, table)
            if shared is not None:
                mention = shared
            elif _counts_a_noun(mention, context, table) and mention.rule == "number.cardinal":
                model = None if _is_scaled(mention, context) or isinstance(model, Quantity) else model
        last = mention
        out.append(mention)
    return out


def _is_reached(number: Number, change: Percent, context: Context, table: dict[str, Any]) -> bool:
    """ "a lâché 2,7 %, à 203": the level that a change ends at."""
    return context.folded[change.end : number.start].strip(" ,") in table["leading"]


def _part_of_term(number: Number, term: Duration, context: Context, table: dict[str, Any]) -> Duration | None:
    """ "quatre ans de prison, dont deux avec sursis", "trois ans au lieu de quatre": a count in the unit of its neighbour."""
    folded = context.folded
    unit = term.value[-1] if term.value is not None and term.value[1:-1].isdigit() else ""
    behind = folded[number.end : number.end + 16].split()
    if not unit or not _is_count(number.value) or term.end > number.start or number.start - term.end > TERM_REACH:
        return None
    cue = folded[max(0, number.start - 24) : number.start].replace("'", "' ").split()
    suspended = cue[-1:] == [table["part"]] and behind[:1] != [] and behind[0].rstrip(",.;") in table["suspended"]
    if not suspended and (not set(cue[-2:]) & set(table["instead"]) or _counts_a_noun(number, context, table)):
        return None
    value = f"P{int(number.value or 0)}{unit}"
    fields: dict[str, Any] = {"start": number.start, "end": number.end, "text": number.text, "modifier": number.modifier}
    return Duration(**fields, value=value, rule="duration.part_of_term")


def _may_share(mentions: list[Mention]) -> bool:
    return any(isinstance(m, Money | Quantity | Percent | Duration) for m in mentions)


def _with_unit(number: Number, model: Mention | None, context: Context, table: dict[str, Any]) -> Mention | None:
    if not isinstance(model, Money | Quantity | Percent) or number.fraction is not None or model.end > number.start:
        return None
    if _counts_a_noun(number, context, table) or number.rule not in ("number.cardinal", "number.half", "number.range"):
        return None
    cue = context.folded[max(0, number.start - 24) : number.start].replace("'", "' ").split()[-2:]
    compared = any(word in table["comparing"] for word in cue) or (cue[-1:] != [] and cue[-1] in table["leading"])
    if ";" in context.folded[model.end : number.start] and not (isinstance(model, Money) and any("%" in word for word in cue)):
        return None
    scaled = _is_scaled(number, context) and (isinstance(model, Money) or (isinstance(model, Quantity) and compared))
    scale = Decimal(1) if scaled else _scale_shared(number, model, context)
    listed = scale is not None and _is_listed(number, model, context, table)
    if isinstance(model, Percent) and scale is None and abs(number.value or number.high or Decimal(0)) > MOST_TOTAL:
        return None
    if not (compared or scaled or listed):
        return None
    low, value, high = (None if v is None else v * (scale or 1) for v in (number.low, number.value, number.high))
    fields: dict[str, Any] = {"value": value, "low": low, "high": high, "modifier": number.modifier, "unit": model.unit}
    if isinstance(model, Money):
        fields["unit_ambiguous"] = model.unit_ambiguous
    return type(model)(start=number.start, end=number.end, text=number.text, rule=f"{model.type}.shared_unit", **fields)


def _scale_shared(number: Number, model: Money | Quantity | Percent, context: Context) -> Decimal | None:
    """What to multiply by so that the number is of the size of its neighbour; None when it is of another size.

    1 for "38 francs, contre 34,50" and "2,1 millions, dont 850 000", a milliard for "61 milliards, les soins 41".
    """
    bare, other = _size(number), _size(model)
    if not bare or not other:
        return None
    if _alike(bare, other):
        return Decimal(1)
    for word in context.folded[model.start : model.end].split():
        entry = context.words.words.get(word)
        scale = entry.data.get("scale") if entry is not None else None
        if scale is not None and not _is_scaled(number, context):
            return Decimal(scale) if _alike(bare * scale, other) else None
    return None


def _alike(a: Decimal, b: Decimal) -> bool:
    return a <= ALIKE * b and b <= ALIKE * a


def _size(mention: Number | Money | Quantity | Percent) -> Decimal:
    return abs(mention.value if mention.value is not None else mention.high or Decimal(0))


def _is_listed(number: Number, model: Mention, context: Context, table: dict[str, Any]) -> bool:
    """Whether a bare number goes on with a list of amounts: "la santé 41 et la défense 6", "à 30 par les mécènes"."""
    between = context.folded[model.end : number.start]
    words = between.replace("'", "' ").replace(",", " , ").split()
    if not words or len(words) > MOST_WORDS_BETWEEN or ":" in between or "(" in between.rpartition(")")[2]:
        return False
    if words[-1] in table["listing"]:
        return True
    if words[-1] in table["identifying"] or not (words[-1][-1].isalpha() or "," in number.text):
        return False
    joint = max((i for i, word in enumerate(words) if word in table["joining"]), default=-1)
    if joint < 0 or not 1 < len(words) - joint <= MOST_WORDS_OF_A_NAME:
        return False
    name = model.end + between.rfind(words[joint + 1])
    return words[joint + 1] in table["articles"] or context.text[name].isupper()


def _is_scaled(number: Number, context: Context) -> bool:
    """Whether a scale word ends the numeral: "985 millions"."""
    entry = context.words.words.get(context.folded[number.start : number.end].split()[-1])
    return entry is not None and "scale" in entry.data


def _counts_a_noun(number: Number, context: Context, table: dict[str, Any]) -> bool:
    """Whether the words behind say what is counted: "12 millions de voix", "30 emplois"; not "985 millions en 2023"."""
    rest = context.folded[number.end : number.end + 30]
    if not rest.startswith(" "):
        return bool(rest[:1].isalnum())
    words = rest.replace("'", "' ").split()
    if not words or not words[0][0].isalpha():
        return False
    if " ".join(words[:2]).rstrip(",.;:)") in table["more_or_less"]:
        return False  # "9,4 milliards de moins qu'en 2023"
    if _is_scaled(number, context):
        return words[0] in table["partitive"]  # "12 millions de voix", but "330 millions visés"
    return words[0] not in table["behind"]
