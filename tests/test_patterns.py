"""The pattern language: parsing, compiling, and what the parts of a pattern match. Classes are made up: a, b, c, d."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.errors import PackError
from extractor.lang.patterns import REPEAT, Compiler, Pattern, parse, words_of

CODES = {"n": "1", "time": "t", "de": "d", "comma": ",", "both": "", '"il y a': "i"}


def codes(name: str) -> str:
    """One character a class; a lexeme of the made-up set {n, time} is "2"."""
    return CODES.get(name, "") + ("2" if name in ("n", "time") else "")


def compiled(source: str, **extra: Any) -> Pattern:
    return Compiler(codes).compile("test.rule", source, parse(source, "test"), extra, 0)


def slots(source: str, text: str) -> list[tuple[str, int]] | None:
    """(slot, place) of a match at the beginning, or None."""
    pattern = compiled(source)
    match = pattern.regex.match(text)
    if match is None:
        return None
    return sorted(((name, match.start(g)) for g, name in pattern.slots if match.start(g) >= 0), key=lambda s: s[1])


def test_pattern_binds_a_slot() -> None:
    assert slots("{x:n} {time}", "1t") == [("x", 0), ("", 1)]


def test_pattern_fits_a_lexeme_that_has_several_classes() -> None:
    assert slots("{x:n} {y:time}", "22") == [("x", 0), ("y", 1)]


def test_pattern_leaves_context_unbound() -> None:
    assert slots("de {x:n} comma", "d1,") == [("x", 1)]


def test_pattern_needs_its_context() -> None:
    assert slots("de {x:n}", "t1") is None


def test_pattern_skips_what_is_optional() -> None:
    assert slots("{x:n} de? {time}", "1t") == [("x", 0), ("", 1)]


def test_pattern_takes_what_is_optional_when_it_is_there() -> None:
    assert slots("{x:n} de? {time}", "1dt") == [("x", 0), ("", 2)]


def test_pattern_repeats_a_group_in_the_order_of_the_text() -> None:
    assert slots("{x:n} (comma {x:n})* {time}", "1,1,1t") == [("x", 0), ("x", 2), ("x", 4), ("", 5)]


def test_pattern_repeats_at_most_so_often() -> None:
    most = "1" + ",1" * REPEAT
    assert slots("{x:n} (comma {x:n})* {time}", most + "t") is not None
    assert slots("{x:n} (comma {x:n})* {time}", most + ",1t") is None


def test_pattern_keeps_slots_behind_a_repetition_in_order() -> None:
    assert slots("({a:n} comma)* {b:n} {c:time}", "1,1,1t") == [("a", 0), ("a", 2), ("b", 4), ("c", 5)]


def test_pattern_tries_alternatives_in_turn() -> None:
    assert slots("( {a:n} | {b:time} ) de", "td") == [("b", 0)]


def test_pattern_refuses_what_is_excluded_next() -> None:
    assert slots("{x:n} !de", "1d") is None
    assert slots("{x:n} !de", "1t") == [("x", 0)]


def test_pattern_exclusion_holds_at_the_end() -> None:
    assert slots("{x:n} !de", "1") == [("x", 0)]


def test_pattern_names_the_places_that_must_be_glued() -> None:
    pattern = compiled("{x:n} ~ {time}")
    match = pattern.regex.match("1t")
    assert match is not None and [match.start(group) for group in pattern.tight] == [1]


def test_pattern_reads_a_phrase_as_one_lexeme() -> None:
    assert slots('{"il y a"} {x:n} time', "i1t") == [("", 0), ("x", 1)]


def test_pattern_lists_the_words_it_names() -> None:
    node = parse('{"il y a"} ( "de" | {x:n} ) !"ans"', "test")
    assert list(words_of(node)) == ["il y a", "de", "ans"]


@pytest.mark.parametrize("source", ["{x:n} {time}", "de? {x:n}", "( {x:n} | de ) comma* {time}", "{x:n} de? comma? {time}"])
def test_pattern_begins_with_what_it_can_match(source: str) -> None:
    """The index of first and second codes never hides a match that the expression has."""
    pattern = compiled(source)
    alphabet = "1td,2i"
    for text in (a + b + c for a in alphabet for b in alphabet for c in alphabet):
        match = pattern.regex.match(text)
        if match is None or not match.end():
            continue
        seconds = pattern.begins.get(text[0], frozenset())
        assert seconds is None or text[1] in seconds, f"{source!r} on {text!r}"


def test_pattern_family_is_the_first_part_of_its_name() -> None:
    assert compiled("{x:n}").family == "test"


def test_pattern_keeps_its_further_settings() -> None:
    assert compiled("{x:n}", join="range").set == {"join": "range"}


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("( {x:n}", "not closed"),
        ("{x:n} )", "too many"),
        ("* {x:n}", "nothing to repeat"),
        ("? {x:n}", "nothing to repeat"),
        ("{x:n} §", "column 5"),
        ("{x n}", "column 0"),
        ('"il y a', "column 0"),
    ],
)
def test_pattern_that_makes_no_sense_says_where(source: str, what: str) -> None:
    with pytest.raises(PackError, match=what) as error:
        parse(source, "pattern test.rule")
    assert "test.rule" in str(error.value)


def test_pattern_with_an_unknown_class_is_refused() -> None:
    with pytest.raises(PackError, match="unheard") as error:
        compiled("{x:unheard}")
    assert "test.rule" in str(error.value)
