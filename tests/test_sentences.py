"""Sentences: where they end, from the surface alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.lexer import sentence_spans
from reading import PACK


def sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in sentence_spans(text, PACK)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Il pleut.", "Il neige."],
        ["Vraiment ?", "Oui !", "Bon…"],
        ["M. Roux est parti.", "Mme Roux reste."],
        ["Le Dr. Simon a parlé à J. Bruneau.", "Il est tard."],
        ["Il coûte 3.5 millions.", "C'est cher."],
        ["Il a dit : « Je pars. »", "Puis il est parti."],
        ["« Je pars ! », a-t-il dit.", "Il est parti."],
        ["La hausse (voir p. 12) dure.", "Elle inquiète."],
        ["Des pommes, des poires, etc.", "Tout se vend."],
        ["Le site www.exemple.fr a fermé.", "Il rouvrira."],
        ["En 2024.", "En 2025."],
        ["L'indice a gagné 2 %.", "35 valeurs montent."],
        ["Pas de point final"],
    ],
    ids=lambda rows: rows[0],
)
def test_sentence_spans_end_where_sentences_end(expected: list[str]) -> None:
    text = " ".join(expected)
    assert sentences(text) == expected


@pytest.mark.parametrize("mark", ["\n", "\n\n", "\r\n", "\u2028", "\n   \n"])
def test_sentence_spans_end_with_a_paragraph(mark: str) -> None:
    assert sentences(f"Un titre{mark}Le texte suit.") == ["Un titre", "Le texte suit."]


@pytest.mark.parametrize("text", ["", "   ", "\n\n\n", "\u00a0\t"])
def test_sentence_spans_of_white_space_are_none(text: str) -> None:
    assert sentences(text) == []


def test_sentence_spans_keep_an_abbreviation_in_front_of_small_letters() -> None:
    assert len(sentences("L'av. de la gare et le bd. du port sont fermés.")) == 1


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.text(alphabet=st.sampled_from("aÉ 1.!?…«»\"()\n\u00a0-'")))
def test_sentence_spans_cover_all_but_white_space_in_order(text: str) -> None:
    spans = sentence_spans(text, PACK)
    ends = [0, *(end for _, end in spans)]
    assert all(before <= start < end for before, (start, end) in zip(ends, spans, strict=False)), spans
    outside = "".join(text[a:b] for a, b in zip(ends, [start for start, _ in spans] + [len(text)], strict=True))
    assert not outside.strip(), f"{text!r}: left out {outside!r}"
