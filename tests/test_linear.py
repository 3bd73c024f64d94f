"""Hostile texts end, and cost no more than their length: counts are compared, never times.

Work is counted in function calls (sys.setprofile), a number that no busy machine changes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from extractor.lang.fold import fold
from extractor.lexer import lex, sentence_spans, vocabulary
from extractor.lexer.islands import MAX_ISLAND
from extractor.recognizers.matching import matches
from reading import PACK, read

PARTS = [
    "123 ", "1, ", "1", "1.", "1/", "1:", "1-", "1 000 ", "1'000", "1.1", "5,5,", "0 ", "-", "+", "+33 1 ", "(", ")", "(1", "«", "«. ", "\n", ". ",
    "vingt-", "quatre-vingt-dix-", "mille ", "million ", "un ", "et ", "premier ", "dizaine ", "2024 et ", "29 avril ", "lundi ", "le 3 mars ", "du 3 au ",
    "il y a ", "1 sur ", "un sur dix ", "de 1 à ", "1 % à ", "25 euros contre 3 millions ", "3 milliards 4 ", "€", "1€", "%", "J.", "M. ", "l'", "n° ", "T1 ",
    "https://", "www.", "a@", "a@b.", "a", "é", "\u00a0", "\t", "İ", "№", "😀", "moins de ", "1e ", "av. J.-C. ", "14h", "½",
]  # fmt: skip
LENGTH = 20_000
RATIO = 3.0
"""Twice the text may cost twice the work; a quadratic reading would cost four times as much."""


def repeated(part: str, length: int) -> str:
    return (part * (length // len(part) + 1))[:length]


def calls(run: Callable[[], Any]) -> int:
    """How many functions of Python and C are called."""
    count = 0

    def tick(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("part", PARTS, ids=repr)
def test_hostile_text_is_read_to_its_end(part: str) -> None:
    text = repeated(part, LENGTH // 2) + " … 12 % zzz"
    end = 0
    for mention in read(text, "2025-04-30"):
        assert text[mention.start : mention.end] == mention.text and end <= mention.start
        end = mention.end


@pytest.mark.parametrize("part", PARTS, ids=repr)
def test_hostile_text_costs_calls_by_its_length(part: str) -> None:
    read("12 %")  # loads the tables
    small, large = (calls(lambda n=n: read(repeated(part, n), "2025-04-30")) for n in (3_000, 6_000))  # type: ignore[misc]
    assert large <= RATIO * small + 2_000, f"{part!r}: {small} calls for 3,000 characters, {large} for 6,000"


@pytest.mark.parametrize("part", PARTS, ids=repr)
def test_hostile_text_has_every_token_once(part: str) -> None:
    text = repeated(part, LENGTH)
    words = vocabulary(PACK)
    starts = [x.start for island in lex(text, fold(text), words) for x in island.lexemes]
    assert starts == sorted(set(starts)), f"{part!r}: a token in two islands"


@pytest.mark.parametrize("part", ["1, ", "vingt-", "2024 et ", "de 1 à ", "1 000 ", "25 euros contre 3 millions "], ids=repr)
def test_hostile_text_has_few_readings_a_token(part: str) -> None:
    """Every place of an island is asked a bounded number of patterns, and each gives one reading."""
    text = repeated(part, LENGTH)
    words = vocabulary(PACK)
    for island in lex(text, fold(text), words):
        assert len(matches(island, words)) <= 20 * len(island.lexemes)


def test_island_is_cut() -> None:
    text = "1, " * (3 * MAX_ISLAND)
    words = vocabulary(PACK)
    assert all(len(island.lexemes) <= MAX_ISLAND for island in lex(text, fold(text), words))


@pytest.mark.parametrize("digits", [30, 31, 60, 61, 100, 10_000])
def test_long_run_of_digits_is_no_amount(digits: int) -> None:
    text = f"le code {'9' * digits} euros"
    for mention in read(text):
        value = getattr(mention, "value", None)
        assert value is None or value == int("9" * digits), f"{digits} digits: {mention.model_dump_json()[:200]}"


@pytest.mark.parametrize("separator", ["", " ", ".", ",", "\u202f"])
def test_long_number_in_groups_ends(separator: str) -> None:
    text = separator.join(["123"] * 5_000)
    for mention in read(text):
        assert text[mention.start : mention.end] == mention.text


def test_long_word_without_spaces_ends() -> None:
    assert read("anticonstitutionnellement" * 1_000) == []


@pytest.mark.parametrize("part", ["a. ", "M. ", "« ", ".", "? ", "etc. A", "\n", "J.-"], ids=repr)
def test_sentences_cost_calls_by_the_length(part: str) -> None:
    small, large = (calls(lambda n=n: sentence_spans(repeated(part, n), PACK)) for n in (3_000, 6_000))  # type: ignore[misc]
    assert large <= RATIO * small + 1_000, f"{part!r}: {small} and {large} calls"
