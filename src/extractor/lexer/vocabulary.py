"""The vocabulary of a pack: every word and phrase of its tables, with its lexeme classes and what it stands for.

A class set gets one character, its code; patterns match on strings of codes. Class names:

    nw one scale thousand scale_of scale_short approx frac half ordinal osuf roman        numerals
    month month_short weekday season part deictic time tsym …                             dates
    cur csym unit usym pct point …                                                        units and money
    de a and or comma hyphen … ref street road …                                          joiners and contexts
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from extractor.errors import PackError
from extractor.lang.fold import fold, unaccented
from extractor.lang.pack import LanguagePack
from extractor.lang.patterns import Compiler, Node, Pattern, parse, words_of
from extractor.lexer.numeric import SHAPE_SETS
from extractor.lexer.tables import entries_of
from extractor.lexer.tokens import ANY_TOKEN, PLAIN_WORD, number_pattern, split

_FIRST_CODE = 0xE001  # private use, so that no code is ever a character of `re` syntax
MOST_SPACES = 8
"""White space of more characters than this ends an island."""
CODE_LETTERS = 3

PLAIN = "\ue000"
"""The code of every token that is in no table."""


class Entry:
    """What a surface stands for: its code, and a value for each of its classes."""

    __slots__ = ("classes", "code", "data")

    def __init__(self) -> None:
        self.classes: set[str] = set()
        self.data: dict[str, Any] = {}
        self.code = ""


class Vocabulary:
    """All surfaces of a pack, its token expression and its compiled patterns. Built once a pack; read-only then."""

    def __init__(self, pack: LanguagePack) -> None:
        digits = pack.table("numerals")["digits"]
        self.pack = pack
        self.number = number_pattern(
            tuple(digits["group"]),
            tuple(digits["decimal"]),
            digits.get("english_group", ""),
            digits.get("clock", ":"),
            digits.get("metre", "(?!)"),
        )
        self.digits = digits
        self.digits_words: dict[str, Any] = pack.table("numerals")["words"]
        self.signs = frozenset(digits.get("signs", "+-"))
        self._surfaces: dict[tuple[str, ...], Entry] = {}
        self._codes: dict[frozenset[str], str] = {}
        self._sets: dict[str, frozenset[str]] = {}
        for surface, name, value in entries_of(pack):
            self.add(surface, name, value)
        parsed = self._read_patterns()
        self._close()
        self.patterns = self._compile(parsed)
        self._index()

    # -- building -------------------------------------------------------------------------------------------------

    def add(self, surface: str, name: str, value: Any = None) -> None:
        """Give a surface a class. For cased classes the value is kept per exact surface."""
        key = split(fold(surface))
        if not key:
            raise PackError(f"the surface {surface!r} of class {name!r} has no token", where=str(self.pack.path))
        entry = self._surfaces.setdefault(key, Entry())
        entry.classes.add(name)
        if name in CASED:
            entry.data.setdefault(name, {})[surface] = value
        else:
            entry.data.setdefault(name, value)

    def _read_patterns(self) -> list[tuple[str, str, Node, dict[str, Any]]]:
        """All patterns parsed, `<macro>` replaced; their literal words enter the vocabulary."""
        table = self.pack.table("patterns")
        macros: dict[str, str] = table.get("macros", {})
        parsed = []
        for row in table["pattern"]:
            extra = {k: v for k, v in row.items() if k not in ("name", "match")}
            for source in [row["match"]] if isinstance(row["match"], str) else row["match"]:
                text = source
                for _ in range(3):  # macros may use macros
                    for name, body in macros.items():
                        text = text.replace(f"<{name}>", body)
                node = parse(text, f"pattern {row['name']}")
                parsed.append((row["name"], text, node, extra))
                for word in words_of(node):
                    self.add(word, '"' + word)
        return parsed

    def _close(self) -> None:
        """Unaccented spellings, inner words of phrases, and a code for every class set."""
        for key, entry in list(self._surfaces.items()):
            bare = tuple(unaccented(t) for t in key)
            if bare != key and bare not in self._surfaces and not entry.classes & UNALIASED and not entry.classes <= ACCENTED and len("".join(key)) > 2:
                self._surfaces[bare] = entry
        for key in list(self._surfaces):
            for token in key:
                if (token,) not in self._surfaces and not token[0].isdigit():
                    self._surfaces[(token,)] = entry = Entry()
                    entry.classes.add("inner")
        anchors = set(self.pack.table("patterns")["anchors"])
        for key, entry in list(self._surfaces.items()):
            if len(key) > 1 and entry.classes & anchors and not key[0][0].isdigit():
                self._surfaces[key[:1]].classes.add("anchor")  # so that "aujourd'hui" is seen at its first token
        for entry in self._surfaces.values():
            entry.code = self.code(entry.classes)
        for classes in SHAPE_SETS:
            self.code(classes)

    def code(self, classes: Iterable[str]) -> str:
        """The character that stands for a set of classes."""
        key = frozenset(classes)
        known = self._codes.get(key)
        if known is None:
            known = self._codes[key] = chr(_FIRST_CODE + len(self._codes))
        return known

    def cue_before(self, cue: str) -> Any:
        """The modifier that a folded cue in front of a number means, or None."""
        entry = self._surfaces.get(split(cue))
        return None if entry is None else entry.data.get("mod_left")

    def english_text(self, folded: str) -> bool:
        """Whether a text holds a number that only the English grouping explains ("1,250,000")."""
        return self.english_sure is not None and self.english_sure.search(folded) is not None

    def is_class(self, word: str, name: str) -> bool:
        """Whether a folded word has a class on its own."""
        entry = self.words.get(word)
        return entry is not None and name in entry.data

    def begins_amount(self, words: list[str]) -> bool:
        """Whether two folded words are or lead to an amount: "de la (moitié)", "de 30", "d'un (tiers)", "10"."""
        if words and (words[0][0].isdigit() or self.is_class(words[0], "nw")):
            return True
        if len(words) < 2 or not self.is_class(words[0], "de"):
            return False
        return words[1][0].isdigit() or any(self.is_class(words[1], name) for name in ("article", "nw", "one"))

    def is_joined(self, word: str) -> bool:
        """Whether a folded word is a coordinator."""
        return self.is_class(word, "and") or self.is_class(word, "or")

    def classes_of(self, code: str) -> frozenset[str]:
        """The class set that a code stands for."""
        if len(self._sets) != len(self._codes):
            self._sets = {known: classes for classes, known in self._codes.items()}
        return self._sets[code]

    def codes_with(self, name: str) -> str:
        """The characters of all class sets that contain a class."""
        return "".join(code for classes, code in self._codes.items() if name in classes)

    def _compile(self, parsed: list[tuple[str, str, Node, dict[str, Any]]]) -> list[Pattern]:
        compiler = Compiler(self.codes_with)
        return [compiler.compile(name, text, node, extra, n) for n, (name, text, node, extra) in enumerate(parsed)]

    def _index(self) -> None:
        self.words: dict[str, Entry] = {key[0]: e for key, e in self._surfaces.items() if len(key) == 1}
        self.phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], Entry]]] = {}
        for key, entry in self._surfaces.items():
            if len(key) > 1:
                self.phrases.setdefault((key[0], key[1]), []).append((key, entry))
        for rows in self.phrases.values():
            rows.sort(key=lambda row: -len(row[0]))
        digit = self.code(("digit",))
        self.codes: dict[str, str] = {word + space: e.code for word, e in self.words.items() for space in ("", " ")}
        self.codes |= {str(d): digit for d in range(10)}
        self.numeric = frozenset((digit, self.codes.get("+", digit)))
        self.space = self.code(("space",))
        self.codes |= {" " * width: self.space for width in range(1, MOST_SPACES + 1)}
        glued = "|".join(sorted(key[0] for key, e in self._surfaces.items() if len(key) == 1 and _is_sure_code(key[0], e)))
        self.token = re.compile(rf"{PLAIN_WORD}|(?=[a-z]{{3}}\d)(?:{glued})(?=\d)|{ANY_TOKEN}")  # "EUR29,99"
        anchors = [*self.pack.table("patterns")["anchors"], "anchor", "digit"]
        self.anchor = re.compile("[" + re.escape("".join({c for name in anchors for c in self.codes_with(name)})) + "]")
        self._starts: dict[str, list[Pattern]] = {}
        for pattern in self.patterns:
            for code in pattern.begins:
                self._starts.setdefault(code, []).append(pattern)
        one = self.pack.table("cues")["one"]
        numbers = "|".join(sorted(key[0] for key, e in self._surfaces.items() if len(key) == 1 and "nw" in e.data))
        joiners, only = "|".join(one["joiners"]), "|".join(one["only"])
        self.contrast = re.compile(  # behind "un": "fille et deux", ", deux", "seul"
            rf" (?:{only})\b|(?: [^\W\d]+(?:['-][^\W\d]+)*){{1,3}} (?:{joiners}) (?:{numbers})\b|, (?:{numbers})\b"
        )
        self.before_one = (*one["rate"], *(f" {joiner} " for joiner in one["joiners"]))
        self.plural = tuple(self.pack.table("language").get("words", {}).get("plural", ()))
        mark = re.escape(self.digits.get("english_group", ""))
        self.english = re.compile(rf"[1-9]\d{{0,2}}{mark}\d{{3}}") if mark else None
        self.english_sure = re.compile(rf"(?<![\d{mark}])[1-9]\d{{0,2}}(?:{mark}\d{{3}}){{2,8}}(?!\d)") if mark else None
        whole = "|".join(self.pack.table("cues")["near"]["indivisible"])
        self.indivisible = re.compile(rf" (?:{whole})\b")
        self.names = frozenset(self.pack.table("cues")["near"]["name_number"])
        self.cue_behind = re.compile(
            "|".join(re.escape(" ".join(key)) for key, e in self._surfaces.items() if "mod_right" in e.data)
        )
        self.cues_behind: dict[str, Any] = {
            " ".join(key): e.data["mod_right"] for key, e in self._surfaces.items() if "mod_right" in e.data
        }
        self.lone_ones = frozenset(self.codes_with("one"))
        self.leads = frozenset(first for first, _ in self.phrases)
        words_of_numbers = frozenset(("nw", "one", "month_short"))
        self.simple = frozenset(e.code for e in self.words.values() if not e.classes & words_of_numbers)
        self.by_pair: dict[str, tuple[Pattern, ...]] = {}
        live = {code for classes, code in self._codes.items() if self.patterns_at(code) or classes & {"nw", "digit", "anchor"}}
        self.dead = frozenset(self._codes.values()) - live  # codes that alone mean nothing

    def patterns_at(self, pair: str) -> tuple[Pattern, ...]:
        """The patterns that may match where these two codes stand (one at the end of an island).

        Kept per pair once worked out: the same pairs recur in every text, and there are few of them.
        """
        known = self.by_pair.get(pair)
        if known is None:
            rows = []
            for pattern in self._starts.get(pair[0], ()):
                seconds = pattern.begins[pair[0]]
                if seconds is None or pair[1:] in seconds:
                    rows.append(pattern)
            known = self.by_pair[pair] = tuple(rows)
        return known


def _is_sure_code(word: str, entry: Entry) -> bool:
    """Whether a word is a currency's code and nothing else: EUR is, COP is not."""
    readings = entry.data.get("csym", {}).values()
    return len(word) == CODE_LETTERS and word.isalpha() and bool(readings) and not any(c.homograph for c in readings)


CASED = frozenset({"csym", "usym", "tsym", "scale_short", "scale_glued", "scaled_cur"})
"""Classes whose surfaces count in the case they are written in: mW is not MW."""

UNALIASED = frozenset({"mod_right"})
"""Classes that need their accents: "9 passes décisives" is no "9 passés"."""

ACCENTED = frozenset({"inner", "scale_short", "scale_glued", "csym", "usym", "tsym"})
"""Classes whose unaccented spelling is no other spelling."""


@lru_cache(maxsize=8)
def vocabulary(pack: LanguagePack) -> Vocabulary:
    """The vocabulary of a pack, built on first use (about 0.1 s) and shared."""
    return Vocabulary(pack)
