"""Properties that hold for all numbers, dates and texts. The writers are the tests' own (french_numbers.py)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.lang.fold import fold
from extractor.recognizers import recognize
from extractor.schema import Document, Mention
from french_numbers import GROUPINGS, MONTHS, REGIONS, WEEKDAYS, Region, day_of, digits_of, words_of
from reading import PACK, check, read, report

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
PUBLISHED = (None, "2025", "2025-04", "2025-04-30", "2024-02-29T10:00")
BILLION = 10**9


def bounded(examples: int) -> settings:
    """So many examples, the same ones in every run."""
    return settings(max_examples=examples, deadline=None, derandomize=True, database=None)


def holds(text: str, mentions: list[Mention]) -> None:
    """What is true of all mentions of any text: spans agree, are in order, do not overlap and are not blank."""
    end = 0
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text, report(text, "spans that agree", mentions)
        assert end <= mention.start < mention.end, report(text, "no overlap", mentions)
        assert mention.text == mention.text.strip(), report(text, "no white space at the ends", mentions)
        end = mention.end


# --- numbers -------------------------------------------------------------------------------------------------------

NUMBERS = st.one_of(st.integers(2, 2500), st.integers(2, 10**6), st.integers(2, BILLION), st.sampled_from([10**k for k in range(1, 10)]))


@pytest.mark.parametrize("hyphens", [False, True], ids=["traditional", "1990"])
@pytest.mark.parametrize("region", REGIONS)
@bounded(400)
@given(number=st.one_of(st.just(0), NUMBERS))
def test_numbers_in_words_read_back(region: Region, hyphens: bool, number: int) -> None:
    written = words_of(number, region, hyphens)
    check(f"On compte {written} arbres ici.", [(written, {"type": "number", "value": str(number)})])


@bounded(400)
@given(NUMBERS, st.sampled_from(REGIONS))
def test_numbers_in_words_read_back_with_a_currency(number: int, region: Region) -> None:
    written = words_of(number, region)
    link = "d'euros" if number % 10**6 == 0 else "euros"
    check(f"Il faut {written} {link} pour cela.", [(f"{written} {link}", {"type": "money", "value": str(number), "unit": "EUR"})])


@bounded(60)
@given(NUMBERS, st.sampled_from(REGIONS))
def test_numbers_in_capitals_read_back(number: int, region: Region) -> None:
    written = words_of(number, region).upper()
    check(f"IL FAUT {written} ARBRES.", [(written, {"type": "number", "value": str(number)})])


DECIMALS = st.one_of(st.just(""), st.text(alphabet="0123456789", min_size=1, max_size=4))


@pytest.mark.parametrize(
    ("tail", "kind"), [(" arbres", "number"), (" %", "percent"), ("\u00a0€", "money"), (" euros", "money"), (" tonnes", "quantity")]
)
@bounded(400)
@given(number=NUMBERS, group=st.sampled_from(GROUPINGS), decimals=DECIMALS)
def test_numbers_in_digits_read_back(tail: str, kind: str, number: int, group: str, decimals: str) -> None:
    written = digits_of(number, group, decimals)
    span = written if kind == "number" else written + tail
    value = Decimal(f"{number}.{decimals or 0}")
    text = f"On en compte {written}{tail} ici."
    found = read(text)
    assert [(m.type, m.text, getattr(m, "value", None)) for m in found] == [(kind, span, value)], report(text, value, found)


@bounded(400)
@given(st.integers(1, 999), st.integers(0, 99), st.sampled_from([("million", 10**6), ("milliard", 10**9)]), st.booleans())
def test_numbers_with_a_scale_read_back(whole: int, cents: int, scale: tuple[str, int], money: bool) -> None:
    written = f"{whole},{cents:02d} {scale[0]}{'s' if whole > 1 else ''} d'{'euros' if money else 'arbres'}"
    span = written if money else written.rpartition(" ")[0]
    text = f"Soit {written} en tout."
    found = read(text)
    value = (Decimal(whole) + Decimal(cents) / 100) * scale[1]
    assert [(m.text, getattr(m, "value", None)) for m in found] == [(span, value)], report(text, value, found)


@bounded(100)
@given(st.integers(0, 999), st.integers(0, 99), st.sampled_from("+-\u2212\u2013"))
def test_numbers_with_a_sign_read_back(whole: int, cents: int, sign: str) -> None:
    text = f"un écart ({sign}{whole},{cents:02d} %) net"
    value = Decimal(f"{'' if sign == '+' else '-'}{whole}.{cents:02d}")
    found = read(text)
    assert [(m.text, getattr(m, "value", None)) for m in found] == [(text[10:-5], value)], report(text, value, found)


@bounded(100)
@given(st.integers(1, 9999))
def test_ranks_in_digits_read_back(number: int) -> None:
    written = "1er" if number == 1 else f"{number}e"
    check(f"C'est le {written} train.", [(written, {"type": "ordinal", "value": str(number)})])


# --- dates ---------------------------------------------------------------------------------------------------------

DATES = st.dates(min_value=date(1500, 1, 1), max_value=date(2099, 12, 31))
FORMS = {
    "long": lambda d: f"{day_of(d.day)} {MONTHS[d.month - 1]} {d.year}",
    "two digits": lambda d: f"{d.day:02d} {MONTHS[d.month - 1]} {d.year}",
    "weekday": lambda d: f"{WEEKDAYS[d.weekday()]} {day_of(d.day)} {MONTHS[d.month - 1]} {d.year}",
    "weekday, comma": lambda d: f"{WEEKDAYS[d.weekday()]}, {day_of(d.day)} {MONTHS[d.month - 1]} {d.year}",
    "no-break": lambda d: f"{day_of(d.day)}\u00a0{MONTHS[d.month - 1]}\u00a0{d.year}",
    "capitals": lambda d: f"{day_of(d.day)} {MONTHS[d.month - 1]} {d.year}".upper(),
    "words": lambda d: f"{words_of(d.day) if d.day > 1 else 'premier'} {MONTHS[d.month - 1]} {words_of(d.year)}",
    "slashes": lambda d: f"{d.day:02d}/{d.month:02d}/{d.year}",
    "points": lambda d: f"{d.day:02d}.{d.month:02d}.{d.year}",
    "hyphens": lambda d: f"{d.day:02d}-{d.month:02d}-{d.year}",
    "iso": lambda d: d.isoformat(),
}


@pytest.mark.parametrize("form", FORMS)
@bounded(80)
@given(day=DATES)
def test_dates_read_back(form: str, day: date) -> None:
    written = FORMS[form](day)
    stamp = day.isoformat()
    check(f"Cela remonte au {written}, dit-on.", [(written, {"type": "date", "from": stamp, "to": stamp, "edtf": stamp, "grain": "day"})])


@bounded(80)
@given(DATES, st.integers(0, 23), st.integers(0, 59))
def test_dates_with_a_clock_time_read_back(day: date, hour: int, minute: int) -> None:
    written = f"{FORMS['long'](day)} à {hour}h{minute:02d}"
    stamp = f"{day.isoformat()}T{hour:02d}:{minute:02d}"
    check(f"Cela remonte au {written}, dit-on.", [(written, {"from": stamp, "to": stamp, "grain": "minute"})])


@bounded(80)
@given(st.integers(1500, 2099), st.integers(1, 12))
def test_dates_of_a_month_read_back(year: int, month: int) -> None:
    written = f"{MONTHS[month - 1]} {year}"
    stamp = f"{year}-{month:02d}"
    check(f"C'était en {written}.", [(written, {"from": stamp, "to": stamp, "edtf": stamp, "grain": "month"})])


@bounded(80)
@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2049, 12, 31)), st.dates(min_value=date(1900, 1, 1), max_value=date(2049, 12, 31)))
def test_dates_of_a_range_read_back(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    if first.year < last.year:
        written = f"{FORMS['long'](first)} au {FORMS['long'](last)}"
        check(f"Fermé du {written}.", [(written, {"from": first.isoformat(), "to": last.isoformat(), "edtf": f"{first}/{last}"})])


@bounded(80)
@given(DATES)
def test_dates_without_a_year_take_it_from_the_publication(day: date) -> None:
    """Written without its year on the day itself, a date is that day."""
    written = f"{day_of(day.day)} {MONTHS[day.month - 1]}"
    check(f"Cela date du {written}.", [(written, {"from": day.isoformat(), "resolved": True})], published=day.isoformat())


# --- any text ------------------------------------------------------------------------------------------------------

PARTS = [
    ("228 milliards de yuans", "money", "228000000000"), ("70 %", "percent", "70"), ("12,5 tonnes", "quantity", "12.5"), ("trois semaines", "duration", "P3W"),
    ("29 avril 2025", "date", None), ("45ème", "ordinal", "45"), ("deux cent trente", "number", "230"), ("1 234 567", "number", "1234567"),
]  # fmt: skip
NEUTRAL = st.text(alphabet=st.sampled_from("aeiou bcdrstlmnéèàç\u00a0\n😀ÉÎ𝒳"), max_size=60)


@bounded(500)
@given(st.sampled_from(PARTS), NEUTRAL, NEUTRAL)
def test_mention_is_found_at_its_offsets_in_any_surrounding(part: tuple[str, str, str | None], before: str, after: str) -> None:
    surface, kind, value = part
    text = f"{before} zzz : {surface} ; zzz {after}"
    at = len(before) + 7
    found = [m for m in read(text) if m.start < at + len(surface) and at < m.end]
    assert [(m.type, m.start, m.text) for m in found] == [(kind, at, surface)], report(text, part, found)
    assert value is None or str(found[0].model_dump(mode="json")["value"]) == value, report(text, part, found)


ANY = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200)
FIGURES = st.text(alphabet=st.sampled_from("0123456789 ,.-/:'\u2019%€$h()+\n\u00a0eM"), max_size=60)


def _surfaces(node: object) -> set[str]:
    """All strings and keys of a table."""
    if isinstance(node, str):
        return {node}
    if isinstance(node, dict):
        return set(node) | {s for value in node.values() for s in _surfaces(value)}
    return {s for value in node for s in _surfaces(value)} if isinstance(node, list) else set()


TABLES = ("numerals", "dates", "cues", "units", "currencies")
WORDS = sorted(set().union(*(_surfaces(PACK.table(name)) for name in TABLES)))
SOUP = st.lists(
    st.one_of(st.sampled_from(WORDS), st.integers(0, 3000).map(str), st.sampled_from(list(",.-/%€'()h +"))), max_size=14
).flatmap(lambda parts: st.sampled_from([" ", "", "\u00a0", "-"]).map(lambda space: space.join(parts)))


@pytest.mark.parametrize("texts", [ANY, FIGURES, SOUP], ids=["any", "figures", "words of the tables"])
def test_any_text_is_read_without_error(texts: st.SearchStrategy[str]) -> None:
    @bounded(1500)
    @given(texts, st.sampled_from(PUBLISHED))
    def run(text: str, published: str | None) -> None:
        holds(text, read(text, published))

    run()


@bounded(100)
@given(st.one_of(ANY, SOUP))
def test_any_text_is_read_alike_twice(text: str) -> None:
    assert read(text) == read(text)


@bounded(60)
@given(SOUP, SOUP)
def test_any_text_is_read_alike_after_another(other: str, text: str) -> None:
    """No state is carried from one document to the next."""
    fresh = read(text)
    read(other, "1999-12-31")
    read("Il a payé 40 dollars canadiens le 3 mars 2004.")
    assert read(text) == fresh


@bounded(60)
@given(st.one_of(ANY, SOUP))
def test_any_text_keeps_its_length_when_folded(text: str) -> None:
    assert len(fold(text)) == len(text)


@bounded(40)
@given(SOUP)
def test_any_text_is_read_alike_under_another_name(text: str) -> None:
    one, other = (recognize(Document(id=name, text=text, lang=PACK.code), PACK) for name in ("a", "b"))
    assert one == other


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_article_of_the_corpus_is_read_soundly(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for published in PUBLISHED:
        holds(text, read(text, published))


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt"))[::8], ids=lambda path: path.stem)
def test_article_keeps_its_mentions_with_other_spaces_and_quotes(path: Path) -> None:
    """One character for one: no-break spaces and straight apostrophes change no span, type or value."""
    text = path.read_text(encoding="utf-8")

    def shape(found: list[Mention]) -> list[tuple[object, ...]]:
        return [(m.type, m.start, m.end, getattr(m, "value", None), getattr(m, "from_", None), m.modifier) for m in found]

    plain = text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " ").replace("\u2019", "'")
    assert shape(read(plain)) == shape(read(plain.replace(" ", "\u00a0").replace("'", "\u2019")))
