"""Folding: one character to one character (law 1 of the design), and what it makes equal."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.lang.fold import fold, unaccented

CHARACTERS = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]


def test_fold_keeps_the_length_of_every_character() -> None:
    wrong = [char for char in CHARACTERS if len(fold(char)) != 1]
    assert wrong == []


def test_fold_keeps_the_length_of_every_character_in_a_text() -> None:
    for start in range(0, len(CHARACTERS), 1000):
        text = " x ".join(CHARACTERS[start : start + 1000])
        assert len(fold(text)) == len(text), f"characters from {CHARACTERS[start]!r}"


def test_fold_makes_no_line_break_of_a_space() -> None:
    for char in CHARACTERS:
        if char.isspace() and char not in "\n\r\u2028\u2029\x1c\x1d\x1e\x1f":
            assert fold(char) == " ", repr(char)


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", "\u2007", "\t", "\u3000"])
def test_fold_reads_every_space_alike(space: str) -> None:
    assert fold(f"12{space}%") == "12 %"


@pytest.mark.parametrize("mark", ["\u2019", "\u2018", "\u02bc", "`", "\u00b4"])
def test_fold_reads_every_apostrophe_alike(mark: str) -> None:
    assert fold(f"l{mark}an") == "l'an"


@pytest.mark.parametrize("mark", ["\u2010", "\u2011", "\u2013", "\u2212"])
def test_fold_reads_every_hyphen_and_minus_alike(mark: str) -> None:
    assert fold(f"{mark}3") == "-3"


@pytest.mark.parametrize("mark", ["\r", "\u2028", "\u2029"])
def test_fold_reads_every_line_break_alike(mark: str) -> None:
    assert fold(f"a{mark}b") == "a\nb"


def test_fold_keeps_accents() -> None:
    assert fold("Été À L\u2019ŒUVRE") == "été à l'œuvre"


def test_fold_lowers_superior_letters_of_ranks() -> None:
    assert fold("XX\u1d49") == "xxe"


def test_fold_reads_full_width_digits() -> None:
    assert fold("\uff12\uff10\uff12\uff15") == "2025"


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.text(), st.text())
def test_fold_of_a_text_is_that_of_its_halves(first: str, second: str) -> None:
    if "Σ" not in first + second:  # the only letter whose lower case depends on its neighbours
        assert fold(first + second) == fold(first) + fold(second)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.text())
def test_fold_twice_is_fold_once(text: str) -> None:
    if "Σ" not in text:
        assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(("word", "bare"), [("février", "fevrier"), ("août", "aout"), ("ça", "ca"), ("mai", "mai")])
def test_unaccented_takes_diacritics_away(word: str, bare: str) -> None:
    assert unaccented(word) == bare
