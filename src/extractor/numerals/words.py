"""Numbers in words: one pass over the words of a numeral with a small state (the system named "additive").

Source of the grammar: Grevisse & Goosse, Le bon usage, "numéraux cardinaux"; Belgian and Swiss tens and the hyphens
of the 1990 spelling included, since every separator between two number words is accepted alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, Protocol


class Numeral(NamedTuple):
    """A value, the scale words in it multiplied (0: none), and how many digits it was written with (0: in words)."""

    value: Decimal
    scale: int = 0
    digits: int = 0

    @property
    def scaled(self) -> bool:
        """Whether a scale word takes part in it."""
        return self.scale != 0


class HasData(Protocol):
    """An entry of the vocabulary."""

    data: dict[str, Any]


class _State:
    """What has been read: closed scales, thousands, and the group below a thousand."""

    __slots__ = ("closed", "group", "last", "smallest", "thousands")

    def __init__(self) -> None:
        self.closed = 0
        self.thousands = 0
        self.group = 0
        self.last = ""
        self.smallest = 0

    def value(self) -> int:
        return self.closed + self.thousands + self.group

    def small(self, value: int) -> bool:
        """A word from zero to sixteen."""
        if self.last in ("", "hundred", "thousand", "scale"):
            if value == 0 and self.last:
                return False
        elif self.last == "tens":
            tens = self.group % 100
            if value == 0 or value > (16 if tens in (60, 80) else 9):
                return False
        elif not (self.last == "ten" and 7 <= value <= 9):  # dix-sept, soixante-dix-sept
            return False
        self.group += value
        self.last = "ten" if value == 10 else "small"
        return True

    def tens(self, value: int, score: int) -> bool:
        if value == score and self.last == "small" and self.group % 100 == 4:
            self.group += 4 * score - 4  # quatre-vingts
        elif self.last in ("", "hundred", "thousand", "scale"):
            self.group += value
        else:
            return False
        self.last = "tens"
        return True

    def hundred(self) -> bool:
        if self.group >= 20 or self.last == "hundred":
            return False
        self.group = (self.group or 1) * 100
        self.last = "hundred"
        return True

    def thousand(self) -> bool:
        if self.thousands:
            return False
        self.thousands = (self.group or 1) * 1000
        self.group = 0
        self.last = "thousand"
        return True

    def scale(self, value: int) -> bool:
        lower = self.thousands + self.group
        if not lower or (self.smallest and value >= self.smallest):
            return False
        self.closed += lower * value
        self.thousands = self.group = 0
        self.last, self.smallest = "scale", value
        return True


def read_words(
    run: Sequence[tuple[str, str, int, int, str]], at: int, words: Mapping[str, HasData], system: Mapping[str, Any]
) -> tuple[Numeral | None, int]:
    """The longest numeral in words that begins at token `at`, and the token after it.

    Args:
        run: tokens (code, word, start, end, shape).
        at: where to begin.
        words: the vocabulary's entries, with `nw`, `one` or `scale` values.
        system: the table `words` of numerals.toml.

    Returns:
        (None, at) when no numeral begins there.
    """
    state = _State()
    best: Numeral | None = None
    after = at
    while after < len(run):
        step = after
        word = run[step][1]
        if best is not None and word == system["hyphen"] and step + 1 < len(run):
            step += 1
            word = run[step][1]
        if best is not None and word == system["and"] and step + 1 < len(run) and state.last == "tens":
            if not _follows_and(run[step + 1 :], words, system):
                break
            step += 1
            if run[step][1] == system["hyphen"]:
                step += 1
            word = run[step][1]
        entry = words.get(word)
        if entry is None or run[step][4] or not _take(state, entry.data, system):
            break
        after = step + 1
        best = Numeral(Decimal(state.value()), state.smallest)
    return best, after


def read_decimals(
    whole: Numeral, run: Sequence[tuple[str, str, int, int, str]], at: int, words: Mapping[str, HasData], system: Mapping[str, Any]
) -> tuple[Numeral, int]:
    """The decimals in words behind a whole number, and the token after them: "deux virgule zéro cinq", "… cinq milliards".

    Speakers name them as one number, or digit by digit ("sept virgule huit cinq pour cent").

    Args:
        whole: the number in front of the mark.
        at: the token that is the mark.
    """
    digits, after = "", at + 1
    while after < len(run) and (entry := words.get(run[after][1])) is not None and entry.data.get("nw") == ("small", 0):
        digits, after = digits + "0", after + 1
    scale, more = 0, True
    while more:
        rest, end = read_words(run, after, words, system)
        if rest is None or (rest.scale and rest.value % rest.scale):
            break
        scale = rest.scale
        read = str(int(rest.value / (scale or 1)))
        if digits.strip("0") and len(read) > 1:
            break  # "deux virgule cinq douze"
        digits, after, more = digits + read, end, len(read) == 1 and not scale
    if not digits or whole.scaled:
        return whole, at
    return Numeral(Decimal(f"{whole.value}.{digits}") * (scale or 1), scale), after


def _follows_and(rest: Sequence[tuple[str, str, int, int, str]], words: Mapping[str, HasData], system: Mapping[str, Any]) -> bool:
    """ "et" inside a numeral joins only one and eleven: vingt et un, soixante et onze."""
    at = 1 if rest and rest[0][1] == system["hyphen"] and len(rest) > 1 else 0
    entry = words.get(rest[at][1]) if rest else None
    value = (entry.data.get("one") or entry.data.get("nw") or ("", 0)) if entry is not None else ("", 0)
    return value[0] == "small" and value[1] in (1, 11)


def _take(state: _State, data: dict[str, Any], system: Mapping[str, Any]) -> bool:
    role, value = data.get("nw") or data.get("one") or ("", 0)
    if role == "small":
        return state.small(value)
    if role == "tens":
        return state.tens(value, system["score"])
    if role == "hundred":
        return state.hundred()
    if role == "thousand":
        return state.thousand()
    if "scale" in data:
        return state.scale(data["scale"])
    return False
