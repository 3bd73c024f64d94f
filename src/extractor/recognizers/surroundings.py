"""What a document says about when, for dates that leave it open: its full dates, the years of each sentence, its publication."""

from __future__ import annotations

from bisect import bisect_left, insort
from itertools import pairwise

from extractor.lang.fold import fold
from extractor.normalizers.calendar import parse_published
from extractor.recognizers.matching import Context
from extractor.schema import Date

REACH = 80
"""How far around a date its sentence is looked at, in characters."""
_COUNTED = frozenset({"week", "month", "quarter", "half"})
MARKS = ".,;:!?()«»\" "


class Place:
    """What a document says about when: its full dates, the years of each sentence, its publication."""

    def __init__(self, context: Context, dates: list[Date]) -> None:
        document, pack = context.document, context.pack
        self.text = document.text
        self.table = pack.table("dates")
        self.published = parse_published(document.published)
        self.stamp = document.published
        self.full = [d for d in dates if has_day(d)]
        self._words = context.words.words
        self._spans = context.sentences
        self._bounds = [a for a, _ in self._spans]
        self._years: dict[int, list[Date]] = {}
        self._grains: dict[str, list[Date]] = {}
        for mention in dates:
            if year_of(mention) is not None:
                self._grains.setdefault(mention.grain, []).append(mention)
                self._years.setdefault(self._sentence(mention), []).append(mention)

    def _sentence(self, mention: Date) -> int:
        return bisect_left(self._bounds, mention.start + 1) - 1

    def of_grain(self, mention: Date) -> list[Date]:
        """The dates with a year and the grain of a mention: its sentence's for years, the document's for the others."""
        if mention.grain == "year":
            return [d for d in self.years_near(mention) if not d.fiscal]
        return self._grains.get(mention.grain, [])

    def years_near(self, mention: Date) -> list[Date]:
        """The dates with a year in the sentence of a mention."""
        return self._years.get(self._sentence(mention), [])

    def words_near(self, mention: Date) -> list[str]:
        """The words of its sentence in reach of a mention, folded."""
        at = self._sentence(mention)
        start, end = self._spans[at] if 0 <= at < len(self._spans) else (0, len(self.text))
        words = fold(self.text[max(start, mention.start - REACH) : min(end, mention.end + REACH)]).split()
        return [word.strip(MARKS) for word in words]

    def _just_before(self, mention: Date) -> list[str]:
        return fold(self.text[max(0, mention.start - REACH) : mention.start]).replace("'", " ").split()[-4:]

    def learn(self, mention: Date) -> None:
        """Remember a week, month or quarter that has got its dates, for "le trimestre précédent" behind it."""
        if mention.grain in _COUNTED:
            insort(self._grains.setdefault(mention.grain, []), mention, key=lambda d: d.start)

    def is_since(self, mention: Date) -> bool:
        """Whether the date begins something that lasts: "depuis janvier"."""
        return any(word in self.table["future"]["since"] for word in self._just_before(mention)[-2:])

    def is_compared(self, mention: Date) -> bool:
        """Whether the words in front only compare with the date: "qu'en mai 2024", "contre 10,89 euros en juin"."""
        before = self._just_before(mention)
        future = self.table["future"]
        return any(word in future["than"] for word in before[-2:]) or any(word in future["against"] for word in before)

    def weekday(self, mention: Date) -> int | None:
        """The weekday that a date names before its day, 1 for Monday."""
        for word in fold(mention.text).replace(",", " ").split()[:2]:
            entry = self._words.get(word)
            if entry is not None and "weekday" in entry.data:
                number: int = entry.data["weekday"]
                return number
        return None

    def direction(self, mention: Date) -> str | None:
        """ "last" or "next" by the words of the mention itself."""
        words = fold(mention.text).split()
        for name, *classes in (("last", "last", "lasts", "previous"), ("next", "next", "nexts", "following")):
            if any(word in self.table["classes"][c]["words"] for c in classes for word in words[1:]):
                return name
        return None

    def season(self, mention: Date) -> int | None:
        """The first month of the season that a date names."""
        entries = (self._words.get(word) for word in fold(mention.text).split())
        return next((e.data["season"] for e in entries if e is not None and "season" in e.data), None)

    def names_week(self, mention: Date) -> bool:
        """Whether the mention says in which week its weekday lies."""
        entries = (self._words.get(word) for word in fold(mention.text).split()[1:])
        return any(e is not None and "time" in e.data and e.data["time"].kind == "week" for e in entries)

    def is_ahead(self, mention: Date) -> bool:
        """Whether the sentence speaks of what is to come: "se réunira vendredi"; "a annoncé jeudi que … sera" is past."""
        future = self.table["future"]
        if any(word in future["verbs"] for word in self._just_before(mention)):
            return True
        before = self._just_before(mention)
        if before and before[-1].endswith(tuple(future["passive"])):
            return False  # "présentée mercredi soir"
        if any(a in future["auxiliaries"] and b.endswith(tuple(future["participles"])) for a, b in pairwise(before)):
            return False
        return any(self._is_future(word) for word in self.words_near(mention))

    def comes_next(self, mention: Date) -> bool:
        """Whether the words right in front put the date ahead: "ouvrira le 25 novembre", "d'ici à Noël"."""
        before = self._just_before(mention)
        return any(word in self.table["future"]["until"] or self._is_future(word) for word in before)

    def _is_future(self, word: str) -> bool:
        future = self.table["future"]
        return word in future["verbs"] or (len(word) > 4 and word.endswith(tuple(future["endings"])) and word not in future["exceptions"])


def is_yearless(mention: Date) -> bool:
    return mention.from_ is not None and mention.from_.startswith("--")


def is_open(mention: Date) -> bool:
    return is_yearless(mention) or (mention.relative is not None and mention.from_ is None)


def has_day(mention: Date) -> bool:
    return mention.from_ is not None and len(mention.from_) >= 10 and mention.from_[0] in "12" and not mention.resolved


def year_of(mention: Date) -> int | None:
    if mention.from_ is None or not mention.from_[:4].isdigit() or mention.grain in ("century", "decade", "millennium"):
        return None
    return int(mention.from_[:4])


NEAREST = 12
"""Dates on either side that are asked for their year; more would cost a quadratic number of looks."""


def nearest(dates: list[Date], mention: Date) -> list[Date]:
    """The dates closest to a mention, nearest first; `dates` in the order of the text."""
    at = bisect_left(dates, mention.start, key=lambda d: d.start)
    around = dates[max(0, at - NEAREST) : at + NEAREST]
    return sorted(around, key=lambda d: (abs(d.start - mention.start), d.start))
