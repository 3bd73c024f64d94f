"""The lexer: tokens, shapes of numbers, the vocabulary, and islands with their lexemes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.errors import PackError
from extractor.lang.fold import fold
from extractor.lexer import Island, Lexeme, lex, vocabulary
from extractor.lexer.islands import MAX_ISLAND
from extractor.lexer.numeric import SHAPE_SETS, int_classes, word_classes
from extractor.lexer.tables import elided, entries_of
from extractor.lexer.tokens import blank_addresses, split
from extractor.lexer.vocabulary import CASED, PLAIN
from reading import PACK, read, report

WORDS = vocabulary(PACK)


def islands(text: str) -> list[Island]:
    return list(lex(text, fold(text), WORDS))


def lexeme(text: str, surface: str) -> Lexeme:
    """The lexeme that covers a surface exactly."""
    start = text.index(surface)
    found = [x for island in islands(text) for x in island.lexemes if (x.start, x.end) == (start, start + len(surface))]
    assert len(found) == 1, f"{text!r}: no lexeme {surface!r} in {[x.lexemes for x in islands(text)]}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "shape", "surface"),
    [
        ("2024-05-12", "iso", "2024-05-12"),
        ("2024-05-12t14:30", "iso", "2024-05-12t14:30"),
        ("12/05/2024", "dmy", "12/05/2024"),
        ("12.05.2024", "dmy", "12.05.2024"),
        ("2024/05/12", "ymd", "2024/05/12"),
        ("14h30", "clock", "14h30"),
        ("14 h 30", "clock", "14 h 30"),
        ("9:05", "clock", "9:05"),
        ("14:30:15", "clock", "14:30:15"),
        ("2019/2020", "years", "2019/2020"),
        ("2019/20", "years", "2019/20"),
        ("3/4", "ratio", "3/4"),
        ("35 000", "grouped", "35 000"),
        ("1.234.567,5", "grouped", "1.234.567,5"),
        ("1,234,567", "grouped", "1,234,567"),
        ("196,490.5", "grouped", "196,490.5"),
        ("3,5", "decimal", "3,5"),
        ("2.55", "decimal", "2.55"),
        ("2024", "int", "2024"),
        ("03 83 12 34 56", "phone", "03 83 12 34 56"),
        ("514-555-0199", "phone", "514-555-0199"),
    ],
)
def test_number_pattern_knows_the_shapes(text: str, shape: str, surface: str) -> None:
    match = WORDS.number.match(text)
    assert match is not None and (match.lastgroup, match[0]) == (shape, surface)


@pytest.mark.parametrize(
    ("text", "surface"),
    [("12 3456", "12"), ("1 23", "1"), ("1,2,3", "1"), ("25:70", "25"), ("3/4/5", "3"), ("35 000 00", "35 000")],
)
def test_number_pattern_groups_by_three_only(text: str, surface: str) -> None:
    match = WORDS.number.match(text)
    assert match is not None and match[0] == surface, f"{text!r} → {match[0] if match else None!r}"


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("l'an 2000", ("l'", "an", "2000")),
        ("aujourd'hui", ("aujourd'", "hui")),
        ("mi-mars", ("mi", "-", "mars")),
        ("av. j.-c.", ("av", ".", "j", ".", "-", "c", ".")),
        ("  %  ", ("%",)),
        ("", ()),
    ],
)
def test_split_makes_tokens_without_white_space(text: str, tokens: tuple[str, ...]) -> None:
    assert split(text) == tokens


@pytest.mark.parametrize("address", ["https://a.fr/2024/12?x=3", "www.site-24.com/7", "jean.12@mail.fr"])
def test_blank_addresses_keeps_the_length(address: str) -> None:
    blank = blank_addresses(f"voir {address} le 3 mai")
    assert blank == f"voir {'x' * len(address)} le 3 mai"


def test_blank_addresses_leaves_other_text_alone() -> None:
    assert blank_addresses("le 3 mai à 14h @ paris") == "le 3 mai à 14h @ paris"


@pytest.mark.parametrize(
    ("digits", "has", "has_not"),
    [
        ("0", "minute", "day"),
        ("31", "day", "hour"),
        ("32", "minute", "day"),
        ("24", "hour", "year"),
        ("60", "num", "minute"),
        ("1789", "year", "day"),
        ("2200", "num", "year"),
        ("0123", "num", "year"),
        ("75008", "postcode", "year"),
    ],
)
def test_int_classes_are_what_the_digits_can_be(digits: str, has: str, has_not: str) -> None:
    assert has in int_classes(digits) and has_not not in int_classes(digits)


def test_shape_sets_hold_every_class_set_of_a_number() -> None:
    """A class set that is not known when patterns are compiled would match none of them."""
    integers = {int_classes(str(n)) for n in range(12_000)} | {int_classes(f"{n:04d}") for n in range(10_000)}
    words = {word_classes(n) for n in range(3_000)}
    assert integers | words <= SHAPE_SETS


def test_elided_gives_every_form_of_the_last_word() -> None:
    assert list(elided("près de", {"de": ["d'", "du"]})) == ["près de", "près d'", "près du"]


def test_entries_have_tokens() -> None:
    empty = [(surface, name) for surface, name, _ in entries_of(PACK) if not split(fold(surface))]
    assert empty == []


def test_vocabulary_is_built_once_a_pack() -> None:
    assert vocabulary(PACK) is WORDS


def test_vocabulary_refuses_a_surface_without_a_token() -> None:
    with pytest.raises(PackError, match="no token"):
        WORDS.add("  ", "made_up")


def test_vocabulary_gives_one_code_a_class_set() -> None:
    assert WORDS.code(("num", "int", "dig")) == WORDS.code(("dig", "num", "int"))


def test_vocabulary_knows_the_classes_of_a_code() -> None:
    assert WORDS.classes_of(WORDS.words["mars"].code) >= {"month"}


def test_vocabulary_keeps_exact_surfaces_of_symbols() -> None:
    """ "mW" and "MW" are one folded word with two exact surfaces."""
    entry = WORDS.words["mw"]
    assert {"mW", "MW"} <= set(entry.data["usym"]) and "usym" in CASED


def test_vocabulary_reads_words_without_their_accents() -> None:
    assert WORDS.words["fevrier"].data["month"] == 2


def test_lex_finds_no_island_where_nothing_counts() -> None:
    assert islands("Le chat dort sur la table.") == []


def test_lex_parts_islands_at_unknown_words() -> None:
    assert len(islands("12 kilos de pommes rouges valent 30 euros")) == 2


def test_lex_gives_lexemes_in_order_and_apart() -> None:
    text = "Le 29 avril 2025, 228 milliards de yuans, soit +7,3 % (contre 1 234,5 m2 à 14h30) !"
    for island in islands(text):
        assert len(island.codes) == len(island.lexemes)
        ends = [0, *(x.end for x in island.lexemes)]
        assert all(end <= x.start < x.end for end, x in zip(ends, island.lexemes, strict=False)), island.lexemes


def test_lex_knows_every_lexeme_of_an_island() -> None:
    for island in islands("environ 3 à 4 % en mars dernier"):
        assert PLAIN not in island.codes


def test_lex_makes_one_lexeme_of_a_phrase() -> None:
    assert "ago" in lexeme("il y a trois ans", "il y a").data


def test_lex_takes_the_longest_phrase() -> None:
    assert lexeme("3 points de pourcentage", "points de pourcentage").data.get("pp") == "pp"


def test_lex_makes_one_lexeme_of_a_numeral() -> None:
    assert lexeme("deux cent trente-quatre kilos", "deux cent trente-quatre").data["num"].value == Decimal(234)


def test_lex_joins_scales_to_digits() -> None:
    found = lexeme("environ 35.000 milliards de yuans", "35.000 milliards").data["num"]
    assert (found.value, found.scale) == (Decimal("35000000000000"), 10**9)


def test_lex_joins_the_suffix_of_a_rank() -> None:
    assert lexeme("le 45ème jour", "45ème").data == {"rank": 45}


def test_lex_makes_a_rank_of_words() -> None:
    assert lexeme("la cent vingt-cinquième fois", "cent vingt-cinquième").data == {"rank": 125}


def test_lex_joins_a_sign_to_its_number() -> None:
    assert lexeme("une baisse (-1,3 %)", "-1,3").data["num"].value == Decimal("-1.3")


def test_lex_takes_a_dash_for_no_sign() -> None:
    assert lexeme("en 2024 - 3 personnes", "3").data["num"].value == 3


def test_lex_keeps_the_full_stop_of_a_sentence_out_of_an_abbreviation() -> None:
    text = "Il mesure 3 cm. Elle en mesure 4."
    assert not any(x.start < text.index(".") < x.end for island in islands(text) for x in island.lexemes)


def test_lex_leaves_more_digits_than_any_amount_alone() -> None:
    text = f"le code {'7' * 40} expire"
    assert read(text) == [], report(text, "nothing", read(text))


def test_lex_yields_no_token_twice_in_a_long_island() -> None:
    """A table of figures is one island, and is cut where it is too long for one."""
    text = "12 " * (MAX_ISLAND + 500)
    starts: list[int] = []
    for number, island in enumerate(lex(text, fold(text), WORDS)):
        assert number < 10, "no end"
        starts += [x.start for x in island.lexemes]
    assert starts == sorted(set(starts)) and len(starts) == MAX_ISLAND + 500
