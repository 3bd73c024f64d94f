"""Islands: runs of words that the vocabulary knows, around a number or a date word.

Most words of a text are in no table; they separate islands. Only an island with an anchor (a digit, a number word,
a month …) is worth a second look: there phrases become one lexeme, numerals get their value, glued suffixes join
("8e"), and the result is a short sequence of lexemes that patterns match on.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate, repeat
from typing import Any

from extractor.lexer.numeric import int_classes, word_classes
from extractor.lexer.tokens import blank_addresses
from extractor.lexer.vocabulary import PLAIN, Entry, Vocabulary
from extractor.numerals.digits import read_digits
from extractor.numerals.words import Numeral, read_decimals, read_words

MAX_ISLAND = 4000
"""Tokens in one island; a longer run (a table of figures) is cut, which bounds the memory of a hostile text."""

MAX_LEAD = 64
"""Tokens in front of the first anchor of an island that may still matter to it."""
MOST_SCALE = 10**21
"""Scale words multiply up to here ("35.000 milliards", "mille milliards de milliards"); more are no numeral."""
LONE = 24
"""A text no longer than this that begins with a sign is a number, not a list with dashes."""
MAX_DIGITS = 30
MAX_WORD = 24


class Lexeme:
    """A word, phrase, sign or number with its code and values."""

    __slots__ = ("code", "data", "end", "start")

    def __init__(self, code: str, start: int, end: int, data: dict[str, Any]) -> None:
        self.code = code
        self.start = start
        self.end = end
        self.data = data

    def __repr__(self) -> str:
        return f"Lexeme({self.start}:{self.end}, {self.data})"


class Island:
    """Lexemes that stand in a row; `codes` is one character a lexeme."""

    __slots__ = ("codes", "folded", "lexemes", "text")

    def __init__(self, text: str, folded: str, lexemes: list[Lexeme]) -> None:
        self.text = text
        self.folded = folded
        self.lexemes = lexemes
        self.codes = "".join([lexeme.code for lexeme in lexemes])


Token = tuple[str, str, int, int, str]  # code, folded word, start, end, shape ("" for a word)


def lex(text: str, folded: str, words: Vocabulary) -> Iterator[Island]:
    """The islands of a text that hold an anchor, in order. Linear in the text.

    Args:
        text: the text as read.
        folded: the same, folded (extractor.lang.fold).
        words: the vocabulary of its language.
    """
    tokens = words.token.findall(blank_addresses(folded))
    codes = "".join(map(words.codes.get, tokens, repeat(PLAIN)))
    starts = list(accumulate(map(len, tokens), initial=0))
    anchor = words.anchor.search(codes)
    after = 0
    known: dict[str, bool] = {}
    while anchor is not None:
        begin = max(codes.rfind(PLAIN, after, anchor.start()) + 1, after)
        run, after = _run(folded, tokens, codes, starts, max(begin, anchor.start() - MAX_LEAD), words)
        if len(run) > 1 or _may_mean(run[0], folded, words):
            yield Island(text, folded, reduce_tokens(run, words, text, folded, known))
        anchor = words.anchor.search(codes, after)


def _may_mean(token: Token, folded: str, words: Vocabulary) -> bool:
    """Whether a word that stands alone can be a mention; "un" can only beside another count."""
    code, _, start, end, _ = token
    if code in words.lone_ones:
        return bool(words.contrast.match(folded, end)) or folded.endswith(words.before_one, max(0, start - 20), start)
    return code not in words.dead


def _run(
    folded: str, tokens: list[str], codes: str, starts: list[int], at: int, words: Vocabulary
) -> tuple[list[Token], int]:
    """The tokens of the island that begins at token `at`, numbers put together, and the token after it."""
    run: list[Token] = []
    space, numeric, number = words.space, words.numeric, words.number
    count = len(tokens)
    while at < count and (code := codes[at]) != PLAIN and len(run) < MAX_ISLAND:
        start = starts[at]
        if code == space:
            at += 1
        elif code in numeric and (found := number.match(folded, start)) is not None:
            shape, word, end = found.lastgroup or "int", found[0], found.end()
            run.append((words.code(_classes(shape, word)), word, start, end, shape))
            while starts[at] < end:
                at += 1
        else:
            word = tokens[at]
            if word[-1] == " ":
                word = word[:-1]
            run.append((code, word, start, start + len(word), ""))
            at += 1
    return run, at


_SHAPE = {
    "decimal": frozenset(("num", "dig", "decimal")),
    "grouped": frozenset(("num", "dig", "grouped")),
    "iso": frozenset(("isodate",)),
    "dmy": frozenset(("numdate",)),
    "ymd": frozenset(("numdate",)),
    "clock": frozenset(("clock",)),
    "years": frozenset(("years",)),
    "ratio": frozenset(("ratio",)),
    "phone": frozenset(("phone",)),
    "race": frozenset(("race",)),
    "metres": frozenset(("metres",)),
}


def _classes(shape: str, word: str) -> frozenset[str]:
    return int_classes(word) if shape == "int" else _SHAPE.get(shape, _SHAPE["phone"])


def reduce_tokens(run: list[Token], words: Vocabulary, text: str, folded: str, known: dict[str, bool]) -> list[Lexeme]:
    """Tokens of an island to lexemes: phrases, numerals, ranks in digits and signed numbers become one each.

    `known` holds what has been found out about the whole text, once.
    """
    out: list[Lexeme] = []
    at = 0
    simple, entries, leads, signs, signed = words.simple, words.words, words.leads, words.signs, False
    while at < len(run):
        code, word, start, end, shape = run[at]
        if word in signs:
            signed = True
        if not shape and code in simple and word not in leads:  # most words: neither a number nor the beginning of a phrase
            out.append(Lexeme(code, start, end, entries[word].data))
            at += 1
            continue
        if shape:
            lexeme, at = _number_in_digits(run, at, words, folded, known)
        else:
            found = _phrase(run, at, words, text)
            if found is not None:
                entry, after = found
                lexeme, at = Lexeme(entry.code, start, run[after - 1][3], entry.data), after
            else:
                entry = entries[word]
                lexeme, at = _word(entry, run, at, words, bool(out) and "num" in out[-1].data)
        out.append(lexeme)
    return _signed(out, words, text, folded) if signed else out


def _phrase(run: list[Token], at: int, words: Vocabulary, text: str) -> tuple[Entry, int] | None:
    """The longest phrase that begins here; an abbreviation's full stop is not the one that ends a sentence."""
    for key, entry in words.phrases.get((run[at][1], run[at + 1][1]), ()) if at + 1 < len(run) else ():
        after = at + len(key)
        if after <= len(run) and all(run[at + k][1] == key[k] for k in range(2, len(key))):
            if key[-1] == "." and key.count(".") < 2 and _ends_sentence(text, run[after - 1][3]):
                continue
            if "price_dash" in entry.data and run[at][3] != run[at + 1][2]:
                continue  # "25,-" is a price, "(16 %, -1 point)" a sign
            if "mod_right" in entry.data and words.is_joined(key[0]) and words.begins_amount([token[1] for token in run[after : after + 2]]):
                continue  # "3 % du blé et plus de la moitié du riz": the cue belongs to what follows
            return entry, after
    return None


def _ends_sentence(text: str, end: int) -> bool:
    rest = text[end : end + 3].lstrip(" \u00a0\u202f")
    return not rest or rest[0] in "\r\n" or (rest[0].isupper() and text[end : end + 1].isspace())


def _word(entry: Entry, run: list[Token], at: int, words: Vocabulary, counted: bool) -> tuple[Lexeme, int]:
    """A word on its own, or the numeral or rank in words that begins here.

    Behind a number ("14,27 cents", `counted`) a word that is a currency too begins no other number.
    """
    code, _, start, end, _ = run[at]
    if "month_short" in entry.data and _is_short_month(run, at, words):
        return Lexeme(code, start, end, entry.data), at + 1
    if ("nw" in entry.data or "one" in entry.data) and not ("cur" in entry.data and counted):
        numeral, after = read_words(run, at, words.words, words.digits_words)
        if numeral is not None and after + 1 < len(run) and run[after][1] == words.digits_words.get("point"):
            numeral, after = read_decimals(numeral, run, after, words.words, words.digits_words)
        if numeral is not None and after < len(run) and (found := _rank_in_words(numeral, run, after, words)) is not None:
            rank, after = found
            return Lexeme(words.code(("rank",)), start, run[after - 1][3], {"rank": rank}), after
        if numeral is not None and not (after == at + 1 and "one" in entry.data):
            return _numeral(numeral, run, at, after, words), after
    return Lexeme(code, start, end, entry.data), at + 1


def _numeral(numeral: Numeral, run: list[Token], at: int, after: int, words: Vocabulary) -> Lexeme:
    value = numeral.value
    classes = word_classes(int(value)) if not numeral.scaled else frozenset(("num", "scaled"))
    data: dict[str, Any] = {"num": numeral}
    first = words.words[run[at][1]]
    if after == at + 1 and "nw_ambiguous" in first.data:
        data["nw_ambiguous"] = True
    return Lexeme(words.code(classes), run[at][2], run[after - 1][3], data)


def _is_short_month(run: list[Token], at: int, words: Vocabulary) -> bool:
    """ "12 sept 2017", "sept 2017": a number word that is a month's short form, before a year."""
    after = run[at + 1] if at + 1 < len(run) else None
    return after is not None and after[4] == "int" and "year" in words.classes_of(after[0])


def _rank_in_words(numeral: Numeral, run: list[Token], after: int, words: Vocabulary) -> tuple[int, int] | None:
    """ "cent vingt-cinquième", "deux centième": a numeral whose last word is a rank."""
    at = after + 1 if run[after][1] == words.digits_words["hyphen"] and after + 1 < len(run) else after
    entry = words.words.get(run[at][1])
    rank = entry.data.get("ordinal") if entry is not None else None
    value = int(numeral.value)
    if rank is None or value < 2:
        return None
    if rank >= 100:
        return (value * rank, at + 1) if value < rank else None
    last = 10 ** (len(str(value)) - len(str(value).rstrip("0")))
    return (value + rank, at + 1) if 2 <= rank < last else None


def _number_in_digits(
    run: list[Token], at: int, words: Vocabulary, folded: str, known: dict[str, bool]
) -> tuple[Lexeme, int]:
    code, word, start, end, shape = run[at]
    if shape not in ("int", "grouped", "decimal") or len(word) > MAX_DIGITS:
        long = len(word) > MAX_DIGITS  # no number, and no part of one
        return Lexeme(words.code(("phone",)) if long else code, start, end, {shape: word}), at + 1
    value = Decimal(word) if shape == "int" else read_digits(word, words.digits)
    after = at + 1
    if shape == "decimal" and words.english is not None and words.english.fullmatch(word) and _groups_in_english(run, at, words, folded, known):
        value *= 1000
    if shape in ("int", "grouped") and after < len(run) and run[after][2] == end:
        following = words.words.get(run[after][1])
        if following is not None and "osuf" in following.data:
            return Lexeme(words.code(("rank",)), start, run[after][3], {"rank": int(value)}), after + 1
    scaled, after = read_scales(Numeral(value, 0, len(word)), run, after, words)
    if after > at + 1:
        return Lexeme(words.code(("num", "scaled")), start, run[after - 1][3], {"num": scaled, "digits": word}), after
    return Lexeme(code, start, end, {"num": scaled, "digits": word}), after


def _groups_in_english(run: list[Token], at: int, words: Vocabulary, folded: str, known: dict[str, bool]) -> bool:
    """Whether the comma of "196,490" groups: before what cannot be halved ("196,490 personnes"), or where the text groups so.

    A text that writes "1,250,000" once groups with commas; there a percentage or a scaled amount still has decimals.
    """
    end = run[at][3]
    if words.indivisible.match(folded, end):
        return True
    following = words.words.get(run[at + 1][1]) if at + 1 < len(run) else None
    if following is not None and {"scale", "pct", "scale_short", "scaled_cur", "usym"} & following.data.keys():
        return False
    if "english" not in known:
        known["english"] = words.english_text(folded)
    return known["english"]


def read_scales(numeral: Numeral, run: list[Token], after: int, words: Vocabulary) -> tuple[Numeral, int]:
    """Scale words behind digits: "35.000 milliards", "9 mille", "2 millions 500.000"."""
    value, total, largest, product = numeral.value, Decimal(0), None, 1
    while after < len(run):
        entry = words.words.get(run[after][1])
        if entry is None or run[after][4]:
            break
        scale = entry.data.get("scale")
        if scale is None and entry.data.get("nw", ("", 0))[0] == "thousand":
            scale = 1000
        if scale is None or (largest is not None and scale > largest and total) or product >= MOST_SCALE:
            break
        value, largest, product = value * scale, scale, product * scale
        after += 1
        if after + 1 < len(run) and run[after][4] == "int" and len(run[after][1]) <= 3:
            lower_scale = words.words.get(run[after + 1][1])
            if lower_scale is not None and _scale_of(lower_scale) < largest and not run[after + 1][4]:
                total, value = total + value, Decimal(run[after][1])  # "3 milliards 400 millions"
                after += 1
                continue
        if largest >= 10**6 and after < len(run) and not run[after][4]:
            rest, end = read_words(run, after, words.words, words.digits_words)
            if rest is not None and 1000 <= rest.value < largest:  # "4 millions cinq cent mille"; not "3 millions cinq ans plus tard"
                total, value, after = total + value, rest.value, end
                break
        more = run[after] if after < len(run) else None
        if more is not None and more[4] == "grouped" and len(more[1]) <= MAX_DIGITS and largest >= 10**6:
            lower = read_digits(more[1], words.digits)
            if lower < largest and lower == lower.to_integral_value():
                total, value, after = total + value, lower, after + 1
                break
    return Numeral(total + value, product if largest is not None else 0, numeral.digits), after


def _scale_of(entry: Entry) -> int:
    """The scale a word multiplies by; beyond all scales when it does not."""
    thousand = entry.data.get("nw", ("", 0))[0] == "thousand"
    scale: int = 1000 if thousand else entry.data.get("scale", MOST_SCALE)
    return scale


def _signed(lexemes: list[Lexeme], words: Vocabulary, text: str, folded: str) -> list[Lexeme]:
    """A written sign belongs to the number: "-1,3 %", "+8,5 %", "(− 3 %)", "-4/5"."""
    signs = words.signs
    out: list[Lexeme] = []
    for at, lexeme in enumerate(lexemes):
        if out and ("digits" in lexeme.data or "ratio" in lexeme.data) and folded[out[-1].start] in signs:
            sign = out[-1]
            gap = lexeme.start - sign.end
            before = folded[sign.start - 1] if sign.start else " "
            measured = at + 1 < len(lexemes) and _is_temperature(lexemes[at + 1])
            opens = before in " \n(«\"[:" and (gap == 0 or (gap == 1 and _may_be_apart(text, folded, out, measured)))
            if opens and sign.end - sign.start == 1:
                if "ratio" in lexeme.data:
                    ratio = folded[sign.start].replace("+", "") + lexeme.data["ratio"]
                    out[-1] = Lexeme(lexeme.code, sign.start, lexeme.end, {"ratio": ratio})
                    continue
                numeral: Numeral = lexeme.data["num"]
                minus = folded[sign.start] == "-"
                signed = Numeral(-numeral.value if minus else numeral.value, numeral.scale, numeral.digits)
                classes = ("num", "scaled") if numeral.scaled else ("num", "dig", "decimal")
                data = {"num": signed, "sign": True, "digits": lexeme.data["digits"]}
                out[-1] = Lexeme(words.code(classes), sign.start, lexeme.end, data)
                continue
        out.append(lexeme)
    return out


def _is_temperature(lexeme: Lexeme) -> bool:
    """Degrees of temperature, bare ones included, which angles are not counted in below zero."""
    unit, symbols = lexeme.data.get("unit"), lexeme.data.get("usym", {})
    return any(u.kind in ("temperature", "angle") for u in (*symbols.values(), *([unit] if unit is not None else [])))


def _may_be_apart(text: str, folded: str, out: list[Lexeme], measured: bool) -> bool:
    """ "+ 3 %" is a sign anywhere; "- 3 %" only in parentheses, after a colon or "à", elsewhere it may be a dash.

    Before degrees it is one behind a word in small letters too: "il a fait - 7 °C", but "Lyon - 7 °C".
    """
    sign = out[-1]
    before = folded[max(0, sign.start - 2) : sign.start].strip()
    if measured and before.isalpha():
        word = text[max(0, sign.start - MAX_WORD) : sign.start].split()[-1]
        return word.islower()
    if not folded[: sign.start].strip() and len(folded) < LONE:
        return True  # nothing but the number
    return folded[sign.start] == "+" or before.endswith(("(", ":", "[")) or (len(out) > 1 and bool({"a", "de", "and"} & out[-2].data.keys()))
